//! A commit as a whole: whether it says what it did, holds one dossier, and bears times that can be.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};

use super::claim::{Claim, Claimed};
use crate::calendar::day_in_words;
use crate::diagnostic::{Code, Diagnostic, Field, Place};
use crate::domain::{DossierId, Status};
use crate::regulation::Rules;
use crate::repository::message::Kind;

/// What to do about a commit that cannot be undone.
const EXPLAIN: &str = "klopt het toch, licht het dan toe onder «historie_toegelicht» in dossiers/regeling.yaml";

/// How far the clocks of two computers may differ.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::days(1);

/// What a commit did to a dossier, as far as its message can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Deed {
    /// The dossier.
    pub(super) dossier: DossierId,
    /// Whether it was there before.
    pub(super) was_there: bool,
    /// The status before.
    pub(super) from: Option<Status>,
    /// The status after.
    pub(super) to: Option<Status>,
}

/// Why the message says something else than the commit did, with the dossier it is about; `None` when it says nothing wrong.
///
/// `is_gone` tells which dossiers were destroyed: an old message may go on naming those.
pub(super) fn message_differs(claim: &Claim, deeds: &[Deed], is_gone: impl Fn(DossierId) -> bool) -> Option<(Option<DossierId>, Diagnostic)> {
    let first = deeds.first().map(|deed| deed.dossier);
    let deed = |dossier: DossierId| deeds.iter().find(|deed| deed.dossier == dossier);
    if let (Some(kind @ (Kind::Rules | Kind::RegisterCorrection | Kind::Anchor)), Some(dossier)) = (claim.kind, first) {
        return Some((first, differs(format!("de vastlegging noemt zich «{kind}», maar wijzigt {dossier}"))));
    }
    if let Some(kind @ (Kind::Import | Kind::Begin)) = claim.kind
        && let Some(changed) = deeds.iter().find(|deed| deed.was_there)
    {
        let dossier = changed.dossier;
        return Some((Some(dossier), differs(format!("de vastlegging noemt zich «{kind}», maar {dossier} was er al"))));
    }
    let names_what_it_did = matches!(claim.kind, None | Some(Kind::Import | Kind::Begin));
    let unmet = claim.dossiers.iter().copied().find(|dossier| deed(*dossier).is_none() && !is_gone(*dossier));
    if let Some(named) = unmet.filter(|_| names_what_it_did) {
        let did = first.map_or_else(|| "geen enkel dossier".to_owned(), |dossier| dossier.to_string());
        return Some((first.or(Some(named)), differs(format!("de vastlegging noemt {named}, maar wijzigt {did}"))));
    }
    if let (None, [deed]) = (claim.kind, deeds) {
        return status_differs(claim, deed).or_else(|| subject_differs(claim, deed)).map(|remark| (first, remark));
    }
    // A step that is claimed and of which nothing is to be seen.
    match claim.subject {
        Some((named, Claimed::Step(_) | Claimed::New(_))) if deeds.is_empty() && !is_gone(named) => {
            Some((Some(named), differs(format!("de vastlegging noemt een stap van {named}, maar wijzigt niets"))))
        }
        _ => None,
    }
}

fn status_differs(claim: &Claim, deed: &Deed) -> Option<Diagnostic> {
    let claimed = claim.statuses.last().filter(|_| !claim.statuses.iter().any(|step| step.is_between(deed.from, deed.to)))?;
    let is = deed.to.map_or("geen status die te lezen is".to_owned(), |status| status.to_string());
    Some(differs(format!("de vastlegging noemt de status {}, maar in het dossier staat {is}", claimed.to)))
}

fn subject_differs(claim: &Claim, deed: &Deed) -> Option<Diagnostic> {
    let (named, claimed) = claim.subject?;
    let step = || match (deed.from, deed.to) {
        (Some(from), Some(to)) if from != to => format!("de status ging van {from} naar {to}"),
        _ => "de status bleef gelijk".to_owned(),
    };
    if named != deed.dossier {
        return Some(differs(format!("de vastlegging noemt {named}, maar wijzigt {}", deed.dossier)));
    }
    match claimed {
        Claimed::New(_) if deed.was_there => Some(differs(format!("de vastlegging noemt {named} nieuw, maar het dossier was er al"))),
        Claimed::New(Some(status)) if deed.to != Some(status) => Some(differs(format!("de vastlegging noemt de status {status}, maar {}", step()))),
        Claimed::Step(claimed) if deed.was_there && !claimed.is_between(deed.from, deed.to) => {
            Some(differs(format!("de vastlegging noemt een stap naar {}, maar {}", claimed.to, step())))
        }
        Claimed::Other if !claim.dossiers.is_empty() && deed.from.is_some() && deed.to.is_some() && deed.from != deed.to => {
            Some(differs(format!("de vastlegging noemt geen stap, maar {}", step())))
        }
        _ => None,
    }
}

fn differs(message: String) -> Diagnostic {
    Diagnostic::new(
        Code::MessageDiffers,
        Field::Status,
        message,
        format!("ga uit van wat er in het dossier staat, en vraag wie dit vastlegde; {EXPLAIN}"),
    )
}

/// The remark on several dossiers in one commit that gives no reason.
pub(super) fn several(dossiers: &[DossierId]) -> Diagnostic {
    const NAMED: usize = 3;
    let mut names = dossiers.iter().take(NAMED).map(ToString::to_string).collect::<Vec<_>>().join(", ");
    if dossiers.len() > NAMED {
        names.push_str(&format!(" en {} meer", dossiers.len() - NAMED));
    }
    let message = format!("{} dossiers zijn in één keer vastgelegd: {names}", dossiers.len());
    Diagnostic::new(Code::SeveralDossiers, Place::File, message, format!("leg vast met «klacht leg-vast»: dat doet het per dossier; {EXPLAIN}"))
}

/// The times of a commit.
pub(super) struct Times {
    /// When its author made it.
    pub(super) made: DateTime<FixedOffset>,
    /// When it came into the history.
    pub(super) committed: DateTime<FixedOffset>,
    /// When the last of its parents came into the history.
    pub(super) parent_committed: Option<DateTime<FixedOffset>>,
}

impl Times {
    /// The remark on times that cannot be, or that are not those of the recording; `None` when they can.
    pub(super) fn remark(&self, today: NaiveDate, rules: &Rules) -> Option<Diagnostic> {
        let day = |time: DateTime<FixedOffset>| day_in_words(time.date_naive());
        let (made, committed) = (self.made, self.committed);
        let before = self.parent_committed.filter(|before| committed + CLOCKS_DIFFER < *before);
        let message = if committed.date_naive() > today + Days::new(1) {
            format!("de vastlegging draagt de datum {}, en die moet nog komen", day(committed))
        } else if let Some(before) = before {
            format!("de vastlegging draagt de datum {}, maar volgt op een van {}", day(committed), day(before))
        } else if made > committed + CLOCKS_DIFFER {
            format!("de vastlegging zou gemaakt zijn op {}, na de dag waarop zij in de geschiedenis kwam: {}", day(made), day(committed))
        } else if rules.calendar.after(made.date_naive(), rules.margins.late_entry) < committed.date_naive() {
            format!("de vastlegging zou gemaakt zijn op {}, maar kwam pas op {} in de geschiedenis", day(made), day(committed))
        } else {
            return None;
        };
        let help = format!("kijk of de klok van de computer goed staat, en vraag wie dit vastlegde; {EXPLAIN}");
        Some(Diagnostic::new(Code::OddCommitTime, Place::File, message, help))
    }
}

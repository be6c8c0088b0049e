//! The message of a commit: numbers, names of fields and statuses, never a value a person typed (art. 4: confidential).

use std::collections::BTreeSet;
use std::fmt::{self, Write};

use super::outline::{FieldGroup, Outline};
use crate::domain::{DossierId, Status, vocabulary};

/// The longest subject line, in characters.
const SUBJECT: usize = 72;

vocabulary! {
    /// What a commit is that is not about one dossier; its trailer `Soort:` says so.
    Kind {
        /// The beginning of a dossier folder.
        Begin = "begin",
        /// A change of the rule file or of what else stands beside the dossiers.
        Rules = "regeling",
        /// Dossiers taken over from elsewhere.
        Import = "import",
        /// A dossier that got another number.
        Renumbering = "hernummering",
        /// Dossiers destroyed after their term.
        Destruction = "vernietiging",
        /// A passage or an attachment taken out of every version of a dossier.
        Redaction = "weglakking",
        /// A line of a register put right that was wrong.
        RegisterCorrection = "registercorrectie",
        /// What an anchor was taken of.
        Anchor = "ijkpunt",
    }
}

impl Kind {
    /// Whether such a commit may touch several dossiers.
    #[must_use]
    pub fn is_about_dossiers(self) -> bool {
        !matches!(self, Self::Rules | Self::RegisterCorrection)
    }

    /// Whether a dossier that such a commit brings may begin in any status: it began elsewhere.
    #[must_use]
    pub fn brings_dossiers(self) -> bool {
        matches!(self, Self::Begin | Self::Import | Self::Renumbering)
    }

    /// Whether such a commit may take a dossier away.
    #[must_use]
    pub fn takes_dossiers_away(self) -> bool {
        matches!(self, Self::Renumbering | Self::Destruction)
    }
}

/// What a commit says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitMessage {
    subject: String,
    about: About,
    status: Option<Status>,
}

/// What a commit may touch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// The folder of one dossier and nothing else.
    Dossier(DossierId),
    /// Anything, since it says what kind of commit it is.
    Kind(Kind, BTreeSet<DossierId>),
}

impl CommitMessage {
    /// The message of a change to one dossier: its step in status when it made one, else the groups that changed.
    ///
    /// `before` is `None` for a dossier that was not recorded yet. `attachments`: whether files beside it changed too.
    #[must_use]
    pub fn of_change(id: DossierId, before: Option<&Outline>, after: &Outline, attachments: bool) -> Self {
        let mut groups = before.map(|before| before.differences(after)).unwrap_or_default();
        groups.extend(attachments.then_some(FieldGroup::Attachments));
        let subject = match (before.map(Outline::status), after.status()) {
            (None, Some(status)) => format!("{id}: nieuw, status {status}"),
            (None, None) => format!("{id}: nieuw"),
            (Some(Some(from)), Some(to)) if from != to => format!("{id}: status {from} -> {to}"),
            (Some(None), Some(to)) => format!("{id}: status {to}"),
            _ => listed(&format!("{id}: "), &groups),
        };
        Self { subject, about: About::Dossier(id), status: after.status() }
    }

    /// The message of a commit of another kind, with the dossiers it is about.
    #[must_use]
    pub fn of_kind(kind: Kind, dossiers: impl IntoIterator<Item = DossierId>) -> Self {
        let dossiers: BTreeSet<_> = dossiers.into_iter().collect();
        let subject = match kind {
            Kind::Begin => "Begin van de dossiermap".to_owned(),
            Kind::Rules => "Regeling en inrichting bijgewerkt".to_owned(),
            Kind::Import => counted("overgenomen", dossiers.len()),
            Kind::Renumbering => counted("hernummerd", dossiers.len()),
            Kind::Destruction => counted("vernietigd", dossiers.len()),
            Kind::Redaction => counted("met iets weggelakt", dossiers.len()),
            Kind::RegisterCorrection => "Register verbeterd".to_owned(),
            Kind::Anchor => "IJkpunt genomen".to_owned(),
        };
        Self { subject, about: About::Kind(kind, dossiers), status: None }
    }

    /// The message of a dossier that got another number, with the dossiers that refer to it.
    #[must_use]
    pub fn of_renumbering(from: DossierId, to: DossierId, referring: impl IntoIterator<Item = DossierId>) -> Self {
        let dossiers = [from, to].into_iter().chain(referring).collect();
        Self { subject: format!("{from} hernummerd naar {to}"), about: About::Kind(Kind::Renumbering, dossiers), status: None }
    }

    /// The first line.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// What the commit may touch.
    pub(super) fn about(&self) -> &About {
        &self.about
    }
}

impl fmt::Display for CommitMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n", self.subject)?;
        match &self.about {
            About::Dossier(id) => writeln!(f, "Dossier: {id}")?,
            About::Kind(kind, dossiers) => {
                writeln!(f, "Soort: {kind}")?;
                for id in dossiers {
                    writeln!(f, "Dossier: {id}")?;
                }
            }
        }
        self.status.map_or(Ok(()), |status| writeln!(f, "Status: {status}"))
    }
}

fn counted(done: &str, count: usize) -> String {
    if count == 1 { format!("1 dossier {done}") } else { format!("{count} dossiers {done}") }
}

/// The names after a beginning, as many as the subject line holds.
fn listed(start: &str, groups: &BTreeSet<FieldGroup>) -> String {
    let mut line = start.to_owned();
    for (index, group) in groups.iter().enumerate() {
        let comma = if index == 0 { "" } else { ", " };
        let name = group.to_string();
        let left = groups.len() - index;
        // Room for " en 12 meer" is kept until the last name is in.
        let room = if left == 1 { SUBJECT } else { SUBJECT - 12 };
        if line.chars().count() + comma.len() + name.chars().count() > room {
            write!(line, " en {left} meer").expect("writing to a string cannot fail");
            return line;
        }
        line.push_str(comma);
        line.push_str(&name);
    }
    if groups.is_empty() {
        line.push_str("opmaak");
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> DossierId {
        DossierId::new(2026, 7).unwrap()
    }

    fn outline(status: &str, rest: &str) -> Outline {
        Outline::of(format!("---\nstatus: {status}\n{rest}---\n").as_bytes())
    }

    #[test]
    fn step_in_status_is_the_subject() {
        let message = CommitMessage::of_change(id(), Some(&outline("ontvangen", "")), &outline("in_behandeling", "kanaal: post\n"), false);
        assert_eq!(message.to_string(), "K-2026-0007: status ontvangen -> in_behandeling\n\nDossier: K-2026-0007\nStatus: in_behandeling\n");
    }

    #[test]
    fn change_within_a_status_names_the_groups() {
        let before = outline("ontvangen", "kanaal: post\n");
        let after = outline("ontvangen", "kanaal: e-mail\nbehandelaar: Sanne de Wit\n");
        assert_eq!(CommitMessage::of_change(id(), Some(&before), &after, true).subject(), "K-2026-0007: kanaal, behandelaar, bijlagen");
    }

    #[test]
    fn new_dossier_says_so() {
        let message = CommitMessage::of_change(id(), None, &outline("melding", "kanaal: post\n"), true);
        assert_eq!(message.subject(), "K-2026-0007: nieuw, status melding");
    }

    #[test]
    fn subject_stays_within_its_line() {
        let rest = crate::diagnostic::Field::ALL.iter().map(|field| format!("{field}: 1\n")).collect::<String>();
        let message = CommitMessage::of_change(id(), Some(&outline("ontvangen", "")), &outline("ontvangen", &rest), true);
        assert!(message.subject().chars().count() <= 72, "{}", message.subject());
        assert!(message.subject().ends_with(" meer"), "{}", message.subject());
    }

    #[test]
    fn other_kind_names_its_dossiers_in_order() {
        let message = CommitMessage::of_kind(Kind::Import, [DossierId::new(2026, 9).unwrap(), id()]);
        assert_eq!(message.to_string(), "2 dossiers overgenomen\n\nSoort: import\nDossier: K-2026-0007\nDossier: K-2026-0009\n");
    }
}

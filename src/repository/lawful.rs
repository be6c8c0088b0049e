//! What a commit may do to dossiers, judged on the versions before and after it: under any rule file, on any day.

use std::collections::BTreeSet;
use std::fmt;

use super::message::Kind;
use super::registers::LostLine;
use crate::diagnostic::Code;
use crate::domain::DossierId;
use crate::source::{self, LineLoss, Register, RegisterEntry, default_rules};

/// What one commit, or its end, does that it may not. It may be told anywhere: numbers, fields and codes, never a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Offence {
    /// A version that cannot be read, or takes a forbidden step.
    Unlawful {
        /// The dossier.
        dossier: DossierId,
        /// The field; `None` for the file as a whole.
        field: Option<String>,
        /// Which remark.
        code: Code,
    },
    /// Several dossiers in a commit that does not say what kind it is.
    Several(BTreeSet<DossierId>),
    /// A dossier that is gone, without a word of why.
    Gone(DossierId),
    /// A dossier that was destroyed and is there again.
    Destroyed(DossierId),
    /// A reference to something that is no commit and does not tell which dossier it is.
    Unseen(String),
    /// A dossier as it was before something was taken out of it.
    Unredacted(DossierId),
    /// A line of a register that is gone or says something else, without a word that it was wrong.
    LineLost(LostLine),
    /// A line of a register that is gone, where that is not let through.
    LineMayNotGo(LostLine),
    /// A number that two dossiers have.
    Twice(DossierId),
    /// A protected branch that would be deleted.
    BranchDeleted(String),
    /// A protected branch that would lose what it has.
    BranchRewritten(String),
    /// A destruction by the rules, where they are not let through.
    DestructionNotAllowed(String),
    /// A destruction of a dossier that may not go yet, by what stands there.
    TooEarly(DossierId),
    /// A destruction of which it cannot be told what it should have left, as dossiers shared a number.
    Untold(DossierId),
    /// A destruction in a copy that has not heard of another one.
    DestroyedMeanwhile {
        /// What was destroyed here.
        here: BTreeSet<DossierId>,
        /// What was destroyed in that copy.
        there: BTreeSet<DossierId>,
    },
    /// A branch that would lose dossiers no other branch has.
    DossiersLost(String),
}

impl fmt::Display for Offence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unlawful { dossier, field: Some(field), code } => write!(f, "{dossier} {field}: {code}"),
            Self::Unlawful { dossier, field: None, code } => write!(f, "{dossier}: {code}"),
            Self::Several(dossiers) => write!(f, "{} samen in één vastlegging", some_of(dossiers)),
            Self::TooEarly(dossier) => write!(f, "{dossier}: dit dossier mag volgens wat hier staat nog niet weg"),
            Self::Untold(dossier) => write!(f, "{dossier}: van dit nummer is hier niet te zeggen wat van welk dossier was"),
            Self::DestroyedMeanwhile { here, .. } => {
                write!(f, "{}: dit is hier intussen vernietigd, en in de kopie waaruit u deelt staat het nog", some_of(here))
            }
            Self::Gone(dossier) => write!(f, "{dossier}: het hele dossier is weg"),
            Self::Destroyed(dossier) => write!(f, "{dossier}: dit dossier is vernietigd en komt hiermee terug"),
            Self::Unseen(reference) => write!(f, "{reference}: dit wijst niet naar een vastlegging, en kan iets van een vernietigd dossier zijn"),
            Self::Unredacted(dossier) => write!(f, "{dossier}: uit dit dossier is iets weggelakt, en dat komt hiermee terug"),
            Self::LineLost(line) => match line.loss {
                LineLoss::Gone => write!(f, "{}: zijn regel is weg uit {}", line.dossier, line.register.path()),
                LineLoss::Altered => write!(f, "{}: zijn regel in {} zegt iets anders dan was vastgelegd", line.dossier, line.register.path()),
            },
            Self::LineMayNotGo(line) => {
                write!(f, "{}: zijn regel is weg uit {}, en deze opslag laat dat niet toe", line.dossier, line.register.path())
            }
            Self::Twice(dossier) => write!(f, "{dossier}: dit nummer staat er twee keer"),
            Self::BranchDeleted(branch) => write!(f, "{branch}: deze tak mag niet weg"),
            Self::BranchRewritten(branch) => write!(f, "{branch}: wat er stond, zou hiermee verdwijnen"),
            Self::DestructionNotAllowed(branch) => {
                write!(f, "{branch}: dit is een vernietiging volgens de regels, maar deze opslag laat die niet toe")
            }
            Self::DossiersLost(branch) => {
                write!(f, "{branch}: hierin staan dossiers die in geen andere tak zo staan, en die zouden hiermee verdwijnen")
            }
        }
    }
}

/// How many numbers are told of many.
const SHOWN: usize = 5;

/// The first numbers, and how many there are more.
fn some_of(dossiers: &BTreeSet<DossierId>) -> String {
    let shown: Vec<_> = dossiers.iter().take(SHOWN).map(ToString::to_string).collect();
    let more = dossiers.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" en {more} meer") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

impl Offence {
    /// Whether it is of a copy from before something was taken away here.
    #[must_use]
    pub fn is_of_the_past(&self) -> bool {
        matches!(self, Self::Destroyed(_) | Self::Unredacted(_) | Self::Unseen(_) | Self::DestroyedMeanwhile { .. })
    }

    /// What to do about it, in Dutch.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Unlawful { code, .. } => format!("«klacht uitleg {code}» zegt wat dit is"),
            Self::Several(_) => "leg elk dossier apart vast, met «klacht leg-vast»; hoort het bij elkaar, zet dan onderaan in de boodschap, na een lege regel, «Soort: import» (of begin, hernummering, vernietiging)".to_owned(),
            Self::Gone(_) => "haal het terug; een dossier gaat alleen weg met onderaan in de boodschap «Soort: vernietiging» of «Soort: hernummering»".to_owned(),
            Self::Unredacted(_) => "haal uw kopie opnieuw op en breng alleen over wat er na het weglakken bij kwam".to_owned(),
            Self::Destroyed(_) => "haal uw kopie opnieuw op en breng alleen over wat er na de vernietiging bij kwam".to_owned(),
            Self::BranchDeleted(_) => "hierin staat de geschiedenis van de dossiers; wie de server beheert kan een andere hoofdtak aanwijzen".to_owned(),
            Self::BranchRewritten(_) => "kwam dit na «klacht vernietig», «klacht wis» of «klacht lak-weg», haal dan niets op: laat wie de server beheert deze keuring er even af nemen, zoals docs/vernietiging.md zegt; haal anders eerst op wat er staat, en breng alleen over wat erbij kwam, zonder --force".to_owned(),
            Self::DestructionNotAllowed(_) => {
                "laat wie de server beheert haar toestaan, in de map van de opslag: git config klacht.vernietigingToestaan true".to_owned()
            }
            Self::TooEarly(_) => "staat er bij u meer in dan hier, laat dan wie de server beheert nagaan of het weg mocht, en deze keuring er even af nemen, zoals docs/vernietiging.md zegt".to_owned(),
            Self::Untold(_) => "laat wie de server beheert deze keuring er even af nemen, zoals docs/vernietiging.md zegt".to_owned(),
            Self::DestroyedMeanwhile { there, .. } => format!(
                "voeg niets samen: haal de dossiers opnieuw op in een nieuwe map, met git clone, en vernietig daar opnieuw wat u vernietigde: klacht vernietig {}\n        neem ook over wat u sindsdien schreef, deel dat alles, en gooi de kopie waaruit u nu deelt weg",
                there.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
            ),
            Self::DossiersLost(_) => "breng wat erin staat eerst over naar de hoofdtak, met «git merge»; daarna mag de tak weg".to_owned(),
            Self::Unseen(_) => "laat het label of de tak naar een vastlegging wijzen, of haal het weg: git tag -d LABEL".to_owned(),
            Self::LineLost(_) => "zet de regel terug zoals hij was; was hij fout, verbeter hem dan in een eigen vastlegging: git commit -m \"Register verbeterd\" -m \"Soort: registercorrectie\"".to_owned(),
            Self::LineMayNotGo(_) => "zet de regel terug; had het nummer er nooit in mogen staan, laat dan wie de server beheert het voor één keer toestaan, in de map van de opslag: git config klacht.registercorrectieToestaan true".to_owned(),
            Self::Twice(_) => "geef het dossier dat het laatst kwam het eerste vrije nummer; een nummer wordt nooit opnieuw gebruikt".to_owned(),
        }
    }
}

/// A dossier file before and after a commit.
#[derive(Clone, Copy, Debug)]
pub struct Versions<'a> {
    /// The dossier.
    pub dossier: DossierId,
    /// The file in each parent; within, `None` where it is not there. Without parents it is new.
    pub before: &'a [Option<&'a [u8]>],
    /// The file after; `None` when it is gone.
    pub after: Option<&'a [u8]>,
}

/// What is wrong with one dossier's change in a commit of this kind. Of a merge the parent counts after which least is wrong.
#[must_use]
pub fn version_offences(versions: Versions<'_>, kind: Option<Kind>) -> Vec<Offence> {
    let Versions { dossier, before, after } = versions;
    let Some(after) = after else {
        let lawful = kind.is_some_and(Kind::takes_dossiers_away) || before.iter().any(Option::is_none);
        return if lawful { Vec::new() } else { vec![Offence::Gone(dossier)] };
    };
    let after_one = |before: Option<&[u8]>| {
        let mut found = source::unlawful(before, after);
        let began_elsewhere = before.is_none() && kind.is_some_and(Kind::brings_dossiers);
        found.retain(|remark| !(began_elsewhere && remark.diagnostic.code == Code::ForbiddenTransition));
        found
    };
    let before = if before.is_empty() { &[None] } else { before };
    let least = before.iter().map(|before| after_one(*before)).min_by_key(Vec::len).unwrap_or_default();
    let offence = |remark: source::Located| Offence::Unlawful { dossier, field: remark.diagnostic.place.name(), code: remark.diagnostic.code };
    least.into_iter().map(offence).collect()
}

/// The offence of a commit that touches several dossiers and says no kind that may; `None` when it may.
#[must_use]
pub fn several(dossiers: BTreeSet<DossierId>, kind: Option<Kind>) -> Option<Offence> {
    (dossiers.len() > 1 && !kind.is_some_and(Kind::is_about_dossiers)).then_some(Offence::Several(dossiers))
}

/// The numbers that stand twice among dossiers, each by its path.
#[must_use]
pub fn twice(entries: Vec<RegisterEntry>) -> BTreeSet<Offence> {
    let remarks = Register::new(entries, BTreeSet::new()).remarks(&default_rules());
    let doubles = remarks.into_iter().filter(|remark| remark.diagnostic.code == Code::DuplicateNumber);
    doubles.map(|remark| Offence::Twice(remark.number)).collect()
}

/// What the register keeps of a dossier file in the folder of this number. Read in full only where its lines give reason to.
#[must_use]
pub fn register_entry(path: String, folder: DossierId, file: &[u8]) -> RegisterEntry {
    if states_just(folder, file) {
        return RegisterEntry { path, folder, number: Some(folder), references: Vec::new(), formerly: Vec::new() };
    }
    RegisterEntry::of(path, folder, source::read_dossier(file).dossier.as_ref())
}

/// Whether the lines state this number plainly, and no former one.
#[must_use]
pub fn states_just(number: DossierId, file: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(file) else { return false };
    let stated = format!("nummer: {number}");
    let head = text.split_inclusive("\n").skip(1).map(str::trim_end).take_while(|line| *line != "---");
    let mut numbers = head.filter(|line| ["nummer", "voorheen", "\"", "'", "{", "?"].iter().any(|start| line.starts_with(start)));
    text.starts_with("---") && numbers.next() == Some(&stated) && numbers.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(serial: u32) -> DossierId {
        DossierId::new(2026, serial).unwrap()
    }

    fn file(status: &str) -> Vec<u8> {
        format!("---\nschema: 1\nnummer: K-2026-0007\nstatus: {status}\n---\n").into_bytes()
    }

    fn after(before: &[Option<&str>], now: Option<&str>, kind: Option<Kind>) -> Vec<String> {
        let before: Vec<_> = before.iter().map(|status| status.map(file)).collect();
        let before: Vec<_> = before.iter().map(Option::as_deref).collect();
        let now = now.map(file);
        let versions = Versions { dossier: id(7), before: &before, after: now.as_deref() };
        version_offences(versions, kind).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn forbidden_step_is_told_by_number_field_and_code() {
        assert_eq!(after(&[Some("ontvangen")], Some("gesloten"), None), ["K-2026-0007 status: statusstap-verboden"]);
        assert!(after(&[Some("ontvangen")], Some("in_behandeling"), None).is_empty());
    }

    #[test]
    fn dossier_taken_over_begins_in_any_status_and_then_goes_by_the_table() {
        assert_eq!(after(&[], Some("gesloten"), None).len(), 1);
        assert_eq!(after(&[None], Some("gesloten"), Some(Kind::Import)), [""; 0]);
        assert_eq!(after(&[Some("ontvangen")], Some("gesloten"), Some(Kind::Import)).len(), 1);
    }

    #[test]
    fn merge_is_lawful_when_it_is_after_one_of_its_parents() {
        assert!(after(&[Some("ontvangen"), Some("in_behandeling")], Some("afgehandeld"), None).is_empty());
        assert_eq!(after(&[Some("ontvangen"), Some("melding")], Some("afgehandeld"), None).len(), 1);
    }

    #[test]
    fn dossier_goes_only_with_a_kind_that_takes_it() {
        assert_eq!(after(&[Some("gesloten")], None, None), ["K-2026-0007: het hele dossier is weg"]);
        assert_eq!(after(&[Some("gesloten")], None, Some(Kind::Import)).len(), 1);
        assert!(after(&[Some("gesloten")], None, Some(Kind::Destruction)).is_empty());
    }

    #[test]
    fn several_dossiers_ask_for_a_kind() {
        assert_eq!(several([id(7)].into(), None), None);
        assert_eq!(several([id(7), id(9)].into(), Some(Kind::Import)), None);
        assert!(several([id(7), id(9)].into(), Some(Kind::Rules)).is_some());
        let many = several((1..9).map(id).collect(), None).unwrap().to_string();
        assert!(many.ends_with("K-2026-0005 en 3 meer samen in één vastlegging"), "{many}");
    }

    #[test]
    fn number_stated_in_another_folder_stands_twice() {
        let entries = |other: &str| {
            let one = register_entry("a".to_owned(), id(7), &file("ontvangen"));
            vec![
                one,
                register_entry("b".to_owned(), id(8), &String::from_utf8(file("ontvangen")).unwrap().replace("K-2026-0007", other).into_bytes()),
            ]
        };
        assert_eq!(twice(entries("K-2026-0008")), [].into());
        assert_eq!(twice(entries("K-2026-0007")), [Offence::Twice(id(7))].into());
        assert_eq!(twice(entries("\"K-2026-0007\"")), [Offence::Twice(id(7))].into());
        // A former number may be in use by another dossier (decision on former numbers).
        assert_eq!(twice(entries("K-2026-0008\nvoorheen: [K-2026-0007]")), [].into());
    }
}

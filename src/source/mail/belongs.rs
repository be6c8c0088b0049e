//! To which dossier a mail belongs: by the number in its subject, or by the mails it answers to.

use std::collections::{BTreeMap, BTreeSet};

use super::message::Mail;
use crate::domain::DossierId;

/// Which dossiers hold a mail with this reference.
pub type References = BTreeMap<String, BTreeSet<DossierId>>;

/// To which dossier a mail belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Belongs {
    /// To none that is here: something new.
    Nowhere,
    /// To this one.
    To(DossierId, Because),
    /// To one of these; which, is not to be told.
    Unclear(BTreeSet<DossierId>),
    /// To one that its subject names and that is not here.
    Absent(DossierId),
}

/// Why a mail belongs to a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// Its subject names the number.
    Number,
    /// It answers to a mail of that dossier.
    Reference,
}

/// To which dossier a mail belongs, among those that are here and what their stored mails are referred to by.
///
/// The mail it answers to directly tells more than those before it. When subject and references disagree, neither is believed.
#[must_use]
pub fn belongs(mail: &Mail, here: &BTreeSet<DossierId>, references: &References) -> Belongs {
    let named = numbers(mail.subject.as_deref().unwrap_or_default());
    let answered = mail.references.iter().find_map(|reference| references.get(reference)).cloned().unwrap_or_default();
    let named_here: BTreeSet<_> = named.intersection(here).copied().collect();
    let both: BTreeSet<_> = named_here.intersection(&answered).copied().collect();
    let candidates = match (named_here.is_empty(), answered.is_empty(), both.is_empty()) {
        (true, true, _) => return named.first().map_or(Belongs::Nowhere, |absent| Belongs::Absent(*absent)),
        (true, false, _) => answered,
        (false, true, _) => named_here,
        (false, false, true) => named_here.union(&answered).copied().collect(),
        (false, false, false) => both,
    };
    let because = if candidates.is_subset(&named) { Because::Number } else { Because::Reference };
    match candidates.first() {
        Some(only) if candidates.len() == 1 => Belongs::To(*only, because),
        _ => Belongs::Unclear(candidates),
    }
}

/// The numbers of dossiers in a line.
fn numbers(line: &str) -> BTreeSet<DossierId> {
    let words = line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    words.filter_map(|word| word.trim_matches('-').to_ascii_uppercase().parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(serial: u32) -> DossierId {
        format!("K-2026-{serial:04}").parse().unwrap()
    }

    /// Where a mail belongs among dossiers 7 and 9, of which 7 holds `<zeven@x>`, 9 `<negen@x>` and both `<beide@x>`.
    fn found(subject: &str, answers: &[&str]) -> Belongs {
        let held = [("zeven@x", vec![7]), ("negen@x", vec![9]), ("beide@x", vec![7, 9])];
        let held = held.into_iter().map(|(reference, ids)| (reference.to_owned(), ids.into_iter().map(id).collect())).collect();
        let mail = Mail { subject: Some(subject.to_owned()), references: answers.iter().map(|text| (*text).to_owned()).collect(), ..Mail::default() };
        belongs(&mail, &[id(7), id(9)].into(), &held)
    }

    #[test]
    fn number_in_the_subject_tells() {
        assert_eq!(found("RE: uw klacht [k-2026-0007]", &[]), Belongs::To(id(7), Because::Number));
        assert_eq!(found("K-2026-0007 en K-2026-0009", &[]), Belongs::Unclear([id(7), id(9)].into()));
        assert_eq!(found("Over K-2026-0099", &[]), Belongs::Absent(id(99)));
        assert_eq!(found("K-20260007 K-2026", &[]), Belongs::Nowhere);
    }

    #[test]
    fn nearest_answered_mail_tells() {
        assert_eq!(found("Re: klacht", &["onbekend@x", "negen@x", "zeven@x"]), Belongs::To(id(9), Because::Reference));
        assert_eq!(found("Re: klacht", &["beide@x", "zeven@x"]), Belongs::Unclear([id(7), id(9)].into()));
        assert_eq!(found("Re: K-2026-0099", &["zeven@x"]), Belongs::To(id(7), Because::Reference));
    }

    #[test]
    fn subject_and_answered_mail_must_agree() {
        assert_eq!(found("K-2026-0007", &["beide@x"]), Belongs::To(id(7), Because::Number));
        assert_eq!(found("K-2026-0007", &["negen@x"]), Belongs::Unclear([id(7), id(9)].into()));
    }
}

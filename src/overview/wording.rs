//! How words of a file and numbers of days are told to a person.

use std::fmt::Display;

use crate::domain::{Provision, TermKind};
use crate::regulation::Standing;

/// A word of a file as a person reads it: `in_behandeling` is "in behandeling".
#[must_use]
pub fn plain(word: impl Display) -> String {
    word.to_string().replace('_', " ")
}

/// Calendar days left in words; negative is late, nought is today.
#[must_use]
pub fn days_in_words(days: i64) -> String {
    match days {
        i64::MIN..=-2 => format!("{} dagen te laat", -days),
        -1 => "1 dag te laat".to_owned(),
        0 => "vandaag".to_owned(),
        1 => "nog 1 dag".to_owned(),
        2.. => format!("nog {days} dagen"),
    }
}

/// What a kind of term is called.
#[must_use]
pub fn term_name(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Acknowledgement => "Bevestiging",
        TermKind::Answer => "Schriftelijke reactie",
        TermKind::ExtensionNotice => "Uitstel ruim op tijd melden",
        TermKind::ProgressNotice => "Tussenbericht",
        TermKind::Request => "Verzoek",
        TermKind::Commitment => "Afspraak",
        TermKind::Consequence => "Consequentie van de uitspraak",
        TermKind::Improvement => "Verbetering",
        TermKind::Retention => "Bewaren",
    }
}

/// What a provision is about.
#[must_use]
pub fn provision_name(provision: Provision) -> &'static str {
    match provision {
        Provision::Talk => "De uitnodiging voor een gesprek",
        Provision::Complaint => "Wat een klacht is en wie mag klagen",
        Provision::Officer => "Wie klachten behandelt",
        Provision::Submission => "De gegevens die een klacht noemt",
        Provision::Completeness => "Alleen een volledig omschreven klacht gaat in behandeling",
        Provision::Course => "Het verloop van de behandeling",
        Provision::Acknowledgement => "De bevestiging van ontvangst",
        Provision::Answer => "De schriftelijke reactie",
        Provision::ProgressNotice => "Informatie tussendoor",
        Provision::Channel => "E-mail, of post op verzoek",
        Provision::Extension => "Het bericht dat de reactie later komt",
        Provision::Record => "Wat in het dossier staat",
        Provision::Confidentiality => "De vertrouwelijkheid",
        Provision::Register => "De registratie onder een nummer",
        Provision::Retention => "Bewaren en vernietigen",
        Provision::Inspection => "Inzage in het dossier",
        Provision::Privacy => "De privacywet",
        Provision::ExternalAdvice => "Advies onder geheimhouding",
        Provision::Improvement => "Evaluatie en verbetering",
        Provision::Appeal => "Bezwaar bij de geschillencommissie",
        Provision::Committee => "Wie in de commissie zitten",
        Provision::AppealConditions => "De voorwaarden van een bezwaar",
        Provision::Ruling => "De uitspraak en haar gevolgen",
    }
}

/// How a term stands, in words.
#[must_use]
pub fn standing_in_words(standing: &Standing) -> String {
    match standing {
        Standing::MetInTime => "op tijd".to_owned(),
        Standing::MetLate { days_late } => format!("gedaan, {}", days_in_words(-days_late)),
        Standing::Open { days_left: None } => "open".to_owned(),
        Standing::Open { days_left: Some(days) } | Standing::DueSoon { days_left: days } => days_in_words(*days),
        Standing::Overdue { days_late } => days_in_words(-days_late),
        Standing::Acknowledged { days_late, met: false } => format!("{}, toegelicht", days_in_words(-days_late)),
        Standing::Acknowledged { days_late, met: true } => format!("gedaan, {}, toegelicht", days_in_words(-days_late)),
        Standing::Lapsed { .. } => "vervallen".to_owned(),
    }
}

/// The text with its first letter a capital.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_in_words() {
        for (days, words) in [(-3, "3 dagen te laat"), (-1, "1 dag te laat"), (0, "vandaag"), (1, "nog 1 dag"), (12, "nog 12 dagen")] {
            assert_eq!(days_in_words(days), words);
        }
    }

    #[test]
    fn word_of_a_file_is_told_without_its_underscores() {
        assert_eq!(plain(crate::domain::Status::SolvedInTalk), "opgelost in gesprek");
    }
}

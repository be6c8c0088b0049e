//! The words of an office's own list, and the words of a dossier they stand for.

use crate::domain::{Channel, Finding, OralManner, Status, Subject, Vocabulary};
use crate::regulation::Rules;
use crate::source::reader::plain;

/// What a channel of a list is: in writing, or by word of mouth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CameBy {
    /// In writing.
    Writing(Channel),
    /// An oral remark.
    Mouth(OralManner),
}

/// The status this word stands for; `None` when it could be more than one, or none.
pub(super) fn status(text: &str) -> Option<Status> {
    let word = plain(text);
    let own = || Status::ALL.iter().copied().find(|status| plain(status.word()) == word);
    Some(match word.as_str() {
        "open" | "nieuw" | "nieuwe_klacht" | "geregistreerd" | "binnengekomen" => Status::Received,
        "lopend" | "loopt" | "bezig" | "in_onderzoek" | "behandeling" | "onder_behandeling" | "opgepakt" => Status::InProgress,
        "wacht_op_aanvulling" | "wacht_op_klager" | "incompleet" => Status::Incomplete,
        "beantwoord" | "gereed" | "klaar" | "afgerond" => Status::Answered,
        "opgelost_in_overleg" | "in_overleg_opgelost" | "bemiddeld" => Status::SolvedInTalk,
        "teruggetrokken" | "ingetrokken_door_klager" => Status::Withdrawn,
        "niet_in_behandeling" | "niet_ontvankelijk" => Status::NotTakenUp,
        "dicht" | "afgesloten" | "archief" | "gearchiveerd" | "closed" => Status::Closed,
        "mondeling" | "signaal" => Status::OralReport,
        "in_bezwaar" | "bezwaar_loopt" => Status::UnderAppeal,
        _ => return own(),
    })
}

/// How it came in.
pub(super) fn came_by(text: &str) -> Option<CameBy> {
    let word = plain(text);
    let word = word.strip_prefix("per_").or_else(|| word.strip_prefix("via_")).unwrap_or(&word);
    Some(match word {
        "e_mail" | "email" | "mail" => CameBy::Writing(Channel::Email),
        "post" | "brief" => CameBy::Writing(Channel::Post),
        "telefoon" | "telefonisch" | "tel" => CameBy::Mouth(OralManner::Telephone),
        "balie" | "loket" => CameBy::Mouth(OralManner::Desk),
        "gesprek" | "mondeling" => CameBy::Mouth(OralManner::Talk),
        _ => return None,
    })
}

/// Whether it was founded; a column that is called so may say yes or no.
pub(super) fn finding(text: &str) -> Option<Finding> {
    let word = plain(text);
    let own = || Finding::ALL.iter().copied().find(|finding| plain(finding.word()) == word);
    Some(match word.as_str() {
        "ja" | "terecht" => Finding::Founded,
        "gedeeltelijk_gegrond" | "deels" | "gedeeltelijk" | "deels_terecht" => Finding::PartlyFounded,
        "nee" | "niet_gegrond" | "onterecht" => Finding::Unfounded,
        "geen" | "n.v.t." | "nvt" | "geen_uitspraak" => Finding::NoFinding,
        _ => return own(),
    })
}

/// What it is about: every part of the text must be understood.
pub(super) fn subjects(text: &str) -> Option<Vec<Subject>> {
    let parts = text.split([',', ';', '/', '+', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let mut found = Vec::new();
    for part in parts {
        let subject = subject(part)?;
        if !found.contains(&subject) {
            found.push(subject);
        }
    }
    (!found.is_empty()).then_some(found)
}

fn subject(text: &str) -> Option<Subject> {
    let word = plain(text);
    let own = || Subject::ALL.iter().copied().find(|subject| plain(subject.word()) == word);
    Some(match word.as_str() {
        "werkwijze" | "beleid" | "proces" | "procedure" => Subject::Policy,
        "product" | "dienst" | "dienstverlening" | "levering" => Subject::ProductOrService,
        "gedraging" | "gedrag" | "bejegening" | "medewerker" | "gedrag_medewerker" => Subject::Conduct,
        _ => return own(),
    })
}

/// The part of the company by its word or its name; `geen` for no customer.
pub(super) fn division(text: &str, rules: &Rules) -> Option<String> {
    let word = plain(text);
    if ["geen", "geen_klant"].contains(&word.as_str()) {
        return Some("geen".to_owned());
    }
    rules.divisions.iter().find(|(key, name)| plain(key) == word || plain(name) == word).map(|(key, _)| key.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::default_rules;

    #[test]
    fn words_of_an_office_become_those_of_a_dossier() {
        assert_eq!(status("In behandeling"), Some(Status::InProgress));
        assert_eq!(status("Afgesloten"), Some(Status::Closed));
        assert_eq!(came_by("Per e-mail"), Some(CameBy::Writing(Channel::Email)));
        assert_eq!(came_by("Telefonisch"), Some(CameBy::Mouth(OralManner::Telephone)));
        assert_eq!(finding("Deels gegrond"), Some(Finding::PartlyFounded));
        assert_eq!(finding("Nee"), Some(Finding::Unfounded));
        assert_eq!(subjects("Product / bejegening"), Some(vec![Subject::ProductOrService, Subject::Conduct]));
        assert_eq!(division("extrack examenleverancier", &default_rules()), Some("examenleverancier".to_owned()));
    }

    #[test]
    fn word_that_could_be_more_than_one_is_not_guessed() {
        for word in ["opgelost", "afgewezen", "?", ""] {
            assert_eq!(status(word), None, "{word}");
        }
        assert_eq!(subjects("product, weer"), None);
        assert_eq!(came_by("webformulier"), None);
    }
}

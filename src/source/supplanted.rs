//! A file that holds another complaint than the one recorded under its number, as when it is copied from another computer.

use std::collections::BTreeSet;

use super::reading::read_dossier;
use crate::domain::{ComplainantName, Dossier};

/// Whether the file tells of another complaint than was recorded: another person, another subject, and no line of the text that stayed.
///
/// Only where both versions name a person by two words or more: whoever began with an unknown complainant fills the name in later.
#[must_use]
pub fn is_another_complaint(recorded: &[u8], now: &[u8]) -> bool {
    let (before, after) = (read_dossier(recorded), read_dossier(now));
    let (Some(before), Some(after)) = (&before.dossier, &after.dossier) else { return false };
    let (Some(name_before), Some(name_after)) = (name(before), name(after)) else { return false };
    let (Some(subject_before), Some(subject_after)) = (&before.subject_line, &after.subject_line) else { return false };
    let are_persons = [name_before, name_after].iter().all(|name| words(name).len() > 1);
    let kept = lines(recorded).intersection(&lines(now)).next().is_some();
    are_persons && !kept && words(name_before).is_disjoint(&words(name_after)) && words(subject_before).is_disjoint(&words(subject_after))
}

fn name(dossier: &Dossier) -> Option<&str> {
    match &dossier.complainant.name {
        Some(ComplainantName::Named(name)) => Some(name),
        _ => None,
    }
}

/// The words of a name or subject that tell something, in small letters.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.chars().count() > 1);
    words.map(str::to_lowercase).collect()
}

/// The lines of the text that tell something, without its headings.
fn lines(file: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(file).replace('\r', "");
    let told = text.splitn(3, "---\n").nth(2).unwrap_or_default().lines().map(str::trim);
    told.filter(|line| line.chars().count() > 9 && !line.starts_with('#')).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, subject: &str, text: &str) -> Vec<u8> {
        let head = format!("schema: 1\nnummer: K-2026-0035\nstatus: ontvangen\nonderwerp: {subject}\nklachtindiener:\n  naam: {name}");
        format!("---\n{head}\n---\n## Omschrijving\n\n{text}\n").into_bytes()
    }

    #[test]
    fn other_person_with_another_subject_and_another_text_is_another_complaint() {
        let recorded = file("Sanne de Wit", "Uitslag te laat", "De uitslag kwam te laat.");
        assert!(is_another_complaint(&recorded, &file("Joris Zwaluw", "Zaal was koud", "Het was koud in de zaal.")));
        assert!(is_another_complaint(&file("Sanne de Wit", "Uitslag", ""), &file("Joris Zwaluw", "Zaal", "")));
    }

    #[test]
    fn correction_of_a_name_a_subject_or_a_text_is_the_same_complaint() {
        let recorded = file("Sanne de Wit", "Uitslag te laat", "De uitslag kwam te laat.");
        for now in [
            file("S. de Wit-Zwaluw", "Toets", "Heel anders dan eerst."),
            file("Joris Zwaluw", "De uitslag", "Heel anders dan eerst."),
            file("Joris Zwaluw", "Zaal was koud", "De uitslag kwam te laat.\nEn meer dan dat."),
            file("anoniem", "Zaal was koud", "Heel anders dan eerst."),
        ] {
            assert!(!is_another_complaint(&recorded, &now), "{}", String::from_utf8_lossy(&now));
        }
        assert!(!is_another_complaint(&file("Onbekend", "Telefoon", ""), &recorded));
    }
}

//! The number of a dossier against its folders and its dates (art. 4: registered).

use chrono::Datelike;

use super::FilePlace;
use crate::calendar::day_in_words;
use crate::diagnostic::{Code, Diagnostic, Field};
use crate::domain::Dossier;

/// What is said of the number in this place.
pub(super) fn remarks(dossier: &Dossier, place: &FilePlace) -> Vec<Diagnostic> {
    let by_place = if dossier.id == place.number { wrong_year_folder(place) } else { Some(differs(dossier, place)) };
    by_place.into_iter().chain(wrong_year(dossier)).collect()
}

fn differs(dossier: &Dossier, place: &FilePlace) -> Diagnostic {
    let message = format!("het nummer is {}, maar de map heet {}", dossier.id, place.number);
    Diagnostic::new(Code::NumberDiffersFromFolder, Field::Number, message, format!("schrijf «nummer: {}», of verplaats de map", place.number))
}

fn wrong_year_folder(place: &FilePlace) -> Option<Diagnostic> {
    let year = place.year.filter(|year| *year != place.number.year())?;
    let message = format!("{} staat in de map van {year}", place.number);
    let help = format!("verplaats de map van het dossier naar dossiers/{}", place.number.year());
    Some(Diagnostic::new(Code::NumberYearMismatch, Field::Number, message, help))
}

/// A number keeps the year of the oral report it began with, also when the complaint comes in writing the year after.
fn wrong_year(dossier: &Dossier) -> Option<Diagnostic> {
    let received = dossier.received.map(|received| received.date());
    let reported = dossier.oral_report.as_ref().and_then(|report| report.reported_on);
    let day = received.or(reported)?;
    let year = i32::from(dossier.id.year());
    let fits = [received, reported].into_iter().flatten().any(|day| day.year() == year);
    (!fits).then(|| {
        let message = format!("het nummer {} is van {year}, maar de klacht kwam binnen op {}", dossier.id, day_in_words(day));
        Diagnostic::new(Code::NumberYearMismatch, Field::Number, message, "controleer eerst het jaar van «ontvangen_op»; pas anders het nummer aan")
    })
}

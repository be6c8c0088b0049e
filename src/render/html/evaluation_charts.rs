//! Which figures of a year are drawn, and how.

use chrono::NaiveDate;

use super::chart::{Amount, Columns, Hue, Marker, Place, Strip};
use crate::calendar::{Period, month_in_brief};
use crate::overview::{HiddenTable, TableKind, YearFigures};
use crate::regulation::Rules;

/// How many years a drawing over the years shows at most.
const MOST_YEARS: usize = 12;

/// The complaints by month; `None` when there are none, or when a number is hidden.
pub(super) fn months(figures: &YearFigures, rules: &Rules) -> Option<Columns> {
    let table = figures.table(TableKind::Month).filter(|table| is_open(table))?;
    let months = table.rows.iter().filter(|(key, _)| key.parse::<u8>().is_ok());
    let places: Vec<Place> = months
        .map(|(key, count)| {
            let amounts = vec![amount("klachten", count.unwrap_or(0), Hue::Plain)];
            Place { label: brief_month(key), name: TableKind::Month.row_name(key, rules), amounts }
        })
        .collect();
    Columns::of("grafiek-maanden", "Klachten ontvangen per maand", &places, None)
}

/// "mrt".
fn brief_month(key: &str) -> String {
    let first_day = key.parse().ok().and_then(|month| NaiveDate::from_ymd_opt(2024, month, 1));
    first_day.map_or_else(String::new, |day| month_in_brief(day).to_owned())
}

/// The answers by how long they took, with the last day of the term where it is a number of calendar days.
pub(super) fn lead_times(figures: &YearFigures, rules: &Rules) -> Option<Columns> {
    let table = figures.table(TableKind::LeadTime).filter(|table| is_open(table))?;
    let places: Vec<Place> = table
        .rows
        .iter()
        .map(|(key, count)| {
            let label = key.split_once('-').map_or_else(|| "meer".to_owned(), |(_, last)| format!("≤ {last}"));
            Place { label, name: TableKind::LeadTime.row_name(key, rules), amounts: vec![amount("reacties", count.unwrap_or(0), Hue::Plain)] }
        })
        .collect();
    let marker = match rules.terms.answer.length {
        Period::Days(days) => Some(Marker { after: i64::from(days) * 1000 / 7, name: format!("termijn: {days} dagen") }),
        Period::WorkingDays(_) | Period::Months(_) => None,
    };
    let beyond = |marker: &Marker| marker.after < i64::try_from(places.len()).unwrap_or(0) * 1000;
    Columns::of("grafiek-dagen", "Reacties naar het aantal dagen dat zij kostten", &places, marker.filter(beyond))
}

/// The complaints of the last years by how their answer went.
pub(super) fn years<'a>(years: impl DoubleEndedIterator<Item = &'a YearFigures>) -> Option<Columns> {
    let mut places = Vec::new();
    for figures in years.rev().take(MOST_YEARS) {
        let answers = figures.table(TableKind::Answer)?;
        let total = answers.total?;
        let of = |keys: &[&str]| answers.sum(keys);
        let (kept, later) = (of(&["op_tijd"])?, of(&["op_tijd_na_uitstel"])?);
        let (late, open) = (of(&["te_laat"])?, of(&["te_laat_open"])?);
        let amounts = vec![
            amount("op tijd", kept, Hue::Kept),
            amount("op tijd na uitstel", later, Hue::KeptLater),
            amount("te laat", late, Hue::Late),
            amount("te laat en nog open", open, Hue::LateOpen),
            amount("loopt, vervallen of niet bekend", total.saturating_sub(kept + later + late + open), Hue::Running),
        ];
        places.push(Place { label: figures.year.to_string(), name: figures.year.to_string(), amounts });
    }
    places.reverse();
    Columns::of("grafiek-jaren", "Klachten per jaar, naar hun reactie", &places, None)
}

/// A table as one strip; `None` when there is nothing in it, or when a number is hidden.
pub(super) fn strip(figures: &YearFigures, kind: TableKind, rules: &Rules) -> Option<Strip> {
    let table = figures.table(kind).filter(|table| is_open(table))?;
    let amounts: Vec<Amount> =
        table.rows.iter().map(|(key, count)| Amount { name: kind.row_name(key, rules), count: count.unwrap_or(0), hue: hue(key) }).collect();
    Strip::of(format!("strook-{kind}"), kind.title().to_owned(), &amounts)
}

fn amount(name: &str, count: u32, hue: Hue) -> Amount {
    Amount { name: name.to_owned(), count, hue }
}

/// Whether every number of the table is shown.
pub(super) fn is_open(table: &HiddenTable) -> bool {
    table.total.is_some() && table.rows.iter().all(|row| row.1.is_some())
}

/// What a row means, by its word.
fn hue(key: &str) -> Hue {
    match key {
        "op_tijd" | "gereed" => Hue::Kept,
        "op_tijd_na_uitstel" => Hue::KeptLater,
        "te_laat" => Hue::Late,
        "te_laat_open" => Hue::LateOpen,
        "loopt" | "nog_geen_oordeel" => Hue::Running,
        "gegrond_of_deels" => Hue::Plain,
        "ongegrond" => Hue::Second,
        "geen_oordeel" | "geen_maatregel" => Hue::Third,
        _ => Hue::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::default_rules;

    fn table(kind: TableKind, rows: &[(&str, Option<u32>)]) -> HiddenTable {
        let total = rows.iter().map(|row| row.1).sum();
        HiddenTable { kind, total, rows: rows.iter().map(|(key, count)| ((*key).to_owned(), *count)).collect() }
    }

    fn figures(year: i32, tables: Vec<HiddenTable>) -> YearFigures {
        YearFigures { year, received: Some(0), lead_time: Default::default(), tables, courses: Vec::new() }
    }

    #[test]
    fn term_of_four_weeks_stands_after_the_fourth_week() {
        let rows = [("0-7", Some(1)), ("8-14", Some(0)), ("15-21", Some(3)), ("22-28", Some(9)), ("29-35", Some(1)), ("langer_dan_35", Some(1))];
        let drawn = lead_times(&figures(2026, vec![table(TableKind::LeadTime, &rows)]), &default_rules()).unwrap();
        let drawn = serde_json::to_value(drawn).unwrap();
        assert_eq!(drawn["marker"], serde_json::json!({"x": 240, "name": "termijn: 28 dagen", "before": true}));
        assert_eq!(drawn["columns"][3]["label"], "≤ 28");
        assert_eq!(drawn["columns"][5]["label"], "meer");
    }

    #[test]
    fn march_is_brief_in_dutch() {
        assert_eq!((brief_month("03").as_str(), brief_month("10").as_str()), ("mrt", "okt"));
    }

    #[test]
    fn hidden_number_is_not_drawn() {
        let hidden = figures(2026, vec![table(TableKind::Acknowledgement, &[("op_tijd", Some(12)), ("te_laat", None)])]);
        assert_eq!(strip(&hidden, TableKind::Acknowledgement, &default_rules()), None);
        let answers = table(TableKind::Answer, &[("op_tijd", None), ("te_laat", None)]);
        assert_eq!(years([&figures(2026, vec![answers])].into_iter()), None);
    }

    #[test]
    fn years_stand_from_the_oldest_to_the_newest() {
        let of = |year| figures(year, vec![table(TableKind::Answer, &[("op_tijd", Some(2)), ("loopt", Some(1))])]);
        let all: Vec<YearFigures> = (2010..=2026).map(of).collect();
        let drawn = serde_json::to_value(years(all.iter()).unwrap()).unwrap();
        let labels: Vec<&str> = drawn["columns"].as_array().unwrap().iter().map(|column| column["label"].as_str().unwrap()).collect();
        assert_eq!((labels.len(), labels[0], labels[11]), (12, "2015", "2026"));
    }
}

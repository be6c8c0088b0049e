//! `importeer` of a list: what was understood, what was not, and what becomes of every row.

use std::fmt::Write;

use super::table::table;
use crate::source::list::{Fate, Heading, ListReading, Planned};

/// The columns, the cells that were not understood, the rows that do not go in, and the numbers that come.
#[must_use]
pub fn list_plan(list: &ListReading, planned: &Planned, width: usize) -> String {
    let mut text = format!("{} regels, gescheiden door {}, in {}.\n\nKolommen\n", list.rows.len(), delimiter(list.delimiter), list.encoding);
    text += &table(&["Kolom", "Wordt"], list.headings.iter().filter(|heading| !heading.text.is_empty()).map(column), width);
    text += &not_understood(list);
    text += &refused(planned);
    text += &changed(planned);
    text.push_str(&outcome(planned));
    text
}

fn column(heading: &Heading) -> Vec<String> {
    let becomes = match heading.column {
        Some(column) => column.field().to_owned(),
        None if heading.is_second => "staat er al; deze komt letterlijk in de tekst".to_owned(),
        None => "niet herkend; komt letterlijk in de tekst".to_owned(),
    };
    vec![heading.text.split_whitespace().collect::<Vec<_>>().join(" "), becomes]
}

fn not_understood(list: &ListReading) -> String {
    let cells = list.rows.iter().flat_map(|row| row.not_understood.iter().map(move |cell| (row.number, cell)));
    let lines = cells.map(|(row, cell)| format!("  regel {row}, {}: «{}» {}\n", cell.heading, cell.text, cell.why));
    section("Niet begrepen; dit komt letterlijk in de tekst van het dossier", lines.collect())
}

fn refused(planned: &Planned) -> String {
    let rows = planned.fates.iter().filter_map(|(row, fate)| if let Fate::Refused(why) = fate { Some((row, why)) } else { None });
    section("Geweigerd", rows.map(|(row, why)| format!("  regel {row}: {why}\n")).collect())
}

fn changed(planned: &Planned) -> String {
    let rows = planned.fates.iter().filter_map(|(row, fate)| if let Fate::There { id, changed: true } = fate { Some((row, id)) } else { None });
    let lines = rows.map(|(row, id)| format!("  regel {row}: in de lijst gewijzigd sinds {id} eruit kwam; het dossier blijft zoals het is\n"));
    section("Staat er al", lines.collect())
}

fn section(title: &str, lines: String) -> String {
    if lines.is_empty() { lines } else { format!("\n{title}\n{lines}") }
}

/// "3 nieuwe dossiers: K-2025-0001 tot en met K-2026-0002. 2 stonden er al. 1 regel geweigerd."
fn outcome(planned: &Planned) -> String {
    let count = |wanted: fn(&Fate) -> bool| planned.fates.values().filter(|fate| wanted(fate)).count();
    let mut text = match planned.texts.len() {
        0 => "\nGeen nieuwe dossiers.".to_owned(),
        1 => "\n1 nieuw dossier".to_owned(),
        more => format!("\n{more} nieuwe dossiers"),
    };
    let numbers = planned.texts.first_key_value().zip(planned.texts.last_key_value());
    match numbers.map(|((first, _), (last, _))| (first, last)) {
        Some((first, last)) if first == last => _ = write!(text, ": {first}."),
        Some((first, last)) => _ = write!(text, ": {first} tot en met {last}."),
        None => {}
    }
    match count(|fate| matches!(fate, Fate::There { .. })) {
        0 => {}
        1 => text.push_str(" 1 stond er al."),
        more => _ = write!(text, " {more} stonden er al."),
    }
    match count(|fate| matches!(fate, Fate::Refused(_))) {
        0 => {}
        1 => text.push_str(" 1 regel is geweigerd."),
        more => _ = write!(text, " {more} regels zijn geweigerd."),
    }
    text + "\n"
}

fn delimiter(delimiter: char) -> String {
    match delimiter {
        ';' => "puntkomma's".to_owned(),
        ',' => "komma's".to_owned(),
        '\t' => "tabs".to_owned(),
        other => format!("«{other}»"),
    }
}

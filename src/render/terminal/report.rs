//! `jaarverslag` on the screen.

use std::fmt::Write;

use super::dutch_day::short_day;
use super::table::table;
use crate::domain::Improvement;
use crate::overview::{Compared, ComparedTable, FoundedComplaint, YearlyReport, plain};
use crate::regulation::Rules;

/// What stands where a number is hidden.
const HIDDEN: &str = "x";

/// The figures of a year beside those of the year before, and every founded complaint with its measures.
#[must_use]
pub fn report(report: &YearlyReport, rules: &Rules, width: usize) -> String {
    let (now, before) = (&report.figures, &report.before);
    let mut text = format!("Jaarverslag klachten {}, {}\n\n", now.year, rules.procedure.organisation);
    let headings = ["", &now.year.to_string(), &before.year.to_string()];
    let number = |count: Option<i64>| count.map_or_else(|| HIDDEN.to_owned(), |count| count.to_string());
    let median = |median: Option<String>| median.unwrap_or_else(|| HIDDEN.to_owned());
    let (fast, slow) = ("Dagen tot de reactie: de helft binnen", "Dagen tot de reactie: negen van de tien binnen");
    let first = [
        vec!["Ontvangen klachten".to_owned(), shown(now.received), shown(before.received)],
        vec![fast.to_owned(), median(now.lead_time.median_in_words()), median(before.lead_time.median_in_words())],
        vec![slow.to_owned(), number(now.lead_time.nine_in_ten), number(before.lead_time.nine_in_ten)],
    ];
    text.push_str(&table(&headings, first, width));
    for compared in report.compared() {
        let _ = write!(text, "\n{}", of_table(&compared, &headings, rules, width));
    }
    let _ = writeln!(text, "\nx: niet getoond; een aantal onder de {}, of een aantal dat zo’n aantal zou verraden.", report.hide_below);
    let _ = writeln!(text, "\nGegronde klachten die in {} eindigden, met wat er verbetert ({})\n", now.year, report.founded.len());
    report.founded.iter().for_each(|complaint| text.push_str(&of_founded(complaint)));
    text
}

fn shown(count: Option<u32>) -> String {
    count.map_or_else(|| HIDDEN.to_owned(), |count| count.to_string())
}

fn of_table(compared: &ComparedTable, headings: &[&str; 3], rules: &Rules, width: usize) -> String {
    let title = format!("{} ({})", compared.kind.title(), rules.article(compared.kind.provision()));
    let row = |name: String, numbers: Compared| vec![name, shown(numbers.now), shown(numbers.before)];
    let rows = compared.telling_rows().map(|(key, numbers)| row(format!("  {}", compared.kind.row_name(key, rules)), *numbers));
    let total = row("  totaal".to_owned(), compared.total);
    table(&[&title, headings[1], headings[2]], rows.chain([total]), width)
}

fn of_founded(complaint: &FoundedComplaint) -> String {
    let evaluated = complaint.evaluated_on.map_or_else(|| "nog niet geëvalueerd".to_owned(), |day| format!("geëvalueerd op {}", short_day(day)));
    let mut text = format!("  {}  {evaluated}\n", complaint.id);
    if complaint.measures.is_empty() {
        text.push_str("      er staat nog niet wat er verbetert\n");
    }
    for measure in &complaint.measures {
        for (what, told) in lines(measure) {
            let _ = writeln!(text, "      {what}: {}", told.replace(char::is_control, " "));
        }
    }
    text
}

/// What a measure says, line by line.
fn lines(measure: &Improvement) -> Vec<(&'static str, String)> {
    let areas: Vec<String> = measure.areas.iter().map(plain).collect();
    let effect = measure.effect.as_ref().and_then(|effect| effect.outcome);
    [
        ("oorzaak", measure.cause.clone()),
        ("maatregel", measure.measure.clone()),
        ("reden", measure.reason.clone()),
        ("betreft", Some(areas.join(", ")).filter(|areas| !areas.is_empty())),
        ("eigenaar", measure.owner.clone()),
        ("uiterlijk", measure.due_on.map(short_day)),
        ("gereed", measure.done_on.map(short_day)),
        ("doeltreffend", effect.map(plain)),
    ]
    .into_iter()
    .filter_map(|(what, told)| Some((what, told?)))
    .collect()
}

//! A row of a list into a complaint: every cell to its place, and what has none told.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::complaint::ListedCourse;
use super::table::Table;
use super::words::{CameBy, came_by, division, finding, status, subjects};
use super::{Column, Heading, LeftOver, ListError, ListedComplaint, Origin};
use crate::domain::{Channel, Complainant, ComplainantName, DossierId, OralManner, OralReport, Received, Stated, Status, Submitted};
use crate::regulation::Rules;
use crate::source::reader::plain;
use crate::source::{NewDossier, UnreadableDay, read_day};

/// A larger cell than this is no text of a person.
const LARGEST_CELL: usize = 512 << 10;
/// A longer value than this finds no place in the front matter.
const LONGEST_VALUE: usize = 2_000;

/// A list, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListReading {
    /// What stands between cells.
    pub delimiter: char,
    /// How its letters were written.
    pub encoding: &'static str,
    /// Its headings.
    pub headings: Vec<Heading>,
    /// Its rows.
    pub rows: Vec<ListRow>,
}

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// Its number as a spreadsheet shows it.
    pub number: usize,
    /// The complaint, or why it cannot be one.
    pub outcome: Result<ListedComplaint, String>,
    /// The cells of known columns that were not understood.
    pub not_understood: Vec<NotUnderstood>,
}

/// A cell that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUnderstood {
    /// The heading it stands under.
    pub heading: String,
    /// What stands in it, shortened.
    pub text: String,
    /// Why.
    pub why: String,
}

/// Reads a list, row by row.
///
/// # Errors
/// When it is no list.
pub fn read_list(bytes: &[u8], rules: &Rules, today: NaiveDate) -> Result<ListReading, ListError> {
    let table = Table::read(bytes)?;
    let rows = table.rows.iter().map(|(number, cells)| Row::of(&table.headings, cells, rules, today).read(*number)).collect();
    Ok(ListReading { delimiter: table.delimiter, encoding: table.encoding, headings: table.headings, rows })
}

/// A row being read.
struct Row<'t> {
    rules: &'t Rules,
    today: NaiveDate,
    /// The cells of known columns in which something stands, with their headings.
    known: BTreeMap<Column, (&'t str, &'t str)>,
    /// Every cell, in the order of the row.
    cells: &'t [String],
    left_over: Vec<LeftOver>,
    not_understood: Vec<NotUnderstood>,
    refused: Option<String>,
}

impl<'t> Row<'t> {
    fn of(headings: &'t [Heading], cells: &'t [String], rules: &'t Rules, today: NaiveDate) -> Self {
        let mut row = Self { rules, today, known: BTreeMap::new(), cells, left_over: Vec::new(), not_understood: Vec::new(), refused: None };
        for (index, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let heading = headings.get(index).map_or("", |heading| heading.text.as_str());
            if text.contains('\0') {
                row.refused = Some(format!("kolom «{}» bevat een nul-teken; dat is geen tekst", shown(heading)));
            } else if text.len() > LARGEST_CELL {
                row.refused = Some(format!("kolom «{}» is groter dan 512 KiB", shown(heading)));
            }
            match headings.get(index).and_then(|heading| heading.column) {
                Some(column) => {
                    row.known.insert(column, (heading, text));
                }
                None => row.left_over.push(LeftOver { heading: heading.to_owned(), text: text.clone() }),
            }
        }
        row
    }

    /// The complaint in this row.
    fn read(mut self, number: usize) -> ListRow {
        let complaint = match self.refused.take() {
            Some(reason) => Err(reason),
            None => self.complaint(number),
        };
        ListRow { number, outcome: complaint, not_understood: self.not_understood }
    }

    fn complaint(&mut self, number: usize) -> Result<ListedComplaint, String> {
        let received = self.first_day(Column::Received)?;
        let submitted = self.first_day(Column::Submitted)?;
        let Some(arrived) = received.or(submitted) else { return Err("er staat geen dag van ontvangst of indiening".to_owned()) };
        let course = self.course();
        let status = self.status(&course);
        let id = u16::try_from(arrived.year()).ok().and_then(|year| DossierId::new(year, 1)).expect("a day lies in a year of four digits");
        let mut begun = NewDossier::new(id, status);
        begun.received = received.map(Received::on);
        begun.submitted = submitted.map(Submitted::on);
        self.came_by(&mut begun, arrived);
        begun.division = self.word(Column::Division, division, "is geen bedrijfsonderdeel van de regeling");
        begun.subjects =
            self.word(Column::Concerns, |text, _| subjects(text), "is geen werkwijze, product of dienst, of gedraging").unwrap_or_default();
        begun.subject_line = self.value(Column::SubjectLine);
        begun.contract = self.value(Column::Contract);
        begun.internal_contact = self.value(Column::InternalContact);
        begun.handler = self.value(Column::Handler);
        begun.complainant = self.complainant();
        begun.description = self.text(Column::Description);
        begun.steps_taken = self.text(Column::StepsTaken);
        begun.appealed_on = course.appealed_on.filter(|_| begun.status == Status::UnderAppeal);
        let reference = self.value(Column::Number);
        let origin = Origin::of_row(reference.as_deref(), self.cells.iter().map(String::as_str));
        Ok(ListedComplaint { begun, course, origin, row: number, left_over: std::mem::take(&mut self.left_over) })
    }

    /// What came after the complaint.
    fn course(&mut self) -> ListedCourse {
        ListedCourse {
            acknowledged_on: self.day(Column::AcknowledgedOn),
            answered_on: self.day(Column::AnsweredOn),
            ended_on: self.day(Column::EndedOn),
            manner: self.value(Column::Manner),
            finding: self.word(Column::Finding, |text, _| finding(text), "is geen oordeel: gegrond, deels gegrond, ongegrond of geen oordeel"),
            reason: self.value(Column::Reason),
            findings: self.text(Column::Findings),
            cause: self.value(Column::Cause),
            measure: self.value(Column::Measure),
            appealed_on: self.day(Column::AppealedOn),
        }
    }

    /// The status that is named, else the one its facts speak of.
    fn status(&mut self, course: &ListedCourse) -> Status {
        let has_ended = course.ended_on.is_some() || course.answered_on.is_some();
        let by_facts = if has_ended { Status::Answered } else { Status::Received };
        let why = format!("is geen status die klacht kent; het werd {by_facts}");
        self.word(Column::Status, |text, _| status(text), &why).unwrap_or(by_facts)
    }

    /// How it came in; by word of mouth it is an oral remark, unless it went further than that.
    fn came_by(&mut self, begun: &mut NewDossier, arrived: NaiveDate) {
        let may_be_oral = begun.status == Status::OralReport || (begun.status == Status::Received && !self.known.contains_key(&Column::Status));
        let fits = |text: &str| came_by(text).filter(|by| matches!(by, CameBy::Writing(_)) || may_be_oral);
        let by = self.word(Column::Channel, |text, _| fits(text), "is geen e-mail of post");
        if let Some(CameBy::Writing(channel)) = by {
            begun.channel = Some(channel);
        }
        let manner: Option<OralManner> = by.and_then(|by| if let CameBy::Mouth(manner) = by { Some(manner) } else { None });
        if manner.is_some() || begun.status == Status::OralReport {
            begun.status = Status::OralReport;
            begun.oral_report = Some(OralReport { reported_on: Some(arrived), manner, taken_by: None });
            (begun.received, begun.submitted) = (None, None);
        }
    }

    fn complainant(&mut self) -> Complainant {
        let parts = [Column::FirstName, Column::Infix, Column::LastName].map(|column| self.value(column));
        let in_parts = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let name = match (self.value(Column::Name), in_parts.is_empty()) {
            (Some(name), true) => Some(name),
            // A column «naam» beside first names holds the last one.
            (Some(name), false) => Some(format!("{in_parts} {name}")),
            (None, in_parts_empty) => (!in_parts_empty).then_some(in_parts),
        };
        let street = [self.value(Column::Address), self.value(Column::HouseNumber)].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let place = [self.value(Column::PostCode), self.value(Column::Place)].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let address = [street, place].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        Complainant {
            name: name.map(|name| if plain(&name) == ComplainantName::ANONYMOUS { ComplainantName::Anonymous } else { ComplainantName::Named(name) }),
            organisation: self.value(Column::Organisation).as_deref().map(stated),
            postal_address: Some(address).filter(|address| !address.is_empty()).as_deref().map(stated),
            email: self.value(Column::Email).as_deref().map(stated),
            telephone: self.value(Column::Telephone).as_deref().map(stated),
            preference: self.word(Column::Preference, |text, _| came_by(text).and_then(writing), "is geen e-mail of post"),
        }
    }

    /// A day without which the row is nothing: it may not be misread, nor lie ahead.
    fn first_day(&mut self, column: Column) -> Result<Option<NaiveDate>, String> {
        let Some((heading, text)) = self.known.get(&column).copied() else { return Ok(None) };
        match readable_day(text) {
            Some(day) if day > self.today => Err(format!("«{}» bij «{}» ligt in de toekomst", shown(text), shown(heading))),
            Some(day) => Ok(Some(day)),
            None => Err(format!("«{}» bij «{}» is geen dag; schrijf bijvoorbeeld 2026-11-03", shown(text), shown(heading))),
        }
    }

    /// Any other day; not understood, it stays in the text.
    fn day(&mut self, column: Column) -> Option<NaiveDate> {
        let today = self.today;
        let past = |text: &str| readable_day(text).filter(|day| *day <= today);
        self.word(column, |text, _| past(text), "is geen dag die geweest is")
    }

    /// A text on one line.
    fn value(&mut self, column: Column) -> Option<String> {
        let joined = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.word(column, |text, _| Some(joined(text)).filter(|text| text.chars().count() <= LONGEST_VALUE), "is te lang voor dit veld")
    }

    /// A text as it stands.
    fn text(&self, column: Column) -> Option<String> {
        self.known.get(&column).map(|(_, text)| (*text).to_owned())
    }

    /// What stands in a column, read by `read`; not understood, it is told and stays in the text.
    fn word<T>(&mut self, column: Column, read: impl FnOnce(&str, &Rules) -> Option<T>, why: &str) -> Option<T> {
        let (heading, text) = self.known.get(&column).copied()?;
        let found = read(text, self.rules);
        if found.is_none() {
            self.not_understood.push(NotUnderstood { heading: shown(heading), text: shown(text), why: why.to_owned() });
            self.left_over.push(LeftOver { heading: heading.to_owned(), text: text.to_owned() });
        }
        found
    }
}

/// The day in any shape that can mean only one.
fn readable_day(text: &str) -> Option<NaiveDate> {
    match read_day(text) {
        Ok(day) | Err(UnreadableDay::OtherShape(Some(day))) => Some(day),
        Err(_) => None,
    }
}

fn writing(by: CameBy) -> Option<Channel> {
    match by {
        CameBy::Writing(channel) => Some(channel),
        CameBy::Mouth(_) => None,
    }
}

/// A datum as the office wrote it; its words for nothing are those of a dossier.
fn stated(text: &str) -> Stated {
    match plain(text).as_str() {
        "geen" | "particulier" => Stated::Nothing,
        "niet_opgegeven" | "onbekend" | "niet_bekend" => Stated::NotStated,
        _ => Stated::Known(text.to_owned()),
    }
}

/// A text short enough for a line on the screen.
fn shown(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|letter| !letter.is_control()).collect();
    let mut short: String = line.chars().take(60).collect();
    if short.chars().count() < line.chars().count() {
        short.push('…');
    }
    short
}

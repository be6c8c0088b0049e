//! The page on which the complainant inspects the own dossier: whole in itself, it loads nothing.

use chrono::NaiveDate;
use minijinja::Value;
use serde::Serialize;

use super::alone::style_hash;
use super::attachment::size_in_words;
use super::day::Day;
use super::markdown::prose;
use super::records::Records;
use super::summary::SummaryView;
use super::template_error::TemplateError;
use super::templates::{Frame, Templates};
use super::term_line::{TermLine, term_line};
use super::term_view::TermView;
use crate::domain::Status;
use crate::overview::{Happening, plain, term_name, timeline};
use crate::regulation::{Case, Rules, Term};
use crate::render::bundle::withheld_in_words;
use crate::source::inspection::Disclosed;

/// What the page tells.
#[derive(Clone, Copy)]
pub struct InspectionSheet<'a> {
    /// The dossier as it may be seen.
    pub disclosed: &'a Disclosed,
    /// The terms as they follow from it.
    pub terms: &'a [Term],
    /// The terms that follow from what is left out, and are therefore not told.
    pub untold_terms: &'a [Term],
    /// When the status changed; `None` without a history.
    pub statuses: Option<&'a [StatusChange]>,
    /// The stored pieces that go along.
    pub pieces: &'a [BundledPiece],
    /// The rule file.
    pub rules: &'a Rules,
    /// The day it tells of.
    pub today: NaiveDate,
}

/// A change of status as it was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusChange {
    /// The day.
    pub day: NaiveDate,
    /// The status before; `None` for a new dossier.
    pub from: Option<Status>,
    /// The status after.
    pub to: Option<Status>,
}

/// A stored piece that goes along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundledPiece {
    /// Its path in the folder of the dossier.
    pub path: String,
    /// Its path in the bundle.
    pub bundled_as: String,
    /// What it is.
    pub kind: super::AttachmentKind,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its hash, in hexadecimal.
    pub sha256: String,
}

#[derive(Serialize)]
struct InspectionView<'a> {
    number: String,
    status: String,
    subject_line: Option<&'a str>,
    style: Value,
    /// What the policy of the page calls that style sheet.
    style_hash: String,
    procedure: &'a str,
    withheld: Vec<WithheldView<'a>>,
    summary: SummaryView<'a>,
    terms: Vec<TermView<'a>>,
    line: Option<TermLine>,
    untold_terms: Vec<&'static str>,
    events: Vec<EventView>,
    has_history: bool,
    records: Records<'a>,
    text: Value,
    own: Vec<(&'a str, &'a str)>,
    pieces: Vec<PieceView<'a>>,
}

#[derive(Serialize)]
struct WithheldView<'a> {
    place: String,
    reason: &'a str,
}

#[derive(Serialize)]
struct EventView {
    day: NaiveDate,
    what: String,
    detail: Option<String>,
    is_recorded: bool,
}

#[derive(Serialize)]
struct PieceView<'a> {
    path: &'a str,
    is_linked: bool,
    kind: String,
    size: String,
    sha256: &'a str,
}

/// The page, whole in itself.
///
/// # Errors
/// When a template is wrong.
pub fn inspection_page(templates: &Templates, sheet: &InspectionSheet<'_>) -> Result<String, TemplateError> {
    let dossier = &sheet.disclosed.dossier;
    let view = InspectionView {
        number: dossier.id.to_string(),
        status: plain(dossier.status),
        subject_line: dossier.subject_line.as_deref(),
        style: Value::from_safe_string(templates.style().to_owned()),
        style_hash: style_hash(templates.style()),
        procedure: &sheet.rules.procedure.name,
        withheld: sheet
            .disclosed
            .withheld
            .iter()
            .map(|entry| WithheldView { place: withheld_in_words(&entry.place), reason: &entry.reason })
            .collect(),
        summary: SummaryView::of(Case { dossier, rules: sheet.rules, today: sheet.today }, &|_| false),
        terms: sheet.terms.iter().map(|term| TermView::of(term, dossier, sheet.rules)).collect(),
        line: term_line(sheet.terms, sheet.today),
        untold_terms: sheet.untold_terms.iter().map(|term| term_name(term.kind)).collect(),
        events: events(sheet),
        has_history: sheet.statuses.is_some(),
        records: Records::of(dossier, &[]),
        text: Value::from_safe_string(prose(&sheet.disclosed.text, &|path| address(path, sheet.pieces))),
        own: sheet.disclosed.own.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect(),
        pieces: sheet.pieces.iter().map(PieceView::of).collect(),
    };
    let frame = Frame {
        title: dossier.id.to_string(),
        section: "inzage",
        root: "",
        organisation: &sheet.rules.procedure.organisation,
        today: Day(sheet.today),
    };
    templates.fill("inzage.html", &frame, &view)
}

/// The address of a piece from the page, when a browser may open it.
fn address(path: &str, pieces: &[BundledPiece]) -> Option<String> {
    let piece = pieces.iter().find(|piece| piece.path == path)?;
    piece.kind.opens_in_browser().then(|| piece.bundled_as.clone())
}

/// The facts of the dossier and the changes of its status, oldest first.
fn events(sheet: &InspectionSheet<'_>) -> Vec<EventView> {
    let facts = timeline(&sheet.disclosed.dossier, &[]).into_iter().filter_map(|event| match event.what {
        Happening::Fact(fact) => Some(EventView { day: event.day, what: fact.what, detail: fact.detail, is_recorded: false }),
        Happening::Recorded(_) => None,
    });
    let changes = sheet.statuses.unwrap_or_default().iter().map(|change| EventView {
        day: change.day,
        what: status_in_words(change),
        detail: None,
        is_recorded: true,
    });
    let mut events: Vec<EventView> = facts.chain(changes).collect();
    events.sort_by_key(|event| (event.day, event.is_recorded));
    events
}

fn status_in_words(change: &StatusChange) -> String {
    let to = change.to.map_or_else(|| "–".to_owned(), plain);
    match change.from {
        None => format!("Dossier aangelegd met status {to}"),
        Some(from) => format!("Status van {} naar {to}", plain(from)),
    }
}

impl<'a> PieceView<'a> {
    fn of(piece: &'a BundledPiece) -> Self {
        Self {
            path: &piece.bundled_as,
            is_linked: piece.kind.opens_in_browser(),
            kind: piece.kind.to_string(),
            size: size_in_words(piece.bytes.len() as u64),
            sha256: &piece.sha256,
        }
    }
}

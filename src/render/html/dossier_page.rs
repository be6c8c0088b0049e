//! The page of one dossier.

use chrono::NaiveDate;
use minijinja::Value;
use serde::Serialize;

use super::Attachment;
use super::day::Day;
use super::item::ItemView;
use super::markdown::prose;
use super::records::{PieceView, Records, piece};
use super::summary::SummaryView;
use super::template_error::TemplateError;
use super::templates::{Frame, Templates};
use super::term_line::{TermLine, term_line};
use super::term_view::TermView;
use crate::diagnostic::{Diagnostic, Field, Severity};
use crate::domain::{Dossier, DossierId};
use crate::overview::{AgendaItem, Event, Happening, Recorded, RecordedKind, capitalised, plain};
use crate::regulation::{Case, Rules, Term};

/// What the page of a dossier tells.
#[derive(Clone, Copy)]
pub struct DossierSheet<'a> {
    /// The dossier.
    pub dossier: &'a Dossier,
    /// How it stands in the agenda.
    pub item: &'a AgendaItem,
    /// Its terms.
    pub terms: &'a [Term],
    /// What the checker says of it.
    pub remarks: &'a [PlacedRemark],
    /// What happened, in order of day.
    pub timeline: &'a [Event],
    /// Whether recordings are left out, since they may be of another dossier.
    pub withholds_recordings: bool,
    /// Its text, in Markdown.
    pub text: &'a str,
    /// Its stored pieces, in order of path.
    pub attachments: &'a [Attachment],
    /// The path of its file from the top of the repository.
    pub file: &'a str,
    /// Of which dossiers there is a page.
    pub exists: &'a dyn Fn(DossierId) -> bool,
    /// The rule file.
    pub rules: &'a Rules,
    /// The day it tells of.
    pub today: NaiveDate,
}

/// A remark with the line of the file it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedRemark {
    /// The remark.
    pub diagnostic: Diagnostic,
    /// The line, from 1; `None` when it is about no line in particular.
    pub line: Option<usize>,
}

#[derive(Serialize)]
struct DossierView<'a> {
    item: ItemView<'a>,
    file: &'a str,
    remarks: Vec<RemarkView<'a>>,
    summary: SummaryView<'a>,
    terms: Vec<TermView<'a>>,
    line: Option<TermLine>,
    timeline: Vec<EventView<'a>>,
    has_history: bool,
    withholds_recordings: bool,
    records: Records<'a>,
    text: Value,
    attachments: Vec<PieceView<'a>>,
}

#[derive(Serialize)]
struct RemarkView<'a> {
    code: &'static str,
    severity: String,
    class: String,
    article: Option<&'a str>,
    field: Option<String>,
    line: Option<usize>,
    message: String,
    help: String,
}

#[derive(Serialize)]
struct EventView<'a> {
    day: Day,
    what: Option<&'a str>,
    detail: Option<&'a str>,
    attachment: Option<PieceView<'a>>,
    recorded: Option<RecordedView<'a>>,
}

#[derive(Serialize)]
struct RecordedView<'a> {
    commit: &'a str,
    time: String,
    author: &'a str,
    is_new: bool,
    is_gone: bool,
    is_merge: bool,
    changes_status: bool,
    status_from: Option<String>,
    status_to: Option<String>,
    fields: Vec<&'a str>,
    pieces: Vec<PieceChangeView<'a>>,
}

#[derive(Serialize)]
struct PieceChangeView<'a> {
    path: &'a str,
    what: &'a str,
}

/// The page of a dossier.
///
/// # Errors
/// When a template is wrong.
pub fn dossier_page(templates: &Templates, sheet: &DossierSheet<'_>) -> Result<String, TemplateError> {
    let view = DossierView {
        item: ItemView::of(sheet.item),
        file: sheet.file,
        remarks: remark_views(sheet),
        summary: SummaryView::of(Case { dossier: sheet.dossier, rules: sheet.rules, today: sheet.today }, sheet.exists),
        terms: sheet.terms.iter().map(|term| TermView::of(term, sheet.dossier, sheet.rules)).collect(),
        line: term_line(sheet.terms, sheet.today),
        timeline: sheet.timeline.iter().map(|event| event_view(event, sheet.attachments)).collect(),
        has_history: sheet.timeline.iter().any(|event| matches!(event.what, Happening::Recorded(_))),
        withholds_recordings: sheet.withholds_recordings,
        records: Records::of(sheet.dossier, sheet.attachments),
        text: Value::from_safe_string(prose(sheet.text, &|path| own_address(path, sheet.attachments))),
        attachments: sheet.attachments.iter().map(|attachment| piece(&attachment.path, sheet.attachments)).collect(),
    };
    let frame = Frame {
        title: sheet.dossier.id.to_string(),
        section: "dossier",
        root: "../",
        organisation: &sheet.rules.procedure.organisation,
        today: Day(sheet.today),
    };
    templates.fill_once("dossier.html", &frame, &view)
}

/// The address of a stored piece from the page of its dossier.
fn own_address(path: &str, attachments: &[Attachment]) -> Option<String> {
    let stored = attachments.iter().find(|attachment| attachment.path == path)?;
    stored.address.as_ref().map(|address| format!("../{address}"))
}

/// The remarks, heaviest first.
fn remark_views<'a>(sheet: &DossierSheet<'a>) -> Vec<RemarkView<'a>> {
    let mut remarks: Vec<&PlacedRemark> = sheet.remarks.iter().collect();
    remarks.sort_by_key(|remark| (std::cmp::Reverse(remark.diagnostic.severity), remark.line, remark.diagnostic.code));
    let view = |remark: &'a PlacedRemark| RemarkView {
        code: remark.diagnostic.code.id(),
        severity: remark.diagnostic.severity.to_string(),
        class: severity_class(remark.diagnostic.severity).to_owned(),
        article: remark.diagnostic.provision.map(|provision| sheet.rules.article(provision)),
        field: remark.diagnostic.place.name(),
        line: remark.line,
        message: capitalised(&remark.diagnostic.message),
        help: capitalised(&remark.diagnostic.help),
    };
    remarks.into_iter().map(view).collect()
}

fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "fout",
        Severity::Warning => "waarschuwing",
        Severity::Info => "info",
    }
}

fn event_view<'a>(event: &'a Event, attachments: &'a [Attachment]) -> EventView<'a> {
    match &event.what {
        Happening::Fact(fact) => EventView {
            day: Day(event.day),
            what: Some(&fact.what),
            detail: fact.detail.as_deref(),
            attachment: fact.attachment.as_deref().map(|path| piece(path, attachments)),
            recorded: None,
        },
        Happening::Recorded(recorded) => {
            EventView { day: Day(event.day), what: None, detail: None, attachment: None, recorded: Some(recorded_view(recorded)) }
        }
    }
}

fn recorded_view(recorded: &Recorded) -> RecordedView<'_> {
    let told_apart = [Field::Status.key(), "bijlagen"];
    RecordedView {
        commit: recorded.short_commit(),
        time: recorded.time.format("%H:%M").to_string(),
        author: &recorded.author,
        is_new: recorded.kind == RecordedKind::New,
        is_gone: recorded.kind == RecordedKind::Gone,
        is_merge: recorded.is_merge,
        changes_status: recorded.changes_status(),
        status_from: recorded.from.map(plain),
        status_to: recorded.to.map(plain),
        fields: recorded.fields.iter().map(String::as_str).filter(|field| !told_apart.contains(field)).collect(),
        pieces: recorded.pieces.iter().map(|piece| PieceChangeView { path: &piece.path, what: &piece.what }).collect(),
    }
}

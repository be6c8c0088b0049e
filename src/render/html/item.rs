//! A dossier in a list, as templates see it.

use chrono::NaiveDate;
use serde::Serialize;

use super::day::Day;
use super::dossier_address;
use crate::domain::TermKind;
use crate::overview::{AgendaItem, Party, Urgency, UrgentTerm, plain, standing_in_words, term_name};
use crate::regulation::Standing;

/// An item of the agenda.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ItemView<'a> {
    number: String,
    address: String,
    subject_line: Option<&'a str>,
    status: String,
    status_class: String,
    urgency: String,
    urgency_class: &'static str,
    waiting_for: Option<String>,
    term: Option<UrgentTermView>,
    also: Vec<UrgentTermView>,
    next: Option<NextView<'a>>,
}

/// The term of an item.
#[derive(Clone, Debug, Serialize)]
struct UrgentTermView {
    name: &'static str,
    due_on: Option<Day>,
    send_by: Option<Day>,
    days: Option<i64>,
    standing: String,
    class: &'static str,
}

/// What to do next.
#[derive(Clone, Debug, Serialize)]
pub(super) struct NextView<'a> {
    what: &'a str,
    command: &'a str,
}

impl<'a> ItemView<'a> {
    /// The item as templates see it.
    pub(super) fn of(item: &'a AgendaItem) -> Self {
        Self {
            number: item.id.to_string(),
            address: dossier_address(item.id),
            subject_line: item.subject_line.as_deref(),
            status: plain(item.status),
            status_class: class_of(item.status.to_string()),
            urgency: item.urgency.to_string(),
            urgency_class: urgency_class(item.urgency),
            waiting_for: (item.waiting_for != Party::Us).then(|| item.waiting_for.to_string()),
            term: item.term.as_ref().map(UrgentTermView::of),
            also: item.also.iter().map(UrgentTermView::of).collect(),
            next: item.next.as_ref().map(|next| NextView { what: &next.what, command: &next.command }),
        }
    }
}

impl UrgentTermView {
    fn of(term: &UrgentTerm) -> Self {
        Self {
            name: term_name(term.kind),
            due_on: term.due_on.map(Day),
            send_by: send_by_to_show(term.kind, term.due_on, term.send_by, &term.standing).map(Day),
            days: term.standing.days(),
            standing: standing_in_words(&term.standing),
            class: standing_class(&term.standing),
        }
    }
}

/// The last sending day, where it matters: something is to be sent, and earlier than the last day of the term.
pub(super) fn send_by_to_show(kind: TermKind, due_on: Option<NaiveDate>, send_by: Option<NaiveDate>, standing: &Standing) -> Option<NaiveDate> {
    send_by.filter(|day| kind.is_sent() && standing.is_open() && Some(*day) != due_on)
}

/// The class of a group; also its place on the page.
pub(super) fn urgency_class(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Overdue => "te-laat",
        Urgency::DueSoon => "loopt-af",
        Urgency::Unconfirmed => "onbevestigd",
        Urgency::Waiting => "wacht",
        Urgency::New => "nieuw",
        Urgency::Open => "loopt",
        Urgency::Archive => "archief",
    }
}

/// The class that shows how a term stands.
pub(super) fn standing_class(standing: &Standing) -> &'static str {
    match standing {
        Standing::MetInTime => "op-tijd",
        Standing::MetLate { .. } | Standing::Acknowledged { met: true, .. } => "te-laat-gedaan",
        Standing::Open { .. } => "open",
        Standing::DueSoon { .. } => "loopt-af",
        Standing::Overdue { .. } | Standing::Acknowledged { met: false, .. } => "te-laat",
        Standing::Lapsed { .. } => "vervallen",
    }
}

/// A word of a file as the name of a class.
pub(super) fn class_of(word: String) -> String {
    word.replace('_', "-")
}

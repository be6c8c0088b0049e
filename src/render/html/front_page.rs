//! The front page: what to do today.

use chrono::NaiveDate;
use serde::Serialize;

use super::day::Day;
use super::dossier_address;
use super::item::{ItemView, standing_class, urgency_class};
use super::template_error::TemplateError;
use super::templates::{Frame, Templates};
use crate::domain::Vocabulary;
use crate::overview::{Agenda, Promised, Urgency, standing_in_words, term_name};
use crate::regulation::Rules;

/// A group shows no more than this, so that the page stays light (decision 104); the register has them all.
const MOST_ITEMS: usize = 50;

/// What the front page tells.
#[derive(Clone, Copy, Debug)]
pub struct FrontSheet<'a> {
    /// The dossiers there is something to do about, in order of urgency.
    pub agenda: &'a Agenda,
    /// How many dossiers are closed.
    pub archived: usize,
    /// What was promised and is not done yet, in order of the last day.
    pub promises: &'a [Promised],
    /// Files that could not be read as a dossier.
    pub unreadable: &'a [UnreadableFile],
    /// The rule file.
    pub rules: &'a Rules,
    /// The day it tells of.
    pub today: NaiveDate,
}

/// A file that could not be read as a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnreadableFile {
    /// Its path from the top of the repository.
    pub path: String,
    /// Why, in Dutch.
    pub reason: String,
}

#[derive(Serialize)]
struct FrontView<'a> {
    groups: Vec<GroupView<'a>>,
    promises: Vec<PromisedView<'a>>,
    more_promises: usize,
    archived: usize,
    unreadable: &'a [UnreadableFile],
}

#[derive(Serialize)]
struct GroupView<'a> {
    class: &'static str,
    count: usize,
    items: Vec<ItemView<'a>>,
    more: usize,
}

/// A promise in the list.
#[derive(Serialize)]
struct PromisedView<'a> {
    number: String,
    address: String,
    name: &'static str,
    what: Option<&'a str>,
    who: Option<&'a str>,
    due_on: NaiveDate,
    standing: String,
    class: &'static str,
}

impl<'a> PromisedView<'a> {
    fn of(promised: &'a Promised) -> Self {
        Self {
            number: promised.id.to_string(),
            address: dossier_address(promised.id),
            name: term_name(promised.kind),
            what: promised.what.as_deref(),
            who: promised.who.as_deref(),
            due_on: promised.due_on,
            standing: standing_in_words(&promised.standing),
            class: standing_class(&promised.standing),
        }
    }
}

/// The front page.
///
/// # Errors
/// When a template is wrong.
pub fn front_page(templates: &Templates, sheet: &FrontSheet<'_>) -> Result<String, TemplateError> {
    let groups = Urgency::ALL.iter().filter(|urgency| **urgency != Urgency::Archive).map(|urgency| {
        let items = sheet.agenda.group(*urgency);
        GroupView {
            class: urgency_class(*urgency),
            count: items.len(),
            items: items.iter().take(MOST_ITEMS).map(ItemView::of).collect(),
            more: items.len().saturating_sub(MOST_ITEMS),
        }
    });
    let view = FrontView {
        groups: groups.collect(),
        promises: sheet.promises.iter().take(MOST_ITEMS).map(PromisedView::of).collect(),
        more_promises: sheet.promises.len().saturating_sub(MOST_ITEMS),
        archived: sheet.archived,
        unreadable: sheet.unreadable,
    };
    let frame =
        Frame { title: "Vandaag".to_owned(), section: "start", root: "", organisation: &sheet.rules.procedure.organisation, today: Day(sheet.today) };
    templates.fill("start.html", &frame, &view)
}

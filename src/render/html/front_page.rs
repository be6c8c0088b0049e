//! The front page: what to do today.

use serde::Serialize;

use super::item::{ItemView, urgency_class};
use super::templates::{Frame, TemplateError, Templates};
use crate::domain::Vocabulary;
use crate::overview::{Agenda, Urgency};
use crate::regulation::Rules;

/// A group shows no more than this; the register has them all.
const MOST_ITEMS: usize = 150;

/// What the front page tells.
#[derive(Clone, Copy, Debug)]
pub struct FrontSheet<'a> {
    /// The dossiers in order of urgency.
    pub agenda: &'a Agenda,
    /// Files that could not be read as a dossier.
    pub unreadable: &'a [UnreadableFile],
    /// The rule file.
    pub rules: &'a Rules,
    /// The day it tells of.
    pub today: chrono::NaiveDate,
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
    let view = FrontView { groups: groups.collect(), archived: sheet.agenda.group(Urgency::Archive).len(), unreadable: sheet.unreadable };
    let frame =
        Frame { title: "Vandaag".to_owned(), section: "start", root: "", organisation: &sheet.rules.procedure.organisation, today: sheet.today };
    templates.fill("start.html", &frame, &view)
}

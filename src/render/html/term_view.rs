//! A term with its derivation, as templates see it.

use serde::Serialize;

use super::day::Day;
use super::item::{send_by_to_show, standing_class};
use crate::domain::Dossier;
use crate::overview::{plain, standing_in_words, term_about, term_name};
use crate::regulation::{Rules, Standing, Step, Term};

/// A term of a dossier.
#[derive(Clone, Debug, Serialize)]
pub(super) struct TermView<'a> {
    name: &'static str,
    about: Option<String>,
    article: &'a str,
    basis: String,
    field: String,
    starts_on: Option<Day>,
    /// Whether the last day is reckoned back from the first.
    is_reckoned_back: bool,
    due_on: Option<Day>,
    not_before: Option<Day>,
    original_due_on: Option<Day>,
    send_by: Option<Day>,
    met_on: Option<Day>,
    standing: String,
    class: &'static str,
    lapsed_because: Option<&'a str>,
    derivation: Vec<StepView<'a>>,
}

#[derive(Clone, Debug, Serialize)]
struct StepView<'a> {
    day: Day,
    counts: bool,
    reason: &'a str,
}

impl<'a> TermView<'a> {
    /// The term as templates see it.
    pub(super) fn of(term: &'a Term, dossier: &Dossier, rules: &'a Rules) -> Self {
        Self {
            name: term_name(term.kind),
            about: term_about(term, dossier),
            article: rules.article(term.provision),
            basis: plain(term.basis),
            field: term.place.to_string(),
            starts_on: term.starts_on.map(Day),
            is_reckoned_back: term.starts_on > term.due_on && term.due_on.is_some(),
            due_on: term.due_on.map(Day),
            not_before: term.not_before.map(Day),
            original_due_on: term.original_due_on.map(Day),
            send_by: send_by_to_show(term.kind, term.due_on, term.send_by, &term.standing).map(Day),
            met_on: term.met_on.map(Day),
            standing: standing_in_words(&term.standing),
            class: standing_class(&term.standing),
            lapsed_because: match &term.standing {
                Standing::Lapsed { reason } => Some(reason),
                _ => None,
            },
            derivation: term.derivation.iter().map(StepView::of).collect(),
        }
    }
}

impl<'a> StepView<'a> {
    fn of(step: &'a Step) -> Self {
        Self { day: Day(step.day), counts: step.counts, reason: &step.reason }
    }
}

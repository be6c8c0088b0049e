//! A term with its derivation, as templates see it.

use chrono::NaiveDate;
use serde::Serialize;

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
    starts_on: Option<NaiveDate>,
    /// Whether the last day is reckoned back from the first.
    is_reckoned_back: bool,
    due_on: Option<NaiveDate>,
    not_before: Option<NaiveDate>,
    original_due_on: Option<NaiveDate>,
    send_by: Option<NaiveDate>,
    met_on: Option<NaiveDate>,
    standing: String,
    class: &'static str,
    lapsed_because: Option<&'a str>,
    derivation: Vec<StepView<'a>>,
}

#[derive(Clone, Debug, Serialize)]
struct StepView<'a> {
    day: NaiveDate,
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
            starts_on: term.starts_on,
            is_reckoned_back: term.starts_on > term.due_on && term.due_on.is_some(),
            due_on: term.due_on,
            not_before: term.not_before,
            original_due_on: term.original_due_on,
            send_by: send_by_to_show(term.kind, term.due_on, term.send_by, &term.standing),
            met_on: term.met_on,
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
        Self { day: step.day, counts: step.counts, reason: &step.reason }
    }
}

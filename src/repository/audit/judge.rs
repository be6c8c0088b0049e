//! One dossier in one commit: its step in status, an edit after closing, a fact that came late.

use std::rc::Rc;

use chrono::NaiveDate;

use super::version::Version;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::domain::Status;
use crate::regulation::Rules;
use crate::regulation::transition::{is_allowed, is_reopening};
use crate::repository::history::AttachmentChange;
use crate::source::list::origin;
use crate::source::read_dossier;
use crate::source::versions::{edits_after_closing, late_entry, may_have_late_entry, must_stay_as_it_was, unlawful_begin, unlawful_step};

/// How a dossier came to be where it is first seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    /// As the procedure has it.
    Here,
    /// Taken over from elsewhere, at whatever status it had there.
    TakenOver,
}

/// What became of a dossier in a commit.
pub(super) struct Changed<'a> {
    /// The version in each parent that has one.
    pub(super) before: Vec<Rc<Version>>,
    /// The version the commit made of it.
    pub(super) after: &'a Version,
    /// How it began, when no parent has it.
    pub(super) beginning: Beginning,
    /// What became of the files beside it, against each parent that has it.
    pub(super) attachments: Vec<Vec<AttachmentChange>>,
    /// The day its author made the commit.
    pub(super) on: NaiveDate,
}

impl Changed<'_> {
    /// Everything to be said of it but its step in status.
    pub(super) fn remarks(&self, rules: &Rules) -> Vec<Diagnostic> {
        self.edits_after_closing().into_iter().chain(self.late_entry(rules)).collect()
    }

    /// What was changed though the dossier was closed in every parent.
    fn edits_after_closing(&self) -> Option<Diagnostic> {
        let closed = |version: &Rc<Version>| version.status() == Some(Status::Closed);
        let goes_on = matches!(self.after.status(), Some(Status::Closed | Status::UnderAppeal));
        if self.before.is_empty() || !goes_on || !self.before.iter().all(closed) {
            return None;
        }
        let after = read_dossier(&self.after.bytes);
        // What a merge has from one side is no edit of the merge.
        let edits = self.before.iter().map(|before| edits_after_closing(&read_dossier(&before.bytes), &after));
        let edits: Option<Vec<_>> = edits.collect();
        let pieces =
            || self.pieces_after_closing().filter(|_| self.before.iter().all(|before| must_stay_as_it_was(&read_dossier(&before.bytes), &after)));
        edits.and_then(|edits| edits.into_iter().next()).or_else(pieces)
    }

    /// The pieces that were changed or taken away though the dossier was closed.
    fn pieces_after_closing(&self) -> Option<Diagnostic> {
        let touched = |changes: &Vec<AttachmentChange>| changes.iter().filter(|change| **change != AttachmentChange::Added).count();
        let count = self.attachments.iter().map(touched).min().filter(|count| *count > 0)?;
        let what = if count == 1 { "een bijlage".to_owned() } else { format!("{count} bijlagen") };
        let message = format!("het dossier was gesloten, en daarin is {what} gewijzigd of weggehaald");
        Some(Diagnostic::new(
            Code::ClosedDossierChanged,
            Place::File,
            message,
            "haal de bijlage terug uit de geschiedenis, of licht het toe onder «historie_toegelicht» in dossiers/regeling.yaml",
        ))
    }

    fn late_entry(&self, rules: &Rules) -> Option<Diagnostic> {
        let texts: Vec<&[u8]> = self.before.iter().map(|before| before.bytes.as_slice()).collect();
        let begins_elsewhere = self.before.is_empty() && (self.beginning == Beginning::TakenOver || origin(&self.after.bytes).is_some());
        if begins_elsewhere || !may_have_late_entry(&texts, &self.after.bytes, self.on, rules) {
            return None;
        }
        let before: Vec<_> = self.before.iter().filter_map(|before| before.dossier()).collect();
        // What cannot be read says nothing of what was known.
        if before.len() < self.before.len() {
            return None;
        }
        late_entry(&before.iter().collect::<Vec<_>>(), &self.after.dossier()?, self.on, rules)
    }
}

/// The remark on a step from any of these versions; `None` when it is lawful from one of them.
pub(super) fn step(before: &[Rc<Version>], after: &Version) -> Option<Diagnostic> {
    let steps: Option<Vec<_>> = before.iter().map(|before| step_from(before, after)).collect();
    steps.and_then(|steps| steps.into_iter().next())
}

/// The remark on the beginning of a dossier here.
pub(super) fn begin(after: &Version) -> Option<Diagnostic> {
    unlawful_begin(None, after.status()?)
}

fn step_from(before: &Version, after: &Version) -> Option<Diagnostic> {
    let (from, to) = (before.status()?, after.status()?);
    if from == to || (is_allowed(Some(from), to) && !is_reopening(Some(from), to)) {
        return None;
    }
    match (before.dossier(), after.dossier()) {
        (Some(before), Some(after)) => unlawful_step(&before, &after),
        _ => unlawful_begin(Some(from), to),
    }
}

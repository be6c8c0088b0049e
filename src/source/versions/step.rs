//! The step in status between two versions.

use super::EXPLAIN;
use crate::diagnostic::{Code, Diagnostic, Field};
use crate::domain::{Dossier, Status};
use crate::regulation::transition::{is_allowed, is_reopening, leaps};
use crate::source::recordable::{corrects, forbidden_step};

/// The remark on the step from one version to the next, when it is neither in the table nor a correction with its reason, or
/// when it opens the dossier again without one.
#[must_use]
pub fn unlawful_step(before: &Dossier, now: &Dossier) -> Option<Diagnostic> {
    let (from, to) = (before.status, now.status);
    let is_corrected = corrects(&now.corrections, before, to);
    if forbidden_step(Some(before), now).is_some() {
        return Some(remark(Some(from), to));
    }
    let was_opened = now.reopenings.len() > before.reopenings.len();
    let unexplained = is_reopening(Some(from), to) && !is_corrected && !was_opened;
    unexplained.then(|| {
        let message = format!("van {from} is de klacht weer in_behandeling gezet zonder dag en reden onder «heropend»");
        Diagnostic::new(Code::ForbiddenStepRecorded, Field::Status, message, format!("vul «heropend» aan; {EXPLAIN}"))
    })
}

/// The remark on a step of which only the statuses are known; without a status before, on the beginning of a dossier.
#[must_use]
pub fn unlawful_begin(from: Option<Status>, to: Status) -> Option<Diagnostic> {
    (!is_allowed(from, to)).then(|| remark(from, to))
}

fn remark(from: Option<Status>, to: Status) -> Diagnostic {
    let (code, message) = match from {
        None => (Code::StatusSkipped, format!("het dossier begint met de status {to}; wat daarvoor kwam, is nooit vastgelegd")),
        Some(from) if leaps(from, to) => {
            (Code::StatusSkipped, format!("van {from} ging de klacht in één keer naar {to}, met een status daartussen overgeslagen"))
        }
        Some(from) => {
            (Code::ForbiddenStepRecorded, format!("de regeling kent geen weg van {from} naar {to}, en er is geen correctie met reden vastgelegd"))
        }
    };
    Diagnostic::new(code, Field::Status, message, format!("ga na wie dit vastlegde en waarom; {EXPLAIN}"))
}

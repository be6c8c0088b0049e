//! Every term of a dossier, one kind a file.

mod acknowledgement;
mod answer;
mod commitment;
mod draft;
mod improvement;
mod progress;
mod request;
mod retention;
mod ruling;

use chrono::NaiveDate;

use super::{Case, Rules, Term};
use crate::domain::{Dossier, Status};

pub use answer::{Extension, ExtensionEffect, extensions};
pub(super) use draft::acknowledges;
pub(super) use improvement::terms as of_improvements;
pub(super) use retention::term as of_retention;

/// Every term of the dossier as it stands on `today`, in the order of the procedure.
///
/// While it is an oral remark only what was promised or asked runs: no other term does until it is in writing (opening).
#[must_use]
pub fn terms(dossier: &Dossier, rules: &Rules, today: NaiveDate) -> Vec<Term> {
    let case = Case { dossier, rules, today };
    let mut found = Vec::new();
    if dossier.status != Status::OralReport {
        found.extend(acknowledgement::terms(&case));
        found.extend(answer::terms(&case));
        found.extend(progress::term(&case));
    }
    found.extend(commitment::terms(&case));
    found.extend(improvement::terms(&case));
    found.extend(request::terms(&case));
    found.extend(ruling::terms(&case));
    found.extend(retention::term(&case));
    found
}

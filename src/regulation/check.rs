//! All remarks of the procedure on one dossier.

use super::{Case, Term, article_1, article_2, article_3, article_4, article_5, course, facts, improvement, opening};
use crate::diagnostic::Diagnostic;

/// Every remark on the dossier, article by article, with the weight it has by default. Nothing in a file is looked at here.
#[must_use]
pub fn remarks(case: &Case<'_>, terms: &[Term]) -> Vec<Diagnostic> {
    let mut found = facts::remarks(case);
    found.extend(opening::remarks(case));
    found.extend(article_1::remarks(case));
    found.extend(article_2::remarks(case));
    found.extend(article_3::remarks(case, terms));
    found.extend(course::standing_demands(case));
    found.extend(course::remarks(case));
    found.extend(article_4::remarks(case, terms));
    found.extend(improvement::remarks(case));
    found.extend(article_5::remarks(case));
    found
}

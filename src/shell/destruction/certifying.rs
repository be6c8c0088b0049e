//! The certificate: in the new store before that takes its place, so that it is there however the destruction ends.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::rehearsal::{DestructionOrder, Rehearsal};
use crate::domain::DestructionGround;
use crate::overview::{Certificate, Elsewhere};
use crate::regulation::OfficerRole;
use crate::render::{certificate, json};
use crate::repository::{Closing, CommitId, Repository, RepositoryError, TrackedPath};

/// The folder of the certificates.
pub(super) const CERTIFICATES: &str = "register/vernietigingen";
/// The version of the program, as a certificate tells it.
const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// Records the certificate of a rehearsal in its store; gives the path of the page.
///
/// # Errors
/// When something cannot be read or written.
pub fn certify(
    repository: &Repository,
    order: &DestructionOrder<'_>,
    rehearsal: &Rehearsal,
    (ground, role, on): (DestructionGround, OfficerRole, NaiveDate),
) -> Result<TrackedPath, RepositoryError> {
    let told = Certificate {
        numbers: order.gone.clone(),
        on,
        ground,
        role,
        recordings: rehearsal.rebuilt.commits,
        fallen_away: rehearsal.rebuilt.fallen_away,
        compared: rehearsal.proof.compared,
        objects: rehearsal.proof.objects,
        looked_for: rehearsal.looked_for,
        elsewhere: Elsewhere {
            numbered: rehearsal.numbers.len(),
            ..Elsewhere::of(rehearsal.found.iter().map(|found| &found.place).chain(&rehearsal.copies).map(String::as_str), rehearsal.unread.len())
        },
    };
    let (page, data) = free_paths(repository, &told)?;
    let files = BTreeMap::from([
        (page.clone(), certificate::certificate(&told, order.rules, PROGRAM).into_bytes()),
        (data, json::certificate(&told, PROGRAM).into_bytes()),
    ]);
    let Closing { message, by, at, .. } = order.closing.clone();
    repository.close_rebuilt(&rehearsal.workshop, &Closing { files: &files, message, by, at })?;
    Ok(page)
}

/// The page of the certificate that came with the closing commit; `None` when it came with none.
///
/// # Errors
/// When it cannot be read.
pub(super) fn certificate_of(repository: &Repository, end: CommitId) -> Result<Option<String>, RepositoryError> {
    let mut pages = repository.files_below(end, CERTIFICATES)?;
    for parent in repository.parents(end)? {
        let before = repository.files_below(parent, CERTIFICATES)?;
        pages.retain(|path, _| !before.contains_key(path));
    }
    Ok(pages.into_keys().map(|path| path.as_str().to_owned()).find(|path| path.ends_with(".md")))
}

/// The page and its data, named after the day; with a serial behind it from the second of a day on.
fn free_paths(repository: &Repository, told: &Certificate) -> Result<(TrackedPath, TrackedPath), RepositoryError> {
    let mut name = format!("{CERTIFICATES}/{}", told.on);
    let mut serial = 1;
    loop {
        let page = TrackedPath::new(format!("{name}.md"))?;
        if repository.head_file(&page)?.is_none() {
            return Ok((page, TrackedPath::new(format!("{name}.json"))?));
        }
        serial += 1;
        name = format!("{CERTIFICATES}/{}-{serial}", told.on);
    }
}

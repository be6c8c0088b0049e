//! `klacht conflict`: what git could not merge, in Dutch, and what to do about it.

use std::collections::BTreeMap;

use super::arguments::Format;
use super::{Desk, Exit, Failure};
use crate::domain::DossierId;
use crate::overview::{Broken, Busy, Double, Hand, Matter, Standstill, Undecided};
use crate::render::{json, terminal};
use crate::repository::{BlobId, ConflictedFile, DOSSIER_FILE, Operation, Repository, RepositoryError, SideCommit, TrackedPath};
use crate::shell::office::{FoundDossier, Office};
use crate::source::merge::{Style, merge};
use crate::source::{Lines, Located, has_conflict_marks, read_dossier, unreadable};

/// What `conflict` takes.
#[derive(Debug, clap::Args)]
pub struct ConflictArguments {
    /// How the answer is written.
    #[arg(
        long = "formaat",
        value_name = "FORMAAT",
        default_value = "tekst",
        hide_default_value = true,
        help = "Hoe het antwoord eruitziet; anders tekst"
    )]
    format: Format,
}

/// Shows what git stands still on.
///
/// # Errors
/// When there is no dossier folder or git, they cannot be read, or what is under way must be broken off.
pub fn run(arguments: &ConflictArguments, desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    let repository = desk.repository(&office)?;
    if let (Err(error @ RepositoryError::BringsBack { .. }), Format::Text) = (repository.usable_state(), arguments.format) {
        // Whatever is decided file by file, it may not be finished.
        return Err(error.into());
    }
    let standstill = standstill(&office, &repository)?;
    desk.print(&match arguments.format {
        Format::Text => terminal::conflict(&standstill),
        Format::Json => json::conflict(&standstill, desk.today),
    })?;
    Ok(Exit::Done)
}

fn standstill(office: &Office, repository: &Repository) -> Result<Standstill, Failure> {
    let unfinished = repository.unfinished()?;
    let files = repository.conflicted_files()?.iter().map(|file| undecided(file, repository)).collect::<Result<Vec<_>, _>>()?;
    let busy = unfinished.operation.and_then(busy_with);
    let is_at_rest = busy.is_none() && files.is_empty();
    let mut marked = Vec::new();
    let mut broken = Vec::new();
    let mut stated: BTreeMap<DossierId, Vec<String>> = BTreeMap::new();
    for found in office.inventory()?.dossiers {
        let bytes = office.read(&found.path)?;
        let is_undecided = files.iter().any(|file| repository.below_dossier_folder(&file.path) == Some(found.path.as_str()));
        if has_conflict_marks(&bytes) && !is_undecided {
            marked.push(found.path.clone());
        } else if busy.is_some() && !is_undecided {
            broken.extend(broken_file(&found, &bytes));
        }
        let number = read_dossier(&bytes).dossier.map_or(found.id, |dossier| dossier.id);
        stated.entry(number).or_default().push(found.path);
    }
    let doubles = stated.into_iter().filter(|(_, paths)| paths.len() > 1).map(|(number, paths)| Double { number, paths });
    Ok(Standstill {
        busy,
        ours: unfinished.ours.filter(|_| !is_at_rest).map(hand),
        theirs: unfinished.theirs.filter(|_| !is_at_rest).map(hand),
        files,
        marked,
        broken,
        doubles: doubles.collect(),
    })
}

/// What keeps a file from being read as a dossier; `None` when nothing does.
fn broken_file(found: &FoundDossier, bytes: &[u8]) -> Option<Broken> {
    let lines = Lines::new(bytes);
    let why = |remark: &Located| format!("regel {}: {}; {}", lines.position(remark.at.start).line, remark.diagnostic.message, remark.diagnostic.help);
    let why: Vec<String> = unreadable(&read_dossier(bytes)).iter().map(why).collect();
    (!why.is_empty()).then(|| Broken { path: found.path.clone(), number: found.id, why })
}

fn busy_with(operation: Operation) -> Option<Busy> {
    match operation {
        Operation::Merge => Some(Busy::Merge),
        Operation::Rebase => Some(Busy::Rebase),
        Operation::CherryPick => Some(Busy::CherryPick),
        Operation::Revert => Some(Busy::Revert),
        Operation::ApplyMailbox => Some(Busy::Other),
        Operation::Bisect => None,
    }
}

fn hand(side: SideCommit) -> Hand {
    Hand { commit: side.commit.short(), by: side.by, at: side.at }
}

/// What is the matter with a file, told from what git keeps of both sides.
fn undecided(file: &ConflictedFile, repository: &Repository) -> Result<Undecided, RepositoryError> {
    let path = repository.below_dossier_folder(&file.path).and_then(|path| TrackedPath::new(path).ok());
    let is_dossier = |path: &TrackedPath| path.as_str().ends_with(&format!("/{DOSSIER_FILE}")) && path.as_str().matches('/').count() == 3;
    let number = path.filter(is_dossier).and_then(|path| path.dossier());
    let matter = match (number, file.ours, file.theirs) {
        (None, Some(_), Some(_)) => Matter::OtherFile,
        (_, None, _) => Matter::GoneHere,
        (_, _, None) => Matter::GoneThere,
        (Some(_), Some(ours), Some(theirs)) => {
            let text = |blob: Option<BlobId>| blob.map_or(Ok(Vec::new()), |blob| repository.blob(blob));
            let merged = merge(&text(file.base)?, &text(Some(ours))?, &text(Some(theirs))?, &Style::default());
            Matter::of(merged.clashes, file.base.is_some())
        }
    };
    Ok(Undecided { path: file.path.clone(), number, matter })
}

//! `klacht ijkpunt`: what the history is now, in so few signs that they fit in a letter.

use std::collections::{BTreeMap, BTreeSet};

use super::arguments::Format;
use super::destination::Destination;
use super::{Desk, Exit, Failure};
use crate::render::{json, terminal};
use crate::repository::{Change, CommitMessage, Kind, Outcome, Recording, Repository, TakenAnchor};
use crate::shell::office::Office;
use crate::shell::{clock, files};

/// What `ijkpunt` takes.
#[derive(Debug, clap::Args)]
pub struct AnchorArguments {
    /// Whether nothing is recorded.
    #[arg(long = "niet-vastleggen", help = "Leg er geen bestand voor vast; na een vernietiging is het ijkpunt dan niet meer te bewijzen")]
    unrecorded: bool,
    /// How the answer is written.
    #[arg(long = "formaat", value_name = "FORMAAT", default_value = "tekst", help = "Hoe het antwoord eruitziet")]
    format: Format,
    /// Where it goes.
    #[command(flatten)]
    destination: Destination,
}

/// Takes an anchor of the history, keeps what stands behind it in the register, and shows it.
///
/// # Errors
/// When there is no dossier folder or git, nothing was recorded, or the answer cannot be written.
pub fn run(arguments: &AnchorArguments, desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    let repository = desk.repository(&office)?;
    let taken = take(&repository)?;
    let taken = if arguments.unrecorded { taken } else { keep(taken, &office, &repository, desk)? };
    let unrecorded = office.changed_dossiers(&repository, &BTreeSet::new())?.len();
    desk.terminal.notice(&not_in_it(unrecorded));
    let kept = repository.head_file(&taken.path())?.map(|_| taken.path().to_string());
    let answer = match arguments.format {
        Format::Text => terminal::anchor(&taken.anchor, &taken.head, kept.is_some()),
        Format::Json => json::anchor(&taken.anchor, &taken.head, kept.as_deref(), desk.today),
    };
    arguments.destination.deliver(&answer, desk)?;
    Ok(Exit::Done)
}

/// That so many dossiers have changes that are not in the history, and so not in the anchor; empty when none has.
fn not_in_it(dossiers: usize) -> String {
    match dossiers {
        0 => String::new(),
        1 => "Let op: 1 dossier heeft wijzigingen die niet zijn vastgelegd; die zitten er niet in.\n".to_owned(),
        count => format!("Let op: {count} dossiers hebben wijzigingen die niet zijn vastgelegd; die zitten er niet in.\n"),
    }
}

/// The anchor of what is recorded, or that nothing is.
fn take(repository: &Repository) -> Result<TakenAnchor, Failure> {
    let nothing = || Failure::new(Exit::Unusable, "er is nog niets vastgelegd, dus er is niets om een ijkpunt van te nemen");
    repository.anchor()?.ok_or_else(|| nothing().help("«klacht nieuw» begint met de eerste klacht"))
}

/// Records the file of the anchor, unless it is there; the anchor is then of what was there once nobody else was recording.
fn keep(taken: TakenAnchor, office: &Office, repository: &Repository, desk: &Desk) -> Result<TakenAnchor, Failure> {
    if repository.head_file(&taken.path())?.is_some() {
        return Ok(taken);
    }
    let recorder = repository.recorder(super::PATIENCE)?;
    let taken = take(repository)?;
    let path = taken.path();
    if repository.head_file(&path)?.is_some() {
        return Ok(taken);
    }
    let text = taken.leaves.written(&taken.anchor);
    let by = repository.identity()?;
    let on_disk = office.on_disk(path.as_str());
    match files::read_if_there(&on_disk).map_err(|error| Failure::from_io(&on_disk, &error))? {
        Some(there) => files::replace(&on_disk, &there, text.as_bytes())?,
        None => files::create(&on_disk, text.as_bytes())?,
    }
    let changes = BTreeMap::from([(path, Change::Content(text.into_bytes()))]);
    let message = CommitMessage::of_kind(Kind::Anchor, []);
    let subject = message.subject().to_owned();
    let based_on = repository.head_commit()?;
    if let Outcome::Recorded { commit, .. } = recorder.record(&Recording { changes, message, by, at: clock::now(), based_on })? {
        // Beside the answer, which another program may read.
        desk.terminal.notice(&format!("vastgelegd  {subject}  ({})\n", commit.short()));
    }
    Ok(taken)
}

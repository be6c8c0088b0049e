//! The built-in example as a folder with its own repository.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveDateTime};

use super::office::RULE_FILE;
use super::{beginning, clock};
use crate::domain::DossierId;
use crate::regulation::Rules;
use crate::repository::{Change, CommitMessage, Identity, Kind, Link, Outline, Repository, RepositoryError, TrackedPath};
use crate::source::stories::{self, Stage, Telling};

/// The folder the example goes to when nobody names one.
const FOLDER: &str = "klacht-voorbeeld";

/// What was made of the example.
pub struct Example {
    /// How many complaints it tells.
    pub dossiers: usize,
    /// How many commits their history has.
    pub recordings: usize,
    /// The repository they are in.
    pub repository: Repository,
}

/// Makes the example around `today` in this folder, told under these rules: its files and its whole history.
///
/// # Errors
/// When the folder has a repository already, or cannot be written.
pub fn make(folder: &Path, rules: &Rules, today: NaiveDate) -> Result<Example, RepositoryError> {
    let tellings = stories::tell(&stories::built_in(), &rules.calendar, today).expect("a test tells every story that is built in");
    let links = links(&tellings)?;
    let repository = Repository::with_chain(folder, &links)?;
    Ok(Example { dossiers: tellings.len(), recordings: links.len(), repository })
}

/// A folder beside the working folder that is not there yet.
#[must_use]
pub fn fresh_folder(around: &Path) -> PathBuf {
    let numbered = (2..).map(|number| format!("{FOLDER}-{number}"));
    let names = std::iter::once(FOLDER.to_owned()).chain(numbered);
    names.map(|name| around.join(name)).find(|folder| !folder.exists()).expect("some number is free")
}

/// Whether a folder is absent, or there and empty.
///
/// # Errors
/// When it cannot be read, or is no folder.
pub fn is_free(folder: &Path) -> io::Result<bool> {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// The commits of these stories in order of time, after a first one with the files of a new dossier folder.
fn links(tellings: &[Telling]) -> Result<Vec<Link>, RepositoryError> {
    let mut moments: Vec<_> = tellings.iter().flat_map(|telling| (0..telling.stages.len()).map(move |index| (telling, index))).collect();
    moments.sort_by_key(|(telling, index)| (telling.stages[*index].at, telling.id, *index));
    let first = moments.first().map(|(telling, index)| beginning_of(telling.stages[*index].at)).transpose()?;
    let stages = moments.into_iter().map(|(telling, index)| link(telling, index));
    first.into_iter().map(Ok).chain(stages).collect()
}

/// The commit before the first: rules and readme, a week earlier.
fn beginning_of(first_stage: NaiveDateTime) -> Result<Link, RepositoryError> {
    let mut changes = BTreeMap::new();
    for (path, text) in beginning::first_files("") {
        let text = if path == RULE_FILE { stories::rule_file() } else { text.to_owned() };
        changes.insert(TrackedPath::new(path)?, Change::Content(text.into_bytes()));
    }
    let at = clock::in_amsterdam(first_stage - Days::new(7));
    Ok(Link { changes, message: CommitMessage::of_kind(Kind::Begin, []), by: officer(), at })
}

fn link(telling: &Telling, index: usize) -> Result<Link, RepositoryError> {
    let (id, stage) = (telling.id, &telling.stages[index]);
    let before = index.checked_sub(1).map(|before| outline(&telling.stages[before]));
    let message = CommitMessage::of_change(id, before.as_ref(), &outline(stage), !stage.attachments.is_empty());
    Ok(Link { changes: changes(id, stage)?, message, by: officer(), at: moment(stage) })
}

fn changes(id: DossierId, stage: &Stage) -> Result<BTreeMap<TrackedPath, Change>, RepositoryError> {
    let attachments = stage.attachments.iter().map(|(path, text)| Ok((TrackedPath::in_dossier(id, path)?, content(text))));
    let dossier = std::iter::once(Ok((TrackedPath::of_dossier(id), content(&stage.dossier))));
    attachments.chain(dossier).collect()
}

fn content(text: &str) -> Change {
    Change::Content(text.as_bytes().to_vec())
}

fn outline(stage: &Stage) -> Outline {
    Outline::of(stage.dossier.as_bytes())
}

fn moment(stage: &Stage) -> DateTime<FixedOffset> {
    clock::in_amsterdam(stage.at)
}

/// Who records in the example, whatever git was told on this computer.
fn officer() -> Identity {
    Identity { name: "Klachtenfunctionaris (voorbeeld)".to_owned(), email: "klachtenfunctionaris@voorbeeld.example".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::read_rules;

    fn example() -> (tempfile::TempDir, Example) {
        let folder = tempfile::tempdir().unwrap();
        let rules = read_rules(stories::rule_file().as_bytes()).0.unwrap();
        let example = make(&folder.path().join("nieuw"), &rules, "2026-11-23".parse().unwrap()).unwrap();
        (folder, example)
    }

    #[test]
    fn same_day_makes_the_same_commits() {
        let ((_one, first), (_other, second)) = (example(), example());
        assert_eq!(first.repository.head_commit().unwrap(), second.repository.head_commit().unwrap());
        assert!(first.repository.head_commit().unwrap().is_some());
    }

    #[test]
    fn folder_that_is_taken_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(fresh_folder(folder.path()), folder.path().join("klacht-voorbeeld"));
        std::fs::create_dir(folder.path().join("klacht-voorbeeld")).unwrap();
        assert_eq!(fresh_folder(folder.path()), folder.path().join("klacht-voorbeeld-2"));
    }

    #[test]
    fn folder_with_something_in_it_is_not_free() {
        let folder = tempfile::tempdir().unwrap();
        assert!(is_free(folder.path()).unwrap());
        assert!(is_free(&folder.path().join("weg")).unwrap());
        std::fs::write(folder.path().join("brief.txt"), "").unwrap();
        assert!(!is_free(folder.path()).unwrap());
        assert!(is_free(&folder.path().join("brief.txt")).is_err());
    }
}

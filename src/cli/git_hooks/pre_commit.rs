//! `klacht git-hooks pre-commit`: what is staged, held to what may be recorded. Takes no lock.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::told;
use crate::cli::{Desk, Exit, Failure};
use crate::diagnostic::{Code, Severity};
use crate::domain::DossierId;
use crate::overview::CheckedFile;
use crate::regulation::Rules;
use crate::render::terminal;
use crate::repository::{Offence, RECORDING, Repository, Staged, StagedDossier, dossier_folder, several, twice};
use crate::shell::environment;
use crate::shell::office::dossier_path;
use crate::shell::recordable::{dossier_gone, piece_gone};
use crate::source::{self, FilePlace, Located, RegisterEntry};

/// Refuses what no recording of ours would take; tells what the message will have to say.
pub(super) fn run(strict: bool, desk: &Desk) -> Result<Exit, Failure> {
    let mut refused = false;
    let (repository, all) = staged(desk)?;
    for staged in all {
        let judging = Judging::of(&staged, repository.register_of(&staged)?, strict, desk);
        let files: Vec<_> = staged.changed.iter().filter_map(|dossier| judging.refusal(dossier)).collect();
        let offences = judging.offences();
        if !files.is_empty() || !offences.is_empty() {
            refused = true;
            let excerpts = terminal::excerpts(&files, judging.rules.as_ref(), desk.screen());
            let offences: String = offences.iter().map(told).collect();
            desk.print(&format!("Dit wordt niet vastgelegd.\n\n{excerpts}{offences}"))?;
        }
        let numbers = staged.changed.iter().map(|dossier| dossier.id).collect();
        if let Some(several) = several(numbers, None).filter(|_| !staged.merging && !judging.is_ours) {
            desk.terminal.notice(&format!("let op: {several}\n  hulp: {}\n", several.help()));
        }
    }
    Ok(if refused { Exit::Remarks } else { Exit::Done })
}

/// What is staged in each dossier folder, in the index git names.
pub(super) fn staged(desk: &Desk) -> Result<(Repository, Vec<Staged>), Failure> {
    let none = || Failure::new(Exit::Unusable, "hier is geen git-opslag met een werkmap");
    let repository = Repository::discover(&desk.folder)?.ok_or_else(none)?;
    let index = environment::path("GIT_INDEX_FILE");
    let staged = repository.staged(index.as_deref())?;
    Ok((repository, staged))
}

/// What the staged versions are held to.
struct Judging<'a> {
    staged: &'a Staged,
    register: Vec<RegisterEntry>,
    rules: Option<Rules>,
    destroyed: BTreeSet<DossierId>,
    /// Whether klacht itself is recording, which has asked whether facts may go.
    is_ours: bool,
    strict: bool,
    desk: &'a Desk,
}

impl<'a> Judging<'a> {
    fn of(staged: &'a Staged, register: Vec<RegisterEntry>, strict: bool, desk: &'a Desk) -> Self {
        let rules = source::read_rules(&staged.rule_file).0;
        if rules.is_none() && !staged.changed.is_empty() {
            desk.terminal.notice("De regeling die klaarstaat heeft fouten; wat een nieuwe status vraagt is daarom niet nagekeken.\n");
        }
        let destroyed = source::read_destroyed(&staged.destroyed).into_iter().map(|destroyed| destroyed.id).collect();
        Self { staged, register, rules, destroyed, is_ours: environment::has(RECORDING), strict, desk }
    }

    /// The dossier with what keeps it from being recorded; `None` when nothing does.
    fn refusal(&self, dossier: &StagedDossier) -> Option<CheckedFile> {
        let after = dossier.after.as_deref();
        let folder = dossier_folder(dossier.id);
        let mut found = match after {
            Some(after) => {
                let pieces = dossier.pieces_gone.iter().map(|piece| piece_gone(&format!("{folder}/{piece}")));
                self.least_wrong(dossier, after).into_iter().chain(pieces).collect::<Vec<_>>()
            }
            None if self.is_explained(dossier.id) => Vec::new(),
            None => vec![dossier_gone(dossier.id, &self.staged.office)],
        };
        found.retain(|remark| !(self.is_ours && remark.diagnostic.code == Code::FactVanished));
        if let Some((rules, after)) = self.rules.as_ref().zip(after).filter(|_| self.strict && found.is_empty()) {
            found.extend(errors(dossier, after, rules, self.desk));
        }
        let path = PathBuf::from(&self.staged.office).join(dossier_path(dossier.id)).to_string_lossy().replace('\\', "/");
        let file = |remarks| CheckedFile { path, number: Some(dossier.id), bytes: after.unwrap_or_default().to_vec(), remarks, recorded: None };
        (!found.is_empty()).then(|| file(found))
    }

    /// What keeps it from being recorded after the version that takes it best.
    ///
    /// Whether a new one began elsewhere, so that it may stand anywhere and lack anything, only the message tells.
    fn least_wrong(&self, dossier: &StagedDossier, after: &[u8]) -> Vec<Located> {
        let is_same = dossier.before.iter().any(|before| before.as_deref() == Some(after));
        let wrong_after = |before: Option<&[u8]>| {
            let mut found = match (&self.rules, before) {
                (Some(rules), Some(_)) => source::obstacles(before, after, rules, self.desk.today),
                _ => source::unlawful(before, after),
            };
            found.retain(|remark| before.is_some() || remark.diagnostic.code != Code::ForbiddenTransition);
            found
        };
        let before = dossier.before.iter().filter(|_| !is_same);
        before.map(|before| wrong_after(before.as_deref())).min_by_key(Vec::len).unwrap_or_default()
    }

    /// Whether something staged says where the dossier went.
    fn is_explained(&self, id: DossierId) -> bool {
        self.destroyed.contains(&id) || self.register.iter().any(|entry| entry.formerly.contains(&id))
    }

    fn offences(&self) -> BTreeSet<Offence> {
        let mut found = twice(self.register.clone());
        let folders = self.register.iter().map(|entry| entry.folder).collect::<BTreeSet<_>>();
        found.extend(folders.intersection(&self.destroyed).copied().map(Offence::Destroyed));
        found
    }
}

/// The errors among the remarks on a staged version.
fn errors(dossier: &StagedDossier, after: &[u8], rules: &Rules, desk: &Desk) -> Vec<Located> {
    let place = FilePlace::of(&dossier_path(dossier.id), dossier.pieces.clone()).expect("the folder of a dossier bears its number");
    let checked = source::check_file(after, &place, rules, desk.today);
    checked.remarks.into_iter().filter(|remark| remark.diagnostic.severity == Severity::Error).collect()
}

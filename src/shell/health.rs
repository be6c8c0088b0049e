//! Finding out whether dossiers are in good hands here, and putting right what is safe to put right.

use std::path::Path;
use std::time::{Duration, SystemTime};

use super::beginning::first_files;
use super::office::Office;
use super::{clock, environment};
use crate::overview::health::{Clock, FirstFiles, Health, MARKS, Mend, OpenTo, Remains, Secrecy, Whereabouts};
use crate::repository::{Depth, Repository, RepositoryError, TEMPORARY};

/// A file of ours that is younger may still be in the making.
const IN_THE_MAKING: Duration = Duration::from_secs(10 * 60);
/// The folders in which dossiers and what belongs to them lie.
const WITH_DOSSIERS: [&str; 2] = ["dossiers", "register"];
/// Variables in which Windows keeps where OneDrive lies.
const ONE_DRIVE: [&str; 3] = ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"];

/// Why something could not be put right.
#[derive(Debug, thiserror::Error)]
pub enum MendError {
    /// Git's part of it failed.
    #[error(transparent)]
    Repository(#[from] RepositoryError),
    /// The system would not.
    #[error(transparent)]
    System(#[from] std::io::Error),
}

/// Everything there is to find out, reading so much of what was recorded.
///
/// # Errors
/// When git's data cannot be read at all.
pub fn health(office: &Office, repository: &Repository, depth: Depth) -> Result<Health, RepositoryError> {
    let (now, seconds) = (SystemTime::now(), clock::now().timestamp());
    let locks = repository.locks(now);
    let ahead = repository.last_commit_time().map(|made| (made - seconds) / 60);
    let mut remains = remains(office.root(), if locks.klacht_is_at_work { None } else { now.checked_sub(IN_THE_MAKING) });
    if !locks.klacht_is_at_work {
        remains.stores = repository.unfinished_stores();
        remains.old_commits = if locks.is_destroying { 0 } else { repository.replaced_here() };
    }
    remains.of_synchronising.extend(repository.copies_of_synchronising());
    Ok(Health {
        state: repository.state(),
        content: repository.readable_content(depth),
        remains,
        locks,
        identified: repository.identified(),
        durability: repository.durability(),
        secrecy: Secrecy { open_to: open_to(office.root()), is_own: repository.is_own(), shared_with: repository.shared_with() },
        whereabouts: whereabouts(office.root()),
        remotes: repository.remotes(),
        unpushed: repository.unpushed(seconds)?,
        first_files: missing_lines(repository.work_dir()),
        merging: repository.merging(&text_of(&repository.work_dir().join(".gitattributes"))),
        hooks: repository.hooks_present(),
        cache: repository.cache(),
        upkeep: repository.upkeep(),
        disk: repository.disk(),
        clock: Clock { ahead_minutes: ahead },
    })
}

/// Puts one thing right; never touches a dossier.
///
/// # Errors
/// When another klacht is at work, or the system would not.
pub fn mend(what: Mend, office: &Office, repository: &Repository) -> Result<(), MendError> {
    match what {
        Mend::Locks => repository.remove_left_locks(SystemTime::now())?,
        Mend::Durability => repository.set_durability()?,
        Mend::Secrecy => close(office.root())?,
        Mend::Cache => repository.forget_cache(),
        Mend::Remains => {
            // Who may record has put right first what an earlier one left, and nobody else writes meanwhile.
            let _recorder = repository.recorder(Duration::ZERO)?;
            if !repository.unfinished_stores().is_empty() {
                repository.clear_destruction()?;
            }
            for path in remains(office.root(), SystemTime::now().checked_sub(IN_THE_MAKING)).own {
                std::fs::remove_file(office.on_disk(&path))?;
            }
        }
    }
    Ok(())
}

/// What lies about unfinished: ours when it was made before this moment, if that is known, and what editors left.
fn remains(root: &Path, before: Option<SystemTime>) -> Remains {
    let mut found = Remains::default();
    for folder in WITH_DOSSIERS {
        look_for_remains(root, folder, before, &mut found);
    }
    found.own.sort();
    found.of_editors.sort();
    found
}

fn look_for_remains(root: &Path, folder: &str, before: Option<SystemTime>, found: &mut Remains) {
    for entry in std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let (Some(name), Ok(kind)) = (name.to_str(), entry.file_type()) else { continue };
        let path = format!("{folder}/{name}");
        if kind.is_dir() {
            look_for_remains(root, &path, before, found);
        } else if name.starts_with(TEMPORARY) {
            let made = entry.metadata().and_then(|metadata| metadata.modified());
            found.own.extend(made.is_ok_and(|made| before.is_some_and(|before| made < before)).then_some(path));
        } else if Remains::is_of_synchronising(name) {
            found.of_synchronising.push(path);
        } else if Remains::is_of_an_editor(name) {
            found.of_editors.push(path);
        }
    }
}

/// The lines of the first files that are not there.
fn missing_lines(work_dir: &Path) -> FirstFiles {
    let files = first_files("").into_iter().filter(|(name, _)| name.starts_with(".git"));
    FirstFiles { missing: files.flat_map(|(name, wanted)| FirstFiles::lacking(name, &text_of(&work_dir.join(name)), wanted)).collect() }
}

/// The text of a file; nothing where there is none.
fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

fn whereabouts(root: &Path) -> Whereabouts {
    // Where the folder really is, whatever link led to it.
    let root = &root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let names = root.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let lies_there = |mark: &&str| root.ancestors().any(|folder| folder.join(mark).symlink_metadata().is_ok());
    let marks = MARKS.into_iter().filter(lies_there).map(str::to_owned).collect();
    let in_one_drive = ONE_DRIVE.iter().filter_map(|variable| environment::value(variable)).any(|folder| root.starts_with(folder));
    Whereabouts { names, marks, in_one_drive }
}

/// Who can enter the folder: those whom it and every folder above it let in.
#[cfg(unix)]
fn open_to(root: &Path) -> OpenTo {
    use std::os::unix::fs::PermissionsExt;

    let root = &root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let modes: Option<Vec<u32>> = root.ancestors().map(|folder| Some(folder.metadata().ok()?.permissions().mode())).collect();
    let Some(modes) = modes else { return OpenTo::Unknown };
    // To come through a folder one needs to be let in; whether one may see what is in it matters to nobody who knows the way.
    match modes.iter().copied().fold(0o777, |all, mode| all & mode) {
        all if all & 0o001 != 0 => OpenTo::Everyone,
        _ if modes[0] & 0o010 != 0 && modes[1..].iter().all(|mode| mode & 0o011 != 0) => OpenTo::Group,
        _ => OpenTo::Owner,
    }
}

/// Who can enter the folder: not to be seen on this system.
#[cfg(not(unix))]
fn open_to(_: &Path) -> OpenTo {
    OpenTo::Unknown
}

/// Closes the folder to everyone but its owner.
#[cfg(unix)]
fn close(root: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    let mut permissions = root.metadata()?.permissions();
    permissions.set_mode(permissions.mode() & !0o077);
    std::fs::set_permissions(root, permissions)
}

/// Closes the folder: done in its properties on this system.
#[cfg(not(unix))]
fn close(_: &Path) -> std::io::Result<()> {
    Ok(())
}

//! What the system tells of files that change.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// So long nothing must happen before a change is taken up: editors save in several strokes.
const QUIET: Duration = Duration::from_millis(200);

/// What the system says of a file: a reason to look, never the whole truth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Something happened here.
    Changed(PathBuf),
    /// A program writes in this file and has not closed it. Only Linux tells.
    Writing(PathBuf),
    /// The program that wrote in this file closed it, or the file is elsewhere by now.
    Closed(PathBuf),
    /// Hints were lost, or may have been.
    Lost,
}

/// How far below a folder is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Everything in it, however deep.
    Whole,
    /// Only what lies in the folder itself.
    Top,
}

/// Folders under watch; dropping it ends the watch.
#[derive(Debug)]
pub struct Watch {
    _watcher: RecommendedWatcher,
}

/// Folders of which is only told that something was saved in them.
#[derive(Debug)]
pub struct Saves {
    _watches: Vec<Watch>,
    /// Where something was saved; `None` when it may be anywhere.
    events: Receiver<Option<PathBuf>>,
}

/// What came of waiting for a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waited {
    /// Something has changed, here, and it has become quiet.
    Changed(Saved),
    /// Nothing has changed in this time.
    InVain,
    /// The watch has ended.
    Ended,
}

/// Where something was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// In these files and folders.
    In(BTreeSet<PathBuf>),
    /// It may be anywhere: git moved, a folder came or went, or hints were lost.
    Anywhere,
}

/// The system cannot watch the folder.
#[derive(Debug, thiserror::Error)]
#[error("«{}» is niet in het oog te houden: {}", .folder.display(), in_dutch(.cause))]
pub struct WatchError {
    folder: PathBuf,
    cause: notify::Error,
}

impl Hint {
    /// Whether it may be about something with one of these names.
    fn is_of(&self, names: &[&str]) -> bool {
        match self {
            Self::Changed(path) | Self::Writing(path) | Self::Closed(path) => {
                names.iter().any(|name| path.file_name().is_some_and(|own| own == *name))
            }
            Self::Lost => true,
        }
    }

    /// Where it happened; `None` when it may be anywhere.
    fn place(self) -> Option<PathBuf> {
        match self {
            Self::Changed(path) | Self::Writing(path) | Self::Closed(path) => Some(path),
            Self::Lost => None,
        }
    }
}

impl Saved {
    /// Here, or anywhere.
    fn of(place: Option<PathBuf>) -> Self {
        place.map_or(Self::Anywhere, |path| Self::In(BTreeSet::from([path])))
    }

    /// There, and here too.
    fn and(self, place: Option<PathBuf>) -> Self {
        match (self, place) {
            (Self::In(mut paths), Some(path)) => {
                paths.insert(path);
                Self::In(paths)
            }
            _ => Self::Anywhere,
        }
    }
}

impl Watch {
    /// Watches these folders and reports every hint. Reading a file is none.
    ///
    /// # Errors
    /// When the system cannot watch one of them.
    pub fn over(folders: &[(&Path, Depth)], mut report: impl FnMut(Hint) + Send + 'static) -> Result<Self, WatchError> {
        let failed = |folder: &Path| {
            let folder = folder.to_owned();
            move |cause| WatchError { folder, cause }
        };
        let told = move |event| hints(event).into_iter().for_each(&mut report);
        let mut watcher = notify::recommended_watcher(told).map_err(failed(Path::new(".")))?;
        for (folder, depth) in folders {
            let mode = if *depth == Depth::Whole { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            watcher.watch(folder, mode).map_err(failed(folder))?;
        }
        Ok(Self { _watcher: watcher })
    }

    /// Watches those of these folders that are there, with everything in them.
    ///
    /// # Errors
    /// As [`Self::over`].
    pub fn over_present(folders: &[PathBuf], report: impl FnMut(Hint) + Send + 'static) -> Result<Self, WatchError> {
        let present: Vec<_> = folders.iter().filter(|folder| folder.is_dir()).map(|folder| (folder.as_path(), Depth::Whole)).collect();
        Self::over(&present, report)
    }

    /// Watches the folders in which git writes when it moves: of the first what lies in it, of the others everything.
    ///
    /// # Errors
    /// As [`Self::over`].
    pub fn over_moving(folders: &[PathBuf], report: impl FnMut(Hint) + Send + 'static) -> Result<Self, WatchError> {
        let depths = [Depth::Top].into_iter().chain(std::iter::repeat(Depth::Whole));
        let present: Vec<_> =
            folders.iter().zip(depths).filter(|(folder, _)| folder.is_dir()).map(|(folder, depth)| (folder.as_path(), depth)).collect();
        Self::over(&present, report)
    }
}

impl Saves {
    /// Watches these folders with everything in them, those in which git writes when it moves, and in the top what bears one of
    /// these names: whether it comes or goes.
    ///
    /// # Errors
    /// When the system cannot watch one of them.
    pub fn over(folders: &[&Path], moving: &[PathBuf], top: &Path, names: &'static [&'static str]) -> Result<Self, WatchError> {
        let (sender, events) = channel();
        let folders: Vec<_> = folders.iter().map(|folder| (*folder, Depth::Whole)).collect();
        let moved = sender.clone();
        let came = sender.clone();
        let watches = vec![
            Watch::over(&folders, move |hint| _ = sender.send(hint.place()))?,
            Watch::over_moving(moving, move |_| _ = moved.send(None))?,
            Watch::over(&[(top, Depth::Top)], move |hint| {
                if hint.is_of(names) {
                    _ = came.send(None);
                }
            })?,
        ];
        Ok(Self { _watches: watches, events })
    }

    /// Waits at most so long until something has changed, and then until it has become quiet.
    #[must_use]
    pub fn next_change(&self, at_most: Duration) -> Waited {
        let mut saved = match self.events.recv_timeout(at_most) {
            Ok(place) => Saved::of(place),
            Err(RecvTimeoutError::Timeout) => return Waited::InVain,
            Err(RecvTimeoutError::Disconnected) => return Waited::Ended,
        };
        loop {
            match self.events.recv_timeout(QUIET) {
                Ok(place) => saved = saved.and(place),
                Err(RecvTimeoutError::Timeout) => return Waited::Changed(saved),
                Err(RecvTimeoutError::Disconnected) => return Waited::Ended,
            }
        }
    }
}

/// What an event of the system hints at.
fn hints(event: notify::Result<Event>) -> Vec<Hint> {
    // An error may stand for events that were lost: looking again is always right.
    let Ok(event) = event else { return vec![Hint::Lost] };
    if event.need_rescan() {
        return vec![Hint::Lost];
    }
    let hint = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Hint::Closed,
        EventKind::Access(_) => return Vec::new(),
        // Elsewhere nobody tells when a file is closed.
        EventKind::Modify(ModifyKind::Data(_)) if cfg!(target_os = "linux") => Hint::Writing,
        EventKind::Modify(ModifyKind::Name(_)) | EventKind::Remove(_) => Hint::Closed,
        _ => Hint::Changed,
    };
    event.paths.into_iter().map(hint).collect()
}

/// What keeps a folder from being watched, in Dutch where we know it.
fn in_dutch(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => "er worden op deze computer al te veel bestanden in het oog gehouden".to_owned(),
        notify::ErrorKind::PathNotFound => "het bestaat niet".to_owned(),
        notify::ErrorKind::Io(error) => crate::shell::files::in_dutch(error),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saved_file_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let saves = Saves::over(&[folder.path()], &[], folder.path(), &[]).unwrap();
        assert_eq!(saves.next_change(Duration::from_millis(1)), Waited::InVain);
        let path = folder.path().join("dossier.md");
        std::fs::write(&path, "nieuw").unwrap();
        assert_eq!(saves.next_change(Duration::from_secs(60)), Waited::Changed(Saved::In(BTreeSet::from([path]))));
    }

    #[test]
    fn moved_branch_is_noticed() {
        let git = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(git.path().join("refs/heads")).unwrap();
        let saves = Saves::over(&[], &[git.path().to_owned(), git.path().join("refs/heads")], git.path(), &[]).unwrap();
        std::fs::write(git.path().join("refs/heads/main"), "x").unwrap();
        assert_eq!(saves.next_change(Duration::from_secs(60)), Waited::Changed(Saved::Anywhere));
    }

    #[test]
    fn what_may_be_anywhere_stays_so() {
        let path = || PathBuf::from("dossier.md");
        assert_eq!(Saved::of(Some(path())).and(Some(path())), Saved::In(BTreeSet::from([path()])));
        assert_eq!(Saved::of(None).and(Some(path())), Saved::Anywhere);
        assert_eq!(Saved::of(Some(path())).and(None), Saved::Anywhere);
    }

    #[test]
    fn reading_hints_at_nothing() {
        let read = Event::new(EventKind::Access(AccessKind::Open(AccessMode::Any))).add_path("dossier.md".into());
        assert_eq!(hints(Ok(read)), []);
    }

    #[test]
    fn lost_events_are_told() {
        let overflow = Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan);
        assert_eq!(hints(Ok(overflow)), [Hint::Lost]);
        assert_eq!(hints(Err(notify::Error::generic("verloren"))), [Hint::Lost]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn file_is_being_written_until_it_is_closed() {
        use std::io::Write;

        let folder = tempfile::tempdir().unwrap();
        let (sender, told) = channel();
        let _watch = Watch::over(&[(folder.path(), Depth::Top)], move |hint| drop(sender.send(hint))).unwrap();
        let path = folder.path().join("brief.pdf");
        let mut file = std::fs::File::create(&path).unwrap();
        file.write_all(b"half").unwrap();
        let next = || told.recv_timeout(Duration::from_secs(60)).unwrap();
        assert_eq!([next(), next()], [Hint::Changed(path.clone()), Hint::Writing(path.clone())]);
        drop(file);
        assert_eq!(next(), Hint::Closed(path));
    }
}

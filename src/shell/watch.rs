//! Waiting for an officer to save something.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// So long nothing must happen before a change is taken up: editors save in several strokes.
const QUIET: Duration = Duration::from_millis(200);

/// Folders under watch; dropping it ends the watch.
#[derive(Debug)]
pub struct Watch {
    _watcher: RecommendedWatcher,
    events: Receiver<()>,
}

/// The system cannot watch the folder.
#[derive(Debug, thiserror::Error)]
#[error("«{}» is niet in het oog te houden: {cause}", .folder.display())]
pub struct WatchError {
    folder: PathBuf,
    cause: notify::Error,
}

impl Watch {
    /// Watches these folders with everything in them. Reading a file is no change.
    ///
    /// # Errors
    /// When the system cannot watch one of them.
    pub fn over(folders: &[&Path]) -> Result<Self, WatchError> {
        let (sender, events) = channel();
        let report = move |event: Result<Event, notify::Error>| {
            // An error may stand for events that were lost: looking again is always right.
            if !matches!(event, Ok(Event { kind: EventKind::Access(_), .. })) {
                let _ = sender.send(());
            }
        };
        let failed = |folder: &Path| {
            let folder = folder.to_owned();
            move |cause| WatchError { folder, cause }
        };
        let mut watcher = notify::recommended_watcher(report).map_err(failed(Path::new(".")))?;
        for folder in folders {
            watcher.watch(folder, RecursiveMode::Recursive).map_err(failed(folder))?;
        }
        Ok(Self { _watcher: watcher, events })
    }

    /// Waits until something has changed and it has become quiet; `false` when the watch has ended.
    #[must_use]
    pub fn next_change(&self) -> bool {
        if self.events.recv().is_err() {
            return false;
        }
        loop {
            match self.events.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saved_file_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let watch = Watch::over(&[folder.path()]).unwrap();
        std::fs::write(folder.path().join("dossier.md"), "nieuw").unwrap();
        assert!(watch.next_change());
    }
}

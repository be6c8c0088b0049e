//! How git's store lies, and what it says of itself.

use std::path::Path;

use crate::overview::health::{Cache, First, Objection, State, Unpushed, Upkeep};
use crate::repository::Repository;
use crate::repository::error::RepositoryError;

/// Seconds in a day.
const DAY: i64 = 24 * 60 * 60;

impl Repository {
    /// Whether something can be recorded now.
    #[must_use]
    pub fn state(&self) -> State {
        let objection = self
            .no_destruction_under_way()
            .and_then(|()| self.usable_state())
            .and_then(|()| self.not_put_back())
            .and_then(|()| self.unlocked())
            .err()
            .map(|error| Objection { what: error.to_string(), help: error.help().unwrap_or_default() });
        let in_part = self.whole_history().err().filter(|error| matches!(error, RepositoryError::Shallow | RepositoryError::Partial(_)));
        State { objection, fetch_rest: in_part.and_then(|error| error.help()) }
    }

    /// What stands on this computer alone at this moment, in seconds since 1970.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn unpushed(&self, now: i64) -> Result<Unpushed, RepositoryError> {
        let Some(times) = self.unpushed_times()? else { return Ok(Unpushed::default()) };
        let leads_back = !self.head_leading_back()?.is_empty();
        let first = match leads_back {
            true => Some(First::BeginAnew),
            false => self.awaiting_renewal()?.map(|_| First::Renew),
        };
        Ok(Unpushed { count: Some(times.len()), oldest_days: times.iter().min().map(|oldest| (now - oldest) / DAY), first })
    }

    /// The moment the last commit says it was made, in seconds since 1970.
    #[must_use]
    pub fn last_commit_time(&self) -> Option<i64> {
        Some(self.git.head_commit().ok()?.time().ok()?.seconds)
    }

    /// What was kept of the history, and whether it can be used.
    #[must_use]
    pub fn cache(&self) -> Cache {
        match (self.recalled_chronicle(), self.chronicle_path().symlink_metadata()) {
            (Some(_), _) => Cache::Whole,
            (None, Ok(_)) => Cache::Broken,
            (None, Err(_)) => Cache::None,
        }
    }

    /// Forgets what was kept of the history; the next reading keeps it anew.
    pub fn forget_cache(&self) {
        // What stays is made anew in place by the next reading.
        let _ = std::fs::remove_file(self.chronicle_path());
    }

    /// How many objects lie beside the packs, and how many packs there are.
    #[must_use]
    pub fn upkeep(&self) -> Upkeep {
        let store = self.git.common_dir().join("objects");
        let is_object_folder = |name: &str| name.len() == 2 && name.bytes().all(|letter| letter.is_ascii_hexdigit());
        let loose = names(&store).iter().filter(|name| is_object_folder(name)).map(|name| names(&store.join(name)).len()).sum();
        Upkeep { loose, packs: names(&store.join("pack")).iter().filter(|name| name.ends_with(".pack")).count() }
    }
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    std::fs::read_dir(folder).into_iter().flatten().flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect()
}

//! Whether dossiers and their history are in good hands here: facts about folder, git and machine, and what to think of them.
//!
//! One check a file: its facts, and a judgement that is a function of them. Facts are gathered elsewhere.

mod cache;
mod clock;
mod content;
mod disk;
mod durability;
mod finding;
mod first_files;
mod hooks;
mod identity;
mod locks;
mod maintenance;
mod merging;
mod remains;
mod remotes;
mod secrecy;
mod state;
mod synchronised;
mod unpushed;

pub use cache::Cache;
pub use clock::Clock;
pub use content::Content;
pub use disk::Disk;
pub use durability::Durability;
pub use finding::{Check, Finding, Mend, Weight};
pub use first_files::FirstFiles;
pub use hooks::Hooks;
pub use identity::Identified;
pub use locks::{LeftLock, Locks};
pub use maintenance::Upkeep;
pub use merging::Merging;
pub use remains::Remains;
pub use remotes::{Remote, Remotes};
pub use secrecy::{OpenTo, Secrecy};
pub use state::{Objection, State};
pub use synchronised::{MARKS, Whereabouts};
pub use unpushed::{First, Unpushed};

/// Everything that was found out.
#[derive(Clone, Debug)]
pub struct Health {
    /// Whether something can be recorded now.
    pub state: State,
    /// Whether everything recorded can be read.
    pub content: Content,
    /// Locks that lie about.
    pub locks: Locks,
    /// Who records.
    pub identified: Identified,
    /// What survives a power cut.
    pub durability: Durability,
    /// Who else can look in.
    pub secrecy: Secrecy,
    /// Where the folder lies.
    pub whereabouts: Whereabouts,
    /// Where it is pushed to.
    pub remotes: Remotes,
    /// What stands only here.
    pub unpushed: Unpushed,
    /// The files a dossier folder begins with.
    pub first_files: FirstFiles,
    /// How git merges dossiers.
    pub merging: Merging,
    /// The programs git runs at a commit.
    pub hooks: Hooks,
    /// What lies about unfinished.
    pub remains: Remains,
    /// What was kept of the history.
    pub cache: Cache,
    /// Whether git's store wants tidying.
    pub upkeep: Upkeep,
    /// What it lies on.
    pub disk: Disk,
    /// Whether the clock can be right.
    pub clock: Clock,
}

impl Health {
    /// What to think of it, check by check.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        vec![
            self.state.judged(),
            self.content.judged(),
            self.locks.judged(),
            self.identified.judged(),
            self.durability.judged(),
            self.secrecy.judged(),
            self.whereabouts.judged(),
            self.remotes.judged(),
            self.unpushed.judged(),
            self.first_files.judged(),
            self.merging.judged(),
            self.hooks.judged(),
            self.remains.judged(),
            self.cache.judged(),
            self.upkeep.judged(),
            self.disk.judged(),
            self.clock.judged(),
        ]
    }
}

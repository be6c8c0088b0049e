//! How far a long piece of work has come; knows nothing of who looks, and changes nothing of what is done.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};

/// What takes the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Dossiers are read.
    Reading,
    /// Dossiers are read and held to the procedure.
    Checking,
    /// Commits are compared.
    History,
    /// Pages of dossiers are made.
    Pages,
    /// Dossiers and their pieces are searched.
    Searching,
    /// The history is looked through for someone.
    Tracing,
    /// Objects are put into a new store.
    Rebuilding,
    /// A new store is read to prove what is in it.
    Proving,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// With what.
    pub stage: Stage,
    /// How many of them are done.
    pub done: usize,
    /// How many there are; 0 when that is not known.
    pub total: usize,
}

/// Ends the stage when it goes.
#[derive(Debug)]
#[must_use = "the stage ends with it"]
pub struct Underway {
    former: (u64, usize, usize),
}

impl Stage {
    /// All of them, in the order of their numbers.
    const ALL: [Self; 8] =
        [Self::Reading, Self::Checking, Self::History, Self::Pages, Self::Searching, Self::Tracing, Self::Rebuilding, Self::Proving];

    /// What is told of it, as the officer calls it.
    #[must_use]
    pub const fn told(self) -> &'static str {
        match self {
            Self::Reading => "Dossiers lezen",
            Self::Checking => "Dossiers controleren",
            Self::History => "De geschiedenis lezen",
            Self::Pages => "Pagina’s maken",
            Self::Searching => "Zoeken",
            Self::Tracing => "De geschiedenis doorzoeken",
            Self::Rebuilding => "De opslag opnieuw opbouwen",
            Self::Proving => "De nieuwe opslag nalezen",
        }
    }
}

/// What is under way: one more than the place in [`Stage::ALL`], 0 for nothing.
static STAGE: AtomicU64 = AtomicU64::new(0);
static DONE: AtomicUsize = AtomicUsize::new(0);
static TOTAL: AtomicUsize = AtomicUsize::new(0);

/// Begins a stage of so many steps, 0 when that is not known. A stage within another takes its place until it ends.
pub fn begin(stage: Stage, total: usize) -> Underway {
    let number = Stage::ALL.iter().position(|other| *other == stage).map_or(0, |place| place as u64 + 1);
    Underway { former: (STAGE.swap(number, Relaxed), TOTAL.swap(total, Relaxed), DONE.swap(0, Relaxed)) }
}

/// Tells that one more step is done, from any thread.
pub fn step() {
    DONE.fetch_add(1, Relaxed);
}

/// How far it is; `None` when nothing is under way. What is told is of a moment, and may be a step behind.
#[must_use]
pub fn now() -> Option<Pace> {
    let place = usize::try_from(STAGE.load(Relaxed)).ok()?.checked_sub(1)?;
    Some(Pace { stage: Stage::ALL[place], done: DONE.load(Relaxed), total: TOTAL.load(Relaxed) })
}

impl Drop for Underway {
    fn drop(&mut self) {
        STAGE.store(self.former.0, Relaxed);
        TOTAL.store(self.former.1, Relaxed);
        DONE.store(self.former.2, Relaxed);
    }
}

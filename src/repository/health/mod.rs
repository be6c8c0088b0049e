//! What a repository tells of its own health; judging that is not done here.

mod content;
mod disk;
mod hooks;
mod locks;
mod settings;
mod storage;

pub use content::Depth;

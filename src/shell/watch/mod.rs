//! Watching a dossier folder while the officer works in it: what the system hints at, what the disk says, and when a file
//! has settled.

mod hints;
mod looking;
mod print;
mod settling;
mod snapshot;
mod stop;
mod watched;

pub use hints::{Depth, Hint, Saved, Saves, Waited, Watch, WatchError};
pub use looking::{Eye, Looked};
pub use print::Print;
pub use settling::{Moment, Next, QUIET, Seen, Settling, Why};
pub use snapshot::Snapshot;
pub use stop::Stop;
pub use watched::{Spot, Watched};

//! Invented complaints that show the whole procedure, told around a day so that they always look alive.
//!
//! A story is a file in `told/`: its named days, then scenes. A scene says what the officer wrote down at that moment;
//! the dossier grows from scene to scene, and every scene becomes a commit.

mod days;
mod fill;
mod page;
mod rules;
mod story;
mod telling;
mod told;

pub use days::{Days, InvalidDay};
pub use rules::rule_file;
pub use story::{InvalidStory, Scene, Story};
pub use telling::{Stage, Telling, tell};
pub use told::built_in;

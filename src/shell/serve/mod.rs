//! Serving the site to the browser on this computer, and to nobody else; a page that is open there hears of a new one.

mod counter;
mod guard;
mod live;
mod news;

pub use counter::{Counter, show_file};
pub use news::News;

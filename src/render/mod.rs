//! Values become what is read: terminal, JSON, CSV, calendar, annotations, HTML. Knows no disk and no git.

pub mod bundle;
pub mod certificate;
pub mod explanation;
pub mod github;
pub mod html;
mod ics;
pub mod json;
pub mod junit;
pub mod letter;
mod outward;
pub mod sarif;
pub mod schema;
pub mod search;
pub mod sheet;
pub mod terminal;

pub use html::is_page_of_ours;
pub use ics::{calendar_file, is_calendar_of_ours};

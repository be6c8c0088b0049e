//! A list of complaints as an office already keeps it, into dossiers: what was understood, and what was not.

mod column;
mod complaint;
mod origin;
mod plan;
mod row;
mod table;
mod template;
mod text;
mod words;

pub use column::Column;
pub use complaint::{LeftOver, ListedComplaint};
pub use origin::{Origin, origin};
pub use plan::{Existing, Fate, Planned, plan};
pub use row::{ListReading, ListRow, NotUnderstood, read_list};
pub use table::{Heading, LARGEST, ListError};
pub use template::TEMPLATE;

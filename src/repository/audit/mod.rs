//! The history held against the procedure: every step, edit and entry is derived again from what the commits hold.

pub(super) mod changes;
mod claim;
pub(super) mod commit;
pub(super) mod finding;
mod gone;
mod judge;
mod manners;
mod registers;
mod version;
mod walk;

pub use walk::{Audit, AuditTerms};

//! Destroying dossiers: a rehearsal that shows what would happen, and carrying it out, to be resumed wherever it was cut off.

mod carrying_out;
mod rehearsal;

pub use carrying_out::{Cleared, carry_out, finish, recover, register_as_recorded};
pub use rehearsal::{DestructionOrder, Found, Rehearsal, rehearse};

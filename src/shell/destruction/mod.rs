//! Destroying dossiers: a rehearsal that shows what would happen, and carrying it out, to be resumed wherever it was cut off.

mod around;
mod beside;
mod carrying_out;
mod certifying;
mod exports;
mod place;
mod redacting;
mod rehearsal;
mod staying;

pub use beside::link_on_the_way;
pub use carrying_out::{Cleared, carry_out, carry_out_redaction, finish, recover, register_as_recorded};
pub use certifying::certify;
pub use redacting::{RedactionOrder, RedactionRehearsal, Target, rehearse_redaction};
pub use rehearsal::{Clutter, DestructionOrder, Found, Rehearsal, rehearse};

//! A dossier as the complainant may inspect it: what concerns others left out before anything is made of it.

mod disclosed;
mod naming;
mod withheld;

pub use disclosed::{Disclosed, NotDisclosed, disclose};
pub use naming::Naming;
pub use withheld::{Withheld, WithheldPlace};

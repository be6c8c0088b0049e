//! The page of every remark, inside the program, in the words and numbers of the organisation's own procedure.
//!
//! The pages in `docs/opmerkingen` lie there as they read under the default rule file; what another may say otherwise stands
//! between braces: `{{bevestiging: twee werkdagen}}`.

mod meanings;
mod pages;
mod placeholders;

pub use pages::{all_codes, nearest, page, summary};

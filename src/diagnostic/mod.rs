//! Everything the checker can say, and about what; knows no bytes.

mod code;
mod field;
mod remark;

pub use code::{Code, UnknownCode};
pub use field::{Field, FieldPath, Place, Step};
pub use remark::{Diagnostic, Severity};

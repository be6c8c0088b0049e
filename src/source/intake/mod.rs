//! A tree into a dossier: one file for each part, as in `domain`. Every remark is made, never only the first.

mod complainant;
mod course;
mod dossier;
mod homes;
mod narrative;
mod outcome;
mod outlived;

pub use dossier::{dossier_shape, take_in};
pub use narrative::{FoundSection, Sections, sections, without_comments};
pub use outlived::{read_outlived, with_outlived};

#[cfg(test)]
mod documented;
#[cfg(test)]
mod tests;

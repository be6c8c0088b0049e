//! Klachtdossier: complaint dossiers under a written procedure.
//!
//! A stack of floors; a file uses its own floor and lower ones, and a test keeps it so.
#![warn(missing_docs)]
#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::disallowed_macros, clippy::unwrap_used))]

pub mod calendar;
pub mod cli;
pub mod diagnostic;
pub mod domain;
pub mod overview;
pub mod pace;
pub mod regulation;
pub mod render;
pub mod repository;
pub mod shell;
pub mod source;

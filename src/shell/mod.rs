//! The machine around the program: clock, environment, terminal, files. Knows no rules.
#![allow(clippy::disallowed_methods, reason = "this floor is where the clock, the environment and the disk are read")]

pub mod beginning;
pub mod changes;
pub mod checking;
pub mod clock;
pub mod destruction;
pub mod environment;
pub mod example;
pub mod files;
pub mod handover;
pub mod health;
pub mod hook_files;
pub mod kept_lines;
pub mod mails;
pub mod office;
pub mod progress;
pub mod reading;
pub mod recordable;
pub mod recordings;
pub mod returned;
pub mod searching;
pub mod serve;
pub mod site;
pub mod terminal;
pub mod watch;

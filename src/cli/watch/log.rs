//! What the officer reads while the program looks along: each line with its time, and none twice in a row.

use std::collections::BTreeMap;

use super::super::{Desk, Failure};
use crate::render::terminal::Screen;
use crate::shell::clock;

/// The lines, told as they come.
pub(super) struct Log<'a> {
    /// Where they are told.
    pub desk: &'a Desk,
    /// What was said last of each subject.
    last: BTreeMap<String, String>,
}

impl<'a> Log<'a> {
    /// Nothing said yet.
    pub fn new(desk: &'a Desk) -> Self {
        Self { desk, last: BTreeMap::new() }
    }

    /// Says it with the time before it, unless just this was the last thing said of the subject.
    ///
    /// # Errors
    /// When it could not be written.
    pub fn say(&mut self, about: impl ToString, text: &str) -> Result<(), Failure> {
        let line = format!("{}  {}\n", clock::now().format("%H:%M"), text.trim_end());
        let before = self.last.insert(about.to_string(), line.clone());
        if before.as_ref() == Some(&line) { Ok(()) } else { self.desk.print(&line) }
    }

    /// How remarks are shown here.
    pub fn screen(&self) -> Screen {
        self.desk.screen()
    }
}

//! The screen and the keyboard.

use std::io::{self, BufRead, IsTerminal, Write};

use super::{environment, progress};

/// Where answers go and questions come from.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// Whether what is written may have colours.
    pub colour: bool,
    /// Whether someone is there to answer a question.
    pub interactive: bool,
    /// Columns of the screen; a hundred when nobody looks.
    pub width: usize,
}

impl Terminal {
    /// The terminal of this process. Colours only on a screen, and not when `NO_COLOR` asks for none.
    #[must_use]
    pub fn of_process() -> Self {
        let on_screen = io::stdout().is_terminal();
        Self {
            colour: on_screen && !environment::has("NO_COLOR"),
            interactive: on_screen && io::stdin().is_terminal(),
            width: terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0).clamp(60, 140)),
        }
    }

    /// Writes an answer. A reader that went away is no error: nobody is left to tell.
    ///
    /// # Errors
    /// When what is behind standard output takes no more, such as a full disk.
    pub fn print(&self, text: &str) -> io::Result<()> {
        progress::erase();
        let mut out = io::stdout().lock();
        forgiving(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
    }

    /// Writes a notice beside the answer; that it could not be written is not worth failing for.
    pub fn notice(&self, text: &str) {
        progress::erase();
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Asks a question and returns the answer without surrounding space; `None` at the end of input.
    ///
    /// # Errors
    /// When the keyboard cannot be read.
    pub fn ask(&self, question: &str) -> io::Result<Option<String>> {
        self.print(question)?;
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line)?;
        if read == 0 {
            self.print("\n")?;
        }
        Ok((read > 0).then(|| line.trim().to_owned()))
    }

    /// Everything that comes in on standard input, without the white space around it.
    ///
    /// # Errors
    /// When it cannot be read, or is no text.
    pub fn rest_of_input(&self) -> io::Result<String> {
        Ok(io::read_to_string(io::stdin().lock())?.trim().to_owned())
    }
}

fn forgiving(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

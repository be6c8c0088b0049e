//! A line at the bottom of the screen that tells how far long work is, and goes away by itself.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::environment;
use crate::pace::{self, Pace};

/// What takes no longer is not told of.
const SOON: Duration = Duration::from_secs(1);
/// How often the line is drawn.
const BEAT: Duration = Duration::from_millis(150);
/// To the beginning of the line, and nothing behind it.
const ERASE: &str = "\r\x1b[K";

/// Draws the line as long as it lives.
#[derive(Debug)]
pub struct ProgressLine {
    stop: Option<Sender<()>>,
    drawing: Option<JoinHandle<()>>,
}

/// What is on the screen.
struct Screen {
    /// Whether the line stands there.
    is_shown: bool,
    /// Since when nothing was told.
    silent_since: Option<Instant>,
}

static SCREEN: Mutex<Screen> = Mutex::new(Screen { is_shown: false, silent_since: None });

impl ProgressLine {
    /// Begins to look on; draws only on a screen, where nothing says that a build server or a script is reading along.
    #[must_use]
    pub fn begin() -> Self {
        let is_dumb = environment::value("TERM").is_none_or(|terminal| terminal == "dumb");
        if !io::stderr().is_terminal() || is_dumb || environment::has("CI") {
            return Self { stop: None, drawing: None };
        }
        screen().silent_since = Some(Instant::now());
        let (stop, stopped) = channel::<()>();
        let drawing = std::thread::spawn(move || {
            while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(BEAT) {
                draw();
            }
        });
        Self { stop: Some(stop), drawing: Some(drawing) }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(drawing) = self.drawing.take() {
            drawing.join().ok();
        }
        erase();
    }
}

/// Takes the line away before something else is written; it comes back when that took long enough ago.
pub fn erase() {
    let mut screen = screen();
    if screen.is_shown {
        io::stderr().lock().write_all(ERASE.as_bytes()).ok();
        screen.is_shown = false;
    }
    screen.silent_since = screen.silent_since.map(|_| Instant::now());
}

fn screen() -> MutexGuard<'static, Screen> {
    SCREEN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn draw() {
    let mut screen = screen();
    let is_long = screen.silent_since.is_some_and(|since| since.elapsed() >= SOON);
    match pace::now().filter(|_| is_long || screen.is_shown) {
        Some(pace) => {
            io::stderr().lock().write_all(format!("{ERASE}{}", cut(&told(pace), columns())).as_bytes()).ok();
            screen.is_shown = true;
        }
        None if screen.is_shown => {
            io::stderr().lock().write_all(ERASE.as_bytes()).ok();
            screen.is_shown = false;
        }
        None => {}
    }
}

/// `Dossiers controleren: 4.312 van 10.000 (43 %)`
fn told(Pace { stage, done, total }: Pace) -> String {
    match (done, total) {
        (0, 0) => format!("{} …", stage.told()),
        (done, 0) => format!("{}: {}", stage.told(), in_thousands(done)),
        (done, total) => {
            let done = done.min(total);
            format!("{}: {} van {} ({} %)", stage.told(), in_thousands(done), in_thousands(total), done * 100 / total)
        }
    }
}

/// How many signs fit on the line; the last column stays free, where some terminals begin another line.
fn columns() -> usize {
    terminal_size::terminal_size_of(io::stderr()).map_or(79, |(width, _)| usize::from(width.0).saturating_sub(1))
}

fn cut(line: &str, columns: usize) -> String {
    line.chars().take(columns).collect()
}

/// With a dot between the thousands, as numbers are written in Dutch.
fn in_thousands(number: usize) -> String {
    let digits = number.to_string();
    let parts: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|part| str::from_utf8(part).ok()).collect();
    parts.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pace::Stage;

    #[test]
    fn progress_is_told_in_numbers_and_a_share() {
        let pace = |done, total| told(Pace { stage: Stage::Checking, done, total });
        assert_eq!(pace(4_312, 10_000), "Dossiers controleren: 4.312 van 10.000 (43 %)");
        assert_eq!(pace(12, 10), "Dossiers controleren: 10 van 10 (100 %)");
        assert_eq!(pace(1_234_567, 0), "Dossiers controleren: 1.234.567");
        assert_eq!(pace(0, 0), "Dossiers controleren …");
    }

    #[test]
    fn line_is_no_longer_than_the_screen_is_wide() {
        assert_eq!(cut("Pagina’s maken: 1 van 2 (50 %)", 9), "Pagina’s ");
    }
}

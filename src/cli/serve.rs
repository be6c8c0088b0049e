//! `klacht toon`: the private site in the browser, built again at every save.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveDate;

use super::build::{files, notices, told, unread, weakened};
use super::site_choice::SiteChoice;
use super::{Desk, Exit, Failure};
use crate::shell::clock::{self, Stopwatch};
use crate::shell::files::in_dutch;
use crate::shell::serve::{Counter, News};
use crate::shell::site::{KeptSite, SiteOrder, SiteReport, SiteWatch};
use crate::shell::terminal::Terminal;
use crate::shell::watch::{Saved, Waited};

/// How often it is looked whether another day has begun, and whether something became another unseen.
const LOOK_AROUND: Duration = Duration::from_secs(20);

/// What `toon` takes.
#[derive(Debug, clap::Args)]
pub struct ServeArguments {
    /// The port.
    #[arg(long = "poort", value_name = "POORT", value_parser = port, help = "De poort op deze computer; anders een vrije")]
    port: Option<u16>,
    /// Which site.
    #[command(flatten)]
    site: SiteChoice,
    /// Whether the browser is left alone.
    #[arg(long = "niet-openen", help = "Open de browser niet")]
    keep_closed: bool,
}

/// Builds the site, serves it on this computer alone, and builds it again when something is saved, until Ctrl-C.
///
/// # Errors
/// When the site cannot be built, the port is taken, or the folder cannot be watched.
pub fn run(arguments: &ServeArguments, fixed_day: Option<NaiveDate>, desk: &Desk) -> Result<Exit, Failure> {
    Showing { order: arguments.site.order(desk)?, port: arguments.port, keep_closed: arguments.keep_closed, fixed_day }.run(desk)
}

/// A site that is about to be shown.
#[derive(Debug)]
pub(super) struct Showing {
    /// What is shown, and where it is built.
    pub order: SiteOrder,
    /// The port; a free one when none is named.
    pub port: Option<u16>,
    /// Whether the browser is left alone.
    pub keep_closed: bool,
    /// The day it stays, when `--vandaag` named one.
    pub fixed_day: Option<NaiveDate>,
}

impl Showing {
    /// Builds, shows and serves it until Ctrl-C.
    pub(super) fn run(self, desk: &Desk) -> Result<Exit, Failure> {
        let Self { order, port, keep_closed, fixed_day } = self;
        let counter = take_port(port)?;
        // Watched before the first build: a save in between is not missed.
        let watch = order.watch().map_err(|error| Failure::new(Exit::InputOutput, error.to_string()))?;
        let folder = order.folder().to_owned();
        let weaker = order.weakened()?;
        let mut site = KeptSite::new(order);
        let report = site.update(desk.today)?;
        desk.print(&format!("{}In de browser: {}\nStoppen met Ctrl-C.\n", told(&report, &folder), counter.address()))?;
        desk.terminal.notice(&notices(&report));
        let unread = unread(&report);
        desk.terminal.notice(&weakened(&weaker));
        if !keep_closed && !counter.show() {
            desk.terminal.notice("De browser wil niet open; typ het adres zelf.\n");
        }
        let news = News::since(clock::now());
        let keeping = Keeping { site, built_on: desk.today, fixed_day, partly_since: None, unread, news: news.clone(), terminal: desk.terminal };
        // Ends with the process: there is nothing to wait for.
        std::thread::spawn(move || keeping.up_to_date(watch));
        counter.serve(&folder, news)?;
        desk.print("Gestopt.\n")?;
        Ok(Exit::Done)
    }
}

/// Reads a port as a person writes one.
fn port(text: &str) -> Result<u16, String> {
    let port = text.parse().ok().filter(|port| *port > 0);
    port.ok_or_else(|| "een poort is een getal van 1 tot en met 65535".to_owned())
}

fn take_port(port: Option<u16>) -> Result<Counter, Failure> {
    Counter::take(port).map_err(|error| {
        let what = port.map_or_else(|| "er is geen poort vrij voor de site".to_owned(), |port| format!("poort {port} is niet vrij voor de site"));
        Failure::new(Exit::InputOutput, format!("{what}: {}", in_dutch(&error))).help("laat --poort weg, dan kiest klacht een vrije")
    })
}

/// A site that is kept up to date while it is shown.
struct Keeping {
    site: KeptSite,
    built_on: NaiveDate,
    fixed_day: Option<NaiveDate>,
    /// When no more was looked at than what was saved, for the first time since everything was.
    partly_since: Option<Stopwatch>,
    /// What was told last of the files that cannot be read.
    unread: String,
    news: News,
    terminal: Terminal,
}

impl Keeping {
    /// Builds the site again when something is saved, when git moves, and when another day begins.
    fn up_to_date(mut self, mut watch: SiteWatch) {
        // What is wrong by now is told at the next save.
        let _ = self.site.get_to_know(self.built_on);
        loop {
            let waited = watch.next_change(LOOK_AROUND).unwrap_or_else(|error| {
                self.terminal.notice(&format!("Let op: {error}.\n"));
                Waited::Changed(Saved::Anywhere)
            });
            let today = self.fixed_day.unwrap_or_else(clock::today);
            match waited {
                Waited::Ended => return,
                Waited::InVain if today == self.built_on && self.partly_since.is_none() => {}
                Waited::InVain => self.build(&Saved::Anywhere, today),
                Waited::Changed(saved) => self.build(&saved, today),
            }
        }
    }

    /// Builds what was saved, and now and then whatever became another unseen.
    fn build(&mut self, saved: &Saved, today: NaiveDate) {
        self.built_on = today;
        let report = match to_look_at(saved, self.partly_since.map(Stopwatch::elapsed)) {
            Some(saved) => {
                self.partly_since.get_or_insert_with(Stopwatch::start);
                self.site.update_after(saved, today)
            }
            None => {
                self.partly_since = None;
                self.site.update(today)
            }
        };
        match report {
            Ok(report) => {
                self.tell(&report);
                self.tell_unread(unread(&report));
            }
            Err(error) => {
                let failure = Failure::from(error);
                self.news.failed(failure.what().to_owned());
                self.terminal.notice(&failure.told());
            }
        }
    }

    fn tell(&self, report: &SiteReport) {
        if report.written.is_nothing() {
            return self.news.unchanged();
        }
        self.news.changed();
        self.terminal.notice(&format!("Bijgewerkt: {}.\n", files(report.written.written + report.written.removed)));
    }

    /// Says which files cannot be read when they are others than at the last build.
    fn tell_unread(&mut self, unread: String) {
        if unread != self.unread {
            self.terminal.notice(if unread.is_empty() { "Alle dossiers zijn weer te lezen.\n" } else { &unread });
            self.unread = unread;
        }
    }
}

/// What alone is looked at after a save, when for so long not everything was looked at; `None` when everything is.
fn to_look_at(saved: &Saved, partly_for: Option<Duration>) -> Option<&BTreeSet<PathBuf>> {
    match saved {
        Saved::In(places) if partly_for.is_none_or(|time| time < LOOK_AROUND) => Some(places),
        Saved::In(_) | Saved::Anywhere => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saves_one_after_another_put_off_the_look_at_everything_only_so_long() {
        let places = BTreeSet::from([PathBuf::from("dossiers/2026/K-2026-0001/dossier.md")]);
        let saved = Saved::In(places.clone());
        for partly_for in [None, Some(Duration::ZERO), Some(LOOK_AROUND - Duration::from_millis(1))] {
            assert_eq!(to_look_at(&saved, partly_for), Some(&places), "{partly_for:?}");
        }
        assert_eq!(to_look_at(&saved, Some(LOOK_AROUND)), None);
        assert_eq!(to_look_at(&Saved::Anywhere, None), None);
    }
}

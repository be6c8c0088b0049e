//! Building a site beside other work.

use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

use chrono::NaiveDate;

use super::build::SiteReport;
use super::error::SiteError;
use super::kept_site::KeptSite;
use super::order::SiteOrder;
use crate::shell::watch::Stop;

/// Someone who builds the site when asked, while the one who asks goes on.
#[derive(Debug)]
pub struct Builder {
    days: Sender<NaiveDate>,
    thread: JoinHandle<()>,
}

impl Builder {
    /// Begins to wait for work; tells what came of each build. Asked to stop, it finishes what it is doing and no more.
    #[must_use]
    pub fn start(order: SiteOrder, stop: Stop, report: impl Fn(Result<SiteReport, SiteError>) + Send + 'static) -> Self {
        let (days, asked) = channel::<NaiveDate>();
        let thread = std::thread::spawn(move || {
            let mut site = KeptSite::new(order);
            while let Ok(day) = asked.recv() {
                // What was asked for meanwhile is served by the same build.
                let day = asked.try_iter().last().unwrap_or(day);
                if stop.is_asked() {
                    return;
                }
                report(site.update(day));
                // What is wrong with it was told just now, or will be at the next build.
                let _ = site.get_to_know(day);
            }
        });
        Self { days, thread }
    }

    /// Asks for the site as it stands on this day.
    pub fn ask(&self, day: NaiveDate) {
        // It is gone only when the program ends.
        let _ = self.days.send(day);
    }

    /// Waits until it has finished what it is doing.
    pub fn finish(self) {
        drop(self.days);
        let _ = self.thread.join();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::shell::office::{Office, RULE_FILE};
    use crate::source::DEFAULT_RULES;

    #[test]
    fn what_is_asked_while_it_builds_is_built_once() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("dossiers")).unwrap();
        std::fs::write(folder.path().join(RULE_FILE), DEFAULT_RULES).unwrap();
        let order = SiteOrder::new(Office::find(folder.path()).unwrap(), None).unwrap();
        let (told, reports) = channel();
        let (go, gate) = channel::<()>();
        let builder = Builder::start(order, Stop::default(), move |report| {
            told.send(report.map(|_| ()).map_err(|error| error.to_string())).unwrap();
            let _ = gate.recv();
        });
        let day = "2026-11-22".parse().unwrap();
        let next = || reports.recv_timeout(Duration::from_secs(60)).unwrap();
        builder.ask(day);
        assert_eq!(next(), Ok(()));
        (0..5).for_each(|_| builder.ask(day));
        go.send(()).unwrap();
        assert_eq!(next(), Ok(()));
        drop(go);
        builder.finish();
        assert!(reports.recv().is_err());
    }
}

//! The round: wait for a sign, look, record what has settled, say so.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use chrono::NaiveDate;

use super::super::build::files;
use super::super::{Exit, Failure};
use super::Sign;
use super::log::Log;
use super::told::Told;
use crate::domain::DossierId;
use crate::regulation::Rules;
use crate::repository::{Repository, Standing, TreeId};
use crate::shell::clock::{self, Stopwatch};
use crate::shell::office::Office;
use crate::shell::site::{Builder, SiteError, SiteReport};
use crate::shell::watch::{Hint, Moment, Next, Settling, Snapshot, Spot, Stop, Watch, Watched};

/// How long after a hint from elsewhere in the folder it is looked through.
const SOON: Duration = Duration::from_millis(300);
/// So long nothing is told while git is at work on the files: a pull brings a thousand, and one line tells of them.
const GIT_AT_WORK: Duration = Duration::from_secs(5);
/// How long is waited when something went wrong.
const RETRY: Duration = Duration::from_secs(2);

/// A watch under way.
pub(super) struct Round<'a> {
    /// The folder.
    pub office: Office,
    /// What is said.
    pub log: Log<'a>,
    /// Whether anything is recorded.
    pub records: bool,
    /// How often everything is looked through unasked.
    pub every: Duration,
    /// Who builds the site.
    pub builder: Option<Builder>,
    /// The day it stays, when `--vandaag` named one.
    pub fixed_day: Option<NaiveDate>,
    /// The day it is.
    pub today: NaiveDate,
    /// The rules, while the rule file is sound.
    pub rules: Option<Rules>,
    /// What has not settled yet.
    pub settling: Settling,
    /// The folder when it was last looked through.
    pub snapshot: Snapshot,
    /// What stands in the history.
    pub heads: BTreeMap<DossierId, TreeId>,
    /// Where git stood when it was last looked at.
    pub standing: Standing,
    /// Since when git has been seen at work on the files; `None` while it is not.
    pub git_at_work_since: Option<Moment>,
    /// The remarks of every dossier.
    pub remarks: BTreeMap<DossierId, Told>,
    /// Why nothing can be recorded now, as it was told.
    pub held_up: Option<String>,
    /// What went wrong, as it was told last.
    pub trouble: Option<String>,
    /// Not before this moment anything is recorded.
    pub not_before: Moment,
    /// Whether the site no longer shows what is there.
    pub site_is_stale: bool,
    /// Whether git may have moved.
    pub git_hinted: bool,
    /// When everything is to be looked through.
    pub next_glance: Moment,
    watches: Vec<Watch>,
    signs: Sender<Sign>,
    stop: Stop,
    stopwatch: Stopwatch,
}

impl<'a> Round<'a> {
    /// A watch over this folder that has not begun.
    pub fn new(office: Office, log: Log<'a>, stop: Stop, signs: Sender<Sign>) -> Self {
        let today = log.desk.today;
        Self {
            office,
            log,
            records: true,
            every: Duration::ZERO,
            builder: None,
            fixed_day: None,
            today,
            rules: None,
            settling: Settling::default(),
            snapshot: Snapshot::default(),
            heads: BTreeMap::new(),
            standing: Standing::default(),
            git_at_work_since: None,
            remarks: BTreeMap::new(),
            held_up: None,
            trouble: None,
            not_before: Moment::ZERO,
            site_is_stale: true,
            git_hinted: false,
            next_glance: Moment::ZERO,
            watches: Vec::new(),
            signs,
            stop,
            stopwatch: Stopwatch::start(),
        }
    }

    /// Watches until asked to stop.
    ///
    /// # Errors
    /// When the folder went away, or nothing can be told any more.
    pub fn run(mut self, signs: &Receiver<Sign>) -> Result<(), Failure> {
        let watched = self.begin().and_then(|()| self.go_round(signs));
        let (stopped, builder) = (self.stop.is_asked(), self.builder.take());
        if let Some(builder) = builder {
            self.stop.ask();
            builder.finish();
        }
        match watched {
            // Who closed the window reads nothing any more.
            Err(_) if stopped => Ok(()),
            Err(failure) => Err(failure),
            Ok(()) => self.say_goodbye().or_else(|failure| if stopped { Ok(()) } else { Err(failure) }),
        }
    }

    fn begin(&mut self) -> Result<(), Failure> {
        // Watched before it is read: a save in between is not missed.
        self.watch()?;
        self.first_look()?;
        let doing = if self.records {
            "Wat u opslaat wordt gecontroleerd en vastgelegd"
        } else {
            "Wat u opslaat wordt gecontroleerd; er wordt niets vastgelegd"
        };
        self.log.desk.print(&format!("Volgt {}. {doing}.\nStoppen met Ctrl-C.\n", self.office.on_disk("dossiers").display()))
    }

    fn go_round(&mut self, signs: &Receiver<Sign>) -> Result<(), Failure> {
        while !self.stop.is_asked() {
            let again = match self.act() {
                Ok(again) => again,
                Err(failure) => Some(self.tell_trouble(&failure)?),
            };
            let sign = match again {
                Some(at) => signs.recv_timeout(at.saturating_sub(self.now())),
                None => signs.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match sign {
                Ok(sign) => self.take(sign)?,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            for sign in signs.try_iter() {
                self.take(sign)?;
            }
        }
        Ok(())
    }

    /// Says, once, what went wrong; when to try again. Ends the watch when the folder is gone.
    fn tell_trouble(&mut self, failure: &Failure) -> Result<Moment, Failure> {
        self.unless_gone()?;
        let told = failure.told();
        if self.trouble.as_ref() != Some(&told) {
            self.log.say("moeite", &told)?;
            self.trouble = Some(told);
        }
        Ok(self.now() + RETRY)
    }

    /// Does what is due; when there is something to do again.
    fn act(&mut self) -> Result<Option<Moment>, Failure> {
        self.notice_day()?;
        if std::mem::take(&mut self.git_hinted) {
            self.notice_git()?;
        }
        if self.now() >= self.next_glance {
            self.glance()?;
        }
        if let Some(since) = self.git_at_work_since.filter(|since| self.now() < *since + GIT_AT_WORK) {
            return Ok(Some(since + GIT_AT_WORK));
        }
        let Next { look, .. } = self.settling.next(self.now());
        self.look_at_saved(&look)?;
        let Next { record, at, .. } = self.settling.next(self.now());
        let recordable = self.records && self.rules.is_some() && !record.is_empty();
        if recordable && self.now() >= self.not_before {
            self.record(&record)?;
        }
        self.tell_kept_open()?;
        if std::mem::take(&mut self.site_is_stale)
            && let Some(builder) = &self.builder
        {
            builder.ask(self.today);
        }
        let waiting = recordable.then_some(self.not_before.max(self.now() + Duration::from_millis(20)));
        Ok([at, waiting, Some(self.next_glance)].into_iter().flatten().min())
    }

    fn take(&mut self, sign: Sign) -> Result<(), Failure> {
        match sign {
            Sign::Hint(hint) => self.heed(hint),
            Sign::Git => self.git_hinted = true,
            Sign::Built(report) => return self.tell_built(*report),
            Sign::Stop => {}
        }
        Ok(())
    }

    fn heed(&mut self, hint: Hint) {
        let now = self.now();
        let (Hint::Changed(path) | Hint::Writing(path) | Hint::Closed(path)) = &hint else {
            self.settling.lost();
            self.next_glance = now;
            self.git_hinted = true;
            return;
        };
        match Spot::of(path, self.office.root()) {
            Spot::Of(watched) => match &hint {
                Hint::Writing(path) => self.settling.opened(watched, path, now),
                Hint::Closed(path) => self.settling.closed(watched, path, now),
                _ => self.settling.touch(watched, now),
            },
            Spot::Template => self.site_is_stale = true,
            Spot::Elsewhere => self.next_glance = self.next_glance.min(now + SOON),
            Spot::Passed => {}
        }
    }

    /// Begins to watch the folder, and git's folder.
    pub fn watch(&mut self) -> Result<(), Failure> {
        self.watches.clear();
        let signs = self.signs.clone();
        let folders = ["dossiers", "site-templates"].map(|folder| self.office.on_disk(folder));
        let watched = Watch::over_present(&folders, move |hint| drop(signs.send(Sign::Hint(hint))));
        let git = match self.repository() {
            Ok(Some(repository)) => {
                let signs = self.signs.clone();
                Watch::over_moving(&repository.moving_folders(), move |_| drop(signs.send(Sign::Git)))
            }
            _ => return self.keep_watches([watched]),
        };
        self.keep_watches([watched, git])
    }

    /// Keeps what can be watched; where the system cannot, the folder is looked through all the more often.
    fn keep_watches(&mut self, watches: impl IntoIterator<Item = Result<Watch, crate::shell::watch::WatchError>>) -> Result<(), Failure> {
        for watch in watches {
            match watch {
                Ok(watch) => self.watches.push(watch),
                Err(error) => {
                    self.every = self.every.min(Duration::from_secs(2));
                    self.log.say("watch", &format!("{error}; daarom wordt er elke paar seconden gekeken"))?;
                }
            }
        }
        Ok(())
    }

    /// The time since the watch began.
    pub fn now(&self) -> Moment {
        self.stopwatch.elapsed()
    }

    /// Whether it was asked to stop.
    pub fn is_stopping(&self) -> bool {
        self.stop.is_asked()
    }

    /// The repository as it is now; `None` without git.
    pub fn repository(&self) -> Result<Option<Repository>, Failure> {
        Ok(Repository::discover(self.office.root())?)
    }

    fn notice_day(&mut self) -> Result<(), Failure> {
        let today = self.fixed_day.unwrap_or_else(clock::today);
        if today == self.today { Ok(()) } else { self.begin_day(today) }
    }

    fn tell_kept_open(&mut self) -> Result<(), Failure> {
        let kept: BTreeMap<Watched, PathBuf> =
            self.settling.kept_open(self.now()).into_iter().map(|(watched, path)| (watched, path.to_owned())).collect();
        for (watched, path) in kept {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            self.log.say(watched, &format!("{watched}  nog niet vastgelegd: «{name}» wordt nog geschreven"))?;
        }
        Ok(())
    }

    fn tell_built(&mut self, report: Result<SiteReport, SiteError>) -> Result<(), Failure> {
        match report {
            Ok(report) if report.written.is_nothing() => Ok(()),
            Ok(report) => self.log.say("site", &format!("site bijgewerkt: {}", files(report.written.written + report.written.removed))),
            Err(error) => self.log.say("site", &format!("site niet bijgewerkt\n{}", Failure::from(error).told())),
        }
    }

    fn say_goodbye(&self) -> Result<(), Failure> {
        let unrecorded = self.unrecorded().map_or_else(String::new, |names| format!(" Nog niet vastgelegd: {names}."));
        self.log.desk.print(&format!("Gestopt.{unrecorded}\n"))
    }

    /// That the folder itself is gone, when it is.
    pub fn unless_gone(&self) -> Result<(), Failure> {
        let gone = || Failure::new(Exit::InputOutput, format!("de map «{}» is er niet meer", self.office.root().display()));
        if self.office.is_there() {
            Ok(())
        } else {
            Err(gone().help("staat zij op een netwerkschijf, kijk dan of die verbonden is, en begin opnieuw"))
        }
    }
}

//! Recording what has settled, and saying what was left alone and why.

use std::time::Duration;

use super::super::recordings::{Put, Recordings};
use super::super::{Exit, Failure};
use super::round::Round;
use crate::domain::DossierId;
use crate::overview::CheckedFile;
use crate::render::terminal;
use crate::repository::{CommitId, Repository};
use crate::shell::recordable::Vanished;
use crate::shell::watch::{Print, Watched, Why};
use crate::source::may_be_agreed_to;

/// So long at most another klacht is waited for; meanwhile no save is looked at.
const PATIENCE: Duration = Duration::from_millis(500);
/// So long it is left alone when it could not be recorded.
const PAUSE: Duration = Duration::from_secs(1);

impl Round<'_> {
    /// Records what has settled, when it still reads the same.
    pub fn record(&mut self, settled: &[(Watched, Print)]) -> Result<(), Failure> {
        let Some(repository) = self.repository()? else { return self.hold_up("hier is geen git meer om in vast te leggen") };
        let standing = repository.standing()?;
        if standing != self.standing {
            return self.notice_git();
        }
        let desk = self.log.desk;
        let recordings = repository.usable_state().map_err(Failure::from).and_then(|()| Recordings::unattended(PATIENCE, &repository, desk));
        let recordings = match recordings {
            Ok(recordings) => recordings,
            Err(failure) => return self.hold_up(&failure.as_reason()),
        };
        // A lock that a killed klacht left is gone by now; any other is that of git at work.
        if let Some(lock) = repository.standing()?.lock {
            return self.hold_up(&format!("git is bezig in deze map ({} bestaat)", lock.display()));
        }
        let mut last = None;
        for (watched, print) in settled {
            if self.is_stopping() {
                break;
            }
            match self.record_one(*watched, *print, &repository, &recordings) {
                Ok(Some(put)) => last = Some(self.tell_put(*watched, put)?),
                Ok(None) => {}
                Err(failure) if !self.leave(*watched, *print, &failure)? => break,
                Err(_) => {}
            }
        }
        drop(recordings);
        last.map_or(Ok(()), |last| self.stand_at(last, &repository))
    }

    /// Records one thing; `None` when it no longer reads the same, may not be recorded, or was recorded already.
    fn record_one(&mut self, watched: Watched, print: Print, repository: &Repository, recordings: &Recordings<'_>) -> Result<Option<Put>, Failure> {
        match watched {
            Watched::Rules => {
                let changes = self.office.changed_rule_file(repository)?;
                let differs = (!changes.is_empty()).then(|| Print::of(&changes));
                if self.reads_as_before(watched, differs, print) { recordings.rules_quietly(changes) } else { Ok(None) }
            }
            Watched::Dossier(id) => {
                let changed = self.office.changed_dossier(repository, id)?;
                let differs = changed.as_ref().map(|changed| Print::of(&changed.changes));
                let Some(changed) = changed.filter(|_| self.reads_as_before(watched, differs, print)) else { return Ok(None) };
                let rules = self.rules.as_ref().expect("nothing is recorded without rules");
                match changed.refusal(rules, self.today, Vanished::Refused) {
                    None => recordings.quietly(&changed),
                    Some(refused) => {
                        self.settling.leave(watched, print);
                        self.tell_refused(id, &refused).map(|()| None)
                    }
                }
            }
        }
    }

    /// Whether a second reading gives what the first gave; if not, the wait begins again.
    fn reads_as_before(&mut self, watched: Watched, differs: Option<Print>, print: Print) -> bool {
        let same = differs == Some(print);
        if !same {
            self.settling.seen(watched, differs, Why::Saved, self.now());
        }
        same
    }

    fn tell_put(&mut self, watched: Watched, put: Put) -> Result<CommitId, Failure> {
        if self.held_up.take().is_some() {
            self.log.say("vastleggen", "vastleggen gaat verder")?;
        }
        self.settling.seen(watched, None, Why::Saved, self.now());
        self.forget_earlier(watched);
        self.site_is_stale = true;
        self.log.say(watched, &put.to_string()).map_err(|failure| failure.of_telling(&put.subject))?;
        Ok(put.commit)
    }

    fn tell_refused(&mut self, id: DossierId, refused: &CheckedFile) -> Result<(), Failure> {
        let why = terminal::excerpts(std::slice::from_ref(refused), self.rules.as_ref(), self.log.screen());
        let vanished = refused.remarks.iter().any(|remark| may_be_agreed_to(&remark.diagnostic)) && !refused.bytes.is_empty();
        let agree = if vanished { format!("Moest dat weg, typ dan: klacht leg-vast {id} --verdwenen-akkoord\n\n") } else { String::new() };
        self.log.say(id, &format!("{id}  nog niet vastgelegd:\n\n{why}{agree}"))
    }

    /// Says why something was not recorded; whether the rest can be.
    fn leave(&mut self, watched: Watched, print: Print, failure: &Failure) -> Result<bool, Failure> {
        if failure.recorded {
            self.settling.seen(watched, None, Why::Saved, self.now());
            self.git_hinted = true;
            return self.log.say(watched, &failure.told()).map(|()| true);
        }
        match failure.exit {
            Exit::Locked | Exit::InputOutput => self.hold_up(&failure.as_reason()).map(|()| false),
            _ => {
                self.settling.leave(watched, print);
                self.log.say(watched, &format!("{watched}  nog niet vastgelegd\n{}", failure.told())).map(|()| true)
            }
        }
    }

    /// Says, once, why nothing is recorded now; it is tried again in a moment.
    fn hold_up(&mut self, why: &str) -> Result<(), Failure> {
        self.not_before = self.now() + PAUSE;
        if self.held_up.as_deref() == Some(why) {
            return Ok(());
        }
        self.held_up = Some(why.to_owned());
        self.log.say("vastleggen", &format!("vastleggen wacht: {why}"))
    }

    /// Takes note of the own recordings, so that they are not taken for those of another.
    fn stand_at(&mut self, commit: CommitId, repository: &Repository) -> Result<(), Failure> {
        let standing = repository.standing()?;
        if standing.commit == Some(commit) && standing.branch == self.standing.branch {
            self.heads = repository.recorded_dossiers(standing.commit)?;
            self.standing = standing;
        } else {
            self.git_hinted = true;
        }
        Ok(())
    }
}

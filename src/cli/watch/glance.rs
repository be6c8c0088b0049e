//! Looking through everything: at the start, now and then, on another day, and when git has moved.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::super::Failure;
use super::round::Round;
use super::wording::{dossiers, found, named, place};
use crate::domain::DossierId;
use crate::overview::Tally;
use crate::shell::watch::{Seen, Snapshot, Watched, Why};

/// Of the time looking through everything takes, so many times passes before it is done again.
const REST: u32 = 20;

impl Round<'_> {
    /// Reads, compares and checks everything, and says what came of it.
    pub fn first_look(&mut self) -> Result<(), Failure> {
        self.look_at_rules(Why::Saved)?;
        self.snapshot = Snapshot::of(&self.office)?;
        if let Some(repository) = self.repository()? {
            self.standing = repository.standing()?;
            self.heads = repository.recorded_dossiers(self.standing.commit)?;
        }
        let ids = self.dossiers();
        let mut changed = Vec::new();
        let mut tally = Tally::default();
        for looked in self.look(&ids.iter().copied().collect::<Vec<_>>())? {
            let seen = self.take_in(&looked, Why::Saved, &mut tally)?;
            changed.extend((seen == Seen::Differs).then_some(looked.id));
        }
        if self.rules.is_some() {
            self.log.say("alles", &format!("{} gecontroleerd: {}", dossiers(tally.dossiers), found(tally)))?;
        }
        if !changed.is_empty() && self.records {
            self.log.say("alles", &format!("sinds de laatste vastlegging veranderd: {}", named(changed)))?;
        }
        let elsewhere = self.snapshot.elsewhere.clone();
        self.tell_elsewhere(&elsewhere)?;
        self.next_glance = self.now() + self.every;
        Ok(())
    }

    /// Looks through the folder for what no hint told of.
    pub fn glance(&mut self) -> Result<(), Failure> {
        let started = self.now();
        self.next_glance = started + self.every;
        self.unless_gone()?;
        let now = Snapshot::of(&self.office)?;
        for watched in now.changed_since(&self.snapshot) {
            self.settling.touch(watched, started);
        }
        let before = std::mem::replace(&mut self.snapshot, now);
        if before.place != self.snapshot.place {
            self.watch()?;
        }
        let new: BTreeSet<_> = self.snapshot.elsewhere.difference(&before.elsewhere).cloned().collect();
        self.tell_elsewhere(&new)?;
        self.notice_git()?;
        self.trouble = None;
        let finished = self.now();
        self.next_glance = finished + self.every.max((finished - started) * REST);
        Ok(())
    }

    /// Sees whether git has moved; what differs only because it did, is no change of the officer.
    pub fn notice_git(&mut self) -> Result<(), Failure> {
        let Some(repository) = self.repository()? else { return Ok(()) };
        let standing = repository.standing()?;
        if standing == self.standing {
            return Ok(());
        }
        self.settling.git_moved(self.now());
        self.settling.again();
        let before = std::mem::replace(&mut self.standing, standing);
        self.git_at_work_since = self.standing.lock.as_ref().map(|_| self.git_at_work_since.unwrap_or(self.now()));
        if (&before.branch, before.commit) == (&self.standing.branch, self.standing.commit) {
            return Ok(());
        }
        let heads = repository.recorded_dossiers(self.standing.commit)?;
        let all: BTreeSet<DossierId> = heads.keys().chain(self.heads.keys()).copied().collect();
        let moved: Vec<_> = all.into_iter().filter(|id| heads.get(id) != self.heads.get(id)).collect();
        self.heads = heads;
        self.tell_moved(before.branch != self.standing.branch, &moved)?;
        let unsettled = self.settling.unsettled().filter_map(|watched| match watched {
            Watched::Rules => None,
            Watched::Dossier(id) => Some(id),
        });
        let looked_at: BTreeSet<_> = unsettled.chain(moved).collect();
        self.look_after_moving(&looked_at.into_iter().collect::<Vec<_>>())?;
        self.look_at_rules(Why::HistoryMoved)
    }

    fn look_after_moving(&mut self, ids: &[DossierId]) -> Result<(), Failure> {
        let mut under = Vec::new();
        for looked in self.look(ids)? {
            let seen = self.take_in(&looked, Why::HistoryMoved, &mut Tally::default())?;
            under.extend((seen == Seen::MovedUnder).then_some(looked.id));
        }
        if under.is_empty() {
            return Ok(());
        }
        let told = "verschilt nu van wat is vastgelegd, maar niet doordat u iets opsloeg; blijft zoals het is tot u het opslaat";
        self.log.say("onder", &format!("{}  {told}", named(under)))
    }

    fn tell_moved(&mut self, other_branch: bool, moved: &[DossierId]) -> Result<(), Failure> {
        let place = place(&self.standing);
        match (other_branch, moved) {
            (false, []) => Ok(()),
            (true, []) => self.log.say("git", &format!("nu op {place}; geen dossier is er anders")),
            (true, moved) => self.log.say("git", &format!("nu op {place}; anders dan daarvoor: {}", named(moved))),
            (false, moved) => self.log.say("git", &format!("elders vastgelegd of opgehaald ({place}): {}", named(moved))),
        }
    }

    /// Another day has begun: terms are judged anew.
    pub fn begin_day(&mut self, today: NaiveDate) -> Result<(), Failure> {
        self.today = today;
        self.site_is_stale = true;
        self.settling.again();
        self.check_all(&format!("het is nu {}", today.format("%-d-%-m-%Y")))
    }

    /// Checks every dossier again, and says why and what was found.
    pub fn check_all(&mut self, why: &str) -> Result<(), Failure> {
        let ids: Vec<_> = self.dossiers().into_iter().collect();
        let mut tally = Tally::default();
        for looked in self.look(&ids)? {
            self.remember(&looked, &mut tally);
        }
        self.log.say("alles", &format!("{why}; {} gecontroleerd: {}", dossiers(tally.dossiers), found(tally)))
    }

    /// Every dossier that is in the folder or in the history.
    fn dossiers(&self) -> BTreeSet<DossierId> {
        let present = self.snapshot.watched().filter_map(|watched| match watched {
            Watched::Rules => None,
            Watched::Dossier(id) => Some(id),
        });
        present.chain(self.heads.keys().copied()).collect()
    }

    fn tell_elsewhere(&mut self, paths: &BTreeSet<String>) -> Result<(), Failure> {
        if paths.is_empty() {
            return Ok(());
        }
        let text = format!("op een verkeerde plek, dus niet vastgelegd: {}; «klacht controleer» zegt waar het hoort", named(paths));
        self.log.say("elders", &text)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Desk;
    use super::super::log::Log;
    use super::*;
    use crate::shell::office::{Office, RULE_FILE};
    use crate::shell::terminal::Terminal;
    use crate::shell::watch::Stop;
    use crate::source::ShippedRules;

    #[test]
    fn terms_are_judged_anew_when_midnight_passes() {
        let folder = tempfile::tempdir().unwrap();
        let dossier = folder.path().join("dossiers/2026/K-2026-0001/dossier.md");
        std::fs::create_dir_all(dossier.parent().unwrap()).unwrap();
        std::fs::write(folder.path().join(RULE_FILE), ShippedRules::ALL[0].text).unwrap();
        std::fs::write(dossier, "---\nschema: 1\nnummer: K-2026-0001\nstatus: ontvangen\ningediend_op: 2026-11-02\nontvangen_op: 2026-11-03\n---\n")
            .unwrap();
        let desk = Desk { today: "2026-11-05".parse().unwrap(), folder: folder.path().to_owned(), terminal: Terminal::of_process() };
        let (signs, _received) = std::sync::mpsc::channel();
        let mut round = Round::new(Office::find(folder.path()).unwrap(), Log::new(&desk), Stop::default(), signs);
        let late = |round: &Round<'_>| round.remarks.values().flat_map(|told| &told.now).any(|remark| remark.starts_with("bevestiging-te-laat"));
        round.first_look().unwrap();
        assert!(!late(&round));
        round.begin_day("2026-11-06".parse().unwrap()).unwrap();
        assert!(late(&round));
        assert!(round.site_is_stale);
    }
}

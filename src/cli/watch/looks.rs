//! Looking at what was saved, and saying what was found.

use super::super::Failure;
use super::round::Round;
use super::told::Told;
use super::wording::{dossiers, found, named, new_remarks, remarks_of};
use crate::domain::DossierId;
use crate::overview::Tally;
use crate::regulation::Rules;
use crate::render::terminal;
use crate::shell::office::RULE_FILE;
use crate::shell::watch::{Eye, Looked, Print, Seen, Watched, Why};

/// Up to so many dossiers saved at once are told one by one.
const FEW: usize = 5;
/// Stands for something that cannot be read.
const UNREADABLE: Print = Print([0; 32]);

impl Round<'_> {
    /// Looks at what was saved and has been quiet for a breath.
    pub fn look_at_saved(&mut self, saved: &[Watched]) -> Result<(), Failure> {
        let mut ids = Vec::new();
        for watched in saved {
            // Before it is read: what changes after this is found by the next glance.
            self.snapshot.refresh(&self.office, *watched);
            match watched {
                Watched::Rules => self.look_at_rules(Why::Saved)?,
                Watched::Dossier(id) => ids.push(*id),
            }
        }
        if ids.is_empty() {
            return Ok(());
        }
        let one_by_one = ids.len() <= FEW;
        let (mut tally, mut changed) = (Tally::default(), 0);
        for looked in self.look(&ids)? {
            let before = self.remarks.get(&looked.id).map(Told::all).unwrap_or_default();
            let seen = self.take_in(&looked, Why::Saved, &mut tally)?;
            changed += usize::from(seen == Seen::Differs);
            if one_by_one {
                self.tell(&looked, seen, &before)?;
            }
        }
        if !one_by_one && changed > 0 {
            self.log.say("alles", &format!("{} gecontroleerd: {}", dossiers(tally.dossiers), found(tally)))?;
        }
        Ok(())
    }

    /// Looks at these dossiers.
    pub fn look(&self, ids: &[DossierId]) -> Result<Vec<Looked>, Failure> {
        let repository = self.repository()?;
        let eye = Eye { office: &self.office, repository: repository.as_ref(), rules: self.rules.as_ref(), today: self.today };
        Ok(eye.look(ids)?)
    }

    /// Takes in what a look at a dossier told.
    pub fn take_in(&mut self, looked: &Looked, why: Why, tally: &mut Tally) -> Result<Seen, Failure> {
        let watched = Watched::Dossier(looked.id);
        let differs = if looked.closed.is_some() { Some(UNREADABLE) } else { looked.differs };
        let seen = self.settling.seen(watched, differs, why, self.now());
        self.site_is_stale |= seen != Seen::Same;
        self.remember(looked, tally);
        if seen == Seen::Back {
            self.forget_earlier(watched);
        }
        if let Some(error) = &looked.closed {
            self.settling.leave(watched, UNREADABLE);
            self.log.say(watched, &format!("{watched}  nog niet vastgelegd: {error}"))?;
        }
        Ok(seen)
    }

    /// Keeps the remarks of a dossier, so that the next check can say what is new. Until it is recorded, those of earlier
    /// saves are known too: what a save nobody can read hid is no news once it can be read.
    pub fn remember(&mut self, looked: &Looked, tally: &mut Tally) {
        let Some(file) = &looked.checked else { return };
        tally.dossiers += 1;
        file.remarks.iter().for_each(|remark| tally.add(remark.diagnostic.severity));
        self.remarks.entry(looked.id).or_default().take(remarks_of(file));
    }

    /// Remarks that are no longer made of this dossier are news when they come again.
    pub fn forget_earlier(&mut self, watched: Watched) {
        if let Watched::Dossier(id) = watched
            && let Some(told) = self.remarks.get_mut(&id)
        {
            told.earlier.clear();
        }
    }

    fn tell(&mut self, looked: &Looked, seen: Seen, before: &[String]) -> Result<(), Failure> {
        let id = looked.id;
        match (seen, &looked.checked) {
            (Seen::Back, _) => self.log.say(id, &format!("{id}  weer zoals het is vastgelegd")),
            (Seen::Differs, Some(file)) => {
                let tally = Tally::of(std::slice::from_ref(file));
                self.log.say(id, &format!("{id}  gecontroleerd: {}{}", found(tally), new_remarks(file, before)))
            }
            _ => Ok(()),
        }
    }

    /// Reads the rule file; other rules make every check another.
    pub fn look_at_rules(&mut self, why: Why) -> Result<(), Failure> {
        let read = match self.office.rule_file() {
            Ok(read) => read,
            Err(error) => return self.lose_rules(UNREADABLE, &Failure::from(error).told()),
        };
        let changes = match self.repository()? {
            Some(repository) => self.office.changed_rule_file(&repository)?,
            None => std::collections::BTreeMap::new(),
        };
        let differs = (!changes.is_empty()).then(|| Print::of(&changes));
        self.settling.seen(Watched::Rules, differs, why, self.now());
        match read.rules {
            Some(rules) => self.take_rules(rules),
            None => {
                let remarks = terminal::excerpts(std::slice::from_ref(&read.file), None, self.log.screen());
                self.lose_rules(differs.unwrap_or(UNREADABLE), &format!("\n{remarks}"))
            }
        }
    }

    fn take_rules(&mut self, rules: Rules) -> Result<(), Failure> {
        let before = self.rules.replace(rules);
        if self.snapshot.is_empty() || self.rules == before {
            return Ok(());
        }
        self.settling.again();
        self.site_is_stale = true;
        self.check_all(&format!("{RULE_FILE} is veranderd"))
    }

    fn lose_rules(&mut self, print: Print, why: &str) -> Result<(), Failure> {
        self.rules = None;
        self.settling.seen(Watched::Rules, Some(print), Why::Saved, self.now());
        self.settling.leave(Watched::Rules, print);
        self.log.say(RULE_FILE, &format!("{RULE_FILE}  zo is er niet te controleren en wordt er niets vastgelegd\n{why}"))
    }

    /// What has not been recorded yet, by name.
    pub fn unrecorded(&self) -> Option<String> {
        let left: Vec<_> = self.settling.unsettled().collect();
        (self.records && !left.is_empty()).then(|| named(left))
    }
}

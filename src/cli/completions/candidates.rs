//! What can be filled in: numbers, statuses and words, each with a few Dutch words about it; never personal data.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap_complete::engine::CompletionCandidate;

use crate::diagnostic::Code;
use crate::domain::{DossierId, Status, Vocabulary};
use crate::overview::plain;
use crate::regulation::Rules;
use crate::regulation::transition::successors;
use crate::render::explanation;
use crate::repository::Outline;
use crate::shell::environment;
use crate::shell::office::Office;
use crate::source::ShippedRules;

/// With more numbers than this their statuses are not looked up: a shell does not wait.
const LOOKED_UP: usize = 400;

/// The words typed so far.
#[derive(Clone, Debug)]
pub(super) struct Typed(pub Vec<OsString>);

impl Typed {
    /// The dossier folder around the folder to work from; `None` outside one.
    fn office(&self) -> Option<Office> {
        let words: Vec<&str> = self.0.iter().filter_map(|word| word.to_str()).collect();
        let after_flag = words.windows(2).find(|pair| pair[0] == "--map").map(|pair| pair[1]);
        let named = after_flag.or_else(|| words.iter().find_map(|word| word.strip_prefix("--map="))).map(PathBuf::from);
        let current = environment::current_folder().ok()?;
        Office::find(&named.map_or_else(|| current.clone(), |named| current.join(named))).ok()
    }

    fn rules(&self) -> Option<Rules> {
        self.office()?.rule_file().ok()?.rules
    }

    /// The numbers that are there and begin like this, the youngest first, each with its status.
    pub fn numbers(&self, begun: &OsStr) -> Vec<CompletionCandidate> {
        let Some((office, begun)) = self.office().zip(begun.to_str()) else { return Vec::new() };
        let Ok(inventory) = office.inventory() else { return Vec::new() };
        let mut found = inventory.dossiers;
        found.retain(|found| found.id.to_string().starts_with(begun));
        let few = found.len() <= LOOKED_UP;
        let numbers = found.into_iter().rev().enumerate().map(|(order, found)| {
            let status = few.then(|| status_at(&office, &found.path)).flatten();
            let about = status.map(|status| plain(status).into());
            CompletionCandidate::new(found.id.to_string()).help(about).display_order(Some(order))
        });
        numbers.collect()
    }

    /// Numbers, and remarks by name.
    pub fn explainable(&self, begun: &OsStr) -> Vec<CompletionCandidate> {
        let matching = Code::ALL.iter().filter(|code| begun.to_str().is_some_and(|begun| code.id().starts_with(begun)));
        let codes = matching.map(|code| CompletionCandidate::new(code.id()).help(Some(explanation::summary(*code).into())));
        self.numbers(begun).into_iter().chain(codes).collect()
    }

    /// The statuses that may follow the one of the dossier that was named; every status when none was.
    pub fn next_statuses(&self, begun: &OsStr) -> Vec<CompletionCandidate> {
        match self.status() {
            Some(status) => words(successors(Some(status)).iter().map(|status| status.word()), begun),
            None => words(Status::WORDS.iter().copied(), begun),
        }
    }

    fn status(&self) -> Option<Status> {
        let id: DossierId = self.0.iter().find_map(|word| word.to_str()?.parse().ok())?;
        let office = self.office()?;
        let found = office.inventory().ok()?.dossiers.into_iter().find(|found| found.id == id)?;
        status_at(&office, &found.path)
    }

    /// The parts of the company, by the word of the rule file; and `geen`.
    pub fn divisions(&self, begun: &OsStr) -> Vec<CompletionCandidate> {
        let divisions = self.rules().map(|rules| rules.divisions).unwrap_or_default();
        let rows = divisions.into_iter().chain([("geen".to_owned(), "geen klant".to_owned())]);
        let matching = rows.filter(|(key, _)| begun.to_str().is_some_and(|begun| key.starts_with(begun)));
        matching.map(|(key, name)| CompletionCandidate::new(key).help(Some(name.into()))).collect()
    }
}

/// The rule files inside the program.
pub(super) fn rule_files(begun: &OsStr) -> Vec<CompletionCandidate> {
    let matching = ShippedRules::ALL.iter().filter(|rules| begun.to_str().is_some_and(|begun| rules.name.starts_with(begun)));
    matching.map(|rules| CompletionCandidate::new(rules.name).help(Some(rules.about.into()))).collect()
}

/// The words that begin like this, in the order of the procedure.
pub(super) fn words<'w>(words: impl Iterator<Item = &'w str>, begun: &OsStr) -> Vec<CompletionCandidate> {
    let matching = words.filter(|word| begun.to_str().is_some_and(|begun| word.starts_with(begun)));
    matching.enumerate().map(|(order, word)| CompletionCandidate::new(word).display_order(Some(order))).collect()
}

fn status_at(office: &Office, path: &str) -> Option<Status> {
    Outline::of(&office.read(path).ok()?).status()
}

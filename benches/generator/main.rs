//! Makes any number of invented dossiers to measure with, the same ones every time.
//!
//! `many-dossiers files OUT N` writes the newest state of N dossiers and the rule file; `many-dossiers git OUT N` makes a
//! repository in which every step of every dossier is a commit, in the order of time. Options: `--today DAY`, after which
//! nothing happens, and `--per-year N`.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a tool beside the program, not a part of it")]

mod dossier;
mod history;
mod words;

use std::path::Path;
use std::process::exit;
use std::{env, fs, io};

use chrono::NaiveDate;
use dossier::Invented;
use klachtdossier::calendar::Calendar;

/// The default procedure, as a new repository gets it.
const RULES: &str = include_str!("../../dossiers/regeling.yaml");
/// The day on which everything is measured, unless told otherwise.
const TODAY: &str = "2026-11-22";
/// Beyond this many dossiers they are spread over twenty-five years instead of five.
const SMALL: u32 = 25_000;

/// What is asked for.
struct Asked {
    /// The newest files, or a repository with their histories.
    with_history: bool,
    /// Where to.
    folder: String,
    /// How many dossiers.
    count: u32,
    /// How many of them a year.
    per_year: u32,
    /// The last day on which something happens.
    today: NaiveDate,
}

impl Asked {
    /// What the arguments ask; `None` when they are not understood.
    fn from_arguments() -> Option<Self> {
        let mut words = Vec::new();
        let (mut today, mut per_year) = (TODAY.parse().ok()?, None);
        let mut arguments = env::args().skip(1);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--today" => today = arguments.next()?.parse().ok()?,
                "--per-year" => per_year = Some(arguments.next()?.parse().ok()?),
                _ => words.push(argument),
            }
        }
        let [mode, folder, count] = words.try_into().ok()?;
        let count: u32 = count.parse().ok()?;
        let years = if count > SMALL { 25 } else { 5 };
        let per_year = per_year.unwrap_or_else(|| count.div_ceil(years)).max(1);
        let with_history = matches!(mode.as_str(), "git");
        (with_history || mode == "files").then_some(Self { with_history, folder, count, per_year, today })
    }

    /// The dossiers themselves, the newest year first.
    fn dossiers(&self) -> Vec<Invented> {
        let calendar = Calendar::dutch();
        (0..self.count).map(|nth| Invented::new(nth, self.per_year, self.today, &calendar)).collect()
    }
}

fn main() -> io::Result<()> {
    let Some(asked) = Asked::from_arguments() else {
        eprintln!("usage: many-dossiers files|git OUT N [--today DAY] [--per-year N]");
        exit(2);
    };
    let dossiers = asked.dossiers();
    let folder = Path::new(&asked.folder);
    if asked.with_history { history::make(folder, &dossiers, asked.today) } else { write(folder, &dossiers, asked.today) }
}

/// Writes the newest state of every dossier.
fn write(folder: &Path, dossiers: &[Invented], today: NaiveDate) -> io::Result<()> {
    for dossier in dossiers {
        let path = folder.join(dossier.path());
        fs::create_dir_all(path.parent().expect("a dossier lies in a folder"))?;
        fs::write(path, dossier.text(dossier.steps_until(today) - 1))?;
    }
    fs::write(folder.join("dossiers/regeling.yaml"), RULES)
}

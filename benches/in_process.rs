//! The parts of the work by themselves, over two hundred generated dossiers: reading, checking, terms, rendering, history.
//!
//! `cargo bench`, or `benches/run`, which also measures whole commands beside other programs.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, clippy::unwrap_used, reason = "a yardstick beside the program, not a part of it")]

#[path = "generator/dossier.rs"]
mod dossier;
#[path = "generator/words.rs"]
mod words;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use chrono::NaiveDate;
use divan::Bencher;
use dossier::Invented;
use klachtdossier::calendar::Calendar;
use klachtdossier::domain::Dossier;
use klachtdossier::regulation::{Rules, remarks, terms};
use klachtdossier::repository::Repository;
use klachtdossier::shell::office::Office;
use klachtdossier::shell::site::{KeptSite, SiteOrder};
use klachtdossier::source::{DEFAULT_RULES, default_rules, read_dossier};
use tempfile::TempDir;

/// Counts what is allocated, beside the time.
#[global_allocator]
static ALLOCATOR: divan::AllocProfiler = divan::AllocProfiler::system();

/// How many dossiers.
const COUNT: u32 = 200;

fn main() {
    divan::main();
}

/// The day on which it is measured.
fn today() -> NaiveDate {
    "2026-11-22".parse().unwrap()
}

/// The files, as they are now.
fn texts() -> Vec<String> {
    invented().iter().map(|dossier| dossier.text(dossier.steps_until(today()) - 1)).collect()
}

/// The complaints.
fn invented() -> Vec<Invented> {
    let calendar = Calendar::dutch();
    (0..COUNT).map(|serial| Invented::new(serial, COUNT, today(), &calendar)).collect()
}

/// The same, read, with the default rules.
fn read() -> (Vec<Dossier>, Rules) {
    let read = texts().iter().map(|text| read_dossier(text.as_bytes()).dossier.unwrap()).collect();
    (read, default_rules())
}

/// A folder with all of them.
fn office() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (dossier, text) in invented().iter().zip(texts()) {
        put(folder.path(), &dossier.path(), &text);
    }
    put(folder.path(), "dossiers/regeling.yaml", DEFAULT_RULES);
    folder
}

fn put(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[divan::bench]
fn read_texts(bencher: Bencher<'_, '_>) {
    let texts = texts();
    bencher.bench(|| texts.iter().filter(|text| read_dossier(text.as_bytes()).dossier.is_some()).count());
}

#[divan::bench]
fn compute_terms(bencher: Bencher<'_, '_>) {
    let (dossiers, rules) = read();
    bencher.bench(|| dossiers.iter().map(|dossier| terms(dossier, &rules, today()).len()).sum::<usize>());
}

#[divan::bench]
fn hold_to_every_article(bencher: Bencher<'_, '_>) {
    use klachtdossier::regulation::Case;
    let (dossiers, rules) = read();
    let found: Vec<_> = dossiers.iter().map(|dossier| terms(dossier, &rules, today())).collect();
    bencher.bench(|| {
        let each = dossiers.iter().zip(&found);
        each.map(|(dossier, terms)| remarks(&Case { dossier, rules: &rules, today: today() }, terms).len()).sum::<usize>()
    });
}

#[divan::bench]
fn check_a_folder(bencher: Bencher<'_, '_>) {
    let folder = office();
    let (office, rules) = (Office::find(folder.path()).unwrap(), default_rules());
    bencher.bench(|| office.check(&rules, BTreeSet::new(), today()).unwrap().len());
}

#[divan::bench]
fn build_a_site(bencher: Bencher<'_, '_>) {
    let folder = office();
    let site = || {
        fs::remove_dir_all(folder.path().join("site")).ok();
        KeptSite::new(SiteOrder::new(Office::find(folder.path()).unwrap(), None).unwrap())
    };
    bencher.with_inputs(site).bench_local_values(|mut site| drop(site.update(today()).unwrap()));
}

#[divan::bench]
fn build_after_one_save(bencher: Bencher<'_, '_>) {
    let folder = office();
    let mut site = KeptSite::new(SiteOrder::new(Office::find(folder.path()).unwrap(), None).unwrap());
    drop(site.update(today()).unwrap());
    let path = folder.path().join(invented()[7].path());
    bencher.bench_local(|| {
        fs::write(&path, fs::read_to_string(&path).unwrap().replacen("onderwerp: ", "onderwerp: Weer ", 1)).unwrap();
        drop(site.update(today()).unwrap());
    });
}

#[divan::bench]
fn walk_the_history(bencher: Bencher<'_, '_>) {
    let folder = office();
    let git = |words: &[&str], day: NaiveDate| {
        let when = format!("{day}T09:00:00");
        let mut git = Command::new("git");
        git.arg("-C").arg(folder.path()).args(words).env("GIT_AUTHOR_DATE", &when).env("GIT_COMMITTER_DATE", &when);
        assert!(git.status().unwrap().success());
    };
    git(&["init", "-q", "-b", "main"], today());
    for dossier in invented() {
        git(&["add", &dossier.path()], today());
        git(&["-c", "user.name=P. Jansen", "-c", "user.email=p.jansen@kantoor.example", "commit", "-qm", "x"], dossier.day(0));
    }
    let repository = Repository::discover(folder.path()).unwrap().unwrap();
    bencher.bench_local(|| repository.history_afresh().unwrap().iter().count());
}

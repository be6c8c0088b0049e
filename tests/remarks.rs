//! The gallery: for every remark the smallest arrangement that earns it, where it points, and what the terminal shows.
//!
//! With `KLACHT_GALERIJ=schrijf` the pages are written anew with today's place and output; read every one that changed.
#![allow(clippy::disallowed_methods, reason = "a test reads the pages it judges")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::suite::cast;
use crate::suite::gallery;
use crate::suite::told;
use gallery::{DOSSIER, Page, RULE_FILE, Recording};
use klachtdossier::diagnostic::Code;
use klachtdossier::domain::Anchor;
use klachtdossier::overview::CheckedFile;
use klachtdossier::regulation::Rules;
use klachtdossier::render::{explanation, terminal};
use klachtdossier::repository::{AuditTerms, Repository};
use klachtdossier::shell::office::Office;
use klachtdossier::shell::returned::returned_files;
use klachtdossier::source::{Lines, default_rules, obstacles, read_dossier};
use told::{Told, tell};

/// The screen every page is shown on.
const SCREEN: terminal::Screen = terminal::Screen { colour: false, width: 100 };

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The names of the Markdown files in a folder, without their ending.
fn pages_in(name: &str) -> BTreeSet<String> {
    let files = std::fs::read_dir(folder(name)).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| path.file_name().unwrap().to_str().unwrap().strip_suffix(".md").expect("only pages").to_owned()).collect()
}

fn ids() -> BTreeSet<String> {
    Code::ALL.iter().map(|code| code.id().to_owned()).collect()
}

/// Everything there is to say about the arrangement of a page, file by file, as `controleer` finds it in a folder,
/// and where the page has a recorded version also what keeps the new one from being recorded.
fn check(page: &Page) -> (Vec<CheckedFile>, Option<Rules>) {
    let folder = tempfile::tempdir().unwrap();
    tell_history(folder.path(), page.history.iter());
    let write = |path: &str, bytes: &[u8]| write_below(folder.path(), path, bytes);
    write(RULE_FILE, page.rule_file(&cast::rule_file()).as_bytes());
    page.files.iter().for_each(|(path, bytes)| write(path, bytes));
    let office = Office::find(folder.path()).unwrap();
    let rule_file = office.rule_file().unwrap();
    let today: chrono::NaiveDate = page.today.parse().expect("a page says what day it is");
    let mut files = vec![rule_file.file];
    if let Some(rules) = &rule_file.rules {
        files.extend(office.check(rules, BTreeSet::new(), today).unwrap());
        let dossier = files.iter_mut().find(|file| file.path == DOSSIER);
        if let (Some(recorded), Some(dossier)) = (&page.recorded, dossier) {
            // Who checks a whole folder holds no more of a file than its remarks show.
            dossier.bytes = std::fs::read(folder.path().join(DOSSIER)).unwrap();
            dossier.remarks.extend(obstacles(Some(recorded), &dossier.bytes, rules, today));
        }
        if !page.history.is_empty() {
            let repository = Repository::discover(folder.path()).unwrap().unwrap();
            let terms = AuditTerms { rules, today, destroyed: &office.destroyed() };
            files.extend(repository.audit(&terms).unwrap().findings);
            files.extend(returned_files(&repository.returned().unwrap(), rules));
            if let Some((commits, more)) = &page.anchored {
                let taken = anchor_of(&page.history[..*commits], more);
                files.extend(repository.check_anchor(&taken, None, &terms).unwrap().findings);
            }
        }
    }
    (files, rule_file.rules)
}

/// The anchor of so many commits of a history and these after them; of no commits, of a history that begins otherwise.
fn anchor_of(history: &[Recording], more: &[Recording]) -> Anchor {
    let folder = tempfile::tempdir().unwrap();
    match history {
        [] => drop(tell(folder.path(), &more.iter().map(as_told).collect::<Vec<_>>())),
        history => tell_history(folder.path(), history.iter().chain(more)),
    }
    Repository::discover(folder.path()).unwrap().unwrap().anchor().unwrap().unwrap().anchor
}

fn as_told(recording: &Recording) -> Told {
    Told { committed: Some(recording.committed.clone()), files: recording.files.clone(), ..Told::on(&recording.made, &recording.message) }
}

/// Makes a history in a folder, after a commit that begins it; none when nothing is told.
fn tell_history<'a>(folder: &Path, history: impl Iterator<Item = &'a Recording>) {
    let mut history = history.peekable();
    if history.peek().is_none() {
        return;
    }
    // No rule file as it is today: every commit would get another name with it.
    let begin = Told::on("2026-01-01", "Begin van de dossiermap\n\nSoort: begin\n").file(RULE_FILE, "schema: 1\n");
    let told = history.map(as_told);
    tell(folder, &std::iter::once(begin).chain(told).collect::<Vec<_>>());
}

fn write_below(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// The first remark with this code, alone in its file; `None` when the arrangement does not earn it.
fn earned(files: Vec<CheckedFile>, code: Code) -> Option<CheckedFile> {
    files.into_iter().find_map(|file| {
        let remark = file.remarks.iter().find(|remark| remark.diagnostic.code == code)?.clone();
        Some(CheckedFile { remarks: vec![remark], ..file })
    })
}

/// Path, line and column of the only remark in the file.
fn place(file: &CheckedFile) -> String {
    let position = Lines::new(&file.bytes).position(file.remarks[0].at.start);
    format!("{}:{}:{}", file.path, position.line, position.column)
}

/// What the terminal shows of the only remark in the file.
fn shown(file: &CheckedFile, rules: Option<&Rules>) -> String {
    let shown = terminal::remarks(std::slice::from_ref(file), rules, None, SCREEN);
    let (remark, _) = shown.rsplit_once("\n\n").expect("a line that counts follows the remark");
    format!("{remark}\n")
}

/// The page with another place and output, and all else as it stands.
fn rewritten(text: &str, page: &Page, place: &str, output: &str) -> String {
    let text = text.replacen(&format!("- plaats: {}\n", page.place), &format!("- plaats: {place}\n"), 1);
    text.replacen(&format!("```uitvoer\n{}```", page.output), &format!("```uitvoer\n{output}```"), 1)
}

/// What is wrong with a page; `None` when it is as it says.
fn fault(id: &str) -> Option<String> {
    let path = folder("tests/remarks").join(format!("{id}.md"));
    let text = std::fs::read_to_string(&path).unwrap();
    let page = Page::read(&text);
    let code: Code = id.parse().expect("another test compares pages and codes");
    if page.title != id {
        return Some(format!("{id}: the title is «{}»", page.title));
    }
    let (files, rules) = check(&page);
    let all: Vec<String> = files.iter().flat_map(|file| &file.remarks).map(|remark| remark.diagnostic.code.to_string()).collect();
    let Some(file) = earned(files, code) else {
        return Some(format!("{id}: not earned, but {}", all.join(", ")));
    };
    let (place, output) = (place(&file), shown(&file, rules.as_ref()));
    if std::env::var("KLACHT_GALERIJ").is_ok_and(|wish| wish == "schrijf") {
        std::fs::write(&path, rewritten(&text, &page, &place, &output)).unwrap();
        return None;
    }
    let differs = page.place != place || page.output != output;
    differs.then(|| format!("{id}: now at {place} instead of {}\n{output}", page.place))
}

#[test]
fn every_page_earns_its_remark_at_its_place_and_shows_as_written() {
    let known = ids();
    let faults: Vec<String> = pages_in("tests/remarks").iter().filter(|id| known.contains(*id)).filter_map(|id| fault(id)).collect();
    assert!(faults.is_empty(), "{} pages differ\n\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_code_has_a_page_in_the_gallery_and_no_page_is_without_code() {
    assert_eq!(pages_in("tests/remarks"), ids());
}

#[test]
fn every_code_is_explained_and_no_explanation_is_without_code() {
    assert_eq!(pages_in("docs/opmerkingen"), ids());
}

/// The YAML examples of a page.
fn examples(page: &str) -> Vec<&str> {
    page.split("```yaml\n").skip(1).map(|rest| rest.split_once("```").expect("an example is closed").0).collect()
}

/// An example as a whole dossier: what it leaves out is put before it.
fn as_dossier(example: &str) -> String {
    if let Some(body) = example.strip_prefix("---\n") {
        return format!("---\n{}\n---\n", body.trim_end_matches("---\n"));
    }
    let head = ["schema: 1\n", "nummer: K-2026-0014\n", "status: ontvangen\n"];
    let absent: String = head.into_iter().filter(|line| !example.contains(line.split(' ').next().unwrap())).collect();
    let front_matter = example.split("---\n").next().unwrap();
    format!("---\n{absent}{front_matter}---\n")
}

/// Whether an example is a part of the rule file, by its first key.
fn is_of_rule_file(example: &str) -> bool {
    let first = example.lines().next().unwrap_or_default();
    cast::rule_file().lines().any(|line| line == first && !line.is_empty() && line != "---")
}

#[test]
fn every_example_of_an_explanation_reads_without_a_remark() {
    let mut wrong = Vec::new();
    let mut judged = 0;
    for id in pages_in("docs/opmerkingen") {
        let page = explanation::page(id.parse().expect("another test compares pages and codes"), &default_rules());
        for example in examples(&page) {
            judged += 1;
            let said = if is_of_rule_file(example) {
                klachtdossier::source::parse(example, 0).1
            } else {
                read_dossier(as_dossier(example).as_bytes()).remarks
            };
            wrong.extend(said.into_iter().map(|remark| format!("{id}: {}\n{example}", remark.diagnostic.message)));
        }
    }
    assert!(judged > 100, "only {judged} examples were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

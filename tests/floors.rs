//! The direction of dependencies: a floor uses itself and lower ones, and each outside crate has one home.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The floors, lowest first.
const FLOORS: &[&str] = &["pace", "calendar", "domain", "diagnostic", "regulation", "source", "overview", "render", "repository", "shell", "cli"];

/// Outside crates with the floors that may name them.
const HOMES: &[(&str, &[&str])] = &[
    ("gix", &["repository"]),
    ("rustix", &["repository"]),
    ("clap", &["cli"]),
    ("granit_parser", &["source"]),
    ("flate2", &["repository"]),
    ("gix_imara_diff", &["source"]),
    ("serde_yaml", &["source"]),
    ("strsim", &["source"]),
    ("minijinja", &["render"]),
    ("pulldown_cmark", &["render"]),
    ("ammonia", &["render"]),
    ("annotate_snippets", &["render"]),
    ("comfy_table", &["render"]),
    ("include_dir", &["render"]),
    ("serde", &["render"]),
    ("serde_json", &["render"]),
    ("axum", &["shell"]),
    ("chrono_tz", &["shell"]),
    ("notify", &["shell"]),
    ("open", &["shell"]),
    ("rayon", &["repository", "shell"]),
    ("terminal_size", &["shell"]),
    ("tokio", &["shell"]),
    ("tower_http", &["shell"]),
    ("tempfile", &["repository", "shell"]),
    ("mail_parser", &["source"]),
    ("cfb", &["source"]),
    ("mail_builder", &["render"]),
    ("idna", &["render"]),
    ("icalendar", &["render"]),
    ("csv", &["source", "render"]),
    ("zip", &["render"]),
    ("unicode_normalization", &["overview"]),
    ("clap_complete", &["cli"]),
];

/// What in this text of this floor goes against the order.
fn offences(floor: &str, text: &str) -> Vec<String> {
    let rank = |name: &str| FLOORS.iter().position(|floor| *floor == name);
    let own = rank(floor).expect("every folder of src is a floor");
    let code = code_of(text);
    let is_own_module = |name: &str| code.contains(&format!("mod {name};"));
    let mut found = Vec::new();
    for path in named_paths(&code) {
        if path.0 == "crate" && rank(&path.1).is_some_and(|other| other > own) {
            found.push(format!("{floor} gebruikt de hogere verdieping {}", path.1));
        }
        if let Some((name, homes)) = HOMES.iter().find(|(name, _)| *name == path.0)
            && !homes.contains(&floor)
            && !is_own_module(name)
        {
            found.push(format!("{floor} gebruikt {name}, dat thuishoort in {}", homes.join(" en ")));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The text without its tests and without comments: a test may use what it likes.
fn code_of(text: &str) -> String {
    let end = text.find("#[cfg(test)]\nmod tests").unwrap_or(text.len());
    text[..end].lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// Every `first::second` that the text names, also within the braces of a `use`.
fn named_paths(text: &str) -> BTreeSet<(String, String)> {
    let spaced = text.replace("crate::{", "crate::\u{1}{");
    let mut found = BTreeSet::new();
    for (at, _) in spaced.match_indices("::") {
        let first = spaced[..at].rsplit(|letter: char| !is_word(letter)).next().unwrap_or_default();
        let before = spaced[..at - first.len()].chars().next_back();
        let rest = &spaced[at + 2..];
        if before == Some(':') {
            continue;
        }
        match rest.strip_prefix("\u{1}{") {
            Some(group) => found.extend(group_heads(group).map(|second| (first.to_owned(), second))),
            None => {
                let second: String = rest.chars().take_while(|letter| is_word(*letter)).collect();
                found.insert((first.to_owned(), second));
            }
        }
    }
    found
}

/// The first words of the parts of a group in braces.
fn group_heads(group: &str) -> impl Iterator<Item = String> {
    let mut depth = 0_i32;
    let mut heads = vec![String::new()];
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(String::new()),
            letter if depth == 0 => heads.last_mut().expect("there is always a head").push(letter),
            _ => {}
        }
    }
    heads.into_iter().map(|head| head.trim().chars().take_while(|letter| is_word(*letter)).collect())
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// A test file that no one names is never compiled, and fails nobody.
#[test]
fn every_test_file_is_in_the_one_program() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let program = std::fs::read_to_string(tests.join("all.rs")).unwrap();
    let files = std::fs::read_dir(&tests).unwrap().map(|entry| entry.unwrap().path());
    let names: BTreeSet<String> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .filter(|name| name != "all" && !program.contains(&format!("\nmod {name};")))
        .collect();
    assert!(names.is_empty(), "not named in tests/all.rs: {names:?}");
}

#[test]
fn no_file_names_a_higher_floor_or_a_crate_that_lives_elsewhere() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut judged = 0;
    for floor in FLOORS {
        let mut files = Vec::new();
        if src.join(floor).is_dir() {
            rust_files(&src.join(floor), &mut files);
        }
        for file in files {
            judged += 1;
            let text = std::fs::read_to_string(&file).unwrap();
            wrong.extend(offences(floor, &text).into_iter().map(|offence| format!("{}: {offence}", file.strip_prefix(&src).unwrap().display())));
        }
    }
    assert!(judged > 20, "de broncode is niet gevonden");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_folder_of_the_source_is_a_floor() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let folders = std::fs::read_dir(src).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    for folder in folders {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(FLOORS.contains(&name.as_str()), "{name} is geen verdieping");
    }
}

#[test]
fn every_outside_crate_has_a_home() {
    let anywhere = ["chrono", "thiserror", "strum", "sha2"];
    let manifest = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let (_, dependencies) = manifest.split_once("[dependencies]\n").unwrap();
    let (dependencies, _) = dependencies.split_once("\n[").unwrap();
    for line in dependencies.lines().filter(|line| !line.starts_with('#')) {
        let name = line.split(['=', ' ']).next().unwrap().replace('-', "_");
        assert!(anywhere.contains(&name.as_str()) || HOMES.iter().any(|(known, _)| *known == name), "{name} heeft geen huis");
    }
}

#[test]
fn planted_step_upwards_is_found() {
    assert_eq!(offences("domain", "use crate::shell::clock;"), ["domain gebruikt de hogere verdieping shell"]);
    assert_eq!(offences("domain", "fn f() { crate::cli::run() }"), ["domain gebruikt de hogere verdieping cli"]);
    assert_eq!(
        offences("render", "use crate::{\n    domain::Status,\n    repository::{record, Repository},\n};"),
        ["render gebruikt de hogere verdieping repository"]
    );
}

#[test]
fn planted_crate_away_from_home_is_found() {
    assert_eq!(offences("render", "use gix::Repository;"), ["render gebruikt gix, dat thuishoort in repository"]);
    assert_eq!(offences("domain", "#[derive(serde::Serialize)]"), ["domain gebruikt serde, dat thuishoort in render"]);
}

#[test]
fn own_and_lower_floors_tests_and_comments_are_free() {
    for text in [
        "use crate::domain::Status;\nuse crate::calendar::Calendar;",
        "// as crate::shell::clock does",
        "#[cfg(test)]\nmod tests {\n    use crate::shell::clock;\n}",
        "mod open;\npub use open::Repository;",
        "use super::shell::Thing;\nuse crate::domain::gix::Name;",
    ] {
        assert_eq!(offences("domain", text), [""; 0], "{text}");
    }
}

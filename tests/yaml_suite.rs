//! The cases of the YAML test suite through the reader.
//!
//! The suite is no part of this repository. Name the folder that holds it in `KLACHT_MATERIAAL`:
//! `yaml/test-suite/` below it has a file a case, each a YAML list of tests. Of a test we use `yaml`, the input, in which
//! `␣` stands for a space, `»` with dashes before it for a tab, `↵` for a line end, `∎` for "no line end here",
//! `←` for a carriage return and `⇔` for a byte order mark; `tree`, the events a parser must yield; and `fail`.
//! A key that is absent is that of the test before it.
#![allow(clippy::disallowed_methods, reason = "a test reads the cases it runs")]

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use klachtdossier::diagnostic::Code;
use klachtdossier::source::{Node, Value, parse, split, split_rules};
use serde_yaml::Value as Yaml;

/// A test of the suite.
struct Case {
    /// The file it stands in and its place there.
    name: String,
    /// The input.
    yaml: String,
    /// The events a parser must yield; ends early when the input is no YAML.
    tree: String,
    /// Whether the input is no YAML.
    fails: bool,
}

/// The cases of the suite; `None`, said aloud, when it is not there.
fn suite() -> Option<Vec<Case>> {
    let Some(folder) = std::env::var_os("KLACHT_MATERIAAL") else {
        // Written past the capture of the test runner, so that it is seen.
        let said = writeln!(std::io::stderr(), "SKIPPED: KLACHT_MATERIAAL is not set, so the YAML test suite is not run");
        said.expect("standard error is open");
        return None;
    };
    let folder = PathBuf::from(folder).join("yaml/test-suite");
    let mut files: Vec<_> = fs::read_dir(&folder).expect("the suite is a folder").map(|entry| entry.expect("readable").path()).collect();
    files.sort();
    assert_eq!(files.len(), 351, "the suite is whole");
    Some(files.iter().flat_map(cases).collect())
}

/// The tests in a file.
fn cases(path: &PathBuf) -> Vec<Case> {
    let text = fs::read_to_string(path).expect("a text");
    let tests: Vec<Yaml> = serde_yaml::from_str(&text).expect("a list of tests");
    let file = path.file_stem().expect("a name").to_string_lossy();
    let mut merged = Yaml::Null;
    let mut found = Vec::new();
    for (index, test) in tests.into_iter().enumerate() {
        let fails = test.get("fail").and_then(Yaml::as_bool).unwrap_or(false);
        if merged.is_null() {
            merged = test;
        } else if let (Some(all), Yaml::Mapping(own)) = (merged.as_mapping_mut(), test) {
            all.extend(own);
        }
        let text = |key: &str| merged.get(key).and_then(Yaml::as_str).unwrap_or("").to_owned();
        found.push(Case { name: format!("{file}/{index}"), yaml: unmarked(&text("yaml")), tree: text("tree"), fails });
    }
    found
}

/// The input behind its visible marks.
fn unmarked(text: &str) -> String {
    let mut out = text.replace('␣', " ").replace(['←'], "\r").replace('⇔', "\u{feff}").replace('↵', "");
    while let Some(tab) = out.find('»') {
        let start = out[..tab].trim_end_matches('—').len();
        out.replace_range(start..tab + '»'.len_utf8(), "\t");
    }
    match out.find('∎') {
        Some(end) => out[..end].to_owned(),
        None => out,
    }
}

/// The scalars a tree of the suite names, in order; `None` when it has what we refuse or may read otherwise.
fn plain_scalars(tree: &str) -> Option<Vec<String>> {
    let refused = |line: &str| line.starts_with("=ALI") || line.contains(" &") || line.contains('<');
    let lines: Vec<_> = tree.lines().map(str::trim_start).collect();
    if lines.iter().any(|line| refused(line)) || lines.iter().filter(|line| line.starts_with("+DOC")).count() != 1 {
        return None;
    }
    let scalars = lines.iter().filter_map(|line| line.strip_prefix("=VAL "));
    let unescaped = scalars.map(|text| {
        let empty = matches!(text, ":" | ":~" | ":null");
        let plain = text[1..]
            .replace('␣', " ")
            .replace("\\\\", "\u{0}")
            .replace("\\n", "\n")
            .replace("\\t", "\t")
            .replace("\\b", "\u{8}")
            .replace("\\r", "\r")
            .replace('\u{0}', "\\");
        if empty { "<empty>".to_owned() } else { plain }
    });
    Some(unescaped.collect())
}

/// The scalars of a tree of ours, in order.
fn scalars(node: &Node<'_>, found: &mut Vec<String>) {
    match &node.value {
        Value::Empty => found.push("<empty>".to_owned()),
        Value::Scalar(text) => found.push(text.to_string()),
        Value::List(items) => items.iter().for_each(|item| scalars(item, found)),
        Value::Map(entries) => entries.iter().for_each(|entry| {
            found.push(entry.key.to_string());
            scalars(&entry.value, found);
        }),
    }
}

#[test]
fn no_case_panics_or_takes_long() {
    for case in suite().into_iter().flatten() {
        let start = Instant::now();
        let _ = parse(&case.yaml, 0);
        let _ = split(case.yaml.as_bytes());
        let _ = split_rules(case.yaml.as_bytes());
        let _ = split(format!("---\n{}\n---\n", case.yaml).as_bytes());
        assert!(start.elapsed() < Duration::from_secs(1), "{}", case.name);
    }
}

#[test]
fn every_remark_points_into_the_text() {
    for case in suite().into_iter().flatten() {
        let (_, remarks) = parse(&case.yaml, 0);
        for remark in remarks {
            assert!(case.yaml.get(remark.at.clone()).is_some(), "{}: {remark:?}", case.name);
        }
    }
}

#[test]
fn what_is_no_yaml_earns_a_remark() {
    let Some(cases) = suite() else { return };
    let silent: Vec<_> = cases.into_iter().filter(|case| case.fails && parse(&case.yaml, 0).1.is_empty()).map(|case| case.name).collect();
    // A flow list that goes on at the column of its key: strictly no YAML, but common and clear.
    assert_eq!(silent, ["9C9N/0"]);
}

#[test]
fn aliases_anchors_and_tags_are_refused_in_place() {
    for case in suite().into_iter().flatten().filter(|case| !case.fails) {
        let (_, remarks) = parse(&case.yaml, 0);
        if remarks.iter().any(|remark| case.yaml[remark.at.clone()].starts_with('%')) {
            continue; // Reading ends at a directive.
        }
        for line in case.tree.lines().map(str::trim_start).take_while(|line| *line != "-DOC") {
            let marked = line.strip_prefix("=ALI *").or_else(|| line.split(" &").nth(1).filter(|_| !line.starts_with("=VAL :")));
            let Some(name) = marked.map(|rest| rest.split(' ').next().unwrap_or(rest)) else { continue };
            let here = |at: std::ops::Range<usize>| case.yaml[at].contains(name);
            assert!(remarks.iter().any(|remark| remark.diagnostic.code == Code::YamlNotAllowed && here(remark.at.clone())), "{}: {line}", case.name);
        }
    }
}

#[test]
fn duplicate_keys_are_refused_in_place() {
    let mut doubled = 0;
    for case in suite().into_iter().flatten().filter(|case| !case.fails && !case.yaml.contains("\n...")) {
        let (root, remarks) = parse(&case.yaml, 0);
        let Some(first) = root.as_ref().and_then(|root| root.entries().first()) else { continue };
        if !remarks.is_empty() || first.key_at.start > 0 {
            continue;
        }
        // The suite itself has no map with a key twice but the empty one: write the first key once more.
        let text = format!("{}\n{}: x\n", case.yaml.trim_end_matches('\n'), &case.yaml[first.key_at.clone()]);
        let (_, remarks) = parse(&text, 0);
        let [remark] = remarks.as_slice() else { panic!("{}: {remarks:?}", case.name) };
        assert_eq!(remark.diagnostic.code, Code::DuplicateKey, "{}", case.name);
        assert_eq!(remark.at.end, text.len() - ": x\n".len(), "{}", case.name);
        doubled += 1;
    }
    assert!(doubled == 0 || doubled > 40, "{doubled} cases doubled");
}

#[test]
fn what_we_accept_is_read_as_the_suite_says() {
    let mut differing = Vec::new();
    let mut compared = 0;
    for case in suite().into_iter().flatten().filter(|case| !case.fails) {
        let (root, remarks) = parse(&case.yaml, 0);
        let (Some(expected), Some(root)) = (plain_scalars(&case.tree), root) else { continue };
        if !remarks.is_empty() {
            continue;
        }
        let mut found = Vec::new();
        scalars(&root, &mut found);
        compared += 1;
        if found != expected {
            differing.push(format!("{}: {found:?} {expected:?}", case.name));
        }
    }
    assert!(compared == 0 || compared > 150, "{compared} cases compared");
    assert_eq!(differing, Vec::<String>::new());
}

//! Every dependency says why it is there. Licences, bans and advisories are cargo-deny's to judge; see decision 101.

/// The lines of `Cargo.toml` that name an outside crate.
fn dependencies(manifest: &str) -> Vec<&str> {
    let mut inside = false;
    let mut lines = Vec::new();
    for line in manifest.lines() {
        match line.strip_prefix('[') {
            Some(section) => inside = section.split(['.', ']']).any(|part| part.ends_with("dependencies")),
            None if inside && !line.is_empty() && !line.starts_with('#') => lines.push(line),
            None => {}
        }
    }
    lines
}

/// Those of these lines that do not end in a remark.
fn silent<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let told = |line: &str| line.split_once(" # ").is_some_and(|(_, why)| why.split(' ').count() > 1);
    lines.iter().copied().filter(|line| !told(line)).collect()
}

#[test]
fn every_dependency_says_why_it_is_there() {
    let lines = dependencies(include_str!("../Cargo.toml"));
    assert!(lines.len() > 20, "only {} dependencies were found", lines.len());
    assert_eq!(silent(&lines), Vec::<&str>::new(), "put a reason behind it: name = \"1\" # what it is for");
}

#[test]
fn dependency_without_a_reason_is_found() {
    let manifest =
        "[package]\nname = \"x\"\n\n[dependencies]\nserde = \"1\" # shapes of the contract\nopen = \"5\"\n\n[dev-dependencies]\ninsta = \"1\" #\n";
    assert_eq!(silent(&dependencies(manifest)), ["open = \"5\"", "insta = \"1\" #"]);
}

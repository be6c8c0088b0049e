//! A page of the gallery of remarks: a small arrangement of files, the day, and what is said of it and where.

use std::collections::BTreeMap;

/// Where a dossier stands when a page does not say.
pub const DOSSIER: &str = "dossiers/2026/K-2026-0001/dossier.md";
/// Where the rule file stands.
pub const RULE_FILE: &str = "dossiers/regeling.yaml";

/// A page as it is written.
#[derive(Debug, Default)]
pub struct Page {
    /// The code it is about.
    pub title: String,
    /// `vandaag`.
    pub today: String,
    /// `plaats`: path, line and column of the remark.
    pub place: String,
    /// Files by path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The dossier as it was recorded before, when the remark arises from a change.
    pub recorded: Option<Vec<u8>>,
    /// Lines of the rule file that are taken out (`-`) and put in their place (`+`).
    pub rule_changes: Vec<String>,
    /// The commits of a history, oldest first, when the remark is about one.
    pub history: Vec<Recording>,
    /// The history an anchor was taken of, when the remark is about one: so many of the commits, and others after those.
    pub anchored: Option<(usize, Vec<Recording>)>,
    /// What the terminal shows.
    pub output: String,
}

/// A commit of a page: its fence names the day it was made and, where that is another, the day it was committed. Above the
/// first line that begins with `>>>` stands its message; behind each of those a file, which is taken away when it says `weg`.
#[derive(Debug, Default)]
pub struct Recording {
    /// The day it was made.
    pub made: String,
    /// The day it was committed.
    pub committed: String,
    /// Everything it says.
    pub message: String,
    /// What becomes of which file.
    pub files: Vec<(String, Option<Vec<u8>>)>,
}

impl Recording {
    fn read(days: &str, content: &str) -> Self {
        let mut days = days.split(' ');
        let made = days.next().expect("a commit has a day").to_owned();
        let committed = days.next().map_or_else(|| made.clone(), str::to_owned);
        let content = format!("\n{content}");
        let mut parts = content.split("\n>>> ");
        let message = parts.next().unwrap_or_default().trim_start().to_owned() + "\n";
        let file = |part: &str| {
            let (path, text) = part.split_once('\n').unwrap_or((part, ""));
            match path.trim().strip_suffix(" weg") {
                Some(path) => (path.to_owned(), None),
                None => (path.to_owned(), Some(written_out(&format!("{}\n", text.trim_end_matches('\n'))))),
            }
        };
        Self { made, committed, message, files: parts.map(file).collect() }
    }
}

impl Page {
    /// Reads a page.
    pub fn read(text: &str) -> Self {
        let mut page = Self::default();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if let Some(title) = line.strip_prefix("# ") {
                page.title = title.to_owned();
            } else if let Some(today) = line.strip_prefix("- vandaag: ") {
                page.today = today.to_owned();
            } else if let Some(place) = line.strip_prefix("- plaats: ") {
                page.place = place.to_owned();
            } else if let Some(fence) = line.strip_prefix("```") {
                let content: String = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
                page.take(fence, content);
            }
        }
        page
    }

    fn take(&mut self, fence: &str, content: String) {
        match fence {
            "uitvoer" => self.output = content,
            "vastgelegd" => self.recorded = Some(written_out(&content)),
            "diff regeling" => self.rule_changes = content.lines().map(str::to_owned).collect(),
            "dossier" => {
                self.files.insert(DOSSIER.to_owned(), written_out(&content));
            }
            commit if commit.starts_with("ijkpunt na ") => {
                let (commits, days) = commit["ijkpunt na ".len()..].split_once(' ').unwrap_or((&commit["ijkpunt na ".len()..], ""));
                let more = (!days.is_empty()).then(|| Recording::read(days, &content));
                self.anchored = Some((commits.parse().expect("a count of commits"), more.into_iter().collect()));
            }
            commit if commit.starts_with("vastlegging ") => {
                self.history.push(Recording::read(commit.trim_start_matches("vastlegging "), &content));
            }
            path => {
                assert!(["dossiers/", "register/", "site-templates/"].iter().any(|folder| path.starts_with(folder)), "unknown fence «{path}»");
                self.files.insert(path.to_owned(), written_out(&content));
            }
        }
    }

    /// The rule file of this page.
    pub fn rule_file(&self, standing: &str) -> String {
        let mut text = standing.to_owned();
        let mut changes = self.rule_changes.iter().peekable();
        while let Some(removed) = changes.next() {
            let old = removed.strip_prefix('-').expect("a change begins with what it takes out");
            let mut new = String::new();
            while let Some(added) = changes.next_if(|line| line.starts_with('+')) {
                new.push_str(&format!("{}\n", &added[1..]));
            }
            let old = format!("\n{old}\n");
            assert!(text.contains(&old), "the rule file has no line «{removed}»");
            text = text.replacen(&old, &format!("\n{new}"), 1);
        }
        text
    }
}

/// The bytes that a page writes as text: `«e9»` is that byte, `«70000 × a»` so many of that letter.
fn written_out(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut parts = text.split('«');
    bytes.extend_from_slice(parts.next().unwrap_or_default().as_bytes());
    for part in parts {
        let (sign, rest) = part.split_once('»').expect("« is closed by »");
        match sign.split_once(" × ") {
            Some((count, letter)) => bytes.extend(letter.repeat(count.parse().unwrap()).bytes()),
            None => bytes.push(u8::from_str_radix(sign, 16).unwrap()),
        }
        bytes.extend_from_slice(rest.as_bytes());
    }
    bytes
}

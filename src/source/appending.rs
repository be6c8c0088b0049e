//! A register as someone may have written it by hand, with more entries at the end of its list.

use super::document::split_register;
use super::parse::parse;
use super::position::Lines;

/// How a list is written that has nothing in it.
const EMPTY: [&str; 6] = ["[]", "{}", "~", "null", "Null", "NULL"];
/// What our entries begin with; the list of a register may stand further in, or not at all.
const DASH: &str = "  - ";

/// Why a register cannot take more lines.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartingError {
    /// It is not text.
    #[error("regel {line} is geen tekst")]
    NotText {
        /// The line, from 1.
        line: usize,
    },
    /// It is not YAML.
    #[error("regel {line} is niet te lezen")]
    NotYaml {
        /// The line, from 1.
        line: usize,
    },
    /// It is more than one document.
    #[error("op regel {line} begint een tweede stuk (---)")]
    SecondDocument {
        /// The line, from 1.
        line: usize,
    },
    /// What stands under its key is no list of lines.
    #[error("vanaf regel {line} staat er geen lijst met een streepje voor elk nummer")]
    NotAList {
        /// The line, from 1.
        line: usize,
        /// The key.
        key: &'static str,
    },
    /// What was written behind it would not be read back as it was meant.
    #[error("wat er vanaf regel {line} staat, gaat niet samen met nieuwe regels")]
    Unclear {
        /// The line, from 1.
        line: usize,
        /// The key.
        key: &'static str,
    },
}

impl PartingError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::NotText { .. } => "bewaar het bestand opnieuw als gewone tekst (UTF-8), en leg het vast".to_owned(),
            Self::NotYaml { .. } => "maak die regel in orde, en leg het bestand vast".to_owned(),
            Self::SecondDocument { .. } => {
                "maak er één stuk van: haal de streepjes daar weg, zet alle regels in één lijst, en leg het bestand vast".to_owned()
            }
            Self::NotAList { key, .. } | Self::Unclear { key, .. } => {
                format!("zet onder «{key}:» elk nummer op een eigen regel, met «  - nummer: » ervoor, en leg het bestand vast")
            }
        }
    }
}

/// The list of a register: the key it stands under, and how the file begins when it is not there yet.
#[derive(Clone, Copy)]
pub(super) struct List {
    pub(super) key: &'static str,
    pub(super) beginning: &'static str,
}

/// A place in the lines of a text.
struct Place {
    /// Behind how many lines the entries come.
    behind: usize,
    /// What stands before the dash of an entry.
    indent: String,
}

impl List {
    /// The register with these entries, which are written as we do, at the end of its list.
    ///
    /// Everything else stays, to the byte; but for the brackets of an empty list, and a line end where the file has none.
    ///
    /// # Errors
    /// When it is no text, or what stands under the key is no list.
    pub(super) fn with(self, register: &[u8], entries: &str) -> Result<String, PartingError> {
        let text = std::str::from_utf8(register).map_err(|error| PartingError::NotText { line: line_of(register, error.valid_up_to()) })?;
        if text.trim_start_matches('\u{feff}').trim().is_empty() {
            return Ok(format!("{}{entries}", self.beginning));
        }
        if let Some(line) = second_document(text) {
            return Err(PartingError::SecondDocument { line });
        }
        if let Some(line) = text.lines().position(|line| !says_nothing(line.trim_start_matches('\u{feff}')) && !is_marker(line))
            && text.lines().nth(line).is_some_and(|line| line.trim_start_matches('\u{feff}').starts_with(['{', '[']))
        {
            // All of it between brackets: there is no line to put another behind.
            return Err(PartingError::NotAList { line: line + 1, key: self.key });
        }
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        let at = self.place(&mut lines, line_end)?;
        if let Some(last) = at.behind.checked_sub(1).map(|last| &mut lines[last]).filter(|last| !last.ends_with('\n')) {
            last.push_str(line_end);
        }
        let entries = entries.lines().map(|line| format!("{}{}{line_end}", at.indent, &line[DASH.len() - 2..]));
        lines.splice(at.behind..at.behind, entries);
        Ok(lines.concat())
    }

    /// Where its entries end; what is written for an empty list is taken away, and a list that is not there begun.
    fn place(self, lines: &mut Vec<String>, line_end: &str) -> Result<Place, PartingError> {
        let found = lines.iter().position(|line| self.stands_in(line));
        let Some(key) = found.or_else(|| lines.iter().position(|line| is_entry(line) && !line.starts_with(' '))) else {
            return Ok(self.begun(lines, line_end));
        };
        if found.is_some() {
            lines[key] = self.opened(&lines[key], line_end).ok_or(PartingError::NotAList { line: key + 1, key: self.key })?;
        }
        let first = if found.is_some() { key + 1 } else { key };
        let rest = &lines[first..];
        let end = rest.iter().position(|line| ends_a_list(line)).map_or(lines.len(), |end| {
            // What is said before another key is about that key.
            first + rest[..end].iter().rposition(|line| !says_nothing(line)).map_or(0, |last| last + 1)
        });
        let indent = match lines[first..end].iter().find(|line| !says_nothing(line)) {
            None => DASH[..2].to_owned(),
            Some(entry) if is_entry(entry) => entry[..entry.len() - entry.trim_start().len()].to_owned(),
            Some(_) => return Err(PartingError::NotAList { line: key + 1, key: self.key }),
        };
        Ok(Place { behind: end, indent })
    }

    /// The key written behind everything else.
    fn begun(self, lines: &mut Vec<String>, line_end: &str) -> Place {
        if let Some(last) = lines.last_mut().filter(|last| !last.ends_with('\n')) {
            last.push_str(line_end);
        }
        lines.push(format!("{}:{line_end}", self.key));
        Place { behind: lines.len(), indent: DASH[..2].to_owned() }
    }

    /// Whether a line is that of the key.
    fn stands_in(self, line: &str) -> bool {
        let name = line.trim_start_matches('\u{feff}').split_once(':').map(|(name, _)| name.trim_end());
        name.is_some_and(|name| name.trim_matches(['"', '\'']) == self.key)
    }

    /// The line of the key without what is written for an empty list; `None` when something else stands there.
    fn opened(self, line: &str, line_end: &str) -> Option<String> {
        let (name, rest) = line.split_once(':')?;
        let (value, comment) = rest.split_once(" #").map_or((rest, None), |(value, comment)| (value, Some(comment)));
        let value: String = value.split_whitespace().collect();
        match (value.is_empty(), comment) {
            (true, _) => Some(line.to_owned()),
            _ if !EMPTY.contains(&value.as_str()) => None,
            (_, Some(comment)) => Some(format!("{name}: #{comment}")),
            (_, None) => Some(format!("{name}:{}", if line.ends_with('\n') { line_end } else { "" })),
        }
    }
}

/// Why a text that was put together is not what it should be: by the line that is no YAML, else by that of the key.
pub(super) fn unclear(text: &str, key: &'static str) -> PartingError {
    let line = || 1 + text.lines().position(|line| List { key, beginning: "" }.stands_in(line)).unwrap_or(0);
    broken(text).map_or_else(|| PartingError::Unclear { line: line(), key }, |line| PartingError::NotYaml { line })
}

/// The first line that cannot be read as YAML; `None` when all can.
pub(super) fn broken(text: &str) -> Option<usize> {
    let at = match split_register(text.as_bytes()) {
        (Some(document), _) => parse(document.front_matter, document.front_matter_at).1.first().map(|remark| remark.at.start),
        (None, remarks) => remarks.first().map(|remark| remark.at.start),
    };
    at.map(|at| line_of(text.as_bytes(), at))
}

/// The line on which a second document begins; `None` when there is one, or none.
fn second_document(text: &str) -> Option<usize> {
    let mut begun = false;
    let mut ended = false;
    for (at, line) in text.lines().enumerate() {
        let line = line.trim_start_matches('\u{feff}');
        if line.starts_with('%') && !begun {
            // What is said of the document that comes.
            continue;
        }
        if line.starts_with("...") && line[3..].trim().is_empty() {
            ended = true;
        } else if is_marker(line) || !says_nothing(line) {
            if ended || begun && is_marker(line) {
                return Some(at + 1);
            }
            begun = true;
        }
    }
    None
}

/// Whether a line begins a document.
fn is_marker(line: &str) -> bool {
    line.strip_prefix("---").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

fn line_of(bytes: &[u8], at: usize) -> usize {
    Lines::new(bytes).position(at).line
}

/// Whether a line begins an entry of a list.
fn is_entry(line: &str) -> bool {
    let line = line.trim();
    line == "-" || line.starts_with("- ")
}

/// Whether a line is empty or for readers alone.
fn says_nothing(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}

/// Whether a line belongs to something that comes behind a list at the top of a file.
fn ends_a_list(line: &str) -> bool {
    !says_nothing(line) && !line.starts_with([' ', '\t']) && !is_entry(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: List = List { key: "vernietigd", beginning: "vernietigd:\n" };
    const NEW: &str = "  - nummer: B\n    grond: x\n";

    fn with(register: &str) -> String {
        LIST.with(register.as_bytes(), NEW).unwrap()
    }

    #[test]
    fn entry_comes_at_the_end_of_the_list_however_that_is_written() {
        for (register, expected) in [
            ("", "vernietigd:\n  - nummer: B\n    grond: x\n"),
            ("vernietigd: []\n", "vernietigd:\n  - nummer: B\n    grond: x\n"),
            ("schema: 1\nvernietigd: [ ] # nog niets", "schema: 1\nvernietigd: # nog niets\n  - nummer: B\n    grond: x\n"),
            ("vernietigd: ~", "vernietigd:\n  - nummer: B\n    grond: x\n"),
            ("\"vernietigd\":\n", "\"vernietigd\":\n  - nummer: B\n    grond: x\n"),
            ("vernietigd:\n  - nummer: A", "vernietigd:\n  - nummer: A\n  - nummer: B\n    grond: x\n"),
            ("vernietigd:\r\n- nummer: A\r\n", "vernietigd:\r\n- nummer: A\r\n- nummer: B\r\n  grond: x\r\n"),
            ("vernietigd:\n    - nummer: A\n", "vernietigd:\n    - nummer: A\n    - nummer: B\n      grond: x\n"),
            ("- nummer: A\n", "- nummer: A\n- nummer: B\n  grond: x\n"),
            ("schema: 1\n", "schema: 1\nvernietigd:\n  - nummer: B\n    grond: x\n"),
            ("# niets", "# niets\nvernietigd:\n  - nummer: B\n    grond: x\n"),
        ] {
            assert_eq!(with(register), expected, "{register:?}");
        }
    }

    #[test]
    fn words_for_readers_stay_where_they_are_and_another_key_stays_behind() {
        let register = "vernietigd:\n  # eerst\n  - nummer: A\n\n  # dan\n  - nummer: C\n\n# van het formaat\nschema: 1\n";
        let expected =
            "vernietigd:\n  # eerst\n  - nummer: A\n\n  # dan\n  - nummer: C\n  - nummer: B\n    grond: x\n\n# van het formaat\nschema: 1\n";
        assert_eq!(with(register), expected);
        assert_eq!(with("vernietigd: []\n# slot\n"), "vernietigd:\n# slot\n  - nummer: B\n    grond: x\n");
        assert_eq!(with("---\nvernietigd:\n- nummer: A\n...\n"), "---\nvernietigd:\n- nummer: A\n- nummer: B\n  grond: x\n...\n");
    }

    #[test]
    fn what_is_no_list_is_refused_with_its_line() {
        for register in ["schema: 1\nvernietigd: [{nummer: A}]\n", "schema: 1\nvernietigd:\n  A: ja\n", "schema: 1\nvernietigd: geen\n"] {
            let refused = LIST.with(register.as_bytes(), NEW).unwrap_err();
            assert_eq!(refused, PartingError::NotAList { line: 2, key: "vernietigd" }, "{register}");
            assert!(refused.help().contains("«vernietigd:»"));
        }
        assert_eq!(LIST.with(b"schema: 1\n\n\xff", NEW), Err(PartingError::NotText { line: 3 }));
        for register in ["# leeg\n{vernietigd: []}\n", "---\n[]\n"] {
            assert_eq!(LIST.with(register.as_bytes(), NEW), Err(PartingError::NotAList { line: 2, key: "vernietigd" }), "{register}");
        }
    }

    #[test]
    fn register_of_more_than_one_document_is_refused_by_the_line_where_the_second_begins() {
        for (register, line) in [
            ("vernietigd:\n  - nummer: A\n---\nvernietigd:\n  - nummer: C\n", 3),
            ("---\nschema: 1\n--- # nog een\nvernietigd: []\n", 3),
            ("---\n---\nvernietigd: []\n", 2),
            ("\u{feff}vernietigd: []\r\n...\r\nschema: 1\r\n", 3),
        ] {
            assert_eq!(LIST.with(register.as_bytes(), NEW), Err(PartingError::SecondDocument { line }), "{register}");
        }
        assert_eq!(second_document("%YAML 1.2\n---\nvernietigd: []\n"), None);
        assert!(LIST.with(b"--- # een\nvernietigd: []\n...\n# slot\n", NEW).is_ok());
    }
}

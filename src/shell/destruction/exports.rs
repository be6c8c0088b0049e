//! The number of a destroyed dossier in what lies loose in the folder: lists, pages and calendars that we made of it.

use std::collections::BTreeSet;
use std::path::Path;

use crate::domain::DossierId;
use crate::render::{is_calendar_of_ours, is_page_of_ours, sheet::is_sheet_of_ours};

/// How the name of a file ends that we may have made of many dossiers.
const ENDINGS: [&str; 4] = ["html", "htm", "csv", "ics"];
/// The fewest bytes of a number: `K-2026-0007`.
const SHORTEST: usize = 11;
/// The bytes of it before its serial.
const YEAR: usize = 7;

/// Whether one of these numbers stands in a text, whole and by itself.
pub(super) fn names_one_of(bytes: &[u8], numbers: &BTreeSet<DossierId>) -> bool {
    let begins_at = |at: usize| at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
    let starts = bytes.windows(SHORTEST).enumerate().filter(|(at, start)| start.starts_with(b"K-") && begins_at(*at));
    starts.filter_map(|(at, _)| number_at(&bytes[at..])).any(|number| numbers.contains(&number))
}

/// The number a text begins with, all its digits.
fn number_at(text: &[u8]) -> Option<DossierId> {
    let year = YEAR.min(text.len());
    let serial = text[year..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&text[..year + serial]).ok()?.parse().ok()
}

/// Whether a file is a list, page or calendar of ours.
pub(super) fn is_export(path: &Path, bytes: &[u8]) -> bool {
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    ENDINGS.iter().any(|known| ending == *known) && (is_page_of_ours(bytes) || is_sheet_of_ours(bytes) || is_calendar_of_ours(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sheet;

    fn names(text: &str) -> bool {
        names_one_of(text.as_bytes(), &["K-2026-0007", "K-2026-12345"].map(|number| number.parse().unwrap()).into())
    }

    #[test]
    fn number_is_found_whole_and_not_within_another() {
        for text in ["K-2026-0007", "zie K-2026-0007.", "/K-2026-0007.html", "K-K-2026-0007", "(K-2026-12345)", "één K-2026-0007é"] {
            assert!(names(text), "{text}");
        }
        for text in ["", "K-2026-000", "K-2026-0008", "K-2026-00071", "XK-2026-0007", "K-2026-1234", "K-2026-é007", "K-2026-"] {
            assert!(!names(text), "{text}");
        }
    }

    #[test]
    fn only_what_we_made_is_ours() {
        let ours = sheet::register_sheet(&std::collections::BTreeMap::new(), crate::overview::RegisterOptions { names: true });
        let page = "<html><meta name=\"generator\" content=\"klacht\">";
        for (name, text, expected) in [
            ("lijst.csv", ours.as_str(), true),
            ("lijst.txt", ours.as_str(), false),
            ("lijst.csv", "nummer;naam\r\n", false),
            ("audit.HTML", page, true),
            ("audit.html", "<html>", false),
            ("termijnen.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Klachtdossier//klacht//NL\r\n", true),
            ("agenda.ics", "BEGIN:VCALENDAR\r\nPRODID:-//Ander//programma//NL\r\n", false),
        ] {
            assert_eq!(is_export(Path::new(name), text.as_bytes()), expected, "{name}: {text}");
        }
    }
}

//! Where the own text of a mail ends and the mails it answers to begin.

/// A text in two: what was written, and what was quoted below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Split<'t> {
    /// What was written.
    pub own: &'t str,
    /// What was quoted below; empty when nothing was.
    pub trail: &'t str,
}

/// Splits off what stands quoted below the own text. Quotations between own lines are part of the text.
#[must_use]
pub(super) fn split(text: &str) -> Split<'_> {
    let mut at = 0;
    let mut starts = Vec::new();
    for line in text.split_inclusive('\n') {
        starts.push(at);
        at += line.len();
    }
    let lines: Vec<_> = text.lines().collect();
    let begins = (0..lines.len()).find(|index| begins_trail(&lines, *index));
    let begins = begins.or_else(|| quoted_tail(&lines));
    let (own, trail) = text.split_at(begins.map_or(text.len(), |index| starts[index]));
    Split { own: own.trim_end(), trail: trail.trim() }
}

/// Whether the mails that are answered to begin at this line.
fn begins_trail(lines: &[&str], at: usize) -> bool {
    let line = unquoted(lines[at]);
    let rule = line.trim_matches('-').trim().to_lowercase();
    let is_rule = line.starts_with("--")
        && ["oorspronkelijk bericht", "origineel bericht", "original message", "oorspronkelijke mail"].contains(&rule.as_str());
    is_rule || introduces(lines, at) || header_block(lines, at).is_some()
}

/// Whether a line says whose mail follows: `Op di 3 nov. 2026 om 10:15 schreef Sanne <…>:`, over three lines at most.
fn introduces(lines: &[&str], at: usize) -> bool {
    let first = unquoted(lines[at]);
    if !(first.starts_with("Op ") || first.starts_with("On ")) {
        return false;
    }
    let mut said = String::new();
    for line in lines[at..].iter().take(3) {
        said.push(' ');
        said.push_str(unquoted(line));
        if said.ends_with(':') {
            let said = said.to_lowercase();
            return said.contains("schreef") || said.contains("wrote") || said.contains("het volgende geschreven");
        }
    }
    false
}

/// The first line behind a block such as `Van: … Verzonden: … Onderwerp: …` that begins here.
#[must_use]
pub(super) fn header_block(lines: &[&str], at: usize) -> Option<usize> {
    let is = |line: &str, keys: &[&str]| key(line).is_some_and(|(key, _)| keys.contains(&key.as_str()));
    if !is(lines[at], &["van", "from"]) {
        return None;
    }
    let block: Vec<_> = lines[at..].iter().take(12).take_while(|line| !unquoted(line).is_empty()).collect();
    let has = |keys: &[&str]| block.iter().any(|line| is(line, keys));
    let sound = has(&["verzonden", "datum", "sent", "date", "verstuurd"]) && has(&["onderwerp", "subject", "betreft", "aan", "to"]);
    sound.then_some(at + block.len())
}

/// The key and the value of a line such as `*Verzonden:* maandag`.
#[must_use]
pub(super) fn key(line: &str) -> Option<(String, String)> {
    let line = unquoted(line);
    let (key, value) = line.split_once(':')?;
    let key = key.trim_matches(['*', ' ']).to_lowercase();
    let known = ["van", "from", "verzonden", "datum", "sent", "date", "verstuurd", "onderwerp", "subject", "betreft", "aan", "to", "cc"];
    known.contains(&key.as_str()).then(|| (key, value.trim_matches(['*', ' ']).to_owned()))
}

/// A line without the marks of a quotation.
#[must_use]
pub(super) fn unquoted(line: &str) -> &str {
    line.trim_start_matches(['>', ' ']).trim_end()
}

/// Where the quoted lines at the very end begin.
fn quoted_tail(lines: &[&str]) -> Option<usize> {
    let tail = lines.iter().rev().take_while(|line| line.starts_with('>') || line.trim().is_empty()).count();
    let begins = lines.len() - tail;
    let first = lines[begins..].iter().position(|line| line.starts_with('>'))?;
    Some(begins + first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> &str {
        split(text).own
    }

    #[test]
    fn own_text_ends_where_the_answered_mail_begins() {
        for trail in [
            "Op di 3 nov. 2026 om 10:15 schreef Bureau <info@bureau.example>:\n> Beste",
            "Op 3 november 2026 om 10:15 heeft Bureau\n<info@bureau.example> het volgende geschreven:\n\nBeste",
            "On Tue, 3 Nov 2026 at 10:15, Bureau <info@bureau.example> wrote:\n> Dear",
            "-----Oorspronkelijk bericht-----\nVan: Bureau",
            "Van: Bureau <info@bureau.example>\nVerzonden: dinsdag 3 november 2026 10:15\nAan: Sanne\nOnderwerp: Klacht\n\nBeste",
            "*Van:* Bureau\n*Datum:* dinsdag 3 november 2026\n*Aan:* Sanne\n\nBeste",
            "> Beste Sanne,\n> dank",
        ] {
            assert_eq!(own(&format!("Hierbij mijn adres.\n\nSanne\n\n{trail}\n")), "Hierbij mijn adres.\n\nSanne", "{trail}");
        }
    }

    #[test]
    fn answers_between_quoted_lines_are_own_text() {
        let text = "> Wat is uw adres?\nLindelaan 4\n> En uw nummer?\nDat geef ik niet.";
        assert_eq!(own(text), text);
    }

    #[test]
    fn words_that_only_look_like_it_are_own_text() {
        for text in ["Op een dag belde ik:\nniets", "Van: mij\naan u", "Op een dag\nbelde ik", "--\nSanne"] {
            assert_eq!(own(text), text);
        }
    }
}

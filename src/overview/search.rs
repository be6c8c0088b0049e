//! Everything about one person: where words, a telephone number, an address or a postcode stand in a dossier.

use super::folded::Folded;
use crate::source::{Legible, Lines, Node, Spot, Value, read_dossier};

/// The fewest letters of a word that is also found within another.
const SHORTEST_WITHIN: usize = 3;
/// The fewest digits that are a telephone number.
const SHORTEST_NUMBER: usize = 6;
/// The letters shown before and behind what was found.
const AROUND: usize = 40;

/// What is looked for; all of it in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    needles: Vec<Needle>,
}

/// A part of what is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Needle {
    /// Words as they stand, folded.
    Words(String),
    /// A telephone number without spaces, country or leading nought.
    Telephone(String),
    /// A postcode: digits and letters, lower case, without a space.
    Postcode(String),
}

/// A place where all of it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The line of the file, from 1; `None` in a stored piece.
    pub line: Option<usize>,
    /// Where.
    pub place: HitPlace,
    /// The text around it.
    pub excerpt: String,
}

/// Where something was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HitPlace {
    /// A field of the front matter.
    Field(String),
    /// The text; the heading above it.
    Text(Option<String>),
    /// The file, which could not be read as a dossier.
    File,
    /// A stored piece.
    Piece(String),
    /// The name of a stored piece.
    PieceName(String),
}

impl Query {
    /// What these words ask for; `None` when nothing is left of them to look for.
    #[must_use]
    pub fn of(words: &[String]) -> Option<Self> {
        let whole = words.join(" ");
        // Blanks within a number or a postcode make several words of it.
        let needles = match as_number(&whole).or_else(|| as_postcode(&whole)) {
            Some(needle) => vec![needle],
            None => words.iter().filter_map(|word| needle(word)).collect::<Vec<_>>(),
        };
        (!needles.is_empty()).then_some(Self { needles })
    }

    /// The byte of the text at which the first of it stands, when all of it stands there.
    #[must_use]
    pub fn stands_in(&self, text: &str) -> Option<usize> {
        let folded = Folded::of(text);
        let found: Option<Vec<usize>> = self.needles.iter().map(|needle| needle.stands_in(text, &folded)).collect();
        found?.into_iter().min()
    }
}

fn needle(word: &str) -> Option<Needle> {
    let words = || {
        let folded = Folded::of(word).as_str().trim().to_owned();
        (!folded.is_empty()).then_some(Needle::Words(folded))
    };
    as_number(word).or_else(|| as_postcode(word)).or_else(words)
}

/// The number, when the text is one: digits with what people put between them.
fn as_number(text: &str) -> Option<Needle> {
    let is_number = text.chars().all(|letter| letter.is_ascii_digit() || is_between_digits(letter));
    let digits = significant(text);
    // A day is no telephone number.
    let is_day = text.trim().parse::<chrono::NaiveDate>().is_ok();
    (is_number && !is_day && digits.len() >= SHORTEST_NUMBER).then_some(Needle::Telephone(digits))
}

fn as_postcode(text: &str) -> Option<Needle> {
    let close: String = text.chars().filter(|letter| !letter.is_whitespace()).map(|letter| letter.to_ascii_lowercase()).collect();
    let is_postcode =
        close.len() == 6 && close.bytes().take(4).all(|byte| byte.is_ascii_digit()) && close.bytes().skip(4).all(|byte| byte.is_ascii_lowercase());
    is_postcode.then_some(Needle::Postcode(close))
}

fn is_between_digits(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '-' | '‑' | '–' | '.' | '/' | '(' | ')' | '+')
}

/// The digits that tell one number from another: without the country of the Netherlands, or the nought in its place.
fn significant(text: &str) -> String {
    let digits: String = text.replace("(0)", "").chars().filter(char::is_ascii_digit).collect();
    let is_abroad = text.trim_start().starts_with('+') || text.trim_start().starts_with("(+") || digits.starts_with("00");
    let digits = digits.trim_start_matches('0');
    let without_country = digits.strip_prefix("31").filter(|rest| is_abroad || rest.len() == 9);
    without_country.unwrap_or(digits).to_owned()
}

impl Needle {
    fn stands_in(&self, text: &str, folded: &Folded) -> Option<usize> {
        match self {
            Self::Words(words) => words_in(words, folded),
            Self::Telephone(digits) => numbers(text).find(|(_, number)| number.contains(digits.as_str())).map(|(at, _)| at),
            Self::Postcode(close) => {
                let spaced = format!("{} {}", &close[..4], &close[4..]);
                words_in(close, folded).or_else(|| words_in(&spaced, folded))
            }
        }
    }
}

/// Where the words stand: short ones as words of their own, longer ones also within another.
fn words_in(words: &str, folded: &Folded) -> Option<usize> {
    let text = folded.as_str();
    let is_short = words.chars().count() < SHORTEST_WITHIN;
    let is_whole = |at: usize| {
        let behind = text[at + words.len()..].chars().next();
        text[..at].chars().next_back().is_none_or(|letter| letter == ' ') && behind.is_none_or(|letter| letter == ' ')
    };
    let mut found = text.match_indices(words).map(|(at, _)| at);
    found.find(|at| !is_short || is_whole(*at)).map(|at| folded.origin(at))
}

/// Every run of digits with what may stand between them, at its byte, by its significant digits.
pub(super) fn numbers(text: &str) -> impl Iterator<Item = (usize, String)> {
    let is_part = |letter: char| letter.is_ascii_digit() || is_between_digits(letter);
    let begins = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'(');
    let mut rest = 0;
    let runs = std::iter::from_fn(move || {
        let start = rest + text.as_bytes()[rest..].iter().position(begins)?;
        let end = text[start..].find(|letter| !is_part(letter)).map_or(text.len(), |length| start + length);
        rest = end;
        Some((start, &text[start..end]))
    });
    // Most are a day or an amount, of which it need not be told what number they would be.
    let may_be_number = |run: &str| run.bytes().filter(u8::is_ascii_digit).count() >= SHORTEST_NUMBER;
    runs.filter(move |(_, run)| may_be_number(run)).map(|(at, run)| (at, significant(run))).filter(|(_, digits)| digits.len() >= SHORTEST_NUMBER)
}

/// Every place of a dossier file where all of it stands, in the order of the file.
#[must_use]
pub fn search_file(bytes: &[u8], query: &Query) -> Vec<Hit> {
    // Most files hold none of it, and need not be taken apart. A letter may be written as its code behind a backslash.
    if !bytes.contains(&b'\\') && query.stands_in(&String::from_utf8_lossy(bytes)).is_none() {
        return Vec::new();
    }
    let reading = read_dossier(bytes);
    let lines = Lines::new(bytes);
    let mut hits = Vec::new();
    if let (Some(document), Some(tree)) = (reading.document(), reading.tree()) {
        in_values(tree, &Spot::default(), query, &lines, &mut hits);
        in_text(document.body, document.body_at, query, &lines, &mut hits);
    }
    if hits.is_empty() && (reading.document().is_none() || reading.tree().is_none()) {
        in_lines(&String::from_utf8_lossy(bytes), query, &mut hits);
    }
    hits.sort();
    hits
}

fn in_values(node: &Node<'_>, spot: &Spot, query: &Query, lines: &Lines<'_>, hits: &mut Vec<Hit>) {
    match &node.value {
        Value::Scalar(text) => {
            if let Some(at) = query.stands_in(text) {
                let line = Some(lines.position(node.at.start).line);
                hits.push(Hit { line, place: HitPlace::Field(spot.to_string()), excerpt: excerpt(text, at) });
            }
        }
        Value::List(items) => items.iter().enumerate().for_each(|(index, item)| in_values(item, &spot.entry(index), query, lines, hits)),
        Value::Map(entries) => entries.iter().for_each(|entry| in_values(&entry.value, &spot.key(&entry.key), query, lines, hits)),
        Value::Empty => {}
    }
}

/// Looks through the text by paragraphs: a name may be broken off at the end of a line.
fn in_text(body: &str, body_at: usize, query: &Query, lines: &Lines<'_>, hits: &mut Vec<Hit>) {
    let mut heading = None;
    let mut at = 0;
    for (start, paragraph) in paragraphs(body) {
        heading = body[at..start].lines().chain(paragraph.lines().take(1)).filter_map(heading_of).last().or(heading);
        at = start;
        if let Some(found) = query.stands_in(paragraph) {
            let line = Some(lines.position(body_at + start + found).line);
            hits.push(Hit { line, place: HitPlace::Text(heading.clone()), excerpt: excerpt(paragraph, found) });
        }
    }
}

/// The text between blank lines, each at its byte.
fn paragraphs(body: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in body.split_inclusive('\n') {
        if line.trim().is_empty() {
            found.push((start, &body[start..at]));
            start = at + line.len();
        }
        at += line.len();
    }
    found.push((start, &body[start..]));
    found.retain(|(_, paragraph)| !paragraph.trim().is_empty());
    found
}

fn heading_of(line: &str) -> Option<String> {
    let title = line.trim_start().trim_start_matches('#');
    (title.len() < line.trim_start().len() && title.starts_with(' ')).then(|| title.trim().to_owned())
}

fn in_lines(text: &str, query: &Query, hits: &mut Vec<Hit>) {
    for (line, number) in text.lines().zip(1..) {
        if let Some(at) = query.stands_in(line) {
            hits.push(Hit { line: Some(number), place: HitPlace::File, excerpt: excerpt(line, at) });
        }
    }
}

/// Where all of it stands in a stored piece, and in its name.
#[must_use]
pub fn search_piece(path: &str, legible: &Legible, query: &Query) -> Vec<Hit> {
    let mut hits = Vec::new();
    if query.stands_in(path).is_some() {
        hits.push(Hit { line: None, place: HitPlace::PieceName(path.to_owned()), excerpt: path.to_owned() });
    }
    // The same text in several guises is one place; what was decoded comes first.
    if let Some((text, at)) = legible.texts.iter().find_map(|text| Some((text, query.stands_in(text)?))) {
        hits.push(Hit { line: None, place: HitPlace::Piece(path.to_owned()), excerpt: excerpt(text, at) });
    }
    hits
}

/// The text around a byte, on one line, without signs that would steer a screen.
fn excerpt(text: &str, at: usize) -> String {
    let before: Vec<char> = text[..at].chars().rev().take(AROUND).collect();
    let behind: Vec<char> = text[at..].chars().take(AROUND * 2).collect();
    let cut_before = text[..at].chars().count() > before.len();
    let cut_behind = text[at..].chars().count() > behind.len();
    let around: String = before.into_iter().rev().chain(behind).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let line = around.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}{line}{}", if cut_before { "… " } else { "" }, if cut_behind { " …" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(words: &[&str]) -> Query {
        Query::of(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()).unwrap()
    }

    fn finds(words: &[&str], text: &str) -> bool {
        query(words).stands_in(text).is_some()
    }

    #[test]
    fn words_are_found_whatever_their_accents_and_order() {
        assert!(finds(&["zoe", "ozturk"], "mevrouw Z. Öztürk, voornaam Zoë"));
        assert!(finds(&["IJsbrand"], "ĲSBRAND"));
        assert!(finds(&["Wit", "de"], "Sanne de Wit"));
        assert!(finds(&["wit"], "s.dewit@klant.example"));
        assert!(finds(&["S.deWit@klant.example"], "mail naar s.dewit@KLANT.example."));
        assert!(!finds(&["sanne", "smit"], "Sanne de Wit"));
    }

    #[test]
    fn short_word_is_a_word_of_its_own() {
        assert!(finds(&["de"], "Sanne de Wit"));
        assert!(!finds(&["de"], "beide"));
    }

    #[test]
    fn telephone_number_is_found_however_it_is_written() {
        for written in ["0612345678", "06-12345678", "06 1234 56 78", "+31 6 12345678", "0031612345678", "+31 (0)6 1234 5678", "(06) 12 34 56 78"] {
            assert!(finds(&["0612345678"], &format!("bel {written}, graag")), "{written}");
            assert!(finds(&[written], "telefoon: 0612345678"), "{written}");
        }
        assert!(finds(&["06", "1234", "5678"], "0612345678"));
        assert!(!finds(&["0612345678"], "0612345679"));
        assert!(finds(&["314-123456"], "0314 12 34 56"));
    }

    #[test]
    fn postcode_is_found_with_and_without_a_space() {
        assert!(finds(&["1234AB"], "Lindelaan 4, 1234 AB Voorbeeldstad"));
        assert!(finds(&["1234", "ab"], "1234AB"));
        assert!(!finds(&["1234", "AB"], "1234 AC, AB"));
    }

    #[test]
    fn day_is_no_telephone_number() {
        assert!(finds(&["2026-11-04"], "op 2026-11-04 gebeld"));
    }

    #[test]
    fn nothing_to_look_for_is_no_query() {
        assert_eq!(Query::of(&["--".to_owned(), " ".to_owned()]), None);
    }

    #[test]
    fn place_is_told_by_field_heading_and_line() {
        let file = "---\nschema: 1\nnummer: K-2026-0007\nstatus: ontvangen\nklachtindiener:\n  naam: Zoë Öztürk\ncorrespondentie:\n  - soort: overig\n    met: Zoe\n---\n## Omschrijving\n\nTekst van mevrouw Zoë\nÖztürk zelf.\n";
        let hits = search_file(file.as_bytes(), &query(&["zoe"]));
        let told: Vec<_> = hits.iter().map(|hit| (hit.line, hit.place.clone())).collect();
        assert_eq!(
            told,
            [
                (Some(6), HitPlace::Field("klachtindiener.naam".to_owned())),
                (Some(9), HitPlace::Field("correspondentie[0].met".to_owned())),
                (Some(13), HitPlace::Text(Some("Omschrijving".to_owned()))),
            ]
        );
        assert_eq!(search_file(file.as_bytes(), &query(&["zoe", "ozturk"])).len(), 2);
        assert_eq!(hits[2].excerpt, "Tekst van mevrouw Zoë Öztürk zelf.");
    }

    #[test]
    fn file_that_is_no_dossier_is_searched_by_lines() {
        let hits = search_file(b"geen kop\nZo\xc3\xab was hier\n", &query(&["zoe"]));
        assert_eq!(hits, [Hit { line: Some(2), place: HitPlace::File, excerpt: "Zoë was hier".to_owned() }]);
    }

    proptest::proptest! {
        #[test]
        fn anything_is_searched_without_a_panic(text in "\\PC{0,60}", word in "\\PC{1,6}") {
            if let Some(query) = Query::of(&[word]) {
                let _ = query.stands_in(&text).map(|at| excerpt(&text, at));
                let _ = search_file(text.as_bytes(), &query);
            }
        }
    }
}

//! A mail that a colleague passed on: whose it is, from when, and what it says.

use chrono::NaiveDate;

use super::dates::{self, DateSource, Dated, DayOf};
use super::header::{addresses, is_address};
use super::message::{Address, Mail};
use super::plain;
use super::trail::{header_block, key, unquoted};

/// Months as a mail program writes them, by their first letters.
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["feb"],
    &["mrt", "maa", "mar"],
    &["apr"],
    &["mei", "may"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["okt", "oct"],
    &["nov"],
    &["dec"],
];

/// A mail within a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Forwarded {
    /// Who wrote it.
    pub from: Option<Address>,
    /// When it was submitted.
    pub submitted: Option<Dated>,
    /// When it arrived at the company.
    pub received: Option<Dated>,
    /// Its subject line.
    pub subject: Option<String>,
    /// What it says.
    pub text: Option<String>,
}

/// The mail that is passed on, whole or within the text; `None` when there is none.
#[must_use]
pub(super) fn forwarded(mail: &Mail, today: NaiveDate, day_of: DayOf) -> Option<Forwarded> {
    if let Some(inner) = &mail.carried {
        let received = dates::received(inner, today, day_of);
        return Some(Forwarded {
            submitted: dates::submitted(inner, received.as_ref(), today, day_of),
            received,
            from: inner.from.clone(),
            subject: inner.subject.clone(),
            text: inner.text.clone(),
        });
    }
    within(mail.text.as_deref()?, today)
}

impl Forwarded {
    /// The mail that this one passes on in its turn.
    #[must_use]
    pub fn within(&self, today: NaiveDate) -> Option<Self> {
        within(self.text.as_deref()?, today)
    }
}

/// The first mail within a text, by the lines that stand above it.
fn within(text: &str, today: NaiveDate) -> Option<Forwarded> {
    let lines: Vec<_> = text.lines().collect();
    let (at, end) = (0..lines.len()).find_map(|at| Some((at, header_block(&lines, at)?)))?;
    let value =
        |keys: &[&str]| lines[at..end].iter().find_map(|line| key(line).filter(|(key, _)| keys.contains(&key.as_str()))).map(|(_, value)| value);
    let day = value(&["verzonden", "datum", "sent", "date", "verstuurd"]).and_then(|text| day_in(&text)).filter(|day| *day <= today);
    let dated = day.map(|day| Dated { day, source: DateSource::PassedOn });
    let rest = lines.get(end..).unwrap_or_default();
    let is_quoted = rest.iter().all(|line| line.starts_with('>') || line.trim().is_empty());
    let text: Vec<_> = rest.iter().map(|line| if is_quoted { unquoted(line) } else { line }).collect();
    Some(Forwarded {
        from: value(&["van", "from"]).and_then(|text| sender(&text)),
        submitted: dated.clone(),
        received: dated,
        subject: value(&["onderwerp", "subject", "betreft"]).map(|text| plain::line(&text, 300)),
        text: Some(plain::lines(&text.join("\n"))).filter(|text| !text.trim().is_empty()),
    })
}

/// The sender as a mail program shows it: `Sanne de Wit <s@klant.example>`, or with `[mailto:…]` or `(…)`.
fn sender(text: &str) -> Option<Address> {
    let text = text.replace("[mailto:", "<").replace(']', ">").replace(['*', '\u{a0}'], " ");
    let words = text.split([' ', '<', '>', '(', ')', ',', ';']).find(|word| is_address(word.trim_start_matches("mailto:")));
    match words {
        Some(email) => {
            let name = text.split(['<', '(']).next().filter(|name| !name.contains('@'));
            super::header::address(name, Some(email))
        }
        None => addresses(&text).into_iter().next(),
    }
}

/// The day in a line as a mail program writes it: `maandag 2 november 2026 14:03`, `Monday, November 2, 2026`, `2-11-2026 9:12`.
#[must_use]
pub(super) fn day_in(text: &str) -> Option<NaiveDate> {
    let words: Vec<_> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(12).collect();
    let number = |word: Option<&&str>| word.and_then(|word| word.trim_end_matches(['e', 't', 'h', 's', 'n', 'd', 'r']).parse::<u32>().ok());
    let named = words.iter().enumerate().find_map(|(at, word)| Some((at, month(word)?)));
    let (day, month, year) = match named {
        Some((at, month)) => {
            let after = words[at + 1..].iter().position(|word| word.len() == 4 && word.parse::<u32>().is_ok())?;
            let before = at.checked_sub(1).and_then(|before| number(words.get(before)));
            (before.or_else(|| number(words.get(at + 1)))?, month, number(words.get(at + 1 + after))?)
        }
        None => {
            let numbers: Vec<_> = words.iter().filter_map(|word| word.parse::<u32>().ok()).take(3).collect();
            match numbers[..] {
                [year, month, day] if year > 31 => (day, month, year),
                [day, month, year] => (day, month, year),
                _ => return None,
            }
        }
    };
    let year = i32::try_from(year).ok().filter(|year| (1990..=2100).contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// The number of a month by its name.
fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let index = MONTHS.iter().position(|names| word.chars().count() >= 3 && names.iter().any(|name| word.starts_with(name)))?;
    u32::try_from(index + 1).ok().filter(|_| !word.starts_with("maan"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_is_read_as_mail_programs_write_it() {
        for text in [
            "maandag 2 november 2026 14:03",
            "ma 2 nov. 2026 om 14:03",
            "2 november 2026 om 14:03:11 CET",
            "Monday, November 2, 2026 2:03 PM",
            "2-11-2026 14:03",
            "2026-11-02 14:03",
            "Mon, 2 Nov 2026 14:03:00 +0100",
        ] {
            assert_eq!(day_in(text).map(|day| day.to_string()).as_deref(), Some("2026-11-02"), "{text}");
        }
        for text in ["gisteren", "31 februari 2026", "", "2 november"] {
            assert_eq!(day_in(text), None, "{text}");
        }
        assert_eq!(day_in("maandag 2 maart 2026").map(|day| day.to_string()).as_deref(), Some("2026-03-02"));
    }

    #[test]
    fn mail_within_the_text_is_found_with_what_stands_above_it() {
        let text = "Zie hieronder.\n\nVan: Sanne de Wit <s.dewit@klant.example>\nVerzonden: maandag 2 november 2026 14:03\nAan: Verkoop\nOnderwerp: Klacht\n\nGeachte heer,\n\nTe laat.";
        let found = within(text, "2026-11-22".parse().unwrap()).unwrap();
        assert_eq!(found.from, Some(Address { name: Some("Sanne de Wit".to_owned()), email: "s.dewit@klant.example".to_owned() }));
        assert_eq!(found.submitted.unwrap().day.to_string(), "2026-11-02");
        assert_eq!((found.subject.as_deref(), found.text.as_deref()), (Some("Klacht"), Some("Geachte heer,\n\nTe laat.")));
    }

    #[test]
    fn quoted_mail_within_the_text_loses_its_marks() {
        let text = "> Van: \"Sanne\" <s@klant.example>\n> Datum: 2 november 2026 om 14:03\n> Aan: ons\n>\n> Te laat.\n";
        let found = within(text, "2026-11-22".parse().unwrap()).unwrap();
        assert_eq!(found.text.as_deref(), Some("Te laat."));
    }
}

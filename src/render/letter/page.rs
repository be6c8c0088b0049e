//! A letter as a page to print: A4, the address behind the window of the envelope.

use chrono::NaiveDate;
use serde::Serialize;

use super::seal::{PAGE_SEAL, UNSEALED, sealed};
use super::templates::{LetterError, LetterTemplates, WrittenLetter};
use super::view::address_lines;
use crate::calendar::day_in_words;
use crate::regulation::Rules;
use crate::regulation::letter::{Letter, LetterElement};
use crate::render::html::{LETTERS, escaped};

#[derive(Serialize)]
struct PageView<'a> {
    nummer: String,
    onderwerp: &'a str,
    dag: NaiveDate,
    organisatie: &'a str,
    afzender: Vec<&'a str>,
    email: &'a str,
    adres: &'a [String],
    brief: minijinja::Value,
}

/// The page: one file that loads and runs nothing.
///
/// # Errors
/// When the template is wrong, or lacks what must stand on the page.
pub fn page(letter: &Letter, rules: &Rules, templates: &LetterTemplates, written: &WrittenLetter) -> Result<Vec<u8>, LetterError> {
    let file = format!("{LETTERS}post.html");
    let to = &letter.to;
    let own = [&to.organisation, &to.name].into_iter().flatten().cloned();
    let lines = address_lines(to.postal_address.as_deref().unwrap_or_default()).into_iter().map(str::to_owned);
    let address: Vec<String> = own.chain(lines).collect();
    let view = PageView {
        nummer: letter.id.to_string(),
        onderwerp: &written.subject,
        dag: letter.dated_on,
        organisatie: &rules.procedure.organisation,
        afzender: sender(rules),
        email: &rules.addresses.complaint_email,
        adres: &address,
        brief: minijinja::Value::from_safe_string(written.html.clone()),
    };
    let page = templates.fill(&file, &view)?;
    let elements = lacking(&page, letter, written, &address);
    if !elements.is_empty() {
        return Err(LetterError::Lacks { file, elements });
    }
    Ok(sealed(format!("{}\n{PAGE_SEAL}{UNSEALED} -->\n", page.trim_end()).into_bytes()))
}

/// The sender's address, without a first line that only says who it is.
fn sender(rules: &Rules) -> Vec<&str> {
    let lines = address_lines(&rules.addresses.complaint_post);
    let says_who = lines.first().is_some_and(|line| line.starts_with(&rules.procedure.organisation));
    lines.into_iter().skip(usize::from(says_who)).collect()
}

/// What the page around the letter lacks.
fn lacking(page: &str, letter: &Letter, written: &WrittenLetter, address: &[String]) -> Vec<LetterElement> {
    let around = page.replacen(&written.html, "", 1);
    let has = |text: &str| around.contains(&*escaped(text));
    let loads =
        ["<script", "<link", "<iframe", "<object", "<embed", " src=", "@import", "url("].iter().any(|sign| around.to_lowercase().contains(sign));
    let judged = [
        (page.contains(&written.html), LetterElement::Text),
        (address.iter().all(|line| has(line)), LetterElement::PostalAddress),
        (has(&day_in_words(letter.dated_on)), LetterElement::DatedOn),
        (has(&letter.id.to_string()), LetterElement::Number),
        (has(&written.subject), LetterElement::Subject),
        (!loads, LetterElement::SelfContained),
    ];
    judged.into_iter().filter(|(there, _)| !there).map(|(_, element)| element).collect()
}

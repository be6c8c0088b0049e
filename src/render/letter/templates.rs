//! The templates of letters: those inside the program, and those a repository puts in their place.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Output, State, UndefinedBehavior, Value};
use serde::Serialize;

use super::text;
use super::view::View;
use crate::calendar::{day_in_words, weekday_and_day};
use crate::domain::LetterKind;
use crate::regulation::Rules;
use crate::regulation::letter::{Letter, LetterElement, contract, lacking_elements};
use crate::render::html::{self, TemplateError, prose};
use crate::source::{OddMark, without_marked};

/// Where the templates of letters lie, from the dossier folder.
pub const FOLDER: &str = "site-templates/brieven";

/// How many steps a letter may take to put into words; the longest of ours takes some hundreds.
const MOST_STEPS: u64 = 1_000_000;

/// The templates of letters, ready to be filled in.
#[derive(Debug)]
pub struct LetterTemplates {
    environment: Environment<'static>,
}

/// A letter in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenLetter {
    /// What it is about, on one line.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As HTML, without a page around it.
    pub html: String,
}

/// Why a letter could not be put into words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// A template is wrong.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// The text lacks what must stand in it.
    #[error("«site-templates/{file}» zegt niet {}", elements.iter().map(|element| format!("{} («{element}»)", element.in_words())).collect::<Vec<_>>().join(", en niet "))]
    Lacks {
        /// The template, from `site-templates/`.
        file: String,
        /// What is lacking, in the order of the contract.
        elements: Vec<LetterElement>,
    },
    /// A third-person mark that cannot be understood.
    #[error("{0}")]
    OddMark(#[from] OddMark),
}

impl LetterTemplates {
    /// The embedded templates with the repository's own in their place, by their path from `site-templates/`.
    ///
    /// # Errors
    /// When an own template is no template, or takes the place of none.
    pub fn new(overrides: &BTreeMap<String, String>) -> Result<Self, TemplateError> {
        let mut sources = html::embedded_letters();
        for (name, source) in overrides {
            if !sources.contains_key(name) {
                return Err(TemplateError::Unknown { name: name.clone(), known: sources.into_keys().collect() });
            }
            sources.insert(name.clone(), source.clone());
        }
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|name| if name.ends_with(".md") { MARKDOWN } else { AutoEscape::Html });
        environment.set_formatter(write_escaped);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(MOST_STEPS));
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
        environment.set_syntax(syntax.expect("the delimiters are those of the engine"));
        environment.add_filter("dag", |day: &str| Ok::<_, minijinja::Error>(day_in_words(parsed(day)?)));
        environment.add_filter("weekdag", |day: &str| Ok::<_, minijinja::Error>(weekday_and_day(parsed(day)?)));
        environment.add_filter("zin", sentence);
        for (name, source) in sources {
            environment.add_template_owned(name, source).map_err(|error| TemplateError::of(&error))?;
        }
        Ok(Self { environment })
    }

    /// The letter in words, held to its contract. Passages marked as another's are left out.
    ///
    /// # Errors
    /// When a template is wrong, or the text lacks what must stand in it.
    pub fn write(&self, letter: &Letter, rules: &Rules) -> Result<WrittenLetter, LetterError> {
        let letter = letter.clone().with_texts(|text| without_marked(text).map(|text| text.into_owned()))?;
        let file = template_of(letter.kind);
        let markdown = self.fill(&file, &View::of(&letter, rules))?;
        let (subject, body) = split_subject(&markdown);
        let written = WrittenLetter { subject, text: text::plain_text(body), html: prose(body, &|_| None) };
        let plain_body = letter.body.as_deref().map(text::plain_text).unwrap_or_default();
        let mut elements = lacking_elements(&contract(&letter, rules, &plain_body), &written.text);
        if written.subject.is_empty() {
            elements.insert(0, LetterElement::Subject);
        }
        if without_marked(&written.text)? != written.text.as_str() {
            elements.push(LetterElement::LeftOut);
        }
        if elements.is_empty() { Ok(written) } else { Err(LetterError::Lacks { file, elements }) }
    }

    /// What this template makes of the values.
    pub(super) fn fill(&self, name: &str, values: &impl Serialize) -> Result<String, TemplateError> {
        let template = self.environment.get_template(name).map_err(|error| TemplateError::of(&error))?;
        template.render(Value::from(Serde(values))).map_err(|error| TemplateError::of(&error))
    }
}

/// The template of a kind of letter, from `site-templates/`.
#[must_use]
pub(super) fn template_of(kind: LetterKind) -> String {
    format!("{}{kind}.md", html::LETTERS)
}

/// The heading of the first line, and what follows it; an empty subject when there is no such heading.
fn split_subject(markdown: &str) -> (String, &str) {
    let markdown = markdown.trim_start();
    let (first, rest) = markdown.split_once('\n').unwrap_or((markdown, ""));
    match first.strip_prefix("# ") {
        Some(subject) => (text::plain_text(subject).trim().replace('\n', " "), rest),
        None => (String::new(), markdown),
    }
}

/// How a value is written into a template of Markdown.
const MARKDOWN: AutoEscape = AutoEscape::Custom(Cow::Borrowed("markdown"));

/// Writes a value so that nothing a person wrote means anything in the letter.
fn write_escaped(output: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    match value.as_str() {
        Some(written) if !value.is_safe() && *state.auto_escape() == MARKDOWN => output.write_str(&text::escaped(written)).map_err(Into::into),
        Some(written) if !value.is_safe() => output.write_str(&html::escaped(written)).map_err(Into::into),
        Some(safe) => output.write_str(safe).map_err(Into::into),
        // What is not defined is refused before this; this is an `if` without `else`, or something a dossier lacks.
        None if value.is_none() || value.is_undefined() => Ok(()),
        None => write!(output, "{value}").map_err(Into::into),
    }
}

/// A text as a sentence of its own: with a capital, and a full stop unless it ends with a sign of its own.
fn sentence(text: &str) -> String {
    let text = text.trim();
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    let stop = if text.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}

fn parsed(day: &str) -> Result<NaiveDate, minijinja::Error> {
    day.parse().map_err(|_| minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, "dit is geen dag"))
}

//! The command line library speaks English; here it speaks Dutch.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, FromArgMatches};

use super::{Arguments, Exit, Failure};
use crate::domain::UnknownWord;
use crate::source::nearest as nearest_word;

/// Why no command is to be run.
pub enum Parsed {
    /// Help or version was asked for; the text has colours.
    Shown(String),
    /// The words were wrong.
    Wrong(Failure),
}

/// The English of the library, and what we say instead.
const PHRASES: &[(&str, &str)] = &[
    ("Usage:", "Gebruik:"),
    ("Commands:", "Opdrachten:"),
    ("Arguments:", "Gegevens:"),
    ("Options:", "Opties:"),
    ("[OPTIONS]", "[OPTIES]"),
    ("[COMMAND]", "[OPDRACHT]"),
    ("Possible values:", "Mogelijke waarden:"),
    ("[possible values:", "[mogelijk:"),
    ("[default:", "[standaard:"),
    ("[aliases:", "[ook:"),
    ("[alias:", "[ook:"),
    ("Print this message or the help of the given subcommand(s)", "Toon deze hulp, of die van een opdracht"),
    ("Print help (see more with '--help')", "Toon deze hulp"),
    ("Print help (see a summary with '-h')", "Toon deze hulp"),
    ("Print help", "Toon deze hulp"),
    ("Print version", "Toon de versie"),
];

/// Reads the words of the command line.
///
/// # Errors
/// When help was asked for, or the words are wrong.
pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Arguments, Parsed> {
    let matches = Arguments::command().try_get_matches_from(words);
    matches.and_then(|matches| Arguments::from_arg_matches(&matches)).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Parsed::Shown(translated(&error.render().ansi().to_string()))
        }
        _ => Parsed::Wrong(wrong_use(&error)),
    })
}

/// The text with its colours, or without them.
#[must_use]
pub fn painted(text: &str, colour: bool) -> String {
    if colour {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("\u{1b}[") {
        plain.push_str(&rest[..start]);
        let end = rest[start..].find('m').map_or(rest.len(), |end| start + end + 1);
        rest = &rest[end..];
    }
    plain.push_str(rest);
    plain
}

/// The text with our Dutch in the place of the library's English.
pub fn translated(text: &str) -> String {
    let whole = PHRASES.iter().fold(text.to_owned(), |text, (english, dutch)| text.replace(english, dutch));
    // The library may have broken the line between these two words.
    let mut parts = whole.split("[possible");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| match part.trim_start().strip_prefix("values:") {
        Some(words) => format!("{text}[mogelijk:{words}"),
        None => format!("{text}[possible{part}"),
    })
}

fn wrong_use(error: &clap::Error) -> Failure {
    let about = |kind| error.get(kind).map(shown).unwrap_or_default();
    let argument = plain_name(&about(ContextKind::InvalidArg));
    let value = about(ContextKind::InvalidValue);
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("«{}» is geen opdracht van klacht", about(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("«{argument}» hoort niet bij deze opdracht"),
        ErrorKind::InvalidValue if value.is_empty() => format!("achter «{argument}» ontbreekt een waarde"),
        ErrorKind::InvalidValue => format!("«{value}» kan niet bij «{argument}»"),
        ErrorKind::ValueValidation => format!("«{value}» kan niet bij «{argument}»: {}", cause(error)),
        ErrorKind::MissingRequiredArgument => format!("deze opdracht vraagt nog: {argument}"),
        ErrorKind::ArgumentConflict if about(ContextKind::PriorArg) == about(ContextKind::InvalidArg) => format!("«{argument}» staat er twee keer"),
        ErrorKind::ArgumentConflict => format!("«{argument}» gaat niet samen met «{}»", about(ContextKind::PriorArg)),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => format!("achter «{argument}» ontbreekt een waarde"),
        ErrorKind::TooManyValues => format!("«{argument}» staat er te vaak, of met te veel waarden"),
        ErrorKind::InvalidUtf8 => "een van de woorden op de opdrachtregel is niet te lezen".to_owned(),
        _ => "deze opdrachtregel is niet te begrijpen".to_owned(),
    };
    Failure::new(Exit::WrongUse, what).help(remedy(error))
}

fn remedy(error: &clap::Error) -> String {
    let suggestions = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let suggestion = command_meant(error).or_else(|| suggestions.into_iter().find_map(|kind| error.get(kind).and_then(nearest)));
    let known = error.get(ContextKind::ValidValue).map(shown).filter(|text| !text.is_empty());
    match (suggestion, known) {
        (Some(suggestion), _) => format!("bedoelt u «{suggestion}»? «klacht --help» noemt de opdrachten"),
        (None, Some(known)) => format!("mogelijk is: {known}"),
        (None, None) if meant(error).is_some() => format!("bedoelt u «{}»?", meant(error).unwrap_or_default()),
        (None, None) => "«klacht --help» noemt de opdrachten; «klacht OPDRACHT --help» legt er een uit".to_owned(),
    }
}

/// The Dutch name of the command that was probably meant: the library would as soon name an English alias.
fn command_meant(error: &clap::Error) -> Option<String> {
    let typed = error.get(ContextKind::InvalidSubcommand).map(shown)?;
    let names: Vec<_> = Arguments::command().get_subcommands().map(|command| command.get_name().to_owned()).collect();
    nearest_word(&typed, names.iter().map(String::as_str)).map(ToOwned::to_owned)
}

/// The word of a vocabulary that was probably meant; `None` when the mistake is another, or no word comes near.
fn meant(error: &clap::Error) -> Option<&'static str> {
    let unknown = std::error::Error::source(error)?.downcast_ref::<UnknownWord>()?;
    nearest_word(&unknown.word, unknown.known.iter().copied())
}

/// What the value parser said, in our own Dutch.
fn cause(error: &clap::Error) -> String {
    std::error::Error::source(error).map(ToString::to_string).unwrap_or_default()
}

/// `STATUS` for `<STATUS>`, `NUMMER` for `[NUMMER]...`; a flag keeps its value: `--reden <TEKST>`.
fn plain_name(argument: &str) -> String {
    let name = argument.replace(['[', ']'], "").replace("...", "");
    if name.starts_with('<') { name.replace(['<', '>'], "") } else { name }
}

/// The nearest known word; the library lists it last.
fn nearest(value: &ContextValue) -> Option<String> {
    match value {
        ContextValue::Strings(texts) => texts.last().cloned(),
        other => Some(shown(other)).filter(|text| !text.is_empty()),
    }
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> String {
        match parse(line.split(' ').map(OsString::from)) {
            Ok(_) => "begrepen".to_owned(),
            Err(Parsed::Shown(text)) => painted(&text, false),
            Err(Parsed::Wrong(failure)) => failure.told(),
        }
    }

    #[test]
    fn help_of_every_command_has_no_english_of_the_library() {
        let english = PHRASES.iter().map(|phrase| phrase.0).chain(["Print ", "[possible", "possible values", "default:"]);
        let english: Vec<_> = english.collect();
        let mut pages = vec![told("klacht --help"), told("klacht -h")];
        for command in Arguments::command().get_subcommands() {
            pages.push(told(&format!("klacht {} --help", command.get_name())));
        }
        for page in pages {
            for phrase in &english {
                assert!(!page.contains(phrase), "«{phrase}» staat in:\n{page}");
            }
        }
    }

    #[test]
    fn mistyped_command_is_answered_with_the_nearest() {
        assert!(told("klacht kalendr").contains("bedoelt u «kalender»?"));
    }

    #[test]
    fn dutch_name_goes_before_an_english_alias() {
        assert!(told("klacht cheq").contains("bedoelt u «check»?"));
        assert!(told("klacht termijn").contains("bedoelt u «termijnen»?"));
    }

    #[test]
    fn flag_given_twice_is_told_as_such() {
        assert!(told("klacht --vandaag 2026-11-23 --vandaag 2026-11-24").contains("staat er twee keer"));
    }

    #[test]
    fn impossible_day_is_explained_in_dutch() {
        assert!(told("klacht --vandaag 2026-02-30").contains("een dag die bestaat"));
    }

    #[test]
    fn colours_can_be_taken_out() {
        assert_eq!(painted("\u{1b}[1mGebruik:\u{1b}[0m klacht", false), "Gebruik: klacht");
    }
}

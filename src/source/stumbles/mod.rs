//! The stumbling blocks of Dutch text in YAML: what was meant, and what to type.
//!
//! Some are legal YAML with another meaning and are found while the tree is built ([`cut_short`] and its neighbours).
//! The others break the file; [`mod@breaking`] looks for them, line by line, once the parser has given up.

mod breaking;
#[cfg(test)]
mod tests;

pub(super) use breaking::breaking;

use super::quote;
use super::tree::ByteRange;
use crate::diagnostic::{Code, Field};

/// A place where YAML reads something else than was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stumble {
    /// The bytes of the front matter it is about.
    pub at: ByteRange,
    /// Which remark.
    pub code: Code,
    /// What is the matter.
    pub message: String,
    /// The line as it should be typed.
    pub help: String,
    /// How the parser gets past it.
    pub mask: Mask,
}

/// What a broken value is replaced by, in as many bytes, so that the parser can read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mask {
    /// Letters: the bytes are a text as they stand.
    Letters,
    /// Spaces for the first character: it stands where a space should have been.
    Gap,
    /// Spaces: the bytes are tabs.
    Spaces,
}

/// Fields whose value is text of a person, in which ` #` is more likely text than the start of a comment.
const FREE_TEXT: &[Field] = &[
    Field::SubjectLine,
    Field::Name,
    Field::Organisation,
    Field::PostalAddress,
    Field::Address,
    Field::Residence,
    Field::Reason,
    Field::What,
    Field::Who,
    Field::Cause,
    Field::Measure,
    Field::Owner,
    Field::Grounds,
    Field::Manner,
    Field::Body,
    Field::DecidingBody,
    Field::Redress,
    Field::Satisfaction,
    Field::OnBehalfOf,
    Field::Contract,
    Field::SubmittedOnSource,
    Field::ReceivedVia,
];

/// Words of a vocabulary that such a field may hold as well; behind these a `#` begins a comment.
const WORDS: &[&str] = &["anoniem", "geen", "niet_opgegeven", "klachtindiener", "telefoon", "balie", "gesprek"];

/// The text behind a plain value that a `#` cut off, with the remark's message and help.
///
/// Only a free text counts, and only with a single space before the `#`: two or more make a comment.
pub(super) fn cut_short(yaml: &str, key: &str, value: ByteRange) -> Option<Stumble> {
    let rest = yaml[value.end..].strip_prefix(" #")?;
    let kept = &yaml[value.clone()];
    if WORDS.contains(&kept) || !FREE_TEXT.iter().any(|field| field.key() == key) {
        return None;
    }
    let cut = rest.lines().next().unwrap_or("").trim_end();
    let at = value.end + 1..value.end + 2 + cut.len();
    let whole = &yaml[value.start..at.end];
    let shown = if kept.is_empty() { "niets" } else { kept };
    let message = format!("vanaf # telt de rest van de regel niet mee: van «{key}» blijft over «{shown}»");
    let help = format!("typ: {key}: {}   (of zet twee spaties voor # als het een aantekening is)", quote::quoted(whole.trim_start()));
    Some(Stumble { at, code: Code::TextCutShort, message, help, mask: Mask::Letters })
}

/// The text between typographic quotation marks, when they enclose the whole value and nothing else.
pub(super) fn without_smart_quotes(text: &str) -> Option<&str> {
    let smart = |c: char| matches!(c, '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛');
    let inner = text.strip_prefix(smart)?.strip_suffix(smart)?;
    (!inner.contains(['“', '”', '„', '‟', '‘', '‚', '‛'])).then_some(inner)
}

/// The remark on a value between typographic quotation marks.
pub(super) fn smart_quotes(line: &str, at: ByteRange, inner: &str, whole: &str) -> Stumble {
    let message = "typografische aanhalingstekens (“ ”) tellen als tekst; alleen rechte (\") sluiten een waarde in".to_owned();
    let help = format!("typ: {}", line.trim().replacen(whole, &quote::quoted(inner), 1));
    Stumble { at, code: Code::QuotesNeeded, message, help, mask: Mask::Letters }
}

/// Key and value of a text such as `naam:Jan`, in which the space behind the colon is missing.
pub(super) fn missing_space(text: &str) -> Option<(&str, &str)> {
    let (key, value) = text.split_once(':')?;
    let keyish = key.len() > 1 && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let sound = keyish && !value.is_empty() && !value.starts_with([' ', '\t', '/', '\\']);
    sound.then_some((key, value))
}

/// The remark on a missing space; `at` is the first character behind the colon.
pub(super) fn space_needed(at: ByteRange, key: &str, value: &str) -> Stumble {
    let message = format!("achter de dubbele punt van «{key}» ontbreekt een spatie");
    let help = format!("typ: {key}: {}", quote::written(value, quote::Context::Block));
    Stumble { at, code: Code::InvalidYaml, message, help, mask: Mask::Gap }
}

/// The remark on a text between braces that a comma cut in two; `whole` is the text as meant.
pub(super) fn comma(at: ByteRange, key: &str, whole: &str) -> Stumble {
    let message = format!("de komma knipt de tekst van «{key}» hier af: tussen {{ en }} scheidt een komma de sleutels");
    let help = format!("typ: {key}: {}", quote::quoted(whole));
    Stumble { at, code: Code::QuotesNeeded, message, help, mask: Mask::Letters }
}

/// The remark on a value that must be quoted, with the line as it should be typed.
pub(super) fn quotes_needed(line: &str, at: ByteRange, value: &str, why: &str) -> Stumble {
    let text = without_smart_quotes(value).unwrap_or(value);
    let help = format!("typ: {}", line.trim().replacen(value, &quote::quoted(text), 1));
    Stumble { at, code: Code::QuotesNeeded, message: why.to_owned(), help, mask: Mask::Letters }
}

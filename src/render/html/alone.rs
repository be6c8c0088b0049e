//! A page that is one file: the site's look inside it, and still nothing that loads or runs.

use std::fmt::Write;

use chrono::NaiveDate;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::day::Day;
use super::template_error::TemplateError;
use super::templates::{Frame, Templates};

/// The sixty-four signs of base64, in order.
const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// By what a page that stands alone is known as one of ours; its template says so.
const MARK: &[u8] = b"<meta name=\"generator\" content=\"klacht\">";

/// Whether a page that stands alone is one of ours.
#[must_use]
pub fn is_page_of_ours(bytes: &[u8]) -> bool {
    bytes.windows(MARK.len()).any(|part| part == MARK)
}

/// A page that stands alone: which template, and what every page shows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alone<'a> {
    /// The template.
    pub template: &'a str,
    /// The style sheet that comes after that of the site.
    pub style: &'a str,
    /// What the title bar says: never a name.
    pub title: &'a str,
    /// The organisation of the rule file.
    pub organisation: &'a str,
    /// The day the page tells of.
    pub today: NaiveDate,
}

#[derive(Serialize)]
struct AloneView<'a, T> {
    style: String,
    style_hash: String,
    view: &'a T,
}

/// The page. Of styles only its own is allowed, by its hash.
///
/// # Errors
/// When a template is wrong.
pub(super) fn alone(templates: &Templates, page: Alone<'_>, view: &impl Serialize) -> Result<String, TemplateError> {
    let style = format!("{}{}", templates.style(), templates.source(page.style)?);
    let style_hash = style_hash(&style);
    let frame = Frame { title: page.title.to_owned(), section: "", root: "", organisation: page.organisation, today: Day(page.today) };
    templates.fill(page.template, &frame, &AloneView { style, style_hash, view })
}

/// What a content security policy calls this style sheet, so that it allows no other.
pub(super) fn style_hash(style: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(style.as_bytes())))
}

/// The bytes as base64, as a content security policy writes a hash.
fn base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let number = three.iter().chain([0; 2].iter()).take(3).fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
        for place in 0..4 {
            let sign = SIGNS[(number >> (18 - 6 * place)) as usize & 63];
            let _ = write!(text, "{}", if place <= three.len() { char::from(sign) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_as_base64() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}

//! Values as they stand in a script.

use serde::Serialize;

/// The value as JSON that is also safe within a script: it cannot end one, and has no line ends of its own.
pub(super) fn literal(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).expect("text and numbers are JSON");
    if !json.contains(['<', '\u{2028}', '\u{2029}']) {
        return json;
    }
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// The text as a string of a script, also safe within one.
#[must_use]
pub fn script_text(text: &str) -> String {
    literal(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_ends_its_string() {
        assert_eq!(script_text("a\"b\\</script>\n\u{2028}\u{2029}"), r#""a\"b\\\u003c/script>\n\u2028\u2029""#);
    }
}

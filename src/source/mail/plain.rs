//! Text from outside without anything that acts on whoever shows it.

/// One line: control and direction characters out, white space as one space, at most so many characters.
#[must_use]
pub(super) fn line(text: &str, most: usize) -> String {
    let visible: String = text.chars().map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c }).filter(|c| !acts(*c)).collect();
    let mut line = String::new();
    for word in visible.split(' ').filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    shortened(line, most)
}

/// Lines: control and direction characters out but for the ends of lines, no space at their ends, no more than two blank ones.
#[must_use]
pub(super) fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}', '\u{85}'], "\n");
    let mut out = String::with_capacity(text.len());
    let mut blank = 0;
    for line in text.lines() {
        let visible: String =
            line.chars().map(|c| if c == '\t' || c == '\u{a0}' { ' ' } else { c }).filter(|c| !c.is_control() && !acts(*c)).collect();
        let line = visible.trim_end();
        blank = if line.is_empty() { blank + 1 } else { 0 };
        if blank <= 1 {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.trim_matches('\n').to_owned()
}

/// The beginning of a text, at most so many bytes.
#[must_use]
pub(super) fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    &text[..end]
}

/// Whether a character is not seen but changes how others are: direction, joining, tags, byte order.
fn acts(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

/// The text, cut off behind so many characters.
fn shortened(text: String, most: usize) -> String {
    if text.chars().count() <= most {
        return text;
    }
    let mut short: String = text.chars().take(most - 1).collect();
    short.truncate(short.trim_end().len());
    short + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_holds_nothing_that_acts() {
        assert_eq!(line(" \u{202e}Jan\r\n\tde \u{1b}[31mWit\u{0}\u{200b} ", 80), "Jan de [31mWit");
    }

    #[test]
    fn long_line_says_that_it_goes_on() {
        assert_eq!(line("aaaa bbbb", 6), "aaaa…");
        assert_eq!(line("aaaa", 4), "aaaa");
    }

    #[test]
    fn lines_keep_paragraphs_and_lose_the_rest() {
        assert_eq!(lines("\r\nEen \t\r\ntwee\r\n\r\n\r\n\r\ndrie\u{7}\r"), "Een\ntwee\n\ndrie");
    }
}

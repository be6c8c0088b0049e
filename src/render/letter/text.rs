//! Markdown as plain text, as people write it in a mail: a paragraph is one line.

use std::borrow::Cow;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// Markdown as plain text.
#[must_use]
pub fn plain_text(markdown: &str) -> String {
    let mut writer = Writer::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        writer.event(event);
    }
    let lines: Vec<_> = writer.text.lines().map(str::trim_end).collect();
    let text = lines.join("\n").trim_matches('\n').to_owned();
    if text.is_empty() { text } else { format!("{text}\n") }
}

/// A text as it stands in Markdown without meaning anything there: on one line, every sign escaped, blanks on either side kept as one.
#[must_use]
pub(super) fn escaped(text: &str) -> String {
    let blank = |letter: char| letter.is_whitespace() || letter.is_control();
    let mut markdown = String::with_capacity(text.len() + 16);
    for (index, word) in text.split(blank).filter(|word| !word.is_empty()).enumerate() {
        if index > 0 || text.starts_with(blank) {
            markdown.push(' ');
        }
        for letter in word.chars() {
            if letter.is_ascii_punctuation() {
                markdown.push('\\');
            }
            markdown.push(letter);
        }
    }
    if text.ends_with(blank) {
        markdown.push(' ');
    }
    markdown
}

/// Writes events as lines.
#[derive(Default)]
struct Writer {
    text: String,
    /// For every list that is open the number of its next entry; `None` for one with dashes.
    lists: Vec<Option<u64>>,
    /// What stands before every line: quotation and the indentation of lists.
    margin: Vec<Cow<'static, str>>,
    /// Whether the next thing written begins a line behind its own mark.
    after_mark: bool,
    /// The address of a link that is to follow its words.
    address: Option<String>,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) | Event::Code(text) => self.write(&text),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.new_line(),
            Event::Rule => {
                self.block();
                self.text.push_str("* * *");
            }
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Table(_) => self.block(),
            Tag::BlockQuote(_) => {
                self.block();
                self.margin.push(Cow::Borrowed("> "));
                self.text.push_str("> ");
                self.after_mark = true;
            }
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.block();
                    self.after_mark = true;
                }
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::TableHead | Tag::TableRow if !self.after_mark && !self.text.ends_with('\n') => self.new_line(),
            Tag::Link { link_type, dest_url, .. } if !matches!(link_type, LinkType::Autolink | LinkType::Email) => {
                self.address = Some(dest_url.to_string());
            }
            Tag::Image { .. } => self.text.push_str("[afbeelding: "),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) => drop(self.margin.pop()),
            TagEnd::Item => drop(self.margin.pop()),
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::TableCell => self.text.push_str(" | "),
            TagEnd::TableRow | TagEnd::TableHead => {
                let kept = self.text.trim_end_matches([' ', '|']).len();
                self.text.truncate(kept);
                self.after_mark = false;
            }
            TagEnd::Link => {
                if let Some(address) = self.address.take().filter(|address| !self.text.ends_with(address.as_str())) {
                    self.text.push_str(&format!(" ({})", address.strip_prefix("mailto:").unwrap_or(&address)));
                }
            }
            TagEnd::Image => self.text.push(']'),
            _ => {}
        }
    }

    /// Begins an entry of a list with its dash or number.
    fn item(&mut self) {
        if !std::mem::take(&mut self.after_mark) {
            self.new_line();
        }
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        };
        self.text.push_str(&mark);
        self.margin.push(Cow::Owned(" ".repeat(mark.len())));
        self.after_mark = true;
    }

    /// Begins a block: behind a mark at once, else after an empty line.
    fn block(&mut self) {
        if std::mem::take(&mut self.after_mark) || self.text.is_empty() {
            return;
        }
        self.new_line();
        self.new_line();
    }

    fn new_line(&mut self) {
        self.text.push('\n');
        self.text.push_str(&self.margin.concat());
    }

    fn write(&mut self, text: &str) {
        self.after_mark = false;
        for (index, line) in text.trim_end_matches('\n').split('\n').enumerate() {
            if index > 0 {
                self.new_line();
            }
            self.text.push_str(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraph_is_one_line_and_blocks_stand_apart() {
        assert_eq!(plain_text("# Kop\n\nEen *zin*\nop twee regels.\n\nEn\\\nverder."), "Kop\n\nEen zin op twee regels.\n\nEn\nverder.\n");
    }

    #[test]
    fn lists_keep_their_marks() {
        assert_eq!(plain_text("Dit:\n\n- een\n- twee\n  - diep\n\n3. drie\n4. vier"), "Dit:\n\n- een\n- twee\n  - diep\n\n3. drie\n4. vier\n");
        assert_eq!(plain_text("- een\n\n- twee"), "- een\n- twee\n");
    }

    #[test]
    fn quotation_and_code_keep_their_lines() {
        assert_eq!(plain_text("> een\n> twee\n\ndrie"), "> een twee\n\ndrie\n");
        assert_eq!(plain_text("```\na\nb\n```\nc"), "a\nb\n\nc\n");
    }

    #[test]
    fn address_of_a_link_stands_behind_its_words() {
        assert_eq!(plain_text("[hier](https://a.example/b) en <https://c.example/>"), "hier (https://a.example/b) en https://c.example/\n");
    }

    #[test]
    fn table_is_lines() {
        assert_eq!(plain_text("x\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"), "x\n\na | b\n1 | 2\n");
    }

    #[test]
    fn html_is_text() {
        assert_eq!(plain_text("<b>x</b>"), "<b>x</b>\n");
    }

    proptest::proptest! {
        #[test]
        fn escaped_text_means_nothing(text in "[ -~éß€\n\t]{0,40}") {
            let expected = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let expected = if expected.is_empty() { String::new() } else { format!("{expected}\n") };
            proptest::prop_assert_eq!(plain_text(&escaped(&text)), expected);
        }
    }
}

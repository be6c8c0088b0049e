//! The text of a page: what a reader sees of it, as lines.
//!
//! One pass over the characters. Nothing is opened, loaded or run, and what a page hides (styles, scripts, remarks) is left out.

use mail_parser::decoders::html::add_html_token;

use super::plain;

/// How deep a quotation is marked.
const DEEPEST_QUOTE: usize = 5;

/// The most bytes of text that are wanted, and some.
const MOST: usize = 200_000;

/// The longest entity, such as `&CounterClockwiseContourIntegral;`.
const LONGEST_ENTITY: usize = 40;

/// What a reader sees of a page.
#[must_use]
pub(super) fn text(html: &str) -> String {
    let mut page = Page::default();
    let mut rest = html;
    while let Some(at) = rest.find('<').filter(|_| page.text.len() < MOST) {
        page.words(&rest[..at]);
        let behind = &rest[at + 1..];
        rest = if let Some(remark) = behind.strip_prefix("!--") {
            remark.find("-->").map_or("", |end| &remark[end + 3..])
        } else if behind.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            let (tag, after) = behind.split_at(end_of_tag(behind));
            page.tag(tag);
            after.strip_prefix('>').unwrap_or(after)
        } else {
            page.words("<");
            behind
        };
    }
    page.words(plain::beginning(rest, MOST));
    page.text
}

/// Where a tag ends; a `>` between quotation marks does not end it.
fn end_of_tag(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') if tag.as_bytes()[..at].ends_with(b"=") => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            // A forgotten quotation mark does not swallow the page.
            (Some(_), b'<') => return tag[..at].find('>').unwrap_or(at),
            _ => {}
        }
    }
    tag.len()
}

/// A page being read.
#[derive(Default)]
struct Page {
    text: String,
    /// The tag whose content nobody sees, until it closes.
    hidden: Option<&'static str>,
    /// How many quotations are open.
    quotes: usize,
    /// Whether a space is to come before the next word.
    space: bool,
    /// Whether line ends stand as they are written.
    written_out: bool,
    /// Where links that are open lead, and where their words begin.
    link: Option<(String, usize)>,
}

impl Page {
    /// Words between tags.
    fn words(&mut self, words: &str) {
        if self.hidden.is_some() {
            return;
        }
        let words = unescaped(words);
        if self.written_out {
            for (index, line) in words.split('\n').enumerate() {
                if index > 0 {
                    self.line_end();
                }
                self.push(line.trim_end_matches('\r'));
            }
            return;
        }
        for (index, word) in words.split([' ', '\t', '\n', '\r', '\u{a0}']).enumerate() {
            self.space |= index > 0;
            if !word.is_empty() {
                self.push(word);
            }
        }
    }

    /// A word, with the space and the marks that come before it.
    fn push(&mut self, word: &str) {
        if self.at_line_start() {
            let marks = "> ".repeat(self.quotes.min(DEEPEST_QUOTE));
            self.text.push_str(&marks);
        } else if self.space {
            self.text.push(' ');
        }
        self.space = false;
        self.text.push_str(word);
    }

    fn at_line_start(&self) -> bool {
        self.text.is_empty() || self.text.ends_with('\n')
    }

    fn line_end(&mut self) {
        self.space = false;
        self.text.push('\n');
    }

    /// The end of a paragraph or another block.
    fn block(&mut self) {
        self.space = false;
        if !self.at_line_start() {
            self.text.push('\n');
        }
    }

    fn paragraph(&mut self) {
        self.block();
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A tag, without its angle brackets.
    fn tag(&mut self, tag: &str) {
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        let closes = tag.starts_with('/');
        if let Some(hidden) = self.hidden {
            if closes && name == hidden {
                self.hidden = None;
            }
            return;
        }
        match name.as_str() {
            "br" => self.line_end(),
            "style" | "script" | "title" | "template" | "svg" | "noscript" if !closes && !tag.ends_with('/') => self.hidden = hidden(&name),
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "table" => self.paragraph(),
            "div" | "tr" | "section" | "article" | "header" | "footer" | "dt" | "dd" | "hr" => self.block(),
            "li" if !closes => {
                self.block();
                self.push("- ");
            }
            "li" => self.block(),
            "td" | "th" if closes => self.space = true,
            "blockquote" => self.quotation(closes),
            "pre" => {
                self.block();
                self.written_out = !closes;
            }
            "a" if closes => self.link_ends(),
            "a" => self.link = attribute(tag, "href").map(|href| (href, self.text.len())),
            _ => {}
        }
    }

    fn quotation(&mut self, closes: bool) {
        self.paragraph();
        self.quotes = if closes { self.quotes.saturating_sub(1) } else { self.quotes + 1 };
    }

    /// Behind the words of a link, where it leads, when they do not say so.
    fn link_ends(&mut self) {
        let Some((target, from)) = self.link.take() else { return };
        let words = self.text.get(from..).unwrap_or_default().trim();
        let bare = |text: &str| text.trim_start_matches("mailto:").trim_end_matches('/').to_owned();
        let known = target.starts_with("https://") || target.starts_with("http://") || target.starts_with("mailto:");
        if known && target.len() <= 200 && !words.is_empty() && !bare(&target).contains(words) && !words.contains(&bare(&target)) {
            self.space = true;
            self.push(&format!("({})", bare(&target)));
        }
    }
}

/// The tag that hides what stands in it.
fn hidden(name: &str) -> Option<&'static str> {
    ["style", "script", "title", "template", "svg", "noscript"].into_iter().find(|known| *known == name)
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.find(&format!(" {name}="))? + name.len() + 2;
    let value = tag.get(at..)?;
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split(|c: char| c.is_whitespace() || c == '>').next()?,
    };
    Some(unescaped(value).trim().to_owned())
}

/// Characters instead of entities such as `&eacute;`.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';').filter(|end| rest.as_bytes()[1..*end].is_ascii());
        let end = end.map_or(1, |end| end + 1);
        add_html_token(&mut out, &rest.as_bytes()[..end], false);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_reads_as_lines() {
        let html = "<html><head><title>x</title><style>p{}</style></head><body><!-- <p>nee</p> --><p>Geachte&nbsp;heer,</p>\
                    <p>Mijn caf&eacute; &euro;&nbsp;5<br>en <b>meer</b>.</p><ul><li>een</li><li>twee</li></ul><script>alert(1)</script></body></html>";
        assert_eq!(text(html).trim(), "Geachte heer,\n\nMijn café € 5\nen meer.\n\n- een\n- twee");
    }

    #[test]
    fn quotation_is_marked_and_link_says_where_it_leads() {
        let html = "<div>Zie <a href=\"https://klant.example/a\">hier</a></div><blockquote type=cite><div>eerder<br>bericht</div></blockquote>";
        assert_eq!(text(html).trim(), "Zie hier (https://klant.example/a)\n\n> eerder\n> bericht");
        assert_eq!(text("<a href='mailto:s@klant.example'>s@klant.example</a>"), "s@klant.example");
        assert_eq!(text("<a href='javascript:x()'>klik</a>"), "klik");
    }

    #[test]
    fn broken_page_keeps_its_words() {
        assert_eq!(text("3 < 5 & 6 &onzin; <b"), "3 < 5 & 6 &onzin;");
        assert_eq!(text("<a href=\"x>klik</a> verder").trim(), "klik verder");
        assert_eq!(text("<!-- open"), "");
    }
}

//! The text of a dossier as HTML that can do no harm.
//!
//! Our own writer emits a closed set of tags; HTML in the text is text. A second look makes sure that there is nothing else, and what
//! does not stand it is written anew by a last net.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use ammonia::Builder;
use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag};

use super::passages::{Ink, with_signs, without_signs};
use super::woven::{REL, is_woven};

/// Deeper nesting than this loses its tags and keeps its text: no person writes it, and it costs a reader much.
const DEEPEST: usize = 24;

/// The last net costs more than its input is worth beyond this.
const NET_LIMIT: usize = 20 * 1024;

/// Markdown as HTML. `own` gives the address of a stored piece that may be linked.
pub(in crate::render) fn prose(markdown: &str, own: &dyn Fn(&str) -> Option<String>) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let markdown = with_signs(markdown);
    let mut writer = Writer {
        own,
        html: String::with_capacity(markdown.len() * 3 / 2),
        ink: Ink::default(),
        closing: Vec::new(),
        columns: Vec::new(),
        column: 0,
        in_head: false,
    };
    for event in Parser::new_ext(&markdown, options) {
        writer.event(event);
    }
    if is_woven(&writer.html) || writer.html.len() > NET_LIMIT { writer.html } else { caught(&writer.html) }
}

/// Text as it stands in HTML, also within an attribute.
pub(in crate::render) fn escaped(text: &str) -> Cow<'_, str> {
    let Some(mut found) = first_to_spell_out(text) else { return Cow::Borrowed(text) };
    let mut html = String::with_capacity(text.len() + 16);
    let mut rest = text;
    loop {
        html.push_str(&rest[..found.0]);
        html.push_str(found.1);
        rest = &rest[found.0 + 1..];
        let Some(next) = first_to_spell_out(rest) else { break };
        found = next;
    }
    html.push_str(rest);
    Cow::Owned(html)
}

/// The first sign that HTML must spell out, by its byte, and how.
fn first_to_spell_out(text: &str) -> Option<(usize, &'static str)> {
    let spelled = |byte| match byte {
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'&' => Some("&amp;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        _ => None,
    };
    // All five lie below this letter.
    let mut bytes = text.bytes().enumerate().filter(|(_, byte)| *byte <= b'>');
    bytes.find_map(|(at, byte)| Some((at, spelled(byte)?)))
}

/// Writes events; what it opened it closes, in order.
struct Writer<'a> {
    own: &'a dyn Fn(&str) -> Option<String>,
    html: String,
    ink: Ink,
    closing: Vec<Cow<'static, str>>,
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl Writer<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(_) => {
                let closing = self.closing.pop().unwrap_or_default();
                self.html.push_str(&closing);
                if closing.ends_with("</thead>\n<tbody>\n") {
                    self.in_head = false;
                }
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.ink.write(&mut self.html, &text),
            Event::Code(code) => {
                self.html.push_str("<code>");
                self.ink.write(&mut self.html, &code);
                self.html.push_str("</code>");
            }
            Event::SoftBreak => self.html.push('\n'),
            Event::HardBreak => self.html.push_str("<br>\n"),
            Event::Rule => self.html.push_str("<hr>\n"),
            // Extensions that are not switched on.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        if self.closing.len() >= DEEPEST {
            self.closing.push(Cow::Borrowed(" "));
            return;
        }
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.open("<p>", "</p>\n"),
            Tag::Heading { level, .. } => {
                let (opening, closing) = heading(level);
                self.open(opening, closing);
            }
            Tag::BlockQuote(_) => self.open("<blockquote>\n", "</blockquote>\n"),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => self.open("<pre><code>", "</code></pre>\n"),
            Tag::List(None) => self.open("<ul>\n", "</ul>\n"),
            Tag::List(Some(first)) => self.open(&format!("<ol start=\"{first}\">\n"), "</ol>\n"),
            Tag::Item => self.open("<li>", "</li>\n"),
            Tag::Emphasis => self.open("<em>", "</em>"),
            Tag::Strong => self.open("<strong>", "</strong>"),
            Tag::Strikethrough => self.open("<del>", "</del>"),
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => self.image(&dest_url),
            Tag::Table(columns) => {
                self.columns = columns;
                self.open("<div class=\"rol\" tabindex=\"0\" role=\"region\" aria-label=\"Tabel\"><table>\n", "</tbody></table></div>\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.column = 0;
                self.open("<thead><tr>", "</tr></thead>\n<tbody>\n");
            }
            Tag::TableRow => {
                self.column = 0;
                self.open("<tr>", "</tr>\n");
            }
            Tag::TableCell => self.cell(),
            _ => self.open("", ""),
        }
    }

    fn open(&mut self, opening: &str, closing: &'static str) {
        self.html.push_str(opening);
        self.closing.push(Cow::Borrowed(closing));
    }

    fn cell(&mut self) {
        let class = match self.columns.get(self.column) {
            Some(Alignment::Left) => " class=\"links\"",
            Some(Alignment::Center) => " class=\"midden\"",
            Some(Alignment::Right) => " class=\"rechts\"",
            Some(Alignment::None) | None => "",
        };
        self.column += 1;
        if self.in_head {
            self.open(&format!("<th scope=\"col\"{class}>"), "</th>");
        } else {
            self.open(&format!("<td{class}>"), "</td>");
        }
    }

    /// A link that may be followed, or its text with the address behind it.
    fn link(&mut self, kind: LinkType, target: &CowStr<'_>) {
        let mail = format!("mailto:{target}");
        let target = without_signs(if kind == LinkType::Email { &mail } else { target });
        let target: &str = &target;
        if let Some(address) = (self.own)(target) {
            self.open(&format!("<a href=\"{}\" {REL}>", escaped(&address)), "</a>");
        } else if may_be_followed(target) {
            self.open(&format!("<a href=\"{}\" {REL}>", escaped(target)), "</a>");
        } else if kind == LinkType::Autolink {
            self.open("", "");
        } else {
            self.closing.push(Cow::Owned(format!(" ({})", escaped(target))));
        }
    }

    /// A picture is never loaded: its words stand in its place, linked when it is a stored piece.
    fn image(&mut self, target: &str) {
        match (self.own)(&without_signs(target)) {
            Some(address) => self.open(&format!("<a href=\"{}\" {REL}>[afbeelding: ", escaped(&address)), "]</a>"),
            None => self.open("[afbeelding: ", "]"),
        }
    }
}

/// The headings of a dossier's text stand below those of the page.
fn heading(level: HeadingLevel) -> (&'static str, &'static str) {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => ("<h3>", "</h3>\n"),
        HeadingLevel::H3 => ("<h4>", "</h4>\n"),
        HeadingLevel::H4 => ("<h5>", "</h5>\n"),
        HeadingLevel::H5 | HeadingLevel::H6 => ("<h6>", "</h6>\n"),
    }
}

/// Whether an address leads to a person or a place: another scheme, or a place no browser understands, is only told.
fn may_be_followed(target: &str) -> bool {
    let after = |scheme: &str| target.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme)).map(|start| &target[start.len()..]);
    let is_place = |rest: &str| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty() && host.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '.' | '_' | ':'))
    };
    after("https://").map_or_else(|| after("mailto:").is_some(), is_place)
}

/// The last net: only the tags and attributes the writer emits get through.
fn caught(html: &str) -> String {
    thread_local! {
        static NET: Builder<'static> = net();
    }
    NET.with(|net| net.clean(html).to_string())
}

fn net() -> Builder<'static> {
    let tags = [
        "p",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "code",
        "ul",
        "ol",
        "li",
        "em",
        "strong",
        "del",
        "mark",
        "span",
        "a",
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "br",
        "hr",
    ];
    let attributes = [
        ("a", HashSet::from(["href"])),
        ("ol", HashSet::from(["start"])),
        ("mark", HashSet::from(["class"])),
        ("span", HashSet::from(["class"])),
        ("th", HashSet::from(["scope", "class"])),
        ("td", HashSet::from(["class"])),
        ("div", HashSet::from(["class", "tabindex", "role", "aria-label"])),
    ];
    let mut net = Builder::empty();
    net.tags(HashSet::from(tags))
        .tag_attributes(HashMap::from(attributes))
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["https", "mailto"]))
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(Some("noopener noreferrer"));
    net
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(markdown: &str) -> String {
        prose(markdown, &|target| (target == "bijlagen/a.pdf").then(|| "../bijlagen/K-2026-0001-1.pdf".to_owned()))
    }

    #[test]
    fn html_in_the_text_is_text() {
        let page = html("<script>alert(1)</script>\n\nEen <b onclick=\"x()\">woord</b> en <!-- niets -->");
        assert!(!page.contains("<script") && !page.contains("<b ") && !page.contains("<!--"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{page}");
    }

    #[test]
    fn only_safe_links_can_be_followed() {
        assert!(html("[a](https://voorbeeld.example/)").contains("<a href=\"https://voorbeeld.example/\""));
        assert!(html("<s.dewit@linde.example>").contains("<a href=\"mailto:s.dewit@linde.example\""));
        for target in
            ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "http://linde.example", "//linde.example", "file:///etc/passwd"]
        {
            let page = html(&format!("[klik]({target}) <{target}>"));
            assert!(!page.contains("<a "), "{page}");
        }
        assert!(html("[klik](javascript:alert)").contains("klik (javascript:alert)"));
    }

    #[test]
    fn own_attachment_is_linked_under_its_neutral_name() {
        assert!(html("[brief](bijlagen/a.pdf)").contains("<a href=\"../bijlagen/K-2026-0001-1.pdf\""));
        assert!(html("[brief](bijlagen/b.html)").contains("brief (bijlagen/b.html)"));
    }

    #[test]
    fn picture_is_told_and_never_loaded() {
        let page = html("![een *kat*](https://kat.example/a.png)");
        assert!(!page.contains("<img"), "{page}");
        assert!(page.contains("[afbeelding: een <em>kat</em>]"), "{page}");
    }

    #[test]
    fn headings_stand_below_those_of_the_page() {
        assert_eq!(html("# A\n\n## B\n\n### C"), "<h3>A</h3>\n<h3>B</h3>\n<h4>C</h4>\n");
    }

    #[test]
    fn passage_on_a_third_person_is_marked_over_paragraphs() {
        let page = html("Een {{derde: *Jan*\n\nen <Piet>}} hier, en {{derde: [brief](bijlagen/a.pdf)}}");
        assert!(!page.contains("{{") && !page.contains("derde:}"), "{page}");
        assert!(page.contains("<em><mark class=\"derde\">Jan</mark></em></p>"), "{page}");
        assert!(page.contains("&lt;Piet&gt;</mark> hier, en"), "{page}");
        assert!(
            page.contains("<a href=\"../bijlagen/K-2026-0001-1.pdf\" rel=\"noopener noreferrer\"><mark class=\"derde\">brief</mark></a>"),
            "{page}"
        );
        assert!(html("`{{derde: x}}`").contains("<code><span class=\"derde-woord\">derde: </span><mark class=\"derde\">x</mark></code>"));
    }

    #[test]
    fn columns_are_aligned_by_class() {
        let page = html("| a | b |\n|:--|--:|\n| 1 | 2 |\n");
        assert!(page.contains("<th scope=\"col\" class=\"links\">a</th>"), "{page}");
        assert!(page.contains("<td class=\"rechts\">2</td>"), "{page}");
        assert!(!page.contains("style="), "{page}");
    }

    #[test]
    fn nesting_beyond_reason_keeps_its_text() {
        let page = html(&format!("{} diep", ">".repeat(5_000)));
        assert!(page.contains("diep"));
        assert!(page.matches("<blockquote").count() <= DEEPEST);
    }

    #[test]
    fn address_that_is_no_place_is_only_told() {
        for (target, followed) in [
            ("https://voorbeeld.example/a?b=c#d", true),
            ("HTTPS://voorbeeld.example:8443", true),
            ("mailto:info@voorbeeld.example", true),
            ("https://\"><script>", false),
            ("https:///pad", false),
            ("http://voorbeeld.example", false),
            ("javascript:x", false),
        ] {
            assert_eq!(may_be_followed(target), followed, "{target}");
        }
    }
}

//! Whether HTML is nothing but text and the tags our own writer emits, told in one pass over its letters.
//!
//! A parser that reads every text again and writes it anew costs more than all the rest of a page.

/// Tags without attributes; the first ones close themselves.
const VOID: &[&str] = &["br", "hr"];
const PLAIN: &[&str] =
    &["p", "h3", "h4", "h5", "h6", "blockquote", "pre", "code", "ul", "li", "em", "strong", "del", "table", "thead", "tbody", "tr", "td"];

/// Tags with their attributes, letter for letter.
const DRESSED: &[(&str, &str)] = &[
    ("mark", "mark class=\"derde\""),
    ("span", "span class=\"derde-woord\""),
    ("span", "span class=\"weggelaten\""),
    ("div", "div class=\"rol\" tabindex=\"0\" role=\"region\" aria-label=\"Tabel\""),
    ("th", "th scope=\"col\""),
    ("th", "th scope=\"col\" class=\"links\""),
    ("th", "th scope=\"col\" class=\"midden\""),
    ("th", "th scope=\"col\" class=\"rechts\""),
    ("td", "td class=\"links\""),
    ("td", "td class=\"midden\""),
    ("td", "td class=\"rechts\""),
];

/// What a browser closes by itself when a block begins in it.
const LINES: &[&str] = &["p", "h3", "h4", "h5", "h6", "pre"];
const BLOCKS: &[&str] = &["p", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "div", "table", "hr"];

/// What every link bears.
pub(super) const REL: &str = "rel=\"noopener noreferrer\"";

/// Whether the HTML holds text and these tags alone, each closed in its turn, no link in a link and no block in a line.
pub(super) fn is_woven(html: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some((_, behind)) = rest.split_once('<') {
        let Some((tag, after)) = behind.split_once('>') else { return false };
        let is_in_place = match tag.strip_prefix('/') {
            Some(name) => open.pop() == Some(name),
            None => name_of(tag).is_some_and(|name| {
                let breaks = BLOCKS.contains(&name) && open.iter().any(|around| LINES.contains(around));
                let nests = name == "a" && open.contains(&"a");
                if !VOID.contains(&name) {
                    open.push(name);
                }
                !breaks && !nests
            }),
        };
        if !is_in_place {
            return false;
        }
        rest = after;
    }
    open.is_empty()
}

/// The name of an opening tag our writer emits; `None` for every other.
fn name_of(tag: &str) -> Option<&'static str> {
    let plain = VOID.iter().chain(PLAIN).find(|name| **name == tag).copied();
    let dressed = || DRESSED.iter().find(|(_, whole)| *whole == tag).map(|(name, _)| *name);
    plain.or_else(dressed).or_else(|| is_list(tag).then_some("ol")).or_else(|| is_link(tag).then_some("a"))
}

/// Whether it is a numbered list.
fn is_list(tag: &str) -> bool {
    let number = tag.strip_prefix("ol start=\"").and_then(|tag| tag.strip_suffix('"'));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether it is a link that leads to a stored piece, to a page on the web or to a mail program.
fn is_link(tag: &str) -> bool {
    let address = tag.strip_prefix("a href=\"").and_then(|tag| tag.strip_suffix(REL)).and_then(|tag| tag.strip_suffix("\" "));
    address.is_some_and(|address| {
        let begins = |start: &str| address.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
        ["https://", "mailto:", "../bijlagen/"].into_iter().any(begins) && !address.contains(['"', '\'']) && !address.contains(char::is_control)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_writer_emits_is_woven() {
        for html in [
            "",
            "een &lt;b&gt;",
            "<p>een <em>twee</em><br>\n</p>\n",
            "<ol start=\"3\">\n<li><p><code>x</code></p></li>\n</ol>",
            "<p><a href=\"https://linde.example/?a&amp;b\" rel=\"noopener noreferrer\">x</a></p>",
            "<table>\n<thead><tr><th scope=\"col\" class=\"links\">a</th></tr></thead>\n<tbody></tbody></table>",
        ] {
            assert!(is_woven(html), "{html}");
        }
    }

    #[test]
    fn anything_else_is_not() {
        for html in [
            "<script>",
            "<p>een",
            "<p>een</em>",
            "</p>",
            "<P>een</P>",
            "<p >een</p>",
            "<p onclick=\"x\">een</p>",
            "<p><ul></ul></p>",
            "<br",
            "<br/>",
            "<!--",
            "<a href=\"javascript:x\" rel=\"noopener noreferrer\">x</a>",
            "<a href=\"https://x\" onclick=\"y\" rel=\"noopener noreferrer\">x</a>",
            "<a href=\"https://x\">x</a>",
            "<a href=\"https://x\" rel=\"noopener noreferrer\"><a href=\"https://x\" rel=\"noopener noreferrer\">x</a></a>",
            "<a href=\"../../etc\" rel=\"noopener noreferrer\">x</a>",
            "<ol start=\"\"></ol>",
            "<ol start=\"1\" x></ol>",
        ] {
            assert!(!is_woven(html), "{html}");
        }
    }
}

//! Names between braces in a page, each with what it reads as under the default rule file.

/// A name between braces: `{{bevestiging: twee werkdagen}}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placeholder<'t> {
    /// Its name.
    pub name: &'t str,
    /// What stands there for who reads the page as it lies.
    pub usual: &'t str,
}

/// How wide a filled paragraph is set.
const WIDTH: usize = 100;

/// The text with every name that means something replaced, others left as they lie (`{{derde: …}}` is a mark of its own); a paragraph of prose that held one is set anew, all else stays as it lies.
pub(super) fn fill(text: &str, meaning: impl Fn(Placeholder<'_>) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut is_code = false;
    for paragraph in text.split_inclusive("\n\n") {
        let was_code = is_code;
        is_code ^= paragraph.lines().filter(|line| line.starts_with("```")).count() % 2 == 1;
        let is_prose = !was_code && !paragraph.contains("```") && !paragraph.starts_with(['-', '#', '|', ' ']);
        match (paragraph.contains("{{"), is_prose) {
            (false, _) => filled.push_str(paragraph),
            (true, true) => filled.push_str(&set(&replaced(paragraph, &meaning), paragraph)),
            (true, false) => filled.push_str(&replaced(paragraph, &meaning)),
        }
    }
    filled
}

/// Every name in this text, in order.
#[cfg(test)]
pub(super) fn placeholders(text: &str) -> Vec<Placeholder<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, placeholder, after)) = next(rest) {
        found.push(placeholder);
        rest = after;
    }
    found
}

fn replaced(text: &str, meaning: &impl Fn(Placeholder<'_>) -> Option<String>) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, placeholder, after)) = next(rest) {
        filled.push_str(before);
        filled.push_str(&meaning(placeholder).unwrap_or_else(|| format!("{{{{{}: {}}}}}", placeholder.name, placeholder.usual)));
        rest = after;
    }
    filled + rest
}

/// What stands before the next name, the name, and what follows it.
fn next(text: &str) -> Option<(&str, Placeholder<'_>, &str)> {
    text.match_indices("{{").find_map(|(at, _)| {
        let (inside, after) = text[at + 2..].split_once("}}")?;
        let (name, usual) = inside.split_once(": ").filter(|(name, _)| !name.contains(['{', '`']))?;
        Some((&text[..at], Placeholder { name, usual }, after))
    })
}

/// The words of a paragraph set to the width, with the blank lines that followed it.
fn set(text: &str, original: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= WIDTH {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.join("\n") + &original[original.trim_end().len()..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> String {
        fill(text, |placeholder| (placeholder.name != "derde").then(|| format!("<{}>", placeholder.name)))
    }

    #[test]
    fn only_the_paragraph_with_a_name_is_set_anew() {
        let text = "een\ntwee\n\ndrie {{a: b c}}\nvier\n\n- vijf {{d: e}}\n  zes\n";
        assert_eq!(filled(text), "een\ntwee\n\ndrie <a> vier\n\n- vijf <d>\n  zes\n");
    }

    #[test]
    fn example_keeps_its_lines() {
        let text = "```yaml\na: {{b: c}}\nd: e\n\nf: {{g: h}}\ni: j\n```\n";
        assert_eq!(filled(text), "```yaml\na: <b>\nd: e\n\nf: <g>\ni: j\n```\n");
    }

    #[test]
    fn braces_of_yaml_are_no_name() {
        for text in ["- {termijn: reactie, uiterlijk: 2026-11-30}\n", "{{", "{{a}}", "`{{derde: B. Smit}}`"] {
            assert_eq!(filled(text), text);
        }
    }
}

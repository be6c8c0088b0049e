//! A dossier that grows: what a scene adds is put where the documentation has it, as an officer would.

use crate::diagnostic::Field;

/// A dossier's text in parts: the blocks of its front matter and the sections under it.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    blocks: Vec<Block>,
    sections: Vec<Section>,
}

/// A key at the top of the front matter with everything under it.
#[derive(Clone, Debug)]
struct Block {
    key: String,
    /// The line of the key itself.
    line: String,
    /// The indented lines under it.
    under: Vec<String>,
}

/// A heading with the text under it.
#[derive(Clone, Debug)]
struct Section {
    heading: String,
    paragraphs: Vec<String>,
}

impl Page {
    /// The page with what this text tells: keys first, then sections.
    ///
    /// A key with one value replaces what stood there. Under a key with more, new entries follow the old ones, and lines
    /// that begin no entry belong to the last one told; `=` before the key tells all of it anew. A section goes on where it
    /// ended.
    pub(super) fn tell(&mut self, text: &str) {
        let (head, body) = split(text);
        for block in blocks(head) {
            self.tell_block(block);
        }
        for section in sections(body) {
            match self.sections.iter_mut().find(|known| known.heading == section.heading) {
                Some(known) => known.paragraphs.extend(section.paragraphs),
                None => self.sections.push(section),
            }
        }
    }

    fn tell_block(&mut self, mut block: Block) {
        if let Some(key) = block.key.strip_prefix('=') {
            (block.key, block.line) = (key.to_owned(), block.line[1..].to_owned());
            self.blocks.retain(|known| known.key != block.key);
        }
        match self.blocks.iter_mut().find(|known| known.key == block.key) {
            Some(known) if block.under.is_empty() => *known = block,
            Some(known) => known.go_on(block.under),
            None => {
                let at = self.blocks.iter().position(|known| rank(&known.key) > rank(&block.key)).unwrap_or(self.blocks.len());
                self.blocks.insert(at, block);
            }
        }
    }

    /// The whole file, with a blank line between groups.
    pub(super) fn text(&self) -> String {
        let mut text = String::from("---\n");
        for (index, block) in self.blocks.iter().enumerate() {
            let before = index.checked_sub(1).map(|before| &self.blocks[before]);
            if before.is_some_and(|before| before.key == Field::Status.key() || before.is_group() || block.is_group()) {
                text.push('\n');
            }
            for line in std::iter::once(&block.line).chain(&block.under) {
                text.push_str(line);
                text.push('\n');
            }
        }
        text.push_str("---\n");
        for (index, section) in self.sections.iter().enumerate() {
            text.push_str(if index == 0 { "" } else { "\n" });
            text.push_str(&format!("## {}\n\n{}\n", section.heading, section.paragraphs.join("\n\n")));
        }
        text
    }
}

impl Block {
    fn is_group(&self) -> bool {
        !self.under.is_empty()
    }

    /// Whether it holds entries rather than keys.
    fn is_list(&self) -> bool {
        self.under.first().is_some_and(|line| line.starts_with("  - "))
    }

    /// Puts more lines under the key: entries and lines of the last entry at the end, a key that stood there in its place.
    fn go_on(&mut self, under: Vec<String>) {
        if self.is_list() {
            self.under.extend(under);
            return;
        }
        for group in groups(under) {
            let key = key_of(&group[0]);
            let from = self.under.iter().position(|line| indent(line) == 2 && key_of(line) == key);
            match from {
                None => self.under.extend(group),
                Some(from) => {
                    let until = self.under[from + 1..].iter().position(|line| indent(line) == 2).map_or(self.under.len(), |next| from + 1 + next);
                    self.under.splice(from..until, group);
                }
            }
        }
    }
}

/// The front matter and the text of a scene.
fn split(text: &str) -> (&str, &str) {
    match text.find("## ") {
        Some(at) if at == 0 || text[..at].ends_with('\n') => text.split_at(at),
        _ => (text, ""),
    }
}

fn blocks(head: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    for line in head.lines().filter(|line| !line.trim().is_empty()) {
        match found.last_mut() {
            Some(block) if indent(line) > 0 => block.under.push(line.to_owned()),
            _ => found.push(Block { key: key_of(line).to_owned(), line: line.to_owned(), under: Vec::new() }),
        }
    }
    found
}

/// The lines of a map, one group a key.
fn groups(under: Vec<String>) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    for line in under {
        match found.last_mut() {
            Some(group) if indent(&line) > 2 => group.push(line),
            _ => found.push(vec![line]),
        }
    }
    found
}

fn sections(body: &str) -> Vec<Section> {
    let mut found: Vec<Section> = Vec::new();
    for part in body.split("## ").skip(1) {
        let (heading, text) = part.split_once('\n').unwrap_or((part, ""));
        found.push(Section { heading: heading.trim().to_owned(), paragraphs: vec![text.trim().to_owned()] });
    }
    found
}

fn key_of(line: &str) -> &str {
    line.trim_start().split(':').next().unwrap_or_default()
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Where a key stands in the documentation; an unknown one comes last.
fn rank(key: &str) -> usize {
    Field::ALL.iter().position(|field| field.key() == key).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(scenes: &[&str]) -> String {
        let mut page = Page::default();
        scenes.iter().for_each(|scene| page.tell(scene));
        page.text()
    }

    #[test]
    fn keys_stand_in_the_order_of_the_documentation_with_a_line_between_groups() {
        let text = told(&["status: ontvangen\nkanaal: post\ningediend_op: 2026-11-02\nnummer: K-2026-0007\n"]);
        assert_eq!(text, "---\nnummer: K-2026-0007\nstatus: ontvangen\n\ningediend_op: 2026-11-02\nkanaal: post\n---\n");
    }

    #[test]
    fn value_is_replaced_and_entry_added() {
        let first = "status: ontvangen\ngesprekken:\n  - soort: vooraf\n    uitgenodigd_op: 2026-11-02\n";
        let second = "status: onvolledig\ngesprekken:\n    uitkomst: niet_gewenst\n  - soort: op_uitnodiging\n";
        let expected = "---\nstatus: onvolledig\n\ngesprekken:\n  - soort: vooraf\n    uitgenodigd_op: 2026-11-02\n    uitkomst: niet_gewenst\n  - soort: op_uitnodiging\n---\n";
        assert_eq!(told(&[first, second]), expected);
    }

    #[test]
    fn key_of_a_group_is_replaced_in_its_place() {
        let first = "klachtindiener:\n  naam: Sanne de Wit\n  email: niet_opgegeven\n";
        let second = "klachtindiener:\n  email: s.dewit@roc-delinde.example\n  telefoon: niet_opgegeven\n";
        let expected = "---\nklachtindiener:\n  naam: Sanne de Wit\n  email: s.dewit@roc-delinde.example\n  telefoon: niet_opgegeven\n---\n";
        assert_eq!(told(&[first, second]), expected);
    }

    #[test]
    fn key_told_anew_replaces_what_stood_there() {
        let text = told(&["beklaagde:\n  - K. de Boer\n", "=beklaagde:\n  - L. Smit\n"]);
        assert_eq!(text, "---\nbeklaagde:\n  - L. Smit\n---\n");
    }

    #[test]
    fn section_goes_on_where_it_ended() {
        let text = told(&["## Omschrijving\n\nTe laat.\n\n## Ondernomen stappen\n\ngeen\n", "## Omschrijving\n\nNog steeds.\n"]);
        assert_eq!(text, "---\n---\n## Omschrijving\n\nTe laat.\n\nNog steeds.\n\n## Ondernomen stappen\n\ngeen\n");
    }
}

//! What every key means, out of the tables of `docs/dossier.md` and `docs/regeling.md`.

use std::collections::BTreeMap;

/// The documentation of a dossier.
pub const DOSSIER: &str = include_str!("../../../docs/dossier.md");
/// The documentation of the rule file.
pub const RULES: &str = include_str!("../../../docs/regeling.md");

/// What keys mean, by the group they stand in: its key, or nothing for the top.
pub struct Meanings(BTreeMap<(String, String), String>);

impl Meanings {
    /// The meanings in the tables of a page, each under the heading of its group.
    pub fn of(page: &str) -> Self {
        let (mut found, mut group, mut columns) = (BTreeMap::new(), String::new(), Vec::new());
        for line in page.lines() {
            if let Some(heading) = line.strip_prefix("## ").or_else(|| line.strip_prefix("### ")) {
                group = key(heading).unwrap_or_default().to_owned();
            } else if let Some(cells) = cells(line) {
                match cells.first().and_then(|cell| key(cell)) {
                    Some(named) => _ = found.entry((group.clone(), named.to_owned())).or_insert_with(|| sentence(&columns, &cells)),
                    None if !cells.iter().all(|cell| cell.starts_with("---")) => columns = cells,
                    None => {}
                }
            } else if !line.trim().is_empty() && !group.is_empty() {
                // The first words under a heading tell what the whole group is, where no table does.
                found.entry((String::new(), group.clone())).or_insert_with(|| line.replace('`', ""));
            }
        }
        Self(found)
    }

    /// What a key means at the end of this way of keys: as the section of its group tells, else that of what encloses it.
    pub fn get(&self, way: &[&str], key: &str) -> Option<&str> {
        let told = |group: &str| self.0.get(&(group.to_owned(), key.to_owned())).map(String::as_str);
        if way.is_empty() { told("") } else { way.iter().rev().find_map(|group| told(group)) }
    }
}

/// The key that is all of a cell or heading: "`naam`".
fn key(text: &str) -> Option<&str> {
    text.strip_prefix('`')?.strip_suffix('`').filter(|key| !key.contains('`'))
}

/// The cells of a line of a table.
fn cells(line: &str) -> Option<Vec<&str>> {
    let inner = line.strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split(" | ").flat_map(|cell| cell.split("||")).map(|cell| cell.trim().trim_end_matches('|').trim()).collect())
}

/// The cells of a row behind its key as a few sentences: what it means, the article it rests on, how it is written.
fn sentence(columns: &[&str], cells: &[&str]) -> String {
    let told = columns.iter().zip(cells).skip(1).filter(|(_, cell)| !cell.is_empty());
    let parts = told.filter_map(|(column, cell)| match *column {
        "soort" | "wie" => None,
        "betekenis" | "de bepaling over" | "bijzonder" => Some((*cell).to_owned()),
        "art." => Some(format!("artikel {cell}")),
        "voorbeeld" if cell.starts_with("zie ") => None,
        named => Some(format!("{named}: {cell}")),
    });
    parts.collect::<Vec<_>>().join(" · ").replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_is_told_with_its_article_and_an_example() {
        let meanings = Meanings::of(DOSSIER);
        let told = "de dag dat de klacht binnenkwam; hiervan lopen de twee werkdagen · artikel 3 · voorbeeld: ontvangen_op: 2026-11-03";
        assert_eq!(meanings.get(&[], "ontvangen_op"), Some(told));
        assert_eq!(meanings.get(&["extern_advies"], "ontvangen_op").map(|told| told.contains("advies")), Some(true));
    }

    #[test]
    fn setting_is_told_under_its_heading() {
        let meanings = Meanings::of(RULES);
        assert_eq!(meanings.get(&["artikelen"], "klacht"), Some("wat een klacht is en wie mag klagen"));
        assert_eq!(meanings.get(&[], "schema"), Some("Altijd 1: de versie van dit bestand."));
        assert_eq!(meanings.get(&["termijnen"], "bevestiging"), Some("loopt van: ontvangen_op · tot: de bevestiging, of het verzoek om aanvulling"));
    }
}

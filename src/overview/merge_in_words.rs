//! What a merge made of a dossier, in words: nothing that one of the sides had made already.

use std::collections::{BTreeMap, BTreeSet};

use super::change_in_words::{TEXT, flaw, parts_in_words};
use super::part_names::name;
use crate::diagnostic::Field;
use crate::source::{Node, Value, read_dossier};

/// What a merge made, and what it made it of.
#[derive(Clone, Debug)]
pub struct MergedVersions<'a> {
    /// The file on each side that has it.
    pub sides: Vec<&'a [u8]>,
    /// The file it became.
    pub after: &'a [u8],
    /// The parts of it that are told: as on none of the sides, or changed on all sides and differently.
    pub parts: &'a [String],
    /// The year in which it was done: a day in that year is told without it.
    pub year: i32,
}

/// The parts that no line of words is about: told by themselves, or not in the file.
const TOLD_APART: [&str; 2] = ["status", "bijlagen"];

/// What the merge made, a line for each part; the status is left out, which is told by itself.
#[must_use]
pub fn merge_in_words(versions: &MergedVersions<'_>) -> Vec<String> {
    let after = read_dossier(versions.after);
    let mut lines: Vec<String> = flaw(&after).map(|flaw| format!("deze versie is {flaw}")).into_iter().collect();
    let told = |side: &&[u8]| told_by_part(parts_in_words(&read_dossier(side), &after, versions.year));
    let mut sides: Vec<BTreeMap<String, BTreeSet<String>>> = versions.sides.iter().map(told).collect();
    let first = if sides.is_empty() { BTreeMap::new() } else { sides.remove(0) };
    for part in versions.parts.iter().filter(|part| !TOLD_APART.contains(&part.as_str())) {
        let new = first.get(part).map(|lines| lines.iter().filter(|line| sides.iter().all(|side| has(side, part, line)))).into_iter().flatten();
        // A line on an entry of a list does not say which: it may be another on each side.
        let has_entries = after.tree().and_then(|tree| tree.entry(part)).is_some_and(|entry| holds_list(&entry.value));
        let new: Vec<String> = new.filter(|_| !has_entries).cloned().collect();
        let is_as_on_a_side = !first.contains_key(part) || sides.iter().any(|side| !side.contains_key(part));
        match (new.is_empty(), is_as_on_a_side) {
            (false, _) => lines.extend(new),
            (true, true) => lines.push(format!("{}: gekozen uit wat de kanten hadden", name(part))),
            (true, false) => lines.push(format!("{}: anders dan aan elke kant", name(part))),
        }
    }
    lines
}

/// Whether there is a list in it, at any depth.
fn holds_list(node: &Node<'_>) -> bool {
    matches!(node.value, Value::List(_)) || node.entries().iter().any(|entry| holds_list(&entry.value))
}

fn has(side: &BTreeMap<String, BTreeSet<String>>, part: &str, line: &str) -> bool {
    side.get(part).is_some_and(|lines| lines.contains(line))
}

/// The lines of each part, those of the organisation's own fields under one name.
fn told_by_part(parts: Vec<(String, Vec<String>)>) -> BTreeMap<String, BTreeSet<String>> {
    let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (key, lines) in parts {
        let is_known = key == TEXT || Field::ALL.iter().any(|field| field.key() == key);
        told.entry(if is_known { key } else { "eigen velden".to_owned() }).or_default().extend(lines);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(parts: &[&str], ours: &str, theirs: &str, after: &str) -> Vec<String> {
        let file = |more: &str| format!("---\nschema: 1\nnummer: K-2026-0007\nstatus: ontvangen\n{more}---\n");
        let [ours, theirs, after] = [ours, theirs, after].map(file);
        let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
        merge_in_words(&MergedVersions { sides: vec![ours.as_bytes(), theirs.as_bytes()], after: after.as_bytes(), parts: &parts, year: 2026 })
    }

    const FIRST: &str = "afspraken:\n- wat: Terugbellen\n";
    const SECOND: &str = "afspraken:\n- wat: Uitslagen sturen\n  wie: Productie\n";

    #[test]
    fn what_each_side_added_is_not_told_again() {
        let both = format!("{FIRST}{}", SECOND.trim_start_matches("afspraken:\n"));
        assert_eq!(told(&["afspraken"], FIRST, SECOND, &both), ["afspraken: anders dan aan elke kant"]);
    }

    #[test]
    fn side_that_was_chosen_is_told_without_what_it_holds() {
        assert_eq!(
            told(&["onderwerp"], "onderwerp: Te laat\n", "onderwerp: Te vroeg\n", "onderwerp: Te laat\n"),
            ["onderwerp: gekozen uit wat de kanten hadden"]
        );
    }

    #[test]
    fn what_no_side_had_is_told_in_words() {
        assert_eq!(told(&["kanaal", "eigen velden"], "", "", "kanaal: post\nx_kleur: rood\n"), ["kanaal post", "eigen veld x_kleur toegevoegd"]);
    }

    #[test]
    fn merge_that_left_both_lines_is_not_called_the_same() {
        assert_eq!(
            told(&["onderwerp"], "onderwerp: A\n", "onderwerp: B\n", "onderwerp: A\nonderwerp: B\n"),
            ["deze versie is niet als dossier te lezen: de sleutel «onderwerp» staat er twee keer", "onderwerp: gekozen uit wat de kanten hadden"]
        );
    }
}

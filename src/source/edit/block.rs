//! Edits of keys and entries that stand on lines of their own.

use super::fresh::Fresh;
use super::sheet::{Sheet, Splice};
use crate::diagnostic::Field;
use crate::source::layout::{Rank, rank};
use crate::source::{ByteRange, Entry, Node};

/// Where a new key goes.
pub(in crate::source) enum Place<'n, 't> {
    /// Below this entry, and whether a blank line comes between.
    Below(&'n Entry<'t>, bool),
    /// Above this entry, and whether a blank line comes between.
    Above(&'n Entry<'t>, bool),
}

/// The place of a new key among the entries of a map; `None` when there are no entries.
///
/// Below the last key that comes before it in the same group, else above the first that comes after it in the same group;
/// a new group comes below the last key before it, or above everything. A key without a rank stays where it is.
pub(in crate::source) fn place<'n, 't>(parent: Option<Field>, entries: &'n [Entry<'t>], field: Field) -> Option<Place<'n, 't>> {
    let own = rank(parent, field.key()).unwrap_or(Rank { order: usize::MAX, group: usize::MAX });
    let ranked: Vec<_> = entries.iter().filter_map(|entry| Some((rank(parent, &entry.key)?, entry))).collect();
    let before = ranked.iter().filter(|(rank, _)| rank.order < own.order).max_by_key(|(rank, _)| rank.order);
    let after = ranked.iter().filter(|(rank, _)| rank.order > own.order).min_by_key(|(rank, _)| rank.order);
    let apart = |rank: &Rank| parent.is_none() && rank.group != own.group;
    let place = match (before, after) {
        (Some((rank, entry)), _) if !apart(rank) => Place::Below(entry, false),
        (_, Some((rank, entry))) if !apart(rank) => Place::Above(entry, false),
        (Some((_, entry)), _) => Place::Below(entry, true),
        (None, Some((_, entry))) => Place::Above(entry, true),
        (None, None) => Place::Below(entries.last()?, parent.is_none()),
    };
    Some(place)
}

/// Puts lines where a place says, indented as the keys around them.
pub(in crate::source) fn insert(sheet: &Sheet<'_>, place: &Place<'_, '_>, lines: &[String]) -> Splice {
    match place {
        Place::Below(entry, apart) => {
            let at = sheet.behind_group(entry);
            let mut text = indented(lines, sheet.column(entry.key_at.start), sheet.newline);
            if *apart {
                text.insert_str(0, sheet.newline);
                let open = at < sheet.end && !sheet.is_blank(at);
                text.push_str(if open { sheet.newline } else { "" });
            }
            Splice::insert(at, text)
        }
        Place::Above(entry, apart) => {
            let key = entry.key_at.start;
            let column = sheet.column(key);
            let blank = if *apart { sheet.newline } else { "" };
            if sheet.begins_line(key) {
                return Splice::insert(sheet.above(key), indented(lines, column, sheet.newline) + blank);
            }
            // The first key of a list entry shares its line with the dash.
            let text = indented(lines, column, sheet.newline);
            Splice::insert(key, text[column..].to_owned() + &" ".repeat(column))
        }
    }
}

/// The line that a new dossier reserved for a key of a map: a comment with only the key and perhaps a hint, `# kanaal:   # e-mail of post`.
///
/// `None` when there is none among the lines of the map.
pub(in crate::source) fn reserved(sheet: &Sheet<'_>, whole: bool, entries: &[Entry<'_>], field: Field) -> Option<ByteRange> {
    let (first, last) = (entries.first()?, entries.last()?);
    let column = sheet.column(first.key_at.start);
    let extent = if whole {
        sheet.begin..sheet.end
    } else {
        sheet.above(first.key_at.start)..sheet.behind(sheet.behind_entry(last) - 1, column.saturating_sub(1))
    };
    let mut line = extent.start;
    while line < extent.end {
        let next = sheet.next_line(line);
        let inside_a_value = entries.iter().any(|entry| (entry.value.at.start..entry.value.at.end).contains(&line));
        if !inside_a_value && reserves(&sheet.bytes[line..next], column, field) {
            return Some(line..next);
        }
        line = next;
    }
    None
}

/// Whether a line is nothing but the commented key, without a value.
fn reserves(line: &[u8], column: usize, field: Field) -> bool {
    let key = format!("{}# {field}:", " ".repeat(column));
    let rest = line.strip_prefix(key.as_bytes()).map(<[u8]>::trim_ascii);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(b"#"))
}

/// Puts lines in the place of a reserved one, with its indentation.
pub(in crate::source) fn fill_in(sheet: &Sheet<'_>, reserved: ByteRange, lines: &[String]) -> Splice {
    let column = sheet.bytes[reserved.clone()].iter().take_while(|byte| **byte == b' ').count();
    Splice { at: reserved, text: indented(lines, column, sheet.newline) }
}

/// Lines with an indentation and line ends.
fn indented(lines: &[String], column: usize, newline: &str) -> String {
    lines.iter().map(|line| format!("{}{line}{newline}", " ".repeat(column))).collect()
}

/// Gives a key without a value, or with empty brackets, a map or a list on the lines below it.
pub(super) fn unfold(sheet: &Sheet<'_>, entry: &Entry<'_>, value: &Fresh<'_>) -> Vec<Splice> {
    let below = Splice::insert(sheet.next_line(entry.value.at.end), indented(&value.lines(), sheet.column(entry.key_at.start) + 2, sheet.newline));
    let mut old = entry.value.at.clone();
    if !old.is_empty() {
        let spaces = sheet.bytes[entry.key_at.end..old.start].iter().rev().take_while(|byte| **byte == b' ').count();
        old.start -= spaces;
    }
    vec![Splice::remove(old), below]
}

/// Puts the first lines into an empty front matter.
pub(super) fn first(sheet: &Sheet<'_>, value: &Fresh<'_>) -> Splice {
    Splice::insert(sheet.end, indented(&value.lines(), 0, sheet.newline))
}

/// Adds an entry below the last one of a list.
pub(super) fn append(sheet: &Sheet<'_>, list: &Node<'_>, entry: &Fresh<'_>) -> Splice {
    let column = sheet.column(list.at.start);
    let lines = entry.lines().into_iter().enumerate();
    let lines: Vec<_> = lines.map(|(index, line)| if index == 0 { format!("- {line}") } else { format!("  {line}") }).collect();
    Splice::insert(sheet.behind(list.at.end, column), indented(&lines, column, sheet.newline))
}

/// The bytes that go with a key of a block map; `None` when it is the only key on the line of a dash.
pub(in crate::source) fn key_gap(sheet: &Sheet<'_>, entries: &[Entry<'_>], index: usize) -> Option<ByteRange> {
    let entry = entries.get(index)?;
    let key = entry.key_at.start;
    if sheet.begins_line(key) {
        return Some(with_blank_line(sheet, sheet.line_start(key)..sheet.behind_entry(entry)));
    }
    Some(key..entries.get(index + 1)?.key_at.start)
}

/// The bytes that go with an entry of a block list; `None` when its dash does not begin a line.
pub(in crate::source) fn item_gap(sheet: &Sheet<'_>, item: &Node<'_>) -> Option<ByteRange> {
    let dash = sheet.bytes[..item.at.start].iter().rposition(|byte| *byte == b'-')?;
    let only_space = sheet.bytes[dash + 1..item.at.start].iter().all(u8::is_ascii_whitespace);
    let end = sheet.behind(item.at.end, sheet.column(dash));
    (only_space && sheet.begins_line(dash)).then(|| with_blank_line(sheet, sheet.line_start(dash)..end))
}

/// The lines, with one of the two blank lines that would else remain where they stood.
fn with_blank_line(sheet: &Sheet<'_>, lines: ByteRange) -> ByteRange {
    let above = (lines.start > sheet.begin).then(|| sheet.line_start(lines.start - 1));
    let blank_above = above.is_none_or(|line| sheet.is_blank(line));
    let blank_below = lines.end < sheet.end && sheet.is_blank(lines.end);
    match above {
        _ if blank_above && blank_below => lines.start..sheet.next_line(lines.end),
        Some(line) if blank_above && lines.end == sheet.end => line..lines.end,
        _ => lines,
    }
}

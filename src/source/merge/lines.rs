//! The lines of a value as they stand in one version, for another version.

use crate::source::edit::shape::Shape;
use crate::source::edit::sheet::Sheet;
use crate::source::quote::{Context, written};
use crate::source::{Entry, Node};

/// Lines without the indentation they share.
pub(super) type Lines = Vec<String>;

/// The lines of a key with its value, with the comments right above it when `above`.
pub(super) fn of_key(sheet: &Sheet<'_>, entry: &Entry<'_>, above: bool) -> Lines {
    key_as_it_stands(sheet, entry, above).unwrap_or_else(|| written_key(&entry.key, &Shape::of(&entry.value)))
}

/// The same when the key has its lines to itself.
pub(super) fn key_as_it_stands(sheet: &Sheet<'_>, entry: &Entry<'_>, above: bool) -> Option<Lines> {
    let key = entry.key_at.start;
    let from = if above { sheet.above(key) } else { sheet.line_start(key) };
    let alone = sheet.begins_line(key) && !in_brackets(sheet, entry);
    alone.then(|| without_indent(&sheet.bytes[from..sheet.behind_entry(entry)], sheet.column(key)))
}

/// Whether what stands on the line behind the value closes a bracket: the key is one of several between brackets.
fn in_brackets(sheet: &Sheet<'_>, entry: &Entry<'_>) -> bool {
    let end = entry.value.at.end.max(entry.key_at.end);
    let rest = sheet.bytes[end..sheet.next_line(end)].trim_ascii();
    rest.starts_with(b",") || rest.starts_with(b"}") || rest.starts_with(b"]")
}

/// The lines of an entry of a list, its dash included, with the comments right above it when `above`.
pub(super) fn of_entry(sheet: &Sheet<'_>, item: &Node<'_>, above: bool) -> Lines {
    entry_as_it_stands(sheet, item, above).unwrap_or_else(|| written_entry(&Shape::of(item)))
}

/// The same when its dash begins a line.
pub(super) fn entry_as_it_stands(sheet: &Sheet<'_>, item: &Node<'_>, above: bool) -> Option<Lines> {
    let dash = dash(sheet, item)?;
    let from = if above { sheet.above(dash) } else { sheet.line_start(dash) };
    Some(without_indent(&sheet.bytes[from..sheet.behind(item.at.end, sheet.column(dash))], sheet.column(dash)))
}

/// Where the dash of an entry stands, when it begins its line.
pub(super) fn dash(sheet: &Sheet<'_>, item: &Node<'_>) -> Option<usize> {
    let dash = sheet.bytes[..item.at.start].iter().rposition(|byte| *byte == b'-')?;
    let only_space = sheet.bytes[dash + 1..item.at.start].iter().all(|byte| *byte == b' ');
    (only_space && dash >= sheet.begin && sheet.begins_line(dash)).then_some(dash)
}

fn without_indent(bytes: &[u8], column: usize) -> Lines {
    let text = String::from_utf8_lossy(bytes);
    let strip = |line: &str| {
        let spaces = line.bytes().take_while(|byte| *byte == b' ').count().min(column);
        line[spaces..].trim_end_matches(['\n', '\r']).to_owned()
    };
    text.split_inclusive('\n').map(strip).collect()
}

/// Lines with an indentation and line ends.
pub(super) fn indented(lines: &[String], column: usize, newline: &str) -> String {
    let line = |line: &String| if line.is_empty() { newline.to_owned() } else { format!("{}{line}{newline}", " ".repeat(column)) };
    lines.iter().map(line).collect()
}

/// The lines of a key as a new dossier would have them.
fn written_key(key: &str, value: &Shape) -> Lines {
    match value {
        Shape::Empty => vec![format!("{key}:")],
        Shape::Text(text) => vec![format!("{key}: {}", written(text, Context::Block))],
        Shape::List(items) if items.is_empty() => vec![format!("{key}: []")],
        Shape::Map(keys) if keys.is_empty() => vec![format!("{key}: {{}}")],
        Shape::List(_) | Shape::Map(_) => {
            let own = block(value).into_iter().map(|line| format!("  {line}"));
            std::iter::once(format!("{key}:")).chain(own).collect()
        }
    }
}

fn block(value: &Shape) -> Lines {
    match value {
        Shape::Empty => vec![String::new()],
        Shape::Text(text) => vec![written(text, Context::Block).into_owned()],
        Shape::List(items) => items.iter().flat_map(written_entry).collect(),
        Shape::Map(keys) => keys.iter().flat_map(|(key, value)| written_key(key, value)).collect(),
    }
}

/// The lines of an entry as a new dossier would have them.
fn written_entry(value: &Shape) -> Lines {
    let lines = block(value).into_iter().enumerate();
    lines.map(|(index, line)| if index == 0 { format!("- {line}") } else { format!("  {line}") }).collect()
}

/// A value on one line, between brackets.
pub(super) fn in_flow(value: &Shape) -> String {
    match value {
        Shape::Empty => "~".to_owned(),
        Shape::Text(text) => written(text, Context::Flow).into_owned(),
        Shape::List(items) => format!("[{}]", items.iter().map(in_flow).collect::<Vec<_>>().join(", ")),
        Shape::Map(keys) => {
            let keys: Vec<_> = keys.iter().map(|(key, value)| format!("{key}: {}", in_flow(value))).collect();
            format!("{{{}}}", keys.join(", "))
        }
    }
}

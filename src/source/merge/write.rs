//! Carrying out a plan on the bytes of our version: what it does not name stays as it is.

use super::lines::{Lines, dash, entry_as_it_stands, in_flow, indented, key_as_it_stands, of_entry, of_key};
use super::markers::Style;
use super::plan::{Part, Plan};
use super::three::{Side, Three};
use crate::diagnostic::Field;
use crate::source::edit::block::{Place, fill_in, insert, item_gap, key_gap, place, reserved};
use crate::source::edit::shape::Shape;
use crate::source::edit::sheet::{Sheet, Splice};
use crate::source::quote::{Context, written};
use crate::source::{ByteRange, Entry, Node, Value};

/// A place written in a way that cannot be merged without touching something else.
pub(super) struct TooOdd;

/// A plan being carried out.
pub(super) struct Writer<'w, 't> {
    /// The three versions.
    pub sheets: Three<&'w Sheet<'t>>,
    /// Our version, which is written on.
    pub ours: &'w Sheet<'t>,
    /// How conflicts are marked.
    pub style: &'w Style,
    /// The bytes that change.
    pub splices: Vec<Splice>,
}

/// A map of our version that stands on lines of its own.
#[derive(Clone, Copy)]
pub(super) struct Around<'n> {
    /// The key it is the value of, or the list it is an entry of; `None` for the dossier itself.
    pub parent: Option<Field>,
    /// Its keys.
    pub entries: &'n [Entry<'n>],
}

impl Writer<'_, '_> {
    /// Carries out what becomes of the keys of a map.
    pub(super) fn keys(&mut self, around: Around<'_>, parts: &[Part<'_>]) -> Result<(), TooOdd> {
        for part in parts {
            if self.take_lines_of_key(part) {
                continue;
            }
            let is_gone = part.says(Side::Ours).is_none() && !part.plan.has_clash();
            match (&part.plan, part.keys.ours, part.keys.theirs) {
                (Plan::Ours, ..) | (Plan::Theirs, None, None) => {}
                (Plan::Clash, ours, _) => self.mark_key(around, part, ours)?,
                (_, Some(ours), _) if is_gone => self.remove_key(around, ours)?,
                (Plan::Theirs, Some(ours), Some(theirs)) => self.replace_key(ours, theirs)?,
                (_, Some(ours), _) => self.within(&ours.value, field(part.name), part)?,
                (_, None, Some(theirs)) => self.insert_key(around, part.name, &of_key(self.theirs()?, theirs, true))?,
                (_, None, None) => return Err(TooOdd),
            }
        }
        Ok(())
    }

    /// Takes their lines of a key as they stand, comments and all, where ours are still those of the base; whether it was so.
    fn take_lines_of_key(&mut self, part: &Part<'_>) -> bool {
        let (Three { base: Some(base), ours: Some(ours), theirs: Some(theirs) }, Three { base: Some(was), theirs: Some(is), .. }) =
            (part.keys, self.sheets)
        else {
            return false;
        };
        let lines = [(was, base), (self.ours, ours), (is, theirs)].map(|(sheet, entry)| key_as_it_stands(sheet, entry, true));
        let from = self.ours.above(ours.key_at.start);
        self.take_lines(lines, from..self.ours.behind_entry(ours), self.ours.column(ours.key_at.start))
    }

    /// The same for an entry of a list.
    fn take_lines_of_entry(&mut self, part: &Part<'_>) -> bool {
        let (Three { base: Some(base), ours: Some(ours), theirs: Some(theirs) }, Three { base: Some(was), theirs: Some(is), .. }) =
            (part.nodes, self.sheets)
        else {
            return false;
        };
        let lines = [(was, base), (self.ours, ours), (is, theirs)].map(|(sheet, item)| entry_as_it_stands(sheet, item, true));
        let Some(dash) = dash(self.ours, ours) else { return false };
        let column = self.ours.column(dash);
        self.take_lines(lines, self.ours.above(dash)..self.ours.behind(ours.at.end, column), column)
    }

    fn take_lines(&mut self, lines: [Option<Lines>; 3], at: ByteRange, column: usize) -> bool {
        let [Some(base), Some(ours), Some(theirs)] = lines else { return false };
        if base != ours {
            return false;
        }
        if theirs != ours {
            self.splices.push(Splice { at, text: indented(&theirs, column, self.ours.newline) });
        }
        true
    }

    fn theirs(&self) -> Result<&Sheet<'_>, TooOdd> {
        self.sheets.theirs.ok_or(TooOdd)
    }

    /// Changes within a map or list that both sides have.
    fn within(&mut self, node: &Node<'_>, name: Option<Field>, part: &Part<'_>) -> Result<(), TooOdd> {
        if self.ours.is_flow(node) {
            return self.rewrite(node, part);
        }
        match &part.plan {
            Plan::Keys(parts) => self.keys(Around { parent: name, entries: node.entries() }, parts),
            Plan::Entries(parts) => self.entries(node, name, parts),
            Plan::Ours | Plan::Theirs | Plan::Clash => Err(TooOdd),
        }
    }

    /// Writes what stands between brackets anew.
    fn rewrite(&mut self, node: &Node<'_>, part: &Part<'_>) -> Result<(), TooOdd> {
        if part.says(Side::Ours) == Some(Shape::of(node)) {
            return Ok(());
        }
        let old = &self.ours.bytes[node.at.clone()];
        let has_more = old.contains(&b'\n') || old.contains(&b'#');
        let value = part.says(Side::Ours).filter(|_| !has_more && !part.plan.has_clash()).ok_or(TooOdd)?;
        self.splices.push(Splice { at: node.at.clone(), text: in_flow(&value) });
        Ok(())
    }

    /// Gives a key the value it has with them.
    fn replace_key(&mut self, ours: &Entry<'_>, theirs: &Entry<'_>) -> Result<(), TooOdd> {
        if is_one_value(&ours.value) && is_one_value(&theirs.value) {
            let text = self.scalar(&theirs.value)?;
            let glued = ours.value.at.is_empty() && self.ours.bytes[..ours.value.at.start].last().is_some_and(|byte| *byte == b':');
            let glue = if glued { " " } else { "" };
            self.splices.push(Splice { at: ours.value.at.clone(), text: format!("{glue}{text}") });
            return Ok(());
        }
        let at = self.key_region(ours)?;
        let lines = of_key(self.theirs()?, theirs, false);
        let text = indented(&lines, self.ours.column(ours.key_at.start), self.ours.newline);
        self.splices.push(Splice { at, text });
        Ok(())
    }

    /// A single value of theirs as it can stand behind a key of ours.
    fn scalar(&self, node: &Node<'_>) -> Result<String, TooOdd> {
        let raw = &self.theirs()?.bytes[node.at.clone()];
        let plain = !raw.is_empty() && !raw.contains(&b'\n');
        let text = node.text().unwrap_or_default();
        if plain {
            // As they wrote it, unless it stands between brackets with them and would read otherwise here.
            return Ok(String::from_utf8_lossy(raw).into_owned());
        }
        Ok(if node.text().is_some() { written(text, Context::Block).into_owned() } else { String::new() })
    }

    /// The lines of a key of ours, when it begins its line.
    fn key_region(&self, entry: &Entry<'_>) -> Result<ByteRange, TooOdd> {
        let key = entry.key_at.start;
        if self.ours.begins_line(key) { Ok(self.ours.line_start(key)..self.ours.behind_entry(entry)) } else { Err(TooOdd) }
    }

    fn remove_key(&mut self, around: Around<'_>, entry: &Entry<'_>) -> Result<(), TooOdd> {
        let index = around.entries.iter().position(|other| other.key == entry.key).ok_or(TooOdd)?;
        self.splices.push(Splice::remove(key_gap(self.ours, around.entries, index).ok_or(TooOdd)?));
        Ok(())
    }

    fn insert_key(&mut self, around: Around<'_>, name: &str, lines: &[String]) -> Result<(), TooOdd> {
        let whole = around.parent.is_none();
        if let Some(field) = field(name) {
            if let Some(line) = reserved(self.ours, whole, around.entries, field) {
                self.splices.push(fill_in(self.ours, line, lines));
                return Ok(());
            }
            let place = place(around.parent, around.entries, field).ok_or(TooOdd)?;
            self.splices.push(insert(self.ours, &place, lines));
            return Ok(());
        }
        let last = around.entries.last().ok_or(TooOdd)?;
        self.splices.push(insert(self.ours, &Place::Below(last, false), lines));
        Ok(())
    }

    /// Marks a key that both sides changed.
    fn mark_key(&mut self, around: Around<'_>, part: &Part<'_>, ours: Option<&Entry<'_>>) -> Result<(), TooOdd> {
        let (at, column) = match ours {
            Some(entry) => (self.key_region(entry)?, self.ours.column(entry.key_at.start)),
            None => {
                let last = around.entries.last().ok_or(TooOdd)?;
                let behind = self.ours.behind_entry(last);
                (behind..behind, self.ours.column(around.entries.first().ok_or(TooOdd)?.key_at.start))
            }
        };
        let lines = |sheet: Option<&Sheet<'_>>, entry: Option<&Entry<'_>>| {
            sheet.map(|sheet| entry.map_or(String::new(), |entry| indented(&of_key(sheet, entry, false), column, self.ours.newline)))
        };
        let base = lines(self.sheets.base, part.keys.base);
        let theirs = lines(self.sheets.theirs, part.keys.theirs);
        self.mark(at, base.as_deref(), theirs.as_deref())
    }

    fn mark(&mut self, at: ByteRange, base: Option<&str>, theirs: Option<&str>) -> Result<(), TooOdd> {
        let ours = std::str::from_utf8(&self.ours.bytes[at.clone()]).map_err(|_| TooOdd)?;
        let text = self.style.marked(Three { base, ours: Some(ours), theirs }, self.ours.newline);
        self.splices.push(Splice { at, text });
        Ok(())
    }

    /// Carries out what becomes of the entries of a list.
    fn entries(&mut self, list: &Node<'_>, name: Option<Field>, parts: &[Part<'_>]) -> Result<(), TooOdd> {
        let column = self.ours.column(list.at.start);
        let first = parts.iter().filter(|part| part.says(Side::Ours).is_some() || part.plan.has_clash()).find_map(|part| part.nodes.ours);
        let top = first.or(list.items().first()).ok_or(TooOdd)?;
        let mut below = self.ours.above(dash(self.ours, top).ok_or(TooOdd)?);
        for part in parts {
            let stays = part.says(Side::Ours).is_some() || part.plan.has_clash();
            match part.nodes.ours {
                Some(item) if stays => {
                    self.entry(item, name, part)?;
                    below = self.entry_region(item)?.end;
                }
                Some(item) => self.splices.push(Splice::remove(item_gap(self.ours, item).ok_or(TooOdd)?)),
                None if matches!(part.plan, Plan::Clash) => self.mark_entry(below..below, column, part)?,
                None => {
                    let lines = of_entry(self.theirs()?, part.nodes.theirs.ok_or(TooOdd)?, true);
                    self.splices.push(Splice::insert(below, indented(&lines, column, self.ours.newline)));
                }
            }
        }
        Ok(())
    }

    /// Carries out what becomes of an entry that stays.
    fn entry(&mut self, item: &Node<'_>, name: Option<Field>, part: &Part<'_>) -> Result<(), TooOdd> {
        let at = self.entry_region(item)?;
        if self.take_lines_of_entry(part) {
            return Ok(());
        }
        match &part.plan {
            Plan::Ours => Ok(()),
            Plan::Clash => self.mark_entry(at.clone(), self.ours.column(dash(self.ours, item).ok_or(TooOdd)?), part),
            Plan::Theirs => {
                let lines = of_entry(self.theirs()?, part.nodes.theirs.ok_or(TooOdd)?, false);
                let column = self.ours.column(dash(self.ours, item).ok_or(TooOdd)?);
                self.splices.push(Splice { at, text: indented(&lines, column, self.ours.newline) });
                Ok(())
            }
            Plan::Keys(_) | Plan::Entries(_) => self.within(item, name, part),
        }
    }

    /// The lines of an entry of ours.
    fn entry_region(&self, item: &Node<'_>) -> Result<ByteRange, TooOdd> {
        let dash = dash(self.ours, item).ok_or(TooOdd)?;
        Ok(self.ours.line_start(dash)..self.ours.behind(item.at.end, self.ours.column(dash)))
    }

    fn mark_entry(&mut self, at: ByteRange, column: usize, part: &Part<'_>) -> Result<(), TooOdd> {
        let lines = |sheet: Option<&Sheet<'_>>, item: Option<&Node<'_>>| {
            sheet.map(|sheet| item.map_or(String::new(), |item| indented(&of_entry(sheet, item, false), column, self.ours.newline)))
        };
        let base = lines(self.sheets.base, part.nodes.base);
        let theirs = lines(self.sheets.theirs, part.nodes.theirs);
        self.mark(at, base.as_deref(), theirs.as_deref())
    }
}

fn is_one_value(node: &Node<'_>) -> bool {
    matches!(node.value, Value::Scalar(_) | Value::Empty)
}

/// The field with this key.
fn field(key: &str) -> Option<Field> {
    Field::ALL.iter().copied().find(|field| field.key() == key)
}

//! Taking out of a dossier what the complainant may not see.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::naming::{Naming, fields_naming_others, fields_to_look_at};
use super::withheld::{
    Withheld, WithheldPlace, in_place_of, instead, instead_in_markdown, known_to_complainant, passage_texts, reason_line, scalars, texts_below,
};
use crate::diagnostic::Field;
use crate::domain::{Dossier, ThirdParty};
use crate::source::intake::{sections, take_in};
use crate::source::{Entry, Marked, Node, OddMark, Reading, Sign, Spot, Value, without_marked};

/// A dossier as the complainant may see it. What was left out is not in it, but for [`Self::withheld`], which the officer sees.
#[derive(Clone, Debug)]
pub struct Disclosed {
    /// The dossier; in the place of what was left out stands why.
    pub dossier: Dossier,
    /// The text under the front matter, in Markdown.
    pub text: String,
    /// The same with blanks in the place of what was left out: every letter stands on the line where it stood.
    pub masked_text: String,
    /// The line of the file on which the text begins, from 1.
    pub first_line: usize,
    /// Every single value of the front matter that stays in, with its place.
    pub values: Vec<(Spot, String)>,
    /// The organisation's own keys with their values.
    pub own: Vec<(String, String)>,
    /// The stored pieces that are left out, each with the reason.
    pub withheld_pieces: BTreeMap<String, String>,
    /// The stored pieces the officer expressly shows.
    pub shown_pieces: BTreeSet<String>,
    /// Everything left out, in the order of the file.
    pub withheld: Vec<Withheld>,
    /// The fields that name another and stay in, or wait for a decision.
    pub naming: Vec<Naming>,
    /// Fields that may name another and stay in: for the officer to look at.
    pub to_look_at: Vec<(Spot, String)>,
}

/// Why nothing of a dossier may be shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDisclosed {
    /// The file is no dossier.
    #[error("het bestand is niet als dossier te lezen")]
    NoDossier,
    /// A mark is odd, so that nobody can tell what to leave out.
    #[error("{0}")]
    OddMark(#[from] OddMark),
    /// A decision is about something that was not found.
    #[error("«{0}» moet worden weggelaten, maar is niet gevonden")]
    NotFound(String),
}

/// The dossier of this file as the complainant may see it, with these stored pieces beside it.
///
/// # Errors
/// When it cannot be told what to leave out; then nothing is to be shown.
pub fn disclose(reading: &Reading<'_>, stored: &BTreeSet<String>) -> Result<Disclosed, NotDisclosed> {
    let (Some(dossier), Some(tree), Some(document)) = (&reading.dossier, reading.tree(), reading.document()) else {
        return Err(NotDisclosed::NoDossier);
    };
    let mut cut = Cut::planned(dossier, tree, stored)?;
    let tree_shown = cut.node(tree, &Spot::default())?;
    cut.all_found()?;
    // Above the text stand the front matter and the two lines around it.
    let lines_above = document.front_matter.matches('\n').count() + 2;
    let line_of = |at: usize| lines_above + 1 + document.body[..at].matches('\n').count();
    let (text, masked_text) = cut.body(document.body, &line_of)?;
    let mut values = Vec::new();
    values_below(&tree_shown, &Spot::default(), &mut values);
    let (shown, _) = take_in(&tree_shown, 0..0);
    let narrative = sections(&text, 0).narrative();
    let shown = shown.map(|shown| Dossier { narrative, ..shown }).ok_or(NotDisclosed::NoDossier)?;
    Ok(Disclosed {
        dossier: shown,
        text,
        masked_text,
        first_line: lines_above + 1,
        values,
        own: own_fields(&tree_shown),
        naming: cut.naming(tree),
        to_look_at: cut.still_shown(fields_to_look_at(tree)),
        withheld_pieces: cut.pieces.iter().map(|(path, reason)| (path.clone(), reason.clone())).collect(),
        shown_pieces: cut.shown_pieces,
        withheld: cut.withheld,
    })
}

/// What is to be left out, and what was.
struct Cut {
    /// Parts of the front matter to leave out, each with the reason.
    fields: BTreeMap<Spot, String>,
    /// Parts that expressly stay, each with the reason.
    shown: BTreeMap<Spot, String>,
    /// Stored pieces to leave out.
    pieces: BTreeMap<String, String>,
    shown_pieces: BTreeSet<String>,
    /// The parts to leave out that were met.
    met: BTreeSet<Spot>,
    /// What everyone involved knows, and the names of the pieces.
    known: BTreeSet<String>,
    withheld: Vec<Withheld>,
}

impl Cut {
    fn planned(dossier: &Dossier, tree: &Node<'_>, stored: &BTreeSet<String>) -> Result<Self, NotDisclosed> {
        let mut cut = Self {
            fields: BTreeMap::new(),
            shown: BTreeMap::new(),
            pieces: BTreeMap::new(),
            shown_pieces: BTreeSet::new(),
            met: BTreeSet::new(),
            // A piece that is left out is looked for by itself; one that stays may be named.
            known: known_to_complainant(dossier).into_iter().chain(stored.iter().cloned()).collect(),
            withheld: Vec::new(),
        };
        for third in &dossier.third_parties {
            cut.plan(third, stored)?;
        }
        cut.plan_pieces_of_fields(tree, stored);
        let texts = |path: &String| vec![path.clone(), path.rsplit('/').next().unwrap_or(path).to_owned()];
        let withheld = cut.pieces.iter().map(|(path, reason)| Withheld {
            place: WithheldPlace::Piece(path.clone()),
            reason: reason.clone(),
            texts: texts(path),
        });
        cut.withheld = withheld.collect();
        Ok(cut)
    }

    fn plan(&mut self, third: &ThirdParty, stored: &BTreeSet<String>) -> Result<(), NotDisclosed> {
        let reason = reason_line(third.reason.as_deref().map(without_marked).transpose()?.as_deref());
        if let Some(written) = &third.field {
            let spot: Spot = written.parse().map_err(|_| NotDisclosed::NotFound(written.clone()))?;
            let decided = if third.is_withheld() { &mut self.fields } else { &mut self.shown };
            decided.insert(spot, reason.clone());
        }
        if let Some(path) = &third.attachment {
            let path = inside(path);
            if !stored.contains(path) {
                return Err(NotDisclosed::NotFound(path.to_owned()));
            }
            if third.is_withheld() {
                self.pieces.insert(path.to_owned(), reason);
            } else {
                self.shown_pieces.insert(path.to_owned());
            }
        }
        // Twice decided: leaving out wins.
        self.shown_pieces.retain(|path| !self.pieces.contains_key(path));
        self.shown.retain(|spot, _| !self.fields.contains_key(spot));
        Ok(())
    }

    /// The piece that belongs to a message left out is left out as well, unless it is expressly shown.
    fn plan_pieces_of_fields(&mut self, tree: &Node<'_>, stored: &BTreeSet<String>) {
        for (spot, reason) in &self.fields {
            let mut paths = Vec::new();
            if let Some(node) = spot.find(tree) {
                pieces_named(node, spot.last_key() == Field::Attachment.key(), &mut paths);
            }
            for path in paths {
                let path = inside(path);
                if stored.contains(path) && !self.shown_pieces.contains(path) {
                    self.pieces.entry(path.to_owned()).or_insert_with(|| reason.clone());
                }
            }
        }
    }

    /// The part of the front matter without what is left out.
    fn node<'t>(&mut self, node: &Node<'t>, spot: &Spot) -> Result<Node<'t>, NotDisclosed> {
        if let Some(reason) = self.left_out_because(node, spot) {
            let texts = texts_below(node, &self.known);
            self.withheld.push(Withheld { place: WithheldPlace::Field(spot.clone()), reason: reason.clone(), texts });
            return Ok(Node { at: node.at.clone(), value: in_place_of(node, spot, &reason) });
        }
        let value = match &node.value {
            Value::Empty => Value::Empty,
            Value::Scalar(text) => Value::Scalar(self.text(text, spot)?),
            Value::List(items) => {
                let shown = items.iter().enumerate().map(|(index, item)| self.node(item, &spot.entry(index)));
                Value::List(shown.collect::<Result<_, _>>()?)
            }
            Value::Map(entries) => {
                let is_decisions = |entry: &&Entry<'t>| spot.strides().is_empty() && entry.key == Field::ThirdParties.key();
                let kept = entries.iter().filter(|entry| !is_decisions(entry));
                let shown = kept.map(|entry| {
                    let value = self.node(&entry.value, &spot.key(&entry.key))?;
                    Ok(Entry { key: entry.key.clone(), key_at: entry.key_at.clone(), value })
                });
                Value::Map(shown.collect::<Result<_, NotDisclosed>>()?)
            }
        };
        Ok(Node { at: node.at.clone(), value })
    }

    /// The reason to leave this part out as a whole; `None` when it stays.
    fn left_out_because(&mut self, node: &Node<'_>, spot: &Spot) -> Option<String> {
        // A single text, or group, where a list belongs is its own first entry.
        let only_entry = (!matches!(node.value, Value::List(_))).then(|| spot.entry(0));
        let (met, reason) = [Some(spot.clone()), only_entry].into_iter().flatten().find_map(|spot| {
            let reason = self.fields.get(&spot)?.clone();
            Some((spot, reason))
        })?;
        self.met.extend(self.fields.keys().filter(|other| other.is_within(&met) || other.is_within(spot)).cloned());
        Some(reason)
    }

    /// A text without its marked passages, and without the name of a piece that is left out.
    fn text<'t>(&mut self, text: &Cow<'t, str>, spot: &Spot) -> Result<Cow<'t, str>, NotDisclosed> {
        if let Some(reason) = self.pieces.get(inside(text)) {
            return Ok(Cow::Owned(instead(reason)));
        }
        let marked = Marked::read(text)?;
        if marked.passages().next().is_none() {
            return Ok(text.clone());
        }
        let place = WithheldPlace::Passage(spot.clone());
        self.withheld.extend(marked.passages().map(|passage| Withheld {
            place: place.clone(),
            reason: reason_line(passage.reason),
            texts: passage_texts(passage),
        }));
        Ok(Cow::Owned(marked.replaced(|passage| instead(&reason_line(passage.reason)))))
    }

    /// The text under the front matter without its marked passages, and without the names of pieces that are left out.
    fn body(&mut self, body: &str, line_of: &dyn Fn(usize) -> usize) -> Result<(String, String), NotDisclosed> {
        let marked = Marked::read(body)?;
        self.withheld.extend(marked.passages().map(|passage| Withheld {
            place: WithheldPlace::Text(line_of(passage.at.start)),
            reason: reason_line(passage.reason),
            texts: passage_texts(passage),
        }));
        let shown = marked.replaced(|passage| instead_in_markdown(&reason_line(passage.reason)));
        let masked = marked.replaced(|passage| body[passage.at.clone()].chars().map(|letter| if letter == '\n' { '\n' } else { ' ' }).collect());
        let without_names =
            |text: String, instead: &dyn Fn(&str) -> String| self.pieces.keys().fold(text, |text, path| text.replace(path.as_str(), &instead(path)));
        Ok((without_names(shown, &|_| "weggelaten".to_owned()), without_names(masked, &|path| " ".repeat(path.len()))))
    }

    fn all_found(&self) -> Result<(), NotDisclosed> {
        let missed = self.fields.keys().find(|spot| !self.met.contains(spot));
        missed.map_or(Ok(()), |spot| Err(NotDisclosed::NotFound(spot.to_string())))
    }

    /// The fields that name another and are not left out.
    fn naming(&self, tree: &Node<'_>) -> Vec<Naming> {
        let fields = self.still_shown(fields_naming_others(tree));
        let because = |spot: &Spot| self.shown.iter().find(|(decided, _)| covers(decided, spot)).map(|(_, reason)| reason.clone());
        fields.into_iter().map(|(spot, text)| Naming { shown_because: because(&spot), spot, text }).collect()
    }

    /// Those of these fields that are not left out.
    fn still_shown(&self, fields: Vec<(Spot, String)>) -> Vec<(Spot, String)> {
        fields.into_iter().filter(|(spot, _)| !self.fields.keys().any(|decided| covers(decided, spot))).collect()
    }
}

/// Whether a decision is about this field: the field lies within what was decided on.
fn covers(decided: &Spot, field: &Spot) -> bool {
    // `beklaagde[0]` also covers a single `beklaagde` without a list.
    field.is_within(decided) || field.entry(0) == *decided
}

/// The paths under every key for a stored piece below the node; of the node itself when it is one.
fn pieces_named<'n>(node: &'n Node<'_>, is_piece: bool, paths: &mut Vec<&'n str>) {
    match &node.value {
        Value::Scalar(text) if is_piece => paths.push(text),
        Value::Scalar(_) | Value::Empty => {}
        Value::List(items) => items.iter().for_each(|item| pieces_named(item, is_piece, paths)),
        Value::Map(entries) => entries.iter().for_each(|entry| pieces_named(&entry.value, entry.key == Field::Attachment.key(), paths)),
    }
}

/// The path of a stored piece as the folder has it.
fn inside(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path)
}

/// The keys of the organisation's own, wherever they stand, each with its texts.
fn own_fields(top: &Node<'_>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect_own(top, &Spot::default(), &mut found);
    found
}

fn collect_own(node: &Node<'_>, spot: &Spot, found: &mut Vec<(String, String)>) {
    if spot.last_key().starts_with("x_") {
        let mut texts = Vec::new();
        scalars(node, &mut |text| texts.push(text));
        // Of a key that is left out as a whole the name stays away as well.
        if texts.iter().all(|text| text.starts_with(Sign::WithheldBegins.letter()) && text.ends_with(Sign::WithheldEnds.letter())) {
            return;
        }
        found.push((spot.to_string(), texts.join(", ")));
        return;
    }
    node.items().iter().enumerate().for_each(|(index, item)| collect_own(item, &spot.entry(index), found));
    node.entries().iter().for_each(|entry| collect_own(&entry.value, &spot.key(&entry.key), found));
}

/// Every single value below a node, with its place.
fn values_below(node: &Node<'_>, spot: &Spot, found: &mut Vec<(Spot, String)>) {
    match &node.value {
        Value::Scalar(text) => found.push((spot.clone(), text.to_string())),
        Value::List(items) => items.iter().enumerate().for_each(|(index, item)| values_below(item, &spot.entry(index), found)),
        Value::Map(entries) => entries.iter().for_each(|entry| values_below(&entry.value, &spot.key(&entry.key), found)),
        Value::Empty => {}
    }
}

//! What becomes of every value of a dossier, from its three versions.

use super::course::further;
use super::identity::{Sureness, both_added, day_of, matched};
use super::three::{Side, Three};
use crate::diagnostic::Field;
use crate::domain::{Status, Vocabulary};
use crate::source::edit::shape::Shape;
use crate::source::{Entry, Node, Value};

/// A value in the three versions.
pub(super) type Nodes<'n> = Three<&'n Node<'n>>;

/// What becomes of a value.
#[derive(Debug)]
pub(super) enum Plan<'n> {
    /// It is as on our side; gone, when it is gone there.
    Ours,
    /// It is as on their side; gone, when it is gone there.
    Theirs,
    /// Both sides changed it, and differently.
    Clash,
    /// A map of which keys come from both sides.
    Keys(Vec<Part<'n>>),
    /// A list of which entries come from both sides, in the order of the result.
    Entries(Vec<Part<'n>>),
}

/// A key of a map or an entry of a list, with what becomes of it.
#[derive(Debug)]
pub(super) struct Part<'n> {
    /// The key; empty for an entry.
    pub name: &'n str,
    /// The key with its place, in the versions that have it; nothing for an entry.
    pub keys: Three<&'n Entry<'n>>,
    /// Its value.
    pub nodes: Nodes<'n>,
    /// What becomes of that.
    pub plan: Plan<'n>,
}

/// Where the three versions stand, for telling how they are written.
pub(super) struct Planner<'b> {
    /// The bytes of the files.
    pub bytes: Three<&'b [u8]>,
}

/// Whether our and their version are of two complaints: then nothing of the one may come into the other.
pub(super) fn are_two_dossiers(nodes: Nodes<'_>) -> bool {
    let text = |node: &Node<'_>, field: Field| node.entry(field.key()).map(|entry| Shape::of(&entry.value));
    let (Some(ours), Some(theirs)) = (nodes.ours, nodes.theirs) else { return false };
    let Some(base) = nodes.base else {
        let tell = [Field::Number, Field::OralReport, Field::SubmittedOn, Field::ReceivedOn, Field::SubjectLine, Field::Complainant];
        return tell.iter().any(|field| text(ours, *field) != text(theirs, *field));
    };
    let numbers = nodes.and_then(|node| node.entry(Field::Number.key()).and_then(|entry| entry.value.text()));
    let renumbered = |side: &Node<'_>| {
        let former = side.entry(Field::Formerly.key()).map_or(&[][..], |entry| entry.value.items());
        former.iter().any(|number| number.text() == numbers.base)
    };
    let changed = |side: &Node<'_>| text(side, Field::Number) != text(base, Field::Number);
    numbers.ours != numbers.theirs && (changed(ours) && changed(theirs) || [ours, theirs].into_iter().any(|side| changed(side) && !renumbered(side)))
}

impl Planner<'_> {
    /// The plan of a whole dossier.
    pub(super) fn dossier<'n>(&self, nodes: Nodes<'n>) -> Plan<'n> {
        let mut plan = self.value("", nodes);
        if let Plan::Keys(parts) = &mut plan
            && let Some(status) = parts.iter_mut().find(|part| part.name == Field::Status.key())
            && matches!(status.plan, Plan::Clash)
        {
            status.plan = status_plan(nodes, status.nodes);
        }
        plan
    }

    fn value<'n>(&self, name: &str, nodes: Nodes<'n>) -> Plan<'n> {
        let says = nodes.map(Shape::of);
        let parts = |node: Option<&Node<'_>>| node.map_or(0, |node| node.entries().len() + node.items().len());
        match (nodes.ours.map(|node| &node.value), nodes.theirs.map(|node| &node.value)) {
            // Also where they say the same: a comment within may be new.
            (Some(Value::Map(_)), Some(Value::Map(_))) if parts(nodes.ours) > 0 && parts(nodes.theirs) > 0 => self.keys(nodes),
            (Some(Value::List(_)), Some(Value::List(_))) if parts(nodes.ours) > 0 && parts(nodes.theirs) > 0 => self.entries(name, nodes),
            _ if says.ours == says.theirs || says.base == says.theirs => Plan::Ours,
            _ if says.base == says.ours => Plan::Theirs,
            _ => Plan::Clash,
        }
    }

    fn keys<'n>(&self, nodes: Nodes<'n>) -> Plan<'n> {
        let entries = |node: Option<&'n Node<'n>>| node.map_or(&[][..], |node| node.entries());
        let here = entries(nodes.ours).iter().map(|entry| &*entry.key);
        let added = entries(nodes.theirs).iter().map(|entry| &*entry.key).filter(|key| nodes.ours.is_none_or(|ours| ours.entry(key).is_none()));
        let part = |name: &'n str| {
            let keys = nodes.and_then(|node| node.entry(name));
            let nodes = keys.map(|entry| &entry.value);
            Part { name, keys, nodes, plan: self.value(name, nodes) }
        };
        let parts: Vec<_> = here.chain(added).map(part).collect();
        let clash = parts.iter().any(|part| part.plan.has_clash());
        if clash && self.is_any_in_flow(nodes) { Plan::Clash } else { Plan::Keys(parts) }
    }

    fn entries<'n>(&self, list: &str, nodes: Nodes<'n>) -> Plan<'n> {
        let items = |node: Option<&'n Node<'n>>| node.map_or(&[][..], |node| node.items()).iter().collect::<Vec<_>>();
        let mut parts = self.entry_parts(list, &items(nodes.base), &items(nodes.ours), &items(nodes.theirs));
        for part in &mut parts {
            if part.plan.has_clash() {
                part.plan = Plan::Clash;
            }
        }
        let clash = parts.iter().any(|part| part.plan.has_clash());
        if clash && self.is_any_in_flow(nodes) { Plan::Clash } else { Plan::Entries(parts) }
    }

    /// Every entry of a list with what becomes of it, in the order of the result.
    fn entry_parts<'n>(&self, list: &str, base: &[&'n Node<'n>], ours: &[&'n Node<'n>], theirs: &[&'n Node<'n>]) -> Vec<Part<'n>> {
        let (to_ours, to_theirs) = (matched(list, base, ours), matched(list, base, theirs));
        let mut found: Vec<(Nodes<'n>, bool)> = Vec::new();
        for ((entry, in_ours), in_theirs) in base.iter().zip(&to_ours).zip(&to_theirs) {
            let unsure = [in_ours, in_theirs].iter().any(|pair| matches!(pair, Some((_, Sureness::Likeness))));
            let nodes = Three { base: Some(*entry), ours: in_ours.map(|(at, _)| ours[at]), theirs: in_theirs.map(|(at, _)| theirs[at]) };
            found.push((nodes, unsure));
        }
        let left = |side: &[&'n Node<'n>], taken: &[Option<(usize, Sureness)>]| -> Vec<&'n Node<'n>> {
            let is_taken = |at: &usize| taken.iter().flatten().any(|(other, _)| other == at);
            (0..side.len()).filter(|at| !is_taken(at)).map(|at| side[at]).collect()
        };
        let (new_ours, new_theirs) = (left(ours, &to_ours), left(theirs, &to_theirs));
        let twins = both_added(list, &new_ours, &new_theirs);
        found.extend(
            new_ours
                .iter()
                .zip(&twins)
                .map(|(entry, twin)| (Three { base: None, ours: Some(*entry), theirs: twin.map(|(at, _)| new_theirs[at]) }, false)),
        );
        let alone = left(&new_theirs, &twins);
        found.extend(alone.into_iter().map(|entry| (Three { base: None, ours: None, theirs: Some(entry) }, false)));
        let parts = found.into_iter().map(|(nodes, unsure)| self.entry_part(nodes, unsure)).collect();
        in_order(parts, ours, theirs)
    }

    /// What becomes of one entry; when it is not sure that it is the same one, two changes of it are never put together.
    fn entry_part<'n>(&self, nodes: Nodes<'n>, unsure: bool) -> Part<'n> {
        let says = nodes.map(Shape::of);
        let both_changed = says.ours != says.base && says.theirs != says.base && says.ours != says.theirs;
        let plan = if unsure && both_changed { Plan::Clash } else { self.value("", nodes) };
        Part { name: "", keys: Three { base: None, ours: None, theirs: None }, nodes, plan }
    }

    /// Whether the value stands between brackets in a version.
    fn is_any_in_flow(&self, nodes: Nodes<'_>) -> bool {
        let in_flow = |node: Option<&Node<'_>>, bytes: Option<&[u8]>| {
            node.zip(bytes).is_some_and(|(node, bytes)| matches!(bytes.get(node.at.start), Some(b'[' | b'{')))
        };
        in_flow(nodes.base, self.bytes.base) || in_flow(nodes.ours, self.bytes.ours) || in_flow(nodes.theirs, self.bytes.theirs)
    }
}

/// The status when both sides went on from the same one.
///
/// Where a side put a status right or opened the dossier again, the table does not tell which one is further.
fn status_plan<'n>(dossier: Nodes<'n>, status: Nodes<'n>) -> Plan<'n> {
    let told = |field: Field| dossier.and_then(|node| node.entry(field.key()).map(|entry| Shape::of(&entry.value)));
    let turned = |field: Field| told(field).ours != told(field).base || told(field).theirs != told(field).base;
    let word = status.and_then(|node| node.text().and_then(|word| Status::from_word(word).ok()));
    match (word.ours, word.theirs) {
        (Some(ours), Some(theirs)) if !turned(Field::Corrections) && !turned(Field::Reopenings) => match further(word.base, ours, theirs) {
            Some(Side::Ours) => Plan::Ours,
            Some(Side::Theirs) => Plan::Theirs,
            None => Plan::Clash,
        },
        _ => Plan::Clash,
    }
}

/// The parts in the order of our list; what only they have stands by its day, else below what stands above it with them.
fn in_order<'n>(parts: Vec<Part<'n>>, ours: &[&'n Node<'n>], theirs: &[&'n Node<'n>]) -> Vec<Part<'n>> {
    let place = |side: &[&'n Node<'n>], node: Option<&'n Node<'n>>| side.iter().position(|other| node.is_some_and(|node| std::ptr::eq(*other, node)));
    let (mut here, mut new): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| part.nodes.ours.is_some());
    here.sort_by_key(|part| place(ours, part.nodes.ours));
    new.retain(|part| part.nodes.theirs.is_some() && !matches!(part.plan, Plan::Ours));
    new.sort_by_key(|part| place(theirs, part.nodes.theirs));
    for part in new {
        let own = place(theirs, part.nodes.theirs);
        let day = part.nodes.theirs.and_then(day_of);
        let later =
            |other: &Part<'n>| other.nodes.ours.or(other.nodes.theirs).and_then(day_of).is_some_and(|other| day.is_some_and(|day| other > day));
        let above = || here.iter().rposition(|other| other.nodes.theirs.is_some() && place(theirs, other.nodes.theirs) < own);
        let at = match day {
            Some(_) => here.iter().position(later).unwrap_or(here.len()),
            None => above().map_or(here.len(), |above| {
                let own = here[above + 1..].iter().take_while(|other| other.nodes.theirs.is_none());
                above + 1 + own.count()
            }),
        };
        here.insert(at, part);
    }
    here
}

impl Plan<'_> {
    /// Whether anything in it clashes.
    pub(super) fn has_clash(&self) -> bool {
        match self {
            Self::Ours | Self::Theirs => false,
            Self::Clash => true,
            Self::Keys(parts) | Self::Entries(parts) => parts.iter().any(|part| part.plan.has_clash()),
        }
    }

    /// What the merged value says when every clash is settled for one side; `None` when it is gone.
    pub(super) fn says(&self, nodes: Nodes<'_>, settled: Side) -> Option<Shape> {
        match self {
            Self::Ours => nodes.ours.map(Shape::of),
            Self::Theirs => nodes.theirs.map(Shape::of),
            Self::Clash => nodes.on(settled).map(Shape::of),
            Self::Keys(parts) => {
                let said = parts.iter().filter_map(|part| Some((part.name.to_owned(), part.says(settled)?)));
                Some(Shape::Map(said.collect())).filter(|map| !matches!(map, Shape::Map(keys) if keys.is_empty()))
            }
            Self::Entries(parts) => {
                let said: Vec<_> = parts.iter().filter_map(|part| part.says(settled)).collect();
                Some(said).filter(|said| !said.is_empty()).map(Shape::List)
            }
        }
    }
}

impl Part<'_> {
    /// What the merged part says; `None` when it is gone.
    pub(super) fn says(&self, settled: Side) -> Option<Shape> {
        self.plan.says(self.nodes, settled)
    }
}

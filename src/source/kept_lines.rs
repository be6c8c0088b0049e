//! The lines of the registers that outlive dossiers, and which of them a new version lost or made say something else.

use std::collections::{BTreeMap, BTreeSet};

use super::destroyed::read_destroyed;
use super::document::split_register;
use super::intake::read_outlived;
use super::issued::read_issued;
use super::parse::parse;
use super::{Node, Value};
use crate::domain::{Destroyed, DossierId};

/// A register of which a line that was recorded stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeptRegister {
    /// What was destroyed.
    Destroyed,
    /// From what something was taken out.
    Redacted,
    /// The improvements that outlive their dossier; their words may change, their numbers stay.
    Outlived,
    /// Numbers of which nothing else tells.
    Issued,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineLoss {
    /// It is gone.
    Gone,
    /// It says something else.
    Altered,
}

impl KeptRegister {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Destroyed, Self::Redacted, Self::Outlived, Self::Issued];

    /// The file, from the folder that holds `dossiers/`.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Destroyed => "register/vernietigd.yaml",
            Self::Redacted => "register/weggelakt.yaml",
            Self::Outlived => "register/verbeteringen.yaml",
            Self::Issued => "register/nummers.yaml",
        }
    }

    /// The lines of one version that another one lost or altered, by number. A line that went wrong may be put right, and facts may come to it.
    #[must_use]
    pub fn lost(self, before: &[u8], after: &[u8]) -> BTreeMap<DossierId, LineLoss> {
        if before == after {
            return BTreeMap::new();
        }
        match self {
            Self::Destroyed => lost_destroyed(before, after),
            Self::Redacted => lost_redacted(before, after),
            Self::Outlived => gone(&outlived(before), &outlived(after)),
            Self::Issued => gone(&read_issued(before), &read_issued(after)),
        }
    }
}

fn gone(before: &BTreeSet<DossierId>, after: &BTreeSet<DossierId>) -> BTreeMap<DossierId, LineLoss> {
    before.difference(after).map(|id| (*id, LineLoss::Gone)).collect()
}

fn lost_destroyed(before: &[u8], after: &[u8]) -> BTreeMap<DossierId, LineLoss> {
    let after: BTreeMap<DossierId, Destroyed> = read_destroyed(after).into_iter().map(|line| (line.id, line)).collect();
    let loss = |line: Destroyed| match after.get(&line.id) {
        None => Some((line.id, LineLoss::Gone)),
        Some(now) => (!still_says(&line, now)).then_some((line.id, LineLoss::Altered)),
    };
    read_destroyed(before).into_iter().filter_map(loss).collect()
}

/// Whether a line says all that it said.
fn still_says(before: &Destroyed, now: &Destroyed) -> bool {
    if *before == Destroyed::nothing_but(before.id) {
        return true;
    }
    fn stays<T: PartialEq>(before: Option<&T>, now: Option<&T>) -> bool {
        before.is_none() || before == now
    }
    before.is_complaint == now.is_complaint
        && stays(before.received.as_ref(), now.received.as_ref())
        && (before.subjects.is_empty() || before.subjects == now.subjects)
        && stays(before.finding.as_ref(), now.finding.as_ref())
        && stays(before.in_time.as_ref(), now.in_time.as_ref())
        && stays(before.ground.as_ref(), now.ground.as_ref())
        && stays(before.destroyed_on.as_ref(), now.destroyed_on.as_ref())
        && stays(before.role.as_ref(), now.role.as_ref())
}

/// What a line says, by its keys.
type Facts = BTreeMap<String, String>;

fn lost_redacted(before: &[u8], after: &[u8]) -> BTreeMap<DossierId, LineLoss> {
    let after = redacted(after);
    let mut lost = BTreeMap::new();
    for (id, lines) in redacted(before) {
        let now = after.get(&id).map_or(&[][..], Vec::as_slice);
        if now.len() < lines.len() {
            lost.insert(id, LineLoss::Gone);
        } else if !each_has_its_own(&lines, now) {
            lost.insert(id, LineLoss::Altered);
        }
    }
    lost
}

/// Whether every line has one of its own that says all it said.
fn each_has_its_own(lines: &[Facts], now: &[Facts]) -> bool {
    let mut free: Vec<&Facts> = now.iter().collect();
    lines.iter().all(|line| {
        let place = free.iter().position(|now| line.iter().all(|(key, fact)| now.get(key) == Some(fact)));
        place.map(|place| free.remove(place)).is_some()
    })
}

/// The lines of every dossier from which something was taken out; of a file that cannot be read, as many as name it, without facts.
fn redacted(bytes: &[u8]) -> BTreeMap<DossierId, Vec<Facts>> {
    let mut found: BTreeMap<DossierId, Vec<Facts>> = BTreeMap::new();
    for (id, facts) in entries(bytes, "weggelakt").unwrap_or_else(|| named(bytes).map(|id| (id, Facts::new())).collect()) {
        found.entry(id).or_default().push(facts);
    }
    found
}

/// The numbers of a list of improvements, of lines that went wrong too.
fn outlived(bytes: &[u8]) -> BTreeSet<DossierId> {
    read_outlived(bytes).into_iter().map(|outlived| outlived.id).chain(named(bytes)).collect()
}

/// The numbers that lines of a list begin with.
fn named(bytes: &[u8]) -> impl Iterator<Item = DossierId> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let numbers: Vec<DossierId> = text.lines().filter_map(|line| line.trim().strip_prefix("- nummer: ")?.trim().parse().ok()).collect();
    numbers.into_iter()
}

/// The entries of a list with their numbers and all else they say; `None` when the file cannot be read.
pub(super) fn entries(bytes: &[u8], key: &str) -> Option<Vec<(DossierId, Facts)>> {
    let document = split_register(bytes).0?;
    let top = parse(document.front_matter, document.front_matter_at).0?;
    let list = top.entry(key).map_or(&top, |entry| &entry.value);
    let said = |node: &Node<'_>| {
        let id = node.entry("nummer")?.value.text()?.parse().ok()?;
        let Value::Map(entries) = &node.value else { return None };
        let facts = entries.iter().filter_map(|entry| Some((entry.key.to_string(), entry.value.text()?.to_owned())));
        Some((id, facts.filter(|(key, _)| key != "nummer").collect()))
    };
    Some(list.items().iter().filter_map(said).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESTROYED: &str = "schema: 1\nvernietigd:\n  - nummer: K-2024-0003\n    ontvangen: 2024-K2\n    oordeel: gegrond\n    op_tijd: nee\n  - nummer: K-2024-0004\n    rol: klachtenfunctionaris\n";
    const REDACTED: &str = "schema: 1\nweggelakt:\n  - nummer: K-2026-0001\n    wat: passage\n    reden: \"Hoort bij K-2026-0009\"\n  - nummer: K-2026-0001\n    wat: bijlage\n    reden: weg\n";

    /// The losses of a register, each as number and what became of the line.
    fn lost(register: KeptRegister, before: &str, after: &str) -> Vec<(String, LineLoss)> {
        register.lost(before.as_bytes(), after.as_bytes()).into_iter().map(|(id, loss)| (id.to_string(), loss)).collect()
    }

    fn of(number: &str, loss: LineLoss) -> Vec<(String, LineLoss)> {
        vec![(number.to_owned(), loss)]
    }

    #[test]
    fn line_that_is_gone_is_told_and_so_is_a_register_that_is() {
        use LineLoss::Gone;
        let rest = DESTROYED.split_once("  - nummer: K-2024-0004").unwrap().0;
        assert_eq!(lost(KeptRegister::Destroyed, DESTROYED, rest), of("K-2024-0004", Gone));
        for emptied in ["", "schema: 1\nvernietigd: []\n"] {
            assert_eq!(lost(KeptRegister::Destroyed, DESTROYED, emptied).len(), 2);
            assert_eq!(lost(KeptRegister::Redacted, REDACTED, emptied), of("K-2026-0001", Gone));
        }
        assert_eq!(lost(KeptRegister::Issued, "uitgegeven:\n  - K-2024-0009\n", ""), of("K-2024-0009", Gone));
        assert_eq!(lost(KeptRegister::Outlived, "verbeteringen:\n  - nummer: K-2024-0009\n", ""), of("K-2024-0009", Gone));
    }

    #[test]
    fn line_that_says_something_else_or_less_is_altered() {
        use LineLoss::Altered;
        for (was, is) in [("oordeel: gegrond", "oordeel: ongegrond"), ("op_tijd: nee", "op_tijd: ja"), ("    ontvangen: 2024-K2\n", "")] {
            assert_eq!(lost(KeptRegister::Destroyed, DESTROYED, &DESTROYED.replace(was, is)), of("K-2024-0003", Altered), "{was}");
        }
        for (was, is) in [("wat: passage", "wat: bijlage"), ("reden: weg", "reden: anders")] {
            assert_eq!(lost(KeptRegister::Redacted, REDACTED, &REDACTED.replace(was, is)), of("K-2026-0001", Altered), "{was}");
        }
        assert_eq!(lost(KeptRegister::Destroyed, DESTROYED, "# K-2024-0003, K-2024-0004\n").len(), 2, "a number by itself is no line");
    }

    #[test]
    fn one_of_two_redactions_of_a_dossier_may_not_go() {
        let rest = REDACTED.split_once("  - nummer: K-2026-0001\n    wat: bijlage").unwrap().0;
        assert_eq!(lost(KeptRegister::Redacted, REDACTED, rest), of("K-2026-0001", LineLoss::Gone));
        let twice = rest.replace("schema: 1\nweggelakt:\n", "") + rest.split_once("weggelakt:\n").unwrap().1;
        assert_eq!(lost(KeptRegister::Redacted, REDACTED, &format!("weggelakt:\n{twice}")), of("K-2026-0001", LineLoss::Altered));
    }

    #[test]
    fn other_lines_order_and_spelling_are_no_loss() {
        for (register, text) in [(KeptRegister::Destroyed, DESTROYED), (KeptRegister::Redacted, REDACTED)] {
            let more = format!("# Een opmerking\n{text}  - nummer: K-2026-0031\n");
            assert_eq!(lost(register, text, &more), [], "{more}");
            assert_eq!(lost(register, &text.replace('\n', "\r\n"), text), []);
        }
        let otherwise = "vernietigd:\n- {nummer: K-2024-0004, rol: klachtenfunctionaris, grond: verzoek}\n- {op_tijd: \"nee\", oordeel: gegrond, ontvangen: 2024-K2, nummer: K-2024-0003}\n";
        assert_eq!(lost(KeptRegister::Destroyed, DESTROYED, otherwise), []);
        assert_eq!(lost(KeptRegister::Destroyed, "- K-2024-0003: [", DESTROYED), [], "a line that went wrong is put right");
        let worded = |text: &str| format!("verbeteringen:\n  - nummer: K-2024-0009\n    verbetering: [{{oorzaak: {text}}}]\n");
        assert_eq!(lost(KeptRegister::Outlived, &worded("een"), &worded("ander")), []);
    }
}

//! What becomes of every row: a new dossier under a number, nothing because it is there, or refused.

use std::collections::{BTreeMap, BTreeSet};

use super::text::dossier_text;
use super::{ListReading, ListedComplaint, Origin};
use crate::domain::{DossierId, Numbering};
use crate::source::NewDossier;

/// What is there already.
#[derive(Clone, Debug, Default)]
pub struct Existing {
    /// Every number that is or was in use, on any branch.
    pub taken: BTreeSet<DossierId>,
    /// Where the numbers of a year begin.
    pub numbering: Numbering,
    /// The numbers of destroyed dossiers.
    pub destroyed: BTreeSet<DossierId>,
    /// The dossiers in the folder.
    pub present: BTreeSet<DossierId>,
    /// The rows that dossiers in the folder were made from.
    pub origins: Vec<(DossierId, Origin)>,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It becomes this dossier.
    New(DossierId),
    /// It is there; whether the row was changed since.
    There {
        /// The dossier.
        id: DossierId,
        /// Whether something else stands in the row now.
        changed: bool,
    },
    /// It does not go in.
    Refused(String),
}

/// A plan for a whole list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// What becomes of every row, by its number.
    pub fates: BTreeMap<usize, Fate>,
    /// The text of every new dossier.
    pub texts: BTreeMap<DossierId, String>,
}

/// What becomes of every row of the list, given what is there.
///
/// A number of our own form is kept when it is free and of the year of arrival; every other row gets the next number of its
/// year, in order of arrival (decision 050).
#[must_use]
pub fn plan(list: &ListReading, existing: &Existing) -> Planned {
    let mut planned = Planned { fates: BTreeMap::new(), texts: BTreeMap::new() };
    let mut numbers = Numbers::of(existing);
    let known = Known::of(existing);
    let mut waiting = Vec::new();
    let mut doubles = Doubles::default();
    for row in &list.rows {
        let fate = match &row.outcome {
            Err(reason) => Some(Fate::Refused(reason.clone())),
            Ok(complaint) => known.fate(complaint, existing).or_else(|| doubles.fate(complaint)),
        };
        match (fate, &row.outcome) {
            (Some(fate), _) => {
                planned.fates.insert(row.number, fate);
            }
            (None, Ok(complaint)) => {
                waiting.push(complaint);
            }
            (None, Err(_)) => {}
        }
    }
    // Given numbers first, so that no row without one takes them.
    let own: Vec<_> = waiting.iter().map(|complaint| numbers.given(complaint)).collect();
    let mut order: Vec<usize> = (0..waiting.len()).collect();
    order.sort_by_key(|index| (arrival(waiting[*index]), waiting[*index].row));
    for index in order {
        let complaint = waiting[index];
        let fate = match own[index].or_else(|| numbers.next(complaint.begun.id.year())) {
            None => Fate::Refused(format!("er is geen nummer meer vrij in {}", complaint.begun.id.year())),
            Some(id) => match dossier_text(&ListedComplaint { begun: NewDossier { id, ..complaint.begun.clone() }, ..complaint.clone() }) {
                Ok(text) => {
                    planned.texts.insert(id, text);
                    Fate::New(id)
                }
                Err(reason) => Fate::Refused(reason),
            },
        };
        planned.fates.insert(complaint.row, fate);
    }
    planned
}

/// The day by which complaints are numbered.
fn arrival(complaint: &ListedComplaint) -> Option<chrono::NaiveDate> {
    let begun = &complaint.begun;
    begun
        .received
        .map(|day| day.date())
        .or(begun.submitted.map(|day| day.date()))
        .or(begun.oral_report.as_ref().and_then(|report| report.reported_on))
}

/// The rows that are there already, by number and by fingerprint.
struct Known<'e> {
    by_reference: BTreeMap<&'e str, (DossierId, &'e Origin)>,
    by_fingerprint: BTreeMap<&'e str, DossierId>,
}

impl<'e> Known<'e> {
    fn of(existing: &'e Existing) -> Self {
        let rows = || existing.origins.iter();
        Self {
            by_reference: rows().filter_map(|(id, origin)| Some((origin.reference.as_deref()?, (*id, origin)))).collect(),
            by_fingerprint: rows().filter(|(_, origin)| origin.reference.is_none()).map(|(id, origin)| (origin.fingerprint.as_str(), *id)).collect(),
        }
    }

    /// What becomes of a row that is there, or was destroyed; `None` when it is new.
    fn fate(&self, complaint: &ListedComplaint, existing: &Existing) -> Option<Fate> {
        let origin = &complaint.origin;
        let Some(reference) = origin.reference.as_deref() else {
            return self.by_fingerprint.get(origin.fingerprint.as_str()).map(|id| Fate::There { id: *id, changed: false });
        };
        if let Some((id, there)) = self.by_reference.get(reference) {
            return Some(Fate::There { id: *id, changed: there.fingerprint != origin.fingerprint });
        }
        let id: DossierId = reference.parse().ok()?;
        if existing.destroyed.contains(&id) {
            return Some(Fate::Refused(format!("{id} is vernietigd en komt niet terug")));
        }
        existing.present.contains(&id).then_some(Fate::There { id, changed: false })
    }
}

/// The rows of this list that were seen, so that a row that stands twice goes in once.
#[derive(Default)]
struct Doubles<'l> {
    references: BTreeMap<&'l str, usize>,
    fingerprints: BTreeMap<&'l str, usize>,
}

impl<'l> Doubles<'l> {
    /// Refused when an earlier row has the same number, or without number the same cells.
    fn fate(&mut self, complaint: &'l ListedComplaint) -> Option<Fate> {
        let origin = &complaint.origin;
        let (seen, key, what) = match origin.reference.as_deref() {
            Some(reference) => (&mut self.references, reference, "hetzelfde nummer"),
            None => (&mut self.fingerprints, origin.fingerprint.as_str(), "precies hetzelfde"),
        };
        match seen.get(key) {
            Some(row) => Some(Fate::Refused(format!("{what} staat al op regel {row}"))),
            None => {
                seen.insert(key, complaint.row);
                None
            }
        }
    }
}

/// The numbers that are free.
struct Numbers {
    taken: BTreeSet<DossierId>,
    highest: BTreeMap<u16, u32>,
    numbering: Numbering,
}

impl Numbers {
    fn of(existing: &Existing) -> Self {
        let taken: BTreeSet<_> = existing.taken.iter().chain(&existing.present).chain(&existing.destroyed).copied().collect();
        let mut numbers = Self { taken: BTreeSet::new(), highest: BTreeMap::new(), numbering: existing.numbering.clone() };
        taken.into_iter().for_each(|id| numbers.take(id));
        numbers
    }

    fn take(&mut self, id: DossierId) {
        let highest = self.highest.entry(id.year()).or_default();
        *highest = (*highest).max(id.serial());
        self.taken.insert(id);
    }

    /// The row's own number, when it has our form, is of the year of arrival and free.
    fn given(&mut self, complaint: &ListedComplaint) -> Option<DossierId> {
        let id: DossierId = complaint.origin.reference.as_deref()?.parse().ok()?;
        let is_free = id.year() == complaint.begun.id.year() && !self.taken.contains(&id);
        is_free.then(|| self.take(id))?;
        Some(id)
    }

    /// The next number of a year: one above the highest, and the office's first when there is none.
    fn next(&mut self, year: u16) -> Option<DossierId> {
        let id = DossierId::new(year, self.numbering.next(self.highest.get(&year).copied().unwrap_or(0))?)?;
        // A number has nine digits at most.
        id.to_string().parse::<DossierId>().ok()?;
        self.take(id);
        Some(id)
    }
}

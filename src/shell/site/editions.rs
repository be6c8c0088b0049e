//! What tells a page over many dossiers from an earlier one without making it: when what they give to it last became another.

use std::collections::BTreeMap;

use super::dossier_pages::Listed;
use super::kept::KeptDossier;
use crate::diagnostic::Diagnostic;
use crate::domain::{Dossier, Status};
use crate::overview::{AgendaItem, Kept, RegisterRow, Urgency};

/// Something dossiers give to pages over many of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gift {
    /// The numbers that have a page.
    Numbers,
    /// What has to be done, and how much is in the archive.
    Items,
    /// The rows of the register of a year.
    Rows(u16),
    /// Those of them that are not in the archive.
    OpenRows,
    /// The open terms.
    Terms,
    /// What was promised and is not done yet.
    Promises,
    /// What the search knows.
    Search,
    /// What the search sifts by.
    Sieve,
    /// How long each is kept.
    Keepings,
    /// What is counted, and accounted for, of years.
    Years,
    /// What there is to say of each file, and of the register.
    Remarks,
    /// What only the whole register shows.
    Register,
}

/// Of every gift, which edition it is: another one after anything in it became another. Editions are counted for all gifts together,
/// so that none ever bears the number of an earlier one.
#[derive(Debug, Default)]
pub(super) struct Editions {
    last: u64,
    of: BTreeMap<Gift, u64>,
}

impl Editions {
    /// The edition of a gift.
    pub fn of(&self, gift: Gift) -> u64 {
        self.of.get(&gift).copied().unwrap_or_default()
    }

    /// The last edition of any gift.
    pub fn last(&self) -> u64 {
        self.last
    }

    /// Begins another edition of this gift.
    pub fn renew(&mut self, gift: Gift) {
        self.last += 1;
        self.of.insert(gift, self.last);
    }

    /// Begins another edition of everything that became another with a dossier: `before` is what it was when it was there, `now` what
    /// it is while it is there.
    pub fn note(&mut self, before: Option<&KeptDossier>, now: Option<&KeptDossier>) {
        let kept = Change { before, now };
        let listed = Change { before: before.and_then(|kept| kept.listed.as_deref()), now: now.and_then(|kept| kept.listed.as_deref()) };
        let year = listed.before.or(listed.now).map(|listed| listed.row.id.year());
        let others = [
            (Gift::Numbers, listed.is_in(|_| true)),
            (Gift::Items, listed.is_in(to_do)),
            (Gift::OpenRows, listed.is_in(|listed| Some(open_row(&listed.row)))),
            (Gift::Terms, listed.is_in(|listed| listed.terms.as_slice())),
            (Gift::Promises, listed.is_in(|listed| listed.promises.as_slice())),
            (Gift::Search, listed.is_in(|listed| Some(&listed.search))),
            (Gift::Sieve, listed.is_in(|listed| Some(listed.search.card.sieve()))),
            (Gift::Keepings, listed.is_in(|listed| Some(&listed.keeping))),
            (Gift::Years, kept.is_in(|kept| Some(counted(kept)))),
            (Gift::Remarks, kept.is_in(|kept| Some((kept.listed.is_some(), remarks(kept))))),
        ];
        others.into_iter().filter(|(_, is_other)| *is_other).for_each(|(gift, _)| self.renew(gift));
        if let Some(year) = year.filter(|_| listed.is_in(|listed| Some(&listed.row))) {
            self.renew(Gift::Rows(year));
        }
    }
}

/// Something before and after a change; `None` while it is not there.
struct Change<'a, T> {
    before: Option<&'a T>,
    now: Option<&'a T>,
}

impl<'a, T> Change<'a, T> {
    /// Whether the change is in this part of it; what is not there is as its default.
    fn is_in<P: PartialEq + Default>(&self, part: impl Fn(&'a T) -> P) -> bool {
        self.before.map(&part).unwrap_or_default() != self.now.map(&part).unwrap_or_default()
    }
}

/// What there is to say of a file, wherever in it.
fn remarks(kept: &KeptDossier) -> Vec<&Diagnostic> {
    kept.checked.remarks.iter().map(|remark| &remark.diagnostic).collect()
}

/// What the front page tells of a dossier: of one in the archive only that it is there.
fn to_do(listed: &Listed) -> (Option<&AgendaItem>, bool) {
    let item = &listed.item;
    ((item.urgency != Urgency::Archive).then_some(item), item.status == Status::Closed)
}

/// What the first page of the register tells of a dossier: of one in the archive only that it is there.
fn open_row(row: &RegisterRow) -> Option<&RegisterRow> {
    (!row.is_archived()).then_some(row)
}

/// What the pages of years are made of; of a file that is no dossier only that it is there.
fn counted(kept: &KeptDossier) -> Option<Counted<'_>> {
    kept.checked.whole.as_deref().map(Counted)
}

/// A dossier as the pages of years see it: a subject line they never tell.
struct Counted<'a>(&'a Kept);

impl PartialEq for Counted<'_> {
    fn eq(&self, other: &Self) -> bool {
        let unnamed = |dossier: &Dossier| Dossier { subject_line: None, ..dossier.clone() };
        let (one, other) = (self.0, other.0);
        one.terms == other.terms && (one.dossier == other.dossier || unnamed(&one.dossier) == unnamed(&other.dossier))
    }
}

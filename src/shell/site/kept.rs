//! What stays in memory between two builds in one process. The files decide; this only spares reading them again.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::beside::Beside;
use super::build::SiteSource;
use super::dossier_pages::Listed;
use super::editions::{Editions, Gift};
use super::found::FoundFiles;
use super::gather::{Gathered, Hash, Outside, Parts, Sighted};
use super::reading::Checked;
use super::writer::Shelf;
use crate::diagnostic::Diagnostic;
use crate::domain::DossierId;
use crate::overview::{Checks, Numbers, Profile, Tally};
use crate::pace::{self, Stage};
use crate::render::html::UnreadableFile;
use crate::source::Register;

/// The texts under the front matter of dossiers that were read for a build, by path.
pub(super) type Texts = BTreeMap<String, String>;

/// What is kept of a site.
#[derive(Default)]
pub(super) struct KeptDossiers {
    /// The dossiers by path.
    pub dossiers: BTreeMap<String, KeptDossier>,
    /// The numbers that have a page.
    pub present: BTreeSet<DossierId>,
    /// When what they give to the pages over many last became another.
    pub editions: Editions,
    /// What only the whole register shows of a file, by path.
    of_register: BTreeMap<String, Vec<Diagnostic>>,
    /// The runs of numbers that nothing explains, by their first.
    gaps: Vec<(DossierId, Diagnostic)>,
    /// A hash of what explained the gaps in the register then.
    beside: Option<Hash>,
    /// The files of the site as they were left.
    pub shelf: Shelf,
    /// Whether the pages on the shelf are those that would be made now, though this process made none of them.
    trusts: bool,
    /// Under which looks and on which day all of it was made.
    made: Option<(String, NaiveDate)>,
}

/// A dossier as it was read last, without its text.
pub(super) struct KeptDossier {
    /// What was read.
    pub checked: Box<Checked>,
    /// The last edition in which what it gives to the pages over many became another.
    pub edition: u64,
    /// What it gives to the pages over many; `None` when these readers get no page of it.
    pub listed: Option<Box<Listed>>,
    /// Its page, when that was put in place.
    page: Option<KeptPage>,
}

/// The page of a dossier, as it was put in place.
pub(super) struct KeptPage {
    /// A hash of everything it was made of, beside looks and day; `None` when that may have changed unseen since.
    pub key: Option<Hash>,
    /// The addresses of the page and of the pieces that came with it.
    pub addresses: Vec<String>,
}

impl KeptDossiers {
    /// Forgets every dossier unless it was read under these looks and on this day.
    pub fn unless_made(&mut self, looks: &str, today: NaiveDate) {
        let made = Some((looks.to_owned(), today));
        if self.made != made {
            self.dossiers.clear();
            self.present.clear();
            self.of_register.clear();
            self.gaps.clear();
            self.beside = None;
            self.shelf.forget_bundles();
            self.made = made;
        }
    }

    /// Takes the pages of dossiers as they were found: they were made from what there is now.
    pub fn trust(&mut self, found: &FoundFiles) -> Shelf {
        self.trusts = true;
        Shelf::of(found)
    }

    /// The files of the site as they were left. What fails from here on leaves nothing that is believed of them.
    pub fn take_shelf(&mut self) -> Shelf {
        self.trusts = false;
        std::mem::take(&mut self.shelf)
    }

    /// Whether the pages that were left may be taken as they are.
    pub fn trusts(&self) -> bool {
        self.trusts
    }

    /// Whether everything was built with these looks and on this day, and of all its files is known how they were left.
    pub fn is_whole(&self, looks: &str, today: NaiveDate) -> bool {
        !self.shelf.is_empty() && self.made.as_ref().is_some_and(|(made, day)| made == looks && *day == today)
    }

    /// Ends a build that left these files.
    pub fn leave(&mut self, shelf: Shelf) {
        self.shelf = shelf;
        self.trusts = false;
    }

    /// The folder of the dossier at this path as it was when it was read, when every change since would show.
    pub fn known(&self, path: &str) -> Option<&Outside> {
        self.dossiers.get(path).map(|kept| &*kept.checked).filter(|checked| checked.is_settled).map(|checked| &checked.outside)
    }

    /// The hash of every dossier, in order of path.
    pub fn digests(&self) -> impl Iterator<Item = &Hash> {
        self.dossiers.values().map(|kept| &kept.checked.digest)
    }

    /// Takes in what was sighted, and forgets what is no longer there; gives the texts that were read and checked for it, by path.
    pub fn take(&mut self, source: &SiteSource<'_>, sighted: Vec<Sighted>) -> Texts {
        let (known, read): (Vec<_>, Vec<_>) = sighted.into_iter().partition(|sighted| matches!(sighted, Sighted::Known(_)));
        let read: Vec<Gathered> = read.into_iter().filter_map(Sighted::gathered).collect();
        let again = read.iter().filter(|gathered| self.dossiers.contains_key(&gathered.outside.path)).count();
        // What is known is here already: when it counts up, nothing went.
        let is_any_gone = known.len() + again < self.dossiers.len();
        if is_any_gone {
            let read = read.iter().map(|gathered| gathered.outside.path.as_str());
            let present: BTreeSet<&str> = known.iter().filter_map(Sighted::known).chain(read).collect();
            self.forget_but(&present);
        }
        self.take_read(source, read, is_any_gone)
    }

    /// Takes in these dossiers, and leaves the others as they were; of the register something else is to be seen also when `is_other`.
    pub fn take_read(&mut self, source: &SiteSource<'_>, read: Vec<Gathered>, mut is_other: bool) -> Texts {
        let underway = pace::begin(Stage::Checking, read.len());
        let check = |gathered: Gathered| {
            pace::step();
            let (checked, text) = Checked::of(source, gathered);
            let listed = checked.is_for(source.profile).then(|| Listed::of(source, &checked, &text)).flatten();
            (checked.body(&text).to_owned(), KeptDossier { edition: 0, checked: Box::new(checked), listed: listed.map(Box::new), page: None })
        };
        let read: Vec<(String, KeptDossier)> = read.into_par_iter().map(check).collect();
        drop(underway);
        let (is_any_gone, numbers) = (is_other, self.editions.of(Gift::Numbers));
        let mut texts = Texts::new();
        for (text, dossier) in read {
            let path = dossier.checked.outside.path.clone();
            is_other |= self.dossiers.get(&path).is_none_or(|former| former.checked.entry != dossier.checked.entry);
            texts.insert(path.clone(), text);
            self.put(path, dossier);
        }
        if is_any_gone || self.editions.of(Gift::Numbers) != numbers {
            // Two files may be of one number: what one of them loses the other may have.
            self.present = self.dossiers.values().filter(|kept| kept.listed.is_some()).map(KeptDossier::id).collect();
        }
        let beside = Some(source.beside.digest());
        if is_other || self.beside != beside {
            self.read_register(source);
            self.beside = beside;
        }
        texts
    }

    /// Forgets the dossiers that are not at one of these paths.
    fn forget_but(&mut self, present: &BTreeSet<&str>) {
        let gone: Vec<String> = self.dossiers.keys().filter(|path| !present.contains(path.as_str())).cloned().collect();
        for kept in gone.iter().filter_map(|path| self.dossiers.remove(path)) {
            self.editions.note(Some(&kept), None);
        }
    }

    /// Puts a dossier that was read in the place of what it was before.
    fn put(&mut self, path: String, mut now: KeptDossier) {
        let former = self.dossiers.remove(&path);
        let before = self.editions.last();
        self.editions.note(former.as_ref(), Some(&now));
        let is_same = self.editions.last() == before;
        let (edition, page) = former.map_or((0, None), |former| (former.edition, former.page));
        now.edition = if is_same { edition } else { self.editions.last() };
        self.dossiers.insert(path, KeptDossier { page, ..now });
    }

    /// Keeps the pages of dossiers, by path, as they were put in place.
    pub fn keep_pages(&mut self, pages: Vec<(String, KeptPage)>) {
        for (path, page) in pages {
            self.dossiers.entry(path).and_modify(|dossier| dossier.page = Some(page));
        }
    }

    /// Notes what only the whole register shows.
    fn read_register(&mut self, source: &SiteSource<'_>) {
        let before = (std::mem::take(&mut self.of_register), std::mem::take(&mut self.gaps));
        let destroyed: BTreeSet<DossierId> = source.beside.destroyed.iter().map(|destroyed| destroyed.id).collect();
        let explained = source.beside.elsewhere.union(&destroyed).copied().collect();
        let entries = self.dossiers.values().map(|kept| kept.checked.entry.clone()).collect();
        for remark in Register::new(entries, explained).with_destroyed(destroyed).numbered(source.beside.numbering.clone()).remarks(source.rules) {
            match remark.path {
                Some(path) => self.of_register.entry(path).or_default().push(remark.diagnostic),
                None => self.gaps.push((remark.number, remark.diagnostic)),
            }
        }
        if (&before.0, &before.1) != (&self.of_register, &self.gaps) {
            self.editions.renew(Gift::Register);
            self.editions.renew(Gift::Remarks);
        }
    }

    /// What only the whole register shows of this file.
    pub fn of_register(&self, path: &str) -> &[Diagnostic] {
        self.of_register.get(path).map_or(&[], Vec::as_slice)
    }

    /// What the checks found in the files these readers are told of.
    pub fn tally(&self, profile: Profile) -> Tally {
        let mut tally = Tally::default();
        for (path, kept) in self.dossiers.iter().filter(|(_, kept)| kept.checked.is_for(profile)) {
            tally.dossiers += usize::from(kept.listed.is_some());
            let own = kept.checked.remarks.iter().map(|remark| &remark.diagnostic);
            own.chain(self.of_register(path)).for_each(|remark| tally.add(remark.severity));
        }
        self.gaps(profile).for_each(|(_, gap)| tally.add(gap.severity));
        tally
    }

    /// The same by what the remarks rest on, and by dossier.
    pub fn checks(&self, profile: Profile) -> Checks {
        let told = self.dossiers.iter().filter(|(_, kept)| kept.checked.is_for(profile));
        let told = told.map(|(path, kept)| {
            let own = kept.checked.remarks.iter().map(|remark| &remark.diagnostic);
            (kept.id(), own.chain(self.of_register(path)).collect())
        });
        Checks::of(told.chain(self.gaps(profile).map(|(number, gap)| (*number, vec![gap]))))
    }

    /// The gaps these readers are told of: who sees only some dossiers would see a gap at every other.
    fn gaps(&self, profile: Profile) -> impl Iterator<Item = &(DossierId, Diagnostic)> {
        self.gaps.iter().filter(move |_| profile == Profile::Full)
    }

    /// Every dossier with its terms, and what explains the numbers without one.
    pub fn numbers(&self, beside: &Beside) -> Numbers {
        let checked = || self.dossiers.values().map(|kept| &kept.checked);
        Numbers {
            kept: checked().filter_map(|checked| checked.whole.clone()).collect(),
            unreadable: checked().filter(|checked| checked.whole.is_none()).map(|checked| checked.outside.found.id).collect(),
            destroyed: beside.destroyed.clone(),
            outlived: beside.outlived.clone(),
            elsewhere: beside.elsewhere.clone(),
            numbering: beside.numbering.clone(),
        }
    }

    /// Files that could not be read as a dossier.
    pub fn unreadable(&self) -> Vec<UnreadableFile> {
        self.dossiers.values().filter_map(|kept| kept.checked.unreadable()).collect()
    }
}

impl KeptDossier {
    /// Its number.
    pub fn id(&self) -> DossierId {
        self.checked.outside.found.id
    }

    /// The page that was put in place for it.
    pub fn page(&self) -> Option<&KeptPage> {
        self.page.as_ref()
    }

    /// A hash of everything its page is made of, beside looks and day: file and pieces, what the register shows of it, which of the
    /// dossiers it names have a page, and its recordings. `None` when a piece may have changed unseen.
    pub fn key(&self, of_register: &[Diagnostic], present: &BTreeSet<DossierId>, recordings: &[u8]) -> Option<Hash> {
        let Checked { outside, is_settled, digest, entry, .. } = &*self.checked;
        let mut parts = Parts::default();
        parts.add(digest);
        // Of a piece the hash knows name and size alone.
        parts.add(format!("{:?}", outside.pieces).as_bytes());
        of_register.iter().for_each(|remark| parts.add(format!("{remark:?}").as_bytes()));
        let named = entry.references.iter().map(|(_, number)| u8::from(present.contains(number)));
        parts.add(&named.collect::<Vec<_>>());
        parts.add(recordings);
        (*is_settled || outside.pieces.is_empty()).then(|| parts.digest())
    }
}

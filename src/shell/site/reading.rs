//! One dossier file read and checked.

use std::sync::Arc;

use super::build::SiteSource;
use super::gather::{Gathered, Hash, Outside};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::domain::Dossier;
use crate::overview::{Kept, Profile};
use crate::render::html::{PlacedRemark, UnreadableFile};
use crate::source::{ByteRange, CheckedDossier, FilePlace, Lines, Located, RegisterEntry, check_file, read_dossier};

/// A dossier file as it was checked, without its text.
pub(super) struct Checked {
    /// Its folder, as it was before the file was read.
    pub outside: Outside,
    /// Whether every change since would show from the outside.
    pub is_settled: bool,
    /// A hash of the file, and of names and sizes of what lies beside it.
    pub digest: Hash,
    /// The dossier in it with its terms; `None` when the file is none, or another has the page of its number.
    pub whole: Option<Arc<Kept>>,
    /// Every remark on the file itself, with the line of the text it is about.
    pub remarks: Vec<PlacedRemark>,
    /// What the register knows of it.
    pub entry: RegisterEntry,
    body: ByteRange,
}

impl Checked {
    /// Checks one file, and gives back its text. Its folder decides under which number its page stands; a remark says when they differ.
    pub fn of(source: &SiteSource<'_>, file: Gathered) -> (Self, Vec<u8>) {
        let Gathered { outside, is_settled, bytes, digest } = file;
        let found = &outside.found;
        let stored = outside.pieces.keys().cloned().collect();
        let place = FilePlace::of(&found.path, stored).expect("an inventory tells dossiers by the number of their folder");
        let CheckedDossier { dossier, terms, remarks, body } = check_file(&bytes, &place, source.office_of(&outside).rules, source.today);
        let entry = RegisterEntry::of(outside.path.clone(), found.id, dossier.as_ref());
        let shown = dossier.filter(|_| outside.hidden.is_none());
        let remarks = placed(&bytes, remarks);
        let whole = shown.map(|dossier| Arc::new(Kept { dossier: Dossier { id: found.id, ..dossier }, terms: exactly(terms) }));
        (Self { outside, is_settled, digest, whole, remarks, entry, body }, bytes)
    }

    /// The text under the front matter, of the bytes that were checked.
    pub fn body<'t>(&self, bytes: &'t [u8]) -> &'t str {
        bytes.get(self.body.clone()).and_then(|body| std::str::from_utf8(body).ok()).unwrap_or_default()
    }

    /// Whether a site of this profile tells of it. What cannot be read may be about anyone.
    pub fn is_for(&self, profile: Profile) -> bool {
        self.whole.as_ref().map_or(profile == Profile::Full, |whole| profile.shows(&whole.dossier))
    }

    /// Why it could not be read; `None` when it is a dossier that has a page.
    pub fn unreadable(&self) -> Option<UnreadableFile> {
        if self.whole.is_some() {
            return None;
        }
        if let Some(hidden) = &self.outside.hidden {
            let reason = hidden.reason();
            return Some(UnreadableFile { path: self.outside.path.clone(), reason });
        }
        let remarks = &self.remarks;
        let says_why = |remark: &&PlacedRemark| remark.diagnostic.code == Code::NotADossier;
        let reason = remarks.iter().find(says_why).or_else(|| remarks.iter().max_by_key(|remark| remark.diagnostic.severity));
        let reason = reason.map_or_else(String::new, |remark| remark.diagnostic.message.clone());
        Some(UnreadableFile { path: self.outside.path.clone(), reason })
    }

    /// The remarks on the file, and after them these, which only the whole register shows, each with the line of this text it is about.
    pub fn remarks_with(&self, text: &[u8], of_register: &[Diagnostic]) -> Vec<PlacedRemark> {
        let located = |diagnostic: &Diagnostic| {
            let at = read_dossier(text).locate(&diagnostic.place);
            Located { diagnostic: diagnostic.clone(), at }
        };
        let of_register = placed(text, of_register.iter().map(located).collect());
        self.remarks.iter().cloned().chain(of_register).collect()
    }
}

/// The remarks with the lines of the text they are about.
fn placed(text: &[u8], remarks: Vec<Located>) -> Vec<PlacedRemark> {
    if remarks.is_empty() {
        return Vec::new();
    }
    let lines = Lines::new(text);
    let line = |remark: &Located| (remark.diagnostic.place != Place::File).then(|| lines.position(remark.at.start).line);
    exactly(remarks.into_iter().map(|remark| PlacedRemark { line: line(&remark), diagnostic: remark.diagnostic }).collect())
}

/// The same without room to spare: there is one of these for every dossier.
fn exactly<T>(mut found: Vec<T>) -> Vec<T> {
    found.shrink_to_fit();
    found
}

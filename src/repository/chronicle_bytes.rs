//! A chronicle as bytes and back, sealed: what is damaged, or written by another version, is not read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gix::ObjectId;
use sha2::{Digest, Sha256};

use super::ancestry::moment;
use super::chronicle::{Chapter, Chronicle};
use super::history::{AttachmentChange, Revision};
use super::names::{BlobId, CommitId};
use super::outline::FieldGroup;
use crate::diagnostic::Field;
use crate::domain::{DossierId, Status, Vocabulary};

/// Another number for another way of walking, of telling parts apart or of writing.
const FORMAT: u32 = 4;
/// What the file tells a person who opens it.
const TITLE: &[u8] = b"klacht onthoudt hier wat het uit de geschiedenis las; dit bestand mag weg\n";
/// The tip of a chronicle without chapters.
const NO_TIP: ObjectId = ObjectId::null(gix::hash::Kind::Sha1);
/// How many bytes a seal has.
const SEAL: usize = 32;

/// The bytes of the chronicle of a dossier folder, told by its place in the work tree.
pub(super) fn to_bytes(chronicle: &Chronicle, folder: &str) -> Vec<u8> {
    let mut bytes = Writer::default();
    bytes.0.extend_from_slice(chronicle.tip().unwrap_or(NO_TIP).as_bytes());
    let names: BTreeSet<&Arc<str>> = revisions(chronicle).map(|revision| &revision.by).collect();
    bytes.number(names.len() as u64);
    names.iter().for_each(|name| bytes.text(name));
    let names: BTreeMap<&Arc<str>, u64> = names.into_iter().zip(0..).collect();
    bytes.number(chronicle.chapters.len() as u64);
    let mut last = 0;
    for (place, chapter) in chronicle.chapters.iter().enumerate() {
        bytes.chapter(chapter, place, last, &names);
        last = chapter.committed;
    }
    [TITLE, &seal(&bytes.0, folder), &bytes.0].concat()
}

/// The chronicle in these bytes; `None` unless they are whole, of this version, and of this folder.
pub(super) fn from_bytes(bytes: &[u8], folder: &str) -> Option<Chronicle> {
    let mut chapters = Vec::new();
    each_chapter(unsealed(bytes, folder, None)?, |chapter| chapters.push(chapter))?;
    Some(Chronicle { chapters })
}

/// What the chronicle in these bytes tells of one dossier, oldest first; `None` unless they are whole, of this version and this folder,
/// and go up to this commit. The rest of it is let go as it is read.
pub(super) fn told_of(bytes: &[u8], folder: &str, tip: ObjectId, dossier: DossierId) -> Option<Vec<Revision>> {
    let mut told = Vec::new();
    each_chapter(unsealed(bytes, folder, Some(tip))?, |chapter| {
        told.extend(chapter.revisions.into_iter().filter(|(of, _)| *of == dossier).map(|(_, revision)| revision));
    })?;
    Some(told)
}

/// What follows the tip, when the seal is whole; with a tip asked for, only when it is that one.
fn unsealed<'a>(bytes: &'a [u8], folder: &str, tip: Option<ObjectId>) -> Option<Reader<'a>> {
    let (sealed, content) = bytes.strip_prefix(TITLE)?.split_at_checked(SEAL)?;
    let mut reader = Reader(content);
    let goes_up_to = reader.object()?;
    let wanted = tip.is_none_or(|tip| tip == goes_up_to);
    (wanted && sealed == seal(content, folder)).then_some(reader)
}

/// Hands over every chapter, oldest first; `None` when not all could be read.
fn each_chapter(mut content: Reader<'_>, mut hand_over: impl FnMut(Chapter)) -> Option<()> {
    let names = content.list(|content, _| Some(Arc::from(content.text()?)))?;
    let mut last = 0;
    content.list(|content, place| {
        let chapter = content.chapter(place, last, &names)?;
        last = chapter.committed;
        hand_over(chapter);
        Some(())
    })?;
    content.0.is_empty().then_some(())
}

fn revisions(chronicle: &Chronicle) -> impl Iterator<Item = &Revision> {
    chronicle.chapters.iter().flat_map(|chapter| chapter.revisions.iter().map(|(_, revision)| revision))
}

/// A hash over the content and all that decides what its numbers mean.
fn seal(content: &[u8], folder: &str) -> [u8; SEAL] {
    let mut hash = Sha256::new();
    let fields = Field::ALL.iter().map(|field| field.key());
    for word in [env!("CARGO_PKG_VERSION"), folder].into_iter().chain(fields).chain(Status::WORDS.iter().copied()) {
        hash.update(word);
        hash.update([0]);
    }
    hash.update(FORMAT.to_le_bytes());
    hash.update(content);
    hash.finalize().into()
}

/// Bytes being written.
#[derive(Default)]
struct Writer(Vec<u8>);

impl Writer {
    /// Seven bits a byte, the lowest first; the eighth says that more follow.
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.0.push((number & 0x7f) as u8);
    }

    /// A number that may be below nought: near nought on either side takes one byte.
    fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)).cast_unsigned());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    fn chapter(&mut self, chapter: &Chapter, place: usize, last: i64, names: &BTreeMap<&Arc<str>, u64>) {
        self.0.extend_from_slice(chapter.id.as_bytes());
        self.signed(chapter.committed.wrapping_sub(last));
        self.number(chapter.parents.len() as u64);
        chapter.parents.iter().for_each(|parent| self.number((place - parent) as u64));
        self.number(chapter.revisions.len() as u64);
        if let Some((_, first)) = chapter.revisions.first() {
            self.number(names[&first.by]);
            self.signed(first.at.timestamp());
            self.signed(first.at.offset().local_minus_utc().into());
        }
        chapter.revisions.iter().for_each(|(dossier, revision)| self.revision(*dossier, revision));
    }

    fn revision(&mut self, dossier: DossierId, revision: &Revision) {
        self.number(dossier.year().into());
        self.number(dossier.serial().into());
        self.file(revision.before);
        self.file(revision.file);
        self.number(revision.beside.len() as u64);
        revision.beside.iter().for_each(|file| self.file(*file));
        let status = |status: Option<Status>| status.map_or(0, |status| 1 + status as u64);
        self.number(status(revision.from));
        self.number(status(revision.to));
        self.number(revision.groups.len() as u64);
        revision.groups.iter().for_each(|group| self.number(group_number(*group)));
        self.number(revision.attachments.len() as u64);
        for (path, change) in &revision.attachments {
            self.text(path);
            self.number(*change as u64);
        }
    }

    fn file(&mut self, file: Option<BlobId>) {
        self.number(u64::from(file.is_some()));
        file.iter().for_each(|file| self.0.extend_from_slice(file.0.as_bytes()));
    }
}

/// Bytes not read yet; what cannot be read ends the reading.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn text(&mut self) -> Option<String> {
        let size = self.size()?;
        let (text, rest) = self.0.split_at_checked(size)?;
        self.0 = rest;
        String::from_utf8(text.to_vec()).ok()
    }

    fn object(&mut self) -> Option<ObjectId> {
        let (name, rest) = self.0.split_at_checked(gix::hash::Kind::Sha1.len_in_bytes())?;
        self.0 = rest;
        ObjectId::try_from(name).ok()
    }

    /// As many things as the number says that comes first; every thing takes at least a byte, so no more room than there are bytes.
    fn list<T>(&mut self, mut read: impl FnMut(&mut Self, usize) -> Option<T>) -> Option<Vec<T>> {
        let size = self.size().filter(|size| *size <= self.0.len())?;
        (0..size).map(|place| read(self, place)).collect()
    }

    fn chapter(&mut self, place: usize, last: i64, names: &[Arc<str>]) -> Option<Chapter> {
        let id = self.object()?;
        let committed = last.wrapping_add(self.signed()?);
        let parents = self.list(|content, _| place.checked_sub(content.size()?).filter(|parent| *parent < place))?;
        let size = self.size().filter(|size| *size <= self.0.len())?;
        let mut revisions = Vec::with_capacity(size);
        if size > 0 {
            let by = names.get(self.size()?)?;
            let at = moment(self.signed()?, i32::try_from(self.signed()?).ok()?);
            for _ in 0..size {
                let dossier = DossierId::new(u16::try_from(self.number()?).ok()?, u32::try_from(self.number()?).ok()?)?;
                let blank = Revision {
                    commit: CommitId(id),
                    at,
                    by: by.clone(),
                    before: None,
                    beside: Vec::new(),
                    file: None,
                    from: None,
                    to: None,
                    groups: BTreeSet::new(),
                    attachments: BTreeMap::new(),
                };
                revisions.push((dossier, self.revision(blank)?));
            }
        }
        Some(Chapter { id, parents, committed, revisions })
    }

    fn revision(&mut self, blank: Revision) -> Option<Revision> {
        Some(Revision {
            before: self.file()?,
            file: self.file()?,
            beside: self.list(|content, _| content.file())?,
            from: self.status()?,
            to: self.status()?,
            groups: self.list(|content, _| group(content.size()?))?.into_iter().collect(),
            attachments: self.list(|content, _| Some((content.text()?, content.attachment_change()?)))?.into_iter().collect(),
            ..blank
        })
    }

    fn file(&mut self) -> Option<Option<BlobId>> {
        match self.number()? {
            0 => Some(None),
            _ => Some(Some(BlobId(self.object()?))),
        }
    }

    fn status(&mut self) -> Option<Option<Status>> {
        match self.size()? {
            0 => Some(None),
            place => Status::ALL.get(place - 1).map(|status| Some(*status)),
        }
    }

    fn attachment_change(&mut self) -> Option<AttachmentChange> {
        const ALL: [AttachmentChange; 3] = [AttachmentChange::Added, AttachmentChange::Changed, AttachmentChange::Removed];
        ALL.get(self.size()?).copied()
    }
}

/// The parts of a dossier that are no field, after those that are.
const OTHERS: [FieldGroup; 3] = [FieldGroup::Own, FieldGroup::Text, FieldGroup::Attachments];

fn group_number(group: FieldGroup) -> u64 {
    let fields = Field::ALL.len() as u64;
    match group {
        FieldGroup::Field(field) => field as u64,
        FieldGroup::Own => fields,
        FieldGroup::Text => fields + 1,
        FieldGroup::Attachments => fields + 2,
    }
}

fn group(number: usize) -> Option<FieldGroup> {
    let field = Field::ALL.get(number).map(|field| FieldGroup::Field(*field));
    field.or_else(|| OTHERS.get(number - Field::ALL.len()).copied())
}

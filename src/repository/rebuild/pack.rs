//! Objects on their way into the packs of a new store.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use gix::ObjectId;
use gix::objs::Kind;
use gix::odb::pack::data::entry::Header;

use super::super::error::RepositoryError;
use super::delta::delta;
use super::pack_file::PackFile;

/// What is being done when an object cannot be written.
pub(super) const WRITING: &str = "het schrijven van de nieuwe opslag";

/// So many differences in a row are told before an object is told whole again; git reads no slower for it.
const DEEPEST: usize = 40;
/// So many bytes of last versions are remembered: of what changed longer ago the next version is told whole.
const REMEMBERED: usize = 32 << 20;
/// What remembering one version takes besides its bytes and its place.
const BESIDE: usize = 160;

/// Writes objects into packs, each object once, what changed little as a difference.
pub(super) struct PackWriter {
    folder: PathBuf,
    written: HashSet<ObjectId>,
    pack: Option<PackFile>,
    last_at: HashMap<Vec<u8>, Last>,
    remembered: usize,
}

/// The last version of something, in the pack that is being filled.
struct Last {
    kind: Kind,
    offset: u64,
    depth: usize,
    bytes: Vec<u8>,
}

impl PackWriter {
    /// Writes into this folder: `objects/pack` of the new store.
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder, written: HashSet::new(), pack: None, last_at: HashMap::new(), remembered: 0 }
    }

    /// Whether the object was added.
    pub(super) fn has(&self, id: &ObjectId) -> bool {
        self.written.contains(id)
    }

    /// How many objects were added.
    pub(super) fn count(&self) -> usize {
        self.written.len()
    }

    /// Adds an object. `place` is where it stands in the tree: what stood there before is what it is compared with.
    pub(super) fn add(&mut self, kind: Kind, id: ObjectId, bytes: Vec<u8>, place: &[u8]) -> Result<(), RepositoryError> {
        if !self.written.insert(id) {
            return Ok(());
        }
        if self.pack.as_ref().is_some_and(PackFile::is_full) {
            self.flush()?;
        }
        let pack = match &mut self.pack {
            Some(pack) => pack,
            None => self.pack.insert(PackFile::begin(&self.folder)?),
        };
        let near = self.last_at.get(place).filter(|last| last.kind == kind && last.depth < DEEPEST);
        let told = near.and_then(|last| delta(&last.bytes, &bytes).map(|delta| (last, delta)));
        let (offset, depth) = match told {
            Some((last, delta)) => {
                let header = Header::OfsDelta { base_distance: pack.end() - last.offset };
                (pack.add(id, header, &delta)?, last.depth + 1)
            }
            None => (pack.add(id, whole(kind), &bytes)?, 0),
        };
        if !place.is_empty() {
            self.remember(place, Last { kind, offset, depth, bytes });
        }
        Ok(())
    }

    fn remember(&mut self, place: &[u8], last: Last) {
        self.remembered += last.bytes.len();
        match self.last_at.get_mut(place) {
            Some(before) => self.remembered -= std::mem::replace(before, last).bytes.len(),
            None => {
                self.remembered += place.len() + BESIDE;
                self.last_at.insert(place.to_owned(), last);
            }
        }
        if self.remembered > REMEMBERED {
            self.forget();
        }
    }

    fn forget(&mut self) {
        self.last_at.clear();
        self.remembered = 0;
    }

    /// Ends the pack that is being filled, and writes its index.
    pub(super) fn flush(&mut self) -> Result<(), RepositoryError> {
        self.forget();
        self.pack.take().map_or(Ok(()), PackFile::end_with_index)
    }
}

/// How an object of this kind is told whole.
fn whole(kind: Kind) -> Header {
    match kind {
        Kind::Commit => Header::Commit,
        Kind::Tree => Header::Tree,
        Kind::Blob => Header::Blob,
        Kind::Tag => Header::Tag,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use gix::objs::FindExt;
    use gix::odb::pack;

    use super::*;

    /// Versions of something large, each a little different from the one before.
    fn version(number: u32) -> Vec<u8> {
        (0..9_000_u32).flat_map(|at| (if at == number { at + number } else { at * 7 }).to_be_bytes()).collect()
    }

    #[test]
    fn no_more_of_last_versions_is_remembered_than_there_is_room_for() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = PackWriter::new(folder.path().to_owned());
        for place in 0..40_u8 {
            let bytes = vec![place; 1 << 20];
            writer.add(Kind::Blob, ObjectId::from_bytes_or_panic(&[place; 20]), bytes, &[place]).unwrap();
            let remembered: usize = writer.last_at.values().map(|last| last.bytes.len()).sum();
            assert!(remembered <= REMEMBERED, "{remembered}");
        }
        assert!(!writer.last_at.is_empty());
    }

    #[test]
    fn packs_are_sound_to_another_reader_and_hold_every_object() {
        let folder = tempfile::tempdir().unwrap();
        let packs = folder.path().join("pack");
        std::fs::create_dir(&packs).unwrap();
        let mut writer = PackWriter::new(packs.clone());
        let mut added = Vec::new();
        for number in 0..120 {
            // Nothing, something small, and what is told as a difference more often in a row than is allowed.
            for (place, bytes) in [(&b"blad/"[..], version(number)), (b"", format!("{number}").into_bytes()), (b"leeg/", Vec::new())] {
                let id = gix::objs::compute_hash(gix::hash::Kind::Sha1, Kind::Blob, &bytes).unwrap();
                writer.add(Kind::Blob, id, bytes.clone(), place).unwrap();
                added.push((id, bytes));
            }
            if number == 70 {
                writer.flush().unwrap();
            }
        }
        writer.flush().unwrap();
        assert_eq!(writer.count(), 241);
        let store = gix::odb::at(folder.path(), gix::hash::Kind::Sha1).unwrap();
        for (id, bytes) in added {
            let mut buffer = Vec::new();
            assert_eq!(store.find(&id, &mut buffer).unwrap().data, bytes);
        }
        let files = std::fs::read_dir(&packs).unwrap().map(|entry| entry.unwrap().path());
        let (indexes, rest): (Vec<_>, Vec<_>) = files.partition(|path| path.extension().is_some_and(|ending| ending == "idx"));
        assert_eq!((indexes.len(), rest.len()), (2, 2));
        for index in indexes {
            let bundle = pack::Bundle::at(&index, gix::hash::Kind::Sha1).unwrap();
            let options = pack::index::verify::integrity::Options::<fn() -> pack::cache::Never>::default();
            bundle.verify_integrity(&mut gix::progress::Discard, &AtomicBool::new(false), options).unwrap();
            assert!(bundle.pack.path().metadata().unwrap().len() < 100_000);
        }
    }
}

//! Objects on their way into the packs of a new store.

use std::collections::{HashMap, HashSet};
use std::io::{BufReader, Write};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use gix::ObjectId;
use gix::objs::Kind;
use gix_pack::data::output;

use super::super::error::{AtPath, Doing, RepositoryError};
use super::delta::delta;

/// What is being done when an object cannot be written.
pub(super) const WRITING: &str = "het schrijven van de nieuwe opslag";

/// A pack holds no more objects than this: so many are in memory at once, compressed.
const MOST_OBJECTS: usize = 20_000;
/// A pack holds no more compressed bytes than this, give or take one object.
const MOST_BYTES: usize = 64 << 20;
/// A pack holds no more bytes than this before they are compressed, give or take one object: its index is made by undoing every
/// difference in it, which holds them all in memory.
const MOST_UNDONE: usize = 128 << 20;
/// So many differences in a row are told before an object is told whole again; git reads no slower for it.
const DEEPEST: usize = 40;

/// Writes objects into packs, each object once, what changed little as a difference.
pub(super) struct PackWriter {
    folder: PathBuf,
    written: HashSet<ObjectId>,
    entries: Vec<output::Entry>,
    bytes: usize,
    undone: usize,
    last_at: HashMap<Vec<u8>, Last>,
}

/// The last version of something, in the pack that is being filled.
struct Last {
    index: usize,
    depth: usize,
    bytes: Vec<u8>,
}

impl PackWriter {
    /// Writes into this folder: `objects/pack` of the new store.
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder, written: HashSet::new(), entries: Vec::new(), bytes: 0, undone: 0, last_at: HashMap::new() }
    }

    /// Whether the object was added.
    pub(super) fn has(&self, id: &ObjectId) -> bool {
        self.written.contains(id)
    }

    /// Every object that was added.
    pub(super) fn into_written(self) -> HashSet<ObjectId> {
        self.written
    }

    /// Adds an object. `place` is where it stands in the tree: what stood there before is what it is compared with.
    pub(super) fn add(&mut self, kind: Kind, id: ObjectId, bytes: Vec<u8>, place: &[u8]) -> Result<(), RepositoryError> {
        if !self.written.insert(id) {
            return Ok(());
        }
        self.undone += bytes.len();
        let index = self.entries.len();
        let near = self.last_at.get(place).filter(|last| last.depth < DEEPEST);
        let told = near.and_then(|last| delta(&last.bytes, &bytes).map(|delta| (last, delta)));
        let (entry, depth) = match told {
            Some((last, delta)) => {
                let kind = output::entry::Kind::DeltaRef { object_index: last.index };
                (output::Entry { id, kind, decompressed_size: delta.len(), compressed_data: deflated(&delta)? }, last.depth + 1)
            }
            None => {
                let kind = output::entry::Kind::Base(kind);
                (output::Entry { id, kind, decompressed_size: bytes.len(), compressed_data: deflated(&bytes)? }, 0)
            }
        };
        self.bytes += entry.compressed_data.len();
        self.entries.push(entry);
        if !place.is_empty() {
            self.last_at.insert(place.to_owned(), Last { index, depth, bytes });
        }
        if self.entries.len() >= MOST_OBJECTS || self.bytes >= MOST_BYTES || self.undone >= MOST_UNDONE {
            self.flush()?;
        }
        Ok(())
    }

    /// Writes what is waiting as a pack with its index.
    pub(super) fn flush(&mut self) -> Result<(), RepositoryError> {
        let entries = std::mem::take(&mut self.entries);
        self.last_at.clear();
        (self.bytes, self.undone) = (0, 0);
        if entries.is_empty() {
            return Ok(());
        }
        let count = u32::try_from(entries.len()).expect("a pack holds few enough objects");
        let mut stream = tempfile::tempfile_in(&self.folder).at(WRITING, &self.folder)?;
        let input = std::iter::once(Ok(entries));
        let pack = output::bytes::FromEntriesIter::new(input, &mut stream, count, gix_pack::data::Version::V2, gix::hash::Kind::Sha1);
        for chunk in pack {
            chunk.doing(WRITING)?;
        }
        std::io::Seek::rewind(&mut stream).at(WRITING, &self.folder)?;
        let written = gix_pack::Bundle::write_to_directory(
            &mut BufReader::new(stream),
            Some(&self.folder),
            &mut gix::progress::Discard,
            &AtomicBool::new(false),
            None::<gix::OdbHandle>,
            gix::hash::Kind::Sha1,
            gix_pack::bundle::write::Options::default(),
        )
        .doing(WRITING)?;
        // It keeps a pack from being cleared away while nothing refers to it; here everything will at one stroke.
        if let Some(keep) = &written.keep_path {
            std::fs::remove_file(keep).at(WRITING, keep)?;
        }
        Ok(())
    }
}

fn deflated(bytes: &[u8]) -> Result<Vec<u8>, RepositoryError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    let done = encoder.write_all(bytes).and_then(|()| encoder.finish());
    done.map_err(|source| RepositoryError::Io { doing: WRITING, path: PathBuf::new(), source })
}

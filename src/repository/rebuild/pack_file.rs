//! One pack with its index, as git describes both: written from the first byte to the last, with no more of it in memory than names and places.

use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use flate2::{Compress, Compression, Crc, FlushCompress, Status};
use gix::ObjectId;
use gix::odb::pack::data;
use gix::odb::pack::data::entry::Header;

use super::super::error::{AtPath, Doing, RepositoryError};
use super::pack::WRITING;

/// The name of a pack that is not whole yet; git clears up what begins like this and was left.
const UNFINISHED: &str = "tmp_pack_klacht";
/// A pack holds no more bytes than this, give or take one object: an index tells a place beyond twice as many in another way.
const MOST_BYTES: u64 = 1 << 30;
/// A pack holds no more objects than this: of each so many bytes are in memory until its index is written.
const MOST_OBJECTS: usize = 1 << 20;
/// How an index of the second version begins.
const INDEX: [u8; 8] = [0xff, b't', b'O', b'c', 0, 0, 0, 2];

/// A pack that is being written.
pub(super) struct PackFile {
    folder: PathBuf,
    out: BufWriter<File>,
    end: u64,
    entries: Vec<Entry>,
    /// Used again for every object: making one takes longer than most objects do.
    compress: Compress,
    compressed: Vec<u8>,
}

/// An object in a pack.
struct Entry {
    id: ObjectId,
    offset: u32,
    /// The checksum of its bytes as they stand in the pack.
    sum: u32,
}

impl PackFile {
    /// Begins a pack in this folder.
    pub(super) fn begin(folder: &Path) -> Result<Self, RepositoryError> {
        let path = folder.join(UNFINISHED);
        let file = File::options().read(true).write(true).create(true).truncate(true).open(&path).at(WRITING, &path)?;
        let mut pack = Self {
            folder: folder.to_owned(),
            out: BufWriter::with_capacity(1 << 16, file),
            end: data::header::SIZE as u64,
            entries: Vec::new(),
            compress: Compress::new(Compression::fast(), true),
            compressed: Vec::new(),
        };
        // How many there are is told in the end.
        pack.out.write_all(&head(0)).at(WRITING, &path)?;
        Ok(pack)
    }

    /// Whether the next object belongs in another one.
    pub(super) fn is_full(&self) -> bool {
        self.end >= MOST_BYTES || self.entries.len() >= MOST_OBJECTS
    }

    /// Where the next object will stand.
    pub(super) fn end(&self) -> u64 {
        self.end
    }

    /// Adds an object, told as its header says; gives where it stands.
    pub(super) fn add(&mut self, id: ObjectId, header: Header, bytes: &[u8]) -> Result<u64, RepositoryError> {
        let path = self.folder.join(UNFINISHED);
        self.compressed.clear();
        header.write_to(bytes.len() as u64, &mut self.compressed).at(WRITING, &path)?;
        deflate(&mut self.compress, bytes, &mut self.compressed).at(WRITING, &path)?;
        self.out.write_all(&self.compressed).at(WRITING, &path)?;
        let mut sum = Crc::new();
        sum.update(&self.compressed);
        let offset = self.end;
        self.entries.push(Entry { id, offset: u32::try_from(offset).expect("a pack is full long before that"), sum: sum.sum() });
        self.end += self.compressed.len() as u64;
        Ok(offset)
    }

    /// Ends the pack and writes its index; both get the name that tells what is in the pack.
    pub(super) fn end_with_index(mut self) -> Result<(), RepositoryError> {
        let unfinished = self.folder.join(UNFINISHED);
        let count = u32::try_from(self.entries.len()).expect("a pack holds few enough objects");
        let ended = self.out.seek(SeekFrom::Start(0)).and_then(|_| self.out.write_all(&head(count))).and_then(|()| self.out.flush());
        ended.at(WRITING, &unfinished)?;
        let mut file = self.out.into_inner().map_err(std::io::IntoInnerError::into_error).at(WRITING, &unfinished)?;
        let checksum = checksum(&mut file, &unfinished)?;
        file.write_all(checksum.as_slice()).at(WRITING, &unfinished)?;
        drop(file);
        self.entries.sort_unstable_by_key(|entry| entry.id);
        let index = self.folder.join(format!("pack-{checksum}.idx"));
        std::fs::write(&index, index_of(&self.entries, checksum)?).at(WRITING, &index)?;
        let pack = index.with_extension("pack");
        std::fs::rename(&unfinished, &pack).at(WRITING, &pack)
    }
}

fn head(count: u32) -> [u8; data::header::SIZE] {
    data::header::encode(data::Version::V2, count)
}

/// Adds the bytes in zlib's form.
fn deflate(compress: &mut Compress, bytes: &[u8], out: &mut Vec<u8>) -> std::io::Result<()> {
    compress.reset();
    loop {
        let rest = &bytes[usize::try_from(compress.total_in()).expect("it took no more than there is")..];
        out.reserve(rest.len() / 2 + 64);
        if compress.compress_vec(rest, out, FlushCompress::Finish)? == Status::StreamEnd {
            return Ok(());
        }
    }
}

/// The hash of a whole file, which is then at its end.
fn checksum(file: &mut File, path: &Path) -> Result<ObjectId, RepositoryError> {
    let mut hasher = gix::hash::hasher(gix::hash::Kind::Sha1);
    let mut part = vec![0; 1 << 16];
    file.rewind().at(WRITING, path)?;
    loop {
        match file.read(&mut part).at(WRITING, path)? {
            0 => return hasher.try_finalize().doing(WRITING),
            count => hasher.update(&part[..count]),
        }
    }
}

/// The index of these objects, which are in order of name: by their first byte how many there are up to it, then names, sums and places.
fn index_of(entries: &[Entry], pack: ObjectId) -> Result<Vec<u8>, RepositoryError> {
    let mut index = INDEX.to_vec();
    for first in 0..=u8::MAX {
        let up_to = entries.partition_point(|entry| entry.id.first_byte() <= first);
        index.extend_from_slice(&u32::try_from(up_to).expect("a pack holds few enough objects").to_be_bytes());
    }
    entries.iter().for_each(|entry| index.extend_from_slice(entry.id.as_slice()));
    entries.iter().for_each(|entry| index.extend_from_slice(&entry.sum.to_be_bytes()));
    entries.iter().for_each(|entry| index.extend_from_slice(&entry.offset.to_be_bytes()));
    index.extend_from_slice(pack.as_slice());
    let mut hasher = gix::hash::hasher(gix::hash::Kind::Sha1);
    hasher.update(&index);
    let own = hasher.try_finalize().doing(WRITING)?;
    index.extend_from_slice(own.as_slice());
    Ok(index)
}

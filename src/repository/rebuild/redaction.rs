//! A history told again with one dossier otherwise: a passage or an attachment taken out of every version of it.

use gix::ObjectId;
use gix::objs::tree::EntryKind;
use gix::objs::{FindExt, Kind, TreeRefIter};

use super::super::error::{Doing, RepositoryError};
use super::pack::WRITING;
use super::without::Without;
use crate::domain::DossierId;

/// What becomes of a file of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Becomes {
    /// It stays as it is.
    Itself,
    /// It is this.
    Other(Vec<u8>),
    /// It is no more.
    Nothing,
}

/// What becomes of the files of one dossier, in every version of it.
#[derive(Clone, Copy)]
pub struct Redaction<'a> {
    /// The dossier.
    pub dossier: DossierId,
    /// What becomes of a file, by its path in the folder of the dossier and its bytes.
    pub becomes: &'a dyn Fn(&str, &[u8]) -> Becomes,
}

impl Without<'_> {
    /// Tells the folder of a dossier, or one below it, with its files as they become; `None` when nothing is left of it.
    ///
    /// `way` leads from the folder of the dossier here, with a slash behind every name.
    pub(super) fn tell_redacted(
        &mut self,
        redaction: &Redaction<'_>,
        old: ObjectId,
        (place, way): (&[u8], &str),
    ) -> Result<Option<ObjectId>, RepositoryError> {
        let here = (old, place.to_owned());
        if let Some(told) = self.trees.get(&here) {
            return Ok(*told);
        }
        let mut buffer = Vec::new();
        self.git.objects.find_tree_iter(&old, &mut buffer).doing(WRITING)?;
        let mut new = Vec::with_capacity(buffer.len());
        for entry in TreeRefIter::from_bytes(&buffer, gix::hash::Kind::Sha1) {
            let entry = entry.doing(WRITING)?;
            let below = [place, entry.filename, b"/"].concat();
            let path = format!("{way}{}", String::from_utf8_lossy(entry.filename));
            let kept = match entry.mode.kind() {
                EntryKind::Tree => self.tell_redacted(redaction, entry.oid.to_owned(), (&below, &format!("{path}/")))?,
                EntryKind::Commit => Some(entry.oid.to_owned()),
                EntryKind::Blob | EntryKind::BlobExecutable | EntryKind::Link => self.tell_file(redaction, entry.oid.to_owned(), (&below, &path))?,
            };
            if let Some(kept) = kept {
                new.extend_from_slice(entry.mode.as_bytes(&mut [0; 6]));
                new.push(b' ');
                new.extend_from_slice(entry.filename);
                new.push(0);
                new.extend_from_slice(kept.as_bytes());
            }
        }
        let told = if new.is_empty() { None } else { Some(self.write_bytes(Kind::Tree, new, place)?) };
        // The folder of another dossier lies at another place, also when it is alike.
        self.trees.insert(here, told);
        Ok(told)
    }

    fn tell_file(&mut self, redaction: &Redaction<'_>, id: ObjectId, (place, path): (&[u8], &str)) -> Result<Option<ObjectId>, RepositoryError> {
        let mut bytes = Vec::new();
        self.git.objects.find_blob(&id, &mut bytes).doing(WRITING)?;
        match (redaction.becomes)(path, &bytes) {
            Becomes::Itself => self.write_bytes(Kind::Blob, bytes, place).map(Some),
            Becomes::Other(bytes) => self.write_bytes(Kind::Blob, bytes, place).map(Some),
            Becomes::Nothing => Ok(None),
        }
    }
}

//! Whether what was recorded can be read, and is what it was.

use gix::objs::{Exists, Kind};

use crate::overview::health::Content;
use crate::repository::Repository;
use crate::repository::error::{Doing, RepositoryError};

/// What is being done when git's data cannot be read at all.
const READING: &str = "het lezen van de git-opslag";

/// How much is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// The branches, the index, and every dossier as it was recorded last.
    Last,
    /// Every object there is.
    Everything,
}

impl Repository {
    /// Reads what was recorded, and names what cannot be read or is not what its name says.
    #[must_use]
    pub fn readable_content(&self, depth: Depth) -> Content {
        let mut content = Content { left_at: self.promised_by(), ..Content::default() };
        self.read_branches(&mut content);
        if self.git.open_index().is_err() && self.git.index_path().exists() {
            content.unreadable.push("de index van git".to_owned());
        }
        match self.head_files() {
            Ok(files) => {
                content.files = files.len();
                let broken = files.into_iter().filter(|(_, blob)| self.read_object(blob.0).is_none());
                content.unreadable.extend(broken.map(|(path, _)| path.to_string()));
            }
            Err(_) => content.unreadable.push("de laatste vastlegging".to_owned()),
        }
        if depth == Depth::Everything {
            match self.read_everything(&mut content.unreadable) {
                Ok(objects) => content.objects = Some(objects),
                Err(_) => content.unreadable.push("de opslag van git".to_owned()),
            }
        }
        content.unreadable.dedup();
        content
    }

    /// Names the branches and tags that lead nowhere.
    fn read_branches(&self, content: &mut Content) {
        let Ok(platform) = self.git.references() else { return content.unreadable.push("de branches van git".to_owned()) };
        let Ok(references) = platform.all() else { return content.unreadable.push("de branches van git".to_owned()) };
        for reference in references {
            let Ok(mut reference) = reference else {
                content.unreadable.push("een branch van git".to_owned());
                continue;
            };
            // One that only follows another may follow what is gone, as `origin/HEAD` after a branch was removed elsewhere.
            let follows = reference.target().try_id().is_none();
            let leads_somewhere = reference.peel_to_id().is_ok_and(|id| self.read_object(id.detach()).is_some());
            if !leads_somewhere && !follows {
                content.unreadable.push(reference.name().shorten().to_string());
            }
        }
    }

    /// The kind and bytes of an object, when it can be read and its bytes are those of its name.
    fn read_object(&self, id: gix::ObjectId) -> Option<(Kind, Vec<u8>)> {
        let object = self.git.find_object(id).ok()?;
        let (kind, data) = (object.kind, object.detach().data);
        let named = gix::objs::compute_hash(self.git.object_hash(), kind, &data).ok()?;
        (named == id).then_some((kind, data))
    }

    /// How many objects there are, after naming those that are broken, or that name one that is not there.
    fn read_everything(&self, unreadable: &mut Vec<String>) -> Result<usize, RepositoryError> {
        let mut count = 0;
        for id in self.git.objects.iter().doing(READING)? {
            count += 1;
            match id {
                Ok(id) if self.read_object(id).is_some_and(|(kind, data)| self.is_linked(kind, &data)) => {}
                Ok(id) => unreadable.push(id.to_string()),
                Err(_) => unreadable.push("een map in de opslag van git".to_owned()),
            }
        }
        Ok(count)
    }

    /// Whether everything an object names is there; what is another repository's is not looked for.
    fn is_linked(&self, kind: Kind, data: &[u8]) -> bool {
        let hash = self.git.object_hash();
        let is_there = |id: &gix::oid| self.git.objects.exists(id);
        match kind {
            Kind::Tree => {
                gix::objs::TreeRefIter::from_bytes(data, hash).all(|entry| entry.is_ok_and(|entry| entry.mode.is_commit() || is_there(entry.oid)))
            }
            Kind::Commit => {
                let shallow = self.git.is_shallow().unwrap_or_default();
                let commit = gix::objs::CommitRef::from_bytes(data, hash);
                commit.is_ok_and(|commit| is_there(&commit.tree()) && (shallow || commit.parents().all(|parent| is_there(&parent))))
            }
            Kind::Tag | Kind::Blob => true,
        }
    }
}

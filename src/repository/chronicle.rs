//! Every commit of a branch with what it changed: what a walk found, and what the next one need not look for again.

use std::collections::BTreeMap;

use gix::ObjectId;

use super::error::RepositoryError;
use super::history::{History, Revision};
use super::names::CommitId;
use super::open::Repository;
use super::walk::walk;
use crate::domain::DossierId;

/// The commits behind a tip, oldest first and the tip last, each after its parents.
#[derive(Debug, Default)]
pub(super) struct Chronicle {
    /// One a commit.
    pub(super) chapters: Vec<Chapter>,
}

/// A commit with what it changed.
#[derive(Debug)]
pub(super) struct Chapter {
    /// The commit.
    pub(super) id: ObjectId,
    /// Where its parents are in the chronicle, first parent first; always before it.
    pub(super) parents: Vec<usize>,
    /// When it was committed, in seconds.
    pub(super) committed: i64,
    /// Its change to each dossier it changed, in order of number.
    pub(super) revisions: Vec<(DossierId, Revision)>,
}

impl Chronicle {
    /// The commit it goes up to.
    pub(super) fn tip(&self) -> Option<ObjectId> {
        self.chapters.last().map(|chapter| chapter.id)
    }

    /// The chronicle up to another tip; what it knows of commits behind that tip is not read again, the rest is forgotten.
    ///
    /// What a commit changed and where it stands in the order follow from the commits behind the tip alone, so the outcome is
    /// the same whatever was known.
    pub(super) fn up_to(self, tip: ObjectId, repository: &Repository) -> Result<Self, RepositoryError> {
        walk(repository, tip, self)
    }

    /// What it tells, by dossier.
    pub(super) fn into_history(self) -> History {
        let tip = self.tip().map(CommitId);
        let mut revisions: BTreeMap<DossierId, Vec<Revision>> = BTreeMap::new();
        for (dossier, revision) in self.chapters.into_iter().flat_map(|chapter| chapter.revisions) {
            revisions.entry(dossier).or_default().push(revision);
        }
        History::new(tip, revisions)
    }
}

#[cfg(test)]
mod tests {
    use gix::objs::tree::EntryKind;
    use proptest::prelude::*;

    use super::super::chronicle_bytes::to_bytes;
    use super::*;
    use crate::domain::{Status, Vocabulary};

    /// A repository whose commits are made one by one, in any shape.
    struct Bench {
        _folder: tempfile::TempDir,
        repository: Repository,
        /// Every commit with its tree.
        made: Vec<(ObjectId, ObjectId)>,
    }

    /// What happens to the repository.
    #[derive(Clone, Debug)]
    enum Happening {
        /// A commit on top of another, so many seconds before or after the beginning, that writes a version of a dossier.
        Commit { on: usize, dossier: u32, version: u8, at: i64 },
        /// A commit with several parents, whose tree is that of one of them with a version of a dossier in it.
        Merge { of: Vec<usize>, like: usize, dossier: u32, version: u8, at: i64 },
        /// The branch goes to a commit and its history is read: forward, back, or to another branch.
        Read { at: usize },
        /// A byte of what was kept is another.
        Damage { at: usize },
        /// What was kept is cut off.
        Cut { at: usize },
    }

    impl Bench {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let repository = Repository::init_isolated(folder.path()).unwrap();
            Self { _folder: folder, repository, made: Vec::new() }
        }

        fn carry_out(&mut self, happening: &Happening) {
            match happening {
                Happening::Commit { on, dossier, version, at } => self.commit(&[*on], 0, (*dossier, *version), *at),
                Happening::Merge { of, like, dossier, version, at } => self.commit(of, *like, (*dossier, *version), *at),
                Happening::Read { at } if !self.made.is_empty() => self.read(at % self.made.len()),
                Happening::Read { .. } => {}
                Happening::Damage { at } => self.change_kept(|bytes| {
                    let place = at % bytes.len().max(1);
                    bytes.iter_mut().skip(place).take(1).for_each(|byte| *byte ^= 1);
                }),
                Happening::Cut { at } => self.change_kept(|bytes| bytes.truncate(at % bytes.len().max(1))),
            }
        }

        fn commit(&mut self, on: &[usize], like: usize, (dossier, version): (u32, u8), at: i64) {
            let git = &self.repository.git;
            let parents: Vec<_> = on.iter().filter(|_| !self.made.is_empty()).map(|place| self.made[place % self.made.len()]).collect();
            let before = parents.get(like % on.len()).map_or(ObjectId::empty_tree(gix::hash::Kind::Sha1), |parent| parent.1);
            let mut editor = git.find_tree(before).unwrap().edit().unwrap();
            let file = format!("dossiers/2026/K-2026-{dossier:04}/dossier.md");
            let piece = format!("dossiers/2026/K-2026-{dossier:04}/bijlagen/stuk-{version}.eml");
            let status = Status::ALL[usize::from(version) % Status::ALL.len()];
            let text = format!("---\nstatus: {status}\nkanaal: {version}\n---\n");
            if version == 0 {
                editor.remove(file.as_str()).unwrap();
            } else {
                editor.upsert(file.as_str(), EntryKind::Blob, git.write_blob(text).unwrap()).unwrap();
                editor.upsert(piece.as_str(), EntryKind::Blob, git.write_blob("stuk").unwrap()).unwrap();
            }
            let tree = editor.write().unwrap().detach();
            let name = ["P. Jansen", "M. Visser", ""][usize::from(version) % 3];
            let offset = [3600, -18_000, 0][usize::from(version) % 3];
            let time = gix::date::Time { seconds: 1_790_000_000 + at, offset };
            let signature = gix::actor::Signature { name: name.into(), email: "p.jansen@organisatie.example".into(), time };
            let commit = gix::objs::Commit {
                tree,
                parents: parents.iter().map(|parent| parent.0).collect(),
                author: signature.clone(),
                committer: signature,
                encoding: None,
                message: "x".into(),
                extra_headers: Vec::new(),
            };
            let commit = git.write_object(&commit).unwrap().detach();
            self.made.push((commit, tree));
        }

        fn read(&self, place: usize) {
            let tip = self.made[place].0;
            std::fs::write(self.repository.git.git_dir().join("HEAD"), format!("{tip}\n")).unwrap();
            let fresh = Chronicle::default().up_to(tip, &self.repository).unwrap();
            let history = self.repository.history().unwrap();
            let kept = self.repository.recalled_chronicle().unwrap();
            assert_eq!(to_bytes(&kept, ""), to_bytes(&fresh, ""));
            for dossier in (1..6).map(|serial| DossierId::new(2026, serial).unwrap()) {
                assert_eq!(self.repository.history_of(dossier).unwrap(), history.of(dossier));
            }
            assert_eq!(format!("{history:?}"), format!("{:?}", fresh.into_history()));
        }

        fn change_kept(&self, change: impl FnOnce(&mut Vec<u8>)) {
            let path = self.repository.git.git_dir().join("klacht/geschiedenis");
            if let Ok(mut bytes) = std::fs::read(&path) {
                change(&mut bytes);
                std::fs::write(&path, bytes).unwrap();
            }
        }
    }

    fn happening() -> impl Strategy<Value = Happening> {
        let commit =
            (0..40usize, 1..5u32, 0..12u8, -500..500i64).prop_map(|(on, dossier, version, at)| Happening::Commit { on, dossier, version, at });
        let merge = (proptest::collection::vec(0..40usize, 2..4), 0..3usize, 1..5u32, 0..12u8, -500..500i64)
            .prop_map(|(of, like, dossier, version, at)| Happening::Merge { of, like, dossier, version, at });
        let read = (0..40usize).prop_map(|at| Happening::Read { at });
        let damage = (0..2_000usize).prop_map(|at| Happening::Damage { at });
        let cut = (0..2_000usize).prop_map(|at| Happening::Cut { at });
        prop_oneof![5 => commit, 3 => merge, 4 => read, 1 => damage, 1 => cut]
    }

    #[test]
    fn commits_that_are_known_are_not_read_again() {
        let mut bench = Bench::new();
        (0..30).for_each(|at| bench.commit(&[at.max(1) - 1], 0, (1 + at as u32 % 4, 1 + at as u8 % 9), at as i64));
        bench.read(29);
        // All but the newest is taken away: whoever looks at it again finds nothing.
        let known: Vec<ObjectId> = bench.made[..29].iter().map(|made| made.0).collect();
        for commit in &known {
            let id = commit.to_string();
            std::fs::remove_file(bench.repository.git.git_dir().join("objects").join(&id[..2]).join(&id[2..])).unwrap();
        }
        bench.commit(&[29], 0, (2, 10), 100);
        std::fs::write(bench.repository.git.git_dir().join("HEAD"), format!("{}\n", bench.made[30].0)).unwrap();
        let history = bench.repository.history().unwrap();
        assert_eq!(history.iter().map(|(_, revisions)| revisions.len()).sum::<usize>(), 31);
        assert!(bench.repository.history_afresh().is_err(), "nothing is left to read it from");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn history_with_what_was_kept_is_that_of_a_fresh_walk(happenings in proptest::collection::vec(happening(), 1..40)) {
            let mut bench = Bench::new();
            happenings.iter().for_each(|happening| bench.carry_out(happening));
        }
    }
}

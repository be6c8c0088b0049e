//! A history told commit by commit, in which anything may be said and done that git allows.
#![allow(dead_code, reason = "each test takes from it what it needs")]

use std::collections::BTreeMap;
use std::path::Path;

use gix::objs::tree::EntryKind;
use klachtdossier::repository::Repository;

/// A commit to be made.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Its day, or its whole time.
    pub at: String,
    /// The time it was committed, when that is another.
    pub committed: Option<String>,
    /// Everything it says.
    pub message: String,
    /// What becomes of which file; `None` takes it away.
    pub files: Vec<(String, Option<Vec<u8>>)>,
    /// The commits it follows, by their place; the one before it when nobody says so.
    pub after: Option<Vec<usize>>,
}

impl Told {
    /// A commit of a day with a message.
    pub fn on(at: &str, message: &str) -> Self {
        Self { at: at.to_owned(), message: message.to_owned(), ..Self::default() }
    }

    /// The same with a file.
    pub fn file(mut self, path: &str, text: impl AsRef<[u8]>) -> Self {
        self.files.push((path.to_owned(), Some(text.as_ref().to_vec())));
        self
    }

    /// The same without a file that was there.
    pub fn without(mut self, path: &str) -> Self {
        self.files.push((path.to_owned(), None));
        self
    }

    /// The same on top of these commits.
    pub fn after(mut self, places: &[usize]) -> Self {
        self.after = Some(places.to_vec());
        self
    }
}

/// Makes the history in a folder, and puts the files there as the last commit leaves them; the names of the commits.
pub fn tell(folder: &Path, commits: &[Told]) -> Vec<String> {
    Repository::init_isolated(folder).unwrap();
    let git = gix::open_opts(folder, gix::open::Options::isolated()).unwrap();
    let mut made: Vec<(gix::ObjectId, gix::ObjectId)> = Vec::new();
    for (place, told) in commits.iter().enumerate() {
        let parents = told.after.clone().unwrap_or_else(|| place.checked_sub(1).into_iter().collect());
        let tree = match parents.first() {
            Some(first) => git.find_tree(made[*first].1).unwrap(),
            None => git.empty_tree(),
        };
        let mut editor = tree.edit().unwrap();
        for (path, content) in &told.files {
            match content {
                Some(bytes) => drop(editor.upsert(path.as_str(), EntryKind::Blob, git.write_blob(bytes).unwrap().detach()).unwrap()),
                None => drop(editor.remove(path.as_str()).unwrap()),
            }
        }
        let tree = editor.write().unwrap().detach();
        let commit = gix::objs::Commit {
            tree,
            parents: parents.iter().map(|parent| made[*parent].0).collect(),
            author: officer(&told.at),
            committer: officer(told.committed.as_deref().unwrap_or(&told.at)),
            encoding: None,
            message: told.message.as_str().into(),
            extra_headers: Vec::new(),
        };
        made.push((git.write_object(&commit).unwrap().detach(), tree));
    }
    if let Some((tip, tree)) = made.last() {
        std::fs::write(folder.join(".git/refs/heads/main"), format!("{tip}\n")).unwrap();
        check_out(folder, &git, *tree);
    }
    made.into_iter().map(|(commit, _)| commit.to_string()).collect()
}

fn officer(at: &str) -> gix::actor::Signature {
    let at = if at.contains('T') { at.to_owned() } else { format!("{at}T09:00:00+01:00") };
    let at = chrono::DateTime::parse_from_rfc3339(&at).unwrap();
    let time = gix::date::Time::new(at.timestamp(), at.offset().local_minus_utc());
    gix::actor::Signature { name: "P. Jansen".into(), email: "p.jansen@organisatie.example".into(), time }
}

/// Puts the files of a tree into the folder.
fn check_out(folder: &Path, git: &gix::Repository, tree: gix::ObjectId) {
    let mut files = BTreeMap::new();
    collect(git, tree, "", &mut files);
    for (path, bytes) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

fn collect(git: &gix::Repository, tree: gix::ObjectId, above: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    let tree = git.find_tree(tree).unwrap();
    for entry in tree.iter() {
        let entry = entry.unwrap();
        let path = format!("{above}{}", entry.filename());
        if entry.mode().is_tree() {
            collect(git, entry.object_id(), &format!("{path}/"), files);
        } else {
            files.insert(path, git.find_blob(entry.object_id()).unwrap().take_data());
        }
    }
}

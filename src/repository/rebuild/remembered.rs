//! What git's folder remembers besides branches and tags, by kind: none of it is in a store that was built again.

use std::collections::BTreeMap;
use std::path::Path;

/// A kind of thing that git, or a program beside it, remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum Remembered {
    /// Work that was put aside.
    Stash,
    /// Work trees whose folder is gone.
    GoneWorkTrees,
    /// Tags that lead to a file or a folder, not to a commit.
    LooseTags,
    /// Notes at commits.
    Notes,
    /// What git shows in the place of something else.
    Replacements,
    /// What is known here of places elsewhere.
    Elsewhere,
    /// Logs of where branches have been.
    Logs,
    /// Packs that may not be cleared up.
    KeptPacks,
    /// Messages that were typed or prepared.
    Messages,
    /// How conflicts were solved before.
    Resolutions,
    /// Remains of something that was begun with git.
    Unfinished,
    /// What this program remembers to be quick.
    Ours,
    /// Anything else, by its name.
    Other,
}

/// Everything that is remembered, each kind with the names of what there is of it.
pub type Memory = BTreeMap<Remembered, Vec<String>>;

/// Of which kind a reference is that is not told again.
pub(super) fn kind_of_reference(name: &str) -> Remembered {
    let below = |start: &str| name.starts_with(start);
    match name {
        "refs/stash" => Remembered::Stash,
        _ if below("refs/tags/") => Remembered::LooseTags,
        _ if below("refs/notes/") => Remembered::Notes,
        _ if below("refs/replace/") => Remembered::Replacements,
        _ if below("refs/remotes/") => Remembered::Elsewhere,
        _ if below("refs/bisect/") || below("refs/rewritten/") || below("refs/original/") => Remembered::Unfinished,
        _ => Remembered::Other,
    }
}

/// Of which kind a file or folder at the top of git's folder is.
pub(super) fn kind_of_file(name: &str) -> Remembered {
    let begins = |starts: &[&str]| starts.iter().any(|start| name.starts_with(start));
    match name {
        "logs" => Remembered::Logs,
        "rr-cache" | "MERGE_RR" => Remembered::Resolutions,
        "worktrees" => Remembered::GoneWorkTrees,
        "FETCH_HEAD" => Remembered::Elsewhere,
        "addp-hunk-edit.diff" | "EDIT_DESCRIPTION" | "ADD_EDIT.patch" => Remembered::Messages,
        _ if name.ends_with("_MSG") || name.ends_with("EDITMSG") => Remembered::Messages,
        _ if name.ends_with("_HEAD") || begins(&["MERGE_", "AUTO_MERGE", "BISECT_", "rebase-", "sequencer"]) => Remembered::Unfinished,
        _ if name == "klacht" || begins(&["klacht-", "klacht."]) => Remembered::Ours,
        _ => Remembered::Other,
    }
}

/// The names of the files directly in a folder that are wanted.
pub(super) fn names_in(folder: &Path, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).filter(|name| wanted(name)).collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_git_leaves_is_told_apart() {
        for (name, kind) in [
            ("COMMIT_EDITMSG", Remembered::Messages),
            ("SQUASH_MSG", Remembered::Messages),
            ("ORIG_HEAD", Remembered::Unfinished),
            ("FETCH_HEAD", Remembered::Elsewhere),
            ("klacht", Remembered::Ours),
            ("gitk.cache", Remembered::Other),
        ] {
            assert_eq!(kind_of_file(name), kind, "{name}");
        }
        assert_eq!(kind_of_reference("refs/stash-van-mij"), Remembered::Other);
    }
}

//! The programs git runs by itself.

use std::path::PathBuf;

use crate::overview::health::Hooks;
use crate::repository::Repository;
use crate::repository::hooks::hook_folder;

impl Repository {
    /// The hooks that may run, in order of name; one that names this program is ours.
    #[must_use]
    pub fn hooks_present(&self) -> Hooks {
        let mut hooks = Hooks { has_git: has_git(), ..Hooks::default() };
        let mut files: Vec<PathBuf> = std::fs::read_dir(hook_folder(&self.git)).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        files.sort();
        for file in files {
            let Some(name) = file.file_name().and_then(|name| name.to_str()) else { continue };
            if !name.contains('.') && self.hook(name).is_some() {
                let is_own = std::fs::read(&file).is_ok_and(|text| text.windows(6).any(|word| word == b"klacht"));
                if is_own { &mut hooks.own } else { &mut hooks.others }.push(name.to_owned());
            }
        }
        hooks
    }
}

/// Whether the git program is there; only looked for, since starting another program can fail in ways of its own.
fn has_git() -> bool {
    let name = if cfg!(windows) { "git.exe" } else { "git" };
    std::env::var_os("PATH").is_some_and(|folders| std::env::split_paths(&folders).any(|folder| folder.join(name).is_file()))
}

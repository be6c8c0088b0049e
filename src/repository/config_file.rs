//! Changing settings of one repository, as git does it: through git's lock, whole or not at all.

use std::io::{ErrorKind, Write};

use super::error::{AtPath, Doing, RepositoryError};
use super::open::Repository;

/// What is being done when the settings cannot be changed.
const SETTING: &str = "het wijzigen van de instellingen van git";

/// Sets values, each by section (`core`, or `merge.klacht`), key and value, in the repository's own settings; others stay as they are written.
pub(super) fn change_config(repository: &Repository, values: &[(&str, &'static str, &str)]) -> Result<(), RepositoryError> {
    let path = repository.git.common_dir().join("config");
    let lock = path.with_extension("lock");
    let mut file = match std::fs::OpenOptions::new().write(true).create_new(true).open(&lock) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(RepositoryError::git_locked(lock)),
        file => file.at(SETTING, &lock)?,
    };
    let placed = (|| {
        let mut config = gix::config::File::from_path_no_includes(path.clone(), gix::config::Source::Local).doing(SETTING)?;
        for (section, key, value) in values {
            let (section, subsection) = section.split_once('.').map_or((*section, None), |(section, name)| (section, Some(name)));
            config.set_raw_value_by(section, subsection.map(gix::bstr::BStr::new), *key, *value).doing(SETTING)?;
        }
        let mut bytes = Vec::new();
        config.write_to(&mut bytes).and_then(|()| file.write_all(&bytes)).and_then(|()| file.sync_all()).at(SETTING, &lock)?;
        let permissions = std::fs::metadata(&path).at(SETTING, &path)?.permissions();
        std::fs::set_permissions(&lock, permissions).and_then(|()| std::fs::rename(&lock, &path)).at(SETTING, &path)
    })();
    if placed.is_err() {
        // It is ours, and nobody else would take it away.
        let _ = std::fs::remove_file(&lock);
    }
    placed
}

//! Git's settings that matter to dossiers.

use gix::remote::Direction;
use gix::url::Scheme;

use crate::overview::health::{Durability, Identified, Merging, OpenTo, Remote, Remotes};
use crate::repository::Repository;
use crate::repository::config_file::change_config;
use crate::repository::error::RepositoryError;

/// A user name this long in an address is a key.
const KEY_LENGTH: usize = 20;

impl Repository {
    /// Whether git knows who records.
    #[must_use]
    pub fn identified(&self) -> Identified {
        if self.identity().is_ok() { Identified::Known } else { Identified::Unknown }
    }

    /// What git itself brings to disk for certain.
    #[must_use]
    pub fn durability(&self) -> Durability {
        let config = self.git.config_snapshot();
        let set = |key: &str| config.string(key).map(|value| value.to_string());
        Durability { fsync: set("core.fsync"), method: set("core.fsyncMethod") }
    }

    /// Has git bring to disk for certain what it writes here, as this program does.
    ///
    /// # Errors
    /// When the settings of the repository cannot be written, or another klacht or git is at work.
    pub fn set_durability(&self) -> Result<(), RepositoryError> {
        change_config(self, &[("core", "fsync", "all"), ("core", "fsyncMethod", "fsync")])
    }

    /// The places dossiers are fetched from and pushed to.
    #[must_use]
    pub fn remotes(&self) -> Remotes {
        let named = self.git.remote_names().into_iter();
        let remotes = named.filter_map(|name| {
            let remote = self.git.try_find_remote_without_url_rewrite(gix::bstr::BStr::new(&**name))?.ok()?;
            let urls: Vec<_> = [Direction::Fetch, Direction::Push].into_iter().filter_map(|way| remote.url(way)).collect();
            let over_http = |url: &&gix::Url| matches!(url.scheme, Scheme::Http | Scheme::Https);
            let key = |url: &&gix::Url| over_http(url) && url.user().is_some_and(|user| user.len() >= KEY_LENGTH);
            Some(Remote {
                name: name.to_string(),
                host: urls.iter().find_map(|url| url.host()).map(str::to_owned),
                has_secret: urls.iter().any(|url| url.password().is_some() || key(url)),
                is_open_on_the_way: urls.iter().any(|url| matches!(url.scheme, Scheme::Http | Scheme::Git)),
            })
        });
        Remotes(remotes.collect())
    }

    /// How git merges dossiers here; `attributes` is what `.gitattributes` says.
    #[must_use]
    pub fn merging(&self, attributes: &str) -> Merging {
        let asked = |line: &str| !line.trim_start().starts_with('#') && line.split_whitespace().any(|word| word == "merge=klacht");
        Merging { is_asked: attributes.lines().any(asked), is_known: self.git.config_snapshot().string("merge.klacht.driver").is_some() }
    }

    /// With whom the folder is shared on purpose, as git was told.
    #[must_use]
    pub fn shared_with(&self) -> OpenTo {
        self.git.config_snapshot().string("core.sharedRepository").map_or(OpenTo::Owner, |set| shared_with(&set.to_string()))
    }

    /// Whether git's folder belongs to who runs the program.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.git.git_dir_trust() == gix::sec::Trust::Full
    }
}

/// With whom `core.sharedRepository` shares; a number with more than one digit is a mode.
fn shared_with(set: &str) -> OpenTo {
    match set.trim().to_ascii_lowercase().as_str() {
        "all" | "world" | "everybody" | "2" => OpenTo::Everyone,
        "" | "group" | "true" | "yes" | "on" | "1" => OpenTo::Group,
        mode => match u32::from_str_radix(mode, 8) {
            Ok(mode) if mode & 0o007 != 0 => OpenTo::Everyone,
            Ok(mode) if mode & 0o070 != 0 => OpenTo::Group,
            _ => OpenTo::Owner,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_say_that_a_folder_is_shared_is_known() {
        for group in ["group", "true", "1", "0660", "0640"] {
            assert_eq!(shared_with(group), OpenTo::Group, "{group}");
        }
        for everyone in ["all", "world", "everybody", "2", "0664"] {
            assert_eq!(shared_with(everyone), OpenTo::Everyone, "{everyone}");
        }
        for owner in ["umask", "false", "0", "0600"] {
            assert_eq!(shared_with(owner), OpenTo::Owner, "{owner}");
        }
    }
}

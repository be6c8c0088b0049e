//! Pages that were made before, by what they were made of: a page over many dossiers changes with few of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::templates::Frame;

/// A hash of everything a page is made of, beside the templates themselves.
pub(super) type Key = [u8; 32];

/// Pages that were made before.
#[derive(Debug, Default)]
pub(super) struct FilledPages(BTreeMap<Key, Filled>);

/// A page that was made before.
#[derive(Debug)]
struct Filled {
    page: Arc<str>,
    is_used: bool,
}

impl FilledPages {
    /// The page that was made of this before.
    pub fn again(&mut self, key: Key) -> Option<String> {
        let filled = self.0.get_mut(&key)?;
        filled.is_used = true;
        Some(filled.page.to_string())
    }

    /// Keeps a page.
    pub fn keep(&mut self, key: Key, page: &str) {
        self.0.insert(key, Filled { page: page.into(), is_used: true });
    }

    /// Forgets the pages that nobody asked for since the last time.
    pub fn forget_unused(&mut self) {
        self.0.retain(|_, filled| std::mem::take(&mut filled.is_used));
    }
}

/// The key of the page a template makes of a view; `None` when it cannot be told.
pub(super) fn key_of(template: &str, frame: &Frame<'_>, view: &impl Serialize) -> Option<Key> {
    let told = serde_json::to_vec(&(template, frame, view)).ok()?;
    Some(Sha256::digest(told).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(of: &str) -> Key {
        Sha256::digest(of).into()
    }

    #[test]
    fn page_is_kept_as_long_as_it_is_asked_for() {
        let mut pages = FilledPages::default();
        pages.keep(key("register"), "een");
        pages.keep(key("kalender"), "twee");
        pages.forget_unused();
        assert_eq!(pages.again(key("register")).as_deref(), Some("een"));
        pages.forget_unused();
        assert_eq!(pages.again(key("register")).as_deref(), Some("een"));
        assert_eq!(pages.again(key("kalender")), None);
    }
}

//! Pages that were made before, by what they were made of: a page over many dossiers changes with few of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::templates::Frame;

/// A hash of everything a page is made of, beside the templates themselves.
pub(super) type Key = [u8; 32];

/// Pages that were made before, by their title: the parts of a long list share one, and are made together or not at all.
#[derive(Debug, Default)]
pub(super) struct FilledPages(BTreeMap<String, BTreeMap<Key, Filled>>);

/// A page that was made before.
#[derive(Debug)]
struct Filled {
    page: Arc<str>,
    is_used: bool,
}

impl FilledPages {
    /// The page with this title that was made of this before.
    pub fn again(&mut self, title: &str, key: Key) -> Option<String> {
        let filled = self.0.get_mut(title)?.get_mut(&key)?;
        filled.is_used = true;
        Some(filled.page.to_string())
    }

    /// Keeps a page.
    pub fn keep(&mut self, title: &str, key: Key, page: &str) {
        self.0.entry(title.to_owned()).or_default().insert(key, Filled { page: page.into(), is_used: true });
    }

    /// Forgets the pages that nobody asked for since the last time, while another with their title was.
    pub fn forget_unused(&mut self) {
        for pages in self.0.values_mut().filter(|pages| pages.values().any(|filled| filled.is_used)) {
            pages.retain(|_, filled| std::mem::take(&mut filled.is_used));
        }
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
        pages.keep("Register 2026", key("een"), "een");
        pages.keep("Register 2026", key("twee"), "twee");
        pages.forget_unused();
        assert_eq!(pages.again("Register 2026", key("een")).as_deref(), Some("een"));
        pages.forget_unused();
        assert_eq!(pages.again("Register 2026", key("een")).as_deref(), Some("een"));
        assert_eq!(pages.again("Register 2026", key("twee")), None);
    }

    #[test]
    fn page_of_a_list_that_was_not_made_again_is_kept() {
        let mut pages = FilledPages::default();
        pages.keep("Register 2025", key("een"), "een");
        (0..3).for_each(|_| pages.forget_unused());
        assert_eq!(pages.again("Register 2025", key("een")).as_deref(), Some("een"));
        assert_eq!(pages.again("Register 2026", key("een")), None);
    }
}

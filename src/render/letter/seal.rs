//! How a draft knows that nobody changed it: a hash of itself, in its Message-ID or behind its page.

use crate::source::hexadecimal;
use sha2::{Digest, Sha256};

/// As many signs as the hash takes, before it is known.
pub(super) const UNSEALED: &str = "00000000000000000000000000000000";

/// What stands before the hash in a page.
pub(super) const PAGE_SEAL: &str = "<!-- klacht ";

/// The draft with its hash in the place of the first [`UNSEALED`].
pub(super) fn sealed(draft: Vec<u8>) -> Vec<u8> {
    let Some(at) = find(&draft, UNSEALED.as_bytes()) else { return draft };
    let hash = hash(&draft);
    let mut draft = draft;
    draft[at..at + UNSEALED.len()].copy_from_slice(hash.as_bytes());
    draft
}

/// Whether these are the bytes of a draft as the program made it. Another file is not.
#[must_use]
pub fn is_as_made(bytes: &[u8]) -> bool {
    let seals = bytes.windows(UNSEALED.len()).enumerate().filter(|(_, window)| window.iter().all(|byte| byte.is_ascii_hexdigit()));
    for (at, seal) in seals {
        let marked = bytes[..at].ends_with(b".") || bytes[..at].ends_with(PAGE_SEAL.as_bytes());
        if marked {
            let mut unsealed = bytes.to_vec();
            unsealed[at..at + UNSEALED.len()].copy_from_slice(UNSEALED.as_bytes());
            if hash(&unsealed).as_bytes() == seal {
                return true;
            }
        }
    }
    false
}

fn hash(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes)[..UNSEALED.len() / 2])
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draft_is_as_made_until_a_byte_changes() {
        let draft = sealed(format!("Message-ID: <K-2026-0007.{UNSEALED}@a.example>\n\nDag").into_bytes());
        assert!(is_as_made(&draft));
        assert!(!is_as_made(&[draft.as_slice(), b"!"].concat()));
        let windows = String::from_utf8(draft).unwrap().replace('\n', "\r\n");
        assert!(!is_as_made(windows.as_bytes()));
    }

    #[test]
    fn other_file_was_not_made_by_us() {
        assert!(!is_as_made(b""));
        assert!(!is_as_made(b"Message-ID: <x@a.example>\n\nDag"));
    }
}

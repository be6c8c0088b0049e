//! The number a file says it bears, wherever it lies and whatever it is called.

use super::error::{Doing, RepositoryError};
use crate::domain::DossierId;

/// What is being done when a file cannot be read.
const READING: &str = "het doorzoeken van de geschiedenis";
/// No dossier file is larger than this, in bytes.
const LARGEST: u64 = 4 << 20;

/// The number at the head of this file; `None` where it is no dossier file, or larger than any.
pub(super) fn stated_number(git: &gix::Repository, file: gix::ObjectId) -> Result<Option<DossierId>, RepositoryError> {
    if git.find_header(file).doing(READING)?.size() > LARGEST {
        return Ok(None);
    }
    Ok(number_at_head(&git.find_blob(file).doing(READING)?.data))
}

fn number_at_head(file: &[u8]) -> Option<DossierId> {
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    let mut lines = file.split(|byte| matches!(byte, b'\n' | b'\r')).map(|line| String::from_utf8_lossy(line));
    if lines.next()?.trim_end() != "---" {
        return None;
    }
    let stated = lines.take_while(|line| line.trim_end() != "---").find_map(|line| {
        let (key, value) = line.split_once(':')?;
        let is_number = key.trim().trim_matches(['"', '\'']).eq_ignore_ascii_case("nummer");
        is_number.then(|| value.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\'']).to_owned())
    })?;
    number_of(stated.as_bytes())
}

/// The number these letters are, capitals or not.
pub(super) fn number_of(name: &[u8]) -> Option<DossierId> {
    std::str::from_utf8(name).ok()?.to_ascii_uppercase().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_is_found_at_the_head_alone() {
        let id = DossierId::new(2024, 2);
        for text in [
            "---\nnummer: K-2024-0002\n---\n",
            "\u{feff}---\r\nschema: 1\r\nnummer : \"k-2024-0002\" # oud\r\n---\r\n",
            "--- \n'nummer': 'K-2024-0002'\n",
        ] {
            assert_eq!(number_at_head(text.as_bytes()), id, "{text}");
        }
        for text in
            ["nummer: K-2024-0002\n", "---\nschema: 1\n---\nnummer: K-2024-0002\n", "---\nnummers: K-2024-0002\n", "---\nvoorheen: K-2024-0002\n", ""]
        {
            assert_eq!(number_at_head(text.as_bytes()), None, "{text}");
        }
    }
}

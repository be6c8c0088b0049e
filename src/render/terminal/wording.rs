//! Small words of every answer: how many of what, which ones, and a path as it is typed.

use std::fmt::Display;

/// So many, with its word: `1 dossier`, `2 dossiers`.
#[must_use]
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// These one after another: `K-2026-0001, K-2026-0002`.
#[must_use]
pub fn listed<T: Display>(things: impl IntoIterator<Item = T>) -> String {
    things.into_iter().map(|thing| thing.to_string()).collect::<Vec<_>>().join(", ")
}

/// A path as it can be typed behind a command.
#[must_use]
pub fn typed_path(path: &str) -> String {
    let is_plain = path.chars().all(|letter| letter.is_alphanumeric() || "/\\:._-".contains(letter));
    if is_plain { path.to_owned() } else { format!("\"{path}\"") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_is_told_as_it_can_be_typed() {
        assert_eq!(typed_path("/pad/naar/map"), "/pad/naar/map");
        assert_eq!(typed_path("/pad naar/map"), "\"/pad naar/map\"");
    }
}

//! The name of a stored piece: a day and what it is, never a person.

use std::collections::BTreeSet;

use chrono::NaiveDate;

/// What a stored piece is called after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PieceName<'a> {
    /// The day of the message it belongs to.
    pub day: NaiveDate,
    /// What it is, a word of ours: `bevestiging`, `klacht`.
    pub what: &'a str,
    /// The extension the piece came with, which tells its type; left out when it might tell more than that.
    pub extension: Option<&'a str>,
}

impl PieceName<'_> {
    /// Its path from the dossier's folder: `bijlagen/2026-11-04-bevestiging.eml`; with a number where that name is taken.
    ///
    /// Names that differ in capitals alone are one name to some computers, so they are to us.
    #[must_use]
    pub fn path(&self, taken: &BTreeSet<String>) -> String {
        let taken: BTreeSet<_> = taken.iter().map(|path| path.to_lowercase()).collect();
        let names = (1_u32..).map(|number| self.numbered(number));
        names.into_iter().find(|name| !taken.contains(name)).expect("there are more numbers than pieces")
    }

    fn numbered(&self, number: u32) -> String {
        let what: String = self.what.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let number = if number > 1 { format!("-{number}") } else { String::new() };
        let extension = self.extension().map_or_else(String::new, |extension| format!(".{extension}"));
        format!("bijlagen/{}-{what}{number}{extension}", self.day)
    }

    /// The extension in small letters, when it is one: `pdf`, never `pdf van mevrouw De Wit`.
    fn extension(&self) -> Option<String> {
        let extension = self.extension.map(str::to_lowercase)?;
        let sound = (1..=8).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
        sound.then_some(extension)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(what: &str, extension: Option<&str>, taken: &[&str]) -> String {
        let name = PieceName { day: "2026-11-04".parse().unwrap(), what, extension };
        name.path(&taken.iter().map(|path| (*path).to_owned()).collect())
    }

    #[test]
    fn piece_is_called_after_day_and_kind() {
        assert_eq!(path("bevestiging", Some("EML"), &[]), "bijlagen/2026-11-04-bevestiging.eml");
        assert_eq!(path("verzoek_om_aanvulling", None, &[]), "bijlagen/2026-11-04-verzoek-om-aanvulling");
    }

    #[test]
    fn taken_name_gets_a_number() {
        let taken = ["bijlagen/2026-11-04-reactie.pdf", "bijlagen/2026-11-04-Reactie-2.PDF"];
        assert_eq!(path("reactie", Some("pdf"), &taken), "bijlagen/2026-11-04-reactie-3.pdf");
    }

    #[test]
    fn extension_that_tells_more_than_a_type_is_left_out() {
        for extension in ["pdf van mevrouw", "", "../x", "dewitbrief"] {
            assert_eq!(path("brief", Some(extension), &[]), "bijlagen/2026-11-04-brief");
        }
    }
}

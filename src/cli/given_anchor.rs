//! An anchor as it was given back: typed, or in a file.

use super::{Desk, Exit, Failure};
use crate::domain::Anchor;
use crate::overview::{AnchorTold, CheckedFile};
use crate::repository::{AuditTerms, Repository};
use crate::shell::files;
use crate::source::AnchorLeaves;

/// The most bytes a file with an anchor may have.
const LARGEST: u64 = 64 * 1024 * 1024;

/// So many signs are an anchor that was copied badly, and no name.
const NEARLY: usize = 40;

/// An anchor with the sequences that came along, when they did.
pub struct GivenAnchor {
    anchor: Anchor,
    leaves: Option<AnchorLeaves>,
}

impl GivenAnchor {
    /// The anchor in these words: the name of a file that holds one, or the signs themselves.
    ///
    /// # Errors
    /// When there is none in it, or it was not copied well.
    pub fn read(given: &str, desk: &Desk) -> Result<Self, Failure> {
        let wrong = match given.parse() {
            Ok(anchor) => return Ok(Self { anchor, leaves: None }),
            Err(error) => error,
        };
        let path = desk.path(given.as_ref());
        let bytes = match files::read_named(&path, LARGEST) {
            Ok(bytes) => bytes,
            // A name that nobody would give a file was meant as an anchor.
            Err(_) if given.chars().filter(|letter| letter.is_alphanumeric()).count() >= NEARLY && !given.contains('.') => {
                let help = "vergelijk dat met het papier; de letters I, L, O en U komen in een ijkpunt niet voor";
                return Err(Failure::new(Exit::WrongUse, wrong.to_string()).help(help));
            }
            Err(error) => return Err(Failure::from_io(&path, &error)),
        };
        let text = String::from_utf8_lossy(&bytes);
        let none = || Failure::new(Exit::WrongUse, format!("in «{given}» staat geen ijkpunt dat goed is overgenomen"));
        let anchor = Anchor::within(&text).or_else(|| text.parse().ok());
        let anchor = anchor.ok_or_else(|| none().help("een ijkpunt is 12 groepen van 5 tekens; «klacht ijkpunt» laat zien hoe dat eruitziet"))?;
        Ok(Self { leaves: AnchorLeaves::read(&text).filter(|leaves| leaves.root() == anchor.root), anchor })
    }

    /// What became of it in a history, and what differs.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn held_against(self, repository: &Repository, terms: &AuditTerms<'_>) -> Result<(AnchorTold, Vec<CheckedFile>), Failure> {
        let check = repository.check_anchor(&self.anchor, self.leaves, terms)?;
        let holds = !check.differs();
        Ok((AnchorTold { day: self.anchor.day, holds, changes_since: check.changes_since, destroyed: check.destroyed }, check.findings))
    }
}

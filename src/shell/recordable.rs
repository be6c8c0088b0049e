//! What keeps a changed dossier from being recorded; whoever records judges by this.

use chrono::NaiveDate;

use super::changes::ChangedDossier;
use super::office::dossier_path;
use crate::diagnostic::Code;
use crate::domain::DossierId;
use crate::overview::CheckedFile;
use crate::regulation::Rules;
use crate::source::{Located, obstacles};

/// What is thought of recorded facts that are gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vanished {
    /// They keep the dossier from being recorded.
    Refused,
    /// The officer said that they were meant to go.
    Agreed,
}

impl ChangedDossier {
    /// The dossier with what keeps it from being recorded; `None` when nothing does.
    #[must_use]
    pub fn refusal(&self, rules: &Rules, today: NaiveDate, vanished: Vanished) -> Option<CheckedFile> {
        let mut remarks = match &self.now {
            Some(now) => {
                let pieces = self.gone.iter().map(|path| piece_gone(path.as_str()));
                obstacles(self.recorded.as_deref(), now, rules, today).into_iter().chain(pieces).collect()
            }
            None => vec![dossier_gone(self.id)],
        };
        // A whole dossier that is gone is never agreed to.
        let agreed = vanished == Vanished::Agreed && self.now.is_some();
        remarks.retain(|remark| !(agreed && remark.diagnostic.code == Code::FactVanished));
        let path = dossier_path(self.id);
        (!remarks.is_empty()).then(|| CheckedFile {
            path,
            number: Some(self.id),
            bytes: self.now.clone().unwrap_or_default(),
            remarks,
            recorded: None,
        })
    }
}

/// The remark on a dossier that is gone from the folder.
#[must_use]
pub fn dossier_gone(id: DossierId) -> Located {
    let help = format!("haal het terug met: git restore {}; een dossier verdwijnt alleen door het te vernietigen", dossier_path(id));
    Located::in_file(Code::FactVanished, 0..0, "het hele dossier is weg uit de map", help)
}

/// The remark on a stored piece that is gone, by its path.
#[must_use]
pub fn piece_gone(path: &str) -> Located {
    let piece = path.splitn(4, '/').last().unwrap_or(path);
    let message = format!("de bijlage «{piece}» is vastgelegd en nu weg");
    Located::in_file(Code::FactVanished, 0..0, message, "zet haar terug, of leg het zo vast met --verdwenen-akkoord")
}

//! What keeps a changed dossier from being recorded; whoever records judges by this.

use chrono::NaiveDate;

use super::changes::ChangedDossier;
use super::office::dossier_path;
use crate::diagnostic::Code;
use crate::domain::DossierId;
use crate::overview::CheckedFile;
use crate::regulation::Rules;
use crate::source::versions::must_stay_as_it_was;
use crate::source::{Located, is_another_complaint, obstacles, read_dossier};

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
        let mut remarks: Vec<Located> = match &self.now {
            Some(_) if self.was_destroyed => vec![destroyed_before(self.id)],
            Some(now) if self.recorded.as_deref().is_some_and(|recorded| is_another_complaint(recorded, now)) => {
                vec![supplanted(self.id, &self.office)]
            }
            Some(now) => {
                let pieces = self.gone.iter().map(|path| piece_gone(path.as_str()));
                let closed = self.pieces_of_closed(now);
                let marks = self.lost_marks.then(|| marks_gone(self.id, &self.office));
                obstacles(self.recorded.as_deref(), now, rules, today).into_iter().chain(pieces).chain(closed).chain(marks).collect()
            }
            None => vec![dossier_gone(self.id, &self.office)],
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

    /// The remark on pieces that changed or went though the dossier is closed.
    fn pieces_of_closed(&self, now: &[u8]) -> Option<Located> {
        let recorded = read_dossier(self.recorded.as_deref()?);
        let first = self.altered.iter().chain(&self.gone).next().filter(|_| must_stay_as_it_was(&recorded, &read_dossier(now)))?;
        let message = format!("{} is gesloten, en de bijlage «{}» is gewijzigd of weg", self.id, named(first.as_str()));
        let help = format!("zet haar terug, of heropen het dossier: klacht status {} in_behandeling --reden \"…\"", self.id);
        Some(Located::in_file(Code::ClosedDossierChanged, 0..0, message, help))
    }
}

/// The command that puts a dossier file back as it was recorded, after `git rm` too, and from any folder.
fn putting_back(id: DossierId, office: &str) -> String {
    format!("git restore --source=HEAD --staged --worktree :/{office}{}", dossier_path(id))
}

/// The remark on a dossier that is gone from the folder; `office` leads from the work tree to the dossier folder.
#[must_use]
pub fn dossier_gone(id: DossierId, office: &str) -> Located {
    let back = putting_back(id, office);
    let help = format!("haal het terug met: {back}; een dossier verdwijnt alleen door het te vernietigen");
    Located::in_file(Code::FactVanished, 0..0, "het hele dossier is weg uit de map", help)
}

/// The remark on a dossier that was destroyed and lies in the folder again.
fn destroyed_before(id: DossierId) -> Located {
    let message = format!("het nummer {id} is van een dossier dat is vernietigd; het wordt niet opnieuw vastgelegd");
    let help = format!(
        "is dit een andere klacht, geef haar dan een eigen nummer met «klacht hernummer»; is het dezelfde, gooi de map dan weg met: klacht vernietig {id} --uitvoeren"
    );
    Located::in_file(Code::DuplicateNumber, 0..0, message, help)
}

/// The remark on a dossier whose file tells of another complaint than was recorded under its number.
fn supplanted(id: DossierId, office: &str) -> Located {
    let message = format!("onder {id} is een andere klacht vastgelegd: klachtindiener, onderwerp en tekst zijn in één keer allemaal anders");
    let back = putting_back(id, office);
    let help = format!(
        "is dit een andere klacht, zet deze map dan buiten de dossiers, haal terug wat er stond met: {back}; geef de uwe een vrij nummer met «klacht nieuw» en neem uw tekst daarin over. Is het dezelfde klacht, leg dan eerst alleen de klachtindiener vast en daarna de rest"
    );
    Located::in_file(Code::DuplicateNumber, 0..0, message, help)
}

/// The remark on a dossier in which a passage that was taken out may be back.
fn marks_gone(id: DossierId, office: &str) -> Located {
    let message =
        format!("uit {id} is iets weggelakt, en «(weggelakt)» staat er nu minder vaak: komt dit uit een oude kopie, dan is de passage terug");
    let back = putting_back(id, office);
    let help = format!(
        "bewaar uw eigen nieuwe regels, haal terug wat er stond met: {back}; en zet alleen die regels erin. Is de zin zelf met opzet weg, leg het dan zo vast met --verdwenen-akkoord"
    );
    Located::in_file(Code::FactVanished, 0..0, message, help)
}

/// The remark on a stored piece that is gone, by its path.
#[must_use]
pub fn piece_gone(path: &str) -> Located {
    let message = format!("de bijlage «{}» is vastgelegd en nu weg", named(path));
    Located::in_file(Code::FactVanished, 0..0, message, "zet haar terug, of leg het zo vast met --verdwenen-akkoord")
}

/// A stored piece as its dossier names it.
fn named(path: &str) -> &str {
    path.splitn(4, '/').last().unwrap_or(path)
}

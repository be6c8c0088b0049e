//! The registers in the folder, held against those that were recorded last.

use super::office::Office;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::overview::CheckedFile;
use crate::regulation::Rules;
use crate::repository::{Repository, RepositoryError, TrackedPath};
use crate::source::{KeptRegister, LineLoss, Located};

impl Office {
    /// The registers from which a line that was recorded is gone or says something else, with a remark on each line.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn registers_with_lost_lines(&self, repository: &Repository, rules: &Rules) -> Result<Vec<CheckedFile>, RepositoryError> {
        let mut files = Vec::new();
        for register in KeptRegister::ALL {
            let path = register.path();
            let Some(recorded) = repository.head_file(&TrackedPath::new(path)?)? else { continue };
            let bytes = self.read(path).unwrap_or_default();
            let remarks: Vec<Located> = register
                .lost(&recorded, &bytes)
                .into_iter()
                .map(|(dossier, loss)| {
                    let what = match loss {
                        LineLoss::Gone => "staat hier niet meer",
                        LineLoss::Altered => "zegt iets anders dan is vastgelegd",
                    };
                    let help = format!(
                        "haal hem terug met: git checkout HEAD -- {path}\n«klacht uitleg {}» zegt hoe u een fout in een regel verbetert",
                        Code::RegisterLineLost
                    );
                    let mut diagnostic = Diagnostic::new(Code::RegisterLineLost, Place::File, format!("de regel van {dossier} {what}"), help);
                    diagnostic.severity = rules.severity(diagnostic.code);
                    Located { diagnostic, at: 0..0 }
                })
                .collect();
            if !remarks.is_empty() {
                files.push(CheckedFile { path: path.to_owned(), number: None, bytes, remarks, recorded: None });
            }
        }
        Ok(files)
    }
}

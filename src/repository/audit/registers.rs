//! Lines of the registers that a commit took away or made say something else.

use super::commit::Commit;
use super::finding::Finding;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::repository::message::Kind;
use crate::repository::registers::{LostLine, Registers, lost_after};
use crate::repository::{Repository, RepositoryError};
use crate::source::LineLoss;

/// The registers as they were recorded last, which older versions are held against.
pub(super) struct KeptLines<'repo> {
    repository: &'repo Repository,
    now: Registers,
}

impl<'repo> KeptLines<'repo> {
    /// What the newest of these commits holds.
    pub(super) fn in_head(repository: &'repo Repository, commits: &[Commit]) -> Result<Self, RepositoryError> {
        let head = commits.last().map(|head| Registers::in_tree(&repository.git, head.tree, repository.prefix()));
        Ok(Self { repository, now: head.transpose()?.unwrap_or_default() })
    }

    /// The remarks on the lines that a commit lost and that never came back; one that says it puts a register right may alter them.
    pub(super) fn judge(&self, commits: &[Commit], index: usize) -> Result<Vec<Finding>, RepositoryError> {
        let (git, office, commit) = (&self.repository.git, self.repository.prefix(), &commits[index]);
        let after = Registers::in_tree(git, commit.tree, office)?;
        let parents: Vec<_> = commit.parents.iter().map(|parent| commits[*parent].id).collect();
        let lost = lost_after(git, office, &parents, &after)?;
        if lost.is_empty() {
            return Ok(Vec::new());
        }
        let mut still_lost = Vec::new();
        for parent in &commit.parents {
            still_lost.extend(Registers::in_tree(git, commits[*parent].tree, office)?.lost_in(&self.now));
        }
        let is_correction = commit.claim.kind == Some(Kind::RegisterCorrection);
        let tells = |line: &&LostLine| still_lost.iter().any(|lost| lost.is_of(line)) && !(is_correction && line.loss == LineLoss::Altered);
        let told = |line: &LostLine| Finding { index, dossier: Some(line.dossier), bytes: Vec::new(), diagnostic: remark(*line) };
        Ok(lost.iter().filter(tells).map(told).collect())
    }
}

fn remark(line: LostLine) -> Diagnostic {
    let (dossier, path) = (line.dossier, line.register.path());
    let message = match line.loss {
        LineLoss::Gone => format!("de regel van {dossier} is hier uit {path} verdwenen"),
        LineLoss::Altered => format!("de regel van {dossier} in {path} zegt sinds hier iets anders"),
    };
    let help = format!("zet de regel terug zoals hij was; «klacht uitleg {}» zegt hoe", Code::RegisterLineLost);
    Diagnostic::new(Code::RegisterLineLost, Place::File, message, help)
}

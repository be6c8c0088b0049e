//! A copy of which no branch was taken into the work tree.

use super::error::{Doing, RepositoryError};
use super::offices::offices_in;
use super::open::Repository;

/// What is being done when the branches cannot be read.
const READING: &str = "het lezen van de takken";
/// The branch klacht records on.
const USUAL: &str = "main";

impl Repository {
    /// The branch to take, where nothing was recorded here yet and a branch that was fetched holds dossiers; `None` elsewhere.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn branch_to_take(&self) -> Result<Option<String>, RepositoryError> {
        if self.head_commit()?.is_some() {
            return Ok(None);
        }
        let remotes = self.git.remote_names();
        let mut branches = Vec::new();
        for reference in self.git.references().doing(READING)?.remote_branches().doing(READING)?.flatten() {
            let name = reference.name().shorten().to_string();
            let branch = remotes.iter().find_map(|remote| name.strip_prefix(&format!("{remote}/"))).map(str::to_owned);
            let tree = reference.into_fully_peeled_id().ok().and_then(|id| id.object().ok()?.peel_to_tree().ok());
            if let (Some(branch), Some(tree)) = (branch, tree)
                && !offices_in(&self.git, tree.id)?.is_empty()
            {
                branches.push(branch);
            }
        }
        let usual = branches.iter().position(|branch| branch == USUAL).unwrap_or_default();
        Ok((!branches.is_empty()).then(|| branches.swap_remove(usual)))
    }
}

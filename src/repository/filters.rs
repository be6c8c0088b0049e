//! What git does to a file between the work tree and its store: line ends, encodings, `$Id$`, programs of `.gitattributes`.

use std::cell::RefCell;
use std::io::Read;
use std::path::Path;

use gix::filter::plumbing::driver::apply::Delay;
use gix::filter::plumbing::pipeline::convert::to_worktree::{Options, UnknownEncoding};
use gix::filter::plumbing::pipeline::convert::{ToGitOutcome, ToWorktreeOutcome};

use super::error::{Doing, RepositoryError};
use super::names::BlobId;
use super::open::Repository;
use super::path::TrackedPath;

/// What is being done when the filters cannot be found.
const FINDING: &str = "het opzoeken van de filters van git";

/// The filters of a repository, as `.gitattributes` and git's settings have them now.
///
/// Make them once for many files: it reads the index and every `.gitattributes`.
pub struct Filters<'repo> {
    repository: &'repo Repository,
    pipeline: RefCell<gix::filter::Pipeline<'repo>>,
    index: gix::worktree::IndexPersistedOrInMemory,
}

impl Repository {
    /// The filters as they are now.
    ///
    /// # Errors
    /// When the index or a setting cannot be read.
    pub fn filters(&self) -> Result<Filters<'_>, RepositoryError> {
        let (pipeline, index) = self.git.filter_pipeline(None).doing(FINDING)?;
        Ok(Filters { repository: self, pipeline: RefCell::new(pipeline), index })
    }
}

impl Filters<'_> {
    /// The bytes as git keeps them, of a file that has these in the work tree.
    ///
    /// # Errors
    /// [`RepositoryError::Filtered`] when a filter refuses them or is not there.
    pub fn to_git(&self, path: &TrackedPath, bytes: &[u8]) -> Result<Vec<u8>, RepositoryError> {
        let tree_path = self.repository.in_tree(path);
        let mut pipeline = self.pipeline.borrow_mut();
        let mut filtered = Vec::new();
        let read = match pipeline.convert_to_git(bytes, Path::new(&tree_path), &self.index).map_err(|error| refused(path, error))? {
            ToGitOutcome::Unchanged(mut same) => same.read_to_end(&mut filtered),
            ToGitOutcome::Process(mut program) => program.read_to_end(&mut filtered),
            ToGitOutcome::Buffer(mut buffer) => buffer.read_to_end(&mut filtered),
        };
        read.map_err(|error| refused(path, error))?;
        Ok(filtered)
    }

    /// The name git has for a file with these bytes in the work tree.
    ///
    /// # Errors
    /// As [`Self::to_git`].
    pub fn blob_id(&self, path: &TrackedPath, bytes: &[u8]) -> Result<BlobId, RepositoryError> {
        let filtered = self.to_git(path, bytes)?;
        gix::objs::compute_hash(self.repository.git.object_hash(), gix::objs::Kind::Blob, &filtered).doing(FINDING).map(BlobId)
    }

    /// A file as it was recorded, as it would stand in the work tree.
    ///
    /// # Errors
    /// When git's data cannot be read, or as [`Self::to_git`].
    pub fn restored(&self, path: &TrackedPath, blob: BlobId) -> Result<Vec<u8>, RepositoryError> {
        self.to_work_tree(path, &self.repository.blob(blob)?)
    }

    /// The bytes as they would stand in the work tree, of a file that git keeps so.
    ///
    /// # Errors
    /// As [`Self::to_git`].
    pub fn to_work_tree(&self, path: &TrackedPath, bytes: &[u8]) -> Result<Vec<u8>, RepositoryError> {
        let tree_path = self.repository.in_tree(path);
        let mut pipeline = self.pipeline.borrow_mut();
        let options = Options { unknown_encoding: UnknownEncoding::Fail, can_delay: Delay::Forbid };
        let mut outcome = pipeline.convert_to_worktree(bytes, tree_path.as_str().into(), options).map_err(|error| refused(path, error))?;
        let mut restored = Vec::new();
        let read = match &mut outcome {
            ToWorktreeOutcome::Unchanged(bytes) => bytes.read_to_end(&mut restored),
            ToWorktreeOutcome::Buffer(bytes) => bytes.read_to_end(&mut restored),
            ToWorktreeOutcome::Process(_) => outcome.read_to_end(&mut restored),
        };
        read.map_err(|error| refused(path, error))?;
        Ok(restored)
    }
}

fn refused(path: &TrackedPath, source: impl std::error::Error + Send + Sync + 'static) -> RepositoryError {
    RepositoryError::Filtered { path: path.to_string(), source: Box::new(source) }
}

//! Who records.

use chrono::{DateTime, FixedOffset};

use super::error::RepositoryError;
use super::open::Repository;

/// The name and e-mail address a commit bears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

impl Repository {
    /// The identity git was configured with.
    ///
    /// # Errors
    /// [`RepositoryError::NoIdentity`] when name or address is absent or empty.
    pub fn identity(&self) -> Result<Identity, RepositoryError> {
        let author = self.git.author().and_then(Result::ok).ok_or(RepositoryError::NoIdentity)?;
        let author = author.trim();
        let identity = Identity { name: author.name.to_string(), email: author.email.to_string() };
        if identity.name.is_empty() || identity.email.is_empty() { Err(RepositoryError::NoIdentity) } else { Ok(identity) }
    }
}

impl Identity {
    /// The identity at a moment, as a commit bears it. Signs that would break a commit's header are left out.
    pub(super) fn signature(&self, at: DateTime<FixedOffset>) -> gix::actor::Signature {
        let plain = |text: &str| text.replace(['<', '>', '\n', '\r', '\0'], "").trim().into();
        let time = gix::date::Time { seconds: at.timestamp(), offset: at.offset().local_minus_utc() };
        gix::actor::Signature { name: plain(&self.name), email: plain(&self.email), time }
    }
}

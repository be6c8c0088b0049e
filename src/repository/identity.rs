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
    /// The identity git was configured with, as `author()` of gix tells it; that one also looks through every zone of time there is.
    ///
    /// # Errors
    /// [`RepositoryError::NoIdentity`] when name or address is absent or empty.
    pub fn identity(&self) -> Result<Identity, RepositoryError> {
        let config = self.git.config_snapshot();
        let first = |keys: &[&str]| keys.iter().find_map(|key| config.string(*key)).map(|value| value.to_string().trim().to_owned());
        let name = first(&["author.name", "user.name", "gitoxide.author.nameFallback"]);
        let email = first(&["author.email", "user.email", "gitoxide.user.emailFallback", "gitoxide.author.emailFallback"]);
        let (name, email) = name.zip(email).ok_or(RepositoryError::NoIdentity)?;
        let identity = Identity { name, email };
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

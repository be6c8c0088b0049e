//! Who complains.

use super::{Channel, Stated};

/// The complainant with the data of art. 2; each datum is absent, known, or expressly not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Complainant {
    /// The name, or anonymous.
    pub name: Option<ComplainantName>,
    /// The organisation; a private person has none.
    pub organisation: Option<Stated>,
    /// The postal address.
    pub postal_address: Option<Stated>,
    /// The e-mail address.
    pub email: Option<Stated>,
    /// The telephone number.
    pub telephone: Option<Stated>,
    /// The channel asked for; e-mail when absent (art. 3).
    pub preference: Option<Channel>,
}

/// The name of a complainant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComplainantName {
    /// A name as written.
    Named(String),
    /// `anoniem`: the sending terms lapse.
    Anonymous,
}

impl ComplainantName {
    /// The word for an anonymous complainant.
    pub const ANONYMOUS: &'static str = "anoniem";

    /// The name in these characters; the word for anonymous is recognised.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        if text == Self::ANONYMOUS { Self::Anonymous } else { Self::Named(text.to_owned()) }
    }
}

impl Complainant {
    /// Whether the complainant is expressly anonymous.
    #[must_use]
    pub fn is_anonymous(&self) -> bool {
        self.name == Some(ComplainantName::Anonymous)
    }

    /// The name, when there is one.
    #[must_use]
    pub fn named(&self) -> Option<&str> {
        match &self.name {
            Some(ComplainantName::Named(name)) => Some(name),
            _ => None,
        }
    }

    /// Whether a written message can arrive: a known e-mail or postal address.
    #[must_use]
    pub fn is_reachable(&self) -> bool {
        [&self.email, &self.postal_address].into_iter().flatten().any(|datum| datum.known().is_some())
    }

    /// Whether no message can reach the complainant: anonymous, without an address.
    #[must_use]
    pub fn is_unreachable(&self) -> bool {
        self.is_anonymous() && !self.is_reachable()
    }

    /// Whether the complainant is a person rather than an organisation: the organisation is expressly `geen`.
    ///
    /// A complaint made for an organisation is still made by a person, so the privacy law applies to both;
    /// this tells only whose norm a request rests on (decision on requests).
    #[must_use]
    pub fn is_private_person(&self) -> bool {
        self.organisation == Some(Stated::Nothing)
    }
}

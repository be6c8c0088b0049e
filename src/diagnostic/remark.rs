//! A remark: what the tool has to say about a dossier or a rule file.

use super::{Code, Place};
use crate::domain::{Provision, vocabulary};

vocabulary! {
    /// How much a remark weighs.
    Severity {
        /// Worth knowing.
        Info = "info",
        /// To be looked at.
        Warning = "waarschuwing",
        /// Against the procedure, or not readable.
        Error = "fout",
    }
}

/// A remark ("opmerking"). It names a field, never a byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which remark.
    pub code: Code,
    /// The provision of the procedure it rests on: the code's own, unless the remark is about a term of another. `None` for the file format.
    pub provision: Option<Provision>,
    /// How much it weighs: the code's own weight, unless the rule file says otherwise.
    pub severity: Severity,
    /// What it is about.
    pub place: Place,
    /// One Dutch sentence with the values, without a full stop. Never leaves the machine.
    pub message: String,
    /// What to do next, in Dutch.
    pub help: String,
}

impl Diagnostic {
    /// A remark with the weight its code has by default.
    #[must_use]
    pub fn new(code: Code, place: impl Into<Place>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, provision: code.provision(), severity: code.severity(), place: place.into(), message: message.into(), help: help.into() }
    }

    /// The same remark, resting on this provision.
    #[must_use]
    pub fn resting_on(self, provision: Provision) -> Self {
        Self { provision: Some(provision), ..self }
    }
}

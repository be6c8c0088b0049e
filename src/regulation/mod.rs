//! The values of the rule file and the procedure itself, one file an article; knows not what day it is.

mod case;
mod rules;
mod term;
mod terms;

pub use case::Case;
pub use rules::{
    Addresses, AnswerStart, AnswerTerm, Appointment, CommitteeMember, Completeness, Datum, ExtensionTerm, Margins, OfficerRole, OwnTerm, Procedure,
    RequestTerm, RetentionTerm, Rules, SimpleTerm, TermRules,
};
pub use term::{Basis, Standing, Step, Term};
pub use terms::{Extension, ExtensionEffect, extensions, terms};

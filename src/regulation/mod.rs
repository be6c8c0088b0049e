//! The values of the rule file and the procedure itself, one file an article; knows not what day it is.

mod article_1;
mod article_2;
mod article_3;
mod article_4;
mod article_5;
mod case;
mod check;
mod closing;
mod course;
mod disposal;
mod erasure;
mod facts;
mod holds;
mod improvement;
mod lateness;
pub mod letter;
mod opening;
mod rules;
mod term;
mod terms;
pub mod transition;

pub use article_2::{lacking, looks_like_email};
pub use case::Case;
pub use check::remarks;
pub use closing::may_follow_closing;
pub use course::unmet_demands;
pub use disposal::{Block, Disposal, DisposalStanding, disposal};
pub use erasure::erasure_blocks;
pub use facts::facts;
pub use holds::{Hold, HoldKind, holds};
pub use improvement::{asks_improvement, evaluation_year, improvement_remarks, improvement_terms};
pub use lateness::{Lateness, unexplained_lateness};
pub use rules::{
    AcknowledgedFinding, Addresses, AnswerStart, AnswerTerm, Appointment, CommitteeMember, Completeness, Datum, ExtensionTerm, LetterRules, Margins,
    OfficerRole, OwnTerm, Procedure, ReportRules, RequestTerm, RetentionTerm, Rules, SimpleTerm, TermRules,
};
pub use term::{Basis, Standing, Step, Term};
pub use terms::{Extension, ExtensionEffect, extensions, terms};

//! Letters: what each kind says, to whom and how it goes, and the contract its text is held to.

mod addressee;
mod compose;
mod contract;
mod element;
mod matter;
mod refusal;
mod specimen;

pub use addressee::Addressee;
pub use compose::{Letter, LetterWish, Signatory, compose, sent_dossier};
pub use contract::{Demand, Passage, contract, decision_in_words, finding_in_words, lacking_elements, piece_name, ruling_in_words};
pub use element::LetterElement;
pub use matter::{AppealCondition, LetterConsequence, Matter};
pub use refusal::{Refusal, RefusalKind};
pub use specimen::specimens;

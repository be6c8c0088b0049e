//! The nouns of the procedure, valid by construction. Knows neither serde nor files.

mod anchor;
mod complainant;
mod course;
mod dates;
mod destroyed;
mod dossier;
mod every_word;
mod ground;
mod id;
mod letter;
mod numbering;
mod outcome;
mod outlived;
mod piece_name;
mod provision;
mod stated;
mod status;
mod vocabulary;
mod words;

pub use anchor::{Anchor, InvalidAnchor, Mark};
pub use complainant::{Complainant, ComplainantName};
pub use course::{Commitment, ExternalAdvice, Message, OralReport, Talk};
pub use dates::{Received, Submitted};
pub use destroyed::{Destroyed, InvalidQuarter, Quarter};
pub use dossier::{Dossier, Narrative, Representative, Section};
pub use every_word::every_word;
pub use ground::DestructionGround;
pub use id::{DossierId, InvalidDossierId};
pub use letter::LetterKind;
pub use numbering::{Gap, Numbering};
pub use outcome::{
    AcknowledgedLateness, Appeal, Appellant, ComplaintPart, Consequence, EffectAssessment, Improvement, KeepLonger, Reopening, Request, Resolution,
    Ruling, ThirdParty,
};
pub use outlived::Outlived;
pub use piece_name::PieceName;
pub use provision::Provision;
pub use stated::Stated;
pub use status::{Status, StatusCorrection};
pub(crate) use vocabulary::vocabulary;
pub use vocabulary::{UnknownWord, Vocabulary};
pub use words::{
    Channel, Decision, Direction, Disclosure, Effectiveness, Finding, ImprovementArea, MemberCapacity, MessageKind, OralManner, RequestKind,
    RulingFinding, SpecialData, Subject, TalkKind, TalkOutcome, TermKind,
};

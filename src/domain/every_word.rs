//! Every word of the procedure that can stand in a dossier.

use super::{
    Channel, ComplainantName, Decision, Direction, Disclosure, Effectiveness, Finding, ImprovementArea, MessageKind, OralManner, RequestKind,
    RulingFinding, SpecialData, Stated, Status, Subject, TalkKind, TalkOutcome, TermKind, Vocabulary,
};

/// Every word of every vocabulary of a dossier, and those that stand for someone or for nothing. A word may come twice.
pub fn every_word() -> impl Iterator<Item = &'static str> {
    let words: [&[&str]; 18] = [
        Status::WORDS,
        Channel::WORDS,
        OralManner::WORDS,
        Subject::WORDS,
        TalkKind::WORDS,
        TalkOutcome::WORDS,
        MessageKind::WORDS,
        Direction::WORDS,
        Finding::WORDS,
        RulingFinding::WORDS,
        ImprovementArea::WORDS,
        Effectiveness::WORDS,
        RequestKind::WORDS,
        Decision::WORDS,
        Disclosure::WORDS,
        TermKind::WORDS,
        SpecialData::WORDS,
        &[Stated::NOTHING, Stated::NOT_STATED, ComplainantName::ANONYMOUS, "klachtindiener"],
    ];
    words.into_iter().flatten().copied()
}

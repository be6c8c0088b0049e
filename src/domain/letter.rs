//! The letters the procedure has the officer send.

use super::vocabulary::vocabulary;
use super::{Direction, MessageKind};

vocabulary! {
    /// A kind of letter.
    LetterKind {
        /// The complaint is taken up (art. 3, step 2).
        Acknowledgement = "bevestiging",
        /// What the complaint still lacks (art. 2).
        CompletionRequest = "verzoek_om_aanvulling",
        /// The invitation to a talk (opening).
        Invitation = "uitnodiging",
        /// How things stand (art. 3).
        ProgressNotice = "tussenbericht",
        /// The answer takes longer (art. 3, end).
        ExtensionNotice = "uitstelbericht",
        /// The answer, with its finding (art. 3, step 3).
        Answer = "reactie",
        /// The complaint was withdrawn.
        WithdrawalConfirmation = "bevestiging_intrekking",
        /// The complaint was solved in a talk (opening).
        SolutionConfirmation = "bevestiging_oplossing",
        /// The rules of the disputes committee (art. 5).
        CommitteeRules = "reglement",
        /// An appeal came in (art. 5).
        AppealConfirmation = "bevestiging_bezwaar",
        /// The ruling and what follows from it (art. 5).
        Ruling = "uitspraak",
        /// What goes with the inspection bundle (art. 4).
        Inspection = "inzage",
        /// A request for external advice, to the body that advises (art. 4).
        AdviceRequest = "advies",
    }
}

impl LetterKind {
    /// The kind of message it is in the correspondence.
    #[must_use]
    pub fn message_kind(self) -> MessageKind {
        match self {
            Self::Acknowledgement => MessageKind::Acknowledgement,
            Self::CompletionRequest => MessageKind::CompletionRequest,
            Self::ProgressNotice => MessageKind::ProgressNotice,
            Self::ExtensionNotice => MessageKind::ExtensionNotice,
            Self::Answer => MessageKind::Answer,
            Self::CommitteeRules => MessageKind::CommitteeRulesGiven,
            Self::Invitation
            | Self::WithdrawalConfirmation
            | Self::SolutionConfirmation
            | Self::AppealConfirmation
            | Self::Ruling
            | Self::Inspection
            | Self::AdviceRequest => MessageKind::Other,
        }
    }

    /// The direction its entry states; `None` where it follows from the kind of message.
    #[must_use]
    pub fn stated_direction(self) -> Option<Direction> {
        (self.message_kind() == MessageKind::Other).then_some(Direction::Outgoing)
    }

    /// Whether it goes to whoever appeals, who need not be the complainant.
    #[must_use]
    pub fn is_to_appellant(self) -> bool {
        matches!(self, Self::AppealConfirmation | Self::Ruling)
    }

    /// What names its file: the kind with hyphens, never a person.
    #[must_use]
    pub fn file_word(self) -> String {
        self.to_string().replace('_', "-")
    }

    /// The kind whose letter lies under this path, such as `bijlagen/2026-11-04-bevestiging-2.eml`.
    #[must_use]
    pub fn of_path(path: &str) -> Option<Self> {
        use super::Vocabulary;
        let name = path.strip_prefix("bijlagen/")?;
        let stem = name.strip_suffix(".eml").or_else(|| name.strip_suffix(".html"))?;
        let (day, word) = stem.split_at_checked(11)?;
        day.strip_suffix('-')?.parse::<chrono::NaiveDate>().ok()?;
        let numbered = word.rsplit_once('-').filter(|(_, serial)| serial.parse::<u16>().is_ok());
        let word = numbered.map_or(word, |(word, _)| word);
        Self::ALL.iter().copied().find(|kind| kind.file_word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_tells_the_kind() {
        assert_eq!(LetterKind::of_path("bijlagen/2026-11-04-bevestiging.eml"), Some(LetterKind::Acknowledgement));
        assert_eq!(LetterKind::of_path("bijlagen/2026-11-04-verzoek-om-aanvulling-2.html"), Some(LetterKind::CompletionRequest));
        assert_eq!(LetterKind::of_path("bijlagen/2026-11-04-bevestiging-bezwaar-12.eml"), Some(LetterKind::AppealConfirmation));
        for other in
            ["bijlagen/2026-11-04-klacht.eml", "2026-11-04-bevestiging.eml", "bijlagen/bevestiging.eml", "bijlagen/2026-11-é-bevestiging.eml"]
        {
            assert_eq!(LetterKind::of_path(other), None, "{other}");
        }
    }
}

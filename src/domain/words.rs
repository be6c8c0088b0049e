//! The small closed vocabularies of a dossier, grouped by the part they stand in.

use super::vocabulary::vocabulary;

vocabulary! {
    /// How something in writing, or a call, reached someone.
    Channel {
        /// E-mail.
        Email = "e-mail",
        /// A letter.
        Post = "post",
        /// A telephone call: never in writing, so it meets no term.
        Telephone = "telefoon",
    }

    /// How an oral remark was made.
    OralManner {
        /// By telephone.
        Telephone = "telefoon",
        /// At the desk.
        Desk = "balie",
        /// In a conversation.
        Talk = "gesprek",
    }

    /// What a complaint is about (art. 1).
    Subject {
        /// The way of working or the policy in general.
        Policy = "werkwijze_of_beleid",
        /// Content or delivery of what was agreed in writing.
        ProductOrService = "product_of_dienst",
        /// The conduct of an employee.
        Conduct = "gedraging_medewerker",
    }

    /// Whether a talk came before the complaint (art. 2) or on invitation (opening).
    TalkKind {
        /// Before the complaint, with the contact person.
        Before = "vooraf",
        /// On invitation, after the complaint.
        OnInvitation = "op_uitnodiging",
    }

    /// How a talk ended.
    TalkOutcome {
        /// Solved together.
        Solved = "opgelost",
        /// Not solved.
        NotSolved = "niet_opgelost",
        /// The complainant did not want a talk.
        NotWanted = "niet_gewenst",
        /// No talk was possible.
        NotPossible = "niet_mogelijk",
    }

    /// What a message is for.
    MessageKind {
        /// Confirmation that the complaint is taken up (art. 3).
        Acknowledgement = "bevestiging",
        /// Request to complete the complaint.
        CompletionRequest = "verzoek_om_aanvulling",
        /// The completion, from the complainant.
        Completion = "aanvulling",
        /// Interim information on progress.
        ProgressNotice = "tussenbericht",
        /// Notice that the answer takes longer, with reason and new term.
        ExtensionNotice = "uitstelbericht",
        /// The written answer.
        Answer = "reactie",
        /// The committee's rules were given.
        CommitteeRulesGiven = "reglement_verstrekt",
        /// Any other message.
        Other = "overig",
    }

    /// Whether a message came in or went out.
    Direction {
        /// From the complainant or another to us.
        Incoming = "inkomend",
        /// From us.
        Outgoing = "uitgaand",
    }

    /// What was found of a complaint.
    Finding {
        /// Founded.
        Founded = "gegrond",
        /// Partly founded.
        PartlyFounded = "deels_gegrond",
        /// Unfounded.
        Unfounded = "ongegrond",
        /// No finding, as when it was withdrawn.
        NoFinding = "geen_oordeel",
    }

    /// What the disputes committee ruled.
    RulingFinding {
        /// The appeal is founded.
        Founded = "gegrond",
        /// Partly founded.
        PartlyFounded = "deels_gegrond",
        /// Unfounded.
        Unfounded = "ongegrond",
        /// Not admissible.
        Inadmissible = "niet_ontvankelijk",
    }

    /// What an improvement improves (art. 4).
    ImprovementArea {
        /// The way of working.
        WayOfWorking = "werkwijze",
        /// A product.
        Product = "product",
        /// A service.
        Service = "dienst",
    }

    /// Whether a measure worked.
    Effectiveness {
        /// It worked.
        Yes = "ja",
        /// It worked in part.
        Partly = "deels",
        /// It did not work.
        No = "nee",
    }

    /// What a person may ask concerning the dossier.
    RequestKind {
        /// To see it.
        Inspection = "inzage",
        /// To have it erased.
        Erasure = "verwijdering",
        /// To have it corrected.
        Correction = "correctie",
        /// To have its use restricted.
        Restriction = "beperking",
        /// To withdraw consent to share it.
        ConsentWithdrawal = "intrekking_toestemming",
    }

    /// What was decided on a request.
    Decision {
        /// Granted.
        Granted = "toegewezen",
        /// Granted in part.
        Partly = "deels",
        /// Refused.
        Refused = "afgewezen",
    }

    /// The kinds of term whose lateness can be acknowledged, and the kinds the program computes.
    TermKind {
        /// Confirmation within two working days.
        Acknowledgement = "bevestiging",
        /// The written answer.
        Answer = "reactie",
        /// The last day for an extension notice that is amply in time.
        ExtensionNotice = "uitstelbericht",
        /// Interim information.
        ProgressNotice = "tussenbericht",
        /// A request concerning the dossier.
        Request = "verzoek",
        /// An agreement with the complainant.
        Commitment = "afspraak",
        /// A consequence of a ruling.
        Consequence = "consequentie",
        /// An improvement.
        Improvement = "verbetering",
        /// Keeping and destroying the dossier.
        Retention = "bewaren",
    }

    /// In what capacity someone sits in the disputes committee (art. 5).
    MemberCapacity {
        /// An employee.
        Employee = "medewerker",
        /// An independent member with a legal background.
        Independent = "onafhankelijk",
    }

    /// What the officer decided about data of a third person, before the complainant inspects the dossier.
    Disclosure {
        /// Left out.
        Withhold = "weglaten",
        /// Shown, though it names another.
        Show = "tonen",
    }

    /// Special data in a dossier that ask for care before sharing.
    SpecialData {
        /// Data concerning health.
        Health = "gezondheid",
        /// Data of a minor.
        Minor = "minderjarige",
        /// Another special category.
        Other = "anders",
    }
}

impl MessageKind {
    /// The direction that follows from the kind; `None` for `overig`, which states its own.
    #[must_use]
    pub fn direction(self) -> Option<Direction> {
        match self {
            Self::Completion => Some(Direction::Incoming),
            Self::Other => None,
            _ => Some(Direction::Outgoing),
        }
    }
}

impl TermKind {
    /// Whether the term is met by sending something, so that its last day of sending matters.
    #[must_use]
    pub fn is_sent(self) -> bool {
        matches!(self, Self::Acknowledgement | Self::Answer | Self::ExtensionNotice | Self::ProgressNotice | Self::Request)
    }
}

impl Channel {
    /// Whether a message by this channel is in writing.
    #[must_use]
    pub fn is_written(self) -> bool {
        matches!(self, Self::Email | Self::Post)
    }
}

impl Finding {
    /// Whether art. 4 asks for an improvement.
    #[must_use]
    pub fn asks_improvement(self) -> bool {
        matches!(self, Self::Founded | Self::PartlyFounded)
    }
}

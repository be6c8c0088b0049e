//! The elements a letter must have, by the word its template names them with.

use crate::domain::{Provision, vocabulary};

vocabulary! {
    /// Something that must stand in a letter. In a template it is the block of this name.
    LetterElement {
        /// What it is about, as its heading.
        Subject = "onderwerp",
        /// The number of the dossier.
        Number = "nummer",
        /// The name of whoever signs, on a line of its own.
        Signature = "ondertekening",
        /// The names of the pieces that go along.
        Attachments = "bijlagen",
        /// That the complaint is taken up.
        TakenUp = "in_behandeling",
        /// Who handles it.
        Handler = "behandelaar",
        /// The last day of the answer.
        AnswerDue = "laatste_dag",
        /// What happens with the data.
        Privacy = "privacy",
        /// How long the dossier is kept.
        Retention = "bewaren",
        /// That advice may be asked under secrecy.
        ExternalAdvice = "extern_advies",
        /// Every datum that is missing.
        MissingData = "gegevens",
        /// Whether the term runs on.
        TermRuns = "termijn",
        /// Where an answer can be sent.
        ReplyAddress = "antwoordadres",
        /// The invitation to a talk, and its day when there is one.
        Talk = "gesprek",
        /// How the complaint stands.
        State = "stand",
        /// Why it takes longer.
        Reason = "reden",
        /// The new last day.
        NewTerm = "nieuwe_termijn",
        /// The finding, of the whole and of every part.
        Finding = "oordeel",
        /// What was found, in the officer's words.
        Findings = "bevindingen",
        /// That an appeal to the committee is possible.
        Appeal = "bezwaar",
        /// Condition a of an appeal.
        ConditionA = "voorwaarde_a",
        /// Condition b of an appeal.
        ConditionB = "voorwaarde_b",
        /// Condition c of an appeal.
        ConditionC = "voorwaarde_c",
        /// The committee's e-mail address.
        CommitteeEmail = "commissie_email",
        /// The committee's postal address.
        CommitteePost = "commissie_post",
        /// That the complaint was withdrawn, and when.
        Withdrawn = "ingetrokken",
        /// That it was solved in the talk.
        Solved = "opgelost",
        /// Every agreement, with who and by when.
        Commitments = "afspraken",
        /// The rules of the committee: where they are, or that they go along.
        CommitteeRules = "reglement",
        /// The day the appeal was filed.
        AppealFiled = "bezwaar_ontvangen",
        /// Who deals with the appeal.
        Committee = "commissie",
        /// The conditions it does not meet yet.
        MissingConditions = "ontbrekende_voorwaarden",
        /// The ruling with its day.
        Ruling = "uitspraak",
        /// That the ruling binds.
        Binding = "bindend",
        /// Every consequence, with who and by when.
        Consequences = "consequenties",
        /// The request, with its day.
        Request = "verzoek",
        /// The decision, with its reason.
        Decision = "besluit",
        /// That what concerns others is left out.
        LeftOut = "weggelaten",
        /// The question to the adviser.
        Question = "vraag",
        /// That secrecy is asked.
        Secrecy = "geheimhouding",
        /// Every piece.
        Pieces = "stukken",
        /// The letter itself, in the page around it.
        Text = "brief",
        /// The address behind the window of the envelope.
        PostalAddress = "adres",
        /// The day the letter bears.
        DatedOn = "dagtekening",
        /// That the page loads and runs nothing.
        SelfContained = "zelfstandig",
    }
}

impl LetterElement {
    /// What it is, in Dutch, as it follows "er ontbreekt".
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Subject => "de kopregel met het onderwerp",
            Self::Number => "het nummer van het dossier",
            Self::Signature => "de naam van wie tekent, op een eigen regel",
            Self::Attachments => "de lijst van bijlagen",
            Self::TakenUp => "dat de klacht in behandeling is",
            Self::Handler => "wie de klacht behandelt",
            Self::AnswerDue => "de laatste dag voor de schriftelijke reactie",
            Self::Privacy => "hoe met de gegevens wordt omgegaan: vertrouwelijk, bewaren en inzage",
            Self::Retention => "hoe lang het dossier bewaard blijft",
            Self::ExternalAdvice => "dat advies kan worden gevraagd, onder geheimhouding",
            Self::MissingData => "elk gegeven dat ontbreekt",
            Self::TermRuns => "of de termijn doorloopt",
            Self::ReplyAddress => "waarheen het antwoord kan",
            Self::Talk => "de uitnodiging voor een gesprek, met de dag als die er is",
            Self::State => "hoe het met de klacht staat",
            Self::Reason => "de reden van het uitstel",
            Self::NewTerm => "de nieuwe termijn",
            Self::Finding => "het oordeel, ook van elk onderdeel",
            Self::Findings => "de bevindingen, in de woorden van de functionaris",
            Self::Appeal => "dat bezwaar mogelijk is bij de geschillencommissie",
            Self::ConditionA => "voorwaarde a van een bezwaar: naam, adres en woonplaats",
            Self::ConditionB => "voorwaarde b van een bezwaar: het orgaan",
            Self::ConditionC => "voorwaarde c van een bezwaar: de gronden",
            Self::CommitteeEmail => "het e-mailadres van de geschillencommissie",
            Self::CommitteePost => "het postadres van de geschillencommissie",
            Self::Withdrawn => "dat de klacht is ingetrokken, en wanneer",
            Self::Solved => "dat de klacht in het gesprek is opgelost",
            Self::Commitments => "wat is afgesproken, met wie en uiterlijk wanneer",
            Self::CommitteeRules => "het reglement: waar het staat, of dat het erbij zit",
            Self::AppealFiled => "de dag waarop het bezwaar is ingediend",
            Self::Committee => "wie het bezwaar behandelt",
            Self::MissingConditions => "elke voorwaarde waaraan het bezwaar nog niet voldoet",
            Self::Ruling => "de uitspraak, met haar dag",
            Self::Binding => "dat de uitspraak bindend is",
            Self::Consequences => "elke consequentie, met wie en uiterlijk wanneer",
            Self::Request => "het verzoek, met de dag van ontvangst",
            Self::Decision => "het besluit, met de reden als er een is",
            Self::LeftOut => "dat is weggelaten wat over anderen gaat",
            Self::Question => "de vraag aan de adviseur",
            Self::Secrecy => "het verzoek om geheimhouding",
            Self::Pieces => "elk stuk",
            Self::Text => "de brief zelf",
            Self::PostalAddress => "het adres, regel voor regel",
            Self::DatedOn => "de dag van de brief",
            Self::SelfContained => "dat de bladzijde niets laadt en niets uitvoert",
        }
    }

    /// The provision that asks for it.
    #[must_use]
    pub fn provision(self) -> Provision {
        match self {
            Self::Subject | Self::Number | Self::Text | Self::DatedOn => Provision::Register,
            Self::Signature | Self::Handler => Provision::Officer,
            Self::Attachments | Self::Findings | Self::Finding | Self::Withdrawn | Self::Commitments => Provision::Record,
            Self::TakenUp => Provision::Acknowledgement,
            Self::AnswerDue | Self::TermRuns => Provision::Answer,
            Self::SelfContained => Provision::Confidentiality,
            Self::PostalAddress => Provision::Channel,
            Self::Privacy | Self::Decision | Self::LeftOut => Provision::Privacy,
            Self::Retention => Provision::Retention,
            Self::ExternalAdvice | Self::Question | Self::Secrecy | Self::Pieces => Provision::ExternalAdvice,
            Self::MissingData => Provision::Completeness,
            Self::ReplyAddress => Provision::Submission,
            Self::Talk | Self::Solved => Provision::Talk,
            Self::State => Provision::ProgressNotice,
            Self::Reason | Self::NewTerm => Provision::Extension,
            Self::Appeal | Self::CommitteeEmail | Self::CommitteePost | Self::CommitteeRules | Self::AppealFiled => Provision::Appeal,
            Self::ConditionA | Self::ConditionB | Self::ConditionC | Self::MissingConditions => Provision::AppealConditions,
            Self::Committee => Provision::Committee,
            Self::Ruling | Self::Binding | Self::Consequences => Provision::Ruling,
            Self::Request => Provision::Inspection,
        }
    }
}

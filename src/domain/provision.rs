//! The provisions of the procedure that rules and terms rest on.

use super::vocabulary::vocabulary;

vocabulary! {
    /// A provision of the procedure. Its label, such as "art. 3 stap 2", stands in the rule file.
    Provision {
        /// The invitation to a talk.
        Talk = "gesprek",
        /// What a complaint is, and who may complain.
        Complaint = "klacht",
        /// The appointed officer.
        Officer = "functionaris",
        /// The data a complaint states.
        Submission = "indiening",
        /// Only a fully described complaint is taken up.
        Completeness = "volledigheid",
        /// The backbone of the statuses.
        Course = "verloop",
        /// The confirmation.
        Acknowledgement = "bevestiging",
        /// The written answer.
        Answer = "reactie",
        /// Interim information.
        ProgressNotice = "tussenbericht",
        /// E-mail by default, post when asked.
        Channel = "kanaal",
        /// The notice that the answer takes longer.
        Extension = "uitstel",
        /// What the dossier records.
        Record = "vastlegging",
        /// Confidentiality.
        Confidentiality = "vertrouwelijkheid",
        /// Registration under a number.
        Register = "register",
        /// Keeping and destroying.
        Retention = "bewaren",
        /// Inspection of the dossier.
        Inspection = "inzage",
        /// The privacy law.
        Privacy = "privacy",
        /// External advice under secrecy.
        ExternalAdvice = "extern_advies",
        /// Evaluation and improvement.
        Improvement = "verbetering",
        /// Appeal to the disputes committee.
        Appeal = "bezwaar",
        /// Who sits in the committee.
        Committee = "geschillencommissie",
        /// The conditions a, b and c of an appeal.
        AppealConditions = "bezwaarvoorwaarden",
        /// The ruling and its consequences.
        Ruling = "uitspraak",
    }
}

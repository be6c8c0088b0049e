//! Why a file was not read as a mail.

/// Why a file was not read as a mail, told to the officer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// More bytes than a mail may have.
    #[error("de mail is groter dan 25 MB")]
    TooLarge,
    /// More parts than a mail may have.
    #[error("de mail bestaat uit meer dan {} delen", super::MOST_PARTS)]
    TooManyParts,
    /// Parts lie too deep in parts.
    #[error("in de mail zitten delen meer dan {} diep in elkaar", super::DEEPEST)]
    TooDeep,
    /// The fields above the text go on too long.
    #[error("de kop van de mail is langer dan enige gewone mail")]
    HeaderTooLong,
    /// There is nothing in the file.
    #[error("het bestand is leeg")]
    Empty,
    /// Nothing in it looks like a mail.
    #[error("dit is geen mail: er staat niet boven van wie en van wanneer zij is")]
    NoMail,
    /// It is something else, and known to be.
    #[error("dit is geen mail maar iets anders: {0}")]
    SomethingElse(&'static str),
    /// It holds several mails.
    #[error("in dit bestand zitten meer mails achter elkaar; bewaar elke mail als een eigen bestand")]
    SeveralMails,
    /// A file of Outlook that is no mail, such as an appointment.
    #[error("dit bestand van Outlook is geen mail, maar een afspraak, taak of contactpersoon")]
    NoMailOfOutlook,
    /// The file of Outlook cannot be read.
    #[error("het bestand van Outlook is beschadigd")]
    Damaged,
}

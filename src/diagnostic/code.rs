//! The closed set of remarks.

use std::fmt;
use std::str::FromStr;

use super::Severity;
use crate::domain::Provision;

macro_rules! codes {
    ($($(#[$meta:meta])* $variant:ident = $id:literal, $severity:ident, $provision:expr;)+) => {
        /// Everything the checker can say. An id is a promise: never renamed, never reused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$meta])* $variant,)+ }

        impl Code {
            /// Every code, in the order of the procedure.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable Dutch slug.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// The weight by default; the rule file may say otherwise.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// The provision of the procedure it rests on; `None` for the file format.
            #[must_use]
            pub fn provision(self) -> Option<Provision> {
                match self { $(Self::$variant => $provision,)+ }
            }
        }
    };
}

/// The format of files, which no provision of the procedure speaks of.
const FORMAT: Option<Provision> = None;

codes! {
    // --- reading a file ---
    /// The file is not UTF-8, holds a NUL byte, or could not be read.
    UnreadableFile = "bestand-onleesbaar", Error, FORMAT;
    /// The front matter or the text is larger than a dossier may be.
    FileTooLarge = "bestand-te-groot", Error, FORMAT;
    /// The front matter is nested too deep.
    NestedTooDeep = "te-diep-genest", Error, FORMAT;
    /// The file does not begin with a line that is exactly `---`.
    FrontMatterMissing = "kop-ontbreekt", Error, FORMAT;
    /// The front matter has no closing line.
    FrontMatterUnclosed = "kop-niet-gesloten", Error, FORMAT;
    /// The front matter is not YAML.
    InvalidYaml = "yaml-fout", Error, FORMAT;
    /// An anchor, alias, tag, merge key or second document.
    YamlNotAllowed = "yaml-niet-toegestaan", Error, FORMAT;
    /// A value that needs quotation marks to be read as meant.
    QuotesNeeded = "aanhalingstekens-nodig", Error, FORMAT;
    /// A `#` that cuts a text short.
    TextCutShort = "tekst-afgekapt", Warning, FORMAT;
    /// A tab in the indentation.
    TabIndentation = "tab-in-kop", Error, FORMAT;
    /// The same key twice.
    DuplicateKey = "sleutel-dubbel", Error, FORMAT;
    /// A key no dossier has.
    UnknownKey = "sleutel-onbekend", Error, FORMAT;
    /// A word that is not in the vocabulary of its field.
    UnknownWord = "woord-onbekend", Error, FORMAT;
    /// A list where a text belongs, or the like.
    WrongKindOfValue = "waarde-verkeerde-soort", Error, FORMAT;
    /// A key with nothing behind it.
    EmptyValue = "waarde-leeg", Error, FORMAT;
    /// A date in another shape than `2026-11-03`, or a day that does not exist.
    InvalidDate = "datum-onleesbaar", Error, FORMAT;
    /// A dossier of another version of the format.
    UnknownSchema = "schema-onbekend", Error, FORMAT;
    /// A mark left by a merge that was not finished.
    ConflictMarker = "conflict-in-bestand", Error, FORMAT;
    /// Number or status absent, so that this is no dossier.
    NotADossier = "geen-dossier", Error, FORMAT;
    /// A number in another shape than `K-2026-0014`.
    InvalidNumber = "nummer-ongeldig", Error, Some(Provision::Register);
    /// A number that differs from its folder.
    NumberDiffersFromFolder = "nummer-anders-dan-map", Error, Some(Provision::Register);
    /// A number whose year is not that of receipt, or of its year folder.
    NumberYearMismatch = "nummer-jaar-klopt-niet", Error, Some(Provision::Register);
    /// The same number twice.
    DuplicateNumber = "nummer-dubbel", Error, Some(Provision::Register);
    /// A gap in the register that nothing explains.
    UnexplainedGap = "nummer-ontbreekt", Warning, Some(Provision::Register);
    /// A file where no dossier belongs.
    MisplacedFile = "bestand-op-verkeerde-plek", Warning, FORMAT;
    /// A reference to a dossier that is not there.
    UnknownDossier = "dossier-onbekend", Warning, Some(Provision::Register);
    /// A stored piece that is not there.
    AttachmentMissing = "bijlage-ontbreekt", Warning, Some(Provision::Record);
    /// A path that leaves the dossier's folder.
    AttachmentOutside = "bijlage-buiten-dossier", Error, Some(Provision::Confidentiality);
    /// Personal data in the name of a stored piece.
    PersonalPath = "persoonsgegeven-in-bestandsnaam", Warning, Some(Provision::Confidentiality);

    // --- the rule file ---
    /// A setting that is absent.
    SettingMissing = "instelling-ontbreekt", Error, FORMAT;
    /// A setting with a value it cannot have.
    SettingInvalid = "instelling-ongeldig", Error, FORMAT;
    /// Two people in one role on one day.
    RoleOverlap = "rol-dubbel-bezet", Warning, Some(Provision::Officer);
    /// Nobody is the officer on this day.
    NobodyAppointed = "geen-functionaris", Warning, Some(Provision::Officer);

    /// An own template of a letter that cannot be filled in.
    LetterTemplateWrong = "briefsjabloon-fout", Error, FORMAT;
    /// An own template of a letter that leaves out what the letter must say.
    LetterTemplateLacks = "briefsjabloon-onvolledig", Error, Some(Provision::Course);

    // --- opening and article 1 ---
    /// The complainant is no customer of a part of the company.
    NotACustomer = "geen-klant", Info, Some(Provision::Complaint);
    /// A part of the company the rule file does not know.
    UnknownDivision = "bedrijfsonderdeel-onbekend", Error, Some(Provision::Complaint);
    /// No talk was offered.
    TalkNotOffered = "gesprek-niet-aangeboden", Info, Some(Provision::Talk);
    /// A talk without its outcome.
    TalkWithoutOutcome = "gesprek-zonder-uitkomst", Warning, Some(Provision::Talk);
    /// A talk that solved it while the dossier goes on.
    SolvedButOpen = "opgelost-maar-open", Warning, Some(Provision::Talk);
    /// An oral remark without day, manner or who took it.
    OralReportIncomplete = "melding-onvolledig", Warning, Some(Provision::Talk);
    /// It does not say what the complaint is about.
    SubjectMissing = "betreft-ontbreekt", Warning, Some(Provision::Complaint);
    /// A product or service without the agreement in writing.
    ContractMissing = "overeenkomst-ontbreekt", Warning, Some(Provision::Complaint);
    /// Conduct of an employee without saying who.
    AccusedMissing = "beklaagde-ontbreekt", Warning, Some(Provision::Complaint);
    /// The handler is the person complained about.
    HandlerIsAccused = "behandelaar-is-beklaagde", Warning, Some(Provision::Officer);
    /// The handler is neither officer nor deputy.
    HandlerNotAppointed = "behandelaar-niet-aangewezen", Warning, Some(Provision::Officer);

    // --- article 2 ---
    /// A datum of the complaint that is absent.
    DatumMissing = "gegeven-ontbreekt", Warning, Some(Provision::Submission);
    /// A datum that was asked for and not given.
    DatumNotStated = "gegeven-niet-opgegeven", Warning, Some(Provision::Submission);
    /// The complainant is anonymous.
    Anonymous = "klachtindiener-anoniem", Info, Some(Provision::Submission);
    /// An e-mail address that cannot be one.
    InvalidEmail = "e-mailadres-ongeldig", Warning, Some(Provision::Submission);
    /// A complaint past the oral stage that is not in writing.
    NotInWriting = "klacht-niet-schriftelijk", Error, Some(Provision::Complaint);
    /// Submitted after it arrived.
    SubmittedAfterReceipt = "ingediend-na-ontvangst", Error, Some(Provision::Submission);
    /// A long time between submission and arrival.
    LongInTransit = "lang-onderweg", Warning, Some(Provision::Submission);
    /// Taken up without what art. 2 asks.
    TakenUpIncomplete = "onvolledig-in-behandeling", Error, Some(Provision::Completeness);
    /// Incomplete without a request to complete it.
    CompletionNotRequested = "aanvulling-niet-gevraagd", Warning, Some(Provision::Completeness);
    /// Called incomplete while everything is there.
    CompleteAfterAll = "toch-volledig", Info, Some(Provision::Completeness);

    // --- dates ---
    /// A fact on a day that is still to come.
    FutureFact = "datum-in-de-toekomst", Error, Some(Provision::Record);
    /// Facts in an order that cannot be.
    DatesOutOfOrder = "datums-in-verkeerde-volgorde", Error, Some(Provision::Record);

    // --- article 3 ---
    /// The confirmation was not sent within its term.
    LateAcknowledgement = "bevestiging-te-laat", Error, Some(Provision::Acknowledgement);
    /// The answer was not sent within its term.
    LateAnswer = "reactie-te-laat", Error, Some(Provision::Answer);
    /// A term that ends soon.
    DueSoon = "termijn-loopt-af", Info, Some(Provision::Course);
    /// The last day to extend amply in time has come.
    ExtensionWindowClosing = "uitstel-tijdig-melden", Info, Some(Provision::Extension);
    /// An extension notice in time, but not amply.
    ExtensionNotAmple = "uitstel-niet-ruim-op-tijd", Warning, Some(Provision::Extension);
    /// An extension notice after the term it extends.
    LateExtension = "uitstel-te-laat", Error, Some(Provision::Extension);
    /// An extension notice without its reason.
    ExtensionWithoutReason = "uitstel-zonder-reden", Error, Some(Provision::Extension);
    /// An extension notice without its new term.
    ExtensionWithoutTerm = "uitstel-zonder-termijn", Error, Some(Provision::Extension);
    /// A new term no later than the old one.
    ExtensionNotLater = "uitstel-niet-later", Error, Some(Provision::Extension);
    /// An extension longer than advised.
    LongExtension = "uitstel-lang", Warning, Some(Provision::Extension);
    /// An extension to a later day than the procedure allows.
    ExtensionBeyondMaximum = "uitstel-boven-maximum", Warning, Some(Provision::Extension);
    /// A second extension.
    RepeatedExtension = "uitstel-herhaald", Warning, Some(Provision::Extension);
    /// Too long without a word to the complainant.
    LateProgressNotice = "tussenbericht-te-laat", Warning, Some(Provision::ProgressNotice);
    /// What must be in writing went by telephone.
    NotSentInWriting = "bericht-niet-schriftelijk", Error, Some(Provision::Channel);
    /// The confirmation went by post though there is an e-mail address.
    AcknowledgementNotByEmail = "bevestiging-niet-per-e-mail", Warning, Some(Provision::Acknowledgement);
    /// The confirmation went by post for want of an e-mail address.
    AcknowledgementByPost = "bevestiging-per-post", Info, Some(Provision::Acknowledgement);
    /// A message by another channel than asked for.
    OtherThanPreferred = "kanaal-anders-dan-voorkeur", Warning, Some(Provision::Channel);
    /// A letter sent so late that it may arrive after the term.
    PostWithoutMargin = "post-zonder-marge", Warning, Some(Provision::Channel);
    /// A letter without proof of sending.
    PostWithoutProof = "post-zonder-verzendbewijs", Warning, Some(Provision::Channel);
    /// An outgoing message without a date: a draft.
    DraftMessage = "bericht-nog-concept", Info, Some(Provision::Record);
    /// A message that lacks its kind, its date of arrival or its direction.
    MessageIncomplete = "bericht-onvolledig", Error, Some(Provision::Record);
    /// Acknowledged lateness that matches no late term.
    NothingToAcknowledge = "toelichting-zonder-overschrijding", Warning, Some(Provision::Record);
    /// Acknowledged lateness without term, due day or reason.
    AcknowledgementIncomplete = "toelichting-onvolledig", Error, Some(Provision::Record);

    // --- statuses ---
    /// A step the table of statuses does not have.
    ForbiddenTransition = "statusstap-verboden", Error, Some(Provision::Course);
    /// Facts that belong to a later status.
    StatusBehindFacts = "status-loopt-achter", Warning, Some(Provision::Course);
    /// A fact of the last recording that is gone.
    FactVanished = "feit-verdwenen", Error, Some(Provision::Record);
    /// A correction of status without its reason.
    CorrectionIncomplete = "correctie-onvolledig", Error, Some(Provision::Record);
    /// A reopening without its day or reason.
    ReopeningIncomplete = "heropening-onvolledig", Error, Some(Provision::Record);
    /// An ending without its day or manner.
    ResolutionIncomplete = "afhandeling-onvolledig", Error, Some(Provision::Record);
    /// Answered without a finding.
    FindingMissing = "oordeel-ontbreekt", Error, Some(Provision::Record);
    /// Answered without an answer that was sent.
    AnswerNotSent = "reactie-niet-verzonden", Error, Some(Provision::Answer);
    /// Not taken up without a reason.
    RefusalWithoutReason = "weigering-zonder-reden", Error, Some(Provision::Completeness);
    /// An ending that was not confirmed to the complainant.
    EndingNotConfirmed = "einde-niet-bevestigd", Warning, Some(Provision::Record);
    /// The finding of the whole differs from that of every part.
    FindingDiffersFromParts = "oordeel-anders-dan-onderdelen", Warning, Some(Provision::Record);

    // --- article 4 ---
    /// An agreement without what, who or its last day.
    CommitmentIncomplete = "afspraak-onvolledig", Warning, Some(Provision::Record);
    /// An agreement not kept in time.
    LateCommitment = "afspraak-te-laat", Warning, Some(Provision::Record);
    /// Closed with an open agreement.
    ClosedWithCommitment = "gesloten-met-open-afspraak", Error, Some(Provision::Record);
    /// The last day on which it may still be here comes near.
    RetentionEnding = "bewaartermijn-loopt-af", Warning, Some(Provision::Retention);
    /// Kept longer than the maximum.
    KeptTooLong = "bewaartermijn-verstreken", Warning, Some(Provision::Retention);
    /// Kept longer without a reason.
    KeepLongerWithoutReason = "langer-bewaren-zonder-reden", Error, Some(Provision::Retention);
    /// A reason to keep longer that has run out.
    KeepLongerExpired = "langer-bewaren-verlopen", Warning, Some(Provision::Retention);
    /// A request without its kind or day.
    RequestIncomplete = "verzoek-onvolledig", Error, Some(Provision::Privacy);
    /// A request not met within its term.
    LateRequest = "verzoek-te-laat", Error, Some(Provision::Inspection);
    /// A request refused, also in part, without a reason.
    RefusalOfRequestWithoutReason = "besluit-zonder-reden", Error, Some(Provision::Privacy);
    /// A request met without establishing the identity.
    IdentityNotEstablished = "identiteit-niet-vastgesteld", Warning, Some(Provision::Inspection);
    /// Closed with an open request.
    ClosedWithRequest = "gesloten-met-open-verzoek", Error, Some(Provision::Privacy);
    /// A mark for third persons in a text that is not closed, or spelled otherwise.
    OddMark = "merkteken-onjuist", Error, Some(Provision::Inspection);
    /// A decision about third persons without what it is about, or its reason.
    ThirdPartyIncomplete = "derde-onvolledig", Error, Some(Provision::Inspection);
    /// A decision about third persons that is about something not there.
    ThirdPartyUnknown = "derde-onbekend", Error, Some(Provision::Inspection);
    /// Pieces shared without secrecy agreed on.
    SharedWithoutSecrecy = "gedeeld-zonder-geheimhouding", Error, Some(Provision::ExternalAdvice);
    /// Advice without its body or day.
    AdviceIncomplete = "advies-onvolledig", Warning, Some(Provision::ExternalAdvice);
    /// Pieces shared after consent was withdrawn.
    SharedAfterWithdrawal = "gedeeld-na-intrekking", Error, Some(Provision::Privacy);
    /// Pieces shared without a record that the complainant was informed.
    SharedWithoutInforming = "gedeeld-zonder-informeren", Warning, Some(Provision::Privacy);
    /// Pieces shared from a dossier with special data.
    SpecialDataShared = "bijzondere-gegevens-gedeeld", Warning, Some(Provision::Privacy);
    /// A founded complaint without an improvement.
    ImprovementMissing = "verbetering-ontbreekt", Warning, Some(Provision::Improvement);
    /// An improvement that lacks cause, measure, owner or last day.
    ImprovementIncomplete = "verbetering-onvolledig", Warning, Some(Provision::Improvement);
    /// A measure not done in time.
    LateImprovement = "verbetering-te-laat", Warning, Some(Provision::Improvement);
    /// Closed without the improvement a founded complaint asks.
    ClosedWithoutImprovement = "gesloten-zonder-verbetering", Error, Some(Provision::Improvement);
    /// A founded complaint that was taken along in no yearly evaluation.
    EvaluationMissing = "evaluatie-ontbreekt", Warning, Some(Provision::Improvement);

    // --- article 5 ---
    /// An appeal without its day.
    AppealIncomplete = "bezwaar-onvolledig", Error, Some(Provision::Appeal);
    /// Condition a is not met.
    AppellantMissing = "bezwaar-zonder-appellant", Error, Some(Provision::AppealConditions);
    /// Condition b is not met.
    DecidingBodyMissing = "bezwaar-zonder-orgaan", Error, Some(Provision::AppealConditions);
    /// Condition c is not met.
    GroundsMissing = "bezwaar-zonder-gronden", Error, Some(Provision::AppealConditions);
    /// An appeal before the complaint was handled.
    AppealBeforeResolution = "bezwaar-voor-afhandeling", Warning, Some(Provision::Appeal);
    /// A member of the committee is the handler or the person complained about.
    CommitteeConflict = "commissielid-betrokken", Error, Some(Provision::Committee);
    /// The committee lacks one of its two members.
    CommitteeIncomplete = "commissie-onvoltallig", Warning, Some(Provision::Committee);
    /// Handing the dossier to the committee is not recorded.
    HandoverNotRecorded = "overdracht-niet-vastgelegd", Info, Some(Provision::Appeal);
    /// A ruling without its day or finding.
    RulingIncomplete = "uitspraak-onvolledig", Error, Some(Provision::Ruling);
    /// A consequence without what or who.
    ConsequenceIncomplete = "consequentie-onvolledig", Warning, Some(Provision::Ruling);
    /// A consequence not done in time.
    LateConsequence = "consequentie-te-laat", Warning, Some(Provision::Ruling);
    /// Closed with an open consequence.
    ClosedWithConsequence = "gesloten-met-open-consequentie", Error, Some(Provision::Ruling);

    // --- the history ---
    /// A recorded step that leaps over a status.
    StatusSkipped = "historie-status-overgeslagen", Error, Some(Provision::Course);
    /// A recorded step that no way of the procedure leads to, or a reopening without a reason.
    ForbiddenStepRecorded = "historie-stap-verboden", Error, Some(Provision::Course);
    /// A closed dossier that was changed otherwise than it may.
    ClosedDossierChanged = "historie-gesloten-gewijzigd", Error, Some(Provision::Record);
    /// A commit that says something else than it did.
    MessageDiffers = "historie-omschrijving-klopt-niet", Error, Some(Provision::Record);
    /// A dossier that is gone, and nothing says why.
    DossierGone = "historie-dossier-verdwenen", Error, Some(Provision::Register);
    /// A destroyed dossier that something here still leads to.
    DestroyedReachable = "vernietigd-dossier-terug", Error, Some(Provision::Retention);
    /// A recorded line of a register that is gone or says something else.
    RegisterLineLost = "registerregel-gewijzigd", Error, Some(Provision::Register);
    /// Several dossiers in one commit that does not say why.
    SeveralDossiers = "historie-meer-dossiers", Error, Some(Provision::Record);
    /// A fact recorded long after its day.
    LateEntry = "historie-laat-ingevoerd", Warning, Some(Provision::Record);
    /// A commit whose times cannot be.
    OddCommitTime = "historie-tijd-klopt-niet", Warning, Some(Provision::Record);
    /// A history that ends before an anchor.
    HistoryTruncated = "ijkpunt-afgekapt", Error, Some(Provision::Record);
    /// A history that is not what it was at an anchor.
    HistoryRewritten = "ijkpunt-herschreven", Error, Some(Provision::Record);
    /// An anchor of another history.
    AnchorOfAnother = "ijkpunt-andere-map", Error, Some(Provision::Record);
}

impl Code {
    /// Whether it is about what was recorded, which nobody can undo.
    #[must_use]
    pub fn is_about_history(self) -> bool {
        self >= Self::StatusSkipped
    }
}

/// A text that is not the id of a remark.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("«{0}» is geen bekende opmerking")]
pub struct UnknownCode(pub String);

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(id: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|code| code.id() == id).ok_or_else(|| UnknownCode(id.to_owned()))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

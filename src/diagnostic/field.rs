//! The fields of a dossier by name, and places made of them.

use std::fmt;

macro_rules! fields {
    ($($variant:ident = $key:literal,)+) => {
        /// A key of a dossier. The Dutch key stands here once; reading, remarks and JSON take it from here.
        #[allow(missing_docs, reason = "each variant is the English of the key beside it")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $($variant,)+ }

        impl Field {
            /// Every field.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The key as it stands in a dossier.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }
        }
    };
}

fields! {
    Schema = "schema",
    Number = "nummer",
    Status = "status",
    OralReport = "melding",
    ReportedOn = "gemeld_op",
    Manner = "wijze",
    TakenBy = "aangenomen_door",
    SubmittedOn = "ingediend_op",
    SubmittedOnSource = "ingediend_op_bron",
    ReceivedOn = "ontvangen_op",
    ReceivedVia = "ontvangen_via",
    Channel = "kanaal",
    Division = "bedrijfsonderdeel",
    Concerns = "betreft",
    SubjectLine = "onderwerp",
    Contract = "overeenkomst",
    InternalContact = "contactpersoon_intern",
    Complainant = "klachtindiener",
    Name = "naam",
    Organisation = "organisatie",
    PostalAddress = "postadres",
    Email = "email",
    Telephone = "telefoon",
    Preference = "voorkeur",
    OnBehalfOf = "namens",
    Representative = "gemachtigde",
    AuthorisedOn = "gemachtigd_op",
    Accused = "beklaagde",
    Handler = "behandelaar",
    Talks = "gesprekken",
    Kind = "soort",
    InvitedOn = "uitgenodigd_op",
    HeldOn = "gehouden_op",
    Outcome = "uitkomst",
    Messages = "correspondentie",
    Date = "datum",
    Attachment = "bijlage",
    With = "met",
    Direction = "richting",
    ProofOfSending = "verzendbewijs",
    Reason = "reden",
    NewTerm = "nieuwe_termijn",
    Commitments = "afspraken",
    What = "wat",
    Who = "wie",
    DueOn = "uiterlijk",
    KeptOn = "nagekomen_op",
    ExternalAdvice = "extern_advies",
    Body = "instantie",
    AskedOn = "gevraagd_op",
    SecrecyOn = "geheimhouding_op",
    Pieces = "stukken",
    Parts = "klachtonderdelen",
    Resolution = "afhandeling",
    Finding = "oordeel",
    Improvements = "verbetering",
    EvaluatedOn = "geevalueerd_op",
    Cause = "oorzaak",
    Measure = "maatregel",
    Owner = "eigenaar",
    DoneOn = "gereed_op",
    Effective = "doeltreffend",
    AssessedOn = "beoordeeld_op",
    Appeal = "bezwaar",
    Appellant = "appellant",
    Address = "adres",
    Residence = "woonplaats",
    DecidingBody = "orgaan",
    Grounds = "gronden",
    HandedOverOn = "dossier_overgedragen_op",
    TakenUpOn = "in_behandeling_op",
    WithdrawnOn = "ingetrokken_op",
    Ruling = "uitspraak",
    Consequences = "consequenties",
    Requests = "verzoeken",
    IdentityEstablishedOn = "identiteit_vastgesteld_op",
    Decision = "besluit",
    FulfilledOn = "voldaan_op",
    AcknowledgedLateness = "termijnoverschrijding",
    Term = "termijn",
    KeepLonger = "langer_bewaren",
    Until = "tot",
    Since = "sinds",
    LiftedOn = "opgeheven_op",
    LiftReason = "reden_opheffing",
    Reopenings = "heropend",
    On = "op",
    Corrections = "correcties",
    From = "van",
    To = "naar",
    Related = "gerelateerd",
    RecurrenceOf = "herhaling_van",
    Formerly = "voorheen",
    SpecialData = "bijzondere_gegevens",
    RegulationVersion = "regeling",
    InformedOn = "geinformeerd_op",
    Redress = "tegemoetkoming",
    Satisfaction = "tevredenheid",
    ThirdParties = "derden",
    WhichField = "veld",
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// A step into a dossier: a key, or an entry of a list counted from nought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Into the value of a key.
    Field(Field),
    /// Into an entry of a list, counted from nought.
    Entry(usize),
}

/// The way to a value: `correspondentie[2].datum`. Shown with entries counted from nought, as the JSON contract does.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldPath(Vec<Step>);

impl FieldPath {
    /// The steps from the top of the dossier.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The path one key further.
    #[must_use]
    pub fn field(mut self, field: Field) -> Self {
        self.0.push(Step::Field(field));
        self
    }

    /// The path one list entry further, counted from nought.
    #[must_use]
    pub fn entry(mut self, index: usize) -> Self {
        self.0.push(Step::Entry(index));
        self
    }

    /// Whether `self` is `other` or lies within it.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }
}

impl FromIterator<Step> for FieldPath {
    fn from_iter<I: IntoIterator<Item = Step>>(steps: I) -> Self {
        Self(steps.into_iter().collect())
    }
}

impl From<Field> for FieldPath {
    fn from(field: Field) -> Self {
        Self(vec![Step::Field(field)])
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            match step {
                Step::Field(field) if index == 0 => write!(f, "{field}")?,
                Step::Field(field) => write!(f, ".{field}")?,
                Step::Entry(entry) => write!(f, "[{entry}]")?,
            }
        }
        Ok(())
    }
}

/// What a remark is about, without saying where that stands in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The file as a whole.
    File,
    /// A field; when it is absent, the nearest thing around it that is there.
    Field(FieldPath),
    /// A section of the text, by its heading without the signs.
    Section(&'static str),
    /// A setting of the rule file: `termijnen.bevestiging.duur`.
    Setting(String),
}

impl Place {
    /// The name of the place as the JSON contract has it; `None` for the file as a whole.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        match self {
            Self::File => None,
            Self::Field(path) => Some(path.to_string()),
            Self::Section(heading) => Some(format!("## {heading}")),
            Self::Setting(path) => Some(path.clone()),
        }
    }
}

impl From<Field> for Place {
    fn from(field: Field) -> Self {
        Self::Field(field.into())
    }
}

impl From<FieldPath> for Place {
    fn from(path: FieldPath) -> Self {
        Self::Field(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_is_shown_as_the_contract_has_it() {
        let path = FieldPath::from(Field::Messages).entry(2).field(Field::Date);
        assert_eq!(path.to_string(), "correspondentie[2].datum");
    }

    #[test]
    fn key_stands_for_one_field() {
        let mut keys: Vec<_> = Field::ALL.iter().map(|field| field.key()).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), Field::ALL.len());
    }
}

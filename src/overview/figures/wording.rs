//! What a table and its rows are called.

use super::over_time::{days_name, month_name};
use super::table::TableKind;
use crate::domain::Provision;
use crate::overview::plain;
use crate::regulation::Rules;

impl TableKind {
    /// What stands above the table.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Subject => "Waar de klachten over gaan",
            Self::Division => "Bedrijfsonderdeel",
            Self::Channel => "Hoe ingediend",
            Self::Talk => "Gesprek",
            Self::Acknowledgement => "Bevestiging van ontvangst",
            Self::Answer => "Schriftelijke reactie",
            Self::Extension => "Uitstel van de reactie",
            Self::Ending => "Hoe de klachten eindigden",
            Self::Finding => "Oordeel",
            Self::Founded => "Gegronde klachten",
            Self::Recurrence => "Herhaling van een eerdere klacht",
            Self::OralReport => "Mondelinge meldingen",
            Self::Appeal => "Bezwaren",
            Self::Ruling => "Uitspraken van de geschillencommissie",
            Self::Request => "Verzoeken over een dossier",
            Self::RequestTerm => "Termijn van de verzoeken",
            Self::Measure => "Maatregelen na gegronde klachten",
            Self::Effect => "Doeltreffendheid van de maatregelen",
            Self::Month => "Ontvangen per maand",
            Self::LeadTime => "Dagen tot de reactie",
        }
    }

    /// The provision it rests on.
    #[must_use]
    pub fn provision(self) -> Provision {
        match self {
            Self::Subject | Self::Division => Provision::Complaint,
            Self::Channel | Self::Month => Provision::Submission,
            Self::Talk | Self::OralReport => Provision::Talk,
            Self::Acknowledgement => Provision::Acknowledgement,
            Self::Answer | Self::LeadTime => Provision::Answer,
            Self::Extension => Provision::Extension,
            Self::Ending | Self::Recurrence => Provision::Record,
            Self::Finding | Self::Founded | Self::Measure | Self::Effect => Provision::Improvement,
            Self::Appeal => Provision::Appeal,
            Self::Ruling => Provision::Ruling,
            Self::Request | Self::RequestTerm => Provision::Privacy,
        }
    }

    /// What a row of the table is called.
    #[must_use]
    pub fn row_name(self, key: &str, rules: &Rules) -> String {
        let own = match self {
            Self::Division => rules.divisions.get(key).cloned(),
            Self::Month => month_name(key),
            Self::LeadTime => days_name(key),
            _ => None,
        };
        match (own, self, key) {
            (Some(name), ..) => name,
            (None, Self::Division, "geen") => "geen klant".to_owned(),
            (None, Self::Talk, "geen") => "geen gesprek".to_owned(),
            (None, Self::Extension, "geen") => "geen uitstel".to_owned(),
            (None, _, "niet_meer_bekend") => "niet meer bekend (vernietigd)".to_owned(),
            (None, _, "gegrond_of_deels") => "gegrond of deels gegrond".to_owned(),
            (None, _, "te_laat_open") => "te laat en nog open".to_owned(),
            (None, _, key) => plain(key),
        }
    }
}

//! The columns a list may have, by the names offices give them.

use crate::source::reader::plain;

macro_rules! columns {
    ($($(#[$meta:meta])* $variant:ident = $field:literal, [$($name:literal),+ $(,)?];)+) => {
        /// A column of a list.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Column { $($(#[$meta])* $variant,)+ }

        impl Column {
            /// Every column.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Where what stands in it goes, as the officer knows the field.
            #[must_use]
            pub fn field(self) -> &'static str {
                match self { $(Self::$variant => $field,)+ }
            }

            /// The names it goes by, each in small letters with `_` for blanks and hyphens.
            #[must_use]
            pub fn names(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($name),+],)+ }
            }
        }
    };
}

columns! {
    /// The number the office gave it.
    Number = "nummer", ["nummer", "klachtnummer", "dossiernummer", "kenmerk", "zaaknummer", "volgnummer", "nr", "klacht_nr", "id", "referentie", "dossier", "registratienummer", "ons_kenmerk"];
    /// The day of arrival.
    Received = "ontvangen_op", ["ontvangen_op", "ontvangen", "datum_ontvangst", "ontvangstdatum", "ontvangst", "datum_ontvangen", "binnengekomen", "binnengekomen_op", "datum_binnenkomst", "datum_binnen", "binnen"];
    /// The day on the complaint.
    Submitted = "ingediend_op", ["ingediend_op", "ingediend", "datum_indiening", "indieningsdatum", "datum_ingediend", "datum_klacht", "klachtdatum", "datum", "dagtekening"];
    /// Where it stands.
    Status = "status", ["status", "stand", "voortgang", "fase"];
    /// How it came in.
    Channel = "kanaal", ["kanaal", "wijze_van_indiening", "binnengekomen_via", "via", "hoe_ontvangen", "ontvangen_per", "ingediend_per"];
    /// The part of the company.
    Division = "bedrijfsonderdeel", ["bedrijfsonderdeel", "onderdeel", "afdeling", "vestiging", "unit"];
    /// What it is about, in the words of the procedure.
    Concerns = "betreft", ["betreft", "soort_klacht", "categorie", "type", "soort", "klachtsoort", "type_klacht", "aard_van_de_klacht", "aard"];
    /// The subject line.
    SubjectLine = "onderwerp", ["onderwerp", "titel", "korte_omschrijving", "klacht_over", "samenvatting"];
    /// What was agreed in writing.
    Contract = "overeenkomst", ["overeenkomst", "contract", "contractnummer", "ordernummer", "opdrachtnummer", "opdracht"];
    /// The contact person within the company.
    InternalContact = "contactpersoon_intern", ["contactpersoon_intern", "contactpersoon", "accountmanager"];
    /// The complainant.
    Name = "klachtindiener.naam", ["naam", "klager", "klachtindiener", "naam_klager", "indiener", "naam_klachtindiener", "naam_indiener", "melder"];
    /// The first part of a name in parts.
    FirstName = "klachtindiener.naam", ["voornaam", "roepnaam", "voorletters", "voornamen"];
    /// The part before the last name.
    Infix = "klachtindiener.naam", ["tussenvoegsel", "tussenvoegsels", "tv"];
    /// The last name.
    LastName = "klachtindiener.naam", ["achternaam"];
    /// The organisation.
    Organisation = "klachtindiener.organisatie", ["organisatie", "bedrijf", "bedrijfsnaam", "klant", "school", "instelling", "naam_organisatie"];
    /// The whole address, or the street of one in parts.
    Address = "klachtindiener.postadres", ["postadres", "adres", "straat", "straat_en_huisnummer", "straatnaam"];
    /// The number in the street.
    HouseNumber = "klachtindiener.postadres", ["huisnummer", "huisnr"];
    /// The post code.
    PostCode = "klachtindiener.postadres", ["postcode"];
    /// The place.
    Place = "klachtindiener.postadres", ["plaats", "woonplaats"];
    /// The e-mail address.
    Email = "klachtindiener.email", ["email", "e_mail", "e_mailadres", "emailadres", "e_mail_adres", "mailadres", "mail"];
    /// The telephone number.
    Telephone = "klachtindiener.telefoon", ["telefoon", "telefoonnummer", "tel", "telnr", "mobiel", "mobiele_nummer"];
    /// Post or e-mail, as the complainant wants it.
    Preference = "klachtindiener.voorkeur", ["voorkeur", "voorkeurskanaal"];
    /// Who handles it.
    Handler = "behandelaar", ["behandelaar", "behandeld_door", "functionaris", "klachtenfunctionaris", "verantwoordelijke"];
    /// The day the confirmation was sent.
    AcknowledgedOn = "correspondentie: bevestiging", ["bevestigd_op", "bevestiging", "datum_bevestiging", "ontvangstbevestiging", "bevestiging_verzonden", "bevestigd"];
    /// The day the answer was sent.
    AnsweredOn = "correspondentie: reactie", ["reactie", "reactie_op", "datum_reactie", "reactie_verzonden", "beantwoord_op", "datum_antwoord", "antwoord_verzonden", "beantwoord"];
    /// The day it ended.
    EndedOn = "afhandeling.datum", ["afgehandeld_op", "datum_afhandeling", "afhandelingsdatum", "afgehandeld", "afgerond_op", "gesloten_op", "datum_gereed", "einddatum", "datum_afgehandeld", "datum_gesloten"];
    /// How it ended.
    Manner = "afhandeling.wijze", ["wijze_van_afhandeling", "wijze", "hoe_afgehandeld", "afhandeling_wijze", "afhandelingswijze", "wijze_afhandeling", "afhandeling"];
    /// Whether it was founded.
    Finding = "afhandeling.oordeel", ["oordeel", "gegrond", "beoordeling", "conclusie", "gegrondheid", "gegrond_ongegrond"];
    /// Why it ended so.
    Reason = "afhandeling.reden", ["reden", "reden_afhandeling", "afhandeling_reden"];
    /// What happened.
    Description = "## Omschrijving", ["omschrijving", "klacht", "omschrijving_klacht", "omschrijving_van_de_klacht", "inhoud", "beschrijving", "klachtomschrijving", "toelichting"];
    /// What was done already.
    StepsTaken = "## Ondernomen stappen", ["ondernomen_stappen", "stappen", "acties", "ondernomen_actie", "ondernomen_acties", "actie"];
    /// What was found out.
    Findings = "## Bevindingen", ["bevindingen", "onderzoek"];
    /// What it came from.
    Cause = "verbetering: oorzaak", ["oorzaak"];
    /// What was changed for the better.
    Measure = "verbetering: maatregel", ["maatregel", "verbetermaatregel", "verbetering", "corrigerende_maatregel"];
    /// The day of the appeal.
    AppealedOn = "bezwaar.ingediend_op", ["bezwaar_op", "bezwaar", "datum_bezwaar", "bezwaar_ingediend_op", "bezwaar_ingediend"];
}

impl Column {
    /// The column that goes by this heading; `None` when no office we know of calls one so.
    #[must_use]
    pub fn named(heading: &str) -> Option<Self> {
        let bare = heading.split('(').next().unwrap_or_default().replace('/', " ");
        let name = plain(bare.trim_matches(|letter: char| !letter.is_alphanumeric()));
        let name = name.split('_').filter(|part| !part.is_empty()).map(|part| part.trim_matches(['.', ':', '?', '*'])).collect::<Vec<_>>().join("_");
        Self::ALL.iter().copied().find(|column| column.names().contains(&name.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn heading_is_recognised_whatever_its_spelling() {
        for (heading, column) in [
            ("Datum ontvangst:", Column::Received),
            ("  E-mailadres ", Column::Email),
            ("Ontvangen (dd-mm-jjjj)", Column::Received),
            ("WIJZE VAN AFHANDELING", Column::Manner),
            ("Tel.", Column::Telephone),
            ("Klacht nr.", Column::Number),
            ("Coördinaten", Column::Received),
        ] {
            let expected = (heading != "Coördinaten").then_some(column);
            assert_eq!(Column::named(heading), expected, "{heading}");
        }
    }

    #[test]
    fn no_name_stands_for_two_columns() {
        let mut seen = BTreeSet::new();
        for name in Column::ALL.iter().flat_map(|column| column.names()) {
            assert!(seen.insert(name), "{name}");
        }
    }
}

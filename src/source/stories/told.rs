//! The stories that are built in, by the name of their file.

use super::Story;

/// Name and text of every story.
const TOLD: &[(&str, &str)] = &[
    ("afspraak-te-laat", include_str!("told/afspraak-te-laat.md")),
    ("anoniem", include_str!("told/anoniem.md")),
    ("bevestiging-vandaag", include_str!("told/bevestiging-vandaag.md")),
    ("bevestiging-vergeten", include_str!("told/bevestiging-vergeten.md")),
    ("bewaartermijn-voorbij", include_str!("told/bewaartermijn-voorbij.md")),
    ("bezwaar-gesloten", include_str!("told/bezwaar-gesloten.md")),
    ("bezwaar-loopt", include_str!("told/bezwaar-loopt.md")),
    ("bezwaar-nieuw", include_str!("told/bezwaar-nieuw.md")),
    ("correctie", include_str!("told/correctie.md")),
    ("extern-advies", include_str!("told/extern-advies.md")),
    ("gedraging-waarnemer", include_str!("told/gedraging-waarnemer.md")),
    ("gegrond-verbetering", include_str!("told/gegrond-verbetering.md")),
    ("gegrond-zonder-verbetering", include_str!("told/gegrond-zonder-verbetering.md")),
    ("herhaling", include_str!("told/herhaling.md")),
    ("heropend", include_str!("told/heropend.md")),
    ("in-behandeling", include_str!("told/in-behandeling.md")),
    ("ingetrokken", include_str!("told/ingetrokken.md")),
    ("inzage-loopt", include_str!("told/inzage-loopt.md")),
    ("langer-bewaren", include_str!("told/langer-bewaren.md")),
    ("mag-vernietigd", include_str!("told/mag-vernietigd.md")),
    ("melding-gesprek", include_str!("told/melding-gesprek.md")),
    ("melding-opgelost", include_str!("told/melding-opgelost.md")),
    ("melding-telefoon", include_str!("told/melding-telefoon.md")),
    ("niet-in-behandeling", include_str!("told/niet-in-behandeling.md")),
    ("nieuwe-brief", include_str!("told/nieuwe-brief.md")),
    ("ongegrond", include_str!("told/ongegrond.md")),
    ("onvolledig-aangevuld", include_str!("told/onvolledig-aangevuld.md")),
    ("onvolledig-wacht", include_str!("told/onvolledig-wacht.md")),
    ("opgelost-in-gesprek", include_str!("told/opgelost-in-gesprek.md")),
    ("reactie-te-laat", include_str!("told/reactie-te-laat.md")),
    ("reactie-vandaag", include_str!("told/reactie-vandaag.md")),
    ("te-laat-toegelicht", include_str!("told/te-laat-toegelicht.md")),
    ("tussenbericht-te-laat", include_str!("told/tussenbericht-te-laat.md")),
    ("uitspraak", include_str!("told/uitspraak.md")),
    ("uitstel-krap", include_str!("told/uitstel-krap.md")),
    ("uitstel", include_str!("told/uitstel.md")),
    ("verwijdering-geweigerd", include_str!("told/verwijdering-geweigerd.md")),
];

/// Every story that is built in, in the order of their names.
#[must_use]
pub fn built_in() -> Vec<Story> {
    let stories = TOLD.iter().map(|(name, text)| Story::from_text(name, text).expect("a test reads every story that is built in"));
    stories.collect()
}

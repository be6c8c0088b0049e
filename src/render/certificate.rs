//! A certificate of a destruction as a page to read, keep and print.

use std::fmt::Write;

use crate::calendar::day_in_words;
use crate::domain::{DestructionGround, DossierId, Provision, Vocabulary};
use crate::overview::{Certificate, Elsewhere, ProofKind};
use crate::regulation::Rules;

/// What no program of ours reaches.
pub const OUT_OF_REACH: [&str; 5] = [
    "de opslag waar u deelt: haal het daar weg zoals docs/vernietiging.md zegt",
    "kopieën bij collega's: laat hen de map weggooien en een verse kopie halen",
    "reservekopieën en gesynchroniseerde mappen",
    "mail, afdrukken en papier",
    "bundels, verslagen en sites die u aan anderen gaf",
];

/// The certificate in Markdown, in words of the procedure.
#[must_use]
pub fn certificate(certificate: &Certificate, rules: &Rules, program: &str) -> String {
    let ground = match certificate.ground {
        DestructionGround::Retention => format!("de bewaartermijn is voorbij ({})", rules.article(Provision::Retention)),
        DestructionGround::Request => "een toegewezen verzoek om verwijdering (art. 17 AVG)".to_owned(),
    };
    let mut text = format!(
        "# Certificaat van vernietiging\n\n- dag: {}\n- grond: {ground}\n- door: de {}\n- programma: klacht {program}\n- {}\n",
        day_in_words(certificate.on),
        certificate.role.word(),
        listed(certificate.numbers.iter())
    );
    let _ = writeln!(
        text,
        "\nDe opslag is opnieuw opgebouwd zonder {}. Van de {} wijzigingen die daarin bewaard waren, gingen er {} alleen hierover; die zijn weg.\n\n## Wat is nagegaan\n",
        if certificate.numbers.len() == 1 { "dit dossier" } else { "deze dossiers" },
        certificate.recordings,
        certificate.fallen_away
    );
    for (kind, number) in ProofKind::ALL.iter().zip(1..) {
        let _ = writeln!(text, "{number}. {}", sentence(*kind, certificate));
    }
    let _ = writeln!(text, "\n## Wat elders bleef staan\n\n{}", left(&certificate.elsewhere));
    text.push_str("\n## Buiten bereik van het programma, met de hand te doen\n\n");
    text.extend(OUT_OF_REACH.iter().map(|one| format!("- {one}\n")));
    text
}

/// What was looked at, and what came of it.
fn sentence(kind: ProofKind, certificate: &Certificate) -> String {
    let Certificate { objects, looked_for, compared, .. } = certificate;
    let what = match kind {
        ProofKind::NoFolder => "Geen enkele versie van de mappen heeft nog een map met deze nummers".to_owned(),
        ProofKind::NoRemains => {
            format!(
                "Alle {objects} onderdelen van de nieuwe opslag horen bij iets dat bewaard blijft; van wat alleen deze dossiers hadden, is er geen over"
            )
        }
        ProofKind::NoTrace => format!(
            "Naar {looked_for} namen, adressen en nummers, en naar kopieën van de bestanden, is gezocht in elke versie, omschrijving en los bestand"
        ),
        ProofKind::OthersEqual => {
            format!("Van {compared} andere dossiers is elke bewaarde wijziging gelijk gebleven: inhoud, schrijver, tijd en omschrijving")
        }
        ProofKind::Sound => format!("Alle {objects} onderdelen zijn nagelezen, en in elk staat wat er hoort te staan"),
    };
    match certificate.proves(kind) {
        true if kind == ProofKind::NoTrace => format!("{what}: nergens is er nog een gevonden, aangetoond."),
        true => format!("{what}: aangetoond."),
        false if certificate.elsewhere.is_nothing() => format!("{what}: niets gevonden, maar niet alles was te doorzoeken (zie hieronder)."),
        false => format!("{what}: gevonden, en door de {} laten staan (zie hieronder).", certificate.role.word()),
    }
}

fn left(elsewhere: &Elsewhere) -> String {
    let mut parts = Vec::new();
    if !elsewhere.dossiers.is_empty() {
        parts.push(format!("In andere dossiers: {}.", numbers(elsewhere.dossiers.iter())));
    }
    if elsewhere.other > 0 {
        parts.push(format!("Op andere plaatsen, zoals een omschrijving of een los bestand: {}.", elsewhere.other));
    }
    if parts.is_empty() {
        parts.push("Niets gevonden.".to_owned());
    }
    if elsewhere.unread > 0 {
        parts.push(format!("Niet te doorzoeken, en door wie vernietigde zelf nagekeken: {}.", elsewhere.unread));
    }
    if elsewhere.numbered > 0 {
        let places = if elsewhere.numbered == 1 { "1 plaats".to_owned() } else { format!("{} plaatsen", elsewhere.numbered) };
        parts.push(format!("Het nummer zelf bleef op {places} staan; een nummer alleen wijst niemand aan."));
    }
    parts.join(" ")
}

fn listed<'n>(dossiers: impl ExactSizeIterator<Item = &'n DossierId>) -> String {
    let count = dossiers.len();
    if count == 1 { format!("dossier: {}", numbers(dossiers)) } else { format!("{count} dossiers: {}", numbers(dossiers)) }
}

fn numbers<'n>(dossiers: impl Iterator<Item = &'n DossierId>) -> String {
    dossiers.map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regulation::OfficerRole;
    use crate::source::default_rules;

    fn certificate_of(elsewhere: Elsewhere) -> Certificate {
        Certificate {
            numbers: ["K-2026-0007".parse().unwrap()].into(),
            on: "2029-01-02".parse().unwrap(),
            ground: DestructionGround::Retention,
            role: OfficerRole::Officer,
            recordings: 40,
            fallen_away: 6,
            compared: 12,
            objects: 310,
            looked_for: 5,
            elsewhere,
        }
    }

    #[test]
    fn five_things_are_shown_and_what_was_left_is_told_by_number() {
        let text = certificate(&certificate_of(Elsewhere::default()), &default_rules(), "0.1.0");
        assert_eq!(text.matches("aangetoond.").count(), 5);
        assert!(text.contains("- dossier: K-2026-0007\n") && text.contains("Niets gevonden."));
        let left = Elsewhere { dossiers: ["K-2026-0008".parse().unwrap()].into(), other: 2, unread: 0, numbered: 3 };
        let text = certificate(&certificate_of(left), &default_rules(), "0.1.0");
        assert_eq!(text.matches("aangetoond.").count(), 4);
        assert!(text.contains("laten staan") && text.contains("In andere dossiers: K-2026-0008. Op andere plaatsen"));
        assert!(text.contains("Het nummer zelf bleef op 3 plaatsen staan"));
    }
}

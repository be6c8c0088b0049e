//! Dossiers of which every word is planted: a word found anywhere tells from which dossier, and which field, it came.
#![allow(dead_code, reason = "each test file uses the part it needs")]

use std::fmt::Write;

/// Everything that a dossier can hold: `§` wherever a person types free text, `$` for a measure, `¶` for a day later than the last.
const WHOLE: &str = "melding: {gemeld_op: ¶, wijze: telefoon, aangenomen_door: §}
ingediend_op: ¶
ingediend_op_bron: §
ontvangen_op: ¶
ontvangen_via: §
kanaal: e-mail
bedrijfsonderdeel: extrack
betreft: [gedraging_medewerker, product_of_dienst]
onderwerp: §
overeenkomst: §
contactpersoon_intern: §
klachtindiener: {naam: §, organisatie: §, postadres: §, email: '§@school.example', telefoon: §, voorkeur: post}
namens: §
gemachtigde: {naam: §, gemachtigd_op: ¶}
beklaagde: [§, §]
behandelaar: §
gesprekken: [{soort: vooraf, uitgenodigd_op: ¶, gehouden_op: ¶, uitkomst: niet_opgelost}]
correspondentie:
  - {soort: bevestiging, datum: ¶, kanaal: e-mail, onderwerp: §, bijlage: 'bijlagen/§.txt', met: §, verzendbewijs: §}
  - {soort: uitstelbericht, datum: ¶, kanaal: e-mail, reden: §, nieuwe_termijn: ¶}
  - {soort: overig, richting: inkomend, datum: ¶, kanaal: post, onderwerp: §}
afspraken: [{datum: ¶, wat: §, wie: §, uiterlijk: ¶, nagekomen_op: ¶}]
extern_advies: [{instantie: §, gevraagd_op: ¶, geheimhouding_op: ¶, stukken: ['bijlagen/§.txt'], ontvangen_op: ¶}]
klachtonderdelen: [{onderwerp: §, betreft: product_of_dienst, oordeel: gegrond}]
afhandeling: {datum: ¶, wijze: §, oordeel: gegrond, reden: §}
verbetering:
  - {oorzaak: §, maatregel: $, reden: §, betreft: [werkwijze], eigenaar: §, uiterlijk: 2026-11-30}
  - {oorzaak: §, maatregel: $, betreft: [dienst], eigenaar: §, gereed_op: 2026-10-30, doeltreffend: {beoordeeld_op: 2026-11-02, uitkomst: ja}}
geevalueerd_op: ¶
verzoeken:
  - {soort: inzage, ontvangen_op: ¶, identiteit_vastgesteld_op: ¶, besluit: afgewezen, reden: §, voldaan_op: ¶}
derden: [{veld: namens, besluit: tonen, reden: §}]
termijnoverschrijding: [{termijn: reactie, uiterlijk: ¶, reden: §}]
langer_bewaren: {sinds: ¶, reden: §, tot: ¶, opgeheven_op: ¶, reden_opheffing: §}
heropend: [{op: ¶, reden: §}]
correcties: [{op: ¶, van: onvolledig, naar: in_behandeling, reden: §}]
bijzondere_gegevens: [gezondheid]
regeling: §
geinformeerd_op: ¶
tegemoetkoming: §
tevredenheid: §
x_eigen: §
";

/// An appeal, with `§` and `¶` as in the rest.
const APPEAL: &str = "bezwaar:
  ingediend_op: ¶
  appellant: {naam: §, adres: §, woonplaats: §}
  orgaan: §
  gronden: §
  dossier_overgedragen_op: ¶
  in_behandeling_op: ¶
  uitspraak: {datum: ¶, oordeel: gegrond, consequenties: [{wat: §, wie: §, uiterlijk: ¶, gereed_op: ¶}]}
";

/// What a person writes below the front matter.
const TEXT: &str = "## Omschrijving
§ en **§**, [§](https://§.example/§), `§`, {{derde: §}}

| § | § |
|---|---|
| § | § |

## Ondernomen stappen
- §

## Bevindingen
> §
";

/// Whether a dossier tells of an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appealed {
    /// It does not.
    No,
    /// It does.
    Yes,
    /// It was withdrawn.
    Withdrawn,
}

/// A dossier to be planted.
#[derive(Clone, Debug)]
pub struct Seedling {
    /// Its serial number in 2026.
    pub serial: usize,
    /// The word of its status.
    pub status: &'static str,
    /// Its appeal.
    pub appealed: Appealed,
    /// The serial numbers it refers to.
    pub related: Vec<usize>,
    /// What all its words begin with; three letters or more that stand nowhere else.
    pub root: String,
    /// Its measures, which the management reads.
    pub measure: String,
    /// The day before its first day.
    pub day: usize,
}

/// A planted dossier.
#[derive(Clone, Debug)]
pub struct Planted {
    /// Its file.
    pub file: String,
    /// Every word that was planted in it.
    pub words: Vec<String>,
    /// Its attachments by name, with their text.
    pub attachments: Vec<(String, String)>,
}

impl Seedling {
    /// Its number.
    pub fn number(&self) -> String {
        format!("K-2026-{:04}", self.serial)
    }

    /// Its folder from the top of the office.
    pub fn folder(&self) -> String {
        format!("dossiers/2026/{}", self.number())
    }

    /// The dossier.
    pub fn planted(&self) -> Planted {
        let mut head = format!("schema: 1\nnummer: {}\nstatus: {}\n{WHOLE}", self.number(), self.status);
        if self.appealed != Appealed::No {
            head.push_str(APPEAL);
        }
        if self.appealed == Appealed::Withdrawn {
            head.push_str("  ingetrokken_op: ¶\n");
        }
        if let [first, ..] = self.related[..] {
            let numbers: Vec<_> = self.related.iter().map(|serial| format!("K-2026-{serial:04}")).collect();
            let _ = writeln!(head, "herhaling_van: K-2026-{first:04}\ngerelateerd: [{}]", numbers.join(", "));
        }
        let mut words = Vec::new();
        let file = self.filled(&format!("---\n{head}---\n{TEXT}"), &mut words);
        let mut attachments = Vec::new();
        for _ in 0..2 {
            attachments.push((format!("bijlagen/{}.txt", self.word(&mut words)), self.word(&mut words)));
        }
        Planted { file, words, attachments }
    }

    /// The text with a word of its own, or a day, in every place for one.
    fn filled(&self, text: &str, words: &mut Vec<String>) -> String {
        let mut filled = String::new();
        let mut days = self.day;
        for sign in text.chars() {
            match sign {
                '§' => filled.push_str(&self.word(words)),
                '$' => filled.push_str(&self.measure),
                '¶' => {
                    days += 1;
                    let _ = write!(filled, "2026-{:02}-{:02}", 1 + days / 28 % 10, 1 + days % 28);
                }
                sign => filled.push(sign),
            }
        }
        filled
    }

    /// A word that stands nowhere else.
    fn word(&self, words: &mut Vec<String>) -> String {
        let word = format!("{}{}x", self.root, words.len());
        words.push(word.clone());
        word
    }
}

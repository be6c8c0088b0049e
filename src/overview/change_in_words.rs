//! What changed between two versions of a dossier, in words.

use chrono::Datelike;

use super::part_names::{entry_noun, is_outgoing, is_word_byte, name, name_within, subjects, text_of};
use super::wording::plain;
use crate::calendar::day_in_words;
use crate::diagnostic::{Code, Field};
use crate::domain::DossierId;
use crate::source::difference::{Change, Difference, Part, TextDifference, differences, text_differences};
use crate::source::{Node, Reading, Value, read_day, read_dossier};

/// A version of a dossier file and the one before it.
#[derive(Clone, Copy, Debug)]
pub struct Versions<'a> {
    /// The file before; `None` when there was none.
    pub before: Option<&'a [u8]>,
    /// The file after; `None` when it is gone.
    pub after: Option<&'a [u8]>,
    /// The year in which it changed: a day in that year is told without it.
    pub year: i32,
}

/// What changed, a line for each part; the status is left out, which is told by itself.
///
/// Free text is told to have changed and never repeated: days, words of the procedure and numbers are.
#[must_use]
pub fn change_in_words(versions: Versions<'_>) -> Vec<String> {
    match (versions.before, versions.after) {
        (None, None) => Vec::new(),
        (None, Some(after)) => {
            let flaw = flaw(&read_dossier(after)).map(|flaw| format!("; deze versie is {flaw}"));
            vec![format!("dossier aangelegd{}", flaw.unwrap_or_default())]
        }
        (Some(_), None) => vec!["dossier verwijderd".to_owned()],
        (Some(before), Some(after)) if before == after => Vec::new(),
        (Some(before), Some(after)) => between(before, after, versions.year),
    }
}

/// Why a version cannot be read as a dossier, or cannot be trusted to say what was meant; `None` when it can.
pub(super) fn flaw(version: &Reading<'_>) -> Option<String> {
    let of = |code: Code| version.remarks.iter().map(|remark| &remark.diagnostic).filter(move |remark| remark.code == code);
    let double: Vec<&str> = of(Code::DuplicateKey).map(|remark| remark.message.as_str()).collect();
    let why = match double.as_slice() {
        _ if of(Code::ConflictMarker).next().is_some() => ": er staan merktekens van een samenvoeging in".to_owned(),
        [] if version.dossier.is_some() => return None,
        [] => String::new(),
        double => format!(": {}", double.join(", ")),
    };
    Some(format!("niet als dossier te lezen{why}"))
}

fn between(before: &[u8], after: &[u8], year: i32) -> Vec<String> {
    let (before, after) = (read_dossier(before), read_dossier(after));
    let mut lines = Vec::new();
    match (flaw(&before), flaw(&after)) {
        (_, Some(flaw)) => lines.push(format!("deze versie is {flaw}")),
        (Some(flaw), None) => lines.push(format!("de versie hiervoor was {flaw}")),
        (None, None) => {}
    }
    let parts = parts_in_words(&before, &after, year);
    let is_same = lines.is_empty() && parts.is_empty();
    lines.extend(parts.into_iter().filter(|(part, _)| part != Field::Status.key()).flat_map(|(_, lines)| lines));
    lines.extend(is_same.then(|| "alleen anders geschreven: er staat hetzelfde".to_owned()));
    lines
}

/// What differs between two versions: each part by its key, with the lines that tell it. The text is one part.
pub(super) fn parts_in_words(before: &Reading<'_>, after: &Reading<'_>, year: i32) -> Vec<(String, Vec<String>)> {
    let mut parts = Vec::new();
    if let (Some(before), Some(after)) = (before.tree(), after.tree()) {
        for difference in differences(before, after) {
            let Part::Key(key) = difference.part else { continue };
            let mut telling = Telling { year, lines: Vec::new() };
            telling.tell_key("", &difference);
            parts.push((key.to_owned(), telling.lines));
        }
    }
    let text: Vec<_> = text_differences(before, after).into_iter().map(text_in_words).collect();
    parts.extend((!text.is_empty()).then(|| (TEXT.to_owned(), text)));
    parts
}

/// What the text below the front matter is called as a part.
pub(super) const TEXT: &str = "tekst";

fn text_in_words(difference: TextDifference) -> String {
    match difference {
        TextDifference::Added(heading) => format!("tekst: {heading} toegevoegd"),
        TextDifference::Removed(heading) => format!("tekst: {heading} verwijderd"),
        TextDifference::Changed(heading) => format!("tekst: {heading} gewijzigd"),
        TextDifference::Elsewhere => "tekst buiten de vaste kopjes gewijzigd".to_owned(),
    }
}

/// The lines so far.
struct Telling {
    year: i32,
    lines: Vec<String>,
}

impl Telling {
    /// Tells what became of a key; what it stands in, with a colon, stands in `above`.
    fn tell_key(&mut self, above: &str, difference: &Difference<'_>) {
        let Part::Key(key) = difference.part else { return };
        let subject = name(key);
        match &difference.change {
            Change::Within(parts) if is_list(parts) => self.tell_entries(above, key, parts),
            Change::Within(parts) => self.tell_parts(above, &subject, (key, None), parts),
            Change::Reordered => self.lines.push(format!("{above}{subject}: volgorde gewijzigd")),
            Change::Added(node) if !node.entries().is_empty() => {
                self.lines.push(format!("{above}{subject} toegevoegd{}", self.details(key, node)));
            }
            plain => self.lines.push(format!("{above}{}", self.phrase(key, &subject, plain))),
        }
    }

    /// Tells what became of an entry of a list that is called so.
    fn tell_entry(&mut self, above: &str, list: &str, subject: &str, entry: Option<&Node<'_>>, change: &Change<'_>) {
        match change {
            Change::Within(parts) => self.tell_parts(above, subject, (list, entry), parts),
            Change::Added(node) => self.lines.push(format!("{above}{} toegevoegd{}", entry_noun(list, node), self.details(list, node))),
            Change::Removed(_) => self.lines.push(format!("{above}{subject} verwijderd")),
            Change::Replaced { .. } | Change::Reordered => self.lines.push(format!("{above}{subject} gewijzigd")),
        }
    }

    /// Tells what became of the entries of a list: of texts in one line, of others each in its own.
    fn tell_entries(&mut self, above: &str, list: &str, parts: &[Difference<'_>]) {
        let (texts, others): (Vec<_>, Vec<_>) = parts.iter().partition(|part| is_scalar_change(&part.change));
        self.tell_texts(above, list, &texts);
        // Those that stayed or came stand in one list, those that went in another.
        let mut known: Option<(*const Node<'_>, Vec<String>)> = None;
        for part in others {
            let Part::Entry { place, of } = part.part else { continue };
            if known.as_ref().is_none_or(|(list, _)| *list != of.as_ptr()) {
                known = Some((of.as_ptr(), subjects(list, of)));
            }
            let subject = known.as_ref().and_then(|(_, subjects)| subjects.get(place)).cloned().unwrap_or_default();
            self.tell_entry(above, list, &subject, of.get(place), &part.change);
        }
    }

    /// Tells which texts came into a list and which went: by themselves where they may be repeated, else how many.
    fn tell_texts(&mut self, above: &str, list: &str, texts: &[&Difference<'_>]) {
        let mut phrases = Vec::new();
        let (mut came, mut went) = (0, 0);
        for text in texts {
            match &text.change {
                Change::Added(node) => match self.shown(list, node) {
                    Some(value) => phrases.push(format!("{value} toegevoegd")),
                    None => came += 1,
                },
                Change::Removed(node) => match self.shown(list, node) {
                    Some(value) => phrases.push(format!("{value} verwijderd")),
                    None => went += 1,
                },
                _ => came += 1,
            }
        }
        phrases.extend((came > 0).then(|| format!("{came} toegevoegd")));
        phrases.extend((went > 0).then(|| format!("{went} verwijderd")));
        if !phrases.is_empty() {
            self.lines.push(format!("{above}{}: {}", name(list), phrases.join(", ")));
        }
    }

    /// Tells what became of the keys of a map or of an entry: of plain values in one line, of others each in its own.
    fn tell_parts(&mut self, above: &str, subject: &str, (within, entry): (&str, Option<&Node<'_>>), parts: &[Difference<'_>]) {
        let (plain, others): (Vec<_>, Vec<_>) = parts.iter().partition(|part| is_scalar_change(&part.change));
        let phrase = |part: &&Difference<'_>| match part.part {
            Part::Key(key) => self.phrase(key, &name_within(within, entry, key), &part.change),
            // A list in a list, which only a field of the organisation's own can have.
            Part::Entry { .. } => "gewijzigd".to_owned(),
        };
        let mut phrases: Vec<String> = plain.iter().map(phrase).collect();
        phrases.dedup();
        if !phrases.is_empty() {
            self.lines.push(format!("{above}{subject}: {}", phrases.join(", ")));
        }
        let above = format!("{above}{subject}: ");
        others.into_iter().for_each(|part| match part.part {
            Part::Key(_) => self.tell_key(&above, part),
            Part::Entry { .. } => self.lines.push(format!("{above}gewijzigd")),
        });
    }

    /// What became of a key with a plain value: "nagekomen op 23 november", "telefoon gewijzigd".
    fn phrase(&self, key: &str, name: &str, change: &Change<'_>) -> String {
        match change {
            Change::Added(node) => self.shown(key, node).map_or_else(|| format!("{name} toegevoegd"), |value| format!("{name} {value}")),
            Change::Removed(_) => format!("{name} verwijderd"),
            Change::Replaced { before, after } => match (self.shown(key, before), self.shown(key, after)) {
                (Some(before), Some(after)) => format!("{name} {after} (was {before})"),
                (None, Some(after)) => format!("{name} {after}"),
                _ => format!("{name} gewijzigd"),
            },
            Change::Within(_) | Change::Reordered => format!("{name} gewijzigd"),
        }
    }

    /// The days and words of a new entry or map, the new term first: ", nieuwe termijn 14 december, verstuurd op 20 november".
    fn details(&self, within: &str, node: &Node<'_>) -> String {
        const PASSED_OVER: [Field; 6] = [Field::Kind, Field::Channel, Field::Direction, Field::With, Field::Preference, Field::Term];
        let is_told = |key: &str| !PASSED_OVER.iter().any(|field| field.key() == key);
        let mut told: Vec<(bool, String)> = Vec::new();
        for entry in node.entries().iter().filter(|entry| is_told(&entry.key)) {
            let name = name_within(within, Some(node), &entry.key);
            told.extend(self.shown(&entry.key, &entry.value).map(|value| (entry.key != Field::NewTerm.key(), format!(", {name} {value}"))));
        }
        told.sort_by_key(|(later, _)| *later);
        let draft = within == Field::Messages.key() && is_outgoing(node) == Some(true) && text_of(node, Field::Date).is_none();
        told.into_iter().map(|(_, detail)| detail).chain(draft.then(|| ", nog niet verstuurd".to_owned())).collect()
    }

    /// A value that may be repeated: a day, a number of a dossier, a word of the procedure.
    fn shown(&self, key: &str, node: &Node<'_>) -> Option<String> {
        let text = node.text()?;
        if let Ok(day) = read_day(text) {
            let words = day_in_words(day);
            return Some(words.strip_suffix(&format!(" {}", self.year)).filter(|_| day.year() == self.year).unwrap_or(&words).to_owned());
        }
        let is_word = || WORDED.iter().any(|field| field.key() == key) && text.len() <= 40 && text.bytes().all(is_word_byte);
        if text.parse::<DossierId>().is_ok() || key == Field::Pieces.key() {
            return Some(text.to_owned());
        }
        is_word().then(|| plain(text))
    }
}

/// Whether these are the parts of a list.
fn is_list(parts: &[Difference<'_>]) -> bool {
    parts.first().is_some_and(|part| matches!(part.part, Part::Entry { .. }))
}

/// Whether nothing but plain values is concerned.
fn is_scalar_change(change: &Change<'_>) -> bool {
    let is_scalar = |node: &&Node<'_>| matches!(node.value, Value::Scalar(_));
    match change {
        Change::Added(node) | Change::Removed(node) => is_scalar(node),
        Change::Replaced { before, after } => is_scalar(before) && is_scalar(after),
        Change::Within(_) | Change::Reordered => false,
    }
}

/// The fields whose values are words of the procedure or of the rule file.
const WORDED: [Field; 15] = [
    Field::Channel,
    Field::Division,
    Field::Concerns,
    Field::Preference,
    Field::Kind,
    Field::Outcome,
    Field::Direction,
    Field::Finding,
    Field::Decision,
    Field::Term,
    Field::From,
    Field::To,
    Field::SpecialData,
    Field::Status,
    Field::WhichField,
];

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: &str = "schema: 1
nummer: K-2026-0007
status: in_behandeling
kanaal: e-mail
betreft: [product_of_dienst]
onderwerp: Uitslag te laat
beklaagde: K. de Boer
klachtindiener:
  naam: Sanne de Wit
  telefoon: \"0612345678\"
correspondentie:
  - soort: bevestiging
    datum: 2026-11-04
    kanaal: e-mail
  - soort: reactie
    bijlage: bijlagen/2026-12-09-reactie.eml
afspraken:
  - datum: 2026-11-05
    wat: Terugbellen
    wie: Productie
    uiterlijk: 2026-11-09
  - datum: 2026-11-10
    wat: Uitslagen opnieuw aanleveren
    wie: Productie
    uiterlijk: 2026-11-24
extern_advies:
  - instantie: Adviesbureau De Waag
    gevraagd_op: 2026-11-12
bezwaar:
  ingediend_op: 2026-12-20
  uitspraak:
    datum: 2027-01-25
    consequenties:
      - wat: Uitleg toesturen
        wie: Productie
";

    fn file(head: &str, text: &str) -> String {
        format!("---\n{head}---\n{text}")
    }

    fn told(before: &str, after: &str) -> Vec<String> {
        change_in_words(Versions { before: Some(before.as_bytes()), after: Some(after.as_bytes()), year: 2026 })
    }

    /// What is told when in the head this text becomes that.
    fn head(from: &str, to: &str) -> String {
        assert_eq!(BEFORE.matches(from).count(), 1, "{from}");
        told(&file(BEFORE, ""), &file(&BEFORE.replace(from, to), "")).join(" | ")
    }

    #[test]
    fn change_of_the_head_is_told_in_words() {
        for (from, to, expected) in [
            ("kanaal: e-mail\nbetreft", "kanaal: post\nbetreft", "kanaal post (was e-mail)"),
            ("onderwerp: Uitslag te laat\n", "", "onderwerp verwijderd"),
            ("onderwerp: Uitslag te laat\n", "onderwerp:\n", "onderwerp verwijderd"),
            ("onderwerp: Uitslag", "onderwerp: De uitslag", "onderwerp gewijzigd"),
            ("kanaal: e-mail\nbetreft", "kanaal: e-mail\nontvangen_op: 2026-11-03\nbetreft", "ontvangen op 3 november"),
            ("kanaal: e-mail\nbetreft", "kanaal: e-mail\ngeevalueerd_op: 2027-02-09\nbetreft", "geëvalueerd op 9 februari 2027"),
            ("kanaal: e-mail\nbetreft", "kanaal: e-mail\nherhaling_van: K-2025-0003\nbetreft", "herhaling van K-2025-0003"),
            ("kanaal: e-mail\nbetreft", "kanaal: e-mail\nx_kleur: rood\nbetreft", "eigen veld x_kleur toegevoegd"),
            ("[product_of_dienst]", "[product_of_dienst, werkwijze_of_beleid]", "betreft: werkwijze of beleid toegevoegd"),
            ("[product_of_dienst]", "[werkwijze_of_beleid]", "betreft: werkwijze of beleid toegevoegd, product of dienst verwijderd"),
            ("beklaagde: K. de Boer", "beklaagde: [K. de Boer, M. Visser]", "beklaagde: 1 toegevoegd"),
            ("0612345678", "0687654321", "klachtindiener: telefoon gewijzigd"),
            ("  naam: Sanne de Wit\n", "  naam: S. de Wit\n  email: s@klant.example\n", "klachtindiener: naam gewijzigd, e-mailadres toegevoegd"),
            (
                "  naam: Sanne de Wit\n  telefoon: \"0612345678\"\n",
                "  anoniem: ja\n",
                "klachtindiener: eigen veld anoniem toegevoegd, naam verwijderd, telefoon verwijderd",
            ),
            (
                "bezwaar:\n",
                "afhandeling:\n  datum: 2026-12-10\n  wijze: brief\n  oordeel: gegrond\nbezwaar:\n",
                "afhandeling toegevoegd, datum 10 december, oordeel gegrond",
            ),
            (
                "        wie: Productie\n",
                "        wie: Productie\n        gereed_op: 2027-02-01\n",
                "bezwaar: uitspraak: consequentie: gereed op 1 februari 2027",
            ),
            ("    datum: 2027-01-25\n", "    datum: 2027-01-25\n    oordeel: ongegrond\n", "bezwaar: uitspraak: oordeel ongegrond"),
            (
                "    gevraagd_op: 2026-11-12\n",
                "    gevraagd_op: 2026-11-12\n    stukken: [bijlagen/2026-11-02-klacht.eml]\n",
                "extern advies: stukken: bijlagen/2026-11-02-klacht.eml toegevoegd",
            ),
            ("status: in_behandeling", "status: afgehandeld", ""),
            ("onderwerp: Uitslag te laat", "onderwerp: \"Uitslag te laat\"  # zo", "alleen anders geschreven: er staat hetzelfde"),
        ] {
            assert_eq!(head(from, to), expected, "{from} -> {to}");
        }
    }

    #[test]
    fn change_of_a_list_is_told_by_entry() {
        let notice = "  - soort: uitstelbericht\n    datum: 2026-11-20\n    kanaal: e-mail\n    reden: De drukker\n    nieuwe_termijn: 2026-12-14\n";
        let first = BEFORE.split("correspondentie:\n").nth(1).unwrap().split("  - soort: reactie").next().unwrap();
        let agreements = "  - datum: 2026-11-05\n    wat: Terugbellen\n    wie: Productie\n    uiterlijk: 2026-11-09\n";
        for (from, to, expected) in [
            (first, format!("{first}{notice}"), "uitstelbericht toegevoegd, nieuwe termijn 14 december, verstuurd op 20 november"),
            (first, format!("{notice}{first}"), "uitstelbericht toegevoegd, nieuwe termijn 14 december, verstuurd op 20 november"),
            (first, notice.to_owned(), "uitstelbericht toegevoegd, nieuwe termijn 14 december, verstuurd op 20 november | bevestiging verwijderd"),
            (first, String::new(), "bevestiging verwijderd"),
            (first, format!("{first}  - soort: tussenbericht\n"), "tussenbericht toegevoegd, nog niet verstuurd"),
            (first, format!("{first}  - soort: aanvulling\n    datum: 2026-11-06\n"), "aanvulling toegevoegd, ontvangen op 6 november"),
            (first, format!("{first}  - soort: overig\n    datum: 2026-11-06\n"), "bericht toegevoegd, datum 6 november"),
            ("  - soort: reactie\n", "  - soort: reactie\n    datum: 2026-12-10\n".to_owned(), "reactie: verstuurd op 10 december"),
            ("datum: 2026-11-04", "datum: 2026-11-05".to_owned(), "bevestiging: verstuurd op 5 november (was 4 november)"),
            (
                "    uiterlijk: 2026-11-24\n",
                "    uiterlijk: 2026-11-24\n    nagekomen_op: 2026-11-23\n".to_owned(),
                "afspraak 2: nagekomen op 23 november",
            ),
            ("wat: Uitslagen opnieuw aanleveren", "wat: Uitslagen nasturen".to_owned(), "afspraak 2: wat gewijzigd"),
            (agreements, format!("  - datum: 2026-11-02\n    wat: Mailen\n{agreements}"), "afspraak toegevoegd, gemaakt op 2 november"),
            (agreements, String::new(), "afspraak 1 verwijderd"),
        ] {
            assert_eq!(head(from, &to), expected, "{from} -> {to}");
        }
    }

    #[test]
    fn whatever_an_own_field_holds_its_change_is_told() {
        let with = |own: &str| file(&format!("nummer: K-2026-0007\nstatus: melding\nx_lijst: {own}\n"), "");
        for (before, after, expected) in [
            ("[[a]]", "[[b]]", vec!["eigen veld x_lijst toegevoegd", "eigen veld x_lijst verwijderd"]),
            ("[[a], [b]]", "[[a], {c: d}]", vec!["eigen veld x_lijst toegevoegd", "eigen veld x_lijst 2 verwijderd"]),
            ("{a: [[1]]}", "{a: [[2]]}", vec!["eigen veld x_lijst: eigen veld a toegevoegd", "eigen veld x_lijst: eigen veld a verwijderd"]),
            ("a", "{a: b}", vec!["eigen veld x_lijst gewijzigd"]),
            ("[a]", "b", vec!["eigen veld x_lijst: 1 toegevoegd, 1 verwijderd"]),
        ] {
            assert_eq!(told(&with(before), &with(after)), expected, "{before} -> {after}");
        }
    }

    #[test]
    fn very_long_lists_are_told_as_well() {
        let with = |word: &str| file(&format!("nummer: K-2026-0007\nstatus: melding\nafspraken:\n{}", format!("- wat: {word}\n").repeat(700)), "");
        assert_eq!(told(&with("a"), &with("b")).len(), 1_400);
    }

    #[test]
    fn entries_in_another_order_are_told_as_such() {
        let (one, other) = ("  - wat: Bellen\n    wie: A\n", "  - wat: Mailen\n    wie: B\n");
        let with = |entries: &str| file(&format!("nummer: K-2026-0007\nstatus: melding\nafspraken:\n{entries}"), "");
        assert_eq!(told(&with(&format!("{one}{other}")), &with(&format!("{other}{one}"))), ["afspraken: volgorde gewijzigd"]);
    }

    #[test]
    fn list_that_came_or_went_as_a_whole_is_told_by_entry() {
        let short = "nummer: K-2026-0007\nstatus: melding\n";
        let with = format!("{short}verzoeken:\n  - soort: inzage\n    ontvangen_op: 2026-11-12\n  - soort: verwijdering\n");
        assert_eq!(
            told(&file(short, ""), &file(&with, "")),
            ["verzoek om inzage toegevoegd, ontvangen op 12 november", "verzoek om verwijdering toegevoegd"]
        );
        assert_eq!(told(&file(&with, ""), &file(short, "")), ["verzoek om inzage verwijderd", "verzoek om verwijdering verwijderd"]);
    }

    #[test]
    fn change_of_the_text_is_told_by_section() {
        let short = "nummer: K-2026-0007\nstatus: melding\n";
        let text = "## Omschrijving\nTe laat.\n\n## Ondernomen stappen\nGebeld.\n";
        for (after, expected) in [
            ("## Omschrijving\nVeel te laat.\n\n## Ondernomen stappen\nGebeld.\n", vec!["tekst: Omschrijving gewijzigd"]),
            ("## Omschrijving\nTe laat.\n## Ondernomen stappen\n", vec!["tekst: Ondernomen stappen verwijderd"]),
            ("## Omschrijving\nTe laat.\n\n## Ondernomen stappen\nGebeld.\n## Bevindingen\nJa.\n", vec!["tekst: Bevindingen toegevoegd"]),
            ("## Omschrijving\nTe laat.\n\n## Ondernomen stappen\nGebeld.\n## Overleg\nJa.\n", vec!["tekst buiten de vaste kopjes gewijzigd"]),
            ("## Omschrijving\r\n\r\nTe laat.\r\n## Ondernomen stappen\r\nGebeld.", vec!["alleen anders geschreven: er staat hetzelfde"]),
        ] {
            assert_eq!(told(&file(short, text), &file(short, after)), expected, "{after}");
        }
    }

    #[test]
    fn version_that_cannot_be_read_is_told_as_such() {
        let good = file("nummer: K-2026-0007\nstatus: melding\n", "Tekst.\n");
        assert_eq!(told(&good, "zomaar tekst"), ["deze versie is niet als dossier te lezen"]);
        assert_eq!(told("zomaar tekst", &good), ["de versie hiervoor was niet als dossier te lezen"]);
        let nameless = file("nummer: K-2026-0007\nkanaal: post\n", "Tekst.\n");
        assert_eq!(told(&good, &nameless), ["deze versie is niet als dossier te lezen", "kanaal post"]);
        let whole = |before: Option<&str>, after: Option<&str>| {
            change_in_words(Versions { before: before.map(str::as_bytes), after: after.map(str::as_bytes), year: 2026 })
        };
        assert_eq!(whole(None, Some(&good)), ["dossier aangelegd"]);
        assert_eq!(whole(None, Some("x")), ["dossier aangelegd; deze versie is niet als dossier te lezen"]);
        assert_eq!(whole(Some(&good), None), ["dossier verwijderd"]);
        assert!(whole(Some(&good), Some(&good)).is_empty() && whole(None, None).is_empty());
    }

    #[test]
    fn no_free_text_is_repeated() {
        let secret = "geheim woord";
        let before = file("nummer: K-2026-0007\nstatus: melding\n", "");
        let mut head = "nummer: K-2026-0007\nstatus: melding\n".to_owned();
        for field in Field::ALL.iter().filter(|field| !matches!(field, Field::Number | Field::Status)) {
            head.push_str(&format!("{}: {secret}\n", field.key()));
        }
        head.push_str(&format!("afspraken:\n  - wat: {secret}\n    wie: {secret}\ngesprekken:\n  - soort: {secret}\n"));
        for (before, after) in [(&before, &file(&head, secret)), (&file(&head, secret), &before)] {
            let told = told(before, after).join("\n");
            let lines = told.lines().filter(|line| line.contains(secret) && !line.starts_with("stukken")).collect::<Vec<_>>();
            assert!(lines.is_empty(), "{lines:?}");
        }
    }
}

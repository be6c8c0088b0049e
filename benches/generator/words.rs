//! Sentences that say nothing, of the length and shape of those in a dossier.

use fastrand::Rng;

const WORDS: &[&str] = &[
    "antwoord",
    "badge",
    "balie",
    "bestelling",
    "bewijs",
    "brief",
    "collega",
    "cursus",
    "datum",
    "deelnemer",
    "docent",
    "doos",
    "examen",
    "factuur",
    "formulier",
    "gang",
    "gebouw",
    "groep",
    "handleiding",
    "herkansing",
    "inschrijving",
    "kaart",
    "kamer",
    "klas",
    "koffie",
    "leerling",
    "lijst",
    "lokaal",
    "materiaal",
    "middag",
    "nota",
    "ochtend",
    "opgave",
    "overzicht",
    "pagina",
    "pas",
    "plaats",
    "pakket",
    "rekening",
    "rooster",
    "scherm",
    "school",
    "sleutel",
    "stoel",
    "telefoon",
    "toets",
    "training",
    "uitslag",
    "vraag",
    "week",
    "werkplek",
    "zaal",
    "bleek",
    "bleef",
    "kwam",
    "lag",
    "stond",
    "ging",
    "werd",
    "kreeg",
    "gaf",
    "belde",
    "schreef",
    "vroeg",
    "was",
    "had",
    "laat",
    "vroeg",
    "anders",
    "dubbel",
    "leeg",
    "vol",
    "oud",
    "nieuw",
    "zonder",
    "met",
    "door",
    "voor",
    "na",
    "bij",
    "naast",
    "onder",
    "de",
    "het",
    "een",
    "die",
    "dat",
    "er",
    "ook",
    "niet",
    "pas",
    "weer",
    "nog",
];
const FIRST: &[&str] = &[
    "Ada", "Bas", "Coen", "Dina", "Eef", "Floor", "Gerda", "Hugo", "Iris", "Job", "Karin", "Loes", "Max", "Nora", "Otto", "Puck", "Rik", "Sip",
    "Teun", "Ulla",
];
const LAST: &[&str] = &[
    "Aalbers",
    "van den Berg",
    "Coster",
    "van Dam",
    "Evers",
    "Faber",
    "de Graaf",
    "Hoekstra",
    "Immink",
    "Jonker",
    "Kuiper",
    "van Loon",
    "Maas",
    "Nagel",
    "Oskam",
    "Post",
    "de Ruiter",
    "Schipper",
    "Timmer",
    "de Wit",
];

/// One of these.
pub fn one<'a>(chance: &mut Rng, of: &[&'a str]) -> &'a str {
    of[chance.usize(..of.len())]
}

/// Some words, the first with a capital, without a full stop.
pub fn phrase(chance: &mut Rng, shortest: usize, longest: usize) -> String {
    let mut text = String::new();
    for nth in 0..chance.usize(shortest..=longest) {
        let word = one(chance, WORDS);
        if nth == 0 {
            text.push_str(&word[..1].to_uppercase());
            text.push_str(&word[1..]);
        } else {
            text.push(' ');
            text.push_str(word);
        }
    }
    text
}

/// A whole sentence.
pub fn sentence(chance: &mut Rng) -> String {
    phrase(chance, 8, 18) + "."
}

/// A first and a last name.
pub fn name(chance: &mut Rng) -> (&'static str, &'static str) {
    (one(chance, FIRST), one(chance, LAST))
}

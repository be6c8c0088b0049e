//! Stored pieces: inside the dossier's folder, really there, without a person's name (art. 4: confidential).

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Field, FieldPath};
use crate::domain::Dossier;
use crate::source::reader::{nearest, plain};

/// Small words of Dutch names, which say nothing of a person.
const PARTICLES: [&str; 9] = ["van", "der", "den", "het", "ter", "ten", "von", "mevrouw", "meneer"];

/// Every stored piece the dossier names, by its field.
#[must_use]
pub fn stored_pieces(dossier: &Dossier) -> Vec<(FieldPath, &str)> {
    let attachment = |index| FieldPath::from(Field::Messages).entry(index).field(Field::Attachment);
    let messages = dossier.messages.iter().enumerate();
    let mut pieces: Vec<_> = messages.filter_map(|(index, message)| Some((attachment(index), message.attachment.as_deref()?))).collect();
    for (index, advice) in dossier.advice.iter().enumerate() {
        let shared = FieldPath::from(Field::ExternalAdvice).entry(index).field(Field::Pieces);
        pieces.extend(advice.pieces.iter().enumerate().map(|(piece, path)| (shared.clone().entry(piece), path.as_str())));
    }
    // An entry that could not be read is an empty text, and was spoken of.
    pieces.retain(|(_, path)| !path.is_empty());
    pieces
}

/// What is said of the stored pieces, beside these files.
pub(super) fn remarks(dossier: &Dossier, stored: &BTreeSet<String>) -> Vec<Diagnostic> {
    let pieces = stored_pieces(dossier);
    if pieces.is_empty() {
        return Vec::new();
    }
    let names = name_words(dossier);
    let mut found = Vec::new();
    for (field, path) in pieces {
        if leaves_folder(path) {
            found.push(outside(field, path));
        } else {
            found.extend(missing(&field, path, stored));
            found.extend(personal(field, path, &names));
        }
    }
    found
}

/// Whether the path leads out of the dossier's folder: upwards, from the root of a disk, or to a site.
fn leaves_folder(path: &str) -> bool {
    let upwards = path.split(['/', '\\']).any(|part| part == "..");
    let has_drive = path.as_bytes().get(1) == Some(&b':');
    upwards || has_drive || path.starts_with(['/', '\\', '~']) || path.contains("://")
}

fn outside(field: FieldPath, path: &str) -> Diagnostic {
    let message = format!("«{path}» ligt buiten de map van dit dossier");
    Diagnostic::new(Code::AttachmentOutside, field, message, "zet het stuk in de map «bijlagen» van dit dossier en schrijf «bijlagen/…»")
}

/// The remark on a piece that is not beside the dossier, with the piece that was probably meant.
fn missing(field: &FieldPath, path: &str, stored: &BTreeSet<String>) -> Option<Diagnostic> {
    let inside = path.strip_prefix("./").unwrap_or(path);
    if stored.contains(inside) {
        return None;
    }
    let slashes = inside.replace('\\', "/");
    let same_letters = stored.iter().find(|known| known.to_lowercase() == slashes.to_lowercase());
    let meant = same_letters.map(String::as_str).or_else(|| nearest(&slashes, stored.iter().map(String::as_str)));
    let help = match meant {
        Some(known) => format!("schrijf «{known}» als u dat stuk bedoelt; hoofdletters en schuine strepen tellen mee"),
        None => "zet het stuk in de map van het dossier, of verbeter het pad".to_owned(),
    };
    let message = format!("het stuk «{path}» staat niet in de map van dit dossier");
    Some(Diagnostic::new(Code::AttachmentMissing, field.clone(), message, help))
}

/// The remark on a piece whose name holds a word of these names.
fn personal(field: FieldPath, path: &str, names: &BTreeSet<String>) -> Option<Diagnostic> {
    let path = plain(path);
    let mut words = path.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    // A long name is also recognised inside a word, as in «dewitbrief»; a short one would be found everywhere.
    let holds = |word: &str, name: &String| word == name || (name.chars().count() >= 5 && word.contains(name.as_str()));
    words.any(|word| names.iter().any(|name| holds(word, name))).then(|| {
        let message = "de naam van dit stuk bevat een naam van een persoon uit dit dossier";
        Diagnostic::new(Code::PersonalPath, field, message, "noem het bestand naar datum en soort, zoals «bijlagen/2026-11-02-klacht.eml»")
    })
}

/// The words of three letters or more in the names of complainant, representative and persons complained about.
fn name_words(dossier: &Dossier) -> BTreeSet<String> {
    let representative = dossier.representative.as_ref().and_then(|someone| someone.name.as_deref());
    let names = dossier.complainant.named().into_iter().chain(representative).chain(dossier.accused.iter().map(String::as_str));
    let mut words = BTreeSet::new();
    for name in names {
        let name = plain(name);
        let parts = name.split(|letter: char| !letter.is_alphabetic());
        words.extend(parts.filter(|part| part.chars().count() >= 3 && !PARTICLES.contains(part)).map(str::to_owned));
    }
    words
}

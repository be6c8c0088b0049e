//! The inspection bundle: every file of it, and all of them as one ZIP that is the same to the byte whenever it is made.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use chrono::{Datelike, NaiveDate};
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::html::{AttachmentKind, BundledPiece, InspectionSheet, StatusChange, TemplateError, Templates, inspection_page};
use super::letter::{LetterError, LetterTemplates, page};
use crate::diagnostic::Field;
use crate::domain::LetterKind;
use crate::overview::{StoredPiece, plain};
use crate::regulation::letter::{LetterWish, Refusal, compose};
use crate::regulation::{Case, Rules};
use crate::source::inspection::{Disclosed, WithheldPlace};
use crate::source::{Sign, Spot, Stride};

/// The letter, to be printed.
const LETTER: &str = "brief.html";
/// The page for a browser.
const PAGE: &str = "inzage.html";
/// The same data as text.
const TEXT: &str = "gegevens.txt";
/// What is in the bundle.
const INDEX: &str = "inhoud.txt";

/// A file of the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleFile {
    /// Its path within the bundle, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Every file of the bundle in order of path: the page, the data as text, the pieces, what is given along, and the index.
///
/// # Errors
/// When a template is wrong.
pub fn bundle(templates: &Templates, sheet: &InspectionSheet<'_>, along: Vec<BundleFile>) -> Result<Vec<BundleFile>, TemplateError> {
    let mut files = along;
    files.push(BundleFile { path: PAGE.to_owned(), bytes: inspection_page(templates, sheet)?.into_bytes() });
    files.push(BundleFile { path: TEXT.to_owned(), bytes: data_as_text(sheet).into_bytes() });
    files.extend(sheet.pieces.iter().map(|piece| BundleFile { path: piece.bundled_as.clone(), bytes: piece.bytes.clone() }));
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let index = index(&files, sheet);
    files.push(BundleFile { path: INDEX.to_owned(), bytes: index.into_bytes() });
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

/// Why there is no cover letter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoLetter {
    /// The letter would say what is not so, or has nowhere to go.
    #[error("{}; {}", .0.what, .0.help)]
    Refused(#[from] Refusal),
    /// It cannot be put into words.
    #[error(transparent)]
    Unwritten(#[from] LetterError),
}

/// The letter that goes with the bundle, made of what may be seen alone.
///
/// # Errors
/// When the request was not decided on, nobody can be reached, or a template is wrong.
pub fn cover_letter(templates: &LetterTemplates, disclosed: &Disclosed, rules: &Rules, today: NaiveDate) -> Result<BundleFile, NoLetter> {
    let wish = LetterWish {
        case: Case { dossier: &disclosed.dossier, rules, today },
        kind: LetterKind::Inspection,
        channel: None,
        email: None,
        address: None,
        body: None,
        reason: None,
        new_term: None,
        finding: None,
        attachments: Vec::new(),
    };
    let letter = compose(&wish)?.with_texts(|text| Ok::<_, LetterError>(legible_signs(text)))?;
    let written = templates.write(&letter, rules)?;
    Ok(BundleFile { path: LETTER.to_owned(), bytes: page(&letter, rules, templates, &written)? })
}

/// The files under one folder as a ZIP, in their order and all with the same day and rights.
#[must_use]
pub fn zipped(folder: &str, files: &[BundleFile], day: NaiveDate) -> Vec<u8> {
    // Noon, so that it is the same day in every time zone nearby.
    let parts = (u16::try_from(day.year()).ok(), u8::try_from(day.month()).ok(), u8::try_from(day.day()).ok());
    let at = match parts {
        (Some(year), Some(month), Some(day)) => DateTime::from_date_and_time(year, month, day, 12, 0, 0).unwrap_or_default(),
        _ => DateTime::default(),
    };
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(at).unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        let large = options.large_file(u32::try_from(file.bytes.len()).is_err());
        archive.start_file(format!("{folder}/{}", file.path), large).expect("paths are short and memory holds any archive");
        archive.write_all(&file.bytes).expect("memory takes every byte");
    }
    archive.finish().expect("memory holds any archive").into_inner()
}

/// The stored pieces as they go along: under their own names where any computer takes those, else under a number.
#[must_use]
pub fn bundled_pieces(pieces: &[StoredPiece]) -> Vec<BundledPiece> {
    let mut taken = BTreeSet::new();
    let mut bundled = Vec::new();
    for (piece, number) in pieces.iter().zip(1..) {
        let inside = piece.path.strip_prefix("bijlagen/").unwrap_or(&piece.path);
        let own = format!("bijlagen/{inside}");
        let name = if is_name_anywhere(inside) && !taken.contains(&own.to_lowercase()) { own } else { numbered(number, inside) };
        taken.insert(name.to_lowercase());
        bundled.push(BundledPiece {
            path: piece.path.clone(),
            bundled_as: name,
            kind: AttachmentKind::of(&piece.path, &piece.bytes),
            bytes: piece.bytes.clone(),
            sha256: sha256(&piece.bytes),
        });
    }
    bundled
}

/// Whether every computer takes the path as it is.
fn is_name_anywhere(path: &str) -> bool {
    let sound = |part: &str| {
        let letters = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
        let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
        let is_device =
            matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || (stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")));
        letters && !part.is_empty() && !part.starts_with('.') && !part.ends_with('.') && !is_device
    };
    path.len() <= 100 && path.split('/').all(sound)
}

/// A name of our own for a piece, with the ending it has.
fn numbered(number: usize, path: &str) -> String {
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
    let ending = ending.filter(|ending| (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    ending.map_or_else(|| format!("bijlagen/stuk-{number:03}"), |ending| format!("bijlagen/stuk-{number:03}.{}", ending.to_ascii_lowercase()))
}

/// The hash of these bytes, in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Every file with its size and hash; the index itself apart.
fn index(files: &[BundleFile], sheet: &InspectionSheet<'_>) -> String {
    let mut text = format!("Inzage in klachtdossier {}, stand op {}\n", sheet.disclosed.dossier.id, sheet.today);
    text.push_str("Elk bestand met zijn omvang in bytes en zijn SHA-256, waarmee te zien is dat het niet is veranderd.\n\n");
    for file in files {
        let _ = writeln!(text, "{}  {:>10}  {}", sha256(&file.bytes), file.bytes.len(), file.path);
    }
    text
}

/// Everything the page tells of the dossier, as text.
fn data_as_text(sheet: &InspectionSheet<'_>) -> String {
    let disclosed = sheet.disclosed;
    let mut text = format!("Inzage in klachtdossier {}\nStand op {}\n", disclosed.dossier.id, sheet.today);
    heading(&mut text, "Wat is weggelaten");
    if disclosed.withheld.is_empty() {
        text.push_str("Er is niets weggelaten.\n");
    }
    for withheld in &disclosed.withheld {
        let _ = writeln!(text, "- {}: {}", withheld_in_words(&withheld.place), withheld.reason);
    }
    heading(&mut text, "Gegevens");
    for (spot, value) in disclosed.values.iter().filter(|(spot, _)| spot.top() != Field::Schema.key()) {
        let _ = writeln!(text, "{}: {}", spot_in_words(spot), value.trim_end().replace('\n', "\n    "));
    }
    if let Some(statuses) = sheet.statuses {
        heading(&mut text, "Wanneer de status veranderde");
        statuses.iter().for_each(|change| text.push_str(&status_line(change)));
    }
    heading(&mut text, "Tekst");
    text.push_str(disclosed.text.trim());
    text.push('\n');
    heading(&mut text, "Bijlagen");
    for piece in sheet.pieces {
        let _ = writeln!(text, "{} ({}, {} bytes)", piece.bundled_as, piece.kind, piece.bytes.len());
    }
    legible_signs(&text)
}

fn heading(text: &mut String, title: &str) {
    let _ = write!(text, "\n{title}\n{}\n\n", "-".repeat(title.chars().count()));
}

fn status_line(change: &StatusChange) -> String {
    let to = change.to.map_or_else(|| "–".to_owned(), plain);
    match change.from {
        None => format!("{}  aangelegd met status {to}\n", change.day),
        Some(from) => format!("{}  van {} naar {to}\n", change.day, plain(from)),
    }
}

/// The text with square brackets for the signs around what was left out.
fn legible_signs(text: &str) -> String {
    let shown = text.chars().filter_map(|letter| match Sign::of(letter) {
        Some(Sign::WithheldBegins) => Some('['),
        Some(Sign::WithheldEnds) => Some(']'),
        Some(Sign::PassageBegins | Sign::PassageEnds) => None,
        None => Some(letter),
    });
    shown.collect()
}

/// Where something left out stood, for someone who does not know the file.
#[must_use]
pub fn withheld_in_words(place: &WithheldPlace) -> String {
    match place {
        WithheldPlace::Field(spot) => spot_in_words(spot),
        WithheldPlace::Passage(spot) => format!("een gedeelte van {}", spot_in_words(spot)),
        WithheldPlace::Text(_) => "een gedeelte van de tekst".to_owned(),
        WithheldPlace::Piece(_) => "een bijlage".to_owned(),
    }
}

/// A part of the front matter for someone who counts from one: "correspondentie nr. 3, onderwerp".
#[must_use]
pub fn spot_in_words(spot: &Spot) -> String {
    let mut words = String::new();
    for stride in spot.strides() {
        match stride {
            Stride::Key(key) if key.starts_with("x_") => push_part(&mut words, "eigen veld"),
            Stride::Key(key) => push_part(&mut words, &plain(key)),
            Stride::Entry(index) => {
                let _ = write!(words, " nr. {}", index + 1);
            }
        }
    }
    words
}

fn push_part(words: &mut String, part: &str) {
    if !words.is_empty() {
        words.push_str(", ");
    }
    words.push_str(part);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zip_is_the_same_to_the_byte() {
        let files =
            [BundleFile { path: "a.txt".to_owned(), bytes: b"een".repeat(100) }, BundleFile { path: "b/c.txt".to_owned(), bytes: Vec::new() }];
        let day = "2027-02-20".parse().unwrap();
        assert_eq!(zipped("K-2026-0007", &files, day), zipped("K-2026-0007", &files, day));
    }

    #[test]
    fn place_is_told_to_someone_who_counts_from_one() {
        let spot: Spot = "correspondentie[2].nieuwe_termijn".parse().unwrap();
        assert_eq!(spot_in_words(&spot), "correspondentie nr. 3, nieuwe termijn");
        assert_eq!(spot_in_words(&"x_jansen".parse().unwrap()), "eigen veld");
    }
}

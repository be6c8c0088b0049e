//! `klacht bericht`: a message in or out that was handled outside the program (art. 3 and 4).

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::amendment::{Amendment, Piece, Workplace};
use super::forms::{Addition, Entries, Filled, Form, FormArguments, FormOf, Kind, Line, Need, Noun, Value};
use super::questions::Questions;
use super::{Desk, Exit, Failure};
use crate::diagnostic::Field;
use crate::domain::{Channel, Direction, MessageKind, PieceName, Vocabulary};
use crate::shell::files;

/// The largest file that is stored with a message.
const LARGEST: u64 = 25 << 20;

/// The messages of a dossier.
#[derive(Debug)]
pub struct Messages;

impl FormOf for Messages {
    const FORM: &'static Form = &Form {
        at: &[Field::Messages],
        noun: Noun { one: "bericht", this: "dit bericht", new: "een nieuw bericht" },
        entries: Entries::Many { which: Some("welke"), completed_by: Field::Date },
        lines: &[
            Line::of("SOORT", &[Field::Kind], Kind::Word(MessageKind::WORDS))
                .asked(Need::IN_NEW, "Wat voor bericht")
                .help("Wat voor bericht")
                .heads(),
            Line::day("datum", &[Field::Date])
                .asked(|filled| if filled.has(Field::Kind) { Need::Today } else { Need::Unasked }, "Op welke dag is het verzonden of ontvangen")
                .help("De dag van verzenden of ontvangen; anders vandaag"),
            Line::of("kanaal", &[Field::Channel], Kind::Word(Channel::WORDS)).asked(Need::IN_NEW, "Hoe ging het").help("Hoe het ging"),
            Line::text("onderwerp", &[Field::SubjectLine])
                .asked(Need::WELCOME_IN_NEW, "Waarover ging het, in een paar woorden (Enter: niets)")
                .help("De onderwerpregel"),
            Line::of("bijlage", &[Field::Attachment], Kind::File)
                .asked(Need::WELCOME_IN_NEW, "Welk bestand hoort erbij (Enter: geen)")
                .help("Het bericht zelf als bestand; het wordt bij het dossier bewaard onder een naam zonder personen"),
            Line::text("met", &[Field::With]).help("Met wie, als dat niet de klachtindiener is"),
            Line::of("richting", &[Field::Direction], Kind::Word(Direction::WORDS))
                .asked(direction, "Kwam het binnen of ging het uit")
                .help("Alleen bij overig: of het binnenkwam of uitging"),
            Line::text("verzendbewijs", &[Field::ProofOfSending])
                .asked(proof, "Waaruit blijkt dat de brief verzonden is (Enter: weet ik niet)")
                .help("Het bewijs dat een brief verstuurd is"),
            Line::text("reden", &[Field::Reason])
                .asked(of_an_extension, "Waarom wordt het later")
                .help("Bij een uitstelbericht: waarom het later wordt"),
            Line::day("nieuwe-termijn", &[Field::NewTerm])
                .asked(of_an_extension, "Uiterlijk op welke dag komt de reactie dan")
                .help("Bij een uitstelbericht: de laatste dag van de nieuwe termijn"),
        ],
    };
}

fn kind(filled: &Filled) -> Option<MessageKind> {
    filled.text(Field::Kind).and_then(|word| MessageKind::from_word(&word).ok())
}

/// Only a message of another kind says its direction itself.
fn direction(filled: &Filled) -> Need {
    if filled.is_new() && kind(filled) == Some(MessageKind::Other) { Need::Needed } else { Need::Unasked }
}

/// A letter that went out has a proof of sending.
fn proof(filled: &Filled) -> Need {
    let outgoing = kind(filled).and_then(MessageKind::direction) == Some(Direction::Outgoing);
    if filled.is_new() && outgoing && filled.is(Field::Channel, Channel::Post) { Need::Welcome } else { Need::Unasked }
}

/// An extension notice says why, and until when.
fn of_an_extension(filled: &Filled) -> Need {
    if filled.is_new() && kind(filled) == Some(MessageKind::ExtensionNotice) { Need::Needed } else { Need::Unasked }
}

/// Adds a message with what came along, and tells what follows.
///
/// # Errors
/// When a fact is missing, the file cannot be read, or it cannot be written or recorded.
pub fn run(arguments: &FormArguments<Messages>, desk: &Desk) -> Result<Exit, Failure> {
    let workplace = Workplace::of(desk)?;
    let amendment = workplace.amend(arguments.number)?;
    let mut filled = amendment.filled(&arguments.given)?;
    refuse_other_direction(&filled)?;
    let pieces = attached(&mut filled, &amendment)?;
    if let Some(addition) = amendment.addition(&filled)? {
        Addition { pieces, ..addition }.record_and_tell(&amendment)?;
    }
    Ok(Exit::Done)
}

/// Refuses a direction that the kind contradicts: a confirmation never comes in.
fn refuse_other_direction(filled: &Filled) -> Result<(), Failure> {
    let Some((kind, own)) = kind(filled).and_then(|kind| Some((kind, kind.direction()?))) else { return Ok(()) };
    if filled.text(Field::Direction).is_none_or(|stated| stated == own.word()) {
        return Ok(());
    }
    let what = format!("een bericht van soort {kind} is altijd {own}");
    Err(Failure::new(Exit::WrongUse, what).help("laat --richting weg, of kies de soort overig"))
}

/// Names the stored piece in the form, and returns it when it is still to be stored.
fn attached(filled: &mut Filled, amendment: &Amendment<'_>) -> Result<Vec<Piece>, Failure> {
    let Some(Value::File(named)) = filled.values(Field::Attachment).first().cloned() else { return Ok(Vec::new()) };
    let desk = amendment.workplace().desk;
    let found = match Found::at(named, amendment) {
        Err(failure) if desk.terminal.interactive => {
            desk.print(&format!("  Dat kan niet: {}\n", why(&failure)))?;
            let again = |answer: &str| Found::at(answer.into(), amendment).map_err(|failure| why(&failure));
            Questions::at(desk).ask(None, "Welk bestand hoort erbij (Enter: geen)", again)?
        }
        found => Some(found?),
    };
    match found {
        None => filled.set(Field::Attachment, Vec::new()),
        Some(Found::Stored(inside)) => filled.set(Field::Attachment, vec![Value::Text(inside)]),
        Some(Found::OnDisk(named, bytes)) => {
            let piece = Piece { path: neutral_path(filled, &named, amendment)?, bytes };
            filled.set(Field::Attachment, vec![Value::Text(piece.path.clone())]);
            return Ok(vec![piece]);
        }
    }
    Ok(Vec::new())
}

/// Why a file is not taken, as the other questions say it.
fn why(failure: &Failure) -> String {
    failure.told().trim_start_matches("fout: ").trim_end().to_owned()
}

/// A file that goes with a message.
enum Found {
    /// A piece that is stored with the dossier, by its path.
    Stored(String),
    /// A file elsewhere, with its bytes.
    OnDisk(PathBuf, Vec<u8>),
}

impl Found {
    /// The file as it was named.
    fn at(named: PathBuf, amendment: &Amendment<'_>) -> Result<Self, Failure> {
        if let Some(inside) = amendment.stored_path(&named)? {
            return Ok(Self::Stored(inside));
        }
        let on_disk = amendment.workplace().desk.path(&named);
        let bytes = files::read_named(&on_disk, LARGEST).map_err(|error| Failure::from_io(&on_disk, &error))?;
        Ok(Self::OnDisk(named, bytes))
    }
}

/// The path of the new piece: the day and kind of the message, and the type the file came with.
fn neutral_path(filled: &Filled, named: &Path, amendment: &Amendment<'_>) -> Result<String, Failure> {
    let day = filled.text(Field::Date).and_then(|day| day.parse::<NaiveDate>().ok());
    let what = filled.text(Field::Kind).unwrap_or_else(|| MessageKind::Other.to_string());
    let extension = named.extension().and_then(|extension| extension.to_str());
    let name = PieceName { day: day.unwrap_or(amendment.workplace().desk.today), what: &what, extension };
    Ok(name.path(&amendment.stored()?))
}

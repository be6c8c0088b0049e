//! A letter put into words, and the file it becomes.

use std::path::Path;

use chrono::NaiveDate;

use super::LetterArguments;
use super::draft::Draft;
use crate::cli::amendment::{Amendment, Piece, Workplace};
use crate::cli::questions::Questions;
use crate::cli::{Desk, Exit, Failure};
use crate::diagnostic::{Code, Field, FieldPath, Place};
use crate::domain::{Channel, Direction, Dossier, LetterKind, Message, Narrative};
use crate::regulation::letter::{Letter, LetterWish, Refusal, RefusalKind, compose, piece_name, sent_dossier};
use crate::regulation::{Case, remarks, terms};
use crate::render::letter::{self, Enclosure, LetterError, MailError, Threading, WrittenLetter};
use crate::shell::files;
use crate::shell::office::{FoundDossier, dossier_path};
use crate::shell::site::letter_templates;
use crate::source::edit::{Edit, NewEntry};
use crate::source::{mail_thread, read_dossier};

/// The longest text of an officer's own.
const LONGEST_TEXT: u64 = 1 << 20;
/// What all pieces of a mail may weigh together; most mail programs take no more.
const HEAVIEST: usize = 20 << 20;

/// A letter with its file.
pub struct Made {
    letter: Letter,
    written: WrittenLetter,
    /// The draft as a file.
    pub piece: Piece,
}

impl Made {
    /// The letter that was asked for, of this day or today.
    ///
    /// # Errors
    /// When it would lack what it must say, a fact is missing, or a piece or text cannot be read.
    pub fn of(arguments: &LetterArguments, sent: Option<NaiveDate>, amendment: &Amendment<'_>) -> Result<Self, Failure> {
        let workplace = amendment.workplace();
        let templates = letter_templates(&workplace.office)?;
        let today = sent.unwrap_or(workplace.desk.today);
        let enclosures = enclosures(&pieces(arguments, &amendment.dossier), amendment)?;
        let wish = LetterWish {
            case: Case { dossier: &amendment.dossier, rules: &workplace.rules, today },
            kind: arguments.kind,
            channel: arguments.said.channel,
            email: arguments.said.email.clone(),
            address: arguments.said.address.clone(),
            body: body(arguments, amendment)?,
            reason: arguments.said.reason.clone(),
            new_term: arguments.said.new_term,
            finding: arguments.said.finding,
            attachments: enclosures.iter().map(|enclosure| enclosure.name.clone()).collect(),
        };
        let letter = compose(&wish)?;
        let written = templates.write(&letter, &workplace.rules)?;
        let (bytes, ending) = match letter.channel {
            Channel::Email => {
                let threading = if letter.to.is_complainant { threading(amendment)? } else { Threading::default() };
                (letter::mail(&letter, &workplace.rules, &templates, &written, (&threading, &enclosures))?, "eml")
            }
            _ => (letter::page(&letter, &workplace.rules, &templates, &written)?, "html"),
        };
        let path = free_path(&letter, ending, amendment)?;
        Ok(Self { letter, written, piece: Piece { path, bytes } })
    }

    /// Its entry in the correspondence; a draft without a day of sending.
    fn message(&self, sent: Option<NaiveDate>, proof: Option<&String>) -> Message {
        Message {
            date: sent,
            subject_line: Some(self.written.subject.clone()),
            attachment: Some(self.piece.path.clone()),
            proof_of_sending: proof.cloned(),
            ..self.letter.message()
        }
    }

    /// The edit that adds its entry.
    pub fn entry(&self, sent: Option<NaiveDate>, proof: Option<&String>) -> Edit {
        Edit::Append { list: Field::Messages.into(), entry: NewEntry::of_message(&self.message(sent, proof)) }
    }

    /// The edits that put it in the place of a draft.
    pub fn entry_instead(&self, draft: &Draft) -> Vec<Edit> {
        let NewEntry::Fields(fields) = NewEntry::of_message(&self.message(None, None)) else { return Vec::new() };
        let set = |(field, value)| Edit::Set { path: draft.path.clone().field(field), value };
        fields.into_iter().map(set).collect()
    }

    /// What the checker would say of this letter once it is sent on its day.
    pub fn remarks(&self, amendment: &Amendment<'_>) -> String {
        let rules = &amendment.workplace().rules;
        let sent = sent_dossier(&amendment.dossier, &self.letter);
        let case = Case { dossier: &sent, rules, today: self.letter.dated_on };
        let own = FieldPath::from(Field::Messages).entry(sent.messages.len() - 1);
        let found = remarks(&case, &terms(&sent, rules, self.letter.dated_on));
        let of_letter = found.iter().filter(|remark| matches!(&remark.place, Place::Field(path) if path.is_within(&own)));
        // The proof of sending is given when it was sent.
        let said = of_letter.filter(|remark| remark.code != Code::PostWithoutProof);
        said.map(|remark| format!("Zodra het verstuurd is, geldt: {}; {} [{}]\n", remark.message, remark.help, remark.code)).collect()
    }
}

/// The pieces that go along: those that were named, and with a request for advice those of the dossier once secrecy is agreed.
fn pieces(arguments: &LetterArguments, dossier: &Dossier) -> Vec<String> {
    let mut pieces = arguments.said.attachments.clone();
    if arguments.kind == LetterKind::AdviceRequest {
        let open = dossier.advice.iter().rev().find(|advice| advice.received_on.is_none()).filter(|advice| advice.secrecy_on.is_some());
        let shared = open.into_iter().flat_map(|advice| &advice.pieces);
        pieces.extend(shared.filter(|piece| !arguments.said.attachments.contains(piece)).cloned());
    }
    pieces
}

fn enclosures(pieces: &[String], amendment: &Amendment<'_>) -> Result<Vec<Enclosure>, Failure> {
    let workplace = amendment.workplace();
    let id = amendment.dossier.id;
    let stored = workplace.office.attachments(&FoundDossier { path: dossier_path(id), id })?;
    let mut enclosures: Vec<Enclosure> = Vec::new();
    for piece in pieces {
        if !stored.contains(piece) {
            let what = format!("«{piece}» ligt niet bij {id}");
            return Err(
                Failure::new(Exit::WrongUse, what).help("zet het stuk in de map «bijlagen» van het dossier en noem het zo: bijlagen/rapport.pdf")
            );
        }
        let folder = dossier_path(id);
        let path = format!("{}/{piece}", folder.trim_end_matches("/dossier.md"));
        enclosures.push(Enclosure { name: piece_name(piece).to_owned(), bytes: workplace.office.read_whole(&path)? });
    }
    if enclosures.iter().map(|enclosure| enclosure.bytes.len()).sum::<usize>() > HEAVIEST {
        let what = format!("de bijlagen zijn samen groter dan {} MB", HEAVIEST >> 20);
        return Err(Failure::new(Exit::WrongUse, what).help("deel ze over meer berichten, of geef ze op een andere manier"));
    }
    Ok(enclosures)
}

/// The officer's own text: what was given, else for the answer what was found.
fn body(arguments: &LetterArguments, amendment: &Amendment<'_>) -> Result<Option<String>, Failure> {
    let desk = amendment.workplace().desk;
    let text = match &arguments.said.text {
        Some(path) => Some(given_text(path, desk)?),
        None if arguments.kind == LetterKind::Answer => read_dossier(amendment.bytes()).written_under(Narrative::FINDINGS),
        None => None,
    };
    Ok(text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
}

fn given_text(path: &Path, desk: &Desk) -> Result<String, Failure> {
    if path == Path::new("-") {
        return Questions::at(desk).whole_input();
    }
    let on_disk = desk.path(path);
    let bytes = files::read_at_most(&on_disk, LONGEST_TEXT).map_err(|error| Failure::from_io(path, &error))?;
    let no_text =
        || Failure::new(Exit::WrongUse, format!("«{}» is geen gewone tekst", path.display())).help("bewaar uw tekst als gewone tekst (UTF-8)");
    let text = String::from_utf8(bytes).map_err(|_| no_text())?;
    if text.contains('\0') { Err(no_text()) } else { Ok(text.trim_start_matches('\u{feff}').replace("\r\n", "\n")) }
}

/// The mail that a letter to the complainant answers: the last one that came in, as far as it is stored.
fn threading(amendment: &Amendment<'_>) -> Result<Threading, Failure> {
    let workplace = amendment.workplace();
    let id = amendment.dossier.id;
    let stored = workplace.office.attachments(&FoundDossier { path: dossier_path(id), id })?;
    let messages = &amendment.dossier.messages;
    let incoming = messages.iter().filter(|message| message.direction() == Some(Direction::Incoming) && message.is_with_complainant());
    let mut candidates: Vec<_> = incoming.filter_map(|message| message.attachment.clone()).collect();
    candidates.reverse();
    // A mail that lies there without an entry of its own; not one that went out.
    let ours = |path: &String| messages.iter().any(|message| message.attachment.as_ref() == Some(path)) || LetterKind::of_path(path).is_some();
    candidates.extend(stored.iter().filter(|path| !ours(path)).cloned());
    let is_mail = |path: &String| path.to_ascii_lowercase().ends_with(".eml") && stored.contains(path);
    for path in candidates.into_iter().filter(is_mail) {
        let folder = dossier_path(id);
        let bytes = workplace.office.read_whole(&format!("{}/{path}", folder.trim_end_matches("/dossier.md")))?;
        if let Some(thread) = mail_thread(&bytes) {
            let references = thread.references.into_iter().chain([thread.id.clone()]).collect();
            return Ok(Threading { in_reply_to: Some(thread.id), references });
        }
    }
    Ok(Threading::default())
}

/// The first free name of this kind of letter on its day.
fn free_path(letter: &Letter, ending: &str, amendment: &Amendment<'_>) -> Result<String, Failure> {
    let id = amendment.dossier.id;
    let Workplace { office, .. } = amendment.workplace();
    let stored = office.attachments(&FoundDossier { path: dossier_path(id), id })?;
    let base = format!("bijlagen/{}-{}", letter.dated_on, letter.kind.file_word());
    let numbered = (2..).map(|serial| format!("{base}-{serial}"));
    let mut names = std::iter::once(base.clone()).chain(numbered);
    let taken = |name: &String| ["eml", "html"].iter().any(|ending| stored.contains(&format!("{name}.{ending}")));
    let free = names.find(|name| !taken(name)).expect("some number is free");
    Ok(format!("{free}.{ending}"))
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let exit = match refusal.kind {
            RefusalKind::NotGiven => Exit::WrongUse,
            RefusalKind::Forbidden => Exit::Refused,
        };
        Self::new(exit, refusal.what).help(refusal.help)
    }
}

impl From<LetterError> for Failure {
    fn from(error: LetterError) -> Self {
        let what = error.to_string();
        match error {
            LetterError::Template(_) => {
                Self::new(Exit::Unusable, what).help("herstel het sjabloon, of haal het weg: dan geldt het eigen sjabloon van klacht")
            }
            LetterError::Lacks { .. } => {
                let help =
                    "vul het sjabloon aan, of haal het weg: dan geldt het eigen sjabloon van klacht; docs/brieven.md zegt wat in elke brief hoort";
                Self::new(Exit::Refused, what).help(help)
            }
            LetterError::OddMark(_) => {
                Self::new(Exit::Refused, what).help("schrijf {{derde: …}} rond wat over een ander gaat, of haal het merkteken weg")
            }
        }
    }
}

impl From<MailError> for Failure {
    fn from(error: MailError) -> Self {
        match error {
            MailError::Letter(error) => error.into(),
            MailError::Recipient(error) => Self::new(Exit::Refused, error.to_string()).help("verbeter het adres, of geef --kanaal post"),
        }
    }
}

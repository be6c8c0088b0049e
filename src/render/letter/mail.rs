//! A letter as a draft that a mail program opens unsent.

use chrono::NaiveTime;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::message_id::MessageId;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::{BodyPart, MimePart};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::recipient::{InvalidRecipient, mailbox, one_line};
use super::seal::{UNSEALED, sealed};
use super::templates::{LetterError, LetterTemplates, WrittenLetter};
use crate::regulation::Rules;
use crate::regulation::letter::{Letter, LetterElement};
use crate::render::html::LETTERS;
use crate::source::hexadecimal;

/// A stored piece that goes along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosure {
    /// Its name, without folders.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The mail a letter answers, by its identifiers without the signs around them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Threading {
    /// The mail it answers.
    pub in_reply_to: Option<String>,
    /// That mail and those before it, the oldest first.
    pub references: Vec<String>,
}

/// Why no draft could be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// The page around the letter is wrong, or lacks it.
    #[error(transparent)]
    Letter(#[from] LetterError),
    /// An address cannot stand in a header.
    #[error(transparent)]
    Recipient(#[from] InvalidRecipient),
}

#[derive(Serialize)]
struct MailView<'a> {
    onderwerp: &'a str,
    brief: minijinja::Value,
}

/// The draft: opens unsent, answers the complaint's mail where there is one, and is the same bytes for the same letter.
///
/// # Errors
/// When a template is wrong, or an address cannot stand in a header.
pub fn mail(
    letter: &Letter,
    rules: &Rules,
    templates: &LetterTemplates,
    written: &WrittenLetter,
    along: (&Threading, &[Enclosure]),
) -> Result<Vec<u8>, MailError> {
    let (threading, enclosures) = along;
    let from = mailbox(&rules.addresses.complaint_email)?;
    let to = mailbox(letter.to.email.as_deref().unwrap_or_default())?;
    let html = html_part(templates, written)?;
    let domain = from.rsplit('@').next().unwrap_or(&from).to_owned();
    let id = format!("{}.{}.{UNSEALED}@{domain}", letter.id, letter.kind.file_word());
    let subject = one_line(&format!("{} ({})", written.subject, letter.id));
    let noon = letter.dated_on.and_time(NaiveTime::from_hms_opt(12, 0, 0).expect("noon exists")).and_utc().timestamp();
    let mut draft = MessageBuilder::new()
        .from(Address::new_address(Some(one_line(&rules.procedure.organisation)), from))
        .to(Address::new_address(letter.to.name.as_deref().map(one_line).filter(|name| !name.is_empty()), to))
        .subject(subject)
        .date(Date::new(noon))
        .header("Message-ID", Raw::new(format!("<{id}>")))
        .header("X-Unsent", Raw::new("1"));
    if let Some(in_reply_to) = threading.in_reply_to.as_deref().filter(|id| is_message_id(id)) {
        let references = threading.references.iter().filter(|id| is_message_id(id)).cloned();
        draft = draft.in_reply_to(in_reply_to.to_owned()).references(MessageId::new_list(references));
    }
    let bytes = draft.body(body(&written.text, html, enclosures)).write_to_vec().expect("memory takes every byte");
    Ok(sealed(bytes))
}

/// The HTML of the mail: a page around the letter.
fn html_part(templates: &LetterTemplates, written: &WrittenLetter) -> Result<String, LetterError> {
    let file = format!("{LETTERS}e-mail.html");
    let view = MailView { onderwerp: &written.subject, brief: minijinja::Value::from_safe_string(written.html.clone()) };
    let html = templates.fill(&file, &view)?;
    if html.contains(&written.html) { Ok(html) } else { Err(LetterError::Lacks { file, elements: vec![LetterElement::Text] }) }
}

/// Text and HTML as alternatives, and behind them what goes along.
fn body<'x>(text: &str, html: String, enclosures: &[Enclosure]) -> MimePart<'x> {
    let seed = Sha256::new().chain_update(text).chain_update(&html);
    let seed = enclosures.iter().fold(seed, |seed, enclosure| seed.chain_update(&enclosure.bytes));
    let seed = hexadecimal(&seed.finalize()[..12]);
    // No line of quoted-printable or base64 holds «=_».
    let multipart = |kind: &str, letter: char| ContentType::new(format!("multipart/{kind}")).attribute("boundary", format!("=_{letter}{seed}"));
    let text = MimePart::new("text/plain", BodyPart::Text(text.to_owned().into()));
    let html = MimePart::new("text/html", BodyPart::Text(html.into()));
    let words = MimePart::new(multipart("alternative", 'a'), vec![text, html]);
    if enclosures.is_empty() {
        return words;
    }
    let along = enclosures.iter().map(|enclosure| {
        MimePart::new(content_type(&enclosure.name), BodyPart::Binary(enclosure.bytes.clone().into())).attachment(one_line(&enclosure.name))
    });
    MimePart::new(multipart("mixed", 'm'), std::iter::once(words).chain(along).collect::<Vec<_>>())
}

/// The type of a piece by its name. A mail that goes along is only bytes: as a mail it would not arrive byte for byte.
fn content_type(name: &str) -> &'static str {
    let extension = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match extension.as_str() {
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "odt" => "application/vnd.oasis.opendocument.text",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

/// Whether an identifier from someone else's mail may stand in a header of ours.
fn is_message_id(id: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_graphic() && !"<>()\"\\,;".contains(letter);
    id.contains('@') && id.len() <= 250 && id.chars().all(plain)
}

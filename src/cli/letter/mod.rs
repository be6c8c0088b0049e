//! `klacht brief`: a letter is made as a draft, and that it was sent is recorded.

mod draft;
mod made;
mod sending;

use std::path::PathBuf;

use chrono::NaiveDate;

use super::amendment::{Amendment, Change, Workplace};
use super::arguments::day;
use super::forms::Addition;
use super::{Desk, Exit, Failure};
use crate::diagnostic::{Field, FieldPath};
use crate::domain::{Channel, DossierId, Finding, LetterKind};
use crate::source::edit::Edit;
use draft::Draft;
use made::Made;

/// What `brief` takes.
#[derive(Debug, clap::Args)]
pub struct LetterArguments {
    /// What kind.
    #[arg(
        value_name = "SOORT",
        help = "bevestiging, verzoek_om_aanvulling, uitnodiging, tussenbericht, uitstelbericht, reactie, bevestiging_intrekking, bevestiging_oplossing, reglement, bevestiging_bezwaar, uitspraak, inzage of advies"
    )]
    kind: LetterKind,
    /// Which dossier.
    #[arg(value_name = "NUMMER", help = "Het dossier")]
    number: DossierId,
    #[command(flatten)]
    said: Said,
    /// The day it was sent; today when no day is given.
    #[arg(long = "verzonden", value_name = "DAG", value_parser = day, num_args = 0..=1, help = "Leg vast dat de brief is verzonden, op deze dag of vandaag; is er nog geen concept, dan wordt hij meteen gemaakt")]
    sent: Option<Option<NaiveDate>>,
    /// How one sees that it was sent.
    #[arg(
        long = "verzendbewijs",
        value_name = "TEKST",
        requires = "sent",
        help = "Waaruit blijkt dat een brief per post is verzonden, zoals het nummer van de aangetekende brief"
    )]
    proof: Option<String>,
    /// Whether a draft gives way.
    #[arg(long = "opnieuw", conflicts_with = "sent", help = "Maak een concept dat er al is opnieuw; het oude blijft in de geschiedenis")]
    again: bool,
}

/// What the letter says besides what the dossier tells.
#[derive(Debug, clap::Args)]
struct Said {
    #[arg(long = "tekst", value_name = "BESTAND", help = "Uw eigen tekst in de brief, in gewone tekst of Markdown; - leest wat er binnenkomt")]
    text: Option<PathBuf>,
    #[arg(long = "bijlage", value_name = "STUK", help = "Een bewaard stuk dat meegaat, zoals bijlagen/rapport.pdf; mag vaker")]
    attachments: Vec<String>,
    #[arg(long = "reden", value_name = "TEKST", help = "Bij een uitstelbericht: waardoor het langer duurt")]
    reason: Option<String>,
    #[arg(long = "nieuwe-termijn", value_name = "DAG", value_parser = day, help = "Bij een uitstelbericht: de dag waarop de reactie er uiterlijk is")]
    new_term: Option<NaiveDate>,
    #[arg(
        long = "oordeel",
        value_name = "WOORD",
        help = "Bij een reactie: gegrond, deels_gegrond, ongegrond of geen_oordeel; anders dat uit het dossier"
    )]
    finding: Option<Finding>,
    #[arg(long = "kanaal", value_name = "KANAAL", help = "e-mail of post; anders zoals de klachtindiener vroeg")]
    channel: Option<Channel>,
    #[arg(long = "aan", value_name = "E-MAILADRES", help = "Waarheen, als de brief niet naar de klachtindiener gaat")]
    email: Option<String>,
    #[arg(long = "adres", value_name = "POSTADRES", help = "Waarheen per post, als de brief niet naar de klachtindiener gaat")]
    address: Option<String>,
}

/// Makes the letter, or records that it was sent.
///
/// # Errors
/// When the letter would lack what it must say, a fact is missing, a draft is in the way, or it cannot be written or recorded.
pub fn run(arguments: &LetterArguments, desk: &Desk) -> Result<Exit, Failure> {
    let sent = arguments.sent.map(|day| day.unwrap_or(desk.today));
    not_in_the_future(sent, desk.today)?;
    let workplace = Workplace::of(desk)?;
    let amendment = workplace.amend(arguments.number)?;
    match (Draft::standing(&amendment, arguments.kind)?, sent) {
        (Some(draft), Some(day)) => record_sent(&draft, day, arguments, &amendment)?,
        (Some(draft), None) if arguments.again => make_again(&draft, arguments, &amendment)?,
        (Some(draft), None) => return Err(draft.in_the_way(arguments.number)),
        (None, Some(day)) if draft::was_sent(&amendment.dossier, arguments.kind, day) => return Err(sent_already(arguments, day)),
        (None, sent) => make(sent, arguments, &amendment)?,
    }
    Ok(Exit::Done)
}

/// Making a letter is never sending it: a day to come says only what someone intends.
fn not_in_the_future(sent: Option<NaiveDate>, today: NaiveDate) -> Result<(), Failure> {
    match sent {
        Some(day) if day > today => {
            let what = format!("{day} moet nog komen; leg een brief als verzonden vast zodra hij de deur uit is");
            Err(Failure::new(Exit::WrongUse, what).help("laat --verzonden weg om alvast een concept te maken"))
        }
        _ => Ok(()),
    }
}

/// A letter of this kind was sent that day: typed twice, or really another one.
fn sent_already(arguments: &LetterArguments, day: NaiveDate) -> Failure {
    let (kind, number) = (arguments.kind, arguments.number);
    let what = format!("in {number} staat al dat deze brief op {day} is verzonden; er is niets gewijzigd");
    Failure::new(Exit::Refused, what).help(format!("ging er die dag echt nog een uit, maak dan eerst het concept: klacht brief {kind} {number}"))
}

/// A letter where there is no draft of it; with a day of sending it is recorded as sent at once.
fn make(sent: Option<NaiveDate>, arguments: &LetterArguments, amendment: &Amendment<'_>) -> Result<(), Failure> {
    let made = Made::of(arguments, sent, amendment)?;
    let desk = amendment.workplace().desk;
    let entry = FieldPath::from(Field::Messages).entry(amendment.dossier.messages.len());
    let mut edits = vec![made.entry(sent, arguments.proof.as_ref())];
    edits.extend(sent.map(|day| sending::edits(&amendment.dossier, arguments.kind, day)).unwrap_or_default());
    let addition = Addition { this: "deze brief", places: vec![entry], edits, pieces: vec![made.piece.clone()], beforehand: &[] };
    match sent {
        Some(_) => {
            addition.record_and_tell(amendment)?;
            desk.print(&sending::next_step(&amendment.dossier, arguments.kind).unwrap_or_default())?;
        }
        None => {
            addition.record(amendment)?;
            desk.print(&made.remarks(amendment))?;
            desk.print(&what_now(&made.piece.path, arguments))?;
        }
    }
    Ok(())
}

/// A draft in the place of one that was made before. One the officer changed stays where it is.
fn make_again(draft: &Draft, arguments: &LetterArguments, amendment: &Amendment<'_>) -> Result<(), Failure> {
    let made = Made::of(arguments, None, amendment)?;
    let desk = amendment.workplace().desk;
    let replaced: Vec<_> = draft.untouched_piece().into_iter().collect();
    let change = Change { edits: &made.entry_instead(draft), pieces: std::slice::from_ref(&made.piece), refusal: "kan deze brief zo niet krijgen" };
    amendment.record_in_place_of(&change, &replaced)?;
    if let Some(kept) = draft.changed_piece() {
        desk.print(&format!("Het concept dat u zelf hebt gewijzigd, blijft staan: {kept}\n"))?;
    }
    desk.print(&made.remarks(amendment))?;
    desk.print(&what_now(&made.piece.path, arguments))
}

/// Records that the draft was sent: only that changes.
fn record_sent(draft: &Draft, day: NaiveDate, arguments: &LetterArguments, amendment: &Amendment<'_>) -> Result<(), Failure> {
    if arguments.said.says_anything() {
        let what = format!("er is al een concept{}, en dat verandert niet door te zeggen dat het is verzonden", draft.named());
        let help = "laat weg wat in de brief moet komen, of maak het concept eerst opnieuw met --opnieuw";
        return Err(Failure::new(Exit::WrongUse, what).help(help));
    }
    let set = |field, value: String| Edit::Set { path: draft.path.clone().field(field), value };
    let mut edits = vec![set(Field::Date, day.to_string())];
    edits.extend(arguments.said.channel.map(|channel| set(Field::Channel, channel.to_string())));
    edits.extend(arguments.proof.clone().map(|proof| set(Field::ProofOfSending, proof)));
    edits.extend(sending::edits(&amendment.dossier, arguments.kind, day));
    let addition = Addition { this: "deze brief", places: vec![draft.path.clone()], edits, pieces: Vec::new(), beforehand: &[] };
    addition.record_and_tell(amendment)?;
    amendment.workplace().desk.print(&sending::next_step(&amendment.dossier, arguments.kind).unwrap_or_default())
}

/// What the officer does with a draft.
fn what_now(path: &str, arguments: &LetterArguments) -> String {
    let (kind, number) = (arguments.kind, arguments.number);
    let year = number.year();
    let (read, send) = if path.ends_with(".eml") {
        ("Open het in uw mailprogramma en lees het na", "verstuur het daar")
    } else {
        ("Open het in uw browser en lees het na", "druk het af en doe het op de post")
    };
    format!("\nConcept: dossiers/{year}/{number}/{path}\n{read}; {send}.\nLeg daarna vast: klacht brief {kind} {number} --verzonden\n")
}

impl Said {
    /// Whether the officer gave anything that stands in the letter itself.
    fn says_anything(&self) -> bool {
        let texts = [self.reason.is_some(), self.email.is_some(), self.address.is_some(), self.text.is_some()];
        texts.contains(&true) || !self.attachments.is_empty() || self.new_term.is_some() || self.finding.is_some()
    }
}

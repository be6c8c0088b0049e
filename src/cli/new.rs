//! `klacht nieuw`: a new dossier, under the next free number.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::amendment::Workplace;
use super::arguments::day;
use super::forms::impossible_day;
use super::questions::Questions;
use super::recordings::Recordings;
use super::{Desk, Exit, Failure};
use crate::domain::{
    Channel, Complainant, ComplainantName, Dossier, DossierId, OralManner, OralReport, Received, Stated, Status, Subject, Submitted, UnknownWord,
    Vocabulary,
};
use crate::overview::{DossierTerms, TermFilter, TermState};
use crate::regulation::{self, Rules};
use crate::render::terminal;
use crate::shell::files;
use crate::shell::office::dossier_path;
use crate::source::edit::{self, Edit};
use crate::source::{FilePlace, NewDossier, check_file, read_dossier};

/// What `nieuw` takes.
#[derive(Debug, clap::Args)]
pub struct NewArguments {
    /// Whether it is an oral remark.
    #[arg(long = "melding", help = "Een mondelinge opmerking, nog niet op schrift: er loopt dan geen termijn")]
    oral: bool,
    #[command(flatten)]
    complaint: ComplaintArguments,
    #[command(flatten)]
    report: ReportArguments,
    #[command(flatten)]
    complainant: ComplainantArguments,
}

/// The complaint as it came in.
#[derive(Debug, clap::Args)]
struct ComplaintArguments {
    #[arg(long = "ingediend", value_name = "DAG", value_parser = day, help = "De dag die op de klacht staat; anders de dag van ontvangst")]
    submitted: Option<NaiveDate>,
    #[arg(long = "ontvangen", value_name = "DAG", value_parser = day, help = "De dag waarop de klacht aankwam; anders vandaag")]
    received: Option<NaiveDate>,
    #[arg(long = "kanaal", value_name = "KANAAL", help = "e-mail of post")]
    channel: Option<Channel>,
    #[arg(long = "onderdeel", value_name = "WOORD", help = "Het bedrijfsonderdeel, zoals het in de regeling staat")]
    division: Option<String>,
    #[arg(long = "betreft", value_name = "WAT", help = "werkwijze_of_beleid, product_of_dienst of gedraging_medewerker; mag vaker")]
    subjects: Vec<Subject>,
    #[arg(long = "onderwerp", value_name = "TEKST", help = "Waarover de klacht gaat, in een paar woorden")]
    subject_line: Option<String>,
    #[arg(long = "overeenkomst", value_name = "KENMERK", help = "Bij een product of dienst: wat schriftelijk is afgesproken")]
    contract: Option<String>,
}

/// The oral remark.
#[derive(Debug, clap::Args)]
struct ReportArguments {
    #[arg(long = "gemeld", value_name = "DAG", value_parser = day, requires = "oral", help = "Bij een melding: de dag; anders vandaag")]
    reported: Option<NaiveDate>,
    #[arg(long = "wijze", value_name = "WIJZE", requires = "oral", help = "Bij een melding: telefoon, balie of gesprek")]
    manner: Option<OralManner>,
    #[arg(long = "aangenomen-door", value_name = "NAAM", requires = "oral", help = "Bij een melding: wie haar aannam")]
    taken_by: Option<String>,
}

/// Who complains.
#[derive(Debug, clap::Args)]
struct ComplainantArguments {
    #[arg(long = "naam", value_name = "NAAM", help = "De klachtindiener, of: anoniem")]
    name: Option<String>,
    #[arg(long = "organisatie", value_name = "NAAM", help = "Van welke organisatie, of: geen")]
    organisation: Option<String>,
    #[arg(long = "postadres", value_name = "ADRES", help = "Straat en nummer, postcode en plaats, of: niet_opgegeven")]
    postal_address: Option<String>,
    #[arg(long = "email", value_name = "ADRES", help = "Het e-mailadres, of: niet_opgegeven")]
    email: Option<String>,
    #[arg(long = "telefoon", value_name = "NUMMER", help = "Het telefoonnummer, of: niet_opgegeven")]
    telephone: Option<String>,
}

/// Makes the dossier and records it.
///
/// # Errors
/// When there is no dossier folder or git, an answer cannot be, or the dossier cannot be written or recorded.
pub fn run(arguments: &NewArguments, desk: &Desk) -> Result<Exit, Failure> {
    let workplace = Workplace::of(desk)?;
    // Nobody answers questions in vain.
    workplace.repository.usable_state()?;
    let rules = &workplace.rules;
    known_division(arguments.complaint.division.as_deref().unwrap_or("geen"), rules).map_err(|why| Failure::new(Exit::WrongUse, why))?;
    let new = arguments.asked(rules, Questions::begun_at(desk)?)?;
    let dossier = begun(new, &[], &workplace)?;
    desk.print(&what_now(&dossier, rules, desk))?;
    Ok(Exit::Done)
}

/// Begins a dossier under the next free number of its year, with these edits of its first text, and records it.
///
/// # Errors
/// When a day cannot be, or it cannot be written or recorded.
pub fn begun(new: NewDossier, edits: &[Edit], workplace: &Workplace<'_>) -> Result<Dossier, Failure> {
    let Workplace { desk, office, rules, repository } = workplace;
    let recordings = Recordings::of(repository, desk)?;
    let new = NewDossier { id: recordings.next_number(office, &rules.numbering, new.id.year())?, ..new };
    let text = edit::apply(new.text().as_bytes(), edits).map_err(|error| Failure::new(Exit::WrongUse, error.to_string()))?;
    let place = FilePlace::of(&dossier_path(new.id), BTreeSet::new()).expect("the path of a dossier bears its number");
    if let Some(refusal) = impossible_day(&check_file(&text, &place, rules, desk.today).remarks) {
        return Err(refusal);
    }
    recordings.foresee([new.id])?;
    files::create(&office.on_disk(&dossier_path(new.id)), &text)?;
    let later = format!("{0} staat in de map; als dit verholpen is: klacht leg-vast {0}", new.id);
    recordings.dossier_now(office, new.id).map_err(|failure| failure.unless_recorded(&later))?;
    desk.print(&recordings.only_here()?)?;
    Ok(read_dossier(&text).dossier.expect("the text of a new dossier reads back"))
}

impl NewArguments {
    /// Everything that was given or answered, under the first number of its year.
    fn asked(&self, rules: &Rules, questions: Questions<'_>) -> Result<NewDossier, Failure> {
        let report = self.oral.then(|| self.report.asked(questions)).transpose()?;
        let mut new = match report {
            Some(report) => NewDossier { oral_report: Some(report), ..self.complaint.oral(questions)? },
            None => self.complaint.asked(rules, questions)?,
        };
        new.complainant = self.complainant.asked(questions)?;
        Ok(new)
    }
}

impl ComplaintArguments {
    /// A complaint in writing.
    fn asked(&self, rules: &Rules, questions: Questions<'_>) -> Result<NewDossier, Failure> {
        let today = questions.today();
        let received = questions.day(self.received, "Op welke dag kwam de klacht aan", today)?;
        let submitted = questions.day_until(self.submitted, "Welke dag staat er op de klacht", received)?;
        let divisions = rules.divisions.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        let division = questions.ask(self.division.clone(), &format!("Voor welk bedrijfsonderdeel ({divisions} of geen)"), |answer| {
            known_division(answer, rules).map(|()| answer.to_owned())
        })?;
        Ok(NewDossier {
            submitted: Some(Submitted::on(submitted)),
            received: Some(Received::on(received)),
            channel: questions.ask(self.channel, "Hoe kwam zij binnen (e-mail of post)", written_channel)?,
            division,
            subjects: self.subjects_asked(questions)?,
            subject_line: questions.text(self.subject_line.as_ref(), "Waarover gaat de klacht, in een paar woorden")?,
            contract: self.contract.clone(),
            ..NewDossier::new(first_of(received), Status::Received)
        })
    }

    /// An oral remark: what it is about.
    fn oral(&self, questions: Questions<'_>) -> Result<NewDossier, Failure> {
        Ok(NewDossier {
            division: self.division.clone(),
            subjects: self.subjects.clone(),
            subject_line: questions.text(self.subject_line.as_ref(), "Waarover gaat de melding, in een paar woorden")?,
            ..NewDossier::new(first_of(questions.today()), Status::OralReport)
        })
    }

    fn subjects_asked(&self, questions: Questions<'_>) -> Result<Vec<Subject>, Failure> {
        let given = Some(self.subjects.clone()).filter(|subjects| !subjects.is_empty());
        let words = Subject::WORDS.join(", ");
        let answer = questions.ask(given, &format!("Wat betreft zij ({words}; meer met komma's)"), |answer| {
            answer.split(',').map(|word| word_of(word.trim())).collect::<Result<Vec<_>, _>>()
        })?;
        Ok(answer.unwrap_or_default())
    }
}

impl ReportArguments {
    fn asked(&self, questions: Questions<'_>) -> Result<OralReport, Failure> {
        Ok(OralReport {
            reported_on: Some(questions.day(self.reported, "Op welke dag is het gemeld", questions.today())?),
            manner: questions.ask(self.manner, "Hoe (telefoon, balie of gesprek)", word_of)?,
            taken_by: questions.text(self.taken_by.as_ref(), "Wie nam de melding aan")?,
        })
    }
}

impl ComplainantArguments {
    fn asked(&self, questions: Questions<'_>) -> Result<Complainant, Failure> {
        let stated = |given: &Option<String>, question: &str| -> Result<Option<Stated>, Failure> {
            Ok(questions.text(given.as_ref(), question)?.map(|text| Stated::from_text(&text)))
        };
        Ok(Complainant {
            name: questions.text(self.name.as_ref(), "Naam van de klachtindiener (of: anoniem)")?.map(|name| ComplainantName::from_text(&name)),
            organisation: stated(&self.organisation, "Organisatie (of: geen)")?,
            email: stated(&self.email, "E-mailadres (of: niet_opgegeven)")?,
            telephone: stated(&self.telephone, "Telefoonnummer (of: niet_opgegeven)")?,
            postal_address: stated(&self.postal_address, "Postadres: straat en nummer, postcode en plaats (of: niet_opgegeven)")?,
            preference: None,
        })
    }
}

/// The first number of the year of this day; the free one is looked up when everything is known.
#[must_use]
pub fn first_of(day: NaiveDate) -> DossierId {
    let year = u16::try_from(day.year()).ok().and_then(|year| DossierId::new(year, 1));
    year.expect("a day on the command line has a year of four digits")
}

fn known_division(word: &str, rules: &Rules) -> Result<(), String> {
    if word == "geen" || rules.divisions.contains_key(word) {
        return Ok(());
    }
    let known = rules.divisions.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
    Err(format!("«{word}» is geen bedrijfsonderdeel; de regeling noemt: {known}, of schrijf geen"))
}

fn written_channel(word: &str) -> Result<Channel, String> {
    let channel: Channel = word_of(word)?;
    if channel.is_written() { Ok(channel) } else { Err("een klacht komt op schrift binnen: e-mail of post".to_owned()) }
}

fn word_of<T: Vocabulary>(word: &str) -> Result<T, String> {
    T::from_word(word).map_err(|error: UnknownWord| error.to_string())
}

/// Where the dossier stands, and what runs from now on.
#[must_use]
pub fn what_now(dossier: &Dossier, rules: &Rules, desk: &Desk) -> String {
    let id = dossier.id;
    let mut told = format!("\nHet dossier staat in {}. Vul het aan in uw editor;\n", dossier_path(id));
    told.push_str(&format!("«klacht controleer {id}» noemt wat er nog ontbreekt en «klacht leg-vast» legt het vast.\n"));
    told.push_str(&terms_running(dossier, rules, desk));
    told
}

/// The terms that run in a dossier, below a blank line; empty when none does.
pub(super) fn terms_running(dossier: &Dossier, rules: &Rules, desk: &Desk) -> String {
    let terms = DossierTerms { id: dossier.id, status: Some(dossier.status), terms: regulation::terms(dossier, rules, desk.today) };
    let open = TermFilter { state: TermState::Open, ..TermFilter::default() }.applied(vec![terms]);
    if open.is_empty() { String::new() } else { format!("\n{}", terminal::deadlines(&open, rules, desk.terminal.width)) }
}

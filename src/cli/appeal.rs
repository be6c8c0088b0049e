//! `klacht bezwaar`: an appeal to the disputes committee, from filing to the last consequence of its ruling (art. 5).

use std::collections::BTreeSet;

use super::amendment::{Amendment, Workplace};
use super::forms::{Addition, Entries, Filled, Form, FormOf, Given, Kind, Line, Need, Noun};
use super::new::{begun, first_of, what_now};
use super::questions::Questions;
use super::step::{Step, StepFacts, refuse_second_appeal};
use super::{Desk, Exit, Failure};
use crate::diagnostic::Field;
use crate::domain::{Dossier, DossierId, RulingFinding, Status, Vocabulary};
use crate::regulation::{HoldKind, holds, transition};
use crate::source::edit::{Edit, NewEntry};
use crate::source::{NewDossier, read_dossier};

/// What `bezwaar` takes.
#[derive(Debug, clap::Args)]
pub struct AppealArguments {
    /// The dossier.
    #[arg(value_name = "NUMMER", required_unless_present = "new", help = "Het dossier van de klacht")]
    number: Option<DossierId>,
    /// Whether it begins a dossier of its own.
    #[arg(id = "new", long = "nieuw", conflicts_with = "number", help = "Begin een eigen dossier: dat van de klacht is al vernietigd")]
    new: bool,
    /// The dossier the appeal is about.
    #[arg(long = "over", value_name = "NUMMER", requires = "new", help = "Bij --nieuw: het nummer dat de klacht had")]
    about: Option<DossierId>,
    #[command(flatten)]
    appeal: Given<TheAppeal>,
    #[command(flatten)]
    consequence: Given<Consequences>,
}

/// The appeal of a dossier.
#[derive(Debug)]
struct TheAppeal;

impl FormOf for TheAppeal {
    const FORM: &'static Form = &Form {
        at: &[Field::Appeal],
        noun: Noun { one: "bezwaar", this: "dit bezwaar", new: "een nieuw bezwaar" },
        entries: Entries::One,
        lines: &[
            Line::day("ingediend", &[Field::SubmittedOn])
                .asked(filing, "Op welke dag is het bezwaar ingediend")
                .help("De dag van het bezwaar; anders vandaag"),
            Line::of("appellant", &[Field::Appellant], Kind::Word(&["klachtindiener"]))
                .help("Voorwaarde a, als de klachtindiener zelf bezwaar maakt"),
            Line::text("naam", &[Field::Appellant, Field::Name])
                .asked(someone_else, "Wie maakt bezwaar (Enter: de klachtindiener, of nog niet bekend)")
                .help("Voorwaarde a, voor een ander: de naam"),
            Line::text("adres", &[Field::Appellant, Field::Address]).asked(of_someone_else, "Wat is het adres").help("Het adres"),
            Line::text("woonplaats", &[Field::Appellant, Field::Residence]).asked(of_someone_else, "Wat is de woonplaats").help("De woonplaats"),
            Line::text("orgaan", &[Field::DecidingBody])
                .asked(Need::WELCOME_IN_NEW, "Tegen wiens beslissing is het gericht (Enter: nog niet bekend)")
                .help("Voorwaarde b: tegen wiens beslissing het bezwaar is gericht"),
            Line::of("gronden", &[Field::Grounds], Kind::LongText)
                .asked(Need::WELCOME_IN_NEW, "Waarop berust het bezwaar (Enter: nog niet bekend)")
                .help("Voorwaarde c: waarop het bezwaar berust; - leest de tekst van de invoer"),
            Line::day("overgedragen", &[Field::HandedOverOn])
                .asked(Need::LATER, "Op welke dag kreeg de commissie het dossier (Enter: nog niet)")
                .help("De dag waarop de commissie het dossier kreeg"),
            Line::day("in-behandeling", &[Field::TakenUpOn])
                .asked(Need::LATER, "Op welke dag nam de commissie het in behandeling (Enter: nog niet)")
                .help("De dag waarop de commissie het in behandeling nam"),
            Line::day("ingetrokken", &[Field::WithdrawnOn]).help("De dag waarop het bezwaar werd ingetrokken"),
            Line::of("oordeel", &[Field::Ruling, Field::Finding], Kind::Word(RulingFinding::WORDS))
                .asked(finding, "Wat is het oordeel van de commissie (Enter: nog niet)")
                .help("Wat de commissie oordeelde"),
            Line::day("uitspraak", &[Field::Ruling, Field::Date])
                .asked(ruling, "Op welke dag deed de commissie uitspraak")
                .help("De dag van de uitspraak; bij een --oordeel anders vandaag"),
        ],
    };
}

/// An appeal that is filed today was neither taken up nor ruled on: with a later fact its own day is needed.
fn filing(filled: &Filled) -> Need {
    let later = [Field::HandedOverOn, Field::TakenUpOn, Field::WithdrawnOn, Field::Finding, Field::Date];
    if filled.is_new() && later.iter().any(|field| filled.has(*field)) { Need::Needed } else { Need::TODAY_IN_NEW(filled) }
}

fn someone_else(filled: &Filled) -> Need {
    if filled.has(Field::Appellant) { Need::Unasked } else { Need::WELCOME_IN_NEW(filled) }
}

fn of_someone_else(filled: &Filled) -> Need {
    if filled.has(Field::Name) { Need::Welcome } else { Need::Unasked }
}

fn finding(filled: &Filled) -> Need {
    if filled.has(Field::Date) { Need::Needed } else { Need::LATER(filled) }
}

fn ruling(filled: &Filled) -> Need {
    if filled.has(Field::Finding) { Need::Today } else { Need::Unasked }
}

/// The consequences of the ruling.
#[derive(Debug)]
struct Consequences;

impl FormOf for Consequences {
    const FORM: &'static Form = &Form {
        at: &[Field::Appeal, Field::Ruling, Field::Consequences],
        noun: Noun { one: "consequentie", this: "deze consequentie", new: "een nieuwe consequentie" },
        entries: Entries::Many { which: Some("consequentie-gereed"), completed_by: Field::DoneOn },
        lines: &[
            Line::text("consequentie", &[Field::What]).help("Wat er uit de uitspraak volgt").begins(),
            Line::text("wie", &[Field::Who]).asked(Need::IN_NEW, "Wie doet wat uit de uitspraak volgt").help("Wie het doet"),
            Line::day("uiterlijk", &[Field::DueOn]).help("De laatste dag; anders telt de termijn van de regeling"),
            Line::day("gereed", &[Field::DoneOn])
                .asked(|filled| if filled.is_new() { Need::Unasked } else { Need::Today }, "Op welke dag was het gedaan")
                .help("De dag waarop de consequentie gedaan was; anders vandaag"),
        ],
    };
}

/// Adds an appeal, or what became of it, with the step in status that belongs to it, and tells what follows.
///
/// # Errors
/// When a fact is missing, a day cannot be, the procedure forbids it, or it cannot be written or recorded.
pub fn run(arguments: &AppealArguments, desk: &Desk) -> Result<Exit, Failure> {
    let workplace = Workplace::of(desk)?;
    let Some(number) = arguments.number else { return arguments.begin(&workplace) };
    let amendment = workplace.amend(number).map_err(|failure| after_destruction(failure, number, &workplace))?;
    if let Some(addition) = arguments.addition(&amendment)? {
        let added = addition.record_and_tell(&amendment)?;
        desk.print(&without_step(added.after.dossier.as_ref()))?;
    }
    Ok(Exit::Done)
}

impl AppealArguments {
    /// What is added to the dossier, the step in status last; `None`, and said so, when it says all of it already.
    fn addition(&self, amendment: &Amendment<'_>) -> Result<Option<Addition>, Failure> {
        if self.appeal.text(Field::SubmittedOn).is_some() && !self.appeal.answers.replace {
            refuse_second_appeal(&amendment.dossier)?;
        }
        let only_consequence = self.appeal.is_empty() && !self.consequence.is_empty();
        let appeal = if only_consequence { None } else { amendment.addition(&amendment.filled(&self.appeal)?)? };
        let consequence = if self.consequence.is_empty() { None } else { amendment.addition(&amendment.filled(&self.consequence)?)? };
        let mut added = match (appeal, consequence) {
            (Some(appeal), Some(consequence)) => Addition { edits: [appeal.edits, consequence.edits].concat(), ..appeal },
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => return Ok(None),
        };
        added.edits.extend(step(amendment, &added.edits)?);
        Ok(Some(added))
    }

    /// A dossier that begins with the appeal, because that of the complaint was destroyed.
    fn begin(&self, workplace: &Workplace<'_>) -> Result<Exit, Failure> {
        if !self.consequence.is_empty() {
            let what = "een nieuw dossier begint met het bezwaar zelf; wat eruit volgt komt daarna";
            return Err(Failure::new(Exit::WrongUse, what).help("laat --consequentie nu weg, en geef haar met het nieuwe nummer"));
        }
        self.about.map_or(Ok(()), |about| was_given_out(about, workplace))?;
        let empty = read_dossier(b"");
        let questions = Questions::begun_at(workplace.desk)?;
        let filled = TheAppeal::FORM.filled(&self.appeal.answers, &empty, questions)?;
        let filed_on = filled.text(Field::SubmittedOn).and_then(|day| day.parse().ok()).unwrap_or(workplace.desk.today);
        let mut edits = filled.edits();
        let related = self.about.map(|about| Edit::Append { list: Field::Related.into(), entry: NewEntry::Text(about.to_string()) });
        edits.extend(related);
        let new = NewDossier { appealed_on: Some(filed_on), ..NewDossier::new(first_of(filed_on), Status::UnderAppeal) };
        let dossier = begun(new, &edits, workplace)?;
        workplace.desk.print(&what_now(&dossier, &workplace.rules, workplace.desk))?;
        Ok(Exit::Done)
    }
}

/// That an appeal about a destroyed dossier begins one of its own.
fn after_destruction(failure: Failure, number: DossierId, workplace: &Workplace<'_>) -> Failure {
    if !workplace.office.destroyed().contains(&number) {
        return failure;
    }
    failure.but(&format!("het bezwaar krijgt een eigen dossier: klacht bezwaar --nieuw --over {number}"))
}

/// Refuses a number that no dossier here has or had.
fn was_given_out(number: DossierId, workplace: &Workplace<'_>) -> Result<(), Failure> {
    let office = &workplace.office;
    let is_destroyed = || office.destroyed().contains(&number) || office.issued().contains(&number);
    let is_here = office.inventory()?.dossiers.iter().any(|found| found.id == number);
    if is_here || is_destroyed() || office.dossiers(&BTreeSet::new())?.read.iter().any(|dossier| dossier.formerly.contains(&number)) {
        return Ok(());
    }
    let what = format!("het nummer {number} is hier nooit uitgegeven; er is niets gewijzigd");
    Err(Failure::new(Exit::WrongUse, what).help(format!("«klacht register {}» noemt elk nummer, ook van wat vernietigd is", number.year())))
}

/// The step in status that the facts bring along, with whatever it asks besides; none when the table has no such step.
fn step(amendment: &Amendment<'_>, edits: &[Edit]) -> Result<Vec<Edit>, Failure> {
    let bytes = amendment.edited(edits)?;
    let Some(dossier) = read_dossier(&bytes).dossier else { return Ok(Vec::new()) };
    let Some(to) = status_after(&dossier) else { return Ok(Vec::new()) };
    Step { dossier: &dossier, to, correction: false }.edits(&StepFacts::default(), Questions::at(amendment.workplace().desk))
}

/// That an appeal was filed and the status stays; empty when it went along.
fn without_step(dossier: Option<&Dossier>) -> String {
    let waiting = dossier.filter(|dossier| dossier.status != Status::UnderAppeal && holds(dossier).iter().any(|hold| hold.kind == HoldKind::Appeal));
    let said = |dossier: &Dossier| {
        let (id, status) = (dossier.id, dossier.status);
        format!(
            "\nDe status van {id} blijft {status}: een bezwaar gaat over de afhandeling. Het staat er wel, en telt zodra de klacht is afgehandeld.\n"
        )
    };
    waiting.map_or_else(String::new, said)
}

/// The status that follows from the facts of the appeal: it is filed, or what was filed is ruled on or withdrawn.
fn status_after(dossier: &Dossier) -> Option<Status> {
    let appeal = dossier.appeal.as_ref()?;
    let ruled = appeal.ruling.as_ref().is_some_and(|ruling| ruling.date.is_some() && ruling.finding.is_some());
    let withdrawn = appeal.withdrawn_on.is_some();
    match dossier.status {
        Status::UnderAppeal if ruled => Some(Status::AppealRuled),
        Status::UnderAppeal if withdrawn => Some(Status::Answered),
        status if appeal.filed_on.is_some() && !ruled && !withdrawn && transition::is_allowed(Some(status), Status::UnderAppeal) => {
            Some(Status::UnderAppeal).filter(|to| *to != status)
        }
        _ => None,
    }
}

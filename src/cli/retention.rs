//! `klacht bewaartermijn`: which dossiers may, must or must not be destroyed, and why; and a reason to keep one longer (art. 4).

use chrono::NaiveDate;

use super::amendment::{Amendment, Workplace};
use super::arguments::{Format, day};
use super::destroy::TakenOut;
use super::forms::Addition;
use super::{Desk, Exit, Failure};
use crate::calendar::day_in_words;
use crate::diagnostic::{Field, FieldPath};
use crate::domain::{Dossier, DossierId, KeepLonger};
use crate::overview::{Keeping, keepings};
use crate::regulation::Case;
use crate::render::{json, terminal};
use crate::shell::office::Office;
use crate::source::edit::Edit;

/// What `bewaartermijn` takes.
#[derive(Debug, clap::Args)]
pub struct RetentionArguments {
    /// The dossiers.
    #[arg(value_name = "NUMMER", help = "Alleen deze dossiers; anders alle")]
    numbers: Vec<DossierId>,
    /// Also what must still be kept.
    #[arg(long = "alle", help = "Ook wat nog bewaard moet worden of niet is afgehandeld")]
    all: bool,
    /// Keep the dossier longer.
    #[arg(long = "langer", value_name = "REDEN", conflicts_with_all = ["no_longer", "all", "format"], help = "Bewaar dit ene dossier langer, met deze reden")]
    longer: Option<String>,
    /// The last day of that reason.
    #[arg(long = "tot", value_name = "JJJJ-MM-DD", requires = "longer", value_parser = day, help = "De laatste dag waarop die reden geldt")]
    until: Option<NaiveDate>,
    /// Lift the reason to keep it longer.
    #[arg(long = "niet-langer", value_name = "REDEN", conflicts_with_all = ["all", "format"], help = "De reden om dit ene dossier langer te bewaren geldt niet meer, en waarom")]
    no_longer: Option<String>,
    /// How the answer is written.
    #[arg(long = "formaat", value_name = "FORMAAT", help = "Hoe het antwoord eruitziet; anders tekst")]
    format: Option<Format>,
}

/// Shows how long the dossiers are kept, or records or lifts a reason to keep one longer.
///
/// # Errors
/// When there is no dossier folder, its rule file is unsound, a number is not there, or the reason cannot be recorded.
pub fn run(arguments: &RetentionArguments, desk: &Desk) -> Result<Exit, Failure> {
    match (&arguments.longer, &arguments.no_longer) {
        (Some(reason), _) => record(arguments, desk, |amendment| keep(amendment, reason, arguments.until)),
        (_, Some(reason)) => record(arguments, desk, |amendment| lift(amendment, reason)),
        _ => list(arguments, desk),
    }
}

fn list(arguments: &RetentionArguments, desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    let rules = desk.rules(&office)?;
    let mut dossiers = desk.dossiers(&office, &arguments.numbers)?;
    if arguments.numbers.is_empty() {
        dossiers.extend(taken_out(&dossiers, &office, desk));
    }
    let found = keepings(&dossiers, |dossier| Case { dossier, rules: &rules, today: desk.today });
    let everything = arguments.all || !arguments.numbers.is_empty();
    let answer = match arguments.format.unwrap_or(Format::Text) {
        Format::Json => json::keeping(&found, desk.today),
        Format::Text => {
            let (shown, left_out): (Vec<Keeping>, Vec<Keeping>) = found.into_iter().partition(|keeping| everything || keeping.is_due());
            terminal::keeping(&shown, &left_out, desk.terminal.width)
        }
    };
    desk.print(&answer)?;
    Ok(Exit::Done)
}

/// The dossiers that were taken out of the folder and are in the history still, named in a notice. None, with one notice, when git
/// cannot tell.
fn taken_out(there: &[Dossier], office: &Office, desk: &Desk) -> Vec<Dossier> {
    let taken_out = TakenOut::of(there, office).unwrap_or_else(|failure| {
        desk.terminal.notice(&format!("Of er dossiers uit de map zijn gehaald, is niet nagegaan: {}.\n", failure.what()));
        TakenOut::default()
    });
    desk.terminal.notice(&taken_out.told());
    taken_out.dossiers
}

/// Records what the edits say of the one dossier that is named.
fn record(arguments: &RetentionArguments, desk: &Desk, edits: impl FnOnce(&Amendment<'_>) -> Result<Vec<Edit>, Failure>) -> Result<Exit, Failure> {
    let [id] = arguments.numbers.as_slice() else {
        let what = "noem één nummer: een reden geldt voor dat ene dossier";
        return Err(Failure::new(Exit::WrongUse, what).help("bijvoorbeeld: klacht bewaartermijn K-2026-0007 --langer \"Er loopt een rechtszaak\""));
    };
    let workplace = Workplace::of(desk)?;
    let amendment = workplace.amend(*id)?;
    let edits = edits(&amendment)?;
    let addition = Addition::new("deze reden", Field::KeepLonger.into(), edits);
    if arguments.no_longer.is_some() {
        // What that brings is told in words.
        addition.record(&amendment)?;
        return confirm(&workplace, *id, |keeping| Some(terminal::kept_no_longer(keeping)));
    }
    addition.record_and_tell(&amendment)?;
    confirm(&workplace, *id, |keeping| keeping.is_kept_longer().then(|| terminal::kept_longer(keeping)))
}

/// Says what holds for the dossier now.
fn confirm(workplace: &Workplace<'_>, id: DossierId, told: impl Fn(&Keeping) -> Option<String>) -> Result<Exit, Failure> {
    let Workplace { desk, office, rules, .. } = workplace;
    let dossiers = desk.dossiers(office, &[id])?;
    let kept = keepings(&dossiers, |dossier| Case { dossier, rules, today: desk.today });
    for told in kept.iter().filter_map(told) {
        desk.print(&format!("{told}\n"))?;
    }
    Ok(Exit::Done)
}

/// What records a reason to keep the dossier longer; a former reason is replaced and stays in the history.
fn keep(amendment: &Amendment<'_>, reason: &str, until: Option<NaiveDate>) -> Result<Vec<Edit>, Failure> {
    let today = amendment.workplace().desk.today;
    if until.is_some_and(|until| until < today) {
        return Err(Failure::new(Exit::WrongUse, "de dag achter --tot is al voorbij; er is niets gewijzigd").help("geef de laatste dag die komt"));
    }
    let former = amendment.dossier.keep_longer.clone().unwrap_or_default();
    let reason = said(reason)?;
    // On one day it could not be told from the reason that was lifted.
    if former.lifted() == Some(today) && former.reason.as_ref() == Some(&reason) {
        let what = "deze reden is vandaag opgeheven; er is niets gewijzigd";
        return Err(Failure::new(Exit::WrongUse, what).help("een andere reden kan nu al, dezelfde vanaf morgen"));
    }
    if until.is_none() && former.until.is_some() && former.lifted().is_none() {
        let what = "er staat al een dag bij de vorige reden; geef nu ook een dag met --tot";
        let help = "moet er geen dag bij staan, hef de vorige dan eerst op met --niet-langer \"…\" en geef daarna de nieuwe; er is niets gewijzigd";
        return Err(Failure::new(Exit::WrongUse, what).help(help));
    }
    let mut edits = vec![set(Field::Since, today.to_string()), set(Field::Reason, reason)];
    edits.extend(until.map(|until| set(Field::Until, until.to_string())));
    // What told of the former reason goes with it.
    let former = [
        (Field::Until, until.is_none() && former.until.is_some()),
        (Field::LiftedOn, former.lifted_on.is_some()),
        (Field::LiftReason, former.lift_reason.is_some()),
    ];
    edits.extend(former.into_iter().filter(|(_, is_there)| *is_there).map(|(field, _)| Edit::Remove { path: of_reason(field) }));
    Ok(edits)
}

/// What records that the reason no longer holds.
fn lift(amendment: &Amendment<'_>, reason: &str) -> Result<Vec<Edit>, Failure> {
    let today = amendment.workplace().desk.today;
    let keep = amendment.dossier.keep_longer.as_ref();
    if let Some(lifted) = keep.and_then(KeepLonger::lifted) {
        let what =
            format!("de reden om {} langer te bewaren is al opgeheven op {}; er is niets gewijzigd", amendment.dossier.id, day_in_words(lifted));
        let help = "klopt die dag of die reden niet, verbeter het dan in dossier.md";
        return Err(Failure::new(Exit::WrongUse, what).help(help));
    }
    if !keep.is_some_and(|keep| keep.holds_on(today)) {
        let what = format!("{} wordt nu niet om een reden langer bewaard; er is niets gewijzigd", amendment.dossier.id);
        return Err(Failure::new(Exit::WrongUse, what));
    }
    Ok(vec![set(Field::LiftedOn, today.to_string()), set(Field::LiftReason, said(reason)?)])
}

fn set(field: Field, value: String) -> Edit {
    Edit::Set { path: of_reason(field), value }
}

/// The way to a part of the reason.
fn of_reason(field: Field) -> FieldPath {
    FieldPath::from(Field::KeepLonger).field(field)
}

/// A reason in words.
fn said(reason: &str) -> Result<String, Failure> {
    let reason = reason.trim();
    let empty = || Failure::new(Exit::WrongUse, "schrijf een reden tussen aanhalingstekens; er is niets gewijzigd");
    if reason.is_empty() { Err(empty()) } else { Ok(reason.to_owned()) }
}

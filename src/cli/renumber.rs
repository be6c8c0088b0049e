//! `klacht hernummer`: a dossier gets another number, with its pieces, and the references to it along.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::recordings::{Recordings, taken_numbers};
use super::{Desk, Exit, Failure};
use crate::diagnostic::{Field, FieldPath};
use crate::domain::{Dossier, DossierId};
use crate::render::terminal::{counted, listed};
use crate::repository::{Move, Repository, Rewritten, TrackedPath, dossier_folder};
use crate::shell::office::{FoundDossier, Office, dossier_path};
use crate::source::edit::{self, Edit, NewEntry};
use crate::source::{read_dossier, split};

/// What `hernummer` takes.
#[derive(Debug, clap::Args)]
pub struct RenumberArguments {
    /// The number it has.
    #[arg(value_name = "OUD", help = "Het nummer dat het dossier nu heeft: dat van zijn map")]
    from: DossierId,
    /// The number it gets.
    #[arg(value_name = "NIEUW", help = "Het nummer dat het krijgt; anders het eerste vrije van dat jaar")]
    to: Option<DossierId>,
    /// Whether it is only shown.
    #[arg(long = "proef", help = "Laat alleen zien wat er zou veranderen")]
    trial: bool,
}

/// Moves the dossier and records that, or shows what would change.
///
/// # Errors
/// When it is not there, the number is taken, something of it is not recorded yet, or it cannot be written or recorded.
pub fn run(arguments: &RenumberArguments, desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    let repository = desk.repository(&office)?;
    let recordings = Recordings::of(&repository, desk)?;
    desk.dossiers(&office, &[arguments.from])?;
    let to = new_number(arguments, &office, &recordings, desk)?;
    let plan = Plan::of(arguments.from, to, &office)?;
    plan.all_recorded(&office, &repository)?;
    desk.print(&plan.told(arguments.trial))?;
    if arguments.trial {
        return Ok(Exit::Done);
    }
    recordings.moved(&plan.moved, plan.pieces, &office)?;
    desk.print(&recordings.only_here()?)?;
    Ok(Exit::Done)
}

/// The number asked for, when it is free and of the same year; else the first free one.
fn new_number(arguments: &RenumberArguments, office: &Office, recordings: &Recordings<'_>, desk: &Desk) -> Result<DossierId, Failure> {
    let year = arguments.from.year();
    let Some(to) = arguments.to else { return recordings.next_number(office, &desk.rules(office)?.numbering, year) };
    if to.year() != year {
        let what = format!("{to} is van een ander jaar dan {}", arguments.from);
        return Err(
            Failure::new(Exit::WrongUse, what).help("het jaar in een nummer is dat waarin de klacht binnenkwam; kies een nummer van dat jaar")
        );
    }
    if taken_numbers(&desk.repository(office)?, office)?.contains(&to) {
        let what = format!("het nummer {to} is al in gebruik, of geweest");
        return Err(Failure::new(Exit::Refused, what).help("laat het nieuwe nummer weg; dan kiest klacht het eerste vrije"));
    }
    Ok(to)
}

/// Everything that changes when a dossier gets another number.
struct Plan {
    moved: Move,
    /// The pieces beside it, by their path from its folder.
    pieces: BTreeMap<String, Vec<u8>>,
    /// The dossiers that refer to it.
    referring: Vec<DossierId>,
    /// The dossiers in whose text the old number stands.
    mentioning: Vec<DossierId>,
}

impl Plan {
    fn of(from: DossierId, to: DossierId, office: &Office) -> Result<Self, Failure> {
        let found = FoundDossier { path: dossier_path(from), id: from };
        let before = office.read(&found.path)?;
        let edits = [
            Edit::Set { path: Field::Number.into(), value: to.to_string() },
            Edit::Append { list: Field::Formerly.into(), entry: NewEntry::Text(from.to_string()) },
        ];
        let after = edited(from, &before, &edits)?;
        let mut pieces = BTreeMap::new();
        for piece in office.attachments(&found)? {
            let bytes = office.read_whole(&format!("{}/{piece}", dossier_folder(from)))?;
            pieces.insert(piece, bytes);
        }
        let mut plan = Self {
            moved: Move { from, to, file: Rewritten { path: TrackedPath::of_dossier(from), before, after }, references: Vec::new() },
            pieces,
            referring: Vec::new(),
            mentioning: Vec::new(),
        };
        plan.look_elsewhere(office)?;
        Ok(plan)
    }

    /// Finds what refers to the dossier.
    fn look_elsewhere(&mut self, office: &Office) -> Result<(), Failure> {
        let (from, to) = (self.moved.from, self.moved.to);
        for found in office.inventory()?.dossiers {
            let bytes = office.read(&found.path)?;
            let is_itself = found.id == from;
            let edits = read_dossier(&bytes).dossier.map(|dossier| references(&dossier, from, to)).unwrap_or_default();
            if !edits.is_empty() && !is_itself {
                let after = edited(found.id, &bytes, &edits)?;
                let path = TrackedPath::new(found.path.clone())?;
                self.moved.references.push(Rewritten { path, before: bytes.clone(), after });
                self.referring.push(found.id);
            }
            if split(&bytes).0.is_some_and(|document| document.body.contains(&from.to_string())) {
                self.mentioning.push(found.id);
            }
        }
        Ok(())
    }

    /// Refuses when anything that moves or changes is not in the history as it lies here.
    fn all_recorded(&self, office: &Office, repository: &Repository) -> Result<(), Failure> {
        for id in std::iter::once(&self.moved.from).chain(&self.referring) {
            if office.changed_dossier(repository, *id)?.is_some() {
                let what = format!("in {id} staat iets wat nog niet is vastgelegd; er is niets gewijzigd");
                return Err(Failure::new(Exit::Refused, what).help(format!("doe dat eerst: klacht leg-vast {id}")));
            }
        }
        Ok(())
    }

    fn told(&self, trial: bool) -> String {
        let Move { from, to, .. } = &self.moved;
        let (gets, changes) = if trial { ("zou", " worden") } else { ("heet voortaan", "") };
        let mut text = format!("{from} {gets} {to}{changes}; het oude nummer blijft staan onder «voorheen».\n");
        if !self.pieces.is_empty() {
            let _ = writeln!(text, "Mee verhuist: de map bijlagen ({}).", counted(self.pieces.len(), "bestand", "bestanden"));
        }
        if !self.referring.is_empty() {
            let _ = writeln!(text, "Verwijzingen aangepast in: {}.", listed(&self.referring));
        }
        if !self.mentioning.is_empty() {
            let now = |number: &DossierId| if number == from && !trial { *to } else { *number };
            let numbers: Vec<_> = self.mentioning.iter().map(now).collect();
            let _ = writeln!(text, "In de tekst van {} staat {from}; tekst past klacht niet aan. Lees hem na.", listed(&numbers));
        }
        text + "Op wat al verzonden is, staat het oude nummer; laat het weten aan wie ermee werkt.\n"
    }
}

/// The edits that let a dossier refer to another number.
fn references(dossier: &Dossier, from: DossierId, to: DossierId) -> Vec<Edit> {
    let set = |path: FieldPath| Edit::Set { path, value: to.to_string() };
    let related = dossier.related.iter().enumerate().filter(|(_, number)| **number == from);
    let mut edits: Vec<_> = related.map(|(index, _)| set(FieldPath::from(Field::Related).entry(index))).collect();
    edits.extend((dossier.recurrence_of == Some(from)).then(|| set(Field::RecurrenceOf.into())));
    edits
}

fn edited(id: DossierId, bytes: &[u8], edits: &[Edit]) -> Result<Vec<u8>, Failure> {
    edit::apply(bytes, edits).map_err(|error| {
        let help = format!("«klacht controleer {id}» zegt wat eraan mankeert; er is niets gewijzigd");
        Failure::new(Exit::Refused, format!("{id}: {error}")).help(help)
    })
}

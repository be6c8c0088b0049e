//! A list of the complaints an office already has: every row a dossier, all of them in one recording.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::cli::amendment::Workplace;
use crate::cli::recordings::{Recordings, taken_numbers};
use crate::cli::{Desk, Exit, Failure};
use crate::domain::DossierId;
use crate::render::terminal;
use crate::repository::TrackedPath;
use crate::shell::files;
use crate::shell::office::dossier_path;
use crate::source::list::{Existing, Fate, LARGEST, Planned, TEMPLATE, origin, plan, read_list};

/// What the name of a list ends with; also that of a spreadsheet, which is refused with what to do.
const ENDINGS: &[&str] = &["csv", "tsv", "tab", "txt", "xlsx", "xls", "ods"];

/// What goes with a list.
#[derive(Debug, clap::Args)]
pub struct ListArguments {
    /// Whether the dossiers are made.
    #[arg(long = "uitvoeren", help = "Bij een lijst: maak de dossiers en leg ze vast; zonder dit is het een proef")]
    execute: bool,
    /// Whether it is only shown what would be made, as it is anyway.
    #[arg(long = "proef", conflicts_with = "execute", help = "Bij een lijst: laat alleen zien wat er zou komen, zoals zonder --uitvoeren")]
    trial: bool,
    /// Whether a list to fill in is asked for.
    #[arg(long = "voorbeeldlijst", conflicts_with = "files", help = "Schrijf een lijst om in te vullen op het scherm; bewaar haar met: > lijst.csv")]
    pub template: bool,
}

/// Whether a file is a list by its name.
#[must_use]
pub fn is_list(file: &Path) -> bool {
    let ending = file.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// Prints a list to fill in.
///
/// # Errors
/// When it cannot be written.
pub fn template(desk: &Desk) -> Result<Exit, Failure> {
    desk.print(TEMPLATE)?;
    Ok(Exit::Done)
}

/// Takes in a list, or shows what would become of it.
///
/// # Errors
/// When there is no dossier folder or git, the file is no list, or the dossiers cannot be written or recorded: then none is.
pub fn run(file: &Path, arguments: &ListArguments, desk: &Desk) -> Result<Exit, Failure> {
    let workplace = Workplace::of(desk)?;
    let path = desk.path(file);
    let bytes = files::read_named(&path, LARGEST as u64).map_err(|error| Failure::from_io(&path, &error))?;
    let list =
        read_list(&bytes, &workplace.rules, desk.today).map_err(|error| Failure::new(Exit::WrongUse, format!("«{}»: {error}", file.display())))?;

    let recordings = arguments.execute.then(|| Recordings::of(&workplace.repository, desk)).transpose()?;
    let there = existing(&workplace)?;
    let planned = plan(&list, &there);
    desk.print(&terminal::list_plan(&list, &planned, desk.terminal.width))?;
    match recordings {
        Some(recordings) => carry_out(&workplace, &planned, &recordings)?,
        None => {
            desk.print(&format!("Dit was een proef; er is niets gewijzigd. Zo gaat het door:\n  klacht importeer {} --uitvoeren\n", file.display()))?
        }
    }
    Ok(if planned.fates.values().any(|fate| matches!(fate, Fate::Refused(_))) { Exit::Refused } else { Exit::Done })
}

/// What is there already, on any branch and in the folder.
fn existing(workplace: &Workplace<'_>) -> Result<Existing, Failure> {
    let office = &workplace.office;
    let (taken, destroyed) = (taken_numbers(&workplace.repository, office)?, office.destroyed().into_iter().collect());
    let mut existing = Existing { taken, destroyed, numbering: workplace.rules.numbering.clone(), ..Existing::default() };
    for found in office.inventory()?.dossiers {
        existing.present.insert(found.id);
        existing.origins.extend(origin(&office.read(&found.path)?).map(|origin| (found.id, origin)));
    }
    Ok(existing)
}

/// Writes every new dossier and records them as one; when that fails, none of them is left.
fn carry_out(workplace: &Workplace<'_>, planned: &Planned, recordings: &Recordings<'_>) -> Result<(), Failure> {
    let (office, desk) = (&workplace.office, workplace.desk);
    let mut changed: BTreeMap<DossierId, Vec<u8>> = cut_off(workplace, planned)?;
    recordings.foresee(planned.texts.keys().copied())?;
    let new: Vec<(PathBuf, &[u8])> = planned.texts.iter().map(|(id, text)| (office.on_disk(&dossier_path(*id)), text.as_bytes())).collect();
    let written = files::create_all(&new)?;
    changed.extend(planned.texts.iter().map(|(id, text)| (*id, text.clone().into_bytes())));
    match recordings.imported(changed) {
        // After a failure of the disk the commit may be there; then the files must stay as recorded.
        Err(failure) if failure.exit != Exit::InputOutput => {
            return Err(failure.but("er is niets overgenomen; geef de opdracht opnieuw als dit verholpen is"));
        }
        Err(failure) => {
            written.keep();
            return Err(failure.unless_recorded("de dossiers staan in de map; geef de opdracht opnieuw als dit verholpen is"));
        }
        Ok(false) => desk.print("Er is niets vast te leggen: alles staat er al.\n")?,
        Ok(true) => {
            desk.print(&recordings.only_here()?)?;
            desk.print("«klacht controleer» noemt wat er in de dossiers nog ontbreekt.\n")?;
        }
    }
    written.keep();
    Ok(())
}

/// The dossiers of an import that was cut off before it recorded them: they go along now.
fn cut_off(workplace: &Workplace<'_>, planned: &Planned) -> Result<BTreeMap<DossierId, Vec<u8>>, Failure> {
    let mut found = BTreeMap::new();
    for fate in planned.fates.values() {
        let Fate::There { id, .. } = fate else { continue };
        let bytes = workplace.office.read(&dossier_path(*id))?;
        if workplace.repository.head_blob(&TrackedPath::of_dossier(*id))?.is_none() && origin(&bytes).is_some() {
            found.insert(*id, bytes);
        }
    }
    Ok(found)
}

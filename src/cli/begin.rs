//! `klacht begin`: a new dossier folder with its own history.

use std::path::{Path, PathBuf};

use super::desk::not_taken;
use super::{Desk, Exit, Failure};
use crate::repository::{Change, CommitMessage, Kind, Outcome, Recording, Repository, TrackedPath};
use crate::shell::beginning::{self, FirstFile};
use crate::shell::{clock, environment};
use crate::source::ShippedRules;

/// What `begin` takes.
#[derive(Debug, clap::Args)]
pub struct BeginArguments {
    /// The folder.
    #[arg(value_name = "MAP", default_value = ".", hide_default_value = true, help = "De nieuwe map; anders de huidige")]
    new_folder: PathBuf,
    /// Whether a host is to check the dossiers.
    #[arg(long = "met-ci", help = "Zet er ook een controle bij voor een aanbieder zoals GitHub")]
    with_ci: bool,
    /// The rule file to begin with.
    #[arg(long = "regeling", value_name = "NAAM", default_value = "standaard", value_parser = ShippedRules::named,
        hide_default_value = true, help = "Met welke regeling u begint (zie onder); daarna past u haar aan")]
    rules: &'static ShippedRules,
}

/// The rule files to begin with, and examples.
pub fn after_help() -> String {
    let rules = ShippedRules::ALL.iter().map(|rules| format!("  {:14}  {}\n", rules.name, rules.about));
    let examples = "Voorbeelden:\n  klacht begin klachten\n  klacht begin klachten --met-ci\n  klacht begin klachten --regeling zes-weken";
    format!("Regelingen:\n{}\n{examples}", rules.collect::<String>())
}

/// Said when a host is to hold the dossiers.
const ABOUT_HOSTS: &str = "
De controle draait pas als u deze map bij een aanbieder neerzet. Bedenk eerst: dan staan alle dossiers daar,
met naam, adres en inhoud, ook de oude versies. Maak de opslag besloten, geef alleen toegang aan wie de dossiers
behandelt, en spreek het af in een verwerkersovereenkomst. Wat de controle meldt bevat alleen nummers, velden en
opmerkingen. Zonder --met-ci werkt alles ook, geheel op uw eigen computer.
";

/// Makes the folder, its first files and its first recording.
///
/// # Errors
/// When it is a dossier folder already, or cannot be made or recorded.
pub fn run(arguments: &BeginArguments, desk: &Desk) -> Result<Exit, Failure> {
    let folder = desk.path(&arguments.new_folder);
    if beginning::is_taken(&folder) && !is_cut_off(&folder)? {
        let what = format!("«{}» is al een dossiermap, of ligt erin", arguments.new_folder.display());
        return Err(Failure::new(Exit::Unusable, what).help("kies een andere map, of typ daar «klacht» om te beginnen"));
    }
    if let Some(failure) = not_taken(&folder) {
        return Err(failure);
    }
    beginning::make_folder(&folder).map_err(|error| Failure::from_io(&folder, &error))?;
    let repository = open_or_init(&folder)?;
    let mut files = beginning::first_files(arguments.rules.text);
    files.extend(arguments.with_ci.then(beginning::workflow));
    record_first(&repository, &folder, &files, desk)?;
    repository.set_merge_driver(&environment::program()?)?;

    desk.print(&format!("De dossiermap «{}» is gemaakt en vastgelegd.\n", folder.display()))?;
    desk.print(&next_steps(&arguments.new_folder))?;
    if arguments.with_ci {
        desk.print(ABOUT_HOSTS)?;
    }
    Ok(Exit::Done)
}

/// Whether an earlier `begin` was killed here before it recorded anything; this one finishes it.
fn is_cut_off(folder: &Path) -> Result<bool, Failure> {
    let repository = Repository::discover(folder)?;
    let own = repository.filter(|repository| repository.work_dir() == folder && repository.root() == folder);
    Ok(own.map(|own| own.head_commit()).transpose()?.is_some_and(|commit| commit.is_none()))
}

/// The repository the folder has already, or a new one.
fn open_or_init(folder: &Path) -> Result<Repository, Failure> {
    match Repository::discover(folder)? {
        Some(repository) if repository.work_dir() == folder => Ok(repository.finish_init()?),
        _ => Ok(Repository::init(folder)?),
    }
}

/// Writes the files that are not there yet, and records them; who records is asked of git before anything is written.
fn record_first(repository: &Repository, folder: &Path, files: &[FirstFile], desk: &Desk) -> Result<(), Failure> {
    let recorder = repository.recorder(super::PATIENCE)?.attended(desk.attendance());
    let by = repository.identity()?;
    let based_on = repository.head_commit()?;
    let mut changes = std::collections::BTreeMap::new();
    for file in files {
        if beginning::write_unless_there(folder, *file)? {
            changes.insert(TrackedPath::new(file.0)?, Change::Content(file.1.as_bytes().to_vec()));
        }
    }
    let message = CommitMessage::of_kind(Kind::Begin, []);
    match recorder.record(&Recording { changes, message, by, at: clock::now(), based_on })? {
        Outcome::Recorded { .. } | Outcome::NothingToRecord => Ok(()),
    }
}

fn next_steps(folder: &Path) -> String {
    let enter = if folder == Path::new(".") { String::new() } else { format!("  cd {}\n", folder.display()) };
    format!(
        "\nHierna:\n{enter}  Lees dossiers/regeling.yaml en pas aan wat bij u anders is: mensen, adressen, termijnen.\n  klacht controleer\n  klacht nieuw\n\nREADME.md in die map zegt wat u elke dag doet.\n"
    )
}

//! `klacht samenvoegen`: what git runs to merge a dossier that both sides changed; and telling git to do so.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Desk, Exit, Failure};
use crate::repository::{Change, CommitMessage, Kind, MERGE_ATTRIBUTE, Outcome, Recording, Repository, TrackedPath};
use crate::shell::office::Office;
use crate::shell::{clock, environment, files};
use crate::source::merge::{Clash, Names, Style, merge};

/// The most that is read of a file to be merged.
const MOST_BYTES: u64 = 64 << 20;
/// The signs of a mark, when git does not say.
const MARK: usize = 7;
/// The file that tells git which driver to use.
const ATTRIBUTES: &str = ".gitattributes";

/// What `samenvoegen` takes.
#[derive(Debug, clap::Args)]
pub struct MergeArguments {
    /// Whether git is to be told.
    #[arg(long = "instellen", exclusive = true, help = "Laat git dossiers in deze map voortaan zo samenvoegen; nog een keer kan geen kwaad")]
    install: bool,
    /// The version both came from.
    #[arg(value_name = "UITGANGSPUNT", help = "De versie waar beide kanten van uitgingen (%O); leeg als er geen is")]
    base: Option<PathBuf>,
    /// Our side, which becomes the result.
    #[arg(value_name = "ONZE", help = "De versie hier (%A); wordt vervangen door de uitkomst")]
    ours: Option<PathBuf>,
    /// Their side.
    #[arg(value_name = "HUN", help = "De versie die erbij komt (%B)")]
    theirs: Option<PathBuf>,
    /// How long the marks are.
    #[arg(value_name = "LENGTE", value_parser = clap::value_parser!(u8).range(1..), help = "Hoe lang de merktekens van een conflict zijn (%L)")]
    size: Option<u8>,
    /// The path in the work tree.
    #[arg(value_name = "PAD", help = "Het bestand waar het om gaat (%P)")]
    path: Option<String>,
    /// What the versions are called.
    #[arg(value_name = "NAMEN", num_args = 0..=3, help = "Hoe de drie versies heten (%S %X %Y)")]
    names: Vec<String>,
}

/// Merges one file, or tells git to have it done so from now on.
///
/// # Errors
/// When a version is not given; when a file cannot be read or written, or git's settings cannot.
pub fn run(arguments: &MergeArguments, desk: &Desk) -> Result<Exit, Failure> {
    match (&arguments.base, &arguments.ours, &arguments.theirs) {
        (Some(base), Some(ours), Some(theirs)) => merge_files([base, ours, theirs], arguments, desk),
        _ if arguments.install => install(desk),
        _ => {
            let what = "git geeft deze opdracht de drie versies die samen moeten, en die ontbreken hier";
            Err(Failure::new(Exit::WrongUse, what).help("bedoelt u: klacht samenvoegen --instellen"))
        }
    }
}

fn merge_files(paths: [&PathBuf; 3], arguments: &MergeArguments, desk: &Desk) -> Result<Exit, Failure> {
    let read = |path: &Path| files::read_named(path, MOST_BYTES).map_err(|error| Failure::from_io(path, &error));
    let [base, ours, theirs] = paths.map(|path| desk.path(path));
    let before = read(&ours)?;
    let merged = merge(&read(&base)?, &before, &read(&theirs)?, &arguments.style());
    if merged.bytes != before {
        files::replace(&ours, &before, &merged.bytes)?;
    }
    if merged.clashes.is_empty() {
        return Ok(Exit::Done);
    }
    if arguments.style().size <= MARK {
        desk.terminal.notice(&told(arguments.path.as_deref().unwrap_or_default(), &merged.clashes));
    }
    Ok(Exit::Remarks)
}

impl MergeArguments {
    /// How conflicts are marked; an older git passes the names of the versions on as it found them.
    fn style(&self) -> Style {
        let known = |index: usize| self.names.get(index).filter(|name| !name.is_empty() && !name.starts_with('%')).cloned();
        let default = Style::default();
        let Names { base, ours, theirs } = default.names;
        let names = Names { base: known(0).unwrap_or(base), ours: known(1).unwrap_or(ours), theirs: known(2).unwrap_or(theirs) };
        Style { size: self.size.map_or(MARK, usize::from), names }
    }
}

/// Which fields conflict, without what stands in them: git may pass this on to anyone.
fn told(path: &str, clashes: &[Clash]) -> String {
    let mut places: Vec<_> = clashes.iter().map(|clash| clash.place.named()).collect();
    places.dedup();
    format!("{path}: beide kanten wijzigden {}; «klacht conflict» legt het uit\n", places.join(", "))
}

/// Tells git, and says what was changed.
fn install(desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    let repository = desk.repository(&office)?;
    let program = environment::program()?;
    let set = repository.set_merge_driver(&program)?;
    let recorded = add_attribute(&office, &repository)?;
    let line = match (set, recorded) {
        (false, false) => "Dat was al ingesteld: git voegt dossiers in deze map veld voor veld samen.\n",
        (true, false) => "Ingesteld: git voegt dossiers in deze map voortaan veld voor veld samen. Dat geldt op deze computer.\n",
        (_, true) => {
            "Ingesteld: git voegt dossiers in deze map voortaan veld voor veld samen.\nIn .gitattributes staat nu welke bestanden dat zijn; dat is vastgelegd en gaat mee naar anderen. Op elke computer is daarna nog «klacht samenvoegen --instellen» nodig.\n"
        }
    };
    desk.print(line)?;
    Ok(Exit::Done)
}

/// Records which files are merged so, unless that stands there already; whether it did.
fn add_attribute(office: &Office, repository: &Repository) -> Result<bool, Failure> {
    let on_disk = office.on_disk(ATTRIBUTES);
    let there = files::read_if_there(&on_disk).map_err(|error| Failure::from_io(&on_disk, &error))?;
    let text = String::from_utf8_lossy(there.as_deref().unwrap_or_default()).into_owned();
    if text.lines().any(|line| line.trim() == MERGE_ATTRIBUTE) {
        return Ok(false);
    }
    let recorder = repository.recorder(super::PATIENCE)?;
    let by = repository.identity()?;
    let based_on = repository.head_commit()?;
    let open = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let new = format!(
        "{text}{open}# Dossiers worden veld voor veld samengevoegd, op computers waar «klacht samenvoegen --instellen» is gedaan.\n{MERGE_ATTRIBUTE}\n"
    );
    match &there {
        Some(read) => files::replace(&on_disk, read, new.as_bytes())?,
        None => files::create(&on_disk, new.as_bytes())?,
    }
    let changes = BTreeMap::from([(TrackedPath::new(ATTRIBUTES)?, Change::Content(new.into_bytes()))]);
    let message = CommitMessage::of_kind(Kind::Rules, []);
    let outcome = recorder.record(&Recording { changes, message, by, at: clock::now(), based_on })?;
    Ok(matches!(outcome, Outcome::Recorded { .. }))
}

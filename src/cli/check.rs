//! `klacht controleer`: everything there is to say about the dossiers.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::given_anchor::GivenAnchor;
use super::{Desk, Exit, Failure};
use crate::diagnostic::Severity;
use crate::domain::DossierId;
use crate::overview::{CheckedFile, Extent};
use crate::regulation::Rules;
use crate::render::{github, json, junit, sarif, terminal};
use crate::repository::{AuditTerms, Repository};
use crate::shell::checking::REDACTED;
use crate::shell::clock;
use crate::shell::office::{Office, dossier_path};
use crate::shell::reading::RuleFile;
use crate::shell::returned::returned_files;
use crate::source::read_redacted;

/// What `controleer` takes.
#[derive(Debug, clap::Args)]
pub struct CheckArguments {
    /// What to check.
    #[arg(value_name = "PAD", help = "Bestanden, mappen of nummers; anders alles")]
    paths: Vec<PathBuf>,
    /// Whether warnings fail it too.
    #[arg(long = "streng", help = "Ook een waarschuwing geeft uitgang 1, niet alleen een fout")]
    strict: bool,
    /// Whether the history is checked instead of the files as they are.
    #[arg(long = "historie", help = "De hele geschiedenis, in plaats van de bestanden zoals ze nu zijn")]
    history: bool,
    /// The anchor the history must hold.
    #[arg(
        long = "ijkpunt",
        value_name = "IJKPUNT",
        requires = "history",
        help = "Ga na of de geschiedenis dit ijkpunt nog bevat: de tekens zelf, of een bestand waar ze in staan"
    )]
    anchor: Option<String>,
    /// How the answer is written.
    #[arg(long = "formaat", value_name = "FORMAAT", default_value = "tekst", help = "Hoe het antwoord eruitziet")]
    format: CheckFormat,
}

/// How the remarks are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// With the lines they are about.
    #[value(name = "tekst", help = "om te lezen")]
    Text,
    /// `docs/json.md`.
    #[value(name = "json", help = "voor een ander programma")]
    Json,
    /// Annotations: number, field and code, never a value.
    #[value(name = "github", help = "voor een controle bij GitHub: nummer, veld en opmerking, nooit een gegeven")]
    Github,
    /// SARIF 2.1.0: number, field and code, never a value.
    #[value(name = "sarif", help = "SARIF 2.1.0, voor een aanbieder of een editor: nummer, veld en opmerking, nooit een gegeven")]
    Sarif,
    /// JUnit's XML: number, field and code, never a value.
    #[value(name = "junit", help = "JUnit-XML, voor een bouwserver: nummer, veld en opmerking, nooit een gegeven")]
    Junit,
}

/// Prints every remark; ends with 1 when there is an error among them.
///
/// # Errors
/// When there is no dossier folder, its rule file is unsound, or a path leads nowhere.
pub fn run(arguments: &CheckArguments, desk: &Desk) -> Result<Exit, Failure> {
    let office = office(arguments, desk)?;
    let scope = if arguments.history { Scope::read(&arguments.paths, &office, desk)? } else { Scope::of(&arguments.paths, &office, desk)? };
    let RuleFile { rules, file } = office.rule_file()?;
    if let (true, Some(rules)) = (arguments.history, &rules) {
        return history(arguments, &scope, &office, rules, desk);
    }
    let repository = repository(&office, desk);
    let folder = repository.as_ref().map(way_to_office).unwrap_or_default();
    let Some(rules) = rules else { return unsound(file, &folder, arguments, desk) };

    let elsewhere = repository.as_ref().map(|repository| numbers_elsewhere(repository, desk)).unwrap_or_default();
    let mut files = vec![file];
    files.extend(office.check(&rules, elsewhere, desk.today)?);
    files.extend(repository.as_ref().map(|repository| lost_lines(&office, repository, &rules, desk)).unwrap_or_default());
    files.extend(repository.as_ref().map(|repository| came_back(repository, &rules, desk)).unwrap_or_default());
    scope.touches(&files)?;
    files.retain(|file| scope.holds(file));

    desk.print(&arguments.rendered(&files, Some(&rules), &folder, None, desk))?;
    Ok(arguments.exit(&files))
}

/// The history held against the procedure, commit by commit.
fn history(arguments: &CheckArguments, scope: &Scope, office: &Office, rules: &Rules, desk: &Desk) -> Result<Exit, Failure> {
    let repository = desk.repository(office)?;
    let destroyed = Office::destroyed_as_recorded(&repository)?;
    // A day that is only supposed is no reason to call a commit of today one of the future.
    let today = desk.today.max(clock::today());
    let terms = AuditTerms { rules, today, destroyed: &destroyed };
    let given = arguments.anchor.as_ref().map(|given| GivenAnchor::read(given, desk)).transpose()?;
    let audit = repository.audit(&terms)?;
    scope.is_in(&audit.dossiers)?;
    let mut files = audit.findings;
    files.extend(returned_files(&repository.returned()?, rules));
    files.retain(|file| scope.holds(file));
    let mut extent = Extent { commits: audit.commits, dossiers: audit.dossiers.iter().filter(|id| scope.holds_dossier(**id)).count(), anchor: None };
    if let Some(given) = given {
        let (told, mut differing) = given.held_against(&repository, &terms)?;
        tell_redacted(&mut differing, &read_redacted(&office.read(REDACTED).unwrap_or_default()));
        extent.anchor = Some(told);
        files.extend(differing);
    }
    desk.print(&arguments.rendered(&files, Some(rules), &way_to_office(&repository), Some(&extent), desk))?;
    Ok(arguments.exit(&files))
}

/// Says of a dossier from which something was taken out of every version that an anchor from before that cannot hold for it.
fn tell_redacted(differing: &mut [CheckedFile], redacted: &BTreeSet<DossierId>) {
    for file in differing.iter_mut().filter(|file| file.number.is_some_and(|number| redacted.contains(&number))) {
        for remark in &mut file.remarks {
            "uit dit dossier is iets weggelakt (register/weggelakt.yaml zegt wanneer en waarom); een ijkpunt van daarvoor klopt er niet meer voor"
                .clone_into(&mut remark.diagnostic.help);
        }
    }
}

/// Without sound rules nothing else can be judged: the remarks on the rule file are all there is.
fn unsound(file: CheckedFile, folder: &str, arguments: &CheckArguments, desk: &Desk) -> Result<Exit, Failure> {
    desk.print(&arguments.rendered(&[file], None, folder, None, desk))?;
    desk.terminal.notice("Zolang de regeling fouten heeft, kan geen dossier gecontroleerd worden.\n");
    Ok(Exit::Unusable)
}

impl CheckArguments {
    /// The remarks as they were asked for, on a history when there is an extent of it.
    fn rendered(&self, files: &[CheckedFile], rules: Option<&Rules>, folder: &str, extent: Option<&Extent>, desk: &Desk) -> String {
        match self.format {
            CheckFormat::Text => terminal::remarks(files, rules, extent, desk.screen()),
            CheckFormat::Json => json::check(files, rules, extent, desk.today),
            CheckFormat::Github => github::annotations(files, folder),
            CheckFormat::Sarif => sarif::log(files, rules, folder),
            CheckFormat::Junit => junit::report(files, rules, folder, self.fails()),
        }
    }

    /// How the program ends after these remarks.
    fn exit(&self, files: &[CheckedFile]) -> Exit {
        let fails = files.iter().flat_map(|file| &file.remarks).any(|remark| remark.diagnostic.severity >= self.fails());
        if fails { Exit::Remarks } else { Exit::Done }
    }

    /// The least weight with which a remark makes the check fail.
    fn fails(&self) -> Severity {
        if self.strict { Severity::Warning } else { Severity::Error }
    }
}

/// The dossier folder around the first path, or around the current folder.
fn office(arguments: &CheckArguments, desk: &Desk) -> Result<Office, Failure> {
    let path = arguments.paths.iter().find(|path| number(path).is_none());
    match path {
        Some(path) => Ok(Office::find(&desk.path(path))?),
        None => desk.office(),
    }
}

/// Git's side of it, with one notice when there is none to be had.
fn repository(office: &Office, desk: &Desk) -> Option<Repository> {
    match Repository::discover(office.root()) {
        Ok(Some(repository)) => return Some(repository),
        Ok(None) => desk.terminal.notice("Hier is geen git: de bestanden worden gecontroleerd, de geschiedenis niet.\n"),
        Err(error) => desk.terminal.notice(&format!("De geschiedenis wordt niet gecontroleerd: {error}.\n")),
    }
    None
}

/// What there is to say of registers from which recorded lines are gone; nothing, with one notice, when git cannot be read.
fn lost_lines(office: &Office, repository: &Repository, rules: &Rules, desk: &Desk) -> Vec<CheckedFile> {
    office.registers_with_lost_lines(repository, rules).unwrap_or_else(|error| {
        desk.terminal.notice(&format!("De registers zijn niet tegen de geschiedenis gehouden: {error}.\n"));
        Vec::new()
    })
}

/// What there is to say of destroyed dossiers that something leads to; nothing, with one notice, when git cannot be read.
fn came_back(repository: &Repository, rules: &Rules, desk: &Desk) -> Vec<CheckedFile> {
    let leading = repository.returned_since().unwrap_or_else(|error| {
        desk.terminal.notice(&format!("Of iets vernietigds terugkwam, is niet nagekeken: {error}.\n"));
        Vec::new()
    });
    returned_files(&leading, rules)
}

/// The numbers on every branch; none, with one notice, when git cannot be read.
fn numbers_elsewhere(repository: &Repository, desk: &Desk) -> BTreeSet<DossierId> {
    repository.numbers_in_all_branches().unwrap_or_else(|error| {
        desk.terminal.notice(&format!("De geschiedenis wordt niet gecontroleerd: {error}.\n"));
        BTreeSet::new()
    })
}

/// From the repository to the dossier folder: empty, or with a slash at its end.
fn way_to_office(repository: &Repository) -> String {
    let way = repository.root().strip_prefix(repository.work_dir()).unwrap_or(Path::new(""));
    way.components().map(|part| format!("{}/", part.as_os_str().to_string_lossy())).collect()
}

fn number(path: &Path) -> Option<DossierId> {
    path.to_str()?.parse().ok()
}

/// What was asked for.
struct Scope {
    numbers: BTreeSet<DossierId>,
    paths: Vec<String>,
}

impl Scope {
    fn of(named: &[PathBuf], office: &Office, desk: &Desk) -> Result<Self, Failure> {
        let scope = Self::read(named, office, desk)?;
        if !scope.numbers.is_empty() {
            desk.dossiers(office, &scope.numbers.iter().copied().collect::<Vec<_>>())?;
        }
        Ok(scope)
    }

    /// Refuses a number that was never recorded; one may be that is gone by now.
    fn is_in(&self, recorded: &BTreeSet<DossierId>) -> Result<(), Failure> {
        let absent = self.numbers.iter().find(|id| !recorded.contains(id));
        let unknown = |id| Failure::new(Exit::WrongUse, format!("in de geschiedenis komt geen dossier {id} voor"));
        absent.map_or(Ok(()), |id| Err(unknown(id)))
    }

    fn read(named: &[PathBuf], office: &Office, desk: &Desk) -> Result<Self, Failure> {
        let mut scope = Self { numbers: BTreeSet::new(), paths: Vec::new() };
        for path in named {
            match number(path) {
                Some(id) => drop(scope.numbers.insert(id)),
                None => scope.paths.push(office.path_within(&desk.path(path))?),
            }
        }
        Ok(scope)
    }

    /// Whether the dossier was asked for, wherever its file is or was.
    fn holds_dossier(&self, id: DossierId) -> bool {
        let all = self.numbers.is_empty() && self.paths.is_empty();
        all || self.numbers.contains(&id) || self.paths.iter().any(|path| is_under(&dossier_path(id), path))
    }

    /// Refuses a path under which nothing lies that can be checked.
    fn touches(&self, files: &[CheckedFile]) -> Result<(), Failure> {
        let idle = self.paths.iter().find(|path| !files.iter().any(|file| is_under(&file.path, path)));
        let nothing = |path| Failure::new(Exit::WrongUse, format!("«{path}» is geen dossier, en er ligt er ook geen in"));
        idle.map_or(Ok(()), |path| Err(nothing(path).help("dossiers liggen onder dossiers/, elk in een map met zijn nummer")))
    }

    /// Whether the file was asked for.
    fn holds(&self, file: &CheckedFile) -> bool {
        if self.numbers.is_empty() && self.paths.is_empty() {
            return true;
        }
        let by_number = file.is_dossier() && file.number.is_some_and(|number| self.numbers.contains(&number));
        by_number || self.paths.iter().any(|path| is_under(&file.path, path))
    }
}

/// Whether the file is this path or lies below it; everything lies below the empty path.
fn is_under(file: &str, path: &str) -> bool {
    path.is_empty() || file.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

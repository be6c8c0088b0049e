//! `klacht bouw`: the private site.

use std::path::{Path, PathBuf};

use super::site_choice::SiteChoice;
use super::{Desk, Exit, Failure};
use crate::overview::Profile;
use crate::render::html::Weakening;
use crate::shell::office::{Office, OfficeError, RULE_FILE};
use crate::shell::site::{SiteError, SiteReport};

/// What `bouw` takes.
#[derive(Debug, clap::Args)]
pub struct BuildArguments {
    /// Which site.
    #[command(flatten)]
    site: SiteChoice,
    /// Other dossier folders it shows too.
    #[arg(
        long = "bij",
        value_name = "MAP",
        help = "Een andere dossiermap waarvan de dossiers er ook op komen; mag vaker",
        long_help = "Een andere dossiermap waarvan de dossiers er ook op komen, met eigen git: van een ander kantoor, of van eerdere \
                     jaren. Mag vaker. Elk dossier wordt berekend naar de regeling in zijn eigen map; de bladzijden over alles volgen die van \
                     hier. Geen nummer mag in twee mappen staan: laat elk kantoor zijn nummers bij een eigen nummer beginnen (docs/regeling.md)."
    )]
    beside: Vec<PathBuf>,
}

/// Builds the site and says what was written.
///
/// # Errors
/// When there is no dossier folder, its rule file is unsound, a template is wrong, or the site cannot be written.
pub fn run(arguments: &BuildArguments, desk: &Desk) -> Result<Exit, Failure> {
    let others = arguments.beside.iter().map(|path| other_office(&desk.path(path))).collect::<Result<Vec<_>, _>>()?;
    let order = arguments.site.order(desk)?.taking_along(others)?;
    let report = order.build(desk.today)?;
    desk.print(&told(&report, order.folder()))?;
    desk.terminal.notice(&notices(&report));
    desk.terminal.notice(&weakened(&order.weakened()?));
    Ok(Exit::Done)
}

/// The dossier folder that was named beside the own one.
fn other_office(path: &Path) -> Result<Office, Failure> {
    Office::find(path).map_err(|error| match error {
        OfficeError::NotHere(path) => Failure::new(Exit::Unusable, format!("«{}» is geen dossiermap: {RULE_FILE} ontbreekt daar", path.display()))
            .help("noem met --bij de map waarin de map «dossiers» van het andere kantoor staat"),
        error => error.into(),
    })
}

/// What was built, in one or two lines.
pub(super) fn told(report: &SiteReport, folder: &Path) -> String {
    let written = report.written;
    let changes = match (written.written, written.removed) {
        (0, 0) => "er was niets veranderd".to_owned(),
        (written, 0) => format!("{} geschreven", files(written)),
        (written, removed) => format!("{} geschreven, {removed} weggehaald", files(written)),
    };
    let dossiers = match report.dossiers {
        1 => "1 dossier".to_owned(),
        count => format!("{count} dossiers"),
    };
    let site = match report.profile {
        Profile::Full => format!("Site van {dossiers}"),
        Profile::Committee => format!("Site voor de geschillencommissie van {dossiers}"),
        Profile::Management => "Site voor de directie".to_owned(),
    };
    let along: Vec<&str> = report.alongside.iter().map(|office| office.name.as_str()).collect();
    let site = if along.is_empty() { site } else { format!("{site}, ook van {}", along.join(", ")) };
    format!("{site}: {changes}.\nOpen {}\n", folder.join("index.html").display())
}

/// So many files, in words.
pub(super) fn files(count: usize) -> String {
    if count == 1 { "1 bestand".to_owned() } else { format!("{count} bestanden") }
}

/// What the officer should know besides.
pub(super) fn notices(report: &SiteReport) -> String {
    let mut text = String::new();
    if !report.has_history {
        text.push_str("Er is nog niets vastgelegd; de pagina’s vertellen daarom niet wanneer iets veranderde.\n");
    }
    text.push_str(&unread(report));
    text.push_str(&other_procedures(report));
    text.push_str(before_sharing(report.profile));
    text
}

/// Which files cannot be read, or how many; empty when all can.
pub(super) fn unread(report: &SiteReport) -> String {
    let mut text = String::new();
    if !report.unreadable.is_empty() {
        let paths: Vec<&str> = report.unreadable.iter().map(|file| file.path.as_str()).collect();
        text.push_str(&format!("Niet op de site: {}. «klacht controleer» zegt waarom.\n", paths.join(", ")));
    }
    if report.untold > 0 {
        let files = files(report.untold);
        text.push_str(&format!(
            "{files} niet te lezen: hoort er een bij deze lezers, dan ontbreekt hij. «klacht controleer» zegt welke en waarom.\n"
        ));
    }
    text
}

/// Which offices count otherwise; empty when all count alike.
fn other_procedures(report: &SiteReport) -> String {
    let differing: Vec<&str> = report.alongside.iter().filter(|office| office.differs).map(|office| office.name.as_str()).collect();
    if differing.is_empty() {
        return String::new();
    }
    format!(
        "Let op, de regeling van {} is een andere dan die van hier: elk dossier is berekend naar die van zijn eigen map, de bladzijden \
         «Regeling», «Evaluatie» en die over alle dossiers naar die van hier.\n",
        differing.join(", ")
    )
}

/// What own templates no longer see to.
pub(super) fn weakened(weakened: &[Weakening]) -> String {
    if weakened.is_empty() {
        return String::new();
    }
    let lines: String = weakened.iter().map(|one| format!("  {one}\n")).collect();
    format!("Let op, met eigen sjablonen belooft de site minder:\n{lines}")
}

/// What the officer does before these readers get the site.
fn before_sharing(profile: Profile) -> &'static str {
    match profile {
        Profile::Full => "",
        Profile::Committee => {
            "Geef de hele map door en niets anders; leg vast wanneer zij het dossier kreeg: «klacht bezwaar NUMMER --overgedragen DATUM».\n"
        }
        Profile::Management => {
            "Maatregelen zijn vrije tekst: lees ze voordat u deze site deelt. Wie twee uitgaven naast elkaar legt, ziet wat er bij kwam: deel haar niet vaker dan nodig.\n"
        }
    }
}

impl From<SiteError> for Failure {
    fn from(error: SiteError) -> Self {
        let what = error.to_string();
        match error {
            SiteError::Office(error) => error.into(),
            SiteError::Repository(error) => error.into(),
            SiteError::NotOurs(_) => Self::new(Exit::WrongUse, what).help("noem met --naar een map die er nog niet is, of leeg is"),
            SiteError::TakenTwice(_) => Self::new(Exit::WrongUse, what).help("noem met --bij elke andere dossiermap één keer, en niet die van hier"),
            SiteError::SharedNumber { .. } => Self::new(Exit::Unusable, what).help(
                "geef een van de twee een ander nummer met «klacht hernummer»; laat elk kantoor zijn nummers bij een eigen nummer beginnen \
                 (docs/regeling.md, «nummers»)",
            ),
            SiteError::WithoutName(_) => Self::new(Exit::WrongUse, what).help("noem bij voorbeeld --naar site"),
            SiteError::AmongDossiers(_) => Self::new(Exit::WrongUse, what).help("noem met --naar een map buiten de map «dossiers»"),
            SiteError::WithinSite(_) => {
                Self::new(Exit::WrongUse, what).help("noem met --naar een map erbuiten: wat in een site ligt, gaat met haar mee")
            }
            SiteError::OfOthers { .. } => Self::new(Exit::WrongUse, what)
                .help("noem met --naar een andere map, of haal deze eerst weg; zo krijgt niemand te zien wat niet voor hem is"),
            SiteError::NamedForOthers { theirs, .. } => Self::new(Exit::WrongUse, what)
                .help(format!("noem met --naar een andere map, of bouw haar met --profiel {theirs}; zo krijgt niemand te zien wat niet voor hem is")),
            SiteError::UnsoundRules(_) => Self::new(Exit::Unusable, what).help("«klacht controleer» laat zien welke, en waar"),
            SiteError::Template(_) => {
                Self::new(Exit::Unusable, what).help("herstel het sjabloon, of haal het weg: dan geldt het eigen sjabloon van klacht")
            }
            SiteError::System { .. } => Self::new(Exit::InputOutput, what).help("controleer of de map van u is, en of er ruimte is"),
        }
    }
}

//! `klacht bouw`: the private site.

use std::path::{Path, PathBuf};

use super::{Desk, Exit, Failure};
use crate::shell::site::{SiteError, SiteOrder, SiteReport};

/// What `bouw` takes.
#[derive(Debug, clap::Args)]
pub struct BuildArguments {
    /// Where the site comes.
    #[arg(long = "naar", value_name = "MAP", help = "Waar de site komt; anders de map «site» naast de dossiers")]
    to: Option<PathBuf>,
}

/// Builds the site and says what was written.
///
/// # Errors
/// When there is no dossier folder, its rule file is unsound, a template is wrong, or the site cannot be written.
pub fn run(arguments: &BuildArguments, desk: &Desk) -> Result<Exit, Failure> {
    let order = SiteOrder::new(desk.office()?, arguments.to.as_ref().map(|to| desk.path(to)).as_deref())?;
    let report = order.build(desk.today)?;
    desk.print(&told(&report, order.folder()))?;
    desk.terminal.notice(&notices(&report));
    Ok(Exit::Done)
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
    format!("Site van {dossiers}: {changes}.\nOpen {}\n", folder.join("index.html").display())
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
    if !report.unreadable.is_empty() {
        let paths: Vec<&str> = report.unreadable.iter().map(|file| file.path.as_str()).collect();
        text.push_str(&format!("Niet te lezen en dus niet op de site: {}. «klacht controleer» zegt waarom.\n", paths.join(", ")));
    }
    text
}

impl From<SiteError> for Failure {
    fn from(error: SiteError) -> Self {
        let what = error.to_string();
        match error {
            SiteError::Office(error) => error.into(),
            SiteError::Repository(error) => error.into(),
            SiteError::NotOurs(_) => Self::new(Exit::WrongUse, what).help("noem met --naar een map die er nog niet is, of leeg is"),
            SiteError::AmongDossiers(_) => Self::new(Exit::WrongUse, what).help("noem met --naar een map buiten de map «dossiers»"),
            SiteError::UnsoundRules => Self::new(Exit::Unusable, what).help("«klacht controleer» laat zien welke, en waar"),
            SiteError::Template(_) => {
                Self::new(Exit::Unusable, what).help("herstel het sjabloon, of haal het weg: dan geldt het eigen sjabloon van klacht")
            }
            SiteError::System { .. } => Self::new(Exit::InputOutput, what).help("controleer of de map van u is, en of er ruimte is"),
        }
    }
}

//! `klacht leg-vast`: records what was written in the editor, one commit a dossier.

use std::fmt::Write;

use super::recordings::Recordings;
use super::{Desk, Exit, Failure};
use crate::diagnostic::{Code, Severity};
use crate::domain::DossierId;
use crate::overview::CheckedFile;
use crate::regulation::Rules;
use crate::render::terminal;
use crate::shell::changes::ChangedDossier;
use crate::shell::office::{Office, dossier_path};
use crate::source::{Located, obstacles};

/// What `leg-vast` takes.
#[derive(Debug, clap::Args)]
pub struct CommitArguments {
    /// The dossiers.
    #[arg(value_name = "NUMMER", help = "Alleen deze dossiers; anders alle die gewijzigd zijn")]
    numbers: Vec<DossierId>,
    /// Whether vanished facts were meant to vanish.
    #[arg(long = "verdwenen-akkoord", help = "Leg ook vast dat er gegevens of bijlagen weg zijn; zonder dit wordt dat geweigerd")]
    vanished_agreed: bool,
}

/// Records every changed dossier that may be recorded; says of each what came of it.
///
/// # Errors
/// When there is no dossier folder or git, the rule file is unsound, or git refuses.
pub fn run(arguments: &CommitArguments, desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    let rules = desk.rules(&office)?;
    let repository = desk.repository(&office)?;
    let recordings = Recordings::of(&repository, desk)?;
    desk.dossiers_known(&office, &repository, &arguments.numbers)?;

    let rules_recorded = arguments.numbers.is_empty() && recordings.rule_file(&office)?;
    let mut refused = Vec::new();
    let mut recorded = Vec::new();
    for changed in office.changed_dossiers(&repository, &arguments.numbers.iter().copied().collect())? {
        match arguments.refusal(&changed, &rules, desk) {
            Some(file) => refused.push(file),
            None => recorded.extend(recordings.dossier(&changed)?),
        }
    }
    match (recorded.is_empty() && !rules_recorded, refused.is_empty()) {
        (true, true) => desk.print("Er is niets vast te leggen: alles staat al in de geschiedenis.\n")?,
        (true, false) => {}
        (false, _) => desk.print(&recordings.only_here()?)?,
    }
    desk.print(&remaining(&office, &rules, &recorded, desk)?)?;
    desk.print(&told(&refused, &rules, desk))?;
    Ok(if refused.is_empty() { Exit::Done } else { Exit::Refused })
}

impl CommitArguments {
    /// The dossier with what keeps it from being recorded; `None` when nothing does.
    fn refusal(&self, changed: &ChangedDossier, rules: &Rules, desk: &Desk) -> Option<CheckedFile> {
        let mut found = match &changed.now {
            Some(now) => {
                let pieces = changed.gone.iter().map(|path| piece_gone(path.as_str()));
                obstacles(changed.recorded.as_deref(), now, rules, desk.today).into_iter().chain(pieces).collect()
            }
            None => vec![dossier_gone(changed)],
        };
        let agreed = self.vanished_agreed && changed.now.is_some();
        found.retain(|remark| !(agreed && remark.diagnostic.code == Code::FactVanished));
        let file = |remarks| CheckedFile {
            path: dossier_path(changed.id),
            number: Some(changed.id),
            bytes: changed.now.clone().unwrap_or_default(),
            remarks,
        };
        (!found.is_empty()).then(|| file(found))
    }
}

fn dossier_gone(changed: &ChangedDossier) -> Located {
    let help = format!("haal het terug met: git restore {}; een dossier verdwijnt alleen door het te vernietigen", dossier_path(changed.id));
    Located::in_file(Code::FactVanished, 0..0, "het hele dossier is weg uit de map", help)
}

fn piece_gone(path: &str) -> Located {
    let piece = path.splitn(4, '/').last().unwrap_or(path);
    let message = format!("de bijlage «{piece}» is vastgelegd en nu weg");
    Located::in_file(Code::FactVanished, 0..0, message, "zet haar terug, of leg het zo vast met --verdwenen-akkoord")
}

/// The remarks that stay on what was recorded; they never kept it from being recorded.
fn remaining(office: &Office, rules: &Rules, recorded: &[DossierId], desk: &Desk) -> Result<String, Failure> {
    if recorded.is_empty() {
        return Ok(String::new());
    }
    let mut files = recorded.iter().map(|id| office.check_one(*id, rules, desk.today)).collect::<Result<Vec<_>, _>>()?;
    files.iter_mut().for_each(|file| file.remarks.retain(|remark| remark.diagnostic.severity > Severity::Info));
    files.retain(|file| !file.remarks.is_empty());
    Ok(if files.is_empty() {
        String::new()
    } else {
        format!("\nVastgelegd, en dit vraagt nog aandacht:\n\n{}", terminal::excerpts(&files, Some(rules), desk.screen()))
    })
}

fn told(refused: &[CheckedFile], rules: &Rules, desk: &Desk) -> String {
    let mut text = String::new();
    for file in refused {
        let id = file.number.map(|id| id.to_string()).unwrap_or_default();
        let why = terminal::excerpts(std::slice::from_ref(file), Some(rules), desk.screen());
        let _ = write!(text, "\nniet vastgelegd  {id}\n\n{why}");
    }
    text
}

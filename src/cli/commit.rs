//! `klacht leg-vast`: records what was written in the editor, one commit a dossier.

use std::fmt::Write;

use super::recordings::Recordings;
use super::{Desk, Exit, Failure};
use crate::diagnostic::Severity;
use crate::domain::DossierId;
use crate::overview::CheckedFile;
use crate::regulation::Rules;
use crate::render::terminal;
use crate::shell::changes::ChangedDossier;
use crate::shell::office::Office;
use crate::shell::recordable::Vanished;

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
    let mut failed = None;
    for (id, changed) in office.changed_dossiers(&repository, &arguments.numbers.iter().copied().collect())? {
        match changed.map_err(Failure::from).and_then(|changed| arguments.attempt(&changed, &recordings, &rules, desk)) {
            Ok(Attempt::Refused(file)) => refused.push(file),
            Ok(Attempt::Done(done)) => recorded.extend(done),
            // Another process is at work: the next dossier would wait for it just as long.
            Err(failure) if failure.exit == Exit::Locked => return Err(failure),
            Err(failure) => {
                desk.terminal.notice(&format!("niet vastgelegd  {id}\n{}", failure.told()));
                failed.get_or_insert(failure.exit);
            }
        }
    }
    let elsewhere = if arguments.numbers.is_empty() { office.inventory()?.lying_elsewhere() } else { Vec::new() };
    let unrecorded = !refused.is_empty() || failed.is_some() || !elsewhere.is_empty();
    match (recorded.is_empty() && !rules_recorded, unrecorded) {
        (true, false) => desk.print("Er is niets vast te leggen: alles staat al in de geschiedenis.\n")?,
        (true, true) => {}
        (false, _) => desk.print(&recordings.only_here()?)?,
    }
    desk.print(&remaining(&office, &rules, &recorded, desk)?)?;
    desk.print(&told(&refused, &rules, desk))?;
    desk.print(&told_elsewhere(&elsewhere))?;
    Ok(failed.unwrap_or(if refused.is_empty() { Exit::Done } else { Exit::Refused }))
}

/// What came of recording one dossier.
enum Attempt {
    /// Its number when something was recorded.
    Done(Option<DossierId>),
    /// The file with what keeps it from being recorded.
    Refused(CheckedFile),
}

impl CommitArguments {
    /// Records the dossier, unless something keeps it from being recorded.
    fn attempt(&self, changed: &ChangedDossier, recordings: &Recordings<'_>, rules: &Rules, desk: &Desk) -> Result<Attempt, Failure> {
        let vanished = if self.vanished_agreed { Vanished::Agreed } else { Vanished::Refused };
        match changed.refusal(rules, desk.today, vanished) {
            Some(file) => Ok(Attempt::Refused(file)),
            None => Ok(Attempt::Done(recordings.dossier(changed)?)),
        }
    }
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

/// What lies where no dossier belongs: nothing of it is in the history.
fn told_elsewhere(paths: &[String]) -> String {
    if paths.is_empty() {
        return String::new();
    }
    format!("\nNiet vastgelegd, want op een verkeerde plek: {}. «klacht controleer» zegt waar het hoort.\n", paths.join(", "))
}

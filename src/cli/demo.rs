//! `klacht voorbeeld`: invented complaints around today, to look around in.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::serve::Showing;
use super::{Desk, Exit, Failure, build};
use crate::shell::example;
use crate::shell::office::Office;
use crate::shell::serve;
use crate::shell::site::SiteOrder;
use crate::source::{read_rules, stories};

/// What `voorbeeld` takes.
#[derive(Debug, clap::Args)]
pub struct DemoArguments {
    /// Where the example comes.
    #[arg(long = "naar", value_name = "MAP", help = "Waar het voorbeeld komt, een nieuwe of lege map; anders «klacht-voorbeeld»")]
    to: Option<PathBuf>,
    /// Whether the browser is left alone.
    #[arg(long = "niet-openen", help = "Open de browser niet")]
    keep_closed: bool,
    /// Whether the site is only built.
    #[arg(long = "niet-serveren", help = "Bouw de site en stop; zij opent ook zonder klacht")]
    only_build: bool,
}

/// Makes the example with its history, builds its site and shows it until Ctrl-C.
///
/// # Errors
/// When the folder holds something, or cannot be written.
pub fn run(arguments: &DemoArguments, fixed_day: Option<NaiveDate>, desk: &Desk) -> Result<Exit, Failure> {
    let folder = free_folder(arguments, desk)?;
    let (rules, _) = read_rules(stories::rule_file().as_bytes());
    let rules = rules.expect("a test reads the rule file of the example");
    let made = example::make(&folder, &rules, desk.today)?;
    desk.print(&told(&folder, made.dossiers, made.recordings))?;

    let order = SiteOrder::new(Office::find(&folder)?, None)?;
    if arguments.only_build {
        let report = order.build(desk.today)?;
        desk.print(&build::told(&report, order.folder()))?;
        if !arguments.keep_closed && !serve::show_file(&order.folder().join("index.html")) {
            desk.terminal.notice("De browser wil niet open; open het bestand zelf.\n");
        }
        return Ok(Exit::Done);
    }
    Showing { order, port: None, keep_closed: arguments.keep_closed, fixed_day }.run(desk)
}

/// The folder that was named, when nothing is in it; else one that is not there yet.
fn free_folder(arguments: &DemoArguments, desk: &Desk) -> Result<PathBuf, Failure> {
    let Some(named) = &arguments.to else {
        return Ok(example::fresh_folder(&desk.folder));
    };
    let folder = desk.path(named);
    match example::is_free(&folder) {
        Ok(true) => Ok(folder),
        Ok(false) => Err(Failure::new(Exit::WrongUse, format!("«{}» is niet leeg; daar komt geen voorbeeld bij", named.display()))
            .help("noem met --naar een map die er nog niet is, of leeg is")),
        Err(error) => Err(Failure::from_io(&folder, &error)),
    }
}

fn told(folder: &Path, dossiers: usize, recordings: usize) -> String {
    format!(
        "Het voorbeeld staat in «{}»: {dossiers} verzonnen klachten, {recordings} keer vastgelegd.\nIedereen erin is verzonnen. Bekijk, wijzig en probeer gerust; weg ermee is de map weggooien.\n\n",
        folder.display()
    )
}

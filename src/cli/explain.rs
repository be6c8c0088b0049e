//! `klacht uitleg`: how the days of a dossier came about, or what a remark means.

use std::str::FromStr;

use super::{Desk, Exit, Failure};
use crate::diagnostic::Code;
use crate::domain::DossierId;
use crate::overview::DossierTerms;
use crate::regulation::{self, Rules};
use crate::render::{explanation, terminal};
use crate::source::default_rules;

/// What `uitleg` takes.
#[derive(Debug, clap::Args)]
pub struct ExplainArguments {
    /// What to explain.
    #[arg(value_name = "NUMMER|CODE", help = "Een dossier (K-2026-0007) of een opmerking (bevestiging-te-laat); zonder: alle opmerkingen")]
    what: Option<What>,
}

/// What can be explained.
#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    /// The terms of a dossier.
    Dossier(DossierId),
    /// A remark.
    Remark(Code),
}

impl FromStr for What {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.starts_with("K-") {
            return text.parse().map(Self::Dossier).map_err(|error| format!("{error}"));
        }
        let unknown = || match explanation::nearest(text) {
            Some(nearest) => format!("zo heet geen opmerking; bedoelt u «{nearest}»?"),
            None => "het is geen nummer van een dossier en geen opmerking; «klacht uitleg» noemt alle opmerkingen".to_owned(),
        };
        text.parse().map(Self::Remark).map_err(|_| unknown())
    }
}

/// Prints the explanation.
///
/// # Errors
/// When the dossier is not there, or the rule file is unsound.
pub fn run(arguments: &ExplainArguments, desk: &Desk) -> Result<Exit, Failure> {
    let text = match arguments.what {
        Some(What::Dossier(id)) => explained_dossier(id, desk)?,
        Some(What::Remark(code)) => explanation::page(code, &rules_at_hand(desk)),
        None => explanation::all_codes(&rules_at_hand(desk)),
    };
    desk.print(&text)?;
    Ok(Exit::Done)
}

/// The rules of the dossier folder, else the default ones: also where there is no folder, or its rule file is what must be explained.
fn rules_at_hand(desk: &Desk) -> Rules {
    let rules = desk.office().ok().and_then(|office| office.rule_file().ok()?.rules);
    rules.unwrap_or_else(default_rules)
}

fn explained_dossier(id: DossierId, desk: &Desk) -> Result<String, Failure> {
    let office = desk.office()?;
    let rules = desk.rules(&office)?;
    let dossiers = desk.dossiers(&office, &[id])?;
    let explained = dossiers.into_iter().map(|dossier| {
        let terms = regulation::terms(&dossier, &rules, desk.today);
        terminal::derivations(&DossierTerms { id, status: Some(dossier.status), terms }, &rules, desk.today)
    });
    Ok(explained.collect())
}

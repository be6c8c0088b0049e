//! `klacht wis`: a dossier erased at a request, before its term (art. 17 AVG), by the same way as `vernietig`.

use super::destroy::{self, Consent, DestroyArguments};
use super::{Desk, Exit, Failure};
use crate::domain::{Decision, DestructionGround, Dossier, DossierId, RequestKind};

/// What `wis` takes.
#[derive(Debug, clap::Args)]
pub struct EraseArguments {
    /// The dossier.
    #[arg(value_name = "NUMMER", help = "Het dossier waarvan iemand om verwijdering vroeg")]
    number: DossierId,
    /// Whether it is really done.
    #[arg(long = "uitvoeren", help = "Voer het uit; daarvoor typt u het nummer over")]
    carry_out: bool,
    /// What may be as it is.
    #[command(flatten)]
    consent: Consent,
}

/// Shows what would happen, or erases the dossier.
///
/// # Errors
/// When no granted request asks for it, something goes before, the repository is in no state for it, or something cannot be read or written.
pub fn run(arguments: &EraseArguments, desk: &Desk) -> Result<Exit, Failure> {
    let order = DestroyArguments::of_one(arguments.number, arguments.carry_out, arguments.consent);
    destroy::run_on(DestructionGround::Request, &order, desk)
}

/// The command that records what the last request for erasure lacks to be carried out; `None` when it lacks nothing or was not granted.
pub(super) fn lacking_facts(dossier: &Dossier) -> Option<String> {
    let asked = |kind: Option<RequestKind>| kind == Some(RequestKind::Erasure);
    let Some((index, request)) = dossier.requests.iter().enumerate().rfind(|(_, request)| asked(request.kind)) else {
        return Some(format!("klacht verzoek {} verwijdering", dossier.id));
    };
    if !matches!(request.decision, None | Some(Decision::Granted)) {
        return None;
    }
    let lacks = [
        (request.identity_established_on.is_none(), " --identiteit DAG"),
        (request.decision.is_none(), " --besluit BESLUIT"),
        (request.reason.is_none(), " --reden \"…\""),
    ];
    let lacks: String = lacks.into_iter().filter_map(|(is_lacking, option)| is_lacking.then_some(option)).collect();
    (!lacks.is_empty()).then(|| format!("klacht verzoek {} --welke {}{lacks}", dossier.id, index + 1))
}

//! What the rules say of keeping a dossier that someone asks to erase, on the screen.

use crate::calendar::day_in_words;
use crate::domain::{Decision, Provision, RequestKind, TermKind, Vocabulary};
use crate::regulation::{Rules, Term};
use crate::source::CheckedDossier;

/// How long the dossier is kept, and that a request to erase it is weighed and decided before that as well.
#[must_use]
pub fn erasure(checked: &CheckedDossier, rules: &Rules) -> String {
    let article = rules.article(Provision::Retention);
    let kept = checked.terms.iter().find(|term| term.kind == TermKind::Retention).and_then(|term| term.not_before);
    let minimum = rules.terms.retention.minimum;
    let keeping = match kept {
        Some(from) => format!("Vernietigen mag volgens {article} vanaf {}.", day_in_words(from)),
        None => format!("Volgens {article} blijft een dossier na de afhandeling minstens {minimum} bewaard; de klacht is nog niet afgehandeld."),
    };
    if let Some(decision) = decision(checked) {
        let granted = if decision == Decision::Partly { " toegewezen" } else { "" };
        return format!("\n{keeping}\nHet verzoek is {}{granted}.\n", decision.word());
    }
    let deadline = decided_by(checked).and_then(|term| term.due_on).map_or_else(String::new, |due| format!(" uiterlijk {}", day_in_words(due)));
    format!(
        "\n{keeping}\nDat is op zichzelf geen reden om het verzoek af te wijzen: weeg het, beslis{deadline} en leg het besluit vast met de reden.\n"
    )
}

/// What was decided on the last request for erasure.
fn decision(checked: &CheckedDossier) -> Option<Decision> {
    checked.dossier.as_ref()?.requests.iter().rfind(|request| request.kind == Some(RequestKind::Erasure))?.decision
}

/// The term within which the last request for erasure is decided.
fn decided_by(checked: &CheckedDossier) -> Option<&Term> {
    let requests = &checked.dossier.as_ref()?.requests;
    let index = requests.iter().rposition(|request| request.kind == Some(RequestKind::Erasure))?;
    let place = crate::diagnostic::FieldPath::from(crate::diagnostic::Field::Requests).entry(index);
    checked.terms.iter().find(|term| term.place == place)
}

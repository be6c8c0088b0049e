//! Findings in the history that were looked at and explained.

use chrono::DateTime;

use crate::regulation::AcknowledgedFinding;
use crate::source::Node;
use crate::source::reader::{Home, Key, Name, Reader, setting};

/// The keys of an entry of `historie_toegelicht`.
const ENTRY: &[Key<AcknowledgedFinding>] = &[
    setting("opmerking", |entry, node, reader| entry.code = code(node, reader)),
    setting("vastgelegd", |entry, node, reader| {
        let read = |text: &str| DateTime::parse_from_rfc3339(text).ok();
        entry.recorded_at = reader.scalar(node, "").map(str::to_owned).and_then(|text| {
            let found = read(&text);
            if found.is_none() {
                let help = "neem de tijd over zoals «klacht controleer --historie» haar noemt: 2026-11-20T09:12:44+01:00";
                reader.invalid(node, format!("«{text}» is geen tijd van een vastlegging"), help);
            }
            found
        });
    }),
    setting::<AcknowledgedFinding>("nummer", |entry, node, reader| entry.dossier = reader.number(node)).optional(),
    setting("reden", |entry, node, reader| entry.reason = reader.text(node).unwrap_or_default()),
];

/// The maps of this part.
pub(super) fn homes() -> Vec<Home> {
    vec![Home::new(Some(Name::Setting("historie_toegelicht")), ENTRY)]
}

/// The findings under `historie_toegelicht`, each with its reason.
pub(super) fn acknowledged(node: &Node<'_>, reader: &mut Reader) -> Vec<AcknowledgedFinding> {
    let entries = reader.list(node, |reader, item| reader.map(item, ENTRY, AcknowledgedFinding::default()));
    entries.into_iter().flatten().collect()
}

/// The remark that is explained; one that is not about the history cannot be.
fn code(node: &Node<'_>, reader: &mut Reader) -> Option<crate::diagnostic::Code> {
    let text = reader.scalar(node, "")?.to_owned();
    let code: Option<crate::diagnostic::Code> = text.parse().ok();
    let code = code.filter(|code| code.is_about_history());
    if code.is_none() {
        let help = "alleen een opmerking van «klacht controleer --historie» wordt hier toegelicht, zoals «historie-laat-ingevoerd»";
        reader.invalid(node, format!("«{text}» is geen opmerking over de geschiedenis"), help);
    }
    code
}

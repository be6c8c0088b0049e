//! What there is to say of dossiers that were destroyed or redacted and that something here still leads back to.

use std::collections::BTreeMap;

use super::office::dossier_path;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::domain::DossierId;
use crate::overview::CheckedFile;
use crate::regulation::Rules;
use crate::repository::{CommitId, Leading, Removal};
use crate::source::Located;

/// So many references are told of one dossier.
const TOLD: usize = 3;

/// A remark for every dossier that these lead to, under the path it would have.
#[must_use]
pub fn returned_files(leading: &[Leading], rules: &Rules) -> Vec<CheckedFile> {
    let mut by_dossier: BTreeMap<(DossierId, Removal), (CommitId, Vec<&str>)> = BTreeMap::new();
    for Leading { reference, dossiers, removal } in leading {
        for (dossier, commit) in dossiers {
            by_dossier.entry((*dossier, *removal)).or_insert((*commit, Vec::new())).1.push(in_words(reference));
        }
    }
    by_dossier.into_iter().map(|(what, (commit, references))| file(what, commit, &references, rules)).collect()
}

fn file((dossier, removal): (DossierId, Removal), commit: CommitId, references: &[&str], rules: &Rules) -> CheckedFile {
    let more = references.len().saturating_sub(TOLD);
    let more = if more == 0 { String::new() } else { format!(" en nog {more}") };
    let shown = references.iter().take(TOLD).copied().collect::<Vec<_>>().join(", ");
    let what = match removal {
        Removal::Destruction => format!("{dossier} is vernietigd, maar de geschiedenis leidt er nog naar"),
        Removal::Redaction => format!("uit {dossier} is iets weggelakt, maar de geschiedenis leidt nog naar hoe het was"),
    };
    let message = format!("{what}, via {shown}{more} (vastlegging {})", commit.short());
    let help = format!("deel nu niets; «klacht uitleg {}» zegt hoe u het weghaalt", Code::DestroyedReachable);
    let mut diagnostic = Diagnostic::new(Code::DestroyedReachable, Place::File, message, help);
    diagnostic.severity = rules.severity(diagnostic.code);
    let remarks = vec![Located { diagnostic, at: 0..0 }];
    CheckedFile { path: dossier_path(dossier), number: Some(dossier), bytes: Vec::new(), remarks, recorded: None }
}

/// A reference as people call it: a branch by its name, what was fetched by that of its place too.
fn in_words(reference: &str) -> &str {
    ["refs/heads/", "refs/remotes/"].iter().find_map(|kind| reference.strip_prefix(kind)).unwrap_or(reference)
}

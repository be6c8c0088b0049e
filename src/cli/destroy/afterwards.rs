//! What is still to be done elsewhere once something is gone here.

use crate::repository::Repository;

/// The next steps for every place elsewhere; nothing where there is none.
pub(in crate::cli) fn next_steps(repository: &Repository) -> String {
    let mut text = String::new();
    for remote in repository.remote_names() {
        text.push_str(&format!(
            "\nOp {remote} staat nog alles van hiervoor. Wat nu:\n  - haal daar niets op, geen git pull en geen git fetch: dan komt het hier terug\n  - vervang wat daar staat: klacht deel --na-vernietiging --naar {remote}\n  - kijk daarna na: klacht vernietig --nacontrole {remote}\n"
        ));
    }
    if !text.is_empty() {
        text.push_str("docs/vernietiging.md zegt wat de beheerder daar nog moet doen.\n");
    }
    text
}

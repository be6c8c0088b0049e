//! Measures that outlive their dossiers and are not done, beside what is to be done today.

use std::fmt::Write;

use super::dutch_day::short_day;
use crate::overview::Promised;
use crate::regulation::Standing;

/// The measures of destroyed dossiers that are late or soon due; nothing when there are none.
#[must_use]
pub fn outlived(promises: &[Promised]) -> String {
    let pressing: Vec<&Promised> =
        promises.iter().filter(|one| matches!(one.standing, Standing::Overdue { .. } | Standing::DueSoon { .. })).collect();
    if pressing.is_empty() {
        return String::new();
    }
    let mut text = format!("\nVerbeteringen van vernietigde dossiers ({})\n", pressing.len());
    for one in pressing {
        let shown = |text: &Option<String>| text.as_deref().unwrap_or("niet ingevuld").replace(char::is_control, " ");
        let late = if matches!(one.standing, Standing::Overdue { .. }) { ", te laat" } else { "" };
        let _ = writeln!(text, "  {}  {}\n      {}: uiterlijk {}{late}", one.id, shown(&one.what), shown(&one.who), short_day(one.due_on));
    }
    text.push_str("  Is iets gereed, zet dan «gereed_op» in register/verbeteringen.yaml.\n");
    text
}

//! `bewaartermijn` on the screen.

use chrono::NaiveDate;

use super::dutch_day::short_day;
use super::table::table;
use crate::overview::Keeping;
use crate::regulation::DisposalStanding;

/// A line a dossier; what is left out is counted below.
#[must_use]
pub fn keeping(shown: &[Keeping], left_out: &[Keeping], width: usize) -> String {
    let rows: Vec<_> = shown.iter().map(cells).collect();
    let mut text = match rows.len() {
        0 => "Er is geen dossier dat vernietigd mag of moet worden.\n".to_owned(),
        _ => table(&["Nummer", "Afgehandeld", "Mag weg vanaf", "Uiterlijk", "Stand", "Wat het tegenhoudt"], rows, width),
    };
    let rest = told(left_out);
    if !rest.is_empty() {
        text.push_str(&format!("\n{rest}\n"));
    }
    text
}

fn cells(keeping: &Keeping) -> Vec<String> {
    let disposal = &keeping.disposal;
    let day = |day: Option<NaiveDate>| day.map_or_else(|| "–".to_owned(), short_day);
    vec![
        keeping.id.to_string(),
        day(disposal.settled_on),
        day(disposal.not_before),
        day(disposal.due_on),
        in_words(disposal.standing).to_owned(),
        disposal.reasons().join("; "),
    ]
}

fn in_words(standing: DisposalStanding) -> &'static str {
    match standing {
        DisposalStanding::Overdue => "had weg gemoeten",
        DisposalStanding::DueSoon => "mag weg, moet binnenkort",
        DisposalStanding::Allowed => "mag weg",
        DisposalStanding::Blocked => "mag niet weg",
        DisposalStanding::TooEarly => "nog bewaren",
        DisposalStanding::Unsettled => "niet afgehandeld",
    }
}

/// How many are not shown because nothing can be done about them now, and when the first of them may go.
fn told(left_out: &[Keeping]) -> String {
    let early = left_out.iter().filter(|keeping| keeping.disposal.standing == DisposalStanding::TooEarly);
    let (longer, early): (Vec<_>, Vec<_>) = early.partition(|keeping| keeping.is_kept_longer());
    let unsettled = left_out.iter().filter(|keeping| keeping.disposal.standing == DisposalStanding::Unsettled).count();
    let first = early.iter().filter_map(|keeping| keeping.disposal.not_before).min();
    let mut sentences = Vec::new();
    if let Some(first) = first {
        let what = if early.len() == 1 { "1 dossier moet" } else { &format!("{} dossiers moeten", early.len()) };
        let which = if early.len() == 1 { "dat" } else { "het eerste" };
        sentences.push(format!("{what} nog worden bewaard; {which} mag weg vanaf {}.", short_day(first)));
    }
    sentences.extend(longer.iter().map(|keeping| kept_longer(keeping)));
    match unsettled {
        0 => {}
        1 => sentences.push("1 klacht is nog niet afgehandeld.".to_owned()),
        count => sentences.push(format!("{count} klachten zijn nog niet afgehandeld.")),
    }
    sentences.join(" ")
}

/// That a reason keeps a dossier longer, and through which day.
#[must_use]
pub fn kept_longer(keeping: &Keeping) -> String {
    let until = keeping.disposal.kept_until.map_or_else(String::new, |day| format!(", tot en met {}", short_day(day)));
    format!("{} wordt met een reden langer bewaard{until}.", keeping.id)
}

/// What holds for a dossier that no reason keeps any longer.
#[must_use]
pub fn kept_no_longer(keeping: &Keeping) -> String {
    let Keeping { id, disposal, .. } = keeping;
    let from = disposal.not_before.map_or_else(String::new, |day| format!(" tot {}", short_day(day)));
    let by = disposal.due_on.map_or_else(String::new, |day| format!(", uiterlijk {}", short_day(day)));
    match disposal.standing {
        DisposalStanding::Allowed | DisposalStanding::DueSoon => {
            format!("Geen reden houdt {id} nog langer: het mag nu worden vernietigd{by}. Eerst op proef: klacht vernietig {id}")
        }
        DisposalStanding::Overdue => {
            format!("Geen reden houdt {id} nog langer: het had al vernietigd moeten zijn{by}. Eerst op proef: klacht vernietig {id}")
        }
        DisposalStanding::Blocked => format!("Geen reden houdt {id} nog langer, maar het mag nog niet weg: {}.", disposal.reasons().join("; ")),
        DisposalStanding::TooEarly => format!("Geen reden houdt {id} nog langer; het wordt gewoon bewaard{from}."),
        DisposalStanding::Unsettled => format!("Geen reden houdt {id} nog langer; het is nog niet afgehandeld."),
    }
}

//! An anchor for a letter, and what became of one.

use crate::calendar::day_in_words;
use crate::domain::Anchor;
use crate::overview::AnchorTold;

/// The anchor with what it proves and how to keep it. `kept`: whether the history keeps its file, so that it holds after a destruction too.
#[must_use]
pub fn anchor(anchor: &Anchor, head: &str, kept: bool) -> String {
    let groups = anchor.groups();
    let (first, second) = groups.split_at(groups.len() / 2);
    let counted = |count: u32, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let (dossiers, changes) = (counted(anchor.dossiers, "dossier", "dossiers"), counted(anchor.changes, "wijziging", "wijzigingen"));
    let after_destruction = if kept {
        "Wordt er later een\ndossier vernietigd volgens de regeling, dan is het van de andere dossiers nog steeds te bewijzen."
    } else {
        "Het bestand dat\nerbij hoort is niet vastgelegd: wordt er later een dossier vernietigd, dan is er niets meer te bewijzen."
    };
    format!(
        "\
IJkpunt van de klachtdossiers

  stand van             {}
  dossiers              {dossiers}, met samen {changes}
  laatste vastlegging   {head}

  {}
  {}

Wat dit bewijst: wie deze tekens heeft, kan later nagaan of alles wat er toen in de geschiedenis stond er nog precies zo
in staat. Eén gewijzigde, weggelaten of teruggedateerde vastlegging valt op. {after_destruction}
Over de inhoud van een dossier zeggen de tekens niets.

Bewaar ze buiten deze computer: in het jaarverslag, in een brief aan de directie of de auditor, op papier. Het laatste teken
van elke groep is een controleteken; een tikfout wordt gezien.

Nagaan:  klacht controleer --historie --ijkpunt \"{} …\"
",
        day_in_words(anchor.day),
        first.join(" "),
        second.join(" "),
        groups[0],
    )
}

/// What became of an anchor, in a line.
#[must_use]
pub fn anchor_told(told: &AnchorTold) -> String {
    let day = day_in_words(told.day);
    if !told.holds {
        return format!("IJkpunt van {day}: deze geschiedenis is niet die van toen.\n");
    }
    let since = match told.changes_since {
        0 => "sindsdien is er niets gewijzigd".to_owned(),
        1 => "sindsdien kwam er 1 wijziging bij".to_owned(),
        count => format!("sindsdien kwamen er {count} wijzigingen bij"),
    };
    let destroyed: Vec<_> = told.destroyed.iter().map(ToString::to_string).collect();
    let but = match destroyed.as_slice() {
        [] => "alles van toen staat er nog precies zo in".to_owned(),
        [one] => format!("alles van toen staat er nog precies zo in, behalve {one}, dat vernietigd is"),
        many => format!("alles van toen staat er nog precies zo in, behalve wat vernietigd is: {}", many.join(", ")),
    };
    format!("IJkpunt van {day}: {but}; {since}.\n")
}

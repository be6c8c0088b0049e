//! Where the numbers of a year begin: at 1, or for an office beside others at a number of its own.

use crate::domain::Numbering;
use crate::source::reader::{Home, Key, Name, Reader, setting};
use crate::source::{Node, Shape};

/// The highest serial at which numbers may begin; a serial has nine digits at most, and there must be some left.
const MOST: u32 = 900_000_000;

/// The keys under `nummers`.
const NUMBERS: &[Key<Numbering>] = &[setting("eerste", |numbering, node, reader| *numbering = Numbering::from(first(node, reader)))];

/// The maps of this part.
pub(super) fn homes() -> Vec<Home> {
    vec![Home::new(Some(Name::Setting("nummers")), NUMBERS)]
}

/// What stands under `nummers`.
pub(super) fn numbering(node: &Node<'_>, reader: &mut Reader) -> Numbering {
    reader.map(node, NUMBERS, Numbering::default()).unwrap_or_default()
}

/// The first serial of a year; 1 with a remark when it is none.
fn first(node: &Node<'_>, reader: &mut Reader) -> u32 {
    if reader.tells(|| Shape::Count) {
        return 1;
    }
    let Some(text) = reader.scalar(node, "").map(str::to_owned) else { return 1 };
    match text.parse() {
        Ok(serial @ 1..=MOST) if !text.starts_with('0') => serial,
        _ => {
            reader.invalid(
                node,
                format!("«{text}» is geen volgnummer"),
                "schrijf het eerste volgnummer van een jaar zonder nullen ervoor, zoals 5001",
            );
            1
        }
    }
}

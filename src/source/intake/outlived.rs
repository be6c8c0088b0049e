//! The improvements that outlive their dossiers, `register/verbeteringen.yaml`, with what is to be said of the file.

use super::outcome::{EFFECT, IMPROVEMENT};
use crate::diagnostic::{Code, Field};
use crate::domain::{DossierId, Outlived};
use crate::source::document::split_register;
use crate::source::parse::parse;
use crate::source::reader::{Home, Key, Name, Reader, field, setting};
use crate::source::{ByteRange, Located, Node};

/// The key the dossiers stand under.
const LIST: &str = "verbeteringen";

/// An entry of the list while it is read.
#[derive(Default)]
struct Draft {
    number: Option<DossierId>,
    rest: Option<Outlived>,
}

impl Draft {
    /// What is read so far, under a number that is put right at the end.
    fn rest(&mut self) -> &mut Outlived {
        let stand_in = || DossierId::new(1990, 1).expect("the year has four digits and the serial is not nought");
        self.rest.get_or_insert_with(|| Outlived::nothing_but(stand_in()))
    }

    fn into_outlived(mut self) -> Option<Outlived> {
        self.rest();
        Some(Outlived { id: self.number?, ..self.rest? })
    }
}

/// The keys at the top.
const REGISTER: &[Key<Vec<Option<Outlived>>>] = &[
    setting("schema", |_, node, reader| reader.version(node)),
    setting(LIST, |list, node, reader| {
        *list = reader.list(node, |reader, node| reader.map(node, ENTRY, Draft::default()).and_then(Draft::into_outlived));
    }),
];

/// The keys of a dossier.
const ENTRY: &[Key<Draft>] = &[
    Key { needed: true, ..field(Field::Number, |draft: &mut Draft, node, reader| draft.number = reader.number(node)) },
    setting::<Draft>("evaluatie", |draft, node, reader| draft.rest().evaluation_year = year(node, reader)).optional(),
    field(Field::EvaluatedOn, |draft, node, reader| draft.rest().evaluated_on = reader.date(node)),
    field(Field::Improvements, |draft, node, reader| draft.rest().improvements = reader.records(node, IMPROVEMENT)),
];

fn homes() -> Vec<Home> {
    let home = |under, keys: &[Key<_>]| Home::new(under, keys);
    vec![
        Home::new(None, REGISTER),
        Home::new(Some(Name::Setting(LIST)), ENTRY),
        home(Some(Name::Field(Field::Improvements)), IMPROVEMENT),
        Home::new(Some(Name::Field(Field::Effective)), EFFECT),
    ]
}

/// A year of four digits.
fn year(node: &Node<'_>, reader: &mut Reader) -> Option<i32> {
    let text = reader.text(node)?;
    let year = text.parse().ok().filter(|year| (1990..=9999).contains(year));
    if year.is_none() {
        reader.remark(Code::SettingInvalid, &node.at, format!("«{text}» is geen jaar"), "schrijf het in vier cijfers, zoals 2026");
    }
    year
}

/// The dossiers of a list of improvements, in the order of the file, each with the node it stands in, and every remark on its form.
///
/// A file that is not there, or empty, has none.
pub fn with_outlived<T>(bytes: &[u8], make: impl FnOnce(Vec<(Outlived, &Node<'_>)>, Vec<Located>) -> T) -> T {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return make(Vec::new(), Vec::new());
    }
    let (document, mut remarks) = split_register(bytes);
    let Some(document) = document else { return make(Vec::new(), remarks) };
    let (tree, of_parser) = parse(document.front_matter, document.front_matter_at);
    remarks.extend(of_parser);
    let Some(tree) = tree else { return make(Vec::new(), remarks) };
    let opening: ByteRange = document.front_matter_at..document.front_matter_at;
    let mut reader = Reader::new(opening, homes);
    let list = reader.map(&tree, REGISTER, Vec::new()).unwrap_or_default();
    remarks.extend(reader.into_remarks());
    let nodes = tree.entry(LIST).map_or(&[][..], |entry| entry.value.items());
    let found = list.into_iter().zip(nodes).filter_map(|(outlived, node)| Some((outlived?, node))).collect();
    make(found, remarks)
}

/// The dossiers of a list of improvements that can be understood, in the order of the file.
#[must_use]
pub fn read_outlived(bytes: &[u8]) -> Vec<Outlived> {
    with_outlived(bytes, |found, _| found.into_iter().map(|(outlived, _)| outlived).collect())
}

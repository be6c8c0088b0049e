//! The procedure, what its provisions are called, the parts of the company, the addresses, the weights.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Severity};
use crate::domain::{Provision, Stated, Vocabulary};
use crate::regulation::{Addresses, Procedure};
use crate::source::reader::{Home, Key, Name, Reader, plain, setting};
use crate::source::{Node, Value};

/// The keys under `regeling`.
pub(super) const PROCEDURE: &[Key<Procedure>] = &[
    setting("naam", |procedure, node, reader| procedure.name = reader.text(node).unwrap_or_default()),
    setting("versie", |procedure, node, reader| procedure.version = reader.text(node).unwrap_or_default()),
    setting("organisatie", |procedure, node, reader| procedure.organisation = reader.text(node).unwrap_or_default()),
];

/// The keys under `adressen`.
pub(super) const ADDRESSES: &[Key<Addresses>] = &[
    setting("klacht_email", |addresses, node, reader| addresses.complaint_email = reader.email(node)),
    setting("klacht_post", |addresses, node, reader| addresses.complaint_post = reader.text(node).unwrap_or_default()),
    setting("bezwaar_email", |addresses, node, reader| addresses.appeal_email = reader.email(node)),
    setting("bezwaar_post", |addresses, node, reader| addresses.appeal_post = reader.text(node).unwrap_or_default()),
];

/// The maps of this part.
pub(super) fn homes() -> Vec<Home> {
    vec![Home::new(Some(Name::Setting("regeling")), PROCEDURE), Home::new(Some(Name::Setting("adressen")), ADDRESSES)]
}

/// A procedure without a name.
pub(super) fn blank_procedure() -> Procedure {
    Procedure { name: String::new(), version: String::new(), organisation: String::new() }
}

/// Addresses where nothing arrives.
pub(super) fn blank_addresses() -> Addresses {
    Addresses { complaint_email: String::new(), complaint_post: String::new(), appeal_email: String::new(), appeal_post: String::new() }
}

/// The name of every provision, under `artikelen`.
pub(super) fn articles(node: &Node<'_>, reader: &mut Reader) -> BTreeMap<Provision, String> {
    let mut articles = BTreeMap::new();
    reader.each_of(node, Provision::WORDS, |reader, key, value| {
        let name = reader.text(value).unwrap_or_default();
        articles.extend(Provision::from_word(key).map(|provision| (provision, name)));
    });
    reader.all_there(node, Provision::WORDS);
    articles
}

/// The parts of the company by their word, under `bedrijfsonderdelen`.
pub(super) fn divisions(node: &Node<'_>, reader: &mut Reader) -> BTreeMap<String, String> {
    let mut divisions = BTreeMap::new();
    reader.each(node, |reader, entry| {
        let usable = plain(&entry.key) == entry.key && entry.key != Stated::NOTHING;
        if !usable {
            let message = format!("«{}» kan geen woord voor een bedrijfsonderdeel zijn", entry.key);
            let help = "gebruik kleine letters, cijfers en liggende streepjes; «geen» betekent in een dossier: geen klant";
            reader.remark(Code::SettingInvalid, &entry.key_at, message, help);
        }
        divisions.insert(entry.key.clone().into_owned(), reader.text(&entry.value).unwrap_or_default());
    });
    if matches!(&node.value, Value::Map(entries) if entries.is_empty()) {
        reader.invalid(node, "er staat geen enkel bedrijfsonderdeel", "noem er minstens één: een woord, een dubbele punt en de naam");
    }
    divisions
}

/// Remarks that weigh otherwise here, under `ernst`.
pub(super) fn severities(node: &Node<'_>, reader: &mut Reader) -> BTreeMap<Code, Severity> {
    let mut severities = BTreeMap::new();
    let known: Vec<&str> = Code::ALL.iter().map(|code| code.id()).collect();
    reader.each_of(node, &known, |reader, key, value| {
        let severity: Option<Severity> = reader.word(value);
        severities.extend(key.parse().ok().zip(severity));
    });
    severities
}

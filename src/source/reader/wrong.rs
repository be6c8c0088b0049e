//! What is said of keys and values that cannot stand where they stand.

use super::{Home, Key, Name, Reader, nearest};
use crate::diagnostic::Code;
use crate::domain::Narrative;
use crate::source::{Entry, Node, Value};

impl Reader {
    /// A key with nothing behind it.
    pub fn empty(&mut self, node: &Node<'_>) {
        self.empty_but(node, "");
    }

    /// A key with nothing behind it, where `or` names the words that may stand there instead.
    pub fn empty_but(&mut self, node: &Node<'_>, or: &str) {
        let message = match self.is_in_list() {
            true => format!("dit streepje onder «{}» heeft geen inhoud", self.key()),
            false => format!("achter «{}» staat niets", self.key()),
        };
        let help = if self.is_rule_file() { format!("vul in{or}") } else { format!("vul in, of haal de regel weg{or}") };
        self.remark(Code::EmptyValue, &node.at, message, help);
    }

    /// A list or a map where a single text belongs.
    pub fn not_a_text(&mut self, node: &Node<'_>) {
        let found = if matches!(node.value, Value::List(_)) { "een lijst" } else { "een groep regels" };
        let message = format!("«{}» vraagt één tekst, maar er staat {found}", self.key());
        self.remark(Code::WrongKindOfValue, &node.at, message, "schrijf één tekst op dezelfde regel, achter de dubbele punt");
    }

    /// A text or a list where a group of keys belongs.
    pub fn not_a_map<T>(&mut self, node: &Node<'_>, keys: &[Key<T>]) {
        let found = if matches!(node.value, Value::List(_)) { "een lijst" } else { "een tekst" };
        let message = format!("«{}» vraagt een groep regels, maar er staat {found}", self.key());
        let first: Vec<&str> = keys.iter().take(3).map(|key| key.name.text()).collect();
        let example = if first.is_empty() { String::new() } else { format!(": «{}: …»", first.join(": …», «")) };
        let help = format!("zet de regels eronder, twee spaties ingesprongen{example}");
        self.remark(Code::WrongKindOfValue, &node.at, message, help);
    }

    /// A single text or group where a list belongs.
    pub fn not_a_list(&mut self, node: &Node<'_>) {
        let key = self.key();
        let (message, help) = match node.text() {
            Some(text) => (format!("«{key}» vraagt een lijst, maar er staat één tekst"), format!("schrijf «{key}: [{text}]»")),
            None => (
                format!("«{key}» vraagt een lijst, maar er staat één groep regels"),
                "zet «- » voor de eerste regel van de groep en laat de andere regels daaronder inspringen".to_owned(),
            ),
        };
        self.remark(Code::WrongKindOfValue, &node.at, message, help);
    }

    /// A word that is not in its vocabulary.
    pub fn unknown_word(&mut self, node: &Node<'_>, word: &str, known: &[&str]) {
        let message = format!("«{word}» is geen bekend woord voor «{}»", self.key());
        let list = known.join(", ");
        let help = match nearest(word, known.iter().copied()) {
            Some(near) => format!("bedoelt u «{near}»? Bekend zijn: {list}"),
            None => format!("kies uit: {list}"),
        };
        self.remark(Code::UnknownWord, &node.at, message, help);
    }

    /// A key that is not one of these; the remark is about the key that was probably meant.
    pub fn unknown_key<T>(&mut self, entry: &Entry<'_>, keys: &[Key<T>]) {
        let homes = self.homes();
        let belongs_elsewhere = homes.iter().any(|home| home.keys.contains(&&*entry.key));
        let near = nearest(&entry.key, keys.iter().map(|key| key.name.text()));
        let meant = keys.iter().find(|key| !belongs_elsewhere && Some(key.name.text()) == near);
        match meant {
            Some(key) => {
                let help = format!("bedoelt u «{}»?", key.name.text());
                self.remark_on(key.name, Code::UnknownKey, &entry.key_at, unknown_key_message(entry), help);
            }
            None => self.say_unknown_key(entry, unknown_key_help(&entry.key, &homes)),
        }
    }

    /// A key that stands where the file may choose its keys from a list, with the nearest of that list.
    pub fn unknown_choice(&mut self, entry: &Entry<'_>, known: &[&str]) {
        let help = match nearest(&entry.key, known.iter().copied()) {
            Some(near) => format!("bedoelt u «{near}»?"),
            None if known.len() <= 25 => format!("bekend zijn hier: {}", known.join(", ")),
            None => "haal de regel weg".to_owned(),
        };
        self.say_unknown_key(entry, help);
    }

    fn say_unknown_key(&mut self, entry: &Entry<'_>, help: String) {
        self.remark(Code::UnknownKey, &entry.key_at, unknown_key_message(entry), help);
    }

    /// A setting that is absent from the current map.
    pub fn missing_setting(&mut self, name: Name) {
        let way = self.setting_path();
        let under = if way.is_empty() { String::new() } else { format!(" onder «{way}»") };
        let message = format!("de instelling «{}» ontbreekt{under}", name.text());
        self.remark_absent(name, Code::SettingMissing, message, "voeg de regel toe; docs/regeling.md zegt wat er hoort");
    }
}

fn unknown_key_message(entry: &Entry<'_>) -> String {
    format!("«{}» is hier geen bekende sleutel", entry.key)
}

/// What to do with a key that resembles none that is known here: to where it belongs, into the text, or away with it.
fn unknown_key_help(key: &str, homes: &[Home]) -> String {
    let elsewhere: Vec<String> = homes.iter().filter(|home| home.keys.contains(&key)).map(home_name).collect();
    if !elsewhere.is_empty() {
        return format!("«{key}» hoort {}", elsewhere.join(" of "));
    }
    let headings = [Narrative::DESCRIPTION, Narrative::STEPS_TAKEN, Narrative::FINDINGS];
    if let Some(heading) = nearest(key, headings.into_iter()) {
        return format!("schrijf dit in de tekst onder de kop, met de regel «## {heading}» erboven");
    }
    "haal de regel weg, of laat de sleutel met «x_» beginnen: dan blijft hij ongelezen staan".to_owned()
}

/// Where a home is, in words.
fn home_name(home: &Home) -> String {
    match home.under {
        Some(key) => format!("onder «{key}»"),
        None => "bovenaan in de kop, zonder inspringen".to_owned(),
    }
}

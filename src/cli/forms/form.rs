//! A form and its lines.

use super::Filled;
use crate::diagnostic::{Field, FieldPath};

/// What a command can take of one part of a dossier.
#[derive(Debug)]
pub struct Form {
    /// The way to the list or group it is about.
    pub at: &'static [Field],
    /// What one such part is called.
    pub noun: Noun,
    /// Whether there are many of them.
    pub entries: Entries,
    /// Its lines, in the order of the dossier's documentation.
    pub lines: &'static [Line],
}

/// What a part is called in a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Noun {
    /// `verzoek`
    pub one: &'static str,
    /// `dit verzoek`
    pub this: &'static str,
    /// `een nieuw verzoek`
    pub new: &'static str,
}

/// Whether a form is about one of many.
#[derive(Clone, Copy, Debug)]
pub enum Entries {
    /// About one entry of a list.
    Many {
        /// The flag that points one out by its number; `None` where each is written once and never completed.
        which: Option<&'static str>,
        /// The fact that completes an entry.
        completed_by: Field,
    },
    /// About the only one.
    One,
}

/// One fact a form asks.
#[derive(Debug)]
pub struct Line {
    /// Its flag on the command line; for a line that stands there without one its name, in capitals.
    pub flag: &'static str,
    /// The way to it from the entry.
    pub at: &'static [Field],
    /// What may stand there.
    pub kind: Kind,
    /// Whether it must be there, given what is known already.
    pub need: fn(&Filled) -> Need,
    /// The question on a terminal.
    pub question: &'static str,
    /// What the help says.
    pub help: &'static str,
    /// What giving it means for the entry.
    pub role: Role,
}

/// What giving a line means for the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It is a fact like any other.
    Fact,
    /// It begins a new entry.
    Begins,
    /// It says which entries are meant, and stands without a flag.
    Selects,
    /// It begins a new entry, and stands without a flag.
    Heads,
}

/// What may stand on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A day.
    Day,
    /// A text.
    Text,
    /// A text that may be long: `-` reads it from standard input.
    LongText,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Any of these words.
    Words(&'static [&'static str]),
    /// Pieces that are in the dossier's folder.
    Pieces,
    /// A file to be stored in the dossier's folder.
    File,
}

/// Whether a line is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing is right without it.
    Needed,
    /// It is today unless another day is given.
    Today,
    /// It is asked, and may be skipped.
    Welcome,
    /// It is taken when it is given.
    Unasked,
}

impl Need {
    /// Needed in a new entry.
    pub const IN_NEW: fn(&Filled) -> Self = |filled| if filled.is_new() { Self::Needed } else { Self::Unasked };
    /// Today in a new entry.
    pub const TODAY_IN_NEW: fn(&Filled) -> Self = |filled| if filled.is_new() { Self::Today } else { Self::Unasked };
    /// Asked in a new entry, and may be skipped.
    pub const WELCOME_IN_NEW: fn(&Filled) -> Self = |filled| if filled.is_new() { Self::Welcome } else { Self::Unasked };
    /// Asked when the officer completes an entry without saying with what.
    pub const LATER: fn(&Filled) -> Self = |filled| if filled.is_open_question() { Self::Welcome } else { Self::Unasked };
    /// Taken when it is given.
    pub const WHEN_GIVEN: fn(&Filled) -> Self = |_| Self::Unasked;
}

impl Line {
    /// A line with a day.
    pub const fn day(flag: &'static str, at: &'static [Field]) -> Self {
        Self::of(flag, at, Kind::Day)
    }

    /// A line with a text.
    pub const fn text(flag: &'static str, at: &'static [Field]) -> Self {
        Self::of(flag, at, Kind::Text)
    }

    /// A line of this kind that is taken when it is given.
    pub const fn of(flag: &'static str, at: &'static [Field], kind: Kind) -> Self {
        Self { flag, at, kind, need: Need::WHEN_GIVEN, question: "", help: "", role: Role::Fact }
    }

    /// The same with what the help says.
    pub const fn help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }

    /// The same, asked with this question when there is this need.
    pub const fn asked(self, need: fn(&Filled) -> Need, question: &'static str) -> Self {
        Self { need, question, ..self }
    }

    /// The same, beginning a new entry.
    pub const fn begins(self) -> Self {
        Self { role: Role::Begins, ..self }
    }

    /// The same, standing without a flag and saying which entries are meant.
    pub const fn selects(self) -> Self {
        Self { role: Role::Selects, ..self }
    }

    /// The same, standing without a flag and beginning a new entry.
    pub const fn heads(self) -> Self {
        Self { role: Role::Heads, ..self }
    }

    /// The field it ends in; no two lines of a form end in the same.
    pub fn field(&self) -> Field {
        *self.at.last().expect("every line has a place")
    }

    /// Whether it stands on the command line without a flag.
    pub fn is_bare(&self) -> bool {
        matches!(self.role, Role::Selects | Role::Heads)
    }

    /// Whether giving it begins a new entry.
    pub fn is_beginning(&self) -> bool {
        matches!(self.role, Role::Begins | Role::Heads)
    }

    /// Whether more than one value may stand there.
    pub fn is_list(&self) -> bool {
        matches!(self.kind, Kind::Words(_) | Kind::Pieces)
    }

    /// How the command line names it.
    pub fn name(&self) -> String {
        if self.is_bare() { self.flag.to_owned() } else { format!("--{}", self.flag) }
    }
}

impl Form {
    /// The way to the list or group.
    pub fn path(&self) -> FieldPath {
        self.at.iter().fold(FieldPath::default(), |path, field| path.field(*field))
    }

    /// The flag that points out one of its entries by number, as the command line has it.
    pub fn which(&self) -> String {
        match self.entries {
            Entries::Many { which: Some(which), .. } => format!("--{which}"),
            _ => String::new(),
        }
    }

    /// The line that ends in this field.
    pub fn line(&self, field: Field) -> Option<usize> {
        self.lines.iter().position(|line| line.field() == field)
    }
}

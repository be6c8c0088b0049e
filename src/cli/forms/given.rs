//! A form on the command line: a flag a line.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use clap::builder::{PathBufValueParser, PossibleValuesParser, TypedValueParser, ValueParser};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use super::form::Role;
use super::value::Unreadable;
use super::{Entries, Form, Kind, Line, Value};
use crate::diagnostic::Field;
use crate::domain::DossierId;

/// The flag that allows to replace a fact that stands there already.
const REPLACE: &str = "verbeter";

/// Which form a command takes.
pub trait FormOf: std::fmt::Debug {
    /// The form.
    const FORM: &'static Form;
}

/// What was given of a form on the command line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The values by the number of their line.
    pub values: BTreeMap<usize, Vec<Value>>,
    /// The entry that was pointed out, counted from one.
    pub which: Option<usize>,
    /// Whether a fact that stands there may be replaced.
    pub replace: bool,
}

/// The same, as the arguments of a command.
#[derive(Debug)]
pub struct Given<F> {
    /// What was given.
    pub answers: Answers,
    form: PhantomData<F>,
}

/// The arguments of a command that fills in one form for one dossier.
#[derive(Debug, clap::Args)]
pub struct FormArguments<F: FormOf> {
    /// The dossier.
    #[arg(value_name = "NUMMER", help = "Het dossier")]
    pub number: DossierId,
    /// What was given of the form.
    #[command(flatten)]
    pub given: Given<F>,
}

impl<F: FormOf> Given<F> {
    /// The word given on the line of this field.
    pub fn text(&self, field: Field) -> Option<String> {
        let values = F::FORM.line(field).and_then(|index| self.answers.values.get(&index))?;
        values.first().map(ToString::to_string)
    }

    /// The same with this on the line of this field.
    pub fn with(&self, field: Field, value: Value) -> Self {
        let mut answers = self.answers.clone();
        answers.values.extend(F::FORM.line(field).map(|index| (index, vec![value])));
        Self { answers, form: PhantomData }
    }

    /// Whether nothing was given.
    pub fn is_empty(&self) -> bool {
        self.answers.values.is_empty() && self.answers.which.is_none()
    }
}

impl<F: FormOf> Args for Given<F> {
    fn augment_args(command: Command) -> Command {
        let alone = matches!(F::FORM.entries, Entries::Many { which: None, .. });
        let arguments = F::FORM.lines.iter().map(|line| argument(line).required(alone && line.role == Role::Heads));
        let command = arguments.fold(command, Command::arg);
        let command = match F::FORM.entries {
            Entries::Many { which: Some(which), .. } => command.arg(pointer(which)),
            Entries::Many { which: None, .. } | Entries::One => command,
        };
        // A command with two forms has the flag once, for both.
        let has_it = command.get_arguments().any(|argument| argument.get_id() == REPLACE);
        if alone || has_it { command } else { command.arg(replacement()) }
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<F: FormOf> FromArgMatches for Given<F> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let values = F::FORM.lines.iter().enumerate().filter_map(|(index, line)| {
            let given = matches.get_many::<Value>(line.flag)?;
            Some((index, given.cloned().collect()))
        });
        let which = match F::FORM.entries {
            Entries::Many { which: Some(which), .. } => matches.get_one::<u16>(which).map(|number| usize::from(*number)),
            _ => None,
        };
        let replace = matches.try_get_one::<bool>(REPLACE).ok().flatten().copied().unwrap_or_default();
        Ok(Self { answers: Answers { values: values.collect(), which, replace }, form: PhantomData })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// The argument of a line.
fn argument(line: &'static Line) -> Arg {
    let argument = Arg::new(line.flag).help(line.help).value_name(value_name(line)).value_parser(parser(line.kind));
    let argument = match line.kind {
        Kind::Words(_) => argument.action(ArgAction::Append).value_delimiter(','),
        Kind::Pieces => argument.action(ArgAction::Append).num_args(1..),
        _ => argument,
    };
    if line.is_bare() { argument } else { argument.long(line.flag) }
}

fn value_name(line: &Line) -> &'static str {
    match line.kind {
        _ if line.is_bare() => line.flag,
        Kind::Day => "DAG",
        Kind::Text | Kind::LongText => "TEKST",
        Kind::Word(_) | Kind::Words(_) => "WOORD",
        Kind::Pieces => "PAD",
        Kind::File => "BESTAND",
    }
}

/// Reads a value of this kind; words are listed in the help and completed by the shell.
fn parser(kind: Kind) -> ValueParser {
    match kind {
        Kind::Word(words) | Kind::Words(words) => PossibleValuesParser::new(words).try_map(move |word| Value::typed(kind, &word)).into(),
        Kind::File => PathBufValueParser::new().map(Value::File).into(),
        _ => ValueParser::from(move |text: &str| -> Result<Value, Unreadable> { Value::typed(kind, text) }),
    }
}

fn pointer(which: &'static str) -> Arg {
    let help = "Het hoeveelste in het dossier, vanaf 1, als er meer zijn";
    Arg::new(which).long(which).value_name("N").value_parser(which_one).help(help)
}

/// Reads which of the entries is meant, counted from 1.
fn which_one(text: &str) -> Result<u16, String> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "schrijf het hoeveelste het is als getal: 1 voor het eerste".to_owned())
}

fn replacement() -> Arg {
    Arg::new(REPLACE).long(REPLACE).action(ArgAction::SetTrue).help("Verbeter wat er al staat; zonder dit blijft een vastgelegd gegeven staan")
}

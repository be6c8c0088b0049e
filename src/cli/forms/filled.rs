//! A form that was filled in, and what that changes in the dossier.

use std::collections::BTreeMap;

use super::form::Role;
use super::given::Answers;
use super::standing::Standing;
use super::target::{Choice, Target};
use super::{Form, Kind, Line, Need, Noun, Value};
use crate::cli::questions::Questions;
use crate::cli::{Exit, Failure};
use crate::diagnostic::{Field, FieldPath};
use crate::source::Reading;
use crate::source::edit::{Edit, NewEntry};

/// A form that was filled in for one dossier.
#[derive(Debug)]
pub struct Filled {
    form: &'static Form,
    target: Target,
    standing: Standing,
    values: BTreeMap<usize, Vec<Value>>,
    said_nothing: bool,
}

impl Form {
    /// The form with what was given, and with what was answered to the questions about the rest.
    ///
    /// # Errors
    /// When it is not clear which entry is meant, a fact that stands there would be replaced, or a fact is missing.
    pub fn filled(&'static self, answers: &Answers, reading: &Reading<'_>, questions: Questions<'_>) -> Result<Filled, Failure> {
        let entries = Standing::all(self, reading);
        let target = Choice { form: self, answers, entries: &entries }.made(questions)?;
        let standing = match target {
            Target::New(_) => Standing::default(),
            Target::Entry(index) => entries[index].clone(),
            Target::Only => entries[0].clone(),
        };
        let said_nothing = answers.values.keys().all(|index| self.lines[*index].role == Role::Selects);
        let mut filled = Filled { form: self, target, standing, values: BTreeMap::new(), said_nothing };
        for (index, values) in &answers.values {
            filled.values.insert(*index, read_in(self.lines[*index].kind, values, questions)?);
        }
        if !answers.replace {
            filled.refuse_replacing()?;
        }
        filled.ask(questions)?;
        Ok(filled)
    }
}

/// The values, with the text of standard input where `-` stands for it.
fn read_in(kind: Kind, values: &[Value], questions: Questions<'_>) -> Result<Vec<Value>, Failure> {
    let dash = kind == Kind::LongText && values == [Value::Text("-".to_owned())];
    if dash { Ok(vec![Value::Text(questions.whole_input()?)]) } else { Ok(values.to_vec()) }
}

impl Filled {
    /// What it is called.
    pub fn noun(&self) -> Noun {
        self.form.noun
    }

    /// The way to what it is about.
    pub fn path(&self) -> FieldPath {
        self.target.path(self.form)
    }

    /// Whether it begins a new entry, or a group of which nothing is there.
    pub fn is_new(&self) -> bool {
        matches!(self.target, Target::New(_)) || (self.target == Target::Only && self.standing.is_empty())
    }

    /// Whether an entry is to be completed without a word of what with.
    pub fn is_open_question(&self) -> bool {
        !self.is_new() && self.said_nothing
    }

    /// Whether this fact was given or answered.
    pub fn has(&self, field: Field) -> bool {
        self.form.line(field).is_some_and(|index| self.values.contains_key(&index))
    }

    /// What was given or answered, else what stands there.
    pub fn text(&self, field: Field) -> Option<String> {
        let index = self.form.line(field)?;
        let given = self.values.get(&index).and_then(|values| values.first()).map(ToString::to_string);
        given.or_else(|| self.standing.line(index).first().cloned())
    }

    /// Whether this word was given or answered, or stands there.
    pub fn is(&self, field: Field, word: impl ToString) -> bool {
        self.text(field) == Some(word.to_string())
    }

    /// What was given or answered on the line of this field.
    pub fn values(&self, field: Field) -> &[Value] {
        self.form.line(field).and_then(|index| self.values.get(&index)).map_or(&[], Vec::as_slice)
    }

    /// Puts other values on the line of this field.
    pub fn set(&mut self, field: Field, values: Vec<Value>) {
        if let Some(index) = self.form.line(field) {
            self.values.insert(index, values);
        }
    }

    /// Whether an entry that is there says all of this already.
    pub fn is_known(&self, reading: &Reading<'_>) -> bool {
        let says = |standing: &Standing| {
            let mut values = self.values.iter();
            values.all(|(index, values)| values.iter().all(|value| standing.line(*index).contains(&value.to_string())))
        };
        match self.target {
            Target::New(_) => Standing::all(self.form, reading).iter().any(says),
            Target::Entry(_) | Target::Only => says(&self.standing),
        }
    }

    /// What it changes in the dossier.
    pub fn edits(&self) -> Vec<Edit> {
        let mut edits = Vec::new();
        let simple = |line: &Line| line.at.len() == 1 && !line.is_list();
        let new = matches!(self.target, Target::New(_));
        if new {
            let lines = self.lines().filter(|(_, line, _)| simple(line));
            let fields = lines.flat_map(|(_, line, values)| values.iter().map(|value| (line.field(), value.to_string())));
            edits.push(Edit::Append { list: self.form.path(), entry: NewEntry::Fields(fields.collect()) });
        }
        for (index, line, values) in self.lines().filter(|(_, line, _)| !(new && simple(line))) {
            let path = line.at.iter().fold(self.path(), |path, field| path.field(*field));
            let fresh = values.iter().map(ToString::to_string).filter(|value| !self.standing.line(index).contains(value));
            edits.extend(fresh.map(|value| match line.is_list() {
                true => Edit::Append { list: path.clone(), entry: NewEntry::Text(value) },
                false => Edit::Set { path: path.clone(), value },
            }));
        }
        edits
    }

    /// The lines that were filled in, with what stands on them now.
    fn lines(&self) -> impl Iterator<Item = (usize, &'static Line, &Vec<Value>)> {
        self.values.iter().map(|(index, values)| (*index, &self.form.lines[*index], values))
    }

    /// A recorded fact is replaced only when the officer says so.
    fn refuse_replacing(&self) -> Result<(), Failure> {
        let contradicts = |(index, line, values): &(usize, &Line, &Vec<Value>)| {
            let stands = self.standing.line(*index);
            !line.is_list() && !stands.is_empty() && values.iter().any(|value| !stands.contains(&value.to_string()))
        };
        let Some((index, line, _)) = self.lines().find(contradicts) else { return Ok(()) };
        let stands = self.standing.line(index).join(", ");
        let what = format!("bij {} staat al «{}: {stands}»", self.form.noun.this, line.field());
        Err(Failure::new(Exit::WrongUse, what).help("is dat een vergissing, geef dan ook --verbeter"))
    }

    /// Asks every line that is not known yet and has a question; names all that stay missing at once.
    fn ask(&mut self, questions: Questions<'_>) -> Result<(), Failure> {
        let mut missing = Vec::new();
        for (index, line) in self.form.lines.iter().enumerate() {
            if self.values.contains_key(&index) || self.standing.has(index) {
                continue;
            }
            let answer = match (line.need)(self) {
                Need::Unasked => None,
                Need::Today => Some(vec![Value::Day(questions.day(None, line.question, questions.today())?)]),
                need @ (Need::Welcome | Need::Needed) => {
                    let answer = questions.ask(None, &question(line), |answer| Value::answered(line.kind, answer, questions.today()))?;
                    missing.extend((need == Need::Needed && answer.is_none()).then(|| line.name()));
                    answer
                }
            };
            if let Some(values) = answer {
                self.values.insert(index, values);
            }
        }
        if missing.is_empty() && self.values.is_empty() {
            let what = format!("er is niet gezegd wat er bij {} komt", self.form.noun.this);
            return Err(Failure::new(Exit::WrongUse, what).help("--help noemt wat er kan"));
        }
        if missing.is_empty() {
            return Ok(());
        }
        let what = format!("voor {} ontbreekt nog: {}", self.form.noun.this, missing.join(", "));
        Err(Failure::new(Exit::WrongUse, what).help("geef het erbij; --help zegt wat elk betekent"))
    }
}

/// The question of a line, with the words that may be answered.
fn question(line: &Line) -> String {
    let words = match line.kind {
        Kind::Word(words) => words.join(", "),
        Kind::Words(words) => format!("{}; meer met komma's", words.join(", ")),
        _ => return line.question.to_owned(),
    };
    match line.question.split_once(" (Enter") {
        Some((question, skipping)) => format!("{question} ({words}; Enter{skipping}"),
        None => format!("{} ({words})", line.question),
    }
}

//! Which entry of a dossier a form is about.

use super::given::Answers;
use super::standing::Standing;
use super::{Entries, Form};
use crate::cli::questions::Questions;
use crate::cli::{Exit, Failure};
use crate::diagnostic::FieldPath;

/// What a form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An entry that is not there yet, with the index it will have.
    New(usize),
    /// An entry that is there.
    Entry(usize),
    /// The only one.
    Only,
}

impl Target {
    /// The way to it.
    pub fn path(self, form: &Form) -> FieldPath {
        match self {
            Self::New(index) | Self::Entry(index) => form.path().entry(index),
            Self::Only => form.path(),
        }
    }
}

/// A choice among the entries of a form.
pub struct Choice<'a> {
    /// The form.
    pub form: &'static Form,
    /// What was given.
    pub answers: &'a Answers,
    /// The entries there are.
    pub entries: &'a [Standing],
}

impl Choice<'_> {
    /// What the form is about: the entry that was pointed out, a new one when a fact begins one, else the one it can be.
    ///
    /// # Errors
    /// When there is none, or more than one and nobody to choose.
    pub fn made(&self, questions: Questions<'_>) -> Result<Target, Failure> {
        let Entries::Many { completed_by, .. } = self.form.entries else { return Ok(Target::Only) };
        if let Some(number) = self.answers.which {
            return if number <= self.entries.len() { Ok(Target::Entry(number - 1)) } else { Err(self.absent(number)) };
        }
        let new = Target::New(self.entries.len());
        if self.answers.values.keys().any(|index| self.form.lines[*index].is_beginning()) {
            return Ok(new);
        }
        let completed = self.form.line(completed_by).expect("a form has the line that completes its entries");
        let possible: Vec<_> = (0..self.entries.len()).filter(|index| self.may_take(*index)).collect();
        let open: Vec<_> = possible.iter().copied().filter(|index| !self.entries[*index].has(completed)).collect();
        let candidates = if self.says_nothing() || !open.is_empty() { open } else { possible };
        match candidates.as_slice() {
            [] if self.says_nothing() => Ok(new),
            [] => Err(self.none()),
            [only] if !self.says_nothing() || questions.has_someone() => Ok(Target::Entry(*only)),
            _ if questions.has_someone() => self.asked(&candidates, questions),
            _ if self.says_nothing() => Err(self.unsaid(&candidates)),
            _ => Err(self.too_many(&candidates)),
        }
    }

    /// Whether no fact was given but what selects.
    fn says_nothing(&self) -> bool {
        self.answers.values.keys().all(|index| self.form.lines[*index].is_bare())
    }

    /// Whether the entry is of the kind that was said and lacks every fact that was given.
    fn may_take(&self, entry: usize) -> bool {
        self.answers.values.iter().all(|(index, values)| {
            let stands = self.entries[entry].line(*index);
            let said: Vec<_> = values.iter().map(ToString::to_string).collect();
            if self.form.lines[*index].is_bare() {
                stands.is_empty() || stands == said
            } else {
                stands.is_empty() || self.form.lines[*index].is_list()
            }
        })
    }

    fn asked(&self, candidates: &[usize], questions: Questions<'_>) -> Result<Target, Failure> {
        let among = self.told(candidates).replace('\n', "\n  ");
        let chosen =
            questions.ask(None, &format!("Dit kan bij meer dan één {}:\n  {among}\nWelk nummer bedoelt u", self.form.noun.one), |answer| {
                let number = answer.parse::<usize>().ok().filter(|number| candidates.iter().any(|index| index + 1 == *number));
                number.ok_or_else(|| "kies een van de nummers".to_owned())
            })?;
        chosen.map(|number| Target::Entry(number - 1)).ok_or_else(|| self.too_many(candidates))
    }

    /// The candidates with their numbers, a line each.
    fn told(&self, candidates: &[usize]) -> String {
        candidates.iter().map(|index| format!("{}: {}", index + 1, self.entries[*index].in_words())).collect::<Vec<_>>().join("\n")
    }

    fn absent(&self, number: usize) -> Failure {
        let (one, path, count) = (self.form.noun.one, self.form.path(), self.entries.len());
        Failure::new(Exit::WrongUse, format!("{one} {number} is er niet; bij «{path}» staan er {count}"))
    }

    fn none(&self) -> Failure {
        let one = self.form.noun.one;
        let failure = Failure::new(Exit::WrongUse, format!("er is geen {one} waarbij dit nog openstaat"));
        let beginnings: Vec<_> = self.form.lines.iter().filter(|line| line.is_beginning()).map(super::Line::name).collect();
        let failure = failure.help(format!("begin {} met {}", self.form.noun.new, beginnings.join(" of ")));
        let all: Vec<_> = (0..self.entries.len()).collect();
        if all.is_empty() { failure } else { failure.but(&format!("of wijs er een aan met {}:\n{}", self.form.which(), self.told(&all))) }
    }

    fn too_many(&self, candidates: &[usize]) -> Failure {
        let one = self.form.noun.one;
        Failure::new(Exit::WrongUse, format!("dit kan bij meer dan één {one}")).help(format!(
            "kies er een met {}:\n{}",
            self.form.which(),
            self.told(candidates)
        ))
    }

    fn unsaid(&self, candidates: &[usize]) -> Failure {
        let one = self.form.noun.one;
        let flags = |begins: bool| {
            let lines = self.form.lines.iter().filter(|line| !line.is_bare() && line.is_beginning() == begins);
            lines.map(super::Line::name).collect::<Vec<_>>().join(", ")
        };
        let failure = Failure::new(Exit::WrongUse, format!("er staat al een {one} open, en er is niet gezegd wat erbij komt"));
        let failure = failure.help(format!("geef wat erbij komt: {}\nof begin {} met {}", flags(false), self.form.noun.new, flags(true)));
        failure.but(&self.told(candidates))
    }
}

//! Which entry of a dossier a form is about.

use super::form::Role;
use super::given::Answers;
use super::standing::Standing;
use super::{Entries, Form, Value};
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
        let completed = self.form.line(completed_by).expect("a form has the line that completes its entries");
        if self.answers.values.keys().any(|index| self.form.lines[*index].is_beginning()) {
            return Ok(self.draft(completed).map_or(new, Target::Entry));
        }
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

    /// The only entry of the kind that was said that waits for what completes it, such as a letter that was not sent yet.
    fn draft(&self, completed: usize) -> Option<usize> {
        let head = *self.answers.values.keys().find(|index| self.form.lines[**index].role == Role::Heads)?;
        let agrees = |entry: &Standing| {
            let mut given = self.answers.values.iter();
            given.all(|(index, values)| entry.line(*index).is_empty() || entry.line(*index) == said(values))
        };
        let waits = |entry: &Standing| entry.has(head) && !entry.has(completed) && agrees(entry);
        let mut waiting = self.entries.iter().enumerate().filter(|(_, entry)| waits(entry)).map(|(index, _)| index);
        waiting.next().filter(|_| waiting.next().is_none())
    }

    /// Whether no fact was given but what selects.
    fn says_nothing(&self) -> bool {
        self.answers.values.keys().all(|index| self.form.lines[*index].is_bare())
    }

    /// Whether the entry is of the kind that was said and lacks every fact that was given.
    fn may_take(&self, entry: usize) -> bool {
        self.answers.values.iter().all(|(index, values)| {
            let (line, stands) = (&self.form.lines[*index], self.entries[entry].line(*index));
            stands.is_empty() || line.is_list() || (line.is_bare() && stands == said(values))
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

/// Values as they stand in a dossier.
fn said(values: &[Value]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Desk;
    use crate::cli::forms::FormOf;
    use crate::cli::message::Messages;
    use crate::cli::request::Requests;
    use crate::diagnostic::Field;
    use crate::shell::terminal::Terminal;
    use crate::source::read_dossier;

    /// What is meant in a front matter of these lines by these words, where nobody can be asked: the place, or why it is not clear.
    fn meant<F: FormOf>(lines: &str, words: &[(Field, &str)]) -> String {
        let text = format!("---\nschema: 1\nnummer: K-2026-0007\nstatus: ontvangen\n{lines}---\n");
        let entries = Standing::all(F::FORM, &read_dossier(text.as_bytes()));
        let values = words.iter().map(|(field, word)| {
            let index = F::FORM.line(*field).unwrap();
            (index, vec![Value::typed(F::FORM.lines[index].kind, word).unwrap()])
        });
        let answers = Answers { values: values.collect(), ..Answers::default() };
        let terminal = Terminal { colour: false, interactive: false, width: 100 };
        let desk = Desk { today: "2026-11-22".parse().unwrap(), folder: "/".into(), terminal };
        let target = Choice { form: F::FORM, answers: &answers, entries: &entries }.made(Questions::at(&desk));
        target.map_or_else(|failure| failure.told(), |target| target.path(F::FORM).to_string())
    }

    const TWO: &str = "verzoeken:\n  - {soort: inzage, ontvangen_op: 2026-11-12}\n  - {soort: correctie, ontvangen_op: 2026-11-13}\n";

    #[test]
    fn fact_that_begins_is_of_a_new_entry() {
        assert_eq!(meant::<Requests>(TWO, &[(Field::Kind, "inzage"), (Field::ReceivedOn, "2026-11-20")]), "verzoeken[2]");
        assert_eq!(meant::<Requests>("", &[(Field::Kind, "inzage")]), "verzoeken[0]");
    }

    #[test]
    fn other_fact_is_of_the_only_open_entry_of_its_kind() {
        assert_eq!(meant::<Requests>(TWO, &[(Field::Kind, "correctie"), (Field::Decision, "deels")]), "verzoeken[1]");
        assert!(meant::<Requests>(TWO, &[(Field::Decision, "deels")]).contains("1: inzage, 2026-11-12\n        2: correctie, 2026-11-13"));
        assert!(meant::<Requests>(TWO, &[(Field::Kind, "beperking"), (Field::Decision, "deels")]).contains("--ontvangen"));
    }

    #[test]
    fn completed_entry_is_meant_when_no_open_one_lacks_the_fact() {
        let done = "verzoeken:\n  - {soort: inzage, ontvangen_op: 2026-11-12, voldaan_op: 2026-11-14}\n";
        assert_eq!(meant::<Requests>(done, &[(Field::IdentityEstablishedOn, "2026-11-13")]), "verzoeken[0]");
        assert!(meant::<Requests>(done, &[(Field::FulfilledOn, "2026-11-15")]).starts_with("fout"));
    }

    #[test]
    fn message_that_was_not_sent_yet_is_the_one_that_is_sent() {
        let draft = "correspondentie:\n  - {soort: bevestiging, kanaal: e-mail}\n";
        assert_eq!(meant::<Messages>(draft, &[(Field::Kind, "bevestiging"), (Field::Date, "2026-11-04")]), "correspondentie[0]");
        assert_eq!(meant::<Messages>(draft, &[(Field::Kind, "reactie"), (Field::Date, "2026-11-04")]), "correspondentie[1]");
        assert_eq!(meant::<Messages>(draft, &[(Field::Kind, "bevestiging"), (Field::Channel, "post")]), "correspondentie[1]");
        let sent = "correspondentie:\n  - {soort: bevestiging, kanaal: e-mail, datum: 2026-11-03}\n";
        assert_eq!(meant::<Messages>(sent, &[(Field::Kind, "bevestiging")]), "correspondentie[1]");
    }
}

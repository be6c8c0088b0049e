//! Whether something can be recorded now.

use super::finding::{Check, Finding};

/// What the recorder would say.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Why nothing can be recorded; `None` when it can.
    pub objection: Option<Objection>,
    /// Whether the history was fetched in part.
    pub is_shallow: bool,
}

/// A refusal, in the words of the recorder.
#[derive(Clone, Debug)]
pub struct Objection {
    /// What is in the way.
    pub what: String,
    /// What to do about it.
    pub help: String,
}

impl State {
    pub(super) fn judged(&self) -> Finding {
        match &self.objection {
            Some(Objection { what, help }) => Finding::wrong(Check::State, what, help),
            None if self.is_shallow => {
                let what = "de geschiedenis is hier maar voor een deel aanwezig; wat ouder is, is niet te tonen of na te gaan";
                Finding::attention(Check::State, what, "haal de rest op met: git fetch --unshallow")
            }
            None => Finding::good(Check::State, "er kan worden vastgelegd"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::health::Weight;

    #[test]
    fn refusal_of_the_recorder_is_wrong_and_a_part_of_the_history_deserves_a_look() {
        let objection = Some(Objection { what: "git is bezig".to_owned(), help: "wacht".to_owned() });
        assert_eq!(State { objection, is_shallow: true }.judged().weight, Weight::Wrong);
        assert_eq!(State { objection: None, is_shallow: true }.judged().weight, Weight::Attention);
        assert_eq!(State::default().judged().weight, Weight::Good);
    }
}

//! Whether something can be recorded now.

use super::finding::{Check, Finding};

/// What the recorder would say.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Why nothing can be recorded; `None` when it can.
    pub objection: Option<Objection>,
    /// What brings the rest of the history here, where it was fetched in part.
    pub fetch_rest: Option<String>,
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
        match (&self.objection, &self.fetch_rest) {
            (Some(Objection { what, help }), _) => Finding::wrong(Check::State, what, help),
            (None, Some(help)) => {
                let what = "de geschiedenis is hier maar voor een deel aanwezig; wat er ontbreekt, is niet te tonen of na te gaan";
                Finding::attention(Check::State, what, help)
            }
            (None, None) => Finding::good(Check::State, "er kan worden vastgelegd"),
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
        assert_eq!(State { objection, fetch_rest: None }.judged().weight, Weight::Wrong);
        assert_eq!(State { objection: None, fetch_rest: Some("haal de rest op".to_owned()) }.judged().weight, Weight::Attention);
        assert_eq!(State::default().judged().weight, Weight::Good);
    }
}

//! The contract of each kind of letter: which elements must stand in its text, and how one sees that they do.

use super::compose::Letter;
use super::element::LetterElement;
use super::matter::{AppealCondition, Matter};
use crate::calendar::day_in_words;
use crate::domain::{Decision, Finding, RulingFinding};
use crate::regulation::{Datum, Rules};

/// An element with the passages that show it; all of them must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// The element.
    pub element: LetterElement,
    /// What must stand in the text.
    pub passages: Vec<Passage>,
}

/// Something a line of the text must say. A paragraph, or an entry of a list, is one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// A line with all these words or texts in it, each at the beginning of a word, and none of the others.
    Says {
        /// What must be in it.
        all: Vec<String>,
        /// What may not be in it.
        none: &'static [&'static str],
    },
    /// A line that is exactly this.
    Line(String),
}

/// The letter and what its text is compared with.
struct Contract<'a> {
    letter: &'a Letter,
    rules: &'a Rules,
    plain_body: &'a str,
    demands: Vec<Demand>,
}

/// What must stand in the text of this letter. `plain_body` is the officer's own text without the signs of Markdown.
#[must_use]
pub fn contract(letter: &Letter, rules: &Rules, plain_body: &str) -> Vec<Demand> {
    let mut contract = Contract { letter, rules, plain_body, demands: Vec::new() };
    contract.of_every_letter();
    contract.of_matter();
    contract.demands
}

/// The elements that this text lacks, in the order of the contract.
#[must_use]
pub fn lacking_elements(demands: &[Demand], text: &str) -> Vec<LetterElement> {
    let lines: Vec<_> = text.lines().map(normal).collect();
    let lacking = demands.iter().filter(|demand| !demand.passages.iter().all(|passage| lines.iter().any(|line| passage.is_in(line))));
    lacking.map(|demand| demand.element).collect()
}

impl Contract<'_> {
    fn of_every_letter(&mut self) {
        self.says(LetterElement::Number, &[&self.letter.id.to_string()]);
        self.demands.push(Demand { element: LetterElement::Signature, passages: vec![Passage::Line(normal(&self.letter.by.name))] });
        if !self.letter.attachments.is_empty() {
            let names = self.letter.attachments.iter().map(|name| line_with(&[name]));
            self.demands.push(Demand { element: LetterElement::Attachments, passages: names.collect() });
        }
    }

    fn of_matter(&mut self) {
        match &self.letter.matter {
            Matter::Acknowledgement => self.acknowledgement(),
            Matter::CompletionRequest { lacking, term_runs } => self.completion_request(lacking, *term_runs),
            Matter::Invitation { on } => {
                let day = on.map(day_in_words).unwrap_or_default();
                self.all(LetterElement::Talk, vec![line_with(&["nodig", "gesprek"]), line_with(&[&day])]);
                if self.letter.answer_due.is_some() {
                    self.term_runs(true);
                }
            }
            Matter::ProgressNotice => {
                self.says(LetterElement::State, &["klacht", "in behandeling"]);
                self.body(LetterElement::State);
                self.answer_due();
            }
            Matter::ExtensionNotice { reason, new_term } => {
                self.says(LetterElement::Reason, &[reason.trim_end_matches('.')]);
                self.says(LetterElement::NewTerm, &[&day_in_words(*new_term)]);
            }
            Matter::Answer { finding, parts } => self.answer(*finding, parts),
            Matter::Withdrawal { on } => {
                self.says(LetterElement::Withdrawn, &["ingetrokken", &day_in_words(*on)]);
                self.retention();
            }
            Matter::Solution { on, commitments } => {
                let day = on.map(day_in_words).unwrap_or_default();
                self.says(LetterElement::Solved, &["gesprek", "opgelost", &day]);
                let agreed = commitments.iter().map(|commitment| {
                    let due = commitment.due_on.map(day_in_words).unwrap_or_default();
                    line_with(&[commitment.what.as_deref().unwrap_or_default(), commitment.who.as_deref().unwrap_or_default(), &due])
                });
                let agreed = agreed.chain(self.lines_of_body()).collect();
                self.all(LetterElement::Commitments, agreed);
                self.retention();
            }
            Matter::CommitteeRules => self.committee_rules(),
            Matter::AppealConfirmation { filed_on, lacking } => self.appeal_confirmation(&day_in_words(*filed_on), lacking),
            Matter::Ruling { on, finding, consequences } => {
                let none: &[_] = if *finding == RulingFinding::Founded { &["deels gegrond"] } else { &[] };
                let all = owned(&["uitspraak", &day_in_words(*on)]);
                let finding = owned(&["bezwaar", &ruling_in_words(*finding)]);
                self.all(LetterElement::Ruling, vec![Passage::Says { all, none: &[] }, Passage::Says { all: finding, none }]);
                self.says(LetterElement::Binding, &["bindend"]);
                let lines = consequences.iter().map(|follows| line_with(&[&follows.what, &follows.who, &day_in_words(follows.due_on)]));
                let lines: Vec<_> = lines.collect();
                self.all(LetterElement::Consequences, if lines.is_empty() { vec![line_with(&["geen", "consequenties"])] } else { lines });
            }
            Matter::Inspection { received_on, decision, reason } => {
                self.inspection(&day_in_words(*received_on), *decision, reason.as_deref());
            }
            Matter::AdviceRequest { pieces, .. } => {
                self.body(LetterElement::Question);
                self.says(LetterElement::Secrecy, &["geheimhouding"]);
                self.all(LetterElement::Pieces, pieces.iter().map(|piece| line_with(&[piece_name(piece)])).collect());
            }
        }
    }

    fn acknowledgement(&mut self) {
        let taken_up = Passage::Says { all: owned(&["in behandeling"]), none: &["niet in behandeling"] };
        self.all(LetterElement::TakenUp, vec![taken_up]);
        let name = self.letter.by.name.clone();
        self.says(LetterElement::Handler, &["behandel", &name]);
        self.answer_due();
        let own = self.rules.letters.privacy.clone().unwrap_or_default();
        let notice = [line_with(&["gegevens", "vertrouwelijk"]), line_with(&["bewa", &self.kept_for()]), line_with(&["inzage"]), line_with(&[&own])];
        self.all(LetterElement::Privacy, notice.into());
        self.says(LetterElement::ExternalAdvice, &["advies", "geheimhouding"]);
    }

    fn completion_request(&mut self, lacking: &[Datum], term_runs: bool) {
        let data = lacking.iter().map(|datum| line_with(&[datum.asked()]));
        let asked = data.chain(self.lines_of_body()).collect();
        self.all(LetterElement::MissingData, asked);
        self.term_runs(term_runs);
        let addresses = &self.rules.addresses;
        self.all(LetterElement::ReplyAddress, vec![line_with(&[&addresses.complaint_email]), line_with(&[&addresses.complaint_post])]);
    }

    fn answer(&mut self, finding: Finding, parts: &[(String, Finding)]) {
        let says = |what: &str, finding: Finding| Passage::Says { all: owned(&[what, &finding_in_words(finding)]), none: not_meant(finding) };
        let parts = parts.iter().map(|(subject, finding)| says(subject, *finding));
        self.all(LetterElement::Finding, std::iter::once(says("klacht", finding)).chain(parts).collect());
        self.body(LetterElement::Findings);
        self.way_of_appeal();
    }

    /// That an appeal is possible, its conditions and where it goes.
    fn way_of_appeal(&mut self) {
        self.says(LetterElement::Appeal, &["bezwaar", "de geschillencommissie"]);
        self.says(LetterElement::ConditionA, &["naam", "adres", "woonplaats"]);
        self.says(LetterElement::ConditionB, &["orgaan"]);
        self.says(LetterElement::ConditionC, &["gronden"]);
        self.committee_addresses();
    }

    fn committee_addresses(&mut self) {
        let addresses = &self.rules.addresses;
        let (email, post) = (addresses.appeal_email.clone(), addresses.appeal_post.clone());
        self.says(LetterElement::CommitteeEmail, &[&email]);
        self.says(LetterElement::CommitteePost, &[&post]);
    }

    fn committee_rules(&mut self) {
        let place = self.rules.letters.committee_rules.clone().unwrap_or_default();
        self.says(LetterElement::CommitteeRules, &["reglement", &place]);
        self.way_of_appeal();
    }

    fn appeal_confirmation(&mut self, filed_on: &str, lacking: &[AppealCondition]) {
        self.says(LetterElement::AppealFiled, &["bezwaar", filed_on]);
        let members = self.rules.committee_on(self.letter.dated_on).map(|member| line_with(&[&member.name]));
        let deals = std::iter::once(line_with(&["geschillencommissie", "behandel"]));
        let committee = deals.chain(members).collect();
        self.all(LetterElement::Committee, committee);
        self.all(LetterElement::MissingConditions, lacking.iter().map(|condition| line_with(&[condition.asked()])).collect());
        self.committee_addresses();
    }

    fn inspection(&mut self, received_on: &str, decision: Decision, reason: Option<&str>) {
        self.says(LetterElement::Request, &["inzage", received_on]);
        let reason = line_with(&[reason.unwrap_or_default().trim_end_matches('.')]);
        self.all(LetterElement::Decision, vec![line_with(&["verzoek", decision_in_words(decision)]), reason]);
        if decision != Decision::Refused {
            self.says(LetterElement::LeftOut, &["weggelaten"]);
        }
    }

    fn answer_due(&mut self) {
        let due = self.letter.answer_due.map(day_in_words).unwrap_or_default();
        self.says(LetterElement::AnswerDue, &["reactie", &due]);
    }

    fn term_runs(&mut self, runs: bool) {
        let due = self.letter.answer_due.map(day_in_words).filter(|_| runs).unwrap_or_default();
        self.says(LetterElement::TermRuns, &["termijn", if runs { "loopt" } else { "begint" }, &due]);
    }

    fn retention(&mut self) {
        let kept = self.kept_for();
        self.says(LetterElement::Retention, &["bewa", &kept]);
    }

    fn kept_for(&self) -> String {
        self.rules.terms.retention.minimum.to_string()
    }

    /// Every line of the officer's own text.
    fn lines_of_body(&self) -> impl Iterator<Item = Passage> + use<'_> {
        self.plain_body.lines().filter(|line| !line.trim().is_empty()).map(|line| line_with(&[line]))
    }

    fn body(&mut self, element: LetterElement) {
        let lines = self.lines_of_body().collect();
        self.all(element, lines);
    }

    fn says(&mut self, element: LetterElement, all: &[&str]) {
        self.all(element, vec![line_with(all)]);
    }

    fn all(&mut self, element: LetterElement, passages: Vec<Passage>) {
        self.demands.push(Demand { element, passages });
    }
}

impl Passage {
    fn is_in(&self, line: &str) -> bool {
        match self {
            Self::Says { all, none } => all.iter().all(|words| begins_a_word(line, words)) && !none.iter().any(|words| begins_a_word(line, words)),
            Self::Line(whole) => line == whole,
        }
    }
}

/// Whether these words stand in the line, from the beginning of a word; empty words stand in every line.
fn begins_a_word(line: &str, words: &str) -> bool {
    words.is_empty() || line.match_indices(words).any(|(at, _)| !line[..at].chars().next_back().is_some_and(char::is_alphanumeric))
}

/// A passage of these words, as lines are compared.
fn line_with(words: &[&str]) -> Passage {
    Passage::Says { all: owned(words), none: &[] }
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|words| normal(words)).collect()
}

/// Small letters, and one blank between words.
fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The finding as a letter says it.
#[must_use]
pub fn finding_in_words(finding: Finding) -> String {
    finding.to_string().replace('_', " ")
}

/// What is no such finding, though it ends alike.
fn not_meant(finding: Finding) -> &'static [&'static str] {
    if finding == Finding::Founded { &["deels gegrond", "niet gegrond"] } else { &[] }
}

/// The ruling as a letter says it.
#[must_use]
pub fn ruling_in_words(finding: RulingFinding) -> String {
    if finding == RulingFinding::Inadmissible { "niet-ontvankelijk".to_owned() } else { finding.to_string().replace('_', " ") }
}

/// The decision as a letter says it, behind "uw verzoek is".
#[must_use]
pub fn decision_in_words(decision: Decision) -> &'static str {
    match decision {
        Decision::Granted => "toegewezen",
        Decision::Partly => "voor een deel toegewezen",
        Decision::Refused => "afgewezen",
    }
}

/// The name of a piece without its folder.
#[must_use]
pub fn piece_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

impl Datum {
    /// What a letter asks for, as an entry of a list.
    #[must_use]
    pub fn asked(self) -> &'static str {
        match self {
            Self::Name => "uw naam",
            Self::Organisation => "de organisatie waarvoor u de klacht indient, of dat u dit voor uzelf doet",
            Self::PostalAddress => "uw postadres",
            Self::Email => "uw e-mailadres",
            Self::Telephone => "uw telefoonnummer",
            Self::ReachableAddress => "een e-mailadres of postadres waarop wij u kunnen bereiken",
            Self::SubmittedOn => "de datum waarop u de klacht indient",
            Self::Description => "een omschrijving van uw klacht: wat er is gebeurd, en wanneer",
            Self::StepsTaken => "wat er al is gedaan om de klacht te verhelpen, en met wie u daarover contact had",
        }
    }
}

impl AppealCondition {
    /// What a letter asks for, as an entry of a list.
    #[must_use]
    pub fn asked(self) -> &'static str {
        match self {
            Self::Appellant => "uw naam, adres en woonplaats",
            Self::DecidingBody => "het orgaan tegen wiens beslissing uw bezwaar is gericht",
            Self::Grounds => "de gronden van uw bezwaar",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(all: &[&str], line: &str) -> bool {
        line_with(all).is_in(&normal(line))
    }

    #[test]
    fn words_are_found_at_the_beginning_of_a_word_only() {
        assert!(says(&["gegrond"], "Uw klacht is  Gegrond."));
        assert!(!says(&["gegrond"], "Uw klacht is ongegrond."));
        assert!(!says(&["1 december 2026"], "Uiterlijk 21 december 2026."));
        assert!(says(&["nodig", "gesprek"], "Wij nodigen u uit voor een gesprek."));
    }

    #[test]
    fn partly_founded_is_not_founded() {
        let founded = Passage::Says { all: owned(&["gegrond"]), none: not_meant(Finding::Founded) };
        assert!(!founded.is_in("uw klacht is deels gegrond"));
        assert!(founded.is_in("uw klacht is gegrond"));
    }
}

//! The written answer within four weeks of submission, and its extension (art. 3, step 3 and end).

use chrono::NaiveDate;

use super::super::{AnswerStart, Case, Step, Term};
use super::draft::{Draft, Lapse, count, start_step};
use crate::calendar::{day_in_words, weekday_in_words};
use crate::diagnostic::{Field, FieldPath};
use crate::domain::{MessageKind, Provision, TermKind};

/// The term of the answer, and while that is open the last day for an extension that is amply in time.
///
/// None before the complaint is in writing.
pub(super) fn terms(case: &Case<'_>) -> Vec<Term> {
    let Some((start, place, fact)) = start(case) else {
        return Vec::new();
    };
    let answer = answer(case, start, place, fact);
    let extension = extension_notice(case, &answer);
    std::iter::once(answer).chain(extension).collect()
}

/// An extension notice in the order it was sent, and what it does to the term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The entry of the correspondence, counted from nought.
    pub index: usize,
    /// The day it was sent in writing.
    pub sent_on: NaiveDate,
    /// The term it would replace; its last day counts whole.
    pub then_due_on: NaiveDate,
    /// The last day on which it would have been amply in time.
    pub ample_until: NaiveDate,
    /// The last day the procedure lets any extension go to; `None` where it sets no maximum (decision on the maximum).
    pub at_most_until: Option<NaiveDate>,
    /// What it does.
    pub effect: ExtensionEffect,
}

/// What an extension notice does to the term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtensionEffect {
    /// The term now ends on this day, which is no later than the maximum of the procedure.
    Extends(NaiveDate),
    /// Earlier extensions went as far as the procedure allows.
    NothingLeft,
    /// It was sent after the term had expired.
    TooLate,
    /// It names no reason.
    NoReason,
    /// It names no new term.
    NoTerm,
    /// Its new term is no later than the old one.
    NotLater,
}

/// Every extension notice that was sent, with its effect on the term as it then stood. Empty before the complaint is in writing.
#[must_use]
pub fn extensions(case: &Case<'_>) -> Vec<Extension> {
    let Some((start, ..)) = start(case) else {
        return Vec::new();
    };
    let (mut due_on, _) = unextended(case, start);
    let at_most_until = case.rules.terms.extension.maximum.map(|maximum| case.rules.calendar.after(due_on, maximum));
    let mut found = Vec::new();
    for (sent_on, index) in notices_in_order(case) {
        let extension = Extension { at_most_until, ..weigh(case, index, sent_on, due_on) }.within_the_maximum();
        if let ExtensionEffect::Extends(new_term) = extension.effect {
            due_on = new_term;
        }
        found.push(extension);
    }
    found
}

fn notices_in_order(case: &Case<'_>) -> Vec<(NaiveDate, usize)> {
    let sent = case.dossier.messages.iter().enumerate();
    let mut notices: Vec<_> = sent.filter_map(|(index, message)| Some((message.sent_in_writing_as(MessageKind::ExtensionNotice)?, index))).collect();
    notices.sort_unstable();
    notices
}

/// All three are asked: in time, with the reason, with a later term. A notice that lacks one does not extend (decision on extensions).
fn weigh(case: &Case<'_>, index: usize, sent_on: NaiveDate, then_due_on: NaiveDate) -> Extension {
    let message = &case.dossier.messages[index];
    let effect = match message.new_term {
        _ if sent_on > then_due_on => ExtensionEffect::TooLate,
        None => ExtensionEffect::NoTerm,
        Some(new_term) if new_term <= then_due_on => ExtensionEffect::NotLater,
        Some(_) if message.reason.is_none() => ExtensionEffect::NoReason,
        Some(new_term) => ExtensionEffect::Extends(new_term),
    };
    let ample_until = case.rules.calendar.before(then_due_on, case.rules.terms.extension.ample);
    Extension { index, sent_on, then_due_on, ample_until, at_most_until: None, effect }
}

/// Day nought with its place and its name, by the switch of the rule file.
fn start(case: &Case<'_>) -> Option<(NaiveDate, FieldPath, &'static str)> {
    let submitted = case.dossier.submitted.map(|submitted| (submitted.date(), FieldPath::from(Field::SubmittedOn), "indiening van de klacht"));
    let received = case.dossier.received.map(|received| (received.date(), FieldPath::from(Field::ReceivedOn), "ontvangst van de klacht"));
    match case.rules.terms.answer.start {
        AnswerStart::Submission => submitted,
        AnswerStart::Receipt => received,
        AnswerStart::Completion => last_completion(case).or(submitted),
    }
}

/// The last completion before the answer; what comes in after it completes nothing any more.
fn last_completion(case: &Case<'_>) -> Option<(NaiveDate, FieldPath, &'static str)> {
    let answered_on = first_answer(case).map(|(day, _)| day);
    let completions = case.dossier.messages.iter().enumerate().filter(|(_, message)| message.kind == Some(MessageKind::Completion));
    let dated = completions.filter_map(|(index, message)| Some((message.date?, index)));
    let dated = dated.filter(|(day, _)| answered_on.is_none_or(|answered_on| *day <= answered_on));
    dated.max().map(|(day, index)| (day, FieldPath::from(Field::Messages).entry(index), "ontvangst van de aanvulling"))
}

/// The last day without any extension, and how it came about.
fn unextended(case: &Case<'_>, start: NaiveDate) -> (NaiveDate, Vec<Step>) {
    let rule = case.rules.terms.answer;
    let (due_on, mut steps) = count(case, start, rule.length);
    let shifted = case.rules.calendar.working_day_on_or_after(due_on);
    if !rule.shift_to_working_day || shifted == due_on {
        return (due_on, steps);
    }
    let reason = format!("{} is geen werkdag; de regeling schuift de termijn door naar de eerste werkdag", weekday_in_words(due_on));
    steps.push(Step { day: shifted, counts: true, reason });
    (shifted, steps)
}

fn answer(case: &Case<'_>, start: NaiveDate, place: FieldPath, fact: &str) -> Term {
    let rule = case.rules.terms.answer;
    let (original_due_on, days) = unextended(case, start);
    let mut derivation = vec![start_step(start, fact)];
    derivation.extend(days);
    let extensions = extensions(case);
    derivation.extend(extensions.iter().map(extension_step));
    let extended_to = extensions.iter().rev().find_map(|extension| match extension.effect {
        ExtensionEffect::Extends(new_term) => Some(new_term),
        _ => None,
    });
    Draft {
        kind: TermKind::Answer,
        place,
        provision: Provision::Answer,
        basis: rule.basis,
        starts_on: Some(start),
        due_on: extended_to.unwrap_or(original_due_on),
        original_due_on: extended_to.map(|_| original_due_on),
        warn: rule.warn,
        met: first_answer(case),
        lapse: if case.is_unreachable() { Lapse::Because("de klachtindiener is anoniem en niet bereikbaar".to_owned()) } else { Lapse::AtEnding },
        derivation,
    }
    .stand(case)
}

fn first_answer(case: &Case<'_>) -> Option<(NaiveDate, FieldPath)> {
    let messages = case.dossier.messages.iter().enumerate();
    let answers = messages.filter_map(|(index, message)| Some((message.sent_in_writing_as(MessageKind::Answer)?, index)));
    answers.min().map(|(sent_on, index)| (sent_on, FieldPath::from(Field::Messages).entry(index)))
}

fn extension_step(extension: &Extension) -> Step {
    let sent = format!("uitstelbericht van {}", day_in_words(extension.sent_on));
    let expired = day_in_words(extension.then_due_on);
    let (day, counts, reason) = match extension.effect {
        ExtensionEffect::Extends(new_term) if extension.at_most_until == Some(new_term) => {
            (new_term, true, format!("{sent}, verzonden voordat de termijn verstreek: verder dan deze dag verlengt de regeling niet"))
        }
        ExtensionEffect::Extends(new_term) => (new_term, true, format!("{sent}, verzonden voordat de termijn verstreek: de nieuwe termijn")),
        ExtensionEffect::NothingLeft => (extension.sent_on, false, format!("{sent} verlengt niet: de regeling staat niet meer uitstel toe")),
        ExtensionEffect::TooLate => (extension.sent_on, false, format!("{sent} verlengt niet: de termijn was op {expired} al verstreken")),
        ExtensionEffect::NoReason => (extension.sent_on, false, format!("{sent} verlengt niet: de reden ontbreekt")),
        ExtensionEffect::NoTerm => (extension.sent_on, false, format!("{sent} verlengt niet: de nieuwe termijn ontbreekt")),
        ExtensionEffect::NotLater => (extension.sent_on, false, format!("{sent} verlengt niet: de nieuwe termijn is niet later dan {expired}")),
    };
    Step { day, counts, reason }
}

/// The last day for an extension that is amply in time; listed while the answer is open. Missing it is no lateness: a notice in time remains possible.
fn extension_notice(case: &Case<'_>, answer: &Term) -> Option<Term> {
    let due_on = answer.due_on.filter(|due_on| answer.standing.is_open() && case.today <= *due_on)?;
    let rule = case.rules.terms.extension;
    let ample_until = case.rules.calendar.before(due_on, rule.ample);
    let lapse = if case.today > ample_until {
        Lapse::Because(format!("ruim op tijd kan niet meer; een uitstelbericht kan nog tot en met {}", day_in_words(due_on)))
    } else {
        Lapse::Never
    };
    let derivation = vec![
        Step { day: due_on, counts: false, reason: "dag nul: de termijn van de reactie verstrijkt".to_owned() },
        Step { day: ample_until, counts: true, reason: format!("{} eerder: tot en met deze dag is een uitstelbericht ruim op tijd", rule.ample) },
    ];
    let draft = Draft {
        kind: TermKind::ExtensionNotice,
        place: answer.place.clone(),
        provision: Provision::Extension,
        basis: rule.basis,
        starts_on: Some(due_on),
        due_on: ample_until,
        original_due_on: None,
        warn: rule.warn,
        met: None,
        lapse,
        derivation,
    };
    Some(draft.stand(case))
}

impl Extension {
    /// The same notice, whose effect stops where the procedure does.
    fn within_the_maximum(self) -> Self {
        let effect = match (&self.effect, self.at_most_until) {
            (ExtensionEffect::Extends(_), Some(last)) if last <= self.then_due_on => ExtensionEffect::NothingLeft,
            (ExtensionEffect::Extends(new_term), Some(last)) => ExtensionEffect::Extends(last.min(*new_term)),
            (effect, _) => effect.clone(),
        };
        Self { effect, ..self }
    }

    /// Whether it was in time, but not amply.
    #[must_use]
    pub fn is_just_in_time(&self) -> bool {
        self.sent_on > self.ample_until && self.sent_on <= self.then_due_on
    }

    /// Calendar days it adds; `None` when it does not extend.
    #[must_use]
    pub fn days_added(&self) -> Option<i64> {
        match self.effect {
            ExtensionEffect::Extends(new_term) => Some((new_term - self.then_due_on).num_days()),
            _ => None,
        }
    }
}

//! The order of urgency over dossiers: what an officer sees first in the morning.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::next_step::{NextStep, next_step};
use super::waiting::{Party, waiting_for};
use crate::domain::{Dossier, DossierId, Provision, Status, TermKind, vocabulary};
use crate::regulation::{Standing, Term};

vocabulary! {
    /// The group a dossier is shown in, most urgent first.
    Urgency {
        /// A term has passed.
        Overdue = "te laat",
        /// A term ends soon.
        DueSoon = "loopt af",
        /// The confirmation has not gone out, and its term does not press yet.
        Unconfirmed = "nog niet bevestigd",
        /// Another has to act first.
        Waiting = "wacht op een ander",
        /// Not taken up yet.
        New = "nieuw",
        /// Everything else that is not closed.
        Open = "loopt",
        /// Closed, and nothing is due.
        Archive = "archief",
    }
}

/// A dossier as the agenda shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaItem {
    /// Its number.
    pub id: DossierId,
    /// Its subject line.
    pub subject_line: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// The group it belongs to.
    pub urgency: Urgency,
    /// Who has to act first.
    pub waiting_for: Party,
    /// The open term that asks for attention first; `None` when no term is open.
    pub term: Option<UrgentTerm>,
    /// The other terms that have passed or end soon, in order of urgency.
    pub also: Vec<UrgentTerm>,
    /// What to do next; `None` for a closed dossier with nothing due.
    pub next: Option<NextStep>,
}

/// The part of a term that a list shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UrgentTerm {
    /// What is due.
    pub kind: TermKind,
    /// The provision it rests on.
    pub provision: Provision,
    /// The last day.
    pub due_on: Option<NaiveDate>,
    /// The last day on which someone can send.
    pub send_by: Option<NaiveDate>,
    /// How it stands.
    pub standing: Standing,
}

impl AgendaItem {
    /// The dossier as the agenda shows it, with its terms as they stand today.
    #[must_use]
    pub fn of(dossier: &Dossier, terms: &[Term]) -> Self {
        let term = most_urgent(terms);
        let pressing = term.filter(|term| presses(term).is_some());
        let urgency = pressing.and_then(presses).unwrap_or_else(|| calm_urgency(dossier, terms));
        Self {
            id: dossier.id,
            subject_line: dossier.subject_line.clone(),
            status: dossier.status,
            urgency,
            waiting_for: waiting_for(dossier),
            term: term.map(UrgentTerm::of),
            also: also_pressing(terms, term),
            next: next_step(dossier, terms, pressing),
        }
    }

    /// Calendar days left for the term, negative when late; `None` without an open term that has a last day.
    #[must_use]
    pub fn days(&self) -> Option<i64> {
        self.term.as_ref().and_then(|term| term.standing.days())
    }

    /// What the items of a group are sorted by: the term with the fewest days first, then the oldest dossier.
    /// Of what is late, that what someone is waiting for by right comes first. The archive shows the youngest first.
    fn order(&self) -> (Urgency, bool, i64, Reverse<Option<DossierId>>, DossierId) {
        let youngest_first = (self.urgency == Urgency::Archive).then_some(self.id);
        let can_wait = self.urgency == Urgency::Overdue && !self.term.as_ref().is_some_and(|term| is_owed(term.kind));
        (self.urgency, can_wait, self.days().unwrap_or(i64::MAX), Reverse(youngest_first), self.id)
    }
}

impl UrgentTerm {
    fn of(term: &Term) -> Self {
        Self { kind: term.kind, provision: term.provision, due_on: term.due_on, send_by: term.send_by, standing: term.standing.clone() }
    }
}

/// Whether the procedure or the law gives someone a right to it within the term; lateness is then an error, elsewhere a warning.
fn is_owed(kind: TermKind) -> bool {
    matches!(kind, TermKind::Acknowledgement | TermKind::Answer | TermKind::Request)
}

/// Dossiers in order of urgency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    items: Vec<AgendaItem>,
}

impl Agenda {
    /// The items put in order of urgency.
    #[must_use]
    pub fn new(mut items: Vec<AgendaItem>) -> Self {
        items.sort_by_key(AgendaItem::order);
        Self { items }
    }

    /// Every item, most urgent first.
    #[must_use]
    pub fn items(&self) -> &[AgendaItem] {
        &self.items
    }

    /// The items of one group, in order.
    #[must_use]
    pub fn group(&self, urgency: Urgency) -> &[AgendaItem] {
        let start = self.items.partition_point(|item| item.urgency < urgency);
        let end = self.items.partition_point(|item| item.urgency <= urgency);
        &self.items[start..end]
    }
}

/// The open term that asks for attention first.
///
/// An extension notice that is no longer amply in time asks nothing of its own: the answer does.
/// Retention runs for years: it counts only when it presses, and then last among equals.
fn most_urgent(terms: &[Term]) -> Option<&Term> {
    terms.iter().filter(|term| asks_attention(term)).min_by_key(|term| by_urgency(term))
}

/// The terms that press besides the one shown first.
fn also_pressing(terms: &[Term], first: Option<&Term>) -> Vec<UrgentTerm> {
    let is_first = |term: &Term| first.is_some_and(|first| std::ptr::eq(first, term));
    let mut others: Vec<&Term> = terms.iter().filter(|term| asks_attention(term) && presses(term).is_some() && !is_first(term)).collect();
    others.sort_by_key(|term| by_urgency(term));
    others.into_iter().map(UrgentTerm::of).collect()
}

fn asks_attention(term: &Term) -> bool {
    match term.kind {
        TermKind::ExtensionNotice => matches!(term.standing, Standing::Open { .. } | Standing::DueSoon { .. }),
        TermKind::Retention => presses(term).is_some(),
        _ => term.standing.is_open(),
    }
}

fn by_urgency(term: &Term) -> (Urgency, bool, i64, TermKind) {
    let pressing = presses(term).unwrap_or(Urgency::Archive);
    (pressing, term.kind == TermKind::Retention, term.standing.days().unwrap_or(i64::MAX), term.kind)
}

/// Whether the term presses, and how much.
fn presses(term: &Term) -> Option<Urgency> {
    match term.standing {
        Standing::Overdue { .. } | Standing::Acknowledged { met: false, .. } => Some(Urgency::Overdue),
        Standing::DueSoon { .. } => Some(Urgency::DueSoon),
        _ => None,
    }
}

/// The group of a dossier of which no term presses. A closed one with a request to meet is no archive yet.
fn calm_urgency(dossier: &Dossier, terms: &[Term]) -> Urgency {
    let asks_something = |term: &Term| term.standing.is_open() && term.kind != TermKind::Retention;
    let is_unconfirmed = terms.iter().any(|term| term.kind == TermKind::Acknowledgement && term.standing.is_open());
    match dossier.status {
        Status::Closed if !terms.iter().any(asks_something) => Urgency::Archive,
        _ if is_unconfirmed => Urgency::Unconfirmed,
        _ if waiting_for(dossier) != Party::Us => Urgency::Waiting,
        Status::OralReport | Status::Received => Urgency::New,
        _ => Urgency::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Field;
    use crate::domain::{Appeal, ExternalAdvice, Message, MessageKind, Reopening, Request, RequestKind, Ruling, RulingFinding, Talk, TalkOutcome};
    use crate::regulation::Basis;

    fn dossier(number: &str, status: Status) -> Dossier {
        Dossier::new(number.parse().unwrap(), status)
    }

    fn term(kind: TermKind, standing: Standing) -> Term {
        Term {
            kind,
            place: Field::ReceivedOn.into(),
            provision: Provision::Answer,
            basis: Basis::Regulation,
            starts_on: None,
            due_on: NaiveDate::from_ymd_opt(2026, 11, 5),
            not_before: None,
            original_due_on: None,
            send_by: None,
            warn_from: None,
            met_on: None,
            met_by: None,
            standing,
            derivation: Vec::new(),
        }
    }

    fn in_order(items: Vec<AgendaItem>) -> Vec<String> {
        Agenda::new(items).items().iter().map(|item| format!("{} {}", item.id, item.urgency)).collect()
    }

    #[test]
    fn overdue_comes_before_due_soon_before_waiting_before_new_before_the_rest() {
        let advice = ExternalAdvice { asked_on: NaiveDate::from_ymd_opt(2026, 11, 3), ..ExternalAdvice::default() };
        let waiting = Dossier { advice: vec![advice], ..dossier("K-2026-0003", Status::InProgress) };
        let items = vec![
            AgendaItem::of(&dossier("K-2026-0006", Status::Closed), &[]),
            AgendaItem::of(&dossier("K-2026-0005", Status::InProgress), &[]),
            AgendaItem::of(&dossier("K-2026-0004", Status::Received), &[]),
            AgendaItem::of(&waiting, &[]),
            AgendaItem::of(&dossier("K-2026-0002", Status::InProgress), &[term(TermKind::Answer, Standing::DueSoon { days_left: 2 })]),
            AgendaItem::of(&dossier("K-2026-0001", Status::Received), &[term(TermKind::Acknowledgement, Standing::Overdue { days_late: 1 })]),
        ];
        let expected = [
            "K-2026-0001 te laat",
            "K-2026-0002 loopt af",
            "K-2026-0003 wacht op een ander",
            "K-2026-0004 nieuw",
            "K-2026-0005 loopt",
            "K-2026-0006 archief",
        ];
        assert_eq!(in_order(items), expected);
    }

    #[test]
    fn latest_of_two_overdue_dossiers_comes_first() {
        let late = |number, days_late| {
            let overdue = [term(TermKind::Answer, Standing::Overdue { days_late })];
            AgendaItem::of(&dossier(number, Status::InProgress), &overdue)
        };
        assert_eq!(in_order(vec![late("K-2026-0001", 2), late("K-2026-0002", 9)]), ["K-2026-0002 te laat", "K-2026-0001 te laat"]);
    }

    #[test]
    fn late_answer_comes_before_a_dossier_kept_too_long() {
        let late = |number, kind, days_late| AgendaItem::of(&dossier(number, Status::Answered), &[term(kind, Standing::Overdue { days_late })]);
        let items = vec![late("K-2024-0001", TermKind::Retention, 400), late("K-2026-0002", TermKind::Answer, 1)];
        assert_eq!(in_order(items), ["K-2026-0002 te laat", "K-2024-0001 te laat"]);
    }

    #[test]
    fn archive_shows_the_youngest_first() {
        let closed = |number| AgendaItem::of(&dossier(number, Status::Closed), &[]);
        assert_eq!(in_order(vec![closed("K-2026-0001"), closed("K-2026-0002")]), ["K-2026-0002 archief", "K-2026-0001 archief"]);
    }

    #[test]
    fn lapsed_chance_to_extend_amply_makes_no_dossier_overdue() {
        let terms =
            [term(TermKind::ExtensionNotice, Standing::Overdue { days_late: 3 }), term(TermKind::Answer, Standing::Open { days_left: Some(12) })];
        let item = AgendaItem::of(&dossier("K-2026-0001", Status::InProgress), &terms);
        assert_eq!(item.urgency, Urgency::Open);
        assert_eq!(item.term.unwrap().kind, TermKind::Answer);
    }

    #[test]
    fn complaint_that_was_not_confirmed_has_a_group_of_its_own() {
        let open = [term(TermKind::Acknowledgement, Standing::Open { days_left: Some(3) })];
        assert_eq!(AgendaItem::of(&dossier("K-2026-0001", Status::Received), &open).urgency, Urgency::Unconfirmed);
        let met = [term(TermKind::Acknowledgement, Standing::MetInTime)];
        assert_eq!(AgendaItem::of(&dossier("K-2026-0001", Status::Received), &met).urgency, Urgency::New);
    }

    #[test]
    fn every_term_that_presses_is_told() {
        let terms = [
            term(TermKind::ProgressNotice, Standing::DueSoon { days_left: 1 }),
            term(TermKind::Answer, Standing::Overdue { days_late: 2 }),
            term(TermKind::Acknowledgement, Standing::MetInTime),
            term(TermKind::Commitment, Standing::Open { days_left: Some(9) }),
        ];
        let item = AgendaItem::of(&dossier("K-2026-0001", Status::InProgress), &terms);
        assert_eq!(item.term.map(|term| term.kind), Some(TermKind::Answer));
        assert_eq!(item.also.iter().map(|term| term.kind).collect::<Vec<_>>(), [TermKind::ProgressNotice]);
    }

    #[test]
    fn acknowledged_lateness_still_is_to_be_done() {
        let terms = [term(TermKind::Answer, Standing::Acknowledged { days_late: 3, met: false })];
        assert_eq!(AgendaItem::of(&dossier("K-2026-0001", Status::InProgress), &terms).urgency, Urgency::Overdue);
    }

    #[test]
    fn closed_dossier_with_an_open_request_is_no_archive() {
        let request = Request { kind: Some(RequestKind::Inspection), ..Request::default() };
        let closed = Dossier { requests: vec![request], ..dossier("K-2026-0001", Status::Closed) };
        let terms = [term(TermKind::Request, Standing::Open { days_left: Some(20) })];
        assert_eq!(AgendaItem::of(&closed, &terms).urgency, Urgency::Open);
        assert_eq!(AgendaItem::of(&closed, &[term(TermKind::Retention, Standing::Open { days_left: None })]).urgency, Urgency::Archive);
    }

    #[test]
    fn party_that_has_to_act_follows_from_the_facts() {
        let invited = Talk { invited_on: NaiveDate::from_ymd_opt(2026, 11, 3), ..Talk::default() };
        let appealed = Appeal { handed_over_on: NaiveDate::from_ymd_opt(2026, 11, 3), ..Appeal::default() };
        let asked = Message { kind: Some(MessageKind::CompletionRequest), date: NaiveDate::from_ymd_opt(2026, 11, 3), ..Message::default() };
        for (dossier, party) in [
            (dossier("K-2026-0001", Status::InProgress), Party::Us),
            (Dossier { talks: vec![invited], ..dossier("K-2026-0001", Status::OralReport) }, Party::Complainant),
            (Dossier { messages: vec![asked], ..dossier("K-2026-0001", Status::Incomplete) }, Party::Complainant),
            (dossier("K-2026-0001", Status::Incomplete), Party::Us),
            (Dossier { appeal: Some(appealed), ..dossier("K-2026-0001", Status::UnderAppeal) }, Party::Committee),
            (Dossier { appeal: Some(Appeal::default()), ..dossier("K-2026-0001", Status::UnderAppeal) }, Party::Us),
        ] {
            assert_eq!(waiting_for(&dossier), party, "{:?}", dossier.status);
        }
    }

    #[test]
    fn talk_that_solved_it_asks_for_the_ending_unless_it_was_opened_again_since() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day);
        let talk = Talk { held_on: day(9), outcome: Some(TalkOutcome::Solved), ..Talk::default() };
        let solved = Dossier { talks: vec![talk], ..dossier("K-2026-0007", Status::InProgress) };
        let command = |dossier: &Dossier| AgendaItem::of(dossier, &[]).next.unwrap().command;
        assert_eq!(command(&solved), "klacht status K-2026-0007 opgelost_in_gesprek");
        let again = Dossier { reopenings: vec![Reopening { on: day(20), ..Reopening::default() }], ..solved };
        assert_eq!(command(&again), "klacht brief reactie K-2026-0007 --oordeel WOORD");
    }

    #[test]
    fn ruling_for_the_appellant_asks_what_follows_before_closing() {
        let ruling = Ruling { date: NaiveDate::from_ymd_opt(2026, 11, 9), finding: Some(RulingFinding::Founded), ..Ruling::default() };
        let ruled = Dossier { appeal: Some(Appeal { ruling: Some(ruling), ..Appeal::default() }), ..dossier("K-2026-0007", Status::AppealRuled) };
        let command = AgendaItem::of(&ruled, &[]).next.unwrap().command;
        assert_eq!(command, "klacht bezwaar K-2026-0007 --consequentie TEKST --wie TEKST");
    }

    #[test]
    fn next_step_names_the_command() {
        let received = dossier("K-2026-0007", Status::Received);
        let next = AgendaItem::of(&received, &[term(TermKind::Acknowledgement, Standing::Overdue { days_late: 1 })]).next.unwrap();
        assert_eq!(next.command, "klacht brief bevestiging K-2026-0007");
        let next = AgendaItem::of(&received, &[]).next.unwrap();
        assert_eq!(next.command, "klacht status K-2026-0007 in_behandeling");
        assert_eq!(AgendaItem::of(&dossier("K-2026-0007", Status::Closed), &[]).next, None);
    }
}

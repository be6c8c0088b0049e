//! The auditor's page of a year: a row a complaint, and every other number of that year accounted for.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::complaint::{complaint_year, ending, is_complaint};
use super::number_row::{Fate, Kept, NumberRow, retention_days};
use super::wording::plain;
use crate::diagnostic::Field;
use crate::domain::{Appeal, Consequence, Destroyed, Dossier, DossierId, Finding, Improvement, RulingFinding, Status, TermKind};
use crate::regulation::{Appointment, CommitteeMember, Rules, Standing, Term, asks_improvement, holds};

/// What an auditor asks of a year, with numbers instead of names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditPage {
    /// The year.
    pub year: i32,
    /// The versions of the procedure that held, with how many complaints each.
    pub versions: Vec<(String, usize)>,
    /// Who was officer or deputy on some day of the year.
    pub officers: Vec<Appointment>,
    /// Who sat in the committee on some day of the year.
    pub committee: Vec<CommitteeMember>,
    /// The complaints received in the year, in order of number.
    pub rows: Vec<AuditRow>,
    /// The other numbers of the year, with why they are no row.
    pub others: Vec<(NumberRow, String)>,
}

/// A complaint as an auditor looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Its number.
    pub id: DossierId,
    /// Where it stands.
    pub status: Status,
    /// The day on the complaint.
    pub submitted_on: Option<NaiveDate>,
    /// The day it arrived.
    pub received_on: Option<NaiveDate>,
    /// The confirmation; `None` when no term for it ran.
    pub confirmation: Option<Confirmation>,
    /// The answer; `None` when no term for it ran.
    pub answer: Option<Answer>,
    /// The day it ended.
    pub ended_on: Option<NaiveDate>,
    /// The manner in which it ended.
    pub manner: Option<String>,
    /// What was found.
    pub finding: Option<Finding>,
    /// Whether it was not taken up, with the reason when one was given; free text.
    pub not_taken_up: Option<Option<String>>,
    /// The day it was last reopened, while it has not ended again.
    pub reopened_on: Option<NaiveDate>,
    /// Whether art. 4 asks for a measure and there is none.
    pub lacks_measure: bool,
    /// What is improved.
    pub measures: Vec<Improvement>,
    /// The day it was taken along in the yearly evaluation.
    pub evaluated_on: Option<NaiveDate>,
    /// The appeal, without who and why.
    pub appeal: Option<AppealCourse>,
    /// From when it may be destroyed.
    pub destroy_from: Option<NaiveDate>,
    /// By when it must be.
    pub destroy_by: Option<NaiveDate>,
    /// How the term of keeping stands; `None` while nothing runs.
    pub keeping: Option<Standing>,
    /// The reason for which it is kept longer, while that holds; free text.
    pub kept_because: Option<String>,
    /// The terms that were not kept, with the reason when one was given.
    pub late: Vec<LateTerm>,
}

/// How the confirmation went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// The last day.
    pub due_on: Option<NaiveDate>,
    /// The day it was sent.
    pub sent_on: Option<NaiveDate>,
    /// In how many working days after receipt.
    pub working_days: Option<usize>,
    /// How the term stands.
    pub standing: Standing,
}

/// How the answer went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The last day before any extension.
    pub original_due_on: Option<NaiveDate>,
    /// The last day after an extension; `None` without one.
    pub extended_to: Option<NaiveDate>,
    /// The day it was sent.
    pub sent_on: Option<NaiveDate>,
    /// In how many calendar days from the day the term starts.
    pub days: Option<i64>,
    /// How the term stands.
    pub standing: Standing,
}

/// How an appeal went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppealCourse {
    /// The day it was filed.
    pub filed_on: Option<NaiveDate>,
    /// The day it was withdrawn.
    pub withdrawn_on: Option<NaiveDate>,
    /// The day of the ruling.
    pub ruled_on: Option<NaiveDate>,
    /// What was ruled.
    pub ruling: Option<RulingFinding>,
    /// What followed from it.
    pub consequences: Vec<Consequence>,
}

/// A term that was not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateTerm {
    /// What was due.
    pub kind: TermKind,
    /// The last day.
    pub due_on: NaiveDate,
    /// Calendar days after it.
    pub days_late: i64,
    /// The reason, when it was given.
    pub reason: Option<String>,
}

/// The auditor's page of a year, out of every number there is.
#[must_use]
pub fn audit_page(year: i32, years: &BTreeMap<u16, Vec<NumberRow>>, rules: &Rules) -> AuditPage {
    let mut page = AuditPage {
        year,
        versions: Vec::new(),
        officers: rules.officers.iter().filter(|officer| touches(year, officer.from, officer.until)).cloned().collect(),
        committee: rules.committee.iter().filter(|member| touches(year, member.from, member.until)).cloned().collect(),
        rows: Vec::new(),
        others: Vec::new(),
    };
    let mut versions: BTreeMap<String, usize> = BTreeMap::new();
    for number in years.values().flatten() {
        match &number.fate {
            Fate::Kept(kept) if is_complaint(&kept.dossier) && complaint_year(&kept.dossier) == year => {
                *versions.entry(version(&kept.dossier, rules)).or_default() += 1;
                page.rows.push(row(kept, rules));
            }
            _ if i32::from(number.id.year()) == year => page.others.push((number.clone(), why_no_row(&number.fate))),
            _ => {}
        }
    }
    page.versions = versions.into_iter().collect();
    if page.versions.is_empty() {
        page.versions.push((rules.procedure.version.clone(), 0));
    }
    page
}

/// Whether an appointment holds on some day of the year.
fn touches(year: i32, from: Option<NaiveDate>, until: Option<NaiveDate>) -> bool {
    let (first, last) = (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 12, 31));
    from.is_none_or(|from| last.is_some_and(|last| from <= last)) && until.is_none_or(|until| first.is_some_and(|first| first <= until))
}

/// The version a complaint is held to: the one it pins, else that of the rule file.
fn version(dossier: &Dossier, rules: &Rules) -> String {
    dossier.regulation_version.clone().unwrap_or_else(|| rules.procedure.version.clone())
}

fn row(kept: &Kept, rules: &Rules) -> AuditRow {
    let Kept { dossier, terms } = kept;
    let (destroy_from, destroy_by) = retention_days(terms);
    let keeping = terms.iter().find(|term| term.kind == TermKind::Retention).map(|term| term.standing.clone());
    AuditRow {
        id: dossier.id,
        status: dossier.status,
        submitted_on: dossier.submitted.map(|day| day.date()),
        received_on: dossier.received.map(|day| day.date()),
        confirmation: confirmation(terms, rules),
        answer: answer(terms),
        ended_on: dossier.ended_on(),
        manner: dossier.resolution.as_ref().and_then(|resolution| resolution.manner.clone()),
        finding: dossier.finding(),
        not_taken_up: (ending(dossier) == Some(Status::NotTakenUp)).then(|| dossier.resolution.as_ref().and_then(|found| found.reason.clone())),
        reopened_on: dossier.reopenings.last().filter(|_| !dossier.status.is_ended()).and_then(|reopening| reopening.on),
        lacks_measure: dossier.status.is_ended() && asks_improvement(dossier) && dossier.improvements.is_empty(),
        measures: dossier.improvements.clone(),
        evaluated_on: dossier.evaluated_on,
        appeal: dossier.appeal.as_ref().map(appeal_course),
        destroy_from,
        destroy_by,
        kept_because: kept_because(dossier, keeping.as_ref()),
        keeping,
        late: terms.iter().filter_map(|term| late_term(term, dossier)).collect(),
    }
}

/// The reason for which a dossier is kept, where that is why the term of keeping does not hold it to its last day.
fn kept_because(dossier: &Dossier, keeping: Option<&Standing>) -> Option<String> {
    let is_kept = matches!(keeping, Some(Standing::Lapsed { .. })) && holds(dossier).is_empty();
    dossier.keep_longer.as_ref().filter(|_| is_kept).and_then(|keep| keep.reason.clone())
}

/// The confirmation that receipt asks; one that a completion asks shows only when it is late.
fn confirmation(terms: &[Term], rules: &Rules) -> Option<Confirmation> {
    let term = terms.iter().find(|term| term.kind == TermKind::Acknowledgement && term.place == Field::ReceivedOn.into())?;
    let working_days = term.starts_on.zip(term.met_on).map(|(received, sent)| rules.calendar.working_days_between(received, sent));
    Some(Confirmation { due_on: term.due_on, sent_on: term.met_on, working_days, standing: term.standing.clone() })
}

fn answer(terms: &[Term]) -> Option<Answer> {
    let term = terms.iter().find(|term| term.kind == TermKind::Answer)?;
    let days = term.starts_on.zip(term.met_on).map(|(start, sent)| (sent - start).num_days());
    Some(Answer {
        original_due_on: term.original_due_on.or(term.due_on),
        extended_to: term.original_due_on.and(term.due_on),
        sent_on: term.met_on,
        days,
        standing: term.standing.clone(),
    })
}

fn appeal_course(appeal: &Appeal) -> AppealCourse {
    let ruling = appeal.ruling.clone().unwrap_or_default();
    AppealCourse {
        filed_on: appeal.filed_on,
        withdrawn_on: appeal.withdrawn_on,
        ruled_on: ruling.date,
        ruling: ruling.finding,
        consequences: ruling.consequences,
    }
}

/// The term as lateness; `None` when it was kept, lapsed or still has time. Keeping a dossier too long stands in its own column.
fn late_term(term: &Term, dossier: &Dossier) -> Option<LateTerm> {
    let days_late = match term.standing {
        Standing::MetLate { days_late } | Standing::Overdue { days_late } | Standing::Acknowledged { days_late, .. } => days_late,
        Standing::MetInTime | Standing::Open { .. } | Standing::DueSoon { .. } | Standing::Lapsed { .. } => return None,
    };
    let due_on = term.due_on.filter(|_| term.kind != TermKind::Retention)?;
    let acknowledged = dossier.acknowledged.iter().find(|entry| entry.term == Some(term.kind) && entry.due_on == Some(due_on));
    Some(LateTerm { kind: term.kind, due_on, days_late, reason: acknowledged.and_then(|entry| entry.reason.clone()) })
}

/// Why a number of the year has no row, in Dutch.
fn why_no_row(fate: &Fate) -> String {
    match fate {
        Fate::Kept(kept) if is_complaint(&kept.dossier) => format!("ontvangen in {}; telt in dat jaar", complaint_year(&kept.dossier)),
        Fate::Kept(kept) if kept.dossier.appeal.is_some() => format!("bezwaar zonder klachtdossier, status {}", plain(kept.dossier.status)),
        Fate::Kept(kept) => format!("mondelinge melding, niet op schrift; status {}", plain(kept.dossier.status)),
        Fate::Destroyed(destroyed) => [fate.explanation().unwrap_or_default(), still_known(destroyed)].join(""),
        _ => fate.explanation().unwrap_or_default(),
    }
}

/// What the line of a destroyed dossier tells besides day and ground.
fn still_known(destroyed: &Destroyed) -> String {
    let quarter = destroyed.received.map(|quarter| format!("; ontvangen {quarter}"));
    let finding = destroyed.finding.map(|finding| format!("; oordeel {}", plain(finding)));
    let in_time = destroyed.in_time.map(|in_time| if in_time { "; op tijd beantwoord" } else { "; niet op tijd beantwoord" }.to_owned());
    let role = destroyed.role.as_ref().map(|role| format!("; door de {role}"));
    [quarter, finding, in_time, role].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::{Channel, Message, MessageKind, OralReport, Received, Submitted};
    use crate::overview::{Numbers, numbers_by_year};
    use crate::regulation::terms;
    use crate::source::default_rules;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn message(kind: MessageKind, date: &str) -> Message {
        Message { kind: Some(kind), date: Some(day(date)), channel: Some(Channel::Email), ..Message::default() }
    }

    fn complaint(number: &str) -> Dossier {
        let mut dossier = Dossier::new(number.parse().unwrap(), Status::InProgress);
        dossier.submitted = Some(Submitted::on(day("2026-11-02")));
        dossier.received = Some(Received::on(day("2026-11-03")));
        dossier
    }

    fn page(dossiers: Vec<Dossier>) -> AuditPage {
        let rules = default_rules();
        let kept = dossiers.into_iter().map(|dossier| Arc::new(Kept { terms: terms(&dossier, &rules, day("2027-01-04")), dossier })).collect();
        audit_page(2026, &numbers_by_year(Numbers { kept, ..Numbers::default() }), &rules)
    }

    #[test]
    fn row_tells_days_against_original_and_extended_term() {
        let mut dossier = complaint("K-2026-0001");
        let extension =
            Message { reason: Some("drukker".to_owned()), new_term: Some(day("2026-12-14")), ..message(MessageKind::ExtensionNotice, "2026-11-18") };
        dossier.messages = vec![message(MessageKind::Acknowledgement, "2026-11-05"), extension, message(MessageKind::Answer, "2026-12-10")];
        let page = page(vec![dossier]);
        let row = &page.rows[0];
        let confirmation = row.confirmation.as_ref().unwrap();
        assert_eq!((confirmation.working_days, &confirmation.standing), (Some(2), &Standing::MetInTime));
        let answer = row.answer.as_ref().unwrap();
        assert_eq!((answer.original_due_on, answer.extended_to, answer.days), (Some(day("2026-11-30")), Some(day("2026-12-14")), Some(38)));
        assert!(row.late.is_empty(), "{:?}", row.late);
    }

    #[test]
    fn lateness_is_told_with_its_reason_or_without() {
        let mut dossier = complaint("K-2026-0001");
        dossier.messages = vec![message(MessageKind::Acknowledgement, "2026-11-09"), message(MessageKind::Answer, "2026-12-10")];
        dossier.acknowledged = vec![crate::domain::AcknowledgedLateness {
            term: Some(TermKind::Answer),
            due_on: Some(day("2026-11-30")),
            reason: Some("de drukker was laat".to_owned()),
        }];
        let late: Vec<_> = page(vec![dossier]).rows[0].late.iter().map(|late| (late.kind, late.days_late, late.reason.clone())).collect();
        assert_eq!(late, [(TermKind::Acknowledgement, 4, None), (TermKind::Answer, 10, Some("de drukker was laat".to_owned()))]);
    }

    #[test]
    fn number_without_a_row_says_why() {
        let mut oral = Dossier::new("K-2026-0002".parse().unwrap(), Status::SolvedInTalk);
        oral.oral_report = Some(OralReport::default());
        let mut next_year = complaint("K-2026-0004");
        next_year.received = Some(Received::on(day("2027-01-02")));
        let page = page(vec![complaint("K-2026-0001"), oral, next_year]);
        let told: Vec<_> = page.others.iter().map(|(number, why)| format!("{} {why}", number.id)).collect();
        let expected = [
            "K-2026-0002 mondelinge melding, niet op schrift; status opgelost in gesprek",
            "K-2026-0003 niets verklaart waarom",
            "K-2026-0004 ontvangen in 2027; telt in dat jaar",
        ];
        assert_eq!(told, expected);
        assert_eq!(page.rows.len(), 1);
    }

    #[test]
    fn role_is_told_when_it_was_held_on_a_day_of_the_year() {
        assert!(touches(2026, None, None));
        assert!(touches(2026, Some(day("2026-12-31")), None));
        assert!(touches(2026, None, Some(day("2026-01-01"))));
        assert!(!touches(2026, Some(day("2027-01-01")), None));
        assert!(!touches(2026, None, Some(day("2025-12-31"))));
    }
}

//! The terms of a dossier, one fact a test, under the default rule file.

use chrono::NaiveDate;
use klachtdossier::calendar::{Calendar, Closure, HolidayKind};
use klachtdossier::domain::{
    AcknowledgedLateness, Appeal, Channel, Commitment, Consequence, Direction, Dossier, KeepLonger, Message, MessageKind, Received, Reopening,
    Request, RequestKind, Resolution, Ruling, RulingFinding, Stated, Status, Submitted, TermKind,
};
use klachtdossier::regulation::{AnswerStart, Basis, Rules, Standing, Term, terms};
use klachtdossier::source::default_rules;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A complaint submitted and received on this day, in progress.
fn complaint(on: &str) -> Dossier {
    let mut dossier = Dossier::new("K-2026-0007".parse().unwrap(), Status::InProgress);
    dossier.submitted = Some(Submitted::on(day(on)));
    dossier.received = Some(Received::on(day(on)));
    dossier
}

fn message(kind: MessageKind, date: &str) -> Message {
    Message { kind: Some(kind), date: Some(day(date)), channel: Some(Channel::Email), ..Message::default() }
}

fn extension(date: &str, new_term: &str) -> Message {
    let notice = message(MessageKind::ExtensionNotice, date);
    Message { reason: Some("De drukker levert later".to_owned()), new_term: Some(day(new_term)), ..notice }
}

fn ended(mut dossier: Dossier, status: Status, on: &str) -> Dossier {
    dossier.status = status;
    dossier.resolution = Some(Resolution { date: Some(day(on)), ..Resolution::default() });
    dossier
}

fn all(dossier: &Dossier, kind: TermKind, today: &str) -> Vec<Term> {
    terms(dossier, &default_rules(), day(today)).into_iter().filter(|term| term.kind == kind).collect()
}

fn one(dossier: &Dossier, kind: TermKind, today: &str) -> Term {
    let mut found = all(dossier, kind, today);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[test]
fn friday_complaint_is_acknowledged_by_tuesday() {
    let term = one(&complaint("2026-11-06"), TermKind::Acknowledgement, "2026-11-06");
    assert_eq!(term.due_on, Some(day("2026-11-10")));
}

#[test]
fn kings_day_does_not_count_and_is_named() {
    let term = one(&complaint("2026-04-24"), TermKind::Acknowledgement, "2026-04-24");
    assert_eq!(term.due_on, Some(day("2026-04-29")));
    assert!(term.derivation.iter().any(|step| !step.counts && step.reason.contains("Koningsdag")));
}

#[test]
fn last_day_is_not_overdue() {
    let complaint = complaint("2026-11-02");
    assert_eq!(one(&complaint, TermKind::Answer, "2026-11-30").standing, Standing::DueSoon { days_left: 0 });
    assert_eq!(one(&complaint, TermKind::Answer, "2026-12-01").standing, Standing::Overdue { days_late: 1 });
}

#[test]
fn four_weeks_run_from_submission_and_two_working_days_from_receipt() {
    let mut dossier = complaint("2026-11-02");
    dossier.received = Some(Received::on(day("2026-11-05")));
    assert_eq!(one(&dossier, TermKind::Answer, "2026-11-05").due_on, Some(day("2026-11-30")));
    assert_eq!(one(&dossier, TermKind::Acknowledgement, "2026-11-05").due_on, Some(day("2026-11-09")));
}

#[test]
fn confirmation_on_its_last_day_is_in_time() {
    let mut dossier = complaint("2026-11-02");
    dossier.messages = vec![message(MessageKind::Acknowledgement, "2026-11-04")];
    assert_eq!(one(&dossier, TermKind::Acknowledgement, "2026-12-01").standing, Standing::MetInTime);
}

#[test]
fn confirmation_by_telephone_meets_no_term() {
    let mut dossier = complaint("2026-11-02");
    dossier.messages = vec![Message { channel: Some(Channel::Telephone), ..message(MessageKind::Acknowledgement, "2026-11-03") }];
    assert_eq!(one(&dossier, TermKind::Acknowledgement, "2026-11-05").standing, Standing::Overdue { days_late: 1 });
}

#[test]
fn draft_meets_no_term() {
    let mut dossier = complaint("2026-11-02");
    dossier.messages = vec![Message { date: None, ..message(MessageKind::Acknowledgement, "2026-11-03") }];
    assert_eq!(one(&dossier, TermKind::Acknowledgement, "2026-11-05").standing, Standing::Overdue { days_late: 1 });
}

#[test]
fn request_for_completion_meets_the_first_term_and_its_completion_starts_a_second() {
    let mut dossier = complaint("2026-11-02");
    dossier.status = Status::Incomplete;
    dossier.messages = vec![message(MessageKind::CompletionRequest, "2026-11-03"), message(MessageKind::Completion, "2026-11-10")];
    let found = all(&dossier, TermKind::Acknowledgement, "2026-11-10");
    assert_eq!(found.iter().map(|term| term.due_on).collect::<Vec<_>>(), [Some(day("2026-11-04")), Some(day("2026-11-12"))]);
    assert_eq!(found[0].standing, Standing::MetInTime);
}

#[test]
fn completion_nobody_asked_for_starts_no_term() {
    let mut dossier = complaint("2026-11-02");
    dossier.messages = vec![message(MessageKind::Acknowledgement, "2026-11-03"), message(MessageKind::Completion, "2026-11-10")];
    assert_eq!(all(&dossier, TermKind::Acknowledgement, "2026-11-10").len(), 1);
}

#[test]
fn answer_on_a_sunday_is_sent_by_the_friday_before() {
    let term = one(&complaint("2026-11-01"), TermKind::Answer, "2026-11-01");
    assert_eq!((term.due_on, term.send_by), (Some(day("2026-11-29")), Some(day("2026-11-27"))));
}

#[test]
fn extension_in_time_moves_the_term_and_keeps_the_original() {
    let mut dossier = complaint("2026-11-02");
    dossier.messages = vec![extension("2026-11-20", "2026-12-14")];
    let term = one(&dossier, TermKind::Answer, "2026-11-21");
    assert_eq!((term.due_on, term.original_due_on), (Some(day("2026-12-14")), Some(day("2026-11-30"))));
}

#[test]
fn extension_on_the_last_day_still_extends() {
    let mut dossier = complaint("2026-11-02");
    dossier.messages = vec![extension("2026-11-30", "2026-12-14")];
    assert_eq!(one(&dossier, TermKind::Answer, "2026-12-01").due_on, Some(day("2026-12-14")));
}

#[test]
fn extension_after_the_last_day_does_not_extend() {
    let mut dossier = complaint("2026-11-02");
    dossier.messages = vec![extension("2026-12-01", "2026-12-14")];
    let term = one(&dossier, TermKind::Answer, "2026-12-02");
    assert_eq!((term.due_on, term.original_due_on), (Some(day("2026-11-30")), None));
    assert_eq!(term.standing, Standing::Overdue { days_late: 2 });
}

#[test]
fn extension_without_a_reason_does_not_extend() {
    let mut dossier = complaint("2026-11-02");
    dossier.messages = vec![Message { reason: None, ..extension("2026-11-20", "2026-12-14") }];
    assert_eq!(one(&dossier, TermKind::Answer, "2026-11-21").due_on, Some(day("2026-11-30")));
}

#[test]
fn second_extension_counts_from_the_first() {
    let mut dossier = complaint("2026-11-02");
    dossier.messages = vec![extension("2026-12-10", "2027-01-11"), extension("2026-11-20", "2026-12-14")];
    let term = one(&dossier, TermKind::Answer, "2026-12-11");
    assert_eq!((term.due_on, term.original_due_on), (Some(day("2027-01-11")), Some(day("2026-11-30"))));
}

#[test]
fn ample_extension_day_lies_five_working_days_before_the_term() {
    let term = one(&complaint("2026-11-02"), TermKind::ExtensionNotice, "2026-11-10");
    assert_eq!((term.due_on, term.basis), (Some(day("2026-11-23")), Basis::OwnNorm));
}

#[test]
fn passed_ample_day_is_no_lateness() {
    let term = one(&complaint("2026-11-02"), TermKind::ExtensionNotice, "2026-11-24");
    assert!(matches!(term.standing, Standing::Lapsed { .. }), "{:?}", term.standing);
}

#[test]
fn extension_notice_is_no_term_once_answered() {
    let mut dossier = complaint("2026-11-02");
    dossier.messages = vec![message(MessageKind::Answer, "2026-11-10")];
    assert!(all(&dossier, TermKind::ExtensionNotice, "2026-11-11").is_empty());
}

#[test]
fn late_answer_with_a_reason_is_acknowledged() {
    let mut dossier = complaint("2026-11-02");
    dossier.messages = vec![message(MessageKind::Answer, "2026-12-03")];
    assert_eq!(one(&dossier, TermKind::Answer, "2026-12-04").standing, Standing::MetLate { days_late: 3 });
    let reason = Some("Ziekte van de behandelaar".to_owned());
    dossier.acknowledged = vec![AcknowledgedLateness { term: Some(TermKind::Answer), due_on: Some(day("2026-11-30")), reason }];
    assert_eq!(one(&dossier, TermKind::Answer, "2026-12-04").standing, Standing::Acknowledged { days_late: 3, met: true });
}

#[test]
fn lateness_without_a_reason_is_not_acknowledged() {
    let mut dossier = complaint("2026-11-02");
    dossier.acknowledged = vec![AcknowledgedLateness { term: Some(TermKind::Answer), due_on: Some(day("2026-11-30")), reason: None }];
    assert_eq!(one(&dossier, TermKind::Answer, "2026-12-04").standing, Standing::Overdue { days_late: 4 });
}

#[test]
fn withdrawal_lets_a_running_term_lapse() {
    let dossier = ended(complaint("2026-11-02"), Status::Withdrawn, "2026-11-20");
    assert!(matches!(one(&dossier, TermKind::Answer, "2026-12-20").standing, Standing::Lapsed { .. }));
}

#[test]
fn term_that_expired_before_the_ending_stays_late() {
    let dossier = ended(complaint("2026-11-02"), Status::Withdrawn, "2026-12-02");
    assert_eq!(one(&dossier, TermKind::Answer, "2026-12-05").standing, Standing::Overdue { days_late: 5 });
}

#[test]
fn anonymous_without_address_gets_nothing_sent() {
    let mut dossier = complaint("2026-11-02");
    dossier.complainant.name = Some(klachtdossier::domain::ComplainantName::Anonymous);
    assert!(matches!(one(&dossier, TermKind::Acknowledgement, "2026-12-01").standing, Standing::Lapsed { .. }));
    dossier.complainant.email = Some(Stated::Known("onbekend@post.example".to_owned()));
    assert!(matches!(one(&dossier, TermKind::Acknowledgement, "2026-12-01").standing, Standing::Overdue { .. }));
}

#[test]
fn progress_notice_counts_from_the_last_message_to_the_complainant() {
    let mut dossier = complaint("2026-11-02");
    let call =
        Message { stated_direction: Some(Direction::Outgoing), channel: Some(Channel::Telephone), ..message(MessageKind::Other, "2026-11-12") };
    let to_adviser = Message { with: Some("Adviesbureau De Waag".to_owned()), ..call.clone() };
    dossier.messages = vec![message(MessageKind::Acknowledgement, "2026-11-03"), Message { date: Some(day("2026-11-20")), ..to_adviser }, call];
    assert_eq!(one(&dossier, TermKind::ProgressNotice, "2026-11-21").due_on, Some(day("2026-11-26")));
}

#[test]
fn answered_complaint_needs_no_progress_notice() {
    let mut dossier = complaint("2026-11-02");
    dossier.messages = vec![message(MessageKind::Answer, "2026-11-10")];
    assert!(all(&dossier, TermKind::ProgressNotice, "2026-12-30").is_empty());
}

#[test]
fn request_of_the_last_of_january_is_due_at_the_end_of_february() {
    let mut dossier = complaint("2026-01-02");
    dossier.requests = vec![Request { kind: Some(RequestKind::Inspection), received_on: Some(day("2026-01-31")), ..Request::default() }];
    let term = one(&dossier, TermKind::Request, "2026-02-01");
    assert_eq!((term.due_on, term.basis), (Some(day("2026-02-28")), Basis::Law));
    dossier.complainant.organisation = Some(Stated::Known("ROC De Linde".to_owned()));
    assert_eq!(one(&dossier, TermKind::Request, "2026-02-01").basis, Basis::OwnNorm);
}

#[test]
fn agreement_outlives_the_ending() {
    let mut dossier = ended(complaint("2026-11-02"), Status::Answered, "2026-11-20");
    dossier.commitments = vec![Commitment { due_on: Some(day("2026-11-24")), ..Commitment::default() }];
    assert_eq!(one(&dossier, TermKind::Commitment, "2026-11-25").standing, Standing::Overdue { days_late: 1 });
}

#[test]
fn consequence_without_a_day_has_ten_working_days() {
    let mut dossier = ended(complaint("2026-11-02"), Status::AppealRuled, "2026-11-20");
    let ruling = Ruling {
        date: Some(day("2027-01-25")),
        finding: Some(RulingFinding::Founded),
        consequences: vec![Consequence::default(), Consequence { due_on: Some(day("2027-01-29")), ..Consequence::default() }],
    };
    dossier.appeal = Some(Appeal { ruling: Some(ruling), ..Appeal::default() });
    let due: Vec<_> = all(&dossier, TermKind::Consequence, "2027-01-26").iter().map(|term| term.due_on).collect();
    assert_eq!(due, [Some(day("2027-02-08")), Some(day("2027-01-29"))]);
}

#[test]
fn dossier_of_leap_day_is_kept_through_28_february() {
    let dossier = ended(complaint("2028-02-01"), Status::Closed, "2028-02-29");
    let term = one(&dossier, TermKind::Retention, "2028-03-01");
    assert_eq!((term.not_before, term.due_on), (Some(day("2029-03-01")), Some(day("2030-02-28"))));
}

#[test]
fn ruling_starts_the_retention_again() {
    let mut dossier = ended(complaint("2026-11-02"), Status::Closed, "2026-11-20");
    let ruling = Ruling { date: Some(day("2027-01-25")), ..Ruling::default() };
    dossier.appeal = Some(Appeal { ruling: Some(ruling), ..Appeal::default() });
    assert_eq!(one(&dossier, TermKind::Retention, "2027-02-01").not_before, Some(day("2028-01-26")));
}

#[test]
fn answer_sent_after_the_ending_starts_the_retention() {
    let mut dossier = ended(complaint("2026-11-02"), Status::Answered, "2026-11-20");
    dossier.messages = vec![message(MessageKind::Answer, "2026-11-24")];
    assert_eq!(one(&dossier, TermKind::Retention, "2026-12-01").not_before, Some(day("2027-11-25")));
}

#[test]
fn open_appeal_has_no_retention_yet() {
    let dossier = ended(complaint("2026-11-02"), Status::UnderAppeal, "2026-11-20");
    assert!(all(&dossier, TermKind::Retention, "2029-01-01").is_empty());
}

#[test]
fn reason_to_keep_longer_holds_until_its_last_day() {
    let mut dossier = ended(complaint("2026-11-02"), Status::Closed, "2026-11-20");
    let reason = Some("Procedure bij de rechtbank".to_owned());
    dossier.keep_longer = Some(KeepLonger { reason, until: Some(day("2029-03-01")), ..KeepLonger::default() });
    assert!(matches!(one(&dossier, TermKind::Retention, "2029-03-01").standing, Standing::Lapsed { .. }));
    assert!(matches!(one(&dossier, TermKind::Retention, "2029-03-02").standing, Standing::Overdue { .. }));
}

#[test]
fn oral_remark_has_no_terms() {
    assert!(terms(&Dossier::new("K-2026-0007".parse().unwrap(), Status::OralReport), &default_rules(), day("2026-11-02")).is_empty());
}

/// The default rules with a closure from Monday 28 to Thursday 31 December 2026.
fn rules_with_closure(lengthens_since: Option<&str>) -> Rules {
    let closure =
        Closure { from: day("2026-12-28"), until: day("2026-12-31"), name: "kerstsluiting".to_owned(), lengthens_since: lengthens_since.map(day) };
    let observed = HolidayKind::NAMES.iter().map(|row| row.0);
    Rules { calendar: Calendar::new(observed, Vec::new(), vec![closure]), ..default_rules() }
}

fn acknowledgement_under(rules: &Rules, received: &str) -> Term {
    terms(&complaint(received), rules, day(received)).remove(0)
}

#[test]
fn closure_moves_only_the_sending_day() {
    let term = acknowledgement_under(&rules_with_closure(None), "2026-12-24");
    assert_eq!((term.due_on, term.send_by), (Some(day("2026-12-29")), Some(day("2026-12-24"))));
}

#[test]
fn announced_closure_lengthens_terms_that_start_after_it_was_announced() {
    assert_eq!(acknowledgement_under(&rules_with_closure(Some("2026-12-01")), "2026-12-24").due_on, Some(day("2027-01-05")));
    assert_eq!(acknowledgement_under(&rules_with_closure(Some("2026-12-25")), "2026-12-24").due_on, Some(day("2026-12-29")));
}

#[test]
fn switches_of_the_rule_file_move_the_answer() {
    let mut rules = default_rules();
    let mut dossier = complaint("2026-11-01");
    dossier.received = Some(Received::on(day("2026-11-04")));
    rules.terms.answer.shift_to_working_day = true;
    let answer = |rules: &Rules| terms(&dossier, rules, day("2026-11-05")).into_iter().find(|term| term.kind == TermKind::Answer).unwrap().due_on;
    assert_eq!(answer(&rules), Some(day("2026-11-30")));
    rules.terms.answer.start = AnswerStart::Receipt;
    assert_eq!(answer(&rules), Some(day("2026-12-02")));
}

#[test]
fn completion_after_the_answer_does_not_move_the_term_it_was_late_for() {
    let mut rules = default_rules();
    rules.terms.answer.start = AnswerStart::Completion;
    let mut dossier = complaint("2026-03-02");
    dossier.messages = vec![message(MessageKind::Answer, "2026-04-20"), message(MessageKind::Completion, "2026-04-25")];
    let answer = terms(&dossier, &rules, day("2026-05-01")).into_iter().find(|term| term.kind == TermKind::Answer).unwrap();
    assert_eq!(answer.standing, Standing::MetLate { days_late: 21 });
}

#[test]
fn open_request_holds_back_the_maximum() {
    let mut dossier = ended(complaint("2026-03-02"), Status::Closed, "2026-03-20");
    dossier.requests = vec![Request { received_on: Some(day("2028-03-15")), ..Request::default() }];
    assert!(matches!(one(&dossier, TermKind::Retention, "2028-03-21").standing, Standing::Lapsed { .. }));
    dossier.requests[0].fulfilled_on = Some(day("2028-03-20"));
    assert_eq!(one(&dossier, TermKind::Retention, "2028-03-21").standing, Standing::Overdue { days_late: 1 });
}

#[test]
fn reopened_complaint_is_told_how_it_stands_again() {
    let mut dossier = complaint("2026-03-02");
    dossier.messages = vec![message(MessageKind::Answer, "2026-03-20")];
    dossier.reopenings = vec![Reopening { on: Some(day("2026-06-01")), reason: Some("Nieuwe gegevens".to_owned()) }];
    assert_eq!(one(&dossier, TermKind::ProgressNotice, "2026-06-02").due_on, Some(day("2026-06-15")));
    dossier.messages.push(message(MessageKind::Answer, "2026-06-10"));
    assert!(all(&dossier, TermKind::ProgressNotice, "2026-06-20").is_empty());
}

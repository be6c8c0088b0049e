//! Where each rule of the procedure begins and ends to speak, under the default rule file.
//!
//! That every remark is earned, and where, stands in `remarks/`; here stands what lies on either side of a border.

use chrono::NaiveDate;
use klachtdossier::diagnostic::Code;
use klachtdossier::domain::{
    AcknowledgedLateness, Appeal, Appellant, Channel, Commitment, Complainant, ComplainantName, ComplaintPart, Decision, Direction, Dossier,
    ExternalAdvice, Finding, Improvement, KeepLonger, Message, MessageKind, Narrative, Received, Reopening, Request, RequestKind, Resolution,
    Section, Stated, Status, Subject, Submitted, Talk, TalkOutcome, TermKind,
};
use klachtdossier::regulation::{Appointment, Case, OfficerRole, Rules, remarks, terms, unmet_demands};
use klachtdossier::source::default_rules;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn known(text: &str) -> Option<Stated> {
    Some(Stated::Known(text.to_owned()))
}

/// A complete complaint of 2 November 2026, received the same day, confirmed and in progress.
fn complaint() -> Dossier {
    let mut dossier = Dossier::new("K-2026-0007".parse().unwrap(), Status::InProgress);
    dossier.submitted = Some(Submitted::on(day("2026-11-02")));
    dossier.received = Some(Received::on(day("2026-11-02")));
    dossier.channel = Some(Channel::Email);
    dossier.division = Some("extrack".to_owned());
    dossier.subjects = vec![Subject::Policy];
    dossier.complainant = Complainant {
        name: Some(ComplainantName::Named("Sanne de Wit".to_owned())),
        organisation: known("ROC De Linde"),
        postal_address: known("Lindelaan 4, 1234 AB Voorbeeldstad"),
        email: known("s.dewit@roc-delinde.example"),
        telephone: known("0612345678"),
        preference: None,
    };
    dossier.talks = vec![Talk { outcome: Some(TalkOutcome::NotSolved), held_on: Some(day("2026-10-29")), ..Talk::default() }];
    dossier.messages = vec![message(MessageKind::Acknowledgement, "2026-11-03")];
    dossier.narrative = Narrative { description: Section::Written, steps_taken: Section::Written, findings: Section::Absent };
    dossier
}

/// The same complaint, answered on 20 November 2026 as unfounded.
fn answered() -> Dossier {
    let mut dossier = complaint();
    dossier.status = Status::Answered;
    dossier.messages.push(message(MessageKind::Answer, "2026-11-20"));
    dossier.resolution = Some(Resolution {
        date: Some(day("2026-11-20")),
        manner: Some("schriftelijke reactie".to_owned()),
        finding: Some(Finding::Unfounded),
        reason: None,
    });
    dossier
}

fn message(kind: MessageKind, date: &str) -> Message {
    Message { kind: Some(kind), date: Some(day(date)), channel: Some(Channel::Email), ..Message::default() }
}

fn codes_under(rules: &Rules, dossier: &Dossier, today: &str) -> Vec<Code> {
    let case = Case { dossier, rules, today: day(today) };
    let mut found: Vec<_> = remarks(&case, &terms(dossier, rules, day(today))).iter().map(|remark| remark.code).collect();
    found.sort();
    found
}

fn codes(dossier: &Dossier, today: &str) -> Vec<Code> {
    codes_under(&default_rules(), dossier, today)
}

#[test]
fn complete_complaint_in_progress_earns_no_remark() {
    assert_eq!(codes(&complaint(), "2026-11-09"), []);
}

#[test]
fn answered_complaint_earns_no_remark() {
    assert_eq!(codes(&answered(), "2026-11-23"), []);
}

#[test]
fn five_days_in_transit_are_not_long_and_six_are() {
    let mut dossier = complaint();
    dossier.submitted = Some(Submitted::on(day("2026-10-28")));
    assert_eq!(codes(&dossier, "2026-11-09"), []);
    dossier.submitted = Some(Submitted::on(day("2026-10-27")));
    assert_eq!(codes(&dossier, "2026-11-09"), [Code::LongInTransit]);
}

#[test]
fn fact_of_today_is_not_in_the_future() {
    assert_eq!(codes(&complaint(), "2026-11-03"), []);
    assert_eq!(codes(&complaint(), "2026-11-02"), [Code::FutureFact]);
}

#[test]
fn new_term_may_lie_in_the_future() {
    let mut dossier = complaint();
    let notice = message(MessageKind::ExtensionNotice, "2026-11-20");
    dossier.messages.push(Message { reason: Some("Drukte bij de drukker".to_owned()), new_term: Some(day("2026-12-14")), ..notice });
    assert_eq!(codes(&dossier, "2026-11-23"), []);
}

fn extended(sent: &str, new_term: &str) -> Dossier {
    let mut dossier = complaint();
    let notice = message(MessageKind::ExtensionNotice, sent);
    dossier.messages.push(Message { reason: Some("Drukte bij de drukker".to_owned()), new_term: Some(day(new_term)), ..notice });
    dossier
}

#[test]
fn extension_five_working_days_ahead_is_ample_and_four_is_not() {
    assert_eq!(codes(&extended("2026-11-23", "2026-12-14"), "2026-11-24"), []);
    assert_eq!(codes(&extended("2026-11-24", "2026-12-14"), "2026-11-24"), [Code::ExtensionNotAmple]);
}

/// The complaint, due on 30 November 2026, with this extension notice, and its lateness explained for this kind of term.
fn explained_notice(notice: Message, kind: TermKind) -> Vec<Code> {
    let mut dossier = complaint();
    dossier.messages.push(notice);
    dossier.acknowledged = vec![AcknowledgedLateness { term: Some(kind), due_on: Some(day("2026-11-30")), reason: Some("ziekte".to_owned()) }];
    codes(&dossier, "2026-12-02")
}

#[test]
fn late_extension_whose_lateness_is_explained_is_no_error_for_ever() {
    let late =
        Message { reason: Some("ziekte".to_owned()), new_term: Some(day("2026-12-14")), ..message(MessageKind::ExtensionNotice, "2026-12-01") };
    assert!(explained_notice(late.clone(), TermKind::Request).contains(&Code::LateExtension));
    let explained = explained_notice(late.clone(), TermKind::Answer);
    assert!(!explained.contains(&Code::LateExtension) && !explained.contains(&Code::LateAnswer), "{explained:?}");
    let explained = explained_notice(late, TermKind::ExtensionNotice);
    assert!(!explained.contains(&Code::LateExtension) && !explained.contains(&Code::NothingToAcknowledge), "{explained:?}");
}

#[test]
fn notice_without_a_reason_is_mended_by_a_later_one() {
    let notice = |date: &str| Message { new_term: Some(day("2026-12-14")), ..message(MessageKind::ExtensionNotice, date) };
    let mut dossier = complaint();
    dossier.messages.push(notice("2026-11-18"));
    assert!(codes(&dossier, "2026-11-20").contains(&Code::ExtensionWithoutReason));
    dossier.messages.push(Message { reason: Some("ziekte".to_owned()), ..notice("2026-11-19") });
    assert!(!codes(&dossier, "2026-11-20").contains(&Code::ExtensionWithoutReason));
}

#[test]
fn extension_of_four_weeks_is_not_long_and_a_day_more_is() {
    assert_eq!(codes(&extended("2026-11-20", "2026-12-28"), "2026-11-23"), []);
    assert_eq!(codes(&extended("2026-11-20", "2026-12-29"), "2026-11-23"), [Code::LongExtension]);
}

#[test]
fn fourteen_days_without_a_word_are_not_late_and_fifteen_are() {
    let soon = codes(&complaint(), "2026-11-17");
    assert_eq!(soon, [Code::DueSoon]);
    assert!(codes(&complaint(), "2026-11-18").contains(&Code::LateProgressNotice));
}

/// Whether a dossier closed on 20 November 2026 is told on this day to be gone soon.
fn must_go_soon(keep_longer: Option<KeepLonger>, today: &str) -> bool {
    let dossier = Dossier { status: Status::Closed, keep_longer, ..answered() };
    codes(&dossier, today).contains(&Code::RetentionEnding)
}

#[test]
fn that_it_may_go_is_no_warning_and_thirty_days_before_it_must_is() {
    let days = ["2027-11-21", "2028-10-20", "2028-10-21", "2028-11-20", "2028-11-21"];
    assert_eq!(days.map(|today| must_go_soon(None, today)), [false, false, true, true, false]);
    let late = codes(&Dossier { status: Status::Closed, ..answered() }, "2028-11-21");
    assert!(late.contains(&Code::KeptTooLong));
}

#[test]
fn end_of_a_reason_to_keep_it_is_told_ahead_only_when_it_must_go_then() {
    let keep = |until: &str| Some(KeepLonger { reason: Some("beroep".to_owned()), until: Some(day(until)), ..KeepLonger::default() });
    let days = ["2029-01-29", "2029-01-30", "2029-03-01", "2029-03-02"];
    assert_eq!(days.map(|today| must_go_soon(keep("2029-03-01"), today)), [false, true, true, false]);
    assert!(!must_go_soon(keep("2028-03-01"), "2028-02-20"));
}

#[test]
fn explicit_none_is_a_fact_and_not_stated_a_warning() {
    let mut dossier = complaint();
    dossier.complainant.organisation = Some(Stated::Nothing);
    assert_eq!(codes(&dossier, "2026-11-09"), []);
    dossier.complainant.telephone = Some(Stated::NotStated);
    assert_eq!(codes(&dossier, "2026-11-09"), [Code::DatumNotStated]);
}

#[test]
fn one_reachable_address_is_enough_to_be_taken_up() {
    let mut dossier = complaint();
    dossier.complainant.postal_address = Some(Stated::Nothing);
    assert_eq!(codes(&dossier, "2026-11-09"), []);
    dossier.complainant.email = Some(Stated::Nothing);
    assert_eq!(codes(&dossier, "2026-11-09"), [Code::TakenUpIncomplete]);
}

#[test]
fn absent_datum_is_a_warning_before_and_an_error_after_being_taken_up() {
    let mut dossier = complaint();
    dossier.complainant.telephone = None;
    assert_eq!(codes(&dossier, "2026-11-09"), [Code::TakenUpIncomplete]);
    dossier.status = Status::Received;
    assert_eq!(codes(&dossier, "2026-11-09"), [Code::DatumMissing]);
}

#[test]
fn withdrawn_complaint_need_not_be_complete() {
    let mut dossier = complaint();
    dossier.complainant.telephone = None;
    dossier.status = Status::Withdrawn;
    dossier.resolution = Some(Resolution { date: Some(day("2026-11-09")), manner: Some("ingetrokken".to_owned()), ..Resolution::default() });
    let confirmation = Message { stated_direction: Some(Direction::Outgoing), ..message(MessageKind::Other, "2026-11-10") };
    dossier.messages.push(confirmation);
    assert_eq!(codes(&dossier, "2026-11-12"), []);
}

#[test]
fn ending_asks_a_confirmation_on_or_after_its_day() {
    let mut dossier = complaint();
    dossier.status = Status::SolvedInTalk;
    dossier.resolution = Some(Resolution { date: Some(day("2026-11-09")), manner: Some("gesprek".to_owned()), ..Resolution::default() });
    dossier.messages.push(Message { stated_direction: Some(Direction::Outgoing), ..message(MessageKind::Other, "2026-11-08") });
    assert_eq!(codes(&dossier, "2026-11-12"), [Code::EndingNotConfirmed]);
    dossier.messages[1].date = Some(day("2026-11-09"));
    assert_eq!(codes(&dossier, "2026-11-12"), []);
}

#[test]
fn no_finding_is_a_finding_too() {
    let mut dossier = answered();
    dossier.resolution.as_mut().unwrap().finding = Some(Finding::NoFinding);
    assert_eq!(codes(&dossier, "2026-11-23"), []);
    dossier.resolution.as_mut().unwrap().finding = None;
    assert_eq!(codes(&dossier, "2026-11-23"), [Code::FindingMissing]);
}

#[test]
fn partly_founded_asks_an_improvement_and_unfounded_does_not() {
    let mut dossier = answered();
    dossier.resolution.as_mut().unwrap().finding = Some(Finding::PartlyFounded);
    assert_eq!(codes(&dossier, "2026-11-23"), [Code::ImprovementMissing]);
}

#[test]
fn no_measure_with_its_reason_is_an_improvement_record() {
    let mut dossier = answered();
    dossier.resolution.as_mut().unwrap().finding = Some(Finding::Founded);
    dossier.status = Status::Closed;
    assert_eq!(codes(&dossier, "2026-11-23"), [Code::ClosedWithoutImprovement]);
    dossier.improvements = vec![Improvement {
        cause: Some("Storing".to_owned()),
        measure: Some("geen".to_owned()),
        reason: Some("Eenmalig".to_owned()),
        ..Improvement::default()
    }];
    assert_eq!(codes(&dossier, "2026-11-23"), []);
    dossier.improvements[0].reason = None;
    assert_eq!(codes(&dossier, "2026-11-23"), [Code::ImprovementIncomplete]);
}

#[test]
fn founded_part_asks_an_improvement_of_an_unfounded_whole() {
    let mut dossier = answered();
    dossier.parts = vec![ComplaintPart { finding: Some(Finding::Founded), ..ComplaintPart::default() }];
    assert_eq!(codes(&dossier, "2026-11-23"), [Code::FindingDiffersFromParts, Code::ImprovementMissing]);
}

#[test]
fn request_after_closing_is_lawful_and_before_it_blocks_closing() {
    let mut dossier = answered();
    dossier.status = Status::Closed;
    dossier.requests = vec![Request { kind: Some(RequestKind::Inspection), received_on: Some(day("2026-11-23")), ..Request::default() }];
    assert_eq!(codes(&dossier, "2026-11-24"), []);
    let rules = default_rules();
    let demands = unmet_demands(&Case { dossier: &dossier, rules: &rules, today: day("2026-11-24") });
    assert_eq!(demands.iter().map(|remark| remark.code).collect::<Vec<_>>(), [Code::ClosedWithRequest]);
}

#[test]
fn open_agreement_blocks_closing() {
    let mut dossier = answered();
    dossier.status = Status::Closed;
    let promise =
        Commitment { what: Some("Bellen".to_owned()), who: Some("ExTrack".to_owned()), due_on: Some(day("2026-12-30")), ..Commitment::default() };
    dossier.commitments = vec![promise];
    assert_eq!(codes(&dossier, "2026-11-23"), [Code::ClosedWithCommitment]);
}

/// The complaint with pieces shared on 5 November 2026, the complainant informed and secrecy agreed on.
fn shared_on_5_november() -> Dossier {
    let mut dossier = complaint();
    dossier.informed_on = Some(day("2026-11-03"));
    dossier.advice = vec![ExternalAdvice {
        body: Some("Adviesbureau De Waag".to_owned()),
        asked_on: Some(day("2026-11-05")),
        secrecy_on: Some(day("2026-11-05")),
        pieces: vec!["bijlagen/2026-11-02-klacht.eml".to_owned()],
        received_on: None,
    }];
    dossier
}

#[test]
fn secrecy_agreed_on_after_asking_is_in_time_and_none_at_all_is_not() {
    let mut dossier = shared_on_5_november();
    assert_eq!(codes(&dossier, "2026-11-09"), []);
    dossier.advice[0].secrecy_on = Some(day("2026-11-06"));
    assert_eq!(codes(&dossier, "2026-11-09"), []);
    dossier.advice[0].secrecy_on = None;
    assert_eq!(codes(&dossier, "2026-11-09"), [Code::SharedWithoutSecrecy]);
}

#[test]
fn sharing_before_consent_was_withdrawn_is_no_fault() {
    let mut dossier = shared_on_5_november();
    let withdrawal = Request { kind: Some(RequestKind::ConsentWithdrawal), received_on: Some(day("2026-11-05")), ..Request::default() };
    dossier.requests = vec![withdrawal];
    assert_eq!(codes(&dossier, "2026-11-09"), []);
    dossier.requests[0].received_on = Some(day("2026-11-04"));
    assert_eq!(codes(&dossier, "2026-11-09"), [Code::SharedAfterWithdrawal]);
}

#[test]
fn refused_request_needs_no_identity_but_a_reason() {
    let mut dossier = answered();
    dossier.requests = vec![Request {
        kind: Some(RequestKind::Erasure),
        received_on: Some(day("2026-11-20")),
        decision: Some(Decision::Refused),
        fulfilled_on: Some(day("2026-11-22")),
        ..Request::default()
    }];
    assert_eq!(codes(&dossier, "2026-11-23"), [Code::RefusalOfRequestWithoutReason]);
}

#[test]
fn confirmation_by_post_is_fine_only_without_an_email_address() {
    let mut dossier = complaint();
    dossier.messages[0] =
        Message { channel: Some(Channel::Post), proof_of_sending: Some("3STEST1".to_owned()), ..message(MessageKind::Acknowledgement, "2026-11-02") };
    assert_eq!(codes(&dossier, "2026-11-09"), [Code::AcknowledgementNotByEmail]);
    dossier.complainant.email = Some(Stated::Nothing);
    assert_eq!(codes(&dossier, "2026-11-09"), [Code::AcknowledgementByPost]);
}

#[test]
fn letter_two_working_days_ahead_has_margin_and_one_has_not() {
    let mut dossier = answered();
    dossier.complainant.preference = Some(Channel::Post);
    let letter = |date| Message { channel: Some(Channel::Post), proof_of_sending: Some("3STEST2".to_owned()), ..message(MessageKind::Answer, date) };
    dossier.messages[1] = letter("2026-11-26");
    dossier.resolution.as_mut().unwrap().date = Some(day("2026-11-26"));
    assert_eq!(codes(&dossier, "2026-11-30"), []);
    dossier.messages[1] = letter("2026-11-27");
    assert_eq!(codes(&dossier, "2026-11-30"), [Code::PostWithoutMargin]);
}

#[test]
fn acknowledged_lateness_that_matches_silences_the_error_and_another_day_does_not() {
    let mut dossier = answered();
    dossier.messages[0].date = Some(day("2026-11-06"));
    assert_eq!(codes(&dossier, "2026-11-23"), [Code::LateAcknowledgement]);
    let entry = |due: &str| AcknowledgedLateness { term: Some(TermKind::Acknowledgement), due_on: Some(day(due)), reason: Some("Ziekte".to_owned()) };
    dossier.acknowledged = vec![entry("2026-11-04")];
    assert_eq!(codes(&dossier, "2026-11-23"), []);
    dossier.acknowledged = vec![entry("2026-11-05")];
    assert_eq!(codes(&dossier, "2026-11-23"), [Code::LateAcknowledgement, Code::NothingToAcknowledge]);
}

#[test]
fn conditions_of_an_appeal_are_demanded_once_it_is_taken_up() {
    let mut dossier = answered();
    dossier.status = Status::UnderAppeal;
    dossier.appeal = Some(Appeal { filed_on: Some(day("2026-11-24")), ..Appeal::default() });
    assert_eq!(codes(&dossier, "2026-11-26"), []);
    let appeal = dossier.appeal.as_mut().unwrap();
    appeal.taken_up_on = Some(day("2026-11-25"));
    appeal.handed_over_on = Some(day("2026-11-25"));
    assert_eq!(codes(&dossier, "2026-11-26"), [Code::AppellantMissing, Code::DecidingBodyMissing, Code::GroundsMissing]);
    let appeal = dossier.appeal.as_mut().unwrap();
    appeal.appellant = Some(Appellant::Complainant);
    appeal.deciding_body = Some("Klachtenfunctionaris".to_owned());
    appeal.grounds = Some("De reactie gaat niet in op het tweede punt".to_owned());
    assert_eq!(codes(&dossier, "2026-11-26"), []);
}

#[test]
fn committee_member_who_handles_the_complaint_is_in_conflict() {
    let rules = default_rules();
    let mut dossier = answered();
    dossier.status = Status::UnderAppeal;
    dossier.appeal = Some(Appeal { filed_on: Some(day("2026-11-24")), ..Appeal::default() });
    dossier.subjects = vec![Subject::Conduct];
    dossier.accused = vec!["P. Jansen".to_owned()];
    assert_eq!(codes_under(&rules, &dossier, "2026-11-26"), []);
    dossier.accused = vec![rules.committee[0].name.to_uppercase()];
    assert_eq!(codes_under(&rules, &dossier, "2026-11-26"), [Code::CommitteeConflict]);
}

#[test]
fn officer_complained_about_leaves_it_to_a_deputy() {
    let mut rules = default_rules();
    let officer = rules.officers[0].name.clone();
    rules.officers.push(Appointment { name: "M. Visser".to_owned(), role: OfficerRole::Deputy, from: Some(day("2026-01-01")), until: None });
    let mut dossier = complaint();
    dossier.subjects = vec![Subject::Conduct];
    dossier.accused = vec![officer];
    assert_eq!(codes_under(&rules, &dossier, "2026-11-09"), [Code::HandlerIsAccused]);
    dossier.handler = Some("M. Visser".to_owned());
    assert_eq!(codes_under(&rules, &dossier, "2026-11-09"), []);
    rules.officers[1].until = Some(day("2026-11-01"));
    assert_eq!(codes_under(&rules, &dossier, "2026-11-09"), [Code::HandlerNotAppointed]);
}

#[test]
fn appeal_whose_dossier_was_destroyed_asks_nothing_of_the_complaint() {
    let mut dossier = Dossier::new("K-2029-0001".parse().unwrap(), Status::UnderAppeal);
    dossier.appeal = Some(Appeal { filed_on: Some(day("2029-03-05")), ..Appeal::default() });
    assert_eq!(codes(&dossier, "2029-03-06"), []);
}

#[test]
fn anonymous_complaint_without_an_address_ends_without_an_answer() {
    let mut dossier = answered();
    dossier.messages.clear();
    dossier.complainant = Complainant {
        name: Some(ComplainantName::Anonymous),
        email: Some(Stated::NotStated),
        postal_address: Some(Stated::NotStated),
        ..dossier.complainant
    };
    assert_eq!(codes(&dossier, "2026-11-23"), []);
}

#[test]
fn withdrawn_appeal_asks_no_answer_of_a_complaint_that_ended_otherwise() {
    let mut dossier = answered();
    dossier.messages.truncate(1);
    dossier.resolution = Some(Resolution { finding: None, ..dossier.resolution.unwrap_or_default() });
    dossier.appeal = Some(Appeal { filed_on: Some(day("2026-11-23")), withdrawn_on: Some(day("2026-11-25")), ..Appeal::default() });
    assert_eq!(codes(&dossier, "2026-11-26"), []);
}

#[test]
fn second_ending_does_not_make_an_earlier_appeal_look_early() {
    let mut dossier = answered();
    dossier.appeal = Some(Appeal { filed_on: Some(day("2026-11-13")), withdrawn_on: Some(day("2026-11-14")), ..Appeal::default() });
    dossier.reopenings = vec![Reopening { on: Some(day("2026-11-16")), reason: Some("Nieuwe gegevens".to_owned()) }];
    assert_eq!(codes(&dossier, "2026-11-23"), []);
}

#[test]
fn withdrawn_appeal_of_a_destroyed_dossier_ends_without_its_complaint() {
    let mut dossier = Dossier::new("K-2029-0001".parse().unwrap(), Status::Answered);
    dossier.appeal = Some(Appeal { filed_on: Some(day("2029-03-05")), withdrawn_on: Some(day("2029-03-08")), ..Appeal::default() });
    assert_eq!(codes(&dossier, "2029-03-09"), []);
}

#[test]
fn confirmation_by_post_has_no_room_for_a_margin() {
    let mut dossier = complaint();
    dossier.complainant.email = Some(Stated::Nothing);
    dossier.messages[0].channel = Some(Channel::Post);
    dossier.messages[0].proof_of_sending = Some("3STEST2".to_owned());
    assert_eq!(codes(&dossier, "2026-11-09"), [Code::AcknowledgementByPost]);
}

#[test]
fn complaint_reopened_after_a_withdrawn_appeal_asks_its_answer_again() {
    let mut dossier = answered();
    dossier.messages.truncate(1);
    dossier.appeal = Some(Appeal { filed_on: Some(day("2026-11-13")), withdrawn_on: Some(day("2026-11-14")), ..Appeal::default() });
    dossier.reopenings = vec![Reopening { on: Some(day("2026-11-16")), reason: Some("Nieuwe gegevens".to_owned()) }];
    assert_eq!(codes(&dossier, "2026-11-23"), [Code::AnswerNotSent]);
}

#[test]
fn lifting_a_reason_to_keep_longer_asks_why_and_ends_its_expiry() {
    let mut dossier = Dossier { status: Status::Closed, ..answered() };
    let keep = KeepLonger { reason: Some("rechtszaak".to_owned()), until: Some(day("2027-12-01")), ..KeepLonger::default() };
    dossier.keep_longer = Some(keep.clone());
    assert_eq!(codes(&dossier, "2027-12-01"), []);
    assert_eq!(codes(&dossier, "2027-12-02"), [Code::KeepLongerExpired]);
    let lifted = KeepLonger { lifted_on: Some(day("2027-11-01")), ..keep };
    dossier.keep_longer = Some(lifted.clone());
    assert_eq!(codes(&dossier, "2027-12-02"), [Code::KeepLongerWithoutReason]);
    let told = KeepLonger { lift_reason: Some("geëindigd".to_owned()), ..lifted };
    dossier.keep_longer = Some(told.clone());
    assert_eq!(codes(&dossier, "2027-12-02"), []);
    dossier.keep_longer = Some(KeepLonger { since: Some(day("2027-11-01")), ..told });
    assert_eq!(codes(&dossier, "2027-12-02"), []);
}

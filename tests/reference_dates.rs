//! Every start day against dates derived elsewhere: a table for 2026–2027, a second derivation for 2000–2040, and tables made
//! from the text of the two invented procedures whose rule files the program holds.

use chrono::{Datelike, NaiveDate};
use klachtdossier::domain::{Channel, Dossier, Message, MessageKind, Received, Request, RequestKind, Resolution, Status, Submitted, TermKind};
use klachtdossier::regulation::{Rules, Term, terms};
use klachtdossier::source::{ShippedRules, default_rules, read_rules};

/// The six dates of the reference table for one start day.
#[derive(Debug, PartialEq, Eq)]
struct Dates {
    acknowledge_by: NaiveDate,
    answer_by: NaiveDate,
    answer_practical: NaiveDate,
    extension_amply_by: NaiveDate,
    inspection_by: NaiveDate,
    destroy_from: NaiveDate,
}

fn computed(event: NaiveDate, rules: &Rules) -> Dates {
    let mut dossier = Dossier::new("K-2026-0001".parse().unwrap(), Status::InProgress);
    dossier.submitted = Some(Submitted::on(event));
    dossier.received = Some(Received::on(event));
    dossier.requests = vec![Request { kind: Some(RequestKind::Inspection), received_on: Some(event), ..Request::default() }];
    let open = terms(&dossier, rules, event);
    dossier.status = Status::Answered;
    dossier.resolution = Some(Resolution { date: Some(event), ..Resolution::default() });
    let ended = terms(&dossier, rules, event);
    let of = |terms: &[Term], kind| terms.iter().find(|term| term.kind == kind).unwrap().clone();
    let answer = of(&open, TermKind::Answer);
    Dates {
        acknowledge_by: of(&open, TermKind::Acknowledgement).due_on.unwrap(),
        answer_by: answer.due_on.unwrap(),
        answer_practical: answer.send_by.unwrap(),
        extension_amply_by: of(&open, TermKind::ExtensionNotice).due_on.unwrap(),
        inspection_by: of(&open, TermKind::Request).due_on.unwrap(),
        destroy_from: of(&ended, TermKind::Retention).not_before.unwrap(),
    }
}

#[test]
fn every_start_day_of_two_years_gives_the_reference_dates() {
    let rules = default_rules();
    let mut rows = 0;
    for line in include_str!("data/terms-2026-2027.csv").lines().skip(1) {
        let row: Vec<NaiveDate> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
        let [event, acknowledge_by, answer_by, answer_practical, extension_amply_by, inspection_by, destroy_from] = row[..] else { panic!("{line}") };
        let expected = Dates { acknowledge_by, answer_by, answer_practical, extension_amply_by, inspection_by, destroy_from };
        assert_eq!(computed(event, &rules), expected, "begindag {event}");
        rows += 1;
    }
    assert_eq!(rows, 730);
}

/// The last day of the answer after a notice that asks for far more time than anyone gives.
fn extended(event: NaiveDate, rules: &Rules) -> NaiveDate {
    let mut dossier = Dossier::new("K-2026-0001".parse().unwrap(), Status::InProgress);
    dossier.submitted = Some(Submitted::on(event));
    dossier.received = Some(Received::on(event));
    let notice = Message {
        kind: Some(MessageKind::ExtensionNotice),
        date: Some(event),
        channel: Some(Channel::Email),
        reason: Some("De aannemer is ziek".to_owned()),
        new_term: event.checked_add_months(chrono::Months::new(12)),
        ..Message::default()
    };
    dossier.messages = vec![notice];
    terms(&dossier, rules, event).into_iter().find(|term| term.kind == TermKind::Answer).and_then(|term| term.due_on).unwrap()
}

/// The last day on which the dossier may still be there.
fn destroy_by(event: NaiveDate, rules: &Rules) -> NaiveDate {
    let mut dossier = Dossier::new("K-2026-0001".parse().unwrap(), Status::Answered);
    dossier.resolution = Some(Resolution { date: Some(event), ..Resolution::default() });
    terms(&dossier, rules, event).into_iter().find(|term| term.kind == TermKind::Retention).and_then(|term| term.due_on).unwrap()
}

/// Holds the rule file of this name to a table made from the text of its procedure; a cell is empty where that sets no maximum.
fn check_table(name: &str, table: &str) {
    let rules = read_rules(ShippedRules::named(name).unwrap().text.as_bytes()).0.unwrap();
    let mut rows = 0;
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let day = |index: usize| cells[index].parse::<NaiveDate>().unwrap_or_else(|_| panic!("{name}: {line}"));
        let event = day(0);
        let expected = Dates {
            acknowledge_by: day(1),
            answer_by: day(2),
            answer_practical: day(3),
            extension_amply_by: day(4),
            inspection_by: day(6),
            destroy_from: day(7),
        };
        assert_eq!(computed(event, &rules), expected, "{name}: begindag {event}");
        let asked = event.checked_add_months(chrono::Months::new(12)).unwrap();
        assert_eq!(extended(event, &rules), if cells[5].is_empty() { asked } else { day(5) }, "{name}: uitstel vanaf {event}");
        assert_eq!(destroy_by(event, &rules), day(8), "{name}: bewaren vanaf {event}");
        rows += 1;
    }
    assert_eq!(rows, 451, "{name}");
}

#[test]
fn six_weeks_from_receipt_and_four_more_give_the_dates_of_their_procedure() {
    check_table("zes-weken", include_str!("data/terms-zes-weken.csv"));
}

#[test]
fn ten_working_days_give_the_dates_of_their_procedure() {
    check_table("tien-werkdagen", include_str!("data/terms-tien-werkdagen.csv"));
}

#[test]
fn every_start_day_of_forty_years_agrees_with_the_second_derivation() {
    let rules = default_rules();
    let end = NaiveDate::from_ymd_opt(2040, 12, 31).unwrap();
    let mut day = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
    let mut days = 0;
    while day <= end {
        let start = second::Day::of(day.year(), day.month(), day.day());
        let dates = computed(day, &rules);
        let found =
            [dates.acknowledge_by, dates.answer_by, dates.answer_practical, dates.extension_amply_by, dates.inspection_by, dates.destroy_from];
        assert_eq!(found.map(|date| date.to_string()), second::dates(start), "begindag {day}");
        day = day.succ_opt().unwrap();
        days += 1;
    }
    assert_eq!(days, 14_976);
}

/// The same dates by other means: whole numbers of days, a list of Easter Sundays, no date library.
mod second {
    /// Days since 1 March of the year nought.
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub struct Day(i64);

    /// Easter Sundays from 2000 on, as month and day, taken from almanacs.
    const EASTER: [(i64, i64); 42] = [
        (4, 23),
        (4, 15),
        (3, 31),
        (4, 20),
        (4, 11),
        (3, 27),
        (4, 16),
        (4, 8),
        (3, 23),
        (4, 12),
        (4, 4),
        (4, 24),
        (4, 8),
        (3, 31),
        (4, 20),
        (4, 5),
        (3, 27),
        (4, 16),
        (4, 1),
        (4, 21),
        (4, 12),
        (4, 4),
        (4, 17),
        (4, 9),
        (3, 31),
        (4, 20),
        (4, 5),
        (3, 28),
        (4, 16),
        (4, 1),
        (4, 21),
        (4, 13),
        (3, 28),
        (4, 17),
        (4, 9),
        (3, 25),
        (4, 13),
        (4, 5),
        (4, 25),
        (4, 10),
        (4, 1),
        (4, 21),
    ];

    impl Day {
        pub fn of(year: i32, month: u32, day: u32) -> Self {
            Self::civil(i64::from(year), i64::from(month), i64::from(day))
        }

        fn civil(year: i64, month: i64, day: i64) -> Self {
            let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
            Self(year * 365 + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 + day - 1)
        }

        fn parts(self) -> (i64, i64, i64) {
            let mut year = (10_000 * self.0 + 14_780) / 3_652_425;
            let start = |year: i64| year * 365 + year / 4 - year / 100 + year / 400;
            if start(year) > self.0 {
                year -= 1;
            }
            let rest = self.0 - start(year);
            let month = (100 * rest + 52) / 3060;
            let day = rest - (month * 306 + 5) / 10 + 1;
            (year + (month + 2) / 12, (month + 2) % 12 + 1, day)
        }

        fn plus(self, days: i64) -> Self {
            Self(self.0 + days)
        }

        /// Nought on Sunday. 1 March of the year nought was a Wednesday.
        fn weekday(self) -> i64 {
            (self.0 + 3) % 7
        }

        fn is_working(self) -> bool {
            let (year, month, day) = self.parts();
            let (easter_month, easter_day) = EASTER[usize::try_from(year - 2000).unwrap()];
            let after_easter = self.0 - Self::civil(year, easter_month, easter_day).0;
            let weekend = [0, 6].contains(&self.weekday());
            let moving = [-2, 0, 1, 39, 49, 50].contains(&after_easter);
            let fixed = [(1, 1), (5, 5), (12, 25), (12, 26)].contains(&(month, day));
            let sovereign = if year < 2014 { 30 } else { 27 };
            let on_sunday = Self::civil(year, 4, sovereign).weekday() == 0;
            let sovereigns_day = month == 4 && day == sovereign - i64::from(on_sunday);
            !(weekend || moving || fixed || sovereigns_day)
        }

        fn text(self) -> String {
            let (year, month, day) = self.parts();
            format!("{year:04}-{month:02}-{day:02}")
        }
    }

    fn length(year: i64, month: i64) -> i64 {
        let next = if month == 12 { Day::civil(year + 1, 1, 1) } else { Day::civil(year, month + 1, 1) };
        next.0 - Day::civil(year, month, 1).0
    }

    fn months_later(day: Day, months: i64) -> Day {
        let (year, month, date) = day.parts();
        let (year, month) = (year + (month - 1 + months) / 12, (month - 1 + months) % 12 + 1);
        Day::civil(year, month, date.min(length(year, month)))
    }

    fn walk(day: Day, step: i64, working_days: i64) -> Day {
        let (mut day, mut left) = (day, working_days);
        while left > 0 {
            day = day.plus(step);
            left -= i64::from(day.is_working());
        }
        day
    }

    pub fn dates(start: Day) -> [String; 6] {
        let answer_by = start.plus(28);
        let practical = if answer_by.is_working() { answer_by } else { walk(answer_by, -1, 1) };
        let days = [walk(start, 1, 2), answer_by, practical, walk(answer_by, -1, 5), months_later(start, 1), months_later(start, 12).plus(1)];
        days.map(Day::text)
    }
}

//! Which days count.

use chrono::NaiveDate;

use crate::calendar::{Calendar, Closure, Equated, HolidayKind};
use crate::source::Node;
use crate::source::reader::{Home, Key, Name, Reader, setting};

/// The calendar while it is read.
#[derive(Default)]
pub(super) struct CalendarDraft {
    observed: Vec<HolidayKind>,
    equated: Vec<Equated>,
    closures: Vec<Closure>,
}

impl CalendarDraft {
    /// The calendar of what was read.
    pub fn into_calendar(self) -> Calendar {
        Calendar::new(self.observed, self.equated, self.closures)
    }
}

/// The keys under `werkdagen`.
pub(super) const CALENDAR: &[Key<CalendarDraft>] = &[
    setting("feestdagen", |calendar, node, reader| calendar.observed = observed(node, reader)),
    setting("gelijkgesteld", |calendar, node, reader| {
        calendar.equated = reader.list(node, equated).into_iter().flatten().collect();
    }),
    setting("sluitingen", |calendar, node, reader| {
        calendar.closures = reader.list(node, closure).into_iter().flatten().collect();
    }),
];

/// A day or days off while they are read.
#[derive(Default)]
struct DaysOff {
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    name: Option<String>,
    lengthens_since: Option<NaiveDate>,
}

/// The keys of an entry of `gelijkgesteld`.
const EQUATED: &[Key<DaysOff>] =
    &[setting("datum", |days, node, reader| days.from = reader.date(node)), setting("naam", |days, node, reader| days.name = reader.text(node))];

/// The keys of an entry of `sluitingen`.
const CLOSURE: &[Key<DaysOff>] = &[
    setting("van", |days, node, reader| days.from = reader.date(node)),
    setting("tot", |days, node, reader| days.until = reader.date(node)),
    setting("naam", |days, node, reader| days.name = reader.text(node)),
    setting::<DaysOff>("verlengt_sinds", |days, node, reader| days.lengthens_since = reader.date(node)).optional(),
];

/// The maps of this part.
pub(super) fn homes() -> Vec<Home> {
    vec![
        Home::new(Some(Name::Setting("werkdagen")), CALENDAR),
        Home::new(Some(Name::Setting("gelijkgesteld")), EQUATED),
        Home::new(Some(Name::Setting("sluitingen")), CLOSURE),
    ]
}

/// The holidays with `ja`.
fn observed(node: &Node<'_>, reader: &mut Reader) -> Vec<HolidayKind> {
    let mut observed = Vec::new();
    let keys: Vec<&str> = HolidayKind::NAMES.iter().map(|row| row.2).collect();
    reader.each_of(node, &keys, |reader, key, value| {
        let kind = HolidayKind::from_key(key).filter(|_| reader.yes(value));
        observed.extend(kind);
    });
    reader.all_there(node, &keys);
    observed
}

/// A day equated with a holiday.
fn equated(reader: &mut Reader, node: &Node<'_>) -> Option<Equated> {
    let days = reader.map(node, EQUATED, DaysOff::default())?;
    Some(Equated { date: days.from?, name: days.name? })
}

/// A closure.
fn closure(reader: &mut Reader, node: &Node<'_>) -> Option<Closure> {
    let days = reader.map(node, CLOSURE, DaysOff::default())?;
    reader.in_order(node, days.from, days.until);
    Some(Closure { from: days.from?, until: days.until?, name: days.name?, lengthens_since: days.lengthens_since })
}

//! Single settings out of nodes.

use chrono::NaiveDate;

use crate::calendar::{Calendar, Period};
use crate::diagnostic::Code;
use crate::domain::vocabulary;
use crate::source::reader::{Reader, nearest};
use crate::source::{Node, Shape};

vocabulary! {
    /// Yes or no.
    YesNo {
        /// Yes.
        Yes = "ja",
        /// No.
        No = "nee",
    }
}

/// A period that is not set, which lengthens nothing.
pub(super) const UNSET: Period = Period::Days(0);

/// The units a length of time may have.
const UNITS: [&str; 9] = ["werkdagen", "werkdag", "dagen", "dag", "weken", "week", "maanden", "maand", "jaar"];

impl Reader {
    /// Says that a setting has a value it cannot have.
    pub(super) fn invalid(&mut self, node: &Node<'_>, message: impl Into<String>, help: impl Into<String>) {
        self.remark(Code::SettingInvalid, &node.at, message.into(), help);
    }

    /// Says so of the value behind a key of this map, when it is there.
    pub(super) fn invalid_at(&mut self, map: &Node<'_>, key: &str, message: String, help: &str) {
        if let Some(entry) = map.entry(key) {
            self.chosen_entries(std::slice::from_ref(entry), |reader, entry| reader.invalid(&entry.value, message.clone(), help));
        }
    }

    /// Yes or no.
    pub(super) fn yes(&mut self, node: &Node<'_>) -> bool {
        self.word::<YesNo>(node) == Some(YesNo::Yes)
    }

    /// A length of time, which may be nought.
    pub(super) fn period(&mut self, node: &Node<'_>) -> Period {
        if self.tells(|| Shape::Period) {
            return UNSET;
        }
        let Some(text) = self.scalar(node, "") else { return UNSET };
        text.parse().unwrap_or_else(|_| {
            let unit = text.split_once(' ').and_then(|(_, unit)| nearest(unit, UNITS.into_iter()).filter(|known| *known != unit));
            let message = format!("«{text}» is geen lengte van tijd die hier kan staan");
            let help = match unit {
                Some(unit) => format!("bedoelt u «{unit}»?"),
                None => {
                    "schrijf een heel getal en een eenheid, hooguit tien jaar: «2 werkdagen», «28 dagen», «4 weken», «1 maand», «2 jaar»".to_owned()
                }
            };
            self.invalid(node, message, help);
            UNSET
        })
    }

    /// A length of time of one day at least.
    pub(super) fn length(&mut self, node: &Node<'_>) -> Period {
        let before = self.remark_count();
        let period = self.period(node);
        if is_unset(period) && self.remark_count() == before {
            self.invalid(node, format!("«{}» kan niet nul zijn", self.key()), "schrijf een lengte van minstens één dag");
        }
        period
    }

    /// A whole number.
    pub(super) fn count(&mut self, node: &Node<'_>) -> u16 {
        if self.tells(|| Shape::Count) {
            return 0;
        }
        let Some(text) = self.scalar(node, "") else { return 0 };
        text.parse().unwrap_or_else(|_| {
            self.invalid(node, format!("«{text}» is geen heel getal dat hier kan staan"), "schrijf een getal vanaf 0, zoals 1");
            0
        })
    }

    /// An e-mail address.
    pub(super) fn email(&mut self, node: &Node<'_>) -> String {
        if self.tells(|| Shape::Email) {
            return String::new();
        }
        let Some(text) = self.scalar(node, "") else { return String::new() };
        let parts = text.split_once('@').filter(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
        if parts.is_none() || text.contains(char::is_whitespace) {
            self.invalid(node, format!("«{text}» is geen e-mailadres"), "schrijf één adres, zoals klachten@voorbeeld.example");
        }
        text.to_owned()
    }

    /// Says so when a warning would come before its term has begun.
    pub(super) fn warning_within(&mut self, map: &Node<'_>, warn: Period, length: Period) {
        if !is_unset(length) && is_longer(warn, length) {
            let message = format!("de waarschuwing ({warn}) duurt langer dan de termijn zelf ({length})");
            self.invalid_at(map, "waarschuwen", message, "schrijf een waarschuwing die korter is dan de termijn");
        }
    }

    /// Says so when the last day comes before the first.
    pub(super) fn in_order(&mut self, map: &Node<'_>, from: Option<NaiveDate>, until: Option<NaiveDate>) {
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            self.invalid_at(map, "tot", format!("de laatste dag, {until}, ligt voor de eerste, {from}"), "verbeter «van» of «tot»");
        }
    }
}

/// Whether the period lengthens nothing.
pub(super) fn is_unset(period: Period) -> bool {
    matches!(period, Period::Days(0) | Period::WorkingDays(0) | Period::Months(0))
}

/// Whether one period reaches a later day than the other, both from the same Monday without holidays near it.
pub(super) fn is_longer(one: Period, other: Period) -> bool {
    let calendar = Calendar::default();
    let monday = NaiveDate::from_ymd_opt(2026, 6, 1).expect("the first of June exists");
    calendar.after(monday, one) > calendar.after(monday, other)
}

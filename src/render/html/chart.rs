//! Drawings of figures: where each bar stands. A drawing has its text beside it, and tells its series apart by pattern as well as by colour.

use serde::Serialize;

/// The width of every drawing, in units of its own; small enough to be read on a telephone.
const WIDTH: i64 = 360;
/// Where columns begin; above them is room for the highest number.
const TOP: i64 = 18;
/// How much lower they begin below the name of a marker.
const MARKER: i64 = 16;
/// Where columns stand.
const FLOOR: i64 = 154;
/// The height of a drawing of columns, with the labels below.
const HEIGHT: i64 = 172;
/// The height of a strip.
const STRIP: i64 = 16;
/// A bar in a table at its longest.
const BAR: i64 = 100;

/// What a series means; its class gives it colour and pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hue {
    /// A number that is neither good nor bad.
    Plain,
    /// Another of those.
    Second,
    /// And another.
    Third,
    /// In time.
    Kept,
    /// In time because the term was extended.
    KeptLater,
    /// Too late.
    Late,
    /// Too late, and still to be done.
    LateOpen,
    /// Still running.
    Running,
    /// Anything else.
    Other,
}

impl Hue {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "gewoon",
            Self::Second => "tweede",
            Self::Third => "ander",
            Self::Kept => "goed",
            Self::KeptLater => "goed-later",
            Self::Late => "laat",
            Self::LateOpen => "laat-open",
            Self::Running => "loopt",
            Self::Other => "overig",
        }
    }
}

/// A number of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    /// What it is called.
    pub name: String,
    /// The number.
    pub count: u32,
    /// What it means.
    pub hue: Hue,
}

/// What stands in one place of a drawing of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The label below it.
    pub label: String,
    /// What it is called in the text of the drawing.
    pub name: String,
    /// What is stacked there, from the floor.
    pub amounts: Vec<Amount>,
}

/// A line across the columns, such as the last day of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// After how many columns it stands, in thousandths.
    pub after: i64,
    /// What it is.
    pub name: String,
}

/// A drawing of columns that stand beside each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Columns {
    id: &'static str,
    title: &'static str,
    description: String,
    width: i64,
    height: i64,
    floor: i64,
    columns: Vec<Column>,
    marker: Option<MarkerLine>,
    key: Vec<KeyEntry>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Column {
    middle: i64,
    label: String,
    total: u32,
    top: i64,
    bars: Vec<Bar>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Bar {
    x: i64,
    y: i64,
    width: i64,
    height: i64,
    class: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct MarkerLine {
    x: i64,
    name: String,
    /// Whether its name stands before the line, since there is no room behind it.
    before: bool,
}

/// What a series is called, with its number where the drawing is one strip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct KeyEntry {
    class: &'static str,
    name: String,
    count: Option<u32>,
    share: Option<u32>,
}

/// A whole divided over one strip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Strip {
    id: String,
    title: String,
    description: String,
    width: i64,
    height: i64,
    bars: Vec<Bar>,
    key: Vec<KeyEntry>,
}

impl Columns {
    /// The drawing; `None` when there is nothing to draw.
    pub fn of(id: &'static str, title: &'static str, places: &[Place], marker: Option<Marker>) -> Option<Self> {
        let most = places.iter().map(Place::total).max().filter(|most| *most > 0)?;
        let step = WIDTH / i64::try_from(places.len()).ok()?;
        let top = if marker.is_some() { TOP + MARKER } else { TOP };
        let height_of = |count: u32| i64::from(count) * (FLOOR - top) / i64::from(most);
        let columns = places.iter().zip(0..).map(|(place, index)| place.column(index * step, step, height_of));
        let marker = marker.map(|marker| {
            let x = marker.after * step / 1000;
            MarkerLine { x, name: marker.name, before: x > WIDTH / 2 }
        });
        let mut description: Vec<String> = places.iter().map(Place::told).collect();
        description.extend(marker.iter().map(|marker| marker.name.clone()));
        Some(Self {
            id,
            title,
            description: format!("{}.", description.join("; ")),
            width: WIDTH,
            height: HEIGHT,
            floor: FLOOR,
            columns: columns.collect(),
            marker,
            key: key(places.iter().flat_map(|place| &place.amounts)),
        })
    }
}

impl Place {
    fn total(&self) -> u32 {
        self.amounts.iter().map(|amount| amount.count).sum()
    }

    /// The text of the drawing: "maart 3", or with what it consists of.
    fn told(&self) -> String {
        let parts: Vec<String> =
            self.amounts.iter().filter(|amount| amount.count > 0).map(|amount| format!("{} {}", amount.count, amount.name)).collect();
        match self.amounts.as_slice() {
            [only] => format!("{} {}", self.name, only.count),
            _ if parts.is_empty() => format!("{} 0", self.name),
            _ => format!("{} {}, waarvan {}", self.name, self.total(), parts.join(", ")),
        }
    }

    fn column(&self, x: i64, step: i64, height_of: impl Fn(u32) -> i64) -> Column {
        let margin = (step / 6).max(2);
        let y_of = |count: u32| FLOOR - height_of(count);
        let mut below = 0;
        let mut bars = Vec::new();
        for amount in self.amounts.iter().filter(|amount| amount.count > 0) {
            let (bottom, top) = (y_of(below), y_of(below + amount.count));
            below += amount.count;
            let top = top.min(bottom - 1);
            bars.push(Bar { x: x + margin, y: top, width: step - 2 * margin, height: bottom - top, class: amount.hue.class() });
        }
        let top = bars.last().map_or(FLOOR, |bar| bar.y);
        Column { middle: x + step / 2, label: self.label.clone(), total: self.total(), top, bars }
    }
}

/// Every series that counts anything, in order; nothing when there is only one.
fn key<'a>(amounts: impl Iterator<Item = &'a Amount>) -> Vec<KeyEntry> {
    let mut found: Vec<KeyEntry> = Vec::new();
    for amount in amounts.filter(|amount| amount.count > 0) {
        if !found.iter().any(|entry| entry.name == amount.name) {
            found.push(KeyEntry { class: amount.hue.class(), name: amount.name.clone(), count: None, share: None });
        }
    }
    if found.len() > 1 { found } else { Vec::new() }
}

impl Strip {
    /// The drawing; `None` when there is nothing to divide.
    pub fn of(id: String, title: String, amounts: &[Amount]) -> Option<Self> {
        let total = amounts.iter().map(|amount| amount.count).sum::<u32>();
        let shown = || amounts.iter().filter(|amount| amount.count > 0);
        let x_of = |count: u32| i64::from(count) * WIDTH / i64::from(total.max(1));
        let mut before = 0;
        let mut bars = Vec::new();
        for amount in shown() {
            let (left, right) = (x_of(before), x_of(before + amount.count));
            before += amount.count;
            bars.push(Bar { x: left, y: 1, width: (right - left - 2).max(1), height: STRIP - 2, class: amount.hue.class() });
        }
        let entry = |amount: &Amount| KeyEntry {
            class: amount.hue.class(),
            name: amount.name.clone(),
            count: Some(amount.count),
            share: Some(share(amount.count, total)),
        };
        let told: Vec<String> = shown().map(|amount| format!("{} {}", amount.name, amount.count)).collect();
        (total > 0).then(|| Self {
            id,
            title,
            description: format!("{}, van {total}.", told.join(", ")),
            width: WIDTH,
            height: STRIP,
            bars,
            key: shown().map(entry).collect(),
        })
    }
}

/// How much of the whole it is, in per cent to the nearest.
pub(super) fn share(count: u32, total: u32) -> u32 {
    u32::try_from((u64::from(count) * 200 + u64::from(total)) / (u64::from(total.max(1)) * 2)).unwrap_or(100)
}

/// How long the bar of a number is in a table whose longest is `most`, in hundredths.
pub(super) fn bar(count: u32, most: u32) -> i64 {
    let length = i64::from(count) * BAR / i64::from(most.max(1));
    if count > 0 { length.max(1) } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(name: &str, count: u32, hue: Hue) -> Amount {
        Amount { name: name.to_owned(), count, hue }
    }

    fn place(label: &str, count: u32) -> Place {
        Place { label: label.to_owned(), name: format!("week {label}"), amounts: vec![amount("antwoorden", count, Hue::Plain)] }
    }

    #[test]
    fn columns_are_as_high_as_their_numbers() {
        let drawn = Columns::of("weken", "Weken", &[place("1", 4), place("2", 0), place("3", 2), place("4", 1)], None).unwrap();
        let heights: Vec<_> = drawn.columns.iter().map(|column| column.bars.first().map_or(0, |bar| bar.height)).collect();
        assert_eq!(heights, [136, 0, 68, 34]);
        assert_eq!(drawn.columns[0].bars[0].y, 18);
        assert_eq!(drawn.columns.iter().map(|column| column.middle).collect::<Vec<_>>(), [45, 135, 225, 315]);
        assert_eq!(drawn.description, "week 1 4; week 2 0; week 3 2; week 4 1.");
        assert_eq!(drawn.key, []);
    }

    #[test]
    fn stacked_column_stands_on_the_floor_without_a_gap() {
        let amounts = vec![amount("op tijd", 5, Hue::Kept), amount("te laat", 1, Hue::Late), amount("loopt", 0, Hue::Running)];
        let place = Place { label: "2026".to_owned(), name: "2026".to_owned(), amounts };
        let drawn = Columns::of("jaren", "Jaren", &[place], None).unwrap();
        let bars = &drawn.columns[0].bars;
        assert_eq!(bars.len(), 2);
        assert_eq!((bars[0].y + bars[0].height, bars[1].y + bars[1].height, bars[1].y), (154, 41, 18));
        assert_eq!(drawn.description, "2026 6, waarvan 5 op tijd, 1 te laat.");
        assert_eq!(drawn.key.iter().map(|entry| entry.class).collect::<Vec<_>>(), ["goed", "laat"]);
    }

    #[test]
    fn smallest_number_among_thousands_is_still_to_be_seen() {
        let drawn = Columns::of("weken", "Weken", &[place("1", 9000), place("2", 1)], None).unwrap();
        assert_eq!(drawn.columns[1].bars[0].height, 1);
        let strip = Strip::of("s".to_owned(), "S".to_owned(), &[amount("ja", 9000, Hue::Kept), amount("nee", 1, Hue::Late)]).unwrap();
        assert!(strip.bars.iter().all(|bar| bar.width >= 1 && bar.x + bar.width <= 360), "{:?}", strip.bars);
        assert_eq!((bar(1, 9000), bar(0, 9000), bar(9000, 9000), bar(0, 0)), (1, 0, 100, 0));
    }

    #[test]
    fn marker_stands_where_its_day_is() {
        let places: Vec<Place> = (1..=8).map(|week| place(&week.to_string(), week)).collect();
        let marker = |after| Some(Marker { after, name: "termijn".to_owned() });
        let at = |after| Columns::of("weken", "Weken", &places, marker(after)).unwrap().marker.unwrap();
        assert_eq!((at(4000).x, at(4000).before), (180, false));
        let below_its_name = Columns::of("weken", "Weken", &places, marker(4000)).unwrap();
        assert_eq!(below_its_name.columns[7].bars[0].y, 34);
        assert_eq!((at(6000).x, at(6000).before), (270, true));
        let described = Columns::of("weken", "Weken", &places, marker(4000)).unwrap().description;
        assert!(described.ends_with("week 8 8; termijn."), "{described}");
    }

    #[test]
    fn strip_tells_numbers_and_shares() {
        let amounts = [amount("op tijd", 38, Hue::Kept), amount("loopt", 0, Hue::Running), amount("te laat", 2, Hue::Late)];
        let drawn = Strip::of("bevestiging".to_owned(), "Bevestiging".to_owned(), &amounts).unwrap();
        assert_eq!(drawn.description, "op tijd 38, te laat 2, van 40.");
        assert_eq!(drawn.bars.iter().map(|bar| (bar.x, bar.width)).collect::<Vec<_>>(), [(0, 340), (342, 16)]);
        assert_eq!(drawn.key.iter().map(|entry| entry.share.unwrap()).collect::<Vec<_>>(), [95, 5]);
    }

    #[test]
    fn nothing_is_not_drawn() {
        assert_eq!(Columns::of("weken", "Weken", &[place("1", 0)], None), None);
        assert_eq!(Columns::of("weken", "Weken", &[], None), None);
        assert_eq!(Strip::of("s".to_owned(), "S".to_owned(), &[amount("ja", 0, Hue::Kept)]), None);
    }

    #[test]
    fn half_a_per_cent_is_rounded_up() {
        assert_eq!((share(1, 200), share(1, 3), share(2, 3), share(0, 7), share(7, 7)), (1, 33, 67, 0, 100));
    }
}

//! The list of what must, may and must not yet be destroyed, in as many parts as it takes.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::day::Day;
use super::dossier_address;
use super::list_pages::Listing;
use super::site_page::{self, Parts, SitePage};
use super::template_error::TemplateError;
use super::templates::Templates;
use crate::diagnostic::Field;
use crate::domain::Provision;
use crate::overview::{Keeping, blocking_provision, capitalised};
use crate::regulation::{Block, DisposalStanding, Rules};

/// A part holds no more dossiers than this.
const ROWS_A_PAGE: usize = 300;

/// A heading of the list; a dossier stands under one of them, or is only counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Heading {
    Overdue,
    DueSoon,
    Allowed,
    Blocked,
    KeptLonger,
}

#[derive(Serialize)]
struct RetentionView<'a> {
    article: &'a str,
    minimum: String,
    maximum: Option<String>,
    groups: Vec<GroupView<'a>>,
    counts: Vec<CountView>,
    months: Vec<MonthView>,
    early: usize,
    unsettled: usize,
    is_first: bool,
    parts: Parts,
}

/// How many stand under a heading, over all parts, and on which part the first of them stands.
#[derive(Serialize)]
struct CountView {
    id: &'static str,
    title: &'static str,
    count: usize,
    address: Option<String>,
}

#[derive(Serialize)]
struct GroupView<'a> {
    id: &'static str,
    title: &'static str,
    explanation: &'static str,
    rows: Vec<RowView<'a>>,
}

#[derive(Serialize)]
struct RowView<'a> {
    number: String,
    address: String,
    settled_on: Option<Day>,
    not_before: Option<Day>,
    due_on: Option<Day>,
    blocks: Vec<BlockView<'a>>,
}

#[derive(Serialize)]
struct BlockView<'a> {
    reason: String,
    article: &'a str,
}

#[derive(Serialize)]
struct MonthView {
    first_day: NaiveDate,
    count: usize,
}

impl Heading {
    const ALL: [Self; 5] = [Self::Overdue, Self::DueSoon, Self::Allowed, Self::Blocked, Self::KeptLonger];

    /// Under which heading the dossier stands; `None` when it is too early, or not settled.
    fn of(keeping: &Keeping) -> Option<Self> {
        match keeping.disposal.standing {
            DisposalStanding::Blocked | DisposalStanding::TooEarly if keeping.is_kept_longer() => Some(Self::KeptLonger),
            DisposalStanding::Overdue => Some(Self::Overdue),
            DisposalStanding::DueSoon => Some(Self::DueSoon),
            DisposalStanding::Allowed => Some(Self::Allowed),
            DisposalStanding::Blocked => Some(Self::Blocked),
            DisposalStanding::TooEarly | DisposalStanding::Unsettled => None,
        }
    }

    fn id(self) -> &'static str {
        match self {
            Self::Overdue => "moet",
            Self::DueSoon => "binnenkort",
            Self::Allowed => "mag",
            Self::Blocked => "tegengehouden",
            Self::KeptLonger => "langer",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Overdue => "Had weg gemoeten",
            Self::DueSoon => "Moet binnenkort weg",
            Self::Allowed => "Mag weg",
            Self::Blocked => "Mag nog niet weg",
            Self::KeptLonger => "Wordt met een reden langer bewaard",
        }
    }

    fn explanation(self) -> &'static str {
        match self {
            Self::Overdue => "De uiterste dag is voorbij en niets houdt het tegen.",
            Self::DueSoon => "Het mag weg, en de uiterste dag komt dichtbij.",
            Self::Allowed => "De termijn is voorbij; u kiest zelf wanneer.",
            Self::Blocked => "De termijn is voorbij, maar er is eerst nog iets te doen.",
            Self::KeptLonger => "Vervalt de reden, dan geldt weer de gewone termijn.",
        }
    }
}

/// The dossiers with what stands under which heading.
struct Sorted<'a, 'k> {
    rules: &'a Rules,
    keepings: &'k [&'k Keeping],
    listed: Vec<(Heading, &'k Keeping)>,
}

/// The list in parts: every dossier about which something is to be done or known, and of the others how many may go in which month.
///
/// # Errors
/// When a template is wrong.
pub fn retention_pages(templates: &Templates, listing: Listing<'_>, keepings: &[&Keeping]) -> Result<Vec<SitePage>, TemplateError> {
    let sorted = Sorted::of(listing.rules, keepings);
    let parts = Parts::new("bewaren", sorted.listed.len().div_ceil(ROWS_A_PAGE));
    let mut pages = Vec::new();
    for (address, part) in parts.each() {
        let view = sorted.view(pages.len(), part);
        let html = templates.fill("bewaren.html", &listing.frame("Bewaren en vernietigen".to_owned(), "bewaren"), &view)?;
        pages.push(SitePage { address, html });
    }
    Ok(pages)
}

impl<'a, 'k> Sorted<'a, 'k> {
    fn of(rules: &'a Rules, keepings: &'k [&'k Keeping]) -> Self {
        let mut listed: Vec<(Heading, &Keeping)> = keepings.iter().copied().filter_map(|keeping| Some((Heading::of(keeping)?, keeping))).collect();
        listed.sort_by_key(|(heading, keeping)| (*heading, keeping.disposal.not_before, keeping.id));
        Self { rules, keepings, listed }
    }

    /// A part of the list, counted from nought.
    fn view(&self, index: usize, parts: Parts) -> RetentionView<'a> {
        let term = &self.rules.terms.retention;
        let rows: Vec<_> = self.listed.iter().skip(index * ROWS_A_PAGE).take(ROWS_A_PAGE).copied().collect();
        let unlisted = self.keepings.iter().copied().filter(|keeping| Heading::of(keeping).is_none());
        let early: Vec<&Keeping> = unlisted.clone().filter(|keeping| keeping.disposal.standing == DisposalStanding::TooEarly).collect();
        RetentionView {
            article: self.rules.article(Provision::Retention),
            minimum: term.minimum.to_string(),
            maximum: term.maximum.map(|maximum| maximum.to_string()),
            groups: rows.chunk_by(|one, other| one.0 == other.0).map(|rows| group(rows, self.rules)).collect(),
            counts: Heading::ALL.iter().map(|heading| count(*heading, &self.listed)).collect(),
            months: months(&early),
            early: early.len(),
            unsettled: unlisted.filter(|keeping| keeping.disposal.standing == DisposalStanding::Unsettled).count(),
            is_first: index == 0,
            parts,
        }
    }
}

fn count(heading: Heading, listed: &[(Heading, &Keeping)]) -> CountView {
    let first = listed.iter().position(|row| row.0 == heading);
    let address = |first: usize| format!("{}#{}", site_page::address("bewaren", first / ROWS_A_PAGE + 1), heading.id());
    CountView { id: heading.id(), title: heading.title(), count: listed.iter().filter(|row| row.0 == heading).count(), address: first.map(address) }
}

fn group<'a>(rows: &[(Heading, &Keeping)], rules: &'a Rules) -> GroupView<'a> {
    let heading = rows[0].0;
    GroupView {
        id: heading.id(),
        title: heading.title(),
        explanation: heading.explanation(),
        rows: rows.iter().map(|(_, keeping)| row(keeping, rules)).collect(),
    }
}

fn row<'a>(keeping: &Keeping, rules: &'a Rules) -> RowView<'a> {
    let disposal = &keeping.disposal;
    let block = |block: &Block| {
        let own_words = keeping.reason.as_ref().filter(|_| block.place == Field::KeepLonger.into());
        let own_words = own_words.map(|reason| format!(": {reason}")).unwrap_or_default();
        BlockView { reason: format!("{}{own_words}", capitalised(&block.reason)), article: rules.article(blocking_provision(block)) }
    };
    RowView {
        number: keeping.id.to_string(),
        address: dossier_address(keeping.id),
        settled_on: disposal.settled_on.map(Day),
        not_before: disposal.not_before.map(Day),
        due_on: disposal.due_on.map(Day),
        blocks: disposal.blocks.iter().map(block).collect(),
    }
}

/// How many of these may go for the first time in each month.
fn months(early: &[&Keeping]) -> Vec<MonthView> {
    let mut months: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for day in early.iter().filter_map(|keeping| keeping.disposal.not_before?.with_day(1)) {
        *months.entry(day).or_default() += 1;
    }
    months.into_iter().map(|(first_day, count)| MonthView { first_day, count }).collect()
}

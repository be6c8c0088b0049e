//! Stories told around a day: numbered as they came in, stage by stage.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::days::TODAY;
use super::fill::Names;
use super::page::Page;
use super::story::InvalidStory;
use super::{Days, Story};
use crate::calendar::Calendar;
use crate::domain::DossierId;

/// A story told around a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// The number of its dossier.
    pub id: DossierId,
    /// The name of the story.
    pub story: String,
    /// What was written down, in order.
    pub stages: Vec<Stage>,
}

/// What was written down at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The moment, as the clock on the wall had it.
    pub at: NaiveDateTime,
    /// The whole dossier from then on.
    pub dossier: String,
    /// Files beside it that came with it: path within the dossier's folder, and text.
    pub attachments: Vec<(String, String)>,
}

/// The stories as they stand on `today`, in order of number. Numbers follow arrival, without gaps, from one a year.
///
/// # Errors
/// When a story names a day or number that it does not have.
pub fn tell(stories: &[Story], calendar: &Calendar, today: NaiveDate) -> Result<Vec<Telling>, InvalidStory> {
    let mut dated = stories.iter().map(|story| Ok((days(story, calendar, today)?, story))).collect::<Result<Vec<_>, InvalidStory>>()?;
    dated.sort_by_key(|(days, story)| (days.get(Story::ARRIVAL).copied(), &story.name));
    let numbers = numbers(&dated)?;
    dated.iter().map(|(days, story)| telling(story, days, &numbers)).collect()
}

fn days(story: &Story, calendar: &Calendar, today: NaiveDate) -> Result<Days, InvalidStory> {
    let mut days = Days::from([(TODAY.to_owned(), today)]);
    for (name, counted) in &story.days {
        let day = counted.on(&days, calendar)?;
        days.insert(name.clone(), day);
    }
    Ok(days)
}

/// The number of every story, by its name.
fn numbers(dated: &[(Days, &Story)]) -> Result<BTreeMap<String, DossierId>, InvalidStory> {
    let mut last = BTreeMap::<u16, u32>::new();
    let mut numbers = BTreeMap::new();
    for (days, story) in dated {
        let arrival = *days.get(Story::ARRIVAL).ok_or_else(|| InvalidStory::UnknownName(Story::ARRIVAL.to_owned()))?;
        let year = u16::try_from(arrival.year()).map_err(|_| InvalidStory::UnknownName(arrival.to_string()))?;
        let serial = last.entry(year).and_modify(|serial| *serial += 1).or_insert(1);
        let number = DossierId::new(year, *serial).ok_or_else(|| InvalidStory::UnknownName(arrival.to_string()))?;
        numbers.insert(story.name.clone(), number);
    }
    Ok(numbers)
}

fn telling(story: &Story, days: &Days, numbers: &BTreeMap<String, DossierId>) -> Result<Telling, InvalidStory> {
    let id = numbers[&story.name];
    let names = Names { days, number: id, numbers };
    let mut page = Page::default();
    page.tell(&format!("schema: 1\nnummer: {id}\n"));
    let mut stages = Vec::new();
    for scene in &story.scenes {
        let day = days.get(&scene.day).ok_or_else(|| InvalidStory::UnknownName(scene.day.clone()))?;
        page.tell(&names.fill(&scene.told)?);
        let attachments = scene.attachments.iter().map(|(path, text)| Ok((names.fill(path)?, names.fill(text)?)));
        let attachments = attachments.collect::<Result<_, InvalidStory>>()?;
        stages.push(Stage { at: day.and_time(scene.time), dossier: page.text(), attachments });
    }
    Ok(Telling { id, story: story.name.clone(), stages })
}

//! One story: its title, its days and its scenes, as read from its file.

use chrono::NaiveTime;

use super::days::{Counted, InvalidDay};
use crate::diagnostic::{Code, UnknownCode};

/// An invented complaint.
#[derive(Clone, Debug)]
pub struct Story {
    /// Its name among the stories: the name of its file.
    pub name: String,
    /// What it shows, in one Dutch line.
    pub title: String,
    /// The remarks of weight it is meant to earn, at some stage or on some day.
    pub intended: Vec<Code>,
    /// Its days in the order in which they are counted.
    pub(super) days: Vec<(String, Counted)>,
    /// Its scenes in order.
    pub scenes: Vec<Scene>,
}

/// A moment at which something is written down.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The name of its day.
    pub day: String,
    /// The time of that day.
    pub time: NaiveTime,
    /// What the dossier gets: keys, then sections.
    pub told: String,
    /// Files beside the dossier: path and text.
    pub attachments: Vec<(String, String)>,
}

/// Why a text is no story.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidStory {
    /// A line above the first scene that is none of those known there.
    #[error("«{0}» hoort niet boven de eerste scène")]
    UnknownLine(String),
    /// A scene that does not begin with its day and time.
    #[error("«{0}» begint geen scène; schrijf bijvoorbeeld «=== binnen 09:40»")]
    SceneWithoutMoment(String),
    /// A name between braces that stands for nothing.
    #[error("«{0}» is geen dag of nummer van dit verhaal")]
    UnknownName(String),
    /// A day that cannot be counted.
    #[error(transparent)]
    Day(#[from] InvalidDay),
    /// A remark that does not exist.
    #[error(transparent)]
    Code(#[from] UnknownCode),
}

impl Story {
    /// The day on which the complaint came in, or was told: it gives the number its year.
    pub(super) const ARRIVAL: &'static str = "binnen";

    /// The story in this text.
    ///
    /// # Errors
    /// When a line is none that a story has.
    pub fn from_text(name: &str, text: &str) -> Result<Self, InvalidStory> {
        let mut parts = text.split("\n=== ");
        let mut story = Self { name: name.to_owned(), title: String::new(), intended: Vec::new(), days: Vec::new(), scenes: Vec::new() };
        for line in parts.next().unwrap_or_default().lines().filter(|line| !line.trim().is_empty()) {
            story.take_line(line)?;
        }
        story.scenes = parts.map(scene).collect::<Result<_, _>>()?;
        Ok(story)
    }

    fn take_line(&mut self, line: &str) -> Result<(), InvalidStory> {
        if let Some(title) = line.strip_prefix("# ") {
            title.clone_into(&mut self.title);
        } else if let Some(codes) = line.strip_prefix("bedoeld: ") {
            self.intended = codes.split(", ").map(str::parse).collect::<Result<_, _>>()?;
        } else if let Some((name, counted)) = line.strip_prefix("- ").and_then(|line| line.split_once(": ")) {
            self.days.push((name.to_owned(), Counted::from_text(counted)?));
        } else {
            return Err(InvalidStory::UnknownLine(line.to_owned()));
        }
        Ok(())
    }
}

fn scene(text: &str) -> Result<Scene, InvalidStory> {
    let (moment, rest) = text.split_once('\n').unwrap_or((text, ""));
    let wrong = || InvalidStory::SceneWithoutMoment(moment.to_owned());
    let (day, time) = moment.split_once(' ').ok_or_else(wrong)?;
    let time = NaiveTime::parse_from_str(time, "%H:%M").map_err(|_| wrong())?;
    let mut parts = rest.split("\n+++ ");
    let told = parts.next().unwrap_or_default().to_owned();
    let attachments = parts.map(|part| {
        let (path, text) = part.split_once('\n').unwrap_or((part, ""));
        (path.trim().to_owned(), format!("{}\n", text.trim_end()))
    });
    Ok(Scene { day: day.to_owned(), time, told, attachments: attachments.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Titel\nbedoeld: reactie-te-laat\n\n- binnen: 2 werkdagen voor vandaag\n\n=== binnen 09:40\nstatus: ontvangen\n\n+++ bijlagen/brief.txt\nBeste lezer,\n\n";

    #[test]
    fn story_has_days_scenes_and_attachments() {
        let story = Story::from_text("proef", TEXT).unwrap();
        assert_eq!((story.title.as_str(), story.intended.as_slice(), story.days.len()), ("Titel", &[Code::LateAnswer][..], 1));
        let scene = &story.scenes[0];
        assert_eq!((scene.day.as_str(), scene.told.trim()), ("binnen", "status: ontvangen"));
        assert_eq!(scene.attachments, [("bijlagen/brief.txt".to_owned(), "Beste lezer,\n".to_owned())]);
    }

    #[test]
    fn line_no_story_has_is_refused() {
        assert_eq!(Story::from_text("proef", "binnen vandaag").unwrap_err(), InvalidStory::UnknownLine("binnen vandaag".into()));
        assert_eq!(Story::from_text("proef", "# T\n\n=== gisteren\n").unwrap_err(), InvalidStory::SceneWithoutMoment("gisteren".into()));
    }
}

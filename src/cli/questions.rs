//! Questions on a terminal; where nobody sits, nothing is asked.

use chrono::{Days, NaiveDate};

use super::arguments::day;
use super::{Desk, Exit, Failure};

/// Who is asked, and on what day.
#[derive(Clone, Copy)]
pub struct Questions<'a> {
    desk: &'a Desk,
}

impl<'a> Questions<'a> {
    /// Questions at this desk.
    #[must_use]
    pub fn at(desk: &'a Desk) -> Self {
        Self { desk }
    }

    /// Questions at this desk, after a word on how to answer them.
    ///
    /// # Errors
    /// When the screen takes no more.
    pub fn begun_at(desk: &'a Desk) -> Result<Self, Failure> {
        if desk.terminal.interactive {
            desk.print("Enter neemt over wat tussen [ ] staat, of slaat de vraag over. Ctrl+C breekt af; dan verandert er niets.\n\n")?;
        }
        Ok(Self::at(desk))
    }

    /// The day it is.
    #[must_use]
    pub fn today(self) -> NaiveDate {
        self.desk.today
    }

    /// What was given, else the answer; `None` when the officer leaves it for later or nobody is there.
    ///
    /// # Errors
    /// When the officer breaks off, or the keyboard cannot be read.
    pub fn ask<T>(&self, given: Option<T>, question: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<Option<T>, Failure> {
        if given.is_some() || !self.desk.terminal.interactive {
            return Ok(given);
        }
        loop {
            let answer = self.desk.terminal.ask(&format!("{question}: "))?.ok_or_else(broken_off)?;
            if answer.is_empty() {
                return Ok(None);
            }
            match read(&answer) {
                Ok(value) => return Ok(Some(value)),
                Err(why) => self.desk.print(&format!("  Dat kan niet: {why}\n"))?,
            }
        }
    }

    /// Whether someone is there to answer.
    #[must_use]
    pub fn has_someone(self) -> bool {
        self.desk.terminal.interactive
    }

    /// Everything on standard input: the text that a `-` stands for.
    ///
    /// # Errors
    /// When it cannot be read, or there is nothing.
    pub fn whole_input(self) -> Result<String, Failure> {
        let text = self.desk.terminal.rest_of_input()?;
        let nothing = || Failure::new(Exit::WrongUse, "achter «-» wordt de tekst van de invoer gelezen, en daar staat niets");
        if text.is_empty() { Err(nothing()) } else { Ok(text) }
    }

    /// A text.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub fn text(&self, given: Option<&String>, question: &str) -> Result<Option<String>, Failure> {
        self.ask(given.cloned(), question, |answer| Ok(answer.to_owned()))
    }

    /// A day; `otherwise` when nothing is given or answered.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub fn day(&self, given: Option<NaiveDate>, question: &str, otherwise: NaiveDate) -> Result<NaiveDate, Failure> {
        let today = self.desk.today;
        let answer = self.ask(given, &format!("{question} [{otherwise}]"), |answer| spoken_day(answer, today))?;
        Ok(answer.unwrap_or(otherwise))
    }

    /// A day that is not after the last one, which is taken when nothing is given or answered. A day given is taken as it is.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub fn day_until(&self, given: Option<NaiveDate>, question: &str, last: NaiveDate) -> Result<NaiveDate, Failure> {
        let today = self.desk.today;
        let read = |answer: &str| match spoken_day(answer, today)? {
            day if day > last => Err(format!("dat is na {last}, de dag waarop zij aankwam")),
            day => Ok(day),
        };
        Ok(self.ask(given, &format!("{question} [{last}]"), read)?.unwrap_or(last))
    }
}

/// A day as someone types it: a date, `vandaag` or `gisteren`.
///
/// # Errors
/// When it is none of these.
pub fn spoken_day(answer: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    match answer {
        "vandaag" => Ok(today),
        "gisteren" => Ok(today - Days::new(1)),
        date => day(date),
    }
}

fn broken_off() -> Failure {
    Failure::new(Exit::WrongUse, "afgebroken; er is niets gewijzigd")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_may_be_said_in_words() {
        let today = "2026-03-01".parse().unwrap();
        assert_eq!(spoken_day("gisteren", today).unwrap().to_string(), "2026-02-28");
        assert_eq!(spoken_day("vandaag", today), Ok(today));
        assert_eq!(spoken_day("28-2-2026", today).unwrap().to_string(), "2026-02-28");
        assert!(spoken_day("morgen", today).is_err());
    }
}

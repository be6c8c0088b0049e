//! One invented complaint and how it goes, decided by its place in the row alone.

use std::fmt::Write as _;

use chrono::{Datelike, Days, NaiveDate};
use fastrand::Rng;
use klachtdossier::calendar::Calendar;

use super::words::{name, one, phrase, sentence};

/// How a complaint goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Answered within four weeks.
    Answered,
    /// Answered later, extended in time.
    Extended,
    /// Solved in a talk.
    Talked,
    /// Withdrawn by who made it.
    Withdrawn,
    /// Answered, and appealed.
    Appealed,
}

/// A complaint that nobody made.
pub struct Invented {
    /// Its place in the row, from 0.
    pub serial: u32,
    year: i32,
    number: u32,
    way: Way,
    days: Vec<NaiveDate>,
}

/// What happens at each step of a way, in days after the complaint came in.
const fn steps(way: Way) -> &'static [(&'static str, u64)] {
    match way {
        Way::Answered => {
            &[("ontvangen", 0), ("in_behandeling", 1), ("in_behandeling", 10), ("in_behandeling", 13), ("afgehandeld", 24), ("gesloten", 40)]
        }
        Way::Extended => {
            &[("ontvangen", 0), ("in_behandeling", 1), ("in_behandeling", 10), ("in_behandeling", 14), ("afgehandeld", 33), ("gesloten", 54)]
        }
        Way::Talked => &[("ontvangen", 0), ("in_behandeling", 1), ("opgelost_in_gesprek", 6), ("opgelost_in_gesprek", 10), ("gesloten", 14)],
        Way::Withdrawn => &[("ontvangen", 0), ("in_behandeling", 1), ("ingetrokken", 9), ("gesloten", 12)],
        Way::Appealed => &[
            ("ontvangen", 0),
            ("in_behandeling", 1),
            ("in_behandeling", 10),
            ("afgehandeld", 24),
            ("bezwaar", 35),
            ("bezwaar", 39),
            ("bezwaar_afgehandeld", 62),
            ("gesloten", 75),
        ],
    }
}

impl Invented {
    /// The complaint at this place, when so many come in a year and the last one on `today`, on working days only.
    pub fn new(serial: u32, per_year: u32, today: NaiveDate, calendar: &Calendar) -> Self {
        let (years_back, nth) = (serial / per_year, serial % per_year);
        let year = today.year() - i32::try_from(years_back).expect("some years");
        let first = NaiveDate::from_ymd_opt(year, 1, 1).expect("new year's day");
        let last = if years_back == 0 { today } else { NaiveDate::from_ymd_opt(year, 12, 31).expect("new year's eve") };
        let span = u64::try_from((last - first).num_days()).expect("later in the year");
        let came_in = calendar.working_day_on_or_before(first + Days::new(u64::from(nth) * span / u64::from(per_year)));
        // The first day of a year is none to work on, nor its number one of the year before.
        let came_in = if came_in.year() == year { came_in } else { calendar.working_day_on_or_after(first) };
        let way = match Rng::with_seed(u64::from(serial)).u32(..100) {
            0..60 => Way::Answered,
            60..80 => Way::Extended,
            80..92 => Way::Talked,
            92..97 => Way::Withdrawn,
            _ => Way::Appealed,
        };
        let days = steps(way).iter().map(|&(_, after)| match after {
            0 => came_in,
            1 => calendar.working_day_on_or_after(came_in + Days::new(1)),
            later => calendar.working_day_on_or_before(came_in + Days::new(later)),
        });
        let mut days: Vec<NaiveDate> = days.collect();
        // A holiday may bring a step before the one it follows.
        (1..days.len()).for_each(|step| days[step] = days[step].max(days[step - 1]));
        Self { serial, year, number: nth + 1, way, days }
    }

    /// Its number.
    pub fn number(&self) -> String {
        format!("K-{}-{:04}", self.year, self.number)
    }

    /// Where its file lies.
    pub fn path(&self) -> String {
        format!("dossiers/{}/{}/dossier.md", self.year, self.number())
    }

    /// How many of its steps are taken by the end of this day; at least one.
    pub fn steps_until(&self, today: NaiveDate) -> usize {
        self.days.iter().filter(|&&day| day <= today).count().max(1)
    }

    /// The day of a step.
    pub fn day(&self, step: usize) -> NaiveDate {
        self.days[step]
    }

    /// Its status after a step.
    pub fn status(&self, step: usize) -> &'static str {
        steps(self.way)[step].0
    }

    /// The whole file after a step.
    pub fn text(&self, step: usize) -> String {
        let mut text = self.head(step);
        self.messages(&mut text, step);
        match self.way {
            Way::Talked => self.talked(&mut text, step),
            Way::Withdrawn => self.withdrawn(&mut text, step),
            _ => self.answered(&mut text, step),
        }
        text.push_str("---\n\n");
        body(&mut text, &mut self.chance(7));
        text
    }

    /// Chance of its own for each part of the file, so that a step changes nothing of what stood there.
    fn chance(&self, part: u64) -> Rng {
        Rng::with_seed(u64::from(self.serial) * 8 + part)
    }

    /// What is known from the first day.
    fn head(&self, step: usize) -> String {
        let chance = &mut self.chance(1);
        let day = self.days[0];
        let (first, last) = name(chance);
        let subject = one(chance, &["werkwijze_of_beleid", "product_of_dienst"]);
        let part = one(chance, &["examenleverancier", "extrack"]);
        let post = [chance.u32(1..200), chance.u32(1000..9999)];
        let mut text = format!(
            "---\nschema: 1\nnummer: {}\nstatus: {}\n\ningediend_op: {day}\nontvangen_op: {day}\nkanaal: e-mail\nbedrijfsonderdeel: {part}\n",
            self.number(),
            self.status(step)
        );
        write!(
            text,
            "betreft: [{subject}]\nonderwerp: {}\novereenkomst: OVK-{}\n\nklachtindiener:\n  naam: {first} {last}\n  organisatie: Stichting {}\n",
            phrase(chance, 4, 7),
            self.serial,
            phrase(chance, 1, 2)
        )
        .expect("memory");
        write!(
            text,
            "  postadres: Proefstraat {}, {} AB Voorbeeldstad\n  email: {}{}@klant.example\n  telefoon: \"06{:08}\"\n  voorkeur: e-mail\n\n",
            post[0],
            post[1],
            first.to_lowercase(),
            self.serial,
            chance.u32(10_000_000..99_999_999)
        )
        .expect("memory");
        text
    }

    /// Talks and messages.
    fn messages(&self, text: &mut String, step: usize) {
        let chance = &mut self.chance(2);
        let talked = self.way == Way::Talked;
        let invited = self.days[usize::from(talked)];
        if !talked {
            write!(text, "gesprekken:\n  - soort: op_uitnodiging\n    uitgenodigd_op: {invited}\n    uitkomst: niet_gewenst\n\n").expect("memory");
        } else if step >= 1 {
            write!(text, "gesprekken:\n  - soort: op_uitnodiging\n    uitgenodigd_op: {invited}\n").expect("memory");
            text.push_str(&if step >= 2 { format!("    gehouden_op: {}\n    uitkomst: opgelost\n\n", self.days[2]) } else { "\n".to_owned() });
        }
        if step == 0 {
            return;
        }
        text.push_str("correspondentie:\n");
        message(text, chance, "bevestiging", self.days[1]);
        match self.way {
            Way::Talked if step >= 2 => outgoing(text, chance, self.days[2]),
            Way::Withdrawn if step >= 2 => outgoing(text, chance, self.days[2]),
            Way::Talked | Way::Withdrawn => {}
            Way::Answered | Way::Extended | Way::Appealed => self.messages_of_an_answer(text, chance, step),
        }
        text.push('\n');
    }

    /// The messages until the ruling.
    fn messages_of_an_answer(&self, text: &mut String, chance: &mut Rng, step: usize) {
        if step >= 2 {
            message(text, chance, "tussenbericht", self.days[2]);
        }
        if self.way == Way::Extended && step >= 3 {
            message(text, chance, "uitstelbericht", self.days[3]);
            let until = self.days[0] + Days::new(42);
            write!(text, "    reden: {}\n    nieuwe_termijn: {until}\n", phrase(chance, 5, 9)).expect("memory");
        }
        if step >= self.answer() {
            message(text, chance, "reactie", self.days[self.answer()]);
        }
        if self.way == Way::Appealed && step >= 6 {
            outgoing(text, chance, self.days[6]);
        }
    }

    /// Which step is the answer.
    fn answer(&self) -> usize {
        self.status_from("afgehandeld")
    }

    /// The first step with this status.
    fn status_from(&self, status: &str) -> usize {
        steps(self.way).iter().position(|&(reached, _)| reached == status).expect("a step of this way")
    }

    /// What ends with an answer: agreements, the finding, what improves, an appeal.
    fn answered(&self, text: &mut String, step: usize) {
        let chance = &mut self.chance(3);
        let founded = chance.u32(..100) < 40;
        if self.way != Way::Appealed && step >= 3 {
            let done = if step >= 5 { format!("    nagekomen_op: {}\n", self.days[5]) } else { String::new() };
            let until = self.days[5] + Days::new(4);
            let what = phrase(chance, 4, 7);
            write!(text, "afspraken:\n  - datum: {}\n    wat: {what}\n    wie: Productie\n    uiterlijk: {until}\n{done}\n", self.days[3])
                .expect("memory");
        }
        if step < self.answer() {
            return;
        }
        let answered = self.days[self.answer()];
        let finding = if founded { "gegrond" } else { "ongegrond" };
        write!(text, "afhandeling:\n  datum: {answered}\n  wijze: schriftelijke reactie\n  oordeel: {finding}\n\n").expect("memory");
        if founded {
            self.improved(text, step);
        }
        if self.way == Way::Appealed && step >= 4 {
            self.appealed(text, step);
        }
    }

    /// What improves after a founded complaint.
    fn improved(&self, text: &mut String, step: usize) {
        let chance = &mut self.chance(4);
        let closed = self.days.len() - 1;
        let done = if step >= closed { format!("    gereed_op: {}\n", self.days[closed]) } else { String::new() };
        let until = self.days[closed] + Days::new(40);
        let (cause, measure) = (phrase(chance, 4, 8), phrase(chance, 4, 8));
        write!(text, "verbetering:\n  - oorzaak: {cause}\n    maatregel: {measure}\n    betreft: [werkwijze]\n    eigenaar: Teamleider\n    uiterlijk: {until}\n{done}\n")
            .expect("memory");
        if step >= closed {
            write!(text, "geevalueerd_op: {}\n\n", self.days[closed]).expect("memory");
        }
    }

    /// The appeal, as far as it is.
    fn appealed(&self, text: &mut String, step: usize) {
        let chance = &mut self.chance(5);
        let grounds = phrase(chance, 5, 9);
        write!(
            text,
            "bezwaar:\n  ingediend_op: {}\n  appellant: klachtindiener\n  orgaan: Klachtenfunctionaris\n  gronden: {grounds}\n",
            self.days[4]
        )
        .expect("memory");
        if step >= 5 {
            write!(text, "  dossier_overgedragen_op: {0}\n  in_behandeling_op: {0}\n", self.days[5]).expect("memory");
        }
        if step >= 6 {
            write!(text, "  uitspraak:\n    datum: {}\n    oordeel: ongegrond\n", self.days[6]).expect("memory");
        }
        text.push('\n');
    }

    /// What ends in a talk.
    fn talked(&self, text: &mut String, step: usize) {
        let chance = &mut self.chance(6);
        if step < 2 {
            return;
        }
        let done = if step >= 3 { format!("    nagekomen_op: {}\n", self.days[3]) } else { String::new() };
        let what = phrase(chance, 4, 7);
        write!(text, "afspraken:\n  - datum: {}\n    wat: {what}\n    wie: Balie\n    uiterlijk: {}\n{done}\n", self.days[2], self.days[3])
            .expect("memory");
        write!(text, "afhandeling:\n  datum: {}\n  wijze: gesprek, schriftelijk bevestigd\n  oordeel: ongegrond\n\n", self.days[2]).expect("memory");
    }

    /// What is withdrawn.
    fn withdrawn(&self, text: &mut String, step: usize) {
        if step >= 2 {
            let day = self.days[2];
            write!(text, "afhandeling:\n  datum: {day}\n  wijze: ingetrokken door de klachtindiener\n  oordeel: geen_oordeel\n  reden: De vraag is beantwoord\n\n")
                .expect("memory");
        }
    }
}

/// A message of a kind.
fn message(text: &mut String, chance: &mut Rng, kind: &str, day: NaiveDate) {
    let subject = phrase(chance, 3, 6);
    write!(text, "  - soort: {kind}\n    datum: {day}\n    kanaal: e-mail\n    onderwerp: {subject}\n").expect("memory");
}

/// Another message to the complainant.
fn outgoing(text: &mut String, chance: &mut Rng, day: NaiveDate) {
    message(text, chance, "overig\n    richting: uitgaand", day);
}

/// The text under the front matter.
fn body(text: &mut String, chance: &mut Rng) {
    let mut told: Vec<String> = (0..14).map(|_| sentence(chance)).collect();
    let [bold, slanted, row] = std::array::from_fn(|_| phrase(chance, 1, 2));
    write!(text, "## Omschrijving\n\n{} {} {}\n\n", told[0], told[1], told[2]).expect("memory");
    let link = chance.u32(..);
    write!(text, "Volgens de afzender is **{bold}** of *{slanted}* niet zoals [besproken](https://kantoor.example/{link}).\n\n").expect("memory");
    write!(text, "## Ondernomen stappen\n\n1. {}\n2. {}\n3. {}\n\n## Bevindingen\n\n", told[3], told[4], told[5]).expect("memory");
    text.push_str("| Onderdeel | Uitkomst |\n|---|---|\n");
    for line in told.drain(6..9) {
        writeln!(text, "| {row} | {line} |").expect("memory");
    }
    write!(text, "\n- {}\n- {}\n\n{} {} {} {}\n", told[6], told[7], told[8], told[9], told[10], sentence(chance)).expect("memory");
}

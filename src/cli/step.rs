//! The facts a step in status asks, as edits of the dossier.

use chrono::NaiveDate;

use super::arguments::day;
use super::questions::Questions;
use super::{Exit, Failure};
use crate::diagnostic::{Field, FieldPath};
use crate::domain::{Channel, Dossier, Finding, Message, MessageKind, RulingFinding, Status, UnknownWord, Vocabulary};
use crate::regulation::transition;
use crate::source::edit::{Edit, NewEntry};

/// What the officer may give with the step.
#[derive(Debug, Default, clap::Args)]
pub struct StepFacts {
    #[arg(long = "datum", value_name = "DAG", value_parser = day, help = "De dag van de stap: van de afhandeling, het bezwaar, de uitspraak, de heropening")]
    date: Option<NaiveDate>,
    #[arg(long = "wijze", value_name = "TEKST", help = "Bij een afhandeling: hoe zij gebeurde")]
    manner: Option<String>,
    #[arg(
        long = "oordeel",
        value_name = "WOORD",
        help = "gegrond, deels_gegrond, ongegrond of geen_oordeel; bij een uitspraak ook niet_ontvankelijk"
    )]
    finding: Option<String>,
    #[arg(id = "reason", long = "reden", value_name = "TEKST", help = "Waarom: bij niet in behandeling nemen, heropenen en een correctie gevraagd")]
    reason: Option<String>,
    #[arg(long = "verzonden", value_name = "DAG", value_parser = day, help = "De dag waarop het bericht bij deze stap uitging: bevestiging, verzoek om aanvulling of reactie")]
    sent: Option<NaiveDate>,
    #[arg(long = "kanaal", value_name = "KANAAL", help = "Hoe dat bericht uitging, of hoe de klacht binnenkwam: e-mail of post")]
    channel: Option<Channel>,
    #[arg(long = "ingediend", value_name = "DAG", value_parser = day, help = "Van melding naar klacht: de dag die op de klacht staat")]
    submitted: Option<NaiveDate>,
    #[arg(long = "ontvangen", value_name = "DAG", value_parser = day, help = "Van melding naar klacht: de dag waarop zij aankwam")]
    received: Option<NaiveDate>,
}

/// A step of a dossier.
#[derive(Clone, Copy)]
pub struct Step<'a> {
    /// The dossier before it.
    pub dossier: &'a Dossier,
    /// The new status.
    pub to: Status,
    /// Whether it puts a mistake right.
    pub correction: bool,
}

/// What is gathered for a step: the edits, and the flags of facts nobody gave.
struct Gathered<'a> {
    facts: &'a StepFacts,
    questions: Questions<'a>,
    edits: Vec<Edit>,
    missing: Vec<&'static str>,
}

impl Step<'_> {
    /// Every edit the step asks, the new status first.
    ///
    /// # Errors
    /// When a fact is asked that nobody gave, or a word is unknown.
    pub fn edits(&self, facts: &StepFacts, questions: Questions<'_>) -> Result<Vec<Edit>, Failure> {
        let mut gathered = Gathered { facts, questions, edits: Vec::new(), missing: Vec::new() };
        gathered.set(Field::Status.into(), self.to.word());
        if self.correction {
            self.correct(&mut gathered);
        } else {
            self.take(&mut gathered)?;
        }
        if gathered.missing.is_empty() {
            return Ok(gathered.edits);
        }
        let what = format!("voor de stap naar {} ontbreekt nog: {}", self.to, gathered.missing.join(", "));
        Err(Failure::new(Exit::WrongUse, what).help("geef het erbij; «klacht status --help» zegt wat elk betekent"))
    }

    /// What a step forward asks.
    fn take(&self, gathered: &mut Gathered<'_>) -> Result<(), Failure> {
        match self.to {
            Status::Received => self.put_in_writing(gathered),
            Status::Incomplete => self.send(MessageKind::CompletionRequest, gathered),
            Status::InProgress if transition::is_reopening(Some(self.dossier.status), self.to) => self.reopen(gathered),
            Status::InProgress => self.send(MessageKind::Acknowledgement, gathered),
            Status::Answered if self.dossier.status == Status::UnderAppeal => self.withdraw_appeal(gathered),
            Status::Answered | Status::SolvedInTalk | Status::Withdrawn | Status::NotTakenUp => self.end(gathered),
            Status::UnderAppeal => self.appeal(gathered),
            Status::AppealRuled => self.rule(gathered),
            Status::OralReport | Status::Closed => Ok(()),
        }
    }

    fn correct(&self, gathered: &mut Gathered<'_>) {
        let reason = gathered.facts.reason.clone().unwrap_or_default();
        let fields = [
            (Field::On, gathered.questions.today().to_string()),
            (Field::From, self.dossier.status.to_string()),
            (Field::To, self.to.to_string()),
            (Field::Reason, reason),
        ];
        gathered.append(Field::Corrections, fields);
    }

    /// From oral remark to complaint.
    fn put_in_writing(&self, gathered: &mut Gathered<'_>) -> Result<(), Failure> {
        let (facts, questions) = (gathered.facts, gathered.questions);
        if self.dossier.received.is_none() {
            let received = questions.day(facts.received, "Op welke dag kwam de klacht op schrift aan", questions.today())?;
            if self.dossier.submitted.is_none() {
                let submitted = questions.day_until(facts.submitted, "Welke dag staat er op de klacht", received)?;
                gathered.set(Field::SubmittedOn.into(), submitted);
            }
            gathered.set(Field::ReceivedOn.into(), received);
        }
        if self.dossier.channel.is_none()
            && let Some(channel) = questions.ask(facts.channel, "Hoe kwam zij binnen (e-mail of post)", word_of::<Channel>)?
        {
            gathered.set(Field::Channel.into(), channel);
        }
        Ok(())
    }

    /// The message that goes with the step, when its day is given or answered.
    fn send(&self, kind: MessageKind, gathered: &mut Gathered<'_>) -> Result<(), Failure> {
        let sent = self.dossier.messages.iter().any(|message| message.sent_in_writing_as(kind).is_some());
        if sent && gathered.facts.sent.is_none() {
            return Ok(());
        }
        let today = gathered.questions.today();
        let question = format!("Op welke dag is de {} verzonden (Enter: nog niet)", kind.to_string().replace('_', " "));
        let question = question.replace("de verzoek", "het verzoek");
        if let Some(day) = gathered.questions.ask(gathered.facts.sent, &question, |answer| super::questions::spoken_day(answer, today))? {
            self.append_message(kind, day, gathered);
        }
        Ok(())
    }

    fn append_message(&self, kind: MessageKind, day: NaiveDate, gathered: &mut Gathered<'_>) {
        let channel = gathered.facts.channel.or(self.dossier.complainant.preference).unwrap_or(Channel::Email);
        let message = Message { kind: Some(kind), date: Some(day), channel: Some(channel), ..Message::default() };
        gathered.edits.push(Edit::Append { list: Field::Messages.into(), entry: NewEntry::of_message(&message) });
    }

    fn reopen(&self, gathered: &mut Gathered<'_>) -> Result<(), Failure> {
        let day = gathered.questions.day(gathered.facts.date, "Op welke dag is de klacht heropend", gathered.questions.today())?;
        if let Some(reason) = gathered.needed_text("--reden", gathered.facts.reason.as_ref(), "Waarom")? {
            gathered.append(Field::Reopenings, [(Field::On, day.to_string()), (Field::Reason, reason)]);
        }
        Ok(())
    }

    /// An ending: its day and manner, and what its kind asks besides.
    fn end(&self, gathered: &mut Gathered<'_>) -> Result<(), Failure> {
        let resolution = self.standing_resolution();
        let (facts, questions) = (gathered.facts, gathered.questions);
        let path = |field| FieldPath::from(Field::Resolution).field(field);
        if self.to == Status::Answered && !self.dossier.is_answered() && !self.dossier.complainant.is_unreachable() {
            match questions.ask(facts.sent, "Op welke dag is de schriftelijke reactie verzonden", day)? {
                Some(day) => self.append_message(MessageKind::Answer, day, gathered),
                None => gathered.missing.push("--verzonden (de dag waarop de schriftelijke reactie uitging)"),
            }
        }
        if facts.date.is_some() || resolution.date.is_none() {
            let day = questions.day(facts.date, "Op welke dag is de klacht afgehandeld", facts.sent.unwrap_or(questions.today()))?;
            gathered.set(path(Field::Date), day);
        }
        if facts.manner.is_some() || resolution.manner.is_none() {
            match questions.text(facts.manner.as_ref(), &self.manner_question())?.or_else(|| self.usual_manner()) {
                Some(manner) => gathered.set(path(Field::Manner), manner),
                None => gathered.missing.push("--wijze (hoe het is afgehandeld)"),
            }
        }
        self.finding(&resolution, gathered)?;
        if self.to == Status::NotTakenUp && resolution.reason.is_none() {
            if let Some(reason) = gathered.needed_text("--reden", facts.reason.as_ref(), "Waarom wordt de klacht niet in behandeling genomen")? {
                gathered.set(path(Field::Reason), reason);
            }
        } else if let Some(reason) = &facts.reason {
            gathered.set(path(Field::Reason), reason);
        }
        Ok(())
    }

    fn finding(&self, resolution: &crate::domain::Resolution, gathered: &mut Gathered<'_>) -> Result<(), Failure> {
        let needed = self.to == Status::Answered && resolution.finding.is_none();
        let given = gathered.given_word::<Finding>()?;
        let finding = match (given, needed) {
            (None, true) => gathered.needed_word("--oordeel", "Wat is het oordeel")?,
            (given, _) => given,
        };
        if let Some(finding) = finding {
            gathered.set(FieldPath::from(Field::Resolution).field(Field::Finding), finding);
        }
        Ok(())
    }

    /// The ending the dossier has already; one from before it was reopened says nothing of this one.
    fn standing_resolution(&self) -> crate::domain::Resolution {
        let resolution = self.dossier.resolution.clone().unwrap_or_default();
        let stale = resolution.date.zip(self.dossier.reopened_on()).is_some_and(|(ended, reopened)| ended <= reopened);
        if stale { crate::domain::Resolution::default() } else { resolution }
    }

    /// How such an ending usually happens.
    fn usual_manner(&self) -> Option<String> {
        let manner = match self.to {
            Status::Answered => "schriftelijke reactie",
            Status::SolvedInTalk => "gesprek",
            Status::Withdrawn => "intrekking",
            _ => return None,
        };
        Some(manner.to_owned())
    }

    fn manner_question(&self) -> String {
        let usual = self.usual_manner().map_or_else(String::new, |manner| format!(" [{manner}]"));
        format!("Hoe is de klacht afgehandeld{usual}")
    }

    fn appeal(&self, gathered: &mut Gathered<'_>) -> Result<(), Failure> {
        refuse_second_appeal(self.dossier)?;
        if self.dossier.appeal.as_ref().and_then(|appeal| appeal.filed_on).is_none() {
            let day = gathered.questions.day(gathered.facts.date, "Op welke dag is het bezwaar ingediend", gathered.questions.today())?;
            gathered.set(FieldPath::from(Field::Appeal).field(Field::SubmittedOn), day);
        }
        Ok(())
    }

    fn withdraw_appeal(&self, gathered: &mut Gathered<'_>) -> Result<(), Failure> {
        if self.dossier.appeal.as_ref().and_then(|appeal| appeal.withdrawn_on).is_none() {
            let day = gathered.questions.day(gathered.facts.date, "Op welke dag is het bezwaar ingetrokken", gathered.questions.today())?;
            gathered.set(FieldPath::from(Field::Appeal).field(Field::WithdrawnOn), day);
        }
        Ok(())
    }

    fn rule(&self, gathered: &mut Gathered<'_>) -> Result<(), Failure> {
        let ruling = self.dossier.appeal.as_ref().and_then(|appeal| appeal.ruling.clone()).unwrap_or_default();
        let path = |field| FieldPath::from(Field::Appeal).field(Field::Ruling).field(field);
        if ruling.date.is_none() {
            let day = gathered.questions.day(gathered.facts.date, "Op welke dag deed de commissie uitspraak", gathered.questions.today())?;
            gathered.set(path(Field::Date), day);
        }
        let given = gathered.given_word::<RulingFinding>()?;
        let finding = match (given, ruling.finding) {
            (None, None) => gathered.needed_word("--oordeel", "Wat is het oordeel van de commissie")?,
            (given, _) => given,
        };
        if let Some(finding) = finding {
            gathered.set(path(Field::Finding), finding);
        }
        Ok(())
    }
}

impl Gathered<'_> {
    fn set(&mut self, path: FieldPath, value: impl ToString) {
        self.edits.push(Edit::Set { path, value: value.to_string() });
    }

    fn append(&mut self, list: Field, fields: impl Into<Vec<(Field, String)>>) {
        self.edits.push(Edit::Append { list: list.into(), entry: NewEntry::Fields(fields.into()) });
    }

    /// A text the step cannot do without; noted as missing when nobody gives it.
    fn needed_text(&mut self, flag: &'static str, given: Option<&String>, question: &str) -> Result<Option<String>, Failure> {
        let answer = self.questions.text(given, question)?;
        self.missing.extend(answer.is_none().then_some(flag));
        Ok(answer)
    }

    /// A word the step cannot do without; noted as missing when nobody gives it.
    fn needed_word<T: Vocabulary>(&mut self, flag: &'static str, question: &str) -> Result<Option<T>, Failure> {
        let answer = self.questions.ask(None, &format!("{question} ({})", T::WORDS.join(", ")), word_of)?;
        self.missing.extend(answer.is_none().then_some(flag));
        Ok(answer)
    }

    /// The finding given with the command, as a word of this vocabulary.
    fn given_word<T: Vocabulary>(&self) -> Result<Option<T>, Failure> {
        let word = self.facts.finding.as_deref().map(word_of).transpose();
        word.map_err(|why| Failure::new(Exit::WrongUse, format!("bij --oordeel: {why}")))
    }
}

/// One dossier has one appeal; another after it ended would overwrite what was recorded of the first.
///
/// # Errors
/// When the appeal of the dossier was withdrawn or ruled on.
pub fn refuse_second_appeal(dossier: &Dossier) -> Result<(), Failure> {
    let Some(appeal) = &dossier.appeal else { return Ok(()) };
    let ended = match &appeal.ruling {
        Some(ruling) if ruling.date.is_some() => "waarop uitspraak is gedaan",
        _ if appeal.withdrawn_on.is_some() => "dat is ingetrokken",
        _ => return Ok(()),
    };
    let what = format!("{} heeft al een bezwaar, {ended}", dossier.id);
    let help = format!("leg het nieuwe bezwaar vast als een eigen dossier: klacht bezwaar --nieuw --over {}", dossier.id);
    Err(Failure::new(Exit::Refused, what).help(help))
}

fn word_of<T: Vocabulary>(word: &str) -> Result<T, String> {
    T::from_word(word).map_err(|error: UnknownWord| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Desk;
    use crate::domain::{Appeal, Reopening, Resolution};
    use crate::shell::terminal::Terminal;

    fn on(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    fn nothing() -> StepFacts {
        StepFacts::default()
    }

    fn dossier(status: Status) -> Dossier {
        Dossier::new("K-2026-0007".parse().unwrap(), status)
    }

    /// The edits of a step on 22 November where nobody can be asked, or why there are none.
    fn edits(dossier: &Dossier, to: Status, facts: &StepFacts) -> Result<Vec<String>, String> {
        let terminal = Terminal { colour: false, interactive: false, width: 100 };
        let desk = Desk { today: on("2026-11-22").unwrap(), folder: "/".into(), terminal };
        let edits = Step { dossier, to, correction: false }.edits(facts, Questions::at(&desk)).map_err(|failure| failure.told())?;
        let shown = edits.iter().map(|edit| match edit {
            Edit::Set { path, value } => format!("{path}: {value}"),
            Edit::Append { list, entry: NewEntry::Fields(fields) } => {
                let fields: Vec<_> = fields.iter().map(|(key, text)| format!("{key}: {text}")).collect();
                format!("{list} + {}", fields.join(", "))
            }
            other => format!("{other:?}"),
        });
        Ok(shown.collect())
    }

    #[test]
    fn every_missing_fact_is_named_at_once() {
        let told = edits(&dossier(Status::Received), Status::NotTakenUp, &nothing()).unwrap_err();
        assert!(told.contains("--wijze") && told.contains("--reden"), "{told}");
    }

    #[test]
    fn answer_brings_message_and_resolution() {
        let facts = StepFacts { finding: Some("gegrond".to_owned()), sent: on("2026-11-20"), ..nothing() };
        let expected = [
            "status: afgehandeld",
            "correspondentie + soort: reactie, datum: 2026-11-20, kanaal: e-mail",
            "afhandeling.datum: 2026-11-20",
            "afhandeling.wijze: schriftelijke reactie",
            "afhandeling.oordeel: gegrond",
        ];
        assert_eq!(edits(&dossier(Status::InProgress), Status::Answered, &facts).unwrap(), expected);
    }

    #[test]
    fn facts_the_dossier_has_are_left_alone() {
        let resolution = Resolution { date: on("2026-11-19"), manner: Some("brief".to_owned()), finding: Some(Finding::Unfounded), reason: None };
        let answer = Message { kind: Some(MessageKind::Answer), date: on("2026-11-19"), ..Message::default() };
        let ready = Dossier { resolution: Some(resolution), messages: vec![answer], ..dossier(Status::InProgress) };
        assert_eq!(edits(&ready, Status::Answered, &nothing()).unwrap(), ["status: afgehandeld"]);
    }

    #[test]
    fn ending_from_before_a_reopening_says_nothing_of_the_next() {
        let resolution = Resolution { date: on("2026-11-10"), manner: Some("gesprek".to_owned()), ..Resolution::default() };
        let reopened = Reopening { on: on("2026-11-15"), reason: Some("nieuwe stukken".to_owned()) };
        let again = Dossier { resolution: Some(resolution), reopenings: vec![reopened], ..dossier(Status::InProgress) };
        let expected = ["status: ingetrokken", "afhandeling.datum: 2026-11-22", "afhandeling.wijze: intrekking"];
        assert_eq!(edits(&again, Status::Withdrawn, &nothing()).unwrap(), expected);
    }

    #[test]
    fn answered_after_an_appeal_means_the_appeal_was_withdrawn() {
        let appealed = Dossier { appeal: Some(Appeal { filed_on: on("2026-11-01"), ..Appeal::default() }), ..dossier(Status::UnderAppeal) };
        assert_eq!(edits(&appealed, Status::Answered, &nothing()).unwrap(), ["status: afgehandeld", "bezwaar.ingetrokken_op: 2026-11-22"]);
    }

    #[test]
    fn reopening_asks_its_reason() {
        assert!(edits(&dossier(Status::Closed), Status::InProgress, &nothing()).unwrap_err().contains("--reden"));
        let facts = StepFacts { reason: Some("nieuwe stukken".to_owned()), ..nothing() };
        let expected = ["status: in_behandeling", "heropend + op: 2026-11-22, reden: nieuwe stukken"];
        assert_eq!(edits(&dossier(Status::Closed), Status::InProgress, &facts).unwrap(), expected);
    }
}

//! Saved mails: each a new dossier, or an entry in an existing one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::{complaint, entry};
use crate::cli::amendment::Workplace;
use crate::cli::arguments::day;
use crate::cli::{Desk, Exit, Failure};
use crate::domain::{Channel, DossierId, MessageKind};
use crate::shell::mails::{self, KnownMails};
use crate::source::mail::{Automatic, Because, Belongs, House, Mail, TakenIn, belongs, taken_in};

/// What goes with a mail.
#[derive(Debug, clap::Args)]
pub struct MailArguments {
    /// The dossier it belongs to.
    #[arg(long = "bij", value_name = "NUMMER", help = "Het dossier waar de mail bij hoort, als dat niet uit onderwerp of antwoord blijkt")]
    belongs_to: Option<DossierId>,
    /// What kind of message it is.
    #[arg(
        long = "soort",
        value_name = "SOORT",
        help = "Bij een bestaand dossier: aanvulling, overig, of wat u zelf verstuurde (bevestiging, reactie …)"
    )]
    pub kind: Option<MessageKind>,
    /// Whether it is a new complaint, also when it answers to an older one.
    #[arg(long = "nieuw", conflicts_with = "belongs_to", help = "Een nieuwe klacht, ook al is de mail een antwoord in een bestaand dossier")]
    new: bool,
    /// Whether a mail that is known becomes one more dossier.
    #[arg(long = "nog-een", help = "Nog een dossier uit een mail die er al is: zij bevat meer klachten")]
    pub one_more: bool,
    /// Whether to take in what a computer sent by itself.
    #[arg(long = "toch", help = "Neem ook een automatisch bericht over")]
    anyway: bool,
    /// The day on the complaint.
    #[arg(long = "ingediend", value_name = "DAG", value_parser = day, help = "De dag die op de klacht staat, als de mail die niet goed zegt")]
    pub submitted: Option<NaiveDate>,
    /// The day of arrival.
    #[arg(long = "ontvangen", value_name = "DAG", value_parser = day, help = "De dag van aankomst, als de mail die niet goed zegt")]
    pub received: Option<NaiveDate>,
    /// How it came in.
    #[arg(long = "kanaal", value_name = "KANAAL", help = "post bij een gescande brief; anders e-mail")]
    pub channel: Option<Channel>,
}

/// A saved mail, read.
pub struct SavedMail {
    /// What the file is called, for the screen.
    pub called: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it says.
    pub mail: Mail,
    /// What a dossier takes over from it.
    pub taken: TakenIn,
}

impl SavedMail {
    /// The dossiers that hold it.
    fn held(&self, known: &KnownMails, workplace: &Workplace<'_>) -> Result<BTreeSet<DossierId>, Failure> {
        let holding = workplace.office.holding(known, &self.bytes, &self.mail)?;
        Ok(holding.into_iter().map(|(id, _)| id).collect())
    }

    /// Refuses it when a dossier holds it other than these.
    fn not_held_elsewhere(&self, these: &BTreeSet<DossierId>, known: &KnownMails, workplace: &Workplace<'_>) -> Result<(), Failure> {
        let holding = workplace.office.holding(known, &self.bytes, &self.mail)?;
        let Some((id, path)) = holding.iter().find(|(id, _)| !these.contains(id)) else { return Ok(()) };
        let path = path.split_once(&format!("{id}/")).map_or(path.as_str(), |(_, inside)| inside);
        let failure = Failure::new(Exit::Refused, format!("deze mail zit al in {id}, als {path}"));
        let help = "bevat zij meer dan één klacht, geef de opdracht dan met --nog-een";
        Err(failure.help(help).but(&format!("is dat dossier nog niet vastgelegd, typ dan: klacht leg-vast {id}")))
    }

    /// The same, of the folder as it is now: whoever has the right to record asks it once more, since another command may have
    /// taken the mail in meanwhile.
    ///
    /// # Errors
    /// When a dossier holds it by now, or a folder cannot be read.
    pub fn still_not_held_elsewhere(&self, these: &BTreeSet<DossierId>, workplace: &Workplace<'_>) -> Result<(), Failure> {
        self.not_held_elsewhere(these, &workplace.office.known_mails()?, workplace)
    }
}

/// What became of a mail.
pub struct Outcome {
    /// The dossier it is in.
    pub dossier: DossierId,
    /// What that is, in a few words.
    pub what: String,
    /// Where it is stored.
    pub stored: Vec<(DossierId, String)>,
}

/// Takes in saved mails, each on its own: what goes wrong with one is told, and does not stop the rest.
///
/// # Errors
/// When there is no dossier folder or git, or the only mail is refused.
pub fn run(files: &[PathBuf], arguments: &MailArguments, desk: &Desk) -> Result<Exit, Failure> {
    let workplace = Workplace::of(desk)?;
    let mut known = workplace.office.known_mails()?;
    let mut report = Vec::new();
    for file in files {
        let outcome = one(&desk.path(file), arguments, &workplace, &known);
        match &outcome {
            Ok(outcome) => outcome.stored.iter().try_for_each(|(id, path)| stored(&mut known, &workplace, *id, path))?,
            Err(failure) if files.len() > 1 => desk.terminal.notice(&format!("{}: {}", shown_name(file), failure.told())),
            Err(_) => {}
        }
        let goes_on = !matches!(&outcome, Err(failure) if matches!(failure.exit, Exit::Locked | Exit::Unusable));
        report.push((shown_name(file), outcome));
        if !goes_on {
            break;
        }
    }
    match report.pop() {
        Some((_, outcome)) if files.len() == 1 => outcome.map(|_| Exit::Done),
        last => told(&report.into_iter().chain(last).collect::<Vec<_>>(), files.len(), desk),
    }
}

/// A line for each mail, and the exit of the gravest failure.
fn told(report: &[(String, Result<Outcome, Failure>)], files: usize, desk: &Desk) -> Result<Exit, Failure> {
    let width = report.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    let mut text = format!("\nVan {files} mails:\n");
    for (name, outcome) in report {
        let line = match outcome {
            Ok(outcome) => format!("{}  {}", outcome.dossier, outcome.what),
            Err(failure) => format!("geweigerd    {}", failure.what()),
        };
        text.push_str(&format!("  {name:width$}  {line}\n"));
    }
    let left = files - report.len();
    if left > 0 {
        text.push_str(&format!("  Aan {left} is niet begonnen.\n"));
    }
    desk.print(&text)?;
    let failures = report.iter().filter_map(|(_, outcome)| outcome.as_ref().err());
    Ok(failures.map(|failure| failure.exit).max_by_key(|exit| *exit as u8).unwrap_or(Exit::Done))
}

/// Takes in one mail.
fn one(file: &Path, arguments: &MailArguments, workplace: &Workplace<'_>, known: &KnownMails) -> Result<Outcome, Failure> {
    let saved = read(file, arguments, workplace)?;
    let mut same = if arguments.one_more { saved.held(known, workplace)? } else { BTreeSet::new() };
    // One more dossier it may be, but never one more message in a dossier that has it.
    if let Some(id) = &arguments.belongs_to {
        same.remove(id);
    }
    saved.not_held_elsewhere(&same, known, workplace)?;
    if let Some(automatic) = saved.mail.automatic.filter(|_| !arguments.anyway) {
        return Err(by_machine(automatic, &saved.mail, workplace, known));
    }
    match destination(&saved.mail, arguments, workplace, known)? {
        Some((id, because)) => entry::add(&saved, id, because, arguments, workplace),
        None if saved.taken.is_sent_by_us() && !arguments.new => {
            let what = "deze mail hebt u zelf verstuurd, en niet blijkt bij welk dossier zij hoort";
            Err(Failure::new(Exit::WrongUse, what).help("zeg het met --bij NUMMER; is het toch een klacht, geef dan --nieuw"))
        }
        None => complaint::begin(&saved, &same, workplace),
    }
}

/// Reads a saved mail, and what a dossier takes over from it.
fn read(file: &Path, arguments: &MailArguments, workplace: &Workplace<'_>) -> Result<SavedMail, Failure> {
    let bytes = mails::read_bounded(file).map_err(|error| Failure::from_io(file, &error))?;
    let mail = mails::read_mail(&bytes).map_err(|error| Failure::new(Exit::Refused, error.to_string()))?;
    let addresses = &workplace.rules.addresses;
    let house = House { emails: [&addresses.complaint_email, &addresses.appeal_email], postal_address: &addresses.complaint_post };
    let taken = taken_in(&mail, &house, workplace.desk.today, crate::shell::clock::day_of);
    let taken = taken.with_given(arguments.submitted, arguments.received, arguments.channel);
    Ok(SavedMail { called: shown_name(file), bytes, mail, taken })
}

/// The dossier a mail belongs to; none for a new complaint.
fn destination(
    mail: &Mail,
    arguments: &MailArguments,
    workplace: &Workplace<'_>,
    known: &KnownMails,
) -> Result<Option<(DossierId, Option<Because>)>, Failure> {
    if let Some(id) = arguments.belongs_to {
        return Ok(Some((id, None)));
    }
    if arguments.new || arguments.one_more {
        return Ok(None);
    }
    let here = workplace.office.inventory()?.dossiers.into_iter().map(|found| found.id).collect();
    let unclear = |what: String| {
        Failure::new(Exit::WrongUse, what).help("zeg bij welk dossier zij hoort, met --bij NUMMER; is het een nieuwe klacht, geef dan --nieuw")
    };
    match belongs(mail, &here, &known.references) {
        Belongs::Nowhere => Ok(None),
        Belongs::To(id, because) => Ok(Some((id, Some(because)))),
        Belongs::Absent(id) => Err(unclear(format!("het onderwerp noemt {id}, en dat dossier is hier niet"))),
        Belongs::Unclear(candidates) => {
            let candidates: Vec<_> = candidates.iter().map(DossierId::to_string).collect();
            Err(unclear(format!("de mail kan bij meer dan één dossier horen: {}", candidates.join(", "))))
        }
    }
}

/// Why what a computer sent by itself is not taken for a complaint.
fn by_machine(automatic: Automatic, mail: &Mail, workplace: &Workplace<'_>, known: &KnownMails) -> Failure {
    let what = match automatic {
        Automatic::Bounce => "dit is geen klacht maar een bericht dat een mail niet is afgeleverd",
        Automatic::Reply => "dit is geen klacht maar een automatisch bericht, zoals bij afwezigheid",
    };
    let here = workplace.office.inventory().map(|found| found.dossiers.into_iter().map(|found| found.id).collect()).unwrap_or_default();
    let about = match belongs(mail, &here, &known.references) {
        Belongs::To(id, _) => format!("; het gaat over een bericht in {id}"),
        _ => String::new(),
    };
    Failure::new(Exit::Refused, format!("{what}{about}")).help("moet zij er toch in, geef de opdracht dan met --toch")
}

/// Remembers a mail that was stored a moment ago.
fn stored(known: &mut KnownMails, workplace: &Workplace<'_>, id: DossierId, path: &str) -> Result<(), Failure> {
    let bytes = workplace.office.read_whole(path)?;
    known.stored(id, path, &bytes);
    Ok(())
}

/// The name of a file without anything that acts on a screen.
fn shown_name(file: &Path) -> String {
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
    name.chars().map(|c| if c.is_control() { '?' } else { c }).collect()
}

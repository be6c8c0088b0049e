//! `klacht lak-weg`: a passage or an attachment recorded by mistake, taken out of every version of a dossier.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::PathBuf;

use super::destroy::{
    as_recorded, cut_off, next_steps, not_from_before, nothing_in_the_way, nothing_recorded_since, role, someone_is_there, stayed_away, takes_none,
    told_survey, typed_number,
};
use super::recordings::Recordings;
use super::{Desk, Exit, Failure};
use crate::domain::{Dossier, DossierId, Vocabulary};
use crate::render::terminal::counted;
use crate::repository::{Closing, CommitMessage, Kind, Repository, TrackedPath, dossier_folder};
use crate::shell::checking::REDACTED;
use crate::shell::destruction::{RedactionOrder, RedactionRehearsal, Target, carry_out_redaction, recover, rehearse_redaction};
use crate::shell::office::Office;
use crate::shell::{clock, files};
use crate::source::{BLACKENED, Blackening, RedactedLine, with_redacted};

/// The most bytes of a file that holds a passage.
const LARGEST: u64 = 1 << 20;

/// What `lak-weg` takes.
#[derive(Debug, clap::Args)]
pub struct RedactArguments {
    /// The dossier.
    #[arg(value_name = "NUMMER", help = "Het dossier")]
    number: DossierId,
    /// The passage.
    #[arg(
        long = "tekst",
        value_name = "TEKST",
        conflicts_with_all = ["text_file", "attachment"],
        help = "De passage; wie meekijkt op deze computer kan haar zien, dus laat klacht haar liever vragen"
    )]
    text: Option<String>,
    /// A file with the passage.
    #[arg(long = "tekst-uit", value_name = "BESTAND", conflicts_with = "attachment", help = "Een bestand waar alleen de passage in staat")]
    text_file: Option<PathBuf>,
    /// The attachment.
    #[arg(long = "bijlage", value_name = "PAD", help = "In plaats van een passage: een bijlage, zoals bijlagen/brief.pdf")]
    attachment: Option<String>,
    /// Why.
    #[arg(long = "reden", value_name = "TEKST", help = "Waarom; blijft staan, dus zonder te zeggen wat er stond")]
    reason: Option<String>,
    /// Whether it is really done.
    #[arg(long = "uitvoeren", help = "Voer het uit; daarvoor typt u het nummer over")]
    carry_out: bool,
    /// Whether what stands elsewhere may stay there.
    #[arg(long = "laat-staan", requires = "carry_out", help = "Wat er elders van staat, mag daar blijven staan")]
    leave_rest: bool,
}

/// Shows what would happen, or takes it out.
///
/// # Errors
/// When it stands nowhere, the dossier would no longer be one, the repository is in no state for it, or something cannot be read or written.
pub fn run(arguments: &RedactArguments, desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    recover(office.root())?;
    let repository = desk.repository(&office)?;
    let _held = Recordings::of(&repository, desk)?;
    repository.clear_destruction()?;
    let outcome = redact(arguments, desk, &office, &repository);
    repository.clear_destruction()?;
    outcome.map(|()| Exit::Done)
}

/// Rehearses, tells what came of it, and carries it out when that is asked.
fn redact(arguments: &RedactArguments, desk: &Desk, office: &Office, repository: &Repository) -> Result<(), Failure> {
    not_from_before(repository)?;
    let rules = desk.rules(office)?;
    as_it_was_recorded(arguments.number, desk, office, repository)?;
    let survey = nothing_in_the_way(repository, &BTreeSet::new())?;
    let (target, what) = arguments.target(desk)?;
    let by = repository.identity()?;
    let line = RedactedLine {
        dossier: arguments.number,
        what,
        on: desk.today,
        role: role(&by, &rules, desk).word(),
        reason: arguments.reason(&target, desk)?,
    };
    let register = with_redacted(&as_recorded(REDACTED, office, repository)?, &line);
    let register = register.map_err(|error| takes_none(REDACTED, &error))?;
    let files = BTreeMap::from([(TrackedPath::new(REDACTED)?, register)]);
    let message = CommitMessage::of_kind(Kind::Redaction, [arguments.number]);
    let order = RedactionOrder { dossier: arguments.number, target: &target, closing: Closing { files: &files, message, by, at: clock::now() } };
    let rehearsal = rehearse_redaction(office, repository, &order)?;
    sound(&rehearsal)?;
    desk.print(&format!("{}{}", told(&rehearsal, what), told_survey(&survey, &format!("de {what}"))))?;
    if !arguments.carry_out {
        desk.print("\nDit was een proef: er is niets gewijzigd. Met --uitvoeren gebeurt het echt.\n")?;
        return Ok(());
    }
    may_be_carried_out(arguments, desk, repository, &rehearsal)?;
    let cleared = carry_out_redaction(office, repository, &rehearsal).map_err(|error| cut_off(error, repository))?;
    stayed_away(&cleared)?;
    desk.print(&format!("\n{} {what} weggelakt; dat staat met de reden in {REDACTED}.\n{AFTERWARDS}{}", arguments.number, next_steps(repository)))?;
    Ok(())
}

/// What is left to do.
const AFTERWARDS: &str = "De sites in de map zijn weg; maak ze opnieuw met «klacht bouw».\n\
    Een ijkpunt van hiervoor klopt voor dit dossier niet meer.\n\
    Buiten bereik van klacht: kopieën, reservekopieën, de opslag waar u deelt, mail en papier.\n";

impl RedactArguments {
    /// What is taken out, and the word for it.
    fn target(&self, desk: &Desk) -> Result<(Target, &'static str), Failure> {
        if let Some(path) = &self.attachment {
            if path == "dossier.md" {
                return Err(Failure::new(Exit::WrongUse, "dossier.md is geen bijlage").help("«klacht vernietig» haalt een heel dossier weg"));
            }
            return Ok((Target::Attachment(path.clone()), "bijlage"));
        }
        let asked = || match desk.terminal.interactive {
            true => desk.terminal.ask("Welke passage moet weg? Typ of plak haar op één regel: ").map(Option::unwrap_or_default),
            false => desk.terminal.rest_of_input(),
        };
        let text = match (&self.text, &self.text_file) {
            (Some(text), _) => text.clone(),
            (None, Some(path)) => {
                let path = desk.path(path);
                let bytes = files::read_named(&path, LARGEST).map_err(|error| Failure::from_io(&path, &error))?;
                String::from_utf8_lossy(&bytes).trim().to_owned()
            }
            (None, None) => asked()?,
        };
        let passage = Blackening::of(&text).map_err(|error| Failure::new(Exit::WrongUse, format!("{error}; er is niets gewijzigd")))?;
        Ok((Target::Passage(passage), "passage"))
    }

    /// Why; it must not say again what is taken out.
    fn reason(&self, target: &Target, desk: &Desk) -> Result<String, Failure> {
        let asked = || desk.terminal.ask("Waarom moet het weg? Dit blijft staan, dus zeg niet wat er stond: ");
        let reason = match &self.reason {
            Some(reason) => Some(reason.clone()),
            None if desk.terminal.interactive => asked()?,
            None => None,
        };
        let missing = || Failure::new(Exit::WrongUse, "zeg waarom het weg moet; er is niets gewijzigd").help("geef --reden \"…\" mee");
        let reason = reason.filter(|reason| !reason.trim().is_empty()).ok_or_else(missing)?;
        match target {
            Target::Passage(passage) if passage.stands_in("", reason.as_bytes()) => {
                Err(Failure::new(Exit::WrongUse, "in de reden staat de passage zelf; er is niets gewijzigd")
                    .help("zeg waarom, zonder te herhalen wat er stond"))
            }
            _ => Ok(reason),
        }
    }
}

/// Refuses a dossier of which the folder differs from what was recorded: it is written again.
fn as_it_was_recorded(id: DossierId, desk: &Desk, office: &Office, repository: &Repository) -> Result<(), Failure> {
    let dossiers: Vec<Dossier> = desk.dossiers(office, &[id])?;
    if dossiers.iter().any(|dossier| !dossier.formerly.is_empty()) {
        let what = format!("{id} is hernummerd; uit een hernummerd dossier kan klacht niets weglakken");
        return Err(Failure::new(Exit::Unusable, what).help("wat onder het oude nummer is vastgelegd zou blijven staan; er is niets gewijzigd"));
    }
    if office.changed_dossiers(repository, &BTreeSet::from([id]))?.is_empty() {
        return Ok(());
    }
    Err(Failure::new(Exit::Unusable, format!("{id} heeft wijzigingen die niet zijn vastgelegd; er is niets gewijzigd"))
        .help(format!("leg ze eerst vast met «klacht leg-vast {id}», of zet {} terug zoals het was", dossier_folder(id))))
}

/// Refuses what would leave no sound dossier or store, or takes nothing out.
fn sound(rehearsal: &RedactionRehearsal) -> Result<(), Failure> {
    if rehearsal.versions == 0 {
        let encoded = if rehearsal.left.is_empty() {
            "het staat in geen enkele versie van dit dossier"
        } else {
            "het staat er alleen in een bijlage die klacht niet kan lakken"
        };
        let failure = Failure::new(Exit::WrongUse, format!("{encoded}; er is niets gewijzigd"));
        return Err(failure.help("haal een bijlage in haar geheel weg met --bijlage; leestekens tellen mee, hoofdletters niet"));
    }
    if rehearsal.broken > 0 {
        let versions = counted(rehearsal.broken, "versie", "versies");
        let what = format!("zonder deze passage is dossier.md in {versions} niet meer goed te lezen; er is niets gewijzigd");
        return Err(Failure::new(Exit::Refused, what).help("neem een kleinere passage, zonder de sleutels en leestekens van de kop"));
    }
    if !rehearsal.proof.holds() {
        return Err(Failure::new(Exit::InputOutput, "de nieuwe opslag is niet wat zij moet zijn; er is niets gewijzigd"));
    }
    Ok(())
}

/// What would happen, in words.
fn told(rehearsal: &RedactionRehearsal, what: &str) -> String {
    let versions = counted(rehearsal.versions, "versie van een bestand", "versies van bestanden");
    let mut text = format!("Uit {}, de {what}: in {versions}.\n", rehearsal.dossier);
    text.push_str(&match what {
        "passage" => format!("In de plaats komt: {BLACKENED}.\n"),
        _ if !rehearsal.is_named => String::new(),
        _ => "Een verwijzing naar de bijlage blijft in dossier.md staan; haal haar daarna weg, of lak haar als ook de naam weg moet.\n".to_owned(),
    });
    let others = match rehearsal.proof.compared.saturating_sub(1) {
        0 => String::new(),
        others => format!("Van {} blijft elke vastlegging gelijk. ", counted(others, "ander dossier", "andere dossiers")),
    };
    let _ = writeln!(text, "{others}Van dit dossier blijft staan wie wanneer vastlegde.");
    for (places, why) in [
        (&rehearsal.left, "Het staat nog in dit dossier, op een manier die klacht niet kan lakken:"),
        (&rehearsal.elsewhere, "Het staat ook elders:"),
    ] {
        if !places.is_empty() {
            let _ = writeln!(text, "{why}");
            places.iter().for_each(|place| text.push_str(&format!("  {}\n", place.replace(char::is_control, " "))));
        }
    }
    text
}

/// Refuses what the rehearsal does not allow, and has the number typed over.
fn may_be_carried_out(arguments: &RedactArguments, desk: &Desk, repository: &Repository, rehearsal: &RedactionRehearsal) -> Result<(), Failure> {
    if !rehearsal.left.is_empty() {
        return Err(Failure::new(Exit::Refused, "het staat dan nog in dit dossier; er is niets gewijzigd")
            .help("haal eerst de bijlage weg waar het in staat, met --bijlage"));
    }
    if !rehearsal.elsewhere.is_empty() && !arguments.leave_rest {
        return Err(Failure::new(Exit::Refused, "het staat ook elders; er is niets gewijzigd")
            .help("haal het daar weg, of geef --laat-staan mee als het mag blijven"));
    }
    someone_is_there("weglakken", desk)?;
    typed_number(arguments.number, "weg te lakken", desk)?;
    nothing_recorded_since(&rehearsal.stands, repository)
}

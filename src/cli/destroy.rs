//! `klacht vernietig`: dossiers destroyed after their term (art. 4), from every corner we control, and proved.

mod afterwards;
mod finishing;
mod grounds;
mod overdue;
mod preflight;
mod typing;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::erase::lacking_facts;
use super::recordings::{Recordings, numbers_of_history};
use super::{Desk, Exit, Failure, aftercheck};
use crate::calendar::day_in_words;
use crate::domain::{Destroyed, DestructionGround, Dossier, DossierId, Outlived, Provision, Vocabulary};
use crate::overview::{self, Keeping, Sighting, keepings, parting_line};
use crate::regulation::{self, Case, DisposalStanding, OfficerRole, Rules};
use crate::repository::{Closing, CommitMessage, Identity, Kind, Repository, RepositoryError, Survey, TrackedPath};
use crate::shell::checking::{DESTROYED, ISSUED, OUTLIVED};
use crate::shell::clock;
use crate::shell::destruction::{DestructionOrder, Found, Rehearsal, carry_out, certify, finish, recover, register_as_recorded, rehearse};
use crate::shell::office::Office;
use crate::source::{PartingError, with_destroyed, with_improvements, with_issued};
pub(super) use afterwards::next_steps;
pub(super) use finishing::stayed_away;
use finishing::told_cleared;
pub(super) use grounds::day_has_come;
use grounds::{all_as_recorded, none_behind_a_link};
use overdue::Overdue;
pub(super) use preflight::nothing_in_the_way;
use preflight::told_survey;
use typing::typed_over;

/// What `vernietig` takes.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("which").args(["numbers", "overdue"]))]
pub struct DestroyArguments {
    /// The dossiers.
    #[arg(value_name = "NUMMER", help = "De dossiers; zonder nummer maakt klacht een afgebroken vernietiging af")]
    numbers: Vec<DossierId>,
    /// Everything that must go by now.
    #[arg(long = "verlopen", help = "Alle dossiers die weg moeten, omdat hun langste bewaartermijn voorbij is")]
    overdue: bool,
    /// Whether it is really done.
    #[arg(long = "uitvoeren", requires = "which", help = "Voer het uit; daarvoor typt u over wat er weggaat")]
    carry_out: bool,
    /// Whether what stands elsewhere may stay there.
    #[arg(long = "laat-staan", requires = "carry_out", help = "Wat van deze personen elders staat, mag daar blijven staan")]
    leave_rest: bool,
    /// A place elsewhere that is to have it no more.
    #[arg(
        long = "nacontrole",
        value_name = "PLEK",
        conflicts_with_all = ["numbers", "overdue", "carry_out", "leave_rest"],
        help = "Kijk na of een opslag elders, bij haar naam, adres of pad, nog heeft wat hier vernietigd is"
    )]
    aftercheck: Option<String>,
}

/// Shows what would happen, or destroys the dossiers; without a number a destruction that was cut off is finished.
///
/// # Errors
/// When a dossier may not be destroyed yet, the repository is in no state for it, or something cannot be read or written.
pub fn run(arguments: &DestroyArguments, desk: &Desk) -> Result<Exit, Failure> {
    if let Some(named) = &arguments.aftercheck {
        return aftercheck::run(named, desk);
    }
    run_on(DestructionGround::Retention, arguments, desk)
}

impl DestroyArguments {
    /// Whether this only finishes what was cut off.
    pub(super) fn finishes(&self) -> bool {
        self.numbers.is_empty() && !self.overdue && self.aftercheck.is_none()
    }

    /// The arguments for one dossier.
    pub(super) fn of_one(number: DossierId, carry_out: bool, leave_rest: bool) -> Self {
        Self { numbers: vec![number], overdue: false, carry_out, leave_rest, aftercheck: None }
    }
}

/// The same on any ground.
///
/// # Errors
/// As [`run`].
pub(super) fn run_on(ground: DestructionGround, arguments: &DestroyArguments, desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    recover(office.root())?;
    let repository = desk.repository(&office)?;
    // Nobody of us records while the store is built again, and no second one of these clears up what this one made.
    let _held = Recordings::of(&repository, desk)?;
    if let Some(cleared) = finish(&office, &repository).map_err(|error| cut_off(error, &repository))? {
        desk.print(&format!("Wat eerder werd afgebroken, is afgemaakt.\n{}{}", told_cleared(&cleared), next_steps(&repository)))?;
        return stayed_away(&cleared).map(|()| Exit::Done);
    }
    repository.clear_destruction()?;
    if arguments.numbers.is_empty() && !arguments.overdue {
        return Err(Failure::new(Exit::WrongUse, "noem het nummer van het dossier; er is geen afgebroken vernietiging om af te maken")
            .help("«klacht bewaartermijn» zegt welke dossiers weg mogen of moeten"));
    }
    let outcome = destroy(ground, arguments, desk, (&office, &repository));
    // What was rehearsed and not put in place is of no use any more, however it ended.
    repository.clear_destruction()?;
    outcome.map(|()| Exit::Done)
}

/// Rehearses, tells what came of it, and carries it out when that is asked.
fn destroy(
    ground: DestructionGround,
    arguments: &DestroyArguments,
    desk: &Desk,
    (office, repository): (&Office, &Repository),
) -> Result<(), Failure> {
    let rules = desk.rules(office)?;
    let mut gone: BTreeSet<DossierId> = arguments.numbers.iter().copied().collect();
    if arguments.overdue {
        let Overdue { goes, stays } = Overdue::of(desk, office, &rules)?;
        desk.print(&stays)?;
        gone = goes;
    }
    if gone.is_empty() {
        return desk.print("Geen enkel dossier moet nu worden vernietigd; er is niets gewijzigd.\n");
    }
    let again = destroyed_before(office, repository, &gone)?;
    let first: Vec<DossierId> = gone.difference(&again).copied().collect();
    let dossiers = if first.is_empty() { Vec::new() } else { desk.dossiers(office, &first)? };
    if let Some(unread) = first.iter().find(|id| !dossiers.iter().any(|dossier| dossier.id == **id)) {
        let what = format!("{unread} is niet te lezen, zodat niet te zeggen is of het weg mag; er is niets gewijzigd");
        return Err(Failure::new(Exit::Unusable, what).help("«klacht controleer» zegt wat eraan schort"));
    }
    none_behind_a_link(&gone, office)?;
    if !first.is_empty() {
        all_as_recorded(&first.iter().copied().collect(), office, repository)?;
    }
    match ground {
        DestructionGround::Retention => all_may_go(&dossiers, &rules, desk)?,
        DestructionGround::Request => all_may_be_erased(&dossiers, &rules, desk)?,
    }
    let survey = nothing_in_the_way(repository, &gone)?;
    let by = repository.identity()?;
    let role = role(&by, &rules, desk);
    let files = what_stays((office, repository), &dossiers, (&rules, desk), (ground, role))?;
    let closing = Closing { files: &files, message: CommitMessage::of_kind(Kind::Destruction, gone.iter().copied()), by, at: clock::now() };
    let order = DestructionOrder { gone: &gone, closing, rules: &rules };
    let rehearsal = rehearse(office, repository, &order)?;
    let told_again = again.iter().map(|id| format!("Opnieuw te vernietigen, want het is terug: {id}\n")).collect::<String>();
    desk.print(&format!("{told_again}{}{}", told_dossiers(&dossiers), told(&rehearsal, &survey)))?;
    if arguments.carry_out {
        may_be_carried_out(arguments, desk, (office, repository), &order, &rehearsal)?;
        certify(repository, &order, &rehearsal, (ground, role, desk.today))?;
        let cleared = carry_out(office, repository, &order, &rehearsal).map_err(|error| cut_off(error, repository))?;
        desk.print(&format!("{}{}", told_cleared(&cleared), next_steps(repository)))?;
        stayed_away(&cleared)?;
    } else {
        desk.print(REHEARSED)?;
    }
    Ok(())
}

/// Those of these numbers that were destroyed before and are here again, whatever is to be read of them.
fn destroyed_before(office: &Office, repository: &Repository, gone: &BTreeSet<DossierId>) -> Result<BTreeSet<DossierId>, Failure> {
    let before: BTreeSet<DossierId> = Office::destroyed_as_recorded(repository)?.intersection(gone).copied().collect();
    if before.is_empty() {
        return Ok(before);
    }
    let back = repository.back(&before, None)?;
    let there: BTreeSet<DossierId> = office.inventory()?.dossiers.into_iter().map(|found| found.id).collect();
    Ok(before.into_iter().filter(|id| there.contains(id) || back.iter().any(|back| back.dossier == *id)).collect())
}

/// What is told of a destruction that failed: when the new store is in place, that it has to go on.
pub(super) fn cut_off(error: RepositoryError, repository: &Repository) -> Failure {
    let failure = Failure::from(error);
    if repository.is_destroying() {
        failure.but("de geschiedenis is al opnieuw opgebouwd; wat in de map nog moet gebeuren, doet «klacht vernietig» zonder nummer")
    } else {
        failure
    }
}

/// In which role whoever records this destroys: that of the rule file on this day; the officer answers for anyone else.
pub(super) fn role(by: &Identity, rules: &Rules, desk: &Desk) -> OfficerRole {
    rules.officers_on(desk.today).find(|one| one.name == by.name).map_or(OfficerRole::Officer, |one| one.role)
}

/// What a rehearsal ends with.
const REHEARSED: &str = "\nDit was een proef: er is niets gewijzigd. Met --uitvoeren gebeurt het echt.\n";

/// Refuses what the rehearsal does not allow, and has every number typed over.
fn may_be_carried_out(
    arguments: &DestroyArguments,
    desk: &Desk,
    (office, repository): (&Office, &Repository),
    order: &DestructionOrder<'_>,
    rehearsal: &Rehearsal,
) -> Result<(), Failure> {
    if !rehearsal.proof.holds() {
        return Err(Failure::new(Exit::InputOutput, "de nieuwe opslag is niet wat zij moet zijn; er is niets gewijzigd"));
    }
    let stands_elsewhere = !rehearsal.found.is_empty() || !rehearsal.copies.is_empty();
    if stands_elsewhere && !arguments.leave_rest {
        return Err(Failure::new(Exit::Refused, "van deze personen staat nog iets elders; er is niets gewijzigd")
            .help("haal het daar weg, of geef --laat-staan mee als het mag blijven"));
    }
    if !rehearsal.unread.is_empty() && !arguments.leave_rest {
        return Err(Failure::new(Exit::Refused, "niet alles was te doorzoeken, zodat er nog iets kan staan; er is niets gewijzigd")
            .help("kijk die bestanden zelf na, en geef --laat-staan mee als ze mogen blijven"));
    }
    typed_over(order.gone, desk)?;
    if !rehearsal.lies_as_it_lay(office, order.gone) {
        return Err(
            Failure::new(Exit::Unusable, "er is intussen iets in de map gewijzigd; er is niets vernietigd").help("voer de opdracht opnieuw uit")
        );
    }
    if repository.as_it_stands()? != rehearsal.stands {
        return Err(Failure::new(Exit::Unusable, "er is intussen iets vastgelegd, klaargezet of opgehaald; er is niets gewijzigd")
            .help("voer de opdracht opnieuw uit"));
    }
    Ok(())
}

/// Refuses dossiers that must still be kept, or that something keeps here, each with its day and article.
fn all_may_go(dossiers: &[Dossier], rules: &Rules, desk: &Desk) -> Result<(), Failure> {
    let found = keepings(dossiers, |dossier| Case { dossier, rules, today: desk.today });
    let refused: Vec<String> = found.iter().filter_map(|keeping| refusal(keeping, rules)).collect();
    if refused.is_empty() {
        return Ok(());
    }
    Err(Failure::new(Exit::Refused, refused.join("\n")).help("«klacht bewaartermijn» zegt wanneer een dossier weg mag en wat het tegenhoudt"))
}

/// Refuses dossiers that no granted request asks to be erased, or that something keeps here.
fn all_may_be_erased(dossiers: &[Dossier], rules: &Rules, desk: &Desk) -> Result<(), Failure> {
    let (mut refused, mut help) = (Vec::new(), Vec::new());
    for dossier in dossiers {
        let blocks = regulation::erasure_blocks(&Case { dossier, rules, today: desk.today });
        let told = blocks.into_iter().map(|block| format!("{} mag niet worden gewist: {} (art. 17 AVG)", dossier.id, block.reason));
        told.for_each(|told| refused.extend((!refused.contains(&told)).then_some(told)));
        help.extend(lacking_facts(dossier).map(|command| format!("leg vast wat bij het verzoek ontbreekt: {command}")));
    }
    if refused.is_empty() {
        return Ok(());
    }
    help.push("is de bewaartermijn voorbij, gebruik dan «klacht vernietig»".to_owned());
    Err(Failure::new(Exit::Refused, refused.join("\n")).help(help.join("\n")))
}

fn refusal(keeping: &Keeping, rules: &Rules) -> Option<String> {
    let id = keeping.id;
    let article = rules.article(Provision::Retention);
    let disposal = &keeping.disposal;
    match disposal.standing {
        DisposalStanding::Overdue | DisposalStanding::DueSoon | DisposalStanding::Allowed => None,
        DisposalStanding::Blocked => Some(format!("{id} mag niet worden vernietigd: {} ({article})", disposal.reasons().join("; "))),
        DisposalStanding::TooEarly => {
            let from = disposal.not_before.map_or_else(String::new, |day| format!(" tot {}", day_in_words(day)));
            Some(format!("{id} moet nog worden bewaard{from} ({article})"))
        }
        DisposalStanding::Unsettled => Some(format!("{id} is nog niet afgehandeld ({article})")),
    }
}

/// The registers with what stays of the dossiers.
fn what_stays(
    (office, repository): (&Office, &Repository),
    dossiers: &[Dossier],
    (rules, desk): (&Rules, &Desk),
    (ground, role): (DestructionGround, OfficerRole),
) -> Result<BTreeMap<TrackedPath, Vec<u8>>, Failure> {
    let line = |dossier: &Dossier| {
        let terms = regulation::terms(dossier, rules, desk.today);
        parting_line(dossier, &terms, ground.word(), desk.today, role.word())
    };
    let lines: Vec<Destroyed> = dossiers.iter().map(line).collect();
    let outlived: Vec<Outlived> = dossiers.iter().filter_map(overview::outlived).collect();
    let failed = |path: &str, error: PartingError| Failure::new(Exit::Unusable, format!("in {path} kan er geen regel bij: {error}"));
    let mut files = BTreeMap::new();
    let register = with_destroyed(&as_recorded(DESTROYED, office, repository)?, &lines).map_err(|error| failed(DESTROYED, error))?;
    files.insert(TrackedPath::new(DESTROYED)?, register);
    let issued = known_no_more(office, repository, dossiers)?;
    if !issued.is_empty() {
        files.insert(TrackedPath::new(ISSUED)?, with_issued(&as_recorded(ISSUED, office, repository)?, &issued));
    }
    let before = as_recorded(OUTLIVED, office, repository)?;
    if !outlived.is_empty() {
        let list = with_improvements(&before, &outlived).map_err(|error| failed(OUTLIVED, error))?;
        files.insert(TrackedPath::new(OUTLIVED)?, list);
    }
    Ok(files)
}

/// Numbers that were given out and of which nothing here will tell afterwards: former ones, and those of what is left behind.
fn known_no_more(office: &Office, repository: &Repository, dossiers: &[Dossier]) -> Result<BTreeSet<DossierId>, Failure> {
    let former: BTreeSet<DossierId> = dossiers.iter().flat_map(|dossier| dossier.formerly.iter().copied()).collect();
    let mut known = repository.numbers_beside_head()?;
    known.extend(&former);
    let mut stays: BTreeSet<DossierId> = numbers_of_history(repository).difference(&former).copied().collect();
    stays.extend(office.inventory()?.dossiers.into_iter().map(|found| found.id));
    stays.extend(office.destroyed());
    Ok(known.difference(&stays).copied().collect())
}

/// A register as it was recorded last; refuses one that was changed since, which would be overwritten.
pub(super) fn as_recorded(path: &str, office: &Office, repository: &Repository) -> Result<Vec<u8>, Failure> {
    if let Some(recorded) = register_as_recorded(office, repository, path)? {
        return Ok(recorded);
    }
    let what = format!("{path} is gewijzigd en niet vastgelegd; er is niets gewijzigd");
    Err(Failure::new(Exit::Unusable, what).help("leg het eerst vast met: git add register && git commit, of zet het terug"))
}

/// Which dossiers go, and which words of them stay.
fn told_dossiers(dossiers: &[Dossier]) -> String {
    let mut text = String::new();
    for dossier in dossiers {
        let subject = dossier.subject_line.as_deref().unwrap_or("zonder onderwerp").replace(char::is_control, " ");
        let _ = writeln!(text, "Te vernietigen: {}, {subject}", dossier.id);
        for improvement in &dossier.improvements {
            let words = [&improvement.cause, &improvement.measure, &improvement.reason, &improvement.owner];
            let words: Vec<String> = words.into_iter().flatten().map(|text| format!("«{}»", text.replace(char::is_control, " "))).collect();
            let _ = writeln!(text, "  In {OUTLIVED} blijft staan: {}. Staat daar een persoon in, haal die eerst weg.", words.join(", "));
        }
    }
    text
}

/// What would happen, in words.
fn told(rehearsal: &Rehearsal, survey: &Survey) -> String {
    let Rehearsal { rebuilt, proof, .. } = rehearsal;
    let mut text = String::new();
    let _ = writeln!(
        text,
        "Uit de geschiedenis: van {1} vastleggingen gaan er {0} alleen hierover; die vervallen.",
        rebuilt.fallen_away, rebuilt.commits
    );
    let others = if proof.compared == 1 { "Van 1 ander dossier".to_owned() } else { format!("Van {} andere dossiers", proof.compared) };
    let _ = writeln!(text, "{others} blijft elke vastlegging gelijk: inhoud, schrijver, tijd en omschrijving.");
    text.push_str(&told_survey(survey));
    if !rehearsal.former.is_empty() {
        let former: Vec<String> = rehearsal.former.iter().map(ToString::to_string).collect();
        let _ = writeln!(text, "Ook weg gaat wat eerder onder {} is vastgelegd.", former.join(", "));
    }
    let pieces = match rehearsal.pieces {
        1 => "1 bestand".to_owned(),
        count => format!("{count} bestanden"),
    };
    let _ = writeln!(text, "Gezocht is naar {} namen, adressen en nummers uit alle versies, en naar kopieën van {pieces}.", rehearsal.looked_for);
    if rehearsal.found.is_empty() {
        text.push_str("Nergens anders staat er nog een.\n");
    } else {
        text.push_str("Nog te vinden, en door u te beoordelen:\n");
        rehearsal.found.iter().for_each(|found| text.push_str(&told_found(found)));
    }
    text.push_str(&told_numbers(rehearsal));
    for copy in &rehearsal.copies {
        let _ = writeln!(text, "In «{copy}» zit een eigen geschiedenis van git; daarin kan het hele dossier nog staan.");
    }
    if !rehearsal.unread.is_empty() {
        let _ = writeln!(text, "Niet te doorzoeken, en door u na te kijken: {}.", rehearsal.unread.join(", "));
    }
    text
}

/// What of ours goes along, and where the bare number stays.
fn told_numbers(rehearsal: &Rehearsal) -> String {
    let mut text = String::new();
    if !rehearsal.exports.is_empty() {
        let _ = writeln!(
            text,
            "Ook weg gaan lijsten en bladzijden van klacht waar het in staat; maak ze daarna opnieuw: {}.",
            rehearsal.exports.join(", ")
        );
    }
    if !rehearsal.numbers.is_empty() {
        let places: Vec<String> = rehearsal.numbers.iter().map(|place| place.replace(char::is_control, " ")).collect();
        let _ = writeln!(
            text,
            "Het nummer blijft staan in: {}. Een nummer alleen wijst niemand aan; kijk na wat er verder bij staat.",
            places.join(", ")
        );
    }
    text
}

fn told_found(found: &Found) -> String {
    let told = |sighting: &Sighting| match sighting.line {
        Some(line) => format!("{} op regel {line}", sighting.kind),
        None => sighting.kind.to_string(),
    };
    format!("  {}: {}\n", found.place, found.sightings.iter().map(told).collect::<Vec<_>>().join(", "))
}

//! `klacht vernietig`: dossiers destroyed after their term (art. 4), from every corner we control, and proved.

mod afterwards;
mod consent;
mod finishing;
mod grounds;
mod overdue;
mod preflight;
mod removed;
mod staying;
mod telling;
mod typing;

use std::collections::BTreeSet;

use super::arguments::Format;
use super::recordings::Recordings;
use super::{Desk, Exit, Failure, aftercheck};
use crate::domain::{DestructionGround, Dossier, DossierId};
use crate::regulation::{OfficerRole, Rules};
use crate::repository::{Closing, CommitMessage, Identity, Kind, Repository, RepositoryError};
use crate::shell::clock;
use crate::shell::destruction::{DestructionOrder, Rehearsal, carry_out, certify, finish, recover, rehearse};
use crate::shell::office::Office;
pub(super) use afterwards::next_steps;
pub(super) use consent::Consent;
pub(super) use finishing::stayed_away;
use finishing::told_cleared;
pub(super) use grounds::day_has_come;
use grounds::{all_as_recorded, all_may_be_erased, all_may_go, none_behind_a_link};
use overdue::Overdue;
pub(super) use preflight::{not_from_before, nothing_in_the_way, told_survey};
pub(super) use removed::TakenOut;
use removed::{Removed, removed, told_removed};
use staying::what_stays;
pub(super) use staying::{as_recorded, takes_none};
use telling::{rehearsed, told, told_again, told_dossiers};
use typing::typed_over;
pub(super) use typing::{nothing_recorded_since, someone_is_there, typed_number};

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
    /// What may be as it is.
    #[command(flatten)]
    consent: Consent,
    /// A place elsewhere that is to have it no more.
    #[arg(
        long = "nacontrole",
        value_name = "PLEK",
        conflicts_with_all = ["numbers", "overdue", "carry_out", "leave_rest", "unsearched"],
        help = "Kijk na of een opslag elders, bij haar naam, adres of pad, nog heeft wat hier vernietigd is"
    )]
    aftercheck: Option<String>,
    /// How that look is answered.
    #[arg(long = "formaat", value_name = "FORMAAT", requires = "aftercheck", help = "Hoe het antwoord van --nacontrole eruitziet; anders tekst")]
    format: Option<Format>,
}

/// Shows what would happen, or destroys the dossiers; without a number a destruction that was cut off is finished.
///
/// # Errors
/// When a dossier may not be destroyed yet, the repository is in no state for it, or something cannot be read or written.
pub fn run(arguments: &DestroyArguments, desk: &Desk) -> Result<Exit, Failure> {
    if let Some(named) = &arguments.aftercheck {
        return aftercheck::run(named, arguments.format.unwrap_or(Format::Text), desk);
    }
    run_on(DestructionGround::Retention, arguments, desk)
}

impl DestroyArguments {
    /// Whether this only finishes what was cut off.
    pub(super) fn finishes(&self) -> bool {
        self.numbers.is_empty() && !self.overdue && self.aftercheck.is_none()
    }

    /// The arguments for one dossier.
    pub(super) fn of_one(number: DossierId, carry_out: bool, consent: Consent) -> Self {
        Self { numbers: vec![number], overdue: false, carry_out, consent, aftercheck: None, format: None }
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
    not_from_before(repository)?;
    let rules = desk.rules(office)?;
    let gone = chosen(arguments, desk, office, &rules)?;
    if gone.is_empty() {
        return desk.print("Geen enkel dossier moet nu worden vernietigd; er is niets gewijzigd.\n");
    }
    let again = destroyed_before(office, repository, &gone)?;
    none_behind_a_link(&gone, office)?;
    let fresh: BTreeSet<DossierId> = gone.difference(&again).copied().collect();
    let removed = removed(&fresh, desk, (office, repository))?;
    let dossiers = judged(ground, &fresh, &removed, desk, (office, repository, &rules))?;
    let survey = nothing_in_the_way(repository, &gone)?;
    let by = repository.identity()?;
    let role = role(&by, &rules, desk);
    let files = what_stays((office, repository), &dossiers, (&rules, desk), (ground, role))?;
    let closing = Closing { files: &files, message: CommitMessage::of_kind(Kind::Destruction, gone.iter().copied()), by, at: clock::now() };
    let order = DestructionOrder { gone: &gone, closing, rules: &rules };
    let rehearsal = rehearse(office, repository, &order)?;
    desk.print(&format!("{}{}{}{}", told_again(&again), told_dossiers(&dossiers), told_removed(&removed), told(&rehearsal, &survey)))?;
    if !rehearsal.proof.holds() {
        return Err(Failure::new(Exit::InputOutput, "de nieuwe opslag is niet wat zij moet zijn; er is niets gewijzigd"));
    }
    if !arguments.carry_out {
        return desk.print(&rehearsed(&rehearsal));
    }
    may_be_carried_out(arguments, desk, (office, repository), &order, &rehearsal)?;
    certify(repository, &order, &rehearsal, (ground, role, desk.today))?;
    let cleared = carry_out(office, repository, &order, &rehearsal).map_err(|error| cut_off(error, repository))?;
    desk.print(&format!("{}{}", told_cleared(&cleared), next_steps(repository)))?;
    stayed_away(&cleared)
}

/// The dossiers that are named, or all that must go by now; of those that must and stay, what keeps them is told.
fn chosen(arguments: &DestroyArguments, desk: &Desk, office: &Office, rules: &Rules) -> Result<BTreeSet<DossierId>, Failure> {
    if !arguments.overdue {
        return Ok(arguments.numbers.iter().copied().collect());
    }
    let Overdue { goes, stays } = Overdue::of(desk, office, rules)?;
    desk.print(&stays)?;
    Ok(goes)
}

/// These dossiers as they were recorded, each of which may go on this ground.
fn judged(
    ground: DestructionGround,
    numbers: &BTreeSet<DossierId>,
    removed: &[Removed],
    desk: &Desk,
    (office, repository, rules): (&Office, &Repository, &Rules),
) -> Result<Vec<Dossier>, Failure> {
    let there: Vec<DossierId> = numbers.iter().copied().filter(|id| removed.iter().all(|one| one.dossier.id != *id)).collect();
    // No numbers would mean all.
    let mut dossiers = if there.is_empty() { Vec::new() } else { desk.dossiers(office, &there)? };
    dossiers.extend(removed.iter().map(|one| one.dossier.clone()));
    if let Some(unread) = numbers.iter().find(|id| !dossiers.iter().any(|dossier| dossier.id == **id)) {
        let what = format!("{unread} is niet te lezen, zodat niet te zeggen is of het weg mag; er is niets gewijzigd");
        return Err(Failure::new(Exit::Unusable, what).help("«klacht controleer» zegt wat eraan schort"));
    }
    all_as_recorded(numbers, office, repository)?;
    match ground {
        DestructionGround::Retention => all_may_go(&dossiers, rules, desk)?,
        DestructionGround::Request => all_may_be_erased(&dossiers, rules, desk)?,
    }
    Ok(dossiers)
}

/// Those of these numbers that were destroyed before and are here again, whatever is to be read of them. A line without ground and day
/// tells of no destruction: what it names is judged as any other.
fn destroyed_before(office: &Office, repository: &Repository, gone: &BTreeSet<DossierId>) -> Result<BTreeSet<DossierId>, Failure> {
    let told = Office::destructions_as_recorded(repository)?.into_iter().filter(|line| line.ground.is_some() && line.destroyed_on.is_some());
    let before: BTreeSet<DossierId> = told.map(|line| line.id).filter(|id| gone.contains(id)).collect();
    if before.is_empty() {
        return Ok(before);
    }
    let back = repository.back(&before, None)?;
    // A folder with only a piece in it is no dossier, and goes all the same.
    Ok(before.into_iter().filter(|id| office.has_folder(*id) || back.iter().any(|back| back.dossier == *id)).collect())
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

/// Refuses what the rehearsal does not allow, and has every number typed over.
fn may_be_carried_out(
    arguments: &DestroyArguments,
    desk: &Desk,
    (office, repository): (&Office, &Repository),
    order: &DestructionOrder<'_>,
    rehearsal: &Rehearsal,
) -> Result<(), Failure> {
    arguments.consent.covers(rehearsal)?;
    typed_over(order.gone, desk)?;
    if !rehearsal.lies_as_it_lay(office, order.gone) {
        return Err(
            Failure::new(Exit::Unusable, "er is intussen iets in de map gewijzigd; er is niets vernietigd").help("voer de opdracht opnieuw uit")
        );
    }
    nothing_recorded_since(&rehearsal.stands, repository)
}

//! `klacht deel`: sends what was recorded to where it is kept as well, when asked.

use std::collections::BTreeSet;

use super::{Desk, Exit, Failure};
use crate::domain::DossierId;
use crate::repository::{Destination, FreshCopy, Moved, Renewal, Replaced, Repository, RepositoryError, Shared, SharingError};
use crate::shell::office::{Office, RULE_FILE};

/// What `deel` takes.
#[derive(Debug, clap::Args)]
pub struct ShareArguments {
    /// The remote.
    #[arg(long = "naar", value_name = "PLEK", help = "Naar deze plek, zoals git haar noemt; anders naar de vaste of de enige")]
    to: Option<String>,
    /// Whether the place is put in line with a history that a destruction made anew.
    #[arg(long = "na-vernietiging", help = "Vervang daar de takken en labels die nog van voor een vernietiging zijn")]
    after_destruction: bool,
}

/// Sends every recorded change of this branch, and says how many went and where to.
///
/// # Errors
/// When there is nowhere to send to, changes there are not here, or it cannot be reached.
pub fn run(arguments: &ShareArguments, desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    let repository = desk.repository(&office)?;
    repository.not_put_back()?;
    let under_way = repository.usable_state().err();
    if let Some(error @ RepositoryError::BringsBack { .. }) = under_way {
        return Err(error.into());
    }
    let destination = repository.destination(arguments.to.as_deref()).map_err(|error| match (under_way, error) {
        // A rebase leaves no branch until it is finished.
        (Some(under_way @ RepositoryError::InProgress(_)), RepositoryError::Detached) => under_way,
        (_, error) => error,
    })?;
    if arguments.after_destruction {
        return renew(&repository, &destination, desk);
    }
    let unrecorded = unrecorded(&office, &repository)?;
    let shared = repository.share(&destination, desk.attendance());
    // Whoever must begin anew has nothing to record here.
    if !matches!(&shared, Err(RepositoryError::Sharing(SharingError::OldCopy { .. } | SharingError::BringsBack { .. }))) {
        desk.print(&unrecorded)?;
    }
    let shared = shared?;
    desk.print(&told(shared, &destination))?;
    Ok(Exit::Done)
}

/// Puts branches and tags elsewhere that are from before a destruction in line with what is here, when no work of others is in the way.
fn renew(repository: &Repository, to: &Destination, desk: &Desk) -> Result<Exit, Failure> {
    let replaced = repository.replaced()?;
    let Some(place) = repository.elsewhere(&to.remote, &desk.folder)?.into_iter().next() else { return Ok(Exit::Done) };
    let copy = repository.fresh_copy(&place, desk.attendance())?;
    repository.knows_all_that_was_taken(&copy, to)?;
    let back = leading_back(repository, &copy, &replaced)?;
    if replaced.is_empty() && back.is_empty() {
        let what = "hier is geen lijst van oude vastleggingen: er is niets vernietigd of weggelakt, of alles is al nagekeken";
        return Err(Failure::new(Exit::WrongUse, what).help("«klacht deel» deelt wat er nieuw is"));
    }
    let renewal = repository.renewal(to, &repository.offered(&place, desk.attendance())?, (&replaced, &back))?;
    if !renewal.is_free() {
        return Err(in_the_way(&renewal, to));
    }
    if renewal.moves.is_empty() {
        desk.print(&format!("Op {} staat geen tak of label meer van voor de vernietiging of het weglakken.\n", to.remote))?;
    } else {
        repository.renew(to, &renewal, desk.attendance())?;
        desk.print(&told_renewed(&renewal, to))?;
    }
    desk.print(&format!("{}{}", told_unseen(&renewal, to), told_beyond(&renewal, to)))?;
    Ok(Exit::Done)
}

/// The references there that lead back to the old history, also where it was merged into the new one.
fn leading_back(repository: &Repository, copy: &FreshCopy, replaced: &Replaced) -> Result<BTreeSet<String>, Failure> {
    let by_number = copy.leading_back(repository)?.into_iter().map(|leading| leading.reference);
    let by_name = copy.leading_to_old(replaced)?.into_iter().map(|(reference, _)| reference);
    Ok(by_number.chain(by_name).collect())
}

/// Why nothing may be replaced there, and what to do.
fn in_the_way(renewal: &Renewal, to: &Destination) -> Failure {
    let remote = &to.remote;
    if renewal.mixed.is_empty() {
        let names: Vec<&str> = renewal.absent.iter().map(|name| short(name)).collect();
        let what = format!(
            "op {remote} staat een tak of label van voor de vernietiging of het weglakken die hier niet is: {}; er is niets veranderd",
            names.join(", ")
        );
        return Failure::new(Exit::Unusable, what).help(format!(
            "vraag van wie dat is; is er niets meer in nodig, haal het daar weg met: git push {remote} --delete {}\ngeef daarna deze opdracht opnieuw",
            names.join(" ")
        ));
    }
    let all: Vec<String> = renewal.mixed.iter().map(|moved| moved.name.clone()).collect();
    let what =
        format!("op {remote} staat werk dat hier nooit was, in {}, en dat leidt naar de oude geschiedenis; er is niets veranderd", plain(&all));
    let leases: String = renewal.mixed.iter().map(|Moved { name, from, .. }| format!(" --force-with-lease={name}:{from}")).collect();
    // What is not here cannot be sent; it goes there.
    let moves: String = renewal.mixed.iter().map(|Moved { name, here, .. }| format!(" {}:{name}", here.as_deref().unwrap_or_default())).collect();
    let goes = if renewal.mixed.iter().any(|moved| moved.here.is_none()) { ", en haal weg wat hier niet is" } else { "" };
    Failure::new(Exit::Unusable, what).help(format!(
        "haal het niet op met git pull of git fetch: dan komt het oude hier terug\nvraag wie het deelde, en laat die het als los bestand bewaren en de eigen kopie weggooien\nis dat gebeurd, vervang dan wat daar staat door wat hier staat{goes}: git push --atomic{leases} {remote}{moves}\ngeef daarna deze opdracht opnieuw; docs/vernietiging.md zegt meer"
    ))
}

/// Work of others there that leads to nothing old, and how to fetch it; empty when there is none.
fn told_unseen(renewal: &Renewal, to: &Destination) -> String {
    if renewal.unseen.is_empty() {
        return String::new();
    }
    let Destination { remote, there, .. } = to;
    let fetch = if renewal.unseen.contains(there) {
        format!("git pull --no-rebase --no-edit {remote} {}", short(there))
    } else {
        format!("git fetch {remote}")
    };
    format!(
        "Op {remote} staat nieuw werk dat hier nog niet is, in {}; het leidt niet naar de oude geschiedenis, en er is niets aan veranderd.\nHaal het op met: {fetch}\n",
        plain(&renewal.unseen)
    )
}

fn told_renewed(renewal: &Renewal, to: &Destination) -> String {
    let Destination { remote, address, .. } = to;
    let named =
        |goes: bool| -> Vec<String> { renewal.moves.iter().filter(|moved| moved.here.is_none() == goes).map(|moved| moved.name.clone()).collect() };
    let mut text = String::new();
    for (verb, names) in [("Vervangen", named(false)), ("Weggehaald", named(true))] {
        if !names.is_empty() {
            text.push_str(&format!("{verb} op {remote} ({address}): {}.\n", plain(&names)));
        }
    }
    text
}

/// What is still to be done there, by others.
fn told_beyond(renewal: &Renewal, to: &Destination) -> String {
    let remote = &to.remote;
    let beyond = match renewal.beyond.as_slice() {
        [] => String::new(),
        beyond => format!("Wat alleen de aanbieder of de beheerder daar weg kan halen: {}.\n", plain(beyond)),
    };
    format!(
        "{beyond}Wat daar geen naam meer heeft, staat er nog tot de beheerder opruimt; docs/vernietiging.md zegt hoe.\nWie een kopie heeft, gooit die weg en haalt de dossiers opnieuw op.\nKijk na of het daar weg is: klacht vernietig --nacontrole {remote}\n"
    )
}

/// Branches and tags as people call them.
fn plain(names: &[String]) -> String {
    names.iter().map(|name| short(name)).collect::<Vec<_>>().join(", ")
}

fn short(name: &str) -> &str {
    ["refs/heads/", "refs/tags/"].iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name)
}

fn told(shared: Shared, to: &Destination) -> String {
    let Destination { remote, address, .. } = to;
    let went = match shared.changes {
        0 => format!("Alles wat hier vastligt, staat al op {remote} ({address}).\n"),
        1 => format!("1 wijziging gedeeld met {remote} ({address}).\n"),
        changes => format!("{changes} wijzigingen gedeeld met {remote} ({address}).\n"),
    };
    let first = if shared.is_first { format!("Voortaan gaat «klacht deel» vanzelf naar {remote}.\n") } else { String::new() };
    went + &first
}

/// What stands in the folder and does not go along, because it was not recorded; empty when there is nothing.
fn unrecorded(office: &Office, repository: &Repository) -> Result<String, Failure> {
    let dossiers: Vec<_> = office.changed_dossiers(repository, &BTreeSet::new())?.into_iter().map(|(id, _)| id).collect();
    let rules = !office.changed_rule_file(repository)?.is_empty();
    let what = match (dossiers.as_slice(), rules) {
        ([], false) => return Ok(String::new()),
        ([], true) => format!("{RULE_FILE} heeft wijzigingen"),
        ([id], _) => format!("{id} heeft wijzigingen"),
        (dossiers, _) => format!("{} dossiers hebben wijzigingen", dossiers.len()),
    };
    let which = if dossiers.len() > 1 { format!("  {}\n", named(&dossiers)) } else { String::new() };
    Ok(format!("Let op: {what} die nog niet zijn vastgelegd, en die gaan niet mee.\n{which}«klacht leg-vast» legt ze vast.\n"))
}

/// The first numbers, and how many there are more.
fn named(dossiers: &[DossierId]) -> String {
    const SHOWN: usize = 10;
    let numbers: Vec<_> = dossiers.iter().take(SHOWN).map(ToString::to_string).collect();
    let more = dossiers.len().saturating_sub(SHOWN);
    let numbers = numbers.join(", ");
    if more == 0 { numbers } else { format!("{numbers} en nog {more}") }
}

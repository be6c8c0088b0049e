//! What is told before a destruction: what stands in its way, and in words what git remembers, here and as far as known elsewhere.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::super::{Exit, Failure};
use crate::domain::DossierId;
use crate::render::terminal::{counted, typed_path};
use crate::repository::{Obstacle, Remembered, RemoteStanding, Repository, Returning, Survey};

/// What will be left behind; refuses a repository that building again would harm, with the commands that settle it.
pub(in crate::cli) fn nothing_in_the_way(repository: &Repository, gone: &BTreeSet<DossierId>) -> Result<Survey, Failure> {
    repository.usable_state()?;
    repository.whole_history()?;
    let survey = repository.survey(gone)?;
    let Some(obstacle) = survey.obstacles.first() else { return Ok(survey) };
    let (what, help) = match obstacle {
        Obstacle::StoreElsewhere(path) => (
            format!("de git-opslag van deze map ligt elders, in «{}»", path.display()),
            "voer de opdracht uit in de map waar de opslag zelf ligt".to_owned(),
        ),
        Obstacle::OtherWorkTrees(paths) => {
            let commands: Vec<String> = paths.iter().map(|path| format!("\n  git worktree remove {}", typed_path(&path.display().to_string()))).collect();
            let what = "deze opslag heeft nog andere werkmappen (git worktree), elk met een eigen kopie van de dossiers".to_owned();
            (what, format!("leg daar vast wat u wilt houden, en haal ze weg met:{}", commands.concat()))
        }
        Obstacle::NoOwnBranch(branch) => (
            format!("de tak waarop u werkt, «{branch}», is een andere naam voor iets dat geen tak van hier is, en zou verdwijnen"),
            "maak er een eigen tak van, en voer de opdracht opnieuw uit:\n  git switch -c eigen-tak".to_owned(),
        ),
        Obstacle::LargeFiles => (
            "deze opslag bewaart grote bestanden apart (Git LFS), ook die van dit dossier".to_owned(),
            "deel ze eerst, en haal weg wat hier ligt; «git lfs pull» haalt later terug wat nog nodig is:\n  git lfs push --all origin\n  rm -r .git/lfs".to_owned(),
        ),
        Obstacle::Submodules => (
            "in deze opslag liggen andere opslagen (submodules)".to_owned(),
            "deel wat u daarin wijzigde, en haal weg wat hier ligt; «git submodule update --init» haalt het later terug:\n  git submodule deinit --all --force\n  rm -r .git/modules".to_owned(),
        ),
        Obstacle::Staged(path) => (
            format!("«{path}» staat klaargezet en is niet vastgelegd"),
            format!("leg het eerst vast, of zet het terug (het bestand zelf blijft zoals het is) met:\n  git restore --staged {}", typed_path(path)),
        ),
    };
    Err(Failure::new(Exit::Unusable, format!("{what}; er is niets gewijzigd")).help(help))
}

/// Refuses a copy from before a destruction or redaction: what is gone elsewhere is not made to go once more from here.
///
/// # Errors
/// When it is one, or that cannot be read.
pub(in crate::cli) fn not_from_before(repository: &Repository) -> Result<(), Failure> {
    repository.whole_history()?;
    let back = Returning::of(&repository.head_leading_back()?);
    repository.not_from_before(&back).map_err(|error| Failure::from(error).but("vernietig of lak hier niets weg; er is niets gewijzigd"))
}

/// What is built again without `what`, what git remembers here and is gone afterwards, and how it stands elsewhere.
pub(in crate::cli) fn told_survey(survey: &Survey, what: &str) -> String {
    let mut text = String::new();
    let others = counted(survey.branches.len(), "tak", "takken");
    let tags = if survey.tags.is_empty() { String::new() } else { format!(" en {}", counted(survey.tags.len(), "label", "labels")) };
    let _ = writeln!(text, "Opnieuw opgebouwd, zonder {what}: {others}{tags}.");
    if !survey.memory.is_empty() {
        text.push_str("Uit de map .git verdwijnt daarmee wat git en klacht daar verder onthielden, ook van andere dossiers:\n");
        survey.memory.iter().for_each(|(kind, names)| {
            let _ = writeln!(text, "  {}", told_kind(*kind, names));
        });
    }
    for place in &survey.borrows_from {
        let _ = writeln!(text, "Deze opslag leent objecten van «{place}»; de nieuwe heeft dat niet meer nodig. Daar kan {what} nog staan.");
    }
    survey.remotes.iter().for_each(|remote| text.push_str(&told_remote(remote, what)));
    text
}

/// A kind of thing that is left behind, in words.
fn told_kind(kind: Remembered, names: &[String]) -> String {
    let listed = names.iter().map(|name| name.trim_start_matches("refs/")).collect::<Vec<_>>().join(", ");
    match kind {
        Remembered::Stash => "werk dat opzij is gezet (git stash); wat u daarvan wilt houden, haalt u eerst terug met: git stash pop".to_owned(),
        Remembered::GoneWorkTrees => "wat git nog wist van werkmappen die er niet meer zijn (git worktree)".to_owned(),
        Remembered::LooseTags => format!("labels die niet naar een vastlegging wijzen maar naar een los bestand of een losse map: {listed}"),
        Remembered::Notes => format!("aantekeningen bij vastleggingen (git notes): {listed}"),
        Remembered::Replacements => format!("vervangingen: wat git in plaats van iets anders liet zien (git replace): {listed}"),
        Remembered::Elsewhere => format!("wat hier bekend is van opslagen elders: {listed}; bij het eerste ophalen weet git dat weer"),
        Remembered::Logs => "het logboek van git (reflog): waar takken eerder stonden, met wat sindsdien is losgelaten".to_owned(),
        Remembered::KeptPacks => "pakketten met oude geschiedenis die git moest bewaren".to_owned(),
        Remembered::Messages => format!("omschrijvingen die bij het vastleggen zijn getypt of klaargezet: {listed}"),
        Remembered::Resolutions => "hoe eerdere conflicten zijn opgelost (git rerere)".to_owned(),
        Remembered::Unfinished => format!("resten van iets dat met git is begonnen: {listed}"),
        Remembered::Ours => "wat klacht onthield om snel te zijn; dat maakt het zelf opnieuw".to_owned(),
        Remembered::Other => format!("verder: {listed}"),
    }
}

/// How it stands at a place elsewhere, as far as is known here, and that `what` stays there.
fn told_remote(remote: &RemoteStanding, what: &str) -> String {
    if remote.is_old {
        return format!(
            "Bij «{0}» staat nog de geschiedenis van voor een eerdere vernietiging of weglakking. Haal daar niets op: dan komt alles terug.\nVervang wat daar staat, na deze keer: klacht deel --na-vernietiging --naar {0}\n",
            remote.name
        );
    }
    let known = match remote.apart {
        None => "staat misschien iets anders: hier is daar niets van bekend".to_owned(),
        Some((0, 0)) => "staat hetzelfde als hier".to_owned(),
        Some((ahead, 0)) => format!("{} nog niet", there_are(ahead, "staat", "staan", "van hier")),
        Some((0, behind)) => {
            format!("{} die hier nog {}", there_are(behind, "staat", "staan", ""), if behind == 1 { "ontbreekt" } else { "ontbreken" })
        }
        Some((ahead, behind)) => format!(
            "{} nog niet, en {} die hier nog {}",
            there_are(ahead, "staat", "staan", "van hier"),
            there_are(behind, "staat", "staan", ""),
            if behind == 1 { "ontbreekt" } else { "ontbreken" }
        ),
    };
    let first = match remote.apart {
        Some((_, 1)) => " Haal die eerst op: hierna past zij er niet meer bij.",
        Some((_, behind)) if behind > 1 => " Haal die eerst op: hierna passen zij er niet meer bij.",
        None => " Weet u het niet zeker, haal dan eerst op met: git fetch",
        _ => "",
    };
    format!(
        "Bij «{}» {known}; voor zover dit zonder na te vragen te zeggen is.{first}\nDaar blijft {what} staan, met alle versies, tot u ook daar de geschiedenis vervangt.\n",
        remote.name
    )
}

/// «staan 3 vastleggingen van hier».
fn there_are(count: usize, one: &str, more: &str, which: &str) -> String {
    let verb = if count == 1 { one } else { more };
    format!("{verb} {} {which}", counted(count, "vastlegging", "vastleggingen")).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(apart: Option<(usize, usize)>) -> String {
        told_remote(&RemoteStanding { name: "origin".to_owned(), apart, is_old: false }, "het dossier").lines().next().unwrap().to_owned()
    }

    #[test]
    fn place_elsewhere_is_told_as_far_as_it_is_known() {
        assert!(told(Some((0, 0))).starts_with("Bij «origin» staat hetzelfde als hier;"));
        assert!(told(Some((1, 0))).starts_with("Bij «origin» staat 1 vastlegging van hier nog niet;"));
        assert!(told(Some((0, 2))).starts_with("Bij «origin» staan 2 vastleggingen die hier nog ontbreken;"));
        assert!(
            told(Some((3, 1))).starts_with("Bij «origin» staan 3 vastleggingen van hier nog niet, en staat 1 vastlegging die hier nog ontbreekt;")
        );
        assert!(told(Some((0, 2))).ends_with("Haal die eerst op: hierna passen zij er niet meer bij."));
        assert!(told(Some((3, 1))).ends_with("Haal die eerst op: hierna past zij er niet meer bij."));
        assert!(told(None).starts_with("Bij «origin» staat misschien iets anders"), "{}", told(None));
        let old = told_remote(&RemoteStanding { name: "origin".to_owned(), apart: Some((1, 2)), is_old: true }, "het dossier");
        assert!(old.contains("Haal daar niets op") && !old.contains("Haal die eerst op"), "{old}");
    }
}

//! Putting our hooks where git looks for them, and taking them away.

use std::path::{Path, PathBuf};

use super::Where;
use crate::cli::{Desk, Exit, Failure};
use crate::repository::{HookFolder, MainBranch};
use crate::shell::environment;
use crate::shell::hook_files::{self, AT_HOME, ON_A_SERVER, Standing};

/// The branch klacht records on.
const USUAL: &str = "main";

/// Says of each hook what stands in its place.
pub(super) fn tell(at: &Where, desk: &Desk) -> Result<Exit, Failure> {
    let place = Place::of(at, desk)?;
    let mut text = format!("In {}:\n", place.folder.path.display());
    for (hook, path) in place.hooks() {
        let standing = match place.standing(hook, &path)? {
            Standing::Absent => "niet geïnstalleerd",
            Standing::Ours => "geïnstalleerd",
            Standing::Idle => "geïnstalleerd, maar mag niet draaien; «klacht git-hooks installeer» herstelt dat",
            Standing::Added => "van klacht, en door iemand aangevuld",
            Standing::Foreign => "van een ander",
        };
        text.push_str(&format!("  {hook:18} {standing}\n"));
    }
    text.push_str(&about_main_branch(at, desk)?);
    desk.print(&text)?;
    Ok(Exit::Done)
}

/// Puts every hook in its place, unless something of someone else stands in one of them.
pub(super) fn install(at: &Where, strict: bool, desk: &Desk) -> Result<Exit, Failure> {
    let place = Place::of(at, desk)?;
    let program = program()?;
    if !place.folder.is_own {
        let what = format!("git zoekt de hooks in «{}», en die map is niet alleen van deze git-opslag", place.folder.path.display());
        return Err(Failure::new(Exit::Unusable, what).help(by_hand(place.names, strict)));
    }
    let mut foreign = Vec::new();
    for (hook, path) in place.hooks() {
        if matches!(place.standing(hook, &path)?, Standing::Added | Standing::Foreign) {
            foreign.push(hook);
        }
    }
    if !foreign.is_empty() {
        let what = format!("er staat al een hook van een ander: {}; er is niets veranderd", foreign.join(", "));
        return Err(Failure::new(Exit::Unusable, what).help(by_hand(place.names, strict)));
    }
    for (hook, path) in place.hooks() {
        hook_files::install(&path, hook, strict, &program)?;
    }
    let about_main_branch = about_main_branch(at, desk)?;
    desk.print(&format!("Geïnstalleerd in {}: {}.\n{about_main_branch}", place.folder.path.display(), place.names.join(", ")))?;
    Ok(Exit::Done)
}

/// Takes away every hook that is ours as we left it.
pub(super) fn remove(at: &Where, desk: &Desk) -> Result<Exit, Failure> {
    let place = Place::of(at, desk)?;
    let mut text = String::new();
    for (hook, path) in place.hooks() {
        match place.standing(hook, &path)? {
            Standing::Ours | Standing::Idle => {
                hook_files::remove(&path)?;
                text.push_str(&format!("{hook} is weggehaald.\n"));
            }
            Standing::Absent => text.push_str(&format!("{hook} was er niet.\n")),
            Standing::Added => text.push_str(&format!("{hook} is door iemand aangevuld en blijft staan; haal zelf de regels van klacht eruit.\n")),
            Standing::Foreign => text.push_str(&format!("{hook} is van een ander en blijft staan.\n")),
        }
    }
    desk.print(&text)?;
    Ok(Exit::Done)
}

/// A folder with hooks, and which are ours to put there.
struct Place {
    folder: HookFolder,
    names: &'static [&'static str],
}

impl Place {
    fn of(at: &Where, desk: &Desk) -> Result<Self, Failure> {
        match &at.server {
            Some(server) => Ok(Self { folder: HookFolder::of(&desk.path(server))?, names: ON_A_SERVER }),
            None => {
                let repository = desk.repository(&desk.office()?)?;
                Ok(Self { folder: HookFolder::of(repository.work_dir())?, names: AT_HOME })
            }
        }
    }

    fn hooks(&self) -> impl Iterator<Item = (&'static str, PathBuf)> {
        self.names.iter().map(|hook| (*hook, self.folder.path.join(hook)))
    }

    fn standing(&self, hook: &str, path: &Path) -> Result<Standing, Failure> {
        hook_files::standing(path, hook).map_err(|error| Failure::from_io(path, &error))
    }
}

/// What is wrong with the main branch of a server, and how to put it right; nothing when it is there, or not on a server.
///
/// One called `main` that is still to come is what an officer's first push makes.
fn about_main_branch(at: &Where, desk: &Desk) -> Result<String, Failure> {
    let Some(server) = &at.server else { return Ok(String::new()) };
    let Some(main) = MainBranch::of(&desk.path(server))?.filter(|main| !main.is_there) else { return Ok(String::new()) };
    let wanted = main.with_dossiers.iter().find(|branch| *branch == USUAL).or(main.with_dossiers.first()).map_or(USUAL, String::as_str);
    if main.name == wanted {
        return Ok(String::new());
    }
    let guarded = match main.with_dossiers.join(", ") {
        none if none.is_empty() => "er is nog niets in te beschermen".to_owned(),
        branches => format!("beschermd wordt {branches}"),
    };
    Ok(format!(
        "Let op: de hoofdtak van deze opslag is {}, maar die is leeg; {guarded}.
Wie de opslag ophaalt, krijgt zo een lege map. Zet het recht met:
  git --git-dir=\"{}\" symbolic-ref HEAD refs/heads/{wanted}
",
        main.name,
        server.display()
    ))
}

/// Where this program lies, as `sh` writes a path.
fn program() -> Result<String, Failure> {
    let path = environment::program()?;
    let unfit = || Failure::new(Exit::Unusable, format!("de plek van het programma, «{}», kan niet in een hook staan", path.display()));
    let text = path.to_str().filter(|text| !text.contains('\n')).ok_or_else(unfit)?;
    Ok(if cfg!(windows) { text.replace('\\', "/") } else { text.to_owned() })
}

/// What to add to a hook by hand.
fn by_hand(hooks: &[&str], strict: bool) -> String {
    let lines: Vec<_> = hooks.iter().map(|hook| format!("  in {hook}: {} || exit 1", hook_files::call(hook, strict))).collect();
    format!("zet er zelf een regel bij:\n{}", lines.join("\n"))
}

//! A place elsewhere, looked at as anyone who may fetch from it would: what it offers, and what it hands out to who knows the name.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use gix::ObjectId;

use super::error::{AtPath, Doing, RepositoryError};
use super::kept_out::KeptOut;
use super::names::CommitId;
use super::open::Repository;
use super::program::{Attendance, NotRun, Ran, git, legible, run};
use super::reach::{Leading, OtherOffices};
use super::rebuild::{LOOKOUT, Replaced};
use super::returning::Returning;
use super::sharing::{Destination, NO_ACCESS, SideOfDestruction, scrubbed, without_secrets};
use super::sharing_error::SharingError;
use super::twins::leading_to_commits;

/// What is being done when what a place offers cannot be looked at.
const LOOKING: &str = "het ophalen van een kopie om na te kijken";
/// How long fetching may take when nobody is there to end it.
const TO_FETCH: Duration = Duration::from_secs(30 * 60);
/// So many commits are asked for at once.
const SIDE_BY_SIDE: usize = 8;
/// Below this name in the copy stands everything the place offers.
const OFFERED: &str = "refs/alles/";

/// A place elsewhere that can be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// How a person is told of it: without what gives access.
    pub shown: String,
    /// Its address, without what gives access; what it was called by may lead elsewhere tomorrow.
    address: String,
    /// How git is told of it.
    spec: String,
}

/// A reference a place offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Its whole name.
    pub name: String,
    /// What it points at: a commit, or an annotated tag.
    pub target: CommitId,
    /// The commit behind an annotated tag.
    pub peeled: Option<CommitId>,
}

impl Offered {
    /// The commit it leads to.
    #[must_use]
    pub fn commit(&self) -> CommitId {
        self.peeled.unwrap_or(self.target)
    }
}

/// What a place answers when it is asked for a commit by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It handed it out.
    HandedOut,
    /// It does not know it.
    Unknown,
    /// It hands out nothing by name, so that this cannot be told.
    Untold,
}

impl Repository {
    /// The places this names: a remote, at every address it has, or an address or a path of its own.
    ///
    /// # Errors
    /// When it is neither.
    pub fn elsewhere(&self, named: &str, from: &Path) -> Result<Vec<Elsewhere>, RepositoryError> {
        let remotes = self.remote_names();
        if remotes.iter().any(|remote| remote == named) {
            let mut addresses = self.every_address(named);
            if addresses.is_empty() {
                // So git reads a remote without an address.
                addresses.push(named.to_owned());
            }
            let place = |spec: String| {
                let address = without_secrets(&spec);
                Elsewhere { shown: format!("{named} ({address})"), address, spec }
            };
            // By its name where it has one address, so that what was set for it holds.
            if let [only] = addresses.as_slice() {
                return Ok(vec![Elsewhere { spec: named.to_owned(), ..place(only.clone()) }]);
            }
            return Ok(addresses.into_iter().map(place).collect());
        }
        let path = from.join(named);
        let spec = if path.is_dir() { std::path::absolute(&path).at(LOOKING, &path)?.to_string_lossy().into_owned() } else { named.to_owned() };
        if !path.is_dir() && !named.contains([':', '/']) {
            return Err(SharingError::UnknownRemote { named: named.to_owned(), known: remotes }.into());
        }
        let address = without_secrets(named);
        Ok(vec![Elsewhere { shown: address.clone(), address, spec }])
    }

    /// Notes whether these places were found clean, and drops the list of old commits once every address of every remote was; whether it did.
    ///
    /// # Errors
    /// When that cannot be read or written.
    pub fn looked_at(&self, places: &[(Elsewhere, bool)]) -> Result<bool, RepositoryError> {
        let all: Vec<String> = self.remote_names().iter().flat_map(|remote| self.every_address(remote)).collect();
        let all: Vec<String> = all.iter().map(|address| without_secrets(address)).collect();
        let looked: Vec<(&str, bool)> = places.iter().map(|(place, clean)| (place.address.as_str(), *clean)).collect();
        self.note_looked_at(&looked, &all)
    }

    /// Every remote by its name.
    #[must_use]
    pub fn remote_names(&self) -> Vec<String> {
        self.git.remote_names().iter().map(ToString::to_string).collect()
    }

    /// Every reference a place offers, in its own order.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub fn offered(&self, place: &Elsewhere, attendance: Attendance) -> Result<Vec<Offered>, RepositoryError> {
        let mut list = git(self.work_dir());
        list.args(["ls-remote", "--"]).arg(&place.spec).env("LC_ALL", "C");
        let ran = self.at_place(&mut list, place, attendance)?;
        let text = String::from_utf8_lossy(&ran.stdout).into_owned();
        let mut offered: Vec<Offered> = Vec::new();
        for line in text.lines() {
            let Some((hex, name)) = line.split_once('\t') else { continue };
            let Ok(target) = ObjectId::from_hex(hex.as_bytes()) else { continue };
            match (name.strip_suffix("^{}"), offered.last_mut()) {
                (Some(tag), Some(last)) if last.name == tag => last.peeled = Some(CommitId(target)),
                _ => offered.push(Offered { name: name.to_owned(), target: CommitId(target), peeled: None }),
            }
        }
        Ok(offered)
    }

    /// A fresh copy of everything a place offers; it is gone once it is dropped.
    ///
    /// # Errors
    /// When it cannot be fetched or written.
    pub fn fresh_copy(&self, place: &Elsewhere, attendance: Attendance) -> Result<FreshCopy, RepositoryError> {
        let mut copy = FreshCopy::empty(self)?;
        copy.offered = self.offered(place, attendance)?.into_iter().filter(|offered| offered.name.starts_with("refs/")).count();
        if copy.offered > 0 {
            let everything = format!("+refs/*:{OFFERED}*");
            let mut fetch = copy.git(self);
            fetch.args(["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-filter", "--"]);
            fetch.arg(&place.spec).args([everything.as_str()]);
            self.at_place(&mut fetch, place, attendance)?;
        }
        Ok(copy)
    }

    /// On which side a destruction was that the other does not know of, the branch here held against that of the place; `None` when
    /// there was none.
    ///
    /// What is fetched for it never comes into the own store.
    pub(super) fn held_against(
        &self,
        place: &Elsewhere,
        to: &Destination,
        attendance: Attendance,
    ) -> Result<Option<SideOfDestruction>, RepositoryError> {
        let copy = FreshCopy::empty(self)?;
        copy.borrow_from(self)?;
        let mut fetch = copy.git(self);
        fetch.args(["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--"]).arg(&place.spec);
        fetch.arg(format!("+{}:{OFFERED}daar", to.there));
        self.at_place(&mut fetch, place, attendance)?;
        let git = copy.opened()?;
        let there = git.find_reference(&format!("{OFFERED}daar")).doing(LOOKING)?.into_fully_peeled_id().doing(LOOKING)?.detach();
        let Some(here) = self.end_of(to)? else { return Ok(None) };
        let name = |name: &str, commit| [(name.to_owned(), commit)];
        let kept_out = |end| KeptOut::at(&git, self.prefix(), [end]);
        let old_here = Returning::of(&kept_out(there)?.leading(&git, &name("hier", here), &[there], &self.offices_beside()?)?);
        if !old_here.is_empty() {
            return Ok(Some(SideOfDestruction::There(old_here, kept_out(here)?.besides(&kept_out(there)?))));
        }
        let old_there = kept_out(here)?.leading(&git, &name("daar", there), &[here], &self.offices_beside()?)?;
        Ok((!old_there.is_empty()).then_some(SideOfDestruction::Here))
    }

    /// What a place answers when it is asked for each of these commits or tags by its name, in the same order.
    ///
    /// Each is a journey of its own, since a place says no to all for the sake of one; where nothing is asked of anyone they go side by side.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub fn asked_for(&self, names: &[CommitId], place: &Elsewhere, attendance: Attendance) -> Result<Vec<Answered>, RepositoryError> {
        // Whoever sits there would be asked for the same password by several at once.
        let together = self.asked_side_by_side(names, place, Attendance::NOBODY);
        if together.is_ok() || attendance == Attendance::NOBODY {
            return together;
        }
        names.iter().map(|name| Ok(self.asked_side_by_side(&[*name], place, attendance)?[0])).collect()
    }

    fn asked_side_by_side(&self, names: &[CommitId], place: &Elsewhere, attendance: Attendance) -> Result<Vec<Answered>, RepositoryError> {
        let mut answers = Vec::new();
        for some in names.chunks(SIDE_BY_SIDE) {
            let mut copies = Vec::new();
            for name in some {
                // What was handed out already would not be asked for again: each has an empty copy.
                let empty = FreshCopy::empty(self)?;
                copies.push((self.asking(*name, &empty, place, attendance), empty));
            }
            let limit = attendance.limit().map(|_| TO_FETCH);
            let ran: Vec<_> = std::thread::scope(|scope| {
                let running: Vec<_> = copies.iter_mut().map(|(fetch, _)| scope.spawn(move || run(fetch, b"", limit))).collect();
                running.into_iter().map(|one| one.join().expect("running a program does not panic")).collect()
            });
            for ran in ran {
                answers.push(answer_of(&ran.map_err(not_run)?, place)?);
            }
        }
        Ok(answers)
    }

    /// Git asking a place for a commit by its name.
    fn asking(&self, name: CommitId, into: &FreshCopy, place: &Elsewhere, attendance: Attendance) -> Command {
        let mut fetch = into.git(self);
        // In the second protocol git hands out whatever it has, whatever it was told of wants.
        fetch.args(["-c", "protocol.version=2", "fetch", "--quiet", "--no-tags", "--depth=1", "--no-write-fetch-head", "--no-recurse-submodules"]);
        fetch.arg("--").arg(&place.spec).arg(name.to_string()).env("LC_ALL", "C");
        self.quieten(&mut fetch, attendance);
        fetch
    }

    /// Runs git for a place, which must succeed.
    fn at_place(&self, command: &mut Command, place: &Elsewhere, attendance: Attendance) -> Result<Ran, RepositoryError> {
        let ran = self.run_quietly(command, attendance)?;
        if ran.status.success() { Ok(ran) } else { Err(refusal(place, &ran)) }
    }

    fn run_quietly(&self, command: &mut Command, attendance: Attendance) -> Result<Ran, RepositoryError> {
        command.env("LC_ALL", "C");
        self.quieten(command, attendance);
        run(command, b"", attendance.limit().map(|_| TO_FETCH)).map_err(not_run)
    }
}

fn not_run(error: NotRun) -> RepositoryError {
    match error {
        NotRun::NotFound => SharingError::NoGit.into(),
        NotRun::TimedOut => SharingError::Unreachable { remote: "de plek".to_owned(), said: String::new() }.into(),
        NotRun::System(source) => RepositoryError::Io { doing: "het starten van git", path: "git".into(), source },
    }
}

/// What came of asking for a commit by its name.
fn answer_of(ran: &Ran, place: &Elsewhere) -> Result<Answered, RepositoryError> {
    if ran.status.success() {
        return Ok(Answered::HandedOut);
    }
    let said = String::from_utf8_lossy(&ran.stderr);
    match () {
        () if UNKNOWN.iter().any(|word| said.contains(word)) => Ok(Answered::Unknown),
        () if said.contains("unadvertised object") => Ok(Answered::Untold),
        () => Err(refusal(place, ran)),
    }
}

/// What git and hosts say of a commit they do not have.
const UNKNOWN: [&str; 3] = ["not our ref", "couldn't find remote ref", "no such remote ref"];

/// What git says of a store that lacks objects it should have: they are at another place still, or were lost.
const NOT_WHOLE: [&str; 3] = ["promisor remote", "lazy fetching disabled", "possible repository corruption on the remote side"];

fn refusal(place: &Elsewhere, ran: &Ran) -> RepositoryError {
    let said = scrubbed(&legible(&ran.stderr));
    let remote = place.shown.clone();
    let speaks_of = |words: &[&str]| words.iter().any(|word| said.contains(word));
    if speaks_of(&NO_ACCESS) {
        SharingError::NoEntry { remote, said }.into()
    } else if speaks_of(&NOT_WHOLE) {
        SharingError::NotWhole { remote, said }.into()
    } else {
        SharingError::NotFetched { remote, said }.into()
    }
}

/// A copy of what a place offers, in git's folder of the own repository and in none of its stores.
pub struct FreshCopy {
    folder: tempfile::TempDir,
    offered: usize,
    /// Whose numbers are their own.
    pub(super) others: OtherOffices,
}

impl FreshCopy {
    /// How many references the place offers.
    #[must_use]
    pub fn offered(&self) -> usize {
        self.offered
    }

    /// An empty one.
    fn empty(repository: &Repository) -> Result<Self, RepositoryError> {
        let lookout = repository.git_dir().join(LOOKOUT);
        std::fs::create_dir_all(&lookout).at(LOOKING, &lookout)?;
        let folder = tempfile::Builder::new().prefix("kopie-").tempdir_in(&lookout).at(LOOKING, &lookout)?;
        let own = std::path::absolute(repository.git_dir().join("config")).at(LOOKING, repository.git_dir())?;
        // The settings of the own repository say how a place is reached; what makes a repository of it comes after them.
        let config = format!(
            "[include]\n\tpath = \"{}\"\n[core]\n\trepositoryformatversion = 0\n\tbare = true\n\thooksPath = \"{}\"\n[gc]\n\tauto = 0\n[fetch]\n\tfsckObjects = false\n\twriteCommitGraph = false\n",
            quoted(&own),
            quoted(&folder.path().join("hooks"))
        );
        let files = [("HEAD", "ref: refs/heads/main\n"), ("config", &config), ("refs/heads/.keep", ""), ("objects/info/.keep", "")];
        for (name, text) in files {
            let path = folder.path().join(name);
            let within = path.parent().expect("every one lies in the copy");
            std::fs::create_dir_all(within).and_then(|()| std::fs::write(&path, text)).at(LOOKING, &path)?;
        }
        Ok(Self { folder, offered: 0, others: repository.offices_beside()? })
    }

    /// Lets the copy read what the own store has, so that only what is new there is fetched.
    pub(super) fn borrow_from(&self, repository: &Repository) -> Result<(), RepositoryError> {
        let store = std::path::absolute(repository.git_dir().join("objects")).at(LOOKING, repository.git_dir())?;
        let path = self.folder.path().join("objects/info/alternates");
        std::fs::write(&path, format!("{}\n", store.to_string_lossy().replace('\\', "/"))).at(LOOKING, &path)
    }

    /// The copy, to be read.
    pub(super) fn opened(&self) -> Result<gix::Repository, RepositoryError> {
        let mut git = gix::open_opts(self.folder.path(), gix::open::Options::isolated()).doing(LOOKING)?;
        git.object_cache_size_if_unset(64 << 20);
        Ok(git)
    }

    /// The git program at work on the copy, in the folder of the own repository.
    fn git(&self, repository: &Repository) -> Command {
        let mut git = git(repository.work_dir());
        git.arg("--git-dir").arg(self.folder.path());
        git
    }

    /// The references of the place that lead back to what was destroyed or taken out here, by the names they have there.
    ///
    /// # Errors
    /// When the copy cannot be read.
    pub fn leading_back(&self, repository: &Repository) -> Result<Vec<Leading>, RepositoryError> {
        // Everything the place offers is here by now; what closed a redaction may stand in the own store alone.
        self.borrow_from(repository)?;
        let git = self.opened()?;
        let references = Self::references(&git)?;
        let ends = references.iter().filter(|(name, _)| name.starts_with("refs/heads/")).map(|(_, end)| *end);
        let own = repository.head_commit()?.map(|head| head.0);
        KeptOut::at(&git, repository.prefix(), ends.chain(own))?.leading(&git, &references, &[], &self.others)
    }

    /// The references of the place that lead to a commit that was replaced here, by the names they have there, each with one.
    ///
    /// # Errors
    /// When the copy cannot be read.
    pub fn leading_to_old(&self, replaced: &Replaced) -> Result<Vec<(String, CommitId)>, RepositoryError> {
        let git = self.opened()?;
        leading_to_commits(&git, &Self::references(&git)?, |commit| replaced.holds(CommitId(commit)))
    }

    pub(super) fn references(git: &gix::Repository) -> Result<Vec<(String, ObjectId)>, RepositoryError> {
        let mut references = Vec::new();
        for reference in git.references().doing(LOOKING)?.prefixed(OFFERED).doing(LOOKING)?.flatten() {
            let name = reference.name().as_bstr().to_string().replacen(OFFERED, "refs/", 1);
            references.extend(reference.target().try_id().map(|target| (name, target.to_owned())));
        }
        references.sort();
        Ok(references)
    }
}

impl Drop for FreshCopy {
    fn drop(&mut self) {
        // Once the last copy is gone the folder around it is empty, and goes too.
        let around = self.folder.path().parent().map(PathBuf::from);
        let _ = std::fs::remove_dir_all(self.folder.path());
        let _ = around.map(std::fs::remove_dir);
    }
}

/// A path as a value in git's settings.
fn quoted(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/").replace('"', "\\\"")
}

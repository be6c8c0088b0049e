//! Sharing: pushing the branch to where it is kept as well, through the git program.

use std::process::Command;
use std::time::Duration;

use super::error::{Doing, RepositoryError};
use super::kept_out::KeptOut;
use super::open::Repository;
use super::program::{Attendance, NotRun, Ran, git, legible, run};
use super::returning::Returning;
use super::sharing_error::SharingError;

/// What is being done when a setting or a branch cannot be read.
const READING: &str = "het lezen van de git-opslag";
/// How long sending may take when nobody is there to end it: attachments over a slow line.
const TO_SEND: Duration = Duration::from_secs(10 * 60);

/// Where the branch is kept as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// Git's name for it.
    pub remote: String,
    /// Its address, without what gives access to it.
    pub address: String,
    /// The branch here, as `refs/heads/…`.
    pub(super) here: String,
    /// The branch there.
    pub there: String,
    /// Whether git is to remember that these two belong together.
    is_first: bool,
}

/// What came of sharing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shared {
    /// How many changes went; none when everything was there already.
    pub changes: usize,
    /// Whether it is kept there from now on.
    pub is_first: bool,
}

/// On which side a destruction was that the other side does not know of.
pub(super) enum SideOfDestruction {
    /// Here: elsewhere is still what was destroyed.
    Here,
    /// There: here is still what was destroyed. With it what was destroyed or taken out here and not there.
    There(Returning, Returning),
}

impl Repository {
    /// Where the branch goes: to this remote, else to its upstream, else to the only remote.
    ///
    /// # Errors
    /// When there is none or more than one, or there is no branch to share.
    pub fn destination(&self, named: Option<&str>) -> Result<Destination, RepositoryError> {
        let here = self.git.head_name().doing(READING)?.ok_or(RepositoryError::Detached)?.to_string();
        if self.head_commit()?.is_none() {
            return Err(SharingError::NothingYet.into());
        }
        let remotes: Vec<String> = self.git.remote_names().iter().map(ToString::to_string).collect();
        let set = self.upstream(&here);
        // A branch here, or an address in full, was chosen by whoever set it; a name that is gone leads nowhere.
        let is_chosen = set.as_ref().is_some_and(|(remote, _)| remote == "." || remote.contains(['/', ':']));
        let upstream = set.filter(|(remote, _)| remotes.contains(remote));
        let remote = match (named, &upstream) {
            (Some(named), _) if remotes.iter().any(|remote| remote == named) => named.to_owned(),
            (Some(named), _) => return Err(SharingError::UnknownRemote { named: named.to_owned(), known: remotes }.into()),
            (None, Some((remote, _))) => remote.clone(),
            (None, None) => self.only_remote(remotes)?,
        };
        let there = upstream.as_ref().filter(|(of, _)| *of == remote).map_or_else(|| here.clone(), |(_, branch)| branch.clone());
        Ok(Destination { address: self.address(&remote)?, remote, here, there, is_first: upstream.is_none() && !is_chosen })
    }

    /// Sends the branch, never with force, and nothing but the branch.
    ///
    /// # Errors
    /// [`RepositoryError::Sharing`] with why it did not arrive; then nothing changed there.
    pub fn share(&self, to: &Destination, attendance: Attendance) -> Result<Shared, RepositoryError> {
        self.brings_nothing_back(to)?;
        let known = self.tips_of(&format!("refs/remotes/{}/", to.remote))?;
        let head = self.head_commit()?.map(|commit| commit.0);
        let ran = self.run_push(&mut self.push(to), to, attendance)?;
        if !ran.status.success() {
            return Err(match self.refusal(to, &ran) {
                behind @ SharingError::Behind { .. } => self.why_behind(to, behind, attendance),
                refusal => refusal,
            }
            .into());
        }
        let changes = match Answer::of(&ran) {
            Some(Answer { sign: '=', .. }) => 0,
            Some(Answer { sign: '*', .. }) | None => self.commits_between(head, known)?.len(),
            Some(answer) => self.commits_between(head, self.commit_named(answer.from()))?.len(),
        };
        Ok(Shared { changes, is_first: to.is_first })
    }

    /// The remote and the branch there that git was told belong to a branch.
    fn upstream(&self, branch: &str) -> Option<(String, String)> {
        let config = self.git.config_snapshot();
        let short = branch.strip_prefix("refs/heads/")?;
        let remote = config.string(format!("branch.{short}.remote").as_str())?.to_string();
        Some((remote, config.string(format!("branch.{short}.merge").as_str())?.to_string()))
    }

    fn only_remote(&self, mut remotes: Vec<String>) -> Result<String, RepositoryError> {
        let preferred = self.git.config_snapshot().string("remote.pushDefault").map(|name| name.to_string());
        match preferred.filter(|name| remotes.contains(name)) {
            Some(preferred) => Ok(preferred),
            None if remotes.is_empty() => Err(SharingError::NoRemote.into()),
            None if remotes.len() > 1 => Err(SharingError::SeveralRemotes(remotes).into()),
            None => Ok(remotes.remove(0)),
        }
    }

    /// The one address of a remote to send to, without what gives access to it.
    fn address(&self, remote: &str) -> Result<String, RepositoryError> {
        let addresses = self.addresses(remote);
        if addresses.len() > 1 {
            return Err(SharingError::SeveralAddresses { remote: remote.to_owned(), addresses }.into());
        }
        let remote = self.git.find_remote(remote).doing(READING)?;
        let url = remote.url(gix::remote::Direction::Push).map(|url| url.to_bstring().to_string());
        Ok(without_secrets(&url.unwrap_or_default()))
    }

    /// Every address git would send to under this name, without what gives access to it.
    fn addresses(&self, remote: &str) -> Vec<String> {
        let push = self.set_addresses(remote, "pushurl");
        let addresses = if push.is_empty() { self.set_addresses(remote, "url") } else { push };
        addresses.iter().map(|address| without_secrets(address)).collect()
    }

    /// Every address git would fetch from or send to under this name, each once, as it was set.
    pub(super) fn every_address(&self, remote: &str) -> Vec<String> {
        let mut addresses: Vec<String> = Vec::new();
        for address in ["url", "pushurl"].iter().flat_map(|key| self.set_addresses(remote, key)) {
            if !addresses.contains(&address) {
                addresses.push(address);
            }
        }
        addresses
    }

    /// The addresses set under a key; an empty one takes back those before it.
    fn set_addresses(&self, remote: &str, key: &str) -> Vec<String> {
        let config = self.git.config_snapshot();
        let all = config.strings(format!("remote.{remote}.{key}").as_str()).unwrap_or_default();
        let all: Vec<String> = all.iter().map(ToString::to_string).collect();
        all.rsplit(String::is_empty).next().unwrap_or_default().to_vec()
    }

    fn push(&self, to: &Destination) -> Command {
        let mut push = self.pushing(to);
        if to.is_first {
            push.arg("--set-upstream");
        }
        push.arg("--").arg(&to.remote).arg(format!("{}:{}", to.here, to.there));
        push
    }

    /// A push to a place of nothing but what is named.
    pub(super) fn pushing(&self, to: &Destination) -> Command {
        let mut push = git(self.work_dir());
        // A mirror would take every branch along.
        push.arg("-c").arg(format!("remote.{}.mirror=false", to.remote)).args(["push", "--porcelain", "--no-follow-tags", "--recurse-submodules=no"]);
        push
    }

    /// Runs a push to its end.
    pub(super) fn run_push(&self, push: &mut Command, to: &Destination, attendance: Attendance) -> Result<Ran, RepositoryError> {
        push.env("LC_ALL", "C");
        self.quieten(push, attendance);
        run(push, b"", attendance.limit().map(|_| TO_SEND)).map_err(|error| match error {
            NotRun::NotFound => RepositoryError::from(SharingError::NoGit),
            NotRun::TimedOut => SharingError::Unreachable { remote: to.remote.clone(), said: String::new() }.into(),
            NotRun::System(source) => RepositoryError::Io { doing: "het starten van git", path: "git".into(), source },
        })
    }

    /// Refuses to send what was destroyed.
    fn brings_nothing_back(&self, to: &Destination) -> Result<(), RepositoryError> {
        let Some(end) = self.end_of(to)? else { return Ok(()) };
        let back = Returning::of(&self.leading_back(&[(to.here.clone(), end)], self.fetched(&to.remote, &to.there)?.as_slice())?);
        if back.is_empty() {
            return Ok(());
        }
        let known_here = KeptOut::at(&self.git, self.prefix(), [end])?;
        let is_old_copy = !back.destroyed.is_subset(&known_here.destroyed) || !back.redacted.is_subset(&known_here.redacted.dossiers);
        if !is_old_copy {
            return Err(SharingError::BringsBack { numbers: back }.into());
        }
        let elsewhere = KeptOut::at(&self.git, self.prefix(), self.fetched(&to.remote, &to.there)?)?;
        let again = known_here.besides(&elsewhere);
        Err(SharingError::OldCopy {
            unshared: self.unshared_dossiers(&to.remote).ok(),
            remote: to.remote.clone(),
            numbers: back,
            again: Box::new(again),
        }
        .into())
    }

    /// That this is a copy from before what was done there, with what it did by itself.
    pub(super) fn old_copy(&self, remote: String, numbers: Returning, again: Returning) -> SharingError {
        let mut unshared = self.unshared_dossiers(&remote).ok();
        unshared.iter_mut().for_each(|unshared| unshared.retain(|id| !numbers.destroyed.contains(id)));
        SharingError::OldCopy { remote, numbers, unshared, again: Box::new(again) }
    }

    /// Why there are commits elsewhere that are not here: someone's work, or a destruction on one of the two sides.
    fn why_behind(&self, to: &Destination, behind: SharingError, attendance: Attendance) -> SharingError {
        let remote = to.remote.clone();
        let place = match self.elsewhere(&to.remote, self.work_dir()) {
            Ok(places) if places.len() == 1 => places.into_iter().next().expect("there is one"),
            _ => return behind,
        };
        if self.offered(&place, attendance).is_ok_and(|offered| self.is_old_there(to, &offered).unwrap_or(false)) {
            return SharingError::OldThere { remote };
        }
        match self.held_against(&place, to, attendance) {
            Ok(Some(SideOfDestruction::Here)) => SharingError::OldThere { remote },
            Ok(Some(SideOfDestruction::There(numbers, again))) => self.old_copy(remote, numbers, again),
            _ => behind,
        }
    }

    /// Keeps git from asking anything where nobody is there to answer.
    pub(super) fn quieten(&self, command: &mut Command, attendance: Attendance) {
        if attendance != Attendance::Attended {
            command.envs([("GIT_TERMINAL_PROMPT", "0"), ("GIT_ASKPASS", ""), ("SSH_ASKPASS_REQUIRE", "never"), ("GCM_INTERACTIVE", "never")]);
            command.envs(self.ssh_that_asks_nothing().map(|ssh| ("GIT_SSH_COMMAND", ssh)));
        }
    }

    /// The command git is to use for ssh; `None` where another program than ssh was chosen.
    fn ssh_that_asks_nothing(&self) -> Option<String> {
        let chosen = std::env::var("GIT_SSH_COMMAND").ok();
        let chosen = chosen.or_else(|| self.git.config_snapshot().string("core.sshCommand").map(|command| command.to_string()));
        if chosen.is_none() && std::env::var_os("GIT_SSH").is_some() {
            return None;
        }
        let command = chosen.unwrap_or_else(|| "ssh".to_owned());
        let program = command.split_whitespace().next().unwrap_or_default();
        (program.rsplit(['/', '\\']).next() == Some("ssh")).then(|| format!("{command} -o BatchMode=yes -o ConnectTimeout=20"))
    }

    /// Why git did not send it.
    fn refusal(&self, to: &Destination, ran: &Ran) -> SharingError {
        let remote = to.remote.clone();
        let said = scrubbed(&legible(&ran.stderr));
        match Answer::of(ran) {
            Some(Answer { sign: '!', summary }) if BEHIND.iter().any(|word| summary.contains(word)) => {
                SharingError::Behind { remote, branch: short(&to.there).to_owned() }
            }
            Some(Answer { sign: '!', summary }) => {
                let by_remote = spoken_by_remote(&said);
                SharingError::Refused { remote, said: if by_remote.is_empty() { summary } else { by_remote } }
            }
            _ if self.has_hook("pre-push") && !said.contains("fatal:") => SharingError::HookRefused(said),
            _ if NO_ACCESS.iter().any(|word| said.contains(word)) => SharingError::NoAccess { remote, said },
            _ => SharingError::Unreachable { remote, said },
        }
    }

    /// The commit with this name or the beginning of it, when it is here.
    fn commit_named(&self, name: &str) -> Option<gix::ObjectId> {
        self.git.rev_parse_single(name).ok().map(gix::Id::detach)
    }
}

/// What git says when there are commits that are not here.
const BEHIND: [&str; 3] = ["fetch first", "non-fast-forward", "needs force"];
/// What git, ssh and hosts say when nobody is let in.
pub(super) const NO_ACCESS: [&str; 8] = [
    "Authentication failed",
    "could not read Username",
    "could not read Password",
    "terminal prompts disabled",
    "Permission denied",
    "Host key verification failed",
    "returned error: 403",
    "returned error: 401",
];

/// What git says of the one branch that was sent: `=`, a space, `*` for a new one, `!` for a refusal, and more words.
struct Answer {
    sign: char,
    summary: String,
}

impl Answer {
    fn of(ran: &Ran) -> Option<Self> {
        let text = String::from_utf8_lossy(&ran.stdout);
        text.lines().find_map(|line| {
            let mut parts = line.splitn(3, '\t');
            let (sign, _, summary) = (parts.next()?, parts.next()?, parts.next()?);
            let sign = sign.chars().next().filter(|sign| "=*! +-".contains(*sign))?;
            Some(Self { sign, summary: legible(summary.as_bytes()) })
        })
    }

    /// Where the branch stood there before.
    fn from(&self) -> &str {
        self.summary.split("..").next().unwrap_or_default()
    }
}

/// The lines that came from the other side.
pub(super) fn spoken_by_remote(said: &str) -> String {
    let lines = said.lines().filter_map(|line| line.strip_prefix("remote:")).map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// A branch as people call it.
fn short(branch: &str) -> &str {
    branch.strip_prefix("refs/heads/").unwrap_or(branch)
}

/// An address without user name, password or anything that follows a question mark.
pub(super) fn without_secrets(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = rest.split_once('/').map_or((rest, String::new()), |(host, path)| (host, format!("/{path}")));
    let host = host.rsplit('@').next().unwrap_or_default();
    format!("{scheme}://{host}{path}")
}

/// A text in which no address gives access to anything.
pub(super) fn scrubbed(text: &str) -> String {
    text.split_inclusive(|letter: char| letter.is_whitespace() || letter == '\'' || letter == '"')
        .map(|word| match word.char_indices().next_back() {
            Some((end, last)) if word.contains("://") && word.contains(['@', '?']) && !last.is_alphanumeric() => {
                format!("{}{last}", without_secrets(&word[..end]))
            }
            Some(_) if word.contains("://") && word.contains(['@', '?']) => without_secrets(word),
            _ => word.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_is_shown_without_what_gives_access() {
        let shown = [
            ("https://jansen:geheim@git.organisatie.example/klachten.git", "https://git.organisatie.example/klachten.git"),
            ("https://ghp_token@git.organisatie.example/a@b.git?token=geheim", "https://git.organisatie.example/a@b.git"),
            ("ssh://git@git.organisatie.example:2222/klachten", "ssh://git.organisatie.example:2222/klachten"),
            ("git@git.organisatie.example:klachten.git", "git@git.organisatie.example:klachten.git"),
            ("/srv/klachten.git", "/srv/klachten.git"),
        ];
        for (address, expected) in shown {
            assert_eq!(without_secrets(address), expected);
        }
    }

    #[test]
    fn what_git_says_never_repeats_a_password() {
        let said = "fatal: unable to access 'https://jansen:geheim@git.organisatie.example/k.git/': Could not resolve host";
        assert_eq!(scrubbed(said), "fatal: unable to access 'https://git.organisatie.example/k.git/': Could not resolve host");
        assert_eq!(scrubbed("zie https://a:b@c.example/x"), "zie https://c.example/x");
    }

    #[test]
    fn words_of_the_other_side_are_told_from_those_of_git() {
        assert_eq!(
            spoken_by_remote("remote: niet op zondag\nremote: \nTo x\n ! [remote rejected]\nremote:   echt niet"),
            "niet op zondag\necht niet"
        );
    }
}

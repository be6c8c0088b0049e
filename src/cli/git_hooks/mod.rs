//! `klacht git-hooks`: our judgement before git records something, or a server takes it.

mod commit_msg;
mod installing;
mod keeping_out;
mod pre_commit;
mod pre_receive;

use std::path::PathBuf;

use super::{Desk, Exit, Failure};
use crate::repository::Offence;

/// What `git-hooks` takes.
#[derive(Debug, clap::Args)]
pub struct GitHooksArguments {
    /// Where the hooks stand.
    #[command(flatten)]
    at: Where,
    /// What to do; without it, what stands where.
    #[command(subcommand)]
    action: Option<Action>,
}

/// Where the hooks stand.
#[derive(Clone, Debug, Default, clap::Args)]
struct Where {
    /// A repository on a server; else the dossier folder.
    #[arg(long = "opslag-op-server", value_name = "PAD", help = "De git-opslag op een server, zoals klachten.git, in plaats van deze dossiermap")]
    server: Option<PathBuf>,
}

/// What to do with hooks, and the hooks themselves.
#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Puts them in place.
    #[command(name = "installeer", visible_alias = "install", about = "Zet de hooks neer; een hook van een ander blijft staan")]
    Install {
        /// Where.
        #[command(flatten)]
        at: Where,
        /// Whether an error among the remarks refuses too.
        #[arg(long = "streng", conflicts_with = "server", help = "Weiger ook als «klacht controleer» een fout ziet in wat wordt vastgelegd")]
        strict: bool,
    },
    /// Takes them away.
    #[command(name = "verwijder", visible_alias = "remove", about = "Haal de hooks weer weg; een hook van een ander blijft staan")]
    Remove {
        /// Where.
        #[command(flatten)]
        at: Where,
    },
    /// Before a commit.
    #[command(name = "pre-commit", about = "Keur wat klaarstaat om vastgelegd te worden; zo roept git het aan")]
    PreCommit {
        /// Whether an error among the remarks refuses too.
        #[arg(long = "streng", help = "Weiger ook als «klacht controleer» een fout ziet in wat wordt vastgelegd")]
        strict: bool,
    },
    /// At the message of a commit.
    #[command(name = "commit-msg", about = "Keur de boodschap bij wat klaarstaat; zo roept git het aan")]
    CommitMsg {
        /// The message.
        #[arg(value_name = "BESTAND", help = "Het bestand met de boodschap")]
        message: PathBuf,
    },
    /// Before any commit, also one of a merge, a rebase or a cherry-pick.
    #[command(name = "prepare-commit-msg", about = "Houd tegen dat iets vernietigds terugkomt; zo roept git het aan")]
    PrepareCommitMsg {
        /// What git says of the message.
        #[arg(value_name = "WOORD", hide = true)]
        words: Vec<String>,
    },
    /// After a merge, when it is too late to refuse.
    #[command(name = "post-merge", about = "Zeg het als er iets vernietigds terugkwam; zo roept git het aan")]
    PostMerge {
        /// What git says of the merge.
        #[arg(value_name = "WOORD", hide = true)]
        words: Vec<String>,
    },
    /// After a rebase, when it is too late to refuse.
    #[command(name = "post-rewrite", about = "Zeg het als er iets vernietigds terugkwam; zo roept git het aan")]
    PostRewrite {
        /// What git says of the rebase.
        #[arg(value_name = "WOORD", hide = true)]
        words: Vec<String>,
    },
    /// Before a push.
    #[command(name = "pre-push", about = "Houd tegen dat iets vernietigds wordt gedeeld; zo roept git het aan")]
    PrePush {
        /// Where to.
        #[arg(value_name = "WOORD", hide = true)]
        words: Vec<String>,
    },
    /// Before a server takes a push.
    #[command(name = "pre-receive", about = "Keur op een server wat binnenkomt; zo roept git het aan")]
    PreReceive,
}

/// Says what stands where, puts hooks in place or takes them away, or judges for git.
///
/// # Errors
/// When there is no git, its data cannot be read, or a hook cannot be written.
pub fn run(arguments: &GitHooksArguments, desk: &Desk) -> Result<Exit, Failure> {
    match &arguments.action {
        None => installing::tell(&arguments.at, desk),
        Some(Action::Install { at, strict }) => installing::install(at, *strict, desk),
        Some(Action::Remove { at }) => installing::remove(at, desk),
        Some(Action::PreCommit { strict }) => pre_commit::run(*strict, desk),
        Some(Action::CommitMsg { message }) => commit_msg::run(message, desk),
        Some(Action::PrepareCommitMsg { .. }) => keeping_out::commit(desk),
        Some(Action::PostMerge { .. }) => keeping_out::merged(desk),
        Some(Action::PostRewrite { words }) => keeping_out::rewritten(words, desk),
        Some(Action::PrePush { .. }) => keeping_out::push(desk),
        Some(Action::PreReceive) => pre_receive::run(desk),
    }
}

/// An offence with what to do about it.
fn told(offence: &Offence) -> String {
    format!("fout: {offence}\n  hulp: {}\n", offence.help())
}

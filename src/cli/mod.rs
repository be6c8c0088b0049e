//! The commands, one file each: load, compute, render, write, exit code.

mod acknowledge;
mod advice;
mod aftercheck;
mod amendment;
mod anchor;
mod appeal;
mod arguments;
mod begin;
mod books;
mod build;
mod calendar;
mod check;
mod commands;
mod commit;
mod commitment;
mod completions;
mod conflict;
mod deadlines;
mod demo;
mod desk;
mod destination;
mod destroy;
mod diagnose;
mod disclose;
mod dutch;
mod erase;
mod exit;
mod explain;
mod failure;
mod find;
mod forms;
mod git_hooks;
mod given_anchor;
mod import;
mod letter;
mod log;
mod measure;
mod merge;
mod message;
mod new;
mod questions;
mod recordings;
mod redact;
mod register;
mod renumber;
mod report;
mod request;
mod retention;
mod schema;
mod serve;
mod share;
mod site_choice;
mod status;
mod step;
mod talk;
mod today;
mod unfinished;
mod watch;

use std::ffi::OsString;
use std::time::Duration;

use arguments::Arguments;
use commands::Command;
use desk::Desk;
pub use exit::Exit;
use failure::Failure;

use crate::shell::progress::ProgressLine;
use crate::shell::terminal::Terminal;

/// How long a command waits for another process that is recording.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs the command these words ask for.
#[must_use]
pub fn run(words: impl IntoIterator<Item = OsString>) -> Exit {
    let terminal = Terminal::of_process();
    let _progress = ProgressLine::begin();
    let words: Vec<OsString> = words.into_iter().collect();
    if let Some(told) = completions::answer(&words) {
        return terminal.print(&told).map_or(Exit::InputOutput, |()| Exit::Done);
    }
    let outcome = match dutch::parse(words) {
        Ok(arguments) => Desk::new(&arguments, terminal).and_then(|desk| answer(&arguments, &desk)),
        Err(dutch::Parsed::Shown(text)) => terminal.print(&dutch::painted(&text, terminal.colour)).map(|()| Exit::Done).map_err(Failure::from),
        Err(dutch::Parsed::Wrong(failure)) => Err(failure),
    };
    outcome.unwrap_or_else(|failure| {
        terminal.notice(&failure.told());
        failure.exit
    })
}

fn answer(arguments: &Arguments, desk: &Desk) -> Result<Exit, Failure> {
    unfinished::heed(arguments.command.as_ref(), desk)?;
    match &arguments.command {
        Some(Command::Begin(begin)) => begin::run(begin, desk),
        Some(Command::Calendar(calendar)) => calendar::run(calendar, desk),
        Some(Command::Check(check)) => check::run(check, desk),
        Some(Command::Commit(commit)) => commit::run(commit, desk),
        Some(Command::Conflict(conflict)) => conflict::run(conflict, desk),
        Some(Command::Deadlines(deadlines)) => deadlines::run(deadlines, desk),
        Some(Command::Demo(demo)) => demo::run(demo, arguments.today, desk),
        Some(Command::Diagnose(diagnose)) => diagnose::run(diagnose, desk),
        Some(Command::Disclose(disclose)) => disclose::run(disclose, desk),
        Some(Command::Find(find)) => find::run(find, desk),
        Some(Command::Explain(explain)) => explain::run(explain, desk),
        Some(Command::Completions(completions)) => completions::run(completions, desk),
        Some(Command::Build(build)) => build::run(build, desk),
        Some(Command::Schema(schema)) => schema::run(schema, desk),
        Some(Command::Serve(serve)) => serve::run(serve, arguments.today, desk),
        Some(Command::Renumber(renumber)) => renumber::run(renumber, desk),
        Some(Command::Anchor(anchor)) => anchor::run(anchor, desk),
        Some(Command::Watch(watch)) => watch::run(watch, arguments.today, desk),
        Some(Command::Report(report)) => report::run(report, desk),
        Some(Command::GitHooks(hooks)) => git_hooks::run(hooks, desk),
        Some(Command::Register(register)) => register::run(register, desk),
        Some(Command::Retention(retention)) => retention::run(retention, desk),
        Some(Command::Destroy(destroy)) => destroy::run(destroy, desk),
        Some(Command::Erase(erase)) => erase::run(erase, desk),
        Some(Command::Redact(redact)) => redact::run(redact, desk),
        Some(Command::New(new)) => new::run(new, desk),
        Some(Command::Import(import)) => import::run(import, desk),
        Some(Command::Status(status)) => status::run(status, desk),
        Some(Command::Share(share)) => share::run(share, desk),
        Some(Command::Letter(letter)) => letter::run(letter, desk),
        Some(Command::Log(log)) => log::run(log, desk),
        Some(Command::Commitment(commitment)) => commitment::run(commitment, desk),
        Some(Command::Measure(measure)) => measure::run(measure, desk),
        Some(Command::Talk(talk)) => talk::run(talk, desk),
        Some(Command::Merge(merge)) => merge::run(merge, desk),
        Some(Command::Message(message)) => message::run(message, desk),
        Some(Command::Advice(advice)) => advice::run(advice, desk),
        Some(Command::Acknowledge(acknowledge)) => acknowledge::run(acknowledge, desk),
        Some(Command::Appeal(appeal)) => appeal::run(appeal, desk),
        Some(Command::Request(request)) => request::run(request, desk),
        None => today::run(desk),
    }
}

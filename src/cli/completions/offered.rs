//! Which argument is filled in with what, by the type of what it takes.

use std::any::TypeId;
use std::ffi::{OsStr, OsString};

use clap::{Arg, Command};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};

use super::candidates::{Typed, rule_files, words};
use crate::cli::explain::What;
use crate::domain::{Channel, DossierId, Finding, LetterKind, MessageKind, OralManner, Status, Subject, TermKind, Vocabulary};
use crate::source::ShippedRules;

/// The commands, where the arguments know what may be filled in after these words.
pub(super) fn with_candidates(command: Command, typed: &[OsString]) -> Command {
    let typed = Typed(typed.to_vec());
    offered(command, &typed)
}

fn offered(command: Command, typed: &Typed) -> Command {
    let takes_a_step = command.get_name() == "status";
    // A command is offered by its Dutch name alone; typed in English it still is known.
    let is_in_english = command.get_visible_aliases().any(|alias| typed.0.iter().any(|word| word == alias));
    let command = if is_in_english { command } else { command.visible_alias(None) };
    command.mut_args(|argument| filled_in(argument, typed, takes_a_step)).mut_subcommands(|command| offered(command, typed))
}

/// The argument with what may be filled in; as it is when that is files, or nothing.
fn filled_in(argument: Arg, typed: &Typed, takes_a_step: bool) -> Arg {
    let takes = argument.get_value_parser().type_id();
    let typed = typed.clone();
    if takes == TypeId::of::<DossierId>() {
        return completed(argument, move |begun| typed.numbers(begun));
    }
    if takes == TypeId::of::<What>() {
        return completed(argument, move |begun| typed.explainable(begun));
    }
    if takes == TypeId::of::<Status>() && takes_a_step {
        return completed(argument, move |begun| typed.next_statuses(begun));
    }
    if takes == TypeId::of::<&'static ShippedRules>() {
        return completed(argument, rule_files);
    }
    if argument.get_long() == Some("onderdeel") {
        return completed(argument, move |begun| typed.divisions(begun));
    }
    let vocabularies = [
        of::<Status>(),
        of::<Channel>(),
        of::<Finding>(),
        of::<Subject>(),
        of::<OralManner>(),
        of::<MessageKind>(),
        of::<TermKind>(),
        of::<LetterKind>(),
    ];
    match vocabularies.into_iter().find(|(kind, _)| takes == *kind) {
        Some((_, known)) => completed(argument, move |begun| words(known.iter().copied(), begun)),
        None => argument,
    }
}

/// A vocabulary by its type.
fn of<V: Vocabulary>() -> (TypeId, &'static [&'static str]) {
    (TypeId::of::<V>(), V::WORDS)
}

fn completed(argument: Arg, candidates: impl Fn(&OsStr) -> Vec<CompletionCandidate> + Send + Sync + 'static) -> Arg {
    argument.add(ArgValueCompleter::new(candidates))
}

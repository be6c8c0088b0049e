//! Anchors: found again in a later history, also after a lawful destruction, and not in one that was cut short or written anew.
#![allow(clippy::disallowed_methods, reason = "a test makes the folders it judges")]

use std::path::Path;

use crate::suite::cast;
use crate::suite::told;
use klachtdossier::diagnostic::Severity;
use klachtdossier::domain::{Anchor, DossierId};
use klachtdossier::repository::{AnchorCheck, AuditTerms, Repository, TakenAnchor};
use klachtdossier::shell::office::Office;
use klachtdossier::source::AnchorLeaves;
use tempfile::TempDir;
use told::{Told, tell};

fn path(serial: usize) -> String {
    format!("dossiers/2026/K-2026-{serial:04}/dossier.md")
}

fn change(day: &str, serial: usize, status: &str, more: &str) -> Told {
    let text = format!("---\nschema: 1\nnummer: K-2026-{serial:04}\nstatus: {status}\n{more}---\n");
    Told::on(day, &format!("K-2026-{serial:04}: {status}")).file(&path(serial), text)
}

fn begin() -> Told {
    Told::on("2026-11-01", "Begin van de dossiermap\n\nSoort: begin\n").file("dossiers/regeling.yaml", cast::rule_file())
}

/// Three dossiers, begun and taken a step further.
fn history() -> Vec<Told> {
    let mut history = vec![begin()];
    for (day, serial, status) in
        [(3, 1, "ontvangen"), (4, 2, "ontvangen"), (5, 1, "in_behandeling"), (6, 3, "melding"), (7, 2, "onvolledig"), (8, 3, "ontvangen")]
    {
        history.push(change(&format!("2026-11-{day:02}"), serial, status, ""));
    }
    history
}

fn told(history: &[Told]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    tell(folder.path(), history);
    folder
}

fn open(folder: &Path) -> Repository {
    Repository::discover(folder).unwrap().unwrap()
}

fn taken(history: &[Told]) -> TakenAnchor {
    open(told(history).path()).anchor().unwrap().unwrap()
}

/// The commit in which the program keeps the file of an anchor.
fn kept(taken: &TakenAnchor) -> Told {
    Told::on("2026-11-20", "IJkpunt genomen\n\nSoort: ijkpunt\n").file(taken.path().as_str(), taken.leaves.written(&taken.anchor))
}

fn checked(history: &[Told], anchor: &Anchor, leaves: Option<AnchorLeaves>) -> AnchorCheck {
    let folder = told(history);
    let office = Office::find(folder.path()).unwrap();
    let rules = office.rule_file().unwrap().rules.unwrap();
    let terms = AuditTerms { rules: &rules, today: "2026-12-31".parse().unwrap(), destroyed: &office.destroyed() };
    open(folder.path()).check_anchor(anchor, leaves, &terms).unwrap()
}

/// Code and message of every finding when a history is held against an anchor of which only the signs are known.
fn found(history: &[Told], anchor: &Anchor) -> Vec<(String, String)> {
    let findings = checked(history, anchor, None).findings;
    findings.into_iter().map(|file| (file.remarks[0].diagnostic.code.to_string(), file.remarks[0].diagnostic.message.clone())).collect()
}

fn with(mut history: Vec<Told>, more: impl IntoIterator<Item = Told>) -> Vec<Told> {
    history.extend(more);
    history
}

/// The history without one dossier, as a destruction leaves it: what is kept has the same trees, authors, times and messages.
fn destroyed(history: &[Told], serial: usize) -> Vec<Told> {
    let number = format!("K-2026-{serial:04}");
    let kept =
        history.iter().cloned().map(|told| Told { files: told.files.into_iter().filter(|(path, _)| !path.contains(&number)).collect(), ..told });
    let kept = kept.filter(|told| !told.files.is_empty());
    let line = format!("schema: 1\nvernietigd:\n  - nummer: {number}\n");
    let record =
        Told::on("2027-01-15", &format!("1 dossier vernietigd\n\nSoort: vernietiging\nDossier: {number}\n")).file("register/vernietigd.yaml", line);
    with(kept.collect(), [record])
}

fn number(serial: u32) -> DossierId {
    DossierId::new(2026, serial).unwrap()
}

#[test]
fn anchor_counts_what_it_was_taken_of() {
    let anchor = taken(&history()).anchor;
    assert_eq!((anchor.dossiers, anchor.changes, anchor.day.to_string().as_str()), (3, 6, "2026-11-08"));
}

#[test]
fn keeping_an_anchor_changes_no_anchor() {
    let first = taken(&history());
    assert_eq!(taken(&with(history(), [kept(&first)])), first);
}

#[test]
fn other_branches_and_unrecorded_work_change_no_anchor() {
    let folder = told(&history());
    let first = open(folder.path()).anchor().unwrap();
    std::fs::write(folder.path().join(path(1)), "half").unwrap();
    let tip = std::fs::read_to_string(folder.path().join(".git/refs/heads/main")).unwrap();
    std::fs::write(folder.path().join(".git/refs/heads/ander"), tip).unwrap();
    assert_eq!(open(folder.path()).anchor().unwrap(), first);
}

#[test]
fn sides_of_a_merge_may_come_in_any_order() {
    let side = |day: &str, serial: usize| change(day, serial, "onvolledig", "kanaal: post\n");
    let both = |first: usize, second: usize| {
        let merge = Told::on("2026-11-12", "Merge");
        let mut history = with(history(), [side("2026-11-10", 1), side("2026-11-10", 3).after(&[6])]);
        history.push(merge.file(&path(1), "x").file(&path(3), "y").after(&[first, second]));
        history
    };
    let marks = |history: &[Told]| {
        let taken = taken(history);
        (taken.leaves.iter().map(|(dossier, leaf)| (dossier, leaf.hash)).collect::<Vec<_>>(), taken.anchor.changes)
    };
    let [one, other] = [both(7, 8), both(8, 7)];
    assert_eq!(marks(&one), marks(&other));
}

#[test]
fn intact_history_that_grew_holds_its_anchor() {
    let taken = taken(&history());
    let grown = with(history(), [kept(&taken), change("2026-11-21", 1, "afgehandeld", ""), change("2026-11-22", 4, "ontvangen", "")]);
    let check = checked(&grown, &taken.anchor, None);
    assert_eq!((check.findings, check.changes_since, check.destroyed), (vec![], 2, vec![]));
    // Also without the file, by the name of its last commit.
    let bare = with(history(), [change("2026-11-21", 1, "afgehandeld", "")]);
    let check = checked(&bare, &taken.anchor, None);
    assert_eq!((check.findings, check.changes_since), (vec![], 1));
}

#[test]
fn anchor_holds_for_all_that_is_kept_after_a_destruction() {
    let taken = taken(&history());
    let grown = with(history(), [kept(&taken), change("2026-11-21", 1, "afgehandeld", "")]);
    let check = checked(&destroyed(&grown, 2), &taken.anchor, None);
    assert_eq!((check.findings, check.changes_since, check.destroyed), (vec![], 1, vec![number(2)]));
}

#[test]
fn file_of_an_anchor_does_what_the_register_does() {
    let taken = taken(&history());
    let check = checked(&destroyed(&history(), 2), &taken.anchor, Some(taken.leaves.clone()));
    assert_eq!((check.findings, check.destroyed), (vec![], vec![number(2)]));
}

#[test]
fn dossier_that_left_without_a_record_is_named() {
    let taken = taken(&history());
    let grown = with(history(), [kept(&taken)]);
    let mut gone = destroyed(&grown, 2);
    gone.pop();
    let found = found(&gone, &taken.anchor);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "ijkpunt-herschreven");
    assert!(found[0].1.starts_with("K-2026-0002 had 2 wijzigingen"), "{}", found[0].1);
}

#[test]
fn rewritten_dossier_is_named_with_the_change_from_which_it_differs() {
    let taken = taken(&history());
    let grown = with(history(), [kept(&taken), change("2026-11-21", 1, "afgehandeld", "")]);
    let mut rewritten = grown.clone();
    rewritten[5] = change("2026-11-07", 2, "in_behandeling", "");
    let rewritten_found = found(&rewritten, &taken.anchor);
    assert_eq!(rewritten_found.len(), 1);
    assert_eq!(rewritten_found[0].0, "ijkpunt-herschreven");
    assert!(rewritten_found[0].1.starts_with("K-2026-0002 is niet wat het op 8 november 2026 was: wijziging 2 van 2"), "{}", rewritten_found[0].1);
    for (place, told) in
        [(3, Told { message: "anders".into(), ..grown[3].clone() }), (3, Told { at: "2026-11-05T10:00:00+01:00".into(), ..grown[3].clone() })]
    {
        let mut other = grown.clone();
        other[place] = told;
        assert_eq!(found(&other, &taken.anchor).len(), 1);
    }
}

#[test]
fn dossier_that_came_below_the_anchor_is_shown_and_nothing_differs() {
    let taken = taken(&history());
    let mut below = with(history(), [kept(&taken)]);
    below.insert(4, change("2026-11-05", 9, "ontvangen", ""));
    let check = checked(&below, &taken.anchor, None);
    let remark = &check.findings[0].remarks[0].diagnostic;
    assert!(remark.message.starts_with("K-2026-0009 stond niet in het ijkpunt"), "{}", remark.message);
    assert_eq!((check.findings.len(), remark.severity, check.differs()), (1, Severity::Info, false));
}

#[test]
fn anchor_put_on_top_of_what_a_colleague_pushed_still_holds() {
    let taken = taken(&history());
    let colleague = [change("2026-11-19", 1, "afgehandeld", ""), change("2026-11-19", 4, "ontvangen", "")];
    let check = checked(&with(with(history(), colleague), [kept(&taken)]), &taken.anchor, None);
    assert_eq!((check.findings, check.changes_since), (vec![], 2));
}

#[test]
fn own_work_put_on_top_of_what_a_colleague_pushed_still_holds() {
    // The last commit of the anchor has another name by then.
    let taken = taken(&history());
    let mut rebased = with(history(), [kept(&taken)]);
    rebased.insert(6, change("2026-11-06", 1, "afgehandeld", ""));
    let check = checked(&rebased, &taken.anchor, None);
    assert_eq!((check.findings, check.changes_since), (vec![], 1));
}

#[test]
fn anchor_of_another_branch_is_not_called_rewritten() {
    let taken = taken(&history());
    let other = change("2026-11-10", 5, "ontvangen", "").after(&[3]);
    let folder = tempfile::tempdir().unwrap();
    let commits = tell(folder.path(), &with(history(), [other, kept(&taken)]));
    let found = || {
        let office = Office::find(folder.path()).unwrap();
        let rules = office.rule_file().unwrap().rules.unwrap();
        let terms = AuditTerms { rules: &rules, today: "2026-12-31".parse().unwrap(), destroyed: &office.destroyed() };
        open(folder.path()).check_anchor(&taken.anchor, None, &terms).unwrap().findings[0].remarks[0].diagnostic.code.to_string()
    };
    assert_eq!(found(), "ijkpunt-herschreven");
    std::fs::write(folder.path().join(".git/refs/heads/ander"), format!("{}\n", commits[6])).unwrap();
    assert_eq!(found(), "ijkpunt-afgekapt");
}

#[test]
fn truncated_history_is_told_from_a_rewritten_one() {
    let taken = taken(&history());
    assert_eq!(found(&history()[..5], &taken.anchor)[0].0, "ijkpunt-afgekapt");
    let mut rewritten = history();
    rewritten[6] = change("2026-11-08", 3, "opgelost_in_gesprek", "");
    assert_eq!(found(&rewritten, &taken.anchor)[0].0, "ijkpunt-herschreven");
    // With the file of the anchor the dossier is named, also when the history keeps none.
    let check = checked(&rewritten, &taken.anchor, Some(taken.leaves.clone()));
    assert_eq!(check.findings[0].number, Some(number(3)));
    let check = checked(&history()[..5], &taken.anchor, Some(taken.leaves));
    assert_eq!(check.findings[0].remarks[0].diagnostic.code.to_string(), "ijkpunt-afgekapt");
}

#[test]
fn anchor_of_another_folder_is_told() {
    let other = with(vec![Told { at: "2026-10-01".into(), ..begin() }], history().into_iter().skip(1));
    assert_eq!(found(&other, &taken(&history()).anchor)[0].0, "ijkpunt-andere-map");
}

#[test]
fn renumbered_dossier_is_still_what_it_was() {
    let taken = taken(&history());
    let renumbered = Told::on("2026-11-21", "1 dossier hernummerd\n\nSoort: hernummering\n")
        .without(&path(3))
        .file(&path(7), "---\nschema: 1\nnummer: K-2026-0007\nstatus: ontvangen\nvoorheen: [K-2026-0003]\n---\n");
    assert_eq!(found(&with(history(), [kept(&taken), renumbered]), &taken.anchor), []);
}

#[test]
fn file_of_the_register_that_was_changed_is_not_believed() {
    let taken = taken(&history());
    let text = taken.leaves.written(&taken.anchor);
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with("K-2026-0002")).collect();
    let forged = Told::on("2026-11-20", "IJkpunt genomen\n\nSoort: ijkpunt\n").file(taken.path().as_str(), lines.join("\n"));
    let mut gone = destroyed(&history(), 2);
    gone.pop();
    assert!(!found(&with(gone, [forged]), &taken.anchor).is_empty());
}

#[test]
fn empty_history_holds_no_anchor() {
    let folder = tempfile::tempdir().unwrap();
    Repository::init_isolated(folder.path()).unwrap();
    assert_eq!(open(folder.path()).anchor().unwrap(), None);
}

//! Reading back what was recorded, and telling a history afterwards.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a test makes the folders it judges, and says aloud what it skips"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use chrono::{DateTime, FixedOffset};
use klachtdossier::domain::{DossierId, Status};
use klachtdossier::repository::{
    AttachmentChange, Change, CommitMessage, Identity, Kind, Link, Outline, Repository, RepositoryError, Revision, TrackedPath,
};

/// What the git program says in a folder; `None`, said aloud, when it is not installed.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=P. Jansen", "-c", "user.email=p.jansen@organisatie.example"])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", folder.join(".git/none"))
        .env("GIT_CONFIG_SYSTEM", folder.join(".git/none"))
        .env("GIT_AUTHOR_DATE", "2026-12-01T12:00:00+01:00")
        .env("GIT_COMMITTER_DATE", "2026-12-01T12:00:00+01:00")
        .output();
    match output {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("SKIPPED: the git program is not installed, so it does not judge `git {}`", arguments.join(" "));
            None
        }
        output => {
            let output = output.unwrap();
            let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
            assert!(output.status.success(), "git {}: {said}", arguments.join(" "));
            Some(said)
        }
    }
}

fn id(serial: u32) -> DossierId {
    DossierId::new(2026, serial).unwrap()
}

fn text(serial: u32, status: &str, more: &str) -> String {
    format!("---\nschema: 1\nnummer: K-2026-{serial:04}\nstatus: {status}\n{more}---\n## Omschrijving\nTe laat geleverd.\n")
}

fn at(day: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(&format!("{day}T09:00:00+01:00")).unwrap()
}

fn officer() -> Identity {
    Identity { name: "P. Jansen".into(), email: "p.jansen@organisatie.example".into() }
}

/// A commit on a day that gives a dossier this text.
fn link(day: &str, serial: u32, before: Option<&str>, after: &str) -> Link {
    let before = before.map(|before| Outline::of(before.as_bytes()));
    let message = CommitMessage::of_change(id(serial), before.as_ref(), &Outline::of(after.as_bytes()), false);
    let changes = BTreeMap::from([(TrackedPath::of_dossier(id(serial)), Change::Content(after.as_bytes().to_vec()))]);
    Link { changes, message, by: officer(), at: at(day) }
}

/// The rule file, dossier 7 in three steps and dossier 8 in between.
fn links() -> Vec<Link> {
    let rules = BTreeMap::from([(TrackedPath::new("dossiers/regeling.yaml").unwrap(), Change::Content(b"schema: 1\n".to_vec()))]);
    let received = text(7, "ontvangen", "");
    let taken_up = text(7, "in_behandeling", "kanaal: post\n");
    let mut with_letter = link("2026-11-06", 7, Some(&taken_up), &text(7, "in_behandeling", "kanaal: e-mail\n"));
    let letter = TrackedPath::in_dossier(id(7), "bijlagen/brief.eml").unwrap();
    with_letter.changes.insert(letter, Change::Content(b"Subject: bevestiging\n".to_vec()));
    vec![
        Link { changes: rules, message: CommitMessage::of_kind(Kind::Begin, []), by: officer(), at: at("2026-11-01") },
        link("2026-11-03", 7, None, &received),
        link("2026-11-04", 8, None, &text(8, "melding", "")),
        link("2026-11-05", 7, Some(&received), &taken_up),
        with_letter,
    ]
}

fn groups(revision: &Revision) -> Vec<String> {
    revision.groups.iter().map(ToString::to_string).collect()
}

#[test]
fn told_history_is_sound_and_clean() {
    let folder = tempfile::tempdir().unwrap();
    Repository::with_chain(folder.path(), &links()).unwrap();
    for (arguments, expected) in [
        (&["status", "--porcelain"][..], ""),
        (&["fsck", "--strict", "--no-progress"], ""),
        (
            &["log", "--format=%ad %s", "--date=short", "--reverse", "-3"],
            "2026-11-04 K-2026-0008: nieuw, status melding\n2026-11-05 K-2026-0007: status ontvangen -> in_behandeling\n2026-11-06 K-2026-0007: kanaal\n",
        ),
        (&["symbolic-ref", "HEAD"], "refs/heads/main\n"),
    ] {
        if let Some(said) = git(folder.path(), arguments) {
            assert_eq!(said, expected, "git {}", arguments.join(" "));
        }
    }
}

#[test]
fn same_links_make_the_same_commits_everywhere() {
    let [one, other] = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let one = Repository::with_chain(one.path(), &links()).unwrap();
    let other = Repository::with_chain(other.path(), &links()).unwrap();
    assert_eq!(one.head_commit().unwrap(), other.head_commit().unwrap());
}

#[test]
fn link_that_changes_nothing_makes_no_commit() {
    let [one, other] = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut twice = links();
    twice.push(twice[4].clone());
    let one = Repository::with_chain(one.path(), &links()).unwrap();
    let other = Repository::with_chain(other.path(), &twice).unwrap();
    assert_eq!(one.head_commit().unwrap(), other.head_commit().unwrap());
}

#[test]
fn folder_with_a_repository_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    Repository::with_chain(folder.path(), &links()).unwrap();
    assert!(matches!(Repository::with_chain(folder.path(), &links()), Err(RepositoryError::AlreadyThere(_))));
}

#[test]
fn history_tells_each_dossier_oldest_first() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::with_chain(folder.path(), &links()).unwrap();
    let history = repository.history().unwrap();
    assert_eq!(history.tip(), repository.head_commit().unwrap());
    assert_eq!(history.iter().map(|(id, revisions)| (id.serial(), revisions.len())).collect::<Vec<_>>(), [(7, 3), (8, 1)]);
    let [new, step, change] = history.of(id(7)) else { panic!("three revisions") };
    assert_eq!((new.from, new.to), (None, Some(Status::Received)));
    assert_eq!((step.from, step.to), (Some(Status::Received), Some(Status::InProgress)));
    assert_eq!(groups(step), ["status", "kanaal"]);
    assert_eq!(groups(change), ["kanaal", "bijlagen"]);
    assert_eq!(change.attachments, BTreeMap::from([("bijlagen/brief.eml".to_owned(), AttachmentChange::Added)]));
    assert_eq!((change.at, &*change.by), (at("2026-11-06"), "P. Jansen"));
    assert_eq!(repository.blob(change.file.unwrap()).unwrap(), text(7, "in_behandeling", "kanaal: e-mail\n").into_bytes());
}

#[test]
fn removed_dossier_keeps_its_history() {
    let folder = tempfile::tempdir().unwrap();
    let mut links = links();
    let removed = [TrackedPath::of_dossier(id(7)), TrackedPath::in_dossier(id(7), "bijlagen/brief.eml").unwrap()];
    let changes = removed.into_iter().map(|path| (path, Change::Removed)).collect();
    links.push(Link { changes, message: CommitMessage::of_kind(Kind::Destruction, [id(7)]), by: officer(), at: at("2026-11-20") });
    let history = Repository::with_chain(folder.path(), &links).unwrap().history().unwrap();
    let last = history.of(id(7)).last().unwrap();
    assert_eq!((last.file, last.from, last.to), (None, Some(Status::InProgress), None));
    assert_eq!(last.attachments["bijlagen/brief.eml"], AttachmentChange::Removed);
}

#[test]
fn unborn_branch_has_no_history() {
    let folder = tempfile::tempdir().unwrap();
    let history = Repository::init_isolated(folder.path()).unwrap().history().unwrap();
    assert_eq!((history.tip(), history.iter().count()), (None, 0));
}

#[test]
fn merge_that_takes_each_dossier_from_one_side_is_not_told() {
    let folder = tempfile::tempdir().unwrap();
    Repository::with_chain(folder.path(), &links()).unwrap();
    let (seven, eight) = (TrackedPath::of_dossier(id(7)).on_disk(folder.path()), TrackedPath::of_dossier(id(8)).on_disk(folder.path()));
    if git(folder.path(), &["switch", "-qc", "ander"]).is_none() {
        return;
    }
    std::fs::write(&eight, text(8, "ontvangen", "")).unwrap();
    git(folder.path(), &["commit", "-qam", "Acht"]);
    git(folder.path(), &["switch", "-q", "main"]);
    std::fs::write(&seven, text(7, "afgehandeld", "")).unwrap();
    git(folder.path(), &["commit", "-qam", "Zeven"]);
    git(folder.path(), &["merge", "-q", "--no-edit", "ander"]);
    let history = Repository::discover(folder.path()).unwrap().unwrap().history().unwrap();
    assert_eq!((history.of(id(7)).len(), history.of(id(8)).len()), (4, 2));
    assert_eq!(history.of(id(8))[1].to, Some(Status::Received));
}

#[test]
fn merge_that_makes_something_new_is_told_against_the_first_parent() {
    let folder = tempfile::tempdir().unwrap();
    Repository::with_chain(folder.path(), &links()).unwrap();
    let seven = TrackedPath::of_dossier(id(7)).on_disk(folder.path());
    if git(folder.path(), &["switch", "-qc", "ander"]).is_none() {
        return;
    }
    std::fs::write(&seven, text(7, "ingetrokken", "")).unwrap();
    git(folder.path(), &["commit", "-qam", "Ander"]);
    git(folder.path(), &["switch", "-q", "main"]);
    std::fs::write(&seven, text(7, "onvolledig", "")).unwrap();
    git(folder.path(), &["commit", "-qam", "Hier"]);
    git(folder.path(), &["merge", "-q", "--no-edit", "-s", "ours", "--no-commit", "ander"]);
    std::fs::write(&seven, text(7, "afgehandeld", "")).unwrap();
    git(folder.path(), &["commit", "-qam", "Samen"]);
    let history = Repository::discover(folder.path()).unwrap().unwrap().history().unwrap();
    let merge = history.of(id(7)).last().unwrap();
    assert_eq!(history.of(id(7)).len(), 6);
    assert_eq!((merge.from, merge.to), (Some(Status::Incomplete), Some(Status::Answered)));
}

#[test]
fn shallow_clone_is_refused_with_the_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("geheel");
    Repository::with_chain(&whole, &links()).unwrap();
    let from = format!("file://{}", whole.display());
    if git(&whole, &["clone", "-q", "--depth=1", &from, "../deel"]).is_none() {
        return;
    }
    let error = Repository::discover(&folder.path().join("deel")).unwrap().unwrap().history().unwrap_err();
    assert!(matches!(error, RepositoryError::Shallow));
    assert!(error.help().unwrap().contains("git fetch --unshallow"));
}

#[test]
fn history_below_a_work_tree_is_that_of_its_own_folder() {
    let folder = tempfile::tempdir().unwrap();
    let into = |link: Link| {
        let below = |(path, change): (TrackedPath, Change)| (TrackedPath::new(format!("klachten/{path}")).unwrap(), change);
        Link { changes: link.changes.into_iter().map(below).collect(), ..link }
    };
    Repository::with_chain(folder.path(), &links().into_iter().map(into).collect::<Vec<_>>()).unwrap();
    let repository = Repository::discover(&folder.path().join("klachten/dossiers")).unwrap().unwrap();
    assert_eq!(repository.history().unwrap().of(id(7)).len(), 3);
    assert_eq!(repository.numbers_in_all_branches().unwrap().len(), 2);
}

/// Where a reading of the history is kept.
fn kept(folder: &Path) -> std::path::PathBuf {
    folder.join(".git/klacht/geschiedenis")
}

/// Records another version of dossier 8 with the git program.
fn another_commit(folder: &Path, more: &str) -> Option<String> {
    std::fs::write(TrackedPath::of_dossier(id(8)).on_disk(folder), text(8, "ontvangen", more)).unwrap();
    git(folder, &["commit", "-qam", "Acht"])
}

#[test]
fn what_was_read_once_is_not_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::with_chain(folder.path(), &links()).unwrap();
    let first = repository.history().unwrap().of(id(7))[0].file.unwrap().to_string();
    if another_commit(folder.path(), "").is_none() {
        return;
    }
    std::fs::remove_file(folder.path().join(".git/objects").join(&first[..2]).join(&first[2..])).unwrap();
    let repository = Repository::discover(folder.path()).unwrap().unwrap();
    assert!(repository.history_afresh().is_err());
    let history = repository.history().unwrap();
    assert_eq!((history.of(id(7)).len(), history.of(id(8)).len()), (3, 2));
    std::fs::remove_file(kept(folder.path())).unwrap();
    assert!(repository.history().is_err());
}

#[test]
fn rewritten_history_leaves_nothing_behind_of_what_it_was() {
    let folder = tempfile::tempdir().unwrap();
    Repository::with_chain(folder.path(), &links()).unwrap();
    let read = || Repository::discover(folder.path()).unwrap().unwrap().history().unwrap();
    let holds = |name: &str| std::fs::read(kept(folder.path())).unwrap().windows(name.len()).any(|part| part == name.as_bytes());
    read();
    assert!(holds("brief.eml"));
    if git(folder.path(), &["reset", "-q", "--hard", "HEAD~1"]).is_none() {
        return;
    }
    assert_eq!(read().of(id(7)).len(), 2);
    assert!(!holds("brief.eml"));
}

#[test]
fn nothing_a_person_typed_into_a_dossier_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut links = links();
    let before = text(8, "melding", "");
    links.push(link("2026-11-07", 8, Some(&before), &text(8, "ontvangen", "onderwerp: Verkeerd boek\nx_kleur: paars\n")));
    Repository::with_chain(folder.path(), &links).unwrap().history().unwrap();
    let bytes = std::fs::read(kept(folder.path())).unwrap();
    let holds = |value: &str| bytes.windows(value.len()).any(|part| part == value.as_bytes());
    assert!(holds("P. Jansen"));
    for value in ["Verkeerd boek", "paars", "kleur", "Te laat geleverd", "organisatie.example"] {
        assert!(!holds(value), "{value}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_kept_is_closed_to_others() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    Repository::with_chain(folder.path(), &links()).unwrap().history().unwrap();
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&kept(folder.path())), mode(&folder.path().join(".git/klacht"))), (0o600, 0o700));
}

#[test]
fn history_is_read_where_nothing_can_be_kept() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::with_chain(folder.path(), &links()).unwrap();
    std::fs::write(folder.path().join(".git/klacht"), "een bestand op die plaats").unwrap();
    assert_eq!(repository.history().unwrap(), repository.history_afresh().unwrap());
    std::fs::remove_file(folder.path().join(".git/klacht")).unwrap();
    std::fs::create_dir_all(kept(folder.path())).unwrap();
    assert_eq!(repository.history().unwrap(), repository.history_afresh().unwrap());
}

#[test]
fn what_a_killed_reading_was_writing_goes_at_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::with_chain(folder.path(), &links()).unwrap();
    let unfinished = folder.path().join(".git/klacht/nieuw-a1b2c3");
    std::fs::create_dir_all(unfinished.parent().unwrap()).unwrap();
    std::fs::write(&unfinished, "half").unwrap();
    repository.history().unwrap();
    assert!(kept(folder.path()).exists() && !unfinished.exists());
}

#[test]
fn work_trees_on_two_branches_do_not_mislead_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let main = folder.path().join("hoofd");
    let other = folder.path().join("ander");
    Repository::with_chain(&main, &links()).unwrap();
    if git(&main, &["worktree", "add", "-q", "../ander", "-b", "ander"]).is_none() {
        return;
    }
    another_commit(&other, "kanaal: post\n");
    let count = |folder: &Path| Repository::discover(folder).unwrap().unwrap().history().unwrap().of(id(8)).len();
    assert_eq!((count(&main), count(&other)), (1, 2));
    let both = [kept(&main), main.join(".git/worktrees/ander/klacht/geschiedenis")];
    let before = both.each_ref().map(|file| file.metadata().unwrap().modified().unwrap());
    assert_eq!((count(&main), count(&other)), (1, 2));
    assert_eq!(both.each_ref().map(|file| file.metadata().unwrap().modified().unwrap()), before);
}

#[test]
fn two_dossier_folders_in_one_repository_keep_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let into = |office: &'static str| {
        move |link: Link| {
            let below = |(path, change): (TrackedPath, Change)| (TrackedPath::new(format!("{office}/{path}")).unwrap(), change);
            Link { changes: link.changes.into_iter().map(below).collect(), ..link }
        }
    };
    let both: Vec<_> = links().into_iter().map(into("noord")).chain(links()[..3].iter().cloned().map(into("zuid"))).collect();
    Repository::with_chain(folder.path(), &both).unwrap();
    let count = |office: &str| Repository::discover(&folder.path().join(office)).unwrap().unwrap().history().unwrap().of(id(7)).len();
    assert_eq!((count("noord"), count("zuid")), (3, 1));
    assert_eq!((count("noord"), count("zuid")), (3, 1));
    assert_eq!(folder.path().join(".git/klacht").read_dir().unwrap().count(), 2);
}

#[test]
fn commit_shown_in_place_of_another_does_not_change_the_history() {
    let folder = tempfile::tempdir().unwrap();
    Repository::with_chain(folder.path(), &links()).unwrap();
    if git(folder.path(), &["replace", "--graft", "HEAD~1", "HEAD~3"]).is_none() {
        return;
    }
    assert_eq!(git(folder.path(), &["rev-list", "--count", "HEAD"]).unwrap(), "4\n");
    let history = Repository::discover(folder.path()).unwrap().unwrap().history().unwrap();
    assert_eq!((history.of(id(7)).len(), history.of(id(8)).len()), (3, 1));
}

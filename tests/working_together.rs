//! What an officer sees and does when two sides worked on the same dossiers: `klacht conflict` and `klacht hernummer`.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a test makes the folders it judges, and says aloud what it skips"
)]

use std::path::Path;

use crate::suite::two_sides;
use two_sides::{BASE, DOSSIER, Folder, VERBS, Verb, said};

/// What `klacht conflict` says here.
fn told(folder: &Folder) -> String {
    folder.klacht(&folder.path, &["conflict"])
}

fn changed(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(BASE.to_owned(), |text, (old, new)| {
        assert_eq!(text.matches(old).count(), 1, "the piece is unique: {old}");
        text.replacen(old, new, 1)
    })
}

#[test]
fn every_conflict_is_told_with_both_sides_and_the_way_out() {
    let Some(folder) = Folder::new() else { return };
    let ours = changed(&[("Sanne de Wit", "Sanne de Boer"), ("kwam te laat.", "kwam laat.")]);
    let theirs = changed(&[("Sanne de Wit", "S. de Wit"), ("kwam te laat.", "kwam nooit."), ("geen", "De Linde")]);
    for (verb, go_on, give_up) in [
        (Verb::Merge, "git commit --no-edit", "git merge --abort"),
        (Verb::CherryPick, "git cherry-pick --continue", "git cherry-pick --abort"),
        (Verb::Rebase, "git rebase --continue", "git rebase --abort"),
        (Verb::StashPop, "git stash drop", "git reset --merge"),
    ] {
        folder.brought_together(verb, BASE, &ours, &theirs);
        let said = told(&folder);
        let (own, other) = if verb == Verb::Rebase { ("de ander:  ", "u:         ") } else { ("hier:      ", "erbij:     ") };
        for part in [
            "K-2026-0007  dossiers/2026/K-2026-0007/dossier.md\n",
            "  klachtindiener.naam\n    eerst:     naam: Sanne de Wit\n",
            &format!("    {own}naam: Sanne de Boer\n    {other}naam: S. de Wit\n"),
            "  de tekst onder «Omschrijving»\n    eerst:     De uitslag kwam te laat.\n",
            "git add dossiers/2026/K-2026-0007/dossier.md",
            go_on,
            give_up,
        ] {
            assert!(said.contains(part), "{verb:?} lacks {part}:\n{said}");
        }
        assert!(!said.contains("organisatie"), "{said}");
        folder.break_off();
    }
}

#[test]
fn steps_of_the_explanation_lead_out() {
    let Some(folder) = Folder::new() else { return };
    let (ours, theirs) = (changed(&[("Sanne de Wit", "Sanne de Boer")]), changed(&[("Sanne de Wit", "S. de Wit"), ("geen", "De Linde")]));
    folder.brought_together(Verb::Merge, BASE, &ours, &theirs);
    folder.write(DOSSIER, &changed(&[("Sanne de Wit", "S. de Boer"), ("geen", "De Linde")]));
    folder.git(&["add", DOSSIER]);
    let done = told(&folder);
    assert!(done.starts_with("Alle conflicten van de samenvoeging zijn opgelost. Maak haar af:\n  git commit --no-edit\n"), "{done}");
    folder.git(&["commit", "--no-edit"]);
    assert_eq!(told(&folder), "Er is geen conflict: git is nergens mee bezig en geen dossier heeft merktekens van een samenvoeging.\n");
    assert!(folder.read(DOSSIER).contains("naam: S. de Boer"));
}

#[test]
fn file_that_git_takes_for_settled_and_that_cannot_be_read_is_not_called_done() {
    let Some(folder) = Folder::new() else { return };
    folder.brought_together(Verb::Merge, BASE, &changed(&[("Sanne de Wit", "Sanne de Boer")]), &changed(&[("Sanne de Wit", "S. de Wit")]));
    folder.write(DOSSIER, &changed(&[("Sanne de Wit\n", "Sanne de Boer\n  naam: S. de Wit\n")]));
    folder.git(&["add", DOSSIER]);
    let said = told(&folder);
    assert!(said.starts_with("Nog niet klaar: K-2026-0007 is zo niet te lezen.\n  regel "), "{said}");
    assert!(said.contains("de sleutel «naam» staat er twee keer; de eerste staat op regel "), "{said}");
    assert!(said.ends_with(&format!("en daarna opnieuw: git add {DOSSIER}\n")), "{said}");
}

#[test]
fn marks_that_were_added_by_mistake_are_noticed() {
    let Some(folder) = Folder::new() else { return };
    folder.brought_together(Verb::Merge, BASE, &changed(&[("Sanne de Wit", "Sanne de Boer")]), &changed(&[("Sanne de Wit", "S. de Wit")]));
    folder.git(&["add", DOSSIER]);
    let said = told(&folder);
    assert!(said.contains("Nog niet klaar: hier staan nog merktekens") && said.contains(DOSSIER), "{said}");
    assert!(!said.contains("opgelost"), "{said}");
}

#[test]
fn conflict_that_is_only_of_lines_is_left_to_the_driver() {
    let Some(folder) = Folder::new() else { return };
    folder.git(&["config", "--remove-section", "merge.klacht"]);
    let both = changed(&[("Sanne de Wit", "Sanne de Boer"), ("organisatie: geen", "organisatie: De Linde")]);
    folder.brought_together(
        Verb::Merge,
        BASE,
        &changed(&[("Sanne de Wit", "Sanne de Boer")]),
        &changed(&[("organisatie: geen", "organisatie: De Linde")]),
    );
    let said = told(&folder);
    assert!(said.contains("Veld voor veld botst hier niets"), "{said}");
    folder.klacht(&folder.path, &["samenvoegen", "--instellen"]);
    folder.git(&["checkout", "--merge", "--", DOSSIER]);
    assert_eq!(folder.read(DOSSIER), both);
    folder.git(&["add", DOSSIER]);
    folder.git(&["merge", "--continue"]);
}

#[test]
fn dossier_gone_on_one_side_is_told() {
    let Some(folder) = Folder::new() else { return };
    folder.git(&["checkout", "-q", "-B", "hun"]);
    folder.commit(DOSSIER, BASE);
    folder.git(&["checkout", "-q", "-B", "onze"]);
    folder.commit(DOSSIER, &changed(&[("geen", "De Linde")]));
    folder.git(&["checkout", "-q", "hun"]);
    folder.git(&["rm", "-q", DOSSIER]);
    folder.git(&["commit", "-q", "-m", "weg"]);
    folder.git(&["checkout", "-q", "onze"]);
    folder.try_git(&["merge", "-q", "--no-edit", "hun"]);
    let said = told(&folder);
    assert!(said.contains("Weggehaald (erbij) en gewijzigd (hier)") && said.contains(&format!("git rm {DOSSIER}")), "{said}");
}

#[test]
fn answer_for_programs_has_the_same() {
    let Some(folder) = Folder::new() else { return };
    folder.brought_together(Verb::Merge, BASE, &changed(&[("wat: Uitslagen", "wat: Cijfers")]), &changed(&[("wat: Uitslagen", "wat: Diploma's")]));
    let said = folder.klacht(&folder.path, &["conflict", "--formaat", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((answer["soort"].as_str(), answer["bezig_met"].as_str()), (Some("conflict"), Some("samenvoeging")));
    let place = &answer["bestanden"][0]["plaatsen"][0];
    assert_eq!((place["soort"].as_str(), place["plaats"].as_str()), (Some("lijst"), Some("afspraken")));
    assert!(place["onze"].as_str().unwrap().contains("wat: Cijfers opnieuw aanleveren"));
    assert_eq!(answer["onze"]["door"].as_str(), Some("P. Jansen"));
}

/// Two offices gave out the same number, each for a complaint of its own; theirs is on the branch `hun`, ours is checked out.
fn one_number_twice(folder: &Folder) -> (String, String) {
    let ours = changed(&[("Sanne de Wit", "Peter Bakker"), ("Uitslag kwam te laat", "Factuur onjuist")]);
    folder.git(&["checkout", "-q", "-B", "hun"]);
    folder.write("dossiers/2026/K-2026-0007/bijlagen/brief.txt", "hun brief");
    folder.commit(DOSSIER, BASE);
    folder.git(&["checkout", "-q", "-B", "onze", "main"]);
    folder.write("dossiers/2026/K-2026-0007/bijlagen/brief.txt", "onze brief");
    folder.write(
        "dossiers/2026/K-2026-0003/dossier.md",
        &ours.replace("K-2026-0007", "K-2026-0003").replace("onderwerp:", "gerelateerd: [K-2026-0007]\nonderwerp:"),
    );
    folder.commit(DOSSIER, &ours);
    (ours, BASE.to_owned())
}

#[test]
fn two_complaints_under_one_number_part_by_the_steps_of_the_explanation() {
    let Some(folder) = Folder::new() else { return };
    let (ours, theirs) = one_number_twice(&folder);
    let (clean, _) = folder.try_git(&["merge", "-q", "--no-edit", "hun"]);
    assert!(!clean);
    let said = told(&folder);
    let steps = "    1. git merge --abort\n    2. klacht hernummer K-2026-0007\n    3. git pull --no-rebase --no-edit";
    assert!(said.contains("twee verschillende klachten onder één nummer") && said.contains(steps), "{said}");
    let refused = folder.command(Path::new(env!("CARGO_BIN_EXE_klacht")), &folder.path, &["hernummer", "K-2026-0007"]);
    assert_eq!(refused.status.code(), Some(3), "{}", two_sides::said(&refused));

    folder.git(&["merge", "--abort"]);
    let moved = folder.klacht(&folder.path, &["hernummer", "K-2026-0007"]);
    assert!(moved.contains("K-2026-0007 heet voortaan K-2026-0008") && moved.contains("Verwijzingen aangepast in: K-2026-0003."), "{moved}");
    folder.git(&["merge", "-q", "--no-edit", "hun"]);
    assert_eq!(folder.read(DOSSIER), theirs);
    let new = folder.read("dossiers/2026/K-2026-0008/dossier.md");
    let expected = ours.replace("nummer: K-2026-0007", "nummer: K-2026-0008");
    let without = |text: &str| text.replace("voorheen:\n  - K-2026-0007\n", "");
    assert_eq!((without(&new), new.contains("voorheen:\n  - K-2026-0007\n")), (expected, true));
    assert_eq!(folder.read("dossiers/2026/K-2026-0008/bijlagen/brief.txt"), "onze brief");
    assert_eq!(folder.read("dossiers/2026/K-2026-0007/bijlagen/brief.txt"), "hun brief");
    assert!(folder.read("dossiers/2026/K-2026-0003/dossier.md").contains("gerelateerd: [K-2026-0008]"));
    assert_eq!(folder.git(&["status", "--short"]), "");
    let checked = folder.command(Path::new(env!("CARGO_BIN_EXE_klacht")), &folder.path, &["controleer"]);
    assert!(!two_sides::said(&checked).contains("nummer-dubbel"), "{}", two_sides::said(&checked));
}

#[test]
fn two_complaints_under_one_number_part_after_a_rebase_too() {
    let Some(folder) = Folder::new() else { return };
    one_number_twice(&folder);
    let (clean, _) = folder.try_git(&["rebase", "-q", "hun"]);
    assert!(!clean);
    assert!(told(&folder).contains("    1. git rebase --abort\n    2. klacht hernummer K-2026-0007\n    3. git pull --no-rebase --no-edit"));
    folder.git(&["rebase", "--abort"]);
    folder.klacht(&folder.path, &["hernummer", "K-2026-0007"]);
    folder.git(&["merge", "-q", "--no-edit", "hun"]);
    assert_eq!(folder.read(DOSSIER), BASE);
}

#[test]
fn renumbering_is_one_commit_that_names_both_numbers_and_no_value() {
    let Some(folder) = Folder::new() else { return };
    one_number_twice(&folder);
    folder.klacht(&folder.path, &["hernummer", "K-2026-0007", "K-2026-0012"]);
    let message = folder.git(&["log", "-1", "--format=%B"]);
    assert_eq!(
        message.trim_end(),
        "K-2026-0007 hernummerd naar K-2026-0012\n\nSoort: hernummering\nDossier: K-2026-0003\nDossier: K-2026-0007\nDossier: K-2026-0012"
    );
    let files = folder.git(&["show", "--name-status", "--no-renames", "--format=", "HEAD"]);
    assert_eq!(files.lines().count(), 5, "{files}");
    assert!(!folder.path.join("dossiers/2026/K-2026-0007").exists());
    assert!(!folder.path.join(".git/klacht.hernummering").exists());
    assert_eq!(folder.git(&["status", "--short"]), "");
    folder.git(&["fsck", "--strict"]);
    let register = folder.klacht(&folder.path, &["register"]);
    assert!(register.contains("K-2026-0007") && register.contains("heet nu K-2026-0012"), "{register}");
}

#[test]
fn nothing_is_renumbered_while_something_is_not_recorded() {
    let Some(folder) = Folder::new() else { return };
    one_number_twice(&folder);
    let klacht = Path::new(env!("CARGO_BIN_EXE_klacht"));
    for path in [DOSSIER, "dossiers/2026/K-2026-0003/dossier.md"] {
        let before = folder.read(path);
        folder.write(path, &before.replace("geen", "De Linde"));
        let output = folder.command(klacht, &folder.path, &["hernummer", "K-2026-0007"]);
        assert_eq!(output.status.code(), Some(5), "{}", said(&output));
        assert!(said(&output).contains("staat iets wat nog niet is vastgelegd"), "{}", said(&output));
        folder.write(path, &before);
    }
    let output = folder.command(klacht, &folder.path, &["hernummer", "K-2026-0007", "K-2026-0003"]);
    assert_eq!(output.status.code(), Some(5), "{}", said(&output));
    assert_eq!(folder.git(&["status", "--short"]), "");
}

#[test]
fn refused_by_a_hook_everything_is_as_it_was() {
    let Some(folder) = Folder::new() else { return };
    if cfg!(windows) {
        return;
    }
    one_number_twice(&folder);
    folder.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n");
    let hook = folder.path.join(".git/hooks/pre-commit");
    std::process::Command::new("chmod").arg("+x").arg(&hook).status().unwrap();
    let output = folder.command(Path::new(env!("CARGO_BIN_EXE_klacht")), &folder.path, &["hernummer", "K-2026-0007"]);
    assert!(!output.status.success(), "{}", said(&output));
    assert_eq!(folder.git(&["status", "--short"]), "");
    assert!(!folder.path.join("dossiers/2026/K-2026-0008").exists());
    assert!(!folder.path.join(".git/klacht.hernummering").exists());
}

#[test]
fn move_that_was_cut_off_is_finished_or_undone_by_the_next_command() {
    let Some(folder) = Folder::new() else { return };
    one_number_twice(&folder);
    folder.klacht(&folder.path, &["hernummer", "K-2026-0007", "K-2026-0008"]);
    let old = folder.git(&["rev-parse", "HEAD~"]);
    let fingerprint = |at: &str, path: &str| folder.git(&["rev-parse", &format!("{at}:{path}")]).trim().to_owned();
    let reference = "dossiers/2026/K-2026-0003/dossier.md";
    let new = "dossiers/2026/K-2026-0008/dossier.md";
    let note = format!(
        "K-2026-0007 K-2026-0008\n{} {} {DOSSIER}\n{} {} {reference}\n",
        fingerprint("HEAD~", DOSSIER),
        fingerprint("HEAD", new),
        fingerprint("HEAD~", reference),
        fingerprint("HEAD", reference),
    );
    // Killed after the commit: the old folder and the old reference still lie there.
    folder.git(&["checkout", "-q", old.trim(), "--", DOSSIER, "dossiers/2026/K-2026-0007/bijlagen", reference]);
    folder.git(&["reset", "-q"]);
    folder.write(".git/klacht.hernummering", &note);
    folder.klacht(&folder.path, &["leg-vast"]);
    assert_eq!(folder.git(&["status", "--short"]), "");
    assert!(!folder.path.join("dossiers/2026/K-2026-0007").exists());

    // Killed before the commit: the new folder and the new reference lie there already.
    folder.git(&["reset", "-q", "--hard", "HEAD~"]);
    folder.write(new, &folder.git(&["show", &format!("ORIG_HEAD:{new}")]));
    folder.write("dossiers/2026/K-2026-0008/bijlagen/brief.txt", "onze brief");
    folder.write(reference, &folder.git(&["show", &format!("ORIG_HEAD:{reference}")]));
    folder.write(".git/klacht.hernummering", &note);
    folder.klacht(&folder.path, &["leg-vast"]);
    assert_eq!(folder.git(&["status", "--short"]), "");
    assert!(!folder.path.join("dossiers/2026/K-2026-0008").exists());

    // What someone wrote there meanwhile stays.
    folder.write(new, "niet van klacht");
    folder.write(".git/klacht.hernummering", &note);
    folder.klacht(&folder.path, &["samenvoegen", "--instellen"]);
    let moved = folder.command(Path::new(env!("CARGO_BIN_EXE_klacht")), &folder.path, &["leg-vast"]);
    assert_eq!(folder.read(new), "niet van klacht", "{}", said(&moved));
}

#[test]
fn what_an_editor_left_in_the_old_folder_hinders_nothing() {
    let Some(folder) = Folder::new() else { return };
    one_number_twice(&folder);
    folder.write("dossiers/2026/K-2026-0007/dossier.md~", "oud");
    #[cfg(unix)]
    for link in [".#dossier.md", "bijlagen/schakel"] {
        // As Emacs locks a file: a link to nothing.
        std::os::unix::fs::symlink("jansen@computer.4711:1", folder.path.join("dossiers/2026/K-2026-0007").join(link)).unwrap();
    }
    folder.klacht(&folder.path, &["hernummer", "K-2026-0007", "K-2026-0008"]);
    assert!(!folder.path.join(".git/klacht.hernummering").exists());
    assert!(!folder.path.join(DOSSIER).exists() && !folder.path.join("dossiers/2026/K-2026-0007/bijlagen/brief.txt").exists());
    assert_eq!(folder.read("dossiers/2026/K-2026-0007/dossier.md~"), "oud");
    folder.klacht(&folder.path, &["samenvoegen", "--instellen"]);
}

#[test]
fn colleague_s_dossier_under_the_new_number_finishes_no_move() {
    let Some(folder) = Folder::new() else { return };
    let (ours, _) = one_number_twice(&folder);
    let reference = "dossiers/2026/K-2026-0003/dossier.md";
    folder.klacht(&folder.path, &["hernummer", "K-2026-0007", "K-2026-0008"]);
    let fingerprint = |at: &str, path: &str| folder.git(&["rev-parse", &format!("{at}:{path}")]).trim().to_owned();
    let new = "dossiers/2026/K-2026-0008/dossier.md";
    let [before, after] = [fingerprint("HEAD~", DOSSIER), fingerprint("HEAD", new)];
    let [was, is] = ["HEAD~", "HEAD"].map(|at| fingerprint(at, reference));
    folder.git(&["reset", "-q", "--hard", "HEAD~"]);

    // Killed before the commit; then the colleague's own K-2026-0008 came in, with the same letter beside it.
    folder.write("dossiers/2026/K-2026-0008/bijlagen/brief.txt", "onze brief");
    folder.commit(new, &BASE.replace("K-2026-0007", "K-2026-0008"));
    folder.write(reference, &folder.read(reference).replace("[K-2026-0007]", "[K-2026-0008]"));
    folder.write(".git/klacht.hernummering", &format!("K-2026-0007 K-2026-0008\n{before} {after} {DOSSIER}\n{was} {is} {reference}\n"));
    folder.klacht(&folder.path, &["leg-vast"]);
    assert_eq!(folder.read(DOSSIER), ours);
    for number in ["K-2026-0007", "K-2026-0008"] {
        assert_eq!(folder.read(&format!("dossiers/2026/{number}/bijlagen/brief.txt")), "onze brief");
    }
    assert_eq!(folder.git(&["status", "--short"]), "");
    assert!(!folder.path.join(".git/klacht.hernummering").exists());
}

#[cfg(unix)]
#[test]
fn piece_that_is_a_program_stays_one_under_its_new_number() {
    use std::os::unix::fs::PermissionsExt;

    for file_mode in ["true", "false"] {
        let Some(folder) = Folder::new() else { return };
        let (_, _) = one_number_twice(&folder);
        let piece = folder.path.join("dossiers/2026/K-2026-0007/bijlagen/brief.txt");
        std::fs::set_permissions(&piece, std::fs::Permissions::from_mode(0o755)).unwrap();
        folder.git(&["commit", "-qam", "dossier"]);
        folder.git(&["config", "core.fileMode", file_mode]);
        if file_mode == "false" {
            std::fs::set_permissions(&piece, std::fs::Permissions::from_mode(0o644)).unwrap();
        }
        folder.klacht(&folder.path, &["hernummer", "K-2026-0007", "K-2026-0008"]);
        let listed = folder.git(&["ls-tree", "-r", "HEAD", "dossiers/2026/K-2026-0008"]);
        assert_eq!(listed.matches("100755").count(), 1, "{listed}");
        assert_eq!(folder.git(&["status", "--short"]), "");
    }
}

#[test]
fn way_of_bringing_together_makes_no_difference_to_what_is_told_of_no_conflict() {
    let Some(folder) = Folder::new() else { return };
    for verb in VERBS {
        let (clean, _) = folder.brought_together(verb, BASE, &changed(&[("geen", "De Linde")]), &changed(&[("op maandag", "op dinsdag")]));
        assert!(clean && told(&folder).starts_with("Er is geen conflict"), "{verb:?}");
        folder.break_off();
    }
}

//! Odd histories built again without a dossier: every one of the others is to the byte what it was.

#![cfg(unix)]

use std::process::{Command, Stdio};

use crate::suite::work::{Work, course, everything};

/// Stands in every version of the dossier that goes, and nowhere else.
const PLANTED: &str = "Quirina Zwaluwstaart";

/// Writes an object as it is given, whatever git thinks of it, and gives its name.
fn object(work: &Work, kind: &str, bytes: &[u8]) -> String {
    use std::io::Write;
    let mut git = Command::new("git")
        .current_dir(work.path())
        .args(["hash-object", "-t", kind, "-w", "--stdin", "--literally"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    git.stdin.take().unwrap().write_all(bytes).unwrap();
    String::from_utf8(git.wait_with_output().unwrap().stdout).unwrap().trim().to_owned()
}

/// Builds again without dossier 2, and holds the others to what they were.
fn judged(work: &Work) -> String {
    let before: Vec<_> = ["K-2026-0001", "K-2026-0003"].map(|number| course(work.path(), &format!("dossiers/2026/{number}"))).to_vec();
    let folder = work.without(&["K-2026-0002"]).unwrap();
    let after: Vec<_> = ["K-2026-0001", "K-2026-0003"].map(|number| course(&folder, &format!("dossiers/2026/{number}"))).to_vec();
    assert!(before.iter().any(|course| !course.is_empty()));
    assert_eq!(before, after);
    let told = everything(&folder);
    assert!(!told.contains(PLANTED));
    told
}

#[test]
fn octopus_several_roots_empty_commits_and_packed_references_stay() {
    let work = Work::new();
    work.record("K-2026-0001", "Een");
    work.record("K-2026-0002", PLANTED);
    for (branch, number) in [("a", "K-2026-0003"), ("b", "K-2026-0002"), ("c", "K-2026-0001")] {
        work.git(&["switch", "-q", "-c", branch, "main"]);
        work.record(number, if number == "K-2026-0002" { PLANTED } else { branch });
        work.commit("Niets");
    }
    work.git(&["switch", "-q", "main"]);
    work.commit("Niets op de hoofdtak");
    work.git(&["merge", "-q", "-m", "Drie tegelijk", "a", "b", "c"]);
    work.git(&["switch", "-q", "--orphan", "los"]);
    work.record("K-2026-0003", "Van een eigen begin");
    work.git(&["switch", "-q", "main"]);
    work.git(&["merge", "-q", "--allow-unrelated-histories", "-s", "ours", "-m", "Twee beginnen", "los"]);
    work.git(&["tag", "-a", "van-een-tag", "-m", "Binnen", "HEAD"]);
    work.git(&["tag", "-a", "buiten", "-m", "Buiten", "van-een-tag"]);
    work.git(&["pack-refs", "--all"]);
    work.git(&["gc", "-q"]);
    let told = judged(&work);
    assert!(told.contains("Drie tegelijk") && told.contains("Niets op de hoofdtak") && told.contains("Buiten"));
}

#[test]
fn message_and_author_in_another_encoding_or_in_none_stay_to_the_byte() {
    let work = Work::new();
    work.record("K-2026-0002", PLANTED);
    work.record("K-2026-0001", "Een");
    let (tree, parent) = (work.git(&["rev-parse", "HEAD^{tree}"]), work.git(&["rev-parse", "HEAD~1"]));
    let odd = [
        format!("tree {tree}\nparent {parent}\nauthor Ren").as_bytes(),
        b"\xe9 <r@kantoor.example> 1700000000 -0000\ncommitter R <r@kantoor.example> 1700000000 +1245\nencoding ISO-8859-1\n\nRen\xe9 belde\n",
    ]
    .concat();
    let odd = object(&work, "commit", &odd);
    work.git(&["update-ref", "refs/heads/main", &odd]);
    judged(&work);
}

#[test]
fn links_other_repositories_and_odd_modes_stay() {
    let work = Work::new();
    work.record("K-2026-0002", PLANTED);
    std::os::unix::fs::symlink("../../regeling.yaml", work.path().join("dossiers/2026/koppeling")).unwrap();
    work.record("K-2026-0001", "Een");
    let elsewhere = work.git(&["rev-parse", "HEAD"]);
    work.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{elsewhere},ander")]);
    work.git(&["update-index", "--chmod=+x", "dossiers/2026/K-2026-0001/dossier.md"]);
    work.git(&["commit", "-q", "-m", "Een andere opslag en een programma"]);
    let told = judged(&work);
    assert!(told.contains("160000 commit") && told.contains("120000 blob") && told.contains("100755 blob"));
}

/// Records a dossier of an office in a folder of its own.
fn record_in(work: &Work, office: &str, number: &str, text: &str) {
    work.put(&format!("{office}/dossiers/regeling.yaml"), klachtdossier::source::DEFAULT_RULES);
    let file = format!("---\nschema: 1\nnummer: {number}\nstatus: gesloten\n---\n## Omschrijving\n{text}\n");
    work.put(&format!("{office}/dossiers/2026/{number}/dossier.md"), &file);
    work.commit(&format!("{number}: {}", text.len()));
}

#[test]
fn dossier_of_another_office_with_the_same_number_stays_in_every_version() {
    let work = Work::new();
    let theirs = "Sanne de Wit";
    for (office, text) in [("a", PLANTED), ("b", theirs), ("a", "Quirina Zwaluwstaart verder"), ("b", "Sanne de Wit verder")] {
        record_in(&work, office, "K-2026-0002", text);
    }
    record_in(&work, "a", "K-2026-0001", "Een");
    // The same folder to the byte in both, of which one goes.
    record_in(&work, "a", "K-2026-0003", "Gelijk");
    record_in(&work, "b", "K-2026-0003", "Gelijk");
    let before = [course(work.path(), "b/dossiers/2026/K-2026-0002"), course(work.path(), "b/dossiers/2026/K-2026-0003")];
    let folder = work.without_in("a", &["K-2026-0002", "K-2026-0003"]).unwrap();
    assert_eq!(before, [course(&folder, "b/dossiers/2026/K-2026-0002"), course(&folder, "b/dossiers/2026/K-2026-0003")]);
    assert!(course(&folder, "a/dossiers/2026/K-2026-0002").is_empty() && course(&folder, "a/dossiers/2026/K-2026-0003").is_empty());
    assert!(!everything(&folder).contains(PLANTED));
}

#[test]
fn folder_of_that_number_elsewhere_and_in_another_dossier_stays() {
    let work = Work::new();
    work.record("K-2026-0002", PLANTED);
    work.put("werk/K-2026-0002/x.txt", "Van iemand anders");
    work.put("dossiers/2026/K-2026-0003/bijlagen/K-2026-0002/y.txt", "Een bijlage");
    work.put("dossiers/2026/K-2026-0003/K-2026-0002", "Een los bestand");
    work.record("K-2026-0003", "Drie");
    let before = [course(work.path(), "werk"), course(work.path(), "dossiers/2026/K-2026-0003")];
    let folder = work.without(&["K-2026-0002"]).unwrap();
    assert_eq!(before, [course(&folder, "werk"), course(&folder, "dossiers/2026/K-2026-0003")]);
    assert!(!everything(&folder).contains(PLANTED));
}

#[test]
fn what_a_dossier_was_before_its_office_moved_or_was_split_goes_along() {
    let work = Work::new();
    work.record("K-2026-0001", "Een");
    work.record("K-2026-0002", PLANTED);
    work.record("K-2026-0003", "Drie");
    work.record("K-2026-0002", "Quirina Zwaluwstaart verder");
    std::fs::create_dir_all(work.path().join("a/dossiers/2026")).unwrap();
    work.git(&["mv", "dossiers/regeling.yaml", "a/dossiers/regeling.yaml"]);
    work.git(&["mv", "dossiers/2026/K-2026-0001", "dossiers/2026/K-2026-0002", "a/dossiers/2026"]);
    work.put("b/dossiers/regeling.yaml", klachtdossier::source::DEFAULT_RULES);
    std::fs::create_dir_all(work.path().join("b/dossiers/2026")).unwrap();
    work.git(&["mv", "dossiers/2026/K-2026-0003", "b/dossiers/2026"]);
    work.commit("Ieder een eigen map");
    record_in(&work, "b", "K-2026-0002", "Een nieuwe bij de ander");
    let before = [course(work.path(), "dossiers/2026/K-2026-0003"), course(work.path(), "b")];
    let folder = work.without_in("a", &["K-2026-0002"]).unwrap();
    assert_eq!(before, [course(&folder, "dossiers/2026/K-2026-0003"), course(&folder, "b")]);
    assert!(!everything(&folder).contains(PLANTED));
}

#[test]
fn place_two_offices_came_from_under_one_number_is_left_to_the_officer() {
    let work = Work::new();
    let theirs = "Sanne de Wit";
    for (office, text) in [("a", PLANTED), ("b", theirs)] {
        work.git(&["switch", "-q", "--orphan", &format!("oud-{office}")]);
        work.put("dossiers/regeling.yaml", klachtdossier::source::DEFAULT_RULES);
        work.record("K-2026-0002", text);
        work.git(&["switch", "-q", "main"]);
        work.git(&["merge", "-q", "--no-commit", "--allow-unrelated-histories", "-s", "ours", &format!("oud-{office}")]);
        work.git(&["read-tree", "-u", &format!("--prefix={office}/"), &format!("oud-{office}")]);
        work.commit("Samengevoegd");
    }
    let before = [course(work.path(), "b"), course(work.path(), "dossiers/2026/K-2026-0002")];
    let folder = work.without_in("a", &["K-2026-0002"]).unwrap();
    assert_eq!(before, [course(&folder, "b"), course(&folder, "dossiers/2026/K-2026-0002")]);
    assert!(course(&folder, "a/dossiers/2026/K-2026-0002").is_empty());
}

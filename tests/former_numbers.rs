//! A dossier destroyed that had another number before, or whose number another dossier had: what was its goes, and nothing else.

use crate::suite::work::{Work, course, everything};

/// Stands in every version of the dossier that goes, and nowhere else.
const PLANTED: &str = "Quirina Zwaluwstaart";
/// Stands in every version of the dossier that bore the same number.
const OTHER: &str = "Sanne de Wit";

#[test]
fn what_a_dossier_was_under_its_former_number_goes_along() {
    let work = Work::new();
    work.record("K-2026-0001", OTHER);
    work.record("K-2026-0002", PLANTED);
    work.record("K-2026-0002", &format!("{PLANTED} verder"));
    work.renumber("K-2026-0002", "K-2026-0003", PLANTED);
    work.record("K-2026-0001", &format!("{OTHER} verder"));
    let folder = work.without(&["K-2026-0003"]).unwrap();
    let told = everything(&folder);
    assert!(!told.contains(PLANTED) && !told.contains("K-2026-0002") && told.contains(OTHER));
}

/// Two offices gave out number 2: ours moved to number 3, and theirs, which kept the number, was brought in.
fn two_of_one_number() -> Work {
    let work = Work::new();
    work.record("K-2026-0001", "Iets anders");
    work.git(&["switch", "-q", "-c", "zij"]);
    work.record("K-2026-0002", OTHER);
    work.record("K-2026-0002", &format!("{OTHER} verder"));
    work.git(&["switch", "-q", "main"]);
    work.record("K-2026-0002", PLANTED);
    work.record("K-2026-0002", &format!("{PLANTED} verder"));
    work.renumber("K-2026-0002", "K-2026-0003", PLANTED);
    work.git(&["merge", "-q", "--no-ff", "-m", "Samengevoegd", "zij"]);
    work.record("K-2026-0002", &format!("{OTHER} tot slot"));
    work
}

#[test]
fn dossier_that_bears_the_former_number_now_keeps_its_whole_course() {
    let work = two_of_one_number();
    let folder = work.without(&["K-2026-0003"]).unwrap();
    assert!(!everything(&folder).contains(PLANTED));
    let theirs = |course: Vec<String>| course.into_iter().filter(|moment| !moment.starts_with('\n')).collect::<Vec<_>>();
    let (before, after) = (course(work.path(), "dossiers/2026/K-2026-0002"), course(&folder, "dossiers/2026/K-2026-0002"));
    // Of ours there were two versions, and the commit that took it away.
    assert_eq!((theirs(before.clone()).len(), theirs(after.clone()).len()), (6, 4));
    assert!(theirs(after).iter().all(|moment| before.contains(moment)));
}

#[test]
fn dossier_that_moved_away_keeps_what_it_was_under_the_number_that_goes() {
    let work = two_of_one_number();
    let folder = work.without(&["K-2026-0002"]).unwrap();
    let told = everything(&folder);
    assert!(!told.contains(OTHER));
    assert!(told.contains(&format!("{PLANTED} verder")), "a version it had under number 2");
    let (before, after) = (course(work.path(), "dossiers/2026/K-2026-0003"), course(&folder, "dossiers/2026/K-2026-0003"));
    assert_eq!(before, after);
}

#[test]
fn both_may_go_together() {
    let told = everything(&two_of_one_number().without(&["K-2026-0002", "K-2026-0003"]).unwrap());
    assert!(!told.contains(PLANTED) && !told.contains(OTHER) && told.contains("Iets anders"));
}

#[test]
fn number_that_went_from_one_dossier_to_another_in_one_commit_is_refused() {
    let work = Work::new();
    work.record("K-2026-0002", PLANTED);
    work.version("K-2026-0002", OTHER, &[]);
    work.version("K-2026-0003", PLANTED, &["K-2026-0002"]);
    work.commit("Met de hand verwisseld");
    let refused = work.without(&["K-2026-0003"]).unwrap_err().to_string();
    assert!(refused.contains("K-2026-0002"), "{refused}");
}

#[test]
fn folder_that_was_taken_away_before_its_dossier_came_back_is_refused() {
    let work = Work::new();
    work.record("K-2026-0002", PLANTED);
    std::fs::remove_dir_all(work.path().join("dossiers/2026/K-2026-0002")).unwrap();
    work.commit("Weg");
    work.version("K-2026-0003", PLANTED, &["K-2026-0002"]);
    work.commit("Elders terug");
    assert!(work.without(&["K-2026-0003"]).is_err());
}

#[test]
fn complaint_that_lies_under_both_numbers_is_refused_until_both_are_named() {
    let work = Work::new();
    work.record("K-2026-0002", PLANTED);
    work.git(&["switch", "-q", "-c", "zij"]);
    work.record("K-2026-0002", &format!("{PLANTED} verder"));
    work.git(&["switch", "-q", "main"]);
    work.renumber("K-2026-0002", "K-2026-0003", PLANTED);
    work.git(&["merge", "-q", "-s", "ours", "-m", "Samengevoegd", "zij"]);
    work.git(&["checkout", "-q", "zij", "--", "dossiers"]);
    work.commit("Teruggezet");
    assert!(work.without(&["K-2026-0003"]).is_err());
    assert!(!everything(&work.without(&["K-2026-0002", "K-2026-0003"]).unwrap()).contains(PLANTED));
}

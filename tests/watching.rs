//! `klacht volg` as a process, beside editors, git and another klacht.
//!
//! Nothing is proved by waiting a while: a later recording is the proof that an earlier one did not come.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a test saves files and runs the program itself")]

mod desk;

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use desk::{Desk, id, text};

/// How an editor saves.
type Save = fn(&Path, &str);

/// A probe, the old file out of the way, a new one in its place; the swap file stays as long as the editor is open.
fn as_vim(path: &Path, text: &str) {
    let beside = |name: &str| path.with_file_name(name);
    std::fs::write(beside(".dossier.md.swp"), "b0VIM 9.0").unwrap();
    File::create(beside("4913")).unwrap();
    std::fs::remove_file(beside("4913")).unwrap();
    std::fs::rename(path, beside("dossier.md~")).unwrap();
    let mut file = File::create(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.sync_all().unwrap();
    std::fs::remove_file(beside("dossier.md~")).unwrap();
}

/// Emptied and written in place.
fn as_nano(path: &Path, text: &str) {
    let mut file = OpenOptions::new().write(true).truncate(true).open(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

/// Emptied and written in place, in two strokes.
fn as_code(path: &Path, text: &str) {
    let (first, second) = text.split_at(text.len() / 2);
    let mut file = OpenOptions::new().write(true).truncate(true).open(path).unwrap();
    file.write_all(first.as_bytes()).unwrap();
    file.sync_data().unwrap();
    file.write_all(second.as_bytes()).unwrap();
}

/// Written elsewhere and renamed over the old one, with a lock file beside it.
fn as_office(path: &Path, text: &str) {
    std::fs::write(path.with_file_name(".~lock.dossier.md#"), ",jansen,pc,04.11.2026 10:00;").unwrap();
    let written = path.with_file_name("lu88421x.tmp");
    std::fs::write(&written, text).unwrap();
    std::fs::rename(written, path).unwrap();
}

fn assert_saves_are_recorded(save: Save) {
    let desk = Desk::new();
    let mut volg = desk.volg(&[]);
    for steps in ["gebeld", "gemaild"] {
        let saved = text(1, "ontvangen", steps);
        save(&desk.dossier(1), &saved);
        let touched = std::fs::metadata(desk.dossier(1)).unwrap().modified().unwrap();
        volg.hears("vastgelegd  K-2026-0001: tekst");
        assert_eq!(desk.recorded(1).unwrap(), saved);
        assert_eq!(std::fs::metadata(desk.dossier(1)).unwrap().modified().unwrap(), touched, "written by us");
    }
    volg.stop();
    assert_eq!(desk.times(1), 3);
    assert_eq!(desk.pieces(1), ["dossier.md"]);
}

#[test]
fn every_save_of_vim_is_recorded_and_what_it_leaves_is_not() {
    assert_saves_are_recorded(as_vim);
}

#[test]
fn every_save_of_nano_is_recorded() {
    assert_saves_are_recorded(as_nano);
}

#[test]
fn every_save_in_two_strokes_is_recorded_whole() {
    assert_saves_are_recorded(as_code);
}

#[test]
fn every_save_of_an_office_program_is_recorded_and_its_lock_file_is_not() {
    assert_saves_are_recorded(as_office);
}

#[test]
fn two_saves_in_a_moment_give_one_commit() {
    let desk = Desk::new();
    let mut volg = desk.volg(&[]);
    desk.write(1, &text(1, "ontvangen", "gebeld"));
    desk.write(1, &text(1, "ontvangen", "gebeld en gemaild"));
    volg.hears("vastgelegd  K-2026-0001");
    desk.fence(&mut volg);
    volg.stop();
    assert_eq!(desk.times(1), 2);
}

#[test]
fn half_written_file_is_left_alone_until_it_is_whole() {
    let desk = Desk::new();
    let mut volg = desk.volg(&[]);
    let whole = text(1, "in_behandeling", "gebeld");
    desk.write(1, &whole[..40]);
    volg.hears("nog niet vastgelegd");
    desk.fence(&mut volg);
    assert_eq!(desk.times(1), 1);
    desk.write(1, &whole);
    volg.hears("vastgelegd  K-2026-0001: status ontvangen -> in_behandeling");
    volg.stop();
    assert_eq!(desk.recorded(1).unwrap(), whole);
}

#[cfg(target_os = "linux")]
#[test]
fn file_that_is_still_being_written_is_waited_for() {
    let desk = Desk::new();
    let mut volg = desk.volg(&[]);
    let piece = desk.path("dossiers/2026/K-2026-0001/bijlagen/2026-11-04-brief.pdf");
    std::fs::create_dir(piece.parent().unwrap()).unwrap();
    desk.fence(&mut volg);
    let mut copy = File::create(&piece).unwrap();
    copy.write_all(b"%PDF half").unwrap();
    desk.write(1, &text(1, "ontvangen", "brief ontvangen"));
    volg.hears("«2026-11-04-brief.pdf» wordt nog geschreven");
    desk.fence(&mut volg);
    assert_eq!(desk.times(1), 1);
    copy.write_all(b" en de rest").unwrap();
    drop(copy);
    volg.hears("vastgelegd  K-2026-0001");
    volg.stop();
    assert_eq!(desk.times(1), 2);
    assert_eq!(desk.head("dossiers/2026/K-2026-0001/bijlagen/2026-11-04-brief.pdf").unwrap(), "%PDF half en de rest");
}

#[test]
fn forbidden_status_is_refused_with_its_remark_and_recorded_once_mended() {
    let desk = Desk::new();
    let mut volg = desk.volg(&[]);
    desk.write(1, &text(1, "bezwaar", "geen"));
    volg.hears("K-2026-0001  nog niet vastgelegd");
    volg.hears("fout[statusstap-verboden]");
    desk.fence(&mut volg);
    assert_eq!(desk.times(1), 1);
    assert_eq!(volg.count("fout["), 1, "the forbidden step alone");
    desk.write(1, &text(1, "in_behandeling", "geen"));
    volg.hears("vastgelegd  K-2026-0001: status ontvangen -> in_behandeling");
    volg.stop();
}

#[test]
fn remark_is_told_once_though_a_save_in_between_could_not_be_read() {
    let desk = Desk::new();
    let mut volg = desk.volg(&[]);
    let late = text(1, "ontvangen", "geen").replace("ontvangen_op: 2026-11-03", "ontvangen_op: 2026-10-03");
    desk.write(1, &late);
    volg.hears("[ingediend-na-ontvangst]");
    desk.write(1, "---\nstuk: [\n");
    volg.hears("nog niet vastgelegd");
    desk.write(1, &late.replace("geen\n", "gebeld\n"));
    volg.hears("K-2026-0001  gecontroleerd");
    desk.fence(&mut volg);
    assert_eq!(volg.count("[ingediend-na-ontvangst]"), 1);
    volg.stop();
}

#[test]
fn vanished_dossier_and_piece_are_told_and_never_recorded() {
    let desk = Desk::new();
    let piece = desk.path("dossiers/2026/K-2026-0002/brief.txt");
    std::fs::write(&piece, "brief").unwrap();
    let mut volg = desk.volg(&[]);
    volg.hears("vastgelegd  K-2026-0002: bijlagen");
    std::fs::rename(desk.dossier(1).parent().unwrap(), desk.path("dossiers/2026/K-2026-0001 kopie")).unwrap();
    std::fs::remove_file(&piece).unwrap();
    volg.hears("op een verkeerde plek, dus niet vastgelegd: dossiers/2026/K-2026-0001 kopie");
    desk.fence(&mut volg);
    let said = volg.said.join("\n");
    assert!(said.contains("het hele dossier is weg uit de map"), "{said}");
    assert!(said.contains("Moest dat weg, typ dan: klacht leg-vast K-2026-0002 --verdwenen-akkoord"), "{said}");
    std::fs::write(&piece, "brief").unwrap();
    volg.hears("K-2026-0002  weer zoals het is vastgelegd");
    volg.stop();
    assert!(volg.said.last().unwrap().contains("Nog niet vastgelegd: K-2026-0001"), "{:?}", volg.said.last());
    assert_eq!((desk.times(1), desk.times(2)), (1, 2));
}

#[test]
fn new_dossier_and_other_rules_are_recorded_and_unsound_rules_stop_everything() {
    let desk = Desk::new();
    let rules = desk.path("dossiers/regeling.yaml");
    let mut volg = desk.volg(&[]);
    desk.write(3, &text(3, "ontvangen", "geen"));
    volg.hears("vastgelegd  K-2026-0003: nieuw, status ontvangen");
    let sound = std::fs::read_to_string(&rules).unwrap();
    std::fs::write(&rules, sound.replace("schema: 1", "schema: 9")).unwrap();
    volg.hears("zo is er niet te controleren en wordt er niets vastgelegd");
    desk.write(1, &text(1, "ontvangen", "gebeld"));
    std::fs::write(&rules, format!("{sound}# van ons\n")).unwrap();
    volg.hears("dossiers/regeling.yaml is veranderd");
    volg.hears_in_any_order(&["vastgelegd  Regeling en inrichting bijgewerkt", "vastgelegd  K-2026-0001"]);
    volg.stop();
    assert!(desk.head("dossiers/regeling.yaml").unwrap().ends_with("# van ons\n"));
}

#[test]
fn other_branch_is_no_change_of_the_officer() {
    let desk = Desk::new();
    if !desk.git(&["branch", "eerder"]) {
        return;
    }
    desk.write(1, &text(1, "in_behandeling", "gebeld"));
    desk.does(&["leg-vast"]);
    let mut volg = desk.volg(&[]);
    for branch in ["eerder", "main", "eerder"] {
        desk.git(&["checkout", "-q", branch]);
        volg.hears(&format!("nu op tak {branch}"));
    }
    desk.fence(&mut volg);
    volg.stop();
    assert_eq!(desk.times(1), 1);
    desk.git(&["checkout", "-q", "main"]);
    assert_eq!(desk.times(1), 2);
    desk.git(&["fsck", "--strict"]);
}

#[test]
fn history_that_moves_under_a_file_is_not_taken_back() {
    let desk = Desk::new();
    desk.write(1, &text(1, "in_behandeling", "gebeld"));
    desk.does(&["leg-vast"]);
    let mut volg = desk.volg(&[]);
    // As when someone pushes into this very repository: the branch moves and the files do not.
    if !desk.git(&["update-ref", "refs/heads/main", "HEAD~1"]) {
        return;
    }
    volg.hears("K-2026-0001  verschilt nu van wat is vastgelegd, maar niet doordat u iets opsloeg");
    desk.fence(&mut volg);
    assert_eq!(desk.times(1), 1);
    // Git's index still has what was recorded before: a third version, until someone decides.
    desk.write(1, &text(1, "in_behandeling", "gebeld en gemaild"));
    volg.hears("K-2026-0001  nog niet vastgelegd");
    volg.hears("staat in een andere versie klaar in git");
    desk.git(&["reset", "-q"]);
    volg.hears("vastgelegd  K-2026-0001: status ontvangen -> in_behandeling");
    volg.stop();
}

#[test]
fn git_at_work_is_waited_for_and_told_once() {
    let desk = Desk::new();
    let mut volg = desk.volg(&[]);
    for (file, content, told) in [("index.lock", "", "git is bezig in deze map"), ("MERGE_HEAD", &"0".repeat(40), "er is een samenvoeging")] {
        let file = desk.path(&format!(".git/{file}"));
        std::fs::write(&file, content).unwrap();
        desk.write(1, &text(1, "ontvangen", told));
        volg.hears(told);
        let before = desk.times(1);
        std::fs::remove_file(&file).unwrap();
        volg.hears("vastleggen gaat verder");
        volg.hears("vastgelegd  K-2026-0001");
        assert_eq!((volg.count(told), volg.count("wacht: fout:")), (1, 0));
        assert_eq!(desk.times(1), before + 1);
    }
    volg.stop();
}

#[test]
fn another_klacht_is_waited_for_and_its_recordings_are_known() {
    let desk = Desk::new();
    let mut volg = desk.volg(&[]);
    let lock = File::options().write(true).create(true).truncate(false).open(desk.path(".git/klacht.lock")).unwrap();
    lock.lock().unwrap();
    desk.write(1, &text(1, "ontvangen", "gebeld"));
    volg.hears("vastleggen wacht: een andere klacht");
    lock.unlock().unwrap();
    volg.hears("vastgelegd  K-2026-0001");
    desk.does(&["status", "K-2026-0002", "in_behandeling", "--verzonden", "2026-11-04"]);
    volg.hears("elders vastgelegd of opgehaald (tak main, ");
    desk.fence(&mut volg);
    volg.stop();
    assert_eq!((desk.times(1), desk.times(2)), (2, 2));
}

#[test]
fn thousand_files_of_a_pull_are_taken_in_without_a_commit() {
    let desk = Desk::with(0);
    for (steps, message) in [("geen", "Begin"), ("gebeld", "Van een collega")] {
        (1..=1000).for_each(|serial| desk.write(serial, &text(serial, "ontvangen", steps)));
        if !desk.git(&["add", "."]) {
            return;
        }
        desk.git(&["commit", "-qm", message]);
    }
    desk.git(&["branch", "collega"]);
    desk.git(&["reset", "-q", "--hard", "HEAD~1"]);
    let mut volg = desk.volg(&[]);
    let began = Instant::now();
    desk.git(&["merge", "-q", "--ff-only", "collega"]);
    volg.hears("elders vastgelegd of opgehaald");
    println!("1000 files taken in after {:?}", began.elapsed());
    desk.write(1001, &text(1001, "ontvangen", "geen"));
    volg.hears("vastgelegd  K-2026-1001");
    volg.stop();
    assert_eq!(volg.count("vastgelegd  "), 1);
    assert!(volg.said.len() < 20, "{}", volg.said.join("\n"));
}

#[cfg(target_os = "linux")]
#[test]
fn hints_that_overflow_are_made_good() {
    let desk = Desk::new();
    let most: usize = std::fs::read_to_string("/proc/sys/fs/inotify/max_queued_events").unwrap().trim().parse().unwrap();
    let mut volg = desk.volg(&["--elke", "3600"]);
    volg.signal("-STOP");
    let noise = desk.dossier(2).with_file_name(".ruis");
    (0..most).for_each(|_| drop(File::create(&noise).unwrap()));
    desk.write(1, &text(1, "ontvangen", "gebeld"));
    volg.signal("-CONT");
    volg.hears("vastgelegd  K-2026-0001");
    volg.stop();
}

#[test]
fn save_that_nobody_hints_at_is_found() {
    let desk = Desk::new();
    let mut volg = desk.volg(&["--elke", "1"]);
    let outside = desk.folder.parent().unwrap().join("dezelfde.md");
    std::fs::hard_link(desk.dossier(1), &outside).unwrap();
    std::fs::write(&outside, text(1, "ontvangen", "gebeld")).unwrap();
    volg.hears("vastgelegd  K-2026-0001");
    volg.stop();
}

#[test]
fn kill_at_any_moment_loses_nothing_and_the_next_watch_goes_on() {
    let desk = Desk::new();
    let mut chance: u64 = 20_261_104;
    for round in 0..6 {
        let saved = text(1, "ontvangen", &format!("gebeld, poging {round}"));
        let mut volg = desk.volg(&[]);
        desk.write(1, &saved);
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // Half of the kills fall around the moment of recording.
        let moment = if round % 2 == 0 { (chance >> 33) % 1400 } else { 1450 + (chance >> 33) % 150 };
        std::thread::sleep(Duration::from_millis(moment));
        volg.signal("-KILL");
        volg.ended();
        let mut next = desk.volg(&[]);
        desk.fence(&mut next);
        next.stop();
        assert_eq!(desk.recorded(1).unwrap(), saved);
        assert_eq!(desk.times(1), round + 2);
    }
    if desk.git(&["fsck", "--strict"]) {
        assert!(desk.git(&["diff", "--quiet", "HEAD"]));
    }
    assert!(!desk.path(".git/index.lock").exists());
}

#[test]
fn every_way_to_end_it_is_clean() {
    let desk = Desk::new();
    for signal in ["-INT", "-TERM", "-HUP"] {
        let mut volg = desk.volg(&[]);
        volg.signal(signal);
        assert_eq!(volg.ended(), Some(0), "{signal}");
        assert_eq!(volg.said.last().unwrap(), "Gestopt.");
    }
}

#[test]
fn folder_that_goes_away_ends_the_watch() {
    let desk = Desk::new();
    let mut volg = desk.volg(&["--elke", "1"]);
    std::fs::rename(&desk.folder, desk.folder.with_file_name("elders")).unwrap();
    assert_eq!(volg.ended(), Some(4));
}

#[test]
fn closed_file_is_told_and_recorded_once_it_opens() {
    let desk = Desk::new();
    let mut volg = desk.volg(&[]);
    std::fs::remove_file(desk.dossier(1)).unwrap();
    std::fs::create_dir(desk.dossier(1)).unwrap();
    volg.hears("het hele dossier is weg uit de map");
    std::fs::remove_dir(desk.dossier(1)).unwrap();
    desk.write(1, &text(1, "ontvangen", "gebeld"));
    volg.hears("vastgelegd  K-2026-0001");
    volg.stop();
}

#[test]
fn only_looking_along_records_nothing() {
    let desk = Desk::new();
    let mut volg = desk.volg(&["--niet-vastleggen"]);
    desk.write(1, &text(1, "bezwaar", "geen"));
    volg.hears("K-2026-0001  gecontroleerd: ");
    desk.write(2, &text(2, "ontvangen", "gebeld"));
    volg.hears("K-2026-0002  gecontroleerd: ");
    volg.stop();
    assert_eq!((desk.times(1), desk.times(2)), (1, 1));
}

#[test]
fn site_follows_every_save() {
    let desk = Desk::new();
    let mut volg = desk::Volg::start(desk.klacht(&["volg"]));
    volg.hears("Stoppen met Ctrl-C");
    volg.hears("site bijgewerkt");
    desk.write(1, &text(1, "ontvangen", "belde met de drukker"));
    volg.hears("site bijgewerkt");
    volg.stop();
    let page = std::fs::read_to_string(desk.path(&format!("site/dossier/{}.html", id(1)))).unwrap();
    assert!(page.contains("belde met de drukker"));
}

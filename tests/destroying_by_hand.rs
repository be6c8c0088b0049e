//! `klacht vernietig` as an officer types it, in a folder in which git did something first.
#![allow(clippy::disallowed_methods, reason = "a test makes the folders it judges")]

use crate::suite::ground::{Ground, Said, is_there};

const ID: &str = "K-2023-0002";
const FOLDER: &str = "dossiers/2023/K-2023-0002";
const FILE: &str = "dossiers/2023/K-2023-0002/dossier.md";
const PLANTED: &str = "Quirina Zwaluwstaart";

/// A folder with a dossier that may be destroyed, and one that stays; `None`, aloud, where there is no git.
fn office() -> Option<Ground> {
    if !is_there("git") {
        return None;
    }
    let ground = Ground::begun();
    dossier(&ground, "gesloten");
    commit(&ground, "K-2023-0002: nieuw");
    Some(ground)
}

fn dossier(ground: &Ground, status: &str) {
    let text = format!(
        "---\nschema: 1\nnummer: {ID}\nstatus: {status}\nontvangen_op: 2023-03-01\nklachtindiener:\n  naam: {PLANTED}\n\
         afhandeling:\n  datum: 2023-03-20\n  wijze: schriftelijke reactie\n  oordeel: ongegrond\n---\n## Omschrijving\nTe laat.\n"
    );
    ground.write(FILE, text);
}

fn commit(ground: &Ground, message: &str) {
    ground.git(&["add", "-A"]);
    ground.git(&["commit", "-q", "-m", message]);
}

fn removed(ground: &Ground) {
    ground.git(&["rm", "-q", "-r", FOLDER]);
    ground.git(&["commit", "-q", "-m", "Weg"]);
}

/// What the rehearsal says, which must end so and say this.
#[track_caller]
fn rehearsed(ground: &Ground, code: i32, words: &str) -> Said {
    let said = ground.klacht(&["vernietig", ID]);
    assert!(said.code == code && said.text.contains(words), "{} {}", said.code, said.text);
    said
}

#[test]
fn dossier_that_was_removed_with_git_is_judged_as_it_was_recorded_last() {
    let Some(ground) = office() else { return };
    dossier(&ground, "in_behandeling");
    commit(&ground, "K-2023-0002: heropend");
    removed(&ground);
    rehearsed(&ground, 5, "K-2023-0002 is nog niet afgehandeld (art. 4)");
    dossier(&ground, "gesloten");
    commit(&ground, "K-2023-0002: gesloten");
    removed(&ground);
    let said = rehearsed(&ground, 0, "uit de map gehaald, maar niet vernietigd");
    assert!(said.text.contains("van 7 vastleggingen gaan er 5 alleen hierover"), "{}", said.text);
    assert!(said.text.contains("Gezocht is naar 2 namen"), "{}", said.text);
}

#[test]
fn number_that_a_register_only_speaks_of_lets_no_dossier_go_unjudged() {
    let Some(ground) = office() else { return };
    dossier(&ground, "in_behandeling");
    for register in [
        format!("# {ID} loopt nog\nschema: 1\nvernietigd: []\n"),
        format!("schema: 1\nvernietigd:\n  - nummer: K-2023-0004\n    grond: zie {ID}\n"),
        format!("schema: 1\nvernietigd:\n  - nummer: {ID}\n"),
    ] {
        ground.write("register/vernietigd.yaml", &register);
        commit(&ground, "Register");
        let said = rehearsed(&ground, 5, "K-2023-0002 is nog niet afgehandeld (art. 4)");
        assert!(!said.text.contains("Opnieuw te vernietigen"), "{register}: {}", said.text);
    }
}

#[test]
fn removed_dossier_is_among_what_must_go_until_it_is_destroyed_and_never_when_it_was_renumbered() {
    let Some(ground) = office() else { return };
    ground.does(&["hernummer", ID, "K-2023-0005"]);
    let said = ground.klacht(&["bewaartermijn"]);
    assert!(said.text.contains("K-2023-0005") && !said.text.contains("Uit de map gehaald"), "{}", said.text);
    ground.git(&["rm", "-q", "-r", "dossiers/2023/K-2023-0005"]);
    ground.git(&["commit", "-q", "-m", "Weg"]);
    for words in [["bewaartermijn"].as_slice(), &["bewaartermijn", "--formaat", "json"], &["vernietig", "--verlopen"]] {
        let said = ground.klacht(words);
        assert!(
            said.code == 0 && said.text.contains("Uit de map gehaald, maar niet vernietigd en dus nog in de geschiedenis: K-2023-0005."),
            "{}",
            said.text
        );
        assert!(said.text.matches("K-2023-0005").count() > 1, "{words:?} {}", said.text);
        assert!(words[0] == "vernietig" || !said.text.contains(ID), "{words:?} {}", said.text);
    }
    ground.git(&["clone", "-q", "--depth", "1", &format!("file://{}", ground.path.display()), "../ondiep"]);
    let said = ground.klacht_at(&ground.around.join("ondiep"), &["bewaartermijn"]);
    assert!(said.code == 0 && said.text.contains("Of er dossiers uit de map zijn gehaald, is niet nagegaan"), "{} {}", said.code, said.text);
}

#[test]
fn removed_dossier_that_cannot_be_judged_is_refused_with_the_command_that_brings_it_back() {
    let Some(ground) = office() else { return };
    ground.git(&["rm", "-q", "-r", FOLDER]);
    rehearsed(&ground, 3, "git checkout HEAD -- dossiers/2023/K-2023-0002");
    ground.git(&["checkout", "-q", "HEAD", "--", FOLDER]);
    ground.write(FILE, "geen kop\n");
    commit(&ground, "K-2023-0002: tekst");
    removed(&ground);
    let said = rehearsed(&ground, 3, "niet te lezen zoals het het laatst is vastgelegd");
    let command = said.text.lines().find_map(|line| line.trim().strip_prefix("git ")).unwrap();
    ground.git(&command.split(' ').collect::<Vec<_>>());
    assert_eq!(ground.bytes(FILE), b"geen kop\n");
}

#[test]
fn number_that_is_on_another_branch_or_means_another_dossier_now_is_told() {
    let Some(ground) = office() else { return };
    ground.does(&["hernummer", ID, "K-2023-0005"]);
    rehearsed(&ground, 2, "K-2023-0002 heet nu K-2023-0005");
    ground.git(&["switch", "-q", "-c", "alleen-hier"]);
    ground.write("dossiers/2023/K-2023-0009/dossier.md", "---\nschema: 1\nnummer: K-2023-0009\n---\n");
    commit(&ground, "K-2023-0009: nieuw");
    ground.git(&["switch", "-q", "main"]);
    let said = ground.klacht(&["vernietig", "K-2023-0009"]);
    assert!(said.code == 2 && said.text.contains("staat op een andere tak"), "{}", said.text);
}

/// What carrying it out says without anybody at a terminal, with these options; 2 says that nothing but the typing lacks.
fn carried_out(ground: &Ground, options: &[&str]) -> Said {
    ground.klacht(&[&["vernietig", ID, "--uitvoeren"], options].concat())
}

#[test]
fn what_was_found_and_what_nobody_could_look_into_are_each_agreed_to_by_themselves() {
    let Some(ground) = office() else { return };
    let (found, unread) = ("van deze personen staat nog iets elders", "niet alles was te doorzoeken");
    ground.write("foto.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xfe");
    rehearsed(&ground, 0, "dan gebeurt het echt met: --uitvoeren --niet-doorzocht\n");
    let said = carried_out(&ground, &["--laat-staan"]);
    assert!(said.code == 5 && said.text.contains(unread) && said.text.contains("geef --niet-doorzocht mee"), "{}", said.text);
    assert_eq!(carried_out(&ground, &["--niet-doorzocht"]).code, 2);
    ground.write("lijst.txt", format!("{PLANTED}\n"));
    rehearsed(&ground, 0, "dan gebeurt het echt met: --uitvoeren --laat-staan --niet-doorzocht\n");
    let said = carried_out(&ground, &["--niet-doorzocht"]);
    assert!(said.code == 5 && said.text.contains(found) && !said.text.contains(unread), "{}", said.text);
    let said = carried_out(&ground, &[]);
    assert!(said.code == 5 && said.text.contains(found) && said.text.contains(unread), "{}", said.text);
    assert_eq!(carried_out(&ground, &["--laat-staan", "--niet-doorzocht"]).code, 2);
    std::fs::remove_file(ground.path.join("foto.png")).unwrap();
    rehearsed(&ground, 0, "dan gebeurt het echt met: --uitvoeren --laat-staan\n");
    assert_eq!(ground.klacht(&["vernietig", ID, "--niet-doorzocht"]).code, 2, "without carrying it out there is nothing to agree to");
}

#[test]
fn what_the_computer_made_is_named_and_asks_for_nothing_but_a_name_in_it_or_a_recording_does() {
    let Some(ground) = office() else { return };
    let clutter: &[u8] = b"\0\0\0\x01Bud1\0\0\xff\xfe\0\0";
    for path in ["dossiers/2023/Thumbs.db", ".DS_Store", "dossiers/2024/.DS_Store", "dossiers/2023/K-2023-0002/Thumbs.db"] {
        ground.write(path, clutter);
    }
    let said = rehearsed(&ground, 0, "Ook weg gaat wat de computer zelf bij deze mappen maakte: .DS_Store, dossiers/2023/Thumbs.db.");
    assert!(said.text.contains("Wat de computer zelf bij andere mappen maakte, blijft: dossiers/2024/.DS_Store."), "{}", said.text);
    assert!(said.text.ends_with("Met --uitvoeren gebeurt het echt.\n"), "{}", said.text);
    let named = [clutter, PLANTED.as_bytes()].concat();
    ground.write("dossiers/2024/.DS_Store", &named);
    rehearsed(&ground, 0, "dan gebeurt het echt met: --uitvoeren --laat-staan\n");
    ground.write("dossiers/2024/.DS_Store", clutter);
    ground.git(&["add", "-f", "dossiers/2023/Thumbs.db"]);
    ground.git(&["commit", "-q", "-m", "Rommel"]);
    let said = rehearsed(&ground, 0, "Niet te doorzoeken, en door u na te kijken: dossiers/2023/Thumbs.db.");
    assert!(said.text.contains("dan gebeurt het echt met: --uitvoeren --niet-doorzocht\n"), "{}", said.text);
}

/// The register names the dossier as destroyed, and the folder has it no more.
fn destroyed(ground: &Ground) {
    ground.git(&["rm", "-q", "-r", FOLDER]);
    let told = "grond: bewaartermijn\n    vernietigd_op: 2026-07-01";
    ground.write("register/vernietigd.yaml", format!("schema: 1\nvernietigd:\n  - nummer: {ID}\n    {told}\n"));
    commit(ground, "1 dossier vernietigd");
}

#[test]
fn destroyed_dossier_that_is_saved_again_is_neither_recorded_nor_on_the_site() {
    let Some(ground) = office() else { return };
    destroyed(&ground);
    let before = ground.git(&["rev-parse", "HEAD"]);
    dossier(&ground, "ontvangen");
    let said = ground.klacht(&["leg-vast"]);
    assert!(said.text.contains("nummer-dubbel") && said.text.contains("het wordt niet opnieuw vastgelegd"), "{}", said.text);
    let said = ground.klacht(&["bouw"]);
    assert!(said.text.contains("Niet op de site: dossiers/2023/K-2023-0002/dossier.md"), "{}", said.text);
    assert_eq!(ground.git(&["rev-parse", "HEAD"]), before);
    let pages = ground.trace().naming(PLANTED);
    assert_eq!(pages, [ground.path.join(FILE)]);
}

#[test]
fn destroyed_dossier_that_lies_in_the_folder_again_or_only_a_piece_of_it_can_be_cleared() {
    let Some(ground) = office() else { return };
    destroyed(&ground);
    dossier(&ground, "ontvangen");
    rehearsed(&ground, 0, "Opnieuw te vernietigen, want het is terug: K-2023-0002");
    std::fs::remove_file(ground.path.join(FILE)).unwrap();
    ground.write("dossiers/2023/K-2023-0002/bijlagen/brief.txt", "Een brief\n");
    rehearsed(&ground, 0, "Opnieuw te vernietigen, want het is terug: K-2023-0002");
}

#[test]
fn file_of_another_complaint_is_not_recorded_and_the_same_in_two_steps_is() {
    let Some(ground) = office() else { return };
    let recorded = ground.bytes(crate::suite::ground::FILE);
    let text = String::from_utf8(recorded).unwrap();
    let person = text.replace("Sanne de Wit", "Joris Zwaluw");
    let other = person.replace("Uitslag kwam te laat", "Zaal bleef koud").replace("De uitslag kwam te laat.", "Het was er koud.");
    ground.write(crate::suite::ground::FILE, other.clone());
    let said = ground.klacht(&["leg-vast"]);
    assert!(said.code == 5 && said.text.contains("is een andere klacht vastgelegd"), "{} {}", said.code, said.text);
    for step in [person, other] {
        ground.write(crate::suite::ground::FILE, step);
        let said = ground.klacht(&["leg-vast"]);
        assert!(said.code == 0 && said.text.contains("vastgelegd  K-2026-0007"), "{} {}", said.code, said.text);
    }
}

#[test]
fn register_that_cannot_take_a_line_is_named_with_the_line_and_what_to_do() {
    let Some(ground) = office() else { return };
    for (register, code, words) in [
        ("schema: 1\nvernietigd: [] # nog niets\n", 0, "Dit was een proef"),
        ("schema: 1\r\nvernietigd:\r\n- nummer: K-2020-0001", 0, "Dit was een proef"),
        ("schema: 1\nvernietigd: geen\n", 3, "register/vernietigd.yaml kan er geen regel bij: vanaf regel 2 staat er geen lijst"),
    ] {
        ground.write("register/vernietigd.yaml", register);
        commit(&ground, "Register");
        rehearsed(&ground, code, words);
    }
}

#[test]
fn branch_that_is_another_name_for_what_was_fetched_is_told_with_the_command_that_makes_it_an_own() {
    let Some(ground) = office() else { return };
    ground.git(&["update-ref", "refs/remotes/elders/main", "HEAD"]);
    ground.git(&["symbolic-ref", "refs/heads/werk", "refs/remotes/elders/main"]);
    ground.git(&["symbolic-ref", "HEAD", "refs/heads/werk"]);
    let said = rehearsed(&ground, 3, "«werk», is een andere naam voor iets dat geen tak van hier is");
    let command = said.text.lines().find_map(|line| line.trim().strip_prefix("git ")).unwrap();
    ground.git(&command.split(' ').collect::<Vec<_>>());
    rehearsed(&ground, 0, "Dit was een proef");
}

#[test]
fn mode_of_a_file_that_is_staged_is_told_before_a_destruction() {
    let Some(ground) = office() else { return };
    ground.git(&["update-index", "--chmod=+x", "dossiers/2026/K-2026-0007/dossier.md"]);
    rehearsed(&ground, 3, "git restore --staged dossiers/2026/K-2026-0007/dossier.md");
}

#[test]
fn partial_copy_is_told_as_one_with_the_commands_that_fetch_the_rest() {
    let Some(ground) = office() else { return };
    dossier(&ground, "in_behandeling");
    commit(&ground, "K-2023-0002: heropend");
    ground.git(&["config", "uploadpack.allowFilter", "true"]);
    let half = ground.around.join("half");
    let from = format!("file://{}", ground.path.display());
    ground.git_at(&ground.around, &["clone", "-q", "--filter=blob:none", &from, "half"]);
    let said = ground.klacht_at(&half, &["geschiedenis", ID]);
    assert!(said.code == 3 && said.text.contains("partial clone van origin"), "{} {}", said.code, said.text);
    let commands = said.text.lines().filter_map(|line| line.trim().strip_prefix("git "));
    let commands: Vec<Vec<&str>> = commands.map(|command| command.split(' ').collect()).collect();
    assert_eq!(commands.len(), 4);
    for command in commands.iter().filter(|command| !command.contains(&"extensions.partialClone")) {
        ground.git_at(&half, command);
    }
    assert_eq!(ground.klacht_at(&half, &["geschiedenis", ID]).code, 0);
}

//! Histories with something wrong in them, each found with its commit and nothing else; and clean ones, in which nothing is.
#![allow(clippy::disallowed_methods, reason = "a test makes the folders it judges")]

use std::path::Path;

use crate::suite::cast;
use crate::suite::told;
use klachtdossier::overview::CheckedFile;
use klachtdossier::repository::{AuditTerms, Repository, RepositoryError};
use klachtdossier::shell::office::Office;
use told::{Told, tell};

const RULES: &str = "dossiers/regeling.yaml";
const ONE: &str = "dossiers/2026/K-2026-0001/dossier.md";
const TWO: &str = "dossiers/2026/K-2026-0002/dossier.md";

/// A dossier file with a status and more of its front matter.
fn file(number: &str, status: &str, more: &str) -> String {
    let head = format!("schema: 1\nnummer: {number}\nstatus: {status}\ningediend_op: 2026-11-02\nontvangen_op: 2026-11-03\n");
    format!("---\n{head}{more}---\n## Omschrijving\nTe laat geleverd.\n")
}

fn one(status: &str, more: &str) -> String {
    file("K-2026-0001", status, more)
}

/// What the program itself says of a change to dossier 1.
fn says(subject: &str, status: &str) -> String {
    format!("K-2026-0001: {subject}\n\nDossier: K-2026-0001\nStatus: {status}\n")
}

const CONFIRMED: &str = "correspondentie:\n  - {soort: bevestiging, datum: 2026-11-04, kanaal: e-mail}\n";
const ANSWERED: &str = "correspondentie:\n  - {soort: bevestiging, datum: 2026-11-04, kanaal: e-mail}\n  - {soort: reactie, datum: 2026-11-20, kanaal: e-mail}\nafhandeling: {datum: 2026-11-20, wijze: brief, oordeel: ongegrond}\n";

/// The rule file, and dossier 1 from its arrival until it is closed: as the program records it.
fn clean() -> Vec<Told> {
    vec![
        Told::on("2026-11-01", "Begin van de dossiermap\n\nSoort: begin\n").file(RULES, cast::rule_file()),
        Told::on("2026-11-03", &says("nieuw, status ontvangen", "ontvangen")).file(ONE, one("ontvangen", "")),
        Told::on("2026-11-04", &says("status ontvangen -> in_behandeling", "in_behandeling")).file(ONE, one("in_behandeling", CONFIRMED)),
        Told::on("2026-11-20", &says("status in_behandeling -> afgehandeld", "afgehandeld")).file(ONE, one("afgehandeld", ANSWERED)),
        Told::on("2026-11-25", &says("status afgehandeld -> gesloten", "gesloten")).file(ONE, one("gesloten", ANSWERED)),
    ]
}

/// The clean history up to a commit, with more after it.
fn clean_until(count: usize, more: impl IntoIterator<Item = Told>) -> Vec<Told> {
    clean().into_iter().take(count).chain(more).collect()
}

/// Every finding of a history as its code and the place of its commit.
fn found(history: &[Told]) -> Vec<(String, usize)> {
    let folder = tempfile::tempdir().unwrap();
    let commits = tell(folder.path(), history);
    let place = |file: &CheckedFile| commits.iter().position(|commit| *commit == file.recorded.as_ref().unwrap().commit).unwrap();
    audit(folder.path()).iter().map(|file| (file.remarks[0].diagnostic.code.to_string(), place(file))).collect()
}

fn audit(folder: &Path) -> Vec<CheckedFile> {
    let office = Office::find(folder).unwrap();
    let rules = office.rule_file().unwrap().rules.unwrap();
    let repository = Repository::discover(folder).unwrap().unwrap();
    let destroyed = Office::destroyed_as_recorded(&repository).unwrap();
    let terms = AuditTerms { rules: &rules, today: "2026-12-31".parse().unwrap(), destroyed: &destroyed };
    repository.audit(&terms).unwrap().findings
}

/// The finding there must be, by its code and the place of its commit.
fn only(code: &str, place: usize) -> Vec<(String, usize)> {
    vec![(code.to_owned(), place)]
}

#[test]
fn clean_history_has_no_finding() {
    assert_eq!(found(&clean()), []);
}

#[test]
fn commit_by_hand_that_keeps_to_the_rules_is_no_finding() {
    let by_hand = clean().into_iter().map(|told| Told { message: "bijgewerkt".to_owned(), ..told }).collect::<Vec<_>>();
    assert_eq!(found(&by_hand), []);
}

#[test]
fn skipped_status_is_found() {
    let skipping = Told::on("2026-11-20", &says("status ontvangen -> afgehandeld", "afgehandeld")).file(ONE, one("afgehandeld", ""));
    assert_eq!(found(&clean_until(2, [skipping])), only("historie-status-overgeslagen", 2));
}

#[test]
fn dossier_that_begins_halfway_is_found() {
    let begun = Told::on("2026-11-05", "K-2026-0002").file(TWO, file("K-2026-0002", "in_behandeling", ""));
    assert_eq!(found(&clean_until(2, [begun])), only("historie-status-overgeslagen", 2));
}

#[test]
fn forbidden_transition_is_found() {
    let back = Told::on("2026-11-05", &says("status in_behandeling -> ontvangen", "ontvangen")).file(ONE, one("ontvangen", CONFIRMED));
    assert_eq!(found(&clean_until(3, [back])), only("historie-stap-verboden", 3));
}

#[test]
fn correction_with_its_reason_is_lawful() {
    let reason = format!("{CONFIRMED}correcties:\n  - {{op: 2026-11-05, van: in_behandeling, naar: ontvangen, reden: vergissing}}\n");
    let back = Told::on("2026-11-05", &says("status in_behandeling -> ontvangen", "ontvangen")).file(ONE, one("ontvangen", &reason));
    assert_eq!(found(&clean_until(3, [back])), []);
}

#[test]
fn reopening_is_lawful_with_its_reason_only() {
    let message = says("status gesloten -> in_behandeling", "in_behandeling");
    let reason = format!("{ANSWERED}heropend:\n  - {{op: 2026-12-01, reden: nieuwe stukken}}\n");
    let opened = |more: &str| Told::on("2026-12-01", &message).file(ONE, one("in_behandeling", more));
    assert_eq!(found(&clean_until(5, [opened(&reason)])), []);
    assert_eq!(found(&clean_until(5, [opened(ANSWERED)])), only("historie-stap-verboden", 5));
}

#[test]
fn version_that_cannot_be_read_hides_no_step() {
    let torn = Told::on("2026-11-19", "halverwege").file(ONE, "<<<<<<< HEAD\n");
    let again = Told::on("2026-11-20", "hersteld").file(ONE, one("afgehandeld", ""));
    assert_eq!(found(&clean_until(2, [torn.clone(), again])), only("historie-status-overgeslagen", 3));
    let lawful = Told::on("2026-11-20", "hersteld").file(ONE, one("in_behandeling", CONFIRMED.replace("11-04", "11-19").as_str()));
    assert_eq!(found(&clean_until(2, [torn, lawful])), []);
}

#[test]
fn changed_closed_dossier_is_found() {
    let edit = |more: &str| Told::on("2026-12-01", &says("afhandeling", "gesloten")).file(ONE, one("gesloten", more));
    assert_eq!(found(&clean_until(5, [edit(&ANSWERED.replace("ongegrond", "gegrond"))])), only("historie-gesloten-gewijzigd", 5));
    let request = format!("{ANSWERED}verzoeken:\n  - {{soort: inzage, ontvangen_op: 2026-12-01}}\n");
    assert_eq!(found(&clean_until(5, [edit(&request)])), []);
}

#[test]
fn piece_of_a_closed_dossier_may_come_and_not_change() {
    let piece = "dossiers/2026/K-2026-0001/bijlagen/2026-11-20-reactie.eml";
    let with_piece = Told::on("2026-11-26", &says("bijlagen", "gesloten")).file(piece, "een");
    let changed = Told::on("2026-11-27", &says("bijlagen", "gesloten")).file(piece, "twee");
    assert_eq!(found(&clean_until(5, [with_piece.clone()])), []);
    assert_eq!(found(&clean_until(5, [with_piece.clone(), changed])), only("historie-gesloten-gewijzigd", 6));
    let gone = Told::on("2026-11-27", &says("bijlagen", "gesloten")).without(piece);
    assert_eq!(found(&clean_until(5, [with_piece.clone(), gone.clone()])), only("historie-gesloten-gewijzigd", 6));
    let granted = format!("{ANSWERED}verzoeken:\n  - {{soort: verwijdering, ontvangen_op: 2026-11-26, besluit: toegewezen}}\n");
    assert_eq!(found(&clean_until(5, [with_piece, gone.file(ONE, one("gesloten", &granted))])), []);
}

#[test]
fn lying_trailer_is_found() {
    let lying = |message: &str| Told::on("2026-11-05", message).file(ONE, one("in_behandeling", &format!("{CONFIRMED}kanaal: post\n")));
    for message in [
        "K-2026-0001: kanaal\n\nDossier: K-2026-0001\nStatus: afgehandeld\n",
        "K-2026-0001: kanaal\n\nDossier: K-2026-0001\n\nStatus: ontvangen -> in_behandeling\n",
        "K-2026-0001: kanaal\n\nDossier: K-2026-0007\n",
        "K-2026-0001: nieuw, status in_behandeling\n",
        "K-2026-0001: status ontvangen -> in_behandeling\n",
        "K-2026-0007: kanaal\n",
        "Regeling bijgewerkt\n\nSoort: regeling\n",
        "1 dossier overgenomen\n\nSoort: import\nDossier: K-2026-0001\n",
    ] {
        assert_eq!(found(&clean_until(3, [lying(message)])), only("historie-omschrijving-klopt-niet", 3), "{message}");
    }
}

#[test]
fn step_that_the_message_hides_is_found() {
    let hidden = Told::on("2026-11-04", &says("correspondentie", "in_behandeling")).file(ONE, one("in_behandeling", CONFIRMED));
    assert_eq!(found(&clean_until(2, [hidden])), only("historie-omschrijving-klopt-niet", 2));
}

#[test]
fn step_that_never_was_is_found() {
    let empty = Told::on("2026-11-05", &says("status in_behandeling -> afgehandeld", "afgehandeld"));
    assert_eq!(found(&clean_until(3, [empty])), only("historie-omschrijving-klopt-niet", 3));
}

#[test]
fn dossier_removed_without_record_is_found() {
    let removed = Told::on("2026-12-01", "opgeruimd").without(ONE);
    assert_eq!(found(&clean_until(5, [removed.clone()])), only("historie-dossier-verdwenen", 5));
    let record = Told::on("2026-12-02", "register").file("register/vernietigd.yaml", "schema: 1\nvernietigd:\n  - nummer: K-2026-0001\n");
    assert_eq!(found(&clean_until(5, [removed.clone(), record])), []);
    let back = Told::on("2026-12-02", "terug").file(ONE, one("gesloten", ANSWERED));
    assert_eq!(found(&clean_until(5, [removed, back])), []);
}

#[test]
fn line_in_the_register_that_was_never_recorded_excuses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    tell(folder.path(), &clean_until(5, [Told::on("2026-12-01", "opgeruimd").without(ONE)]));
    std::fs::create_dir_all(folder.path().join("register")).unwrap();
    std::fs::write(folder.path().join("register/vernietigd.yaml"), "schema: 1\nvernietigd:\n  - nummer: K-2026-0001\n").unwrap();
    assert_eq!(audit(folder.path()).len(), 1);
}

#[test]
fn dossier_whose_number_was_given_out_again_is_still_found() {
    let other = file("K-2026-0001", "ontvangen", "kanaal: post\n");
    let begun = |text: String| Told::on("2026-12-02", &says("nieuw, status ontvangen", "ontvangen")).file(ONE, text);
    let history = |more: Vec<Told>| clean_until(2, [vec![Told::on("2026-12-01", "opgeruimd").without(ONE)], more].concat());
    assert_eq!(found(&history(vec![begun(other.clone())])), only("historie-dossier-verdwenen", 2));
    // Moving the other away says where that one went.
    let moved = "1 dossier hernummerd\n\nSoort: hernummering\nDossier: K-2026-0001\nDossier: K-2026-0002\n";
    let moved = Told::on("2026-12-03", moved).without(ONE).file(TWO, file("K-2026-0002", "ontvangen", "kanaal: post\nvoorheen: [K-2026-0001]\n"));
    assert_eq!(found(&history(vec![begun(other.clone()), moved.clone()])), only("historie-dossier-verdwenen", 2));
    // And with the first one back under its number nothing is missing.
    let back = Told::on("2026-12-04", "terug").file(ONE, one("ontvangen", ""));
    assert_eq!(found(&history(vec![begun(other), moved, back])), []);
}

#[test]
fn number_of_a_dossier_that_is_gone_is_not_given_out_again() {
    let folder = tempfile::tempdir().unwrap();
    tell(folder.path(), &clean_until(2, [Told::on("2026-12-01", "opgeruimd").without(ONE)]));
    let report = ["nieuw", "--melding", "--gemeld", "2026-11-29", "--wijze", "balie", "--aangenomen-door", "Balie", "--onderwerp", "Te laat"];
    let nobody =
        ["--naam", "anoniem", "--organisatie", "geen", "--postadres", "niet_opgegeven", "--email", "niet_opgegeven", "--telefoon", "niet_opgegeven"];
    let mut klacht = std::process::Command::new(env!("CARGO_BIN_EXE_klacht"));
    klacht.current_dir(folder.path()).args(report).args(nobody).args(["--vandaag", "2026-12-02"]);
    klacht.env("GIT_AUTHOR_NAME", "Balie").env("GIT_AUTHOR_EMAIL", "balie@kantoor.example");
    klacht.env("GIT_COMMITTER_NAME", "Balie").env("GIT_COMMITTER_EMAIL", "balie@kantoor.example");
    let told = klacht.output().unwrap();
    assert!(folder.path().join(TWO).exists() && !folder.path().join(ONE).exists(), "{told:?}");
}

#[test]
fn renumbered_dossier_is_not_gone() {
    let renamed = |message: &str| {
        Told::on("2026-11-05", message)
            .without(ONE)
            .file(TWO, file("K-2026-0002", "in_behandeling", &format!("{CONFIRMED}voorheen: [K-2026-0001]\n")))
    };
    let by_program = "1 dossier hernummerd\n\nSoort: hernummering\nDossier: K-2026-0001\nDossier: K-2026-0002\n";
    assert_eq!(found(&clean_until(3, [renamed(by_program)])), []);
    assert_eq!(found(&clean_until(3, [renamed("git mv")])), []);
}

#[test]
fn renumbering_a_closed_dossier_is_no_edit_of_it() {
    let closed = format!("{ANSWERED}voorheen: [K-2026-0001]\n");
    let message = "K-2026-0001 hernummerd naar K-2026-0002\n\nSoort: hernummering\nDossier: K-2026-0001\nDossier: K-2026-0002\n";
    let renamed = Told::on("2026-12-05", message).without(ONE).file(TWO, file("K-2026-0002", "gesloten", &closed));
    assert_eq!(found(&clean_until(5, [renamed])), []);
}

#[test]
fn renumbering_hides_no_step() {
    let renamed = Told::on("2026-11-05", "1 dossier hernummerd\n\nSoort: hernummering\n")
        .without(ONE)
        .file(TWO, file("K-2026-0002", "gesloten", &format!("{CONFIRMED}voorheen: [K-2026-0001]\n")));
    assert_eq!(found(&clean_until(3, [renamed])), only("historie-status-overgeslagen", 3));
}

#[test]
fn two_dossiers_in_one_commit_are_found() {
    let two = |message: &str| {
        let first = Told::on("2026-11-05", message).file(ONE, one("in_behandeling", &format!("{CONFIRMED}kanaal: post\n")));
        first.file(TWO, file("K-2026-0002", "ontvangen", ""))
    };
    assert_eq!(found(&clean_until(3, [two("twee tegelijk")])), only("historie-meer-dossiers", 3));
    assert_eq!(found(&clean_until(3, [two("twee tegelijk\n\nSoort: zomaar\n")])), only("historie-meer-dossiers", 3));
}

#[test]
fn import_begins_anywhere_with_many_at_once() {
    let message = "2 dossiers overgenomen\n\nSoort: import\nDossier: K-2026-0001\nDossier: K-2026-0002\n";
    let import = Told::on("2026-12-20", message).file(ONE, one("gesloten", ANSWERED)).file(TWO, file("K-2026-0002", "afgehandeld", ANSWERED));
    assert_eq!(found(&clean_until(1, [import])), []);
}

#[test]
fn back_dated_fact_is_found() {
    let late = Told::on("2026-11-19", &says("correspondentie", "in_behandeling"))
        .file(ONE, one("in_behandeling", &format!("{CONFIRMED}  - {{soort: tussenbericht, datum: 2026-11-10, kanaal: e-mail}}\n")));
    assert_eq!(found(&clean_until(3, [late])), only("historie-laat-ingevoerd", 3));
}

#[test]
fn back_dated_commit_is_found() {
    let change = |at: &str, committed: &str| {
        let told = Told::on(at, &says("kanaal", "in_behandeling")).file(ONE, one("in_behandeling", &format!("{CONFIRMED}kanaal: post\n")));
        Told { committed: Some(committed.to_owned()), ..told }
    };
    for (at, committed) in [("2026-11-02", "2026-11-02"), ("2026-11-06", "2026-11-20"), ("2026-11-10", "2026-11-05"), ("2027-03-01", "2027-03-01")] {
        assert_eq!(found(&clean_until(3, [change(at, committed)])), only("historie-tijd-klopt-niet", 3), "{at} {committed}");
    }
    // Two clocks differ by hours, and a branch was put on top of another the day after.
    assert_eq!(found(&clean_until(3, [change("2026-11-03T22:00:00+01:00", "2026-11-05")])), []);
}

#[test]
fn what_came_before_the_rule_file_is_not_held_against_it() {
    let older = Told::on("2026-10-01", "alles").file(ONE, one("gesloten", ANSWERED)).file(TWO, file("K-2026-0002", "afgehandeld", ANSWERED));
    let begun = Told::on("2026-11-01", "Begin van de dossiermap\n\nSoort: begin\n").file(RULES, cast::rule_file());
    let step = Told::on("2026-11-25", "K-2026-0002").file(TWO, file("K-2026-0002", "gesloten", ANSWERED));
    assert_eq!(found(&[older.clone(), begun.clone(), step.clone()]), []);
    let forbidden = Told::on("2026-11-26", "terug").file(TWO, file("K-2026-0002", "onvolledig", ANSWERED));
    assert_eq!(found(&[older, begun, step, forbidden]), only("historie-stap-verboden", 3));
}

#[test]
fn merge_is_held_to_what_it_adds_itself() {
    let ours = Told::on("2026-11-05", &says("kanaal", "in_behandeling")).file(ONE, one("in_behandeling", &format!("{CONFIRMED}kanaal: post\n")));
    let theirs = Told::on("2026-11-05", "K-2026-0002: nieuw").file(TWO, file("K-2026-0002", "ontvangen", "")).after(&[2]);
    let both = clean_until(3, [ours, theirs]);
    let merge = Told::on("2026-11-06", "Merge").file(TWO, file("K-2026-0002", "ontvangen", "")).after(&[3, 4]);
    assert_eq!(found(&[both.clone(), vec![merge.clone()]].concat()), []);
    let evil = merge.file(ONE, one("gesloten", ""));
    assert_eq!(found(&[both, vec![evil]].concat()), only("historie-status-overgeslagen", 5));
}

#[test]
fn merge_that_mends_conflicts_of_two_dossiers_is_lawful() {
    let with = |number: &str, channel: &str| file(number, "ontvangen", &format!("kanaal: {channel}\n"));
    let begun = Told::on("2026-11-03", "K-2026-0002: nieuw").file(TWO, with("K-2026-0002", "e-mail"));
    let side = |channel: &str, number: &str, path: &str| Told::on("2026-11-05", "bijgewerkt").file(path, with(number, channel));
    let history = vec![
        clean()[0].clone(),
        clean()[1].clone(),
        begun,
        side("post", "K-2026-0001", ONE),
        side("post", "K-2026-0002", TWO),
        side("e-mail", "K-2026-0001", ONE).after(&[2]),
        side("telefoon", "K-2026-0002", TWO),
        Told::on("2026-11-06", "Merge").file(ONE, one("ontvangen", "kanaal: telefoon\n")).file(TWO, with("K-2026-0002", "e-mail")).after(&[4, 6]),
    ];
    assert_eq!(found(&history), []);
}

#[test]
fn explained_finding_stays_and_is_no_error() {
    let skipping = Told::on("2026-11-20T09:00:00+01:00", "snel").file(ONE, one("afgehandeld", ""));
    let entry = "historie_toegelicht:\n  - opmerking: historie-status-overgeslagen\n    vastgelegd: 2026-11-20T08:00:00Z\n    nummer: K-2026-0001\n    reden: op papier was het goed\n";
    let rules = cast::rule_file().trim_end().trim_end_matches("---").to_owned() + "\n" + entry;
    let explained = Told::on("2026-11-21", "Regeling en inrichting bijgewerkt\n\nSoort: regeling\n").file(RULES, rules);
    let folder = tempfile::tempdir().unwrap();
    tell(folder.path(), &clean_until(2, [skipping, explained]));
    let findings = audit(folder.path());
    let remark = &findings[0].remarks[0].diagnostic;
    assert_eq!((findings.len(), remark.severity), (1, klachtdossier::diagnostic::Severity::Info));
    assert!(remark.message.ends_with("toegelicht: op papier was het goed"), "{}", remark.message);
}

#[test]
fn empty_repository_has_no_finding() {
    let folder = tempfile::tempdir().unwrap();
    Repository::init_isolated(folder.path()).unwrap();
    std::fs::create_dir_all(folder.path().join("dossiers")).unwrap();
    std::fs::write(folder.path().join(RULES), cast::rule_file()).unwrap();
    assert_eq!(audit(folder.path()), []);
}

#[test]
fn history_that_is_not_all_here_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let commits = tell(folder.path(), &clean());
    std::fs::write(folder.path().join(".git/shallow"), format!("{}\n", commits[3])).unwrap();
    let office = Office::find(folder.path()).unwrap();
    let rules = office.rule_file().unwrap().rules.unwrap();
    let terms = AuditTerms { rules: &rules, today: "2026-12-31".parse().unwrap(), destroyed: &office.destroyed() };
    let refused = Repository::discover(folder.path()).unwrap().unwrap().audit(&terms);
    assert!(matches!(refused, Err(RepositoryError::Shallow)), "{refused:?}");
}

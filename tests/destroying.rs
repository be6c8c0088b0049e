//! A dossier destroyed, from the rehearsal to the last file: what is gone everywhere, what stays, and what is never lost.
#![allow(clippy::disallowed_methods, reason = "a test makes the folders it judges")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::suite::by_git;
use crate::suite::cast;
use by_git::{git, put};
use chrono::NaiveDate;
use klachtdossier::diagnostic::Severity;
use klachtdossier::domain::{DestructionGround, Dossier, DossierId};
use klachtdossier::overview::{CheckedFile, Counting, Detail, Kept, Numbers, TableKind, YearlyReport, outlived, parting_line, yearly_reports};
use klachtdossier::regulation::{OfficerRole, terms};
use klachtdossier::repository::{AuditTerms, Closing, CommitMessage, Identity, Kind, Repository, RepositoryError, TrackedPath};
use klachtdossier::shell::destruction::{Cleared, DestructionOrder, Rehearsal, carry_out, certify, finish, recover, rehearse};
use klachtdossier::shell::office::Office;
use klachtdossier::source::{default_rules, read_destroyed, read_outlived, with_destroyed, with_improvements};

/// Stands in the dossier that goes.
const PLANTED: &str = "Quirina Zwaluwstaart";
pub const REGISTER: &str = "register/vernietigd.yaml";

pub struct Desk {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Desk {
    pub fn new() -> Self {
        Self::at("")
    }

    /// One whose office lies in this folder of the repository.
    fn at(office: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        git(folder.path(), &["init", "-q", "-b", "main"], 1);
        let path = if office.is_empty() { folder.path().to_owned() } else { folder.path().join(office) };
        std::fs::create_dir_all(&path).unwrap();
        let desk = Self { _folder: folder, path };
        desk.put("dossiers/regeling.yaml", &cast::rule_file());
        desk.dossier("K-2026-0001", "Sanne de Wit");
        desk.dossier("K-2026-0002", PLANTED);
        desk.commit("Begin");
        desk.put("dossiers/2026/K-2026-0002/bijlagen/brief.txt", PLANTED);
        desk.commit("K-2026-0002: bijlagen");
        desk
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn put(&self, path: &str, text: &str) {
        put(self.path(), path, text);
    }

    fn dossier(&self, number: &str, name: &str) {
        let text = format!(
            "---\nschema: 1\nnummer: {number}\nstatus: gesloten\nklachtindiener:\n  naam: {name}\n---\n## Omschrijving\nGezegd door {name}.\n"
        );
        self.put(&format!("dossiers/2026/{number}/dossier.md"), &text);
    }

    pub fn git(&self, arguments: &[&str]) -> String {
        git(self.path(), arguments, 1)
    }

    pub fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", message]);
    }

    pub fn repository(&self) -> Repository {
        Repository::discover(self.path()).unwrap().unwrap()
    }

    /// Rehearses destroying dossier 2, and does with the order and the rehearsal what the test asks.
    pub fn with_rehearsal<T>(&self, act: impl FnOnce(&Office, &Repository, &DestructionOrder<'_>, &Rehearsal) -> T) -> T {
        let (office, repository, rules) = (Office::find(self.path()).unwrap(), self.repository(), default_rules());
        let gone: BTreeSet<DossierId> = BTreeSet::from(["K-2026-0002".parse().unwrap()]);
        let line = b"schema: 1\nvernietigd:\n  - nummer: K-2026-0002\n    grond: bewaartermijn\n    vernietigd_op: 2029-01-02\n".to_vec();
        let files = BTreeMap::from([(TrackedPath::new(REGISTER).unwrap(), line)]);
        let by = Identity { name: "A. Vermeer".to_owned(), email: "a.vermeer@leverancier.example".to_owned() };
        let at = "2029-01-02T10:00:00+01:00".parse().unwrap();
        let closing = Closing { files: &files, message: CommitMessage::of_kind(Kind::Destruction, gone.iter().copied()), by, at };
        let order = DestructionOrder { gone: &gone, closing, rules: &rules };
        let rehearsal = rehearse(&office, &repository, &order).unwrap();
        assert!(rehearsal.proof.holds(), "{:?}", rehearsal.proof);
        act(&office, &repository, &order, &rehearsal)
    }

    pub fn destroy(&self) -> Cleared {
        self.with_rehearsal(|office, repository, order, rehearsal| carry_out(office, repository, order, rehearsal).unwrap())
    }

    /// The files below the folder, git's own included, in which the planted name stands as it is.
    pub fn naming(&self) -> Vec<String> {
        let mut found = Vec::new();
        walk(self.path(), &mut |path| {
            let bytes = std::fs::read(path).unwrap();
            if bytes.windows(PLANTED.len()).any(|part| part == PLANTED.as_bytes()) {
                found.push(path.strip_prefix(self.path()).unwrap().to_string_lossy().into_owned());
            }
        });
        found
    }
}

fn walk(folder: &Path, heed: &mut dyn FnMut(&PathBuf)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, heed) } else { heed(&path) }
    }
}

#[test]
fn nothing_is_left_in_the_folder_in_git_in_bundles_and_in_sites_anywhere() {
    let desk = Desk::new();
    desk.put("inzage/K-2026-0002/dossier.html", PLANTED);
    desk.put("uit/site/.klacht-site", "");
    desk.put("uit/site/dossier/K-2026-0002.html", PLANTED);
    desk.put(".gitignore", "inzage\nuit\n");
    desk.commit("Regeling en inrichting bijgewerkt");
    let cleared = desk.destroy();
    assert_eq!(desk.naming(), Vec::<String>::new());
    assert!(!desk.git(&["log", "-p", "--all"]).contains(PLANTED));
    assert_eq!(cleared.removed, ["dossiers/2026/K-2026-0002", "inzage/K-2026-0002", "uit/site"]);
    assert_eq!(desk.git(&["status", "--porcelain"]), "");
    assert_eq!(desk.git(&["fsck", "--strict", "--full"]), "");
    assert!(std::fs::read_to_string(desk.path().join(REGISTER)).unwrap().contains("K-2026-0002"));
}

#[test]
fn office_on_another_name_for_its_branch_loses_the_dossier_and_keeps_the_name() {
    let desk = Desk::new();
    desk.git(&["symbolic-ref", "refs/heads/werk/nu", "refs/heads/main"]);
    desk.git(&["symbolic-ref", "HEAD", "refs/heads/werk/nu"]);
    assert_eq!(desk.destroy().gone.len(), 1);
    assert_eq!(desk.git(&["symbolic-ref", "refs/heads/werk/nu"]).trim(), "refs/heads/main");
    assert!(desk.git(&["show", &format!("main:{REGISTER}")]).contains("K-2026-0002"));
    assert_eq!((desk.naming(), desk.git(&["status", "--porcelain"])), (Vec::new(), String::new()));
    desk.git(&["fsck", "--strict"]);
}

#[test]
fn person_is_found_in_another_dossier_in_a_loose_file_and_in_a_copy_elsewhere() {
    let desk = Desk::new();
    desk.dossier("K-2026-0003", PLANTED);
    desk.commit("K-2026-0003: nieuw");
    desk.put("dossiers/2025/K-2026-0002/dossier.md", PLANTED);
    desk.put("los.txt", PLANTED);
    let places = desk.with_rehearsal(|_, _, _, rehearsal| rehearsal.found.iter().map(|found| found.place.clone()).collect::<Vec<_>>());
    assert_eq!(places, ["dossiers/2025/K-2026-0002/", "dossiers/2025/K-2026-0002/dossier.md", "dossiers/2026/K-2026-0003/dossier.md", "los.txt"]);
}

#[test]
fn what_was_recorded_or_staged_after_the_rehearsal_is_seen() {
    for meanwhile in [|desk: &Desk| desk.commit("Gewone vastlegging"), |desk: &Desk| drop(desk.git(&["add", "-A"]))] {
        let desk = Desk::new();
        desk.with_rehearsal(|_, repository, _, rehearsal| {
            assert_eq!(repository.as_it_stands().unwrap(), rehearsal.stands);
            desk.put("dossiers/2026/K-2026-0001/bijlagen/nieuw.txt", "nieuw");
            meanwhile(&desk);
            assert_ne!(desk.repository().as_it_stands().unwrap(), rehearsal.stands);
        });
    }
}

#[test]
fn register_that_was_not_merely_added_to_lies_in_the_folder_as_it_was_closed() {
    let desk = Desk::new();
    desk.put("register/vernietigd.yaml", "vernietigd: []\n");
    desk.commit("Een register zonder regels");
    desk.destroy();
    assert_eq!(desk.git(&["status", "--porcelain"]), "");
    assert!(std::fs::read_to_string(desk.path().join("register/vernietigd.yaml")).unwrap().contains("K-2026-0002"));
}

#[test]
fn destruction_that_was_cut_off_after_the_store_was_in_place_is_finished() {
    let desk = Desk::new();
    desk.with_rehearsal(|_, repository, _, rehearsal| {
        drop(repository.put_in_place(&rehearsal.workshop, "K-2026-0002\n", &rehearsal.stands).unwrap())
    });
    assert!(desk.path().join("dossiers/2026/K-2026-0002").exists());
    let office = Office::find(desk.path()).unwrap();
    let cleared = finish(&office, &desk.repository()).unwrap().unwrap();
    assert_eq!(cleared.removed, ["dossiers/2026/K-2026-0002"]);
    assert_eq!(desk.naming(), Vec::<String>::new());
    assert_eq!(desk.git(&["status", "--porcelain"]), "");
    assert_eq!(finish(&office, &desk.repository()).unwrap(), None);
}

#[test]
fn git_folder_gets_its_name_back_where_changing_places_was_cut_off() {
    let desk = Desk::new();
    std::fs::rename(desk.path().join(".git"), desk.path().join(".git.klacht-oud")).unwrap();
    recover(desk.path()).unwrap();
    assert_eq!(desk.git(&["log", "--format=%s"]), "K-2026-0002: bijlagen\nBegin");
}

#[test]
fn line_typed_in_a_register_after_it_was_cut_off_stays() {
    let desk = Desk::new();
    desk.with_rehearsal(|_, repository, _, rehearsal| {
        drop(repository.put_in_place(&rehearsal.workshop, "K-2026-0002\n", &rehearsal.stands).unwrap())
    });
    desk.put(REGISTER, "# eigen regel\n");
    finish(&Office::find(desk.path()).unwrap(), &desk.repository()).unwrap();
    assert_eq!(std::fs::read_to_string(desk.path().join(REGISTER)).unwrap(), "# eigen regel\n");
}

/// The dossiers of the examples, as a year of them would be destroyed, and what the registers then tell of them.
fn example_numbers(today: NaiveDate, goes: impl Fn(&Dossier) -> bool) -> Numbers {
    let rules = default_rules();
    let office = Office::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let (gone, kept): (Vec<Dossier>, Vec<Dossier>) = office.dossiers(&BTreeSet::new()).unwrap().read.into_iter().partition(goes);
    let line = |dossier: &Dossier| parting_line(dossier, &terms(dossier, &rules, today), "bewaartermijn", today, "klachtenfunctionaris");
    let register = with_destroyed(b"", &gone.iter().map(line).collect::<Vec<_>>()).unwrap();
    let list = with_improvements(b"", &gone.iter().filter_map(outlived).collect::<Vec<_>>()).unwrap();
    let kept = kept.into_iter().map(|dossier| Arc::new(Kept { terms: terms(&dossier, &rules, today), dossier }));
    Numbers { kept: kept.collect(), destroyed: read_destroyed(&register), outlived: read_outlived(&list), ..Numbers::default() }
}

/// The rows of a table that say something, those of one outcome together.
fn told(report: &YearlyReport, kind: TableKind) -> (Option<u32>, BTreeMap<String, u32>) {
    let table = report.figures.table(kind).unwrap();
    let mut rows = BTreeMap::new();
    for (key, count) in &table.rows {
        let key = match key.as_str() {
            "op_tijd_na_uitstel" => "op_tijd",
            "te_laat_open" if kind == TableKind::Answer => "te_laat",
            "niet_meer_bekend" | "nog_geen_oordeel" | "niet_vermeld" | "loopt" | "vervallen" => "onbekend",
            key => key,
        };
        *rows.entry(key.to_owned()).or_default() += count.unwrap();
    }
    (table.total, rows)
}

#[test]
fn report_of_every_year_has_the_same_totals_before_and_after() {
    let (today, rules) = ("2029-06-01".parse().unwrap(), default_rules());
    let counting = Counting { rules: &rules, today, detail: Detail::Whole };
    let before = yearly_reports(&example_numbers(today, |_| false), counting);
    let after_numbers = example_numbers(today, |dossier| dossier.status.is_ended());
    assert!(after_numbers.destroyed.len() > 3 && !after_numbers.outlived.is_empty() && !after_numbers.kept.is_empty());
    let after = yearly_reports(&after_numbers, counting);
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (year, before) in &before {
        let after = &after[year];
        assert_eq!(before.figures.received, after.figures.received, "{year}");
        assert_eq!(before.founded, after.founded, "{year}");
        for kind in [TableKind::Subject, TableKind::Answer, TableKind::Finding, TableKind::Founded, TableKind::Measure, TableKind::Effect] {
            assert_eq!(told(before, kind), told(after, kind), "{year} {kind:?}");
        }
    }
}

/// The ids and places of the errors among everything there is to say about the files.
fn errors(files: &[CheckedFile]) -> Vec<(String, String)> {
    let errors = files.iter().flat_map(|file| file.remarks.iter().map(move |remark| (file, &remark.diagnostic)));
    let errors = errors.filter(|(_, remark)| remark.severity == Severity::Error);
    errors.map(|(file, remark)| (file.path.clone(), remark.code.id().to_owned())).collect()
}

#[test]
fn anchor_from_before_holds_for_what_is_kept_and_tells_what_was_destroyed() {
    let (desk, rules) = (Desk::new(), default_rules());
    let taken = desk.repository().anchor().unwrap().unwrap();
    desk.put(taken.path().as_str(), &taken.leaves.written(&taken.anchor));
    desk.commit("IJkpunt bewaard");
    desk.destroy();
    let (repository, destroyed) = (desk.repository(), Office::find(desk.path()).unwrap().destroyed());
    let terms = AuditTerms { rules: &rules, today: "2029-01-02".parse().unwrap(), destroyed: &destroyed };
    let check = repository.check_anchor(&taken.anchor, None, &terms).unwrap();
    assert!(!check.differs(), "{:?}", check.findings);
    assert_eq!(check.destroyed, ["K-2026-0002".parse().unwrap()]);
    desk.dossier("K-2026-0001", "Iemand anders");
    desk.commit("K-2026-0001: nieuw");
    let unrecorded = AuditTerms { destroyed: &BTreeSet::new(), ..terms };
    assert!(desk.repository().check_anchor(&taken.anchor, None, &unrecorded).unwrap().differs(), "without its line it left without a record");
}

#[test]
fn appeal_after_the_destruction_is_a_new_number_and_only_the_old_number_itself_is_a_return() {
    let (desk, rules, today) = (Desk::new(), default_rules(), "2029-01-02".parse().unwrap());
    desk.destroy();
    let appeal = "---\nschema: 1\nnummer: K-2026-0003\nstatus: bezwaar\nontvangen_op: 2026-11-02\ngerelateerd: [K-2026-0002]\n---\n\
                  ## Omschrijving\nBezwaar na de vernietiging van K-2026-0002.\n";
    desk.put("dossiers/2026/K-2026-0003/dossier.md", appeal);
    desk.commit("K-2026-0003: nieuw");
    let office = Office::find(desk.path()).unwrap();
    let told = |what: &[CheckedFile]| errors(what).into_iter().filter(|(_, code)| matches!(&**code, "nummer-dubbel" | "dossier-onbekend")).count();
    assert_eq!(told(&office.check(&rules, BTreeSet::new(), today).unwrap()), 0);
    let destroyed = office.destroyed();
    let audit = || desk.repository().audit(&AuditTerms { rules: &rules, today, destroyed: &destroyed }).unwrap().findings;
    assert!(!errors(&audit()).iter().any(|(_, code)| code == "historie-dossier-verdwenen"));
    desk.dossier("K-2026-0002", "Wie dan ook");
    let back = errors(&office.check(&rules, BTreeSet::new(), today).unwrap());
    assert!(back.contains(&("dossiers/2026/K-2026-0002/dossier.md".to_owned(), "nummer-dubbel".to_owned())), "{back:?}");
}

#[test]
fn certificate_is_there_though_it_was_cut_off_and_names_nobody() {
    let desk = Desk::new();
    desk.put("brief van Quirina Zwaluwstaart.txt", PLANTED);
    desk.with_rehearsal(|_, repository, order, rehearsal| {
        let told = (DestructionGround::Retention, OfficerRole::Officer, "2029-01-02".parse().unwrap());
        let page = certify(repository, order, rehearsal, told).unwrap();
        assert_eq!(page.as_str(), "register/vernietigingen/2029-01-02.md");
        drop(repository.put_in_place(&rehearsal.workshop, "K-2026-0002\n", &rehearsal.stands).unwrap());
    });
    finish(&Office::find(desk.path()).unwrap(), &desk.repository()).unwrap();
    assert_eq!(desk.git(&["status", "--porcelain", "--untracked-files=no"]), "");
    let read = |name: &str| std::fs::read_to_string(desk.path().join(format!("register/vernietigingen/2029-01-02.{name}"))).unwrap();
    let (page, data) = (read("md"), read("json"));
    assert!(page.contains("K-2026-0002") && page.contains("Op andere plaatsen, zoals een omschrijving of een los bestand: 1."), "{page}");
    assert!(data.contains("\"geen_spoor\"") && !page.contains("Quirina") && !data.contains("Quirina"));
}

#[test]
fn tag_made_at_the_last_moment_stops_the_destruction_and_stays() {
    let desk = Desk::new();
    desk.with_rehearsal(|office, repository, order, rehearsal| {
        desk.git(&["tag", "ertussendoor"]);
        assert!(matches!(carry_out(office, repository, order, rehearsal), Err(RepositoryError::Meanwhile)));
    });
    assert_eq!(desk.git(&["tag"]), "ertussendoor");
    assert!(!desk.naming().is_empty());
    assert_eq!(desk.git(&["fsck", "--strict", "--full"]), "");
}

#[test]
fn nothing_is_recorded_or_staged_before_a_destruction_that_was_cut_off_is_finished() {
    let desk = Desk::new();
    desk.with_rehearsal(|_, repository, _, rehearsal| {
        drop(repository.put_in_place(&rehearsal.workshop, "K-2026-0002\n", &rehearsal.stands).unwrap());
    });
    let repository = desk.repository();
    let recorder = repository.recorder(std::time::Duration::ZERO).unwrap();
    assert!(matches!(recorder.foresee([]), Err(RepositoryError::DestructionUnderWay)));
    assert!(desk.path().join(".git/index.lock").exists());
    drop(recorder);
    finish(&Office::find(desk.path()).unwrap(), &repository).unwrap();
    assert!(!desk.path().join(".git/index.lock").exists());
    desk.put("los.txt", "los");
    desk.commit("Gaat weer");
}

#[test]
fn bundle_of_the_dossier_goes_wherever_it_lies_and_one_of_another_stays() {
    let desk = Desk::new();
    for (folder, number) in [("af/een", "K-2026-0002"), ("af/ander", "K-2026-0001")] {
        desk.put(&format!("{folder}/.klacht-inzage"), "gegevens.txt\n");
        desk.put(&format!("{folder}/gegevens.txt"), &format!("Inzage in klachtdossier {number}\nStand op 2026-11-02\n"));
    }
    assert_eq!(desk.destroy().removed, ["af/een", "dossiers/2026/K-2026-0002"]);
    assert!(desk.path().join("af/ander/gegevens.txt").exists());
}

#[test]
fn copy_of_the_history_and_what_git_copies_are_named() {
    let desk = Desk::new();
    desk.git(&["bundle", "create", "-q", "reserve.bundle", "main"]);
    desk.git(&["clone", "-q", "--bare", ".", "reserve.git"]);
    desk.git(&["config", "branch.main.description", PLANTED]);
    let (copies, found) = desk.with_rehearsal(|_, _, _, rehearsal| (rehearsal.copies.clone(), rehearsal.found.clone()));
    assert_eq!(copies, ["reserve.bundle", "reserve.git"]);
    assert_eq!(found.iter().map(|found| found.place.as_str()).collect::<Vec<_>>(), [".git/config"]);
}

fn places(desk: &Desk) -> Vec<String> {
    desk.with_rehearsal(|_, _, _, rehearsal| rehearsal.found.iter().map(|found| found.place.clone()).collect())
}

#[test]
fn name_of_a_branch_that_is_another_name_for_one_is_looked_in() {
    let desk = Desk::new();
    desk.git(&["symbolic-ref", "refs/heads/quirina-zwaluwstaart", "refs/heads/main"]);
    desk.git(&["symbolic-ref", "refs/tags/zwaluwstaart", "refs/heads/main"]);
    assert_eq!(places(&desk), ["de naam van tak quirina-zwaluwstaart", "het label zwaluwstaart"]);
}

#[test]
fn copy_of_a_piece_is_found_under_any_name_and_in_any_place_though_nobody_is_named_in_it() {
    let desk = Desk::new();
    desk.put("dossiers/2026/K-2026-0002/bijlagen/scan.txt", "een beeld zonder namen");
    desk.commit("K-2026-0002: bijlagen");
    desk.put("dossiers/2026/K-2026-0002/bijlagen/scan.txt", "een later beeld");
    desk.put("dossiers/2026/K-2026-0001/bijlagen/ander.txt", "een beeld zonder namen");
    desk.commit("Twee tegelijk");
    desk.put("bureau/kopie.txt", "een later beeld");
    desk.put("dossiers/2026/K-2026-0002/bijlagen/nooit-vastgelegd.txt", "nog niet vastgelegd");
    desk.put("bureau/los.txt", "nog niet vastgelegd");
    desk.git(&["branch", "zij"]);
    desk.git(&["rm", "-q", "-r", "--cached", "dossiers/2026/K-2026-0001/bijlagen"]);
    std::fs::remove_dir_all(desk.path().join("dossiers/2026/K-2026-0001/bijlagen")).unwrap();
    desk.git(&["commit", "-q", "-m", "K-2026-0001: bijlagen"]);
    let elsewhere = "dossiers/2026/K-2026-0001/bijlagen/ander.txt, in een oudere versie of een andere tak";
    assert_eq!(places(&desk), ["bureau/kopie.txt", "bureau/los.txt", elsewhere]);
}

#[test]
fn page_of_ours_with_the_number_goes_along_and_any_other_file_with_it_is_told() {
    let desk = Desk::new();
    let page = |number: &str| format!("<html><meta name=\"generator\" content=\"klacht\"><td>{number}</td></html>");
    desk.put("vastgelegd.html", &page("K-2026-0002"));
    desk.commit("Overzicht");
    desk.put("klachten-2026-audit.html", &page("K-2026-0002"));
    desk.put("lijsten/ander.html", &page("K-2026-0001"));
    desk.put("notitie.txt", "Bel over K-2026-0002.");
    desk.put("dossiers/2026/K-2026-0001/bijlagen/verwijzing.txt", "Zie K-2026-0002.");
    let told = desk.with_rehearsal(|_, _, _, rehearsal| (rehearsal.exports.clone(), rehearsal.numbers.iter().cloned().collect::<Vec<_>>()));
    assert_eq!(told.0, ["klachten-2026-audit.html"]);
    assert_eq!(told.1, ["dossiers/2026/K-2026-0001/bijlagen/verwijzing.txt", "notitie.txt", "vastgelegd.html"]);
    assert_eq!(desk.destroy().removed, ["dossiers/2026/K-2026-0002", "klachten-2026-audit.html"]);
    for stays in ["vastgelegd.html", "lijsten/ander.html", "notitie.txt"] {
        assert!(desk.path().join(stays).exists(), "{stays}");
    }
}

/// Puts a dossier of another office, with the number of the one that goes, in a folder of the repository.
fn put_another_office(desk: &Desk, office: &str) {
    desk.put(&format!("{office}/dossiers/regeling.yaml"), &cast::rule_file());
    let text = "---\nschema: 1\nnummer: K-2026-0002\nstatus: gesloten\nklachtindiener:\n  naam: Daan Visser\n---\n";
    desk.put(&format!("{office}/dossiers/2026/K-2026-0002/dossier.md"), text);
}

#[test]
fn folder_with_the_number_elsewhere_is_named_and_the_dossier_of_another_office_is_lawful() {
    let desk = Desk::new();
    put_another_office(&desk, "b");
    desk.put("werk/K-2026-0002/x.txt", "iets van werk");
    desk.put("dossiers/2026/K-2026-0001/bijlagen/K-2026-0002/y.txt", "een bijlage");
    desk.commit("Drie plekken");
    desk.put("los/K-2026-0002/z.txt", "nooit vastgelegd");
    assert_eq!(places(&desk), ["dossiers/2026/K-2026-0001/bijlagen/K-2026-0002/", "los/K-2026-0002/", "werk/K-2026-0002/"]);
    desk.destroy();
    for stays in ["b/dossiers/2026/K-2026-0002/dossier.md", "werk/K-2026-0002/x.txt"] {
        assert!(desk.path().join(stays).exists());
    }
    assert_eq!(desk.repository().returned().unwrap(), []);
    assert_eq!(desk.git(&["status", "--porcelain"]), "?? los/");
}

#[test]
fn office_in_a_folder_tells_each_place_once_and_looks_for_nobody_of_another_office() {
    let desk = Desk::at("a");
    put_another_office(&desk, "../b");
    desk.dossier("K-2026-0003", PLANTED);
    desk.put("../b/werk.txt", PLANTED);
    desk.put("../.gitignore", "genegeerd\n");
    desk.commit("Meer");
    desk.put("../genegeerd/notitie.txt", &format!("eerst\n{PLANTED}\n"));
    desk.put("../los.html", &format!("<html><meta name=\"generator\" content=\"klacht\"><td>K-2026-0002 {PLANTED}</td></html>"));
    let elsewhere = ["../b/werk.txt", "../genegeerd/notitie.txt", "../los.html", "dossiers/2026/K-2026-0003/dossier.md"];
    assert_eq!(places(&desk), elsewhere);
    let lines = desk.with_rehearsal(|_, _, _, rehearsal| rehearsal.found[1].sightings.iter().map(|one| one.line).collect::<Vec<_>>());
    assert_eq!(lines, [Some(2), Some(2)]);
    assert_eq!(desk.with_rehearsal(|_, _, _, rehearsal| rehearsal.looked_for), 2, "a name and a family name");
    desk.destroy();
    assert!(desk.path().join("../los.html").exists() && desk.path().join("../genegeerd/notitie.txt").exists(), "it is not ours");
}

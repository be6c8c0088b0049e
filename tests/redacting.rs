//! A passage or an attachment recorded by mistake, taken out of every version of a dossier: what goes, and what stays as it was.
#![allow(clippy::disallowed_methods, reason = "a test makes the folders it judges")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::suite::by_git::{git, put};
use crate::suite::cast;
use klachtdossier::domain::DossierId;
use klachtdossier::repository::{AuditTerms, Closing, CommitMessage, Identity, Kind, Repository, TrackedPath};
use klachtdossier::shell::destruction::{RedactionOrder, RedactionRehearsal, Target, carry_out_redaction, finish, rehearse_redaction};
use klachtdossier::shell::office::Office;
use klachtdossier::source::{Blackening, RedactedLine, default_rules, with_redacted};

/// What must not have been recorded.
const SECRET: &str = "lijdt aan hooikoorts";
const REGISTER: &str = "register/weggelakt.yaml";
const DOSSIER: &str = "dossiers/2026/K-2026-0002/dossier.md";
const PIECE: &str = "dossiers/2026/K-2026-0002/bijlagen/brief.txt";

/// An office in which a dossier had a passage in some versions, in several ways, and another dossier between.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.git(&["init", "-q", "-b", "main"]);
        desk.put("dossiers/regeling.yaml", &cast::rule_file());
        desk.dossier("K-2026-0001", "Niets bijzonders", "Niets");
        desk.dossier("K-2026-0002", "Iets", &format!("Wie dit schreef {SECRET}, zegt men."));
        desk.commit("Begin");
        desk.put(PIECE, &format!("Hij {}.", SECRET.replace(' ', "\n> ")));
        desk.commit("K-2026-0002: bijlagen");
        desk.dossier("K-2026-0001", "Niets bijzonders", "Iets meer");
        desk.commit("K-2026-0001: tekst");
        desk.dossier("K-2026-0002", &format!("'Over 't feit dat hij {SECRET}'").replace("'t", "''t"), "Anders.");
        desk.commit("K-2026-0002: onderwerp");
        desk
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn put(&self, path: &str, text: &str) {
        put(self.path(), path, text);
    }

    fn dossier(&self, number: &str, subject: &str, text: &str) {
        let text = format!("---\nschema: 1\nnummer: {number}\nstatus: gesloten\nonderwerp: {subject}\n---\n## Omschrijving\n{text}\n");
        self.put(&format!("dossiers/2026/{number}/dossier.md"), &text);
    }

    fn git(&self, arguments: &[&str]) -> String {
        git(self.path(), arguments, 1)
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", message]);
    }

    fn commit_nothing(&self, message: &str) {
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    fn repository(&self) -> Repository {
        Repository::discover(self.path()).unwrap().unwrap()
    }

    fn office(&self) -> Office {
        Office::find(self.path()).unwrap()
    }

    fn rehearse(&self, target: &Target) -> RedactionRehearsal {
        let dossier: DossierId = "K-2026-0002".parse().unwrap();
        let on = "2026-11-23".parse().unwrap();
        let line = RedactedLine { dossier, what: "passage", on, role: "klachtenfunctionaris", reason: "Hoort er niet in".to_owned() };
        let files = BTreeMap::from([(TrackedPath::new(REGISTER).unwrap(), with_redacted(b"", &line).unwrap())]);
        let by = Identity { name: "A. Vermeer".to_owned(), email: "a.vermeer@leverancier.example".to_owned() };
        let at = "2026-11-23T10:00:00+01:00".parse().unwrap();
        let closing = Closing { files: &files, message: CommitMessage::of_kind(Kind::Redaction, [dossier]), by, at };
        rehearse_redaction(&self.office(), &self.repository(), &RedactionOrder { dossier, target, closing }).unwrap()
    }

    /// Everything the folder and its history tell, and every object of the store.
    fn everything(&self) -> String {
        let names = self.git(&["cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)"]);
        let blobs = names.lines().filter_map(|line| line.strip_suffix(" blob")).map(|name| self.git(&["cat-file", "blob", name]));
        let files = [DOSSIER, PIECE].map(|path| std::fs::read_to_string(self.path().join(path)).unwrap_or_default());
        blobs.chain(files).collect::<Vec<_>>().join("\n")
    }

    /// Who recorded what when, with the version of the other dossier at each.
    fn course(&self) -> Vec<String> {
        let commits = self.git(&["log", "--format=%H", "--grep=^Soort: weglakking", "--invert-grep"]);
        let told = |commit: &str| {
            let other = self.git(&["rev-parse", &format!("{commit}:dossiers/2026/K-2026-0001")]);
            format!("{} {other}", self.git(&["show", "-s", "--format=%an %ae %at %cn %ct %B", commit]))
        };
        commits.lines().map(told).collect()
    }
}

fn passage(text: &str) -> Target {
    Target::Passage(Blackening::of(text).unwrap())
}

#[test]
fn passage_is_in_no_version_any_more_and_all_else_is_as_it_was() {
    let desk = Desk::new();
    let before = desk.course();
    let rehearsal = desk.rehearse(&passage(SECRET));
    assert!(rehearsal.proof.holds(), "{:?}", rehearsal.proof);
    assert_eq!((rehearsal.versions, rehearsal.broken), (3, 0));
    assert_eq!((rehearsal.left.len(), rehearsal.elsewhere.len()), (0, 0));
    carry_out_redaction(&desk.office(), &desk.repository(), &rehearsal).unwrap();
    let told = desk.everything();
    assert!(!told.contains("hooikoorts") && told.contains("Wie dit schreef (weggelakt), zegt men."));
    assert_eq!(desk.course(), before);
    assert_eq!(desk.git(&["status", "--porcelain"]), "");
    assert_eq!(desk.git(&["fsck", "--strict", "--full"]), "");
    let now = std::fs::read_to_string(desk.path().join(DOSSIER)).unwrap();
    assert!(now.contains("onderwerp: 'Over ''t feit dat hij (weggelakt)'"), "{now}");
}

#[test]
fn attachment_is_in_no_version_and_not_in_the_folder() {
    let desk = Desk::new();
    let before = desk.course();
    let rehearsal = desk.rehearse(&Target::Attachment("bijlagen/brief.txt".to_owned()));
    assert!(rehearsal.proof.holds(), "{:?}", rehearsal.proof);
    assert!(!rehearsal.is_named, "no version of the dossier names it");
    carry_out_redaction(&desk.office(), &desk.repository(), &rehearsal).unwrap();
    assert!(!desk.path().join(PIECE).exists());
    assert!(!desk.everything().contains("hooikoorts."));
    assert!(desk.everything().contains(SECRET), "the passage elsewhere in the dossier is not what was asked");
    assert_eq!(desk.course(), before);
    assert_eq!(desk.git(&["status", "--porcelain"]), "");
}

#[test]
fn passage_in_an_encoding_in_another_dossier_and_in_a_loose_file_is_named() {
    let desk = Desk::new();
    desk.put("dossiers/2026/K-2026-0002/bijlagen/mail.eml", "Content-Transfer-Encoding: quoted-printable\n\nHij lijdt=20aan hooi=\nkoorts\n");
    desk.dossier("K-2026-0001", "Niets", &format!("Ook hij {SECRET}."));
    desk.commit("K-2026-0002: bijlagen");
    desk.put("los.txt", SECRET);
    let rehearsal = desk.rehearse(&passage(SECRET));
    assert_eq!(rehearsal.left, BTreeSet::from(["dossiers/2026/K-2026-0002/bijlagen/mail.eml".to_owned()]));
    assert_eq!(rehearsal.elsewhere, ["dossiers/2026/K-2026-0001/dossier.md", "los.txt"].map(str::to_owned).into());
}

#[test]
fn passage_without_which_it_is_no_dossier_is_told() {
    assert_eq!(Desk::new().rehearse(&passage("nummer: K-2026-0002")).broken, 2);
}

#[test]
fn redaction_that_was_cut_off_after_the_store_was_in_place_is_finished() {
    let desk = Desk::new();
    let rehearsal = desk.rehearse(&passage(SECRET));
    drop(desk.repository().put_in_place(&rehearsal.workshop, "herstel K-2026-0002\n", &rehearsal.stands).unwrap());
    assert!(std::fs::read_to_string(desk.path().join(DOSSIER)).unwrap().contains(SECRET));
    desk.put("dossiers/2026/K-2026-0002/.klacht-a1b2c3", "half geschreven");
    desk.put("register/.klacht-a1b2c3", "half geschreven");
    finish(&desk.office(), &desk.repository()).unwrap().unwrap();
    assert!(!desk.everything().contains("hooikoorts"));
    assert_eq!(desk.git(&["status", "--porcelain"]), "");
}

#[test]
fn commit_that_changes_nothing_any_more_is_no_remark_of_the_audit() {
    let desk = Desk::new();
    desk.dossier("K-2026-0002", "Iets", "Anders.");
    desk.commit("K-2026-0002: status gesloten\n\nDossier: K-2026-0002");
    desk.dossier("K-2026-0002", &format!("Hij {SECRET}"), "Anders.");
    desk.commit("K-2026-0002: onderwerp\n\nDossier: K-2026-0002");
    desk.dossier("K-2026-0002", &format!("Hij {}", SECRET.replace(' ', "  ")), "Anders.");
    desk.commit("K-2026-0002: onderwerp\n\nDossier: K-2026-0002");
    let rehearsal = desk.rehearse(&passage(SECRET));
    assert!(rehearsal.proof.holds(), "{:?}", rehearsal.proof);
    carry_out_redaction(&desk.office(), &desk.repository(), &rehearsal).unwrap();
    assert_eq!(desk.git(&["diff", "--stat", "HEAD~2", "HEAD~1"]), "", "the last of these changed the passage alone");
    let (rules, none) = (default_rules(), BTreeSet::new());
    let terms = AuditTerms { rules: &rules, today: "2026-12-01".parse().unwrap(), destroyed: &none };
    let findings = desk.repository().audit(&terms).unwrap().findings;
    let codes: BTreeSet<&str> = findings.iter().flat_map(|file| &file.remarks).map(|remark| remark.diagnostic.code.id()).collect();
    assert!(!codes.contains("historie-omschrijving-klopt-niet"), "{codes:?}");
}

#[test]
fn store_that_lost_a_recording_is_no_proof() {
    let desk = Desk::new();
    let rehearsal = desk.rehearse(&passage(SECRET));
    let dossier = "K-2026-0002".parse().unwrap();
    desk.commit_nothing("K-2026-0002: nog iets");
    let proof = desk.repository().prove_redacted(dossier, &rehearsal.workshop).unwrap();
    assert_eq!(proof.changed, [dossier]);
}

#[test]
fn attachment_that_the_dossier_names_is_told_to_be_named() {
    let desk = Desk::new();
    desk.dossier("K-2026-0002", "Iets", "Zie bijlagen/brief.txt.");
    desk.commit("K-2026-0002: tekst");
    assert!(desk.rehearse(&Target::Attachment("bijlagen/brief.txt".to_owned())).is_named);
}

#[test]
fn dossier_of_another_office_and_a_folder_elsewhere_are_not_taken_along() {
    let desk = Desk::new();
    let others = ["b/dossiers/2026/K-2026-0002/dossier.md", "werk/K-2026-0002/x.txt"];
    desk.put("b/dossiers/regeling.yaml", &cast::rule_file());
    others.iter().for_each(|path| desk.put(path, &format!("Ook hier: {SECRET}.")));
    desk.commit("Een ander kantoor");
    let rehearsal = desk.rehearse(&passage(SECRET));
    assert!(rehearsal.proof.holds(), "{:?}", rehearsal.proof);
    assert!(others.iter().all(|path| rehearsal.elsewhere.contains(*path)), "{:?}", rehearsal.elsewhere);
    carry_out_redaction(&desk.office(), &desk.repository(), &rehearsal).unwrap();
    assert!(others.iter().all(|path| desk.git(&["show", &format!("HEAD:{path}")]).contains(SECRET)));
    assert!(!desk.git(&["log", "-p", "--format=%H", "--", "dossiers"]).contains(SECRET));
}

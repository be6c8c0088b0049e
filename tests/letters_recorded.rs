//! Letters as the officer makes, replaces and sends them: what is stored, what is recorded, and what never happens.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test makes the folders it judges and runs the program itself")]

use std::path::PathBuf;
use std::process::{Command, Stdio};

const FILE: &str = "dossiers/2026/K-2026-0007/dossier.md";

const DOSSIER: &str = "---
schema: 1
nummer: K-2026-0007
status: ontvangen
ingediend_op: 2026-11-02   # staat op de brief
ontvangen_op: 2026-11-03
kanaal: e-mail
klachtindiener:
  naam: Sanne de Wit
  organisatie: ROC De Linde
  postadres: Lindelaan 4, 1234 AB Voorbeeldstad
  email: s.dewit@roc-delinde.example
  telefoon: \"0612345678\"
---
## Omschrijving

De uitslag kwam te laat.

## Ondernomen stappen

geen
";

const FINDINGS: &str = "\n## Bevindingen\n\nDe bestanden bleven een week liggen.\n";

struct Folder {
    _temporary: tempfile::TempDir,
    path: PathBuf,
}

impl Folder {
    fn with(dossier: &str) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let path = temporary.path().join("klachten");
        std::fs::create_dir(&path).unwrap();
        let folder = Self { _temporary: temporary, path };
        folder.does(&["begin"]);
        folder.write(FILE, dossier);
        folder.does(&["leg-vast"]);
        folder
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_klacht"));
        command
            .current_dir(&self.path)
            .args(["--vandaag", "2026-11-04"])
            .args(words)
            .envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1")])
            .envs([("GIT_AUTHOR_NAME", "P. Jansen"), ("GIT_AUTHOR_EMAIL", "p.jansen@voorbeeld.example")])
            .envs([("GIT_COMMITTER_NAME", "P. Jansen"), ("GIT_COMMITTER_EMAIL", "p.jansen@voorbeeld.example")])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn klacht(&self, words: &[&str]) -> (i32, String) {
        let output = self.command(words).output().unwrap();
        let told = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), told)
    }

    #[track_caller]
    fn does(&self, words: &[&str]) -> String {
        let (code, told) = self.klacht(words);
        assert_eq!(code, 0, "{words:?}: {told}");
        told
    }

    /// Refused with this exit and these words, and nothing changed.
    #[track_caller]
    fn refuses(&self, words: &[&str], expected: i32, said: &str) {
        let before = (self.read(FILE), self.pieces());
        let (code, told) = self.klacht(words);
        assert_eq!(code, expected, "{words:?}: {told}");
        assert!(told.contains(said), "{told}");
        assert_eq!((self.read(FILE), self.pieces()), before, "{words:?} changed something");
    }

    fn letter(&self, words: &[&str]) -> String {
        let (kind, more) = words.split_first().unwrap();
        self.does(&[&["brief", kind, "K-2026-0007"], more].concat())
    }

    #[track_caller]
    fn refuses_letter(&self, words: &[&str], code: i32, said: &str) {
        let (kind, more) = words.split_first().unwrap();
        self.refuses(&[&["brief", kind, "K-2026-0007"], more].concat(), code, said);
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path.join(path)).unwrap()
    }

    fn piece(&self, name: &str) -> String {
        self.read(&format!("dossiers/2026/K-2026-0007/bijlagen/{name}"))
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn pieces(&self) -> Vec<String> {
        let folder = self.path.join("dossiers/2026/K-2026-0007/bijlagen");
        let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The lines that changed in the dossier since `before`, without their indentation.
    fn added_since(&self, before: &str) -> Vec<String> {
        let now = self.read(FILE);
        let added = now.lines().filter(|line| !before.lines().any(|old| old == *line));
        added.map(|line| line.trim().to_owned()).collect()
    }

    #[track_caller]
    fn assert_recorded(&self) {
        let Ok(output) = Command::new("git").current_dir(&self.path).args(["status", "--porcelain"]).output() else { return };
        assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
    }
}

#[test]
fn draft_is_stored_with_an_entry_without_a_day() {
    let folder = Folder::with(DOSSIER);
    let told = folder.letter(&["bevestiging"]);
    assert!(told.contains("Concept: dossiers/2026/K-2026-0007/bijlagen/2026-11-04-bevestiging.eml"), "{told}");
    let entry = [
        "correspondentie:",
        "- soort: bevestiging",
        "kanaal: e-mail",
        "onderwerp: Bevestiging van uw klacht",
        "bijlage: bijlagen/2026-11-04-bevestiging.eml",
    ];
    assert_eq!(folder.added_since(DOSSIER), entry);
    folder.assert_recorded();
}

#[test]
fn sending_a_draft_records_the_day_and_that_the_complainant_was_informed() {
    for windows in [false, true] {
        let dossier = if windows { DOSSIER.replace('\n', "\r\n") } else { DOSSIER.to_owned() };
        let folder = Folder::with(&dossier);
        folder.letter(&["bevestiging"]);
        let (before, draft) = (folder.read(FILE), folder.piece("2026-11-04-bevestiging.eml"));
        folder.letter(&["bevestiging", "--verzonden"]);
        assert_eq!(folder.added_since(&before), ["geinformeerd_op: 2026-11-04", "datum: 2026-11-04"]);
        assert_eq!(folder.piece("2026-11-04-bevestiging.eml"), draft);
        assert_eq!(folder.read(FILE).contains("\r\n"), windows);
        folder.assert_recorded();
    }
}

#[test]
fn letter_may_be_made_and_recorded_at_once() {
    let folder = Folder::with(DOSSIER);
    let told = folder.letter(&["bevestiging", "--verzonden", "2026-11-03"]);
    assert!(told.contains("op tijd"), "{told}");
    assert_eq!(folder.pieces(), ["2026-11-03-bevestiging.eml"]);
    assert!(folder.read(FILE).contains("    datum: 2026-11-03\n"));
}

#[test]
fn second_draft_of_a_kind_is_refused() {
    let folder = Folder::with(DOSSIER);
    folder.letter(&["bevestiging"]);
    folder.refuses_letter(&["bevestiging"], 5, "er is al een concept van deze brief: bijlagen/2026-11-04-bevestiging.eml");
    folder.refuses_letter(&["bevestiging", "--verzonden", "--tekst", "-"], 2, "er is al een concept");
}

#[test]
fn draft_made_again_takes_the_place_of_the_old_one() {
    let folder = Folder::with(DOSSIER);
    folder.letter(&["bevestiging"]);
    folder.letter(&["bevestiging", "--opnieuw", "--kanaal", "post"]);
    assert_eq!(folder.pieces(), ["2026-11-04-bevestiging-2.html"]);
    let text = folder.read(FILE);
    assert_eq!(text.matches("soort: bevestiging").count(), 1, "{text}");
    assert!(text.contains("kanaal: post") && text.contains("bijlage: bijlagen/2026-11-04-bevestiging-2.html") && !text.contains("datum:"), "{text}");
    folder.assert_recorded();
}

#[test]
fn draft_the_officer_changed_stays_where_it_is() {
    let folder = Folder::with(DOSSIER);
    folder.letter(&["bevestiging"]);
    let own = folder.piece("2026-11-04-bevestiging.eml").replace("Geachte", "Beste");
    folder.write("dossiers/2026/K-2026-0007/bijlagen/2026-11-04-bevestiging.eml", &own);
    let told = folder.letter(&["bevestiging", "--opnieuw"]);
    assert!(told.contains("blijft staan: bijlagen/2026-11-04-bevestiging.eml"), "{told}");
    assert_eq!(folder.pieces(), ["2026-11-04-bevestiging-2.eml", "2026-11-04-bevestiging.eml"]);
    assert_eq!(folder.piece("2026-11-04-bevestiging.eml"), own);
    folder.assert_recorded();
}

#[test]
fn draft_of_an_answer_does_not_answer() {
    let folder = Folder::with(&(DOSSIER.to_owned() + FINDINGS));
    folder.letter(&["bevestiging", "--verzonden"]);
    folder.does(&["status", "K-2026-0007", "in_behandeling"]);
    folder.letter(&["reactie", "--oordeel", "gegrond"]);
    folder.refuses(&["status", "K-2026-0007", "afgehandeld", "--oordeel", "gegrond"], 2, "--verzonden");
    let by_hand = folder.read(FILE).replace(
        "status: in_behandeling\n",
        "status: afgehandeld\nafhandeling: {datum: 2026-11-04, wijze: schriftelijke reactie, oordeel: gegrond}\n",
    );
    folder.write(FILE, &by_hand);
    folder.refuses(&["leg-vast"], 5, "reactie-niet-verzonden");
    folder.write(FILE, &by_hand.replace("status: afgehandeld", "status: in_behandeling"));
    folder.letter(&["reactie", "--verzonden"]);
    folder.does(&["status", "K-2026-0007", "afgehandeld"]);
}

#[test]
fn answer_takes_what_was_found_and_is_refused_without() {
    let without = Folder::with(DOSSIER);
    without.refuses_letter(&["reactie", "--oordeel", "gegrond"], 2, "## Bevindingen");
    let folder = Folder::with(&(DOSSIER.to_owned() + FINDINGS));
    folder.refuses_letter(&["reactie"], 2, "--oordeel");
    folder.letter(&["reactie", "--oordeel", "ongegrond"]);
    assert!(folder.piece("2026-11-04-reactie.eml").contains("De bestanden bleven een week liggen."));
}

#[test]
fn extension_asks_reason_and_a_later_term() {
    let folder = Folder::with(DOSSIER);
    folder.refuses_letter(&["uitstelbericht"], 2, "--reden, --nieuwe-termijn");
    folder.refuses_letter(&["uitstelbericht", "--nieuwe-termijn", "2026-12-14"], 2, "--reden");
    folder.refuses_letter(&["uitstelbericht", "--reden", "druk", "--nieuwe-termijn", "2026-11-30"], 5, "niet later dan de oude, 30 november 2026");
    folder.letter(&["uitstelbericht", "--reden", "druk", "--nieuwe-termijn", "2026-12-01", "--verzonden"]);
    assert!(folder.does(&["termijnen", "--alle"]).contains("1 dec 2026"));
}

#[test]
fn invitation_is_a_fact_once_it_was_sent() {
    let folder = Folder::with(DOSSIER);
    folder.letter(&["uitnodiging"]);
    assert!(!folder.read(FILE).contains("uitgenodigd_op"));
    folder.letter(&["uitnodiging", "--verzonden"]);
    assert!(folder.read(FILE).contains("gesprekken:\n  - soort: op_uitnodiging\n    uitgenodigd_op: 2026-11-04\n"), "{}", folder.read(FILE));
    assert!(folder.read(FILE).contains("    richting: uitgaand\n"));
}

#[test]
fn post_is_for_who_asked_for_it_but_the_confirmation_goes_by_mail() {
    let folder = Folder::with(&DOSSIER.replace("  telefoon", "  voorkeur: post\n  telefoon"));
    folder.letter(&["bevestiging"]);
    folder.letter(&["tussenbericht"]);
    assert_eq!(folder.pieces(), ["2026-11-04-bevestiging.eml", "2026-11-04-tussenbericht.html"]);
}

#[test]
fn other_channel_is_told_with_the_remark_of_the_checker() {
    let without = Folder::with(&DOSSIER.replace("email: s.dewit@roc-delinde.example", "email: niet_opgegeven"));
    let told = without.letter(&["bevestiging"]);
    assert!(told.contains("bevestiging-per-post") && told.contains(".html"), "{told}");
    let folder = Folder::with(DOSSIER);
    let told = folder.letter(&["bevestiging", "--kanaal", "post"]);
    assert!(told.contains("bevestiging-niet-per-e-mail"), "{told}");
    let told = folder.letter(&["tussenbericht", "--kanaal", "post"]);
    assert!(told.contains("kanaal-anders-dan-voorkeur"), "{told}");
    folder.refuses_letter(&["uitnodiging", "--kanaal", "telefoon"], 5, "per e-mail of per post");
}

#[test]
fn nobody_to_write_to_is_said() {
    let nowhere = DOSSIER.replace("s.dewit@roc-delinde.example", "niet_opgegeven").replace("Lindelaan 4, 1234 AB Voorbeeldstad", "niet_opgegeven");
    Folder::with(&nowhere).refuses_letter(&["tussenbericht"], 5, "geen e-mailadres en geen postadres");
}

#[test]
fn confirmation_of_an_incomplete_complaint_is_refused() {
    let folder = Folder::with(&DOSSIER.replace("  telefoon: \"0612345678\"\n", ""));
    folder.refuses_letter(&["bevestiging"], 5, "verzoek_om_aanvulling");
    folder.letter(&["verzoek_om_aanvulling"]);
    let complete = Folder::with(DOSSIER);
    complete.refuses_letter(&["verzoek_om_aanvulling"], 5, "er ontbreekt niets");
}

#[test]
fn day_to_come_is_no_day_of_sending() {
    Folder::with(DOSSIER).refuses_letter(&["bevestiging", "--verzonden", "2026-11-05"], 2, "moet nog komen");
}

#[test]
fn advice_is_asked_without_pieces_until_secrecy_is_agreed() {
    let open = DOSSIER.replace("---\n## Om", "extern_advies:\n  - instantie: Adviesbureau De Waag\n    stukken: [bijlagen/rapport.pdf]\n---\n## Om");
    let folder = Folder::with(&open);
    folder.write("dossiers/2026/K-2026-0007/bijlagen/rapport.pdf", "geheim");
    folder.write("vraag.md", "Is het redelijk?\r\n");
    folder.does(&["leg-vast"]);
    folder.refuses_letter(&["advies", "--tekst", "vraag.md"], 5, "--aan");
    let to = ["advies", "--tekst", "vraag.md", "--aan", "advies@waag.example"];
    folder.refuses_letter(&[&to[..], &["--bijlage", "bijlagen/rapport.pdf"]].concat(), 5, "geheimhouding");
    folder.letter(&to);
    assert!(!folder.piece("2026-11-04-advies.eml").contains("Content-Disposition"));
    folder.letter(&["advies", "--verzonden"]);
    assert!(folder.read(FILE).contains("gevraagd_op: 2026-11-04") && folder.read(FILE).contains("met: Adviesbureau De Waag"));
}

#[test]
fn template_that_leaves_something_out_is_refused_by_file_and_element() {
    let folder = Folder::with(DOSSIER);
    let template = "# Bevestiging\n\n{% include \"brieven/aanhef.md\" %}\nDank u.\n\n{% include \"brieven/slot.md\" %}\n";
    folder.write("site-templates/brieven/bevestiging.md", template);
    folder.refuses_letter(
        &["bevestiging"],
        5,
        "«site-templates/brieven/bevestiging.md» zegt niet dat de klacht in behandeling is («in_behandeling»)",
    );
    let (code, told) = folder.klacht(&["controleer"]);
    assert_eq!(code, 1);
    assert!(told.contains("briefsjabloon-onvolledig") && told.contains("laatste_dag"), "{told}");
    folder.does(&["bouw"]);
    folder.write("site-templates/brieven/bevestigign.md", "x");
    folder.refuses_letter(&["tussenbericht"], 3, "vervangt geen sjabloon");
    folder.does(&["bouw"]);
}

#[test]
fn passage_about_another_stays_in_the_dossier() {
    let folder = Folder::with(DOSSIER);
    folder.letter(&["uitstelbericht", "--reden", "{{derde: Jan}} is ziek", "--nieuwe-termijn", "2026-12-14"]);
    assert!(folder.read(FILE).contains("Jan") && !folder.piece("2026-11-04-uitstelbericht.eml").contains("Jan"));
    let odd = ["uitnodiging", "--tekst", "odd.md"];
    folder.write("odd.md", "Volgens {{derde: Jan was het zo.");
    folder.refuses_letter(&odd, 5, "niet gesloten");
}

#[test]
fn letter_that_cannot_be_stored_leaves_no_entry() {
    let folder = Folder::with(DOSSIER);
    std::fs::write(folder.path.join("dossiers/2026/K-2026-0007/bijlagen"), "").unwrap();
    folder.refuses_letter(&["bevestiging"], 4, "niet te schrijven");
}

#[test]
fn two_at_once_make_one_draft() {
    let folder = Folder::with(DOSSIER);
    let started: Vec<_> = (0..3).map(|_| folder.command(&["brief", "bevestiging", "K-2026-0007"]).spawn().unwrap()).collect();
    let mut codes: Vec<_> = started.into_iter().map(|child| child.wait_with_output().unwrap().status.code().unwrap()).collect();
    codes.sort_unstable();
    assert_eq!(codes, [0, 5, 5]);
    assert_eq!(folder.pieces(), ["2026-11-04-bevestiging.eml"]);
    folder.assert_recorded();
}

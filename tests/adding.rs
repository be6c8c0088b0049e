//! The commands that add to a dossier: byte for byte, one after another, one commit a dossier.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a test makes the folders it judges, runs the program itself, and says aloud what it skips"
)]

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The dossier of every test.
const ID: &str = "K-2026-0007";
/// Its file.
const FILE: &str = "dossiers/2026/K-2026-0007/dossier.md";

/// A dossier as nobody should write one: comments everywhere, quotation marks, lists between brackets, a list without indentation.
const ODD: &str = "---
# Klacht van de balie; de rest volgt
schema: 1
nummer: \"K-2026-0007\"
status: 'ontvangen'   # zie de brief
ingediend_op: 2026-11-02            # begin van de vier weken
ontvangen_op: '2026-11-03'
klachtindiener: {naam: \"Sanne de Wit\", postadres: 'Lindelaan 4, 1234 AB Voorbeeldstad'}

verzoeken: [{soort: inzage, ontvangen_op: 2026-11-12}]   # tussen haken
afspraken:
# - bellen is vervallen
- wat: \"Ja: bellen\"       # met aanhalingstekens
  wie: 'Balie'
  uiterlijk: 2026-11-20

# hieronder komt nog wat
extern_advies: [ ]
correspondentie:
  - soort: aanvulling

    datum: 2026-11-10   # per post

  # nog een bericht?
gesprekken:
  - {soort: op_uitnodiging, uitgenodigd_op: 2026-11-04}   # nog niet gehouden
verbetering:
  - oorzaak: |
      Eén leverancier
      voor alles
    maatregel: \"Tweede # leverancier\"
    doeltreffend: { }
x_eigen: 'blijft'
---
## Omschrijving
status: dit is tekst
";

/// A folder with the odd dossier, recorded.
struct Folder {
    _temporary: tempfile::TempDir,
    path: PathBuf,
}

/// What a command answered.
struct Answer {
    code: Option<i32>,
    told: String,
}

impl Folder {
    /// A begun folder with this text as its dossier, recorded.
    fn with(dossier: &str) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let path = temporary.path().join("klachten");
        std::fs::create_dir(&path).unwrap();
        let folder = Self { _temporary: temporary, path };
        folder.does("begin");
        folder.write(FILE, dossier);
        folder.does("leg-vast");
        folder
    }

    /// The program with these words, in the folder, with an identity and nothing else that git was configured with.
    ///
    /// Words are parted by spaces; `_` stands for a space within a word.
    fn command(&self, words: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_klacht"));
        let dated = words.starts_with("--vandaag");
        command
            .current_dir(&self.path)
            .args(if dated { vec![] } else { vec!["--vandaag", "2026-11-20"] })
            .args(words.split(' ').map(|word| word.replace('_', " ").replace("~", "_")))
            .envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1")])
            .envs([("GIT_AUTHOR_NAME", "P. Jansen"), ("GIT_AUTHOR_EMAIL", "p.jansen@voorbeeld.example")])
            .envs([("GIT_COMMITTER_NAME", "P. Jansen"), ("GIT_COMMITTER_EMAIL", "p.jansen@voorbeeld.example")])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn klacht(&self, words: &str) -> Answer {
        answer(self.command(words).spawn().unwrap())
    }

    #[track_caller]
    fn does(&self, words: &str) -> String {
        let answer = self.klacht(words);
        assert_eq!(answer.code, Some(0), "{words}: {}", answer.told);
        answer.told
    }

    #[track_caller]
    fn refuses(&self, words: &str, code: i32) -> String {
        let before = self.read(FILE);
        let answer = self.klacht(words);
        assert_eq!(answer.code, Some(code), "{words}: {}", answer.told);
        assert_eq!(self.read(FILE), before, "{words} changed the file");
        answer.told
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path.join(path)).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// What the git program says; `None`, said aloud, when it is not installed.
    fn git(&self, words: &[&str]) -> Option<String> {
        let output = Command::new("git").current_dir(&self.path).args(words).env("GIT_CONFIG_GLOBAL", "/dev/null").env("LC_ALL", "C").output();
        let Ok(output) = output else {
            eprintln!("SKIPPED: the git program is not installed, so it does not judge `git {}`", words.join(" "));
            return None;
        };
        assert!(output.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&output.stderr));
        Some(String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap())
    }

    /// Everything is recorded and sound, and every commit touched one dossier at the most.
    fn assert_sound(&self) {
        let Some(status) = self.git(&["status", "--porcelain"]) else { return };
        assert_eq!(status, "");
        assert_eq!(self.git(&["fsck", "--strict", "--no-progress"]).unwrap(), "");
        for touched in self.git(&["log", "--format=tformat:commit", "--name-only"]).unwrap().split("commit\n") {
            let mut dossiers: Vec<_> = touched.lines().filter_map(|path| path.split('/').nth(2).filter(|name| name.starts_with("K-"))).collect();
            dossiers.dedup();
            assert!(dossiers.len() <= 1, "one commit touched {touched}");
        }
    }
}

fn answer(child: Child) -> Answer {
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    Answer { code: output.status.code(), told }
}

/// In the odd dossier a command puts `new` in the place of `old`, and leaves every other byte; also with the line ends of Windows.
#[track_caller]
fn replaces(words: &str, old: &str, new: &str) {
    assert_eq!(ODD.matches(old).count(), 1, "the piece is unique: {old}");
    let expected = ODD.replacen(old, new, 1);
    let folder = Folder::with(ODD);
    folder.does(words);
    assert_eq!(folder.read(FILE), expected);
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let folder = Folder::with(&windows(ODD));
    folder.does(words);
    assert_eq!(folder.read(FILE), windows(&expected));
    folder.assert_sound();
}

#[test]
fn request_comes_between_the_brackets_of_the_others() {
    let old = "ontvangen_op: 2026-11-12}]   # tussen";
    replaces(
        "verzoek K-2026-0007 verwijdering --ontvangen 2026-11-19",
        old,
        "ontvangen_op: 2026-11-12}, {soort: verwijdering, ontvangen_op: 2026-11-19}]   # tussen",
    );
    replaces(
        "verzoek K-2026-0007 --besluit deels --reden Om_{derden},_en_meer",
        old,
        "ontvangen_op: 2026-11-12, besluit: deels, reden: \"Om {derden}, en meer\"}]   # tussen",
    );
}

#[test]
fn agreement_comes_below_the_last_and_is_kept_in_its_place() {
    let old = "  uiterlijk: 2026-11-20\n";
    replaces(
        "afspraak K-2026-0007 --wat Terugbellen:_graag --wie Balie --uiterlijk 2026-12-01",
        old,
        "  uiterlijk: 2026-11-20\n- datum: 2026-11-20\n  wat: \"Terugbellen: graag\"\n  wie: Balie\n  uiterlijk: 2026-12-01\n",
    );
    replaces("afspraak K-2026-0007 --nagekomen 2026-11-19", old, "  uiterlijk: 2026-11-20\n  nagekomen_op: 2026-11-19\n");
}

#[test]
fn advice_unfolds_empty_brackets() {
    replaces(
        "advies K-2026-0007 --instantie 's-Advies --geheimhouding 2026-11-20",
        "extern_advies: [ ]\n",
        "extern_advies:\n  - instantie: \"'s-Advies\"\n    gevraagd_op: 2026-11-20\n    geheimhouding_op: 2026-11-20\n",
    );
}

#[test]
fn talk_between_brackets_gets_its_outcome() {
    replaces(
        "gesprek K-2026-0007 --gehouden 2026-11-09 --uitkomst niet~opgelost",
        "uitgenodigd_op: 2026-11-04}   #",
        "uitgenodigd_op: 2026-11-04, gehouden_op: 2026-11-09, uitkomst: niet_opgelost}   #",
    );
}

#[test]
fn message_comes_below_the_last_with_its_comment() {
    replaces(
        "bericht K-2026-0007 overig --richting inkomend --kanaal telefoon --onderwerp #_3",
        "    datum: 2026-11-10   # per post\n",
        "    datum: 2026-11-10   # per post\n  - soort: overig\n    datum: 2026-11-20\n    kanaal: telefoon\n    onderwerp: \"# 3\"\n    richting: inkomend\n",
    );
}

#[test]
fn measure_is_assessed_within_its_entry() {
    replaces(
        "maatregel K-2026-0007 --doeltreffend deels --beoordeeld 2026-11-19",
        "    doeltreffend: { }\n",
        "    doeltreffend: {uitkomst: deels, beoordeeld_op: 2026-11-19}\n",
    );
}

#[test]
fn lateness_is_explained_in_a_list_of_its_own() {
    replaces(
        "toelichting K-2026-0007 bevestiging --reden storing",
        "\nafspraken:\n",
        "\n\ntermijnoverschrijding:\n  - termijn: bevestiging\n    uiterlijk: 2026-11-05\n    reden: storing\n\nafspraken:\n",
    );
}

#[test]
fn appeal_before_the_ending_is_recorded_without_a_step() {
    replaces(
        "bezwaar K-2026-0007 --ingediend 2026-11-19 --gronden Nee:_niet_zo",
        "x_eigen: 'blijft'\n",
        "\nbezwaar:\n  ingediend_op: 2026-11-19\n  gronden: \"Nee: niet zo\"\n\nx_eigen: 'blijft'\n",
    );
}

/// A dossier that can be taken up.
const COMPLETE: &str = "---
schema: 1
nummer: K-2026-0007
status: ontvangen
ingediend_op: 2026-11-02
ontvangen_op: 2026-11-03
klachtindiener:
  naam: Sanne de Wit
  organisatie: geen
  postadres: Lindelaan 4, 1234 AB Voorbeeldstad
  email: s.dewit@post.example
  telefoon: niet_opgegeven
---
## Omschrijving
Te laat.

## Ondernomen stappen
geen
";

#[test]
fn whole_life_goes_by_command() {
    let folder = Folder::with(COMPLETE);
    let bytes = b"From: s.dewit@post.example\r\n\r\n\xff\x00geen tekst";
    std::fs::write(folder.path.join("van Sanne.EML"), bytes).unwrap();
    for words in [
        "--vandaag 2026-11-04 gesprek K-2026-0007 --soort op~uitnodiging",
        "--vandaag 2026-11-09 gesprek K-2026-0007 --gehouden 2026-11-09 --uitkomst niet~opgelost",
        "--vandaag 2026-11-06 bericht K-2026-0007 bevestiging --kanaal e-mail --bijlage van_Sanne.EML",
        "--vandaag 2026-11-06 toelichting K-2026-0007 bevestiging --reden de_postbus_lag_eruit",
        "--vandaag 2026-11-06 status K-2026-0007 in~behandeling",
        "--vandaag 2026-11-10 afspraak K-2026-0007 --wat Opnieuw_aanleveren --wie Productie --uiterlijk 2026-11-24",
        "--vandaag 2026-11-12 advies K-2026-0007 --instantie De_Waag --geheimhouding 2026-11-12 --stuk bijlagen/2026-11-06-bevestiging.eml",
        "--vandaag 2026-11-20 bericht K-2026-0007 uitstelbericht --kanaal e-mail --reden drukte --nieuwe-termijn 2026-12-14",
        "--vandaag 2026-11-23 afspraak K-2026-0007 --nagekomen 2026-11-23",
        "--vandaag 2026-11-26 advies K-2026-0007 --ontvangen 2026-11-26",
        "--vandaag 2026-12-10 status K-2026-0007 afgehandeld --verzonden 2026-12-10 --oordeel gegrond",
        "--vandaag 2026-12-11 maatregel K-2026-0007 --oorzaak Drukte --maatregel Inhuren --eigenaar Productie --uiterlijk 2027-02-01",
        "--vandaag 2026-12-20 bezwaar K-2026-0007 --ingediend 2026-12-20 --naam L._Smit --adres Beukenweg_12 --woonplaats Voorbeeldstad",
        "--vandaag 2026-12-22 bezwaar K-2026-0007 --overgedragen 2026-12-21 --in-behandeling 2026-12-22 --orgaan Balie --gronden Nee",
        "--vandaag 2027-01-25 bezwaar K-2026-0007 --oordeel gegrond --consequentie Excuses --wie Directie --uiterlijk 2027-02-08",
        "--vandaag 2027-02-01 bezwaar K-2026-0007 --consequentie-gereed 1",
        "--vandaag 2027-02-02 status K-2026-0007 gesloten",
        "--vandaag 2027-02-03 verzoek K-2026-0007 verwijdering",
        "--vandaag 2027-02-10 verzoek K-2026-0007 --besluit afgewezen --reden te_vroeg --voldaan 2027-02-10",
        "--vandaag 2027-02-10 maatregel K-2026-0007 --gereed 2027-02-01",
        "--vandaag 2027-06-01 maatregel K-2026-0007 --doeltreffend ja",
        "--vandaag 2027-06-01 bericht K-2026-0007 overig --richting uitgaand --kanaal e-mail --onderwerp Dank",
    ] {
        folder.does(words);
    }
    std::fs::remove_file(folder.path.join("van Sanne.EML")).unwrap();
    assert_eq!(std::fs::read(folder.path.join("dossiers/2026/K-2026-0007/bijlagen/2026-11-06-bevestiging.eml")).unwrap(), bytes);
    let told = folder.klacht("--vandaag 2027-06-02 controleer K-2026-0007").told;
    assert!(!told.contains("fout["), "{told}");
    folder.assert_sound();
    if let Some(log) = folder.git(&["log", "--format=%B", "--name-only"]) {
        for personal in ["Sanne", "Wit", "Smit", "Beukenweg", "drukte", "Excuses"] {
            assert!(!log.contains(personal), "«{personal}» is in the history's words: {log}");
        }
    }
}

#[test]
fn appeal_before_the_ending_says_that_the_status_stays() {
    let folder = Folder::with(COMPLETE);
    let told = folder.does("bezwaar K-2026-0007 --ingediend 2026-11-20");
    assert!(told.contains("De status van K-2026-0007 blijft ontvangen"), "{told}");
    assert!(folder.read(FILE).contains("status: ontvangen\n"));
}

#[test]
fn commands_at_once_each_find_what_the_other_recorded() {
    let folder = Folder::with(COMPLETE);
    let what = |index| format!("afspraak {ID} --wat Afspraak_{index} --wie Balie --uiterlijk 2026-12-0{index}");
    let running: Vec<_> = (1..=4).map(|index| folder.command(&what(index)).spawn().unwrap()).collect();
    for (index, child) in (1..=4).zip(running) {
        let answer = answer(child);
        assert!(matches!(answer.code, Some(0 | 6)), "{}: {}", index, answer.told);
        assert_eq!(folder.read(FILE).contains(&format!("wat: Afspraak {index}")), answer.code == Some(0));
    }
    assert!(folder.read(FILE).contains("wat: Afspraak"));
    folder.assert_sound();
}

#[cfg(unix)]
#[test]
fn killed_between_writing_and_recording_is_recorded_by_the_next() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(COMPLETE);
    if folder.git(&["--version"]).is_none() {
        return;
    }
    folder.write("brief.txt", "Wij nemen uw klacht in behandeling.\n");
    let hook = folder.path.join(".git/hooks/pre-commit");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    std::fs::write(&hook, "#!/bin/sh\ntouch .git/bezig\nsleep 3\n").unwrap();
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut child = folder.command(&format!("bericht {ID} bevestiging --datum 2026-11-04 --kanaal e-mail --bijlage brief.txt")).spawn().unwrap();
    let patience = Instant::now();
    while !folder.path.join(".git/bezig").exists() {
        assert!(patience.elapsed() < Duration::from_secs(20), "the hook was never run");
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    std::fs::remove_file(&hook).unwrap();
    std::fs::remove_file(folder.path.join("brief.txt")).unwrap();
    assert!(folder.read(FILE).contains("bijlage: bijlagen/2026-11-04-bevestiging.txt"));
    assert_ne!(folder.git(&["status", "--porcelain"]).unwrap(), "");
    let told = folder.does("leg-vast");
    assert!(told.contains("correspondentie, bijlagen"), "{told}");
    folder.assert_sound();
}

#[test]
fn day_that_cannot_be_is_refused_and_one_that_stood_there_is_not() {
    let folder = Folder::with(
        &COMPLETE.replace("ontvangen_op: 2026-11-03\n", "ontvangen_op: 2026-11-03\nafspraken: [{wat: Bellen, wie: Balie, datum: 2027-01-01}]\n"),
    );
    assert!(folder.refuses("verzoek K-2026-0007 inzage --ontvangen 2026-11-21", 2).contains("«ontvangen_op»: 21 november 2026 moet nog komen"));
    assert!(folder.refuses("bericht K-2026-0007 bevestiging --kanaal e-mail --datum 2026-11-01", 2).contains("«datum»"));
    assert!(folder.refuses("bezwaar --nieuw --ingediend 2026-11-21", 2).contains("moet nog komen"));
    // The odd day of the agreement was recorded before; it keeps nothing else from being recorded.
    folder.does("verzoek K-2026-0007 inzage --ontvangen 2026-11-20");
    folder.assert_sound();
}

#[test]
fn text_of_a_person_stays_a_text() {
    let folder = Folder::with(COMPLETE);
    for (index, what) in ["{{derde:_x}}", "-_a:_b", "\"x\"", "a\nstatus:_gesloten", "&anker_*ster", "\u{1b}[31mrood", "'s"].into_iter().enumerate() {
        folder.does(&format!("afspraak {ID} --wat={what} --wie Balie --uiterlijk 2026-12-{:02}", index + 1));
    }
    let text = folder.read(FILE);
    assert!(text.contains("status: ontvangen\n") && !text.contains("\nstatus: gesloten"), "{text}");
    let told = folder.klacht(&format!("controleer {ID}")).told;
    assert!(!told.contains("yaml"), "{told}");
    folder.assert_sound();
}

#[test]
fn piece_outside_the_dossier_is_not_shared_from_it() {
    let folder = Folder::with(COMPLETE);
    folder.write("elders.txt", "van een ander");
    for piece in ["elders.txt", "../K-2026-0001/dossier.md", "/etc/passwd", "bijlagen/weg.pdf"] {
        assert!(folder.refuses(&format!("advies {ID} --instantie De_Waag --stuk {piece}"), 2).contains("ligt niet in de map"));
    }
}

#[test]
fn file_that_cannot_be_kept_is_refused() {
    let folder = Folder::with(COMPLETE);
    let large = std::fs::File::create(folder.path.join("groot.bin")).unwrap();
    large.set_len((25 << 20) + 1).unwrap();
    let told = folder.refuses(&format!("bericht {ID} overig --richting inkomend --kanaal e-mail --bijlage groot.bin"), 4);
    assert!(told.contains("groter dan 25 MB"), "{told}");
    assert!(
        folder.refuses(&format!("bericht {ID} overig --richting inkomend --kanaal e-mail --bijlage dossiers"), 4).contains("geen gewoon bestand")
    );
    assert!(!folder.path.join("dossiers/2026/K-2026-0007/bijlagen").exists());
}

/// A dossier recorded as incomplete, in which the officer typed the former status again.
const TYPED_BACK: &str = "---
schema: 1
nummer: K-2026-0007
status: ontvangen
ingediend_op: 2026-11-02
ontvangen_op: 2026-11-03
kanaal: post
klachtindiener:
  naam: Sanne de Wit
  postadres: Lindelaan 4, 1234 AB Voorbeeldstad
---
## Omschrijving
De uitslag kwam te laat.
";

#[test]
fn status_typed_back_in_the_file_is_corrected_by_the_command_that_is_advised() {
    let folder = Folder::with(TYPED_BACK);
    folder.does("status K-2026-0007 onvolledig");
    let recorded = folder.read(FILE);
    assert!(recorded.contains("status: onvolledig\n"), "{recorded}");
    folder.write(FILE, TYPED_BACK);
    let advice = folder.refuses("leg-vast", 5);
    assert!(advice.contains("klacht status K-2026-0007 ontvangen --correctie --reden"), "{advice}");
    let told = folder.does("status K-2026-0007 ontvangen --correctie --reden Toch_volledig");
    assert!(told.contains("K-2026-0007: status onvolledig -> ontvangen"), "{told}");
    let text = folder.read(FILE);
    assert!(text.contains("status: ontvangen\n") && text.contains("van: onvolledig\n    naar: ontvangen\n"), "{text}");
    assert!(folder.does("leg-vast").contains("niets vast te leggen"));
}

#[test]
fn status_typed_and_never_recorded_is_not_corrected_from() {
    let folder = Folder::with(TYPED_BACK);
    folder.write(FILE, &TYPED_BACK.replace("status: ontvangen", "status: in_behandeling"));
    let told = folder.refuses("status K-2026-0007 ontvangen --correctie --reden Toch_niet", 5);
    assert!(told.contains("nog niet vastgelegd"), "{told}");
    let forward = folder.refuses("status K-2026-0007 in~behandeling --correctie --reden Vooruit", 5);
    assert!(forward.contains("een correctie gaat terug"), "{forward}");
}

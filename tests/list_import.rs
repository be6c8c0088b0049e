//! Lists as offices keep them, the odd ones too: what goes in, what is told, and that nothing of a row is lost.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a test plays the officer at the keyboard")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use klachtdossier::domain::{Dossier, DossierId, Finding, Received, Section, Stated, Status, Submitted};
use klachtdossier::source::list::{Existing, Fate, ListReading, Planned, TEMPLATE, origin, plan, read_list};
use klachtdossier::source::{default_rules, read_dossier};

fn list(text: impl AsRef<[u8]>) -> ListReading {
    read_list(text.as_ref(), &default_rules(), "2026-11-23".parse().unwrap()).unwrap()
}

/// The plan for a list in an empty folder.
fn planned(text: impl AsRef<[u8]>) -> Planned {
    plan(&list(text), &Existing::default())
}

/// The only dossier that comes of a list, with its text.
fn only(text: impl AsRef<[u8]>) -> (Dossier, String) {
    let planned = planned(text);
    assert_eq!(planned.texts.len(), 1, "{:?}", planned.fates);
    let text = planned.texts.into_values().next().unwrap();
    let reading = read_dossier(text.as_bytes());
    assert_eq!(reading.remarks, [], "{text}");
    (reading.dossier.unwrap(), text)
}

/// Why the only row of a list does not go in.
fn refusal(text: impl AsRef<[u8]>) -> String {
    match planned(text).fates.into_values().next().unwrap() {
        Fate::Refused(why) => why,
        other => panic!("{other:?}"),
    }
}

fn id(text: &str) -> DossierId {
    text.parse().unwrap()
}

#[test]
fn row_becomes_a_dossier_with_every_fact_in_its_place() {
    let text = "Nr;Datum ontvangst;Ingediend;Kanaal;Afdeling;Categorie;Onderwerp;Voornaam;Tussenvoegsel;Achternaam;Bedrijf;Straat;Huisnr;Postcode;Plaats;E-mail;Tel.;Status;Bevestigd op;Reactie op;Afgehandeld op;Wijze van afhandeling;Oordeel;Oorzaak;Maatregel;Klacht;Acties;Bevindingen\n\
        17/2025;3-11-2025;2 november 2025;per mail;ExTrack;product;Uitslag te laat;Sanne;de;Wit;ROC De Linde;Lindelaan;4;1234 AB;Voorbeeldstad;s.dewit@roc-delinde.example;0612345678;Afgesloten;2025-11-04;21/11/2025;21 nov 2025;brief;deels gegrond;Drukker te laat;Tweede drukker;Kwam te laat.;Gebeld;Klopt.\n";
    let (dossier, _) = only(text);
    assert_eq!((dossier.id, dossier.status), (id("K-2025-0001"), Status::Closed));
    assert_eq!(dossier.received, Some(Received::on("2025-11-03".parse().unwrap())));
    assert_eq!(dossier.submitted, Some(Submitted::on("2025-11-02".parse().unwrap())));
    assert_eq!(dossier.division.as_deref(), Some("extrack"));
    assert_eq!(dossier.complainant.named(), Some("Sanne de Wit"));
    assert_eq!(dossier.complainant.postal_address, Some(Stated::Known("Lindelaan 4, 1234 AB Voorbeeldstad".to_owned())));
    assert_eq!(dossier.complainant.telephone, Some(Stated::Known("0612345678".to_owned())));
    assert_eq!(dossier.messages.len(), 2);
    assert_eq!(dossier.resolution.as_ref().and_then(|resolution| resolution.finding), Some(Finding::PartlyFounded));
    assert_eq!(dossier.improvements[0].measure.as_deref(), Some("Tweede drukker"));
    assert_eq!(dossier.narrative.description, Section::Written);
    assert_eq!(dossier.narrative.findings, Section::Written);
}

#[test]
fn what_is_not_understood_stands_verbatim_in_the_text() {
    let text = "Ontvangen;Naam;Status;Kanaal;Reactie;Prioriteit;Klager\n3-11-2026;Daan;opgelost;webformulier;ergens in maart;\"hoog\n## Omschrijving\";Bram\n";
    let reading = list(text);
    let told: Vec<_> = reading.rows[0].not_understood.iter().map(|cell| (cell.heading.as_str(), cell.text.as_str())).collect();
    assert_eq!(told, [("Reactie", "ergens in maart"), ("Status", "opgelost"), ("Kanaal", "webformulier")]);
    let (dossier, text) = only(text);
    assert_eq!(dossier.status, Status::Received);
    assert_eq!(dossier.narrative.description, Section::Empty);
    for line in [
        "- Reactie: ergens in maart",
        "- Status: opgelost",
        "- Kanaal: webformulier",
        "- Prioriteit: hoog",
        "  > \\## Omschrijving",
        "- Klager: Bram",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
}

#[test]
fn row_without_a_day_or_with_an_impossible_one_is_refused_and_the_others_go_in() {
    let planned = planned("Ontvangen;Naam\n;Daan\n31-2-2026;Bram\n3-11-2027;Sanne\nmaart;Karim\n3-11-2026;Yusuf\n");
    let fates: Vec<_> = planned.fates.values().cloned().collect();
    let why = |text: &str| Fate::Refused(text.to_owned());
    assert_eq!(
        fates,
        [
            why("er staat geen dag van ontvangst of indiening"),
            why("«31-2-2026» bij «Ontvangen» is geen dag; schrijf bijvoorbeeld 2026-11-03"),
            why("«3-11-2027» bij «Ontvangen» ligt in de toekomst"),
            why("«maart» bij «Ontvangen» is geen dag; schrijf bijvoorbeeld 2026-11-03"),
            Fate::New(id("K-2026-0001")),
        ]
    );
}

#[test]
fn own_number_in_our_form_is_kept_when_it_is_free_and_of_its_year() {
    let existing = Existing {
        taken: [id("K-2026-0004")].into(),
        destroyed: [id("K-2026-0005")].into(),
        present: [id("K-2026-0006")].into(),
        ..Existing::default()
    };
    let rows =
        "K-2026-0002;3-11-2026;a\nK-2025-0002;3-11-2026;b\nK-2026-0004;3-11-2026;c\nK-2026-0005;3-11-2026;d\nK-2026-0006;3-11-2026;e\n;3-11-2026;f\n";
    let fates = plan(&list(format!("nummer;ontvangen;naam\n{rows}")), &existing).fates.into_values().collect::<Vec<_>>();
    assert_eq!(
        fates,
        [
            Fate::New(id("K-2026-0002")),
            Fate::New(id("K-2026-0007")),
            Fate::New(id("K-2026-0008")),
            Fate::Refused("K-2026-0005 is vernietigd en komt niet terug".to_owned()),
            Fate::There { id: id("K-2026-0006"), changed: false },
            Fate::New(id("K-2026-0009")),
        ]
    );
}

#[test]
fn numbers_follow_the_order_of_arrival() {
    let planned = planned("ontvangen;naam\n3-11-2026;later\n2-11-2026;eerder\n3-11-2025;vorig jaar\n");
    let numbers: Vec<_> = planned.fates.values().cloned().collect();
    assert_eq!(numbers, ["K-2026-0002", "K-2026-0001", "K-2025-0001"].map(|text| Fate::New(id(text))));
}

#[test]
fn same_list_again_adds_nothing_and_a_changed_row_is_told() {
    let first = planned("kenmerk;ontvangen;naam\n2026/1;3-11-2026;Daan\n;4-11-2026;Bram\n");
    let existing = Existing {
        present: first.texts.keys().copied().collect(),
        origins: first.texts.iter().map(|(id, text)| (*id, origin(text.as_bytes()).unwrap())).collect(),
        ..Existing::default()
    };
    let again = plan(&list("kenmerk,ontvangen,naam\r\n2026/1,3-11-2026,Daan Mulder\r\n,4-11-2026,Bram\r\n"), &existing);
    assert_eq!(again.texts.len(), 0);
    let there: Vec<_> = again.fates.into_values().collect();
    assert_eq!(there, [Fate::There { id: id("K-2026-0001"), changed: true }, Fate::There { id: id("K-2026-0002"), changed: false }]);
}

#[test]
fn row_that_stands_twice_goes_in_once() {
    let planned = planned("kenmerk;ontvangen;naam\nA1;3-11-2026;Daan\nA1;4-11-2026;Bram\n;5-11-2026;Sanne\n;5-11-2026;Sanne\n");
    assert_eq!(planned.texts.len(), 2);
    assert_eq!(planned.fates[&3], Fate::Refused("hetzelfde nummer staat al op regel 2".to_owned()));
    assert_eq!(planned.fates[&5], Fate::Refused("precies hetzelfde staat al op regel 4".to_owned()));
}

#[test]
fn oral_remark_starts_no_term() {
    let (dossier, _) = only("ontvangen;naam;kanaal\n3-11-2026;Daan;telefonisch\n");
    assert_eq!((dossier.status, dossier.received), (Status::OralReport, None));
    assert_eq!(dossier.oral_report.unwrap().reported_on, Some("2026-11-03".parse().unwrap()));
}

#[test]
fn formula_is_text_and_nothing_else() {
    let (dossier, text) = only("ontvangen;naam;telefoon;onderwerp;extra\n3-11-2026;=cmd|'/c calc'!A1;\"=\"\"0612345678\"\"\";-1+1;@SUM(A1)\n");
    assert_eq!(dossier.complainant.named(), Some("=cmd|'/c calc'!A1"));
    assert_eq!(dossier.complainant.telephone, Some(Stated::Known("0612345678".to_owned())));
    assert_eq!(dossier.subject_line.as_deref(), Some("-1+1"));
    assert!(text.contains("- extra: @SUM(A1)"));
}

#[test]
fn value_that_would_break_out_of_the_front_matter_stays_a_value() {
    let (dossier, _) = only("ontvangen;naam;onderwerp;kenmerk\n3-11-2026;\"Daan\n---\nstatus: gesloten\";\"a: b # c\";\"x\"\": [\"\n");
    assert_eq!(dossier.status, Status::Received);
    assert_eq!(dossier.complainant.named(), Some("Daan --- status: gesloten"));
    assert_eq!(dossier.subject_line.as_deref(), Some("a: b # c"));
}

#[test]
fn cell_too_large_or_with_a_nul_is_refused_by_its_row() {
    let large = "x".repeat(1 << 20);
    assert_eq!(refusal(format!("ontvangen;omschrijving\n3-11-2026;{large}\n")), "kolom «omschrijving» is groter dan 512 KiB");
    assert_eq!(refusal("ontvangen;naam\n3-11-2026;Da\0an\n"), "kolom «naam» bevat een nul-teken; dat is geen tekst");
    let two = "x".repeat(400 << 10);
    let why = refusal(format!("ontvangen;omschrijving;stappen;bevindingen\n3-11-2026;{two};{two};{two}\n"));
    assert!(why.starts_with("dit wordt geen leesbaar dossier"), "{why}");
}

#[test]
fn row_with_more_or_fewer_cells_than_headings_loses_nothing() {
    let (dossier, text) = only("ontvangen;naam;onderwerp\n3-11-2026;Daan;Uitslag;nog iets;\n");
    assert_eq!(dossier.subject_line.as_deref(), Some("Uitslag"));
    assert!(text.contains("- (zonder kolomnaam): nog iets"), "{text}");
    assert_eq!(only("ontvangen;naam;onderwerp\n3-11-2026\n").0.complainant.named(), None);
}

#[test]
fn list_with_headings_alone_gives_nothing() {
    assert_eq!(planned("ontvangen;naam\n").fates.len(), 0);
}

#[test]
fn list_to_fill_in_is_understood_to_the_last_cell() {
    let reading = list(TEMPLATE);
    assert!(reading.headings.iter().all(|heading| heading.column.is_some()), "{:?}", reading.headings);
    assert!(reading.rows.iter().all(|row| row.not_understood.is_empty() && row.outcome.is_ok()), "{:?}", reading.rows);
}

/// An office with its own folder and history.
struct Office(tempfile::TempDir);

impl Office {
    fn new() -> Self {
        let office = Self(tempfile::tempdir().unwrap());
        assert!(office.klacht(&["begin"]).status.success());
        office
    }

    fn klacht(&self, arguments: &[&str]) -> Output {
        self.run(Command::new(env!("CARGO_BIN_EXE_klacht")).args(["--vandaag", "2026-11-23"]).args(arguments))
    }

    fn git(&self, arguments: &[&str]) -> String {
        String::from_utf8(self.run(Command::new("git").args(arguments)).stdout).unwrap()
    }

    fn run(&self, command: &mut Command) -> Output {
        let who = [("GIT_AUTHOR_NAME", "P. Jansen"), ("GIT_AUTHOR_EMAIL", "p.jansen@voorbeeld.example")];
        let who = who.into_iter().chain([("GIT_COMMITTER_NAME", "P. Jansen"), ("GIT_COMMITTER_EMAIL", "p.jansen@voorbeeld.example")]);
        command.current_dir(self.0.path()).envs(who).env("GIT_CONFIG_GLOBAL", "/dev/null").output().unwrap()
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn has(&self, path: &str) -> bool {
        self.0.path().join(path).exists()
    }
}

const TWO: &str = "ontvangen;naam;status\n3-11-2025;Daan;gesloten\n4-11-2026;Bram;in behandeling\n";

#[test]
fn list_is_one_recording_that_names_numbers_alone() {
    let office = Office::new();
    office.put("lijst.csv", TWO);
    assert!(office.klacht(&["importeer", "lijst.csv"]).status.success());
    assert!(!office.has("dossiers/2025"), "a trial changes nothing");
    let done = office.klacht(&["importeer", "lijst.csv", "--uitvoeren"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(
        office.git(&["log", "-1", "--format=%B"]).trim(),
        "2 dossiers overgenomen\n\nSoort: import\nDossier: K-2025-0001\nDossier: K-2026-0001"
    );
    assert_eq!(office.git(&["status", "--porcelain"]), "?? lijst.csv\n");
    // What came in closed takes what may come after closing, for it is no new dossier any more; for the rest it is opened again.
    let kept = office.klacht(&["bewaartermijn", "K-2025-0001", "--langer", "Er loopt een rechtszaak", "--tot", "2031-01-01"]);
    assert!(kept.status.success(), "{}", String::from_utf8_lossy(&kept.stderr));
    let path = office.0.path().join("dossiers/2025/K-2025-0001/dossier.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text + "\nNagebeld.\n").unwrap();
    assert_eq!(office.klacht(&["leg-vast"]).status.code(), Some(5));
}

#[test]
fn folder_that_cannot_be_written_leaves_nothing_behind() {
    let office = Office::new();
    office.put("lijst.csv", TWO);
    office.put("dossiers/2026", "geen map");
    let failed = office.klacht(&["importeer", "lijst.csv", "--uitvoeren"]);
    assert_eq!(failed.status.code(), Some(4), "{}", String::from_utf8_lossy(&failed.stderr));
    assert!(!office.has("dossiers/2025/K-2025-0001"));
    assert_eq!(office.git(&["log", "--oneline"]).lines().count(), 1);
}

#[cfg(unix)]
#[test]
fn hook_that_refuses_leaves_nothing_behind() {
    use std::os::unix::fs::PermissionsExt;

    let office = Office::new();
    office.put("lijst.csv", TWO);
    office.put(".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n");
    fs::set_permissions(office.0.path().join(".git/hooks/pre-commit"), fs::Permissions::from_mode(0o755)).unwrap();
    let failed = office.klacht(&["importeer", "lijst.csv", "--uitvoeren"]);
    assert!(!failed.status.success());
    assert!(!office.has("dossiers/2025/K-2025-0001") && !office.has("dossiers/2026/K-2026-0001"));
    assert_eq!(office.git(&["status", "--porcelain"]), "?? lijst.csv\n");
}

#[test]
fn import_that_was_cut_off_before_recording_is_finished_by_the_next() {
    let office = Office::new();
    office.put("lijst.csv", TWO);
    let texts = planned(TWO).texts;
    let text = &texts[&id("K-2025-0001")];
    office.put("dossiers/2025/K-2025-0001/dossier.md", text);
    let done = office.klacht(&["importeer", "lijst.csv", "--uitvoeren"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(office.git(&["status", "--porcelain"]), "?? lijst.csv\n");
    assert!(Path::new(&office.0.path().join("dossiers/2026/K-2026-0001/dossier.md")).exists());
}

#[test]
fn spreadsheet_itself_is_refused_with_what_to_do() {
    let office = Office::new();
    office.put("lijst.xlsx", "PK\u{3}\u{4}rest");
    let refused = office.klacht(&["importeer", "lijst.xlsx"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("bewaar haar daarin als CSV"));
}

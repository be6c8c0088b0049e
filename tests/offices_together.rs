//! One site over several offices, each with its own folder, its own rule file and its own git (`klacht bouw --bij`).
#![allow(clippy::disallowed_methods, reason = "a test makes the folders it judges")]

use std::fs;
use std::path::PathBuf;

use crate::suite::ground::Ground;

/// The office of the suite, which has K-2026-0007, and one in the south of which the numbers begin at 5001 with a single dossier.
struct Offices {
    north: Ground,
    south: PathBuf,
}

impl Offices {
    fn new() -> Self {
        let north = Ground::begun();
        north.does_at(&north.around, &["begin", "zuid"]);
        let offices = Self { south: north.around.join("zuid"), north };
        offices.rules_of_south(|rules| rules.replace("\njaarverslag:", "\nnummers:\n  eerste: 5001\njaarverslag:"));
        offices.south(&["nieuw", "--naam", "Karim el Idrissi", "--email", "k.elidrissi@post.example", "--onderwerp", "Rekening van zuid"]);
        offices
    }

    /// The program in the south.
    #[track_caller]
    fn south(&self, words: &[&str]) -> String {
        self.north.does_at(&self.south, words)
    }

    /// Writes the rule file of the south anew, and records it.
    fn rules_of_south(&self, change: impl Fn(String) -> String) {
        let path = self.south.join("dossiers/regeling.yaml");
        fs::write(&path, change(fs::read_to_string(&path).unwrap())).unwrap();
        self.south(&["leg-vast"]);
    }

    /// A page of the site in the north.
    fn page(&self, address: &str) -> String {
        String::from_utf8(self.north.bytes(&format!("site/{address}"))).unwrap()
    }
}

#[test]
fn site_shows_the_dossiers_of_every_office_with_their_histories() {
    let offices = Offices::new();
    let told = offices.north.does(&["bouw", "--bij", "../zuid"]);
    assert!(told.contains("Site van 2 dossiers, ook van zuid: "), "{told}");
    let page = offices.page("dossier/K-2026-5001.html");
    assert!(page.contains("Rekening van zuid") && page.contains("zuid/dossiers/2026/K-2026-5001/dossier.md"));
    assert!(page.contains("vastgelegd om"), "the history of the south is told");
    let commit = offices.north.git_at(&offices.south, &["rev-parse", "HEAD"]);
    let (register, about) = (offices.page("register-2026.html"), offices.page("over.html"));
    assert!(register.contains("K-2026-0007") && register.contains("K-2026-5001"));
    assert!(about.contains("Ook van zuid") && about.contains(&commit));
    assert!(offices.north.does(&["bouw", "--bij", "../zuid"]).contains("er was niets veranderd"));
    offices.south(&["status", "K-2026-5001", "onvolledig"]);
    assert!(!offices.north.does(&["bouw", "--bij", "../zuid"]).contains("er was niets veranderd"));
}

#[test]
fn office_that_is_left_out_again_leaves_nothing_behind() {
    let offices = Offices::new();
    let alone = |offices: &Offices| {
        offices.north.does(&["bouw"]);
        crate::suite::tree::tree(&offices.north.path.join("site"))
    };
    let before = alone(&offices);
    offices.north.does(&["bouw", "--bij", "../zuid"]);
    let after = alone(&offices);
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert!(before == after, "every byte is as it was");
}

#[test]
fn no_number_is_missed_between_two_offices() {
    let offices = Offices::new();
    offices.north.does(&["bouw", "--bij", "../zuid"]);
    let audit = offices.page("controle-2026.html");
    assert!(audit.contains("K-2026-0001 tot en met K-2026-0006"), "the north begins at 1");
    assert!(!audit.contains("K-2026-0008"), "nothing is missed after the last of the north");
}

#[test]
fn dossier_is_held_to_the_rules_of_its_own_office() {
    let offices = Offices::new();
    offices.rules_of_south(|rules| rules.replacen("duur: 4 weken", "duur: 3 weken", 1));
    let told = offices.north.does(&["bouw", "--bij", "../zuid"]);
    assert!(told.contains("de regeling van zuid is een andere"), "{told}");
    assert!(offices.page("dossier/K-2026-5001.html").contains("25 november 2026"), "three weeks after 4 November");
}

#[test]
fn number_of_two_offices_is_refused_and_nothing_is_built() {
    let offices = Offices::new();
    let there = offices.south.join("dossiers/2026/K-2026-0007");
    fs::create_dir_all(&there).unwrap();
    fs::write(there.join("dossier.md"), offices.north.bytes("dossiers/2026/K-2026-0007/dossier.md")).unwrap();
    let said = offices.north.klacht(&["bouw", "--bij", "../zuid"]);
    assert_eq!(said.code, 3, "{}", said.text);
    assert!(said.text.contains("K-2026-0007 is zowel dossiers/2026/K-2026-0007/dossier.md als zuid/dossiers/2026/"), "{}", said.text);
    assert!(!offices.north.path.join("site/index.html").exists());
}

#[test]
fn folder_that_cannot_be_taken_along_is_refused() {
    let offices = Offices::new();
    for (words, code, why) in [
        (["bouw", "--bij", "."].as_slice(), 2, "is al bij deze site"),
        (&["bouw", "--bij", "../zuid", "--bij", "../zuid/dossiers"], 2, "is al bij deze site"),
        (&["bouw", "--bij", "../thuis"], 3, "geen dossiermap"),
        (&["bouw", "--bij", "../nergens"], 4, "niet te lezen"),
        (&["bouw", "--bij", "../zuid", "--naar", "../zuid/dossiers/site"], 2, "daar liggen de dossiers"),
    ] {
        let said = offices.north.klacht(words);
        assert_eq!(said.code, code, "{words:?}: {}", said.text);
        assert!(said.text.contains(why), "{words:?}: {}", said.text);
    }
    fs::write(offices.south.join("dossiers/regeling.yaml"), "schema: x\n").unwrap();
    let said = offices.north.klacht(&["bouw", "--bij", "../zuid"]);
    assert!(said.code == 3 && said.text.contains("in zuid/dossiers/regeling.yaml staan fouten"), "{}", said.text);
}

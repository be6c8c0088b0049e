//! The whole way under the other rule files inside the program: screen and site speak of their articles and lengths of time.
#![allow(clippy::disallowed_methods, reason = "a test reads the pages it judges")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use klachtdossier::domain::DossierId;
use klachtdossier::overview::DossierTerms;
use klachtdossier::regulation::{Rules, terms};
use klachtdossier::render::terminal;
use klachtdossier::shell::office::Office;
use klachtdossier::shell::site::SiteOrder;
use klachtdossier::source::{ShippedRules, default_rules, read_rules};

/// The rule files of invented organisations.
fn others() -> &'static [ShippedRules] {
    &ShippedRules::ALL[1..]
}

fn rules_of(shipped: &ShippedRules) -> Rules {
    read_rules(shipped.text.as_bytes()).0.unwrap()
}

fn today() -> NaiveDate {
    "2026-11-23".parse().unwrap()
}

/// The invented dossiers of this repository, kept under another rule file.
fn office_under(shipped: &ShippedRules) -> (tempfile::TempDir, Office) {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("dossiers"), &folder.path().join("dossiers"));
    fs::write(folder.path().join("dossiers/regeling.yaml"), shipped.text).unwrap();
    let office = Office::find(folder.path()).unwrap();
    (folder, office)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let copied = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &copied) } else { fs::write(&copied, fs::read(&path).unwrap()).unwrap() }
    }
}

/// Every number with a unit longer than a day: days are counted anew every morning.
fn lengths(text: &str) -> BTreeSet<String> {
    let words: Vec<_> = text.split_whitespace().map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric())).collect();
    let units = ["werkdag", "werkdagen", "week", "weken", "maand", "maanden", "jaar"];
    let pairs = words.windows(2).filter(|pair| units.contains(&pair[1]) && pair[0].parse::<u32>().is_ok_and(|count| count < 1000));
    pairs.map(|pair| format!("{} {}", pair[0], pair[1])).collect()
}

/// The labels of the default procedure that stand in this text.
fn foreign_articles(text: &str) -> BTreeSet<String> {
    let labels = default_rules().articles.into_values().filter(|label| label.starts_with("art."));
    labels.filter(|label| text.replace("AVG art.", "AVG").contains(label.as_str())).collect()
}

#[test]
fn remarks_and_derivations_speak_of_the_own_procedure() {
    for shipped in others() {
        let (_folder, office) = office_under(shipped);
        let rules = rules_of(shipped);
        let files = office.check(&rules, BTreeSet::new(), today()).unwrap();
        let remarks: Vec<_> = files.iter().flat_map(|file| &file.remarks).map(|remark| &remark.diagnostic).collect();
        assert!(remarks.len() > 20, "{}", remarks.len());
        let mut said: String = remarks.iter().map(|remark| format!("{}\n{}\n", remark.message, remark.help)).collect();
        said += &remarks.iter().filter_map(|remark| remark.provision).map(|provision| format!("{}\n", rules.article(provision))).collect::<String>();
        for dossier in office.dossiers(&BTreeSet::<DossierId>::new()).unwrap().read {
            let of_dossier = DossierTerms { id: dossier.id, status: Some(dossier.status), terms: terms(&dossier, &rules, today()) };
            said += &terminal::derivations(&of_dossier, &rules, today());
        }
        assert_eq!(foreign_articles(&said), BTreeSet::new(), "{}", shipped.name);
        let strange: Vec<_> = lengths(&said).difference(&lengths(shipped.text)).cloned().collect();
        assert_eq!(strange, [""; 0], "{}", shipped.name);
    }
}

#[test]
fn site_names_the_own_articles_people_and_terms() {
    for shipped in others() {
        let (folder, office) = office_under(shipped);
        let rules = rules_of(shipped);
        SiteOrder::new(office, Some(&folder.path().join("site"))).unwrap().build(today()).unwrap();
        let mut judged = 0;
        for page in pages(&folder.path().join("site")) {
            let text = fs::read_to_string(&page).unwrap();
            assert_eq!(foreign_articles(&text), BTreeSet::new(), "{}", page.display());
            judged += 1;
        }
        assert!(judged > 15, "{judged}");
        let procedure = fs::read_to_string(folder.path().join("site/regeling.html")).unwrap();
        assert_eq!(lengths(&procedure).difference(&lengths(shipped.text)).collect::<Vec<_>>(), [""; 0], "{}", shipped.name);
        assert!(procedure.contains(&rules.procedure.name) && procedure.contains(&rules.officers[0].name), "{}", shipped.name);
        let default = default_rules();
        let foreign = default.officers.iter().map(|officer| &officer.name).chain([&default.procedure.name, &default.addresses.complaint_email]);
        for name in foreign {
            assert!(!procedure.contains(name), "{name}");
        }
    }
}

fn pages(top: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(top).unwrap().map(|entry| entry.unwrap().path());
    let pages = entries.flat_map(|path| if path.is_dir() { pages(&path) } else { vec![path] });
    pages.filter(|path| path.extension().is_some_and(|extension| extension == "html")).collect()
}

#[test]
fn planted_foreign_article_and_length_are_found() {
    assert_eq!(foreign_articles("volgens art. 3 stap 2, zie AVG art. 1"), ["art. 3", "art. 3 stap 2"].map(str::to_owned).into());
    assert_eq!(lengths("binnen 2 werkdagen, nog 3 dagen; 4 weken later"), ["2 werkdagen", "4 weken"].map(str::to_owned).into());
}

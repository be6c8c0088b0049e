//! A site for others tells nothing of what they may not see: not in a page, a file name or a hidden file, in no spelling.
#![allow(clippy::disallowed_methods, reason = "a test makes the folders it judges")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::suite::planted::{Appealed, Seedling};
use crate::suite::tree::tree;
use klachtdossier::diagnostic::Field;
use klachtdossier::domain::{Status, Vocabulary};
use klachtdossier::overview::Profile;
use klachtdossier::shell::office::Office;
use klachtdossier::shell::site::{KeptSite, SiteError, SiteOrder, SiteReport};
use klachtdossier::source::DEFAULT_RULES;
use proptest::prelude::*;

/// The day the pages tell of.
const TODAY: &str = "2026-11-23";

/// What a measure says: the management reads it as it is written.
const MEASURE: &str = "Tweede leverancier gecontracteerd";

/// A dossier folder of its own, thrown away at the end.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn empty() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.put("dossiers/regeling.yaml", DEFAULT_RULES.as_bytes());
        desk
    }

    /// A desk with these files.
    fn with(files: &BTreeMap<String, Vec<u8>>) -> Self {
        let desk = Self::empty();
        files.iter().for_each(|(path, bytes)| desk.put(path, bytes));
        desk
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn plant(&self, seedling: &Seedling) -> Vec<String> {
        let planted = seedling.planted();
        self.put(&format!("{}/dossier.md", seedling.folder()), planted.file.as_bytes());
        for (name, text) in &planted.attachments {
            self.put(&format!("{}/{name}", seedling.folder()), text.as_bytes());
        }
        planted.words
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn order(&self, folder: Option<&str>, profile: Profile) -> Result<SiteOrder, SiteError> {
        let folder = folder.map(|folder| self.path(folder));
        SiteOrder::for_profile(Office::find(self.folder.path()).unwrap(), folder.as_deref(), profile)
    }

    fn build(&self, profile: Profile) -> SiteReport {
        self.order(None, profile).unwrap().build(TODAY.parse().unwrap()).unwrap()
    }

    /// Every file of the site of this profile, by address.
    fn site(&self, profile: Profile) -> BTreeMap<String, Vec<u8>> {
        tree(&self.path(profile.folder()))
    }
}

/// The site without what is remembered of the build: that holds a hash of everything there is.
fn shown(site: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    site.iter().filter(|(address, _)| *address != ".klacht-site").map(|(address, bytes)| (address.clone(), bytes.clone())).collect()
}

/// Every way a word could hide in a file. A text is searched in small letters, so these are too, but for base64.
fn disguises(word: &str) -> Vec<String> {
    let each = |write: &dyn Fn(u8) -> String| word.bytes().map(write).collect::<String>().to_lowercase();
    let mut found = vec![
        word.to_lowercase(),
        word.chars().rev().collect::<String>().to_lowercase(),
        each(&|byte| format!("&#{byte};")),
        each(&|byte| format!("&#x{byte:x};")),
        each(&|byte| format!("%{byte:02x}")),
        each(&|byte| format!("={byte:02x}")),
        each(&|byte| format!("\\u{byte:04x}")),
        each(&|byte| format!("\\x{byte:02x}")),
        each(&|byte| format!("{byte:02x}")),
        each(&|byte| format!("{}\0", char::from(byte))),
    ];
    found.extend((0..3).map(|shift| within_base64(word.as_bytes(), shift)));
    found
}

/// The signs of base64 that this word always gives, so many bytes into a group of three.
fn within_base64(word: &[u8], shift: usize) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: Vec<u8> = word.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    // The first whole sign begins after what it shares with the bytes before.
    let skipped = (6 - shift * 8 % 6) % 6;
    bits[skipped..].chunks_exact(6).map(|six| char::from(SIGNS[usize::from(six.iter().fold(0, |sum, bit| sum << 1 | bit))])).collect()
}

/// Where in the site one of these words stands, in whatever spelling.
fn places_of(words: &[String], site: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut found = Vec::new();
    for (address, bytes) in site {
        let raw = format!("{address}\n{}", String::from_utf8_lossy(bytes));
        let small = raw.to_lowercase();
        for word in words {
            let hidden = disguises(word).into_iter().find(|disguise| small.contains(disguise.as_str()) || raw.contains(disguise.as_str()));
            found.extend(hidden.map(|disguise| format!("{address}: {word} als {disguise}")));
        }
    }
    found
}

#[test]
fn search_sees_through_every_disguise() {
    let word = "Zqvabwkj";
    let carriers = [
        "x Zqvabwkj y",
        "zqvabwkj",
        "jkwbavqZ",
        "&#90;&#113;&#118;&#97;&#98;&#119;&#107;&#106;",
        "&#x5A;&#x71;&#x76;&#x61;&#x62;&#x77;&#x6B;&#x6A;",
        "%5A%71%76%61%62%77%6B%6A",
        "=5A=71=76=61=62=77=6B=6A",
        "\\u005a\\u0071\\u0076\\u0061\\u0062\\u0077\\u006b\\u006a",
        "\\x5a\\x71\\x76\\x61\\x62\\x77\\x6b\\x6a",
        "5A71766162776B6A",
        "Z\0q\0v\0a\0b\0w\0k\0j\0",
        // «Zqvabwkj.», «.Zqvabwkj.» and «..Zqvabwkj.» as base64.
        "WnF2YWJ3a2ou",
        "LlpxdmFid2tqLg==",
        "Li5acXZhYndrai4=",
    ];
    let unseen: Vec<_> = carriers
        .into_iter()
        .filter(|carrier| {
            let site = BTreeMap::from([("a.html".to_owned(), carrier.as_bytes().to_vec())]);
            places_of(&[word.to_owned()], &site).is_empty()
        })
        .collect();
    assert_eq!(unseen, Vec::<&str>::new());
    assert_eq!(places_of(&[word.to_owned()], &BTreeMap::from([("a".to_owned(), b"Zqvabwk".to_vec())])), Vec::<String>::new());
}

/// A dossier with a root no other word has.
fn seedling(serial: usize, status: &'static str, appealed: Appealed) -> Seedling {
    let letters: String = serial.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
    Seedling { serial, status, appealed, related: Vec::new(), root: format!("Zqv{letters}wkj"), measure: MEASURE.to_owned(), day: serial * 3 }
}

#[test]
fn every_field_is_planted() {
    let file = Seedling { related: vec![2, 3], ..seedling(1, "bezwaar", Appealed::Withdrawn) }.planted().file;
    let untold: Vec<_> = Field::ALL.iter().map(|field| field.key()).filter(|key| *key != "voorheen" && !file.contains(&format!("{key}:"))).collect();
    assert_eq!(untold, Vec::<&str>::new());
}

#[test]
fn site_for_the_officer_tells_every_planted_word_that_a_page_shows() {
    let desk = Desk::empty();
    let words = desk.plant(&seedling(1, "bezwaar", Appealed::Yes));
    assert_eq!(desk.build(Profile::Full).unreadable, []);
    let site = desk.site(Profile::Full);
    let hidden: Vec<_> = words.iter().filter(|word| places_of(&[(*word).clone()], &site).is_empty()).collect();
    // Unused by the pages: a field of one's own, reasons of what is decided for an inspection, and the end of being kept longer.
    assert!(hidden.len() <= 5 && words.len() > 60, "{hidden:?} of {}", words.len());
}

/// What a dossier of the property looks like.
fn seedlings() -> impl Strategy<Value = Vec<Seedling>> {
    let statuses =
        ["melding", "ontvangen", "onvolledig", "in_behandeling", "afgehandeld", "ingetrokken", "bezwaar", "bezwaar_afgehandeld", "gesloten"];
    let appealed = prop_oneof![2 => Just(Appealed::No), 2 => Just(Appealed::Yes), 1 => Just(Appealed::Withdrawn)];
    let one = (proptest::sample::select(statuses.to_vec()), appealed, proptest::collection::vec(1_usize..7, 0..3));
    proptest::collection::vec(one, 1..7).prop_map(|many| {
        let one = |(place, (status, appealed, related))| Seedling { related, ..seedling(place + 1, status, appealed) };
        many.into_iter().enumerate().map(one).collect()
    })
}

/// Whether the committee may see it: told again here, so that a mistake in the program is no mistake of the test.
fn is_for_the_committee(seedling: &Seedling) -> bool {
    match seedling.appealed {
        Appealed::Yes => seedling.status != "gesloten",
        Appealed::No => seedling.status.starts_with("bezwaar"),
        Appealed::Withdrawn => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_word_of_a_dossier_reaches_a_site_it_is_not_for(seedlings in seedlings(), unreadable in any::<bool>()) {
        let desk = Desk::empty();
        let mut excluded = Vec::new();
        let mut included = Vec::new();
        for seedling in &seedlings {
            desk.plant(seedling);
            if is_for_the_committee(seedling) { included.push(seedling) } else { excluded.push(seedling.root.clone()) }
        }
        if unreadable {
            desk.put("dossiers/2026/K-2026-0099/dossier.md", b"---\nZqvonleesbaarwkj: [\n---\nZqvonleesbaarwkj\n");
            desk.put("dossiers/2026/K-2026-0099/bijlagen/Zqvonleesbaarwkj.txt", b"Zqvonleesbaarwkj");
            excluded.push("Zqvonleesbaarwkj".to_owned());
        }
        let report = desk.build(Profile::Committee);
        prop_assert_eq!((report.dossiers, report.untold, report.unreadable.len()), (included.len(), usize::from(unreadable), 0));
        let site = desk.site(Profile::Committee);
        prop_assert_eq!(places_of(&excluded, &site), Vec::<String>::new());
        for seedling in &included {
            let page = String::from_utf8_lossy(&site[&format!("dossier/{}.html", seedling.number())]).into_owned();
            prop_assert!(page.matches(&seedling.root).count() > 40, "{}", seedling.number());
        }
        desk.build(Profile::Management);
        let everyone: Vec<String> = included.iter().map(|seedling| seedling.root.clone()).chain(excluded).collect();
        let numbers: Vec<String> = (1..100).map(|serial| format!("K-2026-{serial:04}")).collect();
        let site = desk.site(Profile::Management);
        prop_assert_eq!(places_of(&everyone, &site), Vec::<String>::new());
        prop_assert_eq!(places_of(&numbers, &site), Vec::<String>::new());
        let is_ended = |seedling: &Seedling| seedling.status.parse::<Status>().unwrap().is_ended();
        prop_assert_eq!(String::from_utf8_lossy(&site["index.html"]).contains(MEASURE), seedlings.iter().any(is_ended));
    }
}

/// The folder of `klacht voorbeeld`, with its history.
fn told_example(folder: &Path) -> PathBuf {
    let mut command = Command::new(env!("CARGO_BIN_EXE_klacht"));
    command.env_clear().env("HOME", folder).current_dir(folder);
    let output = command.args(["voorbeeld", "--niet-openen", "--niet-serveren", "--vandaag", TODAY]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder.join("klacht-voorbeeld")
}

/// The files of the dossiers of `klacht voorbeeld`, by path from the top of the office.
fn told_files(example: &Path) -> BTreeMap<String, Vec<u8>> {
    tree(&example.join("dossiers")).into_iter().map(|(path, bytes)| (format!("dossiers/{path}"), bytes)).collect()
}

/// The same files with every dossier that has no page in the site emptied but for its number and a status.
fn emptied(files: &BTreeMap<String, Vec<u8>>, site: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let number = |path: &str| path.split('/').find(|part| part.starts_with("K-")).map(str::to_owned);
    let is_shown = |number: &str| site.contains_key(&format!("dossier/{number}.html"));
    let mut left: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for (path, bytes) in files {
        match number(path).filter(|number| !is_shown(number)) {
            None => drop(left.insert(path.clone(), bytes.clone())),
            Some(number) if path.ends_with("/dossier.md") => {
                left.insert(path.clone(), format!("---\nschema: 1\nnummer: {number}\nstatus: melding\n---\n").into_bytes());
            }
            Some(_) => {}
        }
    }
    left
}

#[test]
fn committee_gets_the_same_bytes_whatever_stands_in_other_dossiers() {
    let folder = tempfile::tempdir().unwrap();
    let files = told_files(&told_example(folder.path()));
    let desk = Desk::with(&files);
    assert_eq!(desk.build(Profile::Committee).dossiers, 3);
    let site = desk.site(Profile::Committee);
    let others = Desk::with(&emptied(&files, &site));
    others.build(Profile::Committee);
    assert!(shown(&site) == shown(&others.site(Profile::Committee)));
}

/// The same files with other people in every dossier, and other words below its facts.
fn of_others(files: &BTreeMap<String, Vec<u8>>) -> (BTreeMap<String, Vec<u8>>, usize) {
    let mut changed = 0;
    let mut line_of = |line: &str| {
        let indent = &line[..line.len() - line.trim_start().len()];
        let known = ["naam", "organisatie", "telefoon", "contactpersoon_intern"];
        match line.trim_start().split_once(": ").filter(|(key, value)| known.contains(key) && *value != "anoniem") {
            Some((key, _)) => {
                changed += 1;
                format!("{indent}{key}: Zwqvdjansen")
            }
            None => line.to_owned(),
        }
    };
    let mut others = files.clone();
    for (_, bytes) in others.iter_mut().filter(|(path, _)| path.ends_with("/dossier.md")) {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let (facts, words) = text.split_once("\n---\n").unwrap();
        let facts: Vec<String> = facts.lines().map(&mut line_of).collect();
        *bytes = format!("{}\n---\n{words}\nZwqvdpietersen.\n", facts.join("\n")).into_bytes();
    }
    (others, changed)
}

#[test]
fn management_gets_the_same_bytes_whoever_complains() {
    let folder = tempfile::tempdir().unwrap();
    let files = told_files(&told_example(folder.path()));
    let (others, changed) = of_others(&files);
    assert!(changed > 60, "{changed}");
    let site = |files: &BTreeMap<String, Vec<u8>>| {
        let desk = Desk::with(files);
        assert!(desk.build(Profile::Management).unreadable.is_empty());
        shown(&desk.site(Profile::Management))
    };
    assert!(files.keys().filter(|path| path.ends_with("/dossier.md")).count() > 30);
    assert!(site(&files) == site(&others));
}

#[test]
fn management_reads_no_small_number_of_complaints_on_its_front_page() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::with(&told_files(&told_example(folder.path())));
    desk.build(Profile::Management);
    let page = String::from_utf8_lossy(&desk.site(Profile::Management)["index.html"]).into_owned();
    assert!(page.contains("Bij een of meer gegronde klachten staat nog niet wat er verbetert."), "{page}");
    assert!(!page.contains("Elke gegronde klacht leidt"));
}

/// The values of a YAML front matter and the words of the text below it that are long enough to be known by.
fn values(file: &str) -> BTreeSet<String> {
    let lines = file.lines().map(|line| line.split_once(": ").map_or(line, |(_, value)| value).trim_matches(['"', '\'', '-', ' ', '#', '>', '|']));
    lines.filter(|value| value.chars().count() >= 6).map(str::to_owned).collect()
}

#[test]
fn no_value_of_another_dossier_of_the_example_reaches_the_committee_with_its_history() {
    let folder = tempfile::tempdir().unwrap();
    let example = told_example(folder.path());
    let files = told_files(&example);
    let order = SiteOrder::for_profile(Office::find(&example).unwrap(), None, Profile::Committee).unwrap();
    order.build(TODAY.parse().unwrap()).unwrap();
    let site = tree(order.folder());
    // What the committee may read: the pages without any other dossier, and what was recorded of its own.
    let desk = Desk::with(&emptied(&files, &site));
    desk.build(Profile::Committee);
    let mut allowed = desk.site(Profile::Committee).into_values().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect::<String>();
    allowed.push_str("Klachtenfunctionaris (voorbeeld)");
    let allowed = allowed.to_lowercase();
    let is_shown = |path: &str| site.keys().any(|page| page.strip_prefix("dossier/").is_some_and(|page| path.contains(&page[..11])));
    let others = files.iter().filter(|(path, _)| path.ends_with("/dossier.md") && !is_shown(path));
    let values: BTreeSet<String> = others.flat_map(|(_, bytes)| values(&String::from_utf8_lossy(bytes))).collect();
    let searched: Vec<String> = values.into_iter().filter(|value| !allowed.contains(&value.to_lowercase())).collect();
    assert!(searched.len() > 400, "{}", searched.len());
    assert_eq!(places_of(&searched, &site), Vec::<String>::new());
}

#[test]
fn every_site_has_just_these_pages() {
    let desk = Desk::empty();
    desk.plant(&seedling(1, "bezwaar", Appealed::Yes));
    desk.plant(&seedling(2, "afgehandeld", Appealed::No));
    let pages = |profile| {
        desk.build(profile);
        // The folder of the search has a name nobody can know.
        let plain = |address: String| match address.strip_prefix("zoek-").and_then(|rest| rest.split_once('/')) {
            Some((_, file)) => format!("zoek-*/{file}"),
            None => address,
        };
        desk.site(profile).into_keys().filter(|address| !address.starts_with('.')).map(plain).collect::<Vec<_>>()
    };
    let committee = [
        "bijlagen/K-2026-0001-1.txt",
        "bijlagen/K-2026-0001-2.txt",
        "dossier/K-2026-0001.html",
        "index.html",
        "kalender.html",
        "over.html",
        "regeling.html",
        "register-2026.html",
        "register.html",
        "stijl.css",
        "toets.js",
        "zeef.js",
        "zoek-*/kaarten-2026-0001.js",
        "zoek-*/woorden-2026-0001.js",
        "zoek.js",
        "zoeken.html",
        "zoekpagina.js",
    ];
    assert_eq!(pages(Profile::Committee), committee);
    assert_eq!(pages(Profile::Management), ["evaluatie-2026.html", "evaluatie.html", "index.html", "over.html", "regeling.html", "stijl.css"]);
}

#[test]
fn search_of_the_committee_knows_no_word_of_another_dossier() {
    let desk = Desk::empty();
    desk.plant(&seedling(1, "bezwaar", Appealed::Yes));
    let searched = |desk: &Desk| {
        desk.build(Profile::Committee);
        let files = desk.site(Profile::Committee).into_iter().filter(|(address, _)| address.starts_with("zoek"));
        files.collect::<BTreeMap<_, _>>()
    };
    let alone = searched(&desk);
    desk.plant(&seedling(2, "afgehandeld", Appealed::No));
    assert!(alone.len() > 3 && searched(&desk) == alone, "de zoekbestanden zijn andere");
}

#[test]
fn every_page_says_for_whom_it_is_and_leads_nowhere_else() {
    let desk = Desk::empty();
    desk.plant(&Seedling { related: vec![2], ..seedling(1, "bezwaar", Appealed::Yes) });
    desk.plant(&seedling(2, "afgehandeld", Appealed::No));
    for profile in [Profile::Committee, Profile::Management] {
        desk.build(profile);
        let site = desk.site(profile);
        for (address, bytes) in site.iter().filter(|(address, _)| address.ends_with(".html")) {
            let page = String::from_utf8_lossy(bytes);
            assert_eq!(page.matches(profile.readers().unwrap()).count(), if address == "over.html" { 3 } else { 2 }, "{profile} {address}");
            for link in page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                let target = link.trim_start_matches("../");
                assert!(link.starts_with('#') || link.starts_with("https:") || site.contains_key(target), "{profile} {address}: {link}");
            }
        }
    }
    assert!(String::from_utf8_lossy(&desk.site(Profile::Committee)["dossier/K-2026-0001.html"]).contains("K-2026-0002"), "het nummer blijft staan");
}

#[test]
fn pages_of_the_committee_are_written_for_the_committee() {
    let desk = Desk::empty();
    let file =
        "---\nschema: 1\nnummer: K-2026-0001\nstatus: bezwaar\nbezwaar:\n  ingediend_op: 2026-11-02\n  dossier_overgedragen_op: 2026-11-09\n---\n";
    desk.put("dossiers/2026/K-2026-0001/dossier.md", file.as_bytes());
    let pages = |profile| {
        desk.build(profile);
        let site = desk.site(profile);
        ["index.html", "dossier/K-2026-0001.html"].map(|address| String::from_utf8_lossy(&site[address]).into_owned())
    };
    let [front, page] = pages(Profile::Committee);
    for told in [&front, &page] {
        assert!(told.contains("ligt bij de commissie") && !told.to_lowercase().contains("wacht op"), "{told}");
    }
    assert!(front.contains("<h2 id=\"wacht\">Ligt bij de commissie") && !front.contains("<strong>0</strong>"), "{front}");
    assert!(!page.contains("Opmerkingen") && !page.contains("regel 1"), "{page}");
    let place = |id: &str| page.find(&format!("<h2 id=\"{id}\"")).unwrap();
    assert!(place("bezwaar") < place("termijnen") && page.matches("<h2 id=\"bezwaar\"").count() == 1);
    let [front, page] = pages(Profile::Full);
    assert!(front.contains("Wacht op een ander") && front.contains("<strong>0</strong>"), "{front}");
    assert!(page.contains("wacht op de geschillencommissie") && page.contains("Opmerkingen"), "{page}");
}

#[test]
fn dossier_that_is_closed_leaves_the_site_of_the_committee() {
    let desk = Desk::empty();
    desk.plant(&seedling(1, "bezwaar", Appealed::Yes));
    desk.plant(&seedling(2, "bezwaar", Appealed::Yes));
    desk.build(Profile::Committee);
    desk.plant(&seedling(1, "gesloten", Appealed::Yes));
    desk.build(Profile::Committee);
    let site = desk.site(Profile::Committee);
    assert_eq!(places_of(&[seedling(1, "", Appealed::No).root, "K-2026-0001".to_owned()], &site), Vec::<String>::new());
    assert!(site.contains_key("dossier/K-2026-0002.html"));
}

#[test]
fn site_that_is_kept_up_to_date_loses_what_is_closed_at_once() {
    let desk = Desk::empty();
    desk.plant(&seedling(1, "bezwaar", Appealed::Yes));
    desk.plant(&Seedling { related: vec![1], ..seedling(2, "bezwaar", Appealed::Yes) });
    let mut site = KeptSite::new(desk.order(None, Profile::Committee).unwrap());
    let mut update = || site.update(TODAY.parse().unwrap()).unwrap();
    assert_eq!(update().dossiers, 2);
    desk.plant(&seedling(1, "gesloten", Appealed::Yes));
    assert_eq!(update().dossiers, 1);
    let found = desk.site(Profile::Committee);
    assert_eq!(places_of(&[seedling(1, "", Appealed::No).root], &found), Vec::<String>::new());
    let other = String::from_utf8_lossy(&found["dossier/K-2026-0002.html"]).into_owned();
    assert!(other.contains("K-2026-0001") && !other.contains("K-2026-0001.html"), "het nummer blijft, zonder koppeling");
    desk.plant(&seedling(1, "bezwaar", Appealed::Yes));
    assert_eq!(update().dossiers, 2);
    let whole = desk.site(Profile::Committee);
    fs::remove_dir_all(desk.path("site-commissie")).unwrap();
    desk.build(Profile::Committee);
    assert!(shown(&whole) == shown(&desk.site(Profile::Committee)));
}

#[test]
fn folder_of_one_profile_never_becomes_the_site_of_another() {
    let desk = Desk::empty();
    for profile in Profile::ALL {
        desk.build(*profile);
    }
    desk.order(Some("gedeeld"), Profile::Committee).unwrap().build(TODAY.parse().unwrap()).unwrap();
    let before = tree(&desk.path("gedeeld"));
    for profile in [Profile::Full, Profile::Management] {
        let error = desk.order(Some("gedeeld"), profile).unwrap_err();
        assert!(matches!(error, SiteError::OfOthers { theirs: Profile::Committee, .. }), "{error}");
    }
    assert_eq!(tree(&desk.path("gedeeld")), before);
    assert!(matches!(desk.order(Some("site"), Profile::Committee), Err(SiteError::OfOthers { theirs: Profile::Full, .. })));
}

#[test]
fn folder_that_is_called_as_that_of_others_is_refused_before_it_is_there() {
    let desk = Desk::empty();
    for name in ["site-commissie", "elders/Site-Commissie", "site-commissie/."] {
        assert!(matches!(desk.order(Some(name), Profile::Full), Err(SiteError::NamedForOthers { theirs: Profile::Committee, .. })), "{name}");
    }
    assert!(matches!(desk.order(Some("site-directie"), Profile::Committee), Err(SiteError::NamedForOthers { .. })));
    for name in ["q/site-directie/x/..", "q/../site-directie", "site-directie/./x/../"] {
        assert!(matches!(desk.order(Some(name), Profile::Full), Err(SiteError::NamedForOthers { theirs: Profile::Management, .. })), "{name}");
    }
    assert!(!desk.path("site-commissie").exists() && !desk.path("site-directie").exists() && !desk.path("q").exists());
}

#[test]
fn site_within_a_site_is_refused() {
    let desk = Desk::empty();
    desk.build(Profile::Committee);
    for name in ["site-commissie/alles", "site-commissie/a/b", "site-commissie/a/../alles"] {
        assert!(matches!(desk.order(Some(name), Profile::Full), Err(SiteError::WithinSite(_))), "{name}");
    }
}

#[test]
fn interrupted_exchange_of_another_profile_is_not_taken_over() {
    let desk = Desk::empty();
    desk.order(Some("gedeeld"), Profile::Committee).unwrap().build(TODAY.parse().unwrap()).unwrap();
    fs::rename(desk.path("gedeeld"), desk.path("gedeeld.nieuw")).unwrap();
    assert!(matches!(desk.order(Some("gedeeld"), Profile::Full), Err(SiteError::OfOthers { theirs: Profile::Committee, .. })));
}

#[test]
fn unreadable_file_is_told_at_every_build_and_in_no_site_for_others() {
    let desk = Desk::empty();
    desk.put("dossiers/2026/K-2026-0001/dossier.md", b"geen kop");
    for profile in [Profile::Committee, Profile::Management] {
        assert_eq!((desk.build(profile).untold, desk.build(profile).untold), (1, 1));
        assert_eq!(places_of(&["K-2026-0001".to_owned()], &desk.site(profile)), Vec::<String>::new());
    }
}

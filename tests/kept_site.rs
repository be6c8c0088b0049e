//! A site that is kept up to date in one process is the site a fresh build makes, whatever happened in between.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a test makes the folders it judges, and says aloud what it skips"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use chrono::{Days, NaiveDate};
use klachtdossier::shell::office::Office;
use klachtdossier::shell::site::{KeptSite, SiteOrder, SiteReport};
use klachtdossier::source::DEFAULT_RULES;
use proptest::prelude::*;

/// Something that happens to the folder, to the site, or to the day.
#[derive(Clone, Debug)]
enum Happening {
    /// The subject line of a dossier becomes another.
    Subject(u32, u32),
    /// The status of a dossier becomes another.
    Status(u32, bool),
    /// A dossier is closed, with or without a word of what was found.
    Closed(u32, bool),
    /// Someone handles a dossier.
    Handler(u32, u32),
    /// Something was promised in a dossier.
    Promise(u32, u32),
    /// A dossier names another one.
    Names(u32, u32),
    /// A dossier states the number of another one.
    Claims(u32, u32),
    /// The text of a dossier becomes another.
    Text(u32, String),
    /// A dossier comes in, or comes back as it once was.
    Comes(u32),
    /// A dossier goes.
    Goes(u32),
    /// The folder of a dossier gets another number.
    Moves(u32, u32),
    /// A piece comes beside a dossier, or becomes another of the same size, with or without showing it in its time.
    Piece { dossier: u32, name: u32, content: u8, hides: bool },
    /// A piece goes.
    PieceGoes(u32, u32),
    /// A dossier can no longer be read.
    Breaks(u32),
    /// The register of what was destroyed names these numbers.
    Destroyed(Vec<u32>),
    /// A dossier of the office that is taken along comes, becomes another, or goes.
    Alongside(u32, u32),
    /// A dossier lies in the folder of another year too, or does so no longer.
    Twin { dossier: u32, year: u32, goes: bool },
    /// The organisation of the rule file becomes another.
    Rules(u32),
    /// An own template takes the place of one, or goes.
    Template(Option<u32>),
    /// Another day.
    Day(u64),
    /// Everything is recorded.
    Recorded,
    /// A page of the site is written over by someone else, at the same size.
    PageTouched(u32),
    /// A page of the site is taken away.
    PageGoes(u32),
    /// A file that belongs to nothing comes into the site.
    Stray(u32),
    /// All of the site goes.
    SiteGoes,
}

fn happening() -> impl Strategy<Value = Happening> {
    use Happening as H;
    let (dossier, few) = (1..6_u32, 0..3_u32);
    prop_oneof![
        3 => (dossier.clone(), few.clone()).prop_map(|(dossier, which)| H::Subject(dossier, which)),
        2 => (dossier.clone(), any::<bool>()).prop_map(|(dossier, ended)| H::Status(dossier, ended)),
        1 => (dossier.clone(), any::<bool>()).prop_map(|(dossier, founded)| H::Closed(dossier, founded)),
        1 => (dossier.clone(), few.clone()).prop_map(|(dossier, which)| H::Handler(dossier, which)),
        1 => (dossier.clone(), few.clone()).prop_map(|(dossier, which)| H::Promise(dossier, which)),
        2 => (dossier.clone(), dossier.clone()).prop_map(|(dossier, other)| H::Names(dossier, other)),
        1 => (dossier.clone(), dossier.clone()).prop_map(|(dossier, other)| H::Claims(dossier, other)),
        2 => (dossier.clone(), "[a-z <\\[\\](){}*_#|\n]{0,40}").prop_map(|(dossier, text)| H::Text(dossier, text)),
        2 => dossier.clone().prop_map(H::Comes),
        2 => dossier.clone().prop_map(H::Goes),
        1 => (dossier.clone(), dossier.clone()).prop_map(|(dossier, other)| H::Moves(dossier, other)),
        3 => (dossier.clone(), few.clone(), any::<u8>(), any::<bool>())
            .prop_map(|(dossier, name, content, hides)| H::Piece { dossier, name, content, hides }),
        1 => (dossier.clone(), few.clone()).prop_map(|(dossier, name)| H::PieceGoes(dossier, name)),
        1 => dossier.clone().prop_map(H::Breaks),
        1 => prop::collection::vec(dossier.clone(), 0..3).prop_map(H::Destroyed),
        1 => (21..24_u32, few.clone()).prop_map(|(dossier, which)| H::Alongside(dossier, which)),
        1 => (dossier, 2025..2028_u32, any::<bool>()).prop_map(|(dossier, year, goes)| H::Twin { dossier, year, goes }),
        1 => few.clone().prop_map(H::Rules),
        1 => proptest::option::of(few).prop_map(H::Template),
        1 => (0..40_u64).prop_map(H::Day),
        2 => Just(H::Recorded),
        2 => (0..60_u32).prop_map(H::PageTouched),
        1 => (0..60_u32).prop_map(H::PageGoes),
        1 => (0..9_u32).prop_map(H::Stray),
        1 => Just(H::SiteGoes),
    ]
}

/// A dossier folder with a site that is kept.
struct Desk {
    temporary: tempfile::TempDir,
    site: KeptSite,
    day: NaiveDate,
    has_git: bool,
}

impl Desk {
    fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        for office in ["kantoor", "ander"] {
            fs::create_dir_all(temporary.path().join(office).join("dossiers")).unwrap();
            fs::write(temporary.path().join(office).join("dossiers/regeling.yaml"), DEFAULT_RULES).unwrap();
        }
        let site = KeptSite::new(order(temporary.path(), &temporary.path().join("site")));
        let mut desk = Self { temporary, site, day: "2026-11-23".parse().unwrap(), has_git: true };
        desk.has_git = desk.git(&["init", "-q", "-b", "main"]);
        (1..4).for_each(|number| desk.happens(&Happening::Comes(number)));
        desk
    }

    /// The site of both offices in this folder.
    fn order(&self, folder: &Path) -> SiteOrder {
        order(self.temporary.path(), folder)
    }

    fn path(&self, path: &str) -> PathBuf {
        self.temporary.path().join("kantoor").join(path)
    }

    fn folder(&self, number: u32) -> PathBuf {
        self.path(&format!("dossiers/2026/K-2026-{number:04}"))
    }

    fn git(&self, words: &[&str]) -> bool {
        let mut git = Command::new("git");
        git.current_dir(self.path("")).args(["-c", "user.name=P. Jansen", "-c", "user.email=p.jansen@organisatie.example", "-c", "gc.auto=0"]);
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null").args(words).output().is_ok()
    }

    /// Changes the file of a dossier, when there is one.
    fn change(&self, number: u32, change: impl FnOnce(String) -> String) {
        let path = self.folder(number).join("dossier.md");
        if let Ok(text) = fs::read_to_string(&path) {
            fs::write(path, change(text)).unwrap();
        }
    }

    fn happens(&mut self, happening: &Happening) {
        match happening {
            Happening::Subject(number, which) => self.change(*number, |text| with_line(&text, "onderwerp", &format!("Uitslag {which}"))),
            Happening::Status(number, true) => self.change(*number, |text| {
                let ending = "{datum: 2026-11-12, wijze: gesprek}";
                with_line(&with_line(&text, "status", "opgelost_in_gesprek"), "afhandeling", ending)
            }),
            Happening::Status(number, false) => self.change(*number, |text| with_line(&text, "status", "in_behandeling")),
            Happening::Closed(number, founded) => self.change(*number, |text| {
                let ending = if *founded { "{datum: 2026-11-12, oordeel: gegrond}" } else { "{datum: 2026-11-12, oordeel: ongegrond}" };
                with_line(&with_line(&text, "status", "gesloten"), "afhandeling", ending)
            }),
            Happening::Handler(number, which) => self.change(*number, |text| with_line(&text, "behandelaar", &format!("M. Bakker {which}"))),
            // On one day, so that nothing but what was promised is another.
            Happening::Promise(number, which) => self.change(*number, |text| {
                with_line(&text, "afspraken", &format!("[{{datum: 2026-11-10, wat: Bellen {which}, uiterlijk: 2026-12-11}}]"))
            }),
            Happening::Names(number, other) => self.change(*number, |text| with_line(&text, "gerelateerd", &format!("[K-2026-{other:04}]"))),
            Happening::Claims(number, other) => self.change(*number, |text| with_line(&text, "nummer", &format!("K-2026-{other:04}"))),
            Happening::Text(number, text) => self.change(*number, |old| format!("{}\n{text}\n", old.split("\n## Onder").next().unwrap_or(&old))),
            Happening::Comes(number) => {
                fs::create_dir_all(self.folder(*number)).unwrap();
                fs::write(self.folder(*number).join("dossier.md"), dossier(*number)).unwrap();
            }
            Happening::Goes(number) => drop(fs::remove_dir_all(self.folder(*number))),
            Happening::Moves(number, other) => drop(fs::rename(self.folder(*number), self.folder(*other))),
            Happening::Piece { dossier, name, content, hides } => self.put_piece(*dossier, *name, *content, *hides),
            Happening::PieceGoes(number, name) => drop(fs::remove_file(self.folder(*number).join(format!("bijlagen/stuk-{name}.txt")))),
            Happening::Breaks(number) => self.change(*number, |_| "---\nnummer: [\n---\n".to_owned()),
            Happening::Destroyed(numbers) => {
                let lines: String = numbers.iter().map(|number| format!("  - nummer: K-2026-{number:04}\n")).collect();
                fs::create_dir_all(self.path("register")).unwrap();
                fs::write(self.path("register/vernietigd.yaml"), format!("schema: 1\nvernietigd:\n{lines}")).unwrap();
            }
            Happening::Alongside(number, which) => self.put_alongside(*number, *which),
            Happening::Twin { dossier: number, year, goes } => {
                let folder = self.path(&format!("dossiers/{year}/K-2026-{number:04}"));
                if *year == 2026 || *goes {
                    let _ = fs::remove_dir_all(folder);
                } else {
                    fs::create_dir_all(&folder).unwrap();
                    fs::write(folder.join("dossier.md"), dossier(*number)).unwrap();
                }
            }
            Happening::Rules(which) => {
                let rules = DEFAULT_RULES.replacen("ExTrack", &format!("ExTrack {which}"), 1);
                fs::write(self.path("dossiers/regeling.yaml"), rules).unwrap();
            }
            Happening::Template(None) => drop(fs::remove_dir_all(self.path("site-templates"))),
            Happening::Template(Some(which)) => {
                fs::create_dir_all(self.path("site-templates")).unwrap();
                let source = format!("{{% extends \"basis.html\" %}}{{% block content %}}<p>Eigen {which}</p>{{% endblock %}}\n");
                fs::write(self.path("site-templates/over.html"), source).unwrap();
            }
            Happening::Day(days) => self.day = self.day + Days::new(*days),
            Happening::Recorded => {
                self.git(&["add", "-A"]);
                self.git(&["commit", "-qm", "Vastgelegd"]);
            }
            Happening::PageTouched(which) => {
                if let Some(page) = self.page(*which) {
                    let length = fs::read(&page).unwrap().len();
                    fs::write(page, vec![b'x'; length]).unwrap();
                }
            }
            Happening::PageGoes(which) => drop(self.page(*which).map(fs::remove_file)),
            Happening::Stray(which) => {
                let folder = self.temporary.path().join(format!("site/dossier/{which}"));
                fs::create_dir_all(&folder).unwrap();
                fs::write(folder.join("los.html"), "van niemand").unwrap();
            }
            Happening::SiteGoes => drop(fs::remove_dir_all(self.temporary.path().join("site"))),
        }
    }

    /// Puts a dossier in the office that is taken along, or takes it away.
    fn put_alongside(&self, number: u32, which: u32) {
        let folder = self.temporary.path().join(format!("ander/dossiers/2026/K-2026-{number:04}"));
        if which == 0 {
            let _ = fs::remove_dir_all(folder);
        } else {
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("dossier.md"), with_line(&dossier(number), "onderwerp", &format!("Van elders {which}"))).unwrap();
        }
    }

    /// Puts a piece of one size; one that hides bears the time of the one it takes the place of.
    fn put_piece(&self, dossier: u32, name: u32, content: u8, hides: bool) {
        let folder = self.folder(dossier);
        if !folder.is_dir() {
            return;
        }
        fs::create_dir_all(folder.join("bijlagen")).unwrap();
        let path = folder.join(format!("bijlagen/stuk-{name}.txt"));
        let time = fs::metadata(&path).and_then(|metadata| metadata.modified()).ok();
        fs::write(&path, [b'a' + content % 26; 12]).unwrap();
        if let Some(time) = time.filter(|_| hides) {
            fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        }
    }

    /// A file of the site.
    fn page(&self, which: u32) -> Option<PathBuf> {
        let site = self.temporary.path().join("site");
        let pages: Vec<String> = tree(&site).into_keys().collect();
        (!pages.is_empty()).then(|| site.join(&pages[which as usize % pages.len()]))
    }

    fn update(&mut self) -> SiteReport {
        self.site.update(self.day).unwrap()
    }

    /// Updates it after these happenings; when all of them are of dossiers in this office, as a watch tells of them: by where that was.
    fn update_after(&mut self, happenings: &[Happening]) {
        let saved: Option<BTreeSet<PathBuf>> = happenings.iter().map(|happening| self.place_of(happening)).collect();
        match saved {
            Some(saved) => drop(self.site.update_after(&saved, self.day).unwrap()),
            None => drop(self.update()),
        }
    }

    /// Where in the folder of a dossier something happened; `None` when it happened elsewhere.
    fn place_of(&self, happening: &Happening) -> Option<PathBuf> {
        use Happening as H;
        match happening {
            H::Subject(number, _) | H::Status(number, _) | H::Closed(number, _) | H::Handler(number, _) | H::Promise(number, _) => {
                Some(self.folder(*number).join("dossier.md"))
            }
            H::Names(number, _) | H::Claims(number, _) | H::Text(number, _) | H::Breaks(number) => Some(self.folder(*number).join("dossier.md")),
            H::Comes(number) | H::Goes(number) => Some(self.folder(*number)),
            H::Piece { dossier, name, .. } | H::PieceGoes(dossier, name) => Some(self.folder(*dossier).join(format!("bijlagen/stuk-{name}.txt"))),
            _ => None,
        }
    }

    /// The site as it lies there.
    fn kept(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.temporary.path().join("site"))
    }

    /// The site as a fresh build makes it.
    fn fresh(&self) -> BTreeMap<String, Vec<u8>> {
        let folder = self.temporary.path().join("vers");
        let _ = fs::remove_dir_all(&folder);
        self.order(&folder).build(self.day).unwrap();
        tree(&folder)
    }

    fn assert_fresh(&self, after: &str) {
        assert_same(&self.kept(), &self.fresh(), after);
    }

    /// The same but for what the site remembers of its build: after a save that is nothing.
    fn assert_shows_fresh(&self, after: &str) {
        let pages = |mut tree: BTreeMap<String, Vec<u8>>| {
            tree.remove(".klacht-site");
            tree
        };
        assert_same(&pages(self.kept()), &pages(self.fresh()), after);
    }
}

fn assert_same(kept: &BTreeMap<String, Vec<u8>>, fresh: &BTreeMap<String, Vec<u8>>, after: &str) {
    let addresses: BTreeSet<&String> = kept.keys().chain(fresh.keys()).collect();
    let other: Vec<_> = addresses.into_iter().filter(|address| kept.get(*address) != fresh.get(*address)).collect();
    assert!(other.is_empty(), "after {after}: {other:?}");
}

/// The site in this folder of the two offices that lie in another.
fn order(offices: &Path, folder: &Path) -> SiteOrder {
    let office = |name: &str| Office::find(&offices.join(name)).unwrap();
    SiteOrder::new(office("kantoor"), Some(folder)).unwrap().taking_along(vec![office("ander")]).unwrap()
}

/// The text with this value on the line of a key at the top.
fn with_line(text: &str, key: &str, value: &str) -> String {
    let begins = format!("{key}:");
    let line = format!("{key}: {value}");
    if text.lines().any(|old| old.starts_with(&begins)) {
        text.lines().map(|old| if old.starts_with(&begins) { line.clone() } else { old.to_owned() }).collect::<Vec<_>>().join("\n") + "\n"
    } else {
        text.replacen("status:", &format!("{line}\nstatus:"), 1)
    }
}

fn dossier(number: u32) -> String {
    format!(
        "---\nschema: 1\nnummer: K-2026-{number:04}\nstatus: ontvangen\ningediend_op: 2026-11-02\nontvangen_op: 2026-11-03\nkanaal: e-mail\n\
         onderwerp: Uitslag te laat\nbijlage: bijlagen/stuk-1.txt\nklachtindiener:\n  naam: Sanne de Wit\n  organisatie: geen\n---\n\
         ## Omschrijving\n\nDe uitslag kwam te laat, zie [het stuk](bijlagen/stuk-1.txt).\n\n## Ondernomen stappen\n\ngeen\n"
    )
}

/// Every file below the folder with its bytes, by path with `/`.
fn tree(top: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![top.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(top).unwrap().to_str().unwrap().replace('\\', "/"), fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// When each file of a site was written.
fn times(top: &Path) -> BTreeMap<String, SystemTime> {
    tree(top).into_keys().map(|name| (name.clone(), fs::metadata(top.join(name)).unwrap().modified().unwrap())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn kept_site_is_the_fresh_site_whatever_happened(happenings in prop::collection::vec(prop::collection::vec(happening(), 1..4), 1..8)) {
        let mut desk = Desk::new();
        desk.update();
        for together in &happenings {
            together.iter().for_each(|happening| desk.happens(happening));
            desk.update_after(together);
            desk.assert_shows_fresh(&format!("{together:?}"));
        }
        desk.update();
        desk.assert_fresh("a look at everything");
    }
}

#[test]
fn only_pages_that_tell_of_a_dossier_are_written_again() {
    let mut desk = Desk::new();
    // The words of the three oldest name the folder of the search.
    desk.happens(&Happening::Comes(4));
    desk.update();
    desk.update();
    let site = desk.temporary.path().join("site");
    let before = times(&site);
    desk.happens(&Happening::Subject(4, 1));
    let report = desk.update();
    let after = times(&site);
    let written: Vec<_> = after.iter().filter(|(name, time)| before.get(*name) != Some(time)).map(|(name, _)| name.as_str()).collect();
    assert!(written.contains(&"dossier/K-2026-0004.html") && written.contains(&"index.html"), "{written:?}");
    assert!(
        !written.iter().any(|name| ["dossier/K-2026-0001", "dossier/K-2026-0003", "regeling"].iter().any(|other| name.starts_with(other))),
        "{written:?}"
    );
    // The marker is no file of the site.
    assert_eq!(report.written.written, written.len() - 1);
    assert_eq!(report.written.removed, 0);
}

#[test]
fn site_another_process_built_is_got_to_know_without_writing() {
    let mut desk = Desk::new();
    desk.happens(&Happening::Piece { dossier: 1, name: 1, content: 1, hides: false });
    desk.update();
    let site = desk.temporary.path().join("site");
    let before = times(&site);
    let mut other = KeptSite::new(desk.order(&site));
    assert!(other.update(desk.day).unwrap().written.is_nothing());
    other.get_to_know(desk.day).unwrap();
    assert!(other.update(desk.day).unwrap().written.is_nothing());
    let pages = |times: BTreeMap<String, SystemTime>| times.into_iter().filter(|(name, _)| name != ".klacht-site").collect::<BTreeMap<_, _>>();
    assert_eq!(pages(times(&site)), pages(before));
    desk.happens(&Happening::Subject(1, 2));
    other.update(desk.day).unwrap();
    desk.assert_fresh("an edit");
}

#[test]
fn one_thread_and_many_make_the_same_site() {
    let desk = Desk::new();
    let build = |threads: usize, folder: &str| {
        let folder = desk.temporary.path().join(folder);
        let order = desk.order(&folder);
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| order.build(desk.day).unwrap());
        tree(&folder)
    };
    assert_eq!(build(1, "een"), build(8, "acht"));
}

#[test]
fn save_looks_at_nothing_but_what_was_saved_and_the_next_look_at_everything() {
    let mut desk = Desk::new();
    desk.update();
    let page = desk.temporary.path().join("site/dossier/K-2026-0002.html");
    fs::write(&page, "van een ander").unwrap();
    desk.happens(&Happening::Subject(2, 1));
    desk.happens(&Happening::Subject(3, 1));
    let saved = BTreeSet::from([desk.folder(3).join("dossier.md"), desk.folder(3).join(".dossier.md.swp")]);
    desk.site.update_after(&saved, desk.day).unwrap();
    assert_eq!(fs::read_to_string(&page).unwrap(), "van een ander");
    let site = desk.temporary.path().join("site");
    assert!(fs::read_to_string(site.join("dossier/K-2026-0003.html")).unwrap().contains("Uitslag 1"));
    // What is not known to be right is not taken for it by another process either.
    desk.order(&site).build(desk.day).unwrap();
    desk.assert_fresh("another process");
    fs::write(&page, "van een ander").unwrap();
    desk.update();
    desk.assert_fresh("a look at everything");
}

#[test]
fn save_that_takes_a_remark_from_another_dossier_is_told_there() {
    let mut desk = Desk::new();
    desk.happens(&Happening::Names(2, 5));
    desk.update();
    desk.happens(&Happening::Claims(1, 5));
    desk.update_after(&[Happening::Claims(1, 5)]);
    desk.assert_shows_fresh("a number that was referred to is there");
}

#[test]
fn twin_in_another_year_takes_no_page_away() {
    for year in [2025, 2027] {
        let mut desk = Desk::new();
        desk.happens(&Happening::Names(2, 1));
        let links = |desk: &Desk| {
            let page = fs::read_to_string(desk.temporary.path().join("site/dossier/K-2026-0002.html")).unwrap();
            page.contains("K-2026-0001.html")
        };
        for goes in [false, true] {
            desk.happens(&Happening::Twin { dossier: 1, year, goes });
            let report = desk.update();
            assert_eq!((report.dossiers, links(&desk)), (3, true), "{year} {goes}");
        }
    }
}

#[test]
fn piece_that_came_and_went_at_once_is_not_left_on_the_site() {
    let mut desk = Desk::new();
    desk.update();
    let piece = desk.folder(1).join("bijlagen/verkeerd.pdf");
    let saved = BTreeSet::from([piece.clone()]);
    fs::create_dir_all(desk.folder(1).join("bijlagen")).unwrap();
    fs::write(&piece, b"%PDF-1.4 van een ander").unwrap();
    desk.site.update_after(&saved, desk.day).unwrap();
    assert!(desk.kept().keys().any(|address| address.ends_with(".pdf")), "{:?}", desk.kept().keys());
    fs::remove_file(&piece).unwrap();
    desk.site.update_after(&saved, desk.day).unwrap();
    desk.assert_shows_fresh("the piece went");
}

#[test]
fn look_that_failed_leaves_nothing_to_be_believed() {
    let mut desk = Desk::new();
    desk.update();
    let before = desk.kept();
    // A number of two offices: no site can be made of that.
    desk.happens(&Happening::Alongside(1, 1));
    desk.happens(&Happening::Day(1));
    assert!(desk.site.update(desk.day).is_err());
    let saved = BTreeSet::from([desk.folder(2).join(".dossier.md.swp")]);
    assert!(desk.site.update_after(&saved, desk.day).is_err());
    assert_eq!(desk.kept(), before);
    desk.happens(&Happening::Alongside(1, 0));
    desk.site.update_after(&saved, desk.day).unwrap();
    desk.assert_fresh("the number of one office again");
}

#[test]
fn promise_in_other_words_is_told_on_the_front_page() {
    let mut desk = Desk::new();
    desk.happens(&Happening::Promise(3, 0));
    desk.update();
    desk.happens(&Happening::Promise(3, 1));
    desk.update_after(&[Happening::Promise(3, 1)]);
    desk.assert_shows_fresh("other words");
}

#[test]
fn save_of_which_nothing_is_known_looks_at_everything() {
    for path in ["dossiers/2026/K-2026-0009", "dossiers/regeling.yaml", "register/vernietigd.yaml", "dossiers/2026", ""] {
        let mut desk = Desk::new();
        desk.update();
        desk.happens(&Happening::Comes(9));
        desk.happens(&Happening::Destroyed(vec![2]));
        desk.happens(&Happening::Rules(1));
        desk.site.update_after(&BTreeSet::from([desk.path(path)]), desk.day).unwrap();
        desk.assert_fresh(path);
    }
}

#[test]
fn named_dossier_is_a_link_as_long_as_it_has_a_page() {
    let mut desk = Desk::new();
    desk.happens(&Happening::Names(2, 1));
    desk.update();
    desk.happens(&Happening::Breaks(1));
    desk.update();
    desk.assert_fresh("the named dossier broke");
    desk.happens(&Happening::Comes(1));
    desk.update();
    desk.assert_fresh("the named dossier was mended");
}

#[test]
fn file_that_was_touched_a_moment_ago_is_read_again() {
    let mut desk = Desk::new();
    desk.update();
    let path = desk.folder(1).join("dossier.md");
    let (old, metadata) = (fs::read_to_string(&path).unwrap(), fs::metadata(&path).unwrap());
    // In place, as large, and with the time it had.
    fs::write(&path, old.replace("te laat", "te lang")).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(metadata.modified().unwrap()).unwrap();
    desk.update();
    desk.assert_fresh("a write that hides its time");
}

#[test]
fn update_that_was_stopped_anywhere_is_made_whole_by_the_next_build() {
    let mut desk = Desk::new();
    // The words of the three oldest name the folder of the search.
    desk.happens(&Happening::Comes(4));
    desk.happens(&Happening::Piece { dossier: 4, name: 1, content: 1, hides: false });
    desk.update();
    let (site, file) = (desk.temporary.path().join("site"), desk.folder(4).join("dossier.md"));
    let (before, unedited) = (desk.kept(), fs::read(&file).unwrap());
    desk.happens(&Happening::Subject(4, 1));
    desk.update();
    let (after, edited) = (desk.kept(), fs::read(&file).unwrap());
    let changed: Vec<&String> = after.keys().filter(|name| before.get(*name) != after.get(*name) && *name != ".klacht-site").collect();
    assert!(changed.len() >= 3, "{changed:?}");
    let build = || desk.order(&site).build(desk.day).unwrap();
    // With and without the edit being taken back before anyone builds again.
    for (text, whole) in [(&edited, &after), (&unedited, &before)] {
        for put in 0..=changed.len() {
            fs::write(&file, &unedited).unwrap();
            build();
            assert_eq!(desk.kept(), before);
            fs::write(&file, text).unwrap();
            changed[..put].iter().for_each(|name| fs::write(site.join(name), &after[*name]).unwrap());
            fs::write(site.join("dossier/.klacht-nieuw-half"), "half").unwrap();
            build();
            assert_eq!(&desk.kept(), whole, "stopped after {put} of {changed:?}");
        }
    }
}

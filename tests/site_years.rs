//! The pages of years: the evaluation, the auditor's page and the retention list, read back as a reader sees them.
#![allow(clippy::disallowed_methods, reason = "a test makes the folders it judges")]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use chrono::{Days, NaiveDate};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use klachtdossier::domain::{
    Channel, Dossier, DossierId, Finding, Improvement, Message, MessageKind, Received, Resolution, Status, Subject, Submitted,
};
use klachtdossier::overview::{Account, Counting, Detail, Keeping, Kept, Numbers, audit_page, numbers_by_year, yearly_report, yearly_reports};
use klachtdossier::regulation::{Case, Rules, terms};
use klachtdossier::render::html::{
    AuditSheet, EvaluationSheet, Listing, SitePage, Templates, audit_pages, evaluation_pages, report_page, retention_pages,
};
use klachtdossier::shell::office::Office;
use klachtdossier::shell::site::SiteOrder;
use klachtdossier::source::{DEFAULT_RULES, default_rules};

/// The day the pages tell of.
const TODAY: &str = "2026-11-23";
/// No page may weigh more.
const HEAVIEST: usize = 300_000;

/// A dossier folder of its own with the site that is made of it.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn with(dossiers: &[(&str, &str)]) -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.put("dossiers/regeling.yaml", DEFAULT_RULES);
        for (number, head) in dossiers {
            let text = format!("---\nschema: 1\nnummer: {number}\n{head}\n---\n## Omschrijving\nHet ging mis.\n\n## Ondernomen stappen\nGebeld.\n");
            desk.put(&format!("dossiers/{}/{number}/dossier.md", &number[2..6]), &text);
        }
        desk.build();
        desk
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn build(&self) {
        let office = Office::find(self.folder.path()).unwrap();
        SiteOrder::new(office, Some(&self.path("site"))).unwrap().build(TODAY.parse().unwrap()).unwrap();
    }

    fn page(&self, address: &str) -> String {
        fs::read_to_string(self.path("site").join(address)).unwrap()
    }
}

/// Collects what a reader sees, a line a block.
#[derive(Default)]
struct Text(RefCell<String>);

impl TokenSink for Text {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut text = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(more) => text.push_str(&more.replace('\n', " ")),
            Token::TagToken(tag) if ["td", "th"].contains(&&*tag.name) && tag.kind == TagKind::StartTag => text.push_str(" | "),
            Token::TagToken(tag) if !["a", "abbr", "code", "span", "strong", "time"].contains(&&*tag.name) => text.push('\n'),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// The lines of a page, or of a part of it.
fn lines(html: &str) -> Vec<String> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(Text::default(), Default::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let text = tokenizer.sink.0.into_inner();
    let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    text.lines().map(line).filter(|line| !line.trim_matches([' ', '|']).is_empty()).collect()
}

/// The rows of a table, each as its cells; without those that are empty.
fn rows(html: &str, table: &str) -> Vec<String> {
    let from = html.split_once(&format!("<table id=\"{table}\">")).unwrap_or_else(|| panic!("no table {table}")).1;
    let body = from.split_once("</table>").unwrap().0.split_once("<tbody>").unwrap().1;
    let cells = |row: &str| lines(row).join(" ").split('|').map(str::trim).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ");
    body.split("</tr>").map(cells).filter(|row| !row.is_empty()).collect()
}

/// A complaint answered on this day, or not at all.
fn answered(ingediend: &str, answered_on: Option<&str>, more: &str) -> String {
    let answer = answered_on.map(|day| format!("\n  - {{soort: reactie, datum: {day}, kanaal: e-mail}}")).unwrap_or_default();
    let ending = answered_on.map(|day| format!("\nafhandeling: {{datum: {day}, wijze: brief, oordeel: ongegrond}}")).unwrap_or_default();
    let status = if answered_on.is_some() { "afgehandeld" } else { "in_behandeling" };
    format!(
        "status: {status}\ningediend_op: {ingediend}\nontvangen_op: {ingediend}\nkanaal: e-mail\nbetreft: [product_of_dienst]\n\
         correspondentie:\n  - {{soort: bevestiging, datum: {ingediend}, kanaal: e-mail}}{answer}{ending}{more}"
    )
}

#[test]
fn empty_folder_has_a_year_in_which_nothing_happened() {
    let desk = Desk::with(&[]);
    let page = lines(&desk.page("evaluatie-2026.html"));
    assert!(page.contains(&"0 klachten ontvangen (2025: 0)".to_owned()), "{page:?}");
    assert!(page.contains(&"– op tijd bevestigd (2025: geen)".to_owned()));
    assert!(page.contains(&"Er eindigde in 2026 geen gegronde klacht.".to_owned()));
    assert!(!desk.page("evaluatie-2026.html").contains("role=\"img\""), "er is niets te tekenen");
    assert!(lines(&desk.page("controle-2026.html")).contains(&"| In dit jaar is geen klacht ontvangen.".to_owned()));
    assert!(lines(&desk.page("bewaren.html")).contains(&"Er is nu geen dossier dat weg mag of weg moet.".to_owned()));
}

#[test]
fn year_of_one_complaint_is_told_and_drawn() {
    let desk = Desk::with(&[("K-2026-0001", &answered("2026-03-02", Some("2026-03-20"), ""))]);
    let html = desk.page("evaluatie-2026.html");
    let page = lines(&html);
    assert!(page.contains(&"1 klacht ontvangen (2025: 0)".to_owned()), "{page:?}");
    assert!(page.contains(&"1 van 1 op tijd beantwoord of binnen het uitstel (2025: geen)".to_owned()));
    assert!(page.contains(&"De helft van de reacties kwam binnen 18 dagen (2025: –)".to_owned()));
    assert!(html.contains("januari 0; februari 0; maart 1; april 0;"), "de tekening heeft haar tekst");
    assert_eq!(rows(&html, "dagen")[2], "15 tot en met 21 dagen | 1 | 0");
}

/// Complaints of 2026: two in time, one thanks to an extension, one late, one late and open, one that runs; and one of 2025.
fn year() -> Vec<(&'static str, String)> {
    let extension = "\n  - {soort: uitstelbericht, datum: 2026-03-16, kanaal: e-mail, reden: drukte, nieuwe_termijn: 2026-04-13}";
    let extended = answered("2026-03-02", Some("2026-04-10"), "").replace("\n  - {soort: reactie", &format!("{extension}\n  - {{soort: reactie"));
    let founded = answered(
        "2026-02-02",
        Some("2026-02-12"),
        "\nherhaling_van: K-2025-0001\nverbetering:\n  - {oorzaak: een lijst, maatregel: nieuwe lijst, eigenaar: Hoofd, uiterlijk: 2026-12-01}",
    )
    .replace("ongegrond", "gegrond");
    vec![
        ("K-2025-0001", answered("2025-05-05", Some("2025-05-20"), "")),
        ("K-2026-0001", answered("2026-01-05", Some("2026-01-25"), "")),
        ("K-2026-0002", founded),
        ("K-2026-0003", extended),
        ("K-2026-0004", answered("2026-05-04", Some("2026-06-13"), "")),
        ("K-2026-0005", answered("2026-10-05", None, "")),
        ("K-2026-0007", answered("2026-11-16", None, "")),
    ]
}

fn desk_of_the_year() -> Desk {
    let year = year();
    Desk::with(&year.iter().map(|(number, head)| (*number, head.as_str())).collect::<Vec<_>>())
}

#[test]
fn figures_are_those_of_the_dossiers() {
    let html = desk_of_the_year().page("evaluatie-2026.html");
    let expected = [
        "op tijd | 2 | 1",
        "op tijd na uitstel | 1 | 0",
        "te laat | 1 | 0",
        "te laat en nog open | 1 | 0",
        "loopt | 1 | 0",
        "vervallen | 0 | 0",
        "totaal | 6 | 1",
    ];
    assert_eq!(rows(&html, "reactie"), expected);
    assert_eq!(rows(&html, "herhaling"), ["ja | 1 | 0", "nee | 5 | 1", "totaal | 6 | 1"]);
    let weeks = ["0 tot en met 7 dagen | 0 | 0", "8 tot en met 14 dagen | 1 | 0", "15 tot en met 21 dagen | 1 | 1"];
    assert_eq!(rows(&html, "dagen")[..3], weeks);
    let page = lines(&html);
    assert!(page.contains(&"3 van 5 op tijd beantwoord of binnen het uitstel (2025: 1 van 1)".to_owned()), "{page:?}");
    assert!(page.contains(&"De helft van de reacties kwam binnen 29,5 dagen (2025: 15)".to_owned()));
    assert!(page.contains(&"K-2026-0002 herhaalt K-2025-0001".to_owned()));
    assert!(html.contains("<h3 id=\"K-2026-0002\"><a href=\"dossier/K-2026-0002.html\">K-2026-0002</a>"));
    assert!(html.contains("op tijd 2, op tijd na uitstel 1, te laat 1, te laat en nog open 1, loopt 1, van 6."));
}

#[test]
fn years_stand_beside_each_other() {
    let page = lines(&desk_of_the_year().page("evaluatie.html"));
    let of_2026 = ["| 2026", "| 6", "| 0", "| 6 van 6", "| 3 van 5", "| 29,5 dagen", "| 40 dagen", "| 1", "| 1", "| 0", "| –"];
    let at = page.iter().position(|line| line == "| 2026").unwrap();
    assert_eq!(page[at..at + 11], of_2026);
    assert!(page.iter().any(|line| line.starts_with("2025 1, waarvan 1 op tijd; 2026 6, waarvan 2 op tijd, 1 op tijd na uitstel, 1 te laat")));
}

#[test]
fn evaluation_and_yearly_report_tell_the_same_figures() {
    let desk = desk_of_the_year();
    let office = Office::find(desk.folder.path()).unwrap();
    let mut rules = office.rule_file().unwrap().rules.unwrap();
    rules.report.hide_below = 1;
    let today = TODAY.parse().unwrap();
    let read = office.dossiers(&Default::default()).unwrap().read.into_iter();
    let kept = read.map(|dossier| Kept { terms: terms(&dossier, &rules, today), dossier }.into());
    let numbers = Numbers { kept: kept.collect(), ..Numbers::default() };
    let report = yearly_report(2026, &numbers, Counting { rules: &rules, today, detail: Detail::ForOthers });
    let printed = report_page(&Templates::new(&BTreeMap::new()).unwrap(), &report, &rules, today).unwrap();
    let shown = desk.page("evaluatie-2026.html");
    let tables: Vec<&str> = printed.split("<table id=\"").skip(1).map(|rest| rest.split_once('"').unwrap().0).collect();
    assert_eq!(tables.len(), 18);
    for table in tables {
        assert_eq!(rows(&shown, table), rows(&printed, table), "{table}");
    }
}

#[test]
fn slowest_of_ten_answers_is_not_told_where_the_late_ones_are_hidden() {
    let report = |late: usize| {
        let heads: Vec<(String, String)> = (1..=14)
            .map(|serial| (format!("K-2026-{serial:04}"), answered("2026-03-02", Some(if serial <= late { "2026-05-20" } else { "2026-03-12" }), "")))
            .collect();
        let desk = Desk::with(&heads.iter().map(|(number, head)| (number.as_str(), head.as_str())).collect::<Vec<_>>());
        let office = Office::find(desk.folder.path()).unwrap();
        let (rules, today) = (default_rules(), TODAY.parse().unwrap());
        let read = office.dossiers(&Default::default()).unwrap().read.into_iter();
        let kept = read.map(|dossier| Kept { terms: terms(&dossier, &rules, today), dossier }.into()).collect();
        let numbers = Numbers { kept, ..Numbers::default() };
        yearly_report(2026, &numbers, Counting { rules: &rules, today, detail: Detail::ForOthers }).figures.lead_time
    };
    assert_eq!((report(2).median_doubled, report(2).nine_in_ten), (Some(20), None));
    assert_eq!(report(5).nine_in_ten, Some(79));
    assert_eq!(report(0).nine_in_ten, Some(10));
}

#[test]
fn auditor_sees_terms_kept_and_late_and_every_number_accounted_for() {
    let desk = desk_of_the_year();
    let page = lines(&desk.page("controle-2026.html"));
    let told = |line: &str| assert!(page.iter().any(|found| found == line), "{line} not in {page:#?}");
    told("Klachtenregeling ExTrack, versie 1: 6 klachten");
    told("3 van 5 op tijd of binnen het uitstel");
    told("3 termijnen: 0 met een reden, 3 zonder reden");
    told("Tot en met K-2026-0007: 6 met een dossier. 1 nummer zonder verklaring.");
    told("0 wd, op tijd");
    told("20 d, op tijd");
    told("40 d, te laat");
    told("uitstel 13-4-2026");
    told("Schriftelijke reactie: 12 dagen na 1-6-2026; geen reden gegeven");
    told("K-2026-0006: niets verklaart waarom");
    assert!(desk.page("register-2026.html").contains("<a href=\"controle-2026.html\">controle 2026</a>"));
}

#[test]
fn auditor_sees_what_the_dossier_page_says_of_keeping_and_ending() {
    let closed = |day: &str, more: &str| answered(day, Some(day), more).replace("status: afgehandeld", "status: gesloten");
    let kept = "\nlanger_bewaren: {sinds: 2024-09-01, reden: er loopt een rechtszaak, tot: 2027-05-01}";
    let owed = "\nafspraken: [{datum: 2024-05-03, wat: bellen, wie: wij, uiterlijk: 2024-06-01}]";
    let refused = closed("2024-05-06", "").replace("oordeel: ongegrond", "reden: geen omschrijving");
    let refused = refused.lines().filter(|line| !line.contains("soort: reactie")).collect::<Vec<_>>().join("\n");
    let reopened = answered("2024-05-07", Some("2024-05-07"), "\nheropend: [{op: 2026-11-20, reden: nieuw feit}]");
    let heads = [
        ("K-2024-0001", closed("2024-05-01", "")),
        ("K-2024-0002", closed("2024-05-02", kept)),
        ("K-2024-0003", closed("2024-05-03", owed)),
        ("K-2024-0004", refused),
        ("K-2024-0005", reopened.replace("status: afgehandeld", "status: in_behandeling")),
    ];
    let desk = Desk::with(&heads.iter().map(|(number, head)| (*number, head.as_str())).collect::<Vec<_>>());
    let page = lines(&desk.page("controle-2024.html"));
    let told = |line: &str| assert!(page.iter().any(|found| found == line), "{line} not in {page:#?}");
    told("uiterlijk 1-5-2026, 206 dagen te laat");
    told("vervallen: er is een reden om het dossier tot en met 1 mei 2027 te bewaren: er loopt een rechtszaak");
    told("heropend op 20-11-2026, in behandeling");
    told("niet in behandeling genomen: geen omschrijving");
    assert!(page.iter().any(|line| line.starts_with("vervallen: er staat nog een afspraak open")), "{page:#?}");
    assert!(!page.iter().any(|line| line.starts_with("uiterlijk 3-5-2026")), "{page:#?}");
}

#[test]
fn register_tells_the_ruling_and_what_was_destroyed() {
    let appeal = "\nbezwaar: {ingediend_op: 2026-04-02, uitspraak: {datum: 2026-05-04, oordeel: gegrond}}";
    let ruled = answered("2026-03-02", Some("2026-03-20"), appeal).replace("ongegrond", "deels_gegrond");
    let upheld = answered("2026-03-03", Some("2026-03-20"), &appeal.replace("gegrond", "niet_ontvankelijk"));
    let desk = Desk::with(&[("K-2026-0001", &ruled), ("K-2026-0002", &upheld)]);
    let destroyed = "{nummer: K-2026-0003, ontvangen: 2026-K1, grond: bewaartermijn, vernietigd_op: 2026-07-01}";
    desk.put("register/vernietigd.yaml", &format!("schema: 1\nvernietigd:\n  - {destroyed}\n  - {}\n", destroyed.replace("2026-0003", "2024-0001")));
    desk.build();
    let page = lines(&desk.page("register-2026.html"));
    assert!(page.iter().any(|line| line.contains("deels gegrond; na bezwaar gegrond")), "{page:#?}");
    assert!(!page.iter().any(|line| line.contains("na bezwaar niet")), "{page:#?}");
    assert!(page.contains(&"K-2026-0003: vernietigd op 1 juli 2026 (bewaartermijn)".to_owned()), "{page:#?}");
    assert!(lines(&desk.page("register-2024.html")).contains(&"K-2024-0001: vernietigd op 1 juli 2026 (bewaartermijn)".to_owned()));
}

#[test]
fn destroyed_dossier_is_told_as_soon_as_its_register_says_so() {
    let desk = desk_of_the_year();
    desk.put("register/vernietigd.yaml", "schema: 1\nvernietigd:\n  - {nummer: K-2026-0006, ontvangen: 2026-K4, grond: bewaartermijn}\n");
    desk.build();
    let page = lines(&desk.page("controle-2026.html"));
    assert!(page.contains(&"Tot en met K-2026-0007: 6 met een dossier; 1 vernietigd. Elk nummer is verklaard.".to_owned()), "{page:#?}");
    assert_eq!(rows(&desk.page("evaluatie-2026.html"), "maanden").last().unwrap(), "totaal | 7 | 1");
}

#[test]
fn retention_list_tells_what_must_may_and_must_not_go() {
    let closed = |day: &str, more: &str| answered(day, Some(day), more).replace("status: afgehandeld", "status: gesloten");
    let heads = [
        ("K-2023-0001", closed("2023-05-01", "")),
        ("K-2024-0001", closed("2024-12-02", "")),
        ("K-2025-0001", closed("2025-05-01", "")),
        ("K-2025-0002", closed("2025-05-02", "\nafspraken: [{datum: 2025-05-03, wat: bellen, wie: wij, uiterlijk: 2025-06-01}]")),
        ("K-2025-0003", closed("2025-05-03", "\nlanger_bewaren: {reden: er loopt een rechtszaak, tot: 2027-05-01}")),
        ("K-2026-0001", closed("2026-05-04", "")),
        ("K-2026-0002", answered("2026-11-16", None, "")),
    ];
    let desk = Desk::with(&heads.iter().map(|(number, head)| (*number, head.as_str())).collect::<Vec<_>>());
    let page = lines(&desk.page("bewaren.html")).join("\n");
    let expected = [
        "Had weg gemoeten\n",
        "| K-2023-0001\n",
        "Moet binnenkort weg\n",
        "| K-2024-0001\n| 2 december 2024\n| 3 december 2025\n| 2 december 2026\n",
        "Mag weg\n",
        "| K-2025-0001\n",
        "Mag nog niet weg\n",
        "| K-2025-0002\n| 2 mei 2025\n| 3 mei 2026\n| 2 mei 2027\n| Er staat nog een afspraak open art. 4\n",
        "Wordt met een reden langer bewaard\n",
        "| K-2025-0003\n| 3 mei 2025\n| 4 mei 2026\n| 3 mei 2027\n| Het wordt met een reden langer bewaard tot en met 1 mei 2027: er loopt een rechtszaak art. 4\n",
        "| mei 2027\n| 1\n",
        "1 klacht is nog niet afgehandeld; daarvan loopt de bewaartermijn nog niet.",
    ];
    let mut rest = page.split_once("langer bewaard\n").unwrap().1;
    for piece in expected {
        rest = rest.split_once(piece).unwrap_or_else(|| panic!("«{piece}» not in order in\n{page}")).1;
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A closed and founded complaint with a measure, received some days into the year.
fn founded(serial: u32) -> Dossier {
    let received = day("2025-01-01") + Days::new(u64::from(serial % 330));
    let answered = received + Days::new(u64::from(serial % 40));
    let mut dossier = Dossier::new(DossierId::new(2025, serial).unwrap(), Status::Closed);
    (dossier.submitted, dossier.received) = (Some(Submitted::on(received)), Some(Received::on(received)));
    dossier.channel = Some(Channel::Email);
    dossier.subjects = vec![Subject::ProductOrService];
    let message = |kind, date| Message { kind: Some(kind), date: Some(date), channel: Some(Channel::Email), ..Message::default() };
    dossier.messages = vec![message(MessageKind::Acknowledgement, received), message(MessageKind::Answer, answered)];
    dossier.resolution =
        Some(Resolution { date: Some(answered), manner: Some("schriftelijke reactie".to_owned()), finding: Some(Finding::Founded), reason: None });
    let words = |text: &str| Some(text.to_owned());
    dossier.improvements = vec![Improvement {
        cause: words("De lijst met kandidaten werd pas na het inplannen gecontroleerd, zodat een wijziging de planner niet bereikte"),
        measure: words("De planner ontvangt elke ochtend een lijst van wijzigingen en bevestigt haar voor het examen begint"),
        owner: words("Hoofd planning"),
        due_on: Some(answered + Days::new(90)),
        ..Improvement::default()
    }];
    dossier.recurrence_of = DossierId::new(2025, serial + 1);
    dossier
}

/// So many founded complaints of one year, with their terms.
fn thousands(count: u32, rules: &Rules) -> Numbers {
    let kept = (1..=count).map(founded).map(|dossier| Kept { terms: terms(&dossier, rules, day(TODAY)), dossier }.into());
    Numbers { kept: kept.collect(), ..Numbers::default() }
}

/// Every page is light, and together they have each of these words exactly so often.
fn check(pages: &[SitePage], word: &str, times: usize) {
    for page in pages {
        assert!(page.html.len() <= HEAVIEST, "{} weighs {}", page.address, page.html.len());
    }
    assert_eq!(pages.iter().map(|page| page.html.matches(word).count()).sum::<usize>(), times, "{word}");
}

#[test]
fn thousands_of_complaints_a_year_are_divided_over_light_pages() {
    let (rules, templates) = (default_rules(), Templates::new(&BTreeMap::new()).unwrap());
    let (listing, numbers) = (Listing { rules: &rules, today: day(TODAY) }, thousands(3000, &rules));
    let counting = Counting { rules: &rules, today: day(TODAY), detail: Detail::Whole };
    let reports = yearly_reports(&numbers, counting);
    let sheet = EvaluationSheet { reports: &reports, detail: Detail::Whole, has_page: &|_| true };
    let evaluation = evaluation_pages(&templates, listing, sheet).unwrap();
    check(&evaluation, "<article class=\"gegrond\"", 3000);
    check(&evaluation, "En nog 2850.", 1);
    let keepings: Vec<Keeping> =
        numbers.kept.iter().map(|kept| Keeping::of(&Case { dossier: &kept.dossier, rules: &rules, today: day(TODAY) })).collect();
    check(
        &retention_pages(&templates, listing, &keepings.iter().collect::<Vec<_>>()).unwrap(),
        "<th scope=\"row\" class=\"nummer\">",
        keepings.iter().filter(|one| one.is_due()).count(),
    );
    let years = numbers_by_year(numbers);
    let page = audit_page(2025, &years, &rules);
    let sheet = AuditSheet { page: &page, account: Account::of(&years[&2025]), figures: Some(&reports[&2025].figures), has_page: &|_| true };
    let audit = audit_pages(&templates, listing, sheet).unwrap();
    assert_eq!(audit.len(), 25);
    check(&audit, "<th scope=\"row\"><a href=\"dossier/K-2025-", 3000);
}

#[test]
fn what_is_meant_for_others_hides_small_numbers_and_leads_to_no_dossier() {
    let (rules, templates) = (default_rules(), Templates::new(&BTreeMap::new()).unwrap());
    let numbers = thousands(12, &rules);
    let counting = Counting { rules: &rules, today: day(TODAY), detail: Detail::ForOthers };
    let reports = yearly_reports(&numbers, counting);
    let sheet = EvaluationSheet { reports: &reports, detail: Detail::ForOthers, has_page: &|_| false };
    let listing = Listing { rules: &rules, today: day(TODAY) };
    let pages = evaluation_pages(&templates, listing, sheet).unwrap();
    let year = &pages.iter().find(|page| page.address == "evaluatie-2025.html").unwrap().html;
    assert!(lines(year).contains(&"x: niet getoond; een aantal onder de 5, of een aantal dat zo’n aantal zou verraden.".to_owned()));
    assert!(!year.contains("href=\"dossier/") && !year.contains("controle-2025") && !year.contains("herhaalt"), "leads to a dossier");
    assert!(!year.contains("<table id=\"dagen\">"), "how many were answered betrays how many were late");
    let few = yearly_reports(&thousands(3, &rules), counting);
    let sheet = EvaluationSheet { reports: &few, detail: Detail::ForOthers, has_page: &|_| false };
    let pages = evaluation_pages(&templates, listing, sheet).unwrap();
    let year = &pages.iter().find(|page| page.address == "evaluatie-2025.html").unwrap().html;
    assert!(lines(year).contains(&"x klachten ontvangen (2024: 0)".to_owned()));
    assert!(!year.contains("strook-reactie"), "a strip would tell what is hidden");
}

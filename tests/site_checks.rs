//! What the site says of the checks and of the procedure: the about page, the list of dossiers with remarks, the rule file in words.
#![allow(clippy::disallowed_methods, reason = "a test makes the folders it judges")]

use std::fs;
use std::path::PathBuf;

use klachtdossier::shell::office::Office;
use klachtdossier::shell::site::SiteOrder;
use klachtdossier::source::DEFAULT_RULES;

/// A complaint in which everything is in order.
const SOUND: &str = "status: in_behandeling
ingediend_op: 2026-11-16
ontvangen_op: 2026-11-16
kanaal: e-mail
bedrijfsonderdeel: extrack
betreft: [werkwijze_of_beleid]
onderwerp: Planning
klachtindiener: {naam: Sanne de Wit, organisatie: geen, postadres: 'Lindelaan 4, 1234 AB Voorbeeldstad', email: s.dewit@roc-delinde.example, telefoon: '0612345678'}
gesprekken: [{soort: vooraf, uitgenodigd_op: 2026-11-16, uitkomst: niet_gewenst}]
correspondentie: [{soort: bevestiging, datum: 2026-11-17, kanaal: e-mail}]";

/// A dossier folder of its own, with one order for its site.
struct Desk {
    folder: tempfile::TempDir,
    order: SiteOrder,
}

impl Desk {
    fn under(rules: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("dossiers")).unwrap();
        fs::write(folder.path().join("dossiers/regeling.yaml"), rules).unwrap();
        let order = SiteOrder::new(Office::find(folder.path()).unwrap(), Some(&folder.path().join("site"))).unwrap();
        Self { folder, order }
    }

    fn put(&self, number: &str, head: &str) {
        let text = format!("---\nschema: 1\nnummer: {number}\n{head}\n---\n## Omschrijving\nHet ging mis.\n\n## Ondernomen stappen\nGebeld.\n");
        self.write(&format!("dossiers/{}/{number}/dossier.md", &number[2..6]), &text);
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The page as it is after a build.
    fn page(&self, address: &str) -> String {
        self.order.build("2026-11-23".parse().unwrap()).unwrap();
        fs::read_to_string(self.path("site").join(address)).unwrap()
    }
}

/// The cells of the first row of a table that has this text, without their tags.
fn row(html: &str, text: &str) -> Vec<String> {
    let row = html.split("<tr>").find(|row| row.contains(text)).unwrap_or_else(|| panic!("no row with {text} in {html}"));
    let row = row.split("</tr>").next().unwrap();
    row.split("</t").map(bare).filter(|cell| !cell.is_empty()).collect()
}

/// The text between the tags.
fn bare(html: &str) -> String {
    let after_tags = html.split('<').map(|piece| piece.split_once('>').map_or("", |(_, text)| text));
    after_tags.collect::<String>().trim().to_owned()
}

#[test]
fn sound_dossier_is_in_order_for_the_sake_of_every_article() {
    let desk = Desk::under(DEFAULT_RULES);
    desk.put("K-2026-0001", SOUND);
    let page = desk.page("over.html");
    assert!(page.contains("Bij het maken van deze site is elk dossier nagekeken: 1 bestand. Geen nummer heeft een fout of een waarschuwing"));
    assert_eq!(page.matches("<td data-kop=\"Uitkomst\"><span>in orde</span></td>").count(), 24);
    assert!(desk.page("opmerkingen.html").contains("Geen nummer heeft een fout of een waarschuwing."));
}

#[test]
fn outcome_is_told_by_article_and_leads_to_every_dossier() {
    let desk = Desk::under(DEFAULT_RULES);
    desk.put("K-2026-0001", &SOUND.replace("2026-11-17", "2026-11-20"));
    desk.put("K-2026-0002", &SOUND.replace("betreft: [werkwijze_of_beleid]\n", ""));
    desk.put("K-2026-0003", "status: [gesloten");
    let about = desk.page("over.html");
    assert_eq!(row(&about, "De bevestiging van ontvangst"), ["De bevestiging van ontvangst", "art. 3 stap 2", "1 fout", "1"]);
    assert_eq!(row(&about, "Wat een klacht is en wie mag klagen"), ["Wat een klacht is en wie mag klagen", "art. 1", "1 waarschuwing", "1"]);
    assert!(about.contains("<a href=\"opmerkingen.html\">3 nummers hebben een fout of een waarschuwing</a>"));
    let list = desk.page("opmerkingen.html");
    let late = row(&list, "K-2026-0001");
    assert_eq!(late[..3], ["K-2026-0001", "1", "0"]);
    assert!(list.contains("<a href=\"dossier/K-2026-0001.html\">") && list.contains("<a href=\"dossier/K-2026-0002.html\">"));
    assert!(list.contains("K-2026-0003</th>"), "wat niet te lezen is heeft geen bladzijde");
    let order: Vec<_> = ["K-2026-0001", "K-2026-0003", "K-2026-0002"].iter().map(|number| list.find(number).unwrap()).collect();
    assert!(order.is_sorted(), "fouten staan vooraan");
}

#[test]
fn gap_is_a_remark_until_the_register_of_destroyed_dossiers_explains_it() {
    let desk = Desk::under(DEFAULT_RULES);
    desk.put("K-2026-0001", SOUND);
    desk.put("K-2026-0003", SOUND);
    assert_eq!(row(&desk.page("over.html"), "De registratie onder een nummer")[2..], ["1 waarschuwing", "1"]);
    assert!(row(&desk.page("opmerkingen.html"), "K-2026-0002")[3].starts_with("Het nummer K-2026-0002 "));
    desk.write("register/vernietigd.yaml", "schema: 1\nvernietigd:\n  - {nummer: K-2026-0002, ontvangen: 2026-K4, grond: bewaartermijn}\n");
    assert_eq!(row(&desk.page("over.html"), "De registratie onder een nummer")[2..], ["in orde", "0"]);
    assert!(!desk.page("opmerkingen.html").contains("K-2026-0002"));
}

#[test]
fn thousands_of_dossiers_with_remarks_are_divided_over_light_pages() {
    let desk = Desk::under(DEFAULT_RULES);
    for serial in 1..=301 {
        desk.put(&format!("K-2026-{serial:04}"), &SOUND.replace("2026-11-17", "2026-11-20"));
    }
    let first = desk.page("opmerkingen.html");
    assert_eq!(first.matches("<th scope=\"row\"").count(), 300);
    assert!(first.len() < 300_000 && first.contains("<a href=\"opmerkingen-2.html\">deel 2</a>"));
    assert_eq!(desk.page("opmerkingen-2.html").matches("<th scope=\"row\"").count(), 1);
}

#[test]
fn every_setting_of_the_rule_file_is_told_in_words() {
    let rules = DEFAULT_RULES
        .replace("  sluitingen: []", "  sluitingen:\n    - {van: 2026-12-28, tot: 2027-01-04, naam: kerstsluiting, verlengt_sinds: 2026-11-01}\n    - {van: 2027-08-02, tot: 2027-08-06, naam: zomer}\n    - {van: 2031-08-02, tot: 2031-08-06, naam: verbouwing}")
        .replace("  gelijkgesteld: []", "  gelijkgesteld:\n    - {datum: 2027-05-07, naam: vrijdag na Hemelvaart}")
        .replace("ernst: {}", "ernst:\n  bevestiging-per-post: waarschuwing")
        + "\nbrieven:\n  ondertekening: [Klachtenfunctionaris, telefoon 020 000 00 00]\n  privacy: Onze privacyverklaring staat op papier\n  reglement: ligt bij de balie\nhistorie_toegelicht:\n  - {opmerking: historie-laat-ingevoerd, vastgelegd: \"2026-11-20T09:12:44+01:00\", nummer: K-2026-0007, reden: ziekte}\n";
    let page = Desk::under(&rules).page("regeling.html");
    let told = bare(&format!("<p>{page}")).split_whitespace().collect::<Vec<_>>().join(" ");
    let expected = [
        "De bevestiging gaat binnen 2 werkdagen na ontvangst. art. 3 stap 2",
        "Een brief per post gaat 2 werkdagen voor het einde van een termijn de deur uit. art. 3",
        "Zit er meer dan 5 dagen tussen indiening en ontvangst, dan zegt een opmerking dat. art. 2",
        "Een dossier blijft ten minste 1 jaar na de afhandeling, of na de laatste uitspraak of het laatste gevolg; grondslag: regeling. art. 4",
        "Genoemd, of uitdrukkelijk «geen» of «niet opgegeven»: naam, organisatie, postadres, e-mailadres, telefoonnummer,",
        "Gesloten van 28 december 2026 tot en met 4 januari 2027: kerstsluiting. Verlengt termijnen die op of na 1 november 2026 begonnen.",
        "Gesloten van 2 augustus 2027 tot en met 6 augustus 2027: zomer. Verlengt geen termijn; wat verstuurd moet worden gaat eerder de deur uit.",
        "vrijdag 7 mei 2027",
        "vrijdag na Hemelvaart",
        "bevestiging-per-post weegt hier waarschuwing, en gewoonlijk info.",
        "Klachtenfunctionaris telefoon 020 000 00 00",
        "Onze privacyverklaring staat op papier",
        "ligt bij de balie",
        "historie-laat-ingevoerd, K-2026-0007, vastgelegd 2026-11-20T09:12:44+01:00: ziekte",
        "Wie in de commissie zitten art. 5",
    ];
    let spaced: String = page.replace("<br>", " ").replace("</td>", " ").replace("</th>", " ");
    let spaced = bare(&format!("<p>{spaced}")).split_whitespace().collect::<Vec<_>>().join(" ");
    for text in expected {
        assert!(told.contains(text) || spaced.contains(text), "«{text}» not in {spaced}");
    }
    assert!(!spaced.contains("verbouwing"), "een sluiting na volgend jaar hoort er niet bij");
}

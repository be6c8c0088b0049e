//! The private site as a whole: built from files, read back as a browser reads it.
#![allow(clippy::disallowed_methods, reason = "a test makes the folders it judges")]

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::suite::tree;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use klachtdossier::shell::office::Office;
use klachtdossier::shell::site::{SiteError, SiteOrder, SiteReport};
use klachtdossier::source::DEFAULT_RULES;
use tree::tree;

/// The day the pages tell of.
const TODAY: &str = "2026-11-23";

/// Every element a page may have; none of them loads or runs anything but the style sheet and our own scripts.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "circle",
    "code",
    "col",
    "colgroup",
    "dd",
    "defs",
    "del",
    "desc",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "form",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "input",
    "label",
    "li",
    "line",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "path",
    "pattern",
    "pre",
    "rect",
    "s",
    "script",
    "section",
    "select",
    "span",
    "strong",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "ul",
];

/// Every script a page may load.
const SCRIPTS: &[&str] = &["toets.js", "zeef.js", "zoek.js", "zoekpagina.js"];

/// What an attacker writes where a person would write a name.
const VECTORS: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg/onload=alert(1)>",
    "</title></textarea></style><script>alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href=javascript:alert(1)>klik</a>",
    "javascript:alert(1)",
    "{{ 7 * 191 }}{% include 'stijl.css' %}{# weg #}",
    "<style>*{background:url(https://kwaad.example)}</style>",
    "<meta http-equiv=refresh content=0;url=https://kwaad.example>",
    "<base href=https://kwaad.example/><form action=https://kwaad.example><button>x",
    "--><!--<object data=x><embed src=x>",
];

/// A dossier folder of its own, thrown away at the end.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// A desk with the rule file and nothing else.
    fn empty() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.put("dossiers/regeling.yaml", DEFAULT_RULES.as_bytes());
        desk
    }

    /// A desk with the invented dossiers of `tests/site`.
    fn with_examples() -> Self {
        let desk = Self::empty();
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/site");
        for (path, bytes) in tree(&examples) {
            desk.put(&path, &bytes);
        }
        desk
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn change(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(self.path(path), text.replace(from, to)).unwrap();
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn build_into(&self, folder: &str) -> Result<SiteReport, SiteError> {
        let office = Office::find(self.folder.path()).unwrap();
        SiteOrder::new(office, Some(&self.path(folder)))?.build(TODAY.parse().unwrap())
    }

    fn build(&self) -> SiteReport {
        self.build_into("site").unwrap()
    }

    fn page(&self, address: &str) -> String {
        fs::read_to_string(self.path("site").join(address)).unwrap()
    }
}

/// The tokens of a page, as a browser's tokenizer sees them.
#[derive(Default)]
struct Tokens(RefCell<Vec<Token>>);

impl TokenSink for Tokens {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        self.0.borrow_mut().push(token);
        TokenSinkResult::Continue
    }
}

fn tokens(html: &str) -> Vec<Token> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(Tokens::default(), Default::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

fn opening_tags(html: &str) -> Vec<Tag> {
    let opening = |token| match token {
        Token::TagToken(tag) if tag.kind == TagKind::StartTag => Some(tag),
        _ => None,
    };
    tokens(html).into_iter().filter_map(opening).collect()
}

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| attribute.value.to_string())
}

/// What in the page could load or run something, or leads where it should not.
fn offences(address: &str, html: &str, files: &BTreeSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    for tag in opening_tags(html) {
        if !ELEMENTS.contains(&&*tag.name) {
            found.push(format!("{address}: <{}>", tag.name));
        }
        let is_own_script = is_own_script(address, &tag);
        if &*tag.name == "script" && !is_own_script {
            found.push(format!("{address}: a script that is not ours"));
        }
        for attribute in &tag.attrs {
            let name = &*attribute.name.local;
            if name.starts_with("on")
                || ["style", "src", "srcdoc", "action", "formaction", "target", "xlink:href", "data"].contains(&name) && !is_own_script
            {
                found.push(format!("{address}: {name}={}", attribute.value));
            }
        }
        found.extend(
            attribute(&tag, "href").filter(|target| !leads_somewhere(address, target, files)).map(|target| format!("{address}: href={target}")),
        );
    }
    found
}

/// Whether a tag loads one of our scripts and says nothing else.
fn is_own_script(address: &str, tag: &Tag) -> bool {
    let root = if address.contains('/') { "../" } else { "" };
    let source = attribute(tag, "src").unwrap_or_default();
    &*tag.name == "script" && tag.attrs.len() == 1 && source.strip_prefix(root).is_some_and(|path| SCRIPTS.contains(&path))
}

/// Whether a link leads to the same page, another file of the site, or an address a person may follow.
fn leads_somewhere(address: &str, target: &str, files: &BTreeSet<String>) -> bool {
    if target.starts_with('#') || target.starts_with("https://") || target.starts_with("mailto:") {
        return true;
    }
    let is_below = address.contains('/');
    let from_top = if is_below { target.strip_prefix("../") } else { Some(target) };
    let page = from_top.map(|path| path.split_once('#').map_or(path, |(page, _)| page));
    page.is_some_and(|path| files.contains(path))
}

/// Everything wrong with the pages of a site.
fn offences_of(desk: &Desk) -> Vec<String> {
    let files = tree(&desk.path("site"));
    let addresses: BTreeSet<String> = files.keys().cloned().collect();
    let pages = files.iter().filter(|(address, _)| address.ends_with(".html"));
    pages.flat_map(|(address, bytes)| offences(address, std::str::from_utf8(bytes).unwrap(), &addresses)).collect()
}

/// The headings of a page with their levels.
fn headings(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut inside: Option<String> = None;
    for token in tokens(html) {
        match token {
            Token::TagToken(tag) if ["h1", "h2", "h3"].contains(&&*tag.name) => match tag.kind {
                TagKind::StartTag => inside = Some(format!("{} ", tag.name)),
                TagKind::EndTag => found.extend(inside.take().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))),
            },
            Token::CharacterTokens(text) => inside.iter_mut().for_each(|heading| heading.push_str(&text)),
            _ => {}
        }
    }
    found
}

#[test]
fn examples_hold_nothing_active_and_no_dead_link() {
    let desk = Desk::with_examples();
    desk.build();
    assert_eq!(offences_of(&desk), Vec::<String>::new());
}

#[test]
fn hostile_text_in_every_field_stays_text() {
    for vector in VECTORS {
        let desk = Desk::empty();
        desk.put("dossiers/2026/K-2026-0001/dossier.md", hostile(vector).as_bytes());
        let report = desk.build();
        assert_eq!(report.unreadable, [], "{vector}");
        assert_eq!(offences_of(&desk), Vec::<String>::new(), "{vector}");
        let page = desk.page("dossier/K-2026-0001.html");
        assert!(!page.contains("1337"), "een sjabloon is uitgevoerd");
        assert!(page.matches("alert(1)").count() > 20 || !vector.contains("alert(1)"), "de tekst staat niet op de pagina: {vector}");
    }
}

#[cfg(unix)]
#[test]
fn hostile_file_names_and_files_stay_harmless() {
    let desk = Desk::empty();
    desk.put("dossiers/2026/K-2026-0001/dossier.md", hostile("x").as_bytes());
    for name in ["\"><img src=x onerror=alert(1)>.txt", "javascript:alert(1).pdf", "a.html", "b.svg", "c.pdf", "d.png"] {
        desk.put(&format!("dossiers/2026/K-2026-0001/bijlagen/{name}"), b"<html><script>alert(1)</script>");
    }
    desk.build();
    assert_eq!(offences_of(&desk), Vec::<String>::new());
    let published: Vec<_> = tree(&desk.path("site")).into_keys().filter(|address| address.starts_with("bijlagen/")).collect();
    assert_eq!(published, ["bijlagen/K-2026-0001-1.txt"], "alleen tekst wordt gekoppeld, en alleen als tekst");
}

/// A dossier with the text in every field that takes one.
fn hostile(text: &str) -> String {
    let quoted = format!("'{}'", text.replace('\'', "''"));
    let head = "schema: 1
nummer: K-2026-0001
status: bezwaar
melding: {gemeld_op: 2026-10-01, wijze: telefoon, aangenomen_door: Q}
ingediend_op: 2026-10-05
ingediend_op_bron: Q
ontvangen_op: 2026-10-05
ontvangen_via: Q
kanaal: e-mail
bedrijfsonderdeel: Q
betreft: [gedraging_medewerker]
onderwerp: Q
overeenkomst: Q
contactpersoon_intern: Q
klachtindiener: {naam: Q, organisatie: Q, postadres: Q, email: Q, telefoon: Q}
namens: Q
gemachtigde: {naam: Q, gemachtigd_op: 2026-10-02}
beklaagde: [Q]
behandelaar: Q
correspondentie:
  - {soort: bevestiging, datum: 2026-10-06, kanaal: e-mail, onderwerp: Q, bijlage: Q, verzendbewijs: Q, met: Q}
  - {soort: uitstelbericht, datum: 2026-10-07, kanaal: e-mail, reden: Q, nieuwe_termijn: 2026-12-01}
afspraken: [{datum: 2026-10-08, wat: Q, wie: Q, uiterlijk: 2026-10-09}]
extern_advies: [{instantie: Q, gevraagd_op: 2026-10-08, stukken: [Q]}]
klachtonderdelen: [{onderwerp: Q, oordeel: gegrond}]
afhandeling: {datum: 2026-10-20, wijze: Q, oordeel: gegrond, reden: Q}
verbetering: [{oorzaak: Q, maatregel: Q, reden: Q, eigenaar: Q, uiterlijk: 2026-11-01}]
bezwaar:
  ingediend_op: 2026-11-01
  appellant: {naam: Q, adres: Q, woonplaats: Q}
  orgaan: Q
  gronden: Q
  uitspraak: {datum: 2026-11-10, oordeel: gegrond, consequenties: [{wat: Q, wie: Q}]}
verzoeken: [{soort: inzage, ontvangen_op: 2026-11-01, besluit: afgewezen, reden: Q}]
termijnoverschrijding: [{termijn: reactie, uiterlijk: 2026-11-02, reden: Q}]
langer_bewaren: {reden: Q}
heropend: [{op: 2026-11-01, reden: Q}]
correcties: [{op: 2026-11-01, van: bezwaar, naar: afgehandeld, reden: Q}]
regeling: Q
tegemoetkoming: Q
tevredenheid: Q";
    let body =
        format!("## Omschrijving\n{text}\n\n[klik]({text}) ![beeld]({text}) [{text}](https://voorbeeld.example/)\n\n| {text} |\n|---|\n| {text} |\n");
    format!(
        "---\n{}\n---\n{body}\n## Ondernomen stappen\n```{text}\n{text}\n```\n",
        head.replace(" Q", &format!(" {quoted}")).replace("[Q]", &format!("[{quoted}]"))
    )
}

#[test]
fn title_and_address_of_a_page_hold_only_its_number() {
    let desk = Desk::with_examples();
    desk.build();
    for (address, bytes) in tree(&desk.path("site")) {
        assert!(!address.contains("wit") && !address.contains("uitslag"), "{address}");
        let page = String::from_utf8_lossy(&bytes);
        if address.starts_with("dossier/") {
            let number = &address["dossier/".len()..address.len() - ".html".len()];
            assert!(page.contains(&format!("<title>{number} · Klachtdossier</title>")), "{address}");
        }
    }
}

#[test]
fn page_of_a_dossier_tells_everything_in_this_order() {
    let desk = Desk::with_examples();
    desk.build();
    let expected = [
        "h1 K-2026-0001 Uitslag proefexamen kwam twee weken te laat",
        "h2 Samenvatting",
        "h3 Klachtindiener",
        "h2 Opmerkingen 4",
        "h2 Termijnen",
        "h3 Bevestiging art. 3 stap 2 · vanuit ontvangen_op",
        "h3 Schriftelijke reactie art. 3 stap 3 · vanuit ingediend_op",
        "h3 Uitstel ruim op tijd melden art. 3 slot · vanuit ingediend_op",
        "h3 Tussenbericht art. 3 · vanuit correspondentie[1]",
        "h3 Afspraak: Uitslagen opnieuw aanleveren art. 4 · vanuit afspraken[0]",
        "h3 Afspraak: Overzicht van alle inzagemomenten sturen aan de instelling art. 4 · vanuit afspraken[1]",
        "h2 Tekst",
        "h3 Omschrijving",
        "h3 Ondernomen stappen",
        "h2 Verloop",
        "h2 Correspondentie 3",
        "h2 Gesprekken 2",
        "h2 Afspraken 2",
        "h2 Extern advies 1",
        "h2 Bijlagen 3",
    ];
    assert_eq!(headings(&desk.page("dossier/K-2026-0001.html")), expected);
}

#[test]
fn front_page_is_in_order_of_urgency() {
    let desk = Desk::with_examples();
    desk.build();
    let expected = [
        "h1 Vandaag maandag 23 november 2026",
        "h2 Zonder pagina",
        "h2 Te laat 2",
        "h3 K-2026-0002 Geen antwoord op drie vragen over inzage",
        "h3 K-2026-0001 Uitslag proefexamen kwam twee weken te laat",
        "h2 Loopt af 2",
        "h3 K-2026-0007 Toezicht tijdens het examen was luidruchtig",
        "h3 K-2026-0005 Factuur voor examens die niet doorgingen",
        "h2 Wacht op een ander 3",
        "h3 K-2026-0003 Verkeerde versie van het examen geleverd",
        "h3 K-2026-0004 Herkansing geweigerd zonder uitleg",
        "h3 K-2026-0006 Wachtruimte bij het examen was te klein",
        "h2 Afspraken en maatregelen 2",
        "h2 Loopt 2",
        "h3 K-2025-0003 Onheuse bejegening aan de telefoon",
        "h3 K-2026-0008 Onduidelijke planning",
    ];
    assert_eq!(headings(&desk.page("index.html")), expected);
}

#[test]
fn attachments_are_told_with_size_and_hash_and_only_harmless_ones_linked() {
    let desk = Desk::with_examples();
    desk.build();
    let page = desk.page("dossier/K-2026-0001.html");
    assert!(page.contains("<a class=\"stuk\" href=\"../bijlagen/K-2026-0001-1.pdf\">bijlagen/2026-10-19-klacht.pdf</a>"));
    assert!(page.contains("<code class=\"stuk\">bijlagen/2026-11-02-schermafdruk.html</code>"));
    assert!(page.contains("26 bytes"));
    assert!(page.contains("618ccbc4da2824767cc8ff0c51ebb3291a7578bad0efad1e1cee3724f2dad8cc"));
}

#[test]
fn same_input_and_day_give_the_same_bytes() {
    let desk = Desk::with_examples();
    desk.build_into("een").unwrap();
    desk.build_into("twee").unwrap();
    assert_eq!(tree(&desk.path("een")), tree(&desk.path("twee")));
}

#[test]
fn nothing_changed_means_nothing_written() {
    let desk = Desk::with_examples();
    let first = desk.build();
    let again = desk.build();
    assert!(again.written.is_nothing());
    assert_eq!((again.written.unchanged, again.dossiers, again.unreadable.len()), (first.written.written, 9, 1));
}

#[test]
fn page_that_was_changed_or_thrown_away_by_hand_is_put_right() {
    let desk = Desk::with_examples();
    desk.build();
    let before = tree(&desk.path("site"));
    fs::remove_file(desk.path("site/dossier/K-2026-0001.html")).unwrap();
    fs::write(desk.path("site/over.html"), "iets anders").unwrap();
    assert_eq!(desk.build().written.written, 2);
    let after = tree(&desk.path("site"));
    assert!(before.iter().all(|(address, bytes)| address == ".klacht-site" || after.get(address) == Some(bytes)));
}

#[test]
fn other_day_is_another_site() {
    let desk = Desk::with_examples();
    desk.build();
    let office = Office::find(desk.folder.path()).unwrap();
    SiteOrder::new(office, Some(&desk.path("site"))).unwrap().build("2026-11-24".parse().unwrap()).unwrap();
    assert!(desk.page("index.html").contains("dinsdag 24 november 2026"));
}

#[test]
fn change_in_the_text_of_a_dossier_writes_only_its_page_and_the_words_of_its_block() {
    let desk = Desk::with_examples();
    desk.build();
    let before = tree(&desk.path("site"));
    desk.change("dossiers/2026/K-2026-0007/dossier.md", "praatten", "zongen");
    assert_eq!(desk.build().written.written, 2);
    let after = tree(&desk.path("site"));
    let changed: Vec<_> = after
        .iter()
        .filter(|(address, bytes)| !address.starts_with('.') && before.get(*address) != Some(bytes))
        .map(|(address, _)| address.rsplit('/').next().unwrap())
        .collect();
    assert_eq!(changed, ["K-2026-0007.html", "woorden-2026-0001.js"]);
}

#[test]
fn dossier_that_is_gone_leaves_no_page_and_no_piece() {
    let desk = Desk::with_examples();
    desk.build();
    fs::remove_dir_all(desk.path("dossiers/2026/K-2026-0001")).unwrap();
    desk.build();
    let left: Vec<_> = tree(&desk.path("site")).into_keys().filter(|address| address.contains("K-2026-0001")).collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn own_template_takes_the_place_of_ours_and_its_errors_are_named() {
    let desk = Desk::with_examples();
    desk.put("site-templates/over.html", b"<p>eigen pagina</p>\n");
    desk.build();
    assert_eq!(desk.page("over.html").trim(), "<p>eigen pagina</p>");
    desk.put("site-templates/over.html", b"<p>\n{{ page.bestaat_niet }}\n");
    let error = desk.build_into("site").unwrap_err().to_string();
    assert!(error.starts_with("«site-templates/over.html», regel 2: "), "{error}");
}

#[test]
fn handler_that_follows_from_the_rule_file_is_found_as_the_page_shows_it() {
    let desk = Desk::empty();
    let officer = "    rol: klachtenfunctionaris\n";
    let name = DEFAULT_RULES.split(officer).next().and_then(|before| before.trim_end().rsplit("naam: ").next()).unwrap();
    desk.put("dossiers/2026/K-2026-0001/dossier.md", b"---\nschema: 1\nnummer: K-2026-0001\nstatus: ontvangen\nontvangen_op: 2026-11-20\n---\n");
    desk.build();
    assert!(desk.page("dossier/K-2026-0001.html").contains(name), "{name}");
    let files = tree(&desk.path("site"));
    let cards = files.iter().find(|(path, _)| path.ends_with("kaarten-2026-0001.js")).unwrap();
    assert!(String::from_utf8_lossy(cards.1).contains(name), "{name}");
}

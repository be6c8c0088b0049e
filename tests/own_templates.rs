//! Templates of the dossier folder in the place of ours: what is wrong in one is named, with file and line, and the site stays as it was.
#![allow(clippy::disallowed_methods, reason = "a test makes the folders it judges")]

use std::fs;
use std::path::PathBuf;

use klachtdossier::shell::office::Office;
use klachtdossier::shell::site::SiteOrder;
use klachtdossier::source::DEFAULT_RULES;

/// A dossier folder of its own, with one dossier.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.put("dossiers/regeling.yaml", DEFAULT_RULES.as_bytes());
        desk.put("dossiers/2026/K-2026-0001/dossier.md", b"---\nschema: 1\nnummer: K-2026-0001\nstatus: melding\nonderwerp: Proef\n---\n");
        desk
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), bytes).unwrap();
    }

    fn order(&self) -> SiteOrder {
        SiteOrder::new(Office::find(self.folder.path()).unwrap(), None).unwrap()
    }

    fn build(&self) -> Result<(), String> {
        self.order().build("2026-11-23".parse().unwrap()).map(drop).map_err(|error| error.to_string())
    }

    /// What is said of this own template; the site must be as it was before.
    fn said_of(&self, name: &str, source: &[u8]) -> String {
        self.build().unwrap();
        let before = fs::read(self.path("site/index.html")).unwrap();
        self.put(&format!("site-templates/{name}"), source);
        let said = self.build().unwrap_err();
        assert_eq!(fs::read(self.path("site/index.html")).unwrap(), before, "{name}");
        fs::remove_file(self.path(&format!("site-templates/{name}"))).unwrap();
        self.build().unwrap();
        said.replace(&self.folder.path().to_string_lossy().into_owned(), "").replace('\\', "/")
    }
}

#[test]
fn one_template_is_replaced_and_the_others_stay_ours() {
    let desk = Desk::new();
    desk.put("site-templates/dossier/bijlagen.html", b"<h2 id=\"bijlagen\">Eigen stukken: {{ page.attachments|length }}</h2>\n");
    desk.build().unwrap();
    let page = fs::read_to_string(desk.path("site/dossier/K-2026-0001.html")).unwrap();
    assert!(page.contains("<h2 id=\"bijlagen\">Eigen stukken: 0</h2>") && page.contains("<h2 id=\"termijnen\">"));
    assert_eq!(desk.order().weakened().unwrap(), []);
}

#[test]
fn mistake_is_named_with_the_file_and_the_line_where_it_stands() {
    let desk = Desk::new();
    for (name, source, said) in [
        ("over.html", "een\n{{ page.weg }}", "regel 2: hier staat een naam die dit sjabloon niet kent"),
        ("over.html", "een\n{{ frame.today|dag }}", "regel 2: achter | staat een filter dat er niet is"),
        ("over.html", "een\ntwee {% if %}", "regel 2: hier klopt de schrijfwijze niet"),
        ("dossier/samenvatting.html", "\n\n{{ page.weg }}", "regel 3: hier staat een naam die dit sjabloon niet kent"),
        ("rijen.html", "{% macro rows(a, b) %}\n{{ a.b.c }}\n{% endmacro %}", "regel 2: hier staat een naam die dit sjabloon niet kent"),
        ("basis.html", "\n{% block content %}", "hier klopt de schrijfwijze niet"),
        ("over.html", "\n{% include \"weg.html\" %}", "regel 2: hier wordt een sjabloon gebruikt dat er niet is"),
    ] {
        let told = desk.said_of(name, source.as_bytes());
        assert!(told.starts_with(&format!("«site-templates/{name}», regel ")) && told.contains(said), "{name}: {told}");
        assert!(told.contains("(de sjabloontaal zegt: "), "{told}");
    }
}

#[test]
fn template_that_takes_itself_in_or_never_ends_is_stopped() {
    let desk = Desk::new();
    for (name, source) in [
        ("over.html", "\n{% include \"over.html\" %}"),
        ("dossier/tekst.html", "\n{% include \"dossier/tekst.html\" %}"),
        ("over.html", "{% macro m() %}\n{{ m() }}{% endmacro %}\n{{ m() }}"),
    ] {
        let told = desk.said_of(name, source.as_bytes());
        assert!(told.starts_with(&format!("«site-templates/{name}», regel 2: dit sjabloon haalt zichzelf steeds weer binnen")), "{told}");
    }
    let circle = desk.said_of("basis.html", b"{% extends \"over.html\" %}");
    assert!(circle.contains("haalt zichzelf steeds weer binnen"), "{circle}");
    let loops = b"\n{% for a in range(9000) %}{% for b in range(9000) %}{{ b }}{% endfor %}{% endfor %}";
    let told = desk.said_of("over.html", loops);
    assert!(told.starts_with("«site-templates/over.html», regel 2: dit sjabloon komt niet klaar"), "{told}");
}

#[test]
fn file_that_can_be_no_template_is_named() {
    let desk = Desk::new();
    let place = "«/site-templates/over.html» is niet als sjabloon te lezen: ";
    assert_eq!(desk.said_of("over.html", b"een\n\xff\xfe"), format!("{place}op regel 2 staat iets wat geen tekst in UTF-8 is"));
    assert_eq!(desk.said_of("over.html", b"een\n\n\0"), format!("{place}op regel 3 staat iets wat geen tekst in UTF-8 is"));
    assert_eq!(desk.said_of("over.html", &vec![b'x'; 1024 * 1024 + 1]), format!("{place}het is groter dan 1 MiB"));
    assert!(desk.said_of("overr.html", b"").contains("«site-templates/overr.html» vervangt geen sjabloon; bekend zijn: "));
}

#[cfg(unix)]
#[test]
fn link_is_never_followed_to_a_template() {
    let desk = Desk::new();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("geheim.html"), "van een ander").unwrap();
    fs::create_dir(desk.path("site-templates")).unwrap();
    for (from, to) in [("over.html", "geheim.html"), ("dossier", "."), ("weg.html", "bestaat-niet")] {
        let link = desk.path("site-templates").join(from);
        std::os::unix::fs::symlink(elsewhere.path().join(to), &link).unwrap();
        let told = desk.build().unwrap_err();
        assert!(told.contains(from) && told.ends_with("het is een koppeling, en die wordt niet gevolgd"), "{told}");
        fs::remove_file(&link).unwrap();
    }
    fs::remove_dir(desk.path("site-templates")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), desk.path("site-templates")).unwrap();
    assert!(desk.build().unwrap_err().ends_with("het is een koppeling, en die wordt niet gevolgd"));
}

#[test]
fn template_that_promises_less_is_told_at_every_build() {
    let desk = Desk::new();
    desk.put("site-templates/zaak.html", include_bytes!("../site-templates/zaak.html"));
    assert_eq!(desk.order().weakened().unwrap(), []);
    desk.put("site-templates/over.html", b"<p>eigen</p>\n<p>{{ page.program|safe }}</p>\n");
    desk.build().unwrap();
    let told: Vec<String> = desk.order().weakened().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("«site-templates/over.html»: de regel die de browser verbiedt"), "{told:?}");
    assert!(told[1].starts_with("«site-templates/over.html», regel 2: hier komt een waarde ongefilterd"), "{told:?}");
}

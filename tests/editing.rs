//! Edits by the program: what is asked for changes, and every other byte stays.

use klachtdossier::diagnostic::{Field, FieldPath, Step};
use klachtdossier::source::edit::{Edit, EditError, NewEntry, apply};
use klachtdossier::source::{Node, Value, parse, split};
use proptest::prelude::*;

/// A dossier with nearly everything, written as an officer would.
const DOSSIER: &str = "\
---
# Dossier van de afdeling
schema: 1
nummer: K-2026-0007
status: ontvangen   # nog niet opgepakt

ingediend_op: 2026-11-02            # begin van de vier weken
ontvangen_op: '2026-11-03'
kanaal: e-mail
betreft: [product_of_dienst]
onderwerp: \"Uitslag: twee weken te laat\"

klachtindiener:
  naam: Sanne de Wit                # of: anoniem
  postadres: Lindelaan 4, 1234 AB Voorbeeldstad
  telefoon: \"0612345678\"

correspondentie:
  - soort: bevestiging              # per e-mail
    datum: 2026-11-04
    kanaal: e-mail

  - soort: uitstelbericht
    reden: |
      De drukker levert de gegevens

      pas in december
    # nog niet verzonden
  # met: klachtindiener tenzij anders genoemd

verbetering:
  - oorzaak: één leverancier
    doeltreffend: {beoordeeld_op: 2027-06-01, uitkomst: ja}
langer_bewaren: {reden: \"beroep, lopend\", tot: 2028-06-01}
x_eigen: 'blijft'   # onbekend maar van ons
---
## Omschrijving
status: dit is tekst
";

/// The path written as `correspondentie[2].datum`.
fn path(text: &str) -> FieldPath {
    let field = |key: &str| *Field::ALL.iter().find(|field| field.key() == key).unwrap_or_else(|| panic!("{key} is a field"));
    text.split('.').fold(FieldPath::default(), |path, step| match step.split_once('[') {
        Some((key, index)) => path.field(field(key)).entry(index.trim_end_matches(']').parse().expect("a number")),
        None => path.field(field(step)),
    })
}

/// Sets a text.
fn set(at: &str, value: &str) -> Edit {
    Edit::Set { path: path(at), value: value.to_owned() }
}

/// Appends an entry of keys and texts.
fn append(at: &str, fields: &[(&str, &str)]) -> Edit {
    let fields = fields.iter().map(|(key, value)| match path(key).steps() {
        [Step::Field(field)] => (*field, (*value).to_owned()),
        _ => panic!("{key} is one key"),
    });
    Edit::Append { list: path(at), entry: NewEntry::Fields(fields.collect()) }
}

/// Appends a text.
fn append_text(at: &str, text: &str) -> Edit {
    Edit::Append { list: path(at), entry: NewEntry::Text(text.to_owned()) }
}

/// Takes out what is at a path.
fn remove(at: &str) -> Edit {
    Edit::Remove { path: path(at) }
}

/// The text after an edit.
#[track_caller]
fn edited(text: &str, edit: Edit) -> String {
    let bytes = apply(text.as_bytes(), &[edit]).unwrap_or_else(|error| panic!("{error}"));
    String::from_utf8(bytes).expect("text")
}

/// An edit of the large dossier replaces this piece of it by that one, and nothing else.
#[track_caller]
fn replaces(edit: Edit, old: &str, new: &str) {
    assert_eq!(DOSSIER.matches(old).count(), 1, "the piece is unique: {old}");
    let expected = DOSSIER.replacen(old, new, 1);
    assert_eq!(edited(DOSSIER, edit.clone()), expected);
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(edited(&windows(DOSSIER), edit), windows(&expected));
}

/// An edit of a front matter of these lines gives those lines.
#[track_caller]
fn gives(lines: &str, edit: Edit, expected: &str) {
    assert_eq!(edited(&format!("---\n{lines}---\n"), edit), format!("---\n{expected}---\n"));
}

/// Why an edit of a front matter of these lines is refused.
#[track_caller]
fn refused(lines: &str, edit: Edit) -> EditError {
    apply(format!("---\n{lines}---\n").as_bytes(), &[edit]).expect_err("refused")
}

#[test]
fn value_is_replaced_and_its_comment_stays() {
    replaces(set("status", "in_behandeling"), "status: ontvangen   #", "status: in_behandeling   #");
    replaces(set("ontvangen_op", "2026-11-05"), "'2026-11-03'", "2026-11-05");
    replaces(set("klachtindiener.naam", "J. 't Hof"), "Sanne de Wit ", "J. 't Hof ");
    replaces(set("correspondentie[0].datum", "2026-11-05"), "datum: 2026-11-04", "datum: 2026-11-05");
    replaces(set("verbetering[0].doeltreffend.uitkomst", "nee"), "uitkomst: ja", "uitkomst: nee");
    replaces(set("langer_bewaren.reden", "kort, en goed"), "\"beroep, lopend\"", "\"kort, en goed\"");
}

#[test]
fn text_over_lines_is_replaced_as_a_whole() {
    let old = "reden: |\n      De drukker levert de gegevens\n\n      pas in december\n";
    replaces(set("correspondentie[1].reden", "drukte"), old, "reden: drukte\n");
}

#[test]
fn quotation_marks_come_only_where_needed() {
    replaces(set("klachtindiener.telefoon", "0687654321"), "\"0612345678\"", "\"0687654321\"");
    replaces(set("onderwerp", "Te laat"), "\"Uitslag: twee weken te laat\"", "Te laat");
    replaces(set("onderwerp", "Ja: 'graag'"), "\"Uitslag: twee weken te laat\"", "\"Ja: 'graag'\"");
}

#[test]
fn key_joins_its_group_in_order() {
    replaces(set("bedrijfsonderdeel", "extern"), "kanaal: e-mail\nbetreft", "kanaal: e-mail\nbedrijfsonderdeel: extern\nbetreft");
    replaces(set("klachtindiener.email", "s@voorbeeld.example"), "  telefoon: \"0", "  email: s@voorbeeld.example\n  telefoon: \"0");
    replaces(set("klachtindiener.voorkeur", "post"), "0612345678\"\n", "0612345678\"\n  voorkeur: post\n");
    let comment = "    # nog niet verzonden\n";
    replaces(set("correspondentie[1].datum", "2026-11-20"), "soort: uitstelbericht\n", "soort: uitstelbericht\n    datum: 2026-11-20\n");
    replaces(set("correspondentie[1].nieuwe_termijn", "2026-12-14"), comment, &format!("    nieuwe_termijn: 2026-12-14\n{comment}"));
}

#[test]
fn new_group_stands_between_blank_lines() {
    let before = "anders genoemd\n\nverbetering:";
    let after = "anders genoemd\n\nafhandeling:\n  oordeel: gegrond\n\nverbetering:";
    replaces(set("afhandeling.oordeel", "gegrond"), before, after);
    replaces(set("behandelaar", "P. Jansen"), "0612345678\"\n\n", "0612345678\"\n\nbehandelaar: P. Jansen\n\n");
    let last = "langer_bewaren: {reden: \"beroep, lopend\", tot: 2028-06-01}\n";
    let list = "\nheropend:\n  - op: 2026-12-01\n    reden: nieuw feit\n\n";
    replaces(append("heropend", &[("op", "2026-12-01"), ("reden", "nieuw feit")]), last, &format!("{last}{list}"));
}

#[test]
fn keys_still_to_be_filled_in_stay_with_the_group_above() {
    let lines = "nummer: K-2026-0007\n\nklachtindiener:\n  email: s@voorbeeld.example\n#   telefoon:   # tussen aanhalingstekens\n#   voorkeur:\n";
    let list = "correcties:\n  - op: 2026-12-01\n    reden: verkeerd getypt\n";
    let edit = || append("correcties", &[("op", "2026-12-01"), ("reden", "verkeerd getypt")]);
    gives(lines, edit(), &format!("{lines}\n{list}"));
    let more = format!("{lines}\n# behandelaar:   # wie de klacht behandelt\n");
    let after = edited(&format!("---\n{more}---\n"), edit());
    assert!(after.starts_with(&format!("---\n{lines}\n{list}")), "{after}");
    let filled = after.replace("#   telefoon:   # tussen aanhalingstekens", "  telefoon: \"0612345678\"");
    assert!(apply(filled.as_bytes(), &[set("klachtindiener.telefoon", "0687654321")]).is_ok(), "{filled}");
}

#[test]
fn comment_about_a_text_above_is_not_taken_for_its_keys() {
    let lines = "kanaal: post\n#   zei zij aan de telefoon\n";
    gives(lines, set("behandelaar", "P. Jansen"), "kanaal: post\n\nbehandelaar: P. Jansen\n\n#   zei zij aan de telefoon\n");
}

#[test]
fn line_reserved_for_a_key_is_filled_in() {
    let reserved = "nummer: K-2026-0007\n\n# De klacht.\n# kanaal:          # e-mail of post\nonderwerp: Te koud\n";
    gives(reserved, set("kanaal", "post"), "nummer: K-2026-0007\n\n# De klacht.\nkanaal: post\nonderwerp: Te koud\n");
    let nested = "klachtindiener:\n  naam: Joris Mulder\n  # email:\n  # telefoon:      # tussen aanhalingstekens\n\n# behandelaar:\n";
    let filled = "klachtindiener:\n  naam: Joris Mulder\n  # email:\n  telefoon: \"0612345678\"\n\n# behandelaar:\n";
    gives(nested, set("klachtindiener.telefoon", "0612345678"), filled);
}

#[test]
fn comment_that_says_more_than_the_key_is_kept() {
    let lines = "nummer: K-2026-0007\n# kanaal: post, zei zij aan de telefoon\nonderwerp: Te koud\n";
    assert!(edited(&format!("---\n{lines}---\n"), set("kanaal", "post")).contains("# kanaal: post, zei zij aan de telefoon\n"));
    let quoted = "onderwerp: Te koud\nafhandeling:\n  reden: |\n    zie hieronder\n    # datum:\n";
    assert!(edited(&format!("---\n{quoted}---\n"), set("afhandeling.datum", "2026-11-20")).contains("    # datum:\n"));
}

#[test]
fn maps_and_lists_on_the_way_are_made() {
    let edit = append("bezwaar.uitspraak.consequenties", &[("wat", "Herkansing"), ("wie", "Balie")]);
    let lines = "bezwaar:\n  uitspraak:\n    consequenties:\n      - wat: Herkansing\n        wie: Balie\n";
    gives("status: bezwaar\n", edit, &format!("status: bezwaar\n\n{lines}"));
}

#[test]
fn first_key_may_be_new() {
    gives("klachtindiener:\n  email: x\n", set("klachtindiener.naam", "Jan"), "klachtindiener:\n  naam: Jan\n  email: x\n");
    gives(
        "afspraken:\n  - wat: x\n    wie: y\n",
        set("afspraken[0].datum", "2026-11-10"),
        "afspraken:\n  - datum: 2026-11-10\n    wat: x\n    wie: y\n",
    );
    gives("# van ons\nkanaal: post\n", set("status", "ontvangen"), "status: ontvangen\n\n# van ons\nkanaal: post\n");
}

#[test]
fn key_without_value_is_filled() {
    gives("status:\nkanaal: post\n", set("status", "ontvangen"), "status: ontvangen\nkanaal: post\n");
    gives("status:   # nog leeg\n", set("status", "ontvangen"), "status: ontvangen   # nog leeg\n");
    gives("status: ~\n", set("status", "ontvangen"), "status: ontvangen\n");
    gives("afhandeling:   # straks\nx_a: b\n", set("afhandeling.datum", "2026-12-10"), "afhandeling:   # straks\n  datum: 2026-12-10\nx_a: b\n");
    gives("heropend: ~  # nee\n", append("heropend", &[("op", "2026-12-10")]), "heropend:  # nee\n  - op: 2026-12-10\n");
    gives("beklaagde:\n  - \n", set("beklaagde[0]", "J. Vos"), "beklaagde:\n  - J. Vos\n");
}

#[test]
fn entry_is_added_as_the_list_is_written() {
    let end = "    # nog niet verzonden\n";
    let entry = "  - soort: reactie\n    datum: 2026-11-26\n";
    replaces(append("correspondentie", &[("soort", "reactie"), ("datum", "2026-11-26")]), end, &format!("{end}{entry}"));
    replaces(append_text("betreft", "gedraging_medewerker"), "[product_of_dienst]", "[product_of_dienst, gedraging_medewerker]");
    gives("beklaagde:\n- A\n- B\nkanaal: post\n", append_text("beklaagde", "C"), "beklaagde:\n- A\n- B\n- C\nkanaal: post\n");
    gives(
        "heropend: [{op: 2026-11-01}]\n",
        append("heropend", &[("op", "2026-12-01"), ("reden", "a, b")]),
        "heropend: [{op: 2026-11-01}, {op: 2026-12-01, reden: \"a, b\"}]\n",
    );
    gives("heropend: []   # geen\n", append("heropend", &[("op", "2026-12-01")]), "heropend:   # geen\n  - op: 2026-12-01\n");
    gives("betreft: []\n", append_text("betreft", "x"), "betreft: [x]\n");
    gives("betreft: [\n  x, # een\n  y,\n]\n", append_text("betreft", "z"), "betreft: [\n  x, # een\n  y, z,\n]\n");
}

#[test]
fn key_is_taken_out_with_its_line() {
    replaces(remove("kanaal"), "kanaal: e-mail\nbetreft", "betreft");
    replaces(remove("correspondentie[0].soort"), "  - soort: bevestiging              # per e-mail\n    datum", "  - datum");
    replaces(remove("verbetering[0].doeltreffend.uitkomst"), ", uitkomst: ja", "");
    replaces(remove("langer_bewaren.reden"), "reden: \"beroep, lopend\", ", "");
}

#[test]
fn what_is_left_empty_goes_too() {
    gives("status: x\n\nafhandeling:\n  datum: 2026-12-10\n\nx_a: b\n", remove("afhandeling.datum"), "status: x\n\nx_a: b\n");
    gives("status: x\n\nheropend:\n  - op: 2026-12-10\n", remove("heropend[0]"), "status: x\n");
    gives("status: x\nheropend: [{op: 2026-12-10}]\n", remove("heropend[0].op"), "status: x\n");
}

#[test]
fn entry_is_taken_out_with_its_lines() {
    let entry = "  - soort: uitstelbericht\n    reden: |\n      De drukker levert de gegevens\n\n      pas in december\n    # nog niet verzonden\n";
    replaces(remove("correspondentie[1]"), entry, "");
    gives("betreft: [a, b, c]\n", remove("betreft[1]"), "betreft: [a, c]\n");
    gives("betreft: [a, b, c]\n", remove("betreft[0]"), "betreft: [b, c]\n");
}

#[test]
fn what_cannot_be_edited_is_refused() {
    assert!(matches!(refused("afhandeling: {}\n", set("afhandeling", "x")), EditError::NotAText(_)));
    assert!(matches!(refused("status: x\n", set("status.datum", "x")), EditError::NotAMap(_)));
    assert!(matches!(refused("status: x\n", append_text("status", "x")), EditError::NotAList(_)));
    assert!(matches!(refused("status: x\n", remove("kanaal")), EditError::Absent(_)));
    assert!(matches!(refused("heropend: []\n", set("heropend[0].op", "x")), EditError::Absent(_)));
    assert!(matches!(refused("status: x\n", set("heropend[0].op", "x")), EditError::NotAList(_) | EditError::Absent(_)));
    assert!(matches!(refused("betreft: [a, # een\n  b]\n", remove("betreft[1]")), EditError::TooOdd(_)));
    assert!(matches!(refused("? status\n: x\n", remove("status")), EditError::TooOdd(_)));
}

#[test]
fn unreadable_dossier_is_not_edited() {
    let error = refused("status: x\nnaam: @y\n", set("status", "z"));
    assert!(matches!(error, EditError::Unreadable { line: 3, .. }), "{error}");
    let error = refused("status: x\nstatus: y\n", set("status", "z"));
    assert!(matches!(error, EditError::Unreadable { line: 3, .. }), "{error}");
}

#[test]
fn edits_follow_one_another() {
    let edits = [set("status", "bezwaar"), set("bezwaar.gronden", "te laat"), set("bezwaar.orgaan", "Functionaris")];
    let bytes = apply(b"---\nstatus: afgehandeld\n---", &edits).expect("possible");
    assert_eq!(String::from_utf8_lossy(&bytes), "---\nstatus: bezwaar\n\nbezwaar:\n  orgaan: Functionaris\n  gronden: te laat\n---");
}

/// Hand-written front matters that are odd but right.
const ODD: &[&str] = &[
    "status: x",
    "{status: x, kanaal: post}",
    "{ status : x ,\n  kanaal: post , }",
    "\"status\": x\n'kanaal': post",
    "status   :    x\nkanaal:\n  post",
    "? status\n: x\nkanaal: post",
    "status: x\n\n\n\nkanaal: post\n\n",
    "# a\n\n# b\nstatus: x # c\n   # d\n# e\nkanaal: post\n# f",
    "status: >-\n  x\n  y\n\nkanaal: |2+\n   post\n\n",
    "status: \"x\n  y\"\nkanaal: 'it''s\n\n  z'",
    "status: x\n  y\n  z\nkanaal: post",
    "klachtindiener: {naam: [a, {b: c}], email: }\nstatus: x",
    "klachtindiener:\n      naam: Jan\n      email: x\nstatus: x",
    "afspraken:\n- wat: x\n  wie: y\n-   wat: z\n    wie: u\nstatus: x",
    "afspraken:\n-\n  wat: x\n-\n  # c\n  wat: y\nstatus: x",
    "heropend: [{op: x}, {op: y, reden: z}]\nstatus: x",
    "heropend: [\n  {op: x}, # een\n  {op: y}\n]\nstatus: x",
    "heropend:\n  - {op: x}\n  - op: y # c\n\n  # d\n\nstatus: x",
    "beklaagde:\n  - 'één'\n  -\n  - ~\nstatus: null",
    "status: x\nx_a: {b: c}\nx_b:\n  - d",
    "afhandeling:\nbezwaar: ~\nheropend: []\nklachtindiener: {}",
    "status:\tx\nkanaal: post\t# tab",
    "status: ''\nkanaal: \"\"",
    "afhandeling: {datum: 2026-12-10}   # kort\nbezwaar:\n  uitspraak:\n    consequenties:\n      - {wat: a, wie: b}\nstatus: x",
    "",
    "# alleen een opmerking",
];

/// Ways that edits take, through the odd files and beside them.
const WAYS: &[&str] = &[
    "status",
    "kanaal",
    "behandelaar",
    "klachtindiener.naam",
    "klachtindiener.email",
    "klachtindiener.voorkeur",
    "afspraken[0].wat",
    "afspraken[1].wie",
    "afspraken[1].uiterlijk",
    "heropend[0].op",
    "heropend[1].reden",
    "beklaagde[1]",
    "afhandeling.oordeel",
    "afhandeling.datum",
    "bezwaar.uitspraak.oordeel",
    "bezwaar.uitspraak.consequenties[0].wat",
    "ontvangen_op",
    "schema",
];

/// Lists that edits append to.
const LISTS: &[&str] = &["afspraken", "heropend", "beklaagde", "bezwaar.uitspraak.consequenties", "correspondentie", "betreft"];

/// An edit along one of the ways.
fn an_edit() -> impl Strategy<Value = Edit> {
    let text = prop_oneof![
        Just("in_behandeling".to_owned()),
        Just("0612345678".to_owned()),
        Just("'s-Gravenhage".to_owned()),
        Just("Ja: graag # 3, en [x]".to_owned()),
        Just("twee\nregels".to_owned()),
        Just(String::new()),
        "\\PC{0,12}",
        any::<String>().prop_filter("a text of a person", |text| !text.contains('\0')),
    ];
    let entry = text.clone().prop_map(|text| vec![(Field::What, text.clone()), (Field::Who, text)]);
    prop_oneof![
        4 => (prop::sample::select(WAYS), text.clone()).prop_map(|(way, value)| Edit::Set { path: path(way), value }),
        1 => prop::sample::select(WAYS).prop_map(remove),
        1 => (prop::sample::select(LISTS), 0_usize..2).prop_map(|(list, index)| Edit::Remove { path: path(list).entry(index) }),
        2 => (prop::sample::select(LISTS), entry).prop_map(|(list, fields)| Edit::Append { list: path(list), entry: NewEntry::Fields(fields) }),
        1 => (prop::sample::select(LISTS), text).prop_map(|(list, text)| Edit::Append { list: path(list), entry: NewEntry::Text(text) }),
    ]
}

/// A front matter, generated in many manners of writing or one of the odd ones.
fn a_front_matter() -> impl Strategy<Value = String> {
    let scalar = prop::sample::select(&["x", "'a: b'", "\"é # ë\"", "Lindelaan 4", "2026-11-03", "~", "", "x  # c", "'it''s' # c"][..]);
    let flow = prop::sample::select(&["{op: a, wat: 'b, c'}", "[a, {wat: b}]", "[]", "{}", "{naam: \"]\"}"][..]);
    let gap = prop::sample::select(&["", "\n", "# los\n", "\n# vast\n", "   # ver\n\n"][..]);
    let keys: &'static [&'static str] =
        &["schema", "status", "kanaal", "klachtindiener", "afspraken", "heropend", "beklaagde", "afhandeling", "bezwaar", "x_eigen", "naam"];
    let nested = (prop::sample::select(&["wat", "naam", "op", "datum"][..]), 1_usize..5, scalar.clone(), any::<bool>()).prop_map(
        |(key, indent, value, list)| {
            let dash = if list { "- " } else { "" };
            let pad = " ".repeat(indent);
            let deep = " ".repeat(indent + dash.len());
            format!("\n{pad}{dash}{key}: {value}\n{deep}wie: y\n")
        },
    );
    let value = prop_oneof![
        3 => scalar.prop_map(|value| format!(" {value}\n")),
        1 => flow.prop_map(|value| format!(" {value}\n")),
        1 => nested,
        1 => Just(" |\n  tekst\n\n   meer\n".to_owned()),
    ];
    let generated = (prop::sample::subsequence(keys, 0..=keys.len()).prop_shuffle(), prop::collection::vec((value, gap), keys.len()))
        .prop_map(|(keys, values)| keys.iter().zip(values).map(|(key, (value, gap))| format!("{key}:{value}{gap}")).collect::<String>());
    let odd = prop::sample::select(ODD).prop_map(|text| format!("{text}\n"));
    prop_oneof![3 => generated, 2 => odd, 1 => Just(DOSSIER[4..DOSSIER.find("---\n##").expect("closed")].to_owned())]
}

/// A dossier file around a front matter.
fn a_file() -> impl Strategy<Value = String> {
    (a_front_matter(), any::<bool>(), any::<bool>(), prop::sample::select(&["", "\n", "\n## Omschrijving\nstatus: x\n---\n", "\nzonder einde"][..]))
        .prop_map(|(front_matter, windows, bom, body)| {
            let text = format!("---\n{front_matter}---{body}");
            let text = if windows { text.replace('\n', "\r\n") } else { text };
            if bom { format!("\u{feff}{text}") } else { text }
        })
}

/// The tree as paths with texts, each with the bytes it was read from.
fn leaves<'t>(node: &Node<'t>, at: &str, text: &'t str, found: &mut Vec<(String, String, &'t str)>) {
    let source = &text[node.at.clone()];
    match &node.value {
        Value::Empty => found.push((at.to_owned(), "<empty>".to_owned(), source)),
        Value::Scalar(value) => found.push((at.to_owned(), value.to_string(), source)),
        Value::List(items) if items.is_empty() => found.push((at.to_owned(), "<list>".to_owned(), source)),
        Value::Map(entries) if entries.is_empty() => found.push((at.to_owned(), "<map>".to_owned(), source)),
        Value::List(items) => items.iter().enumerate().for_each(|(index, item)| leaves(item, &format!("{at}[{index}]"), text, found)),
        Value::Map(entries) => entries.iter().for_each(|entry| leaves(&entry.value, &format!("{at}.{}", entry.key), text, found)),
    }
}

/// The leaves of a file that lie outside a path.
fn outside(text: &str, path: &str) -> Vec<(String, String, String)> {
    let (document, _) = split(text.as_bytes());
    let document = document.expect("a document");
    let (root, _) = parse(document.front_matter, document.front_matter_at);
    let mut found = Vec::new();
    leaves(&root.expect("a tree"), "", text, &mut found);
    let own = format!(".{path}");
    let related = |at: &str| at.starts_with(&own) || own.starts_with(at);
    found.into_iter().filter(|(at, ..)| !related(at)).map(|(at, value, source)| (at, value, source.to_owned())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_byte_outside_the_intended_field_stays(file in a_file(), edit in an_edit()) {
        let Ok(bytes) = apply(file.as_bytes(), std::slice::from_ref(&edit)) else { return Ok(()) };
        let changed = String::from_utf8(bytes).expect("text");
        // A value that stands there already is set by leaving every byte as it is.
        if changed == file {
            return Ok(());
        }
        // One place differs: what stands before and after it is the same, and together it is the whole old file but that place.
        let before = file.bytes().zip(changed.bytes()).take_while(|(old, new)| old == new).count();
        let rest = file.len().min(changed.len()) - before;
        let after = file.bytes().rev().zip(changed.bytes().rev()).take(rest).take_while(|(old, new)| old == new).count();
        let gone = &file.as_bytes()[before..file.len() - after];
        let (old, _) = split(file.as_bytes());
        let old = old.expect("it was edited, so it is a document");
        prop_assert!(before >= old.front_matter_at && file.len() - after <= old.body_at, "only the front matter changes");
        // What goes is the value that is set or taken out; adding takes nothing away but an empty value.
        if matches!(edit, Edit::Append { .. }) {
            let gone = String::from_utf8_lossy(gone);
            prop_assert!(gone.bytes().all(|byte| matches!(byte, b' ' | b'~' | b'[' | b']' | b'{' | b'}' | b'\r' | b'\n')), "{gone:?}");
        }
        let place = edit.path().to_string();
        let list = place.split('[').next().expect("a path").to_owned();
        let scope = if matches!(edit, Edit::Set { .. }) { &place } else { &list };
        prop_assert_eq!(outside(&file, scope), outside(&changed, scope));
        // In a block of text that goes, a line may only look like a comment.
        if !matches!(edit, Edit::Remove { .. }) && !gone.contains(&b'|') {
            let comments = |text: &str| text.lines().filter(|line| line.trim_start().starts_with('#')).map(str::to_owned).collect::<Vec<_>>();
            prop_assert_eq!(comments(&file), comments(&changed));
        }
    }

    #[test]
    fn value_that_was_set_reads_back(file in a_file(), edit in an_edit()) {
        let Edit::Set { path, value } = &edit else { return Ok(()) };
        let Ok(bytes) = apply(file.as_bytes(), std::slice::from_ref(&edit)) else { return Ok(()) };
        let (document, _) = split(&bytes);
        let document = document.expect("a document");
        let (root, remarks) = parse(document.front_matter, document.front_matter_at);
        let root = root.expect("a tree");
        let node = path.steps().iter().fold(&root, |node, step| match step {
            Step::Field(field) => &node.entry(field.key()).expect("the key").value,
            Step::Entry(index) => &node.items()[*index],
        });
        prop_assert_eq!(node.text(), Some(value.as_str()));
        prop_assert!(remarks.iter().all(|remark| remark.diagnostic.severity != klachtdossier::diagnostic::Severity::Error));
        // Setting the same once more changes nothing that it says.
        let again = apply(&bytes, std::slice::from_ref(&edit)).expect("possible again");
        prop_assert_eq!(again, bytes);
    }

    #[test]
    fn well_written_dossier_takes_every_edit(edit in an_edit()) {
        let reachable = !matches!(apply(DOSSIER.as_bytes(), std::slice::from_ref(&edit)), Err(EditError::TooOdd(_) | EditError::Unreadable { .. }));
        prop_assert!(reachable, "{:?}", edit);
    }
}

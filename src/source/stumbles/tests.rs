//! Every stumbling block with its line, column and what to type.

use crate::diagnostic::Code;
use crate::source::{Lines, parse};

/// Every remark on a front matter: code, line, column, help.
fn remarks(yaml: &str) -> Vec<(Code, usize, usize, String)> {
    let lines = Lines::new(yaml.as_bytes());
    let (_, remarks) = parse(yaml, 0);
    let placed = remarks.into_iter().map(|remark| {
        let position = lines.position(remark.at.start);
        (remark.diagnostic.code, position.line, position.column, remark.diagnostic.help)
    });
    placed.collect()
}

/// A line between two sound ones earns one remark, at this column, that says what to type;
/// what stands above and below is read, and the value is the text that was meant.
#[track_caller]
fn stumbles(line: &str, code: Code, column: usize, typed: &str, meant: &str) {
    let yaml = format!("status: ontvangen\n{line}\nkanaal: post\n");
    let remarks = remarks(&yaml);
    let [(found, row, col, help)] = remarks.as_slice() else { panic!("one remark expected on {line}: {remarks:?}") };
    assert_eq!((*found, *row, *col), (code, 2, column), "{line}");
    assert!(help.starts_with(&format!("typ: {typed}")), "{line}\n{help}");
    let (root, _) = parse(&yaml, 0);
    let root = root.unwrap_or_else(|| panic!("no tree for {line}"));
    let texts: Vec<_> = root.entries().iter().map(|entry| entry.value.text()).collect();
    assert_eq!(texts, [Some("ontvangen"), Some(meant), Some("post")], "{line}");
    let (_, again) = parse(typed, 0);
    assert_eq!(again, [], "what is to be typed is sound: {typed}");
}

/// A front matter without a remark.
#[track_caller]
fn sound(yaml: &str) {
    assert_eq!(remarks(yaml), [], "{yaml}");
}

#[test]
fn apostrophe_at_the_start() {
    stumbles("woonplaats: 's-Gravenhage", Code::QuotesNeeded, 13, "woonplaats: \"'s-Gravenhage\"", "'s-Gravenhage");
    stumbles("onderwerp: 's Avonds is 't laat", Code::QuotesNeeded, 12, "onderwerp: \"'s Avonds is 't laat\"", "'s Avonds is 't laat");
    stumbles("woonplaats: 's-Gravenhage   # stad", Code::QuotesNeeded, 13, "woonplaats: \"'s-Gravenhage\"   # stad", "'s-Gravenhage");
}

#[test]
fn apostrophe_that_a_later_line_seems_to_close() {
    let yaml = "woonplaats: 's-Gravenhage\norganisatie: De Jongens'\nkanaal: post\n";
    let remarks = remarks(yaml);
    assert_eq!(remarks.iter().map(|remark| (remark.0, remark.1, remark.2)).collect::<Vec<_>>(), [(Code::QuotesNeeded, 1, 13)]);
}

#[test]
fn quotation_mark_that_a_comment_below_seems_to_close() {
    let yaml = "klachtindiener:\n  email: \"s@voorbeeld.example\n  # telefoon:    # tussen aanhalingstekens: \"0612345678\"\nkanaal: post\n";
    let found = remarks(yaml);
    assert_eq!(found, [(Code::QuotesNeeded, 2, 10, "typ: email: \"s@voorbeeld.example\"".to_owned())]);
    let (_, with_message) = parse(yaml, 0);
    assert_eq!(with_message[0].diagnostic.message, "het aanhalingsteken dat op deze regel begint, wordt hier niet gesloten");
    sound("onderwerp: \"over\n  twee regels\" # en een aantekening\nkanaal: post\n");
}

#[test]
fn colon_and_space_in_a_text() {
    stumbles("onderwerp: Ja: graag", Code::QuotesNeeded, 12, "onderwerp: \"Ja: graag\"", "Ja: graag");
    stumbles("onderwerp: één: twee: drie", Code::QuotesNeeded, 12, "onderwerp: \"één: twee: drie\"", "één: twee: drie");
    stumbles("onderwerp: let op:", Code::QuotesNeeded, 12, "onderwerp: \"let op:\"", "let op:");
}

#[test]
fn hash_that_cuts_a_text() {
    stumbles("onderwerp: klacht # over boek", Code::TextCutShort, 19, "onderwerp: \"klacht # over boek\"", "klacht");
    stumbles("onderwerp: bestelling #3 zoek", Code::TextCutShort, 23, "onderwerp: \"bestelling #3 zoek\"", "bestelling");
}

#[test]
fn hash_that_swallows_a_text() {
    let remarks = remarks("onderwerp: #3 niet geleverd\n");
    assert_eq!(remarks.iter().map(|remark| (remark.0, remark.1, remark.2)).collect::<Vec<_>>(), [(Code::TextCutShort, 1, 12)]);
    assert!(remarks[0].3.starts_with("typ: onderwerp: \"#3 niet geleverd\""), "{}", remarks[0].3);
}

#[test]
fn comments_are_comments() {
    sound("ontvangen_op: 2026-11-03 # de dag van de post\n");
    sound("kanaal: post # of e-mail\n");
    sound("naam: anoniem # wil niet genoemd worden\n");
    sound("schema: 1 # versie\n");
    sound("onderwerp: Te laat  # nog nakijken\n");
    sound("onderwerp: \"Te laat\" # nog nakijken\n");
    sound("onderwerp: # nog in te vullen\nreden:   # later\n");
    sound("wijze: telefoon # belde zelf\n");
}

#[test]
fn signs_that_cannot_begin_a_text() {
    for sign in ["@", "%", "`", ",", "]", "}"] {
        let value = format!("{sign}de Vries");
        stumbles(&format!("naam: {value}"), Code::QuotesNeeded, 7, &format!("naam: \"{value}\""), &value);
    }
    stumbles("onderwerp: > 5 dagen te laat", Code::QuotesNeeded, 12, "onderwerp: \"> 5 dagen te laat\"", "> 5 dagen te laat");
    stumbles("onderwerp: | streep", Code::QuotesNeeded, 12, "onderwerp: \"| streep\"", "| streep");
    stumbles("onderwerp: - geen", Code::QuotesNeeded, 12, "onderwerp: \"- geen\"", "- geen");
    stumbles("onderwerp: ? geen", Code::QuotesNeeded, 12, "onderwerp: \"? geen\"", "? geen");
    stumbles("onderwerp: & Zonen", Code::QuotesNeeded, 12, "onderwerp: \"& Zonen\"", "& Zonen");
}

#[test]
fn emphasis() {
    stumbles("onderwerp: *nadruk*", Code::QuotesNeeded, 12, "onderwerp: \"*nadruk*\"", "*nadruk*");
    stumbles("onderwerp: *nadruk* op tijd", Code::QuotesNeeded, 12, "onderwerp: \"*nadruk* op tijd\"", "*nadruk* op tijd");
    stumbles("onderwerp: **vet**", Code::QuotesNeeded, 12, "onderwerp: \"**vet**\"", "**vet**");
}

#[test]
fn exclamation_mark_and_ampersand_at_the_start() {
    stumbles("onderwerp: ! let op", Code::QuotesNeeded, 12, "onderwerp: \"! let op\"", "let op");
    stumbles("onderwerp: !Spoed klacht", Code::YamlNotAllowed, 12, "onderwerp: \"!Spoed klacht\"", "klacht");
    stumbles("onderwerp: &Zonen te laat", Code::YamlNotAllowed, 12, "onderwerp: \"&Zonen te laat\"", "te laat");
}

#[test]
fn text_behind_brackets_or_quotation_marks() {
    stumbles("onderwerp: [spoed] klacht", Code::QuotesNeeded, 12, "onderwerp: \"[spoed] klacht\"", "[spoed] klacht");
    stumbles("onderwerp: {spoed} klacht", Code::QuotesNeeded, 12, "onderwerp: \"{spoed} klacht\"", "{spoed} klacht");
    stumbles("onderwerp: \"Goed\" zei hij", Code::QuotesNeeded, 12, "onderwerp: '\"Goed\" zei hij'", "\"Goed\" zei hij");
    stumbles("onderwerp: [spoed", Code::QuotesNeeded, 12, "onderwerp: \"[spoed\"", "[spoed");
    stumbles("onderwerp: \"half", Code::QuotesNeeded, 12, "onderwerp: \"half\"", "\"half");
}

#[test]
fn value_between_braces() {
    stumbles("reden: {zie bijlage}", Code::QuotesNeeded, 8, "reden: \"{zie bijlage}\"", "{zie bijlage}");
}

#[test]
fn comma_between_braces() {
    let yaml = "langer_bewaren: {reden: ziek, en weg, tot: 2028-06-01}\n";
    let found = remarks(yaml);
    assert_eq!(found, [(Code::QuotesNeeded, 1, 31, "typ: reden: \"ziek, en weg\"".to_owned())]);
    let (root, _) = parse(yaml, 0);
    let root = root.expect("a tree");
    let value = &root.entry("langer_bewaren").expect("there").value;
    let texts: Vec<_> = value.entries().iter().map(|entry| (&*entry.key, entry.value.text())).collect();
    assert_eq!(texts, [("reden", Some("ziek, en weg")), ("tot", Some("2028-06-01"))]);
}

#[test]
fn missing_space_behind_a_colon() {
    stumbles("onderwerp:Te laat", Code::InvalidYaml, 11, "onderwerp: Te laat", "Te laat");
    stumbles("onderwerp:É", Code::InvalidYaml, 11, "onderwerp: É", "É");
}

#[test]
fn missing_space_in_the_only_key_of_a_group() {
    let (root, _) = parse("klachtindiener:\n  naam:Jan\n", 0);
    assert_eq!(
        root.expect("a tree").entry("klachtindiener").and_then(|entry| entry.value.entry("naam")?.value.text().map(str::to_owned)),
        Some("Jan".to_owned())
    );
    let found = remarks("klachtindiener:\n  naam:Jan\nafspraken:\n  - wat:iets\n");
    let places: Vec<_> = found.iter().map(|remark| (remark.0, remark.1, remark.2)).collect();
    assert_eq!(places, [(Code::InvalidYaml, 2, 8), (Code::InvalidYaml, 4, 9)]);
}

#[test]
fn tab_in_the_indentation() {
    let yaml = "klachtindiener:\n\tnaam: Jan\n\temail: jan@voorbeeld.example\nkanaal: post\n";
    let found = remarks(yaml);
    let places: Vec<_> = found.iter().map(|remark| (remark.0, remark.1, remark.2)).collect();
    assert_eq!(places, [(Code::TabIndentation, 2, 1), (Code::TabIndentation, 3, 1)]);
    assert!(found[0].3.ends_with("twee per niveau:   naam: Jan"), "{}", found[0].3);
    let (root, _) = parse(yaml, 0);
    assert_eq!(root.expect("a tree").entry("klachtindiener").map(|entry| entry.value.entries().len()), Some(2));
}

#[test]
fn typographic_quotation_marks() {
    stumbles("naam: “Jan”", Code::QuotesNeeded, 7, "naam: \"Jan\"", "Jan");
    stumbles("naam: „Jan”", Code::QuotesNeeded, 7, "naam: \"Jan\"", "Jan");
    stumbles("onderwerp: “Ja: graag”", Code::QuotesNeeded, 12, "onderwerp: \"Ja: graag\"", "Ja: graag");
    sound("onderwerp: “Ja” en “nee”\n");
    sound("onderwerp: “Ja” zei hij\n");
}

#[test]
fn several_stumbling_blocks_are_told_at_once() {
    let yaml = "naam: @piet\nwoonplaats: 's-Gravenhage\nreden: Ja: graag\nreden: dubbel\n";
    let codes: Vec<_> = remarks(yaml).into_iter().map(|remark| (remark.0, remark.1)).collect();
    assert_eq!(codes, [(Code::QuotesNeeded, 1), (Code::QuotesNeeded, 2), (Code::QuotesNeeded, 3), (Code::DuplicateKey, 4)]);
}

#[test]
fn stumbling_block_in_a_list_entry() {
    let yaml = "afspraken:\n  - wat: @kantoor\n    wie: 't Hof\nbeklaagde:\n  - 't Hof\n";
    let codes: Vec<_> = remarks(yaml).into_iter().map(|remark| (remark.0, remark.1, remark.2)).collect();
    assert_eq!(codes, [(Code::QuotesNeeded, 2, 10), (Code::QuotesNeeded, 3, 10), (Code::QuotesNeeded, 5, 5)]);
}

#[test]
fn other_errors_are_told_once_and_in_place() {
    let cases = [
        ("status: ontvangen\nonderwerp te laat\nkanaal: post\n", 2, 1),
        ("status: ontvangen\n  kanaal: post\n", 2, 9),
        ("klachtindiener:\n   naam: Jan\n  email: x\n", 3, 3),
        ("a: [b, c\n", 1, 4),
        ("a: {b: @c}\n", 1, 8),
    ];
    for (yaml, line, column) in cases {
        let found: Vec<_> = remarks(yaml).into_iter().map(|remark| (remark.1, remark.2)).collect();
        assert_eq!(found, [(line, column)], "{yaml}");
    }
}

#[test]
fn syntax_error_beside_a_stumbling_block_is_told_as_well() {
    let found: Vec<_> = remarks("naam: @piet\nstatus: ontvangen\nonderwerp te laat\n").into_iter().map(|remark| (remark.0, remark.1)).collect();
    assert_eq!(found, [(Code::QuotesNeeded, 1), (Code::InvalidYaml, 3)]);
}

#[test]
fn texts_over_several_lines_are_no_stumbling_block() {
    let quoted = "a: \"één\n  twee: drie\"\nb: 'x\n  y'\n";
    let flow = "c: [x,\n  'y: z'\n]\nd: |\n  'tekst: met @ en [\n\n  - x\ne: >-\n  'k\n";
    let broken = format!("{quoted}{flow}naam: @piet\n");
    assert_eq!(remarks(&broken).len(), 1, "{:?}", remarks(&broken));
}

#[test]
fn last_value_of_one_character_lies_within_its_group() {
    let (root, _) = parse("naam:Jan #|-\nnull:x\n", 0);
    let root = root.expect("a tree");
    let last = root.entries().last().expect("two keys");
    assert_eq!((root.at.end, last.value.at.clone(), last.value.text()), (19, 18..19, Some("x")));
}

#[test]
fn missing_space_before_a_text_cut_short_is_one_remark() {
    stumbles("onderwerp:Te laat # 3", Code::InvalidYaml, 11, "onderwerp: \"Te laat # 3\"", "Te laat");
}

#[test]
fn remark_on_a_blank_of_more_bytes_points_at_all_of_it() {
    let yaml = "\"\"\u{2000}\n";
    let (_, remarks) = parse(yaml, 0);
    assert_eq!(remarks.iter().map(|remark| &yaml[remark.at.clone()]).collect::<Vec<_>>(), ["\u{2000}"]);
}

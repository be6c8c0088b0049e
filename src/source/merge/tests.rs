//! What a merge must and must not do, on dossiers as officers write them.

use super::{ClashPlace, Merged, Style, merge};

/// A dossier with nearly everything.
pub(super) const BASE: &str = "\
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

afspraken:
  - datum: 2026-11-10
    wat: Uitslagen opnieuw aanleveren
    wie: ExTrack
    uiterlijk: 2026-11-24

langer_bewaren: {reden: \"beroep, lopend\", tot: 2028-06-01}
x_eigen: 'blijft'   # onbekend maar van ons
---
## Omschrijving
De uitslag kwam te laat.

## Ondernomen stappen
Gebeld op maandag.
";

pub(super) fn merged(base: &str, ours: &str, theirs: &str) -> Merged {
    merge(base.as_bytes(), ours.as_bytes(), theirs.as_bytes(), &Style::default())
}

/// The text of a merge without conflict.
#[track_caller]
pub(super) fn clean(base: &str, ours: &str, theirs: &str) -> String {
    let merged = merged(base, ours, theirs);
    assert_eq!(merged.clashes, [], "{}", String::from_utf8_lossy(&merged.bytes));
    String::from_utf8(merged.bytes).unwrap()
}

/// The text of a merge with one conflict, and where that is.
#[track_caller]
fn conflict(base: &str, ours: &str, theirs: &str) -> (String, ClashPlace) {
    let mut merged = merged(base, ours, theirs);
    assert_eq!(merged.clashes.len(), 1, "{}", String::from_utf8_lossy(&merged.bytes));
    (String::from_utf8(merged.bytes).unwrap(), merged.clashes.remove(0).place)
}

/// The base with pieces replaced.
#[track_caller]
fn with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(BASE.to_owned(), |text, (old, new)| {
        assert_eq!(text.matches(old).count(), 1, "the piece is unique: {old}");
        text.replacen(old, new, 1)
    })
}

/// The changes of both sides come together in what both make of the base; also the other way round, and with Windows' line ends.
#[track_caller]
fn together(ours: &[(&str, &str)], theirs: &[(&str, &str)]) {
    let both: Vec<_> = ours.iter().chain(theirs).copied().collect();
    let expected = with(&both);
    assert_eq!(clean(BASE, &with(ours), &with(theirs)), expected);
    assert_eq!(clean(BASE, &with(theirs), &with(ours)), expected);
    let windows = |text: &str| text.replace('\n', "\r\n");
    assert_eq!(clean(&windows(BASE), &windows(&with(ours)), &windows(&with(theirs))), windows(&expected));
    assert_eq!(clean(BASE, &windows(&with(ours)), &with(theirs)), windows(&expected));
}

#[test]
fn keys_beside_each_other_are_both_changed() {
    together(&[("kanaal: e-mail\nbetreft", "kanaal: post\nbetreft")], &[("[product_of_dienst]", "[werkwijze_of_beleid]")]);
    together(&[("status: ontvangen", "status: in_behandeling")], &[("nummer: K-2026-0007\n", "nummer: K-2026-0007 # eerste\n")]);
    together(&[("Sanne de Wit ", "Sanne de Boer ")], &[("\"0612345678\"", "\"0687654321\"")]);
    together(&[("Lindelaan 4", "Lindelaan 6")], &[("\"0612345678\"", "\"0687654321\"")]);
}

#[test]
fn comment_of_either_side_stays() {
    together(&[("nog niet opgepakt", "opgepakt op dinsdag")], &[("nummer: K-2026-0007\n", "nummer: K-2026-0007 # eerste\n")]);
    together(&[("status: ontvangen   # nog niet opgepakt", "status: in_behandeling # sinds dinsdag")], &[("schema: 1\n", "# twee\nschema: 1\n")]);
    together(
        &[("# per e-mail", "# per gewone mail"), ("Sanne de Wit ", "Sanne de Boer ")],
        &[("# of: anoniem", "# volledige naam")].map(|_| ("beroep, lopend", "beroep")),
    );
}

#[test]
fn note_beside_what_the_other_changed_is_never_lost() {
    let noted = with(&[("  naam: Sanne de Wit", "  # wil alleen na 17 uur gebeld worden\n  naam: Sanne de Wit")]);
    let renamed = with(&[("naam: Sanne de Wit", "naam: Els van Dam")]);
    for (ours, theirs) in [(&noted, &renamed), (&renamed, &noted)] {
        let text = String::from_utf8(merged(BASE, ours, theirs).bytes).unwrap();
        assert!(text.contains("# wil alleen na 17 uur gebeld worden") && text.contains("Els van Dam"), "{text}");
    }
}

#[test]
fn new_entries_of_both_sides_are_kept_in_order_of_day() {
    let entry = |day: &str| format!("  - datum: {day}\n    wat: Bellen op {day}\n    wie: ExTrack\n");
    let last = "    uiterlijk: 2026-11-24\n";
    let ours = with(&[(last, &format!("{last}{}", entry("2026-11-18")))]);
    let theirs = with(&[(last, &format!("{last}{}", entry("2026-11-14")))]);
    let expected = with(&[(last, &format!("{last}{}{}", entry("2026-11-14"), entry("2026-11-18")))]);
    assert_eq!(clean(BASE, &ours, &theirs), expected);
    assert_eq!(clean(BASE, &theirs, &ours), expected);
}

#[test]
fn same_entry_added_by_both_stands_once() {
    let last = "    uiterlijk: 2026-11-24\n";
    let both = with(&[(last, &format!("{last}  - datum: 2026-11-12\n    wat: Bellen\n    wie: ExTrack\n"))]);
    let with_more = both.replace("wat: Bellen\n", "wat: Bellen\n    uiterlijk: 2026-11-19\n");
    assert_eq!(without_order(&clean(BASE, &both, &with_more)), without_order(&with_more));
    assert_eq!(clean(BASE, &with_more, &both), with_more);
    let with_comment = with_more.replace("wat: Bellen", "wat: Bellen # 's ochtends");
    assert_eq!(without_order(&clean(BASE, &with_comment, &with_more)), without_order(&with_comment));
}

#[test]
fn entry_is_known_by_what_it_says_and_not_by_its_place() {
    let first = "  - soort: bevestiging              # per e-mail\n";
    let above = format!("  - soort: reglement_verstrekt\n    datum: 2026-11-03\n{first}");
    let ours = with(&[(first, &above)]);
    let theirs = with(&[("    datum: 2026-11-04\n    kanaal: e-mail", "    datum: 2026-11-04\n    kanaal: post")]);
    let expected = ours.replace("    datum: 2026-11-04\n    kanaal: e-mail", "    datum: 2026-11-04\n    kanaal: post");
    assert_eq!(clean(BASE, &ours, &theirs), expected);
    assert_eq!(clean(BASE, &theirs, &ours), expected);
}

#[test]
fn draft_that_was_sent_is_still_that_draft() {
    let ours = with(&[("  - soort: uitstelbericht\n", "  - soort: uitstelbericht\n    datum: 2026-11-20\n")]);
    let theirs = with(&[("      pas in december\n", "      pas in december\n    nieuwe_termijn: 2026-12-14\n")]);
    let text = clean(BASE, &ours, &theirs);
    assert!(text.contains("- soort: uitstelbericht\n    datum: 2026-11-20\n    reden: |\n"), "{text}");
    assert!(text.contains("    nieuwe_termijn: 2026-12-14\n"), "{text}");
    assert_eq!(text.matches("uitstelbericht").count(), 1);
}

#[test]
fn entry_changed_by_both_is_a_conflict_of_that_entry_alone() {
    let ours = with(&[("wat: Uitslagen opnieuw", "wat: Cijfers opnieuw"), ("kanaal: e-mail\nbetreft", "kanaal: post\nbetreft")]);
    let theirs = with(&[("wat: Uitslagen opnieuw", "wat: Diploma's opnieuw"), ("blijft", "is nieuw")]);
    let (text, place) = conflict(BASE, &ours, &theirs);
    assert_eq!(place, ClashPlace::Entry { list: "afspraken".to_owned(), known_by: "2026-11-10, Cijfers opnieuw aanleveren".to_owned() });
    assert!(text.contains(
        "afspraken:\n<<<<<<< onze kant\n  - datum: 2026-11-10\n    wat: Cijfers opnieuw aanleveren\n    wie: ExTrack\n    uiterlijk: 2026-11-24\n||||||| uitgangspunt\n"
    ), "{text}");
    assert!(text.contains("kanaal: post\nbetreft") && text.contains("is nieuw"), "{text}");
}

#[test]
fn entry_taken_away_by_one_and_changed_by_the_other_is_a_conflict() {
    let without = BASE.replace("  - soort: bevestiging              # per e-mail\n    datum: 2026-11-04\n    kanaal: e-mail\n", "");
    let theirs = with(&[("    datum: 2026-11-04\n    kanaal: e-mail", "    datum: 2026-11-04\n    kanaal: post")]);
    assert!(matches!(conflict(BASE, &without, &theirs).1, ClashPlace::Entry { list, .. } if list == "correspondentie"));
    let unchanged = with(&[("blijft", "is nieuw")]);
    assert_eq!(clean(BASE, &without, &unchanged), without.replace("blijft", "is nieuw"));
    assert_eq!(clean(BASE, &unchanged, &without), without.replace("blijft", "is nieuw"));
}

#[test]
fn text_between_brackets_takes_both_additions() {
    let ours = with(&[("[product_of_dienst]", "[product_of_dienst, werkwijze_of_beleid]")]);
    let theirs = with(&[("[product_of_dienst]", "[product_of_dienst, gedraging_medewerker]")]);
    let text = clean(BASE, &ours, &theirs);
    assert!(text.contains("betreft: [product_of_dienst, werkwijze_of_beleid, gedraging_medewerker]\n"), "{text}");
}

#[test]
fn brackets_on_one_side_and_lines_on_the_other_go_together() {
    let ours = with(&[("[product_of_dienst]", "[product_of_dienst, werkwijze_of_beleid]")]);
    let theirs = with(&[("betreft: [product_of_dienst]", "betreft:\n  - product_of_dienst\n  - gedraging_medewerker")]);
    assert!(clean(BASE, &ours, &theirs).contains("betreft: [product_of_dienst, werkwijze_of_beleid, gedraging_medewerker]\n"));
    assert!(clean(BASE, &theirs, &ours).contains("  - product_of_dienst\n  - gedraging_medewerker\n  - werkwijze_of_beleid\n"));
}

#[test]
fn map_between_brackets_is_merged_by_key() {
    let ours = with(&[("\"beroep, lopend\"", "nieuw beroep")]);
    let theirs = with(&[("tot: 2028-06-01", "tot: 2029-06-01")]);
    assert!(clean(BASE, &ours, &theirs).contains("langer_bewaren: {reden: nieuw beroep, tot: 2029-06-01}\n"));
    let other = with(&[("\"beroep, lopend\"", "ander beroep")]);
    let (text, place) = conflict(BASE, &ours, &other);
    assert_eq!(place, ClashPlace::Field("langer_bewaren".to_owned()));
    assert!(text.contains("<<<<<<< onze kant\nlanger_bewaren: {reden: nieuw beroep, tot: 2028-06-01}\n||||||| "), "{text}");
}

#[test]
fn field_changed_by_both_is_marked_alone() {
    let ours = with(&[("Sanne de Wit ", "Sanne de Boer "), ("e-mail\nbetreft", "post\nbetreft")]);
    let theirs = with(&[("Sanne de Wit ", "S. de Wit "), ("\"0612345678\"", "\"0687654321\"")]);
    let (text, place) = conflict(BASE, &ours, &theirs);
    assert_eq!(place, ClashPlace::Field("klachtindiener.naam".to_owned()));
    let marked = "klachtindiener:\n<<<<<<< onze kant\n  naam: Sanne de Boer                # of: anoniem\n||||||| uitgangspunt\n  naam: Sanne de Wit                # of: anoniem\n=======\n  naam: S. de Wit                # of: anoniem\n>>>>>>> hun kant\n  postadres";
    assert!(text.contains(marked), "{text}");
    assert!(text.contains("kanaal: post\nbetreft") && text.contains("\"0687654321\""));
}

#[test]
fn further_status_wins_and_contradicting_endings_conflict() {
    let status = |word: &str| with(&[("status: ontvangen", &format!("status: {word}"))]);
    for (ours, theirs) in [("in_behandeling", "afgehandeld"), ("afgehandeld", "in_behandeling")] {
        assert!(clean(BASE, &status(ours), &status(theirs)).contains("status: afgehandeld "), "{ours} {theirs}");
    }
    assert_eq!(conflict(BASE, &status("ingetrokken"), &status("afgehandeld")).1, ClashPlace::Field("status".to_owned()));
    let corrected = "status: in_behandeling\ncorrecties: [{op: 2026-11-05, van: afgehandeld, naar: in_behandeling, reden: vergissing}]";
    let ours = with(&[("status: ontvangen   # nog niet opgepakt", corrected)]);
    assert_eq!(conflict(BASE, &ours, &status("afgehandeld")).1, ClashPlace::Field("status".to_owned()));
}

#[test]
fn two_complaints_are_never_mixed() {
    let other = with(&[("Sanne de Wit ", "Peter Bakker "), ("twee weken te laat", "factuur onjuist")]);
    let (text, place) = conflict("", BASE, &other);
    assert_eq!(place, ClashPlace::File);
    assert_eq!(text, format!("<<<<<<< onze kant\n{BASE}=======\n{other}>>>>>>> hun kant\n"));
    let renumbered = with(&[("K-2026-0007", "K-2026-0008"), ("blijft", "is nieuw")]);
    assert_eq!(conflict(BASE, &with(&[("e-mail\nbetreft", "post\nbetreft")]), &renumbered).1, ClashPlace::File);
}

#[test]
fn lawfully_renumbered_dossier_takes_the_changes_of_the_other_side() {
    let renumbered = with(&[("nummer: K-2026-0007\n", "nummer: K-2026-0009\n"), ("onderwerp:", "voorheen: [K-2026-0007]\nonderwerp:")]);
    let ours = with(&[("blijft", "is nieuw")]);
    assert_eq!(clean(BASE, &ours, &renumbered), renumbered.replace("blijft", "is nieuw"));
}

#[test]
fn file_made_by_both_is_one_dossier_when_it_is_the_same_complaint() {
    let ours = with(&[("status: ontvangen", "status: in_behandeling")]);
    let text = clean("", &ours, BASE);
    assert!(text.contains("status: in_behandeling"));
}

#[test]
fn text_is_merged_by_section() {
    together(&[("kwam te laat.", "kwam veel te laat.")], &[("op maandag.\n", "op maandag.\n\n## Bevindingen\nDe drukker was laat.\n")]);
    let (text, place) = conflict(BASE, &with(&[("te laat.\n", "laat.\n")]), &with(&[("te laat.\n", "te vroeg.\n")]));
    assert_eq!(place, ClashPlace::Section("## Omschrijving".to_owned()));
    assert!(text.contains("## Omschrijving\n<<<<<<< onze kant\nDe uitslag kwam laat.\n||||||| uitgangspunt\n"), "{text}");
}

#[test]
fn list_emptied_from_two_ends_goes_with_its_key() {
    let base = with(&[("    uiterlijk: 2026-11-24\n", "    uiterlijk: 2026-11-24\n  - datum: 2026-11-12\n    wat: Bellen\n    wie: ExTrack\n")]);
    let ours = base.replace("  - datum: 2026-11-10\n    wat: Uitslagen opnieuw aanleveren\n    wie: ExTrack\n    uiterlijk: 2026-11-24\n", "");
    let theirs = base.replace("  - datum: 2026-11-12\n    wat: Bellen\n    wie: ExTrack\n", "");
    let text = clean(&base, &ours, &theirs);
    assert!(!text.contains("afspraken"), "{text}");
}

#[test]
fn reserved_line_is_filled_in() {
    let base = with(&[("kanaal: e-mail\nbetreft", "# kanaal:   # e-mail of post\nbetreft")]);
    let theirs = base.replace("# kanaal:   # e-mail of post", "kanaal: post");
    let ours = base.replace("[product_of_dienst]", "[werkwijze_of_beleid]");
    assert_eq!(clean(&base, &ours, &theirs), theirs.replace("[product_of_dienst]", "[werkwijze_of_beleid]"));
}

#[test]
fn long_lists_are_merged_at_once() {
    let list = |numbers: std::ops::Range<u32>, own: &str| {
        let items: String = numbers.map(|number| format!("  - a{number}\n")).collect();
        format!("---\nschema: 1\nnummer: K-2026-0007\nstatus: ontvangen\n{own}x_lijst:\n{items}---\n")
    };
    let began = std::time::Instant::now();
    let text = clean(&list(0..6000, ""), &list(1..6000, "kanaal: post\n"), &list(0..5999, "onderwerp: laat\n"));
    assert!(text.contains("kanaal: post\n") && text.contains("onderwerp: laat\n") && text.matches("  - a").count() == 5998);
    assert!(began.elapsed() < std::time::Duration::from_secs(20), "{:?}", began.elapsed());
}

#[test]
fn what_is_no_dossier_is_merged_by_line() {
    assert_eq!(clean("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n"), "A\nb\nC\n");
    assert_eq!(conflict("a\n", "b\n", "c\n").0, "<<<<<<< onze kant\nb\n||||||| uitgangspunt\na\n=======\nc\n>>>>>>> hun kant\n");
    let broken = BASE.replace("kanaal: e-mail\nbetreft", "kanaal: [e-mail\nbetreft");
    assert_eq!(clean(BASE, &broken, &with(&[("op maandag", "op dinsdag")])), broken.replace("op maandag", "op dinsdag"));
    let odd = merge(b"\xff\na\n", b"\xff\nb\n", b"\xff\nc\n", &Style::default());
    assert!(odd.bytes.starts_with(b"\xff\n<<<<<<< onze kant\nb\n"));
}

/// The lines of a text, sorted.
pub(super) fn without_order(text: &str) -> Vec<&str> {
    let mut lines: Vec<_> = text.lines().collect();
    lines.sort_unstable();
    lines
}

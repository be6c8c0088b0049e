//! Whatever a file holds, reading it ends in a tree or in remarks, never in a panic, and soon.
#![allow(clippy::disallowed_methods, reason = "a test may time what it judges")]

use std::time::{Duration, Instant};

use klachtdossier::domain::{Complainant, ComplainantName, DossierId, Stated, Status};
use klachtdossier::source::{Located, NewDossier, Node, parse, read_dossier, split, split_rules};
use proptest::prelude::*;

/// Whether every place of a tree lies within its parent's and on whole characters.
fn is_sound(node: &Node<'_>, text: &str) -> bool {
    let within = |inner: &std::ops::Range<usize>| node.at.start <= inner.start && inner.end <= node.at.end;
    let items = node.items().iter().all(|item| within(&item.at) && is_sound(item, text));
    let entries = node.entries().iter().all(|entry| within(&entry.key_at) && within(&entry.value.at) && is_sound(&entry.value, text));
    text.get(node.at.clone()).is_some() && items && entries
}

/// Whether every remark points at whole characters of the file.
fn point_into(remarks: &[Located], bytes: &[u8]) -> bool {
    remarks.iter().all(|remark| remark.at.start <= remark.at.end && remark.at.end <= bytes.len())
}

/// Reads bytes every way there is.
fn read(bytes: &[u8]) -> Result<(), TestCaseError> {
    for (document, remarks) in [split(bytes), split_rules(bytes)] {
        prop_assert!(point_into(&remarks, bytes), "{remarks:?}");
        prop_assert!(document.is_some() || !remarks.is_empty(), "a refusal says why");
        let Some(document) = document else { continue };
        let text = std::str::from_utf8(bytes).expect("a document is text");
        prop_assert_eq!(&text[document.front_matter_at..][..document.front_matter.len()], document.front_matter);
        prop_assert_eq!(&text[document.body_at..], document.body);
        let (root, remarks) = parse(document.front_matter, document.front_matter_at);
        prop_assert!(root.is_some() || !remarks.is_empty(), "a refusal says why");
        prop_assert!(remarks.iter().all(|remark| text.get(remark.at.clone()).is_some()), "{remarks:?}");
        prop_assert!(root.is_none_or(|root| is_sound(&root, text)), "places nest");
    }
    let _ = read_dossier(bytes);
    Ok(())
}

/// Text made of the signs that mean something to YAML and of the words of a dossier.
fn yaml_like() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(
        &[
            "status",
            "naam",
            "wat",
            "x",
            "é",
            "“",
            "”",
            ":",
            ": ",
            " ",
            "  ",
            "\n",
            "\n  ",
            "\n- ",
            "- ",
            "? ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            ",",
            "'",
            "\"",
            "#",
            " #",
            "  # ",
            "|",
            ">",
            "|-\n  ",
            "&a",
            "*a",
            "*a*",
            "!",
            "!!str ",
            "@",
            "%",
            "`",
            "\t",
            "\r\n",
            "---",
            "---\n",
            "...",
            "~",
            "null",
            "\\",
            "<<",
            "\u{feff}",
            "<<<<<<< a\n",
            "=======\n",
            "'s-",
            "naam:Jan",
            "0612",
        ][..],
    );
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// A fact as a person might type or paste it.
fn fact() -> impl Strategy<Value = Option<String>> {
    prop::option::of(prop_oneof![yaml_like(), "\\PC{1,20}", any::<String>()])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read(&bytes)?;
    }

    #[test]
    fn arbitrary_text_between_delimiters(text in any::<String>()) {
        read(format!("---\n{text}\n---\n").as_bytes())?;
    }

    #[test]
    fn text_of_meaningful_signs(text in yaml_like(), bom in any::<bool>()) {
        let mark = if bom { "\u{feff}" } else { "" };
        read(format!("{mark}---\n{text}\n---\n{text}").as_bytes())?;
    }

    #[test]
    fn facts_of_a_new_dossier_read_back(name in fact(), address in fact(), subject in fact(), description in fact()) {
        // An empty text is no fact, and the reader takes white space around one away.
        let fact = |text: Option<String>| text.map(|text| text.trim().replace('\0', "")).filter(|text| !text.trim().is_empty() && text.trim() == text.as_str());
        let mut facts = NewDossier::new(DossierId::new(2026, 1).expect("a number"), Status::Received);
        facts.subject_line = fact(subject);
        let known = |text: String| Stated::from_text(&text);
        facts.complainant = Complainant { name: fact(name).map(|name| ComplainantName::from_text(&name)), postal_address: fact(address).map(known), ..Complainant::default() };
        facts.description = fact(description);
        let text = facts.text();
        let reading = read_dossier(text.as_bytes());
        prop_assert!(reading.remarks.is_empty(), "{:?}\n{text}", reading.remarks);
        let dossier = reading.dossier.clone().expect("a dossier");
        prop_assert_eq!(dossier.subject_line, facts.subject_line);
        prop_assert_eq!(dossier.complainant, facts.complainant);
    }
}

/// Reading a text of signs repeated takes no longer than this.
fn soon(sign: &str, size: usize) {
    let text = sign.repeat(size / sign.len());
    let file = format!("---\n{text}\n---\n");
    let start = Instant::now();
    let (document, _) = split(file.as_bytes());
    if let Some(document) = document {
        let _ = parse(document.front_matter, document.front_matter_at);
    }
    let elapsed = start.elapsed();
    // Some tenths of a second unoptimised; what grows with the square of the size takes far more than this.
    assert!(elapsed < Duration::from_secs(2), "{sign:?} × {size}: {elapsed:?}");
}

#[test]
fn sixteen_and_a_hundred_thousand_brackets_cost_nothing() {
    for size in [16 * 1024, 100_000] {
        let file = format!("---\n{}\n---\n", "[".repeat(size));
        let start = Instant::now();
        assert!(split(file.as_bytes()).0.is_none());
        assert!(split_rules(file.as_bytes()).0.is_none());
        assert!(start.elapsed() < Duration::from_millis(50));
    }
}

#[test]
fn no_repeated_sign_takes_long() {
    let signs = [
        "[",
        "{",
        "[]",
        "{}",
        "[{",
        "- ",
        "-\n",
        "? ",
        ": ",
        "a: ",
        "a: b\n",
        "a:b\n",
        "'",
        "\"",
        "''",
        "'\n",
        "\"\n",
        "|\n",
        ">\n ",
        "#\n",
        " #",
        "&a ",
        "*a ",
        "! ",
        "!a ",
        "%a\n",
        "@\n",
        "a: @\n",
        "a: '\n",
        "a: [\n",
        "a: {\n",
        "a: |\n",
        "- '\n",
        "- [\n",
        "\t",
        "\t\n",
        "a: b: c\n",
        "\u{201c}",
        "a: \u{201c}\u{201d}\n",
        ", ",
        "<<: a\n",
        "...\n",
        "--- \n",
        "\\",
        "é",
        "\n",
        "\r\n",
        "{a, ",
        "{a: b, c}, ",
        "a: {b, c}\n",
        "a: &b *c\n",
        "a: *b\n",
        "- a: b # c\n",
    ];
    for sign in signs {
        soon(sign, 60 * 1024);
    }
}

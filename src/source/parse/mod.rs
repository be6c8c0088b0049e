//! Front matter into a tree, in one pass over the events of the parser.

mod builder;
mod everyday;
mod scalar;

use granit_parser::{Options, Parser, ScanError};

use builder::Builder;

use super::depth::DEPTH_LIMIT;
use super::remark::Located;
use super::repair;
use super::tree::Node;

/// Reads a front matter that begins at byte `offset` of its file; every place is a byte of that file.
///
/// `None` when it cannot be understood as YAML, also not after getting past the stumbling blocks that are known.
/// A key that comes twice keeps its first value; what YAML offers beyond keys, values and lists is refused in place.
#[must_use]
pub fn parse(yaml: &str, offset: usize) -> (Option<Node<'_>>, Vec<Located>) {
    if let Some(root) = everyday::read(yaml, offset) {
        return (Some(root), Vec::new());
    }
    let reading = read(yaml, offset);
    match reading.broken {
        None => (reading.root, in_order(reading.remarks)),
        Some(broken) => repair::read_on(yaml, offset, &broken),
    }
}

/// The remarks in the order of the file.
pub(super) fn in_order(mut remarks: Vec<Located>) -> Vec<Located> {
    remarks.sort_by_key(|remark| remark.at.start);
    remarks
}

/// What one pass of the parser yields.
pub(super) struct Reading<'t> {
    /// The tree; `None` when the parser did not reach the end.
    pub root: Option<Node<'t>>,
    /// The remarks made on the way.
    pub remarks: Vec<Located>,
    /// Why the parser stopped.
    pub broken: Option<Broken>,
}

/// Why a parser stopped.
pub(super) enum Broken {
    /// The text is no YAML.
    Scan(ScanError),
    /// The text between quotation marks that begins at this byte runs on into the keys below it.
    Quote(usize),
}

/// Runs the parser over a front matter once.
pub(super) fn read(yaml: &str, offset: usize) -> Reading<'_> {
    let mut builder = Builder::new(yaml, offset);
    for event in Parser::new_from_str_with_options(yaml, options()) {
        match event {
            Ok((event, span)) => builder.event(event, &span),
            Err(error) => builder.broken = Some(Broken::Scan(error)),
        }
        if builder.is_done() {
            break;
        }
    }
    builder.finish()
}

/// What the parser is asked to do: report anchors and aliases rather than stop, and go no deeper than we do.
fn options() -> Options {
    let mut options = Options::default();
    options.disallow_directives = true;
    options.emit_unresolved_aliases = true;
    options.emit_anchor_events = true;
    options.set_emit_comments(false);
    options.flow_nesting_limit = DEPTH_LIMIT;
    options.block_nesting_limit = DEPTH_LIMIT;
    options
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::diagnostic::Code;
    use crate::source::tree::Value;

    /// The tree in one line: `{a: [b, c]}`, with `-` for no value.
    fn shown(node: &Node<'_>) -> String {
        match &node.value {
            Value::Empty => "-".to_owned(),
            Value::Scalar(text) => format!("{text:?}"),
            Value::List(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
            Value::Map(entries) => {
                let entries: Vec<_> = entries.iter().map(|entry| format!("{}: {}", entry.key, shown(&entry.value))).collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    /// The tree of a text that must earn no remark.
    fn tree(yaml: &str) -> String {
        let (root, remarks) = parse(yaml, 0);
        assert_eq!(remarks, []);
        shown(&root.expect("no remark, so a tree"))
    }

    /// The text every node of a tree points at.
    fn places<'t>(node: &Node<'_>, yaml: &'t str, found: &mut Vec<&'t str>) {
        found.push(&yaml[node.at.clone()]);
        node.items().iter().for_each(|item| places(item, yaml, found));
        for entry in node.entries() {
            assert_eq!(yaml[entry.key_at.clone()].trim_matches('"'), entry.key);
            places(&entry.value, yaml, found);
        }
    }

    /// The remarks on a text, as code and the text they point at.
    fn remarks(yaml: &str) -> Vec<(Code, &str)> {
        let (_, remarks) = parse(yaml, 0);
        remarks.into_iter().map(|remark| (remark.diagnostic.code, &yaml[remark.at])).collect()
    }

    #[test]
    fn text_keeps_its_characters() {
        let yaml = "a: 0612345678\nb: +31 6\nc: 1_000\nd: Yes\ne: 'it''s'\nf: \"a\\tb\"\ng: 1e3\n";
        assert_eq!(tree(yaml), r#"{a: "0612345678", b: "+31 6", c: "1_000", d: "Yes", e: "it's", f: "a\tb", g: "1e3"}"#);
    }

    #[test]
    fn block_texts_keep_or_fold_their_lines() {
        assert_eq!(tree("a: |\n  x\n  y\nb: >-\n  x\n  y\n"), r#"{a: "x\ny\n", b: "x y"}"#);
    }

    #[test]
    fn absent_values_are_empty_and_quoted_ones_are_not() {
        assert_eq!(tree("a:\nb: ~\nc: null\nd: ''\ne: [~, x]\nf:\n  -\n  - y\n"), r#"{a: -, b: -, c: -, d: "", e: [-, "x"], f: [-, "y"]}"#);
    }

    #[test]
    fn empty_text_is_no_value() {
        assert_eq!(tree(""), "-");
        assert_eq!(tree("# niets\n"), "-");
    }

    #[test]
    fn every_node_knows_its_place() {
        let yaml = "a: \"één\"  # c\nb:\nc: [x, {y: z}]\nd:\n  - e: f\n\n    g: |  # > geen\n      h\n\n      i\n\n  -\n# slot\nk:   ~\n";
        let (root, remarks) = parse(yaml, 0);
        assert_eq!(remarks, []);
        let mut found = Vec::new();
        places(&root.expect("a tree"), yaml, &mut found);
        let block = "|  # > geen\n      h\n\n      i";
        let entry = "e: f\n\n    g: |  # > geen\n      h\n\n      i";
        let list = "- e: f\n\n    g: |  # > geen\n      h\n\n      i\n\n  -";
        assert_eq!(found[1..], ["\"één\"", "", "[x, {y: z}]", "x", "{y: z}", "z", list, entry, "f", block, "", "~"]);
    }

    #[test]
    fn absent_value_stands_behind_the_colon() {
        let (root, _) = parse("a:  \nb: {c: , d:}\n", 10);
        let root = root.expect("a tree");
        assert_eq!(root.entry("a").map(|entry| (entry.key_at.clone(), entry.value.at.clone())), Some((10..11, 12..12)));
        let inner = &root.entry("b").expect("there").value;
        assert_eq!(inner.entry("c").map(|entry| entry.value.at.clone()), Some(21..21));
        assert_eq!(inner.entry("d").map(|entry| entry.value.at.clone()), Some(26..26));
    }

    #[test]
    fn duplicate_key_is_refused_at_the_second_one_and_keeps_the_first_value() {
        let yaml = "a: 1\nb:\n  c: 1\n  c: 2\na: 3\na: 4\n";
        let (root, remarks) = parse(yaml, 4);
        assert_eq!(shown(&root.expect("a tree")), r#"{a: "1", b: {c: "1"}}"#);
        let found: Vec<_> = remarks.iter().map(|remark| (remark.diagnostic.code, remark.at.clone(), &*remark.diagnostic.help)).collect();
        let help = |line| format!("de eerste staat op regel {line}; haal een van beide weg");
        let (two, four) = (help(2), help(4));
        assert_eq!(found, [(Code::DuplicateKey, 21..22, &*four), (Code::DuplicateKey, 26..27, &*two), (Code::DuplicateKey, 31..32, &*two)]);
    }

    #[test]
    fn duplicate_among_many_keys_is_found() {
        let yaml: String = (0..100).chain([7, 8]).map(|key| format!("k{key}: x\n")).collect();
        assert_eq!(remarks(&yaml), [(Code::DuplicateKey, "k7"), (Code::DuplicateKey, "k8")]);
    }

    #[test]
    fn what_yaml_offers_beyond_keys_and_values_is_refused_in_place() {
        let cases = [
            ("a: &b c\n", "&b"),
            ("a: *b\n", "*b"),
            ("a: &b\n  c: d\n", "&b"),
            ("a: !!str b\n", "!!str"),
            ("a: !b c\n", "!b"),
            ("<<: {a: b}\n", "<<"),
            ("a: b\n--- \nc: d\n", "---"),
            ("%YAML 1.2\n---\na: b\n", "%YAML 1.2"),
            ("[a, b]: c\n", "[a, b]"),
            ("? {a: b}\n: c\n", "{a: b}"),
            ("*a : b\n", "*a"),
        ];
        for (yaml, place) in cases {
            assert_eq!(remarks(yaml), [(Code::YamlNotAllowed, place)], "{yaml}");
        }
    }

    #[test]
    fn anchor_and_its_alias_are_both_refused() {
        assert_eq!(remarks("a: &x y\nb: *x\n"), [(Code::YamlNotAllowed, "&x"), (Code::YamlNotAllowed, "*x")]);
    }

    #[test]
    fn key_is_missing_before_a_colon() {
        assert_eq!(remarks("a: b\n: c\n"), [(Code::InvalidYaml, "")]);
    }

    #[test]
    fn nesting_ends_at_the_seventeenth_level() {
        let deep = format!("a: {}{}\n", "[{b: ".repeat(7), "}]".repeat(7));
        assert_eq!(remarks(&deep), []);
        let deeper = format!("a: {}{}\n", "[{b: ".repeat(8), "}]".repeat(8));
        assert_eq!(remarks(&deeper), [(Code::NestedTooDeep, "{")]);
        assert_eq!(parse(&deeper, 0).0, None);
    }

    #[test]
    fn lists_may_stand_and_close_at_the_column_of_their_key() {
        let (root, _) = parse("a:  # x - y\n- - b\n", 0);
        assert_eq!(root.expect("a tree").entry("a").map(|entry| entry.value.at.clone()), Some(12..17));
        assert_eq!(tree("a: [\n  b,\n  c\n]\nd:\n- e\n"), r#"{a: ["b", "c"], d: ["e"]}"#);
    }

    #[test]
    fn plain_text_is_not_copied() {
        let (root, _) = parse("a: b c\n", 0);
        let root = root.expect("a tree");
        let entry = root.entry("a").expect("there");
        assert!(matches!((&entry.key, &entry.value.value), (Cow::Borrowed(_), Value::Scalar(Cow::Borrowed(_)))));
    }
}

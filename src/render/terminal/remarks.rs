//! `controleer` on the screen: every remark with the lines it is about and the place marked.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::anchor::anchor_told;
use super::wording::counted;
use crate::diagnostic::{Diagnostic, Severity};
use crate::overview::{CheckedFile, Extent, InCommit, Tally};
use crate::regulation::Rules;
use crate::source::Located;

/// How the screen is used.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// Whether colours are shown.
    pub colour: bool,
    /// Its columns.
    pub width: usize,
}

/// Every remark with its excerpt, and a line that counts them.
///
/// Without rules, as when the rule file itself cannot be read, no article is named. The extent is that of a history, when it is one.
#[must_use]
pub fn remarks(files: &[CheckedFile], rules: Option<&Rules>, extent: Option<&Extent>, screen: Screen) -> String {
    excerpts(files, rules, screen) + &closing_line(Tally::of(files), extent)
}

/// Every remark with its excerpt, each followed by an empty line.
#[must_use]
pub fn excerpts(files: &[CheckedFile], rules: Option<&Rules>, screen: Screen) -> String {
    let renderer = if screen.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(screen.width);
    let mut text = String::new();
    for file in files {
        let source = std::str::from_utf8(&file.bytes).ok();
        for remark in &file.remarks {
            text.push_str(&renderer.render(&[group(remark, file, source, rules)]));
            text.push_str("\n\n");
        }
    }
    text
}

fn group<'a>(remark: &'a Located, file: &'a CheckedFile, source: Option<&'a str>, rules: Option<&'a Rules>) -> Group<'a> {
    let Diagnostic { code, provision, severity, message, help, .. } = &remark.diagnostic;
    let title = level(*severity).primary_title(message.as_str()).id(code.id());
    let group = match source.filter(|text| !text.is_empty()) {
        Some(text) => title.element(excerpt(text, &remark.at, &file.path)),
        None => title.element(Origin::path(file.path.as_str())),
    };
    let article = provision.zip(rules).map(|(provision, rules)| Level::NOTE.with_name("regeling").message(rules.article(provision)));
    let help = Some(help).filter(|help| !help.is_empty()).map(|help| Level::HELP.with_name("hulp").message(help.as_str()));
    let commit = file.recorded.as_ref().map(|recorded| Level::NOTE.with_name("vastlegging").message(commit_in_words(recorded)));
    group.elements(help).elements(article).elements(commit)
}

/// "1a2b3c4d, 2026-11-20T09:12:44+01:00": the time as the rule file names it to explain a finding.
fn commit_in_words(recorded: &InCommit) -> String {
    format!("{}, {}", recorded.short(), recorded.at.to_rfc3339())
}

/// The lines around the place, with the first line of the place marked.
fn excerpt<'a>(text: &'a str, at: &Range<usize>, path: &'a str) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let start = floor_char_boundary(text, at.start);
    let marked = &text[start..floor_char_boundary(text, at.end).max(start)];
    let first_line = marked.lines().next().unwrap_or_default().trim_end().len();
    let (window, line) = around(text, start);
    let span = start - window.start..start - window.start + first_line;
    Snippet::source(&text[window]).line_start(line).path(path).annotation(AnnotationKind::Primary.span(span))
}

/// The line a byte stands in, with the one before it and the one behind it, and the number of the first of them: what is shown looks
/// no further, and going through all of a file for each of its remarks costs more than checking it.
fn around(text: &str, at: usize) -> (Range<usize>, usize) {
    let line_start = |end: usize| text[..end].rfind('\n').map_or(0, |before| before + 1);
    let line_end = |start: usize| text[start..].find('\n').map_or(text.len(), |length| start + length + 1);
    let from = line_start(line_start(at).saturating_sub(1));
    (from..line_end(line_end(at)), 1 + text[..from].matches('\n').count())
}

fn floor_char_boundary(text: &str, index: usize) -> usize {
    (0..=index.min(text.len())).rev().find(|index| text.is_char_boundary(*index)).unwrap_or(0)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR.with_name("fout"),
        Severity::Warning => Level::WARNING.with_name("waarschuwing"),
        Severity::Info => Level::INFO.with_name("info"),
    }
}

/// "12 dossiers gecontroleerd: 3 fouten, 1 waarschuwing."
fn closing_line(tally: Tally, extent: Option<&Extent>) -> String {
    let dossiers = |count| if count == 0 { "Geen dossiers".to_owned() } else { counted(count, "dossier", "dossiers") };
    let looked_at = match extent {
        Some(Extent { commits, dossiers, .. }) => {
            format!("{} van {}", counted(*commits, "vastlegging", "vastleggingen"), counted(*dossiers, "dossier", "dossiers"))
        }
        None => dossiers(tally.dossiers),
    };
    let anchor = extent.and_then(|extent| extent.anchor.as_ref()).map(anchor_told).unwrap_or_default();
    format!("{looked_at} gecontroleerd: {}.\n{anchor}", found(tally))
}

/// "3 fouten, 1 waarschuwing"
fn found(tally: Tally) -> String {
    let counts = [(tally.errors, "fout", "fouten"), (tally.warnings, "waarschuwing", "waarschuwingen"), (tally.infos, "info", "info's")];
    let counts: Vec<_> = counts.into_iter().filter(|count| count.0 > 0).map(|(count, one, many)| counted(count, one, many)).collect();
    if counts.is_empty() { "geen opmerkingen".to_owned() } else { counts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Field};

    const SCREEN: Screen = Screen { colour: false, width: 100 };

    fn checked(text: &str, at: Range<usize>) -> CheckedFile {
        let diagnostic = Diagnostic::new(Code::InvalidDate, Field::ReceivedOn, "«3-11» is geen dag", "schrijf bijvoorbeeld 2026-11-03");
        CheckedFile {
            path: "dossiers/2026/K-2026-0007/dossier.md".to_owned(),
            number: "K-2026-0007".parse().ok(),
            bytes: text.as_bytes().to_vec(),
            remarks: vec![Located { diagnostic, at }],
            recorded: None,
        }
    }

    #[test]
    fn place_is_marked_under_its_line() {
        let shown = remarks(&[checked("---\nontvangen_op: 3-11\n---\n", 18..22)], None, None, SCREEN);
        let expected = "\
fout[datum-onleesbaar]: «3-11» is geen dag
 --> dossiers/2026/K-2026-0007/dossier.md:2:15
  |
2 | ontvangen_op: 3-11
  |               ^^^^
  |
  = hulp: schrijf bijvoorbeeld 2026-11-03

1 dossier gecontroleerd: 1 fout.
";
        assert_eq!(shown, expected);
    }

    #[test]
    fn every_place_is_shown_as_if_all_of_the_file_were_looked_at() {
        let text = "---\n\nnaam: Zoë\r\n\n  a: [b,\n c]\n---\n\n\ntekst";
        let render = |snippet| Renderer::plain().render(&[Level::ERROR.primary_title("x").element(snippet)]);
        let bounds: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        for start in &bounds {
            for end in bounds.iter().filter(|end| *end >= start) {
                let first_line = text[*start..*end].lines().next().unwrap_or_default().trim_end().len();
                let whole = Snippet::source(text).path("p").annotation(AnnotationKind::Primary.span(*start..start + first_line));
                assert_eq!(render(excerpt(text, &(*start..*end), "p")), render(whole), "{start}..{end}");
            }
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_told_without_excerpt() {
        let mut file = checked("", 0..1);
        file.bytes = vec![0xff];
        assert!(remarks(&[file], None, None, SCREEN).starts_with("fout[datum-onleesbaar]: «3-11» is geen dag\n--> dossiers/2026"));
    }

    #[test]
    fn place_beyond_the_file_marks_its_end() {
        let shown = remarks(&[checked("---\n", 400..500)], None, None, SCREEN);
        assert!(shown.contains("dossier.md:"), "{shown}");
    }

    #[test]
    fn nothing_to_say_is_said() {
        let file = CheckedFile { remarks: Vec::new(), ..checked("---\n", 0..0) };
        assert_eq!(remarks(&[file], None, None, SCREEN), "1 dossier gecontroleerd: geen opmerkingen.\n");
    }
}

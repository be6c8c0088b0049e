//! How deep a front matter is nested, told from its characters before any parser runs.

/// The number of levels, lists and maps together, that a front matter may have.
pub const DEPTH_LIMIT: usize = 16;

/// The byte of `yaml` that opens one level too many; `None` when the nesting is in order.
///
/// Nearly every file is told by counting alone; only a suspicious one is looked at character by character.
#[must_use]
pub fn too_deep(yaml: &str) -> Option<usize> {
    if !is_suspicious(yaml.as_bytes()) {
        return None;
    }
    let mut scan = Scan::default();
    let mut start = 0;
    for line in yaml.split('\n') {
        if let Some(at) = scan.line(line.as_bytes()) {
            return Some(start + at);
        }
        start += line.len() + 1;
    }
    None
}

/// Whether there are so many brackets, or so many marks at the start of a line, that the nesting could be too deep.
fn is_suspicious(yaml: &[u8]) -> bool {
    // Every level of indentation takes a column, and a list may share one with the map around it.
    const MOST_MARKS: usize = DEPTH_LIMIT - 2;
    let is_mark = |byte: &&u8| matches!(byte, b' ' | b'-' | b'?');
    let brackets = yaml.iter().filter(|byte| matches!(byte, b'[' | b'{')).count();
    brackets > DEPTH_LIMIT || yaml.split(|byte| *byte == b'\n').any(|line| line.iter().take_while(is_mark).count() > MOST_MARKS)
}

/// What is open while going through the lines.
#[derive(Default)]
struct Scan {
    /// The columns of the block levels that are open.
    columns: Vec<usize>,
    /// The number of brackets that are open.
    flow: usize,
    /// The quotation mark that is open.
    quote: Option<u8>,
    /// The column of the line that began a block of text; deeper lines are text.
    text_block: Option<usize>,
}

impl Scan {
    /// Takes in a line; returns the byte in it that opens one level too many.
    fn line(&mut self, line: &[u8]) -> Option<usize> {
        if self.quote.is_some() || self.flow > 0 {
            return self.content(line, 0, 0);
        }
        let indent = line.iter().take_while(|byte| **byte == b' ').count();
        if matches!(line.get(indent), None | Some(b'\r' | b'#')) || self.text_block.is_some_and(|column| indent > column) {
            return None;
        }
        self.text_block = None;
        let mut column = indent;
        self.open_column(column);
        while matches!(line.get(column), Some(b'-' | b'?')) && matches!(line.get(column + 1), Some(b' ')) {
            column += 1 + line[column + 1..].iter().take_while(|byte| **byte == b' ').count();
            self.open_column(column);
        }
        if self.is_too_deep() { Some(column.min(line.len())) } else { self.content(line, column, indent) }
    }

    /// Opens the block level at a column and closes those further to the right.
    fn open_column(&mut self, column: usize) {
        while self.columns.last().is_some_and(|open| *open > column) {
            self.columns.pop();
        }
        if self.columns.last() != Some(&column) {
            self.columns.push(column);
        }
    }

    /// Whether more is open than may be.
    fn is_too_deep(&self) -> bool {
        self.columns.len() + self.flow > DEPTH_LIMIT
    }

    /// Goes through the characters of a line behind its indentation.
    fn content(&mut self, line: &[u8], from: usize, indent: usize) -> Option<usize> {
        let mut may_begin_value = true;
        let mut at = from;
        while let Some(&byte) = line.get(at) {
            let next = line.get(at + 1).copied();
            match (self.quote, byte) {
                (Some(b'"'), b'\\') => at += 1,
                (Some(b'\''), b'\'') if next == Some(b'\'') => at += 1,
                (Some(quote), _) => {
                    if byte == quote {
                        self.quote = None;
                    }
                }
                (None, b'#') if at == 0 || matches!(line[at - 1], b' ' | b'\t') => return None,
                (None, b'"' | b'\'') if may_begin_value => {
                    self.quote = Some(byte);
                    may_begin_value = false;
                }
                (None, b'[' | b'{') if may_begin_value || self.flow > 0 => {
                    self.flow += 1;
                    may_begin_value = true;
                    if self.is_too_deep() {
                        return Some(at);
                    }
                }
                (None, b']' | b'}') => self.flow = self.flow.saturating_sub(1),
                (None, b'|' | b'>') if may_begin_value && self.flow == 0 => {
                    self.text_block = Some(indent);
                    return None;
                }
                (None, b' ' | b'\t') => {}
                (None, b':') => may_begin_value = self.flow > 0 || matches!(next, None | Some(b' ' | b'\t' | b'\r')),
                (None, b',') => may_begin_value = self.flow > 0,
                (None, _) => may_begin_value = false,
            }
            at += 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_refused_at_the_seventeenth_level() {
        assert_eq!(too_deep(&"[".repeat(15)), None);
        assert_eq!(too_deep(&"[".repeat(40)), Some(15), "the line itself is a level");
    }

    #[test]
    fn brackets_in_text_do_not_count() {
        let quoted = format!("onderwerp: \"{}\"\n", "[".repeat(40));
        let plain = format!("onderwerp: zie {}\n", "[".repeat(40));
        let comment = format!("onderwerp: zie  # {}\n", "[".repeat(40));
        let block = format!("onderwerp: |\n  {}\n", "[".repeat(40));
        for text in [quoted, plain, comment, block] {
            assert_eq!(too_deep(&text), None, "{text}");
        }
    }

    #[test]
    fn many_shallow_lists_are_in_order() {
        assert_eq!(too_deep(&"stukken: [a, {b: c}]\n".repeat(100)), None);
    }

    #[test]
    fn indentation_is_refused_when_too_deep() {
        let stairs: String = (0..20).map(|level| format!("{}a:\n", " ".repeat(level * 2))).collect();
        assert!(too_deep(&stairs).is_some());
        assert!(too_deep(&"- ".repeat(30)).is_some());
    }

    #[test]
    fn deeply_indented_text_is_in_order() {
        let stairs: String = (0..20).map(|level| format!("  {}tekst\n", " ".repeat(level * 2))).collect();
        assert_eq!(too_deep(&format!("reden: |\n{stairs}")), None);
    }
}

//! The bytes of a list into headings and rows, however a spreadsheet wrote them.

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::Column;

/// The largest list that is read.
pub const LARGEST: usize = 50 << 20;
/// The most rows a list may have.
const MOST_ROWS: usize = 50_000;
/// How many rows are looked at for one with headings: offices put titles above their lists.
const LOOKED_AT: usize = 10;
/// What may stand between cells.
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// Why a file is not read as a list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// There is nothing in it.
    #[error("er staat niets in deze lijst")]
    Empty,
    /// More than anyone has.
    #[error("deze lijst is te groot: hoogstens 50 MB en 50.000 regels")]
    TooLarge,
    /// A spreadsheet itself, not what it exports.
    #[error("dit is een werkmap van een rekenblad; bewaar haar daarin als CSV en neem dat bestand")]
    Spreadsheet,
    /// No row has headings we know.
    #[error("er is geen regel met kolomnamen gevonden; «klacht importeer --voorbeeldlijst» toont een lijst zoals klacht haar leest")]
    NoHeadings,
    /// Headings, but none for a day, without which no number can be given.
    #[error("geen kolom met de dag waarop een klacht binnenkwam of werd ingediend; noem haar «ontvangen op» of «ingediend op»")]
    NoDay,
    /// A quotation mark that swallows the rest of the list.
    #[error("op regel {0} begint een aanhalingsteken dat nergens sluit; de rest van de lijst zou in één vakje vallen")]
    UnclosedQuote(usize),
    /// The reader of lists would not go on.
    #[error("de lijst is niet te lezen na regel {0}")]
    Unreadable(usize),
}

/// A heading as it stands, and the column it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// As it stands.
    pub text: String,
    /// The column; `None` when it is not known, or another heading has it already.
    pub column: Option<Column>,
    /// Whether an earlier heading is the same column.
    pub is_second: bool,
}

/// A list as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// What stands between cells.
    pub delimiter: char,
    /// How the letters were written, for the officer.
    pub encoding: &'static str,
    /// The headings.
    pub headings: Vec<Heading>,
    /// The rows below them, each with its number as a spreadsheet shows it.
    pub rows: Vec<(usize, Vec<String>)>,
}

impl Table {
    /// The table in these bytes.
    ///
    /// # Errors
    /// When it is no list, or none of its rows has headings we know.
    pub fn read(bytes: &[u8]) -> Result<Self, ListError> {
        if bytes.len() > LARGEST {
            return Err(ListError::TooLarge);
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            return Err(ListError::Spreadsheet);
        }
        let mut encodings = Encodings::default();
        let unwrapped = encodings.unwrapped(bytes);
        let (named, text) = named_delimiter(&unwrapped);
        let offset = usize::from(named.is_some());
        if text.iter().all(u8::is_ascii_whitespace) {
            return Err(ListError::Empty);
        }
        let delimiter = named.unwrap_or_else(|| likeliest(text));
        let mut records = records(text, delimiter)?;
        unclosed_quote(text, &records, offset)?;
        let at = records.iter().take(LOOKED_AT).position(|record| known_headings(&record.cells) >= 2).ok_or(ListError::NoHeadings)?;
        let rows = records.split_off(at + 1);
        let headings = headings(&records[at].cells, &mut encodings);
        if !headings.iter().any(|heading| matches!(heading.column, Some(Column::Received | Column::Submitted))) {
            return Err(ListError::NoDay);
        }
        let rows = rows.into_iter().map(|record| (record.number + offset, cells(&record.cells, &mut encodings)));
        let rows: Vec<_> = rows.filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty())).collect();
        Ok(Self { delimiter: char::from(delimiter), encoding: encodings.told(), headings, rows })
    }
}

/// A row with its number.
struct Record {
    number: usize,
    cells: ByteRecord,
    lines: usize,
}

/// The delimiter that a first line `sep=;` names, as Excel writes it, and what follows that line.
fn named_delimiter(text: &[u8]) -> (Option<u8>, &[u8]) {
    let end = text.iter().position(|byte| *byte == b'\n').unwrap_or(text.len());
    let line = text[..end].trim_ascii();
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    match line {
        [s, e, p, b'=', delimiter] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") => (Some(*delimiter), text.get(end + 1..).unwrap_or_default()),
        _ => (None, text),
    }
}

/// The delimiter by which most headings are known; of equals, the one that makes most cells.
fn likeliest(text: &[u8]) -> u8 {
    let score = |delimiter: u8| {
        let first = reader(text, delimiter).into_byte_records().take(LOOKED_AT).flatten();
        first.map(|record| (known_headings(&record), record.len())).max().unwrap_or_default()
    };
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter)).expect("there are delimiters")
}

fn known_headings(record: &ByteRecord) -> usize {
    record.iter().filter(|cell| cell.len() < 80 && Column::named(&decoded(cell).0).is_some()).count()
}

fn reader(text: &[u8], delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text)
}

/// Every row with its number; rows in which nothing stands count, though they are left out.
fn records(text: &[u8], delimiter: u8) -> Result<Vec<Record>, ListError> {
    let mut reader = reader(text, delimiter);
    let mut found = Vec::new();
    let mut number = 0;
    let mut cells = ByteRecord::new();
    loop {
        let before = reader.position().line();
        match reader.read_byte_record(&mut cells) {
            Ok(true) => {}
            Ok(false) => return Ok(found),
            Err(_) => return Err(ListError::Unreadable(number)),
        }
        let within = cells.iter().flatten().filter(|byte| **byte == b'\n').count();
        let passed = usize::try_from(reader.position().line() - before).unwrap_or_default();
        // What was passed beyond the row itself were empty lines before it.
        number += 1 + passed.saturating_sub(within + 1);
        found.push(Record { number, cells: cells.clone(), lines: within + 1 });
        if found.len() > MOST_ROWS {
            return Err(ListError::TooLarge);
        }
    }
}

/// Refuses a list whose last cell holds lines to the end because its quotation mark is never closed.
fn unclosed_quote(text: &[u8], records: &[Record], offset: usize) -> Result<(), ListError> {
    let is_odd = text.iter().filter(|byte| **byte == b'"').count() % 2 == 1;
    match records.last() {
        Some(last) if is_odd && last.lines > 1 => Err(ListError::UnclosedQuote(last.number + offset)),
        _ => Ok(()),
    }
}

fn headings(record: &ByteRecord, encodings: &mut Encodings) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    for text in cells(record, encodings) {
        let column = Column::named(&text);
        let is_second = column.is_some() && headings.iter().any(|heading| heading.column == column);
        headings.push(Heading { text, column: column.filter(|_| !is_second), is_second });
    }
    headings
}

fn cells(record: &ByteRecord, encodings: &mut Encodings) -> Vec<String> {
    record.iter().map(|cell| bare(&encodings.text(cell))).collect()
}

/// The text of a cell without what a spreadsheet puts around it to keep it text: `="0612"`, `'=1+1`.
fn bare(cell: &str) -> String {
    let cell = cell.trim();
    if let Some(text) = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        return text.to_owned();
    }
    match cell.strip_prefix('\'') {
        Some(text) if text.starts_with(['=', '+', '-', '@']) => text.to_owned(),
        _ => cell.to_owned(),
    }
}

/// How the letters of a list were written.
#[derive(Default)]
struct Encodings {
    utf16: bool,
    utf8: bool,
    windows: bool,
}

impl Encodings {
    /// The bytes without a byte order mark; what Excel calls Unicode text becomes UTF-8.
    fn unwrapped(&mut self, bytes: &[u8]) -> Vec<u8> {
        let wide = |big: bool| {
            let pairs = bytes[2..]
                .chunks_exact(2)
                .map(move |pair| if big { u16::from_be_bytes([pair[0], pair[1]]) } else { u16::from_le_bytes([pair[0], pair[1]]) });
            char::decode_utf16(pairs).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>().into_bytes()
        };
        self.utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
        match bytes {
            [0xff, 0xfe, ..] => wide(false),
            [0xfe, 0xff, ..] => wide(true),
            _ => bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).to_vec(),
        }
    }

    /// The text of a cell; each is read by itself, since lists are pasted together.
    fn text(&mut self, cell: &[u8]) -> String {
        let (text, is_windows) = decoded(cell);
        self.windows |= is_windows;
        self.utf8 |= !is_windows && !cell.is_ascii();
        text
    }

    fn told(&self) -> &'static str {
        match (self.utf16, self.utf8, self.windows) {
            (true, ..) => "UTF-16",
            (_, true, true) => "deels UTF-8, deels windows-1252",
            (_, false, true) => "windows-1252",
            (_, _, false) => "UTF-8",
        }
    }
}

/// The text of a cell in UTF-8, else in windows-1252; and whether it was the latter.
fn decoded(cell: &[u8]) -> (String, bool) {
    /// The letters of windows-1252 from 0x80 to 0x9f; the rest are those of Unicode.
    const WINDOWS: [char; 32] = [
        '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}', '\u{fffd}', '‘', '’', '“', '”', '•',
        '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
    ];
    match std::str::from_utf8(cell) {
        Ok(text) => (text.to_owned(), false),
        Err(_) => {
            (cell.iter().map(|byte| if (0x80..0xa0).contains(byte) { WINDOWS[usize::from(byte - 0x80)] } else { char::from(*byte) }).collect(), true)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: impl AsRef<[u8]>) -> Table {
        Table::read(text.as_ref()).unwrap()
    }

    #[test]
    fn delimiter_is_found_by_the_headings_it_makes() {
        for (delimiter, name) in [(";", ';'), (",", ','), ("\t", '\t'), ("|", '|')] {
            let text = ["Ontvangen", "Naam", "Straat, nr"].join(delimiter) + "\r\n" + &["3-11-2026", "Daan Mulder", "x"].join(delimiter) + "\r\n";
            let table = table(text);
            assert_eq!(table.delimiter, name);
            assert_eq!(table.rows[0].1[1], "Daan Mulder");
        }
    }

    #[test]
    fn line_of_excel_names_the_delimiter_and_counts_as_a_row() {
        let table = table("sep=;\r\nOntvangen;Naam\r\n3-11-2026;Daan\r\n");
        assert_eq!((table.delimiter, table.rows[0].0), (';', 3));
    }

    #[test]
    fn row_numbers_are_those_of_the_spreadsheet() {
        let table = table("Klachten 2026\n\nOntvangen;Naam\n3-11-2026;\"Daan\nMulder\"\n\n;\n4-11-2026;Bram");
        assert_eq!(table.rows.iter().map(|row| row.0).collect::<Vec<_>>(), [4, 7]);
        assert_eq!(table.rows[0].1[1], "Daan\nMulder");
    }

    #[test]
    fn every_cell_is_read_in_its_own_encoding() {
        let table = table(b"\xef\xbb\xbfOntvangen;Naam\n3-11-2026;Zo\xc3\xab\n4-11-2026;Zo\xeb \x80 5\n");
        assert_eq!((table.rows[0].1[1].as_str(), table.rows[1].1[1].as_str()), ("Zoë", "Zoë € 5"));
        assert_eq!(table.encoding, "deels UTF-8, deels windows-1252");
    }

    #[test]
    fn unicode_text_of_excel_is_read() {
        let wide: Vec<u8> =
            std::iter::once(0xfeff).chain("Ontvangen\tNaam\r\n3-11-2026\tZoë\r\n".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let table = table(wide);
        assert_eq!((table.delimiter, table.rows[0].1[1].as_str(), table.encoding), ('\t', "Zoë", "UTF-16"));
    }

    #[test]
    fn second_heading_of_one_column_is_told_apart() {
        let table = table("Ontvangen;Naam;Klager\n3-11-2026;Daan;Bram\n");
        assert_eq!((table.headings[2].column, table.headings[2].is_second), (None, true));
    }

    #[test]
    fn formula_that_keeps_a_text_is_taken_off() {
        assert_eq!(["=\"0612\"", "'+31 6", "'s-Hertogenbosch", "=1+1"].map(bare), ["0612", "+31 6", "'s-Hertogenbosch", "=1+1"]);
    }

    #[test]
    fn what_is_no_list_is_refused_with_the_reason() {
        let read = |bytes: &[u8]| Table::read(bytes).unwrap_err();
        assert_eq!(read(b""), ListError::Empty);
        assert_eq!(read(b"\xef\xbb\xbf \r\n"), ListError::Empty);
        assert_eq!(read(b"PK\x03\x04..."), ListError::Spreadsheet);
        assert_eq!(read(b"een;twee\n1;2\n"), ListError::NoHeadings);
        assert_eq!(read(b"naam;email\nDaan;x\n"), ListError::NoDay);
        assert_eq!(read(b"naam;ontvangen\n\"Daan;3-11-2026\nBram;4-11-2026\n"), ListError::UnclosedQuote(2));
    }

    #[test]
    fn list_with_headings_alone_has_no_rows() {
        assert_eq!(table("Ontvangen;Naam\n").rows, []);
    }
}

//! Lists for a spreadsheet: text in columns that opens right in the Dutch ones, with nothing in it that acts.

mod audit;
mod cell;
mod register;
mod report;

pub use audit::audit_sheet;
pub use cell::Cell;
pub use register::register_sheet;
pub use report::report_sheet;

/// The mark by which a spreadsheet knows that the text is UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A list with these headings and rows: semicolons between the columns, as a Dutch spreadsheet expects, and Windows line ends.
///
/// # Panics
/// Never: writing into memory does not fail.
#[must_use]
pub fn sheet(headings: &[&str], rows: impl IntoIterator<Item = Vec<Cell>>) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(headings).expect("memory takes every record");
    for row in rows {
        writer.write_record(row.iter().map(ToString::to_string)).expect("every row has the columns of the headings");
    }
    let bytes = writer.into_inner().expect("memory takes every byte");
    format!("{BYTE_ORDER_MARK}{}", String::from_utf8(bytes).expect("headings and cells are text"))
}

/// Whether a file is a list of ours that has a row a dossier.
#[must_use]
pub fn is_sheet_of_ours(bytes: &[u8]) -> bool {
    let mark = BYTE_ORDER_MARK.to_string();
    let first = bytes.strip_prefix(mark.as_bytes()).and_then(|rest| rest.split(|byte| *byte == b'\r' || *byte == b'\n').next());
    let headings = [audit::HEADINGS.join(";"), register::HEADINGS.join(";")];
    first.is_some_and(|first| headings.iter().any(|heading| first.starts_with(heading.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_opens_in_a_dutch_spreadsheet() {
        let rows = [vec![Cell::text("één; \"twee\""), Cell::day("2026-11-03".parse().ok())], vec![Cell::Empty, Cell::count(3)]];
        assert_eq!(sheet(&["a", "b"], rows), "\u{feff}a;b\r\n\"één; \"\"twee\"\"\";2026-11-03\r\n;3\r\n");
    }
}

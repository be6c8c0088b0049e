//! What every answer begins with.

use chrono::NaiveDate;
use serde::Serialize;

/// The version of the contract.
const SCHEMA: u32 = 1;

/// An answer in its envelope.
#[derive(Serialize)]
struct Envelope<'a, T> {
    schema: u32,
    soort: &'a str,
    vandaag: NaiveDate,
    #[serde(flatten)]
    answer: &'a T,
}

/// The answer of a command as JSON that a person can read, with a line end.
pub fn envelope<T: Serialize>(command: &str, today: NaiveDate, answer: &T) -> String {
    let envelope = Envelope { schema: SCHEMA, soort: command, vandaag: today, answer };
    let mut text = serde_json::to_string_pretty(&envelope).expect("an answer holds texts, numbers, lists and days only");
    text.push('\n');
    text
}

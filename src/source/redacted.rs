//! From which dossiers something was taken out of every version: the day, the role and the reason, never what it was.

use chrono::NaiveDate;

use super::appending::{List, PartingError, broken};
use super::kept_lines::entries;
use super::parting::quoted;
use crate::domain::DossierId;

/// The register.
const REDACTED: List = List {
    key: "weggelakt",
    beginning: "# Uit welke dossiers iets uit alle versies is weggelakt. Wat het was staat er niet in: houd ook de reden zo.\nschema: 1\nweggelakt:\n",
};

/// Something that was taken out of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedactedLine {
    /// The dossier.
    pub dossier: DossierId,
    /// `passage` or `bijlage`.
    pub what: &'static str,
    /// The day.
    pub on: NaiveDate,
    /// In which role someone did it.
    pub role: &'static str,
    /// Why.
    pub reason: String,
}

/// The register with this line at the end of its list; what stood there stays as it was written.
///
/// # Errors
/// When the file is in no shape to take it.
pub fn with_redacted(register: &[u8], line: &RedactedLine) -> Result<Vec<u8>, PartingError> {
    let RedactedLine { dossier, what, on, role, reason } = line;
    let entry = format!("  - nummer: {dossier}\n    wat: {what}\n    weggelakt_op: {on}\n    rol: {role}\n    reden: {}\n", quoted(reason));
    let text = REDACTED.with(register, &entry)?;
    match broken(&text) {
        Some(line) => Err(PartingError::NotYaml { line }),
        None => Ok(text.into_bytes()),
    }
}

/// The dossiers from which something was taken out, by the register.
#[must_use]
pub fn read_redacted(register: &[u8]) -> std::collections::BTreeSet<DossierId> {
    let text = String::from_utf8_lossy(register);
    let plain = text.lines().filter_map(|line| line.trim().strip_prefix("- nummer: ")?.trim().parse().ok());
    // However someone wrote a line by hand, it still says from which dossier.
    plain.chain(entries(register, REDACTED.key).into_iter().flatten().map(|(dossier, _)| dossier)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_behind_those_that_were_there_and_read_back() {
        let line = |number: &str| RedactedLine {
            dossier: number.parse().unwrap(),
            what: "passage",
            on: "2026-11-23".parse().unwrap(),
            role: "klachtenfunctionaris",
            reason: "Hoort \"niet\" in dit dossier".to_owned(),
        };
        let first = with_redacted(b"", &line("K-2026-0007")).unwrap();
        let both = with_redacted(&first, &line("K-2026-0003")).unwrap();
        assert!(both.starts_with(&first));
        assert_eq!(read_redacted(&both), ["K-2026-0003", "K-2026-0007"].map(|number| number.parse().unwrap()).into());
        let read: serde_yaml::Value = serde_yaml::from_slice(&both).unwrap();
        assert_eq!(read["weggelakt"][0]["reden"].as_str(), Some("Hoort \"niet\" in dit dossier"));
    }
}

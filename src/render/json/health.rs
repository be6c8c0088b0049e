//! `diagnose` as JSON.

use chrono::NaiveDate;
use serde::Serialize;

use super::envelope::envelope;
use crate::domain::Vocabulary;
use crate::overview::health::{Check, Finding, Weight};

#[derive(Serialize)]
struct Answer<'a> {
    bevindingen: Vec<Found<'a>>,
    geteld: Counted,
}

#[derive(Serialize)]
struct Found<'a> {
    onderdeel: &'static str,
    stand: &'static str,
    bericht: &'a str,
    hulp: Option<&'a str>,
    te_herstellen: bool,
    hersteld: bool,
}

#[derive(Serialize)]
struct Counted {
    goed: usize,
    aandacht: usize,
    fout: usize,
}

/// Every check, in the order they are made; `mended` are those that were put right.
#[must_use]
pub fn health(findings: &[Finding], mended: &[Check], today: NaiveDate) -> String {
    let found = |finding| found(finding, mended);
    let count = |weight| findings.iter().filter(|finding| finding.weight == weight).count();
    let counted = Counted { goed: count(Weight::Good), aandacht: count(Weight::Attention), fout: count(Weight::Wrong) };
    envelope("diagnose", today, &Answer { bevindingen: findings.iter().map(found).collect(), geteld: counted })
}

fn found<'a>(finding: &'a Finding, mended: &[Check]) -> Found<'a> {
    Found {
        onderdeel: finding.check.word(),
        stand: finding.weight.word(),
        bericht: &finding.what,
        hulp: finding.help.as_deref(),
        te_herstellen: finding.mend.is_some(),
        hersteld: mended.contains(&finding.check),
    }
}

//! `controleer` as JSON.

use chrono::NaiveDate;
use serde::Serialize;

use super::envelope::envelope;
use crate::domain::Vocabulary;
use crate::overview::{CheckedFile, Tally};
use crate::regulation::Rules;
use crate::source::{Lines, Located};

#[derive(Serialize)]
struct Answer<'a> {
    opmerkingen: Vec<Remark<'a>>,
    geteld: Count,
}

#[derive(Serialize)]
struct Remark<'a> {
    code: &'static str,
    artikel: Option<&'a str>,
    ernst: &'static str,
    nummer: Option<String>,
    veld: Option<String>,
    bestand: &'a str,
    regel: Option<usize>,
    kolom: Option<usize>,
    bericht: &'a str,
    hulp: Option<&'a str>,
}

#[derive(Serialize)]
struct Count {
    dossiers: usize,
    fouten: usize,
    waarschuwingen: usize,
}

/// Every remark with its place. Articles are null without rules, as when the rule file itself cannot be read.
#[must_use]
pub fn check(files: &[CheckedFile], rules: Option<&Rules>, today: NaiveDate) -> String {
    let tally = Tally::of(files);
    let answer = Answer {
        opmerkingen: files.iter().flat_map(|file| of_file(file, rules)).collect(),
        geteld: Count { dossiers: tally.dossiers, fouten: tally.errors, waarschuwingen: tally.warnings },
    };
    envelope("controleer", today, &answer)
}

fn of_file<'a>(file: &'a CheckedFile, rules: Option<&'a Rules>) -> Vec<Remark<'a>> {
    let lines = Lines::new(&file.bytes);
    file.remarks.iter().map(|remark| of_remark(remark, file, &lines, rules)).collect()
}

fn of_remark<'a>(remark: &'a Located, file: &'a CheckedFile, lines: &Lines<'_>, rules: Option<&'a Rules>) -> Remark<'a> {
    let diagnostic = &remark.diagnostic;
    let position = (!file.bytes.is_empty()).then(|| lines.position(remark.at.start));
    Remark {
        code: diagnostic.code.id(),
        artikel: diagnostic.provision.zip(rules).map(|(provision, rules)| rules.article(provision)),
        ernst: diagnostic.severity.word(),
        nummer: file.number.map(|number| number.to_string()),
        veld: diagnostic.place.name(),
        bestand: &file.path,
        regel: position.map(|position| position.line),
        kolom: position.map(|position| position.column),
        bericht: &diagnostic.message,
        hulp: Some(diagnostic.help.as_str()).filter(|help| !help.is_empty()),
    }
}

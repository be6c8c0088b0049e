//! `controleer` as JSON.

use chrono::NaiveDate;
use serde::Serialize;

use super::envelope::envelope;
use crate::domain::Vocabulary;
use crate::overview::{AnchorTold, CheckedFile, Extent, Tally};
use crate::regulation::Rules;
use crate::source::{Lines, Located};

#[derive(Serialize)]
struct Answer<'a> {
    opmerkingen: Vec<Remark<'a>>,
    geteld: Count,
    ijkpunt: Option<Anchor>,
}

#[derive(Serialize)]
struct Anchor {
    stand_van: NaiveDate,
    bevat: bool,
    wijzigingen_sindsdien: usize,
    vernietigd: Vec<String>,
}

#[derive(Serialize)]
struct Remark<'a> {
    code: &'static str,
    artikel: Option<&'a str>,
    ernst: &'static str,
    nummer: Option<String>,
    veld: Option<String>,
    commit: Option<&'a str>,
    vastgelegd: Option<String>,
    bestand: &'a str,
    regel: Option<usize>,
    kolom: Option<usize>,
    bericht: &'a str,
    hulp: Option<&'a str>,
}

#[derive(Serialize)]
struct Count {
    dossiers: usize,
    vastleggingen: Option<usize>,
    fouten: usize,
    waarschuwingen: usize,
}

/// Every remark with its place. Articles are null without rules, as when the rule file itself cannot be read; the extent is
/// that of a history, when it is one.
#[must_use]
pub fn check(files: &[CheckedFile], rules: Option<&Rules>, extent: Option<&Extent>, today: NaiveDate) -> String {
    let tally = Tally::of(files);
    let answer = Answer {
        opmerkingen: files.iter().flat_map(|file| of_file(file, rules)).collect(),
        geteld: Count {
            dossiers: extent.map_or(tally.dossiers, |extent| extent.dossiers),
            vastleggingen: extent.map(|extent| extent.commits),
            fouten: tally.errors,
            waarschuwingen: tally.warnings,
        },
        ijkpunt: extent.and_then(|extent| extent.anchor.as_ref()).map(anchor),
    };
    envelope("controleer", today, &answer)
}

fn anchor(told: &AnchorTold) -> Anchor {
    Anchor {
        stand_van: told.day,
        bevat: told.holds,
        wijzigingen_sindsdien: told.changes_since,
        vernietigd: told.destroyed.iter().map(ToString::to_string).collect(),
    }
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
        commit: file.recorded.as_ref().map(|recorded| recorded.commit.as_str()),
        vastgelegd: file.recorded.as_ref().map(|recorded| recorded.at.to_rfc3339()),
        bestand: &file.path,
        regel: position.map(|position| position.line),
        kolom: position.map(|position| position.column),
        bericht: &diagnostic.message,
        hulp: Some(diagnostic.help.as_str()).filter(|help| !help.is_empty()),
    }
}

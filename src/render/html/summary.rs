//! What a dossier is about and who is in it, as templates see it.

use serde::Serialize;

use super::day::Day;
use super::dossier_address;
use crate::domain::{Complainant, ComplainantName, DossierId, Representative, Stated};
use crate::overview::plain;
use crate::regulation::Case;

/// The facts of a dossier that are no list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SummaryView<'a> {
    submitted_on: Option<Day>,
    submitted_source: Option<&'a str>,
    received_on: Option<Day>,
    received_via: Option<&'a str>,
    reported_on: Option<Day>,
    report_manner: Option<String>,
    report_taken_by: Option<&'a str>,
    channel: Option<String>,
    division: Option<&'a str>,
    subjects: Vec<String>,
    contract: Option<&'a str>,
    internal_contact: Option<&'a str>,
    handler: Option<&'a str>,
    complainant: ComplainantView<'a>,
    on_behalf_of: Option<&'a str>,
    representative: Option<RepresentativeView<'a>>,
    accused: Vec<&'a str>,
    related: Vec<NumberView>,
    recurrence_of: Option<NumberView>,
    formerly: Vec<String>,
    special_data: Vec<String>,
    regulation_version: Option<&'a str>,
    informed_on: Option<Day>,
    redress: Option<&'a str>,
    satisfaction: Option<&'a str>,
}

/// Who complains; each datum told, or expressly not there.
#[derive(Clone, Debug, Serialize)]
struct ComplainantView<'a> {
    name: Option<&'a str>,
    organisation: Option<String>,
    postal_address: Option<String>,
    email: Option<String>,
    telephone: Option<String>,
    preference: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct RepresentativeView<'a> {
    name: Option<&'a str>,
    authorised_on: Option<Day>,
}

/// The number of another dossier; linked when its page is there.
#[derive(Clone, Debug, Serialize)]
struct NumberView {
    number: String,
    address: Option<String>,
}

impl<'a> SummaryView<'a> {
    /// The summary as templates see it; `exists` tells of which dossiers there is a page.
    pub(super) fn of(case: Case<'a>, exists: &dyn Fn(DossierId) -> bool) -> Self {
        let Case { dossier, rules, .. } = case;
        let number = |id: DossierId| NumberView { number: id.to_string(), address: exists(id).then(|| dossier_address(id)) };
        let report = dossier.oral_report.as_ref();
        let division = dossier.division.as_deref();
        Self {
            submitted_on: dossier.submitted.map(|day| day.date()).map(Day),
            submitted_source: dossier.submitted_source.as_deref(),
            received_on: dossier.received.map(|day| day.date()).map(Day),
            received_via: dossier.received_via.as_deref(),
            reported_on: report.and_then(|report| report.reported_on).map(Day),
            report_manner: report.and_then(|report| report.manner).map(plain),
            report_taken_by: report.and_then(|report| report.taken_by.as_deref()),
            channel: dossier.channel.map(plain),
            division: division.map(|key| rules.divisions.get(key).map_or(key, String::as_str)),
            subjects: dossier.subjects.iter().map(plain).collect(),
            contract: dossier.contract.as_deref(),
            internal_contact: dossier.internal_contact.as_deref(),
            handler: case.handler(),
            complainant: ComplainantView::of(&dossier.complainant),
            on_behalf_of: dossier.on_behalf_of.as_deref(),
            representative: dossier.representative.as_ref().map(RepresentativeView::of),
            accused: dossier.accused.iter().map(String::as_str).collect(),
            related: dossier.related.iter().copied().map(number).collect(),
            recurrence_of: dossier.recurrence_of.map(number),
            formerly: dossier.formerly.iter().map(ToString::to_string).collect(),
            special_data: dossier.special_data.iter().map(plain).collect(),
            regulation_version: dossier.regulation_version.as_deref(),
            informed_on: dossier.informed_on.map(Day),
            redress: dossier.redress.as_deref(),
            satisfaction: dossier.satisfaction.as_deref(),
        }
    }
}

impl<'a> ComplainantView<'a> {
    fn of(complainant: &'a Complainant) -> Self {
        Self {
            name: complainant.name.as_ref().map(|name| match name {
                ComplainantName::Named(name) => name.as_str(),
                ComplainantName::Anonymous => ComplainantName::ANONYMOUS,
            }),
            organisation: stated(complainant.organisation.as_ref()),
            postal_address: stated(complainant.postal_address.as_ref()),
            email: stated(complainant.email.as_ref()),
            telephone: stated(complainant.telephone.as_ref()),
            preference: complainant.preference.map(plain),
        }
    }
}

impl<'a> RepresentativeView<'a> {
    fn of(representative: &'a Representative) -> Self {
        Self { name: representative.name.as_deref(), authorised_on: representative.authorised_on.map(Day) }
    }
}

/// The datum as written; only the two explicit words are put in plain words.
fn stated(datum: Option<&Stated>) -> Option<String> {
    datum.map(|datum| match datum {
        Stated::Known(text) => text.clone(),
        Stated::Nothing | Stated::NotStated => plain(datum),
    })
}

//! The text of a new dossier: the facts that are known, and a line of help for each that is not.

use std::fmt::Display;

use chrono::NaiveDate;

use super::marked::Marked;
use super::quote::{Context, written};
use crate::diagnostic::Field;
use crate::domain::{
    Channel, Complainant, ComplainantName, DossierId, Narrative, OralReport, Received, SpecialData, Stated, Status, Subject, Submitted,
};

/// The column at which the help behind an unknown fact begins.
const HELP_COLUMN: usize = 36;

/// What is known of a complaint when its dossier begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDossier {
    /// Its number.
    pub id: DossierId,
    /// The status it begins with.
    pub status: Status,
    /// The oral remark it begins with.
    pub oral_report: Option<OralReport>,
    /// The day of submission.
    pub submitted: Option<Submitted>,
    /// The day of arrival.
    pub received: Option<Received>,
    /// How it was submitted.
    pub channel: Option<Channel>,
    /// The part of the company, a key of the rule file.
    pub division: Option<String>,
    /// What it is about.
    pub subjects: Vec<Subject>,
    /// Its subject line.
    pub subject_line: Option<String>,
    /// Reference to what was agreed in writing.
    pub contract: Option<String>,
    /// The contact person within the company.
    pub internal_contact: Option<String>,
    /// Special data that ask for care before sharing.
    pub special_data: Vec<SpecialData>,
    /// Numbers it had before.
    pub formerly: Vec<DossierId>,
    /// Who complains.
    pub complainant: Complainant,
    /// Who handles it.
    pub handler: Option<String>,
    /// The day of the appeal it begins with, when the complaint's own dossier was destroyed.
    pub appealed_on: Option<NaiveDate>,
    /// What happened, as Markdown.
    pub description: Option<String>,
    /// What was done about it already, as Markdown; `geen` is a text.
    pub steps_taken: Option<String>,
}

impl NewDossier {
    /// A dossier of which only number and status are known.
    #[must_use]
    pub fn new(id: DossierId, status: Status) -> Self {
        Self {
            id,
            status,
            oral_report: None,
            submitted: None,
            received: None,
            channel: None,
            division: None,
            subjects: Vec::new(),
            subject_line: None,
            contract: None,
            internal_contact: None,
            special_data: Vec::new(),
            formerly: Vec::new(),
            complainant: Complainant::default(),
            handler: None,
            appealed_on: None,
            description: None,
            steps_taken: None,
        }
    }

    /// The text of its `dossier.md`. Reading it gives these facts and no others.
    #[must_use]
    pub fn text(&self) -> String {
        let mut page = Page::default();
        page.line("---".to_owned());
        page.known(Field::Schema, 1);
        page.known(Field::Number, self.id);
        page.known(Field::Status, self.status);
        self.oral_report(&mut page);
        self.submission(&mut page);
        self.complainant(&mut page);
        page.blank();
        page.text(Field::Handler, self.handler.as_deref(), "wie de klacht behandelt; anders de functionaris");
        self.appeal(&mut page);
        page.line("---".to_owned());
        page.section(Narrative::DESCRIPTION, self.description.as_deref());
        page.blank();
        page.section(Narrative::STEPS_TAKEN, self.steps_taken.as_deref());
        page.0
    }

    /// The oral remark; only a dossier that begins with one asks for it.
    fn oral_report(&self, page: &mut Page) {
        let Some(report) = self.oral_report.clone().or((self.status == Status::OralReport).then(OralReport::default)) else { return };
        page.blank();
        page.line("# Wat mondeling is gezegd. Zodra de klacht op schrift staat, gaan de termijnen lopen.".to_owned());
        page.group(Field::OralReport, |page| {
            page.fact(Field::ReportedOn, report.reported_on, "de dag van het gesprek: 2026-11-03");
            page.fact(Field::Manner, report.manner, "telefoon, balie of gesprek");
            page.text(Field::TakenBy, report.taken_by.as_deref(), "wie de melding aannam");
        });
    }

    /// When and how the complaint came in, and what it is about.
    fn submission(&self, page: &mut Page) {
        page.blank();
        page.line("# Wanneer en hoe de klacht binnenkwam, en waarover zij gaat.".to_owned());
        page.fact(Field::SubmittedOn, self.submitted.map(Submitted::date), "de dag die op de klacht staat: 2026-11-02");
        page.fact(Field::ReceivedOn, self.received.map(Received::date), "de dag waarop de klacht aankwam: 2026-11-03");
        page.fact(Field::Channel, self.channel, "e-mail of post");
        page.text(Field::Division, self.division.as_deref(), "een bedrijfsonderdeel uit regeling.yaml, of geen");
        page.list(Field::Concerns, &self.subjects, "[werkwijze_of_beleid], [product_of_dienst] of [gedraging_medewerker]");
        page.text(Field::SubjectLine, self.subject_line.as_deref(), "waarover de klacht gaat, in een paar woorden");
        page.text(Field::Contract, self.contract.as_deref(), "bij een product of dienst: wat schriftelijk is afgesproken");
        page.text(Field::InternalContact, self.internal_contact.as_deref(), "de eigen contactpersoon van de klant");
        if !self.special_data.is_empty() {
            page.list(Field::SpecialData, &self.special_data, "");
        }
        if !self.formerly.is_empty() {
            page.list(Field::Formerly, &self.formerly, "");
        }
    }

    /// Who complains.
    fn complainant(&self, page: &mut Page) {
        let who = &self.complainant;
        let name = who.name.as_ref().map(|name| match name {
            ComplainantName::Named(name) => name.as_str(),
            ComplainantName::Anonymous => ComplainantName::ANONYMOUS,
        });
        page.blank();
        page.line("# Wie klaagt. Schrijf geen als iets er niet is, en niet_opgegeven als het niet is gegeven.".to_owned());
        page.group(Field::Complainant, |page| {
            page.text(Field::Name, name, "of: anoniem");
            page.stated(Field::Organisation, who.organisation.as_ref(), "of: geen");
            page.stated(Field::PostalAddress, who.postal_address.as_ref(), "straat en nummer, postcode en plaats");
            page.stated(Field::Email, who.email.as_ref(), "of: niet_opgegeven");
            page.stated(Field::Telephone, who.telephone.as_ref(), "tussen aanhalingstekens: \"0612345678\"");
            page.fact(Field::Preference, who.preference, "e-mail of post; anders e-mail");
        });
    }

    /// The appeal; only a dossier that begins with one has it.
    fn appeal(&self, page: &mut Page) {
        if self.status != Status::UnderAppeal && self.appealed_on.is_none() {
            return;
        }
        page.blank();
        page.line("# Het bezwaar bij de geschillencommissie.".to_owned());
        page.group(Field::Appeal, |page| {
            page.fact(Field::SubmittedOn, self.appealed_on, "de dag van het bezwaar: 2026-12-20");
            page.text(Field::Appellant, None, "klachtindiener, of een groep met naam, adres en woonplaats");
            page.text(Field::DecidingBody, None, "wie de beslissing nam");
            page.text(Field::Grounds, None, "waarop het bezwaar rust");
        });
    }
}

/// A dossier being written.
#[derive(Default)]
struct Page(String);

impl Page {
    /// Adds a line.
    fn line(&mut self, line: String) {
        self.0 += &line;
        self.0.push('\n');
    }

    /// Adds a blank line.
    fn blank(&mut self) {
        self.0.push('\n');
    }

    /// Adds a key with its value.
    fn known(&mut self, field: Field, value: impl Display) {
        self.line(format!("{field}: {value}"));
    }

    /// Adds a key as a comment, with help for whoever fills it in.
    fn unknown(&mut self, field: Field, help: &str) {
        let key = format!("# {field}:");
        let line = if help.is_empty() { key } else { format!("{key:HELP_COLUMN$}# {help}") };
        self.line(line);
    }

    /// Adds a fact whose word needs no quotation marks.
    fn fact(&mut self, field: Field, value: Option<impl Display>, help: &str) {
        match value {
            Some(value) => self.known(field, value),
            None => self.unknown(field, help),
        }
    }

    /// Adds a text.
    fn text(&mut self, field: Field, text: Option<&str>, help: &str) {
        self.fact(field, text.map(|text| written(text, Context::Block)), help);
    }

    /// Adds a datum of the complainant.
    fn stated(&mut self, field: Field, datum: Option<&Stated>, help: &str) {
        let text = datum.map(ToString::to_string);
        self.text(field, text.as_deref(), help);
    }

    /// Adds a list of words.
    fn list(&mut self, field: Field, words: &[impl Display], help: &str) {
        if words.is_empty() {
            return self.unknown(field, help);
        }
        self.line(format!("{field}:"));
        words.iter().for_each(|word| self.line(format!("  - {word}")));
    }

    /// Adds a group of keys; as a comment when nothing in it is known.
    fn group(&mut self, field: Field, fill: impl FnOnce(&mut Self)) {
        let mut inner = Self::default();
        fill(&mut inner);
        let known = inner.0.lines().any(|line| !line.starts_with('#'));
        self.line(if known { format!("{field}:") } else { format!("# {field}:") });
        for line in inner.0.lines() {
            match line.strip_prefix("# ") {
                Some(comment) if !known => self.line(format!("#   {comment}")),
                _ => self.line(format!("  {line}")),
            }
        }
    }

    /// Adds a section of the text.
    fn section(&mut self, heading: &str, text: Option<&str>) {
        self.line(format!("## {heading}"));
        let text = text.map(|text| text.replace("\r\n", "\n").replace('\r', "\n"));
        let mut below_text = false;
        for line in text.iter().flat_map(|text| text.trim().lines()) {
            let line = as_text(line, below_text);
            below_text = !line.is_empty();
            self.line(line);
        }
    }
}

/// A line that marks nobody as a third person: braces in a row stand apart, and where the line looks like a mark or may be the
/// beginning of one, all of them are signs like any other.
fn unmarked(line: &str) -> String {
    let looks_marked = line.trim_end().ends_with(['{', '[']) || Marked::read(line).is_err();
    let mut apart = String::with_capacity(line.len());
    for letter in line.chars() {
        let is_brace = letter == '{' && (looks_marked || apart.ends_with('{'));
        if is_brace || (letter == '[' && looks_marked) {
            apart.push('\\');
        }
        apart.push(letter);
    }
    apart
}

/// A line of a person's text that begins no section, code block or comment, underlines no heading, marks nobody as a third
/// person and is no mark of a merge.
pub(super) fn as_text(line: &str, below_text: bool) -> String {
    let printable: String = line.chars().filter(|c| !c.is_control() || *c == '\t').collect();
    let mut line = unmarked(&printable).replace("<!--", "<\\!--");
    let content = line.trim_start();
    let marks = ["#", "```", "~~~", "<<<<<<< ", ">>>>>>> "];
    let underlines = |sign| below_text && !content.is_empty() && content.trim_end().chars().all(|c| c == sign);
    if marks.iter().any(|mark| content.starts_with(mark)) || underlines('=') || underlines('-') {
        line.insert(line.len() - content.len(), '\\');
    }
    line.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{OralManner, Section};
    use crate::source::read_dossier;

    /// A number for a dossier.
    fn id() -> DossierId {
        DossierId::new(2026, 7).expect("a number")
    }

    /// A day.
    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    /// A complaint of which everything is known.
    fn complete() -> NewDossier {
        NewDossier {
            oral_report: Some(OralReport {
                reported_on: Some(day("2026-10-26")),
                manner: Some(OralManner::Desk),
                taken_by: Some("R. de Boer".to_owned()),
            }),
            submitted: Some(Submitted::on(day("2026-11-02"))),
            received: Some(Received::on(day("2026-11-03"))),
            channel: Some(Channel::Email),
            division: Some("uitgeverij".to_owned()),
            subjects: vec![Subject::ProductOrService, Subject::Conduct],
            subject_line: Some("Ja: te laat # 3".to_owned()),
            contract: Some("OVK-2025-118".to_owned()),
            internal_contact: Some("@balie".to_owned()),
            special_data: vec![SpecialData::Health],
            formerly: vec![DossierId::new(2025, 3).expect("a number")],
            complainant: Complainant {
                name: Some(ComplainantName::Named("S. van 't Hof".to_owned())),
                organisation: Some(Stated::Nothing),
                postal_address: Some(Stated::Known("'s-Gravelandseweg 4, 1234 AB Voorbeeldstad".to_owned())),
                email: Some(Stated::NotStated),
                telephone: Some(Stated::Known("0612345678".to_owned())),
                preference: Some(Channel::Post),
            },
            handler: Some("R. de Boer".to_owned()),
            appealed_on: Some(day("2026-12-20")),
            description: Some("Het boek kwam te laat.\r\n\r\n## Ondernomen stappen\n```\n<<<<<<< nee\n---\n<!--".to_owned()),
            steps_taken: Some("Gebeld.".to_owned()),
            ..NewDossier::new(id(), Status::Received)
        }
    }

    #[test]
    fn text_of_a_person_marks_nobody() {
        for text in [
            "{{derde: Jan}}",
            "{derde: Jan}",
            "{{\nderden: Jan",
            "[[derde: Jan]]",
            "{ {derde (a): Jan} }",
            "{{{derde: Jan}}}",
            "{\u{7}{derde: Jan}}",
            "[[\nderde: Jan]]",
            "{ \nderde: x",
        ] {
            let mut page = Page::default();
            page.section("Omschrijving", Some(text));
            assert_eq!(crate::source::without_marked(&page.0).as_deref(), Ok(page.0.as_str()), "{text}");
        }
    }

    #[test]
    fn every_fact_reads_back() {
        let facts = complete();
        let text = facts.text();
        let reading = read_dossier(text.as_bytes());
        assert_eq!(reading.remarks, [], "{text}");
        let dossier = reading.dossier.clone().expect("a dossier");
        assert_eq!((dossier.id, dossier.status), (facts.id, facts.status));
        assert_eq!((dossier.oral_report, dossier.submitted, dossier.received), (facts.oral_report, facts.submitted, facts.received));
        assert_eq!((dossier.channel, dossier.division, dossier.subjects), (facts.channel, facts.division, facts.subjects));
        assert_eq!((dossier.subject_line, dossier.contract, dossier.internal_contact), (facts.subject_line, facts.contract, facts.internal_contact));
        assert_eq!((dossier.special_data, dossier.formerly, dossier.complainant), (facts.special_data, facts.formerly, facts.complainant));
        assert_eq!((dossier.handler, dossier.appeal.and_then(|appeal| appeal.filed_on)), (facts.handler, facts.appealed_on));
        let written = Narrative { description: Section::Written, steps_taken: Section::Written, findings: Section::Absent };
        assert_eq!(dossier.narrative, written);
    }

    #[test]
    fn what_is_unknown_stands_as_a_comment() {
        for status in [Status::OralReport, Status::Received, Status::UnderAppeal] {
            let text = NewDossier::new(id(), status).text();
            let reading = read_dossier(text.as_bytes());
            assert_eq!(reading.remarks, [], "{text}");
            let mut empty = crate::domain::Dossier::new(id(), status);
            empty.narrative = Narrative { description: Section::Empty, steps_taken: Section::Empty, findings: Section::Absent };
            assert_eq!(reading.dossier, Some(empty));
        }
    }

    #[test]
    fn form_is_that_of_the_handbook() {
        let mut facts = NewDossier::new(id(), Status::Received);
        facts.received = Some(Received::on(day("2026-11-03")));
        facts.complainant.name = Some(ComplainantName::Anonymous);
        facts.steps_taken = Some("geen".to_owned());
        let expected = "\
---
schema: 1
nummer: K-2026-0007
status: ontvangen

# Wanneer en hoe de klacht binnenkwam, en waarover zij gaat.
# ingediend_op:                     # de dag die op de klacht staat: 2026-11-02
ontvangen_op: 2026-11-03
# kanaal:                           # e-mail of post
# bedrijfsonderdeel:                # een bedrijfsonderdeel uit regeling.yaml, of geen
# betreft:                          # [werkwijze_of_beleid], [product_of_dienst] of [gedraging_medewerker]
# onderwerp:                        # waarover de klacht gaat, in een paar woorden
# overeenkomst:                     # bij een product of dienst: wat schriftelijk is afgesproken
# contactpersoon_intern:            # de eigen contactpersoon van de klant

# Wie klaagt. Schrijf geen als iets er niet is, en niet_opgegeven als het niet is gegeven.
klachtindiener:
  naam: anoniem
  # organisatie:                      # of: geen
  # postadres:                        # straat en nummer, postcode en plaats
  # email:                            # of: niet_opgegeven
  # telefoon:                         # tussen aanhalingstekens: \"0612345678\"
  # voorkeur:                         # e-mail of post; anders e-mail

# behandelaar:                      # wie de klacht behandelt; anders de functionaris
---
## Omschrijving

## Ondernomen stappen
geen
";
        assert_eq!(facts.text(), expected);
    }
}

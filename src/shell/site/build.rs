//! Building the site: every dossier read, checked and rendered once, on every core.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::error::SiteError;
use super::folder::{SiteWriter, Written};
use super::gather::{Gathered, hexadecimal};
use crate::diagnostic::{Code, Place};
use crate::domain::DossierId;
use crate::overview::{Agenda, AgendaItem, CalendarEntry, Recorded, RegisterRow, Tally, calendar_entries, register, term_calendar, timeline};
use crate::regulation::Rules;
use crate::render::html::{
    AboutSheet, Attachment, DossierSheet, FrontSheet, Listing, PlacedRemark, Templates, UnreadableFile, about_page, calendar_page, dossier_address,
    dossier_page, front_page, procedure_page, register_index, register_pages,
};
use crate::shell::office::{Office, OfficeError};
use crate::source::{CheckedDossier, FilePlace, Register, RegisterEntry, check_file};
use crate::source::{Lines, Located, read_dossier, split};

/// The version of the program; another one means that every page may have changed.
pub(super) const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// What a site is built from.
#[derive(Clone, Copy)]
pub struct SiteSource<'a> {
    /// The dossier folder.
    pub office: &'a Office,
    /// The rule file.
    pub rules: &'a Rules,
    /// The templates.
    pub templates: &'a Templates,
    /// The recordings of a dossier, oldest first; none without a repository.
    pub recorded: &'a (dyn Fn(DossierId) -> Vec<Recorded> + Sync),
    /// The commit the repository is at; `None` without a repository.
    pub commit: Option<&'a str>,
    /// The day the site tells of.
    pub today: NaiveDate,
}

/// What was built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteReport {
    /// What was written.
    pub written: Written,
    /// How many dossiers it shows.
    pub dossiers: usize,
    /// Files that could not be read as a dossier.
    pub unreadable: Vec<UnreadableFile>,
    /// Whether the pages tell when something was recorded.
    pub has_history: bool,
}

/// A dossier file as it was checked.
struct Checked {
    file: Gathered,
    outcome: CheckedDossier,
    entry: RegisterEntry,
}

/// A dossier in the lists.
struct Listed {
    item: AgendaItem,
    row: RegisterRow,
    terms: Vec<CalendarEntry>,
}

/// Renders every page and puts it in place.
///
/// # Errors
/// When a stored piece cannot be read from disk, a template is wrong, or the folder cannot be written.
pub(super) fn build(source: SiteSource<'_>, gathered: Vec<Gathered>, writer: SiteWriter<'_>) -> Result<SiteReport, SiteError> {
    let mut checked: Vec<Checked> = gathered.into_par_iter().map(|file| check(&source, file)).collect();
    add_register_remarks(&mut checked, source.rules);
    let present: BTreeSet<DossierId> =
        checked.iter().filter(|checked| checked.outcome.dossier.is_some()).map(|checked| checked.file.found.id).collect();
    let pages = Pages { source, writer: &writer, present };
    let listed: Result<Vec<Option<Listed>>, SiteError> = checked.par_iter().map(|file| pages.put_dossier(file)).collect();
    let listed: Vec<Listed> = listed?.into_iter().flatten().collect();
    let mut tally = Tally { dossiers: listed.len(), ..Tally::default() };
    checked.iter().flat_map(|file| &file.outcome.remarks).for_each(|remark| tally.add(remark.diagnostic.severity));
    let unreadable: Vec<UnreadableFile> = checked.iter().filter(|file| file.outcome.dossier.is_none()).map(unreadable).collect();
    let agenda = pages.put_lists(listed)?;
    pages.put_about(&tally, unreadable.len())?;
    let front = front_page(source.templates, &FrontSheet { agenda: &agenda, unreadable: &unreadable, rules: source.rules, today: source.today })?;
    let written = writer.finish(&front)?;
    Ok(SiteReport { written, dossiers: tally.dossiers, unreadable, has_history: source.commit.is_some() })
}

/// Checks one file. Its folder decides under which number its page stands; a remark says when they differ.
fn check(source: &SiteSource<'_>, file: Gathered) -> Checked {
    let found = &file.found;
    let place = FilePlace::of(&found.path, file.stored.clone()).expect("an inventory tells dossiers by the number of their folder");
    let mut outcome = check_file(&file.bytes, &place, source.rules, source.today);
    let entry = RegisterEntry::of(found.path.clone(), found.id, outcome.dossier.as_ref());
    if let Some(dossier) = &mut outcome.dossier {
        dossier.id = found.id;
    }
    Checked { file, outcome, entry }
}

/// Adds what can only be said once every file was read.
fn add_register_remarks(checked: &mut [Checked], rules: &Rules) {
    let entries = checked.iter().map(|file| file.entry.clone()).collect();
    for remark in Register::new(entries, BTreeSet::new()).remarks(rules) {
        let file = remark.path.and_then(|path| checked.iter_mut().find(|checked| checked.file.found.path == path));
        if let Some(checked) = file {
            let at = read_dossier(&checked.file.bytes).locate(&remark.diagnostic.place);
            checked.outcome.remarks.push(Located { diagnostic: remark.diagnostic, at });
        }
    }
}

fn unreadable(checked: &Checked) -> UnreadableFile {
    let remarks = &checked.outcome.remarks;
    let says_why = |remark: &&Located| remark.diagnostic.code == Code::NotADossier;
    let reason = remarks.iter().find(says_why).or_else(|| remarks.iter().max_by_key(|remark| remark.diagnostic.severity));
    let reason = reason.map_or_else(String::new, |remark| remark.diagnostic.message.clone());
    UnreadableFile { path: checked.file.found.path.clone(), reason }
}

/// Pages under way.
struct Pages<'a> {
    source: SiteSource<'a>,
    writer: &'a SiteWriter<'a>,
    present: BTreeSet<DossierId>,
}

impl Pages<'_> {
    /// Puts the page and the stored pieces of a dossier; `None` when the file is no dossier.
    fn put_dossier(&self, checked: &Checked) -> Result<Option<Listed>, SiteError> {
        let Some(dossier) = &checked.outcome.dossier else { return Ok(None) };
        let terms = &checked.outcome.terms;
        let item = AgendaItem::of(dossier, terms);
        let attachments = self.put_attachments(&checked.file)?;
        let (document, _) = split(&checked.file.bytes);
        let page = dossier_page(
            self.source.templates,
            &DossierSheet {
                dossier,
                item: &item,
                terms,
                remarks: &placed(checked),
                timeline: &timeline(dossier, &(self.source.recorded)(dossier.id)),
                text: document.map_or("", |document| document.body),
                attachments: &attachments,
                file: &checked.file.found.path,
                exists: &|id| self.present.contains(&id),
                rules: self.source.rules,
                today: self.source.today,
            },
        )?;
        self.writer.write(&dossier_address(dossier.id), page.as_bytes())?;
        Ok(Some(Listed { row: RegisterRow::of(dossier), terms: calendar_entries(dossier, terms), item }))
    }

    /// Puts the pieces a browser may open, under names that tell nothing.
    fn put_attachments(&self, file: &Gathered) -> Result<Vec<Attachment>, SiteError> {
        let mut attachments = Vec::new();
        for (path, place) in file.stored.iter().zip(1..) {
            let on_disk = self.source.office.on_disk(&format!("{}{path}", file.folder()));
            let bytes = std::fs::read(&on_disk).map_err(|cause| OfficeError::Unreadable { path: on_disk, cause })?;
            let attachment = Attachment::new(file.found.id, place, path, &bytes, hexadecimal(&Sha256::digest(&bytes)));
            if let Some(address) = &attachment.address {
                self.writer.write(address, &bytes)?;
            }
            attachments.push(attachment);
        }
        Ok(attachments)
    }

    /// Puts the pages that list dossiers, the rules and the looks; gives the order of urgency for the front page.
    fn put_lists(&self, listed: Vec<Listed>) -> Result<Agenda, SiteError> {
        let SiteSource { templates, rules, today, .. } = self.source;
        let listing = Listing { rules, today };
        let (mut items, mut rows, mut terms) = (Vec::new(), Vec::new(), Vec::new());
        for entry in listed {
            items.push(entry.item);
            rows.push(entry.row);
            terms.extend(entry.terms);
        }
        let years = register(rows);
        self.put("stijl.css", templates.style())?;
        self.put("kalender.html", &calendar_page(templates, listing, &term_calendar(terms))?)?;
        self.put("register.html", &register_index(templates, listing, &years)?)?;
        for (year, rows) in &years {
            for page in register_pages(templates, listing, *year, rows)? {
                self.put(&page.address, &page.html)?;
            }
        }
        self.put("regeling.html", &procedure_page(templates, rules, today)?)?;
        Ok(Agenda::new(items))
    }

    fn put_about(&self, tally: &Tally, unreadable: usize) -> Result<(), SiteError> {
        let SiteSource { templates, rules, today, commit, .. } = self.source;
        let sheet = AboutSheet {
            rules,
            today,
            commit,
            program: PROGRAM,
            dossiers: tally.dossiers,
            errors: tally.errors,
            warnings: tally.warnings,
            notes: tally.infos,
            unreadable,
        };
        self.put("over.html", &about_page(templates, &sheet)?)
    }

    fn put(&self, address: &str, text: &str) -> Result<(), SiteError> {
        self.writer.write(address, text.as_bytes())
    }
}

/// The remarks with the lines they are about.
fn placed(checked: &Checked) -> Vec<PlacedRemark> {
    if checked.outcome.remarks.is_empty() {
        return Vec::new();
    }
    let lines = Lines::new(&checked.file.bytes);
    let placed = |remark: &Located| PlacedRemark {
        line: (remark.diagnostic.place != Place::File).then(|| lines.position(remark.at.start).line),
        diagnostic: remark.diagnostic.clone(),
    };
    checked.outcome.remarks.iter().map(placed).collect()
}

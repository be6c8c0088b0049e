//! The page of one dossier, with the stored pieces a browser may open, and what it leaves for the pages over many.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::build::SiteSource;
use super::error::SiteError;
use super::folder::SiteWriter;
use super::gather::{Gathered, hexadecimal};
use super::reading::Checked;
use crate::domain::DossierId;
use crate::overview::{AgendaItem, CalendarEntry, Keeping, Profile, Promised, RegisterRow, SearchEntry, calendar_entries, promises, timeline};
use crate::regulation::Case;
use crate::render::html::{Attachment, DossierSheet, dossier_address, dossier_page};
use crate::shell::office::OfficeError;
use crate::source::split;

/// A dossier in the lists.
pub(super) struct Listed {
    /// In the order of urgency.
    pub item: AgendaItem,
    /// In the register.
    pub row: RegisterRow,
    /// Its terms in the calendar.
    pub terms: Vec<CalendarEntry>,
    /// What was promised in it and is not done yet.
    pub promises: Vec<Promised>,
    /// What the search knows of it.
    pub search: SearchEntry,
    /// How long it is kept.
    pub keeping: Keeping,
}

/// The pages of dossiers under way.
pub(super) struct DossierPages<'a> {
    /// What the site is built from.
    pub source: SiteSource<'a>,
    /// Where the pages go.
    pub writer: &'a SiteWriter<'a>,
    /// The numbers that have a page.
    pub present: BTreeSet<DossierId>,
}

impl DossierPages<'_> {
    /// Puts the page and the stored pieces of a dossier; `None` when the file is no dossier.
    pub fn put(&self, checked: &Checked) -> Result<Option<Listed>, SiteError> {
        let Some(dossier) = &checked.outcome.dossier else { return Ok(None) };
        let terms = &checked.outcome.terms;
        let mut item = AgendaItem::of(dossier, terms);
        // What is to be done is done by who handles the complaints.
        item.next = item.next.filter(|_| self.source.profile == Profile::Full);
        let attachments = self.put_pieces(&checked.file)?;
        let (document, _) = split(&checked.file.bytes);
        let text = document.map_or("", |document| document.body);
        let page = dossier_page(
            self.source.templates,
            &DossierSheet {
                dossier,
                item: &item,
                terms,
                remarks: &checked.placed_remarks(),
                timeline: &timeline(dossier, &(self.source.recorded)(dossier.id)),
                text,
                attachments: &attachments,
                file: &checked.file.found.path,
                exists: &|id| self.present.contains(&id),
                rules: self.source.rules,
                today: self.source.today,
            },
        )?;
        self.writer.write(&dossier_address(dossier.id), page.as_bytes())?;
        let keeping = Keeping::of(&Case { dossier, rules: self.source.rules, today: self.source.today });
        let search = SearchEntry::of(dossier, &item, text, checked.file.stored.iter().map(String::as_str));
        let (row, terms, promises) = (RegisterRow::of(dossier), calendar_entries(dossier, terms), promises(dossier, terms));
        Ok(Some(Listed { row, terms, promises, search, keeping, item }))
    }

    /// Puts the pieces a browser may open, under names that tell nothing.
    fn put_pieces(&self, file: &Gathered) -> Result<Vec<Attachment>, SiteError> {
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
}

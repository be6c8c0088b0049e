//! The page of one dossier, with the stored pieces a browser may open, and what it leaves for the pages over many.

use std::borrow::Cow;
use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::build::SiteSource;
use super::error::SiteError;
use super::gather::{Outside, gather_again};
use super::kept::{KeptDossier, KeptDossiers, KeptPage, Texts};
use super::reading::Checked;
use super::withheld::Withheld;
use super::writer::SiteWriter;
use crate::domain::{Dossier, DossierId};
use crate::overview::{AgendaItem, CalendarEntry, Keeping, Kept, Profile, Promised, RegisterRow, SearchEntry, calendar_entries, promises, timeline};
use crate::regulation::Case;
use crate::render::html::{Attachment, DossierSheet, PlacedRemark, dossier_address, dossier_page, pieces_of};
use crate::shell::office::OfficeError;
use crate::source::hexadecimal;

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

impl Listed {
    /// What a dossier with this text gives to the lists; `None` when the file is none.
    pub fn of(source: &SiteSource<'_>, checked: &Checked, text: &[u8]) -> Option<Self> {
        let Kept { dossier, terms } = checked.whole.as_deref()?;
        let mut item = AgendaItem::of(dossier, terms);
        // What is to be done is done by who handles the complaints.
        item.next = item.next.filter(|_| source.profile == Profile::Full);
        let case = Case { dossier, rules: source.office_of(&checked.outside).rules, today: source.today };
        let pieces = checked.outside.pieces.keys().map(String::as_str);
        let search = SearchEntry::of(&with_handler(&case), &item, checked.body(text), pieces);
        let (row, terms, promises) = (RegisterRow::of(dossier), calendar_entries(dossier, terms), promises(dossier, terms));
        let keeping = Keeping::of(&case);
        Some(Self { row, terms, promises, search, keeping, item })
    }
}

/// The dossier with who handles it, also where that follows from the rule file: the page shows the name, so the search finds it.
fn with_handler<'a>(case: &Case<'a>) -> Cow<'a, Dossier> {
    match (&case.dossier.handler, case.handler()) {
        (None, Some(handler)) => Cow::Owned(Dossier { handler: Some(handler.to_owned()), ..case.dossier.clone() }),
        _ => Cow::Borrowed(case.dossier),
    }
}

/// The pages of dossiers under way.
pub(super) struct DossierPages<'a> {
    /// What the site is built from.
    pub source: SiteSource<'a>,
    /// Where the pages go.
    pub writer: &'a SiteWriter,
    /// The numbers that have a page.
    pub present: &'a BTreeSet<DossierId>,
    /// Whose recordings are left out.
    pub withheld: Withheld,
    /// The texts under the front matter that were read for this build, by path.
    pub texts: Texts,
}

impl DossierPages<'_> {
    /// Puts the page and the stored pieces of a dossier in place, and gives with its path what is to be kept of that; `None` when it
    /// has no page, or the page stands as it would be made.
    pub fn put(&self, kept: &KeptDossiers, path: &str, dossier: &KeptDossier) -> Result<Option<(String, KeptPage)>, SiteError> {
        let Some(listed) = &dossier.listed else { return Ok(None) };
        let of_register = kept.of_register(path);
        let key = dossier.key(of_register, self.present, &self.recordings(&dossier.checked.outside));
        let stands = |page: &&KeptPage| key.is_some() && page.key == key && page.addresses.iter().all(|address| self.writer.keep(address));
        if dossier.page().filter(stands).is_some() {
            return Ok(None);
        }
        // Where the remarks of the register are to stand only the whole file tells.
        let text = self.texts.get(path).filter(|_| of_register.is_empty());
        let addresses = match (kept.trusts().then(|| self.standing(dossier.id())).flatten(), text) {
            (Some(standing), _) => standing,
            (None, Some(text)) => self.put_page(&dossier.checked, text, &listed.item, &dossier.checked.remarks)?,
            (None, None) => {
                let (checked, text) = Checked::of(&self.source, gather_again(&dossier.checked.outside, self.source.offices)?);
                self.put_page(&checked, checked.body(&text), &listed.item, &checked.remarks_with(&text, of_register))?
            }
        };
        let former = dossier.page().map_or(&[][..], |page| &page.addresses);
        self.writer.let_go(former.iter().filter(|address| !addresses.contains(address)));
        Ok(Some((path.to_owned(), KeptPage { key, addresses })))
    }

    /// Whether the recordings of this dossier are left out.
    fn withholds(&self, outside: &Outside) -> bool {
        self.withheld.holds(outside.found.id, self.source.office_of(outside).history)
    }

    /// What tells the recordings its page shows from others.
    fn recordings(&self, outside: &Outside) -> Vec<u8> {
        if self.withholds(outside) { b"withheld".to_vec() } else { self.source.office_of(outside).commits_of(outside.found.id) }
    }

    /// The addresses of the page of a dossier and its pieces, as they lie there; `None` when there is no page.
    fn standing(&self, id: DossierId) -> Option<Vec<String>> {
        let mut addresses = self.writer.left_below(&pieces_of(id));
        addresses.push(dossier_address(id));
        addresses.iter().all(|address| self.writer.keep(address)).then_some(addresses)
    }

    /// Renders the page; the addresses of it and of what came with it.
    fn put_page(&self, checked: &Checked, text: &str, item: &AgendaItem, remarks: &[PlacedRemark]) -> Result<Vec<String>, SiteError> {
        let Some(Kept { dossier, terms }) = checked.whole.as_deref() else { return Ok(Vec::new()) };
        let attachments = self.put_pieces(&checked.outside)?;
        let (withholds, office) = (self.withholds(&checked.outside), self.source.office_of(&checked.outside));
        let recorded = if withholds { Vec::new() } else { office.recorded(dossier.id) };
        let page = dossier_page(
            self.source.templates,
            &DossierSheet {
                dossier,
                item,
                terms,
                remarks,
                timeline: &timeline(dossier, &recorded),
                withholds_recordings: withholds,
                text,
                attachments: &attachments,
                file: &checked.outside.path,
                exists: &|id| self.present.contains(&id),
                rules: office.rules,
                today: self.source.today,
            },
        )?;
        let address = dossier_address(dossier.id);
        self.writer.write(&address, page.as_bytes())?;
        Ok(attachments.into_iter().filter_map(|attachment| attachment.address).chain([address]).collect())
    }

    /// Puts the pieces a browser may open, under names that tell nothing.
    fn put_pieces(&self, outside: &Outside) -> Result<Vec<Attachment>, SiteError> {
        let mut attachments = Vec::new();
        let (id, folder) = (outside.found.id, outside.folder());
        for (path, place) in outside.pieces.keys().zip(1..) {
            let on_disk = self.source.office_of(outside).place.office.on_disk(&format!("{folder}{path}"));
            let bytes = std::fs::read(&on_disk).map_err(|cause| OfficeError::Unreadable { path: on_disk, cause })?;
            let attachment = Attachment::new(id, place, path, &bytes, hexadecimal(&Sha256::digest(&bytes)));
            if let Some(address) = &attachment.address {
                self.writer.write(address, &bytes)?;
            }
            attachments.push(attachment);
        }
        Ok(attachments)
    }
}

//! The pages over many dossiers: one method a page, and what each is made of.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::build::SiteSource;
use super::dossier_pages::Listed;
use super::error::SiteError;
use super::gather::{Hash, Parts};
use super::writer::SiteWriter;
use crate::domain::{Destroyed, DossierId, Vocabulary};
use crate::overview::{
    Agenda, Block, CalendarEntry, Checks, Keeping, Kept, Measures, Promised, RegisterRow, SearchEntry, SitePart, Tally, blocks, promises, register,
    sort_promises, spans, term_calendar,
};
use crate::render::html::{
    AboutSheet, FrontSheet, Listing, ManagementSheet, SearchSheet, UnreadableFile, about_page, block_name, calendar_page, front_page,
    management_page, procedure_page, register_index, register_pages, remark_pages, retention_pages, search_files, search_folder, search_page,
};

/// The version of the program, as the about page tells it.
pub(super) const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// Pages over many dossiers under way.
pub(super) struct Lists<'a> {
    source: SiteSource<'a>,
    writer: &'a SiteWriter<'a>,
    agenda: Agenda,
    rows: Vec<RegisterRow>,
    terms: Vec<CalendarEntry>,
    promises: Vec<Promised>,
    keepings: Vec<Keeping>,
    measures: Measures,
    entries: Vec<&'a SearchEntry>,
    digests: BTreeMap<DossierId, &'a Hash>,
    tally: Tally,
    checks: Checks,
    unreadable: Vec<UnreadableFile>,
}

/// What the pages over many dossiers are made of.
pub(super) struct Many<'m> {
    /// The dossiers the site tells of.
    pub listed: Vec<&'m Listed>,
    /// The measures of all dossiers.
    pub measures: Measures,
    /// What the checks found.
    pub tally: Tally,
    /// The same by what they rest on, and by dossier.
    pub checks: Checks,
    /// Files that could not be read as a dossier.
    pub unreadable: Vec<UnreadableFile>,
}

impl<'a> Lists<'a> {
    /// The lists of these dossiers.
    pub fn new(source: SiteSource<'a>, writer: &'a SiteWriter<'a>, many: Many<'a>) -> Self {
        let Many { listed, measures, tally, checks, unreadable } = many;
        let mut lists = Self {
            source,
            writer,
            agenda: Agenda::new(Vec::new()),
            rows: Vec::new(),
            terms: Vec::new(),
            promises: Vec::new(),
            keepings: Vec::new(),
            measures,
            entries: Vec::new(),
            digests: BTreeMap::new(),
            tally,
            checks,
            unreadable,
        };
        let mut items = Vec::new();
        for entry in listed {
            items.push(entry.item.clone());
            lists.rows.push(entry.row.clone());
            lists.terms.extend(entry.terms.iter().cloned());
            lists.promises.extend(entry.promises.iter().cloned());
            lists.keepings.push(entry.keeping.clone());
            lists.entries.push(&entry.search);
            lists.digests.insert(entry.item.id, &entry.digest);
        }
        lists.promises.extend(lists.outlived_promises());
        sort_promises(&mut lists.promises);
        Self { agenda: Agenda::new(items), ..lists }
    }

    /// What was promised in dossiers that were destroyed and is not done; none where the readers may not know of every dossier.
    fn outlived_promises(&self) -> Vec<Promised> {
        let SiteSource { beside, rules, today, profile, .. } = self.source;
        let told = beside.outlived.iter().filter(|_| profile.holds(SitePart::Audit));
        told.flat_map(|outlived| {
            let kept = Kept::of_outlived(outlived, rules, today);
            promises(&kept.dossier, &kept.terms)
        })
        .collect()
    }

    /// Puts every page its readers get, but the front page, which comes last.
    pub fn put(&self) -> Result<(), SiteError> {
        self.put_looks()?;
        SitePart::ALL.iter().filter(|part| self.source.profile.holds(**part)).try_for_each(|part| self.put_part(*part))
    }

    /// The style sheet, and the scripts where there is something to look through.
    fn put_looks(&self) -> Result<(), SiteError> {
        let has_scripts = self.source.profile.holds(SitePart::Search);
        let files = self.source.templates.copied().filter(|(address, _)| has_scripts || !address.ends_with(".js"));
        files.into_iter().try_for_each(|(address, text)| self.write(address, text))
    }

    fn put_part(&self, part: SitePart) -> Result<(), SiteError> {
        match part {
            SitePart::Calendar => self.put_calendar(),
            SitePart::Register => self.put_register(),
            SitePart::Search => self.put_search(),
            SitePart::Retention => self.put_retention(),
            SitePart::Procedure => self.put_procedure(),
            SitePart::About => self.put_about(),
            SitePart::Remarks => self.put_remarks(),
            // Put before, and put last.
            SitePart::Dossiers | SitePart::Evaluation | SitePart::Audit | SitePart::Front | SitePart::Summary => Ok(()),
        }
    }

    /// The front page: what to do today, or for the management what is improved.
    pub fn front_page(&self) -> Result<String, SiteError> {
        let SiteSource { templates, rules, today, profile, .. } = self.source;
        if profile.holds(SitePart::Summary) {
            return Ok(management_page(templates, &ManagementSheet { measures: &self.measures, rules, today })?);
        }
        Ok(front_page(templates, &FrontSheet { agenda: &self.agenda, promises: &self.promises, unreadable: &self.unreadable, rules, today })?)
    }

    fn put_procedure(&self) -> Result<(), SiteError> {
        self.write("regeling.html", &procedure_page(self.source.templates, self.source.rules, self.source.today)?)
    }

    fn put_calendar(&self) -> Result<(), SiteError> {
        self.write("kalender.html", &calendar_page(self.source.templates, self.listing(), &term_calendar(self.terms.clone()))?)
    }

    fn put_register(&self) -> Result<(), SiteError> {
        let (templates, listing) = (self.source.templates, self.listing());
        let mut years = register(self.rows.clone());
        let destroyed = self.destroyed();
        for destroyed in &destroyed {
            years.entry(destroyed.id.year()).or_default();
        }
        self.write("register.html", &register_index(templates, listing, &years)?)?;
        for (year, rows) in &years {
            let of_year: Vec<&Destroyed> = destroyed.iter().copied().filter(|destroyed| destroyed.id.year() == *year).collect();
            for page in register_pages(templates, listing, *year, rows, &of_year)? {
                self.write(&page.address, &page.html)?;
            }
        }
        Ok(())
    }

    /// What was destroyed and is not here, in order of number; none where the readers may not know of every dossier.
    fn destroyed(&self) -> Vec<&Destroyed> {
        if !self.source.profile.holds(SitePart::Audit) {
            return Vec::new();
        }
        let present: BTreeSet<DossierId> = self.rows.iter().map(|row| row.id).collect();
        let mut found: Vec<&Destroyed> = self.source.beside.destroyed.iter().filter(|destroyed| !present.contains(&destroyed.id)).collect();
        found.sort_by_key(|destroyed| destroyed.id);
        found
    }

    /// The page that searches, and what it looks through.
    fn put_search(&self) -> Result<(), SiteError> {
        let folder = search_folder(&self.entries);
        let spans = spans(self.entries.clone());
        let blocks: Result<Vec<Vec<String>>, SiteError> = spans.par_iter().map(|span| self.put_span(&folder, span)).collect();
        let sheet = SearchSheet { entries: &self.entries, folder: &folder, blocks: &blocks?.concat() };
        self.write("zoeken.html", &search_page(self.source.templates, self.listing(), sheet)?)
    }

    /// Puts the files of one span of numbers; the names of its blocks.
    fn put_span(&self, folder: &str, entries: &[&SearchEntry]) -> Result<Vec<String>, SiteError> {
        let Some(first) = entries.first() else { return Ok(Vec::new()) };
        let mut parts = Parts::default();
        for entry in entries {
            parts.add(entry.card.id.to_string().as_bytes());
            parts.add(self.digests[&entry.card.id]);
        }
        self.writer.bundle(format!("{folder} vanaf {}", first.card.id), parts.digest(), |put| {
            let put = |block: &Block<'_>| {
                search_files(folder, block).iter().try_for_each(|file| put(&file.address, &file.text))?;
                Ok(block_name(block))
            };
            blocks(entries).iter().map(put).collect()
        })
    }

    fn put_retention(&self) -> Result<(), SiteError> {
        for page in retention_pages(self.source.templates, self.listing(), &self.keepings)? {
            self.write(&page.address, &page.html)?;
        }
        Ok(())
    }

    fn put_remarks(&self) -> Result<(), SiteError> {
        let present: BTreeSet<DossierId> = self.rows.iter().map(|row| row.id).collect();
        let has_page = |id: DossierId| present.contains(&id);
        for page in remark_pages(self.source.templates, self.listing(), &self.checks.remarked, has_page)? {
            self.write(&page.address, &page.html)?;
        }
        Ok(())
    }

    fn put_about(&self) -> Result<(), SiteError> {
        let SiteSource { templates, rules, today, offices, .. } = self.source;
        let alongside = offices.iter().skip(1).filter_map(|office| Some((office.place.name.as_deref()?, office.commit)));
        let alongside: Vec<_> = alongside.collect();
        let sheet = AboutSheet {
            rules,
            today,
            commit: self.source.commit(),
            alongside: &alongside,
            program: PROGRAM,
            dossiers: self.tally.dossiers,
            errors: self.tally.errors,
            warnings: self.tally.warnings,
            notes: self.tally.infos,
            unreadable: self.unreadable.len(),
            checks: &self.checks,
        };
        self.write("over.html", &about_page(templates, &sheet)?)
    }

    fn listing(&self) -> Listing<'a> {
        Listing { rules: self.source.rules, today: self.source.today }
    }

    fn write(&self, address: &str, text: &str) -> Result<(), SiteError> {
        self.writer.write(address, text.as_bytes())
    }
}

//! The pages over many dossiers: one method a page, and what each is made of.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::build::SiteSource;
use super::dossier_pages::Listed;
use super::editions::Gift;
use super::error::SiteError;
use super::gather::Parts;
use super::kept::KeptDossiers;
use super::writer::SiteWriter;
use crate::domain::{Destroyed, DossierId, Vocabulary};
use crate::overview::{
    Agenda, Block, Checks, Keeping, Kept, Measures, Promised, SearchEntry, SitePart, Urgency, blocks, promises, register, sort_promises, spans,
    term_calendar,
};
use crate::render::html::{
    AboutSheet, FrontSheet, Listing, ManagementSheet, SearchSheet, SitePage, TemplateError, UnreadableFile, about_page, block_name, calendar_page,
    front_page, management_page, procedure_page, register_index, register_pages, remark_pages, retention_pages, search_files, search_folder,
    search_page,
};

/// The version of the program, as the about page tells it.
pub(super) const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// Pages over many dossiers under way.
pub(super) struct Lists<'a> {
    source: SiteSource<'a>,
    writer: &'a SiteWriter,
    kept: &'a KeptDossiers,
    unreadable: &'a [UnreadableFile],
    /// What the checks found, once a page tells of it.
    checks: OnceLock<Checks>,
}

impl<'a> Lists<'a> {
    /// The lists of these dossiers, and of files that could not be read as one.
    pub fn new(source: SiteSource<'a>, writer: &'a SiteWriter, kept: &'a KeptDossiers, unreadable: &'a [UnreadableFile]) -> Self {
        Self { source, writer, kept, unreadable, checks: OnceLock::new() }
    }

    /// What every dossier gives to the lists, in order of path.
    fn listed(&self) -> impl Iterator<Item = &'a Listed> {
        self.kept.dossiers.values().filter_map(|kept| kept.listed.as_deref())
    }

    fn checks(&self) -> &Checks {
        self.checks.get_or_init(|| self.kept.checks(self.source.profile))
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

    /// Puts pages under one name, made of these gifts of the dossiers and of what else is told here; they are made when that is another.
    fn bundle(&self, name: &str, gifts: &[Gift], other: &[&[u8]], make: impl FnOnce() -> Result<Vec<SitePage>, SiteError>) -> Result<(), SiteError> {
        let mut parts = Parts::default();
        gifts.iter().for_each(|gift| parts.add(&self.kept.editions.of(*gift).to_le_bytes()));
        other.iter().for_each(|other| parts.add(other));
        let told = self.writer.bundle(name.to_owned(), parts.digest(), |put| {
            make()?.iter().try_for_each(|page| put(&page.address, &page.html))?;
            Ok(Vec::new())
        });
        told.map(drop)
    }

    /// The style sheet, and the scripts where there is something to look through.
    fn put_looks(&self) -> Result<(), SiteError> {
        let has_scripts = self.source.profile.holds(SitePart::Search);
        let files = self.source.templates.copied().filter(|(address, _)| has_scripts || !address.ends_with(".js"));
        let file = |(address, text): (&str, &str)| SitePage { address: address.to_owned(), html: text.to_owned() };
        self.bundle("opmaak", &[], &[], || Ok(files.map(file).collect()))
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

    /// Puts the front page: what to do today, or for the management what is improved.
    pub fn put_front_page(&self) -> Result<(), SiteError> {
        let unreadable: Vec<u8> = self.unreadable.iter().flat_map(|file| format!("{}\n{}\n", file.path, file.reason).into_bytes()).collect();
        let gifts: &[Gift] = if self.source.profile.holds(SitePart::Summary) { &[Gift::Years] } else { &[Gift::Items, Gift::Promises] };
        self.bundle("voorpagina", gifts, &[&unreadable, &self.source.beside.digest()], || one("index.html", self.front_page()))
    }

    fn front_page(&self) -> Result<String, TemplateError> {
        let SiteSource { templates, rules, today, profile, .. } = self.source;
        if profile.holds(SitePart::Summary) {
            let dossiers = self.kept.dossiers.values().filter_map(|kept| Some(&kept.checked.whole.as_ref()?.dossier));
            let measures = Measures::of(dossiers, &self.source.beside.outlived, today);
            return management_page(templates, &ManagementSheet { measures: &measures, rules, today });
        }
        let mut promises: Vec<Promised> = self.listed().flat_map(|listed| listed.promises.iter().cloned()).chain(self.outlived_promises()).collect();
        sort_promises(&mut promises);
        let to_do = self.listed().map(|listed| &listed.item).filter(|item| item.urgency != Urgency::Archive);
        let agenda = Agenda::new(to_do.cloned().collect());
        let archived = self.listed().filter(|listed| listed.row.is_archived()).count();
        front_page(templates, &FrontSheet { agenda: &agenda, archived, promises: &promises, unreadable: self.unreadable, rules, today })
    }

    fn put_procedure(&self) -> Result<(), SiteError> {
        let SiteSource { templates, rules, today, .. } = self.source;
        self.bundle("regeling", &[], &[], || one("regeling.html", procedure_page(templates, rules, today)))
    }

    fn put_calendar(&self) -> Result<(), SiteError> {
        self.bundle("kalender", &[Gift::Terms], &[], || {
            let months = term_calendar(self.listed().flat_map(|listed| listed.terms.iter().cloned()).collect());
            one("kalender.html", calendar_page(self.source.templates, self.listing(), &months))
        })
    }

    fn put_register(&self) -> Result<(), SiteError> {
        let (templates, listing) = (self.source.templates, self.listing());
        let mut years = register(self.listed().map(|listed| &listed.row));
        let destroyed = self.destroyed();
        for destroyed in &destroyed {
            years.entry(destroyed.id.year()).or_default();
        }
        let beside = self.source.beside.digest();
        self.bundle("register", &[Gift::OpenRows], &[&beside], || one("register.html", register_index(templates, listing, &years)))?;
        for (year, rows) in &years {
            let of_year: Vec<&Destroyed> = destroyed.iter().copied().filter(|destroyed| destroyed.id.year() == *year).collect();
            let pages = || Ok(register_pages(templates, listing, *year, rows, &of_year)?);
            self.bundle(&format!("register {year}"), &[Gift::Rows(*year)], &[&beside], pages)?;
        }
        Ok(())
    }

    /// What was destroyed and is not here, in order of number; none where the readers may not know of every dossier.
    fn destroyed(&self) -> Vec<&'a Destroyed> {
        if !self.source.profile.holds(SitePart::Audit) {
            return Vec::new();
        }
        let mut found: Vec<&Destroyed> = self.source.beside.destroyed.iter().filter(|destroyed| !self.kept.present.contains(&destroyed.id)).collect();
        found.sort_by_key(|destroyed| destroyed.id);
        found
    }

    /// The page that searches, and what it looks through.
    fn put_search(&self) -> Result<(), SiteError> {
        let listed = self.kept.dossiers.values().filter(|kept| kept.listed.is_some());
        let editions: BTreeMap<DossierId, u64> = listed.map(|kept| (kept.id(), kept.edition)).collect();
        let entries: Vec<&SearchEntry> = self.listed().map(|listed| &listed.search).collect();
        let folder = search_folder(&entries);
        let spans = spans(entries.clone());
        let blocks: Result<Vec<Vec<String>>, SiteError> = spans.par_iter().map(|span| self.put_span(&folder, span, &editions)).collect();
        let blocks = blocks?.concat();
        let sheet = SearchSheet { entries: &entries, folder: &folder, blocks: &blocks };
        let page = || search_page(self.source.templates, self.listing(), sheet);
        self.bundle("zoeken", &[Gift::Sieve], &[folder.as_bytes(), blocks.join(" ").as_bytes()], || one("zoeken.html", page()))
    }

    /// Puts the files of one span of numbers, whose dossiers are of these editions; the names of its blocks.
    fn put_span(&self, folder: &str, entries: &[&SearchEntry], editions: &BTreeMap<DossierId, u64>) -> Result<Vec<String>, SiteError> {
        let Some(first) = entries.first() else { return Ok(Vec::new()) };
        let mut parts = Parts::default();
        for entry in entries {
            parts.add(&entry.card.id.serial().to_le_bytes());
            parts.add(&editions[&entry.card.id].to_le_bytes());
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
        self.bundle("bewaren", &[Gift::Keepings], &[], || {
            let keepings: Vec<&Keeping> = self.listed().map(|listed| &listed.keeping).collect();
            Ok(retention_pages(self.source.templates, self.listing(), &keepings)?)
        })
    }

    fn put_remarks(&self) -> Result<(), SiteError> {
        let has_page = |id: DossierId| self.kept.present.contains(&id);
        let pages = || Ok(remark_pages(self.source.templates, self.listing(), &self.checks().remarked, has_page)?);
        self.bundle("opmerkingen", &[Gift::Remarks, Gift::Numbers], &[], pages)
    }

    fn put_about(&self) -> Result<(), SiteError> {
        let commits = self.source.offices.iter().map(|office| office.commit.unwrap_or("-")).collect::<Vec<_>>().join(" ");
        let unreadable = self.unreadable.len().to_le_bytes();
        let gifts = [Gift::Remarks, Gift::Numbers];
        self.bundle("over", &gifts, &[commits.as_bytes(), &unreadable], || one("over.html", self.about_page()))
    }

    fn about_page(&self) -> Result<String, TemplateError> {
        let SiteSource { templates, rules, today, offices, profile, .. } = self.source;
        let alongside = offices.iter().skip(1).filter_map(|office| Some((office.place.name.as_deref()?, office.commit)));
        let alongside: Vec<_> = alongside.collect();
        let tally = self.kept.tally(profile);
        let sheet = AboutSheet {
            rules,
            today,
            commit: self.source.commit(),
            alongside: &alongside,
            program: PROGRAM,
            dossiers: tally.dossiers,
            errors: tally.errors,
            warnings: tally.warnings,
            notes: tally.infos,
            unreadable: self.unreadable.len(),
            checks: self.checks(),
        };
        about_page(templates, &sheet)
    }

    fn listing(&self) -> Listing<'a> {
        Listing { rules: self.source.rules, today: self.source.today }
    }
}

/// A bundle of this page alone.
fn one(address: &str, html: Result<String, TemplateError>) -> Result<Vec<SitePage>, SiteError> {
    Ok(vec![SitePage { address: address.to_owned(), html: html? }])
}

//! The pages of years: the evaluation, and what an auditor asks.

use std::collections::{BTreeMap, BTreeSet};

use super::build::SiteSource;
use super::editions::Gift;
use super::error::SiteError;
use super::gather::Parts;
use super::kept::KeptDossiers;
use super::writer::SiteWriter;
use crate::domain::DossierId;
use crate::overview::{Account, Counting, NumberRow, Numbers, SitePart, YearlyReport, audit_page, numbers_by_year, yearly_reports};
use crate::render::html::{AuditSheet, EvaluationSheet, Listing, SitePage, audit_pages, evaluation_pages};

/// Pages of years under way.
pub(super) struct YearPages<'a> {
    /// What the site is built from.
    pub source: SiteSource<'a>,
    /// Where the pages go.
    pub writer: &'a SiteWriter,
}

impl YearPages<'_> {
    /// Puts the evaluation of every year in which something counts, and the auditor's page where these readers get it.
    pub fn put(&self, kept: &KeptDossiers) -> Result<(), SiteError> {
        let mut parts = Parts::default();
        // A number leads to its page while it has one.
        [Gift::Years, Gift::Numbers].iter().for_each(|gift| parts.add(&kept.editions.of(*gift).to_le_bytes()));
        parts.add(&self.source.beside.digest());
        let told = self.writer.bundle("jaren".to_owned(), parts.digest(), |put| {
            self.make(kept.numbers(self.source.beside), &mut |page| put(&page.address, &page.html))?;
            Ok(Vec::new())
        });
        told.map(drop)
    }

    /// Makes every page, and puts those of a year before the next is begun: an auditor's year is long.
    fn make(&self, numbers: Numbers, put: &mut dyn FnMut(SitePage) -> Result<(), SiteError>) -> Result<(), SiteError> {
        let SiteSource { templates, rules, today, profile, .. } = self.source;
        let detail = profile.detail();
        let reports = yearly_reports(&numbers, Counting { rules, today, detail });
        let kept: BTreeSet<DossierId> = numbers.kept.iter().map(|kept| kept.dossier.id).collect();
        let has_page = |id: DossierId| profile.holds(SitePart::Dossiers) && kept.contains(&id);
        let sheet = EvaluationSheet { reports: &reports, detail, has_page: &has_page };
        evaluation_pages(templates, Listing { rules, today }, sheet)?.into_iter().try_for_each(&mut *put)?;
        if !profile.holds(SitePart::Audit) {
            return Ok(());
        }
        // Of every year in which something counts or a number was given.
        let numbers = numbers_by_year(numbers);
        let years: BTreeSet<i32> = reports.keys().copied().chain(numbers.keys().copied().map(i32::from)).collect();
        years.into_iter().try_for_each(|year| self.audit_pages(year, &reports, &numbers, &has_page)?.into_iter().try_for_each(&mut *put))
    }

    /// The auditor's page of a year.
    fn audit_pages(
        &self,
        year: i32,
        reports: &BTreeMap<i32, YearlyReport>,
        numbers: &BTreeMap<u16, Vec<NumberRow>>,
        has_page: &dyn Fn(DossierId) -> bool,
    ) -> Result<Vec<SitePage>, SiteError> {
        let SiteSource { templates, rules, today, .. } = self.source;
        let of_year = u16::try_from(year).ok().and_then(|year| numbers.get(&year));
        let sheet = AuditSheet {
            page: &audit_page(year, numbers, rules),
            account: Account::of(of_year.map_or(&[], Vec::as_slice)),
            figures: reports.get(&year).map(|report| &report.figures),
            has_page,
        };
        Ok(audit_pages(templates, Listing { rules, today }, sheet)?)
    }
}

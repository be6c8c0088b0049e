//! For whom a site is made, and what they get to see of it (decision 099).

use super::yearly_report::Detail;
use crate::domain::{Dossier, Status, vocabulary};

vocabulary! {
    /// For whom a site is made.
    Profile {
        /// Who handles the complaints.
        Full = "volledig",
        /// The disputes committee.
        Committee = "commissie",
        /// The management.
        Management = "directie",
    }

    /// What a site is made of. Whoever adds a page says in [`Profile::holds`] who gets it.
    SitePart {
        /// What to do today.
        Front = "start",
        /// The figures and improvements, in the place of the front page.
        Summary = "samenvatting",
        /// The terms by month.
        Calendar = "kalender",
        /// Every number.
        Register = "register",
        /// The figures of every year.
        Evaluation = "evaluatie",
        /// What an auditor asks of every year.
        Audit = "controle",
        /// What must, may and must not yet be destroyed.
        Retention = "bewaren",
        /// A page a dossier, with the stored pieces a browser may open.
        Dossiers = "dossiers",
        /// What dossiers are found by.
        Search = "zoeken",
        /// The procedure in words.
        Procedure = "regeling",
        /// What the site was made of.
        About = "over",
        /// The dossiers there is something to say about.
        Remarks = "opmerkingen",
    }
}

/// An entry of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MenuEntry {
    /// The section a page says it belongs to.
    pub section: &'static str,
    /// The address from the top of the site.
    pub address: &'static str,
    /// What it is called.
    pub name: &'static str,
}

impl Profile {
    /// Whether a site of this profile has this part. What is meant for others is named one by one.
    #[must_use]
    pub fn holds(self, part: SitePart) -> bool {
        use Profile::{Committee, Full, Management};
        let readers: &[Profile] = match part {
            SitePart::Front | SitePart::Calendar | SitePart::Register | SitePart::Dossiers | SitePart::Search => &[Full, Committee],
            SitePart::Audit | SitePart::Retention | SitePart::Remarks => &[Full],
            SitePart::Evaluation => &[Full, Management],
            SitePart::Summary => &[Management],
            SitePart::Procedure | SitePart::About => &[Full, Committee, Management],
        };
        readers.contains(&self)
    }

    /// Whether a site of this profile tells of this dossier.
    ///
    /// The committee sees a dossier from the appeal on, until that is withdrawn or the dossier is closed.
    #[must_use]
    pub fn shows(self, dossier: &Dossier) -> bool {
        match self {
            Self::Full => true,
            Self::Committee => is_under_appeal(dossier),
            Self::Management => false,
        }
    }

    /// How much of the figures of a year a site of this profile tells.
    #[must_use]
    pub fn detail(self) -> Detail {
        match self {
            Self::Full => Detail::Whole,
            Self::Committee | Self::Management => Detail::ForOthers,
        }
    }

    /// For whom the pages are, as each of them says; nothing for who handles the complaints.
    #[must_use]
    pub fn readers(self) -> Option<&'static str> {
        match self {
            Self::Full => None,
            Self::Committee => Some("voor de geschillencommissie"),
            Self::Management => Some("voor de directie"),
        }
    }

    /// The name of the folder the site comes in, unless another is named.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Full => "site",
            Self::Committee => "site-commissie",
            Self::Management => "site-directie",
        }
    }
}

impl SitePart {
    /// Its entry in the menu; nothing for what is reached from another page.
    #[must_use]
    pub fn menu_entry(self) -> Option<MenuEntry> {
        let (section, address, name) = match self {
            Self::Front => ("start", "index.html", "Vandaag"),
            Self::Summary => ("start", "index.html", "Klachten"),
            Self::Calendar => ("kalender", "kalender.html", "Kalender"),
            Self::Register => ("register", "register.html", "Register"),
            Self::Search => ("zoeken", "zoeken.html", "Zoeken"),
            Self::Evaluation => ("evaluatie", "evaluatie.html", "Evaluatie"),
            Self::Retention => ("bewaren", "bewaren.html", "Bewaren"),
            Self::Procedure => ("regeling", "regeling.html", "Regeling"),
            Self::About => ("over", "over.html", "Over"),
            Self::Dossiers | Self::Audit | Self::Remarks => return None,
        };
        Some(MenuEntry { section, address, name })
    }
}

/// Whether an appeal is under way, by its record or by the status alone.
fn is_under_appeal(dossier: &Dossier) -> bool {
    match &dossier.appeal {
        Some(appeal) => appeal.withdrawn_on.is_none() && dossier.status != Status::Closed,
        None => matches!(dossier.status, Status::UnderAppeal | Status::AppealRuled),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Appeal, Vocabulary};

    fn committee_sees(status: Status, appeal: Option<Appeal>) -> bool {
        Profile::Committee.shows(&Dossier { appeal, ..Dossier::new("K-2026-0001".parse().unwrap(), status) })
    }

    #[test]
    fn committee_sees_a_dossier_from_the_appeal_until_it_is_closed() {
        assert!(!committee_sees(Status::Answered, None));
        for status in [Status::Answered, Status::UnderAppeal, Status::AppealRuled, Status::InProgress] {
            assert!(committee_sees(status, Some(Appeal::default())), "{status}");
        }
        assert!(!committee_sees(Status::Closed, Some(Appeal::default())));
    }

    #[test]
    fn committee_no_longer_sees_an_appeal_that_was_withdrawn() {
        let withdrawn = || Some(Appeal { withdrawn_on: chrono::NaiveDate::from_ymd_opt(2026, 11, 3), ..Appeal::default() });
        for status in [Status::Answered, Status::UnderAppeal, Status::Closed] {
            assert!(!committee_sees(status, withdrawn()), "{status}");
        }
    }

    #[test]
    fn appeal_that_is_only_a_status_is_seen() {
        assert!(committee_sees(Status::UnderAppeal, None));
    }

    #[test]
    fn management_sees_no_dossier_and_nothing_that_tells_of_one() {
        for status in Status::ALL {
            assert!(!Profile::Management.shows(&Dossier::new("K-2026-0001".parse().unwrap(), *status)));
        }
        let parts: Vec<_> = SitePart::ALL.iter().filter(|part| Profile::Management.holds(**part)).map(ToString::to_string).collect();
        assert_eq!(parts, ["samenvatting", "evaluatie", "regeling", "over"]);
    }

    #[test]
    fn every_site_has_one_front_page_and_a_folder_of_its_own() {
        for profile in Profile::ALL {
            let fronts = [SitePart::Front, SitePart::Summary].into_iter().filter(|part| profile.holds(*part)).count();
            let sharing = Profile::ALL.iter().filter(|other| other.folder() == profile.folder()).count();
            assert_eq!((fronts, sharing), (1, 1), "{profile}");
        }
    }
}

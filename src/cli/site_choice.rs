//! Which site is meant: for whom it is, and where it comes.

use std::path::PathBuf;

use clap::ValueEnum;

use super::{Desk, Failure};
use crate::overview::Profile;
use crate::shell::site::SiteOrder;

/// For whom the site is, and where it comes.
#[derive(Debug, clap::Args)]
pub struct SiteChoice {
    /// For whom.
    #[arg(long = "profiel", value_name = "PROFIEL", default_value = "volledig", hide_default_value = true, help = "Voor wie de site is")]
    profile: Readers,
    /// Where it comes.
    #[arg(
        long = "naar",
        value_name = "MAP",
        help = "Waar de site komt; anders naast de dossiers in de map «site», «site-commissie» of «site-directie»"
    )]
    to: Option<PathBuf>,
}

/// For whom a site can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Readers {
    /// Who handles the complaints.
    #[value(name = "volledig", help = "voor wie de klachten behandelt: alles; zo ook zonder --profiel")]
    Full,
    /// The disputes committee.
    #[value(name = "commissie", help = "voor de geschillencommissie: alleen de dossiers in bezwaar")]
    Committee,
    /// The management.
    #[value(name = "directie", help = "voor de directie: alleen cijfers en verbeteringen, zonder dossiers")]
    Management,
}

impl SiteChoice {
    /// The order for this site of the dossier folder.
    pub(super) fn order(&self, desk: &Desk) -> Result<SiteOrder, Failure> {
        let to = self.to.as_ref().map(|to| desk.path(to));
        Ok(SiteOrder::for_profile(desk.office()?, to.as_deref(), self.profile.into())?)
    }
}

impl From<Readers> for Profile {
    fn from(readers: Readers) -> Self {
        match readers {
            Readers::Full => Self::Full,
            Readers::Committee => Self::Committee,
            Readers::Management => Self::Management,
        }
    }
}

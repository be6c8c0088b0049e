//! The private site on disk: gathered from the dossiers, rendered on every core, written only where it changed.

mod beside;
mod build;
mod builder;
mod dossier_pages;
mod editions;
mod error;
mod folder;
mod found;
mod gather;
mod kept;
mod kept_site;
mod lists;
mod looks;
mod memory;
mod offices;
mod order;
mod own_templates;
mod reading;
mod real_path;
mod site_watch;
mod trace;
mod withheld;
mod writer;
mod year_pages;

pub use build::{SiteReport, TakenAlong};
pub use builder::Builder;
pub use error::SiteError;
pub use folder::{SiteFolder, is_site};
pub use kept_site::KeptSite;
pub use order::SiteOrder;
pub use own_templates::{NoTemplate, letter_templates, own_letter_sources, templates};
pub use site_watch::SiteWatch;
pub use writer::Written;

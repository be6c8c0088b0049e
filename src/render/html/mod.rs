//! Pages of the private site: values into HTML that loads nothing and runs nothing.

mod about_page;
mod alone;
mod attachment;
mod audit_head;
mod audit_page;
mod audit_pages;
mod audit_row;
mod chart;
mod day;
mod dossier_page;
mod evaluation_charts;
mod evaluation_page;
mod figure_table;
mod filled_pages;
mod founded;
mod front_page;
mod inspection_page;
mod item;
mod list_pages;
mod management_page;
mod markdown;
mod passages;
mod procedure_page;
mod procedure_words;
mod records;
mod remark_pages;
mod report_page;
mod retention_pages;
mod script_text;
mod search_files;
mod search_page;
mod site_page;
mod summary;
mod template_error;
mod templates;
mod term_line;
mod term_view;
mod weakening;
mod woven;

pub use about_page::{AboutSheet, about_page};
pub use alone::is_page_of_ours;
pub use attachment::{Attachment, AttachmentKind, pieces_of};
pub use audit_page::audit_page;
pub use audit_pages::{AuditSheet, audit_pages};
pub use dossier_page::{DossierSheet, PlacedRemark, dossier_page};
pub use evaluation_page::{EvaluationSheet, evaluation_pages};
pub use front_page::{FrontSheet, UnreadableFile, front_page};
pub use inspection_page::{BundledPiece, InspectionSheet, StatusChange, inspection_page};
pub use list_pages::{Listing, calendar_page, register_index, register_pages};
pub use management_page::{ManagementSheet, management_page};
pub(super) use markdown::{escaped, prose};
pub use procedure_page::procedure_page;
pub use remark_pages::remark_pages;
pub use report_page::report_page;
pub use retention_pages::retention_pages;
pub use script_text::script_text;
pub use search_files::{SearchFile, block_name, search_files, search_folder};
pub use search_page::{SearchSheet, search_page};
pub use site_page::SitePage;
pub use template_error::TemplateError;
pub use templates::Templates;
pub(super) use templates::{LETTERS, embedded_letters};
pub use weakening::{Weakening, weakenings};

/// The address of the page of a dossier, from the top of the site. It holds a number, never a name.
#[must_use]
pub fn dossier_address(id: crate::domain::DossierId) -> String {
    format!("dossier/{id}.html")
}

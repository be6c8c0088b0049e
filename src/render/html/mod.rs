//! Pages of the private site: values into HTML that loads nothing and runs nothing.

mod alone;
mod attachment;
mod audit_page;
mod dossier_page;
mod front_page;
mod inspection_page;
mod item;
mod list_pages;
mod management_page;
mod markdown;
mod passages;
mod plain_pages;
mod records;
mod report_page;
mod search_files;
mod search_page;
mod summary;
mod templates;
mod term_line;
mod term_view;

pub use attachment::{Attachment, AttachmentKind};
pub use audit_page::audit_page;
pub use dossier_page::{DossierSheet, PlacedRemark, dossier_page};
pub use front_page::{FrontSheet, UnreadableFile, front_page};
pub use inspection_page::{BundledPiece, InspectionSheet, StatusChange, inspection_page};
pub use list_pages::{Listing, RegisterPage, calendar_page, register_index, register_pages};
pub use management_page::{ManagementSheet, management_page};
pub(super) use markdown::{escaped, prose};
pub use plain_pages::{AboutSheet, about_page, procedure_page};
pub use report_page::report_page;
pub use search_files::{SearchFile, block_name, search_files};
pub use search_page::search_page;
pub(super) use templates::{LETTERS, embedded_letters};
pub use templates::{TemplateError, Templates};

/// The address of the page of a dossier, from the top of the site. It holds a number, never a name.
#[must_use]
pub fn dossier_address(id: crate::domain::DossierId) -> String {
    format!("dossier/{id}.html")
}

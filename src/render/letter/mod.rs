//! Letters: one source in Markdown becomes the text and the HTML of a mail, or a page to print.

mod faults;
mod mail;
mod page;
mod recipient;
mod seal;
mod templates;
mod text;
mod view;

pub use faults::{TemplateFault, template_faults};
pub use mail::{Enclosure, MailError, Threading, mail};
pub use page::page;
pub use recipient::{InvalidRecipient, mailbox};
pub use seal::is_as_made;
pub use templates::{FOLDER, LetterError, LetterTemplates, WrittenLetter};
pub use text::plain_text;

//! What is shown: the order of urgency, the timeline, the register, the terms by month. Knows no HTML.

mod aftermath;
mod agenda;
mod audit;
mod checked;
mod complaint;
mod deadlines;
mod facts;
mod folded;
mod inspection;
mod leftovers;
mod next_step;
mod number_row;
mod register;
mod search;
mod term_calendar;
mod timeline;
mod waiting;
mod wording;

pub use aftermath::Aftermath;
pub use agenda::{Agenda, AgendaItem, Urgency, UrgentTerm};
pub use audit::{Answer, AppealCourse, AuditPage, AuditRow, Confirmation, LateTerm, audit_page};
pub use checked::{CheckedFile, Tally};
pub use complaint::{complaint_year, ending, is_complaint};
pub use deadlines::{DossierTerms, TermFilter, TermState, by_urgency};
pub use folded::{Folded, folded};
pub use inspection::{Inspection, StoredPiece, inspection_request, told_and_untold};
pub use leftovers::{InspectedPiece, Leftover, RemainingPlace, Secret, inspect_piece, leftovers, secrets};
pub use next_step::{NextStep, Through, next_step, term_about};
pub use number_row::{Fate, Kept, NumberRow, Numbers, RegisterOptions, numbers_by_year, retention_days};
pub use register::{RegisterRow, register};
pub use search::{Hit, HitPlace, Query, search_file, search_piece};
pub use term_calendar::{CalendarEntry, Month, calendar_entries, term_calendar};
pub use timeline::{Event, Fact, Happening, Recorded, timeline};
pub use waiting::{Party, waiting_for};
pub use wording::{capitalised, days_in_words, plain, standing_in_words, term_name};

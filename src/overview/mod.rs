//! What is shown: the order of urgency, the timeline, the register, the terms by month. Knows no HTML.

mod agenda;
mod next_step;
mod waiting;

pub use agenda::{Agenda, AgendaItem, Urgency, UrgentTerm};
pub use next_step::{NextStep, Through, next_step};
pub use waiting::{Party, waiting_for};

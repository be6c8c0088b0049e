//! New entries made of the nouns of the procedure.

use super::NewEntry;
use crate::diagnostic::Field;
use crate::domain::Message;

impl NewEntry {
    /// The entry of a message, with every fact that is known of it.
    #[must_use]
    pub fn of_message(message: &Message) -> Self {
        let fields = [
            (Field::Kind, message.kind.map(|kind| kind.to_string())),
            (Field::Date, message.date.map(|day| day.to_string())),
            (Field::Channel, message.channel.map(|channel| channel.to_string())),
            (Field::SubjectLine, message.subject_line.clone()),
            (Field::Attachment, message.attachment.clone()),
            (Field::With, message.with.clone()),
            (Field::Direction, message.stated_direction.map(|direction| direction.to_string())),
            (Field::ProofOfSending, message.proof_of_sending.clone()),
            (Field::Reason, message.reason.clone()),
            (Field::NewTerm, message.new_term.map(|day| day.to_string())),
        ];
        Self::Fields(fields.into_iter().filter_map(|(field, text)| Some((field, text?))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Channel, Direction, MessageKind};
    use crate::source::edit::{Edit, apply};
    use crate::source::read_dossier;

    #[test]
    fn entry_of_a_message_reads_back_as_that_message() {
        let day = |text: &str| text.parse().ok();
        let message = Message {
            kind: Some(MessageKind::Other),
            date: day("2026-11-20"),
            channel: Some(Channel::Post),
            subject_line: Some("Ja: later".to_owned()),
            attachment: Some("bijlagen/2026-11-20-overig.pdf".to_owned()),
            with: Some("Adviesbureau De Waag".to_owned()),
            stated_direction: Some(Direction::Outgoing),
            proof_of_sending: Some("3SABC1234".to_owned()),
            reason: Some("drukte".to_owned()),
            new_term: day("2026-12-14"),
        };
        let edit = Edit::Append { list: Field::Messages.into(), entry: NewEntry::of_message(&message) };
        let bytes = apply(b"---\nschema: 1\nnummer: K-2026-0007\nstatus: melding\n---\n", &[edit]).unwrap();
        assert_eq!(read_dossier(&bytes).dossier.unwrap().messages, [message]);
    }
}

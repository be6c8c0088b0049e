//! Which mails a stored mail belongs to, by its identifiers.

use mail_parser::{HeaderValue, MessageParser};

/// Headers end before this many bytes; the rest of a mail is not looked at.
const HEADERS: usize = 256 * 1024;

/// The identifiers of a mail, without the signs around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailThread {
    /// Its own.
    pub id: String,
    /// Those of the mails before it, the oldest first.
    pub references: Vec<String>,
}

/// The identifiers in the headers of this mail; `None` when it has none of its own.
#[must_use]
pub fn mail_thread(bytes: &[u8]) -> Option<MailThread> {
    let mail = MessageParser::default().parse_headers(&bytes[..bytes.len().min(HEADERS)])?;
    let id = mail.message_id()?.to_owned();
    let references = match mail.references() {
        HeaderValue::Text(one) => vec![one.to_string()],
        HeaderValue::TextList(several) => several.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    Some(MailThread { id, references })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_tells_its_own_identifier_and_those_before_it() {
        let mail = b"Message-ID: <b@post.example>\r\nReferences: <a@post.example>\r\n <c@post.example>\r\n\r\nDag";
        let thread = mail_thread(mail).unwrap();
        assert_eq!((thread.id.as_str(), thread.references), ("b@post.example", vec!["a@post.example".to_owned(), "c@post.example".to_owned()]));
        assert_eq!(mail_thread(b"Subject: x\r\n\r\nDag"), None);
    }
}

//! Addresses as they stand in a header: one mailbox, in signs every mail program understands.

/// An address that cannot stand in a header.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("«{0}» is geen e-mailadres waar een mailprogramma iets naartoe stuurt")]
pub struct InvalidRecipient(pub String);

/// The longest address a mail server takes.
const LONGEST: usize = 254;

/// The address with its domain in ASCII.
///
/// # Errors
/// When it is no single plain address: signs before the `@` that would need quotation or are not ASCII, or no domain.
pub fn mailbox(address: &str) -> Result<String, InvalidRecipient> {
    let invalid = || InvalidRecipient(address.to_owned());
    let (local, domain) = address.rsplit_once('@').ok_or_else(invalid)?;
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(letter);
    let dots = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    if local.is_empty() || local.len() > 64 || !dots || !local.chars().all(plain) {
        return Err(invalid());
    }
    let domain = idna::domain_to_ascii_strict(domain).map_err(|_| invalid())?;
    let mailbox = format!("{local}@{domain}");
    if !domain.contains('.') || domain.ends_with('.') || mailbox.len() > LONGEST { Err(invalid()) } else { Ok(mailbox) }
}

/// A name as it may stand in a header: one line without control signs, not longer than anyone is called.
///
/// What looks like an encoded word is taken apart: some mail programs decode it wherever it stands.
#[must_use]
pub(super) fn one_line(text: &str) -> String {
    let unseen = |letter: char| letter.is_whitespace() || letter.is_control() || is_directional(letter);
    let line = text.split(unseen).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    line.replace("=?", "= ?").chars().take(200).collect()
}

/// Signs that turn the direction of writing, with which an address can be made to look like another.
fn is_directional(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_address_stays_as_it_is() {
        for address in ["s.dewit@roc-delinde.example", "a+b@c.example", "O'Brien@d.e.example"] {
            assert_eq!(mailbox(address).unwrap(), address);
        }
    }

    #[test]
    fn domain_beyond_ascii_is_written_in_ascii() {
        assert_eq!(mailbox("jan@müller.example").unwrap(), "jan@xn--mller-kva.example");
    }

    #[test]
    fn anything_but_one_address_is_refused() {
        let long = format!("{}@a.example", "a".repeat(65));
        let others = [
            "",
            "jan",
            "@a.example",
            "jan@",
            "jan@a",
            "jan@@a.example",
            "jan@a.example, piet@b.example",
            "jan@a.example\r\nBcc: x@b.example",
            "Jan <jan@a.example>",
            "\"jan\"@a.example",
            "jän@a.example",
            "jan@a..example",
            ".jan@a.example",
            "jan@a.example>",
            "jan@-a.example",
            &long,
        ];
        for other in others {
            assert!(mailbox(other).is_err(), "{other}");
        }
    }

    #[test]
    fn name_is_one_line_without_hidden_signs() {
        assert_eq!(one_line("Sanne\r\nBcc: x@b.example\u{202e}\u{0}"), "Sanne Bcc: x@b.example");
        assert_eq!(one_line(&"a".repeat(500)).len(), 200);
        assert_eq!(one_line("=?utf-8?q?=0D=0ABcc=3A?="), "= ?utf-8?q?=0D=0ABcc=3A?=");
    }
}

//! Bytes out of what they were wrapped in for the journey.
//!
//! Damage costs the letters it touches and never the piece, which is why what mail-parser gives up on is done here.

use mail_parser::decoders::base64::base64_decode;

/// The bytes of a part, by what its field `Content-Transfer-Encoding` says.
#[must_use]
pub(super) fn unwrapped(body: &[u8], encoding: &str) -> Vec<u8> {
    match encoding.trim().trim_end_matches(';').to_ascii_lowercase().as_str() {
        "base64" => sound_base64(body).unwrap_or_else(|| base64(body)),
        "quoted-printable" => quoted_printable(body),
        _ => body.to_vec(),
    }
}

/// Base64 without damage.
fn sound_base64(body: &[u8]) -> Option<Vec<u8>> {
    if body.is_ascii() { base64_decode(body) } else { None }
}

/// Base64 with damage: letters that do not belong are passed over, and padding ends a group.
fn base64(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                (bits, held) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push(u8::try_from(bits >> held & 0xff).expect("eight bits are a byte"));
        }
        bits &= 0xff;
    }
    out
}

/// Quoted-printable: what is no code stays as it stands.
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((&first, behind)) = rest.split_first() {
        rest = behind;
        if first != b'=' {
            out.push(first);
        } else if let Some(behind) = soft_break(behind) {
            rest = behind;
        } else if let [high, low, behind @ ..] = behind
            && let (Some(high), Some(low)) = (hexadecimal(*high), hexadecimal(*low))
        {
            out.push(high << 4 | low);
            rest = behind;
        } else {
            out.push(b'=');
        }
    }
    out
}

/// What follows the end of a line that is none in the text.
fn soft_break(rest: &[u8]) -> Option<&[u8]> {
    let spaces = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    match &rest[spaces..] {
        [b'\r', b'\n', behind @ ..] | [b'\n', behind @ ..] => Some(behind),
        [] => Some(&[]),
        _ => None,
    }
}

fn hexadecimal(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_survives_damage() {
        assert_eq!(unwrapped(b"SGFs\r\nbG8h", "BASE64"), b"Hallo!");
        assert_eq!(unwrapped(b"SGFs*bG8=SGFs", "base64;"), b"HalloHal");
        assert_eq!(unwrapped(b"SGFsbG", "base64"), b"Hall");
    }

    #[test]
    fn quoted_printable_joins_soft_breaks_and_keeps_what_is_no_code() {
        assert_eq!(unwrapped(b"caf=C3=A9 en=\r\n meer= \nlang=zz=", "quoted-printable"), "café en meerlang=zz".as_bytes());
    }

    #[test]
    fn unknown_wrapping_is_none() {
        assert_eq!(unwrapped(b"=41", "x-eigen"), b"=41");
    }
}

//! The text of a document with layout, as Outlook keeps it when it keeps no plain one.

use super::text::in_characters;

/// What every document that Outlook packs may refer back to before it begins.
const BEFORE: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/// How far back a packed document refers.
const WINDOW: usize = 4096;

/// The most that is unpacked.
const MOST: usize = 8 << 20;

/// Groups whose words nobody sees.
const HIDDEN: [&str; 9] = ["fonttbl", "colortbl", "stylesheet", "info", "pict", "themedata", "listtable", "listoverridetable", "generator"];

/// The words of a packed document; `None` when it is not one.
#[must_use]
pub(super) fn text(packed: &[u8]) -> Option<String> {
    let document = unpacked(packed)?;
    Some(words(&document)).filter(|text| !text.trim().is_empty())
}

/// The document as it was before Outlook packed it.
fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    let size = usize::try_from(u32::from_le_bytes(packed.get(4..8)?.try_into().ok()?)).ok()?;
    let content = packed.get(16..)?;
    match packed.get(8..12)? {
        b"MELA" => Some(content[..size.min(content.len())].to_vec()),
        b"LZFu" => Some(inflated(content, size.min(MOST))),
        _ => None,
    }
}

/// Eight steps a turn, a bit each: a letter as it is, or a place and a length in what was written before.
fn inflated(content: &[u8], size: usize) -> Vec<u8> {
    let mut window = [b' '; WINDOW];
    window[..BEFORE.len()].copy_from_slice(BEFORE);
    let mut at = BEFORE.len();
    let mut out = Vec::new();
    let mut bytes = content.iter().copied();
    let mut write = |out: &mut Vec<u8>, window: &mut [u8; WINDOW], letter| {
        out.push(letter);
        window[at] = letter;
        at = (at + 1) % WINDOW;
        at
    };
    let mut end = BEFORE.len();
    while let Some(steps) = bytes.next() {
        for step in 0..8 {
            let Some(first) = bytes.next() else { return out };
            if steps & 1 << step == 0 {
                end = write(&mut out, &mut window, first);
            } else {
                let Some(second) = bytes.next() else { return out };
                let reference = usize::from(first) << 4 | usize::from(second) >> 4;
                if reference == end {
                    return out;
                }
                for index in 0..usize::from(second & 0xf) + 2 {
                    let letter = window[(reference + index) % WINDOW];
                    end = write(&mut out, &mut window, letter);
                }
            }
            if out.len() >= size {
                return out;
            }
        }
    }
    out
}

/// A group between braces.
#[derive(Clone, Copy)]
struct Group {
    /// Whether nobody sees its words.
    hidden: bool,
    /// How many letters stand in for one that older programs do not know.
    stand_ins: usize,
}

/// The words of a document, without its layout. A page packed within keeps only what is no tag.
fn words(document: &[u8]) -> String {
    let mut out = Words { text: String::new(), letters: Vec::new(), skip: 0 };
    let mut groups = vec![Group { hidden: false, stand_ins: 1 }];
    let mut rest = document;
    while let Some((&first, behind)) = rest.split_first() {
        rest = behind;
        let group = *groups.last().expect("the first group is never closed");
        match first {
            b'{' if groups.len() < 200 => groups.push(group),
            b'}' if groups.len() > 1 => drop(groups.pop()),
            b'\\' => rest = control(behind, &mut out, groups.last_mut().expect("the first group is never closed")),
            b'{' | b'}' | b'\r' | b'\n' => {}
            letter if !group.hidden => out.letter(letter),
            _ => {}
        }
    }
    out.settled()
}

/// Carries out a control word; what stands behind it is returned.
fn control<'d>(rest: &'d [u8], out: &mut Words, group: &mut Group) -> &'d [u8] {
    let name = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    if name == 0 {
        return symbol(rest, out, group);
    }
    let (word, behind) = rest.split_at(name);
    let digits = behind.iter().enumerate().take_while(|(at, byte)| byte.is_ascii_digit() || (*at == 0 && **byte == b'-')).count();
    let (digits, behind) = behind.split_at(digits.min(10));
    let number: Option<i32> = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
    let word = std::str::from_utf8(word).unwrap_or_default();
    group.hidden |= HIDDEN.contains(&word) || word == "htmltag";
    match word {
        "par" | "line" if !group.hidden => out.say("\n"),
        "tab" if !group.hidden => out.say(" "),
        "uc" => group.stand_ins = number.and_then(|number| usize::try_from(number).ok()).unwrap_or(1).min(8),
        "u" if !group.hidden => {
            let code = number.map(|number| if number < 0 { number + 65_536 } else { number }).and_then(|code| u32::try_from(code).ok());
            out.say(&code.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER).to_string());
            out.skip = group.stand_ins;
        }
        "htmlrtf" => group.hidden = number != Some(0),
        _ => {}
    }
    behind.strip_prefix(b" ").unwrap_or(behind)
}

/// Carries out a control sign: a letter by its number, a brace, or the mark of a group that older programs pass over.
fn symbol<'d>(rest: &'d [u8], out: &mut Words, group: &mut Group) -> &'d [u8] {
    match rest {
        [b'\'', high, low, behind @ ..] => {
            let digit = |digit: &u8| char::from(*digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
            if let (Some(high), Some(low), false) = (digit(high), digit(low), group.hidden) {
                out.letter(high << 4 | low);
            }
            behind
        }
        [b'*', behind @ ..] => {
            group.hidden = true;
            behind
        }
        [letter @ (b'\\' | b'{' | b'}'), behind @ ..] => {
            if !group.hidden {
                out.letter(*letter);
            }
            behind
        }
        [b'~', behind @ ..] => {
            out.say(" ");
            behind
        }
        [_, behind @ ..] => behind,
        [] => rest,
    }
}

/// Words as they are gathered.
struct Words {
    text: String,
    /// Letters of the code page that are still bytes.
    letters: Vec<u8>,
    /// How many letters stand in for one that was said already.
    skip: usize,
}

impl Words {
    fn letter(&mut self, letter: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else {
            self.letters.push(letter);
        }
    }

    fn say(&mut self, text: &str) {
        self.text.push_str(&in_characters(&self.letters, Some("windows-1252")));
        self.letters.clear();
        self.text.push_str(text);
    }

    fn settled(mut self) -> String {
        self.say("");
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_and_layout_goes() {
        let document = br"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\pard Geachte heer,\par Caf\'e9 \u8364?5 \{x\}{\*\generator x}\par}";
        assert_eq!(words(document), "Geachte heer,\nCafé €5 {x}\n");
    }

    #[test]
    fn packed_document_is_unpacked() {
        // The example of the published description: a reference into what every document begins with.
        let packed = [
            0x2d, 0, 0, 0, 0x2b, 0, 0, 0, b'L', b'Z', b'F', b'u', 0xf1, 0xc5, 0xc7, 0xa7, 0x03, 0x00, 0x0a, 0x00, b'r', b'c', b'p', b'g', b'1', b'2',
            b'5', 0x42, b'2', 0x0a, 0xf3, b' ', b'h', b'e', b'l', 0x09, 0x00, 0x20, b'b', b'w', 0x05, 0xb0, b'l', b'd', b'}', 0x0a, 0x80, 0x0f, 0xa0,
        ];
        assert_eq!(unpacked(&packed).unwrap(), b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
    }

    #[test]
    fn damage_ends_the_document_and_no_more() {
        assert_eq!(text(b"LZFu"), None);
        for length in 0..64 {
            let _ = text(&[&[0, 0, 0, 0, 255, 255, 255, 255][..], b"LZFu", &vec![0xff; length]].concat());
            let _ = words(&b"{\\u99999 \\'{\\*\\ {{{}\\"[..length.min(20)]);
        }
    }
}

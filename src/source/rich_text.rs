//! The words of a piece in Rich Text Format, in which older word processors write.

/// How such a piece begins.
pub(super) const BEGINNING: &str = "{\\rtf";
/// What may stand in it that holds no words: a picture, or a piece of another program.
const SHUT: [&str; 4] = ["\\pict", "\\object", "\\objdata", "\\bin"];
/// The pages of letters whose letters of one byte are those of Western Europe.
const WESTERN: [&str; 2] = ["1252", "28591"];
/// The letters from byte 128 to 159 on the page of Western Europe; `\u{fffd}` where it has none.
const FROM_128: &str = "€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}Ž\u{fffd}\u{fffd}‘’“”•–—˜™š›œ\u{fffd}žŸ";

/// Whether all its words are read: it holds no picture and no other piece, and its letters are those of Western Europe.
pub(super) fn is_open(rich: &str) -> bool {
    let pages = rich.split("\\ansicpg").skip(1).map(|rest| rest.split(|letter: char| !letter.is_ascii_digit()).next().unwrap_or_default());
    !SHUT.iter().any(|shut| rich.contains(shut)) && pages.into_iter().all(|page| WESTERN.contains(&page)) && !rich.contains("\\mac\\")
}

/// Its words, without what says how they look.
pub(super) fn words_of(rich: &str) -> String {
    let mut words = String::with_capacity(rich.len() / 2);
    let mut rest = rich;
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        match letter {
            '\\' => rest = control(rest, &mut words),
            '{' | '}' | '\r' | '\n' => {}
            letter => words.push(letter),
        }
    }
    words
}

/// Writes what a control stands for, and gives what comes behind it.
fn control<'t>(rest: &'t str, words: &mut String) -> &'t str {
    if let Some(digits) = rest.strip_prefix('\'').and_then(|digits| digits.get(..2)) {
        words.extend(u8::from_str_radix(digits, 16).ok().map(western));
        return &rest[3..];
    }
    let name = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).len();
    if name == 0 {
        // A sign: `\~` is a space, `\-` a place to break, and `\{` itself.
        let sign = rest.chars().next();
        words.extend(sign.and_then(|sign| match sign {
            '~' => Some(' '),
            '-' | '*' => None,
            '_' => Some('-'),
            sign => Some(sign),
        }));
        return &rest[sign.map_or(0, char::len_utf8)..];
    }
    let (name, behind) = rest.split_at(name);
    let digits = behind.len() - behind.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '-').len();
    let (number, behind) = behind.split_at(digits);
    let behind = behind.strip_prefix(' ').unwrap_or(behind);
    match (name, number.parse::<i32>()) {
        ("u", Ok(number)) => {
            words.extend(u32::try_from(if number < 0 { number + 0x1_0000 } else { number }).ok().and_then(char::from_u32));
            without_stand_in(behind)
        }
        ("par" | "line" | "tab" | "cell" | "row" | "page" | "sect", _) => {
            words.push('\n');
            behind
        }
        _ => behind,
    }
}

/// What comes behind the sign that stands for a letter where that cannot be shown.
fn without_stand_in(behind: &str) -> &str {
    match behind.strip_prefix("\\'") {
        Some(digits) => digits.get(2..).unwrap_or_default(),
        None => behind.strip_prefix('?').unwrap_or(behind),
    }
}

/// A letter of one byte on the page of Western Europe.
fn western(byte: u8) -> char {
    match byte {
        128..=159 => FROM_128.chars().nth(usize::from(byte - 128)).unwrap_or('\u{fffd}'),
        byte => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_whatever_stands_between_their_letters() {
        for rich in [
            "{\\rtf1\\ansi Ren\\'e9 Vos}",
            "{\\rtf1 Ren\\u233?\\~Vos}",
            "{\\rtf1 Ren\\u233\\'e9\\par Vos}",
            "{\\rtf1 {\\b R}en\\u233 \\\nVos}",
            "{\\rtf1 Re\r\nn\\'E9\\tab Vos}",
        ] {
            assert!(words_of(rich).split_whitespace().collect::<Vec<_>>().join(" ").contains("René Vos"), "{rich}: {}", words_of(rich));
        }
        assert_eq!(words_of("\\u8364 \\'80\\'92\\{\\"), "€’{");
    }

    #[test]
    fn picture_another_piece_and_other_letters_shut_it() {
        assert!(is_open("{\\rtf1\\ansi\\ansicpg1252 Jan}") && is_open("{\\rtf1 Jan}"));
        for rich in ["{\\rtf1{\\pict 00}}", "{\\rtf1{\\object{\\*\\objdata 00}}}", "{\\rtf1\\ansi\\ansicpg1250 Jan}", "{\\rtf1\\mac\\deff0 Jan}"] {
            assert!(!is_open(rich), "{rich}");
        }
    }
}

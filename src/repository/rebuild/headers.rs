//! Commits and tags told again: to the byte as they were, but for the objects they name and the signatures over what they were.

use gix::ObjectId;

/// Headers of a commit that hold only for the commit as it was: a signature over it, and the tags it merged.
const OF_THE_OLD_COMMIT: [&[u8]; 3] = [b"gpgsig ", b"gpgsig-sha256 ", b"mergetag "];
/// How a signature begins that stands at the end of a tag.
const SIGNATURES: [&[u8]; 4] =
    [b"-----BEGIN PGP SIGNATURE-----", b"-----BEGIN PGP MESSAGE-----", b"-----BEGIN SIGNED MESSAGE-----", b"-----BEGIN SSH SIGNATURE-----"];

/// A commit with another tree and other parents; author, times, encoding and message stay to the byte, however odd they are.
pub(super) fn commit_told_again(old: &[u8], tree: ObjectId, parents: &[ObjectId]) -> Vec<u8> {
    let mut new = format!("tree {tree}\n").into_bytes();
    parents.iter().for_each(|parent| new.extend_from_slice(format!("parent {parent}\n").as_bytes()));
    let mut is_left_out = false;
    let (headers, message) = old.split_at(end_of_headers(old));
    for line in headers.split_inclusive(|byte| *byte == b'\n') {
        // A line that begins with a space goes on with the one before.
        if !line.starts_with(b" ") {
            let names_objects = line.starts_with(b"tree ") || line.starts_with(b"parent ");
            is_left_out = names_objects || OF_THE_OLD_COMMIT.iter().any(|header| line.starts_with(header));
        }
        if !is_left_out {
            new.extend_from_slice(line);
        }
    }
    new.extend_from_slice(message);
    new
}

/// An annotated tag of another object, without its signature.
pub(super) fn tag_told_again(old: &[u8], target: ObjectId) -> Vec<u8> {
    let mut new = format!("object {target}\n").into_bytes();
    let (headers, message) = old.split_at(end_of_headers(old));
    let first = headers.iter().position(|byte| *byte == b'\n').map_or(headers.len(), |end| end + 1);
    new.extend_from_slice(&headers[first..]);
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        if SIGNATURES.iter().any(|signature| line.starts_with(signature)) {
            break;
        }
        new.extend_from_slice(line);
    }
    new
}

/// Where the headers end: at the empty line before the message.
fn end_of_headers(object: &[u8]) -> usize {
    object.windows(2).position(|two| two == b"\n\n").map_or(object.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(digit: u8) -> ObjectId {
        ObjectId::from_bytes_or_panic(&[digit * 17; 20])
    }

    #[test]
    fn odd_author_encoding_and_bytes_of_a_commit_stay() {
        let old = b"tree 0123456789012345678901234567890123456789\nparent 0123456789012345678901234567890123456789\nauthor Ren\xe9  <> 1 -0000\ncommitter  <x> 99 +1370\ngpgsig -----BEGIN\n abc\n -----END\nencoding ISO-8859-1\nx-eigen 1\n 2\n\nRen\xe9\n\ntree 1\n";
        let head = format!("tree {}\nparent {}\nparent {}\n", id(1), id(2), id(3));
        let rest = b"author Ren\xe9  <> 1 -0000\ncommitter  <x> 99 +1370\nencoding ISO-8859-1\nx-eigen 1\n 2\n\nRen\xe9\n\ntree 1\n";
        let told = commit_told_again(old, id(1), &[id(2), id(3)]);
        assert_eq!(told.escape_ascii().to_string(), [head.as_bytes(), rest].concat().escape_ascii().to_string());
    }

    #[test]
    fn tag_loses_its_signature_whatever_made_it() {
        for kind in ["PGP SIGNATURE", "SSH SIGNATURE", "SIGNED MESSAGE"] {
            let old = format!("object {}\ntype commit\ntag jaar\ntagger B <b> 1 +0000\n\nHet jaar\n-----BEGIN {kind}-----\nabc\n", id(1));
            let new = format!("object {}\ntype commit\ntag jaar\ntagger B <b> 1 +0000\n\nHet jaar\n", id(2));
            assert_eq!(tag_told_again(old.as_bytes(), id(2)), new.as_bytes());
        }
    }

    #[test]
    fn commit_without_a_message_stays_without() {
        assert_eq!(commit_told_again(b"tree 1\nauthor a\n", id(1), &[]), format!("tree {}\nauthor a\n", id(1)).as_bytes());
    }
}

//! What git calls a delta: an object told by what it has in common with another.

/// The most bytes one step copies; every reader of packs takes that many.
const LONGEST_COPY: usize = 0xffff;
/// The most bytes one step brings along itself.
const LONGEST_INSERT: usize = 127;

/// The second told by the beginning and the end it shares with the first; `None` when that saves less than half.
pub(super) fn delta(from: &[u8], to: &[u8]) -> Option<Vec<u8>> {
    let head = from.iter().zip(to).take_while(|(one, other)| one == other).count();
    let room = from.len().min(to.len()) - head;
    let tail = from.iter().rev().zip(to.iter().rev()).take(room).take_while(|(one, other)| one == other).count();
    let own = &to[head..to.len() - tail];
    if own.len() * 2 > to.len() || to.is_empty() {
        return None;
    }
    let mut delta = Vec::with_capacity(own.len() + 32);
    size(&mut delta, from.len());
    size(&mut delta, to.len());
    copy(&mut delta, 0, head);
    for part in own.chunks(LONGEST_INSERT) {
        delta.push(u8::try_from(part.len()).expect("a part is short enough"));
        delta.extend_from_slice(part);
    }
    copy(&mut delta, from.len() - tail, tail);
    Some(delta)
}

/// A size in groups of seven bits, the lowest first.
fn size(delta: &mut Vec<u8>, mut size: usize) {
    while size >= 0x80 {
        delta.push((size & 0x7f) as u8 | 0x80);
        size >>= 7;
    }
    delta.push(size as u8);
}

/// Steps that copy so many bytes of the first from this one on.
fn copy(delta: &mut Vec<u8>, mut from: usize, mut count: usize) {
    while count > 0 {
        let step = count.min(LONGEST_COPY);
        let mut numbers = Vec::new();
        let mut step_byte = 0x80_u8;
        let from_bytes = u32::try_from(from).expect("no object of ours is larger than four gigabytes").to_le_bytes();
        for (bit, byte) in from_bytes.into_iter().enumerate().filter(|(_, byte)| *byte != 0) {
            step_byte |= 1 << bit;
            numbers.push(byte);
        }
        for (bit, byte) in u16::try_from(step).expect("a step is short enough").to_le_bytes().into_iter().enumerate().filter(|(_, byte)| *byte != 0) {
            step_byte |= 0x10 << bit;
            numbers.push(byte);
        }
        delta.push(step_byte);
        delta.append(&mut numbers);
        from += step;
        count -= step;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What another reader makes of the delta, step by step after git's description of the format.
    fn applied(from: &[u8], delta: &[u8]) -> Vec<u8> {
        let mut at = 0;
        let mut number = || {
            let (mut value, mut shift) = (0_usize, 0);
            loop {
                let byte = delta[at];
                at += 1;
                value |= usize::from(byte & 0x7f) << shift;
                shift += 7;
                if byte & 0x80 == 0 {
                    return value;
                }
            }
        };
        assert_eq!(number(), from.len());
        let length = number();
        let mut to = Vec::new();
        while at < delta.len() {
            let step = delta[at];
            at += 1;
            if step & 0x80 == 0 {
                to.extend_from_slice(&delta[at..at + usize::from(step)]);
                at += usize::from(step);
                continue;
            }
            let mut part = |bits: std::ops::Range<u8>, first: u8| {
                let mut value = 0_usize;
                for bit in bits {
                    if step & (1 << bit) != 0 {
                        value |= usize::from(delta[at]) << (8 * (bit - first));
                        at += 1;
                    }
                }
                value
            };
            let (offset, count) = (part(0..4, 0), part(4..7, 4));
            to.extend_from_slice(&from[offset..offset + count]);
        }
        assert_eq!(to.len(), length);
        to
    }

    #[test]
    fn difference_in_the_middle_of_much_is_told_in_few_bytes() {
        let from: Vec<u8> = (0..200_000_u32).flat_map(|number| number.to_le_bytes()).collect();
        let mut to = from.clone();
        to.splice(400_000..400_020, [7; 33]);
        let delta = delta(&from, &to).unwrap();
        assert!(delta.len() < 300, "{}", delta.len());
        assert_eq!(applied(&from, &delta), to);
    }

    #[test]
    fn nothing_in_common_is_no_delta() {
        assert_eq!(delta(b"een", b"twee drie"), None);
        assert_eq!(delta(b"een", b""), None);
    }

    proptest! {
        #[test]
        fn delta_tells_the_second_from_the_first(from in proptest::collection::vec(0_u8..4, 0..600), cut in 0_usize..600, gone in 0_usize..9, new in proptest::collection::vec(0_u8..4, 0..140)) {
            let cut = cut.min(from.len());
            let end = (cut + gone).min(from.len());
            let to = [&from[..cut], &new, &from[end..]].concat();
            if let Some(delta) = delta(&from, &to) {
                prop_assert_eq!(applied(&from, &delta), to);
            }
        }
    }
}

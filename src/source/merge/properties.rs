//! What holds for every merge: nothing is lost, nothing is invented, and the sides may change places.

use proptest::prelude::*;

use super::tests::{BASE, clean, merged, without_order};
use crate::diagnostic::{Field, FieldPath};
use crate::source::edit::{Edit, NewEntry, apply};

/// A change of one field or list, each of another one.
fn independent(which: usize, word: &str) -> Edit {
    let set = |path: FieldPath| Edit::Set { path, value: word.to_owned() };
    let text = |list: Field| Edit::Append { list: list.into(), entry: NewEntry::Text(word.to_owned()) };
    let entry = |list: Field, fields: &[(Field, &str)]| {
        let fields = fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect();
        Edit::Append { list: list.into(), entry: NewEntry::Fields(fields) }
    };
    match which {
        0 => set(Field::SubjectLine.into()),
        1 => set(FieldPath::from(Field::Complainant).field(Field::Name)),
        2 => set(FieldPath::from(Field::Complainant).field(Field::Organisation)),
        3 => set(FieldPath::from(Field::Complainant).field(Field::Telephone)),
        4 => set(Field::Contract.into()),
        5 => set(Field::Handler.into()),
        6 => set(FieldPath::from(Field::Messages).entry(0).field(Field::Channel)),
        7 => set(FieldPath::from(Field::Messages).entry(1).field(Field::Reason)),
        8 => set(FieldPath::from(Field::Commitments).entry(0).field(Field::Who)),
        9 => entry(Field::Messages, &[(Field::Kind, "overig"), (Field::Date, "2026-11-21"), (Field::SubjectLine, word)]),
        10 => entry(Field::Commitments, &[(Field::Date, "2026-11-12"), (Field::What, word)]),
        11 => text(Field::Concerns),
        12 => text(Field::Accused),
        13 => set(FieldPath::from(Field::KeepLonger).field(Field::Reason)),
        14 => set(FieldPath::from(Field::Resolution).field(Field::Manner)),
        15 => entry(Field::Talks, &[(Field::Kind, "vooraf"), (Field::HeldOn, "2026-10-30"), (Field::Outcome, word)]),
        16 => set(Field::InternalContact.into()),
        17 => Edit::Remove { path: Field::Channel.into() },
        18 => Edit::Remove { path: FieldPath::from(Field::Complainant).field(Field::PostalAddress) },
        _ => entry(Field::Improvements, &[(Field::Cause, word), (Field::Measure, "geen")]),
    }
}

fn edited(which: &[usize], side: &str) -> String {
    let edits: Vec<_> = which.iter().map(|which| independent(*which, &format!("{side}woord{which}"))).collect();
    String::from_utf8(apply(BASE.as_bytes(), &edits).unwrap()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn changes_of_different_fields_are_both_there(order in Just((0..20).collect::<Vec<usize>>()).prop_shuffle(), left in 0_usize..8, right in 0_usize..8) {
        let (ours, theirs) = (&order[..left], &order[left..left + right]);
        let (a, b) = (edited(ours, "onze"), edited(theirs, "hun"));
        let text = clean(BASE, &a, &b);
        for which in ours.iter().filter(|which| !(17..=18).contains(*which)) {
            let word = format!("onzewoord{which}");
            prop_assert!(text.contains(&word), "{} is gone:\n{}", word, text);
        }
        for which in theirs.iter().filter(|which| !(17..=18).contains(*which)) {
            let word = format!("hunwoord{which}");
            prop_assert!(text.contains(&word), "{} is gone:\n{}", word, text);
        }
        let all: Vec<_> = ours.iter().chain(theirs).copied().collect();
        prop_assert_eq!(text.contains("postadres"), !all.contains(&18));
        prop_assert_eq!(text.contains("kanaal: e-mail\nbetreft"), !all.contains(&17));
        let other_way = clean(BASE, &b, &a);
        prop_assert_eq!(without_order(&text).into_iter().filter(|line| !line.starts_with("betreft")).filter(|line| !line.is_empty()).collect::<Vec<_>>(),
            without_order(&other_way).into_iter().filter(|line| !line.starts_with("betreft")).filter(|line| !line.is_empty()).collect::<Vec<_>>());
    }

    #[test]
    fn changes_of_the_same_fields_lose_nothing(order in Just((0..17).collect::<Vec<usize>>()).prop_shuffle(), left in 1_usize..10, from in 0_usize..8, right in 1_usize..8) {
        let (ours, theirs) = (&order[..left], &order[from..from + right]);
        let (a, b) = (edited(ours, "onze"), edited(theirs, "hun"));
        let merged = merged(BASE, &a, &b);
        let text = String::from_utf8(merged.bytes).unwrap();
        for which in ours {
            let word = format!("onzewoord{which}");
            prop_assert!(text.contains(&word), "{} is gone:\n{}", word, text);
        }
        for which in theirs {
            let word = format!("hunwoord{which}");
            prop_assert!(text.contains(&word), "{} is gone:\n{}", word, text);
        }
        let clashing = ours.iter().filter(|which| theirs.contains(which) && !matches!(which, 9..=12 | 15)).count();
        prop_assert_eq!(merged.clashes.is_empty(), clashing == 0 && !(ours.contains(&15) && theirs.contains(&15)));
    }

    #[test]
    fn unchanged_side_yields_the_other(which in proptest::collection::vec(0_usize..20, 0..6)) {
        let mut which = which;
        which.sort_unstable();
        which.dedup();
        let changed = edited(&which, "hun");
        prop_assert_eq!(clean(BASE, BASE, &changed), changed.clone());
        prop_assert_eq!(clean(BASE, &changed, BASE), changed.clone());
        prop_assert_eq!(clean(BASE, &changed, &changed), changed);
    }

    #[test]
    fn anything_at_all_is_merged(base in "(---\n|nummer: a\n|status: b\n|a: [b]\n|- c\n|<<<<<<< x\n|=======\n|## D\n|  e: f\n){0,9}", ours in "(---\n|nummer: a\n|status: b\n|a: [x]\n|- c\n|<<<<<<< x\n|=======\n|## D\n|  e: f\n){0,9}", theirs in "(---\n|nummer: a\n|status: b\n|a: [y]\n|- c\n|=======\n|## D\n|  e: f\n){0,9}") {
        let merged = merged(&base, &ours, &theirs);
        if ours.contains('x') && !merged.clashes.is_empty() {
            prop_assert!(String::from_utf8(merged.bytes).unwrap().contains('x'));
        }
    }
}

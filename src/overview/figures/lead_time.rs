//! How long answers took.

/// Half of the answers took no longer than the median, nine of ten no longer than the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeadTime {
    /// Twice the median in calendar days, so that it stays a whole number: of an even count it lies between two.
    pub median_doubled: i64,
    /// The ninetieth percentile in calendar days: the smallest number of days within which nine of ten were answered.
    pub nine_in_ten: i64,
    /// How many answers there were.
    pub answers: usize,
}

/// The lead time of these answers, in calendar days each; `None` when there are none.
#[must_use]
pub fn lead_time(mut days: Vec<i64>) -> Option<LeadTime> {
    days.sort_unstable();
    let count = days.len();
    let upper = days.get(count / 2)?;
    let lower = days.get(count.saturating_sub(1) / 2)?;
    let nine_in_ten = *days.get((count * 9).div_ceil(10).saturating_sub(1))?;
    Some(LeadTime { median_doubled: upper + lower, nine_in_ten, answers: count })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn median_of_an_even_count_lies_between_two() {
        let found = lead_time(vec![30, 10, 21, 20]).unwrap();
        assert_eq!((found.median_doubled, found.nine_in_ten), (41, 30));
    }

    #[test]
    fn nine_of_ten_were_answered_within_the_other() {
        assert_eq!(lead_time((1..=10).collect()).unwrap().nine_in_ten, 9);
        assert_eq!(lead_time((1..=11).collect()).unwrap().nine_in_ten, 10);
        assert_eq!(lead_time(vec![7]).unwrap(), LeadTime { median_doubled: 14, nine_in_ten: 7, answers: 1 });
        assert_eq!(lead_time(Vec::new()), None);
    }
}

//! The remarks on a dossier that the officer has seen go by.

/// The remarks of the last look, and of those before it since the dossier was as recorded.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// Of the last look.
    pub now: Vec<String>,
    /// Of earlier ones.
    pub earlier: Vec<String>,
}

impl Told {
    /// Takes in the remarks of another look.
    pub fn take(&mut self, now: Vec<String>) {
        let before = std::mem::replace(&mut self.now, now);
        let new: Vec<_> = before.into_iter().filter(|remark| !self.earlier.contains(remark)).collect();
        self.earlier.extend(new);
    }

    /// All of them.
    pub fn all(&self) -> Vec<String> {
        self.now.iter().chain(&self.earlier).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remark_that_was_hidden_for_a_look_is_still_known() {
        let mut told = Told::default();
        for look in [["laat"], ["onleesbaar"], ["laat"]] {
            told.take(look.map(str::to_owned).to_vec());
        }
        assert_eq!(told.all(), ["laat", "laat", "onleesbaar"]);
    }
}

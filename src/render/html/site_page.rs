//! A page of the site with its address, and the parts of a list that is too long for one.

use serde::Serialize;

/// A page with its address from the top of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SitePage {
    /// The address.
    pub address: String,
    /// The page.
    pub html: String,
}

/// The parts a long list is divided into, with the one that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Parts {
    /// The number of this part, from one.
    page: usize,
    /// The addresses of all of them, in order.
    pages: Vec<String>,
}

impl Parts {
    /// The parts of the list of this name; a list of nothing has one as well.
    pub fn new(name: &str, count: usize) -> Self {
        Self { page: 1, pages: (1..=count.max(1)).map(|part| address(name, part)).collect() }
    }

    /// Each part in turn as the one that is shown, with its address.
    pub fn each(&self) -> impl Iterator<Item = (String, Self)> {
        self.pages.iter().zip(1..).map(|(address, page)| (address.clone(), Self { page, pages: self.pages.clone() }))
    }
}

/// `register-2026.html`, and `register-2026-2.html` for the second part.
pub(super) fn address(name: &str, part: usize) -> String {
    match part {
        1 => format!("{name}.html"),
        part => format!("{name}-{part}.html"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_part_has_the_name_of_the_list() {
        let told: Vec<_> = Parts::new("bewaren", 2).each().map(|(address, parts)| (address, parts.page)).collect();
        assert_eq!(told, [("bewaren.html".to_owned(), 1), ("bewaren-2.html".to_owned(), 2)]);
        assert_eq!(Parts::new("bewaren", 0).each().count(), 1);
    }
}

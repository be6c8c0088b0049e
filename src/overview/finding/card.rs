//! What a result of the search shows of a dossier, and what it can be sifted by.

use crate::domain::{Dossier, DossierId, Status, Subject};
use crate::overview::agenda::{AgendaItem, Urgency};
use crate::source::{Marked, Part};

/// A dossier as a result of the search shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its number.
    pub id: DossierId,
    /// Its subject line.
    pub subject_line: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// What it is about.
    pub subjects: Vec<Subject>,
    /// Who complains: the name and the organisation, as far as they are known.
    pub complainant: Vec<String>,
    /// Who handles it.
    pub handler: Option<String>,
    /// Whether a term has passed.
    pub is_late: bool,
}

impl Card {
    /// The card of a dossier that stands in the lists as this item.
    #[must_use]
    pub fn of(dossier: &Dossier, item: &AgendaItem) -> Self {
        let complainant = &dossier.complainant;
        let name = complainant.named().map(str::to_owned).or_else(|| complainant.is_anonymous().then(|| "anoniem".to_owned()));
        let organisation = complainant.organisation.as_ref().and_then(|organisation| organisation.known()).map(str::to_owned);
        Self {
            id: dossier.id,
            subject_line: dossier.subject_line.as_deref().map(without_braces),
            status: dossier.status,
            subjects: dossier.subjects.clone(),
            complainant: name.into_iter().chain(organisation).map(|text| without_braces(&text)).collect(),
            handler: dossier.handler.clone(),
            is_late: item.urgency == Urgency::Overdue,
        }
    }

    /// Whether the dossier stands in the archive.
    #[must_use]
    pub fn is_archived(&self) -> bool {
        self.status == Status::Closed
    }

    /// What it can be sifted by, beside its year and whether it is late.
    #[must_use]
    pub fn sieve(&self) -> (Status, &[Subject], Option<&str>) {
        (self.status, &self.subjects, self.handler.as_deref())
    }

    /// About as many bytes as it takes in a file.
    pub(super) fn weight(&self) -> usize {
        let texts = self.subject_line.iter().chain(&self.complainant).chain(&self.handler);
        100 + texts.map(|text| text.len()).sum::<usize>()
    }
}

/// The text without the marks around what concerns a third person; the site is for who may read all of it.
fn without_braces(text: &str) -> String {
    let part = |part: &Part<'_>| match part {
        Part::Plain(plain) => (*plain).to_owned(),
        Part::Passage(passage) => passage.text.to_string(),
    };
    Marked::read(text).map_or_else(|_| text.to_owned(), |marked| marked.parts.iter().map(part).collect())
}

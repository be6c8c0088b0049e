//! The offices of one site: the one it is built in, and those it takes along (`klacht bouw --bij`).

use std::path::Path;

use super::error::SiteError;
use crate::repository::{History, Repository};
use crate::shell::office::{FoundDossier, Office};

/// An office of a site.
#[derive(Clone, Debug)]
pub(super) struct SiteOffice {
    /// Its folder.
    pub office: Office,
    /// What the site calls it: what tells its folder from the others; `None` for the office the site is built in.
    pub name: Option<String>,
}

impl SiteOffice {
    /// The office a site is built in.
    pub fn own(office: Office) -> Self {
        Self { office, name: None }
    }

    /// A path below its folder as the site tells it.
    pub fn told(&self, path: &str) -> String {
        self.name.as_ref().map_or_else(|| path.to_owned(), |name| format!("{name}/{path}"))
    }

    /// The path of a dossier as the site tells it.
    pub fn path_of(&self, found: &FoundDossier) -> String {
        self.told(&found.path)
    }
}

/// An own office with these beside it, each named by its way from the folder that holds them all.
///
/// # Errors
/// When one is named twice, or is the own one.
pub(super) fn together(own: &Office, others: Vec<Office>) -> Result<Vec<SiteOffice>, SiteError> {
    let common = others.iter().fold(own.root(), |common, other| shared(common, other.root())).to_owned();
    let mut offices = vec![SiteOffice::own(own.clone())];
    for office in others {
        if offices.iter().any(|known| known.office == office) {
            return Err(SiteError::TakenTwice(office.root().to_owned()));
        }
        let way = office.root().strip_prefix(&common).ok().filter(|way| !way.as_os_str().is_empty());
        let way = way.or_else(|| office.root().file_name().map(Path::new)).unwrap_or(office.root());
        let name = way.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        offices.push(SiteOffice { name: Some(name), office });
    }
    Ok(offices)
}

/// The deepest folder that holds both.
fn shared<'p>(one: &'p Path, other: &Path) -> &'p Path {
    one.ancestors().find(|folder| other.starts_with(folder)).unwrap_or(one)
}

/// What git knows of an office.
pub(super) struct Recorded {
    /// Its repository; `None` without git.
    pub repository: Option<Repository>,
    /// The commit it is at; `None` when nothing was recorded.
    pub commit: Option<String>,
}

impl Recorded {
    /// What git knows of this office now.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn of(office: &SiteOffice) -> Result<Self, SiteError> {
        let repository = Repository::discover(office.office.root())?;
        let commit = repository.as_ref().map(Repository::head_commit).transpose()?.flatten().map(|commit| commit.to_string());
        Ok(Self { repository, commit })
    }
}

/// What was recorded of an office up to a commit; `None` without git.
#[derive(Default)]
pub(super) struct KeptHistory(Option<(Option<String>, History)>);

impl KeptHistory {
    /// Brings it up to what git knows now; what is kept up to the same commit is not read again.
    ///
    /// # Errors
    /// When the history is not all here, or cannot be read.
    pub fn renew(&mut self, recorded: &Recorded) -> Result<(), SiteError> {
        let kept = self.0.take().filter(|(at, _)| *at == recorded.commit);
        self.0 = match (&recorded.repository, kept) {
            (None, _) => None,
            (Some(_), Some(kept)) => Some(kept),
            (Some(repository), None) => Some((recorded.commit.clone(), repository.history()?)),
        };
        Ok(())
    }

    /// The history; `None` without git.
    pub fn get(&self) -> Option<&History> {
        self.0.as_ref().map(|(_, history)| history)
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::shell::office::RULE_FILE;

    /// An office in this folder below a new one.
    fn office(within: &Path, folder: &str) -> Office {
        let root: PathBuf = within.join(folder);
        std::fs::create_dir_all(root.join("dossiers")).unwrap();
        std::fs::write(root.join(RULE_FILE), "").unwrap();
        Office::find(&root).unwrap()
    }

    fn names(own: &str, others: &[&str]) -> Vec<Option<String>> {
        let folder = tempfile::tempdir().unwrap();
        let offices = others.iter().map(|other| office(folder.path(), other)).collect();
        together(&office(folder.path(), own), offices).unwrap().into_iter().map(|office| office.name).collect()
    }

    #[test]
    fn office_is_named_by_what_tells_it_from_the_others() {
        assert_eq!(names("noord", &["zuid", "oost"]), [None, Some("zuid".to_owned()), Some("oost".to_owned())]);
        assert_eq!(names("noord/klachten", &["zuid/klachten"]), [None, Some("zuid/klachten".to_owned())]);
        assert_eq!(names("nu", &["nu/vroeger", "archief/2024"]), [None, Some("nu/vroeger".to_owned()), Some("archief/2024".to_owned())]);
        assert_eq!(names("kantoor/nieuw", &["kantoor"]), [None, Some("kantoor".to_owned())]);
    }

    #[test]
    fn office_is_taken_along_once() {
        let folder = tempfile::tempdir().unwrap();
        let (own, other) = (office(folder.path(), "noord"), office(folder.path(), "zuid"));
        let twice = |others: Vec<Office>| matches!(together(&own, others), Err(SiteError::TakenTwice(_)));
        assert!(twice(vec![other.clone(), other.clone()]) && twice(vec![own.clone()]) && !twice(vec![other]));
    }
}

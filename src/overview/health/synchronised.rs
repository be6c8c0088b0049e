//! Whether the folder lies where a service synchronises it: that copies files one by one, also half a repository.

use super::finding::{Check, Finding};

/// Services by a word in the name of their folder, in small letters.
const BY_NAME: [(&str, &str); 12] = [
    ("onedrive", "OneDrive"),
    ("sharepoint", "SharePoint"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("mijn drive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("icloud", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("stackstorage", "STACK"),
];

/// Services by a file or folder they put into theirs.
const BY_MARK: [(&str, &str); 8] = [
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".tmp.drivedownload", "Google Drive"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".sync.ffs_db", "FreeFileSync"),
    (".stfolder", "Syncthing"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
];

/// The marks to look for in the folder and those above it.
pub const MARKS: [&str; 8] = {
    let mut marks = [""; 8];
    let mut place = 0;
    while place < marks.len() {
        marks[place] = BY_MARK[place].0;
        place += 1;
    }
    marks
};

/// Where the folder lies.
#[derive(Clone, Debug, Default)]
pub struct Whereabouts {
    /// The names of the folder and those above it.
    pub names: Vec<String>,
    /// The marks of [`MARKS`] that lie in one of them.
    pub marks: Vec<String>,
    /// Whether it lies below a folder that the system says OneDrive keeps.
    pub in_one_drive: bool,
}

impl Whereabouts {
    pub(super) fn judged(&self) -> Finding {
        let Some(service) = self.service() else {
            return Finding::good(Check::Synchronised, "de map ligt in geen synchronisatiemap die we kennen");
        };
        let what = format!("de map ligt in een map van {service}, en die synchroniseert bestanden een voor een, ook als git halverwege is");
        let help =
            "zet de map ernaast, op de eigen schijf, en maak een reservekopie op een andere manier; zie de handleiding, «Reservekopie en delen»";
        Finding::attention(Check::Synchronised, what, help)
    }

    fn service(&self) -> Option<&'static str> {
        let by_mark = || BY_MARK.iter().find(|(mark, _)| self.marks.iter().any(|found| found == mark)).map(|row| row.1);
        let names: Vec<String> = self.names.iter().map(|name| name.to_lowercase()).collect();
        let by_name = || BY_NAME.iter().find(|(word, _)| names.iter().any(|name| is_of(name, word))).map(|row| row.1);
        self.in_one_drive.then_some("OneDrive").or_else(by_mark).or_else(by_name)
    }
}

/// Whether a folder has the name of a service, alone or with more behind it, as in `OneDrive - Voorbeeld BV`.
fn is_of(name: &str, word: &str) -> bool {
    name.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_alphanumeric()) || word == "icloud")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(path: &str) -> Option<&'static str> {
        Whereabouts { names: path.split('/').map(str::to_owned).collect(), ..Whereabouts::default() }.service()
    }

    #[test]
    fn services_are_known_by_the_name_of_their_folder() {
        assert_eq!(service("Users/visser/OneDrive - Voorbeeld BV/klachten"), Some("OneDrive"));
        assert_eq!(service("home/visser/Dropbox/klachten"), Some("Dropbox"));
        assert_eq!(service("Users/visser/Library/Mobile Documents/com~apple~CloudDocs/klachten"), Some("iCloud"));
        assert_eq!(service("Users/visser/iCloudDrive/klachten"), Some("iCloud"));
        assert_eq!(service("home/visser/Nextcloud/klachten"), Some("Nextcloud"));
    }

    #[test]
    fn other_folders_are_no_services() {
        assert_eq!(service("home/visser/klachten-niet-in-onedrive"), None);
        assert_eq!(service("home/dropboxen/klachten"), None);
    }

    #[test]
    fn service_is_known_by_its_mark_whatever_the_folder_is_called() {
        let marked = Whereabouts { marks: vec![".dropbox.cache".to_owned()], ..Whereabouts::default() };
        assert_eq!(marked.service(), Some("Dropbox"));
        assert!(MARKS.contains(&".stfolder"));
    }
}

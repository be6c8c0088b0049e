//! Why a command could not do its work, told to the officer.

use std::error::Error;
use std::fmt::Write;
use std::io;
use std::path::Path;

use super::Exit;
use crate::repository::{ErrorKind, RepositoryError};
use crate::shell::changes::ChangesError;
use crate::shell::files::{self, WriteError};
use crate::shell::office::OfficeError;

/// What to do outside a dossier folder.
const NOT_HERE: &str = "ga naar uw dossiermap, of wijs haar aan met --map MAP
«klacht begin MAP» maakt een nieuwe dossiermap
«klacht voorbeeld» laat een ingevuld voorbeeld zien";

/// What is wrong, what to do, and how the program ends.
#[derive(Debug)]
pub struct Failure {
    /// The exit status.
    pub exit: Exit,
    /// Whether what was to be recorded is in the history all the same.
    pub recorded: bool,
    what: String,
    help: Option<String>,
    cause: Option<String>,
}

impl Failure {
    /// A failure with one Dutch sentence that says what is wrong.
    #[must_use]
    pub fn new(exit: Exit, what: impl Into<String>) -> Self {
        Self { exit, recorded: false, what: what.into(), help: None, cause: None }
    }

    /// The same with what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with one more thing to do.
    #[must_use]
    pub fn but(mut self, more: &str) -> Self {
        self.help = Some(self.help.map_or_else(|| more.to_owned(), |help| format!("{help}\n{more}")));
        self
    }

    /// What is wrong, in one sentence.
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }

    /// The same with what to do once it is mended, where nothing was recorded.
    #[must_use]
    pub fn unless_recorded(self, more: &str) -> Self {
        if self.recorded { self } else { self.but(more) }
    }

    /// A failure to say that something was recorded.
    #[must_use]
    pub fn of_telling(self, recorded: &str) -> Self {
        let what = format!("«{recorded}» is vastgelegd, maar dat was niet te melden");
        Self { recorded: true, what, cause: Some(self.what), ..self }
    }

    /// The failure as it stands on the screen.
    #[must_use]
    pub fn told(&self) -> String {
        let mut text = format!("fout: {}\n", self.what);
        if let Some(cause) = &self.cause {
            let _ = writeln!(text, "  oorzaak: {cause}");
        }
        if let Some(help) = &self.help {
            let _ = writeln!(text, "  hulp: {}", help.replace('\n', "\n        "));
        }
        text
    }

    /// The same after words of which it is the reason.
    #[must_use]
    pub fn as_reason(&self) -> String {
        self.told().trim_start_matches("fout: ").to_owned()
    }
}

impl Failure {
    /// A file or folder the system would not let us use.
    #[must_use]
    pub fn from_io(path: &Path, error: &io::Error) -> Self {
        Self::new(Exit::InputOutput, format!("«{}» is niet te gebruiken: {}", path.display(), files::in_dutch(error)))
    }
}

impl From<RepositoryError> for Failure {
    fn from(error: RepositoryError) -> Self {
        let exit = match error.kind() {
            ErrorKind::WrongUse => Exit::WrongUse,
            ErrorKind::State => Exit::Unusable,
            ErrorKind::Io => Exit::InputOutput,
            ErrorKind::Locked => Exit::Locked,
        };
        let recorded = matches!(error, RepositoryError::Unsafe { .. });
        let failure = Self { exit, recorded, what: error.to_string(), help: error.help(), cause: None };
        match &error {
            RepositoryError::Io { source, .. } => Self { cause: Some(files::in_dutch(source)), ..failure },
            other => match other.source() {
                Some(cause) => Self { cause: Some(system_error(cause).map_or_else(|| cause.to_string(), files::in_dutch)), ..failure },
                None => failure,
            },
        }
    }
}

/// What the system said, where that is at the bottom of it.
fn system_error<'a>(cause: &'a (dyn Error + 'static)) -> Option<&'a io::Error> {
    let mut below = Some(cause);
    while let Some(cause) = below {
        if let Some(error) = cause.downcast_ref() {
            return Some(error);
        }
        below = cause.source();
    }
    None
}

impl From<OfficeError> for Failure {
    fn from(error: OfficeError) -> Self {
        let (exit, help) = match error {
            OfficeError::NotHere(_) => (Exit::Unusable, NOT_HERE),
            OfficeError::RuleFileGone(_) => (
                Exit::Unusable,
                "haal het terug met: git restore --source=HEAD --staged --worktree dossiers/regeling.yaml\n«klacht begin» zet er een nieuw neer en laat de dossiers staan",
            ),
            OfficeError::NoTemplate { .. } => {
                (Exit::Unusable, "zet er het bestand zelf neer, als gewone tekst; of haal het weg: dan geldt het eigen sjabloon van klacht")
            }
            OfficeError::Outside { .. } => (Exit::WrongUse, "controleer mappen apart van elkaar"),
            OfficeError::Unreadable { .. } => (Exit::InputOutput, "controleer of het bestand er is en van u is"),
        };
        Self::new(exit, error.to_string()).help(help)
    }
}

impl From<ChangesError> for Failure {
    fn from(error: ChangesError) -> Self {
        match error {
            ChangesError::Office(error) => error.into(),
            ChangesError::Repository(error) => error.into(),
        }
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        let help = match error {
            WriteError::ChangedMeanwhile(_) => "er is niets overschreven; probeer het opnieuw",
            WriteError::System(..) => "controleer of de map en het bestand van u zijn, en of er ruimte is",
        };
        Self::new(Exit::InputOutput, error.to_string()).help(help)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::new(Exit::InputOutput, format!("lezen of schrijven is niet gelukt: {}", files::in_dutch(&error)))
    }
}

//! Why git could not do what was asked, in words for the officer.

use std::path::PathBuf;
use std::time::Duration;

use super::operation::Operation;
use super::returning::Returning;
use super::sharing_error::{AS_OLD_COPY, BEGIN_ANEW, SharingError};
use super::signing::SigningError;
use crate::domain::DossierId;

/// What the program could not do with the repository: one sentence each, with [`RepositoryError::help`] beside it.
#[derive(Debug, thiserror::Error)]
pub enum RepositoryError {
    // --- the state of the repository ---
    /// A repository without a work tree.
    #[error("deze git-opslag heeft geen werkmap (bare)")]
    Bare,
    /// The folder belongs to another user of the computer.
    #[error("deze map is van een andere gebruiker van de computer; git vertrouwt hem daarom niet")]
    Untrusted,
    /// A merge, rebase or the like is under way; holds git's own word for it.
    #[error("er is een {0} bezig die nog niet is afgemaakt")]
    InProgress(Operation),
    /// The same, and it brings back what was destroyed or taken out.
    #[error("er is een {operation} bezig waarmee iets terugkomt: {}", back.told("komt hiermee terug"))]
    BringsBack {
        /// What is under way.
        operation: Operation,
        /// What it brings back.
        back: Returning,
    },
    /// The last commit is one that a destruction or redaction replaced here.
    #[error("de geschiedenis hier is die van voor een vernietiging of weglakking")]
    OldHistory,
    /// HEAD names a commit and no branch.
    #[error("er is geen branch uitgecheckt (HEAD staat los)")]
    Detached,
    /// Another work tree has the same branch.
    #[error("branch {branch} is ook uitgecheckt in {}", .at.display())]
    CheckedOutTwice {
        /// The branch.
        branch: String,
        /// The other work tree.
        at: PathBuf,
    },
    /// Another branch was checked out while recording.
    #[error("tijdens het vastleggen is een andere branch uitgecheckt")]
    BranchSwitched,
    /// The index holds both sides of a conflict.
    #[error("er is een onopgelost conflict in {0}")]
    Conflict(String),
    /// The index is spread over two files.
    #[error("git gebruikt hier een gesplitste index en die wordt niet ondersteund")]
    SplitIndex,
    /// Only a part of the files is checked out.
    #[error("hier is maar een deel van de bestanden uitgecheckt (sparse checkout)")]
    Sparse,
    /// Older commits were not fetched.
    #[error("de geschiedenis is niet volledig opgehaald (shallow clone)")]
    Shallow,
    /// Objects were left at the place this was fetched from.
    #[error("de geschiedenis is niet volledig opgehaald (partial clone van {0})")]
    Partial(String),
    /// The staged version of a path is neither the recorded one nor the one to record.
    #[error("{0} staat in een andere versie klaar in git (git add) dan nu in de map")]
    PartlyStaged(String),
    /// Someone else recorded another version of the path meanwhile.
    #[error("{0} is intussen door iets of iemand anders vastgelegd")]
    Overtaken(String),
    /// Something was recorded, staged or fetched while the repository was built again.
    #[error("er is intussen iets vastgelegd, klaargezet of opgehaald; er is niets vernietigd")]
    Meanwhile,
    /// A destruction was cut off, and what is left of the dossier would be recorded again.
    #[error("hier is een vernietiging of weglakking begonnen die nog niet af is")]
    DestructionUnderWay,
    /// A name in HEAD that is no file of its own: a symbolic link, a submodule, a folder.
    #[error("{0} is geen gewoon bestand")]
    NotAFile(String),
    /// Git was told not to look at the file.
    #[error("git moet {path} met rust laten ({})", .kept.flag())]
    LeftAlone {
        /// The file.
        path: String,
        /// How git was told.
        kept: LeftAlone,
    },
    /// Staged to be no longer recorded.
    #[error("{0} staat klaar om te verdwijnen uit git (git rm)")]
    StagedToGo(String),
    /// A filter of `.gitattributes` or a setting for line ends refuses the file.
    #[error("git kan {path} zo niet opslaan of teruglezen (een filter in .gitattributes of een instelling voor regeleinden)")]
    Filtered {
        /// The file.
        path: String,
        /// What the filter said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Git was told that the files are somewhere else.
    #[error("git wijst hier een andere werkmap aan: {}", .0.display())]
    WorkTreeElsewhere(PathBuf),
    /// A way of keeping data that this program does not know.
    #[error("deze git-opslag heeft een vorm die dit programma niet kent ({})", .0.name())]
    Format(Format),
    /// Name or e-mail address for the commits is not set.
    #[error("git weet nog niet wie er vastlegt: naam of e-mailadres ontbreekt")]
    NoIdentity,
    /// A hook is there and the git program is not.
    #[error("er staat een git-hook «{0}» klaar, maar het programma git is niet gevonden")]
    HookWithoutGit(&'static str),
    /// A hook refused.
    #[error("de git-hook «{hook}» weigert dit vast te leggen{}", said(.output))]
    HookRefused {
        /// The hook's name.
        hook: &'static str,
        /// What it said.
        output: String,
    },
    /// Signing was asked for and failed.
    #[error("ondertekenen (commit.gpgSign) is niet gelukt: {0}")]
    Signing(SigningError),
    /// Changes were not shared.
    #[error("{0}")]
    Sharing(SharingError),
    /// More dossiers bore the number, and the history does not say which of them something under it was.
    #[error("meer dossiers hebben het nummer {0} gehad, en van wat daaronder is vastgelegd is niet te zeggen bij welk het hoort")]
    Untold(DossierId),
    // --- wrong use by a caller ---
    /// A path that leaves the dossier folder or is git's own.
    #[error("«{0}» is geen pad binnen de dossiermap")]
    InvalidPath(String),
    /// More than one dossier in one recording without a kind that allows it.
    #[error("één vastlegging gaat over één dossier; {0} hoort daar niet bij")]
    OutsideDossier(String),
    /// The folder has a repository already.
    #[error("in {} staat al een git-opslag", .0.display())]
    AlreadyThere(PathBuf),
    /// There is no repository in the folder.
    #[error("«{}» is geen git-opslag", .0.display())]
    NotARepository(PathBuf),
    // --- locks ---
    /// Another klacht holds our own lock; its process id when it wrote one.
    #[error("een andere klacht{} is bezig in deze map", process(.pid))]
    Locked {
        /// The holder.
        pid: Option<u32>,
    },
    /// Git's lock of the index or of the branch is held.
    #[error("git is bezig in deze map: {} bestaat", .path.display())]
    GitLocked {
        /// The lock file.
        path: PathBuf,
        /// How long it has been there.
        since: Option<Duration>,
    },
    /// HEAD moved again at every try.
    #[error("de branch werd telkens tegelijk door een ander verplaatst")]
    BranchContended,
    // --- input and output ---
    /// It is on the branch, and what had to be done afterwards failed.
    #[error("«{recorded}» is vastgelegd, maar nog niet veilig op schijf")]
    Unsafe {
        /// The subject of the commit.
        recorded: String,
        /// What failed.
        #[source]
        cause: Box<RepositoryError>,
    },
    /// Moving the branch failed, and so did looking where it is.
    #[error("of dit is vastgelegd, is nu niet te zeggen")]
    Unsure(#[source] Box<RepositoryError>),
    /// A file or folder could not be read or written.
    #[error("{doing} is niet gelukt: {}", .path.display())]
    Io {
        /// What was being done, in Dutch.
        doing: &'static str,
        /// To which file.
        path: PathBuf,
        /// The cause.
        #[source]
        source: std::io::Error,
    },
    /// Git's own data could not be read or written.
    #[error("{doing} is niet gelukt")]
    Git {
        /// What was being done, in Dutch.
        doing: &'static str,
        /// The cause.
        #[source]
        source: Box<gix::Error>,
    },
}

/// What a command does with an error, apart from showing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The command or its caller asked something impossible.
    WrongUse,
    /// The repository must be brought into another state first.
    State,
    /// Reading or writing failed.
    Io,
    /// Another process is at work; trying again may help.
    Locked,
}

/// A way of keeping data that git knows and this program does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Branches in a table.
    Reftable,
    /// Longer names of objects.
    Sha256,
}

impl Format {
    /// Git's own word for it.
    fn name(self) -> &'static str {
        match self {
            Self::Reftable => "reftable",
            Self::Sha256 => "sha256",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Reftable => "zet haar om met: git refs migrate --ref-format=files",
            Self::Sha256 => {
                "begin een gewone: zet de map .git ergens apart, typ «git init --object-format=sha1» en daarna «klacht leg-vast»\nde oude geschiedenis blijft in de map die u apart zette"
            }
        }
    }
}

/// How git was told not to look at a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftAlone {
    /// It is taken to be unchanged.
    AssumeUnchanged,
    /// It is taken to be absent on purpose.
    SkipWorktree,
}

impl LeftAlone {
    /// Git's own word for it.
    fn flag(self) -> &'static str {
        match self {
            Self::AssumeUnchanged => "assume-unchanged",
            Self::SkipWorktree => "skip-worktree",
        }
    }
}

impl RepositoryError {
    /// A lock of git's that is held, with how long.
    pub(super) fn git_locked(path: PathBuf) -> Self {
        let since = path.metadata().and_then(|lock| lock.modified()).ok().and_then(|made| made.elapsed().ok());
        Self::GitLocked { path, since }
    }

    /// What kind of failure this is; the exit code follows from it.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::InvalidPath(_) | Self::OutsideDossier(_) | Self::AlreadyThere(_) | Self::NotARepository(_) => ErrorKind::WrongUse,
            Self::Locked { .. } | Self::GitLocked { .. } | Self::BranchContended => ErrorKind::Locked,
            Self::Io { .. } | Self::Git { .. } | Self::Unsafe { .. } | Self::Unsure(_) => ErrorKind::Io,
            Self::Sharing(why) => why.kind(),
            _ => ErrorKind::State,
        }
    }

    /// What to do next; `None` where the cause says all there is.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::PartlyStaged(path) => {
                return Some(format!("haal de klaargezette versie weg met: git restore --staged {path} (het bestand zelf blijft zoals het is)"));
            }
            Self::Sharing(why) => return Some(why.help()),
            Self::StagedToGo(path) => {
                return Some(format!("zet het terug met: git restore --staged {path} (het bestand zelf blijft zoals het is)"));
            }
            Self::LeftAlone { path, kept } => return Some(format!("laat git er weer naar kijken: git update-index --no-{} {path}", kept.flag())),
            Self::GitLocked { since: Some(since), .. } if *since >= LONG => {
                return Some(format!(
                    "dat bestand staat er al {}: waarschijnlijk is git toen afgebroken\ndraait er zeker geen git meer, verwijder dat bestand dan",
                    long(*since)
                ));
            }
            Self::Format(format) => format.help(),
            Self::Filtered { .. } => "kijk welk filter .gitattributes noemt en of dat programma er is; «git add» zegt er meer over",
            Self::WorkTreeElsewhere(_) => "zijn de dossiers hier de goede, haal de verwijzing dan weg: git config --unset core.worktree",
            Self::Bare => "staan de dossiers hier gewoon in de map, zeg dat dan: git config core.bare false",
            Self::Untrusted => "is de map van u: git config --global --add safe.directory \"$(pwd)\"",
            Self::BringsBack { operation, .. } => {
                return Some(format!("breek het af met: {}\n{AS_OLD_COPY}\n{BEGIN_ANEW}", operation.abort()));
            }
            Self::InProgress(operation) => {
                return Some(format!(
                    "maak dat eerst af: «klacht conflict» zegt wat er nog openstaat en hoe het verder gaat; of breek het af met: {}",
                    operation.abort()
                ));
            }
            Self::CheckedOutTwice { .. } => "geef deze map een eigen branch: git switch -c NAAM\nof haal de andere weg met: git worktree remove MAP",
            Self::Partial(remote) => {
                return Some(format!(
                    "haal de rest op met:\n  git config --unset-all remote.{remote}.promisor\n  git config --unset-all remote.{remote}.partialclonefilter\n  git config --unset-all extensions.partialClone\n  git fetch --refetch {remote}\nzegt git bij een van de eerste drie niets, dan was daar niets in te stellen: ga door met de volgende"
                ));
            }
            Self::Detached => "ga eerst terug naar de branch, meestal met: git switch main",
            Self::OldHistory => {
                "een programma dat mappen synchroniseert, of een back-up, zette oude bestanden terug in de map .git; leg hier niets vast en deel niets
bewaar wat u schreef als los bestand buiten deze map, haal de dossiers opnieuw op van waar u na de vernietiging deelde of uit een reservekopie van daarna, en gooi deze map weg
is er geen kopie van daarna, vernietig dan hier opnieuw; «klacht diagnose» zegt of synchroniseren aanstaat"
            }
            Self::Meanwhile => "voer de opdracht opnieuw uit",
            Self::DestructionUnderWay => "maak haar eerst af, zonder nummer erbij, met: klacht vernietig",
            Self::Untold(_) => {
                "ligt onder dat nummer nu dezelfde klacht, noem dan beide nummers; anders kan klacht dit dossier niet vernietigen zonder een ander te raken"
            }
            Self::BranchSwitched | Self::Overtaken(_) => "kijk wat er veranderd is en probeer het opnieuw",
            Self::Conflict(_) => "«klacht conflict» zegt wat elke kant wijzigde; kies wat blijft, en meld dat met: git add BESTAND",
            Self::SplitIndex => "zet het uit met: git update-index --no-split-index",
            Self::Sparse => "haal alles op met: git sparse-checkout disable",
            Self::Shallow => "haal de rest op met: git fetch --unshallow",
            Self::NotAFile(_) => "zet het bestand zelf in de dossiermap, geen verwijzing ernaar",
            Self::NoIdentity => {
                "vul ze eenmalig in:\n  git config --global user.name \"Voornaam Achternaam\"\n  git config --global user.email \"naam@organisatie.example\"\nof zet, zonder het programma git, in het bestand .gitconfig in uw thuismap:\n  [user]\n    name = Voornaam Achternaam\n    email = naam@organisatie.example"
            }
            Self::HookWithoutGit(_) => "installeer git, of haal de hook weg uit de map met hooks",
            Self::HookRefused { .. } => "los op wat de hook noemt en probeer het opnieuw",
            Self::Signing(why) => return Some(format!("{}\nof zet ondertekenen hier uit met: git config commit.gpgSign false", why.help())),
            Self::AlreadyThere(_) => "kies een andere map",
            Self::NotARepository(_) => "wijs de map van de git-opslag aan, zoals klachten.git; «git init --bare -b main klachten.git» maakt er een",
            Self::Locked { .. } | Self::BranchContended => "wacht even en probeer het opnieuw",
            Self::GitLocked { .. } => "wacht tot git klaar is; draait er zeker geen git meer, verwijder dan dat bestand",
            Self::InvalidPath(_) => "geef het bestand of de map een gewone naam, zonder \\",
            Self::Io { .. } => "controleer of de map en de map .git van u zijn, en of er ruimte is",
            Self::Git { .. } => {
                "controleer of er ruimte is; «git fsck» zegt of de geschiedenis beschadigd is (uw dossiers zelf zijn gewone bestanden)"
            }
            Self::Unsafe { .. } => "bij stroomuitval kan het verloren gaan; als dit verholpen is, maakt «klacht leg-vast» het veilig",
            Self::Unsure(_) => "als dit verholpen is, maakt «klacht leg-vast» het af",
            Self::OutsideDossier(_) => return None,
        };
        Some(help.to_owned())
    }
}

/// Gives a failure of git its Dutch sentence.
pub(super) trait Doing<T> {
    /// The value, or an error that says what was being done.
    fn doing(self, what: &'static str) -> Result<T, RepositoryError>;
}

impl<T, E: Into<gix::Error>> Doing<T> for Result<T, E> {
    fn doing(self, what: &'static str) -> Result<T, RepositoryError> {
        self.map_err(|error| RepositoryError::Git { doing: what, source: Box::new(error.into()) })
    }
}

/// Gives a failure of the file system its sentence and its file.
pub(super) trait AtPath<T> {
    /// The value, or an error that says what was being done to which file.
    fn at(self, doing: &'static str, path: &std::path::Path) -> Result<T, RepositoryError>;
}

impl<T> AtPath<T> for std::io::Result<T> {
    fn at(self, doing: &'static str, path: &std::path::Path) -> Result<T, RepositoryError> {
        self.map_err(|source| RepositoryError::Io { doing, path: path.to_owned(), source })
    }
}

/// From so long on, a lock of git's is more likely left behind than held.
const LONG: Duration = Duration::from_secs(10 * 60);

/// A long while, in words.
fn long(while_: Duration) -> String {
    let minutes = while_.as_secs() / 60;
    match minutes {
        0..120 => format!("{minutes} minuten"),
        120..2880 => format!("{} uur", minutes / 60),
        _ => format!("{} dagen", minutes / 1440),
    }
}

fn said(output: &str) -> String {
    if output.is_empty() { String::new() } else { format!(": {output}") }
}

fn process(pid: &Option<u32>) -> String {
    pid.map(|pid| format!(" (proces {pid})")).unwrap_or_default()
}

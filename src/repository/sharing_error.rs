//! Why changes were not shared, in words for the officer.

use std::collections::BTreeSet;

use super::error::{ErrorKind, RepositoryError};
use super::returning::{Returning, listed};
use crate::domain::DossierId;

/// Why the branch did not arrive elsewhere; nothing changed there.
#[derive(Debug, thiserror::Error)]
pub enum SharingError {
    /// Nothing was recorded.
    #[error("er is nog niets vastgelegd om te delen")]
    NothingYet,
    /// No other place is known.
    #[error("er is nog geen tweede plek om wijzigingen naartoe te sturen")]
    NoRemote,
    /// More than one other place is known, and none was chosen.
    #[error("er zijn meer plekken om naartoe te sturen: {}", .0.join(", "))]
    SeveralRemotes(Vec<String>),
    /// One name stands for more than one address.
    #[error("{remote} staat voor meer dan één adres: {}; er is niets verstuurd", addresses.join(", "))]
    SeveralAddresses {
        /// The place.
        remote: String,
        /// Its addresses, without what gives access to them.
        addresses: Vec<String>,
    },
    /// A place that git does not know.
    #[error("git kent hier geen plek die «{named}» heet")]
    UnknownRemote {
        /// The name that was given.
        named: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// The git program is not there.
    #[error("om te delen is het programma git nodig, en dat is niet gevonden")]
    NoGit,
    /// There are changes there that are not here.
    #[error("op {remote} staan wijzigingen die hier nog niet zijn; er is niets verstuurd")]
    Behind {
        /// The place.
        remote: String,
        /// Its branch.
        branch: String,
    },
    /// What is there is the history from before a destruction here.
    #[error("op {remote} staat nog de geschiedenis van voor de vernietiging of het weglakken; er is niets verstuurd")]
    OldThere {
        /// The place.
        remote: String,
    },
    /// What is here is the history from before a destruction there.
    #[error("{}; er is niets verstuurd", of_before(numbers))]
    OldCopy {
        /// The place.
        remote: String,
        /// The dossiers.
        numbers: Returning,
        /// The dossiers with something that was not shared; `None` where that cannot be told.
        unshared: Option<BTreeSet<DossierId>>,
        /// What was destroyed or taken out here and not there.
        again: Box<Returning>,
    },
    /// The same, found before anything was to be sent.
    #[error("{}", of_before(numbers))]
    FromBefore {
        /// The place.
        remote: String,
        /// The dossiers.
        numbers: Returning,
        /// The dossiers with something that was not shared; `None` where that cannot be told.
        unshared: Option<BTreeSet<DossierId>>,
        /// What was destroyed or taken out here and not there.
        again: Box<Returning>,
    },
    /// What is here leads to what was destroyed.
    #[error("{}; er is niets verstuurd", numbers.told("staat hier weer in de geschiedenis"))]
    BringsBack {
        /// The dossiers.
        numbers: Returning,
    },
    /// The other side would not take it.
    #[error("{remote} weigert de wijzigingen: {said}")]
    Refused {
        /// The place.
        remote: String,
        /// What it said.
        said: String,
    },
    /// A hook of this repository would not let it go.
    #[error("de git-hook «pre-push» weigert dit te versturen: {0}")]
    HookRefused(String),
    /// Nobody is let in with what we have.
    #[error("{remote} laat u er niet in; er is niets verstuurd")]
    NoAccess {
        /// The place.
        remote: String,
        /// What git said.
        said: String,
    },
    /// Nobody is let in to fetch from it with what we have.
    #[error("{remote} laat u er niet in; er is niets opgehaald")]
    NoEntry {
        /// The place.
        remote: String,
        /// What git said.
        said: String,
    },
    /// Nothing could be fetched from it.
    #[error("van {remote} is niets op te halen")]
    NotFetched {
        /// The place.
        remote: String,
        /// What git said.
        said: String,
    },
    /// The store there lacks objects.
    #[error("{remote} heeft niet alles: die opslag is zelf maar ten dele opgehaald (partial clone), of beschadigd")]
    NotWhole {
        /// The place.
        remote: String,
        /// What git said.
        said: String,
    },
    /// It cannot be reached.
    #[error("{remote} is niet te bereiken; er is niets verstuurd")]
    Unreachable {
        /// The place.
        remote: String,
        /// What git said.
        said: String,
    },
}

/// How to make another place, and what to think of first.
const ANOTHER_PLACE: &str = "maak bij uw eigen aanbieder of op een eigen schijf een lege, besloten git-opslag, en wijs haar één keer aan:
  git remote add origin ADRES
daarna is «klacht deel» genoeg
let op: wie bij die plek kan, kan alle dossiers lezen, ook de oude versies; maak haar nooit openbaar";

/// What to do with a copy from before a destruction.
pub const AS_OLD_COPY: &str = "werk niet verder in deze kopie, en voeg niets samen: dan komt wat weg is terug
bewaar wat u zelf nieuw schreef, en nog niet deelde, als los bestand buiten deze map: van een dossier dat er al was alleen uw eigen regels";

/// What comes after that.
pub const BEGIN_ANEW: &str = "haal de dossiers daarna opnieuw op; docs/vernietiging.md zegt hoe";

/// How to begin anew from a place.
fn anew(remote: &str) -> String {
    format!(
        "haal de dossiers opnieuw op in een nieuwe map: git clone ADRES (het adres zegt: git remote get-url {remote})\nstel haar in: klacht samenvoegen --instellen, klacht diagnose --herstel en klacht git-hooks installeer\nneem daar alleen uw eigen regels over; een klacht waarvan het nummer er al is, krijgt een nieuw met «klacht nieuw»\nzette u een status meer dan één stap verder, zet en leg dan elke stap apart vast\nleg het vast, en gooi deze map weg, ook uit de prullenbak"
    )
}

/// Which dossiers have something to keep.
fn not_shared(unshared: Option<&BTreeSet<DossierId>>) -> String {
    let told = match unshared {
        None => "wat hier vastligt en nog niet gedeeld is, is niet te zeggen".to_owned(),
        Some(none) if none.is_empty() => "alles wat hier vastligt is al gedeeld".to_owned(),
        Some(unshared) => {
            let numbers: Vec<String> = unshared.iter().map(ToString::to_string).collect();
            format!("vastgelegd en nog niet gedeeld: {}", numbers.join(", "))
        }
    };
    format!("\n{told}; wat nog niet vastligt, noemt: git status")
}

/// What has to be done once more in a fresh copy, as it was done here alone; empty when nothing was.
fn once_more(Returning { destroyed, redacted }: &Returning) -> String {
    let mut text = String::new();
    if !destroyed.is_empty() {
        let numbers: Vec<String> = destroyed.iter().map(ToString::to_string).collect();
        text.push_str(&format!(
            "\nwat u hier vernietigde staat in die nieuwe map weer; doe het daar opnieuw: klacht vernietig {}",
            numbers.join(" ")
        ));
    }
    for dossier in redacted {
        text.push_str(&format!("\nwat u hier weglakte staat in die nieuwe map weer; doe het daar opnieuw: klacht lak-weg {dossier}"));
    }
    text
}

/// Of which the copy still has what it should not.
fn of_before(Returning { destroyed, redacted }: &Returning) -> String {
    if destroyed.is_empty() {
        return format!("deze kopie is van voor het weglakken: wat uit {} is weggelakt, staat hier nog", listed(redacted));
    }
    format!("deze kopie is van voor een vernietiging: {} staat hier nog", listed(destroyed))
}

impl SharingError {
    /// What kind of failure this is.
    pub(super) fn kind(&self) -> ErrorKind {
        match self {
            Self::SeveralRemotes(_) | Self::UnknownRemote { .. } => ErrorKind::WrongUse,
            Self::NoAccess { .. } | Self::Unreachable { .. } | Self::NoEntry { .. } | Self::NotFetched { .. } => ErrorKind::Io,
            _ => ErrorKind::State,
        }
    }

    /// What to do next.
    pub(super) fn help(&self) -> String {
        match self {
            Self::NothingYet => "leg eerst iets vast, bijvoorbeeld met: klacht leg-vast".to_owned(),
            Self::NoRemote => ANOTHER_PLACE.to_owned(),
            Self::SeveralRemotes(remotes) => format!("kies er een: klacht deel --naar {}", remotes[0]),
            Self::SeveralAddresses { remote, .. } => format!(
                "kies één adres: git config --replace-all remote.{remote}.pushurl ADRES\nmoet het ook naar een ander, geef dat een eigen naam: git remote add NAAM ADRES\ndaarna stuurt «klacht deel --naar NAAM» het daarheen"
            ),
            Self::UnknownRemote { known, .. } if known.is_empty() => ANOTHER_PLACE.to_owned(),
            Self::UnknownRemote { known, .. } => format!("wel bekend: {}; «git remote add NAAM ADRES» voegt er een toe", known.join(", ")),
            Self::NoGit => "installeer git (git-scm.com) en probeer het opnieuw; vastleggen kan zonder".to_owned(),
            Self::Behind { remote, branch } => format!(
                "haal ze eerst op: git pull --no-rebase --no-edit {remote} {branch}\nmeldt git daarbij «CONFLICT», dan zegt «klacht conflict» wat u doet\nstuur daarna alles samen: klacht deel"
            ),
            Self::OldThere { remote } => format!(
                "haal daar niets op met git pull of git fetch: dan komt het vernietigde hier terug\nvervang wat daar staat met: klacht deel --na-vernietiging --naar {remote}\ndocs/vernietiging.md zegt wat er daarna nog moet"
            ),
            Self::OldCopy { remote, unshared, again, .. } | Self::FromBefore { remote, unshared, again, .. } => {
                format!("{AS_OLD_COPY}{}\n{}{}", not_shared(unshared.as_ref()), anew(remote), once_more(again))
            }
            Self::BringsBack { .. } => "bewaar eerst wat u zelf nieuw schreef, ook wat nog niet is vastgelegd, als los bestand buiten deze map\nnoemt «git reflog -1» een merge of pull, dan was die het laatste en maakt u haar zo ongedaan: git reset --keep ORIG_HEAD\nkwam er iets na, of is dit een kopie van voor de vernietiging of het weglakken: deze kopie weg en haal de dossiers opnieuw op; docs/vernietiging.md zegt hoe".to_owned(),
            Self::Refused { .. } => "los op wat daar staat, of vraag het aan wie die plek beheert; er is daar niets veranderd".to_owned(),
            Self::HookRefused(_) => "los op wat de hook noemt en probeer het opnieuw".to_owned(),
            Self::NoAccess { remote, said } => {
                format!("controleer uw toegang met: git ls-remote {remote}{}", quoted(said))
            }
            Self::NoEntry { said, .. } => format!("controleer uw toegang, of vraag wie die plek beheert{}", quoted(said)),
            Self::NotWhole { said, .. } => {
                format!("kijk ook de opslag na waar zij van is opgehaald; hebt u haar niet meer nodig, gooi haar dan weg{}", quoted(said))
            }
            Self::NotFetched { said, .. } => format!("controleer de verbinding en het adres{}", quoted(said)),
            Self::Unreachable { remote, said } => {
                format!("controleer de verbinding en het adres met: git remote get-url {remote}{}", quoted(said))
            }
        }
    }
}

impl From<SharingError> for RepositoryError {
    fn from(error: SharingError) -> Self {
        Self::Sharing(error)
    }
}

/// What git said, on lines of its own.
fn quoted(said: &str) -> String {
    if said.is_empty() { String::new() } else { format!("\ngit zegt: {said}") }
}

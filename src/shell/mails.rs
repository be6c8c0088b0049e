//! Saved mails on disk: reading one within bounds, and knowing which mails dossiers hold already.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use rayon::prelude::*;

use super::office::{FoundDossier, Office, OfficeError};
use crate::domain::DossierId;
use crate::source::mail::{self, Mail, MailError, References};

/// How long one mail may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// How much of a mail is read to find its reference.
const HEAD: u64 = 256 << 10;

/// The stack a mail is read on; it needs a small part of that.
const STACK: usize = 16 << 20;

/// Why a mail was not read.
#[derive(Debug, thiserror::Error)]
pub enum NotRead {
    /// It is none, or goes beyond a bound.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// It took too long.
    #[error("de mail is niet binnen {} seconden te lezen", PATIENCE.as_secs())]
    TooSlow,
    /// The reader broke on it.
    #[error("de mail is zo beschadigd dat zij niet te lezen is")]
    Broken,
}

/// The bytes of a file, one more at most than a mail may have.
///
/// # Errors
/// When it cannot be read.
pub fn read_bounded(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut bytes = Vec::new();
    file.take(mail::MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The mail these bytes are, read beside the program: one that takes too long is left behind, and one that breaks its reader
/// breaks nothing else.
///
/// # Errors
/// When it is no mail, goes beyond a bound, or takes too long.
pub fn read_mail(bytes: &[u8]) -> Result<Mail, NotRead> {
    let (bytes, (answer, answered)) = (bytes.to_vec(), mpsc::channel());
    let reader = thread::Builder::new().stack_size(STACK).spawn(move || drop(answer.send(mail::read_mail(&bytes))));
    if reader.is_err() {
        return Err(NotRead::Broken);
    }
    match answered.recv_timeout(PATIENCE) {
        Ok(read) => Ok(read?),
        Err(RecvTimeoutError::Timeout) => Err(NotRead::TooSlow),
        Err(RecvTimeoutError::Disconnected) => Err(NotRead::Broken),
    }
}

/// The mails that dossiers hold.
#[derive(Debug, Default)]
pub struct KnownMails {
    /// By their own reference.
    pub references: References,
    by_size: BTreeMap<u64, BTreeSet<(DossierId, String)>>,
    by_reference: BTreeMap<String, BTreeSet<(DossierId, String)>>,
}

/// A mail stored beside a dossier.
struct StoredMail {
    dossier: DossierId,
    /// Its path from the dossier folder, with `/`.
    path: String,
    size: u64,
    reference: Option<String>,
}

impl Office {
    /// Every mail that is stored beside a dossier.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn known_mails(&self) -> Result<KnownMails, OfficeError> {
        let found = self.inventory()?.dossiers;
        let stored: Vec<_> = found.par_iter().map(|dossier| self.mails_of(dossier)).collect::<Result<_, _>>()?;
        let mut known = KnownMails::default();
        stored.into_iter().flatten().for_each(|mail| known.add(mail));
        Ok(known)
    }

    fn mails_of(&self, dossier: &FoundDossier) -> Result<Vec<StoredMail>, OfficeError> {
        let folder = dossier.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let pieces = self.attachments(dossier)?.into_iter().filter(|piece| is_mail(piece)).map(|piece| format!("{folder}/{piece}"));
        Ok(pieces.filter_map(|path| self.stored_mail(dossier.id, path).ok()).collect())
    }

    fn stored_mail(&self, dossier: DossierId, path: String) -> io::Result<StoredMail> {
        let mut file = File::open(self.on_disk(&path))?;
        let size = file.metadata()?.len();
        let mut head = Vec::new();
        (&mut file).take(HEAD).read_to_end(&mut head)?;
        if mail::is_outlook(&head) {
            file.take(mail::MOST_BYTES as u64).read_to_end(&mut head)?;
        }
        Ok(StoredMail { dossier, path, size, reference: mail::message_id(&head) })
    }

    /// The dossiers that hold this mail, with where: the same bytes, or the same reference.
    ///
    /// # Errors
    /// When a stored mail cannot be read.
    pub fn holding(&self, known: &KnownMails, bytes: &[u8], mail: &Mail) -> Result<BTreeSet<(DossierId, String)>, OfficeError> {
        let mut holding = mail.message_id.as_ref().and_then(|reference| known.by_reference.get(reference)).cloned().unwrap_or_default();
        for (dossier, path) in known.by_size.get(&(bytes.len() as u64)).into_iter().flatten() {
            if self.read_whole(path)? == bytes {
                holding.insert((*dossier, path.clone()));
            }
        }
        Ok(holding)
    }
}

impl KnownMails {
    /// Takes in a mail that was stored a moment ago.
    pub fn stored(&mut self, dossier: DossierId, path: &str, bytes: &[u8]) {
        self.add(StoredMail { dossier, path: path.to_owned(), size: bytes.len() as u64, reference: mail::message_id(bytes) });
    }

    fn add(&mut self, mail: StoredMail) {
        if let Some(reference) = mail.reference {
            self.references.entry(reference.clone()).or_default().insert(mail.dossier);
            self.by_reference.entry(reference).or_default().insert((mail.dossier, mail.path.clone()));
        }
        self.by_size.entry(mail.size).or_default().insert((mail.dossier, mail.path));
    }
}

fn is_mail(piece: &str) -> bool {
    let extension = piece.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("eml" | "msg"))
}

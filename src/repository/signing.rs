//! Signing a commit as git was configured to, by the program git would use.

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::Path;
use std::process::Command;

use gix::bstr::ByteSlice;
use gix::objs::WriteTo;
use gix::objs::signature::Format;
use gix::objs::signature::sign::{Options, is_literal_ssh_key};

use super::error::{AtPath, RepositoryError};
use super::open::Repository;
use super::program::{Attendance, NotRun, Ran, legible, run};

/// What is being done when a temporary file cannot be written.
const DOING: &str = "het klaarzetten van de ondertekening";

/// Why a commit could not be signed.
#[derive(Debug, thiserror::Error)]
pub enum SigningError {
    /// What git was told about signing cannot be meant.
    #[error("een instelling van git voor ondertekenen klopt niet: {0}")]
    Settings(Box<gix::Error>),
    /// No key was chosen.
    #[error("er is geen sleutel gekozen (user.signingKey)")]
    NoKey,
    /// The file of the key is not there.
    #[error("het sleutelbestand «{0}» is er niet")]
    NoKeyFile(String),
    /// The program that signs is not there.
    #[error("het programma «{0}» is niet gevonden")]
    NoProgram(String),
    /// The key asks for a password and nobody is there to give it.
    #[error("de sleutel is vergrendeld, en er is geen terminal om het wachtwoord te vragen")]
    LockedKey,
    /// The program would not sign.
    #[error("«{program}» weigert{}", said(.output))]
    Refused {
        /// The program.
        program: String,
        /// What it said.
        output: String,
    },
    /// The program gave no answer in time.
    #[error("«{program}» gaf binnen {seconds} seconden geen antwoord")]
    TimedOut {
        /// The program.
        program: String,
        /// How long it was waited for.
        seconds: u64,
    },
}

impl SigningError {
    /// What to do next.
    pub(super) fn help(&self) -> &'static str {
        match self {
            Self::Settings(_) => "kijk na wat er staat met: git config --get-regexp \"gpg|sign\"",
            Self::NoKey => "kies er een met: git config user.signingKey SLEUTEL",
            Self::NoKeyFile(_) => "wijs de sleutel opnieuw aan met: git config user.signingKey PAD",
            Self::NoProgram(_) => "installeer het (gpg zit in GnuPG, ssh-keygen in OpenSSH)",
            Self::LockedKey | Self::TimedOut { .. } => {
                "ontgrendel de sleutel eerst (ssh-add, of één keer ondertekenen in een terminal) en probeer het opnieuw"
            }
            Self::Refused { .. } => "kijk of de sleutel er is, van u is en nog geldt",
        }
    }
}

/// Signs commits.
pub(super) struct Signer {
    options: Options,
    attendance: Attendance,
}

impl Repository {
    /// Who signs, as git was configured; `None` when `commit.gpgSign` does not ask for it.
    pub(super) fn signer(&self, attendance: Attendance) -> Result<Option<Signer>, RepositoryError> {
        let config = self.git.config_snapshot();
        if config.boolean("commit.gpgSign") != Some(true) {
            return Ok(None);
        }
        let is_ssh = config.string("gpg.format").is_some_and(|format| format.trim().eq_ignore_ascii_case(b"ssh"));
        let unset = |key: &str| config.string(key).is_none_or(|value| value.is_empty());
        if is_ssh && unset("user.signingKey") && unset("gpg.ssh.defaultKeyCommand") {
            return Err(SigningError::NoKey.into());
        }
        let options = self.git.commit_signing_options().map_err(|error| SigningError::Settings(Box::new(error)))?;
        Ok(Some(Signer { options, attendance }))
    }
}

impl Signer {
    /// The commit with its signature.
    pub(super) fn sign(&self, mut commit: gix::objs::Commit) -> Result<gix::objs::Commit, RepositoryError> {
        let mut payload = Vec::new();
        commit.write_to(&mut payload).at(DOING, Path::new("commit"))?;
        let signature = match self.options.format {
            Format::Ssh => self.sign_with_ssh(&payload)?,
            Format::OpenPgp | Format::X509 => self.sign_with_gpg(&payload)?,
        };
        // Some programs end lines as Windows does; git keeps signatures without that.
        let signature = signature.replace("\r\n", "\n");
        let field = gix::objs::commit::signature_field_name(commit.tree.kind());
        commit.extra_headers.push((field.into(), signature.into()));
        Ok(commit)
    }

    fn sign_with_gpg(&self, payload: &[u8]) -> Result<Vec<u8>, RepositoryError> {
        let mut command = self.command();
        if self.options.format == Format::OpenPgp && self.is_unattended() {
            command.args(["--no-tty", "--pinentry-mode=error"]);
        }
        command.args(["--status-fd=2", "-bsau"]).arg(&self.options.signing_key);
        let ran = self.run(&mut command, payload)?;
        if !ran.status.success() || !ran.stderr.lines().any(|line| line.starts_with(b"[GNUPG:] SIG_CREATED ")) {
            return Err(self.refusal(&ran).into());
        }
        Ok(ran.stdout)
    }

    /// Over files, as git does it: other programs than ssh-keygen know no other way.
    fn sign_with_ssh(&self, payload: &[u8]) -> Result<Vec<u8>, RepositoryError> {
        let folder = tempfile::tempdir().at(DOING, Path::new("tmp"))?;
        let literal = is_literal_ssh_key(self.options.signing_key.as_encoded_bytes());
        let key: OsString = match literal {
            Some(key) => write(&folder.path().join("sleutel.pub"), key)?,
            None if Path::new(&self.options.signing_key).exists() => self.options.signing_key.clone(),
            None => return Err(SigningError::NoKeyFile(self.options.signing_key.to_string_lossy().into_owned()).into()),
        };
        let file = folder.path().join("vastlegging");
        write(&file, payload)?;
        let mut command = self.command();
        command.args(["-Y", "sign", "-n", "git", "-f"]).arg(key);
        if literal.is_some() {
            command.arg("-U");
        }
        if self.is_unattended() {
            // A program that is not there answers every question with nothing.
            command.env("SSH_ASKPASS_REQUIRE", "force").env("SSH_ASKPASS", folder.path().join("niemand"));
        }
        let ran = self.run(command.arg(&file), b"")?;
        let signature = std::fs::read(folder.path().join("vastlegging.sig"));
        match signature {
            Ok(signature) if ran.status.success() => Ok(signature),
            _ => Err(self.refusal(&ran).into()),
        }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.options.program);
        command.args(&self.options.program_arguments).envs(self.options.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    fn run(&self, command: &mut Command, input: &[u8]) -> Result<Ran, RepositoryError> {
        run(command, input, self.attendance.limit()).map_err(|error| match error {
            NotRun::NotFound => SigningError::NoProgram(self.program()).into(),
            NotRun::TimedOut => {
                let seconds = self.attendance.limit().unwrap_or_default().as_secs();
                SigningError::TimedOut { program: self.program(), seconds }.into()
            }
            NotRun::System(source) => RepositoryError::Io { doing: DOING, path: self.program().into(), source },
        })
    }

    fn refusal(&self, ran: &Ran) -> SigningError {
        let about_password = ["passphrase", "pinentry"];
        let said = ran.stderr.lines().filter(|line| !line.starts_with(b"[GNUPG:]")).collect::<Vec<_>>().join(&b'\n');
        let lower = said.to_ascii_lowercase();
        if self.is_unattended() && about_password.iter().any(|word| lower.contains_str(word)) {
            return SigningError::LockedKey;
        }
        SigningError::Refused { program: self.program(), output: legible(&said) }
    }

    fn is_unattended(&self) -> bool {
        self.attendance != Attendance::Attended
    }

    fn program(&self) -> String {
        Path::new(&self.options.program).file_name().unwrap_or(OsStr::new("")).to_string_lossy().into_owned()
    }
}

/// Writes a temporary file and returns its path.
fn write(path: &Path, bytes: &[u8]) -> Result<OsString, RepositoryError> {
    let mut file = std::fs::File::create(path).at(DOING, path)?;
    file.write_all(bytes).at(DOING, path)?;
    Ok(path.as_os_str().to_owned())
}

fn said(output: &str) -> String {
    if output.is_empty() { String::new() } else { format!(": {output}") }
}

impl From<SigningError> for RepositoryError {
    fn from(error: SigningError) -> Self {
        Self::Signing(error)
    }
}

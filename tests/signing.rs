//! Signed recordings: real keys, made here, judged by git.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a test makes the keys it judges, and says aloud what it skips"
)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use crate::suite::ground;
use ground::{Ground, ID, Said, is_there, said};

/// The step that every test takes.
const STEP: [&str; 3] = ["status", ID, "in_behandeling"];

/// A folder and the words that make git sign there.
struct Signing {
    ground: Ground,
    environment: Vec<(&'static str, PathBuf)>,
}

impl Signing {
    fn with(settings: &[(&str, &str)]) -> Self {
        let signing = Self { ground: Ground::begun(), environment: Vec::new() };
        signing.set("commit.gpgSign", "true");
        for (key, value) in settings {
            signing.set(key, value);
        }
        signing
    }

    fn set(&self, key: &str, value: &str) {
        self.ground.git(&["config", "--global", key, value]);
    }

    fn klacht(&self, words: &[&str]) -> Said {
        said(self.ground.klacht_command(words).envs(self.environment.iter().map(|(name, value)| (name, value))))
    }

    #[track_caller]
    fn assert_signed(&self) {
        let step = self.klacht(&[STEP.as_slice(), &["--verzonden", "2026-11-04"]].concat());
        assert_eq!(step.code, 0, "{}", step.text);
        let mut git = self.ground.command("git", &self.ground.path);
        git.envs(self.environment.iter().map(|(name, value)| (name, value)));
        let verified = said(git.args(["verify-commit", "-v", "HEAD"]));
        assert_eq!(verified.code, 0, "{}", verified.text);
        assert!(verified.text.contains("K-2026-0007: status ontvangen -> in_behandeling"), "{}", verified.text);
        self.ground.assert_clean();
    }

    /// Refused with exit 3 and these words within seconds, and nothing is written anywhere.
    #[track_caller]
    fn assert_refused(&self, words: &[&str]) {
        let (before, started) = (self.ground.trace(), Instant::now());
        let step = self.klacht(&[STEP.as_slice(), &["--verzonden", "2026-11-04"]].concat());
        assert!(started.elapsed() < Duration::from_secs(40));
        assert_eq!(step.code, 3, "{}", step.text);
        for word in words {
            assert!(step.text.contains(word), "«{word}» is not in: {}", step.text);
        }
        assert!(step.text.contains("git config commit.gpgSign false"), "{}", step.text);
        assert!(before == self.ground.trace(), "something was written: {}", step.text);
    }
}

/// A key pair of ssh with this password; the path of the private one.
fn ssh_key(ground: &Ground, name: &str, password: &str) -> PathBuf {
    let key = ground.around.join("thuis").join(name);
    let made = said(Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-C", "", "-N", password, "-f"]).arg(&key));
    assert_eq!(made.code, 0, "{}", made.text);
    key
}

fn public(key: &Path) -> String {
    fs::read_to_string(key.with_extension("pub")).unwrap().trim().to_owned()
}

/// Git signs with ssh and trusts this key.
fn with_ssh(password: &str) -> Option<(Signing, PathBuf)> {
    if !is_there("git") || !is_there("ssh-keygen") {
        return None;
    }
    let signing = Signing::with(&[("gpg.format", "ssh")]);
    let key = ssh_key(&signing.ground, "sleutel", password);
    let trusted = signing.ground.around.join("thuis/ondertekenaars");
    fs::write(&trusted, format!("p.jansen@organisatie.example {}\n", public(&key))).unwrap();
    signing.set("gpg.ssh.allowedSignersFile", trusted.to_str().unwrap());
    Some((signing, key))
}

/// An ssh-agent with nothing in it, ended with the test.
struct Agent(Child);

impl Agent {
    fn start(socket: &Path) -> Self {
        let agent = Command::new("ssh-agent").args(["-D", "-a"]).arg(socket).stdout(std::process::Stdio::null()).spawn().unwrap();
        let started = Instant::now();
        while !socket.exists() {
            assert!(started.elapsed() < Duration::from_secs(10), "the agent did not start");
            std::thread::yield_now();
        }
        Self(agent)
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn key_of_ssh_by_its_path_signs() {
    let Some((signing, key)) = with_ssh("") else { return };
    signing.set("user.signingKey", key.to_str().unwrap());
    signing.assert_signed();
}

#[test]
fn key_of_ssh_below_the_home_signs() {
    let Some((signing, _)) = with_ssh("") else { return };
    signing.set("user.signingKey", "~/sleutel.pub");
    signing.assert_signed();
}

#[test]
fn key_of_ssh_written_out_signs_through_the_agent() {
    let Some((mut signing, key)) = with_ssh("geheim") else { return };
    let socket = signing.ground.around.join("agent");
    let _agent = Agent::start(&socket);
    let ask = signing.ground.around.join("wachtwoord");
    script(&ask, "echo geheim");
    let added = said(
        signing
            .ground
            .command("ssh-add", &signing.ground.path)
            .arg(&key)
            .env("SSH_AUTH_SOCK", &socket)
            .env("SSH_ASKPASS", &ask)
            .env("SSH_ASKPASS_REQUIRE", "force"),
    );
    assert_eq!(added.code, 0, "{}", added.text);
    signing.environment.push(("SSH_AUTH_SOCK", socket));
    signing.set("user.signingKey", &format!("key::{}", public(&key)));
    signing.assert_signed();
    // And by the file of the public half, while the private one is locked.
    signing.set("user.signingKey", key.with_extension("pub").to_str().unwrap());
    let back = signing.klacht(&["status", ID, "ontvangen", "--correctie", "--reden", "vergissing"]);
    assert_eq!(back.code, 0, "{}", back.text);
    assert_eq!(signing.ground.git(&["log", "--format=%G?", "-2"]), "G\nG");
}

#[test]
fn key_of_ssh_that_a_command_names_signs() {
    let Some((mut signing, key)) = with_ssh("") else { return };
    let socket = signing.ground.around.join("agent");
    let _agent = Agent::start(&socket);
    let added = said(signing.ground.command("ssh-add", &signing.ground.path).arg(&key).env("SSH_AUTH_SOCK", &socket));
    assert_eq!(added.code, 0, "{}", added.text);
    signing.environment.push(("SSH_AUTH_SOCK", socket));
    signing.set("gpg.ssh.defaultKeyCommand", "ssh-add -L");
    signing.assert_signed();
}

#[test]
fn locked_key_of_ssh_is_refused_at_once() {
    let Some((signing, key)) = with_ssh("geheim") else { return };
    signing.set("user.signingKey", key.to_str().unwrap());
    signing.assert_refused(&["vergrendeld", "ssh-add"]);
}

#[test]
fn absent_key_of_ssh_is_refused() {
    let Some((signing, _)) = with_ssh("") else { return };
    signing.assert_refused(&["er is geen sleutel gekozen", "user.signingKey"]);
    signing.set("user.signingKey", "~/weg");
    signing.assert_refused(&["thuis/weg» is er niet"]);
}

#[test]
fn text_in_place_of_a_key_is_refused_with_what_the_program_says() {
    let Some((signing, key)) = with_ssh("") else { return };
    fs::write(&key, "geen sleutel\n").unwrap();
    fs::remove_file(key.with_extension("pub")).unwrap();
    signing.set("user.signingKey", key.to_str().unwrap());
    signing.assert_refused(&["«ssh-keygen» weigert"]);
}

#[test]
fn absent_program_is_refused_with_its_name() {
    let Some((signing, key)) = with_ssh("") else { return };
    signing.set("user.signingKey", key.to_str().unwrap());
    signing.set("gpg.ssh.program", "/er/is/geen/ssh-keygen");
    signing.assert_refused(&["«ssh-keygen» is niet gevonden", "installeer"]);
}

#[test]
fn unknown_format_is_refused() {
    let Some((signing, _)) = with_ssh("") else { return };
    signing.set("gpg.format", "zegellak");
    signing.assert_refused(&["instelling van git voor ondertekenen klopt niet"]);
}

#[test]
fn program_that_never_answers_is_given_up() {
    let Some((signing, key)) = with_ssh("") else { return };
    let slow = signing.ground.around.join("traag");
    script(&slow, "exec sleep 600");
    signing.set("user.signingKey", key.to_str().unwrap());
    signing.set("gpg.ssh.program", slow.to_str().unwrap());
    signing.assert_refused(&["«traag» gaf binnen 20 seconden geen antwoord"]);
}

#[test]
fn git_is_not_locked_while_a_program_signs() {
    let Some((signing, key)) = with_ssh("") else { return };
    let looking = signing.ground.around.join("kijkt");
    let found = signing.ground.around.join("gezien");
    script(&looking, &format!("ls .git/*.lock | grep -v klacht.lock > {}; exec ssh-keygen \"$@\"", found.display()));
    signing.set("user.signingKey", key.to_str().unwrap());
    signing.set("gpg.ssh.program", looking.to_str().unwrap());
    signing.assert_signed();
    assert_eq!(fs::read_to_string(found).unwrap(), "");
}

#[test]
fn first_and_imported_recordings_are_signed_too() {
    let Some((signing, key)) = with_ssh("") else { return };
    signing.set("user.signingKey", key.to_str().unwrap());
    let Signing { ground, .. } = &signing;
    ground.does_at(&ground.around, &["begin", "tweede"]);
    let second = ground.around.join("tweede");
    fs::write(ground.around.join("klacht.eml"), "From: Sanne de Wit <s.dewit@roc-delinde.example>\nTo: klachten@organisatie.example\nSubject: Uitslag\nDate: Mon, 2 Nov 2026 10:00:00 +0100\n\nDe uitslag kwam te laat.\n").unwrap();
    ground.does_at(&second, &["importeer", "../klacht.eml"]);
    assert_eq!(ground.git_at(&second, &["log", "--format=%G?"]), "G\nG");
}

#[test]
fn example_is_never_signed() {
    let Some((signing, _)) = with_ssh("") else { return };
    signing.set("gpg.ssh.program", "/er/is/geen/ssh-keygen");
    let ground = &signing.ground;
    ground.does_at(&ground.around, &["voorbeeld", "--naar", "proef", "--niet-openen", "--niet-serveren"]);
    let signatures = ground.git_at(&ground.around.join("proef"), &["log", "--format=%G?"]);
    assert!(signatures.lines().count() > 30 && signatures.lines().all(|line| line == "N"), "{signatures}");
}

/// A home of GnuPG with one key in it, locked with this password.
fn with_gpg(password: &str) -> Option<Signing> {
    if !is_there("git") || !is_there("gpg") {
        return None;
    }
    let mut signing = Signing::with(&[]);
    // The socket of its agent lies in it, and a socket's name may not be long.
    let home = tempfile::Builder::new().prefix("gpg").tempdir_in("/tmp").unwrap().keep();
    fs::set_permissions(&home, fs::Permissions::from_mode(0o700)).unwrap();
    signing.environment.push(("GNUPGHOME", home));
    let key = ["--batch", "--pinentry-mode=loopback", "--passphrase", password, "--quick-generate-key"];
    let made = signing.gpg(&[key.as_slice(), &["P. Jansen <p.jansen@organisatie.example>", "ed25519", "sign", "never"]].concat());
    assert_eq!(made.code, 0, "{}", made.text);
    signing.forgets_passwords();
    Some(signing)
}

impl Signing {
    fn gpg(&self, words: &[&str]) -> Said {
        said(self.ground.command("gpg", &self.ground.path).envs(self.environment.iter().map(|(name, value)| (name, value))).args(words))
    }

    /// Ends the agent of GnuPG, and with it what it remembers.
    fn forgets_passwords(&self) {
        let environment = self.environment.iter().map(|(name, value)| (name, value));
        let _ = said(self.ground.command("gpgconf", &self.ground.path).envs(environment).args(["--kill", "all"]));
    }
}

impl Drop for Signing {
    fn drop(&mut self) {
        if let Some((_, home)) = self.environment.iter().find(|(name, _)| *name == "GNUPGHOME") {
            self.forgets_passwords();
            let _ = fs::remove_dir_all(home);
        }
    }
}

#[test]
fn key_of_gpg_signs() {
    let Some(signing) = with_gpg("") else { return };
    signing.assert_signed();
}

#[test]
fn key_of_gpg_by_its_address_signs() {
    let Some(signing) = with_gpg("") else { return };
    signing.set("gpg.format", "openpgp");
    signing.set("user.signingKey", "p.jansen@organisatie.example");
    signing.assert_signed();
}

#[test]
fn locked_key_of_gpg_is_refused_at_once() {
    let Some(signing) = with_gpg("geheim") else { return };
    signing.assert_refused(&["vergrendeld"]);
}

#[test]
fn unknown_key_of_gpg_is_refused_with_what_the_program_says() {
    let Some(signing) = with_gpg("") else { return };
    signing.set("user.signingKey", "niemand@organisatie.example");
    signing.assert_refused(&["«gpg» weigert: gpg: skipped"]);
}

#[test]
fn certificate_signs_through_its_own_program() {
    if !is_there("git") {
        return;
    }
    let signing = Signing::with(&[("gpg.format", "x509"), ("user.signingKey", "certificaat")]);
    let program = signing.ground.around.join("gpgsm");
    let given = signing.ground.around.join("gegeven");
    script(&program, &format!("echo \"$@\" > {}; cat > /dev/null; echo '[GNUPG:] SIG_CREATED D' >&2; echo zegel", given.display()));
    signing.set("gpg.x509.program", program.to_str().unwrap());
    let step = signing.klacht(&[STEP.as_slice(), &["--verzonden", "2026-11-04"]].concat());
    assert_eq!(step.code, 0, "{}", step.text);
    assert!(signing.ground.git(&["cat-file", "commit", "HEAD"]).contains("\ngpgsig zegel\n"));
    assert_eq!(fs::read_to_string(given).unwrap(), "--status-fd=2 -bsau certificaat\n");
    signing.ground.assert_clean();
}

#[test]
fn absent_gpg_is_refused_with_its_name() {
    let Some(signing) = with_gpg("") else { return };
    signing.set("gpg.program", "/er/is/geen/gpg");
    signing.assert_refused(&["«gpg» is niet gevonden"]);
}

fn script(path: &Path, lines: &str) {
    fs::write(path, format!("#!/bin/sh\n{lines}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

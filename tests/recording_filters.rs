//! What git does to a file on its way into the store, with git itself as the judge: line ends, encodings, `$Id$`, programs.
//!
//! For every setting the recorded bytes are those `git add` would have stored, git has nothing to report afterwards, and a
//! file in which only a filter differs counts as recorded.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a test makes the folders it judges, and says aloud what it skips"
)]

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::suite::ground;
use ground::{DOSSIER, FILE, Ground, ID, is_there};

/// A piece beside the dossier.
const PIECE: &str = "dossiers/2026/K-2026-0007/bijlagen/brief.txt";

/// A setting of git, with what a dossier and a piece look like in the work tree.
#[derive(Clone, Copy)]
struct Case {
    /// What `.gitattributes` says.
    attributes: &'static str,
    /// What `git config` is told.
    settings: &'static [(&'static str, &'static str)],
    /// The line end in the work tree.
    line_end: &'static str,
    /// The bytes of the piece.
    piece: &'static [u8],
}

const PLAIN: Case = Case { attributes: "", settings: &[], line_end: "\n", piece: b"brief\n" };

/// A filter that encrypts, after a fashion, and knows what it encrypted.
const ENCRYPTING: &[(&str, &str)] = &[
    ("filter.om.clean", "echo VERSLEUTELD; tr a-z n-za-m"),
    ("filter.om.smudge", "IFS= read -r kop; if [ \"$kop\" = VERSLEUTELD ]; then tr a-z n-za-m; else printf '%s\\n' \"$kop\"; cat; fi"),
    ("filter.om.required", "true"),
];

/// The settings, one by one and together.
const CASES: &[Case] = &[
    PLAIN,
    Case { attributes: "* text=auto\n", ..PLAIN },
    Case { attributes: "* text=auto\n", line_end: "\r\n", piece: b"een\r\ntwee\r\n", ..PLAIN },
    Case { attributes: "* text=auto\n", piece: b"\x89PNG\r\n\x1a\n\0\r\n", ..PLAIN },
    Case { attributes: "*.md text eol=crlf\n*.txt text eol=lf\n", line_end: "\r\n", piece: b"een\r\ntwee\n", ..PLAIN },
    Case { attributes: "*.md -text\n*.txt binary\n", line_end: "\r\n", piece: b"een\r\n", ..PLAIN },
    Case { settings: &[("core.autocrlf", "true")], line_end: "\r\n", piece: b"een\r\n", ..PLAIN },
    Case { settings: &[("core.autocrlf", "true")], piece: b"een\r\ntwee\n", ..PLAIN },
    Case { settings: &[("core.autocrlf", "input")], line_end: "\r\n", piece: b"een\r\n\0", ..PLAIN },
    Case { settings: &[("core.autocrlf", "true"), ("core.safecrlf", "false")], line_end: "\n", ..PLAIN },
    Case { attributes: "*.md text\n", settings: &[("core.eol", "crlf")], line_end: "\r\n", ..PLAIN },
    Case { attributes: "*.txt working-tree-encoding=UTF-16LE text\n", piece: b"b\0r\0i\0e\0f\0\r\0\n\0", ..PLAIN },
    Case { attributes: "*.txt working-tree-encoding=ISO-8859-1\n", piece: b"ge\xefnformeerd\n", ..PLAIN },
    Case { attributes: "*.txt ident\n*.md ident\n", piece: b"$Id$ en $Id: 0123456789012345678901234567890123456789 $\n", ..PLAIN },
    Case { attributes: "*.txt filter=om\ndossier.md filter=om\n", settings: ENCRYPTING, ..PLAIN },
    Case { attributes: "* text=auto\n*.txt filter=om\n", settings: ENCRYPTING, line_end: "\r\n", piece: b"brief\r\n" },
    Case { attributes: "*.txt filter=stuk\n", settings: &[("filter.stuk.clean", "false")], ..PLAIN },
    Case { attributes: "*.txt filter=onbekend\n", ..PLAIN },
    Case { attributes: "bijlagen export-ignore\n*.txt export-ignore -diff\n", ..PLAIN },
    Case { attributes: "[attr]stuk text eol=crlf\n*.txt stuk\n", piece: b"een\r\n", ..PLAIN },
    Case { settings: &[("core.fileMode", "false")], ..PLAIN },
    Case { settings: &[("core.ignoreCase", "true"), ("core.precomposeUnicode", "true"), ("core.symlinks", "false")], ..PLAIN },
];

impl Case {
    /// A folder in which git is set so, with a dossier and a piece that are not recorded.
    fn ground(&self) -> Ground {
        let ground = Ground::begun();
        for (key, value) in self.settings {
            ground.git(&["config", key, value]);
        }
        // In place of what a new folder has, which keeps git from changing anything.
        ground.write(".gitattributes", self.attributes);
        ground.git(&["add", ".gitattributes"]);
        ground.git(&["commit", "-qm", "Kenmerken"]);
        ground.write(FILE, self.dossier("Anders"));
        ground.write(PIECE, self.piece);
        fs::set_permissions(ground.path.join(PIECE), fs::Permissions::from_mode(0o755)).unwrap();
        ground
    }

    /// The dossier with this subject, as it stands in the work tree.
    fn dossier(&self, subject: &str) -> String {
        let text = DOSSIER.replace("Uitslag kwam te laat", subject).replace("geen\n", "geen $Id$\n");
        text.replace('\n', self.line_end)
    }

    fn told(&self) -> String {
        format!("{:?} {:?} {:?}", self.attributes, self.settings, self.line_end)
    }
}

/// Every path with its mode and the name of its content.
fn tree(ground: &Ground) -> String {
    ground.git(&["ls-tree", "-r", "HEAD"])
}

#[test]
fn recorded_is_what_git_add_would_have_stored() {
    if !is_there("git") {
        return;
    }
    for case in CASES {
        let ground = case.ground();
        let by_git = case.ground();
        by_git.git(&["add", "-A"]);
        by_git.git(&["commit", "-qm", "Door git"]);
        let said = ground.klacht(&["leg-vast"]);
        assert_eq!(said.code, 0, "{}: {}", case.told(), said.text);
        assert_eq!(tree(&ground), tree(&by_git), "{}", case.told());
        // The judge looks at the content, not at what the index remembers of the file.
        for path in [FILE, PIECE] {
            let file = fs::File::options().write(true).open(ground.path.join(path)).unwrap();
            file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
        }
        assert_eq!(ground.git(&["status", "--porcelain"]), "", "{}", case.told());
        assert_eq!(ground.git(&["-c", "core.safecrlf=false", "diff", "HEAD"]), "", "{}", case.told());
    }
}

#[test]
fn recording_again_finds_nothing_to_record() {
    if !is_there("git") {
        return;
    }
    for case in CASES {
        let ground = case.ground();
        ground.git(&["add", "-A"]);
        ground.git(&["commit", "-qm", "Door git"]);
        let said = ground.klacht(&["leg-vast"]);
        assert!(said.text.contains("niets vast te leggen"), "{}: {}", case.told(), said.text);
    }
}

#[test]
fn files_as_git_checks_them_out_are_recorded_already() {
    if !is_there("git") {
        return;
    }
    for case in CASES {
        let ground = case.ground();
        ground.does(&["leg-vast"]);
        fs::remove_dir_all(ground.path.join("dossiers/2026")).unwrap();
        ground.git(&["restore", "dossiers/2026"]);
        let said = ground.klacht(&["leg-vast"]);
        assert!(said.text.contains("niets vast te leggen"), "{}: {}", case.told(), said.text);
    }
}

#[test]
fn step_in_status_keeps_the_bytes_of_the_work_tree() {
    if !is_there("git") {
        return;
    }
    for case in CASES {
        let ground = case.ground();
        ground.does(&["leg-vast"]);
        ground.does(&["status", ID, "in_behandeling", "--verzonden", "2026-11-04"]);
        assert_eq!(ground.git(&["status", "--porcelain"]), "", "{}", case.told());
        let text = String::from_utf8(ground.bytes(FILE)).unwrap();
        assert!(text.contains("status: in_behandeling"), "{}: {text}", case.told());
        assert_eq!(text.contains('\r'), case.line_end == "\r\n", "{}: {text}", case.told());
        assert_eq!(ground.git(&["log", "-1", "--format=%s"]), "K-2026-0007: status ontvangen -> in_behandeling", "{}", case.told());
    }
}

/// A filter that stays running and is handed one file after another, as the one for big files does.
const STAYS_RUNNING: &str = r"
import sys
given, answer = sys.stdin.buffer, sys.stdout.buffer
def packet():
    length = given.read(4)
    if not length: sys.exit()
    return None if length == b'0000' else given.read(int(length, 16) - 4)
def packets():
    found = []
    while (one := packet()) is not None: found.append(one)
    return found
def write(*parts):
    for part in parts: answer.write(b'%04x' % (len(part) + 4) + part)
    answer.write(b'0000'); answer.flush()
packets(); write(b'git-filter-server\n', b'version=2\n')
packets(); write(b'capability=clean\n', b'capability=smudge\n')
while True:
    packets()
    content = b''.join(packets()).swapcase()
    write(b'status=success\n')
    write(*[content[at:at + 65000] for at in range(0, len(content), 65000)])
    write()
";

#[test]
fn filter_that_stays_running_is_used_as_git_uses_it() {
    if !is_there("git") || !is_there("python3") {
        return;
    }
    let big = "Groot Stuk\n".repeat(20_000);
    let made = || {
        let ground = Case { attributes: "*.txt filter=groot\n", ..PLAIN }.ground();
        let program = ground.around.join("filter.py");
        fs::write(&program, STAYS_RUNNING).unwrap();
        ground.git(&["config", "filter.groot.process", &format!("python3 {}", program.display())]);
        ground.git(&["config", "filter.groot.required", "true"]);
        ground.write("dossiers/2026/K-2026-0007/bijlagen/groot.txt", &big);
        ground
    };
    let (ground, by_git) = (made(), made());
    by_git.git(&["add", "-A"]);
    by_git.git(&["commit", "-qm", "Door git"]);
    ground.does(&["leg-vast"]);
    assert_eq!(tree(&ground), tree(&by_git));
    assert!(ground.git(&["show", "HEAD:dossiers/2026/K-2026-0007/bijlagen/groot.txt"]).starts_with("gROOT sTUK"));
    assert_eq!(ground.git(&["status", "--porcelain"]), "");
    assert!(ground.does(&["leg-vast"]).contains("niets vast te leggen"));
}

#[test]
fn fact_that_vanished_is_seen_through_a_filter_that_encrypts() {
    if !is_there("git") {
        return;
    }
    let case = Case { attributes: "dossier.md filter=om\n", settings: ENCRYPTING, ..PLAIN };
    let ground = case.ground();
    ground.does(&["leg-vast"]);
    assert!(!ground.git(&["show", &format!("HEAD:{FILE}")]).contains("Sanne de Wit"));
    ground.write(FILE, case.dossier("Anders").replace("kanaal: e-mail\n", ""));
    let said = ground.klacht(&["leg-vast"]);
    assert_eq!(said.code, 5, "{}", said.text);
    assert!(said.text.contains("kanaal"), "{}", said.text);
}

#[test]
fn filter_that_cannot_work_is_told_and_nothing_is_recorded() {
    if !is_there("git") {
        return;
    }
    // A program that is not there is never passed over: what it encrypts would be recorded for all to read.
    for (program, required) in [("false", "true"), ("/er/is/geen/programma", "true"), ("/er/is/geen/programma", "false")] {
        let ground = Ground::begun();
        ground.git(&["config", "filter.sleutel.clean", program]);
        ground.git(&["config", "filter.sleutel.required", required]);
        ground.write(".gitattributes", "*.md filter=sleutel\n");
        ground.changes_subject("Anders");
        let before = ground.trace();
        for words in [&["leg-vast"][..], &["status", ID, "in_behandeling", "--verzonden", "2026-11-04"]] {
            let said = ground.klacht(words);
            assert_eq!(said.code, 3, "{program} {words:?}: {}", said.text);
            assert!(said.text.contains("filter in .gitattributes"), "{}", said.text);
            assert!(before.difference(&ground.trace()).is_empty(), "{program} {words:?}");
        }
    }
}

#[test]
fn line_ends_that_would_not_come_back_are_refused_where_git_refuses_them() {
    if !is_there("git") {
        return;
    }
    let ground = Ground::begun();
    ground.write(".gitattributes", "");
    ground.git(&["config", "core.autocrlf", "true"]);
    ground.git(&["config", "core.safecrlf", "true"]);
    ground.changes_subject("Anders");
    assert!(ground.try_git(&["add", FILE]).code != 0);
    let before = ground.trace();
    let said = ground.klacht(&["leg-vast"]);
    assert_eq!(said.code, 3, "{}", said.text);
    assert!(said.text.contains("regeleinden"), "{}", said.text);
    assert!(before.difference(&ground.trace()).is_empty());
}

#[test]
fn link_that_git_keeps_as_text_is_left_alone() {
    if !is_there("git") {
        return;
    }
    let ground = Ground::begun();
    let link = "dossiers/2026/K-2026-0007/bijlagen/verwijzing.txt";
    fs::create_dir_all(ground.path.join("dossiers/2026/K-2026-0007/bijlagen")).unwrap();
    std::os::unix::fs::symlink("brief.txt", ground.path.join(link)).unwrap();
    ground.git(&["add", "-A"]);
    ground.git(&["commit", "-qm", "Verwijzing"]);
    // As on a computer that knows no links: a file with the target in it.
    ground.git(&["config", "core.symlinks", "false"]);
    fs::remove_file(ground.path.join(link)).unwrap();
    ground.write(link, "brief.txt");
    let before = tree(&ground);
    let said = ground.klacht(&["leg-vast"]);
    assert_eq!(tree(&ground), before, "{}", said.text);
    assert_eq!(said.code, 3, "{}", said.text);
    assert!(said.text.contains("geen gewoon bestand"), "{}", said.text);
}

"""What the proofs stand on: dossier folders the program made itself, what is done in them, and what must hold afterwards.

The program is KLACHT. Folders lie in memory where the machine has such a place: a killed or failing program does not see
the difference, and only the proof of the power cut needs a disk.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

TODAY = "2026-11-23"
KLACHT = os.environ["KLACHT"]
WHOLE = os.environ.get("KLACHT_FOUTEN") == "geheel"
AT_ONCE = int(os.environ.get("KLACHT_TEGELIJK", os.cpu_count() or 1))
PATIENCE = 10
OVERDUE = "duurde langer dan tien seconden"

OFFICER = "[user]\n\tname = M. Visser\n\temail = m.visser@kantoor.example\n[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n"
COMPLAINT = "--ontvangen 2026-11-20 --ingediend 2026-11-19 --kanaal e-mail --onderdeel extrack --betreft werkwijze_of_beleid"
COMPLAINANT = ["--naam", "Sanne de Wit", "--organisatie", "geen", "--email", "s.dewit@linde.example", "--telefoon", "0612345678"]
NEW = ["nieuw", *COMPLAINT.split(), "--onderwerp", "Uitslag kwam te laat", *COMPLAINANT, "--postadres", "Lindelaan 4, 1234 AB Voorbeeldstad"]


class Ground:
    """A folder to work in, with a home for the officer."""

    def __init__(self, name, top=None):
        memory = pathlib.Path("/dev/shm")
        place = top or (memory if os.access(memory, os.W_OK) else None)
        self.top = pathlib.Path(tempfile.mkdtemp(prefix=f"klacht-{name}-", dir=place))
        home = self.top / "home"
        home.mkdir()
        (home / ".gitconfig").write_text(OFFICER)
        self.environment = {"HOME": str(home), "PATH": os.environ["PATH"], "TZ": "Europe/Amsterdam", "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1"}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.top, ignore_errors=True)

    def run(self, folder, words, before=(), patience=PATIENCE):
        """The program in a folder; `before` is what it is run under. Longer than `patience` counts as said in OVERDUE."""
        words = [*before, KLACHT, "--vandaag", TODAY, "--map", str(folder), *words]
        try:
            return subprocess.run(words, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=patience)
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(words, 99, "", OVERDUE)

    def must(self, folder, *words):
        """The program where nothing is in its way."""
        done = self.run(folder, words)
        if done.returncode != 0:
            raise RuntimeError(f"{words}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def git(self, folder, *words):
        """What the git program answers, with what it complains of."""
        done = subprocess.run(["git", *words], cwd=folder, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr

    def office(self, dossiers=3):
        """A dossier folder with complete complaints, all recorded."""
        folder = self.top / "kantoor"
        self.must(self.top, "begin", str(folder))
        for _ in range(dossiers):
            self.must(folder, *NEW)
        for path in sorted(folder.glob("dossiers/2026/*/dossier.md")):
            text = path.read_text()
            text = text.replace("## Omschrijving\n", "## Omschrijving\nDe uitslag kwam twee weken te laat.\n")
            path.write_text(text.replace("## Ondernomen stappen\n", "## Ondernomen stappen\nGebeld met de contactpersoon.\n"))
        self.must(folder, "leg-vast")
        return folder

    def copy(self, folder, name):
        """A copy of a folder that is there or not, for one try."""
        copy = self.top / name
        shutil.rmtree(copy, ignore_errors=True)
        if folder.exists():
            subprocess.run(["cp", "-a", folder, copy], check=True)
        return copy


class Case:
    """One command, the folder it is given, what may be typed after it was stopped, and how it may end the second time."""

    def __init__(self, name, folder, words, then, again=(0,)):
        self.name, self.folder, self.words, self.then, self.again = name, folder, words, then, again


def cases(ground):
    """Every command that writes, each in a folder of its own."""
    begun = ground.office()
    makers = (beginning, adding, stepping, stepping_packed, recording, taking_in, writing, renumbering, building, rebuilding, hooking, healing)
    return [make(ground, begun) for make in makers]


def beginning(ground, _):
    return Case("begin", ground.top / "is-er-niet", ["begin"], [["begin"]])


def adding(ground, begun):
    step = ["status", "K-2026-0002", "in_behandeling"]
    return Case("nieuw", begun, NEW, [["leg-vast"], NEW, step])


def stepping(ground, begun):
    words = ["status", "K-2026-0001", "in_behandeling", "--verzonden", TODAY]
    return Case("status", begun, words, [["leg-vast"], ["status", "K-2026-0002", "in_behandeling"], NEW])


def stepping_packed(ground, begun):
    """The same where git packed everything away: there is no file for the branch, and no folder for an object."""
    folder = ground.copy(begun, "ingepakt")
    ground.git(folder, "gc", "--quiet", "--prune=now")
    words = ["status", "K-2026-0001", "onvolledig", "--verzonden", TODAY]
    return Case("status, ingepakt", folder, words, [["leg-vast"], ["status", "K-2026-0002", "in_behandeling"], NEW])


def edited(ground, begun, name):
    """A folder in which the officer changed two dossiers and the rules, and stored a piece."""
    folder = ground.copy(begun, name)
    for number in ("K-2026-0001", "K-2026-0003"):
        path = folder / f"dossiers/2026/{number}/dossier.md"
        path.write_text(path.read_text() + "\nNog eens gebeld.\n")
    pieces = folder / "dossiers/2026/K-2026-0001/bijlagen"
    pieces.mkdir()
    (pieces / "brief.txt").write_text("Geachte heer Visser,\n" * 400)
    rules = folder / "dossiers/regeling.yaml"
    rules.write_text(rules.read_text() + "# zelf nagekeken\n")
    return folder


def recording(ground, begun):
    step = ["status", "K-2026-0002", "in_behandeling"]
    return Case("leg-vast", edited(ground, begun, "gewijzigd"), ["leg-vast"], [["leg-vast"], step, NEW])


def hooking(ground, begun):
    step = ["status", "K-2026-0002", "in_behandeling"]
    return Case("git-hooks", begun, ["git-hooks", "installeer"], [["leg-vast"], step, NEW])


def healing(ground, begun):
    """A folder with settings to be made safe, and what killed programs left long ago."""
    folder = ground.copy(begun, "te-herstellen")
    folder.chmod(0o755)
    long_ago = time.time() - 2 * 24 * 60 * 60
    for left in (folder / ".git/index.lock", folder / ".git/refs/heads/main.lock", folder / "dossiers/2026/K-2026-0001/.klacht-half"):
        left.write_bytes(b"")
        os.utime(left, (long_ago, long_ago))
    heal = ["diagnose", "--herstel"]
    return Case("diagnose", folder, heal, [[*heal, "--grondig"], heal])


MAIL = """Message-ID: <1@linde.example>
From: Sanne de Wit <s.dewit@linde.example>
To: klachten@kantoor.example
Subject: Te late uitslag
Date: Fri, 20 Nov 2026 09:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=grens

--grens
Content-Type: text/plain; charset=utf-8

De uitslag kwam te laat.
--grens
Content-Type: application/pdf; name=bewijs.pdf
Content-Disposition: attachment; filename=bewijs.pdf
Content-Transfer-Encoding: base64

JVBERi0xLjQKJSVFT0YK
--grens--
"""


def taking_in(ground, begun):
    mail = ground.top / "klacht.eml"
    mail.write_text(MAIL)
    # The same mail is known the second time, and refused.
    return Case("importeer", begun, ["importeer", str(mail)], [["leg-vast"], NEW], again=(0, 5))


def writing(ground, begun):
    """A letter is a piece beside the dossier and an entry in it; a draft that is there is not made again."""
    words = ["brief", "bevestiging", "K-2026-0001"]
    return Case("brief", begun, words, [["leg-vast"], ["status", "K-2026-0001", "in_behandeling"], NEW], again=(0, 5))


def renumbering(ground, begun):
    """A dossier with a piece, to which another one refers, gets another number."""
    folder = edited(ground, begun, "hernummerd")
    path = folder / "dossiers/2026/K-2026-0002/dossier.md"
    path.write_text(path.read_text().replace("\nonderwerp:", "\ngerelateerd: [K-2026-0001]\nonderwerp:"))
    ground.must(folder, "leg-vast")
    then = [["leg-vast"], ["status", "K-2026-0002", "in_behandeling"], NEW]
    # The second time there is no dossier with that number any more.
    return Case("hernummer", folder, ["hernummer", "K-2026-0001"], then, again=(0, 2))


def building(ground, begun):
    return Case("bouw", begun, ["bouw"], [["bouw"]])


def rebuilding(ground, begun):
    folder = edited(ground, begun, "met-site")
    ground.must(folder, "bouw")
    path = folder / "dossiers/2026/K-2026-0002/dossier.md"
    path.write_text(path.read_text().replace("twee weken", "drie weken"))
    ground.must(folder, "leg-vast")
    return Case("bouw, opnieuw", folder, ["bouw"], [["bouw"], ["leg-vast"]])


def files_of(folder):
    """The officer's files with their bytes: everything but git's folder and the site."""
    site = re.compile(r"site(\.nieuw|\.oud)?/")
    found = (path for path in folder.rglob("*") if path.is_file())
    named = ((path.relative_to(folder).as_posix(), path) for path in found)
    return {name: path.read_bytes() for name, path in named if not name.startswith(".git/") and not site.match(name)}


def site_of(folder):
    """The site's files with their bytes; none where there is no site.

    Of the marker, that it is there: what a build remembers for the next one is less where something could not be read at first.
    """
    files = (path for path in (folder / "site").rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.name == ".klacht-site" or path.read_bytes() for path in files}


def is_temporary(name):
    return any(part.startswith(".klacht-") for part in name.split("/"))


def lost(now, before, after):
    """What became of the officer's files that should not: gone, or neither as before nor as after."""
    gone = [name for name in before if name not in now and not is_temporary(name)]
    # What moves may be gone from its old place when all of it is at the new one.
    arrived = all(name in now for name in after if name not in before)
    wrong = [f"weg: {name}" for name in gone if name in after or not arrived]
    for name, content in now.items():
        if not is_temporary(name) and content not in (before.get(name), after.get(name)):
            wrong.append(f"anders: {name}")
    return wrong


def fsck(ground, folder):
    """What git finds wrong with its store; nothing where there is none yet."""
    if not (folder / ".git/HEAD").exists():
        return []
    code, out, err = ground.git(folder, "fsck", "--strict", "--no-progress", "--no-dangling")
    said = [line for line in (out + err).splitlines() if not line.startswith("notice:")]
    return [f"fsck {code}: {said}"] if code or said else []


def left_behind(folder):
    """Files that only have a meaning while the program works."""
    passing = re.compile(r"\.klacht-(?!site$)|.*\.lock$|\.tmp|tmp_obj|klacht\.index$|klacht\.hernummering$|klacht-hook-|site\.(nieuw|oud)$")
    found = (path for path in folder.rglob("*") if passing.match(path.name) and path.name != "klacht.lock")
    return [f"blijft liggen: {path.relative_to(folder)}" for path in found]


def torn_logs(folder):
    """Lines of git's own log of a branch that are not whole."""
    whole = re.compile(r"[0-9a-f]{40} [0-9a-f]{40} [^<>\t]* <[^<>\t]*> \d+ [+-]\d{4}\t[^\t]*")
    logs = [folder / ".git/logs/HEAD", *(folder / ".git/logs/refs").rglob("*")]
    lines = (line for log in logs if log.is_file() for line in log.read_text().splitlines())
    return [f"reflog: {line}" for line in lines if not whole.fullmatch(line)]


def mended(ground, case, folder, turn):
    """What is wrong after one of the next commands, `leg-vast`, the command itself and a new complaint; nothing else was done."""
    wrong = []
    for words in (case.then[turn % len(case.then)], ["leg-vast"], case.words, NEW):
        done = ground.run(folder, words)
        refused_again = words == ["begin"] and "is al een dossiermap" in done.stderr
        allowed = case.again if words is case.words else (0,)
        if done.returncode not in allowed and not refused_again:
            wrong.append(f"daarna «{' '.join(words[:3])}»: {done.returncode}\n{done.stdout}{done.stderr}")
    _, dirty, _ = ground.git(folder, "status", "--porcelain")
    wrong += [f"niet vastgelegd: {line}" for line in dirty.splitlines()]
    return wrong + fsck(ground, folder) + left_behind(folder) + torn_logs(folder)


class Facts:
    """Facts as they are told: a line each, and whether any failed."""

    def __init__(self):
        self.failed = False

    def say(self, name, wrong):
        """A fact, with what is wrong with it: nothing when it holds."""
        self.failed = self.failed or bool(wrong)
        print(f"FAILED {name}: {len(wrong)} keer" if wrong else f"ok {name}")
        for line in wrong[:6]:
            print("    " + str(line).replace("\n", "\n        "))
        sys.stdout.flush()

    def end(self):
        sys.exit(self.failed)

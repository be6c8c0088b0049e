"""The power is cut: right after the program said `vastgelegd`, and at every call with which it changes a file.

The dossier folder lies on a disk of its own: a file with an ext4 in it. What the program has brought safely to disk is in that
file, what it has not is in memory alone. The file is copied at that moment, and the copy is the disk as it comes up again.
That git loses its last commit this way, with its own settings, shows that the proof can tell.
"""

import contextlib
import pathlib
import shutil
import subprocess
import sys

import calls
from ground import KLACHT, NEW, TODAY, WHOLE, Case, Facts, Ground, files_of, fsck, lost, mended

CUTS = 51
STRIDE = 1 if WHOLE else 6
SIZE = "24M"


def main():
    facts = Facts()
    with Ground("power") as ground:
        disk = Disk(ground.top)
        if not disk.can_be_mounted():
            print("OVERGESLAGEN: hier kan geen schijf worden aangekoppeld, dus is geen stroom onderbroken")
            print("ok zonder schijf valt er niets te bewijzen")
            sys.exit(0)
        disk.fill(lambda folder: shutil.copytree(ground.office(), folder / "kantoor", symlinks=True))
        wrong = [line for turn in range(CUTS) for line in cut(ground, disk, COMMANDS[turn % len(COMMANDS)])]
        facts.say(f"{CUTS} keer stroomuitval na «vastgelegd»: 0 verloren, 0 onleesbaar", wrong)
        by_git = sum(lost_by_git(ground, disk) for _ in range(5))
        facts.say(f"git zelf verloor zo {by_git} van de 5: het bewijs ziet het verschil", [] if by_git else ["git verloor niets"])
        for command in COMMANDS:
            tried, wrong = cut_halfway(ground, disk, command)
            facts.say(f"{command[0][0]}: {tried} keer stroomuitval halverwege, niets verloren", wrong)
    facts.end()


def editing(folder):
    path = folder / "dossiers/2026/K-2026-0003/dossier.md"
    path.write_text(path.read_text() + "\nNog eens gebeld.\n")
    (path.parent / "bijlagen").mkdir()
    (path.parent / "bijlagen/brief.txt").write_text("Geachte heer Visser,\n" * 400)


COMMANDS = [
    (NEW, lambda folder: None, "K-2026-0004"),
    (["status", "K-2026-0001", "in_behandeling", "--verzonden", TODAY], lambda folder: None, "K-2026-0001"),
    (["leg-vast"], editing, "K-2026-0003"),
]


class Disk:
    """A disk in a file, as it was filled, and copies of it that are used."""

    def __init__(self, top):
        self.full, self.used, self.after = top / "vol", top / "gebruikt", top / "daarna"
        self.place = top / "schijf"
        self.place.mkdir()

    def can_be_mounted(self):
        try:
            subprocess.run(["truncate", "-s", SIZE, self.full], check=True)
            subprocess.run(["mkfs.ext4", "-q", self.full], check=True, capture_output=True)
            with Mounted(self.full, self.place):
                return True
        except (OSError, subprocess.CalledProcessError):
            return False

    def fill(self, fill):
        with Mounted(self.full, self.place) as folder:
            fill(folder)


    @contextlib.contextmanager
    def prepared(self, prepare):
        """A copy in use, with what the officer did before the command safely on it."""
        shutil.copyfile(self.full, self.used)
        with Mounted(self.used, self.place) as folder:
            prepare(folder / "kantoor")
            self.settle()
            yield folder

    def settle(self):
        """Brings everything on the disk in use safely there, and nothing of any other disk."""
        subprocess.run(["sync", "-f", self.place], check=True)


class Mounted:
    """A disk in use. What is written to memory stays there until someone asks for it: no writing back in between."""

    def __init__(self, disk, place):
        self.disk, self.place = disk, place

    def __enter__(self):
        subprocess.run(["mount", "-o", "loop,commit=300", self.disk, self.place], check=True, capture_output=True)
        return pathlib.Path(self.place)

    def __exit__(self, *_):
        subprocess.run(["umount", self.place], check=True)


def cut(ground, disk, command):
    """What is missing after the power was cut when a command had said that something was recorded."""
    words, prepare, number = command
    with disk.prepared(prepare) as folder:
        said = run_until_said(ground, folder / "kantoor", words, disk)
        promised = contents(ground, folder / "kantoor", number)
    with Mounted(disk.after, disk.place) as folder:
        return [f"{words[0]}: {line}" for line in missing(ground, folder / "kantoor", said, promised, number)]


def run_until_said(ground, folder, words, disk):
    """Runs a command and copies the disk when it says `vastgelegd`; gives what it said."""
    words = [KLACHT, "--vandaag", TODAY, "--map", str(folder), *words]
    running = subprocess.Popen(words, env=ground.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    said = next((line for line in running.stdout if line.startswith("vastgelegd  ")), "")
    shutil.copyfile(disk.used, disk.after)
    running.communicate()
    return said


def contents(ground, folder, number):
    """The commit on the branch, and what it holds of a dossier, as lines of git."""
    return ground.git(folder, "log", "-1", "--format=%s  (%h)", "--abbrev=8")[1].strip(), ground.git(folder, "ls-tree", "-r", "HEAD", f"dossiers/2026/{number}")[1]


def missing(ground, folder, said, promised, number):
    if not said:
        return ["er werd niets vastgelegd gemeld"]
    wrong = fsck(ground, folder)
    subject, _ = found = contents(ground, folder, number)
    if found != promised or subject not in said:
        wrong.append(f"verloren: {said.strip()}, gevonden: {subject}")
    for line in found[1].splitlines():
        if ground.git(folder, "cat-file", "blob", line.split()[2])[0] != 0:
            wrong.append(f"onleesbaar: {line}")
    if ground.git(folder, "status", "--porcelain")[1]:
        wrong.append("de map is niet zoals zij is vastgelegd")
    done = ground.run(folder, ["leg-vast"])
    return wrong + ([f"daarna «leg-vast»: {done.returncode} {done.stderr}"] if done.returncode else []) + fsck(ground, folder)


def cut_halfway(ground, disk, command):
    """How often the power was cut while a command was at work, and what was wrong after that."""
    words, prepare, _ = command
    log = ground.top / "log"
    with disk.prepared(prepare) as folder:
        before = files_of(folder / "kantoor")
        ground.run(folder / "kantoor", words, calls.trace(log, f"{calls.OPEN},{calls.CHANGING}"))
        after = files_of(folder / "kantoor")
    points = calls.points(calls.read(log), calls.Call.changes)[::STRIDE]
    wrong = []
    for turn, (kind, number) in enumerate(points):
        with disk.prepared(prepare) as folder:
            ground.run(folder / "kantoor", words, calls.struck(kind, f"signal=KILL:when={number}"))
            shutil.copyfile(disk.used, disk.after)
        with Mounted(disk.after, disk.place) as folder:
            office = folder / "kantoor"
            case = Case(words[0], office, words, [["leg-vast"], ["status", "K-2026-0002", "in_behandeling"], NEW])
            found = fsck(ground, office) + lost(files_of(office), before, after) + mended(ground, case, office, turn)
        wrong += [f"{words[0]}, {kind} {number}: {line}" for line in found]
    return len(points), wrong


def lost_by_git(ground, disk):
    """Whether git loses its last commit, with the settings it comes with."""
    with disk.prepared(editing) as folder:
        office = folder / "kantoor"
        ground.git(office, "add", "-A")
        ground.git(office, "commit", "-q", "-m", "met de hand")
        tip = ground.git(office, "rev-parse", "HEAD")
        shutil.copyfile(disk.used, disk.after)
    with Mounted(disk.after, disk.place) as folder:
        return ground.git(folder / "kantoor", "rev-parse", "HEAD") != tip or bool(fsck(ground, folder / "kantoor"))


if __name__ == "__main__":
    main()

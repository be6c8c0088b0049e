"""By what a destruction is judged: what was recorded, a day that has come, a folder that lies where it says, files that were read.

Each is refused at the last moment, at a terminal, by someone who types every number over; afterwards nothing is different.
"""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import histories
import officer

NUMBER, REMOVED, FOLLOWED = "K-2021-0001", "K-2021-0002", "K-2022-0001"
CARRY_OUT = ["vernietig", NUMBER, "--uitvoeren"]
failed = 0


def fact(name, holds, more=""):
    """Prints whether a fact holds, and what is known of it where it does not."""
    global failed
    failed += not holds
    print(f"ok {name}" if holds else f"FAILED {name}\n{more}", flush=True)


class Ground:
    """A folder of dossiers, of which every refusal gets a copy of its own."""

    def __init__(self, top):
        self.top, self.env = top, officer.environment(top / "home")
        self.office = top / "kantoor"
        histories.record(self.office, histories.complaints(10), pathlib.Path("dossiers/regeling.yaml").read_bytes(), self.env)

    def tip(self, folder):
        """What the branch points at."""
        return officer.git(folder, self.env, "rev-parse", "HEAD")

    def refused(self, name, code, said, prepared=lambda folder: None, typed=lambda folder, asked: asked, **more):
        """That a destruction of a folder that was prepared so is refused with this code and these words, and does nothing."""
        folder = self.top / "proef"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.office, folder, symlinks=True)
        prepared(folder)
        before = self.tip(folder)
        done = officer.at_terminal(folder, CARRY_OUT, self.env, typed=lambda asked: typed(folder, asked), **more)
        is_there = (folder / f"dossiers/2021/{NUMBER}/dossier.md").exists()
        fact(name, done.code == code and said in done.screen and self.tip(folder) == before and is_there, f"{done.code} {done.screen}")


def file_of(folder):
    return folder / f"dossiers/2021/{NUMBER}/dossier.md"


def edited(folder):
    file_of(folder).write_text(file_of(folder).read_text() + "\nNog iets.\n")


def linked(folder):
    shutil.move(file_of(folder).parent, folder.parent / "elders")
    file_of(folder).parent.symlink_to(folder.parent / "elders")


def unreadable(folder):
    (folder / "scan.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(range(256)) * 20)


def meanwhile(folder, asked):
    """Someone saves a file while the question waits."""
    (folder / "notitie.txt").write_text("Nog een woord.\n")
    return asked


def prove(ground):
    ground.refused("a change that is not recorded is no ground", 3, "niet zoals het is vastgelegd", edited)
    ground.refused("a day that has not come is no day", 2, "het is nog geen 1 januari 2099", today="2099-01-01")
    ground.refused("a folder behind a link is not here", 3, "een verwijzing naar elders", linked)
    ground.refused("a file that cannot be looked through asks for a decision", 5, "niet alles was te doorzoeken", unreadable)
    ground.refused("what is written while the question waits stops it", 3, "intussen iets in de map gewijzigd", typed=meanwhile)
    unreadable(ground.office)
    done = officer.at_terminal(ground.office, [*CARRY_OUT, "--laat-staan", "--niet-doorzocht"], ground.env)
    page = "".join(path.read_text() for path in (ground.office / "register/vernietigingen").glob("*.md"))
    fact("what was not looked through is not proved", done.code == 0 and "niet alles was te doorzoeken" in page, f"{done.code} {done.screen} {page}")


    removed_before(ground)
    while_others_look(ground)


def removed_before(ground):
    """A dossier of which the folder was taken out with git is destroyed as it was recorded last."""
    folder = f"dossiers/2021/{REMOVED}"
    officer.git(ground.office, ground.env, "rm", "-r", "-q", folder)
    officer.git(ground.office, ground.env, "commit", "-q", "-m", "Weg")
    done = officer.at_terminal(ground.office, ["vernietig", REMOVED, "--uitvoeren", "--laat-staan", "--niet-doorzocht"], ground.env)
    recorded = officer.git(ground.office, ground.env, "log", "--all", "--format=%h", "--", folder)
    register = (ground.office / "register/vernietigd.yaml").read_text()
    fact("a dossier taken out before is destroyed as well", done.code == 0 and not recorded and REMOVED in register, f"{done.code} {done.screen} {recorded}")


def while_others_look(ground):
    """A dossier destroyed under a watching and a showing program, and saved once more by an editor, does not come back."""
    folder = ground.office / f"dossiers/2022/{FOLLOWED}"
    old = (folder / "dossier.md").read_bytes()
    name = next(line.split(b": ", 1)[1] for line in old.splitlines() if line.startswith(b"  naam: "))
    said = [ground.top / "volg.txt", ground.top / "toon.txt"]
    # Each its own site: who writes one keeps the other waiting.
    words = [["volg", "--naar", "gevolgd"], ["toon", "--niet-openen"]]
    running = [subprocess.Popen([officer.KLACHT, "--vandaag", officer.TODAY, *command], cwd=ground.office, env=ground.env,
                                stdin=subprocess.DEVNULL, stdout=path.open("w"), stderr=subprocess.STDOUT) for command, path in zip(words, said)]
    try:
        until(lambda: all("Ctrl-C" in path.read_text() for path in said))
        done = officer.at_terminal(ground.office, ["vernietig", FOLLOWED, "--uitvoeren", "--laat-staan", "--niet-doorzocht"], ground.env)
        tip = ground.tip(ground.office)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "dossier.md").write_bytes(old.replace(b"status: gesloten", b"status: ontvangen"))
        noticed = until(lambda: "nummer-dubbel" in said[0].read_text())
        # One more round of both: the pages are written after it was told.
        time.sleep(4)
        alive = [one.poll() is None for one in running]
    finally:
        for one in running:
            one.send_signal(signal.SIGINT)
            one.wait(20)
    shown = "".join(path.read_text() for path in said)
    naming = [path for path in ground.office.rglob("*") if path.is_file() and path.parent != folder and name in path.read_bytes()]
    holds = done.code == 0 and noticed and all(alive) and ground.tip(ground.office) == tip and not naming
    fact("a dossier saved again under a watching and a showing program stays away", holds, f"{done.code} {noticed} {alive} {naming} {shown}")


def until(holds, seconds=60):
    """Waits until something holds; whether it did in time."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if holds():
            return True
        time.sleep(0.1)
    return False


def main():
    memory = pathlib.Path("/dev/shm")
    top = pathlib.Path(tempfile.mkdtemp(prefix="klacht-gronden-", dir=memory if os.access(memory, os.W_OK) else None))
    try:
        prove(Ground(top))
    finally:
        shutil.rmtree(top, ignore_errors=True)
    sys.exit(failed > 0)


main()

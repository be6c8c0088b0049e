"""A destruction that is stopped at any call, refused a call, or met by someone else at work.

Afterwards the folder of git is there and whole, as it was or without the dossier; `klacht vernietig` goes on where it was, and
then nothing is left. Every recording someone else makes meanwhile is kept or was refused.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "faults"))

import calls
import officer
from planting import ATTACHMENT, EMAIL, FOLDER, NUMBER, OTHERS, PERSON, Planting
from scanner import Scanner

WHOLE = os.environ.get("KLACHT_FOUTEN") == "geheel"
KILLS, REFUSALS = (10**6, 10**6) if WHOLE else (16, 4)
AT_ONCE = int(os.environ.get("KLACHT_TEGELIJK", os.cpu_count() or 1))
DESTROY = ["vernietig", NUMBER, "--uitvoeren", "--laat-staan", "--niet-doorzocht"]
# Around the moment at which the stores change places nothing is left out.
TURN = ("klacht-vernietiging", ".git.klacht", "index.lock", "klacht.index")
REFUSED = {
    "ENOSPC": "write,openat,rename,renameat2,link,linkat,mkdir,fsync,fdatasync,syncfs",
    "EIO": "read,write,openat,unlink,unlinkat,fsync,syncfs",
    "EACCES": "openat,rename,renameat2,unlink,unlinkat,rmdir,mkdir,link,linkat",
}
PROGRAM = officer.KLACHT
failed = 0


def fact(name, wrong):
    """Prints whether a fact holds, with what is wrong with it."""
    global failed
    failed += bool(wrong)
    print(f"FAILED {name}: {len(wrong)} keer" if wrong else f"ok {name}")
    for line in wrong[:4]:
        print("    " + str(line).replace("\n", "\n        "))
    sys.stdout.flush()


def main():
    memory = pathlib.Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="klacht-afgebroken-", dir=memory if os.access(memory, os.W_OK) else None) as top:
        ground = Ground(pathlib.Path(top))
        killed(ground)
        refused(ground)
        someone_else(ground)
    sys.exit(failed > 0)


class Ground:
    """A dossier folder to be copied for every try, and how the program is run in it."""

    def __init__(self, top):
        self.top, self.env = top, officer.environment(top / "home")
        # The program under strace where the environment says with which words.
        under = top / "onder"
        under.write_text(f'#!/bin/sh\nexec $ONDER "{PROGRAM}" "$@"\n')
        under.chmod(0o755)
        officer.KLACHT = str(under)
        self.office = top / "kantoor"
        self.run(top, "--vandaag", "2023-03-01", "begin", str(self.office))
        one = Planting(self.office, self.env)
        one.other("Tekst.")
        one.put(f"{FOLDER}/bijlagen/brief.txt", ATTACHMENT)
        for text in ("Eerste tekst.", "Tweede tekst.", "Derde tekst."):
            one.recorded(text)
            one.other(text)
            one.commit("K-2023-0001: tekst")
        one.git("stash", "list")
        self.run(self.office, "bouw")
        one.put(f"inzage/{NUMBER}/inzage.html", PERSON)
        self.tip = one.git("rev-parse", "HEAD")
        self.look = Scanner([PERSON, EMAIL, ATTACHMENT])

    def run(self, folder, *words):
        done = subprocess.run([PROGRAM, *words], cwd=folder, env=self.env, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def git(self, folder, *words):
        done = subprocess.run(["git", *words], cwd=folder, env=self.env, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def copy(self, name):
        folder = self.top / name
        subprocess.run(["cp", "-a", self.office, folder], check=True)
        return folder

    def destroy(self, folder, under=()):
        """The destruction at a terminal, under another program; its exit code and what it said."""
        done = officer.at_terminal(folder, DESTROY, self.env | {"ONDER": " ".join(under)}, patience=60)
        return done.code, done.screen

    def points(self, kinds):
        """Every call of these kinds that the undisturbed destruction does, and which of them are near the turn."""
        log, folder = self.top / "log", self.copy("ongestoord")
        code, said = self.destroy(folder, calls.trace(log, kinds))
        if code != 0:
            raise RuntimeError(f"{code} {said}")
        shutil.rmtree(folder)
        made = calls.from_first(calls.read(log), str(folder / ".git/klacht"))
        near = set(calls.points([call for call in made if any(name in call.rest for name in TURN)], calls.Call.changes))
        return calls.points(made, lambda call: call.changes() or call.kind == "read"), near


def sample(points, near, count):
    """So many of the points, evenly, and every second of those near the turn."""
    if count >= len(points):
        return points
    chosen = [point for point in points if point in near][:: 1 + len(near) // count]
    return chosen + [point for point in points if point not in near][:: max(1, len(points) // count)]


def killed(ground):
    points, near = ground.points(f"{calls.OPEN},{calls.CHANGING}")
    chosen = sample(points, near, KILLS)

    def attempt(numbered):
        turn, (kind, number) = numbered
        folder = ground.copy(f"dood-{turn}")
        code, _ = ground.destroy(folder, calls.struck(kind, f"signal=KILL:when={number}"))
        wrong = whole(ground, folder) + gone_on(ground, folder, turn)
        shutil.rmtree(folder)
        return code in (-9, 137), [f"{kind} {number}, {turn % 3}: {wrong}"] if wrong else []

    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(attempt, enumerate(chosen)))
    count = sum(was_killed for was_killed, _ in results)
    fact(f"{count} keer gestopt van {len(points)} punten: steeds heel, en afgemaakt", [line for _, wrong in results for line in wrong])
    fact("er is vaak genoeg gestopt", [] if count >= min(KILLS, 100) else [count])


def refused(ground):
    count, wrong = 0, []
    for refusal, kinds in REFUSED.items():
        points, near = ground.points(kinds)

        def attempt(numbered):
            turn, (kind, number) = numbered
            folder = ground.copy(f"{refusal}-{turn}")
            lasts = "+" if refusal == "ENOSPC" and turn % 2 else ""
            code, said = ground.destroy(folder, calls.struck(kind, f"error={refusal}:when={number}{lasts}"))
            found = whole(ground, folder) + untrue(ground, folder, code, said) + gone_on(ground, folder, turn)
            shutil.rmtree(folder)
            return [f"{kind} {number} {refusal}{lasts}: {found}\n{code} {said[-500:]}"] if found else []

        chosen = sample(points, near, REFUSALS)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            wrong += [line for found in pool.map(attempt, enumerate(chosen)) for line in found]
        count += len(chosen)
    fact(f"{count} keer een aanroep geweigerd: steeds de waarheid, niets verloren, en afgemaakt", wrong)


def has_it(ground, folder):
    """Whether the branch still has the dossier."""
    return ground.git(folder, "cat-file", "-e", f"HEAD:{FOLDER}/dossier.md")[0] == 0


def whole(ground, folder):
    """What is wrong with the folder as a stopped destruction left it."""
    if not (folder / ".git/HEAD").exists():
        return ["de map .git is er niet"]
    code, said = ground.git(folder, "fsck", "--strict", "--full", "--no-dangling", "--no-progress")
    wrong = [f"fsck {code}: {said}"] if code or said.strip() else []
    tip = ground.git(folder, "rev-parse", "HEAD")[1].strip()
    if has_it(ground, folder) != (tip == ground.tip):
        wrong.append("niet de oude en niet de nieuwe opslag")
    if not (folder / OTHERS / "dossier.md").read_text().count("Derde tekst."):
        wrong.append("een ander dossier is anders")
    return wrong


def untrue(ground, folder, code, said):
    """What the program said of it that is not so."""
    wrong = ["gevallen"] if "panicked" in said or code < 0 else []
    if code == 0 and ground.look.scan(folder):
        wrong.append("vernietigd gemeld, maar niet alles is weg")
    if code != 0 and "niets gewijzigd" in said and not has_it(ground, folder):
        wrong.append("«niets gewijzigd» gemeld, maar het dossier is weg")
    if code != 0 and not has_it(ground, folder) and "klacht vernietig" not in said and "vernietigd." not in said:
        wrong.append("het dossier is weg, en er is niet gezegd dat het nog af moet")
    return wrong


def gone_on(ground, folder, turn):
    """What is wrong after the officer, or someone who knows of nothing, goes on."""
    if turn % 3 == 1:
        ground.run(folder, "--vandaag", officer.TODAY, "leg-vast")
    elif turn % 3 == 2:
        ground.git(folder, "add", "-A")
        ground.git(folder, "commit", "-q", "-m", "Wat er lag")
    code, said = ground.run(folder, "--vandaag", officer.TODAY, "vernietig")
    if code == 2 and has_it(ground, folder):
        code, said = ground.destroy(folder)
    elif code == 2:
        code = 0
    wrong = [f"daarna {code}: {said}"] if code else []
    wrong += [f"over: {place}: {text}" for place, text in sorted(ground.look.scan(folder))[:3]]
    own = folder / ".git"
    remains = [*folder.glob(".git.klacht*"), *own.glob("klacht-[nov]*"), *own.glob("*.lock"), *own.glob("klacht.index")]
    # Two stay: the file that is only held while we work, and the list by which other places are looked at afterwards.
    wrong += [f"blijft liggen: {path.name}" for path in remains if path.name not in ("klacht.lock", "klacht-oude-vastleggingen")]
    dirty = ground.git(folder, "status", "--porcelain")[1]
    checked, told = ground.run(folder, "--vandaag", officer.TODAY, "controleer")
    wrong += [f"niet vastgelegd: {dirty}"] * bool(dirty) + [f"controleer {checked}: {told}"] * (checked not in (0, 1) or NUMBER in told)
    return wrong + (whole(ground, folder) if not wrong else [])


def someone_else(ground):
    """Git at work in the moments before and after the stores change places."""
    def commit(folder):
        path = folder / OTHERS / "dossier.md"
        path.write_text(path.read_text() + "\nErbij.\n")
        return ground.git(folder, "commit", "-q", "-a", "-m", "Ertussendoor")

    def tag(folder):
        return ground.git(folder, "tag", "ertussendoor")

    wrong = []
    for when in ("delay_enter", "delay_exit"):
        for name, act in (("commit", commit), ("tag", tag)):
            folder = ground.copy(f"ander-{when}-{name}")
            outcome = []
            worker = threading.Thread(target=lambda: outcome.append(ground.destroy(folder, calls.struck("renameat2", f"{when}=2500000"))))
            worker.start()
            while not (folder / ".git.klacht").exists() and worker.is_alive():
                time.sleep(0.01)
            time.sleep(0.2)
            did, said = act(folder)
            worker.join()
            kept = "ertussendoor" in ground.git(folder, "log", "--all", "--format=%s %D")[1].lower()
            if did == 0 and not kept:
                wrong.append(f"{when}, {name}: gelukt en toch weg\n{outcome}")
            if did != 0 and not said.strip():
                wrong.append(f"{when}, {name}: geweigerd zonder een woord")
            print(f"    {when}, {name}: git {did}, vernietiging {outcome[0][0]}, bewaard: {kept}")
            wrong += [f"{when}, {name}: {line}" for line in whole_after(ground, folder, outcome[0])]
    fact("wat een ander intussen vastlegt, is bewaard of geweigerd", wrong)


def whole_after(ground, folder, outcome):
    code, said = outcome
    found = ground.git(folder, "fsck", "--strict", "--full", "--no-dangling", "--no-progress")
    wrong = [f"fsck {found}"] if found[0] or found[1].strip() else []
    if code == 0 and ground.look.scan(folder):
        wrong.append("vernietigd gemeld, maar niet alles is weg")
    if code not in (0, 3, 6):
        wrong.append(f"{code} {said}")
    return wrong


if __name__ == "__main__":
    main()

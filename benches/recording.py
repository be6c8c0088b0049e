"""One status change recorded by the program, beside `git add` and `git commit` that bring as much safely to disk.

Both do the same change in a copy of their own of one repository, in turn, so that a busy moment of the machine hits them alike.
The program also reads and checks the dossier, edits it and writes it; git is given the edited file.
"""

import os
import pathlib
import statistics
import subprocess
import tempfile
import time

from material import TODAY

SAFE = ["-c", "core.fsync=all", "-c", "core.fsyncMethod=fsync", "-c", "gc.auto=0", "-c", "commit.gpgSign=false"]
COMPLAINT = """nieuw --ontvangen 2026-11-20 --ingediend 2026-11-19 --kanaal e-mail --onderdeel geen --betreft werkwijze_of_beleid
 --organisatie geen --email s.dewit@linde.example --telefoon 0612345678""".split()
TEXTS = ["--naam", "Sanne de Wit", "--onderwerp", "Uitslag kwam te laat", "--postadres", "Lindelaan 4, 1234 AB Voorbeeldstad"]
STEPS = ["in_behandeling", "onvolledig"]


def measure(klacht, repository, folder, pairs):
    """Seconds of every pair, the program's and git's, in copies below a folder on the disk to measure."""
    with tempfile.TemporaryDirectory(dir=folder) as work:
        return measured(klacht, repository, pathlib.Path(work), pairs)


def measured(klacht, repository, work, pairs):
    environment = settle_in(work)
    ours, theirs = work / "klacht", work / "git"
    subprocess.run(["cp", "-a", repository, ours], check=True)
    number = begin(klacht, ours, environment)
    subprocess.run(["cp", "-a", ours, theirs], check=True)
    os.sync()
    taken = []
    for turn in range(pairs + 2):
        status = STEPS[turn % 2]
        tasks = [lambda: by_klacht(klacht, ours, number, status, environment), lambda: by_git(theirs, number, status, environment)]
        first, second = (0, 1) if turn % 4 < 2 else (1, 0)
        seconds = {first: tasks[first](), second: tasks[second]()}
        taken.append((seconds[0], seconds[1]))
    same_in_both(ours, theirs, number)
    # The first two warm up.
    return taken[2:]


def medians(taken):
    """Of the program and of git, in seconds."""
    return tuple(statistics.median(pair[side] for pair in taken) for side in (0, 1))


def shown(taken):
    """The ratio of the medians, with the quartiles of the pairs."""
    ours, theirs = medians(taken)
    low, _, high = statistics.quantiles([one / other for one, other in taken], n=4)
    return f"{ours / theirs:.2f} ({low:.2f} – {high:.2f}); {ours * 1000:.1f} ms to {theirs * 1000:.1f} ms"


def settle_in(work):
    home = work / "home"
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\n\tname = M. Visser\n\temail = m.visser@kantoor.example\n[gc]\n\tauto = 0\n")
    return {"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1"}


def begin(klacht, folder, environment):
    """The number of a new, complete complaint."""
    run([klacht, "--vandaag", TODAY, "--map", folder, *COMPLAINT, *TEXTS], folder, environment)
    path = max(folder.glob("dossiers/2026/*/dossier.md"), key=lambda path: int(path.parent.name.rsplit("-")[-1]))
    text = path.read_text().replace("## Omschrijving\n", "## Omschrijving\nDe uitslag kwam twee weken te laat.\n")
    path.write_text(text.replace("## Ondernomen stappen\n", "## Ondernomen stappen\nGebeld met de contactpersoon.\n"))
    run([klacht, "--vandaag", TODAY, "--map", folder, "leg-vast", path.parent.name], folder, environment)
    return path.parent.name


def run(words, folder, environment):
    done = subprocess.run(words, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{words}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def by_klacht(klacht, folder, number, status, environment):
    words = [klacht, "--vandaag", TODAY, "--map", folder, "status", number, status]
    began = time.perf_counter()
    said = run(words, folder, environment)
    seconds = time.perf_counter() - began
    if not said.startswith(f"vastgelegd  {number}: status "):
        raise RuntimeError(said)
    return seconds


def by_git(folder, number, status, environment):
    path = folder / "dossiers/2026" / number / "dossier.md"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(f"status: {status}\n" if line.startswith("status: ") else line for line in lines))
    began = time.perf_counter()
    run(["git", *SAFE, "add", path.relative_to(folder)], folder, environment)
    run(["git", *SAFE, "commit", "-q", "-m", f"{number}: status -> {status}"], folder, environment)
    return time.perf_counter() - began


def same_in_both(ours, theirs, number):
    """Both did the same, and git finds nothing wrong with what the program wrote."""
    path = f"dossiers/2026/{number}/dossier.md"
    show = lambda folder: subprocess.run(["git", "show", f"HEAD:{path}"], cwd=folder, check=True, capture_output=True).stdout
    if show(ours) != show(theirs):
        raise RuntimeError("the two recorded other bytes")
    subprocess.run(["git", "fsck", "--connectivity-only", "--no-dangling"], cwd=ours, check=True, capture_output=True)

"""One status change recorded by the program, beside `git add` and `git commit` that bring as much safely to disk.

Run with KLACHT, the program, and KLACHT_GEREEDSCHAP, the folder with the generator; see `tests/scale/beside-git`. Both do the same
change in a copy of their own of one generated repository, in turn, so that a busy moment of the machine hits them alike.
The program also reads and checks the dossier, edits it and writes it; git is given the edited file.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

KLACHT = pathlib.Path(os.environ["KLACHT"]).resolve()
TODAY = "2026-11-22"
SAFE = ["-c", "core.fsync=all", "-c", "core.fsyncMethod=fsync", "-c", "gc.auto=0", "-c", "commit.gpgSign=false"]
COMPLAINT = """nieuw --ontvangen 2026-11-20 --ingediend 2026-11-19 --kanaal e-mail --onderdeel geen --betreft werkwijze_of_beleid
 --organisatie geen --email s.dewit@linde.example --telefoon 0612345678""".split()
TEXTS = ["--naam", "Sanne de Wit", "--onderwerp", "Uitslag kwam te laat", "--postadres", "Lindelaan 4, 1234 AB Voorbeeldstad"]
STEPS = ["in_behandeling", "onvolledig"]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--pairs", type=int, default=40)
    arguments.add_argument("--work", type=pathlib.Path, help="a folder on the disk to measure")
    arguments.add_argument("counts", type=int, nargs="*", default=[1000, 10000])
    given = arguments.parse_args()
    print(f"{'dossiers':>8}  {'klacht':>24}  {'git add + git commit':>24}  ratio of medians (quartiles of the pairs)")
    print(f"{'':>8}  {'median':>11}  {'p95':>11}  {'median':>11}  {'p95':>11}")
    for count in given.counts:
        with tempfile.TemporaryDirectory(dir=given.work) as work:
            report(count, measure(pathlib.Path(work), count, given.pairs))


def measure(work, count, pairs):
    """Seconds of every pair: the program's and git's."""
    environment = settle_in(work)
    ours = work / "klacht"
    generate(ours, count)
    number = begin(ours, environment)
    theirs = work / "git"
    subprocess.run(["cp", "-a", ours, theirs], check=True)
    sync()
    taken = []
    for turn in range(pairs + 2):
        status = STEPS[turn % 2]
        tasks = [lambda: by_klacht(ours, number, status, environment), lambda: by_git(theirs, number, status, environment)]
        first, second = (0, 1) if turn % 4 < 2 else (1, 0)
        seconds = {first: tasks[first](), second: tasks[second]()}
        taken.append((seconds[0], seconds[1]))
    same_in_both(ours, theirs, number)
    # The first two warm up.
    return taken[2:]


def settle_in(work):
    home = work / "home"
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\n\tname = M. Visser\n\temail = m.visser@kantoor.example\n[gc]\n\tauto = 0\n")
    return {"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1"}


def generate(folder, count):
    generator = pathlib.Path(os.environ["KLACHT_GEREEDSCHAP"], "generate_dossiers.py")
    words = [sys.executable, generator, "git", folder, str(count), "--today", TODAY, "--rules", "dossiers/regeling.yaml"]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["git", "repack", "-adfq"], cwd=folder, check=True)


def begin(folder, environment):
    """The number of a new, complete complaint."""
    run([KLACHT, "--vandaag", TODAY, "--map", folder, *COMPLAINT, *TEXTS], folder, environment)
    path = max(folder.glob("dossiers/2026/*/dossier.md"), key=lambda path: int(path.parent.name.rsplit("-")[-1]))
    text = path.read_text().replace("## Omschrijving\n", "## Omschrijving\nDe uitslag kwam twee weken te laat.\n")
    path.write_text(text.replace("## Ondernomen stappen\n", "## Ondernomen stappen\nGebeld met de contactpersoon.\n"))
    run([KLACHT, "--vandaag", TODAY, "--map", folder, "leg-vast", path.parent.name], folder, environment)
    return path.parent.name


def run(words, folder, environment):
    done = subprocess.run(words, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{words}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def sync():
    """What was written before is not measured with what comes."""
    os.sync()


def by_klacht(folder, number, status, environment):
    words = [KLACHT, "--vandaag", TODAY, "--map", folder, "status", number, status]
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


def report(count, taken):
    ours, theirs = sorted(pair[0] for pair in taken), sorted(pair[1] for pair in taken)
    median = statistics.median(ours) / statistics.median(theirs)
    low, _, high = statistics.quantiles([one / other for one, other in taken], n=4)
    cells = [statistics.median(ours), late(ours), statistics.median(theirs), late(theirs)]
    row = "  ".join(f"{seconds * 1000:>8.1f} ms" for seconds in cells)
    print(f"{count:>8}  {row}  {median:.2f} ({low:.2f} – {high:.2f}), {len(taken)} pairs", flush=True)


def late(seconds):
    """The time within which nineteen of twenty were done."""
    return seconds[min(len(seconds) - 1, int(len(seconds) * 0.95))]


if __name__ == "__main__":
    main()

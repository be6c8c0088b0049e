"""Ten thousand dossiers: what the checker says of them, what a page of the site weighs, how much memory it all takes.

Run with KLACHT, the program; the generator, a folder to work in and a number of dossiers are the arguments. Prints a line «ok …»
or «FAILED …» for every fact.
"""

import collections
import json
import os
import pathlib
import pty
import re
import shutil
import subprocess
import sys
import tempfile

KLACHT = pathlib.Path(os.environ["KLACHT"]).resolve()
TODAY = "2026-11-22"
MIB = 1024 * 1024
# What a page or another file of the site that a browser loads may weigh, in bytes.
HEAVIEST = 300 * 1000
FAILED = []


def fact(name, holds, found=""):
    print(f"ok {name}" if holds else f"FAILED {name}: {found}", flush=True)
    if not holds:
        FAILED.append(name)


def klacht(folder, *words):
    """Its outcome, and its peak of memory in bytes."""
    with tempfile.NamedTemporaryFile("r") as peak:
        # A process starts with the peak of the one that started it, so a small program stands between.
        timed = ["/usr/bin/time", "--quiet", "--format", "%M", "--output", peak.name]
        done = subprocess.run([*timed, KLACHT, "--vandaag", TODAY, "--map", folder, *words], stdin=subprocess.DEVNULL, capture_output=True)
        return done, int(peak.read()) * 1024


def check_remarks(files, count):
    """What the checker says of lawful dossiers: nothing of weight fout."""
    done, peak = klacht(files, "controleer", "--formaat", "json")
    answer = json.loads(done.stdout)
    codes = collections.Counter((remark["ernst"], remark["code"]) for remark in answer["opmerkingen"])
    for (weight, code), times in sorted(codes.items()):
        print(f"{times:7} {weight:13} {code}")
    fact("every dossier was checked", answer["geteld"]["dossiers"] == count, answer["geteld"])
    fact("lawful dossiers earn no error", answer["geteld"]["fouten"] == 0, codes)
    fact("the exit code says so", done.returncode == 0, f"exit {done.returncode} {done.stderr[:300]}")
    fact("to check takes little memory", peak < 60 * MIB + count * 8192, f"{peak / MIB:.0f} MiB")
    done, _ = klacht(files, "termijnen", "--formaat", "json")
    fact("terms are told of dossiers", len(json.loads(done.stdout)["dossiers"]) > 0, done.stderr[:300])


def check_site(files, site, count):
    done, peak = klacht(files, "bouw", "--naar", site)
    fact("the site is built", done.returncode == 0, done.stderr[:300])
    pages = sum(1 for _ in site.rglob("K-*.html"))
    fact("a dossier has a page", pages == count, pages)
    fact("to build takes little memory", peak < 60 * MIB + count * 24 * 1024, f"{peak / MIB:.0f} MiB")
    loaded = [path for path in site.rglob("*") if path.suffix in (".html", ".js", ".css")]
    weights = sorted(((path.stat().st_size, path.relative_to(site).as_posix()) for path in loaded), reverse=True)
    print("heaviest: " + ", ".join(f"{name} {weight // 1000} kB" for weight, name in weights[:5]))
    heavy = [f"{name} {weight // 1000} kB" for weight, name in weights if weight > HEAVIEST]
    fact("nothing a browser loads weighs more than 300 kB", not heavy, heavy[:5])


def check_one_thread(files, work):
    """As many threads as there are, and one: the same bytes."""
    one = work / "site-one"
    subprocess.check_call([KLACHT, "--vandaag", TODAY, "--map", files, "bouw", "--naar", one], stdout=subprocess.DEVNULL, env={**os.environ, "RAYON_NUM_THREADS": "1"})
    differs = subprocess.run(["diff", "-rq", work / "site", one], capture_output=True, text=True).stdout
    # The marker that a site is ours tells the folders it was built from and into.
    fact("one thread writes the same site as many", not differs, differs[:300])


def on_terminal(words, **environment):
    """What a terminal gets of it."""
    leader, follower = pty.openpty()
    running = subprocess.Popen([KLACHT, "--vandaag", TODAY, *words], stdin=follower, stdout=subprocess.DEVNULL, stderr=follower,
                               env={**{name: value for name, value in os.environ.items() if name != "CI"}, "TERM": "xterm", **environment})
    os.close(follower)
    told = b""
    while True:
        try:
            piece = os.read(leader, 4096)
        except OSError:
            break
        if not piece:
            break
        told += piece
    os.close(leader)
    return running.wait(), told.decode(errors="replace")


def check_progress(files, site):
    """Long work tells how far it is, to someone who looks, and takes that away again."""
    words = ["--map", files, "bouw", "--naar", site]
    exit_code, told = on_terminal(words)
    fact("long work tells on a terminal how far it is", re.search(r"(Pagina’s maken|Dossiers \w+): [\d.]+ van [\d.]+ \(\d+ %\)", told), told[-300:])
    fact("and takes that away at the end", exit_code == 0 and told.rpartition("%)")[2].startswith("\r\x1b[K"), repr(told[-300:]))
    shutil.rmtree(site)
    fact("on a build server it tells nothing", "%" not in on_terminal(words, CI="true")[1])
    shutil.rmtree(site)
    piped = subprocess.run([KLACHT, "--vandaag", TODAY, *words], capture_output=True, text=True)
    fact("into a pipe it tells nothing", "%" not in piped.stdout + piped.stderr and "\x1b" not in piped.stderr, piped.stderr[:300])


def main():
    generator, work, count = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
    files = work / "files"
    subprocess.check_call([generator, "files", files, str(count), "--today", TODAY])
    check_remarks(files, count)
    check_site(files, work / "site", count)
    check_one_thread(files, work)
    check_progress(files, work / "site-told")
    sys.exit(bool(FAILED))


main()

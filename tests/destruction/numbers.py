"""Numbers after a destruction: none that was ever given out, as far as the folder knew, is given out again."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import histories
import officer

NEW = ("nieuw --ontvangen 2025-12-30 --ingediend 2025-12-29 --kanaal e-mail --onderdeel extrack --betreft werkwijze_of_beleid --onderwerp Factuur "
       "--naam Ooit --organisatie geen --email ooit@linde.example --telefoon 0612345678").split()
failed = 0


def fact(name, holds, more=""):
    """Prints whether a fact holds, and what is known of it where it does not."""
    global failed
    failed += not holds
    print(f"ok {name}" if holds else f"FAILED {name}\n{more}", flush=True)


def program(folder, env, *words):
    """The program where nobody answers: its exit code and all it said."""
    words = [officer.KLACHT, "--vandaag", officer.TODAY, "--map", str(folder), *words]
    done = subprocess.run(words, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def prove(top, env):
    folder = top / "kantoor"
    histories.record(folder, histories.complaints(10), pathlib.Path("dossiers/regeling.yaml").read_bytes(), env)
    git = lambda *words: subprocess.run(["git", *words], cwd=folder, env=env, check=True, capture_output=True)

    def elsewhere(number):
        path = folder / f"dossiers/2025/{number}/dossier.md"
        path.parent.mkdir(parents=True)
        path.write_text(f"---\nschema: 1\nnummer: {number}\nstatus: ontvangen\n---\n")
        git("add", "-A")

    git("switch", "-q", "-c", "elders")
    elsewhere("K-2025-0060")
    git("commit", "-q", "-m", "K-2025-0060: nieuw")
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    git("switch", "-q", "main")
    git("branch", "-q", "-D", "elders")
    elsewhere("K-2025-0070")
    git("stash", "-q")
    code, said = program(folder, env, "hernummer", "K-2021-0001")
    fact("a dossier gets another number", code == 0 and "K-2021-0003" in said, said)
    done = officer.at_terminal(folder, ["vernietig", "K-2021-0003", "--uitvoeren"], env)
    fact("it is destroyed under its last number", done.code == 0 and "Ook weg gaat wat eerder onder K-2021-0001" in done.screen, done.screen)
    told = officer.git(folder, env, "log", "--all", "--format=", "--name-only")
    fact("nothing is left under either number", not re.search("K-2021-000[13]", told), told)
    code, said = program(folder, env, "hernummer", "K-2021-0002", "K-2021-0001")
    fact("its former number is given to no other dossier", code == 5, said)
    code, said = program(folder, env, *NEW)
    fact("a number that stood in a stash or on another branch is not given out again", code == 0 and "K-2025-0071" in said, said)
    fact("git calls the store sound", officer.git(folder, env, "fsck", "--strict", "--full") == "")


def main():
    memory = pathlib.Path("/dev/shm")
    top = pathlib.Path(tempfile.mkdtemp(prefix="klacht-nummers-", dir=memory if os.access(memory, os.W_OK) else None))
    try:
        prove(top, officer.environment(top / "home"))
    finally:
        shutil.rmtree(top, ignore_errors=True)
    sys.exit(failed > 0)


main()

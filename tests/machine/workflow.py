"""The steps of the workflow that `klacht begin --met-ci` puts down, run as a host runs them, with a download that is not one."""

import hashlib
import os
import pathlib
import subprocess
import sys
import tarfile

import yaml

WORK = pathlib.Path(sys.argv[1])
KLACHT = os.environ["KLACHT"]
failed = False


def judge(name, verdict, why=""):
    global failed
    failed |= not verdict
    print(f"ok {name}" if verdict else f"FAILED {name}: {why}", flush=True)


def release():
    """A release with this program in it, and a `gh` that hands it out."""
    handed = WORK / "release"
    handed.mkdir()
    with tarfile.open(handed / "klacht-linux-x86_64.tar.gz", "w:gz") as packed:
        packed.add(KLACHT, "klacht-linux-x86_64/klacht")
    digest = hashlib.sha256((handed / "klacht-linux-x86_64.tar.gz").read_bytes()).hexdigest()
    (handed / "SHA256SUMS").write_text(f"{digest}  klacht-linux-x86_64.tar.gz\n{digest}  klacht-macos-arm64.tar.gz\n")
    programs = WORK / "programs"
    programs.mkdir()
    (programs / "gh").write_text(f'#!/bin/sh\n[ "$1 $2 $3 $4" = "release download v0.1.0 --repo" ] && cp {handed}/* .\n')
    (programs / "gh").chmod(0o755)
    return handed, programs


def run(step, home, programs, variables):
    """A step as a host runs it: its script under `bash -e`, with what the expressions in its `env` stand for."""
    given = {name: variables.get(value, value) for name, value in step.get("env", {}).items()}
    environment = {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(WORK), "RUNNER_TEMP": str(WORK / "runner"), **given}
    script = WORK / "step.sh"
    script.write_text(step["run"])
    words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
    return subprocess.run(words, cwd=home, env=environment, capture_output=True, text=True, check=False)


def klacht(home, *words):
    identity = {f"GIT_{who}_{what}": "p.jansen@voorbeeld.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, "HOME": str(WORK), **identity}
    return subprocess.run([KLACHT, "--map", str(home), *words], env=environment, capture_output=True, text=True, check=True)


home = WORK / "dossiermap"
klacht(".", "begin", str(home), "--met-ci")
workflow = yaml.load((home / ".github/workflows/klachtdossiers.yml").read_text(), yaml.BaseLoader)
(job,) = workflow["jobs"].values()
steps = {step["name"]: step for step in job["steps"] if "run" in step}
judge("the workflow runs every day, and on a push", "schedule" in workflow["on"] and "push" in workflow["on"])
judge("it may do nothing but read", workflow["permissions"] == {"contents": "read"} and "permissions" not in job)
kept = [step for step in job["steps"] if "upload" in step.get("uses", "")]
judge("it keeps nothing", not kept, kept)

handed, programs = release()
(WORK / "runner").mkdir()
variables = {"${{ vars.KLACHT_BRON }}": "voorbeeld/klacht", "${{ vars.KLACHT_VERSIE }}": "v0.1.0", "${{ github.token }}": "geheim"}
fetch = steps.pop("Klacht ophalen")
unset = run(fetch, home, programs, {**variables, "${{ vars.KLACHT_BRON }}": ""})
judge("without its variables it says which to set", unset.returncode == 1 and "::error::" in unset.stdout, unset.stdout)
done = run(fetch, home, programs, variables)
judge("the program is fetched and its checksum held to", done.returncode == 0, done.stderr)

for name, step in steps.items():
    clean = run(step, home, programs, variables)
    judge(f"«{name}» passes on a clean folder", clean.returncode == 0, clean.stdout + clean.stderr)
klacht(home, "nieuw", "--naam", "Sanne de Wit", "--email", "s.dewit@klant.example", "--ingediend", "2025-11-03", "--ontvangen", "2025-11-04")
late = {name: run(step, home, programs, variables) for name, step in steps.items()}
judge("a complaint that is late fails it", any(step.returncode == 1 for step in late.values()), late)
said = "".join(step.stdout + step.stderr for step in late.values())
judge("the log names number and remark", "K-2025-0001" in said and "reactie-te-laat" in said, said)
judge("the log names nobody", "Sanne" not in said and "klant.example" not in said, said)

(handed / "klacht-linux-x86_64.tar.gz").write_bytes(b"iets anders")
forged = run(fetch, home, programs, variables)
judge("a program that is not the released one is not run", forged.returncode != 0, forged.stdout)
sys.exit(failed)

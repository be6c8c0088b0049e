"""Measures klacht over generated dossiers: time, memory, ratios to a floor and to a peer, and the remarks it makes."""

import argparse
import collections
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

TODAY = "2026-11-22"
MIB = 1024 * 1024
# What a page or another file of the site that a browser loads may weigh.
HEAVIEST = 300 * 1000
HUGO = {
    "hugo.toml": 'baseURL = "/"\ncontentDir = "{content}"\ndisableKinds = ["RSS", "sitemap", "robotsTXT", "404"]\n[taxonomies]\nstatus = "status"\n',
    "layouts/_default/single.html": "<!doctype html><title>{{{{ .Params.nummer }}}}</title><table>{{{{ range $k, $v := .Params }}}}<tr><th>{{{{ $k }}}}<td>{{{{ $v }}}}{{{{ end }}}}</table>{{{{ .Content }}}}\n",
    "layouts/_default/list.html": "<!doctype html><title>Lijst</title>{{{{ range .Pages }}}}<p><a href={{{{ .RelPermalink }}}}>{{{{ .Params.nummer }}}}</a> {{{{ .Params.onderwerp }}}}{{{{ end }}}}\n",
    "layouts/index.html": "<!doctype html><title>Alles</title>{{{{ range .Site.RegularPages }}}}<p><a href={{{{ .RelPermalink }}}}>{{{{ .Params.nummer }}}}</a> {{{{ .Params.status }}}}{{{{ end }}}}\n",
}


class Tally:
    """Counts facts, and says which do not hold."""

    def __init__(self):
        self.passed = self.failed = 0

    def fact(self, name, holds, found=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {name}: {found}")

    def finish(self):
        print(f"\nscale: {self.passed} passed, {self.failed} failed")
        return 1 if self.failed or not self.passed else 0


class Run:
    """One run of a program: processor seconds, wall seconds, peak memory, exit code, output."""

    def __init__(self, *command):
        # A process starts with the peak of the one that started it, so a small program stands between.
        with tempfile.NamedTemporaryFile("r") as report:
            timed = ["/usr/bin/time", "--quiet", "--format", "%U %S %e %M", "--output", report.name, *map(str, command)]
            done = subprocess.run(timed, stdin=subprocess.DEVNULL, capture_output=True)
            user, system, self.wall, kilobytes = map(float, report.read().split())
        self.exit, self.output, self.complaint = done.returncode, done.stdout, done.stderr.decode(errors="replace")
        self.cpu, self.peak = user + system, kilobytes * 1024


class Series:
    """Several runs of one command; the median counts."""

    def __init__(self, name, runs):
        self.name, self.last = name, runs[-1]
        self.cpu = statistics.median(run.cpu for run in runs)
        self.wall = statistics.median(run.wall for run in runs)
        self.peak = max(run.peak for run in runs)
        print(f"{name:44} {self.cpu:8.2f} s processor {self.wall:8.2f} s wall {self.peak / MIB:8.0f} MiB   ({len(runs)} runs)", flush=True)


def in_turn(times, commands):
    """Runs commands in turn, so that a busy moment of the machine hits them alike."""
    runs = {name: [] for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            runs[name].append(command())
    return {name: Series(name, of) for name, of in runs.items()}


def verdict(tally, what, found, target, lost):
    """Prints a ratio with its target; far beyond it (`lost`) it is a failure, and in between it is for a person to judge."""
    word = "met" if found <= target else "not met"
    print(f"    {what}: {found:.3f} (target {target}: {word})")
    tally.fact(f"{what} stays below {lost}", found <= lost, f"{found:.3f}")


def ratio(tally, what, a, b, target, lost):
    verdict(tally, what, a.cpu / b.cpu, target, lost)


def generate(mode, out, count):
    generator = pathlib.Path(os.environ["KLACHT_GEREEDSCHAP"], "generate_dossiers.py")
    subprocess.check_call([sys.executable, generator, mode, out, str(count), "--today", TODAY, "--rules", "dossiers/regeling.yaml"])


def hugo_site(folder, content):
    for name, text in HUGO.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(content=content))


def listing(folder):
    return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.rglob("*") if path.is_file()}


def check_remarks(tally, run, count):
    """What the checker says of lawful dossiers: nothing of weight fout."""
    answer = json.loads(run.output)
    codes = collections.Counter((remark["ernst"], remark["code"]) for remark in answer["opmerkingen"])
    for (weight, code), times in sorted(codes.items()):
        print(f"    {times:7} {weight:13} {code}")
    tally.fact("every dossier was checked", answer["geteld"]["dossiers"] == count, answer["geteld"])
    tally.fact("lawful dossiers earn no error", answer["geteld"]["fouten"] == 0, codes)
    tally.fact("the exit code says so", run.exit == 0, f"exit {run.exit} {run.complaint[:300]}")


def without_history(tally, options, work):
    files, count = work / "files", options.dossiers
    generate("files", files, count)
    print(f"\n{count} dossiers, no history")
    klacht = lambda *words: lambda: Run(options.klacht, "--vandaag", TODAY, "--map", files, *words)
    checked = in_turn(5, {
        "read and parse (the floor)": lambda: Run(options.floor, files),
        "controleer": klacht("controleer"),
    })
    # The floor is a well optimised reader and this a lightly built program (decision 115), so it is lost much later than the target.
    ratio(tally, "controleer to the floor", checked["controleer"], checked["read and parse (the floor)"], 1.5, 8)
    as_json = in_turn(1, {"controleer --formaat json": klacht("controleer", "--formaat", "json"), "termijnen --formaat json": klacht("termijnen", "--formaat", "json")})
    check_remarks(tally, as_json["controleer --formaat json"].last, count)
    terms = as_json["termijnen --formaat json"].last
    tally.fact("terms are told of dossiers", len(json.loads(terms.output)["dossiers"]) > 0, terms.complaint[:300])
    tally.fact("controleer stays small", checked["controleer"].peak < 24 * MIB + count * 8192, f"{checked['controleer'].peak / MIB:.0f} MiB")

    site = work / "site"
    hugo_site(work / "hugo", files / "dossiers")
    building = {"bouw, all of it": lambda: (subprocess.check_call(["rm", "-rf", site]), klacht("bouw", "--naar", site)())[1]}
    if options.hugo.exists():
        building["hugo"] = lambda: Run(options.hugo, "--quiet", "-s", work / "hugo", "-d", work / "hugo-out")
    built = in_turn(2, building)
    full = built["bouw, all of it"]
    tally.fact("the site is built", full.last.exit == 0, full.last.complaint[:300])
    tally.fact("a dossier has a page", len(list(site.rglob("K-*.html"))) == count, len(list(site.rglob("*.html"))))
    if "hugo" in built:
        ratio(tally, "bouw to hugo", full, built["hugo"], 0.18, 1.0)
    per_dossier = (full.peak - 60 * MIB) / count / 1024
    print(f"bouw: {per_dossier:.1f} KiB of memory a dossier above 60 MiB; target 8 KiB: {'met' if per_dossier <= 8 else 'not met'}")
    tally.fact("bouw stays small enough", per_dossier < 24, f"{full.peak / MIB:.0f} MiB")
    before = listing(site)
    again = in_turn(3, {"bouw, nothing changed": klacht("bouw", "--naar", site)})["bouw, nothing changed"]
    tally.fact("nothing changed, nothing written", listing(site) == before)
    ratio(tally, "nothing changed to all of it", again, full, 0.10, 0.25)
    check_weights(tally, site)
    with_saves(tally, options, work, files)


def check_weights(tally, site):
    """No file a browser loads may be heavy; the heaviest are named."""
    weights = sorted(((path.stat().st_size, path.relative_to(site).as_posix()) for path in site.rglob("*") if path.suffix in (".html", ".js", ".css")), reverse=True)
    print("    heaviest: " + ", ".join(f"{name} {weight // 1000} kB" for weight, name in weights[:5]))
    heavy = [f"{name} {weight // 1000} kB" for weight, name in weights if weight > HEAVIEST]
    tally.fact("no page weighs more than 300 kB", not heavy, ", ".join(heavy))


def kept(options, folder, site):
    """What saving one dossier costs a program that keeps the site up to date: seconds by name."""
    subprocess.check_call(["rm", "-rf", site])
    told = subprocess.check_output([options.kept, folder, site, TODAY, "20"], text=True)
    return {name: float(seconds) for name, seconds in map(str.split, told.splitlines())}


def with_saves(tally, options, work, files):
    """One save in a program that runs: at all of the dossiers and at a tenth of them."""
    print(f"\none save while toon runs, of {options.dossiers} dossiers and of a tenth of them")
    generate("files", work / "tenth", options.dossiers // 10)
    many, few = kept(options, files, work / "site-kept"), kept(options, work / "tenth", work / "site-tenth")
    for name in ("nothing", "subject", "text"):
        wall, tenth, processor = many[f"{name}-wall"], few[f"{name}-wall"], many[f"{name}-processor"]
        print(f"{name:44} {processor:8.3f} s processor {wall:8.3f} s wall   (a tenth: {tenth:.3f} s wall)")
    verdict(tally, "one save to all of it, processor", many["subject-processor"] / many["first-processor"], 0.05, 0.25)
    verdict(tally, "one save, of all to of a tenth, wall", many["subject-wall"] / few["subject-wall"], 1.5, 30)
    print(f"    one save: {many['subject-wall'] * 1000:.0f} ms of work (target 60)")


def with_history(tally, options, work):
    repository, count = work / "git", options.with_history
    generate("git", repository, count)
    git = lambda *words: ["git", "-C", repository, *words]
    subprocess.check_call(git("repack", "-adfq"))
    commits = int(subprocess.check_output(git("rev-list", "--count", "HEAD")))
    print(f"\n{count} dossiers, {commits} commits")
    klacht = lambda *words: lambda: Run(options.klacht, "--vandaag", TODAY, "--map", repository, *words)
    site = work / "site-git"

    def cold():
        subprocess.check_call(["rm", "-rf", site])
        for cache in (repository / ".git").glob("klacht*"):
            subprocess.check_call(["rm", "-rf", cache])
        return klacht("bouw", "--naar", site)()

    series = in_turn(2, {"bouw with cold history": cold, "git log --name-only": lambda: Run(*git("log", "--name-only", "--format=%H"))})
    built = series["bouw with cold history"]
    tally.fact("the site with history is built", built.last.exit == 0, built.last.complaint[:300])
    ratio(tally, "bouw with cold history to git log", built, series["git log --name-only"], 2.0, 16)
    tally.fact("history stays small", built.peak < 100 * MIB + count * 20 * 1024, f"{built.peak / MIB:.0f} MiB")
    in_turn(3, {"bouw again": klacht("bouw", "--naar", site)})
    with_kept_history(tally, options, repository, work)


def with_kept_history(tally, options, repository, work):
    """What the history costs once it was read: nothing new, and ten new commits."""
    plain, site = work / "without-git", work / "site-kept"
    shutil.copytree(repository / "dossiers", plain / "dossiers")
    files = sorted(repository.glob("dossiers/*/*/dossier.md"))[:10]
    git = ["git", "-C", repository, "-c", "user.name=P. Jansen", "-c", "user.email=p.jansen@organisatie.example"]

    def built(folder):
        subprocess.check_call(["rm", "-rf", site])
        return Run(options.klacht, "--vandaag", TODAY, "--map", folder, "bouw", "--naar", site)

    def ten_more():
        for file in files:
            with file.open("a") as text:
                text.write("\nNog een regel.\n")
            subprocess.check_call([*git, "commit", "-qm", "x", "--", file])
        return built(repository)

    built(repository)
    series = in_turn(3, {
        "bouw without git": lambda: built(plain),
        "bouw with kept history": lambda: built(repository),
        "bouw, ten new commits": ten_more,
    })
    ratio(tally, "kept history to none", series["bouw with kept history"], series["bouw without git"], 1.15, 2)
    ratio(tally, "ten new commits to none new", series["bouw, ten new commits"], series["bouw with kept history"], 1.2, 2)
    kept = repository / ".git/klacht/geschiedenis"
    tally.fact("what was read is kept", kept.is_file() and kept.stat().st_mode & 0o077 == 0, kept)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("work", "klacht", "floor", "kept", "hugo"):
        parser.add_argument(f"--{name}", type=lambda text: pathlib.Path(text).absolute(), required=True)
    parser.add_argument("--dossiers", type=int, required=True)
    parser.add_argument("--with-history", type=int, required=True)
    options = parser.parse_args()
    tally = Tally()
    without_history(tally, options, options.work)
    with_history(tally, options, options.work)
    sys.exit(tally.finish())


main()

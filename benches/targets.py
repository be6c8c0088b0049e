"""Measures every target of performance, prints figure, spread and verdict, and writes them down as Markdown.

The targets compare: a program that is as fast on another machine keeps its ratio there. Usage: benches/run.
"""

import argparse
import dataclasses
import datetime
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import recording
from material import TODAY, Material, emptied, room
from measuring import MIB, Ratio, Run, in_turn

# As many pairs as a size can bear.
PAIRS = [(2_000, 7), (20_000, 5), (1_000_000, 2)]


@dataclasses.dataclass
class Verdict:
    """What was found of one target."""

    target: str
    what: str
    dossiers: int
    figure: float
    shown: str
    wanted: float
    limit: str

    @property
    def word(self):
        return "met" if self.figure <= self.wanted else "**not met**"


class Bench:
    """One size: the material, the programs, and everything measured over it."""

    def __init__(self, options, material, count):
        self.options, self.material, self.count = options, material, count
        self.pairs = next(pairs for most, pairs in PAIRS if count <= most)
        self.site = material.work / "site"
        self.series, self.verdicts = {}, []

    def klacht(self, folder, *words, threads=None):
        environment = {**os.environ, "RAYON_NUM_THREADS": str(threads)} if threads else None
        return Run(self.options.klacht, "--vandaag", TODAY, "--map", folder, *words, environment=environment)

    def built(self, folder):
        """A build of everything, into an empty folder."""
        emptied(self.site)
        return self.klacht(folder, "bouw", "--naar", self.site)

    def measure(self, works, times=None):
        found = in_turn(times or self.pairs, works)
        self.series.update(found)
        return found

    def judge(self, target, what, ratio, wanted):
        self.judge_figure(target, what, ratio.median, str(ratio), wanted, f"≤ {wanted} ×")

    def judge_figure(self, target, what, figure, shown, wanted, limit):
        verdict = Verdict(target, what, self.count, figure, shown, wanted, limit)
        self.verdicts.append(verdict)
        print(f"    {target} {what}: {shown}, target {limit}: {verdict.word.strip('*')}", flush=True)

    def all(self):
        print(f"\n{self.count} dossiers, no history")
        self.checking()
        self.building()
        self.saving()
        print(f"\n{self.count} dossiers, with their history")
        self.history()
        self.recording()

    def checking(self):
        """G6."""
        files = self.material.files(self.count)
        found = self.measure({
            "read and parse (the floor)": lambda: Run(self.options.floor, files),
            "controleer": lambda: self.klacht(files, "controleer"),
            "controleer, one thread": lambda: self.klacht(files, "controleer", threads=1),
            "controleer, two threads": lambda: self.klacht(files, "controleer", threads=2),
        })
        self.judge("G6", "controleer to reading and parsing alone", Ratio(found["controleer"], found["read and parse (the floor)"]), 1.5)
        threads = Ratio(found["controleer, two threads"], found["controleer, one thread"], "wall")
        self.judge("G6", "controleer with two threads to one, wall", threads, 0.65)
        if self.count == 10_000:
            peak = found["controleer"].peak / MIB
            self.judge_figure("G6", "controleer, peak of memory", peak, f"{peak:.0f} MiB", 40, "≤ 40 MiB")

    def building(self):
        """G1, G4, G8."""
        files = self.material.files(self.count)
        works = {"bouw, all of it": lambda: self.built(files)}
        out = self.material.work / "out"
        if self.options.hugo:
            works["hugo"] = lambda: Run(self.options.hugo, "--quiet", "-s", self.material.hugo(self.count), "-d", emptied(out))
        if self.options.zola:
            works["zola"] = lambda: Run(self.options.zola, "--root", self.material.zola(self.count), "build", "--output-dir", emptied(out))
        for peer in ("hugo", "zola"):
            works.get(peer, lambda: None)()  # The sources are made and read once before it counts.
        found = self.measure(works)
        full = found["bouw, all of it"]
        if "hugo" in found:
            self.judge("G1", "bouw without history to hugo", Ratio(full, found["hugo"]), 0.18)
        if "zola" in found:
            self.judge("G1", "bouw without history to zola", Ratio(full, found["zola"]), 0.30)
        each = (full.peak - 60 * MIB) / self.count / 1024
        self.judge_figure("G8", "memory a dossier above 60 MiB", each, f"{each:.1f} KiB", 8, "≤ 8 KiB")
        emptied(out)
        before = listing(self.site)
        again = self.measure({"bouw, nothing changed": lambda: self.klacht(files, "bouw", "--naar", self.site)})["bouw, nothing changed"]
        after = listing(self.site)
        written = sum(after.get(path) != at for path, at in before.items())
        self.judge_figure("G4", "files written when nothing changed", written, str(written), 0, "0")
        self.judge_medians("G4", "nothing changed to all of it", again.cpu / full.cpu, 0.10)

    def judge_medians(self, target, what, figure, wanted):
        self.judge_figure(target, what, figure, f"{figure:.3f}", wanted, f"≤ {wanted} ×")

    def saving(self):
        """G5: what one save costs a program that keeps the site up to date."""
        emptied(self.site)
        edited = emptied(self.material.work / "edited")
        shutil.copytree(self.material.files(self.count), edited)
        told = subprocess.check_output([self.options.kept, edited, self.site, TODAY, "20"], text=True)
        self.kept = {name: float(seconds) for name, seconds in map(str.split, told.splitlines())}
        emptied(edited)
        work = self.kept["subject-wall"] * 1000
        print(f"one save while toon runs: {work:.0f} ms wall, {self.kept['subject-processor'] * 1000:.0f} ms processor")
        if self.count >= 10_000:
            self.judge_figure("G5", "one save, wall", work, f"{work:.0f} ms", 60, "≤ 60 ms")
        self.judge_medians("G5", "one save to all of it, processor", self.kept["subject-processor"] / self.kept["first-processor"], 0.05)

    def history(self):
        """G2, G3, G8."""
        repository = self.material.repository(self.count)
        commits = int(subprocess.check_output(["git", "-C", repository, "rev-list", "--count", "HEAD"]))
        print(f"{commits} commits")

        def cold():
            emptied(repository / ".git/klacht")
            return self.built(repository)

        found = self.measure({
            "bouw with cold history": cold,
            "git log --name-only": lambda: Run("git", "-C", repository, "log", "--name-only", "--format=%H"),
        })
        self.judge("G2", "bouw with cold history to git log --name-only", Ratio(found["bouw with cold history"], found["git log --name-only"]), 2.0)
        if "hugo" in self.series:
            self.judge_medians("G2", "bouw with cold history to hugo without history", found["bouw with cold history"].cpu / self.series["hugo"].cpu, 0.40)
        if self.count == 10_000:
            peak = found["bouw with cold history"].peak / MIB
            self.judge_figure("G8", "bouw with history, peak of memory", peak, f"{peak:.0f} MiB", 300, "≤ 300 MiB")
        self.kept_history(repository)

    def kept_history(self, repository):
        """G3."""
        plain, ours = self.material.files(self.count), emptied(self.material.work / "ours")
        subprocess.check_call(["cp", "-a", repository, ours])
        edited = sorted(ours.glob("dossiers/*/*/dossier.md"))[:10]
        git = ["git", "-C", ours, "-c", "user.name=P. Jansen", "-c", "user.email=p.jansen@kantoor.example"]

        def ten_more():
            for file in edited:
                with file.open("a") as text:
                    text.write("\nNog een regel.\n")
                subprocess.check_call([*git, "commit", "-qm", "x", "--", file])
            return self.built(ours)

        self.built(repository)
        found = self.measure({
            "bouw without history": lambda: self.built(plain),
            "bouw with kept history": lambda: self.built(repository),
            "bouw, ten new commits": ten_more,
        })
        emptied(ours)
        self.judge("G3", "kept history to none", Ratio(found["bouw with kept history"], found["bouw without history"]), 1.15)
        self.judge("G3", "ten new commits to none new", Ratio(found["bouw, ten new commits"], found["bouw with kept history"]), 1.2)

    def recording(self):
        """G7."""
        taken = recording.measure(self.options.klacht, self.material.repository(self.count), self.material.work, 20)
        self.recorded = recording.medians(taken)
        shown = recording.shown(taken)
        print(f"one status recorded to git add and git commit as safe: {shown}")
        self.judge_figure("G7", "one status to git add and git commit as safe", self.recorded[0] / self.recorded[1], shown, 1.0, "≤ 1.0 ×")


def listing(folder):
    return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.rglob("*") if path.is_file()}


def growth(smaller, larger):
    """G5, G9: what ten times as many dossiers cost. Nothing is said of sizes that are not tenfold."""
    if larger.count != 10 * smaller.count:
        return
    print(f"\nfrom {smaller.count} to {larger.count} dossiers")
    for name, wanted in (("bouw, all of it", 11), ("controleer", 11), ("bouw with cold history", 13)):
        larger.judge_medians("G9", f"{name}, from {smaller.count} dossiers", larger.series[name].cpu / smaller.series[name].cpu, wanted)
    larger.judge_medians("G5", f"one save, from {smaller.count} dossiers, wall", larger.kept["subject-wall"] / smaller.kept["subject-wall"], 1.5)
    larger.judge_medians("G7", f"one status, from {smaller.count} dossiers, wall", larger.recorded[0] / smaller.recorded[0], 2)


def report(benches, options):
    """The whole as Markdown."""
    commit = subprocess.check_output(["git", "rev-parse", "--short=8", "HEAD"], text=True).strip()
    lines = [options.preface.read_text().rstrip(), "", f"Measured on {datetime.date.today()} at {commit}, {os.cpu_count()} cores, "
             f"{'in memory' if room() else 'on disk'}. A figure in brackets is the least and the most of the pairs.", "",
             "## Targets", "", "| target | what | dossiers | found | wanted | |", "|---|---|---:|---|---|---|"]
    verdicts = sorted((verdict for bench in benches for verdict in bench.verdicts), key=lambda verdict: (verdict.target, verdict.what, verdict.dossiers))
    lines += [f"| {each.target} | {each.what} | {each.dossiers} | {each.shown} | {each.limit} | {each.word} |" for each in verdicts]
    lines += ["", "## Runs", "", "| what | dossiers | processor | wall | peak |", "|---|---:|---:|---:|---:|"]
    for bench in benches:
        lines += [f"| {name} | {bench.count} | {of.cpu:.2f} s | {of.wall:.2f} s | {of.peak / MIB:.0f} MiB |" for name, of in bench.series.items()]
    options.report.write_text("\n".join(lines) + "\n")
    print(f"\nwritten: {options.report}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    programs = lambda text: pathlib.Path(text).absolute()
    for name in ("klacht", "floor", "kept", "generator", "report", "preface"):
        parser.add_argument(f"--{name}", type=programs, required=True)
    for name in ("hugo", "zola"):
        parser.add_argument(f"--{name}", type=programs)
    parser.add_argument("counts", type=int, nargs="+")
    options = parser.parse_args()
    benches = []
    for count in sorted(options.counts):
        with tempfile.TemporaryDirectory(dir=room()) as work:
            bench = Bench(options, Material(work, options.generator), count)
            bench.all()
        if benches:
            growth(benches[-1], bench)
        benches.append(bench)
    report(benches, options)
    missed = sum(verdict.word != "met" for bench in benches for verdict in bench.verdicts)
    print(f"targets: {sum(len(bench.verdicts) for bench in benches) - missed} met, {missed} not met")
    sys.exit(0)


main()

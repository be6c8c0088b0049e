"""Tries what one machine bears: a very large repository as it is, fetched in part, cut in parts with one site, and shared by offices.

Prints every figure and writes each table into `docs/scale.md` between the two marks of its name. Usage: benches/scale.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import time

import recording
from material import TODAY, emptied
from measuring import MIB, Run

TABLES = ("as_it_is", "in_part", "in_parts", "shared", "by_year_folder")
GIT = ["git", "-c", "user.name=M. Visser", "-c", "user.email=m.visser@kantoor.example", "-c", "gc.auto=0"]


class Trial:
    """One large repository and everything tried with it."""

    def __init__(self, options):
        self.klacht_path, self.kept, self.generator = options.klacht, options.kept, options.generator
        self.work = pathlib.Path(options.work)
        self.work.mkdir(parents=True, exist_ok=True)
        self.count, self.per_year = options.count, options.per_year
        self.home = recording.settle_in(emptied_folder(self.work / "around"))
        self.lines = []

    def table(self, name):
        """Tries what this table tells; its lines."""
        self.lines = []
        getattr(self, name)(self.repository(self.count, "geheel"))
        return self.lines

    def tell(self, what, figure):
        self.lines.append(f"| {what} | {figure} |")
        print(f"{what:70} {figure}", flush=True)

    def head(self, title):
        self.lines += [f"**{title}**", "", "| wat | gezien |", "|---|---|"]
        print(f"\n{title}", flush=True)

    def klacht(self, folder, *words):
        return Run(self.klacht_path, "--vandaag", TODAY, "--map", folder, *words, environment={**os.environ, **self.home})

    def timed(self, what, folder, *words, exits=(0, 1)):
        run = self.klacht(folder, *words)
        if run.exit not in exits:
            raise SystemExit(f"{what}: {run.exit} {run.complaint[:800]}")
        self.tell(what, cost(run))
        return run

    def repository(self, count, name, today=TODAY, per_year=None):
        folder = self.work / f"{name}-{count}-{per_year or self.per_year}"
        if not folder.exists():
            words = [self.generator, "git", folder, str(count), "--today", today, "--per-year", str(per_year or self.per_year)]
            subprocess.check_call([*words])
            subprocess.check_call([*GIT, "-C", folder, "commit-graph", "write", "--reachable"])
        return folder

    def as_it_is(self, whole):
        self.head(f"Eén map met {thousands(self.count)} dossiers")
        self.tell("vastleggingen", commits(whole))
        self.tell("de map .git", size(whole / ".git"))
        self.tell("de dossiers zelf", size(whole / "dossiers"))
        self.timed("`klacht controleer`", whole, "controleer")
        self.timed("`klacht termijnen --formaat json`, zoals de dagelijkse controle", whole, "termijnen", "--formaat", "json")
        emptied(whole / ".git/klacht")
        site = self.work / "site"
        self.timed("`klacht bouw`, voor het eerst: hele geschiedenis en alle pagina's", whole, "bouw", "--naar", emptied(site))
        self.timed("`klacht bouw`, de geschiedenis is al eens gelezen", whole, "bouw", "--naar", emptied(site))
        self.timed("`klacht bouw`, er is niets veranderd", whole, "bouw", "--naar", site)
        self.pages(site)
        number = max(path.name for path in (whole / "dossiers/2026").iterdir())
        self.timed("`klacht geschiedenis` van één dossier", whole, "geschiedenis", number)
        self.one_save(whole, site)
        emptied(site)
        self.recorded(whole)

    def pages(self, site):
        pages = sorted(((path.stat().st_size, path) for path in site.rglob("*") if path.is_file()), key=lambda page: page[0])
        self.tell("bestanden op de site, samen", f"{thousands(len(pages))}, {size(site)}")
        self.tell("de zwaarste pagina", f"{pages[-1][0] / 1024:.0f} KiB ({pages[-1][1].name})")

    def one_save(self, whole, site):
        edited = emptied(self.work / "bewerkt")
        shutil.copytree(whole / "dossiers", edited / "dossiers")
        out = told(self.kept, edited, emptied(site), TODAY, "5")
        found = {name: float(seconds) for name, seconds in map(str.split, out.splitlines())}
        self.tell("één dossier opslaan terwijl `klacht toon` loopt", f"{found['subject-processor']:.2f} s rekentijd, {found['subject-wall']:.2f} s")
        emptied(edited)

    def recorded(self, whole):
        taken = recording.measure(self.klacht_path, whole, self.work, 6)
        ours, theirs = recording.medians(taken)
        self.tell("één status vastleggen, naast `git add` en `git commit` even veilig", f"{ours * 1000:.0f} ms naast {theirs * 1000:.0f} ms")

    def in_part(self, whole):
        self.head("Maar een deel op deze computer")
        subprocess.check_call([*GIT, "-C", whole, "config", "uploadpack.allowFilter", "true"])
        self.cloned("alles opgehaald (`git clone`)", whole, "alles")
        emptied(self.work / "alles")
        latest = self.cloned("alleen de laatste bestanden, zoals de dagelijkse controle (`git clone --depth 1`)", whole, "laatste", "--depth", "1")
        self.timed("`klacht termijnen --formaat json` daar", latest, "termijnen", "--formaat", "json")
        emptied(latest)
        few = self.cloned("zonder oude inhoud en alleen dit jaar (`git clone --filter=blob:none --sparse`)", whole, "deel", "--filter=blob:none", "--sparse")
        seconds = clocked(lambda: subprocess.check_call([*GIT, "-C", few, "sparse-checkout", "set", "dossiers/2026"]))
        self.tell("`git sparse-checkout set dossiers/2026`", f"{seconds:.1f} s; {size(few / '.git')} in .git")
        self.timed("`klacht controleer` daar", few, "controleer")
        for command in ("leg-vast", "bouw"):
            tried = self.klacht(few, command)
            said = tried.complaint.partition("\n")[0].removeprefix("fout: ")
            self.tell(f"`klacht {command}` daar", f"{'geweigerd' if tried.exit else 'gaat'}: {said}")
        emptied(few)

    def cloned(self, what, whole, name, *words):
        to = emptied(self.work / name)
        seconds = clocked(lambda: subprocess.check_call(["git", "clone", "-q", *words, f"file://{whole}", to]))
        self.tell(what, f"{seconds:.1f} s; {size(to / '.git')} in .git")
        return to

    def in_parts(self, whole):
        years = sorted((path.name for path in (whole / "dossiers").iterdir() if path.is_dir()), reverse=True)
        each = -(-len(years) // 4)
        self.head(f"Dezelfde dossiers in vier mappen van elk {each} jaren, elk met hun geschiedenis, en één site over alle")
        parts = [self.part(whole, nth, years[nth * each : (nth + 1) * each]) for nth in range(4)]
        for nth, part in enumerate(parts, 1):
            self.tell(f"map {nth}", f"{commits(part)} vastleggingen, {size(part / '.git')} in .git")
        own, others = parts[0], parts[1:]
        beside = [word for other in others for word in ("--bij", other)]
        site = self.work / "site"
        self.timed("`klacht bouw --bij` over alle vier, voor het eerst", own, "bouw", *beside, "--naar", emptied(site))
        self.timed("hetzelfde, de geschiedenis is al eens gelezen", own, "bouw", *beside, "--naar", emptied(site))
        self.timed("hetzelfde, er is niets veranderd", own, "bouw", *beside, "--naar", site)
        self.timed("`klacht controleer` in de map van nu", own, "controleer")
        self.recorded(own)
        for folder in [site, *parts]:
            emptied(folder)

    def part(self, whole, nth, years):
        """The dossiers of these years with their whole history, as a repository of their own."""
        folder = emptied(self.work / f"jaren-{nth}")
        subprocess.check_call(["git", "init", "-q", "-b", "main", folder])
        paths = ["dossiers/regeling.yaml", *(f"dossiers/{year}" for year in years)]
        told_apart = subprocess.Popen([*GIT, "-C", whole, "fast-export", "main", "--", *paths], stdout=subprocess.PIPE)
        subprocess.check_call([*GIT, "-C", folder, "fast-import", "--quiet"], stdin=told_apart.stdout)
        if told_apart.wait():
            raise SystemExit("git fast-export failed")
        for words in (["reset", "-q", "--hard"], ["commit-graph", "write", "--reachable"]):
            subprocess.check_call([*GIT, "-C", folder, *words])
        return folder

    def shared(self, whole):
        self.head("Twee kantoren die naar één opslag delen")
        store = emptied(self.work / "opslag.git")
        # What fetching all of it takes is told above; here what was fetched is linked to.
        subprocess.check_call(["git", "clone", "-q", "--bare", whole, store])
        offices = [emptied(self.work / f"kantoor-{nth}") for nth in (1, 2)]
        for office in offices:
            subprocess.check_call(["git", "clone", "-q", store, office])
        self.timed("de controle op de opslag zetten", offices[0], "git-hooks", "installeer", "--opslag-op-server", store)
        steps = []
        for turn in range(6):
            office = offices[turn % 2]
            file = under_way(office)[turn]
            file.write_text(file.read_text() + "\nNog een regel.\n")
            self.must(office, "leg-vast")
            steps.append(clocked(lambda: (subprocess.check_call([*GIT, "-C", office, "pull", "-q", "--no-rebase", "--no-edit"], env=self.home), self.must(office, "deel"))))
        self.tell("ophalen wat de ander deelde en zelf delen, mediaan van 6", f"{statistics.median(steps):.1f} s")
        for folder in [store, *offices]:
            emptied(folder)

    def must(self, folder, *words):
        run = self.klacht(folder, *words)
        if run.exit:
            raise SystemExit(f"{words}: {run.exit} {run.output.decode()} {run.complaint}")

    def by_year_folder(self, _whole):
        self.head("Hoeveel dossiers één jaar draagt")
        for count in (self.count // 100, self.count // 10, self.count // 3):
            folder = emptied(self.work / "jaar")
            subprocess.check_call([self.generator, "files", folder, str(count), "--today", TODAY, "--per-year", str(count)])
            for words in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "Dossiers"], ["repack", "-adq"]):
                subprocess.check_call([*GIT, "-C", folder, *words])
            taken = recording.measure(self.klacht_path, folder, self.work, 8)
            ours, theirs = recording.medians(taken)
            self.tell(f"één status vastleggen, {thousands(count)} dossiers in dit jaar", f"{ours * 1000:.0f} ms, naast git {theirs * 1000:.0f} ms; {self.weight(folder):.0f} KiB erbij")
            emptied(folder)

    def weight(self, folder):
        """How many KiB one recording adds."""
        file = under_way(folder)[0]
        before = weight_of(folder / ".git/objects")
        file.write_text(file.read_text() + "\nNog een regel.\n")
        self.must(folder, "leg-vast")
        return (weight_of(folder / ".git/objects") - before) / 1024


def under_way(folder):
    """The dossiers of this year that may still be written in."""
    files = sorted((folder / "dossiers/2026").glob("*/dossier.md"))
    return [file for file in files if "\nstatus: in_behandeling\n" in file.read_text() or "\nstatus: ontvangen\n" in file.read_text()]


def told(*words):
    return subprocess.check_output([*map(str, words)], text=True).strip()


def clocked(work):
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def cost(run):
    return f"{run.cpu:.1f} s rekentijd, {run.wall:.1f} s, {run.peak / MIB:.0f} MiB"


def weight_of(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def size(folder):
    return f"{weight_of(folder) / MIB:.0f} MiB"


def commits(repository):
    return thousands(int(told("git", "-C", repository, "rev-list", "--count", "HEAD")))


def thousands(number):
    return f"{number:,}".replace(",", ".")


def emptied_folder(folder):
    emptied(folder)
    folder.mkdir(parents=True)
    return folder


def written(page, name, lines):
    """Puts a table between its marks on the page, and leaves the others."""
    text = page.read_text()
    before, rest = text.split(f"<!-- begin van {name} -->", 1)
    _, after = rest.split(f"<!-- einde van {name} -->", 1)
    page.write_text(before + f"<!-- begin van {name} -->\n" + "\n".join(lines).strip() + f"\n<!-- einde van {name} -->" + after)


def main():
    parser = argparse.ArgumentParser()
    for name in ("klacht", "kept", "generator", "work", "page"):
        parser.add_argument(f"--{name}", required=True, type=pathlib.Path)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--per-year", type=int, default=2_500)
    parser.add_argument("tables", nargs="*", choices=[[], *TABLES])
    options = parser.parse_args()
    trial = Trial(options)
    commit = told("git", "-C", options.page.parent, "rev-parse", "--short", "HEAD")
    for name in options.tables or TABLES:
        busy = os.getloadavg()[1]
        note = f"Gemeten bij {commit}, {os.cpu_count()} processoren (belasting vooraf {busy:.1f}), in het geheugen; elk één keer, dus ruw."
        written(options.page, name, [*trial.table(name), "", note])


if __name__ == "__main__":
    main()

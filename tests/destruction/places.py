"""A person planted in every corner of a dossier folder, and the dossier destroyed: nothing is left of what is in our hands,
and everything else was named to the officer beforehand.

The scanner has to find every planted place before the destruction; one that sees nothing proves nothing. By hand,
`--ernaast` counts as well what others leave: `git rm` with a clearing up, and git-filter-repo where FILTER_REPO says it is.
"""

import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

import folder_places
import git_places
import officer
from planting import ADDRESS, ATTACHMENT, EMAIL, FORMERLY, NUMBER, OURS, PERSON, TELEPHONE, Planting, marked
from scanner import Scanner

FEWEST = 100
# Whole histories of their own; the rehearsal has to name each.
COPIES = ("reserve.bundle", "reserve.git", "kopie/")
failed = 0


def fact(name, wrong):
    """Prints whether a fact holds, with what is wrong with it."""
    global failed
    failed += bool(wrong)
    print(f"FAILED {name}: {len(wrong)} keer" if wrong else f"ok {name}")
    for line in wrong[:20]:
        print(f"    {line}")
    sys.stdout.flush()


def main():
    memory = pathlib.Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="klacht-plekken-", dir=memory if os.access(memory, os.W_OK) else None) as top:
        one = planted(pathlib.Path(top))
        if "--ernaast" in sys.argv:
            beside(one)
        judge(one)
    sys.exit(failed > 0)


def planted(top):
    """A dossier folder with the person planted everywhere."""
    env = officer.environment(top / "home")
    folder = top / "kantoor"
    one = Planting(folder, env)

    def klacht(*words):
        done = subprocess.run([officer.KLACHT, "--vandaag", officer.TODAY, "--map", folder, *words], env=env, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"klacht {words}: {done.returncode} {done.stdout}{done.stderr}")

    subprocess.run([officer.KLACHT, "--vandaag", "2023-03-01", "begin", folder], env=env, check=True, capture_output=True)
    one.other("Tekst.")
    one.put(f"dossiers/2023/{NUMBER}/bijlagen/brief.txt", ATTACHMENT)
    git_places.history(one)
    folder_places.plant_recorded(one)
    folder_places.plant_made(one, klacht)
    git_places.plant(one)
    folder_places.plant_of_editors(one)
    return one


def scanner(one):
    """Looks for every mark, for the person, and for the names of what only the dossier had."""
    people = [PERSON, FORMERLY, EMAIL, TELEPHONE, ADDRESS, ATTACHMENT]
    return Scanner([marked(place) for place in one.places] + people)


def judge(one):
    look = scanner(one)
    before = look.scan(one.folder)
    seen = {text for _, text in before}
    blind = [place for place in one.places if marked(place) not in seen and not is_whole_copy(place)]
    fact(f"de zoeker vindt vooraf elk van de {len(one.places)} plekken", blind + [FEWEST] * (len(one.places) < FEWEST))
    told = until_it_may(one)
    after = look.scan(one.folder)
    in_hand = {place for place, (kind, _) in one.places.items() if kind == OURS}
    hidden = {marked(place) for place in in_hand}
    left = sorted(f"{place}: {text}" for place, text in after if text in hidden and not place.startswith(COPIES))
    fact(f"van {len(in_hand)} plekken in eigen hand blijft niets", left)
    unnamed = [f"{place}: «{said}»" for place, (kind, said) in one.places.items() if kind != OURS and said and said not in told]
    fact(f"elk van de {len(one.places) - len(in_hand)} andere plekken is vooraf genoemd", unnamed)
    nowhere = {text.lower() for text in (FORMERLY, EMAIL, TELEPHONE, ADDRESS, ATTACHMENT)}
    unexpected = sorted(f"{place}: {text}" for place, text in after if place.startswith(".git") and text in nowhere)
    fact("in de map van git staat niets dan wat genoemd is", unexpected)
    fact("git vindt niets mis", [line for line in [one.git("fsck", "--strict", "--full", "--no-dangling")] if line])


CLEARING = [["git", "reflog", "expire", "--expire=now", "--expire-unreachable=now", "--all"], ["git", "gc", "-q", "--prune=now"]]
OTHERS_WAYS = {
    "git rm, reflog expire en gc": [["git", "rm", "-r", "-q", "-f", f"dossiers/2023/{NUMBER}"], ["git", "commit", "-q", "-m", "Weg"], *CLEARING],
    "git-filter-repo": [[os.environ.get("FILTER_REPO", "git-filter-repo"), "--force", "--invert-paths", "--path-regex", f"(^|/){NUMBER}(/|$)"], *CLEARING],
}


def beside(one):
    """How many of the places in our hands other ways leave, each tried on a copy."""
    in_hand = {marked(place): place for place, (kind, _) in one.places.items() if kind == OURS}
    for way, commands in OTHERS_WAYS.items():
        copy = one.folder.with_name("ernaast")
        shutil.copytree(one.folder, copy, symlinks=True)
        for command in commands:
            done = subprocess.run(command, cwd=copy, env=one.env, capture_output=True, text=True)
            print(f"    {' '.join(command[:3])}: {done.returncode} {done.stderr.strip()[-300:]}" if done.returncode else "", end="")
        found = {text for place, text in scanner(one).scan(copy) if not place.startswith(COPIES)}
        in_git = {text for place, text in scanner(one).scan(copy / ".git")}
        left = sorted(in_hand[text] for text in found & set(in_hand))
        print(f"    {way}: {len(left)} van {len(in_hand)} plekken blijven, waarvan {len(in_git & set(in_hand))} in de map van git")
        shutil.rmtree(copy)


def is_whole_copy(place):
    """Whether a place is a copy of everything: every mark of the history stands in it, none of its own."""
    return "copy" in place or "bundle of git" in place


def until_it_may(one):
    """Destroys the dossier, doing what every refusal says must be done first; everything the rehearsals said."""
    told = ""
    for _ in range(12):
        done = officer.at_terminal(one.folder, ["vernietig", NUMBER, "--uitvoeren", "--laat-staan", "--niet-doorzocht"], one.env)
        told += done.screen
        if done.code == 0:
            break
        if not followed(one, done.screen):
            fact("de vernietiging lukt", [done.code, done.screen])
            break
    return told


def followed(one, said):
    """Does what a refusal says: the commands it ends with, a line each; whether there were any."""
    commands = re.findall(r"^ +((?:git|rm) [^\n]*)$", said.replace("\r", "").split("hulp: ")[-1], re.MULTILINE)
    for command in commands:
        subprocess.run(shlex.split(command), cwd=one.folder, env=one.env, capture_output=True)
    return bool(commands)


if __name__ == "__main__":
    main()

"""Eight programs change statuses at the same moment, while an editor goes on saving.

Every change that was asked for is one commit of one dossier, whole, in one line of commits; nobody's half-saved file is in any.
Then all eight want the same dossier, that the editor is saving as well: what was said to be recorded is what is recorded.
"""

import itertools
import os
import re
import threading

from ground import WHOLE, Facts, Ground, fsck, left_behind, torn_logs

PROGRAMS = 8
CHANGES, SAVES = (100, 5000) if WHOLE else (8, 400)
FIGHTS = 20 if WHOLE else 4
STEPS = ["in_behandeling", "onvolledig"]
LOCKED = 6
# Who waits for seven others waits longer than for a disk.
QUEUE = 60


def main():
    facts = Facts()
    with Ground("many") as ground:
        office = ground.office(dossiers=2 * PROGRAMS + 1)
        side_by_side(ground, office, facts)
        at_one_dossier(ground, office, facts)
        facts.say("daarna is er niets mis met de opslag", fsck(ground, office) + left_behind(office) + torn_logs(office))
    facts.end()


def number(place):
    return f"K-2026-{place:04}"


def dossier(office, place):
    return office / "dossiers/2026" / number(place) / "dossier.md"


def at_once(tasks):
    """Runs all of them at the same moment; gives what each gave."""
    given = [None] * len(tasks)

    def run(place):
        given[place] = tasks[place]()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(tasks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def side_by_side(ground, office, facts):
    """Each program its own dossier, the editor as many others."""
    begun = tip(ground, office)
    texts = {place: dossier(office, place).read_text() for place in range(1, PROGRAMS + 1)}
    asked = PROGRAMS * CHANGES
    # So many savings to every change: the editor is at it from the first to the last.
    may_save = threading.Semaphore(SAVES // asked)
    tasks = [lambda place=place: change(ground, office, place, may_save) for place in texts]
    *results, saved = at_once([*tasks, lambda: save_everywhere(office, may_save)])
    wrong, waits = [line for lines, _ in results for line in lines], sum(waited for _, waited in results)
    facts.say(f"{PROGRAMS} programma’s, elk {CHANGES} keer, bij {saved} keer opslaan: geen mislukte", wrong)
    commits = recorded(ground, office, begun)
    facts.say(f"precies {asked} vastleggingen", [] if len(commits) == asked else [len(commits)])
    facts.say("elk van één dossier, en alleen van zijn status", [commit for commit in commits if not of_one(commit)])
    facts.say("geen vastgelegde versie is half", torn(ground, office, commits, texts))
    print(f"{waits} keer moest een programma nog eens, omdat een ander bezig was")


def change(ground, office, place, may_save):
    """Changes the status of a dossier to and fro; gives what went wrong, and how often it was another's turn."""
    wrong, waits, done = [], 0, 0
    while done < CHANGES and not wrong:
        result = ground.run(office, ["status", number(place), STEPS[done % 2]], patience=QUEUE)
        waits += result.returncode == LOCKED
        done += result.returncode == 0
        may_save.release(SAVES // (PROGRAMS * CHANGES))
        if result.returncode not in (0, LOCKED):
            wrong.append(f"{number(place)}: {result.returncode} {result.stderr}")
    # The editor need not wait for a program that failed.
    may_save.release(SAVES)
    return wrong, waits


def save_everywhere(office, may_save):
    """Saves as editors do: by rename, by emptying and writing, with traces beside it, also beside what others are changing."""
    ways = itertools.cycle([by_rename, in_two_strokes, beside])
    for turn, way in zip(range(SAVES), ways):
        may_save.acquire()
        place = turn % PROGRAMS + 1
        way(dossier(office, place if way is beside else place + PROGRAMS), turn)
    for place in range(1, PROGRAMS + 1):
        take_away(dossier(office, place))
    return SAVES


def by_rename(path, turn):
    new = path.with_name(".dossier.md.nieuw")
    new.write_text(path.read_text() + f"\nOpgeslagen: {turn}.\n" if turn % 40 else path.read_text()[:2000])
    os.replace(new, path)


def in_two_strokes(path, turn):
    text = path.read_bytes()
    with path.open("wb", buffering=0) as file:
        file.write(text[: len(text) // 2])
        file.write(text[len(text) // 2 :])


TRACES = ["4913", "dossier.md~", ".dossier.md.swp"]


def beside(path, _):
    """What vim does: it tries whether it may make a file here, keeps a copy, and takes both away; now as late as can be."""
    if not take_away(path):
        for trace in TRACES:
            path.with_name(trace).write_bytes(b"b0VIM 9.0")


def take_away(path):
    there = [path.with_name(trace) for trace in TRACES if path.with_name(trace).exists()]
    for trace in there:
        trace.unlink()
    return bool(there)


def tip(ground, office):
    return ground.git(office, "rev-parse", "HEAD")[1].strip()


def recorded(ground, office, begun):
    """The commits since then, oldest first: name, parents, subject and what they changed."""
    listed = ground.git(office, "log", "--reverse", "--format=%x00%H%n%P%n%s", "--name-only", f"{begun}..HEAD")[1]
    commits = [[line for line in text.splitlines() if line] for text in listed.split("\0")[1:]]
    parents = [begun, *(commit[0] for commit in commits)]
    return [(name, [parent] == [before], subject, changed) for (name, parent, subject, *changed), before in zip(commits, parents)]


def of_one(commit):
    _, follows, subject, changed = commit
    match = re.fullmatch(r"(K-2026-\d{4}): status \w+ -> \w+", subject)
    return follows and match and changed == [f"dossiers/2026/{match[1]}/dossier.md"]


def torn(ground, office, commits, texts):
    """The recorded versions that are not the dossier with that status and nothing else."""
    wrong = []
    for name, _, subject, changed in commits:
        status, place = subject.rpartition(" ")[2], int(subject[7:11])
        expected = re.sub(r"^status: \w+$", f"status: {status}", texts[place], count=1, flags=re.MULTILINE)
        if ground.git(office, "cat-file", "blob", f"{name}:{changed[0]}")[1] != expected:
            wrong.append(subject)
    return wrong


def at_one_dossier(ground, office, facts):
    """All programs the same dossier, while the editor saves it by rename over and over."""
    begun, place = tip(ground, office), 2 * PROGRAMS + 1
    path, ended = dossier(office, place), threading.Event()
    path.write_text(path.read_text() + "EINDE 0\n")

    def edit():
        turn = 0
        while not ended.is_set():
            turn += 1
            new = path.with_name(".dossier.md.nieuw")
            new.write_text(re.sub(r"EINDE \d+\n$", f"EINDE {turn}\n", path.read_text()))
            os.replace(new, path)
            # An editor thinks a moment between saving and the next change; the programs set the pace.
            ended.wait(0.02)

    editor = threading.Thread(target=edit)
    editor.start()
    said = at_once([lambda turn=turn: fight(ground, office, place, turn) for turn in range(PROGRAMS)])
    ended.set()
    editor.join()
    told = sorted(re.findall(r"\(([0-9a-f]{8})\)$", "".join(said), re.MULTILINE))
    commits = recorded(ground, office, begun)
    facts.say(f"om één dossier: {len(told)} keer vastgelegd gezegd, en precies die zijn vastgelegd", differing(told, commits))
    facts.say("ook daarvan is geen versie half", half(ground, office, commits))


def fight(ground, office, place, turn):
    said = ""
    for step in range(FIGHTS):
        result = ground.run(office, ["status", number(place), STEPS[(step + turn) % 2]])
        said += result.stdout
        # The editor wrote an older status over a newer one: as it lies there, it is recorded.
        if "nog niet vastgelegd" in result.stderr:
            said += ground.run(office, ["leg-vast", number(place)]).stdout
    return said


def differing(told, commits):
    names = sorted(name[:8] for name, *_ in commits)
    return [] if told == names else [f"gezegd: {len(told)}, vastgelegd: {len(names)}"]


def half(ground, office, commits):
    wrong = []
    for name, follows, subject, changed in commits:
        text = ground.git(office, "cat-file", "blob", f"{name}:{changed[0]}")[1]
        if not follows or len(changed) != 1 or not re.fullmatch(r"---\nschema: 1\n.*\n---\n.*EINDE \d+\n", text, re.DOTALL):
            wrong.append(subject)
    return wrong


if __name__ == "__main__":
    main()

"""A full disk, a dying disk, a read-only disk, no access, no more open files, an interrupted call: at every so-manieth call.

Whatever the system refuses, what the program says is true. It says `vastgelegd` of what is in the history, and only of that;
where it says that a dossier was changed or was not, the file agrees. It never hangs, and when the system works again so
does the next command.
"""

import re
from concurrent.futures import ThreadPoolExecutor

import calls
from ground import AT_ONCE, OVERDUE, WHOLE, Facts, Ground, cases, files_of, fsck, mended, site_of

WRITING = "write,ftruncate,openat,mkdir,mkdirat,rename,renameat,link,linkat,symlink,fsync,fdatasync"
NAMING = "openat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,chmod,fchmod"
REFUSALS = {
    "ENOSPC": WRITING,
    "EIO": f"{WRITING},read,unlink,flock",
    "EROFS": NAMING,
    "EACCES": NAMING,
    "EMFILE": "openat",
    "EINTR": "read,write,openat,flock,fsync,ftruncate,rename,renameat",
}
STRIDE = 1 if WHOLE else 20


def main():
    facts, runs = Facts(), 0
    with Ground("errors") as ground:
        made = cases(ground)
        for refusal, kinds in REFUSALS.items():
            for case in made:
                done, wrong = judge(ground, case, refusal, kinds)
                runs += done
                facts.say(f"{case.name}: {done} keer {refusal}, steeds de waarheid", wrong)
    print(f"geweigerde aanroepen: {runs} keer")
    facts.say("er is vaak genoeg geweigerd", [] if runs >= (500 if WHOLE else 200) else [runs])
    facts.end()


def judge(ground, case, refusal, kinds):
    """How often a call was refused to a command, and what was wrong."""
    log = ground.top / "log"
    whole = ground.copy(case.folder, "ongestoord")
    ground.run(whole, case.words, calls.trace(log, kinds))
    # Not what the system does to start a program: that fails before anything of ours runs.
    started = calls.from_first(calls.read(log), str(whole))
    points = calls.points(started, lambda call: call.kind in kinds.split(","))[::STRIDE]
    states = files_of(case.folder), files_of(whole), site_of(whole)

    def attempt(numbered):
        turn, point = numbered
        # Some things pass, a full disk stays full.
        lasts = "+" if refusal in ("ENOSPC", "EROFS", "EMFILE") and turn % 2 else ""
        return strike(ground, case, point, f"error={refusal}:when={point[1]}{lasts}", turn, states)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(attempt, enumerate(points)))
    return len(results), [line for wrong in results for line in wrong]


def strike(ground, case, point, effect, turn, states):
    """Refuses a call to a command, and judges what it said and what the next commands made of it."""
    folder = ground.copy(case.folder, f"punt-{turn}")
    tip = history(ground, folder)
    done = ground.run(folder, case.words, calls.struck(point[0], effect))
    recorded = history(ground, folder)[len(tip):]
    # From here on nothing can be written, on the screen neither.
    silenced = point[0] == "write" and effect.endswith("+")
    wrong = untrue(case, done, recorded, files_of(folder), states, silenced) + fsck(ground, folder)
    if done.returncode == 0 and case.words[0] == "bouw" and site_of(folder) != states[2]:
        wrong.append("gereed gemeld, maar de site is niet af")
    wrong += mended(ground, case, folder, turn)
    ground.copy(ground.top / "is-er-niet", folder.name)
    where = f"{case.name}, {point[0]} {effect}: "
    return [where + line + f"\n{done.returncode} {done.stdout}{done.stderr}" for line in wrong]


def history(ground, folder):
    """The subjects of what was recorded, oldest first."""
    return ground.git(folder, "log", "--reverse", "--format=%s")[1].splitlines() if (folder / ".git/HEAD").exists() else []


def untrue(case, done, recorded, now, states, silenced):
    """What the command said that is not so, or did not say that is, unless it was silenced."""
    before, after, _ = states
    out, said = done.stdout, done.stdout + done.stderr
    wrong = [OVERDUE] if done.stderr == OVERDUE else []
    if "panicked" in said or done.returncode < 0 or done.returncode > 128:
        wrong.append("gevallen")
    claimed = re.findall(r"^vastgelegd  (.*?)  \([0-9a-f]+\)$", out, re.MULTILINE)
    admitted = re.findall(r"«(.*?)» is vastgelegd", done.stderr)
    wrong += [f"ten onrechte vastgelegd gemeld: {subject}" for subject in claimed + admitted if subject not in recorded]
    # Where every write is refused there is nothing left to say it with but the exit status.
    mute = done.returncode != 0 and (not said or silenced and not done.stderr)
    if case.words[0] != "begin" and "is nu niet te zeggen" not in said and not mute:
        wrong += [f"vastgelegd en niet gezegd: {subject}" for subject in recorded if subject not in claimed + admitted]
    expected = {name for name in after if after[name] != before.get(name)}
    if done.returncode == 0 and case.words[0] != "begin" and any(now.get(name) != after[name] for name in expected):
        wrong.append("gereed gemeld, maar niet alles is gedaan")
    unchanged = re.search(r"niet gewijzigd|niets (gewijzigd|overschreven)", done.stderr)
    if unchanged and not recorded and any(now.get(name) != content for name, content in before.items()):
        wrong.append("«niet gewijzigd» gemeld, maar een bestand is anders")
    changed = re.search(r"(K-\d{4}-\d{4}) is gewijzigd in de map", done.stderr)
    if changed and now == before:
        wrong.append("«gewijzigd in de map» gemeld, maar alles is als eerst")
    return wrong


if __name__ == "__main__":
    main()

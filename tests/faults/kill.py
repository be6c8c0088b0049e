"""kill -9 at every call that changes a file, of every command that writes.

Afterwards git finds its store clean, every file of the officer is as before or as after, the next command works unaided, and
nothing stays behind.
"""

from concurrent.futures import ThreadPoolExecutor

import calls
from ground import AT_ONCE, WHOLE, Facts, Ground, cases, files_of, fsck, lost, mended, site_of

STRIDE = 1 if WHOLE else 4


def main():
    facts, killed_in_all = Facts(), 0
    with Ground("kill") as ground:
        for case in cases(ground):
            killed, wrong = judge(ground, case)
            killed_in_all += killed
            facts.say(f"{case.name}: {killed} keer gestopt, niets verloren", wrong)
    print(f"kill -9: {killed_in_all} punten")
    facts.say("er zijn genoeg punten geprobeerd", [] if killed_in_all >= 500 // STRIDE else [killed_in_all])
    facts.end()


def judge(ground, case):
    """How often a command was killed, and what was wrong afterwards."""
    log = ground.top / "log"
    whole = ground.copy(case.folder, "ongestoord")
    done = ground.run(whole, case.words, calls.trace(log, f"{calls.OPEN},{calls.CHANGING}"))
    if done.returncode != 0:
        return 0, [done.stdout + done.stderr]
    points = calls.points(calls.read(log), calls.Call.changes)
    after, site = files_of(whole), site_of(whole)
    before = files_of(case.folder)

    def attempt(numbered):
        turn, point = numbered
        return strike(ground, case, point, turn, (before, after, site))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(attempt, list(enumerate(points))[::STRIDE]))
    return sum(killed for killed, _ in results), [line for _, wrong in results for line in wrong]


def strike(ground, case, point, turn, states):
    """Kills a command at one point and judges what it left, then what the next commands made of it."""
    kind, number = point
    before, after, site = states
    folder = ground.copy(case.folder, f"punt-{turn}")
    done = ground.run(folder, case.words, calls.struck(kind, f"signal=KILL:when={number}"))
    killed = done.returncode in (-9, 137)
    wrong = fsck(ground, folder) + lost(files_of(folder), before, after) + mended(ground, case, folder, turn)
    if case.words[0] == "bouw" and site_of(folder) != site:
        wrong.append("de site is daarna een andere")
    ground.copy(ground.top / "is-er-niet", folder.name)
    where = f"{case.name}, {kind} {number}: "
    return killed, [where + line for line in wrong]


if __name__ == "__main__":
    main()

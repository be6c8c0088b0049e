"""Many dossiers, some destroyed: every other one is to the byte what it was, and of those nothing is anywhere.

Both are found out with git alone. KLACHT_DOSSIERS says how many there are, KLACHT_WEG how many go.
"""

import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

import histories
import officer

COUNT, GONE = int(os.environ["KLACHT_DOSSIERS"]), int(os.environ["KLACHT_WEG"])
# What it may take; a larger repository more memory, but not in step with everything that was ever recorded.
MINUTES, MEBIBYTES = 5, min(1024, 128 + COUNT // 20)
failed = 0


def fact(name, holds, more=""):
    """Prints whether a fact holds, and what is known of it where it does not."""
    global failed
    failed += not holds
    print(f"ok {name}" if holds else f"FAILED {name}\n{more}", flush=True)


def courses(folder, env, tip):
    """Of every dossier on this branch or tag everything that was recorded: its tree, by whom, when, and the message."""
    shape = "%x01%an%x00%ae%x00%ad%x00%cn%x00%ce%x00%cd%x00%B%x02"
    words = ["git", "log", "--topo-order", "--reverse", "--diff-merges=first-parent", "-t", "--raw", "--no-abbrev", "--no-renames", "--date=raw",
             f"--format={shape}", tip, "--"]
    told = subprocess.Popen(words, cwd=folder, env=env, stdout=subprocess.PIPE)
    found, who = {}, None
    place = re.compile(rb"^:\d+ 0?40000 \w+ (\w+) \w\t\"?dossiers/\d+/(K-\d+-\d+)\"?$|^:0?40000 \d+ \w+ (0+) D\tdossiers/\d+/(K-\d+-\d+)$")
    lines = []
    for line in told.stdout:
        if lines or line.startswith(b"\x01"):
            lines.append(line)
            if line.rstrip(b"\n").endswith(b"\x02"):
                who, lines = b"".join(lines), []
        elif dossier := place.match(line.rstrip(b"\n")):
            tree, number, no_tree, gone = dossier.groups()
            found.setdefault(number or gone, []).append((tree or no_tree, who))
    if told.wait():
        raise RuntimeError("git log failed")
    return found


def refs(folder, env):
    """Every reference but what it points at."""
    return officer.git(folder, env, "for-each-ref", "--format=%(refname) %(objecttype)").splitlines()


def spoken(text, planted):
    """The planted words that stand in these bytes, also where base64 hides them."""
    found = set(re.findall(rb"k-\d+-\d+|[a-z]{4,}|\d{9,10}", text.lower()))
    found |= {digits[1:] for digits in found if digits.isdigit() and len(digits) == 10}
    return {one.decode() for one in found} & planted


def decoded(text):
    """What base64 in a mail says."""
    import base64
    for run in re.findall(rb"(?:[A-Za-z0-9+/]{20,76}={0,2}\n?)+", text):
        try:
            yield base64.b64decode(run)
        except ValueError:
            continue


def objects(folder, env):
    """Every object of the store, also those that nothing leads to: its kind and its bytes."""
    words = ["git", "cat-file", "--batch", "--batch-all-objects", "--unordered", "--buffer"]
    told = subprocess.Popen(words, cwd=folder, env=env, stdout=subprocess.PIPE)
    while head := told.stdout.readline():
        _, kind, size = head.split()
        yield kind.decode(), told.stdout.read(int(size))
        told.stdout.read(1)
    if told.wait():
        raise RuntimeError("git cat-file failed")


def remains(folder, env, planted):
    """Where planted words still stand, by place: in objects, in raw files of git, in files of the folder."""
    found, allowed = [], {one for one in planted if one.startswith("k-")}
    lines = {path: path.read_bytes() for path in folder.glob("register/**/*") if path.is_file()}
    closing = officer.git(folder, env, "log", "-1", "--format=%B").encode()
    for kind, text in objects(folder, env):
        words = spoken(text, planted)
        if kind == "blob":
            words |= {word for part in decoded(text) for word in spoken(part, planted)}
        if text in lines.values() or kind == "commit" and text.rstrip().endswith(closing.rstrip()):
            words -= allowed
        found += [(kind, words)] if words else []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in (".pack", ".idx", ".rev"):
            text = path.read_bytes()
            words = spoken(text, planted) | spoken(str(path).encode(), planted)
            words |= {word for part in decoded(text) for word in spoken(part, planted)}
            words -= allowed if text in lines.values() else set()
            found += [(str(path), words)] if words else []
    return found


def others(folder, env, gone, tips):
    """The courses of the dossiers that stay, on each of these branches and tags."""
    return {tip: {number: course for number, course in courses(folder, env, tip).items() if number not in gone} for tip in tips}


def beside(copy, env, gone, ours):
    """How long the other program takes to take the same out of a copy; it proves nothing and looks for nobody."""
    paths = copy.parent / "paden"
    paths.write_text("".join(f"{one.folder}\n" for one in gone))
    began, usage = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    words = [os.environ["FILTER_REPO"], "--force", "--quiet", "--invert-paths", "--paths-from-file", str(paths)]
    done = subprocess.run(words, cwd=copy, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    took, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - usage.ru_utime - usage.ru_stime
    fact("git-filter-repo takes the same dossiers out of a copy", done.returncode == 0, done.stderr)
    print(f"beside git-filter-repo, which proves nothing: {ours.seconds:.1f} s / {took:.1f} s = {ours.seconds / took:.2f}, "
          f"in work {ours.worked:.1f} s / {worked:.1f} s = {ours.worked / worked:.2f}")


def main():
    memory = pathlib.Path("/dev/shm")
    top = pathlib.Path(tempfile.mkdtemp(prefix="klacht-vernietigen-", dir=memory if os.access(memory, os.W_OK) and COUNT <= 2000 else None))
    try:
        prove(top, officer.environment(top / "home"))
    finally:
        shutil.rmtree(top, ignore_errors=True)
    sys.exit(failed > 0)


def prove(top, env):
    folder = top / "kantoor"
    rules = pathlib.Path("dossiers/regeling.yaml").read_bytes()
    everyone = histories.complaints(COUNT)
    gone = histories.gone(everyone, GONE)
    histories.record(folder, everyone, rules, env)
    tips = ["main", "zij", "jaar-2022", "einde"]
    numbers = {one.number.encode() for one in gone}
    before, named = others(folder, env, numbers, tips), refs(folder, env)
    commits = int(officer.git(folder, env, "rev-list", "--count", "--all"))
    planted = set().union(*(one.words() for one in gone))
    there = set().union(*(words for _, words in remains(folder, env, planted)))
    fact("before it, every planted word is found, and every other dossier", there == planted and len(before["main"]) == COUNT - GONE)
    copy = top / "kopie"
    if "FILTER_REPO" in os.environ:
        officer.git(top, env, "clone", "-q", "--mirror", str(folder), str(copy))
    words = ["vernietig", *(one.number for one in gone), "--uitvoeren"]
    if COUNT <= 1000:
        tips_before = officer.git(folder, env, "for-each-ref")
        # One dossier too many; of a few, another number.
        mistaken = officer.at_terminal(folder, words, env, typed=lambda asked: asked + b"0")
        untouched = officer.git(folder, env, "for-each-ref") == tips_before and officer.git(folder, env, "status", "--porcelain") == ""
        fact("what is typed over wrongly destroys nothing", mistaken.code == 2 and untouched, mistaken.screen[-600:])
    done = officer.at_terminal(folder, words, env)
    print(f"{COUNT} dossiers, {commits} commits, {GONE} destroyed: {done.seconds:.1f} s, of which {done.worked:.1f} s of work, at most {done.peak:.0f} MiB")
    fact("the dossiers are destroyed, and nobody stands elsewhere", done.code == 0 and "Nergens anders" in done.screen, done.screen[-2000:])
    after = others(folder, env, numbers, tips)
    for tip in tips:
        changed = [number for number in before[tip].keys() | after[tip].keys() if before[tip].get(number) != after[tip].get(number)]
        fact(f"{tip}: all {len(before[tip])} other dossiers have every commit as it was", not changed, str(changed[:5]))
    fact("every branch and tag is there, and no other", refs(folder, env) == named)
    fact("git calls the store sound and says nothing", officer.git(folder, env, "fsck", "--strict", "--full") == "")
    fact("git sees no difference between folder, index and branch", officer.git(folder, env, "status", "--porcelain") == "")
    left = remains(folder, env, planted)
    fact("nothing of the destroyed stands in any object or file", not left, "\n".join(f"{place}: {sorted(words)}" for place, words in left[:9]))
    fact(f"it took less than {MINUTES} minutes and {MEBIBYTES} MiB", done.seconds < MINUTES * 60 and done.peak < MEBIBYTES)
    if copy.exists():
        beside(copy, env, gone, done)


main()

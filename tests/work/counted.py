"""What a command does, counted in files and bytes by the system itself: at so many dossiers, and at twice as many.

What is counted does not depend on how busy the machine is, so a command that came to do more is seen the first time it runs.
Run with KLACHT, the program, and the generator as the only argument; prints a line «ok …» or «FAILED …» for every fact.
"""

import collections
import os
import pathlib
import re
import subprocess
import sys
import tempfile

KLACHT = pathlib.Path(os.environ["KLACHT"]).resolve()
GENERATOR = pathlib.Path(sys.argv[1]).resolve()
TODAY = "2026-11-22"
FEW = 150
# What a dossier takes in git's index, in bytes.
INDEXED = 145
CALLS = "openat,open,creat,read,pread64,readv,write,pwrite64,writev,rename,renameat,renameat2,mmap,copy_file_range,sendfile"
LINE = re.compile(r"^(\w+)\((.*)\) += (-?\d+|0x[0-9a-f]+)")
NAMED = re.compile(r"<(/[^>]*)>")
QUOTED = re.compile(r'"([^"]*)"')
FAILED = []


def fact(name, holds, found=""):
    print(f"ok {name}" if holds else f"FAILED {name}: {found}", flush=True)
    if not holds:
        FAILED.append(name)


class Work:
    """What one run did below a folder."""

    def __init__(self, folder, *words):
        self.read, self.written = collections.Counter(), collections.Counter()
        self.bytes_read = self.bytes_written = self.bytes_mapped = 0
        with tempfile.TemporaryDirectory() as told:
            # A file for each thread: in one for all of them a call may be cut in two.
            traced = ["strace", "-ff", "-qq", "-y", "-s", "0", "-e", f"trace={CALLS}", "-o", f"{told}/t"]
            environment = {**os.environ, "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "RAYON_NUM_THREADS": "2"}
            done = subprocess.run([*traced, KLACHT, "--vandaag", TODAY, "--map", folder, *words], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
            self.exit, self.said = done.returncode, done.stdout + done.stderr
            for thread in pathlib.Path(told).iterdir():
                for line in thread.read_text(errors="replace").splitlines():
                    self.take(line, f"{folder}/")

    def take(self, line, below):
        call = LINE.match(line)
        if not call or call[3].startswith("-"):
            return
        name, arguments, outcome = call.groups()
        # With a file's descriptor its path is told; the outcome of an opening tells where it led.
        paths = NAMED.findall(line)
        if name in ("openat", "open", "creat"):
            path = paths[-1] if paths else ""
            if path.startswith(below) and not os.path.isdir(path):
                which = self.written if re.search(r"O_WRONLY|O_RDWR|O_CREAT", arguments) or name == "creat" else self.read
                which[path.removeprefix(below)] += 1
        elif name.startswith("rename"):
            target = QUOTED.findall(arguments)
            self.written["(a rename)"] += bool(target)
        elif any(path.startswith(below) for path in paths):
            if name == "mmap":
                self.bytes_mapped += int(arguments.split(",")[1])
            elif "read" in name:
                self.bytes_read += int(outcome)
            else:
                self.bytes_written += int(outcome)

def generated(folder, mode, count):
    subprocess.run([GENERATOR, mode, folder, str(count), "--today", TODAY, "--per-year", str(count)], check=True)
    return folder


def dossiers(folder):
    return sorted(folder.glob("dossiers/*/*/dossier.md"))


class Pair:
    """The same run over few dossiers and over twice as many; `more` is what the second did beyond the first."""

    def __init__(self, few, many, *words):
        self.few, self.many = (Work(folder, *(word(folder) if callable(word) else word for word in words)) for folder in (few, many))
        self.words = " ".join("NUMMER" if callable(word) else word for word in words)
        for work in (self.few, self.many):
            fact(f"{self.words or 'klacht by itself'} does not fail", work.exit in (0, 1), f"exit {work.exit}: {work.said[:400]}")

    def more(self, of):
        return of(self.many) - of(self.few)


def files_read(work):
    return sum(work.read.values())


def files_written(work):
    return sum(work.written.values())


def twice(work):
    """What was opened more than once."""
    return [path for path, times in work.read.items() if times > 1 and path.endswith("dossier.md")]


def check_readers(few, many, whole):
    """The commands that only look: every dossier is read once, whole, and nothing is written."""
    for words in (["controleer"], ["termijnen"], []):
        pair = Pair(few, many, *words)
        name = pair.words or "klacht by itself"
        fact(f"{name} opens each dossier once", pair.more(files_read) == FEW and not twice(pair.many), (pair.more(files_read), twice(pair.many)[:3]))
        read = pair.more(lambda work: work.bytes_read) - whole
        # Whether git is halfway something stands in its index.
        fact(f"{name} reads no byte of a dossier twice", 0 <= read <= (0 if pair.words else INDEXED * FEW), read)
        fact(f"{name} writes nothing", files_written(pair.many) == 0, dict(pair.many.written))
        if words == ["termijnen"]:
            fact("termijnen has no need of the history", pair.many.bytes_mapped == 0, pair.many.bytes_mapped)


def check_builds(few, many):
    """The site: of everything, of nothing, of one dossier."""
    pair = Pair(few, many, "bouw")
    fact("bouw writes a page a dossier and few others", FEW <= pair.more(files_written) <= FEW * 1.05, pair.more(files_written))
    grown = pair.more(lambda work: work.bytes_written) / FEW
    fact("bouw writes no more than 24 kB a dossier", grown <= 24_000, f"{grown:.0f} B")
    fact("bouw opens each dossier once", not twice(pair.many), twice(pair.many)[:3])
    pair = Pair(few, many, "bouw")
    fact("bouw with nothing changed writes nothing", files_written(pair.many) == 0, dict(pair.many.written))
    fact("bouw with nothing changed reads nothing but the dossiers", pair.more(files_read) == FEW, pair.more(files_read))
    for folder in (few, many):
        edit(folder)
    pair = Pair(few, many, "bouw")
    fact("bouw after one save writes as many files whatever the number of dossiers", pair.more(files_written) <= 2 and files_written(pair.many) <= 14,
         (files_written(pair.few), files_written(pair.many)))
    grown = pair.more(lambda work: work.bytes_written) / FEW
    fact("bouw after one save writes no more than 900 B a dossier, for its lists", grown <= 900, f"{grown:.0f} B")


def check_recording(few, many):
    """One recording costs the same at any number, but for git's index."""
    pair = Pair(few, many, "leg-vast", edit)
    fact("leg-vast records", "vastgelegd" in pair.many.said, pair.many.said)
    fact("leg-vast opens as many files whatever the number of dossiers", pair.more(files_read) == 0, (files_read(pair.few), files_read(pair.many), list(pair.many.read)[:20]))
    fact("leg-vast writes as many files whatever the number of dossiers", pair.more(files_written) == 0, (dict(pair.few.written), dict(pair.many.written)))
    grown = pair.more(lambda work: work.bytes_read + work.bytes_written) / FEW
    fact("leg-vast reads and writes the index and nothing else that grows", grown <= 4 * INDEXED, f"{grown:.0f} B a dossier")


def edit(folder):
    """Adds a line to the first dossier of which the complaint is not closed yet."""
    for path in dossiers(folder):
        text = path.read_text()
        if "status: in_behandeling" in text:
            path.write_text(text + "\nNog een regel.\n")
            return path.parent.name
    raise SystemExit("no dossier is open")


def main():
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work).resolve()
        for mode in ("files", "git"):
            few, many = (generated(work / f"{mode}-{count}", mode, count) for count in (FEW, 2 * FEW))
            for folder in (few, many):
                (folder / ".gitconfig").write_text("[user]\n\tname = M. Visser\n\temail = m.visser@kantoor.example\n")
            sizes = [sum(path.stat().st_size for path in dossiers(folder)) for folder in (few, many)]
            print(f"--- {mode}")
            check_readers(few, many, sizes[1] - sizes[0])
            check_builds(few, many)
            if mode == "git":
                check_recording(few, many)
    sys.exit(bool(FAILED))


main()

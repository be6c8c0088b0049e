"""Runs of programs, in turn, and what they cost; the median counts, and ratios say more than seconds."""

import statistics
import subprocess
import tempfile

MIB = 1024 * 1024


class Run:
    """One run of a program: processor seconds, wall seconds, peak memory in bytes, exit code, output."""

    def __init__(self, *command, environment=None):
        # A process starts with the peak of the one that started it, so a small program stands between.
        with tempfile.NamedTemporaryFile("r") as report:
            timed = ["/usr/bin/time", "--quiet", "--format", "%U %S %e %M", "--output", report.name, *map(str, command)]
            done = subprocess.run(timed, stdin=subprocess.DEVNULL, capture_output=True, env=environment)
            user, system, self.wall, kilobytes = map(float, report.read().split())
        self.exit, self.output, self.complaint = done.returncode, done.stdout, done.stderr.decode(errors="replace")
        self.cpu, self.peak = user + system, kilobytes * 1024


class Series:
    """Several runs of one thing."""

    def __init__(self, name, runs):
        self.name, self.runs, self.last = name, runs, runs[-1]
        self.cpu = statistics.median(run.cpu for run in runs)
        self.wall = statistics.median(run.wall for run in runs)
        self.peak = max(run.peak for run in runs)
        failed = [run for run in runs if run.exit not in (0, 1)]
        if failed:
            raise SystemExit(f"{name} failed with {failed[0].exit}: {failed[0].complaint[:500]}")
        print(f"{name:44} {self.cpu:8.2f} s processor {self.wall:8.2f} s wall {self.peak / MIB:8.0f} MiB   ({len(runs)} runs)", flush=True)


def in_turn(times, works):
    """Does each so many times, in turn, so that a busy moment of the machine hits them alike. `works` by name."""
    runs = {name: [] for name in works}
    for _ in range(times):
        for name, work in works.items():
            runs[name].append(work())
    return {name: Series(name, of) for name, of in runs.items()}


class Ratio:
    """One series against another, run by run: the median, the least and the most."""

    def __init__(self, one, other, of="cpu"):
        each = sorted(getattr(a, of) / max(getattr(b, of), 1e-6) for a, b in zip(one.runs, other.runs))
        self.median, self.least, self.most = statistics.median(each), each[0], each[-1]

    def __str__(self):
        return f"{self.median:.2f} ({self.least:.2f} – {self.most:.2f})"

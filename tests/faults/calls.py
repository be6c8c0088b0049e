"""The calls with which a program changes files, as strace sees them, and how to be there at each of them.

strace counts every kind of call thread by thread. A point is a kind and a number: where the first thread comes to its
so-manieth call of that kind.
"""

import re

OPEN = "openat"
CHANGING = (
    "write,pwrite64,writev,sendfile,copy_file_range,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,"
    "mkdir,mkdirat,ftruncate,truncate,fallocate,fsync,fdatasync,syncfs,chmod,fchmod,fchmodat,chown,fchown,flock,utimensat"
)
LINE = re.compile(r"(\d+) +(\w+)\((.*)")


class Call:
    """One call: the thread that did it, and that thread's how-manieth of this kind it was."""

    def __init__(self, thread, kind, rest, number):
        self.thread, self.kind, self.rest, self.number = thread, kind, rest, number

    def changes(self):
        return self.kind != OPEN or "O_CREAT" in self.rest or "O_TRUNC" in self.rest


def trace(log, kinds):
    """What a program is run under so that these calls are written to a file."""
    return ["strace", "-f", "-qq", "-s", "200", "-o", str(log), "-e", "signal=none", "-e", "trace=" + kinds]


def struck(kind, effect):
    """What a program is run under so that something befalls it at these calls."""
    return [*trace("/dev/null", kind), "-e", f"inject={kind}:{effect}"]


def read(log):
    """The calls in a log, in order of time."""
    counted, calls = {}, []
    for line in log.read_text(errors="replace").splitlines():
        match = LINE.match(line)
        if match and match[2] != "execve":
            of_thread = match.group(1, 2)
            counted[of_thread] = counted.get(of_thread, 0) + 1
            calls.append(Call(*match.groups(), counted[of_thread]))
    return calls


def points(calls, wanted):
    """A kind and a number for every wanted call, each once; where two threads come to the same number, the first is it."""
    return list(dict.fromkeys((call.kind, call.number) for call in calls if wanted(call)))


def from_first(calls, text):
    """The calls from the first one on in which this text stands."""
    first = next((place for place, call in enumerate(calls) if text in call.rest), len(calls))
    return calls[first:]

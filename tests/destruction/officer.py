"""The officer at a terminal: runs the program as it is run in an office, and types what it asks for."""

import os
import pty
import re
import select
import subprocess
import time

KLACHT = os.environ["KLACHT"]
TODAY = "2026-11-22"
GITCONFIG = "[user]\n\tname = B. Becker\n\temail = b.becker@kantoor.example\n[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n"
# What the program asks, and what is typed: the words in brackets.
QUESTIONS = [rb"Typ het nummer (K-\d+-\d+) over [^\n]*: $", rb"Typ over hoeveel het er zijn, (\d+): $", rb"Typ het eerste nummer (K-\d+-\d+) over [^\n]*: $"]


def environment(home):
    """What the program and git are told of the machine; makes the home of the officer."""
    home.mkdir(exist_ok=True)
    (home / ".gitconfig").write_text(GITCONFIG)
    return {"HOME": str(home), "PATH": os.environ["PATH"], "TZ": "Europe/Amsterdam", "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1", "TERM": "dumb"}


class Done:
    """How a run at a terminal ended: its exit code, what stood on the screen, seconds, those of them it worked, and the most memory in MiB."""

    def __init__(self, code, screen, seconds, usage):
        self.code, self.screen, self.seconds = code, screen, seconds
        self.worked, self.peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def at_terminal(folder, words, env, typed=lambda asked: asked, patience=900, today=TODAY):
    """The program at a terminal of its own; at every question of QUESTIONS is typed what `typed` makes of what it asks."""
    began = time.monotonic()
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execve(KLACHT, [KLACHT, "--vandaag", today, *words], env)
    screen, answered = b"", 0
    while time.monotonic() - began < patience:
        ready, _, _ = select.select([terminal], [], [], 1)
        if not ready:
            continue
        try:
            said = os.read(terminal, 65536)
        except OSError:
            break
        if not said:
            break
        screen += said
        asked = next((found for question in QUESTIONS if (found := re.search(question, screen[answered:]))), None)
        if asked:
            os.write(terminal, typed(asked.group(1)) + b"\n")
            answered = len(screen)
    else:
        os.kill(child, 9)
    _, status, usage = os.wait4(child, 0)
    os.close(terminal)
    return Done(os.waitstatus_to_exitcode(status), screen.decode(errors="replace"), time.monotonic() - began, usage)


def git(folder, env, *words):
    """What git answers; it must succeed, and complain of nothing."""
    done = subprocess.run(["git", *words], cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode or done.stderr:
        raise RuntimeError(f"git {words}: {done.returncode} {done.stderr.decode(errors='replace')}")
    return done.stdout.decode(errors="replace")

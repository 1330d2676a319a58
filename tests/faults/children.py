"""Real processes for the fault tests: a nursery that forks children, which write, die, and are killed.

`python -m tests.faults.children` reads one JSON list of jobs a line, runs the jobs at the same time, each in a
process of its own, and answers with one JSON list of what became of them: how each ended and what it printed.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from companion.journal.errors import JournalError
from tests.journal.making import Home, plan, reflection, setting, texts, trial

REPOSITORY = Path(__file__).resolve().parents[2]
NOBODY = 65534
Job = dict[str, Any]


def say(what: object) -> None:
    """Print and flush in one call, so that what was said before a kill is there after it."""
    sys.stdout.flush()
    os.write(1, json.dumps(what).encode() + b"\n")


def long_text(key: str, size: int) -> str:
    """A text that its key and size determine, so that any change in it shows."""
    return (f"{key} é · " * size)[: size * 4]


def write_until_killed(root: str, seed: int) -> None:
    """Acts of three documents, each acknowledged once it is durable, for as long as this process lives."""
    chance = random.Random(seed)
    journal = Home(Path(root)).open()
    count = 0
    while True:
        count += 1
        key, size = f"{seed}-{count}", chance.choice([1, 10, 200, 5000])
        with journal.act():
            journal.add(plan(long_text(key, size)), key)
            journal.add(trial(key, long_text(key, size)), key)
            journal.add(reflection(long_text(key, size)), key)
        say([key, size])


def three_documents(home: Home) -> None:
    """The act that the tests of a kill inside the write take apart."""
    journal = home.open()
    with journal.act():
        journal.add(plan("ask sooner"), "p")
        journal.add(trial("p", "it went well"), "t")
        journal.add(reflection("a calmer day"), "r")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def cut(root: str, at: int) -> None:
    """Write only the first bytes of the line, and be killed."""
    real = os.write

    def partial(descriptor: int, data: Any) -> int:
        real(descriptor, bytes(data)[:at])
        die()
        raise AssertionError("killed")

    os.write = partial
    three_documents(Home(Path(root)))


def killed_before_call(root: str, number: int) -> None:
    """Be killed before the n-th call that can change a disk; say so if there were fewer."""
    calls = 0

    def counting(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == number:
                die()
            return real(*args, **kwargs)

        return call

    kept = {name: getattr(os, name) for name in ("open", "mkdir", "write", "fsync", "replace", "close")}
    for name, real in kept.items():
        setattr(os, name, counting(real))
    three_documents(Home(Path(root)))
    for name, real in kept.items():
        setattr(os, name, real)
    say("finished")


def insert(root: str, name: str, count: int) -> None:
    """Add documents, one act each."""
    journal = Home(Path(root)).open(wait=60)
    for number in range(count):
        journal.add(reflection(f"{name} {number}"))


def increment(root: str, times: int) -> None:
    """Read, add one and write, through TinyDB, inside one act each time."""
    journal = Home(Path(root)).open(wait=60)
    table = journal.db.table("settings")

    def one_more(document: dict[str, Any]) -> None:
        document["count"] += 1

    for _ in range(times):
        with journal.act():
            table.update(one_more, doc_ids=["counter"])


def upsert_the_same(root: str, names: list[str]) -> None:
    """Put settings that another process is putting too."""
    journal = Home(Path(root)).open(wait=60)
    for name in names:
        journal.add(setting("15"), name)


def fill_up_to_a_limit(root: str, room: int) -> None:
    """Save with no more than `room` bytes to a file, and again when there is space."""
    home = Home(Path(root))
    journal = home.open()
    limit = home.file.stat().st_size + room
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    before = home.file.read_bytes()
    try:
        journal.add(reflection("x" * (room + 1000)), "too-much")
    except JournalError as error:
        say({"refused": type(error).__name__, "because": str(error)})
    say({"same bytes": home.file.read_bytes() == before, "ghost": "too-much" in texts(journal)})
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    journal.add(reflection("there is room again"), "later")
    say(sorted(texts(journal)))


def as_nobody(root: str) -> None:
    """Read and try to save under an account that file permissions bind."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    home = Home(Path(root))
    journal = home.open(wait=0.3)
    say(texts(journal))
    try:
        journal.add(reflection("cannot be"), "new")
        say("saved")
    except JournalError as error:
        say({"refused": type(error).__name__, "because": str(error)})
    say(texts(journal))


def hold_the_lock(root: str) -> None:
    """Take the journal's lock and keep it."""
    with Home(Path(root)).open().act():
        say("held")
        time.sleep(60)


JOBS: dict[str, Callable[..., None]] = {
    job.__name__: job
    for job in (
        write_until_killed, cut, killed_before_call, insert, increment, upsert_the_same, fill_up_to_a_limit,
        as_nobody, hold_the_lock,
    )
}  # fmt: skip


class Nursery:
    """The test's end of a process that forks children; imports are paid for once."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.faults.children"]
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
        self._process = subprocess.Popen(
            command, cwd=REPOSITORY, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def run(self, *jobs: Job) -> list[tuple[int, list[Any]]]:
        """Run the jobs at once; for each, its exit code (a signal is negative) and what it said.

        A job's `kill_after` has it killed that many seconds after the first thing it says.
        """
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(jobs), file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        assert answer, "the nursery has died"
        return [(code, said) for code, said in json.loads(answer)]

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


def start(job: Job) -> tuple[int, int]:
    """Fork a child for one job; returns its process id and the end of the pipe it talks through."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child:
        os.close(theirs)
        return child, ours
    code = 70
    try:
        os.dup2(theirs, 1)
        arguments = {key: value for key, value in job.items() if key not in ("do", "kill_after")}
        JOBS[job["do"]](**arguments)
        code = 0
    finally:
        if code:
            sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        os._exit(code)


def finish(job: Job, child: int, pipe: int) -> tuple[int, list[Any]]:
    """Let a child end, or kill it when its time has come; only whole lines count as said."""
    said = b""
    if "kill_after" in job:
        said = os.read(pipe, 65536)
        time.sleep(job["kill_after"])
        os.kill(child, signal.SIGKILL)
    while more := os.read(pipe, 65536):
        said += more
    os.close(pipe)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code, [json.loads(line) for line in said.split(b"\n")[:-1]]


def main() -> None:
    with tempfile.TemporaryDirectory() as warm:
        three_documents(Home(Path(warm)))  # every late import happens here, and not in each child
    for request in sys.stdin:
        jobs = json.loads(request)
        started = [(job, *start(job)) for job in jobs]
        say([finish(*each) for each in started])


if __name__ == "__main__":
    main()

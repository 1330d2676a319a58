"""Saving in real processes that are killed at every step of the way: `python -m tests.exchange.killing FOLDER`.

Answers with one JSON list: for each way to save, what was on disk after each kill, by path, until a process finished.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from companion.coach.playbook import Everything, Noted, Part
from companion.exchange.export_json import save_json
from companion.exchange.export_markdown import save_months
from companion.exchange.playbook_markdown import save_playbook
from companion.exchange.playbook_pack import PackName, save_pack
from companion.journal.versions import Version
from tests.domain.making import FRI, MON, ONE, at
from tests.exchange.texts import view

CALLS = ("open", "mkdir", "fsync", "replace", "rename", "fchmod")


def everything(words: str) -> Everything:
    raw = json.dumps({"text": words * 100}).encode()
    version = Version("reflections", "x", "1795321013719.00000-abcdef", at(FRI), "abcdef", raw, None)
    return Everything(FRI, at(FRI), [version], [])


def months(words: str) -> list[Noted]:
    return [Noted(day, (Part("Wrote", words * 100),)) for day in (MON - 31 * ONE, MON)]


SAVERS: dict[str, Callable[[Path, str], Any]] = {
    "json": lambda root, words: save_json(root / "journal.json", everything(words)),
    "months": lambda root, words: save_months(root / "journal", months(words)),
    "playbook": lambda root, words: save_playbook(root / "playbook.md", [view(do=words * 100)], FRI),
    "pack": lambda root, words: save_pack(root / words, [view(do=words)], PackName(), FRI),
}


def killed_at(number: int, save: Callable[[], Any]) -> bool:
    """Save in a child that is killed before its n-th call that can change a disk; False where there were fewer."""
    child = os.fork()
    if not child:
        calls = count(1)

        def counting(real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*args: Any, **kwargs: Any) -> Any:
                if next(calls) == number:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*args, **kwargs)

            return call

        for name in CALLS:
            setattr(os, name, counting(getattr(os, name)))
        code = 70
        try:
            save()
            code = 0
        finally:
            os._exit(code)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in (0, -signal.SIGKILL), ended
    return ended != 0


def on_disk(root: Path) -> dict[str, str]:
    """Every file that somebody would look at; what a kill leaves under a name of its own begins with a dot."""
    files = [path for path in root.rglob("*") if path.is_file()]
    named = {str(path.relative_to(root)): path.read_text("utf-8") for path in files}
    return {name: text for name, text in named.items() if not name.startswith(".") and "/." not in name}


def after_kills(root: Path, save: Callable[[Path, str], Any]) -> list[dict[str, str]]:
    found = []
    for number in count(1):
        place = root / str(number)
        place.mkdir(parents=True)
        save(place, "old")
        was_killed = killed_at(number, lambda place=place: save(place, "new"))  # type: ignore[misc]
        found.append(on_disk(place))
        if not was_killed:
            return found
    return found


if __name__ == "__main__":
    print(json.dumps({name: after_kills(Path(sys.argv[1], name), save) for name, save in SAVERS.items()}))

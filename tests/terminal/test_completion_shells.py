"""Completion in real shells: somebody types a beginning and presses Tab, and this is what stands on the line then."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from companion.cli.commands import COMMANDS
from companion.cli.completing import completion_script
from companion.cli.parser import build_parser
from companion.compose import build_coach
from companion.domain.records import Outcome, Verdict
from companion.places import Places
from tests.terminal.terminal import Terminal, environment

SHELLS = ("bash", "zsh")
START = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"]}
SETTLE = {"bash": "PS1='> '", "zsh": "PROMPT='> '; unsetopt prompt_sp; autoload -Uz compinit && compinit -u -D"}
KILL_LINE, TAB = b"\x15", b"\t"
HOSTILE = (
    "$(touch OWNED) `touch OWNED` ${HOME} $((1+1))",
    "'; touch OWNED; '",
    '"; touch OWNED; "',
    "<(touch OWNED); touch OWNED & touch OWNED | tee OWNED > OWNED",
    "]:x:touch OWNED [a]:{b} (c) a\\:b \\$(touch OWNED)",
    "%F{red}%n %% !! !$ # * ? ~ -n --json",
    "one\ntouch OWNED\ttwo",
)


class Shell(Terminal):
    """A shell that completes, in a folder of its own. Its lines are typed and never entered."""

    def __init__(self, kind: str, env: dict[str, str], start: str = "") -> None:
        super().__init__(env, START[kind], size=(110, 50))
        self._typed = 0
        self.run(SETTLE[kind])
        self.run(start or f'eval "$(companion completion {kind})"')

    def run(self, line: str) -> None:
        """Enter a line, and wait for its end and for the next prompt: only then does the shell look at Tab."""
        self._typed += 1
        self.send(KILL_LINE + f"{line}; echo en''d{self._typed}\r".encode())
        self.wait_for(f"end{self._typed}")
        self.wait_until(lambda: self._current == ">", "the prompt")

    def line(self, beginning: str, tabs: int = 1) -> str:
        """What stands on the line after Tab; a mark typed behind it tells when the shell is done."""
        self._typed += 1
        mark = f"#{self._typed}"
        self.send(KILL_LINE + beginning.encode() + tabs * TAB + mark.encode())
        self.wait_until(lambda: self._current.endswith(mark), f"{beginning} and {mark}")
        return self._current.removeprefix("> ").removesuffix(mark).rstrip()

    @property
    def _current(self) -> str:
        return self._screen.display[self._screen.cursor.y].rstrip()


class Life(NamedTuple):
    """A folder in which something has been recorded, and the ids of it."""

    home: Path
    open: str
    full: str
    play: str
    trial: str
    hostile: tuple[str, ...]

    @property
    def env(self) -> dict[str, str]:
        return environment(self.home, PATH=f"{self.home / 'bin'}:{os.environ['PATH']}", HISTFILE="/dev/null")

    def beginning(self, key: str) -> str:
        """The shortest beginning that no other id has."""
        others = [one for one in (self.open, self.full, self.play, self.trial, *self.hostile) if one != key]
        return next(key[:size] for size in range(1, 9) if not any(one.startswith(key[:size]) for one in others))


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Life:
    home = tmp_path_factory.mktemp("shells")
    command = home / "bin" / "companion"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m companion "$@"\n')
    command.chmod(0o755)
    (home / "my picture.svg").touch()
    (home / "folder").mkdir()
    coach = build_coach(Places.from_environment({"COMPANION_HOME": str(home)}))
    play, full, wanted = coach.plan("When it rains, I will go out"), coach.plan("ask why"), coach.plan("sing", pact=5)
    trial = coach.tell(full.id, Outcome.BETTER, note="They laughed.")
    coach.decide(play.id, Verdict.ADOPT)
    hostile = tuple(coach.plan(one).id for one in HOSTILE)
    return Life(home, wanted.id, full.id, play.id, trial.id, hostile)


@pytest.fixture(scope="module", params=SHELLS)
def kind(request: pytest.FixtureRequest) -> str:
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed, so completion in it cannot be tried")
    return str(request.param)


@pytest.fixture(scope="module")
def shell(kind: str, life: Life) -> Iterator[Shell]:
    with Shell(kind, life.env) as found:
        yield found


def test_a_command_completes(shell: Shell) -> None:
    assert shell.line("companion dec") == "companion decide"
    assert shell.line("companion let") == "companion let-go"


def test_an_option_and_its_choice_complete(shell: Shell) -> None:
    assert shell.line("companion did --out") == "companion did --outcome"
    assert shell.line("companion did --outcome b") == "companion did --outcome better"
    assert shell.line("companion completion z") == "companion completion zsh"


def test_the_beginning_of_an_id_completes(shell: Shell, life: Life) -> None:
    assert shell.line(f"companion did {life.beginning(life.open)}") == f"companion did {life.open}"
    assert shell.line(f"companion decide {life.beginning(life.full)}") == f"companion decide {life.full}"


def test_what_follows_an_id_completes_too(shell: Shell, life: Life) -> None:
    assert shell.line(f"companion decide {life.full} dr") == f"companion decide {life.full} drop"
    assert shell.line(f"companion did {life.open} --not-") == f"companion did {life.open} --not-tried"


def test_an_option_before_an_id_is_no_hindrance(shell: Shell, life: Life) -> None:
    typed = f"companion did --outcome worse {life.beginning(life.open)}"
    assert shell.line(typed) == f"companion did --outcome worse {life.open}"


def test_only_ids_that_make_sense_for_a_command_are_offered(shell: Shell, life: Life) -> None:
    for command, key in (("did", life.play), ("grow", life.open)):
        typed = f"companion {command} {life.beginning(key)}"
        assert shell.line(typed) == typed
    assert shell.line(f"companion grow {life.beginning(life.play)}") == f"companion grow {life.play}"
    assert shell.line(f"companion show {life.beginning(life.trial)}") == f"companion show {life.trial}"


def test_a_command_of_a_group_completes_and_so_does_what_follows_it(shell: Shell) -> None:
    assert shell.line("companion programme st") == "companion programme start"
    begun = "companion programme start work-as-pdsa/five"
    assert shell.line(begun) == "companion programme start work-as-pdsa/five-threads"
    assert shell.line("companion pack install fol").rstrip("/") == "companion pack install folder"


def test_a_file_completes_with_its_blanks(shell: Shell) -> None:
    assert shell.line("companion progress --save my") == "companion progress --save my\\ picture.svg"
    assert shell.line("companion progress --save my\\ p") == "companion progress --save my\\ picture.svg"


def test_a_command_for_other_programs_is_not_offered(shell: Shell) -> None:
    assert shell.line("companion id") == "companion id"


def test_what_people_wrote_is_never_run(shell: Shell, kind: str, life: Life) -> None:
    before = set(life.home.iterdir())
    key = life.hostile[0]
    assert shell.line(f"companion did {life.beginning(key)}") == f"companion did {key}"
    assert shell.line("companion did ", tabs=2).startswith("companion did")
    for key in life.hostile:
        assert key in shell.words
    if kind == "zsh":  # which shows the words too, just as they are
        for words in HOSTILE:
            assert " ".join(words.split())[1:60] in shell.words
    assert set(life.home.iterdir()) == before


def test_what_is_typed_is_never_run(shell: Shell, kind: str, life: Life) -> None:
    """Zsh itself runs what stands in `$(…)` when Tab is pressed on it; bash does not, and quotes keep both from it."""
    before = set(life.home.iterdir())
    typed = ["'$(touch OWNED)", "'`touch OWNED`", "x;touch OWNED"] + (["$(touch OWNED)"] if kind == "bash" else [])
    for words in typed:
        shell.line(f"companion did {words}")
    assert set(life.home.iterdir()) == before


def test_a_journal_that_cannot_be_read_offers_nothing_and_says_nothing(kind: str, life: Life, tmp_path: Path) -> None:
    log = tmp_path / "data" / "journal" / "other7" / "2026.jsonl"
    log.parent.mkdir(parents=True)
    log.write_text('{"v":99,"r":"1795321013719.00000-other7","a":[]}\n')
    (tmp_path / "completion").write_text(completion_script(kind))
    env = life.env | {"COMPANION_HOME": str(tmp_path), "TZ": "Nowhere/Real"}
    with Shell(kind, env, f'eval "$(cat {tmp_path}/completion)"') as shell:
        shell.wipe()
        assert shell.line(f"companion did {life.open[0]}", tabs=2) == f"companion did {life.open[0]}"
        assert "cannot read" not in shell.words
        assert "TZ" not in shell.words


def test_zsh_takes_the_script_as_a_file_of_its_fpath(life: Life, tmp_path: Path) -> None:
    if shutil.which("zsh") is None:
        pytest.skip("zsh is not installed, so completion in it cannot be tried")
    (tmp_path / "_companion").write_text(completion_script("zsh"))
    with Shell("zsh", life.env, f"fpath=({tmp_path} $fpath); compinit -u -D") as shell:
        assert shell.line(f"companion did {life.beginning(life.open)}") == f"companion did {life.open}"
        assert shell.line("companion dec") == "companion decide"


def test_zsh_offers_every_option_of_every_command(life: Life, tmp_path: Path) -> None:
    if shutil.which("zsh") is None:
        pytest.skip("zsh is not installed, so completion in it cannot be tried")
    (tmp_path / "completion").write_text(completion_script("zsh"))
    with Shell("zsh", life.env, f'eval "$(cat {tmp_path}/completion)"') as shell:
        for command, options in all_options().items():
            shell.wipe()
            shell.line(f"companion {command} -")
            assert set(options) <= set(shell.words.split()), command
            assert "_arguments" not in shell.words


def test_bash_offers_every_option_of_every_command(life: Life) -> None:
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed, so completion in it cannot be tried")
    asked = "".join(
        f"COMP_WORDS=(companion {command} -); COMP_CWORD=2; _shtab_companion; echo {command} ${{COMPREPLY[@]}}\n"
        for command in all_options()
    )
    text = (completion_script("bash") + "\n" + asked).encode()
    done = subprocess.run(["bash"], input=text, capture_output=True, env=life.env, check=False, timeout=60)
    offered = {command: set(options) for command, *options in map(str.split, done.stdout.decode().splitlines())}
    assert offered == {command: set(options) for command, options in all_options().items()}
    assert done.stderr == b""


def all_options() -> dict[str, list[str]]:
    """The options of every command that help lists."""
    (commands,) = [one for one in build_parser(COMMANDS.values())._actions if isinstance(one.choices, dict)]
    return {
        name: [option for action in parser._actions for option in action.option_strings]
        for name, parser in commands.choices.items()
        if not COMMANDS[name].hidden
    }

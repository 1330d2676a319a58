"""House habits that no linter checks, read from the source itself."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2] / "companion"
MODULES = sorted(path for path in HOUSE.rglob("*.py"))
CLOCK = {"now", "utcnow", "today", "time", "localtime", "gmtime"}
CLOCK_OWNERS = {"datetime", "date", "time"}
CHANCE = {"random", "secrets", "uuid"}
MODULE_LINES, FUNCTION_LINES, DOCSTRING_LINES = 350, 60, 4

Named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def name_of(path: Path) -> str:
    return str(path.relative_to(HOUSE))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def public(found: ast.AST) -> Iterator[Named]:
    """Every public class and function of a module, and the public methods of its public classes."""
    for node in ast.iter_child_nodes(found):
        if isinstance(node, Named) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


def clock_reads(found: ast.AST) -> list[int]:
    """The lines that ask the system what time it is; `coach.today()` and a stopwatch are not that."""
    return [
        node.lineno
        for node in ast.walk(found)
        if isinstance(node, ast.Attribute) and node.attr in CLOCK
        and isinstance(node.value, ast.Name) and node.value.id in CLOCK_OWNERS
    ]  # fmt: skip


def test_the_house_was_found() -> None:
    assert {"coach/coach.py", "domain/streak.py", "cli/main.py"} <= {name_of(path) for path in MODULES}


def found(look: Callable[[Path], object]) -> dict[str, object]:
    """What is seen in each module where anything is, by the module's name."""
    seen = {name_of(path): look(path) for path in MODULES}
    return {name: what for name, what in seen.items() if what}


def test_modules_are_short() -> None:
    lines = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: count for name, count in lines.items() if count > MODULE_LINES} == {}


def test_functions_are_short() -> None:
    def long(path: Path) -> dict[str, int]:
        functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        lines = {node.name: node.end_lineno - node.lineno + 1 for node in functions if node.end_lineno}
        return {name: count for name, count in lines.items() if count > FUNCTION_LINES}

    assert found(long) == {}


def test_what_is_public_says_what_it_is_in_one_to_four_lines() -> None:
    def silent_or_wordy(path: Path) -> list[str]:
        module = tree(path)
        docs = {node.name: ast.get_docstring(node) for node in public(module)}
        silent = [name for name, text in docs.items() if not text and not is_override(module, name)]
        wordy = [name for name, text in docs.items() if text and len(text.splitlines()) > DOCSTRING_LINES]
        own = len((ast.get_docstring(module) or "").splitlines())
        return [*silent, *wordy, *(["the module"] if not 1 <= own <= DOCSTRING_LINES + 2 else [])]

    assert found(silent_or_wordy) == {}


def is_override(found: ast.Module, name: str) -> bool:
    """Marked with typing.override: it says what the method it overrides says."""
    nodes = [node for node in public(found) if node.name == name]
    return any("override" in ast.dump(decorator) for node in nodes for decorator in node.decorator_list)


def test_no_error_is_caught_without_a_name() -> None:
    def caught(node: ast.ExceptHandler) -> set[str]:
        return {part.id for part in ast.walk(node.type) if isinstance(part, ast.Name)} if node.type else {"all"}

    def nameless(path: Path) -> list[int]:
        handlers = [node for node in ast.walk(tree(path)) if isinstance(node, ast.ExceptHandler)]
        return [node.lineno for node in handlers if caught(node) & {"Exception", "BaseException", "all"}]

    assert found(nameless) == {}


def test_no_module_keeps_state_of_its_own() -> None:
    assert found(lambda path: [node.lineno for node in ast.walk(tree(path)) if isinstance(node, ast.Global)]) == {}


def test_the_clock_is_read_where_the_house_is_put_together_and_in_its_shortcut() -> None:
    """Everything else is given the time, so that a test can be on any day."""
    assert found(lambda path: clock_reads(tree(path))).keys() == {"compose.py", "quick.py"}


def test_the_rules_know_neither_files_nor_chance_nor_the_system() -> None:
    for path in sorted((HOUSE / "domain").glob("*.py")):
        for node in ast.walk(tree(path)):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            roots = {name.partition(".")[0] for name in names}
            assert not roots & (CHANCE | {"os", "io", "sys", "pathlib", "time", "locale", "tempfile"}), path.name
            assert not (isinstance(node, ast.Name) and node.id in ("open", "print", "input")), path.name


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("datetime.now()", [1]),
        ("x = date.today()", [1]),
        ("import time\ntime.time()", [2]),
        ("clock = datetime.now", [1]),
        ("coach.today()", []),
        ("datetime(2026, 1, 1)", []),
    ],
)
def test_a_clock_read_is_known_when_seen(source: str, lines: list[int]) -> None:
    assert clock_reads(ast.parse(source)) == lines

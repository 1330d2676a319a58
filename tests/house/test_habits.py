"""House habits that no linter checks, read from the source itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
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


@pytest.fixture(params=MODULES, ids=name_of)
def module(request: pytest.FixtureRequest) -> Path:
    return request.param


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


def test_modules_are_short(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= MODULE_LINES


def test_functions_are_short(module: Path) -> None:
    functions = [node for node in ast.walk(tree(module)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {node.name: node.end_lineno - node.lineno + 1 for node in functions if node.end_lineno}
    assert {name: lines for name, lines in long.items() if lines > FUNCTION_LINES} == {}


def test_what_is_public_says_what_it_is_in_one_to_four_lines(module: Path) -> None:
    found = tree(module)
    docs = {"the module": ast.get_docstring(found)} | {node.name: ast.get_docstring(node) for node in public(found)}
    assert [name for name, text in docs.items() if not text and not is_override(found, name)] == []
    wordy = {name: text for name, text in docs.items() if text and name != "the module"}
    assert [name for name, text in wordy.items() if len(text.splitlines()) > DOCSTRING_LINES] == []
    assert len((docs["the module"] or "").splitlines()) <= DOCSTRING_LINES + 2


def is_override(found: ast.Module, name: str) -> bool:
    """Marked with typing.override: it says what the method it overrides says."""
    nodes = [node for node in public(found) if node.name == name]
    return any("override" in ast.dump(decorator) for node in nodes for decorator in node.decorator_list)


def test_no_error_is_caught_without_a_name(module: Path) -> None:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.ExceptHandler):
            caught = {part.id for part in ast.walk(node.type) if isinstance(part, ast.Name)} if node.type else {"all"}
            assert not caught & {"Exception", "BaseException", "all"}, node.lineno


def test_no_module_keeps_state_of_its_own(module: Path) -> None:
    assert [node.lineno for node in ast.walk(tree(module)) if isinstance(node, ast.Global)] == []


def test_the_clock_is_read_where_the_house_is_put_together_and_in_its_shortcut(module: Path) -> None:
    """Everything else is given the time, so that a test can be on any day."""
    reads = clock_reads(tree(module))
    assert bool(reads) == (name_of(module) in ("compose.py", "quick.py")), reads


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

"""`companion` and `python -m companion`: choose the front end, and import only that one."""

from __future__ import annotations

import os
import sys


def wants_full_screen(arguments: list[str]) -> bool:
    """No command was given, and a person sits at a terminal that can draw."""
    if arguments or os.environ.get("TERM", "dumb") == "dumb":
        return False
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def main(arguments: list[str] | None = None) -> int:
    """Run one front end and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        return _run(given)
    except ModuleNotFoundError as error:
        sys.stderr.write(
            f"The companion is not installed completely: {error.name} is missing. "
            "Run `python3 -m pip install -e .` in its folder, with the Python that you start it with.\n"
        )
        return 1


def _run(given: list[str]) -> int:
    if wants_full_screen(given):
        from companion.tui.run import run_full_screen

        return run_full_screen()
    if given[:1] == ["status"]:
        from companion.quick import quick_status

        code = quick_status(given[1:])
        if code is not None:
            return code
    from companion.cli.main import run_command

    return run_command(given)


if __name__ == "__main__":
    sys.exit(main())

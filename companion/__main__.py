"""`companion` and `python -m companion`: choose the front end, and import only that one."""

from __future__ import annotations

import os
import sys


def wants_full_screen(arguments: list[str]) -> bool:
    """No command was given, or a guide to hold or a pack to preview, and a person sits at a terminal that can draw."""
    opens = not arguments or guide_to_hold(arguments) or previews_pack(arguments)
    if not opens or os.environ.get("TERM", "dumb") == "dumb":
        return False
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def guide_to_hold(arguments: list[str]) -> str:
    """The name in `guide NAME` without options, "" for any other command."""
    command, name = arguments if len(arguments) == 2 else ("", "")
    return name if command == "guide" and not name.startswith("-") else ""


def previews_pack(arguments: list[str]) -> bool:
    """`pack preview …`; as JSON, or asking for help, it is answered in plain text."""
    return arguments[:2] == ["pack", "preview"] and not {"--json", "--help", "-h"}.intersection(arguments)


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
    if wants_full_screen(given) and previews_pack(given):
        return _preview(given)
    if wants_full_screen(given):
        from companion.tui.run import run_full_screen

        return run_full_screen(guide_to_hold(given))
    if given[:1] == ["status"]:
        from companion.quick import quick_status

        code = quick_status(given[1:])
        if code is not None:
            return code
    from companion.cli.main import run_command

    return run_command(given)


def _preview(given: list[str]) -> int:
    """What is asked for is read as every command is, and shown in the full screen."""
    from companion.cli.commands import COMMANDS
    from companion.cli.parser import build_parser
    from companion.tui.preview import run_preview

    try:
        options = build_parser(COMMANDS.values()).parse_args(given)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    return run_preview(options.folder, options.entry, options.day)


if __name__ == "__main__":
    sys.exit(main())

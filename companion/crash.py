"""The last resort of both front ends: a sentence instead of a traceback, which would print the journal's words."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType


def report_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Where it broke, to stderr, and no word of the journal; to be set as `sys.excepthook`."""
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "an unknown place"
    if sys.stderr is None:
        return
    with suppress(OSError):
        sys.stderr.write(
            f"The companion broke: {kind.__name__} at {where}. What was recorded before is safe. "
            "Please report this line.\n"
        )

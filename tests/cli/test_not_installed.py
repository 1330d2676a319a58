"""Started with a Python that lacks what the program needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def test_what_is_missing_is_said_in_a_sentence_and_not_as_a_traceback(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "COMPANION_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-S", "-m", "companion", "today"],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("The companion is not installed completely: ")
    assert "pip install" in done.stderr
    assert "Traceback" not in done.stderr

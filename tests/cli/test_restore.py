"""`companion restore`: the list, putting one back, being asked first; and a backup that could not be made."""

from __future__ import annotations

import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from companion.places import Places
from tests.cli.running import Companion, Result, environment, python, real
from tests.domain.making import FRI
from tests.terminal.terminal import CTRL_C, ENTER, Terminal
from tests.terminal.terminal import environment as of_terminal

DAY = timedelta(days=1)


@pytest.fixture
def used(settled_in: Companion) -> Companion:
    """Something recorded on each of three days, the last of them Friday."""
    for back in (2, 1, 0):
        assert settled_in.on(FRI - back * DAY)("reflect", f"{back} days before Friday").code == 0
    return settled_in


def backups(companion: Companion) -> list[str]:
    return sorted(path.name for path in (companion.home / "state" / "backups").glob("*"))


def lose_everything(companion: Companion) -> None:
    for log in companion.logs:
        log.write_bytes(b"")


def refused(said: Result, code: int, *parts: str) -> None:
    assert (said.code, said.out) == (code, "")
    assert said.err.count("\n") == 1
    for part in parts:
        assert part in said.err


# The list


def test_without_a_file_the_backups_are_listed_newest_first_with_how_to_put_one_back(used: Companion) -> None:
    said = used("restore")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "2026-11-20       1 kB        2 acts",
        "2026-11-19       1 kB        1 act",
        "",
        "To put one back: companion restore 2026-11-20",
    ]


def test_the_list_as_json(used: Companion) -> None:
    found = used("restore", "--json").json
    assert [(one["id"], one["day"], one["acts"], one["before_restore"]) for one in found] == [
        ("2026-11-20", "2026-11-20", 2, False),
        ("2026-11-19", "2026-11-19", 1, False),
    ]
    for one in found:
        assert one["path"] == str(used.home / "state" / "backups" / f"{one['id']}.zip")
        assert one["size"] == Path(one["path"]).stat().st_size


def test_where_there_are_none_it_says_when_there_will_be(companion: Companion) -> None:
    assert companion("restore").out == "There are no backups yet. One is made before the first record of each day.\n"
    assert companion("restore", "--json").json == []
    assert not (companion.home / "state" / "backups").exists()


def test_what_was_set_aside_is_listed_and_not_what_is_suggested(used: Companion) -> None:
    lose_everything(used)
    used("restore", "2026-11-20", "--yes")
    lines = used("restore").out.splitlines()
    assert lines[0].startswith("before-restore-2026-11-20T09-00-00Z ")
    assert lines[-1] == "To put one back: companion restore 2026-11-20"
    used.logs[0].write_bytes(b"")
    assert used("restore", "before-restore-2026-11-20T09-00-00Z", "--yes").code == 0


# Putting one back


def test_a_loss_names_the_command_that_lists_the_backups(used: Companion) -> None:
    lose_everything(used)
    said = used("today")
    assert said.code == 3
    assert "`companion restore` lists the backups" in said.err


@pytest.mark.parametrize("by", ["date", "path"])
def test_a_backup_is_put_back_by_its_date_or_its_path(used: Companion, by: str) -> None:
    path = used.home / "state" / "backups" / "2026-11-20.zip"
    name = f"{used.logs[0].parent.name}/2026.jsonl"
    lose_everything(used)
    said = used("restore", "2026-11-20" if by == "date" else str(path), "--yes")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "Put back from the backup of Friday 20 November 2026: two acts, in",
        f"{name}.",
        f"What was recorded in {name} after this backup, and then lost, is",
        "not in it.",
        "The journal as it was before is set aside here:",
        f"  {path.with_name('before-restore-2026-11-20T09-00-00Z.zip')}",
    ]
    with zipfile.ZipFile(path) as archive:
        assert used.logs[0].read_bytes() == archive.read(name)
    assert used("today").code == 0
    assert used("today").err == ""


def test_what_was_recorded_since_stays_and_is_counted(used: Companion) -> None:
    used.logs[0].write_bytes(b"".join(used.logs[0].read_bytes().splitlines(keepends=True)[1:]))
    said = used("restore", "2026-11-20", "--yes", "--json").json
    assert (said["acts"], said["kept"], len(said["files"]), said["backup"]["id"]) == (1, 1, 1, "2026-11-20")
    assert Path(said["set_aside"]).exists()
    assert used.logs[0].read_bytes().count(b"\n") == 3
    used.logs[0].write_bytes(b"".join(used.logs[0].read_bytes().splitlines(keepends=True)[1:]))
    assert "Kept beside them: one line that the backup does not have.\n" in used("restore", "2026-11-20", "--yes").out


def test_where_nothing_is_missing_nothing_is_changed(used: Companion) -> None:
    before, kept = backups(used), used.kept
    said = used("restore", "2026-11-19", "--yes")
    assert said.out.startswith("The journal has everything that is in the backup of Thursday 19 November\n2026, so ")
    assert len(said.out.splitlines()) == 2
    assert used("restore", "2026-11-19", "--yes", "--json").json["set_aside"] is None
    assert (backups(used), used.kept) == (before, kept)


def test_a_copy_from_elsewhere_is_put_back_into_a_new_home(
    used: Companion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "from the attic.zip"
    copy.write_bytes((used.home / "state" / "backups" / "2026-11-20.zip").read_bytes())
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "new"))
    new = Companion(tmp_path / "new", monkeypatch)
    said = new("restore", str(copy), "--yes")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Put back from this backup: two acts, in")
    assert "set aside" not in said.out
    assert len(new.logs) == 1


# Refusals


@pytest.mark.parametrize("which", ["2026-11-01", "nowhere.zip", "", "x" * 100_000, "\x1b[2J", "a\0b", ".", "..", "~"])
def test_a_backup_that_is_not_there_is_wrong_usage(used: Companion, which: str) -> None:
    refused(used("restore", which, "--yes"), 2, 'There is no backup "', "`companion restore` lists")


def test_a_bad_zip_is_refused_and_nothing_is_changed(used: Companion, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"not a zip")
    lose_everything(used)
    before, kept = backups(used), used.kept
    for flags in (["--yes"], []):
        refused(used("restore", str(bad), *flags), 1, "it is not a whole zip file", "Nothing was changed.")
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("../../\x1b]0;evil\x07.jsonl", b"")
    said = used("restore", str(bad), "--yes")
    refused(said, 1, "is not a log of a journal")
    assert b"\x1b" not in said.stderr
    assert (backups(used), used.kept) == (before, kept)


def test_without_a_terminal_it_asks_nobody_and_names_the_flag(used: Companion) -> None:
    lose_everything(used)
    kept = used.kept
    refused(used("restore", "2026-11-20", stdin=b"y\n"), 2, "--yes")
    assert used.kept == kept


def test_the_real_command_without_a_terminal_too(used: Companion) -> None:
    lose_everything(used)
    refused(real("restore", "2026-11-20", stdin=b"y\n"), 2, "--yes")
    assert real("restore", "2026-11-20", "--yes").code == 0
    assert used.logs[0].stat().st_size


# Asking, on a real terminal


@pytest.mark.parametrize(
    ("answer", "code", "done"),
    [(b"y" + ENTER, 0, True), (b"Yes" + ENTER, 0, True), (ENTER, 1, False), (b"n\xe9" + ENTER, 1, False),
     (b"\x04", 1, False), (CTRL_C, 130, False)],
    ids=["y", "yes", "nothing", "no", "end", "ctrl-c"],
)  # fmt: skip
def test_on_a_terminal_it_asks_first(used: Companion, answer: bytes, code: int, done: bool) -> None:
    lose_everything(used)
    env = of_terminal(used.home)
    with Terminal(env, (sys.executable, "-m", "companion", "restore", "2026-11-20")) as terminal:
        terminal.wait_for("Put back the backup of Friday 20 November 2026?", "Type y to do it.")
        assert used.logs[0].stat().st_size == 0
        terminal.send(answer)
        assert terminal.exit_code() == code
        assert ("Put back from" in terminal.words) == done
        assert ("Nothing was changed." in terminal.words) == (code == 1)
    assert bool(used.logs[0].stat().st_size) == done


# A backup that could not be made


def test_a_backup_that_could_not_be_made_is_one_line_of_talk_and_the_record_is_kept(used: Companion) -> None:
    folder = used.home / "state" / "backups"
    folder.rename(folder.with_name("elsewhere"))
    folder.write_text("in the way")
    for number in range(2):
        said = used.on(FRI + 3 * DAY)("reflect", f"Words {number}.")
        assert (said.code, said.out) == (0, "Noted.\n")
        assert said.err.count("\n") == 1
        assert said.err.startswith("Today's backup could not be made: a file stands where a folder should be.")
        assert str(folder) in said.err
    assert len(used.logs[0].read_bytes().splitlines()) == 5
    assert used("today").err == ""
    folder.unlink()
    assert used("reflect", "Words again.").err == ""
    assert backups(used) == ["2026-11-23.zip"]


def test_a_failed_backup_says_nothing_that_python_has_to_add(used: Companion) -> None:
    """A real limit on the size of files, met in the middle: the zip is dropped without a word of its own."""
    other = used.logs[0].parent.with_name("other1") / "2026.jsonl"
    other.parent.mkdir()
    other.write_bytes(b"".join(b'{"not an act":"%032x"}\n' % (number * 7919**9 % 2**128) for number in range(9000)))
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (90_000, 90_000))"
    run = "from companion.__main__ import main; import sys; sys.exit(main(['reflect', 'Words.']))"
    said = python("-c", f"{limit}; {run}", extra=environment())
    assert (said.code, said.out) == (0, "Noted.\n")
    assert said.err.splitlines()[0].startswith("Today's backup could not be made: the file may not grow any further.")
    assert len(said.err.splitlines()) == 2
    assert "was set aside" in said.err.splitlines()[1]


@pytest.mark.parametrize("arguments", [["today"], ["status"], ["streak", "--json"]])
def test_reading_does_not_load_what_backups_need(used: Companion, arguments: list[str]) -> None:
    code = f"import sys; from companion.__main__ import main; main({arguments!r}); sys.exit('zipfile' in sys.modules)"
    assert python("-c", code).code == 0


def test_the_second_write_of_a_day_does_not_load_it_either(used: Companion) -> None:
    where = Places.from_environment({"COMPANION_HOME": str(used.home)})
    run = "from companion.__main__ import main; main(['reflect', 'Words.'])"
    assert python("-c", f"import sys; {run}; sys.exit('zipfile' in sys.modules)").code == 1
    assert python("-c", f"import sys; {run}; sys.exit('zipfile' in sys.modules)").code == 0
    assert len(list((where.state / "backups").iterdir())) == 3

"""Saving a picture: a whole file or none, nobody else's file written over, and every refusal says what to do."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from companion.coach.views import Misuse, Refused
from companion.domain.cards import THEMES
from companion.exchange import sharing
from companion.exchange.picture import picture_of, save_picture
from tests.exchange.lives import life

OLD, NEW = life(1), life(21)
as_somebody = pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.svg"


def save(path: Path) -> None:
    save_picture(path, NEW, THEMES)


def refusal(path: Path) -> str:
    """Why it was not saved; whatever was in the folder is there as before."""
    before = sorted(os.listdir(path.parent)) if path.parent.is_dir() else []
    with pytest.raises(Refused) as caught:
        save(path)
    assert (sorted(os.listdir(path.parent)) if path.parent.is_dir() else []) == before
    return str(caught.value)


def test_a_picture_is_saved(path: Path) -> None:
    save(path)
    assert path.read_text("utf-8") == picture_of(NEW, THEMES)
    assert os.listdir(path.parent) == [path.name]


def test_it_can_be_dark(path: Path) -> None:
    save_picture(path, NEW, THEMES, light=False)
    assert path.read_text("utf-8") == picture_of(NEW, THEMES, light=False)


def test_a_name_may_be_relative_and_its_ending_in_capitals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    save(Path("PROGRESS.SVG"))
    assert (tmp_path / "PROGRESS.SVG").stat().st_size > 1000


def test_others_may_read_it_as_the_umask_says(path: Path) -> None:
    old = os.umask(0o022)
    try:
        save(path)
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_our_own_picture_is_drawn_anew_and_keeps_its_permissions(path: Path) -> None:
    save_picture(path, OLD, THEMES)
    path.chmod(0o600)
    save(path)
    assert path.read_text("utf-8") == picture_of(NEW, THEMES)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_empty_file_may_be_filled(path: Path) -> None:
    path.touch()
    save(path)
    assert path.stat().st_size > 1000


def test_a_file_of_somebody_else_is_left_alone(path: Path) -> None:
    path.write_text("<svg/>")
    assert refusal(path) == (
        f"{path} is there already and is not a picture of this program. Choose another name, or move that file away."
    )
    assert path.read_text() == "<svg/>"


def test_a_link_is_followed(path: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    path.symlink_to(shared / "mine.svg")
    save(path)
    save(path)
    assert path.is_symlink()
    assert os.listdir(shared) == ["mine.svg"]


def test_a_link_to_something_of_somebody_else_is_refused(path: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ana")
    path.symlink_to("letter.txt")
    assert "is not a picture of this program" in refusal(path)
    assert (tmp_path / "letter.txt").read_text() == "Dear Ana"


def test_a_link_that_leads_back_to_itself_is_refused(path: Path) -> None:
    path.symlink_to(path.name)
    assert refusal(path) == f"{path} cannot be written: the link leads back to itself. Choose another name."


@pytest.mark.parametrize("name", ["progress", "progress.png", "progress.svg.txt", ".svg"])
def test_another_ending_is_misuse(tmp_path: Path, name: str) -> None:
    with pytest.raises(Misuse, match=r"ends in \.svg, such as progress\.svg\.$"):
        save(tmp_path / name)
    assert os.listdir(tmp_path) == []


def test_a_missing_folder_is_told_and_not_made(tmp_path: Path) -> None:
    missing = tmp_path / "slides"
    with pytest.raises(Refused) as caught:
        save(missing / "progress.svg")
    assert str(caught.value) == f"There is no folder {missing}. Make it first, or choose another place."
    assert not missing.exists()


def test_a_link_into_a_missing_folder_names_that_folder(path: Path, tmp_path: Path) -> None:
    path.symlink_to(tmp_path / "gone" / "mine.svg")
    assert refusal(path).startswith(f"There is no folder {tmp_path / 'gone'}.")


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "slides").touch()
    with pytest.raises(Refused, match=r"slides is not a folder\. Choose another place\."):
        save(tmp_path / "slides" / "progress.svg")


@pytest.mark.parametrize("name", ["slides", "slides.svg"])
def test_a_folder_is_not_a_picture(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    assert refusal(folder) == f"{folder} is a folder. Name a file in it, such as {folder / 'progress.svg'}."


def test_a_pipe_is_neither_read_nor_replaced(path: Path) -> None:
    os.mkfifo(path)
    assert refusal(path) == f"{path} is not an ordinary file. Choose another name."


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    assert "the name is too long. Choose a shorter one." in refusal(tmp_path / f"{'x' * 300}.svg")
    save(tmp_path / f"{'x' * 251}.svg")


@as_somebody
def test_a_folder_without_permission_is_told(path: Path) -> None:
    path.parent.chmod(0o500)
    assert "this account may not write there. Choose another folder, or change the permissions." in refusal(path)


@as_somebody
def test_a_write_protected_picture_stays(path: Path) -> None:
    save_picture(path, OLD, THEMES)
    path.chmod(0o400)
    assert "this account may not write there" in refusal(path)
    assert path.read_text("utf-8") == picture_of(OLD, THEMES)


def failing(number: int) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full. Free some space, then try again."),
        (errno.EACCES, "this account may not write there. Choose another folder, or change the permissions."),
        (errno.EROFS, "the disk is read-only. Choose another folder."),
        (errno.EBUSY, "device or resource busy. Choose another place."),
    ],
)
def test_what_fails_leaves_the_old_picture(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, said: str
) -> None:
    save_picture(path, OLD, THEMES)
    with monkeypatch.context() as patch:
        patch.setattr(sharing.os, call, failing(number))
        assert refusal(path) == f"{path} cannot be written: {said}"
    assert path.read_text("utf-8") == picture_of(OLD, THEMES)


def test_a_name_is_shown_without_what_a_terminal_acts_on(tmp_path: Path) -> None:
    message = refusal(tmp_path / "a\x1b[2Jb\nc" / "progress.svg")
    assert message.startswith("There is no folder ")
    assert message.isprintable()

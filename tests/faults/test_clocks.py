"""Clocks that jump, zones that change, years that end: no earlier day changes, and no day counts twice.

Each story is lived twice: in this process with a clock that is handed in, and by the real command under a clock that
libfaketime bends. Times of day are given in UTC, because local ones are what is in question.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.cli.running import Companion, environment, printed
from tests.tui.making import Desk

BERLIN, NEW_YORK, LOS_ANGELES = "Europe/Berlin", "America/New_York", "America/Los_Angeles"
AUCKLAND, KIRITIMATI, NIUE, LONDON = "Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Niue", "Europe/London"
FAKETIME = shutil.which("faketime")
Said = tuple[int, str, str]

SERVER = """
import contextlib, io, json, os, sys, time
import dateutil.rrule, filelock, tzlocal
import companion.cli.main, companion.quick
from companion.__main__ import main

def live(zone, target, home, commands):
    os.environ.update(TZ=zone, COMPANION_HOME=home, FAKETIME="+0")
    time.tzset()
    os.environ["FAKETIME"] = f"{target - time.time() + 0.1:+.3f}"
    said = []
    for typed in commands:
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
            code = main(typed)
        said.append([code, out.getvalue(), err.getvalue()])
    os.write(1, json.dumps(said).encode() + b"\\n")

for line in sys.stdin:
    child = os.fork()
    if not child:
        live(*json.loads(line))
        os._exit(0)
    os.waitpid(child, 0)
"""


class Traveller:
    """Somebody with one journal, who types commands at some instant in some zone."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def type(self, zone: str, instant: str, commands: Sequence[Sequence[str]]) -> list[Said]:
        raise NotImplementedError

    def __call__(self, zone: str, instant: str, *commands: str) -> list[str]:
        """Type some commands, each a line; returns what each printed. `instant` is in UTC: `2026-11-20 09:00`."""
        said = self.type(zone, instant, [command.split() for command in commands])
        assert [(code, err) for code, _, err in said] == [(0, "")] * len(commands), said
        return [out for _, out, _ in said]

    def did(self, zone: str, instant: str) -> str:
        """Tell of today's trial; returns the day it counts for."""
        (told,) = self(zone, instant, "did --json")
        found: dict[str, str] = json.loads(told)
        return found["day"]

    def begin(self, zone: str, instant: str, *more: str) -> None:
        """Plan something for many trials; every day counts."""
        self(zone, instant, "plan ask --pact 99", "cadence FREQ=DAILY", *more)

    def look(self, zone: str, instant: str) -> dict[str, Any]:
        """The day, the streak, and every day's standing; the status says the same, however it is come by."""
        line = "status --format={streak}/{best}/{total}/{reserves}/{today}"
        status, page, why, again = self(zone, instant, line, "today --json", "streak --why --json", line)
        found: dict[str, Any] = json.loads(why)
        assert status == again == "{streak}/{best}/{total}/{reserves}/{today}\n".format(**found)
        days = {one["day"]: one["standing"] for one in found["days"]}
        assert found["total"] == sum(standing == "done" for standing in days.values())
        assert len(days) == len(found["days"])
        return {**found, "day": json.loads(page)["day"], "days": days}

    def day(self, zone: str, instant: str) -> str:
        day: str = json.loads(self(zone, instant, "today --json")[0])["day"]
        return day

    @property
    def logs(self) -> dict[str, bytes]:
        """The logs by name."""
        return {path.name: path.read_bytes() for path in sorted((self.home / "data" / "journal").glob("*/*.jsonl"))}


class HereAndNow(Traveller):
    """In this process, with a clock and a zone that are handed in."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(home)
        self._companion = Companion(home, monkeypatch)

    def type(self, zone: str, instant: str, commands: Sequence[Sequence[str]]) -> list[Said]:
        self._companion.now = moment(instant).astimezone(ZoneInfo(zone))
        return [self._one(command) for command in commands]

    def _one(self, command: Sequence[str]) -> Said:
        quick = self._companion.prompt(*command[1:]) if command[0] == "status" else None
        said = quick or self._companion(*command)
        return said.code, said.out, said.err


class BentClock:
    """A process that runs commands under libfaketime: each time in a child of its own, which asks the system."""

    def __init__(self, faketime: str) -> None:
        self._process = subprocess.Popen(
            [faketime, "-f", "+0", sys.executable, "-c", SERVER],
            env=environment({"NO_FAKE_STAT": "1", "FAKETIME_NO_CACHE": "1"}),
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def run(self, zone: str, instant: datetime, home: Path, commands: Sequence[Sequence[str]]) -> list[Said]:
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps([zone, instant.timestamp(), str(home), commands]), file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        assert answer, "the process has died"
        return [(code, out, err) for code, out, err in json.loads(answer)]

    def close(self) -> None:
        self._process.communicate()


class UnderABentClock(Traveller):
    """The command in processes of their own, under the system's clock and zone, both of them bent."""

    def __init__(self, home: Path, clock: BentClock) -> None:
        super().__init__(home)
        self._clock = clock

    def type(self, zone: str, instant: str, commands: Sequence[Sequence[str]]) -> list[Said]:
        return self._clock.run(zone, moment(instant), self.home, commands)


def moment(instant: str) -> datetime:
    """`2026-11-20 09:00` in UTC."""
    return datetime.fromisoformat(instant).replace(tzinfo=UTC)


@pytest.fixture(scope="session")
def bent_clock() -> Iterator[BentClock]:
    if FAKETIME is None:
        pytest.skip("faketime is not installed")
    clock = BentClock(FAKETIME)
    yield clock
    clock.close()


@pytest.fixture(params=["handed in", "bent"])
def traveller(
    request: pytest.FixtureRequest, tmp_path: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> Traveller:
    home = tmp_path / "home"
    shutil.copytree(compiled, home / "state" / "cache")
    monkeypatch.setenv("COMPANION_HOME", str(home))
    monkeypatch.delenv("COMPANION_JOURNAL", raising=False)
    if request.param == "handed in":
        return HereAndNow(home, monkeypatch)
    return UnderABentClock(home, request.getfixturevalue("bent_clock"))


@pytest.fixture
def here(tmp_path: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch) -> Traveller:
    """For what is too long a story to be told by real processes."""
    shutil.copytree(compiled, tmp_path / "home" / "state" / "cache")
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("COMPANION_JOURNAL", raising=False)
    return HereAndNow(tmp_path / "home", monkeypatch)


def is_kept(before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """Every log has at least what it had, byte for byte."""
    assert all(after[name].startswith(data) for name, data in before.items())


# Daylight saving

CHANGES = {
    "spring in Berlin": (
        BERLIN,
        "2026-03-28 11:00",
        "04:00",
        [
            ("2026-03-29 00:59", "28"),
            ("2026-03-29 01:59", "28"),
            ("2026-03-29 02:00", "29"),
            ("2026-03-30 01:59", "29"),
        ],
    ),
    "spring in Berlin, the day starting in the hour that is skipped": (
        BERLIN,
        "2026-03-28 11:00",
        "02:30",
        [
            ("2026-03-29 00:59", "28"),
            ("2026-03-29 01:00", "29"),
            ("2026-03-30 00:29", "29"),
            ("2026-03-30 00:30", "30"),
        ],
    ),
    "autumn in Berlin": (
        BERLIN,
        "2026-10-24 10:00",
        "04:00",
        [
            ("2026-10-25 00:30", "24"),
            ("2026-10-25 01:30", "24"),
            ("2026-10-25 02:59", "24"),
            ("2026-10-25 03:00", "25"),
        ],
    ),
    "autumn in Berlin, the day starting in the hour that comes twice": (
        BERLIN,
        "2026-10-24 10:00",
        "02:30",
        [
            ("2026-10-25 00:29", "24"),
            ("2026-10-25 00:30", "25"),
            ("2026-10-25 01:00", "24"),
            ("2026-10-25 01:30", "25"),
        ],
    ),
    "spring in New York": (
        NEW_YORK,
        "2026-03-07 17:00",
        "04:00",
        [
            ("2026-03-08 06:59", "07"),
            ("2026-03-08 07:59", "07"),
            ("2026-03-08 08:00", "08"),
            ("2026-03-09 07:59", "08"),
        ],
    ),
    "spring in New York, the day starting in the hour that is skipped": (
        NEW_YORK,
        "2026-03-07 17:00",
        "02:30",
        [
            ("2026-03-08 06:59", "07"),
            ("2026-03-08 07:00", "08"),
            ("2026-03-09 06:29", "08"),
            ("2026-03-09 06:30", "09"),
        ],
    ),
    "autumn in New York": (
        NEW_YORK,
        "2026-10-31 16:00",
        "04:00",
        [
            ("2026-11-01 05:30", "31"),
            ("2026-11-01 06:30", "31"),
            ("2026-11-01 08:59", "31"),
            ("2026-11-01 09:00", "01"),
        ],
    ),
    "autumn in New York, the day starting in the hour that comes twice": (
        NEW_YORK,
        "2026-10-31 16:00",
        "01:30",
        [
            ("2026-11-01 05:29", "31"),
            ("2026-11-01 05:30", "01"),
            ("2026-11-01 06:00", "31"),
            ("2026-11-01 06:30", "01"),
        ],
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_each_minute_of_a_clock_change_belongs_to_the_day_on_the_wall(traveller: Traveller, change: str) -> None:
    zone, before, start, minutes = CHANGES[change]
    traveller.begin(zone, before, f"set day-start {start}")
    told = []
    for instant, day in minutes:
        page, trial = map(json.loads, traveller(zone, instant, "today --json", "did --json"))
        told.append(trial["day"])
        assert (page["day"], page["day"][-2:]) == (trial["day"], day)
    assert traveller.look(zone, minutes[-1][0])["total"] == len(set(told))


@pytest.mark.parametrize(
    "change", ["spring in Berlin", "autumn in Berlin, the day starting in the hour that comes twice"]
)
@pytest.mark.parametrize("zone", [BERLIN])
def test_over_a_clock_change_the_run_goes_on_and_no_earlier_day_changes(
    traveller: Traveller, change: str, zone: str
) -> None:
    _, before, start, minutes = CHANGES[change]
    traveller.begin(zone, before, f"set day-start {start}", "did")
    first, kept = traveller.look(zone, before), traveller.logs
    assert (first["streak"], first["today"]) == (1, "done")
    seen = {minutes[0][1]}
    for instant, day in minutes[1:3]:
        found = traveller.look(zone, instant)
        assert found["day"][-2:] == day
        assert traveller.did(zone, instant)[-2:] == day
        seen.add(day)
        found = traveller.look(zone, instant)
        assert (found["streak"], found["total"], found["today"]) == (len(seen), len(seen), "done")
        assert found["days"].items() >= first["days"].items()
    is_kept(kept, traveller.logs)


@pytest.mark.parametrize("zone", [NEW_YORK, AUCKLAND, LONDON])
@pytest.mark.parametrize("start", ["00:00", "04:00", "12:00"])
def test_told_every_hour_of_both_changes_each_day_counts_once(here: Traveller, zone: str, start: str) -> None:
    here.begin(zone, "2026-02-01 12:00", f"set day-start {start}")
    local = ZoneInfo(zone)
    hours = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number) for number in range(365 * 24)]
    shifts = [hour for hour in hours[1:] if hour.astimezone(local).utcoffset() != _before(hour, local)]
    assert len(shifts) == 2
    shift = shifts[0] if zone == AUCKLAND else shifts[1]
    told = []
    for number in range(-12, 18, 3):
        instant = shift + timedelta(hours=number, minutes=15)
        told.append(here.did(zone, f"{instant:%Y-%m-%d %H:%M}"))
    found = here.look(zone, f"{instant:%Y-%m-%d %H:%M}")
    assert told == sorted(told)
    assert (found["streak"], found["total"]) == (len(set(told)), len(set(told)))


def _before(hour: datetime, zone: ZoneInfo) -> timedelta | None:
    return (hour - timedelta(hours=1)).astimezone(zone).utcoffset()


# New Year and leap days


def test_new_year_s_eve_lasts_until_the_day_starts_and_each_record_is_in_the_file_of_its_utc_year(
    traveller: Traveller,
) -> None:
    traveller.begin(BERLIN, "2026-12-31 11:00")
    lines = {}
    for instant in ("2026-12-31 22:59", "2026-12-31 23:30", "2027-01-01 02:59", "2027-01-01 03:00"):
        day = traveller.did(BERLIN, instant)
        lines[instant] = day, {name: data.count(b"\n") for name, data in traveller.logs.items()}
    assert lines == {
        "2026-12-31 22:59": ("2026-12-31", {"2026.jsonl": 3}),
        "2026-12-31 23:30": ("2026-12-31", {"2026.jsonl": 4}),
        "2027-01-01 02:59": ("2026-12-31", {"2026.jsonl": 4, "2027.jsonl": 1}),
        "2027-01-01 03:00": ("2027-01-01", {"2026.jsonl": 4, "2027.jsonl": 2}),
    }
    found = traveller.look(BERLIN, "2027-01-01 03:00")
    assert (found["streak"], found["total"]) == (2, 2)
    assert found["days"] == {"2026-12-31": "done", "2027-01-01": "done"}


def test_west_of_greenwich_the_new_year_s_file_begins_on_the_evening_before(traveller: Traveller) -> None:
    traveller.begin(NEW_YORK, "2026-12-31 17:00", "did")
    kept = traveller.logs
    assert traveller.did(NEW_YORK, "2027-01-01 01:00") == "2026-12-31"
    assert {name: data.count(b"\n") for name, data in traveller.logs.items()} == {"2026.jsonl": 3, "2027.jsonl": 1}
    is_kept(kept, traveller.logs)
    assert traveller.look(NEW_YORK, "2027-01-01 09:00")["day"] == "2027-01-01"
    assert traveller.look(NEW_YORK, "2027-01-01 08:59")["streak"] == 1


def test_status_turns_over_with_the_day_and_not_with_the_date(traveller: Traveller) -> None:
    traveller.begin(BERLIN, "2026-12-31 11:00", "did")
    line = "status --format={today}"
    heard = [
        traveller(BERLIN, instant, line)[0].strip()
        for instant in ("2026-12-31 22:59", "2026-12-31 23:00", "2027-01-01 02:59", "2027-01-01 03:00")
    ]
    assert heard == ["done", "done", "done", "open"]
    assert traveller(BERLIN, "2027-01-01 02:59", line) == ["done\n"]


def test_the_29th_of_february_is_a_day_like_any_other(traveller: Traveller) -> None:
    traveller.begin(LONDON, "2028-02-28 09:00", "did")
    assert traveller.did(LONDON, "2028-03-01 03:59") == "2028-02-29"
    assert traveller.did(LONDON, "2028-03-01 04:00") == "2028-03-01"
    found = traveller.look(LONDON, "2028-03-01 12:00")
    assert (found["streak"], list(found["days"])) == (3, ["2028-02-28", "2028-02-29", "2028-03-01"])


@pytest.mark.parametrize(
    ("today", "day", "code"),
    [("2029-03-01", "2028-02-29", 0), ("2029-03-02", "2028-02-29", 2), ("2028-02-29", "2027-02-28", 0)],
)
def test_a_leap_day_is_within_a_year_for_366_days(here: Traveller, today: str, day: str, code: int) -> None:
    here.begin(LONDON, "2027-01-01 09:00")
    ((said, _, _),) = here.type(LONDON, f"{today} 09:00", [["did", "--on", day]])
    assert said == code


def test_a_rule_of_the_29th_of_february_waits_four_years(here: Traveller) -> None:
    here(LONDON, "2028-02-29 09:00", "plan ask --pact 99", "cadence FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "did")
    assert here.look(LONDON, "2032-02-28 09:00")["streak"] == 1
    assert here.look(LONDON, "2032-02-29 09:00")["today"] == "open"
    assert here.did(LONDON, "2032-02-29 10:00") == "2032-02-29"
    assert here.look(LONDON, "2032-03-01 09:00")["streak"] == 2


# Another zone


def test_a_date_that_a_flight_skipped_can_be_settled_and_no_earlier_day_changes(traveller: Traveller) -> None:
    """From Los Angeles on Monday evening to Auckland on Wednesday morning: there was no Tuesday."""
    traveller(LOS_ANGELES, "2026-11-13 20:00", "plan ask --pact 99", "did")
    assert traveller.did(LOS_ANGELES, "2026-11-17 04:00") == "2026-11-16"
    before, kept = traveller.look(LOS_ANGELES, "2026-11-17 04:00"), traveller.logs
    landed = traveller.look(AUCKLAND, "2026-11-17 18:00")
    assert (landed["day"], landed["streak"], landed["days"]["2026-11-17"]) == ("2026-11-18", 2, "open")
    assert landed["days"].items() >= before["days"].items()
    assert traveller.did(AUCKLAND, "2026-11-17 20:00") == "2026-11-18"
    (page,) = traveller(AUCKLAND, "2026-11-18 20:00", "today")
    told = "Tuesday is unaccounted for. Travel took that date away. It can be settled until next Tuesday."
    assert told in " ".join(page.split())
    (away,) = [typed for typed in printed(page.split("\n\n")[1]) if typed[0] == "away"]
    assert away == ["away", "2026-11-17"]
    traveller(AUCKLAND, "2026-11-18 20:00", " ".join(away))
    after = traveller.look(AUCKLAND, "2026-11-18 20:00")
    assert (after["streak"], after["best"], after["total"]) == (3, 3, 3)
    assert after["days"] == {**before["days"], "2026-11-17": "away", "2026-11-18": "done", "2026-11-19": "open"}
    is_kept(kept, traveller.logs)


def test_a_date_that_comes_twice_counts_once_and_no_earlier_day_changes(traveller: Traveller) -> None:
    """From Auckland on Tuesday noon to Los Angeles on Monday evening."""
    traveller(AUCKLAND, "2026-11-15 20:00", "plan ask --pact 99", "did")
    assert traveller.did(AUCKLAND, "2026-11-16 20:00") == "2026-11-17"
    before, kept = traveller.look(AUCKLAND, "2026-11-16 20:00"), traveller.logs
    arrived = traveller.look(LOS_ANGELES, "2026-11-17 02:00")
    assert (arrived["day"], arrived["streak"], arrived["days"]) == ("2026-11-16", 2, before["days"])
    assert traveller.did(LOS_ANGELES, "2026-11-17 02:00") == "2026-11-16"
    assert traveller.did(LOS_ANGELES, "2026-11-17 20:00") == "2026-11-17"
    again = traveller.look(LOS_ANGELES, "2026-11-17 20:00")
    assert (again["streak"], again["total"], again["days"]) == (2, 2, before["days"])
    assert traveller.did(LOS_ANGELES, "2026-11-18 20:00") == "2026-11-18"
    assert traveller.look(LOS_ANGELES, "2026-11-18 20:00")["streak"] == 3
    is_kept(kept, traveller.logs)


@pytest.mark.parametrize("there", [KIRITIMATI, NIUE, "Asia/Kathmandu", "Africa/Abidjan", "Antarctica/Troll"])
def test_wherever_one_goes_the_same_hour_the_days_lived_stay_as_they_were(here: Traveller, there: str) -> None:
    here.begin(LONDON, "2026-11-09 09:00")
    for day in (9, 10, 12, 13, 14, 15, 16):
        here.did(LONDON, f"2026-11-{day:02} 20:00")
    before, kept = here.look(LONDON, "2026-11-16 20:30"), here.logs
    after = here.look(there, "2026-11-16 20:30")
    for day, standing in before["days"].items():
        assert day not in after["days"] or after["days"][day] == standing or "open" in (standing, after["days"][day])
    assert (after["streak"], after["best"], after["total"]) == (5, 5, 7)
    assert here.look(LONDON, "2026-11-16 20:31") == before
    is_kept(kept, here.logs)


def test_around_the_world_in_both_directions_counts_every_date_once(here: Traveller) -> None:
    here.begin(LONDON, "2026-11-01 09:00")
    told = []
    zones = [LONDON, NEW_YORK, LOS_ANGELES, NIUE, KIRITIMATI, AUCKLAND, "Asia/Tokyo", BERLIN, KIRITIMATI, NIUE]
    for number in range(40):
        instant = datetime(2026, 11, 2, 9) + timedelta(hours=17 * number)  # noqa: DTZ001  # said to be UTC
        told.append(here.did(zones[number % len(zones)], f"{instant:%Y-%m-%d %H:%M}"))
    found = here.look(LONDON, f"{instant:%Y-%m-%d %H:%M}")
    assert found["total"] == len(set(told)) < len(told)
    assert {day for day, standing in found["days"].items() if standing == "done"} == set(told)


# A clock that goes back, a day start that moves


def test_with_the_clock_a_day_back_nothing_is_lost_and_the_next_day_goes_on(traveller: Traveller) -> None:
    traveller.begin(LONDON, "2026-11-16 09:00", "did")
    traveller.did(LONDON, "2026-11-17 09:00")
    before, kept = traveller.look(LONDON, "2026-11-17 09:00"), traveller.logs
    back = traveller.look(LONDON, "2026-11-16 08:00")
    assert (back["day"], back["streak"], back["total"], back["days"]) == ("2026-11-16", 2, 2, before["days"])
    assert traveller.did(LONDON, "2026-11-16 08:30") == "2026-11-16"
    assert traveller.look(LONDON, "2026-11-16 08:30")["days"] == before["days"]
    (undone,) = traveller(LONDON, "2026-11-16 08:31", "undo --json")
    assert json.loads(undone)[0]["at"].startswith("2026-11-16T08:30")
    assert traveller.look(LONDON, "2026-11-17 10:00") == before
    assert traveller.did(LONDON, "2026-11-18 09:00") == "2026-11-18"
    assert traveller.look(LONDON, "2026-11-18 09:00")["streak"] == 3
    is_kept(kept, traveller.logs)


def test_with_the_clock_a_year_back_or_ten_ahead_a_look_changes_nothing(here: Traveller) -> None:
    here.begin(LONDON, "2026-11-16 09:00", "did")
    before, kept = here.look(LONDON, "2026-11-16 09:00"), here.logs
    for instant in ("2025-11-16 09:00", "1999-12-31 23:59", "2036-11-16 09:00"):
        found = here.look(LONDON, instant)
        assert (found["total"], found["best"]) == (1, 1)
    assert here.look(LONDON, "2026-11-16 09:00") == before
    assert here.logs == kept


@pytest.mark.parametrize("start", ["00:00", "02:30", "08:59", "09:00", "12:00"])
def test_another_day_start_holds_from_now_on_and_changes_no_earlier_day(here: Traveller, start: str) -> None:
    here.begin(LONDON, "2026-11-09 09:00")
    for day, hour in ((9, 9), (10, 2), (10, 23), (12, 3), (13, 1), (14, 9)):
        here.did(LONDON, f"2026-11-{day:02} {hour:02}:00")
    before, kept = here.look(LONDON, "2026-11-14 09:00"), here.logs
    assert list(before["days"].values()) == ["done", "done", "done", "done", "open", "done"]
    here(LONDON, "2026-11-14 09:00", f"set day-start {start}")
    after = here.look(LONDON, "2026-11-14 09:00")
    assert after["day"] == ("2026-11-13" if start == "12:00" else "2026-11-14")
    assert after["days"] == before["days"]
    assert [after[key] for key in ("streak", "best", "total", "reserves")] == [
        before[key] for key in ("streak", "best", "total", "reserves")
    ]
    is_kept(kept, here.logs)


def test_a_day_start_moved_back_and_forth_within_one_day_counts_it_once(traveller: Traveller) -> None:
    traveller.begin(LONDON, "2026-11-16 05:00", "did", "set day-start 12:00")
    assert traveller.did(LONDON, "2026-11-16 05:01") == "2026-11-15"
    traveller(LONDON, "2026-11-16 05:02", "set day-start 00:00")
    assert traveller.did(LONDON, "2026-11-16 05:03") == "2026-11-16"
    found = traveller.look(LONDON, "2026-11-16 05:04")
    assert (found["streak"], found["total"]) == (2, 2)
    assert found["days"] == {"2026-11-15": "done", "2026-11-16": "done"}


# The line in the prompt

TURNS = {
    "over the day's start": [(LONDON, "2026-11-17 03:59"), (LONDON, "2026-11-17 04:00"), (LONDON, "2026-11-17 03:59")],
    "over a zone change": [(LONDON, "2026-11-17 02:00"), (KIRITIMATI, "2026-11-17 02:00"), (NIUE, "2026-11-17 02:00")],
    "over a clock change": [(BERLIN, "2026-03-29 01:59"), (BERLIN, "2026-03-29 02:00"), (BERLIN, "2026-03-29 00:59")],
    "over years": [(LONDON, "2027-11-17 09:00"), (LONDON, "2026-11-17 09:00"), (LONDON, "2025-11-17 09:00")],
}


@pytest.mark.parametrize("turn", TURNS)
def test_the_kept_status_is_never_stale(traveller: Traveller, turn: str) -> None:
    zone, instant = TURNS[turn][0]
    traveller.begin(zone, f"{date.fromisoformat(instant[:10]) - timedelta(days=1)} 12:00", "did")
    for where, when in TURNS[turn]:
        found = traveller.look(where, when)
        again = traveller(where, when, "status --format={streak}/{today}")
        assert again == [f"{found['streak']}/{found['today']}\n"]


# The full screen, left open


async def test_left_open_over_new_year_the_page_turns_at_the_day_start(tmp_path: Path) -> None:
    eve, day = date(2026, 12, 31), date(2027, 1, 1)
    desk = Desk(tmp_path, day=eve).begun()
    desk.clock.set(eve, 23, 59)
    async with desk.sit() as person:
        await person.press("enter", "a", "enter", "enter")
        desk.clock.set(day, 0, 1)
        await person.press("t", "e", "enter")
        person.sees("Thu 31 Dec")
        desk.clock.set(day, 3, 59)
        await person.press("4", "1")
        person.sees("Thu 31 Dec")
        desk.clock.set(day, 4, 0)
        await person.press("4", "1")
        person.sees("Fri 1 Jan")
        await person.press("4")
        person.sees("Nothing is lost before Tuesday 04:00.")
    trial = desk.one("trials")
    assert (trial["day"], trial["told"]) == (str(eve), str(eve))
    assert sorted(path.name for path in desk.folder.glob("*/*.jsonl")) == ["2026.jsonl", "2027.jsonl"]
    assert desk.coach().today().streak.streak == 1


async def test_left_open_over_an_autumn_night_it_records_each_page_s_own_day(tmp_path: Path) -> None:
    """In Berlin, from the second hour that is called two to the day's start at four."""
    desk = Desk(tmp_path, day=date(2026, 10, 24))
    berlin, clock = ZoneInfo(BERLIN), desk.clock
    clock.now = datetime(2026, 10, 24, 22, tzinfo=UTC).astimezone(berlin)
    desk.begun().coach().set_cadence("FREQ=DAILY")
    async with desk.sit() as person:
        await person.press("enter", "a", "enter", "enter")
        for instant in ("2026-10-25T00:30", "2026-10-25T01:30", "2026-10-25T02:59"):
            clock.now = datetime.fromisoformat(f"{instant}+00:00").astimezone(berlin)
            await person.press("4", "1")
            person.sees("Sat 24 Oct")
        await person.press("t", "e", "enter")
        clock.now = datetime.fromisoformat("2026-10-25T03:00+00:00").astimezone(berlin)
        await person.press("4", "1")
        person.sees("Sun 25 Oct")
    trial = desk.one("trials")
    assert (trial["day"], trial["at"], trial["offset"]) == ("2026-10-24", "2026-10-25T02:59:00Z", 60)


# The command itself


def test_the_command_as_it_is_started_turns_over_at_four(tmp_path: Path) -> None:
    """Nothing of it imported beforehand."""
    if FAKETIME is None:
        pytest.skip("faketime is not installed")
    said = []
    typed = (("22:59", "did --json --tried ask"), ("23:30", "status"), ("02:59", "status"), ("03:00", "status"))
    for hour, command in typed:
        day = "2026-12-31" if hour > "12" else "2027-01-01"
        extra = {"TZ": BERLIN, "NO_FAKE_STAT": "1", "COMPANION_HOME": str(tmp_path)}
        line = [FAKETIME, f"{day} {hour}:00 UTC", sys.executable, "-m", "companion", *command.split()]
        said.append(subprocess.run(line, env=environment(extra), capture_output=True, text=True, check=True))
    assert [one.stderr for one in said] == [""] * 4
    assert json.loads(said[0].stdout)["day"] == "2026-12-31"
    assert [one.stdout for one in said[1:]] == ["one day, today done\n"] * 2 + ["one day, today open\n"]

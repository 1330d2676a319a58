"""Revision stamps: a hybrid logical clock, so that a later write wins even when a clock has gone back.

After Kulkarni et al. 2014, Logical Physical Clocks. A stamp reads `milliseconds.counter-device`, zero-filled,
so that comparing two stamps as text compares them in time.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

_DEVICE = re.compile(r"[a-z0-9]{4,16}")
_STAMP = re.compile(rf"([0-9]{{13}})\.([0-9]{{5}})-({_DEVICE.pattern})")
_LAST_MILLISECOND = 7_258_118_400_000
"""The year 2200. A stamp beyond it is a broken line: obeying it would leave no later stamp to win with."""
_COUNTERS = 100_000


def is_stamp(text: str) -> bool:
    """Whether the text is a stamp that a device could have issued."""
    match = _STAMP.fullmatch(text)
    return match is not None and int(match[1]) < _LAST_MILLISECOND


def is_device(text: str) -> bool:
    """Whether the text is an id that a device could have."""
    return _DEVICE.fullmatch(text) is not None


def device_of(stamp: str) -> str:
    """The device that issued a stamp."""
    return stamp.rpartition("-")[2]


def next_stamp(now: datetime, last: str, device: str) -> str:
    """The stamp after `last` ("" for none): now, or one step after `last` where the clock is behind it."""
    milliseconds, counter = int(now.timestamp() * 1000), 0
    if last:
        seen, _, rest = last.partition(".")
        if int(seen) >= milliseconds:
            milliseconds, counter = int(seen), int(rest[:5]) + 1
    milliseconds, counter = milliseconds + counter // _COUNTERS, counter % _COUNTERS
    return f"{milliseconds:013d}.{counter:05d}-{device}"


def instant_of(stamp: str) -> datetime:
    """When a stamp was issued, as aware UTC; a little later than that where the clock had gone back."""
    return datetime.fromtimestamp(int(stamp[:13]) / 1000, UTC)

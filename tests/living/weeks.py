"""Weekly reviews: what worked, what did not, and what next; and answers to the deeper questions of every fourth."""

from __future__ import annotations

from typing import NamedTuple


class Week(NamedTuple):
    """One review: plus, minus, next, and a theme to lean towards, "" for none."""

    plus: str
    minus: str
    next: str
    focus: str = ""


WEEKS: tuple[Week, ...] = (
    Week(
        "Ringing before opening: two faults found on the first try.",
        "Opened the mail first on Wednesday, and the morning went.",
        "Recalls first, then nothing until nine.",
    ),
    Week(
        "Thank you came out first, three times of four.", "The fourth.", "Say nothing else for two seconds.", "people"
    ),
    Week("The screwdriver on the bench.", "Nothing on the wards all week; I only heard of them.", "Two rounds."),
    Week(
        "Soo-jin finds things by hearing me talk.",
        "I talk less when Helen stands there.",
        "Talk when Helen stands there.",
        "learning",
    ),
    Week("A quiet week, and I did not fill it.", "I very nearly did.", "Leave it."),
    Week("Three days were enough to keep it up.", "Thursdays fill from the left.", "Block it in red."),
    Week(
        "Told Mr Farrell.", "Told Mr Farrell in a corridor.", "If it matters, it deserves a door that shuts.", "people"
    ),
    Week("The porters' table.", "The stairs. Counting makes me cross.", "Names instead of 'they'."),
    Week("Drew it before I swapped it.", "Four forms for one bed.", "Ask who reads them."),
    Week("Nine small jobs in one morning.", "Why were there nine?", "One at eleven, every day.", "value"),
    Week("Came back, and it was all still here.", "The first page took me three days to open.", "Small.", "work"),
    Week("Five minutes at the door at seven.", "Slept badly for it.", "Twice a week, not daily."),
    Week("Lay down on a bed in front of a visiting professor.", "–", "Ask him whether he has ever."),
    Week(
        "Wrote down what I was afraid of, and it was two lines long.", "Wrote it on Thursday, not on Monday.", "Monday."
    ),
    Week(
        "The lid notes: found my own, and was grateful.",
        "Three not tried. All three on Mondays.",
        "Plan less on Sundays.",
    ),
    Week("Dropped two figures.", "Kept five out of cowardice.", "Ask Helen which one she would miss."),
    Week("Noémie has taken over the drawing. It is better.", "I minded.", "Let her have it."),
    Week("Four trials, four notes, nothing learnt, all well.", "Nothing learnt.", "A harder card.", "learning"),
    Week(
        "'Useful until two' works in both directions.",
        "I still write 'asap' to people whom I am afraid of.",
        "Write to those first.",
        "work",
    ),
    Week(
        "José's number is on every ward now.", "He says it rings.", "Ask him what it rings about, and whether he minds."
    ),
    Week(
        "The alarms outside, found before anybody needed them.",
        "Cold.",
        "Gloves; and ask the groundsman what else he has seen.",
    ),
    Week("A year, nearly. The bench is clear at four on most days.", "I have told hardly anyone why.", "Tell Ewa."),
)

DEEPER: tuple[tuple[str, ...], ...] = (
    (
        "Soo-jin with the probe in her hand, and my mouth already open.",
        "Fear, I think, dressed as being correct. It made me look at the probe and not at her.",
        "That a mistake is something one hides. I would not keep it; I am not sure that it is only mine.",
        "Look at her first.",
    ),
    (
        "Mr Farrell at our bench, silent, holding one of the leads to the light.",
        "Pride, absurdly. I explained too much.",
        "That they do not care. He had never been shown.",
        "Show him, and say half as much.",
    ),
    (
        "The lift, out of order, and eleven of us on the stairs with one bed.",
        "I enjoyed it. It made me a little ashamed.",
        "That help has to be organised. It was simply there, on the stairs.",
        "Ask aloud, sooner.",
    ),
    (
        "Reading a lid in a handwriting that nobody knows.",
        "Company. I wrote back, underneath.",
        "That nothing stays here. Somebody stayed, in a lid.",
        "Sign my own.",
    ),
    (
        "The alarm behind the bins, dead for who knows how long, and nobody's.",
        "Anger, and under it relief that it was I who found it. I pressed the other three twice.",
        "That somebody surely does it. I had thought so for nine years.",
        "Ask 'who surely does it?' about one thing a month.",
    ),
)
"""Answers to the four deeper questions, one after another."""

"""Making a plan tiny: at most one gentle suggestion, and never a refusal."""

from __future__ import annotations

import re

from companion.domain.phrases import number
from companion.domain.records import Plan

TINY_MINUTES = 15
"""More than this is no longer a tiny experiment."""
FEW_OPEN = 3
"""Open experiments beyond which closing one comes first; our own choice, after Little's law."""

_ACTS = (
    "add answer ask begin bring call cancel check choose close count describe draw explain finish fix give go help "
    "hold invite leave list listen look make mark move name note offer open pause put read record repeat report reply "
    "say send share show sit sketch speak start stop suggest take tell thank time try turn visit wait walk watch write"
).split()
_OBJECTS = (
    "a an the one two three each every some any my his her their our its it him them me us what who whom how why where "
    "when whether which that this these those nothing nobody to for with at aloud down up out back if"
).split()
_SECOND_ACT = re.compile(
    rf"(?:\band|\bthen|&|\bplus)\s+(?:(?:then|also|afterwards)\s+)?(?:I(?:\s+will|['’]ll)\s+)?"
    rf"(?:{'|'.join(_ACTS)})\s+(?:(?:{'|'.join(_OBJECTS)})\b|[A-Z])|;\s+\w"
)
_CUE_WITHOUT_COMMA = re.compile(r"(?:When|Whenever|After|Before|As soon as|If|Each time|While)\b[^,]* I will ", re.I)


def hint(plan: Plan, open_now: int, own_words: bool = True) -> str:
    """One sentence that may make this plan smaller or surer, or "". `open_now` counts it among the open ones.

    If-then plans are carried out more often: Gollwitzer and Sheeran 2006. What is open waits longer the more of it
    there is: Little 1961. A card's own suggestion, not in `own_words`, is not picked over.
    """
    if own_words and not plan.cue.strip() and _CUE_WITHOUT_COMMA.match(plan.action):
        return 'A comma before "I will" makes what stands before it the cue.'
    if own_words and not plan.cue.strip():
        return "It has no cue yet. Which moment would set it off?"
    if own_words and _SECOND_ACT.search(plan.action):
        return "It seems to hold two acts. Which would you try first?"
    if plan.minutes > TINY_MINUTES:
        return f"{number(plan.minutes).capitalize()} minutes is long. What would five of them hold?"
    if open_now > FEW_OPEN:
        return f"{number(open_now).capitalize()} are open now. Deciding one shortens the other waits."
    return ""

"""One small pack that has a bit of everything and no faults: the examples of the reference, and of its tests."""

from __future__ import annotations

MANIFEST_TEXT = """\
format = 1
id = "calm-week"
version = "1.2.0"
title = "A calmer week"
summary = "A few small ways to lower the noise."
authors = ["Your name"]
license = "CC-BY-4.0"
language = "en"
files = ["notice.md"]

[[themes]]
id = "calm"
title = "Calm"
glyph = "~"
letter = "c"
"""

CARD = """\
## Count what waits {#count-what-waits}
kind: card
theme: calm
level: 101
minutes: 5
source: Little 1961, A Proof for the Queuing Formula L = λW
tags: anywhere

In any steady flow of work, what is open equals what you finish in a week times how long each thing
takes. So the shortest way to finish sooner is not to hurry; it is to have less open.

### Try
- When I open my list after lunch, I will count what is begun and unfinished. Expect: more than ten.
- When I hand over, I will name the oldest thing that waits. Expect: somebody knows why it does.

### Ask
- What was the second-oldest item waiting for?
"""

QUESTION = """\
## What did you stop doing, and who noticed? {#what-did-you-stop}
kind: question
use: review
theme: work
"""

TERM = """\
## Slack {#slack}
kind: term
source: own experience

Room in a day that is promised to nobody. Without it, one late thing makes every later thing late.
"""

ARTICLE = """\
## Why it waits {#why-it-waits}
kind: article
source: Hopp & Spearman 2011, Factory Physics

Most of the time between a request and its result, nobody is working on it.

### Three places to look

1. Where work changes hands.
2. Where it needs a yes.
3. Where it stands in a queue that nobody can see.
"""

PROGRAMME = """\
## A quieter fortnight {#quieter-fortnight}
kind: programme
variants: start-up, growth

Two weeks with less open at once. Ten minutes on most days are enough.

### Step: Count it {#count}
card: count-what-waits
trials: 2

### Step: Read why {#read}
article: why-it-waits
only: growth

### Check: Midway {#midway}
- What did you expect to find, and did not?

### Step: Tell others {#tell}
guide: first-taste
"""

GUIDE = """\
## A first taste {#first-taste}
kind: guide
minutes: 10

For three to eight people. Have a pen and one sheet of paper each.

### 4 min: Arrive {#arrive}
Say: Nothing said here binds anyone.
Ask: What would make ten minutes worth it?

### 6 min: Count {#count}
Do: Each writes down what they have begun and not finished,
  without talking.
Capture: what waits longest
"""

ENTRIES = "\n".join((CARD, QUESTION, TERM, ARTICLE, PROGRAMME, GUIDE))
"""The only file of the pack."""

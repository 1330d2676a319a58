"""Codes about style."""

from __future__ import annotations

from companion.packs import style
from companion.packs.explaining.explained import Explained
from companion.packs.findings import Code

STYLE = {
    Code.IDEA_LENGTH: Explained(
        f"An idea is shorter than {style.FEWEST_WORDS} words, or longer than {style.MOST_WORDS}.",
        "Aim at sixty. What does not fit may be an article.",
        "It is to have less open.",
        "In any steady flow of work, what is open equals what you finish in a week times how long each thing\n"
        "takes. So the shortest way to finish sooner is not to hurry; it is to have less open.",
    ),
    Code.NO_CUE: Explained(
        "An experiment does not say when. Plans that name a moment are carried out more often.",
        "Begin with one that the reader will meet today.",
        "- I will name the oldest thing that waits.",
        "- When I hand over, I will name the oldest thing that waits.",
    ),
    Code.NO_EXPECTATION: Explained(
        "An experiment does not say what to expect, so there is nothing to compare with afterwards.",
        "End it with ` Expect: ` and what there will be to see.",
        "I will count what is begun and unfinished.",
        "I will count what is begun and unfinished. Expect: more than ten.",
    ),
    Code.NO_QUESTION: Explained(
        "A question does not end in a question mark.",
        "Make it ask one thing.",
        "- Write down what the second-oldest item was waiting for.",
        "- What was the second-oldest item waiting for?",
    ),
    Code.EXCLAMATION: Explained(
        "There is an exclamation mark in the text.",
        "Let the words do it, and end with a full stop.",
        "Say: Nothing said here binds anyone!",
        "Say: Nothing said here binds anyone.",
    ),
    Code.LONG_TITLE: Explained(
        f"A title has more than {style.TITLE_LENGTH} characters, and breaks over two lines.",
        "Shorten it. The text is where the rest belongs.",
        "## Slack, or why a day that is promised to nobody is not a lazy one {#slack}",
        "## Slack {#slack}",
    ),
    Code.LONG_ARTICLE: Explained(
        f"An article has more than {style.ARTICLE_WORDS:,} words, which is more than six minutes of reading.",
        "Make two of it, or leave out what can be spared.",
        "A chapter.",
    ),
    Code.LONG_EXPERIMENT: Explained(
        f"An experiment takes more than {style.EXPERIMENT_MINUTES} minutes, which most days do not have.",
        "Make it smaller: one act, with an end.",
        "minutes: 25",
        "minutes: 5",
    ),
}

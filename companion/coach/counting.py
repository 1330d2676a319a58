"""What it all adds up to: the streak, every day's standing, and the reasoning behind them."""

from __future__ import annotations

from datetime import timedelta

from companion.coach.looking import Looking, day_start
from companion.coach.views import Progress
from companion.domain.cards import NO_THEME, THEMES, Theme
from companion.domain.explain import Reason, reasons, what_counts
from companion.domain.history import History
from companion.domain.insight import levels, outcomes, trials_by_theme
from companion.domain.phrases import week_line
from companion.domain.reckoning import Reckoning
from companion.domain.repair import all_misses, open_day

_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)


class Counting(Looking):
    """Looking at the days; this writes nothing."""

    def progress(self) -> Progress:
        """The streak, every day's standing since the first trial, and until when nothing can be lost."""
        return self._journal.ask(self._progress)

    def _progress(self, history: History) -> Progress:
        day = self._today(history)
        reckoning = Reckoning(history, day)
        trials = sorted(history.facts.trials.values(), key=lambda trial: trial.at)
        themes = {trial.day: history.theme_of(trial) for trial in trials}
        start = day_start(history)
        return Progress(
            streak=reckoning.streak,
            days=tuple(reckoning.days),
            themes=themes,
            today=day,
            lost_from=reckoning.lost_from(),
            day_start=f"{start // _HOUR:02}:{start % _HOUR // _MINUTE:02}",
            week=reckoning.this_week(),
            counting=" ".join(filter(None, [what_counts(reckoning), week_line(reckoning.this_week())])),
            open_day=open_day(reckoning),
            misses=all_misses(history, reckoning, self._moment().offset),
            trials=trials_by_theme(history),
            outcomes=outcomes(history),
            levels=levels(reckoning),
        )

    def balance(self, progress: Progress) -> list[tuple[Theme, int]]:
        """The themes with their trials: the four, then those of packs, then what belongs to no theme known here."""
        known = [theme for name in sorted(progress.trials) if (theme := self.theme(name)) and theme not in THEMES]
        found = [(theme, progress.trials.get(theme.id, 0)) for theme in (*THEMES, *known)]
        rest = sum(progress.trials.values()) - sum(count for _, count in found)
        return [*found, (NO_THEME, rest)] if rest else found

    def why(self) -> list[Reason]:
        """The reasoning behind the streak, day by day from the first trial on."""
        return self._journal.ask(lambda history: reasons(history, Reckoning(history, self._today(history))))

"""Figures: the median of several runs with the least and the most, and how they stand to their floor or aim."""

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the result. `aim` is a test of the median; `against` says what the aim or the floor is."""

    name: str
    unit: str
    runs: Sequence[float]
    against: str = ""
    aim: Callable[[float], bool] | None = None
    digits: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.runs)

    def line(self) -> str:
        middle, low, high = (f"{value:.{self.digits}f}" for value in (self.median, min(self.runs), max(self.runs)))
        met = "" if self.aim is None else ("met" if self.aim(self.median) else "MISSED")
        spread = f"{low}-{high}" if len(self.runs) > 1 else "one run"
        return f"  {self.name:58} {middle:>8} {self.unit:8} {spread:>15}  {met:6}  {self.against}".rstrip()


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of all lies."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * share))]


def windows(moments: Sequence[float], seconds: float) -> Iterator[list[float]]:
    """Sorted moments, cut into whole windows of this length."""
    begun = moments[0]
    window: list[float] = []
    for moment in moments:
        if moment >= begun + seconds:
            yield window
            begun, window = begun + seconds, []
        window.append(moment)

"""How a line of the table is measured: ours and the baseline in turn, medians compared."""

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line: seconds for ours and for the baseline, and the ratio (or, without a baseline, the time) aimed at."""

    name: str
    ours: float
    baseline: float | None
    aim: float
    note: str = ""

    @property
    def measured(self) -> float:
        """What is held against the aim."""
        return self.ours / self.baseline if self.baseline else self.ours

    @property
    def kept(self) -> bool:
        """Whether the aim is reached."""
        return self.measured <= self.aim

    def __str__(self) -> str:
        theirs = f"{self.baseline * 1000:10.2f}" if self.baseline else " " * 10
        unit = "x" if self.baseline else "s"
        said = f"{self.measured:8.3f} {unit}  <= {self.aim:<6g} {'ok' if self.kept else 'MISSED'}"
        return f"{self.name:<58}{self.ours * 1000:10.2f}{theirs}{said:>28}  {self.note}"


HEAD = f"{'':<58}{'ours ms':>10}{'base ms':>10}{'ratio / aim':>22}"


def compare(name: str, ours: Callable[[], object], baseline: Callable[[], object], aim: float, runs: int = 5) -> Line:
    """Run both in turn, the first time uncounted, and compare the medians."""
    times: tuple[list[float], list[float]] = ([], [])
    for run in range(runs + 1):
        for which, work in enumerate((ours, baseline)):
            took = seconds(work)
            if run:
                times[which].append(took)
    return Line(name, statistics.median(times[0]), statistics.median(times[1]), aim)


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def percentile(times: list[float], share: float) -> float:
    """The time that this share of calls stays under."""
    return sorted(times)[min(int(len(times) * share), len(times) - 1)]


Lines = Iterator[Line]

"""The figures by which the map is coloured, each with its bands; a figure always stands in the box as well."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from models.structure.map_figures import UnitFigures
from models.words import N_, _
from ui.kit.tag import TagKind
from ui.org_map.nodes import MapNode


@dataclass(frozen=True, slots=True)
class Shade:
    """The colour of one box, and its figure in words."""

    tone: TagKind
    words: str


Judge = Callable[[UnitFigures, float], Shade]


@dataclass(frozen=True)
class Colouring:
    """One figure to colour by. `bands` are the legend: each tone and what it means."""

    key: str
    title: str
    short: str
    bands: tuple[tuple[TagKind, str], ...]
    judge: Judge

    @property
    def words(self) -> str:
        return _(self.title)

    @property
    def legend(self) -> list[tuple[TagKind, str]]:
        return [(tone, _(words)) for tone, words in self.bands]


def _coverage(figures: UnitFigures, _mean: float) -> Shade:
    share = figures.coverage
    if share is None:
        return Shade("neutral", "—")
    return Shade("overdue" if share < 50 else "due" if share <= 80 else "good", f"{share}%")


def _households(figures: UnitFigures, mean: float) -> Shade:
    count = figures.households
    tone: TagKind = "neutral" if count < 0.5 * mean else "due" if count > 1.5 * mean else "information"
    return Shade(tone, f"{count:,}")


def _matters(figures: UnitFigures, _mean: float) -> Shade:
    count = figures.matters
    if not count:
        return Shade("good", "0")
    return Shade("due" if count * 50 <= max(figures.households, 50) else "overdue", f"{count:,}")


def _vacancies(figures: UnitFigures, _mean: float) -> Shade:
    return Shade(
        "good" if not figures.vacancies else "due" if figures.vacancies == 1 else "overdue", str(figures.vacancies)
    )


def _boards(figures: UnitFigures, _mean: float) -> Shade:
    return Shade("good" if not figures.boards else "due" if figures.boards < 5 else "overdue", str(figures.boards))


COLOURINGS: tuple[Colouring, ...] = (
    Colouring(
        "coverage", N_("Visit coverage this quarter"), N_("Coverage"),
        (("overdue", N_("under 50%")), ("due", N_("50–80%")), ("good", N_("over 80%")), ("neutral", N_("nobody in care"))),
        _coverage,
    ),
    Colouring(
        "households", N_("Households served"), N_("Households"),
        (("neutral", N_("under half its level's mean")), ("information", N_("near the mean")),
         ("due", N_("over 1.5 times"))),
        _households,
    ),
    Colouring(
        "matters", N_("Matters open"), N_("Matters"),
        (("good", N_("none")), ("due", N_("up to 2 in 100 households")), ("overdue", N_("more"))),
        _matters,
    ),
    Colouring(
        "vacancies", N_("Vacant posts"), N_("Vacancies"), (("good", N_("none")), ("due", "1"), ("overdue", N_("2 or more"))),
        _vacancies,
    ),
    Colouring(
        "boards", N_("Boards out of date"), N_("Boards"),
        (("good", N_("none")), ("due", "1–4"), ("overdue", N_("5 or more"))), _boards,
    ),
)  # fmt: skip
PLAIN = "plain"


def colouring(key: str) -> Colouring | None:
    """The figure of this key; None for no colours."""
    return next((one for one in COLOURINGS if one.key == key), None)


def shades(nodes: Sequence[MapNode], figures: Mapping[str, UnitFigures], by: Colouring | None) -> dict[str, Shade]:
    """The colour and the figure of every box; nothing while the figures are still being counted."""
    if by is None or not figures:
        return {}
    rows: dict[int, list[int]] = {}
    for node in nodes:
        rows.setdefault(node.row, []).append(figures.get(node.id, UnitFigures()).households)
    means = {row: sum(counts) / len(counts) for row, counts in rows.items()}
    return {node.id: by.judge(figures.get(node.id, UnitFigures()), means[node.row]) for node in nodes}

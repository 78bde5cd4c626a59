"""The quarter's figures: every number knows the records that it was counted from."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.figures.cells import Block, Cell, Chapter, Column, Figure, Line, Name, Rate, Way
from models.figures.explain import count_again
from models.figures.matters import matters
from models.figures.mediation import mediation
from models.figures.organisation import organisation
from models.figures.overview import overview
from models.figures.people import people
from models.figures.scope import Scope
from models.figures.visits import visits
from models.periods import Quarter
from models.progress import Progress, silent
from models.register import scheme

__all__ = ["Block", "Cell", "Chapter", "Column", "Figure", "Line", "Name", "QuarterFigures", "Rate", "Way",
           "count_again", "quarter_figures"]  # fmt: skip


@dataclass(frozen=True)
class QuarterFigures:
    """All figures of one quarter, for the whole register or for one unit (an id) with all below it."""

    quarter: Quarter
    within: str
    unit: str
    chapters: tuple[Chapter, ...]

    def __getitem__(self, key: str) -> Chapter:
        (found,) = (chapter for chapter in self.chapters if chapter.key == key)
        return found


def quarter_figures(
    session: Session, quarter: Quarter, within: str = "", progress: Progress = silent
) -> QuarterFigures:
    """Count the quarter. `progress` counts chapters and may raise `Cancelled`."""
    scope, span, levels = Scope(session, within, quarter.span), quarter.span, scheme(session)
    wanted: tuple[Callable[[], Chapter], ...] = (
        lambda: overview(scope, quarter),
        lambda: organisation(scope, span, levels),
        lambda: people(scope, span),
        lambda: visits(scope, quarter),
        lambda: matters(scope, quarter, levels),
        lambda: mediation(scope, quarter),
    )
    chapters = []
    for done, chapter in enumerate(wanted):
        progress(done, len(wanted))
        chapters.append(chapter())
    progress(len(wanted), len(wanted))
    return QuarterFigures(quarter, within, scope.title, tuple(chapters))

"""What the page of the organisation reads: boxes first, then their figures, then which boards are out of date."""

from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from sqlalchemy.orm import Session

from exports.boards.printing import out_of_date
from models.changes import Changes
from models.structure.map_figures import UnitFigures, figures
from models.structure.posts import vacancies
from ui import messages
from ui.desk import Desk
from ui.org_map.nodes import Chain, MapNode, grid_figures, read_nodes
from ui.org_map.unit_reading import Known
from ui.tasks import run_task

_REFRESH_AFTER = 150  # milliseconds
_SHAPE = {"units", "grids", "unit_grids", "appointments", "posts"}  # what the boxes themselves say
_TOUCHING = _SHAPE | {"households", "people", "cares", "visits", "matters", "issued_boards"}
_ON_BOARDS = _SHAPE | {"issued_boards", "offices", "level_schemes"}


class Counting(QObject):
    """`read` tells that there are boxes, `counted` that their figures (or the boards) are known.

    Every reading has a turn: what belongs to an earlier one comes too late and is dropped.
    """

    read = Signal(bool)  # whether the view begins anew
    counted = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.on = date.today()
        self.chain: Chain = "party"
        self.nodes: list[MapNode] = []
        self.known = Known({}, (), None)
        self.of_boxes: dict[str, UnitFigures] = {}
        self.loaded = False
        self._anew = False
        self._turn = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_REFRESH_AFTER)
        self._later.timeout.connect(self.load)
        desk.broadcast.changed.connect(self._changed)

    def load(self, *, anew: bool = False) -> None:
        """Read the boxes, then count. Unless `anew`, folds and camera stay."""
        self.loaded = True
        self._anew = self._anew or anew
        self._turn += 1
        self._later.stop()
        turn, on, chain = self._turn, self.on, self.chain

        def then(nodes: list[MapNode]) -> None:
            if turn == self._turn:
                self.nodes, anew_now, self._anew = nodes, self._anew, False
                self.read.emit(anew_now)
                self._count()

        self._desk.read(lambda session: read_nodes(session, on, chain), then, owner=self)

    def _count(self) -> None:
        on, nodes, turn, stale = self.on, self.nodes, self._turn, self.known.stale

        def work(session: Session) -> tuple[Known, dict[str, UnitFigures]]:
            vacant = vacancies(session, on)
            found = figures(session, on, vacant=vacant, stale_boards=stale or ())
            return Known(found, tuple(vacant), stale), grid_figures(session, on, nodes, found)

        def then(found: tuple[Known, dict[str, UnitFigures]]) -> None:
            if turn == self._turn:
                self.known, self.of_boxes = found
                self.counted.emit()
                if stale is None:
                    self._compare_boards()

        self._desk.read(work, then, owner=self)

    def _compare_boards(self) -> None:
        """Which issued boards say something else by now: the slowest to find out, so it comes last."""
        register, turn = self._desk.register, self._turn

        def then(stale: list[Any]) -> None:
            if turn == self._turn:
                ids = frozenset(one.issued_id for one in stale)
                self.known = Known(self.known.figures, self.known.vacancies, ids)
                self._count()

        run_task(lambda _progress: out_of_date(register), then, messages.tell, owner=self)

    def _changed(self, changes: Changes, _cause: QObject | None) -> None:
        if not self.loaded or not _TOUCHING & changes.records.keys():
            return
        if _ON_BOARDS & changes.records.keys():
            self.known = Known(self.known.figures, self.known.vacancies, None)
        self._later.start()

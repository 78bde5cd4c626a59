"""The chips above the preview: which unit, which kind of board, on which paper, in which look, tiled or not."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from exports.boards import PAPERS, paper, themes
from exports.boards.kinds import GATHER
from exports.boards.poster import tiling
from models import queries
from models.codes import code_table
from models.organisation import UNITS
from models.queries import Query
from models.words import _, in_words
from ui.desk import Desk
from ui.kit.chip import Chip
from ui.kit.layouts import FlowLayout
from ui.kit.pick_list import Choice, PickList

USUAL_PAPER = {"grid": "600x900", "building": "A3", "chart": "A1", "contact": "A4", "plate": "A4", "roster": "A3"}
POSTER_SHEETS = ("A4", "A3")


def paper_words(name: str) -> str:
    """600 × 900 mm, or the name of the sheet."""
    sheet = paper(name)
    return f"{sheet.width:g} × {sheet.height:g} mm" if "x" in name else name


def kind_words(kind: str) -> str:
    return code_table("board_kind").label(kind)


def theme_words(key: str) -> str:
    return next((in_words(each.name_en, each.name_zh) for each in themes() if each.key == key), key)


class BoardChips(QWidget):
    """`changed` tells which part was picked anew: unit, kind, paper, theme or poster."""

    changed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.unit, self.unit_words = "", ""
        self.kind, self.paper, self.theme, self.poster = "grid", "600x900", "red", ""
        self._open: PickList | None = None
        self._flow = FlowLayout(self, 8)
        self.chips: dict[str, Chip] = {}
        for key, title, choices in (
            ("kind", _("Kind"), self._kinds), ("paper", _("Paper"), self._papers), ("theme", _("Look"), self._themes),
            ("poster", _("Tile over sheets"), self._posters),
        ):  # fmt: skip
            self._add(key, title, choices)
        self.unit_chip = Chip(_("Unit"))
        self.unit_chip.opened.connect(self._pick_unit)
        self.unit_chip.cleared.connect(lambda: self.pick("unit", ""))
        self.refresh()

    def _add(self, key: str, title: str, choices: Callable[[], Sequence[Choice]]) -> None:
        chip = Chip(title)
        chip.opened.connect(lambda: self._show_choices(chip, choices(), lambda value: self.pick(key, str(value))))
        chip.cleared.connect(lambda: self.pick(key, ""))  # only tiling is ever taken away
        self.chips[key] = chip
        self._flow.addWidget(chip)

    def add(self, *chips: Chip) -> None:
        """Put more at the end, which their own makers look after."""
        for chip in chips:
            self._flow.addWidget(chip)

    def _show_choices(self, chip: Chip, choices: Sequence[Choice], do: Callable[[object], None]) -> None:
        self._open = PickList(choices)
        self._open.picked.connect(do)
        self._open.open_below(chip)

    # --- choices

    def _kinds(self) -> list[Choice]:
        return [Choice(kind, kind_words(kind)) for kind in GATHER]

    def _papers(self) -> list[Choice]:
        return [
            Choice(each.name, paper_words(each.name), f"{each.width:g} × {each.height:g}") for each in PAPERS.values()
        ]

    def _themes(self) -> list[Choice]:
        return [Choice(each.key, theme_words(each.key)) for each in themes()]

    def _posters(self) -> list[Choice]:
        counted = [(sheet, tiling(paper(self.paper), paper(sheet)).count) for sheet in POSTER_SHEETS]
        return [
            Choice("", _("on one sheet")),
            *(Choice(sheet, _("{sheet} sheets").format(sheet=sheet), str(count)) for sheet, count in counted),
        ]

    def _pick_unit(self) -> None:
        def choices(session: Session) -> list[Choice]:
            rows = queries.rows(
                session, UNITS, queries.ids(session, Query(UNITS), limit=3_000), ["name", "code", "level"]
            )
            return [Choice(r.id, r["name"], also=r["code"], depth=max(r["level"] - 1, 0)) for r in rows]

        def show(found: list[Choice]) -> None:
            words = {choice.value: choice.words for choice in found}
            self._show_choices(self.unit_chip, found, lambda value: self.pick("unit", str(value), words.get(value, "")))

        self._desk.read(choices, show, owner=self)

    # --- what is picked

    def pick(self, key: str, value: str, words: str = "") -> None:
        """Pick one part, as if by hand."""
        if key == "unit":
            self.unit_words = words
        if key == "kind" and value != self.kind:
            self.paper = USUAL_PAPER.get(value, "A3")
        setattr(self, key, value)
        self.refresh()
        self.changed.emit(key)

    def take(self, kind: str, sheet: str, look: str) -> None:
        """Stand on what a board that was issued has, without telling."""
        self.kind, self.paper, self.theme = kind, sheet, look
        self.refresh()

    def refresh(self) -> None:
        """Say in words what is picked."""
        self.chips["kind"].setText(kind_words(self.kind))
        self.chips["kind"].updateGeometry()
        for key, words in (("paper", paper_words(self.paper)), ("theme", theme_words(self.theme))):
            self.chips[key].setText(words)
            self.chips[key].updateGeometry()
        count = tiling(paper(self.paper), paper(self.poster)).count if self.poster else 0
        tiled = _("{sheet} tiles · {count}").format(sheet=self.poster, count=count) if self.poster else ""
        self.chips["poster"].show_picked(tiled)
        self.unit_chip.show_picked(self.unit_words)
        self._flow.invalidate()
        self.updateGeometry()

"""The quarter's figures: cards and tables beside those of last year, each number with its records, and the workbook."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFileDialog, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from exports.quarter import quarter_workbook
from models import queries
from models.figures import Cell, Chapter, QuarterFigures, Rate, quarter_figures
from models.figures.overview import FLOWS
from models.organisation import UNITS
from models.periods import Quarter
from models.progress import Progress
from models.queries import Query
from models.words import N_, _, in_words
from ui import messages
from ui.desk import Desk
from ui.kit.buttons import icon_button, primary
from ui.kit.card import Card
from ui.kit.chip import Chip
from ui.kit.figure_card import FigureCard
from ui.kit.labels import label
from ui.kit.layouts import clear, column, row
from ui.kit.page_header import PageHeader
from ui.kit.pick_list import Choice, PickList
from ui.kit.progress_line import ProgressLine
from ui.kit.side_list import SideList
from ui.pages.base import Page
from ui.pages.quarter_table import FigureTable, change, figure_words
from ui.pdf_out import told_in_words
from ui.tasks import Task, run_task
from ui.theme import px

_YEARS = 3  # of quarters to choose from
_SETTLING = 20  # days of a new quarter in which one still reports the last
_CARDS = ("visits", "coverage", "duty", "matters_closed", "of_tried")
_HEIGHT = 104


def usual_quarter(today: date) -> Quarter:
    """The quarter one reports: this one, or in its first weeks the last."""
    return Quarter.of(today - timedelta(days=_SETTLING))


class QuarterPage(Page):
    """Counted off the window's thread whenever another quarter or unit is picked."""

    key = "quarter"
    title = N_("Quarter")
    icon = "chart-column"
    group = 1

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.quarter = usual_quarter(date.today())
        self.unit, self.unit_words = "", ""
        self.figures: QuarterFigures | None = None
        self._chapter = "overview"
        self._counting: Task | None = None
        self._open: PickList | None = None
        self._old = False
        self.header = PageHeader(self.words())
        self._pickers()
        self.write_button = primary(_("Write the workbook …"), "file-spreadsheet")
        self.write_button.clicked.connect(self.write)
        self.header.add(self.write_button)
        self.progress = ProgressLine()
        names = {key: in_words(english, chinese) for key, english, chinese in FLOWS}
        self.cards = [FigureCard(names[key].split("（")[0]) for key in _CARDS]
        self._listed = False
        self.list = SideList(184)
        self._build()
        desk.broadcast.changed.connect(self._changed)

    def _pickers(self) -> None:
        earlier, later = (
            icon_button("arrow-left", _("A quarter earlier")),
            icon_button("arrow-right", _("A quarter later")),
        )
        earlier.clicked.connect(lambda: self.go_to(Quarter.of(self.quarter.span.before)))
        later.clicked.connect(lambda: self.go_to(Quarter.of(self.quarter.end + timedelta(days=1))))
        self.quarter_chip, self.unit_chip = Chip(self.quarter.words), Chip(_("Whole register"))
        self.quarter_chip.opened.connect(self._pick_quarter)
        self.unit_chip.opened.connect(self._pick_unit)
        self.unit_chip.cleared.connect(lambda: self.go_within("", ""))
        self.header.add_beside(earlier, self.quarter_chip, later, self.unit_chip)

    def _build(self) -> None:
        line = row(None, spacing=12)
        for number, card in enumerate(self.cards):
            card.setFixedHeight(px(_HEIGHT))
            card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            card.pressed.connect(lambda at=number: self._open_card(at))
            line.addWidget(card, 1)
        self.list.chosen.connect(self.show_chapter)
        self._blocks: QVBoxLayout = column(None, spacing=12)
        inside = QWidget()
        column(inside, self._blocks, "stretch", margins=(0, 0, 4, 0), spacing=0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        below = row(None, self.list, self._scroll, spacing=12)
        below.setStretch(1, 1)
        self.layout_.addWidget(self.header)
        self.layout_.addWidget(self.progress)
        self.layout_.addLayout(line)
        self.layout_.addLayout(below, 1)

    # --- what is counted

    def arrived(self) -> None:
        if self.figures is None or self._old:
            self.count()

    def _changed(self, *_args: object) -> None:
        """Counting anew at every change would cost more than it tells: it is done when the page comes to the front."""
        self._old = True

    def go_to(self, quarter: Quarter) -> None:
        """Count another quarter."""
        self.quarter = quarter
        self.quarter_chip.setText(quarter.words)
        self.quarter_chip.updateGeometry()
        self.count()

    def go_within(self, unit: str, words: str) -> None:
        """Count one unit with all below it, or the whole register."""
        self.unit, self.unit_words = unit, words
        self.unit_chip.show_picked(words)
        self.count()

    def count(self) -> None:
        """Count the quarter off the window's thread; an older count that is still under way is given up."""
        if self._counting is not None:
            self._counting.cancel()
        quarter, unit, register = self.quarter, self.unit, self.desk.register
        self._old = False

        def work(progress: Progress) -> QuarterFigures:
            with register.read() as session:
                return quarter_figures(session, quarter, unit, progress)

        def done(found: QuarterFigures) -> None:
            over.append(found)
            if (found.quarter, found.within) == (self.quarter, self.unit):
                self.progress.end()
                self._counting = None
                self._show(found)

        over: list[QuarterFigures] = []
        self.progress.begin(_("Counting {quarter}").format(quarter=quarter.words))
        task = run_task(work, done, self._failed, self.progress.tell, owner=self)
        if not over:
            self._counting = task
            self.progress.watch(task)

    def _failed(self, error: BaseException) -> None:
        self.progress.end()
        messages.tell(error)

    # --- what is shown

    def _show(self, found: QuarterFigures) -> None:
        self.figures = found
        for card, key in zip(self.cards, _CARDS, strict=True):
            _show_card(card, found["overview"], key)
        if not self._listed:
            self._listed = True
            for chapter in found.chapters:
                self.list.add(chapter.key, chapter.name.words)
        self.show_chapter(self._chapter)
        running = _(" · not over yet") if found.quarter.end >= date.today() else ""
        span = found.quarter.span
        whose = found.unit or _("Whole register")
        self.status.emit(f"{whose} · {span.start} – {span.end}{running}")

    def show_chapter(self, key: str) -> None:
        """Show the tables of one subject."""
        if self.figures is None:
            return
        self._chapter = key
        self.list.show_current(key)
        clear(self._blocks)
        for block in self.figures[key].blocks:
            card = Card(block.name.words, margins=0)
            table = FigureTable(block, compared=block.key == "key")
            table.opened.connect(lambda figure, where, t=table: self.open_figure(figure, where, t))
            card.body.addWidget(table)
            for note in block.notes:
                words = label(note.words, "secondary", wrap=True)
                words.setContentsMargins(px(14), 0, px(14), px(10))
                card.body.addWidget(words)
            self._blocks.addWidget(card)
        self._scroll.verticalScrollBar().setValue(0)

    def tables(self) -> list[FigureTable]:
        """The tables shown."""
        return self.findChildren(FigureTable)

    # --- opening the records

    def open_figure(self, figure: object, where: QRect, table: QWidget) -> None:
        """Show the records behind a number; of a rate, those of the part that is asked for."""
        if isinstance(figure, Cell):
            self.desk.show_query(figure.query)
        elif isinstance(figure, Rate):
            rate = figure
            self._open = PickList(
                [
                    Choice("part", _("These: {count}").format(count=f"{rate.part.value:,}")),
                    Choice("whole", _("Out of: {count}").format(count=f"{rate.whole.value:,}")),
                ]
            )
            self._open.picked.connect(
                lambda which: self.desk.show_query((rate.part if which == "part" else rate.whole).query)
            )
            self._open.open_below(table)

    def _open_card(self, at: int) -> None:
        if self.figures is not None:
            figure = self.figures["overview"]["key"][_CARDS[at], "quarter"]
            self.open_figure(figure.part if isinstance(figure, Rate) else figure, QRect(), self.cards[at])

    # --- picking

    def _pick_quarter(self) -> None:
        at, found = Quarter.of(date.today()), []
        for _back in range(4 * _YEARS):
            found.append(Choice(at, at.words, f"{at.start:%m-%d} – {at.end:%m-%d}"))
            at = Quarter.of(at.span.before)
        self._open = PickList(found)
        self._open.picked.connect(self.go_to)
        self._open.open_below(self.quarter_chip)

    def _pick_unit(self) -> None:
        def choices(session: Session) -> list[Choice]:
            rows = queries.rows(
                session, UNITS, queries.ids(session, Query(UNITS), limit=3_000), ["name", "code", "level"]
            )
            return [Choice(r.id, r["name"], also=r["code"], depth=max(r["level"] - 1, 0)) for r in rows]

        def show(found: list[Choice]) -> None:
            words = {choice.value: choice.words for choice in found}
            self._open = PickList(found)
            self._open.picked.connect(lambda value: self.go_within(str(value), words.get(value, "")))
            self._open.open_below(self.unit_chip)

        self.desk.read(choices, show, owner=self)

    # --- the workbook

    def write(self) -> None:
        """Write the workbook for the street office, with progress and a button that stops it."""
        name = f"{self.unit_words}{self.quarter.chinese}网格工作报表.xlsx"
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Write the workbook"), name, "Excel (*.xlsx)")
        if not chosen:
            return
        path = Path(chosen) if chosen.lower().endswith(".xlsx") else Path(f"{chosen}.xlsx")
        quarter, unit, register = self.quarter, self.unit, self.desk.register

        def done(_none: object) -> None:
            self.progress.end()
            self.desk.say(_("Saved: {file}").format(file=path.name))

        def work(progress: Progress) -> None:
            with told_in_words(path):
                quarter_workbook(register, quarter, path, within=unit, progress=progress)

        self.progress.begin(_("Writing {file}").format(file=path.name))
        self.progress.watch(run_task(work, done, self._failed, self.progress.tell, owner=self))

    def save(self) -> None:
        self.write()


def _show_card(card: FigureCard, overview: Chapter, key: str) -> None:
    """One of the key figures beside that of last year's quarter."""
    block = overview["key"]
    line = next(line for line in block.lines if line.key == key)
    now, then = line.cells[0], line.cells[1]
    column_ = block.columns[0]
    compared = change(now, then)
    before = figure_words(then, column_).rpartition("= ")[2]
    note = _("last year {number}").format(number=before) + (f" · {compared}" if compared else "") if before else ""
    if isinstance(now, Rate):
        percent = None if now.value is None else round(100 * now.value)
        unit = f"% · {now.part.value:,} / {now.whole.value:,}"
        card.show_figure("–" if percent is None else str(percent), unit=unit, note=note)
    else:
        card.show_figure(figure_words(now, column_), unit="", note=note)

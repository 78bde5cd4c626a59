"""The third step: what each column means, how sure that is, and a list to put it right."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from models.intake import Certainty, Column
from models.intake.meaning.lexicon import NEVER, NOTE, choices, words_of
from models.intake.sheets.context import PARTS
from models.words import _
from ui.intake.showing import safe_sample, safe_text
from ui.intake.told import Told
from ui.intake.work import Alike, Work, alike
from ui.kit.buttons import link
from ui.kit.card import Card
from ui.kit.chip import Chip
from ui.kit.labels import ElidedLabel, label, rule
from ui.kit.layouts import column, row
from ui.kit.pick_list import Choice, PickList
from ui.kit.tag import Tag, TagKind
from ui.theme import px

_KINDS: dict[Certainty, TagKind] = {
    Certainty.CERTAIN: "good", Certainty.BY_CONTENT: "information", Certainty.CONFIRM: "due", Certainty.NOT_KEPT: "neutral",
}  # fmt: skip
_MOST = 120  # columns with a line of their own


def certainty_words(certainty: Certainty) -> str:
    """How sure a meaning is, in a word or two."""
    return {
        Certainty.CERTAIN: _("certain"), Certainty.BY_CONTENT: _("by its content"), Certainty.CONFIRM: _("please confirm"),
        Certainty.NOT_KEPT: _("not kept here"),
    }[certainty]  # fmt: skip


def meaning_choices(ledger: str) -> list[Choice]:
    """What a column can be taken for; a field of the household says so."""
    made = []
    for meaning in choices(ledger):
        if meaning != NEVER:
            detail = _("of the household") if meaning.startswith("household.") else ""
            made.append(Choice(meaning, words_of(ledger, meaning), detail))
    return made


class ColumnsStep(QWidget):
    """`changed` is emitted when a column was given another meaning."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: list[Alike] = []
        self._list: PickList | None = None
        self.chips: dict[tuple[int, int], Chip] = {}
        self.card = Card(_("The columns of this table"), " ")
        self.card.body.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.card.body.addWidget(self._scroll)
        self.side = Card(_("Worth knowing"))
        self.side.body.setContentsMargins(0, 0, 0, 0)
        self.told = Told(_("Nothing special."))
        self.side.body.addWidget(self.told)
        whole = row(self, self.card, self.side, spacing=12)
        whole.setStretch(0, 5)
        whole.setStretch(1, 2)
        self.side.setMinimumWidth(px(290))

    def show_work(self, work: Work) -> None:
        """Show the columns of every sheet that is read, sheets of one layout together."""
        assert work.layouts is not None
        self._groups = alike(work.layouts.taken)
        self._fill()
        self._tell(work)

    # --- the table of columns

    def _fill(self) -> None:
        at = self._scroll.verticalScrollBar().value()
        inside = QWidget()
        self.chips = {}
        lines = column(None, spacing=0)
        for number, group in enumerate(self._groups):
            if len(self._groups) > 1 or len(group.layouts) > 1:
                lines.addWidget(_sheet_line(group))
            lines.addWidget(self._table(number, group))
        column(inside, lines, "stretch", spacing=0)
        self._scroll.setWidget(inside)
        self._scroll.verticalScrollBar().setValue(at)
        sure = sum(one.certainty is Certainty.CONFIRM for g in self._groups for one in g.first.columns)
        remembered = any(layout.remembered for g in self._groups for layout in g.layouts)
        words = _("{count} to confirm").format(count=sure) if sure else _("all clear")
        self.card.remark.setText(words + (" · " + _("as you said the last time") if remembered else ""))

    def _table(self, number: int, group: Alike) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for place, (share, words) in enumerate(
            ((26, _("Column in the file")), (30, _("Examples")), (34, _("What it is")), (14, _("How sure")))
        ):
            head = label(words, "secondary")
            head.setContentsMargins(px(14), px(7), px(4), px(7))
            grid.addWidget(head, 0, place)
            grid.setColumnStretch(place, share)
        grid.setColumnMinimumWidth(0, px(112))
        grid.addWidget(rule(), 1, 0, 1, 4)
        line = 2
        for place, one in enumerate(group.first.columns[:_MOST]):
            for at, part in enumerate(self._line(number, place, group, one)):
                grid.addWidget(part, line, at)
            grid.setRowMinimumHeight(line, px(42))
            grid.addWidget(rule(), line + 1, 0, 1, 4)
            line += 2
        return table

    def _line(self, number: int, place: int, group: Alike, one: Column) -> Sequence[QWidget]:
        ledger = group.first.ledger
        name = ElidedLabel(safe_text(one.header) or _("(no header)"), "heading")
        name.setContentsMargins(px(14), 0, px(6), 0)
        samples = " / ".join(dict.fromkeys(safe_sample(ledger, one, text)[:24] for text in one.samples))
        example = ElidedLabel(one.reason if one.certainty is Certainty.NOT_KEPT and one.reason else samples, "muted")
        example.setContentsMargins(px(14), 0, px(6), 0)
        picked, sure = QWidget(), QWidget()
        chip = Chip(words_of(ledger, one.meaning))
        chip.setAccessibleName(f"{one.header} {words_of(ledger, one.meaning)}")
        chip.setEnabled(one.certainty is not Certainty.NOT_KEPT)
        chip.opened.connect(lambda: self._pick(number, place, chip))
        self.chips[number, place] = chip
        inside = row(picked, chip, margins=(10, 5, 4, 5))
        for words, meaning in _offers(ledger, one) if one.certainty is Certainty.CONFIRM else ():
            yes = link(words)
            yes.setAccessibleName(f"{one.header} {words}")
            yes.clicked.connect(lambda _checked=False, meaning=meaning: self.decide(number, place, meaning))
            inside.addWidget(yes)
        inside.addStretch(1)
        row(sure, Tag(certainty_words(one.certainty), _KINDS[one.certainty]), "stretch", margins=(14, 0, 4, 0))
        if one.hidden:
            sure.layout().insertWidget(1, Tag(_("hidden"), "neutral"))  # type: ignore[union-attr]
        return name, example, picked, sure

    def _pick(self, number: int, place: int, chip: Chip) -> None:
        group = self._groups[number]
        self._list = PickList(meaning_choices(group.first.ledger), typing=True)
        self._list.picked.connect(lambda meaning: self.decide(number, place, str(meaning)))
        self._list.open_below(chip)

    def decide(self, number: int, place: int, meaning: str) -> None:
        """Take a column for something; on every sheet of this layout."""
        self._groups[number].decide(place, meaning)
        self._fill()
        chip = self.chips.get((number, place))
        if chip is not None:
            chip.setFocus()
        self.changed.emit()

    # --- what else is to be known

    def _tell(self, work: Work) -> None:
        assert work.layouts is not None
        lines: list[tuple[str, tuple[str, TagKind] | None]] = []
        dropped = dict.fromkeys(
            one.header for group in self._groups for one in group.first.columns if one.meaning == NEVER
        )
        if dropped:
            words = _("Not taken in: {names}").format(names="、".join(dropped))
            lines.append((words, (certainty_words(Certainty.NOT_KEPT), "neutral")))
        for group in self._groups:
            lines += [(words, (_("from the sheet"), "information")) for words in _context_words(group)]
        several = work.source is not None and len(work.source.sheets) > 1
        for said, names in _gathered(work.layouts.notices).items():
            lines.append((f"{names}：{said}" if several else said, None))
        self.told.show_lines(lines)


def _offers(ledger: str, one: Column) -> Iterator[tuple[str, str]]:
    """What can be said of a column that is asked about with one click: words and the meaning that it gets."""
    if one.suggestion not in ("", NOTE):
        yield _("It is: {meaning}").format(meaning=words_of(ledger, one.suggestion)), one.suggestion
    if one.meaning == NEVER or one.suggestion in ("", NOTE):
        yield _("Leave it so"), one.meaning


def _gathered(notices: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What is said of sheets, each sentence once with the sheets it is about."""
    found: dict[str, list[str]] = {}
    for name, said in notices:
        found.setdefault(said, []).append(name)
    return {said: _few(names) for said, names in found.items()}


def _few(names: Sequence[str]) -> str:
    """The first of several sheets by name, the others by their number."""
    shown = "、".join(names[:4])
    return shown if len(names) <= 4 else _("{names} and {count} more sheets").format(names=shown, count=len(names) - 4)


def _sheet_line(group: Alike) -> QWidget:
    """Which sheets the columns below are those of."""
    made = label(_few([" · ".join(filter(None, (one.name, one.part))) for one in group.layouts]), "section")
    made.setContentsMargins(px(14), px(12), px(8), px(2))
    return made


def _context_words(group: Alike) -> list[str]:
    """What the sheets' names and titles say of all their rows."""
    found: dict[str, list[str]] = {}
    for layout in group.layouts:
        for part, value in layout.context.items():
            if part != "month" and "." not in part:  # estate.from tells where the estate was read
                found.setdefault(part, []).append(value)
    said = []
    for part, values in found.items():
        named = "、".join(dict.fromkeys(values))
        meaning = f"household.{part}" if part in PARTS else part
        said.append(f"{words_of('people', meaning)}：{named[:40]}")
    return said

"""The check before a board goes on a wall: every personal item and its basis, what changed, what never appears."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from exports.boards.comparing import Difference
from exports.boards.gathering import Item
from exports.boards.report import Note
from models.words import _
from ui.kit.card import Card
from ui.kit.labels import ElidedLabel, label, rule
from ui.kit.layouts import clear, column, row
from ui.kit.tag import Tag, TagKind
from ui.theme import px

_ORDER = ("missing", "withdrawn", "office", "consent")
_SHOWN_WELL = 40  # items with a good basis that are named one by one


def basis(item: Item) -> tuple[str, TagKind]:
    """Why an item may be printed, or why it is left out."""
    found: dict[str, tuple[str, TagKind]] = {
        "office": (_("office phone"), "good"), "consent": (_("agreed"), "good"),
        "missing": (_("no consent, left out"), "due"), "withdrawn": (_("withdrawn, left out"), "due"),
    }  # fmt: skip
    return found[item.basis]


class Gate(Card):
    """`show_board` fills it for one board."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=0, parent=parent)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._parts: QVBoxLayout = column(inside, margins=(16, 12, 16, 12), spacing=4)
        scroll.setWidget(inside)
        self.body.addWidget(scroll)

    def show_board(
        self,
        items: Sequence[Item],
        differences: Sequence[Difference] | None,
        notes: Sequence[Note],
        *,
        gone: bool = False,
    ) -> None:
        """`differences` are None where the board was never issued."""
        clear(self._parts)
        self._parts.addWidget(label(_("Before it goes on the wall"), "heading"))
        self._parts.addWidget(
            label(_("Every personal item of this board, and why it may be there."), "secondary", wrap=True)
        )
        self._show_items(items)
        if notes:
            self._head(_("Look at this before printing"))
            for note in notes:
                self._parts.addWidget(label(note.message, "warning", wrap=True))
        self._head(_("Compared with the last issue"))
        self._show_differences(differences, gone=gone)
        self._head(_("Never appears"))
        self._parts.addWidget(
            label(
                _("Residents' names, documents, doors and families. Boards can use data of the organisation and of "
                  "posts alone."), "secondary", wrap=True,
            )
        )  # fmt: skip
        self._parts.addStretch(1)

    def say(self, words: str) -> None:
        """Nothing to check."""
        clear(self._parts)
        self._parts.addWidget(label(words, "secondary", wrap=True))
        self._parts.addStretch(1)

    def tags(self) -> list[str]:
        """The words of all tags, for tests."""
        return [tag.text() for tag in self.findChildren(Tag)]

    def _head(self, words: str) -> None:
        self._parts.addSpacing(px(8))
        self._parts.addWidget(label(words, "section"))

    def _show_items(self, items: Sequence[Item]) -> None:
        if not items:
            self._parts.addWidget(label(_("No phone and no photo is on it."), "secondary", wrap=True))
        ordered = sorted(items, key=lambda item: _ORDER.index(item.basis))
        left_out = [item for item in ordered if not item.printed]
        printed = [item for item in ordered if item.printed]
        named = printed if len(printed) <= _SHOWN_WELL else printed[: _SHOWN_WELL - 1]
        kinds = {"phone": _("phone"), "photo": _("photo")}
        for item in (*left_out, *named):
            self._line(f"{item.person} · {kinds[item.kind]}", basis(item))
        if len(named) < len(printed):
            self._line(_("{count} others").format(count=len(printed) - len(named)), (_("agreed or office"), "good"))

    def _line(self, words: str, tag: tuple[str, TagKind]) -> None:
        line = QWidget()
        row(line, ElidedLabel(words), Tag(*tag), spacing=6).setStretch(0, 1)
        line.setMinimumHeight(px(31))
        self._parts.addWidget(line)
        self._parts.addWidget(rule())

    def _show_differences(self, differences: Sequence[Difference] | None, *, gone: bool) -> None:
        if gone:
            self._parts.addWidget(
                label(_("There is no such board any more: take it off the wall."), "mistake", wrap=True)
            )
        elif differences is None:
            self._parts.addWidget(label(_("It has not been issued yet."), "secondary", wrap=True))
        elif not differences:
            self._parts.addWidget(label(_("It says the same as on the wall."), "secondary", wrap=True))
        for difference in differences or ():
            if difference.kind != "gone":
                made = label("", "", wrap=True)
                made.setTextFormat(Qt.TextFormat.RichText)
                made.setText(in_html(difference))
                self._parts.addWidget(made)


def in_html(difference: Difference) -> str:
    """One change: what it was, an arrow, what it is now in bold."""
    before, after, subject = (escape(part) for part in (difference.before, difference.after, difference.subject))
    left, new, photo, changed = (
        escape(words) for words in (_("has left"), _("is new"), _("photo changed"), _("changed"))
    )  # fmt: skip
    pair = f"{before or '—'} → <b>{after or '—'}</b>"
    words = {
        "person": f"{subject} {pair}", "phone": f"{subject} {pair}", "post": f"{subject} {pair}",
        "photo": f"{subject} · <b>{photo}</b>", "left": f"{subject} <b>{before}</b> · {left}",
        "joined": f"{subject} <b>{after}</b> · {new}",
    }.get(difference.kind)  # fmt: skip
    if words is None:
        words = f"{subject} {pair if before or after else changed}"
    return words

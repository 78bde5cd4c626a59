"""The register of consents: who agreed to what, when, whether it stands; and taking one back."""

from datetime import date

from PySide6.QtWidgets import QWidget

from models import consents
from models.consents import Consent
from models.words import _
from ui import messages
from ui.desk import Desk
from ui.kit.buttons import link, small
from ui.kit.card import Card
from ui.kit.labels import ElidedLabel, label, rule
from ui.kit.layouts import clear, column, row
from ui.kit.scroll import scrolling
from ui.kit.search_box import SearchBox
from ui.kit.segments import Segments
from ui.kit.tag import Tag
from ui.safe.question import Question
from ui.theme import px

_SHOWN = 100


class ConsentView(QWidget):
    """A line for each consent, those that stand with the button that takes it back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.found: list[Consent] = []
        self._limit = _SHOWN
        self.search = SearchBox(_("Name, post or case"))
        self.search.setFixedWidth(px(220))
        self.search.searched.connect(lambda _words: self._draw())
        self.which = Segments([(True, _("In force")), (False, _("All"))], True)
        self.which.chosen.connect(lambda _value: self.load())
        self._lines = column(None, spacing=0)
        self.more = link(_("Show more"))
        self.more.clicked.connect(self._further)
        self.card = Card(_("Consents"), margins=0)
        hint = label(
            _("Boards show a phone or a photo, and a mediation begins, only with consent. Whoever takes it back is off the "
              "boards at once: print those anew."), "secondary", wrap=True,
        )  # fmt: skip
        hint.setContentsMargins(px(14), px(10), px(14), px(10))
        inside = column(None, self._lines, row(None, "stretch", self.more, "stretch"), "stretch", spacing=0)
        self.card.body.setSpacing(0)
        for part in (hint, rule(), scrolling(inside)):
            self.card.body.addWidget(part)
        column(self, row(None, self.search, self.which, "stretch"), self.card, spacing=10).setStretch(1, 1)
        desk.broadcast.changed.connect(lambda *_: self.load() if self.isVisible() else None)

    def load(self) -> None:
        """Read the register."""
        standing = self.which.value() is True
        self.desk.read(lambda s: consents.consents(s, standing_only=standing), self._show, owner=self)

    def _show(self, found: list[Consent]) -> None:
        self.found = found
        self._draw()

    def _further(self) -> None:
        self._limit += _SHOWN
        self._draw()

    def shown(self) -> list[Consent]:
        """Those that fit what was typed."""
        words = self.search.words().casefold().split()
        return [c for c in self.found if all(w in f"{c.who} {c.where} {_(c.to)}".casefold() for w in words)]

    def _draw(self) -> None:
        fitting = self.shown()
        self.card.remark.setText(f"{len(fitting):,}")
        self.more.setVisible(len(fitting) > self._limit)
        clear(self._lines)
        for consent in fitting[: self._limit]:
            self._lines.addWidget(self._line(consent))
            self._lines.addWidget(rule())
        if not fitting:
            nothing = label(_("No consent that fits."), "secondary")
            nothing.setContentsMargins(px(14), px(10), px(14), px(10))
            self._lines.addWidget(nothing)

    def _line(self, consent: Consent) -> QWidget:
        box = QWidget()
        who, to = link(consent.who or "—"), label(_(consent.to), "muted")
        who.setFixedWidth(px(110))
        who.setStyleSheet("text-align: left;")
        who.clicked.connect(lambda: self.desk.open_record(consent.spec, consent.record_id))
        to.setFixedWidth(px(140))
        given = label(str(consent.given_on or ""), "secondary")
        line = row(box, who, to, ElidedLabel(consent.where, "secondary"), given, margins=(8, 5, 14, 5))
        line.setStretch(2, 1)
        if consent.stands:
            line.addWidget(Tag(_("in force"), "good"))
            back = small(_("Take back …"))
            back.setAccessibleName(f"{_('Take back')} {consent.who}")
            back.clicked.connect(lambda: self.ask(consent))
            line.addWidget(back)
        else:
            line.addWidget(Tag(_("taken back {day}").format(day=consent.withdrawn_on), "neutral"))
        return box

    def ask(self, consent: Consent) -> None:
        """Ask once, then note that the consent was taken back today."""
        words = _("{who} takes back: {what} ({where}). It is noted with today's date.").format(
            who=consent.who, what=_(consent.to), where=consent.where
        )
        sheet = Question(self, _("Take the consent back?"), words, _("Take back"))
        sheet.accepted.connect(lambda: self.withdraw(consent))
        sheet.open()

    def withdraw(self, consent: Consent) -> None:
        """Note it; boards that showed phone or photo are out of date from now on."""
        self.desk.write(
            lambda register: consents.withdraw(register, consent, date.today()),
            lambda _changes: self.load(),
            failed=messages.tell,
        )

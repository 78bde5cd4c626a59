"""One mediation case: six steps, parties, days that run out, what was done, and what the dossier still lacks."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from models import mediation_operations
from models.changes import Changes
from models.mediation import MEDIATION_FOLLOW_UPS, MEDIATIONS
from models.mediation_sessions import MEDIATION_SESSIONS
from models.register import Register
from models.words import _
from ui.asking import Asking, some_fields
from ui.desk import Desk
from ui.kit.buttons import button, icon_button, primary
from ui.kit.card import Card
from ui.kit.labels import label
from ui.kit.layouts import clear, column, row
from ui.kit.line_list import LineList
from ui.kit.page_header import PageHeader
from ui.kit.stages import Stages
from ui.kit.tag import Tag
from ui.pages import mediation_reading as reading
from ui.pages.mediation_reading import Case
from ui.theme import px

_SESSION = ("happened_on", "step", "by", "present", "text")
_CALL = ("happened_on", "by", "situation", "performance", "satisfaction")
_ENDING = ("outcome", "closed_on", "agreement", "performance_terms", "effective_on", "amount", "told_routes")
_TOUCHED = ("mediations", "mediation_parties", "mediation_sessions", "mediation_follow_ups")
_LINE = 37


class CaseView(QWidget):
    """`left` asks for the list, `edit_wanted` for the case's form."""

    left = Signal()
    edit_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.case: Case | None = None
        self._asked_for = ""
        self.header = PageHeader("")
        self.stages = Stages()
        self.parties = LineList(first_width=84, words_width=130)
        self.deadlines, self.papers = LineList(words_width=136), LineList(words_width=136)
        self._course: QVBoxLayout = column(None, spacing=4)
        self._header()
        self._build()
        self.stages.pressed.connect(self.note)
        desk.broadcast.changed.connect(self._changed)

    def _header(self) -> None:
        back = icon_button("arrow-left", _("Back to the list"))
        back.clicked.connect(self.left)
        self.header.layout().insertWidget(0, back)  # type: ignore[union-attr]
        self._tag = Tag("", "due")
        self.header.add_beside(self._tag)
        self.edit_button, self.end_button = button(_("Edit"), "pencil"), button(_("End the case …"), "check")
        self.note_button = primary("")
        self.edit_button.clicked.connect(lambda: self.edit_wanted.emit(self.case.id) if self.case else None)
        self.end_button.clicked.connect(self.end)
        self.note_button.clicked.connect(lambda: self.note(self.case.now()) if self.case else None)
        self.header.add(self.edit_button, self.end_button, self.note_button)

    def _build(self) -> None:
        steps = Card(margins=12)
        steps.body.addWidget(self.stages)
        self._cards = {
            "parties": Card(_("Parties"), " ", margins=0), "deadlines": Card(_("Days that run out"), margins=0),
            "course": Card(_("What was done"), _("newest first"), margins=0), "papers": Card(_("Dossier"), " ", margins=0),
        }  # fmt: skip
        for key, widget in (("parties", self.parties), ("deadlines", self.deadlines), ("papers", self.papers)):
            self._cards[key].body.addWidget(widget)
        scroll, inside = QScrollArea(), QWidget()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = column(inside, self._course, "stretch", margins=(16, 10, 16, 10))
        outer.setSpacing(0)
        scroll.setWidget(inside)
        self._cards["course"].body.addWidget(scroll)
        sides = []
        for upper, lower in (("parties", "course"), ("deadlines", "papers")):
            side = column(None, self._cards[upper], self._cards[lower], spacing=12)
            side.setStretch(1, 1)
            sides.append(side)
        below = row(None, *sides, spacing=12)
        below.setStretch(0, 58)
        below.setStretch(1, 42)
        layout = column(self, self.header, steps, spacing=12)
        layout.addLayout(below, 1)

    # --- reading

    def show_case(self, case_id: str) -> None:
        """Show a case, or read it again."""
        self._asked_for = case_id
        self._desk.read(lambda session: reading.case(session, case_id), self._show, owner=self)

    def _changed(self, changes: Changes, _cause: object) -> None:
        if self._asked_for and any(changes.ids(key) for key in _TOUCHED):
            self.show_case(self._asked_for)

    def _show(self, found: Case | None) -> None:
        if found is None:
            self.case, self._asked_for = None, ""
            self.left.emit()
            return
        if found.id != self._asked_for:
            return
        self.case, today = found, date.today()
        self.header.title.setText(found.values["title"])
        self.header.subtitle.setText(reading.subtitle(found))
        self._show_tag(*reading.state(found, today))
        self.stages.show_stages(reading.stages(found, today))
        self.parties.show_lines(reading.party_lines(found))
        self.deadlines.show_lines(reading.deadline_lines(found, today))
        self.papers.show_lines(reading.paper_lines(found))
        self._cards["parties"].remark.setText(reading.consent_words(found))
        self._cards["papers"].remark.setText(self._lacking(found))
        tallest = max(len(self.parties.lines()), len(self.deadlines.lines()), 3)
        for key in ("parties", "deadlines"):
            self._cards[key].setFixedHeight(px(min(tallest, 5) * _LINE + 44))
        self._show_course(reading.course(found, today))
        self._show_buttons(found)

    def _show_tag(self, words: str, kind: str) -> None:
        self._tag.setText(words)
        self._tag.setProperty("tag", kind)
        self._tag.style().unpolish(self._tag)
        self._tag.style().polish(self._tag)

    def _lacking(self, found: Case) -> str:
        count = len(found.missing())
        return _("{count} still missing").format(count=count) if count else _("nothing is missing")

    def _show_course(self, entries: list[tuple[str, str]]) -> None:
        clear(self._course)
        for heading, text in entries:
            self._course.addWidget(label(heading, "secondary"))
            told = label(text, wrap=True)
            told.setContentsMargins(0, 0, 0, px(12))
            self._course.addWidget(told)
        if not entries:
            self._course.addWidget(
                label(_("Nothing is noted yet. Begin with listening to both sides."), "secondary", wrap=True)
            )

    def _show_buttons(self, found: Case) -> None:
        self.end_button.setVisible(found.pending)
        now = found.now() or ("follow_up" if found.settled else "")
        self.note_button.setVisible(bool(now))
        if now == "follow_up":
            words = _("Note a follow-up")
        elif now == "persuade":
            words = _("Note mediation no. {number}").format(number=found.mediations() + 1)
        else:
            stage = next((stage for stage in self.stages.stages() if stage.key == now), None)
            words = _("Note: {step}").format(step=stage.name if stage else "")
        self.note_button.setText(words)

    # --- doing

    def note(self, step: str) -> None:
        """Write a step down; the sixth is a call after the agreement."""
        found = self.case
        if found is None:
            return
        if step == "follow_up" or (not step and found.settled):
            self._note_call(found)
            return
        case_id = found.id

        def write(register: Register, values: dict[str, Any]) -> Changes:
            return mediation_operations.note_session(register, case_id, values)

        known = {"happened_on": date.today(), "step": step, "by": found.values["mediator"]}
        fields = some_fields(MEDIATION_SESSIONS, _SESSION)
        Asking(self._desk, self, _("Note a step"), (fields,), write, act=_("Save"), known=known).open()

    def _note_call(self, found: Case) -> None:
        case_id = found.id

        def write(register: Register, values: dict[str, Any]) -> Changes:
            return mediation_operations.note_follow_up(register, case_id, values)

        known = {"happened_on": date.today(), "by": found.values["mediator"]}
        fields = some_fields(MEDIATION_FOLLOW_UPS, _CALL)
        Asking(self._desk, self, _("Note a follow-up"), (fields,), write, act=_("Save"), known=known).open()

    def end(self) -> None:
        """Say how it ended; what the dossier lacks is told, and does not hinder."""
        found = self.case
        if found is None:
            return
        case_id = found.id

        def write(register: Register, values: dict[str, Any]) -> Changes:
            given = {name: value for name, value in values.items() if value is not None}
            outcome, on = given.pop("outcome", "pending"), given.pop("closed_on", date.today())
            return mediation_operations.close(register, case_id, outcome, on, given)

        lacking = [reading.paper_name(paper) for paper in found.missing()]
        hint = _("The dossier still lacks: {papers}.").format(papers="、".join(lacking)) if lacking else ""
        known = {"closed_on": date.today(), "agreement": found.values["agreement"]}
        sheet = Asking(
            self._desk, self, _("End the case"), (some_fields(MEDIATIONS, _ENDING),), write, act=_("End the case"),
            known=known, hint=hint,
        )  # fmt: skip
        sheet.open()

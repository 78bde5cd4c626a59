"""Time limits: how long each ledger is kept, what is over its time, and the deletion that leaves nothing behind."""

from datetime import date

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from models.access.staff import Role
from models.changes import Changes
from models.keeping import retention
from models.keeping.retention import Due, Rule
from models.queries import Query
from models.words import _, ngettext
from ui import messages
from ui.desk import Desk
from ui.kit.buttons import link, primary
from ui.kit.card import Card
from ui.kit.check_box import CheckBox
from ui.kit.labels import label, rule
from ui.kit.layouts import clear, column, row
from ui.kit.progress_line import ProgressLine
from ui.kit.scroll import scrolling
from ui.kit.tag import Tag
from ui.safe.question import Question
from ui.theme import px


class RetentionView(QWidget):
    """A line for each rule; those with something due can be ticked and deleted together."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.due: dict[Rule, Due] = {}
        self.boxes: dict[Rule, CheckBox] = {}
        self._lines = column(None, spacing=0)
        self.delete = primary(_("Delete for good …"), "trash-2")
        self.delete.clicked.connect(self.ask)
        self.said = label("", "secondary", wrap=True)
        self.line = ProgressLine(stoppable=False)
        hint = label(
            _("Nobody's data is kept longer than it is needed. What is over its time stands here; nothing is deleted by "
              "itself. Mediation cases under a hold stay."), "secondary", wrap=True,
        )  # fmt: skip
        hint.setContentsMargins(px(14), px(10), px(14), px(10))
        card = Card(_("What is over its time"), margins=0)
        card.body.setSpacing(0)
        for part in (hint, rule(), scrolling(column(None, self._lines, "stretch", spacing=0))):
            card.body.addWidget(part)
        foot = row(None, self.said, self.line, self.delete, margins=(14, 10, 14, 12))
        foot.setStretch(0, 1)
        card.body.addLayout(foot)
        column(self, card).setStretch(0, 1)

    def load(self) -> None:
        """Find what is due today."""

        def read(session: Session) -> list[Due]:
            return retention.falls_due(session, date.today())

        self.desk.read(read, self._show, owner=self)

    def _show(self, due: list[Due]) -> None:
        self.due = {each.rule: each for each in due}
        self.boxes.clear()
        clear(self._lines)
        for each in retention.rules():
            self._lines.addWidget(self._line(each, self.due.get(each)))
            self._lines.addWidget(rule())
        self._count()

    def _line(self, of: Rule, due: Due | None) -> QWidget:
        box = QWidget()
        tick = CheckBox(of.spec.words)
        tick.setFixedWidth(px(180))
        count = len(due.ids) if due else 0
        tick.setEnabled(bool(count) and self.desk.register.actor.role is Role.ADMINISTRATOR)
        tick.toggled.connect(lambda _on: self._count())
        self.boxes[of] = tick
        line = row(box, tick, label(of.words, "secondary", wrap=True), margins=(14, 6, 14, 6))
        line.setStretch(1, 1)
        if due and due.held:
            line.addWidget(
                Tag(ngettext("{count} held", "{count} held", due.held).format(count=due.held), "information")
            )
        if due and due.oldest:
            line.addWidget(label(_("oldest {day}").format(day=due.oldest), "secondary"))
        if due and count:
            line.addWidget(Tag(ngettext("{count} due", "{count} due", count).format(count=f"{count:,}"), "due"))
            look = link(_("Show them"))
            look.clicked.connect(lambda: self.desk.show_query(Query(of.spec).where("id", "in", list(due.ids[:900]))))
            line.addWidget(look)
        else:
            line.addWidget(Tag(_("nothing due"), "good"))
        return box

    def chosen(self) -> list[Due]:
        """What is ticked."""
        return [self.due[of] for of, box in self.boxes.items() if box.isChecked() and of in self.due]

    def _count(self) -> None:
        count = sum(len(each.ids) for each in self.chosen())
        self.delete.setEnabled(bool(count))
        words = (
            ngettext("{count} record chosen", "{count} records chosen", count).format(count=f"{count:,}")
            if count
            else ""
        )
        self.said.setText(words)

    def ask(self) -> None:
        """Say what will go, and have it confirmed in words."""
        due = self.chosen()
        what = "\n".join(f"{each.rule.spec.words}：{len(each.ids):,}" for each in due)
        words = _("These records are deleted with all that the history kept of them, and the file is written anew so that "
                  "nothing of them is left in it. This cannot be undone. Backups made before still hold them until they are "
                  "thinned away.")  # fmt: skip
        sheet = Question(
            self, _("Delete for good?"), f"{what}\n\n{words}", _("Delete for good"), typed=_("delete for good")
        )
        sheet.accepted.connect(lambda: self.go(due))
        sheet.open()

    def go(self, due: list[Due]) -> None:
        """Delete them, off the window's thread."""
        self.delete.setEnabled(False)
        self.line.begin(_("Deleting …"))
        self.desk.write(
            lambda register: retention.delete_for_good(register, due, date.today()),
            self._done,
            failed=self._failed,
            quiet=True,
        )

    def _done(self, changes: Changes) -> None:
        self.line.end()
        self.load()
        self.desk.say(changes.sentence)

    def _failed(self, error: BaseException) -> None:
        self.line.end()
        self.load()
        messages.tell(error)

"""Settings: the office and its levels, what is cared for and how often, safe keeping, and how the window looks."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget
from sqlalchemy.orm import Session

from models import queries
from models.fields import RecordSpec
from models.households import CARE_CATEGORIES
from models.organisation import LEVEL_SCHEMES, OFFICES, POSTS
from models.queries import Query
from models.visits import VISIT_RULES
from models.words import LANGUAGES, N_, _
from ui.desk import Desk
from ui.kit.card import Card
from ui.kit.check_box import CheckBox
from ui.kit.labels import label
from ui.kit.layouts import column, row
from ui.kit.page_header import PageHeader
from ui.kit.segments import Segments
from ui.kit.side_list import SideList
from ui.pages.base import Page
from ui.pages.ledger import LedgerView
from ui.record_form import RecordForm
from ui.safe.accounts import AccountView
from ui.safe.backups import BackupView
from ui.safe.bin import BinView
from ui.safe.consents import ConsentView
from ui.safe.history import HistoryView
from ui.safe.retention import RetentionView
from ui.theme import TEXT_SIZES, px
from ui.welcome import LANGUAGE_NAMES

_HEADINGS = {"office": N_("Basics"), "history": N_("Safe keeping"), "look": N_("This PC")}
"""The heading above a subject, by the subject's key."""
SafeView = HistoryView | BinView | BackupView | RetentionView | ConsentView | AccountView


class SettingsPage(Page):
    """A list of subjects; each is made when it is first chosen. The look changes at once."""

    key = "settings"
    title = N_("Settings")
    icon = "settings"
    group = 2
    specs = (OFFICES, LEVEL_SCHEMES, CARE_CATEGORIES, VISIT_RULES)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.layout_.addWidget(PageHeader(self.words()))
        self._subjects: dict[str, tuple[str, Callable[[], QWidget]]] = {
            "office": (_("This office"), lambda: self._form(OFFICES)),
            "levels": (_("Names of the levels"), lambda: self._form(LEVEL_SCHEMES)),
            "care_categories": (CARE_CATEGORIES.words, lambda: self._view(CARE_CATEGORIES)),
            "visit_rules": (VISIT_RULES.words, lambda: self._view(VISIT_RULES)),
            "posts": (POSTS.words, lambda: self._view(POSTS)),
            "history": (_("History"), lambda: HistoryView(desk)),
            "bin": (_("Bin"), lambda: BinView(desk)),
            "backups": (_("Backups"), lambda: BackupView(desk)),
            "retention": (_("Time limits"), lambda: RetentionView(desk)),
            "consents": (_("Consents"), lambda: ConsentView(desk)),
            "accounts": (_("Accounts and locking"), lambda: AccountView(desk)),
            "look": (_("Text size and colours"), self._look),
        }
        self.list = SideList(170)
        for key, (words, _make) in self._subjects.items():
            if key in _HEADINGS:
                self.list.add_heading(_(_HEADINGS[key]))
            self.list.add(key, words)
        self.list.chosen.connect(self.turn_to)
        self._made: dict[str, QWidget] = {}
        self._forms: dict[str, RecordForm] = {}
        self._stack = QStackedWidget()
        body = row(None, self.list, self._stack, spacing=12)
        body.setStretch(1, 1)
        self.layout_.addLayout(body, 1)
        self._at = desk.preferences.text("settings/at", "office")

    def arrived(self) -> None:
        self.turn_to(self._at)

    def show_part(self, part: str) -> None:
        self.turn_to(part)

    def turn_to(self, key: str) -> QWidget:
        """Show one subject."""
        key = key if key in self._subjects else "office"
        if key not in self._made:
            self._made[key] = self._subjects[key][1]()
            self._stack.addWidget(self._made[key])
        self._at = key
        self.desk.preferences.keep("settings/at", key)
        self.list.show_current(key)
        self._stack.setCurrentWidget(self._made[key])
        if isinstance(view := self._made[key], LedgerView | SafeView):
            view.load()
        self.status.emit("")
        return self._made[key]

    # --- subjects

    def _form(self, spec: RecordSpec) -> QWidget:
        """The one record of its kind that is in use: this office, its level scheme."""
        form = RecordForm(self.desk, spec, without=("key",), deletable=False)
        form.setMaximumWidth(px(640))
        self._forms[spec.key] = form

        def the_one(session: Session) -> str:
            office = queries.rows(session, OFFICES, queries.ids(session, Query(OFFICES), limit=1), ["scheme_id"])[0]
            return office.id if spec is OFFICES else str(office["scheme_id"].id)

        self.desk.read(the_one, form.show_record, owner=form)
        holder = QWidget()
        layout = row(holder, form, "stretch")
        layout.setStretch(0, 2)
        return holder

    def _view(self, spec: RecordSpec) -> LedgerView:
        view = LedgerView(self.desk, spec, icon=self.icon)
        view.splitter.setSizes([px(600), px(400)])
        return view

    def _look(self) -> QWidget:
        chosen = self.desk.preferences
        card = Card(_("Text size and colours"))
        for words, name, segments in (
            (
                _("Text size"),
                "text_size",
                Segments([(size, f"{size} %") for size in TEXT_SIZES], chosen.text_size, framed=True),
            ),
            (_("Colours"), "theme", Segments([("light", _("Light")), ("dark", _("Dark"))], chosen.theme, framed=True)),
            (
                _("Language"),
                "language",
                Segments([(t, LANGUAGE_NAMES[t]) for t in LANGUAGES], chosen.language, framed=True),
            ),
        ):
            name_label = label(words, "muted")
            name_label.setFixedWidth(px(100))
            segments.chosen.connect(lambda value, at=name: self._keep(at, value))
            card.body.addLayout(row(None, name_label, segments, "stretch"))
        compact = CheckBox(_("Closer lines in tables"))
        compact.setChecked(chosen.compact)
        compact.clicked.connect(lambda on: self._keep("compact", int(on)))
        card.body.addWidget(compact)
        card.body.addWidget(label(_("This is kept on this computer, not in the register."), "secondary"))
        return _on_top(card)

    def _keep(self, name: str, value: object) -> None:
        self.desk.preferences.keep(f"window/{name}", value)
        self.desk.look_changed.emit()

    # --- what the window asks

    def open_record(self, spec: RecordSpec, record_id: str) -> None:
        if spec.key in self._subjects:
            view = self.turn_to(spec.key)
            assert isinstance(view, LedgerView)
            view.open_record(record_id)
        else:
            self.turn_to("office" if spec is OFFICES else "levels")

    def show_query(self, query: Query) -> None:
        if query.spec.key in self._subjects:
            view = self.turn_to(query.spec.key)
            assert isinstance(view, LedgerView)
            view.show_query(query)

    def new(self) -> None:
        if isinstance(view := self._made.get(self._at), LedgerView):
            view.new()

    def save(self) -> None:
        if isinstance(view := self._made.get(self._at), LedgerView):
            view.save()
        for form in self._forms.values():
            if form.is_dirty():
                form.save()

    def unsaved(self) -> bool:
        views = [made.form for made in self._made.values() if isinstance(made, LedgerView)]
        return any(form.is_dirty() for form in [*views, *self._forms.values()])


def _on_top(card: QWidget) -> QWidget:
    """A card at the head of an otherwise empty column."""
    holder = QWidget()
    card.setMaximumWidth(px(640))
    column(holder, card, "stretch")
    return holder

"""Matters: what residents ask for, the open ones first, each with its trail and the steps that may come next."""

from sqlalchemy.orm import Session

from models import queries
from models.codes import code_table
from models.matters import MATTERS, OPEN
from models.queries import Query
from models.values import shown
from models.words import N_
from ui.columns import columns_of
from ui.due import due_column, due_tag
from ui.filters import chips_of, code_chip
from ui.form_reading import Head
from ui.kit.tag import TagKind
from ui.pages.ledger import LedgerPage, LedgerView
from ui.pages.matter_trail import TrailPanel

_STATES: dict[str, TagKind] = {"open": "information", "closed": "good", "withdrawn": "neutral"}


class MattersPage(LedgerPage):
    """The ledger of matters with the trail of each; it opens on those still open."""

    key = "matters"
    title = N_("Matters")
    icon = "clipboard-list"
    spec = MATTERS
    specs = (MATTERS,)

    @staticmethod
    def rail_count(session: Session) -> int | None:
        return queries.count(session, Query(MATTERS).where("status", "is", OPEN))

    def make_view(self) -> LedgerView:
        self.trail = TrailPanel(self.desk)
        view = LedgerView(
            self.desk,
            MATTERS,
            columns=columns_of(MATTERS, due_column(MATTERS), first=("number", "content", "lane", "due_on", "owner")),
            chips=chips_of(MATTERS, code_chip(MATTERS["status"])),
            panels=[self.trail],
            heading=heading,
            icon=self.icon,
        )
        view.bar.start_with("status", [OPEN], {OPEN: code_table("matter_status").label(OPEN)})
        return view


def heading(session: Session, matter_id: str) -> Head:
    """What it is about, how it stands, and where it is now."""
    names = ("number", "content", "status", "due_on", "lane", "handled_at_id")
    found = queries.rows(session, MATTERS, [matter_id], names)
    if not found:
        return Head("")
    matter = found[0]
    words = shown(MATTERS, MATTERS["status"], matter["status"])
    tags: list[tuple[str, TagKind]] = [(words, _STATES.get(matter["status"], "neutral"))]
    if matter["status"] == OPEN and matter["due_on"]:
        tag = due_tag(matter["due_on"])
        tags.append((tag.words, tag.kind))
    if matter["lane"]:
        tags.append((shown(MATTERS, MATTERS["lane"], matter["lane"]), "neutral"))
    where = " · ".join(part for part in (matter["number"], str(matter["handled_at_id"] or "")) if part)
    return Head(" ".join(matter["content"].split()), tuple(tags), where)

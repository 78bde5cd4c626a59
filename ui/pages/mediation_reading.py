"""What the page of a mediation case reads, and how it says it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models import dossier, queries
from models.codes import code_table
from models.dossier import Deadline, Paper, State
from models.fields import RecordSpec
from models.mediation import MEDIATION_FOLLOW_UPS, MEDIATION_PARTIES, MEDIATIONS, PENDING
from models.mediation_sessions import MEDIATION_SESSIONS
from models.periods import Quarter
from models.queries import Query, Row
from models.values import MASK, shown
from models.words import _, ngettext
from ui.day_words import short_day
from ui.due import due_tag
from ui.kit.line_list import LineText
from ui.kit.stages import Stage, StageState
from ui.kit.tag import TagKind


@dataclass(frozen=True, slots=True)
class Case:
    """A case with its lines; sensitive values are masked."""

    id: str
    values: dict[str, Any]
    parties: list[Row]
    sessions: list[Row]
    follow_ups: list[Row]

    @property
    def pending(self) -> bool:
        return bool(self.values["outcome"] == PENDING)

    @property
    def settled(self) -> bool:
        return self.values["outcome"] in dossier.SETTLED

    def papers(self) -> list[Paper]:
        """The dossier."""
        lines = ([row.values for row in rows] for rows in (self.parties, self.sessions, self.follow_ups))
        return dossier.papers(self.values, *lines)

    def missing(self) -> list[Paper]:
        return [paper for paper in self.papers() if paper.state is State.MISSING]

    def steps(self) -> list[dossier.Step]:
        return dossier.steps(self.values, [s.values for s in self.sessions], [f.values for f in self.follow_ups])

    def now(self) -> str:
        """The step under way; "" once all is done."""
        return next((step.code for step in self.steps() if step.state == "now"), "")

    def mediations(self) -> int:
        """How often both sides have sat together."""
        return sum(1 for session in self.sessions if session["step"] == "persuade")


def case(session: Session, case_id: str) -> Case | None:
    """Read a case; None if it is gone."""
    found = queries.rows(session, MEDIATIONS, [case_id])
    if not found:
        return None

    def lines(spec: RecordSpec) -> list[Row]:
        ids = queries.ids(session, Query(spec).where("case_id", "is", case_id))
        return queries.rows(session, spec, ids)

    return Case(
        case_id, found[0].values, lines(MEDIATION_PARTIES), lines(MEDIATION_SESSIONS), lines(MEDIATION_FOLLOW_UPS)
    )


def success(session: Session, today: date) -> tuple[int, int, int]:
    """Cases pending, and of those closed this quarter how many were settled and how many were tried."""
    quarter = Quarter.of(today)
    closed = Query(MEDIATIONS).where("closed_on", "from", quarter.start)
    settled = queries.count(session, closed.where("outcome", "in", list(dossier.SETTLED)))
    tried = settled + queries.count(session, closed.where("outcome", "is", "failed"))
    return queries.count(session, Query(MEDIATIONS).where("outcome", "is", PENDING)), settled, tried


# --- how it is said


def subtitle(found: Case) -> str:
    """Number, type and source of a case."""
    named = ("dispute_type", "source")
    parts = [found.values["number"], *(shown(MEDIATIONS, MEDIATIONS[n], found.values[n]) for n in named)]
    return " · ".join(part for part in parts if part)


def state(found: Case, today: date) -> tuple[str, TagKind]:
    """Under way for so many days, or how it ended."""
    if found.pending:
        days = (today - found.values["accepted_on"]).days + 1
        return _("in progress, day {count}").format(count=days), "due"
    return shown(MEDIATIONS, MEDIATIONS["outcome"], found.values["outcome"]), "good" if found.settled else "neutral"


def stages(found: Case, today: date) -> list[Stage]:
    """The six steps as they are drawn."""
    table = code_table("mediation_step")
    words = {"done": _("done"), "now": _("under way"), "ahead": _("ahead")}
    made = []
    for step in found.steps():
        if step.at:
            detail = f"{short_day(step.at, today)} {_newest(found, step.code)}"
        else:
            waiting = _("30 days after the agreement") if step.code == "follow_up" else _("now")
            detail = waiting if step.state == "now" or step.code == "follow_up" else "—"
        kind: StageState = step.state  # type: ignore[assignment]
        made.append(Stage(step.code, table.label(step.code), detail, kind, words[step.state]))
    return made


def _newest(found: Case, step: str) -> str:
    """What the newest entry of a step says, on one line."""
    texts = [session["text"] for session in found.sessions if session["step"] == step]
    if step == "follow_up":
        texts += [call["situation"] for call in found.follow_ups]
    return " ".join(texts[-1].split()) if texts else ""


def party_lines(found: Case) -> list[LineText]:
    """Who stands before the mediators, and whether they agree to it."""
    table = code_table("party_side")
    order = {code.code: number for number, code in enumerate(table.codes)}
    lines = []
    for party in sorted(found.parties, key=lambda row: order.get(row["side"], 9)):
        quiet = " · ".join(str(part) for part in (party["phone"], party["address"]) if part and part != MASK)
        tags = () if party["side"] == "participant" else (_consent_tag(party["consent"]),)
        lines.append(LineText(party["name"], tags, table.label(party["side"]), quiet, strong=True))
    return lines


def _consent_tag(consent: bool | None) -> tuple[str, TagKind]:
    """Whether a party agrees to the mediation; a no is not the same as nobody having asked."""
    if consent is None:
        return _("not asked yet"), "due"
    return (_("agrees"), "good") if consent else (_("has not agreed"), "overdue")


def consent_words(found: Case) -> str:
    """Whether all sides agree, in one sentence."""
    asked = [party for party in found.parties if party["side"] != "participant"]
    waiting = sum(1 for party in asked if not party["consent"])
    if not asked:
        return _("nobody is entered yet")
    return _("all sides agree") if not waiting else ngettext(
        "{count} side has not agreed", "{count} sides have not agreed", waiting
    ).format(count=waiting)  # fmt: skip


def deadline_lines(found: Case, today: date) -> list[LineText]:
    """The days that run out."""
    return [_deadline(found, deadline, today) for deadline in dossier.deadlines(found.values)]


def _deadline(found: Case, deadline: Deadline, today: date) -> LineText:
    names = {
        "settle": (_("To be settled"), _("one month from acceptance")),
        "confirm": (_("Court's confirmation"), _("thirty days from effect")),
        "perform": (_("First performance"), found.values.get("performance_terms") or _("as agreed")),
    }
    title, rule = names[deadline.key]
    words, kind = _how_near(found, deadline, today)
    day = short_day(deadline.on, today) if deadline.on else ""
    quiet = " · ".join(part for part in (day if deadline.key != "perform" else "", " ".join(rule.split())) if part)
    return LineText(title, ((words, kind),), quiet=quiet)


def _how_near(found: Case, deadline: Deadline, today: date) -> tuple[str, TagKind]:
    if deadline.key == "perform" and found.values.get("performance"):
        code = found.values["performance"]
        kind: TagKind = "good" if code == "performed" else "neutral" if code == "not_due" else "overdue"
        return code_table("performance").label(code), "due" if code == "part" else kind
    if deadline.done and deadline.key == "confirm":
        return code_table("confirmation").label(found.values["confirmation"]), "information"
    if deadline.done:
        return _("kept") if _in_time(found, deadline) else _("was late"), "good" if _in_time(
            found, deadline
        ) else "neutral"
    if deadline.on is None:
        return _("after the agreement"), "neutral"
    if deadline.key == "confirm" and deadline.on < today:
        return _("has run out"), "neutral"
    tag = due_tag(deadline.on, today)
    return tag.words, tag.kind


def _in_time(found: Case, deadline: Deadline) -> bool:
    closed = found.values.get("closed_on")
    return closed is None or deadline.on is None or bool(closed <= deadline.on)


def paper_lines(found: Case) -> list[LineText]:
    """The dossier, paper by paper."""
    return [_paper(paper) for paper in found.papers()]


def paper_name(paper: Paper) -> str:
    """What a paper of the dossier is called."""
    own = {
        "consent": _("Consent of both sides"), "routes": _("Other routes told"),
        "cover": _("Cover, contents, back cover"),
    }  # fmt: skip
    if paper.code == "agreement" and paper.state in (State.LATER, State.OPEN):
        return _("Agreement, written or oral")
    return own.get(paper.code) or code_table("mediation_document").label(paper.code).removeprefix("人民")


def _paper(paper: Paper) -> LineText:
    tags: dict[State, tuple[str, TagKind]] = {
        State.THERE: (_("there"), "good"), State.MISSING: (_("missing"), "due"), State.LATER: (_("later"), "neutral"),
        State.OPEN: (_("not needed"), "neutral"), State.MADE: (_("made by itself"), "good"),
    }  # fmt: skip
    words, kind = tags[paper.state]
    if paper.state is State.THERE and paper.count and paper.code not in ("consent", "notice"):
        words = ngettext("{count} paper", "{count} papers", paper.count).format(count=paper.count)
    return LineText(paper_name(paper), ((words, kind),), quiet=paper.hint)


def course(found: Case, today: date) -> list[tuple[str, str]]:
    """What was done, the newest first: a heading and the text of each."""
    table = code_table("mediation_step")
    entries = []
    for session in found.sessions:
        who = "、".join(part for part in (session["by"], session["present"]) if part)
        entries.append((session["happened_on"], session.id, table.label(session["step"]), who, session["text"]))
    for call in found.follow_ups:
        said = " · ".join(
            words for name in ("performance", "satisfaction")
            if (words := shown(MEDIATION_FOLLOW_UPS, MEDIATION_FOLLOW_UPS[name], call[name]))
        )  # fmt: skip
        text = call["situation"] + (f"（{said}）" if said else "")
        entries.append((call["happened_on"], call.id, table.label("follow_up"), call["by"] or "", text))
    entries.sort(key=lambda entry: (entry[0], entry[1]), reverse=True)
    return [
        (" ".join((short_day(day, today), step)) + (f" · {who}" if who else ""), text)
        for day, _id, step, who, text in entries
    ]

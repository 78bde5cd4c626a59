"""The lines of the day's two lists: open matters, and what should not be forgotten."""

from datetime import datetime
from functools import partial

from models.codes import code_table
from models.matters import MATTERS
from models.reminders import Reminder
from models.today import MatterLine, Today
from models.words import _, ngettext
from ui.desk import Desk
from ui.due import due_tag
from ui.kit.line_list import LineText
from ui.kit.tag import TagKind
from ui.pages.today_cards import OLD_BACKUP
from ui.safe.places import newest_backup

_SOON = 7


def matter_lines(desk: Desk, day: Today) -> list[LineText]:
    """Open matters by their day; pressed, a line opens its matter."""
    return [_matter(desk, matter, day) for matter in day.matters]


def _matter(desk: Desk, matter: MatterLine, day: Today) -> LineText:
    lane: tuple[tuple[str, TagKind], ...] = ()
    if matter.level < 3:
        lane = ((_("with the street") if matter.level == 1 else _("with the community"), "information"),)
    elif matter.lane:
        lane = ((code_table("lane").label(matter.lane), "information"),)
    due: tuple[tuple[str, TagKind], ...] = (tuple(due_tag(matter.due_on, day.on)),) if matter.due_on else ()  # type: ignore[assignment]
    words = " ".join(matter.content.split())
    return LineText(words, due, matter.number, do=partial(desk.open_record, MATTERS, matter.id), middle=lane)


def reminder_lines(desk: Desk, day: Today, now: datetime) -> list[LineText]:
    """What runs out, whom to call, the party day, and a backup that has grown old."""
    lines = [_reminder(desk, reminder, day) for reminder in day.reminders]
    newest = newest_backup(desk.preferences, desk.register.path)
    age = (now.date() - newest.made_at.date()).days if newest else None
    if age is None or age > OLD_BACKUP:
        words = _("none yet") if age is None else ngettext("{count} day old", "{count} days old", age).format(count=age)
        lines.insert(0, LineText(_("Make a backup"), ((words, "due"),), do=partial(desk.go_to, "settings/backups")))
    return lines


def _reminder(desk: Desk, reminder: Reminder, day: Today) -> LineText:
    left = reminder.days_left(day.on)
    title, tag = {
        "confirm": (reminder.title, _("court until")), "settle": (reminder.title, _("settle")),
        "follow_up": (reminder.title, _("follow up")), "ends": (reminder.title, _("term ends")),
        "party_day": (_("Party day"), ""),
    }[reminder.kind]  # fmt: skip
    words = f"{tag} {_when(left)}".strip()
    kind: TagKind = "overdue" if left < 0 and reminder.kind != "party_day" else "due" if left <= _SOON else "neutral"
    do = partial(desk.open_record, reminder.spec, reminder.id) if reminder.spec else None
    return LineText(title, ((words, kind),), do=do)


def _when(left: int) -> str:
    if left < 0:
        return ngettext("{count} day late", "{count} days late", -left).format(count=-left)
    if left <= 1:
        return _("today") if left == 0 else _("tomorrow")
    return ngettext("in {count} day", "in {count} days", left).format(count=left)

"""The backups in a folder: which there are, whether one is due, which may go."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"-(\d{8}-\d{6})(?:-(\d+)-([0-9a-f]{12}))?\.grid$")
EVERY = timedelta(hours=4)
LONGEST = timedelta(days=730)  # deletions for good reach no backup: what is older than two years goes as a whole


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file, when it was made (local time), and the head of the history it holds."""

    path: Path
    made_at: datetime
    number: int = 0
    digest: str = ""

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """What a file's name says; None if it is no backup's name."""
        if found := _NAME.search(path.name):
            with suppress(ValueError):
                made_at = datetime.strptime(found[1], STAMP)
                return cls(path, made_at, int(found[2] or 0), found[3] or "")
        return None


def backups_in(folder: Path) -> list[Backup]:
    """The backups lying in a folder, newest first; none where there is no such folder."""
    try:
        found = [backup for path in folder.glob("*.grid") if (backup := Backup.read(path))]
    except OSError:
        return []
    return sorted(found, key=lambda backup: (backup.made_at, backup.number), reverse=True)


def newest_good(backups: Sequence[Backup], good: Callable[[Path], bool]) -> Backup | None:
    """The newest one that is whole: how old it is stands in the status line."""
    return next((backup for backup in backups if good(backup.path)), None)


def is_due(newest: Backup | None, head: int, now: datetime, every: timedelta = EVERY) -> bool:
    """Whether it is time for a backup: something was written since the last one, and that was a while ago.

    A clock that was set back makes the last one look as if it came from tomorrow: then it is time, too.
    """
    if newest is None:
        return True
    if newest.number and newest.number >= head:
        return False
    return not timedelta(0) <= now - newest.made_at < every


def thinned(backups: Sequence[Backup], now: datetime, good: Callable[[Path], bool]) -> list[Backup]:
    """Which backups may go: one is kept for each hour of a day, each day of a fortnight, each week of two months, each month.

    The one kept is the newest good one of its span; a span without a good one keeps all it has, and nothing goes of
    old age unless a good younger one stays.
    """
    spans: dict[str, list[Backup]] = {}
    for backup in sorted(backups, key=lambda each: each.made_at, reverse=True):
        spans.setdefault(_span(backup, now), []).append(backup)
    too_old = spans.pop("", [])
    going, staying = [], []
    for members in spans.values():
        kept = newest_good(members, good) if len(members) > 1 else None
        going += [backup for backup in members if kept and backup is not kept]
        staying += [kept] if kept else members
    return going + (too_old if newest_good(staying, good) else [])


def _span(backup: Backup, now: datetime) -> str:
    """The stretch of time that one backup is kept for; "" for one that is too old."""
    age, made_at = now - backup.made_at, backup.made_at
    if age > LONGEST:
        return ""
    if age > timedelta(days=60):
        return f"{made_at:month %Y-%m}"
    if age > timedelta(days=14):
        return f"{made_at:week %G-%V}"
    return f"{made_at:day %Y-%m-%d}" if age > timedelta(days=1) else f"{made_at:hour %Y-%m-%d %H}"

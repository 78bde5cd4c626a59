"""What a search shows: each record found with its title and a line that tells it from its namesakes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models import queries, search
from models.fields import RecordSpec
from models.values import shown

_DETAILS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """One line of a search: sensitive values in `detail` are masked."""

    spec: RecordSpec
    id: str
    title: str
    detail: str

    def as_json(self) -> dict[str, str]:
        """The line as the command line prints it."""
        return {"type": self.spec.key, "id": self.id, "title": self.title, "detail": self.detail}


def hits(
    session: Session, words: str, *, limit: int = 50, of: RecordSpec | None = None, count_to: int | None = 1_000
) -> tuple[int, list[Found]]:
    """How many records match (counting no further than `count_to`), and the first `limit` of them ready to be shown."""
    counted, matches = search.find(session, words, limit=limit, of=of, count_to=count_to)
    by_spec: dict[RecordSpec, list[str]] = {}
    for match in matches:
        by_spec.setdefault(match.spec, []).append(match.id)
    lines = [line for spec, ids in by_spec.items() for line in _lines(session, spec, ids)]
    return counted, lines


def _lines(session: Session, spec: RecordSpec, ids: Sequence[str]) -> list[Found]:
    named = [spec[name] for name in spec.title]
    details = [field for field in spec.listed if field.name not in spec.title][:_DETAILS]
    found = []
    for row in queries.rows(session, spec, ids, [field.name for field in (*named, *details)]):
        title, detail = (
            [words for field in fields if (words := shown(spec, field, row[field.name]))] for fields in (named, details)
        )
        found.append(Found(spec, row.id, " ".join(title), " · ".join(detail)))
    return found

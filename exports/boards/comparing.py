"""What a board says today that it did not say when it was issued, in words for the clerk."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from exports.boards.content import Board, as_json
from models.words import N_, _

__all__ = ["Difference", "compare", "in_short"]

Kind = Literal["gone", "person", "joined", "left", "phone", "photo", "post", "text"]

_TEXTS = {
    "title": N_("title"), "overline": N_("heading"), "area": N_("area"), "introduction": N_("introduction"),
    "duties": N_("duties"), "steps": N_("how to get help"), "service_phone": N_("service phone"),
    "supervision_phone": N_("supervision phone"), "hotlines": N_("hotlines"), "office": N_("office"),
    "items": N_("service items"), "buildings": N_("buildings"), "rows": N_("facts"), "paragraphs": N_("text"),
    "figures": N_("figures"), "nodes": N_("units of the chart"), "emblem": N_("emblem"), "period_from": N_("period"), "period_to": N_("period"),
}  # fmt: skip
_SHORT = 24


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: of whom or what, what was printed and what would be printed now."""

    kind: Kind
    subject: str = ""
    before: str = ""
    after: str = ""

    @property
    def words(self) -> str:
        """The change in a few words, for a tag."""
        match self.kind:
            case "gone":
                return _("no longer there")
            case "person":
                return _("new: {post}").format(post=self.subject)
            case "phone":
                return _("phone changed")
            case "photo":
                return _("photo changed")
            case "post":
                return _("post changed")
            case "joined":
                return _("somebody joined")
            case "left":
                return _("somebody left")
            case _:
                return _("{subject} changed").format(subject=self.subject)


def compare(said: Mapping[str, Any], today: Board | None) -> list[Difference]:
    """Every difference, the weightiest first: who serves here, phones, then texts."""
    if today is None:
        return [Difference("gone")]
    now = as_json(today)
    return [*_people(said, now), *_texts(said, now)]


def in_short(differences: list[Difference]) -> str:
    """The first difference in a few words, and how many more there are."""
    if not differences:
        return ""
    rest = len({difference.words for difference in differences}) - 1
    first = differences[0].words
    return _("{first} and {count} more").format(first=first, count=rest) if rest > 0 else first


def _crew(data: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {each.get("name", ""): each for each in (*data.get("lead", ()), *data.get("officers", ()))}


def _people(said: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    before, after = _crew(said), _crew(now)
    gone = [each for name, each in before.items() if name not in after]
    new = [each for name, each in after.items() if name not in before]
    for each in list(new):
        one = next((old for old in gone if old.get("post") == each.get("post")), None)
        if one is not None:
            gone.remove(one)
            new.remove(each)
            yield Difference("person", _post(each), one.get("name", ""), each.get("name", ""))
    for name in before.keys() & after.keys():
        yield from _one(name, before[name], after[name])
    for each in gone:
        yield Difference("left", _post(each), each.get("name", ""))
    for each in new:
        yield Difference("joined", _post(each), "", each.get("name", ""))


def _one(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for key, kind in (("phone", "phone"), ("post", "post"), ("photo", "photo")):
        old, new = before.get(key, ""), after.get(key, "")
        if old != new:
            shown = ("", "") if key == "photo" else (old, new)
            yield Difference(kind, name, *shown)  # type: ignore[arg-type]
    for key, what in (("duties", _("duties")), ("area", _("area")), ("pledge", _("pledge"))):
        if before.get(key, "") != after.get(key, ""):
            yield Difference("text", f"{name} {what}")


def _post(each: Mapping[str, Any]) -> str:
    return str(each.get("post", "")).split(" · ")[0]


def _texts(said: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    told: set[str] = set()
    for key, name in _TEXTS.items():
        old, new = said.get(key, ""), now.get(key, "")
        if old != new and name not in told:
            told.add(name)
            yield Difference("text", _(name), _brief(old), _brief(new))


def _brief(value: Any) -> str:
    """A short text as it stands; a longer or compound one is not shown as old and new."""
    return value if isinstance(value, str) and len(value) <= _SHORT else ""

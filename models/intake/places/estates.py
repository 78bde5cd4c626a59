"""The estates that the register and a file name, and which of them some words mean."""

import re
from collections.abc import Iterable

from models.doors import bare_estate
from models.intake.places.places import GROUP, estate_key

_LONGEST = 60
_BEFORE = re.compile(r"(?:[省市区县镇乡村]|街道|社区|居委会|[路街巷道弄][0-9一二三四五六七八九十]*号?)$")


class Estates:
    """How each is called, by the form in which they are compared; the longest first."""

    def __init__(self) -> None:
        self._called: dict[str, str] = {}

    def __contains__(self, estate: str) -> bool:
        return estate_key(estate) in self._called

    def learn(self, estates: Iterable[str | None]) -> None:
        """These are estates too."""
        count = len(self._called)
        for estate in estates:
            if estate:
                self._called.setdefault(estate_key(estate), estate)
        if len(self._called) > count:
            self._called = dict(sorted(self._called.items(), key=lambda one: len(one[0]), reverse=True))

    def named_in(self, texts: list[str]) -> set[str]:
        """Those that one of these texts names, in the form in which they are compared."""
        return {key for key in self._called if len(key) > 1 and any(key in text for text in texts)}

    def meant(self, estate: str | None) -> str | None:
        """An estate as it is called already, also where the file puts street or district before it, or leaves them out."""
        if not estate:
            return None
        key = estate_key(estate)
        for known, called in self._called.items():
            if key == known:
                return estate
            if _is_before(key, known) and estate_key(estate[-len(known) :]) == known:
                return estate[-len(known) :]
            if _is_before(known, key):
                return called  # of 桂香路8号桂香苑 the file says 桂香苑
        return bare_estate(estate)[:_LONGEST]


def _is_before(longer: str, estate: str) -> bool:
    """Whether an estate is another one with its street or district before it; each village has a group 1."""
    before = longer.removesuffix(estate) if len(estate) > 1 and longer != estate else longer
    return before != longer and bool(_BEFORE.search(before)) and not GROUP.fullmatch(estate)

"""Code tables: what a code such as "01" is called, and which words mean it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import resources
from models.words import in_words


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a table. A `minor` one is accepted from files and kept, but not offered first."""

    code: str
    zh: str
    en: str = ""
    aliases: tuple[str, ...] = ()
    minor: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Its name in the language spoken now."""
        return in_words(self.en or self.zh, self.zh)


@dataclass(frozen=True)
class CodeTable:
    """A table of codes in the order of its standard."""

    key: str
    title: str
    codes: tuple[Code, ...]

    @cached_property
    def by_code(self) -> dict[str, Code]:
        return {code.code: code for code in self.codes}

    @cached_property
    def _by_word(self) -> dict[str, Code]:
        # The codes themselves first, then names; what an earlier entry claims a later one does not take away.
        words = [(code.code, code) for code in self.codes]
        words += [(word, code) for code in self.codes for word in (code.zh, code.en.lower(), *code.aliases)]
        return {word: code for word, code in reversed(words) if word}

    def label(self, code: str | None) -> str:
        """The code's name in the language spoken now; an unknown code stands for itself."""
        found = self.by_code.get(code or "")
        return found.words if found else code or ""

    def chinese(self, code: str | None) -> str:
        """The code's Chinese name, for paper; an unknown code stands for itself."""
        found = self.by_code.get(code or "")
        return found.zh if found else code or ""

    def find(self, word: str) -> str | None:
        """The code that a code, a name or an alias means; None if there is none."""
        found = self._by_word.get(word.strip()) or self._by_word.get(word.strip().lower())
        return found.code if found else None

    @property
    def offered(self) -> tuple[Code, ...]:
        """What a picker lists."""
        return tuple(code for code in self.codes if not code.minor)


_OWN = {"code", "zh", "en", "aliases", "minor"}


@cache
def code_table(key: str) -> CodeTable:
    """The table kept in resources/codes/`key`.toml."""
    data = tomllib.loads(resources.path("codes", f"{key}.toml").read_text("utf-8"))
    codes = tuple(
        Code(
            str(entry["code"]), entry["zh"], entry.get("en", ""), tuple(entry.get("aliases", ())),
            entry.get("minor", False), {name: value for name, value in entry.items() if name not in _OWN},
        )
        for entry in data["code"]
    )  # fmt: skip
    return CodeTable(key, in_words(data["title"]["en"], data["title"]["zh"]), codes)

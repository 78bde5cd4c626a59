"""Columns that a register of care does not keep: by the words of the code table, of headers.toml and of spellings.toml."""

import re
from functools import cache

from models.codes import code_table
from models.intake.meaning.lexicon import ROSTER, asked, data, keys_of, spellings
from models.search import fold

# Who asked, and the way a request went: no mark on a person there.
_OF_A_MATTER = frozenset({"petition", "whereabouts"})


@cache
def _never() -> tuple[tuple[str, frozenset[str], re.Pattern[str], str], ...]:
    found = []
    for code in code_table("never_kept").codes:
        exact = (code.zh, *code.aliases, *spellings()["never"].get(code.code, ()))
        within = (*code.extra["contains"], *data()["never"].get(code.code, ()))
        look = re.compile("|".join(map(_within, within)))
        found.append((code.code, frozenset(map(fold, exact)), look, str(code.extra["reason"])))
    return tuple(found)


@cache
def never_words() -> frozenset[str]:
    """Every header, folded, that is known to be of a column that is not kept."""
    return frozenset(word for _code, exact, _look, _reason in _never() for word in exact if len(word) > 1)


def _within(word: str) -> str:
    """A word wherever it stands in a header; in Latin letters only as a word: the DNA of grid_name is none."""
    key = re.escape(fold(word))
    return rf"(?<![a-z]){key}(?![a-z])" if key.isascii() else key


def never_kept(header: str, ledger: str = ROSTER) -> str | None:
    """Why a column of this header is not kept in a ledger, or None."""
    of_matters = ledger in ("matters", "mediations")
    for key in keys_of(header):
        for code, exact, within, reason in _never():
            if of_matters and code in _OF_A_MATTER:
                continue
            if key in exact or asked(key) in exact or within.search(key):
                return reason
    return None

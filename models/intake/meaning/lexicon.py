"""Which words mean which column: from the specs' headers and synonyms, and from resources/intake/headers.toml.

A meaning is a field of the ledger ("birth"), a field of the household behind its door ("household.building"), or a
special one ("householder", "care.low_income", "note"). resources/intake/README.md lists them.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import resources
from models import records
from models.codes import code_table
from models.fields import Field, Kind, RecordSpec
from models.households import HOUSEHOLDS
from models.records import spec
from models.search import fold
from models.words import N_, _

Lexicon = Mapping[str, tuple[str, ...]]
ROSTER = "people"
ANY = "any"  # every ledger
_NOT_READ = frozenset({"issued_boards", "offices", "level_schemes"})
NOTE, NOTHING, NEVER = "note", "nothing", "never"
_NOTED = "noted"  # what is known to have no field of its own, and is like no field either
LEVELS = " / "  # between the words of a header in several rows
WITH_DOORS = ("people", "visits", "matters", "cares")
_FOLLOWS = frozenset({"level", "confirm_by"})  # what the program works out itself
_MISWRITTEN = str.maketrans({"藉": "籍", "薄": "簿", "帐": "账", "栋": "栋"})
_NUMBERED = re.compile(r"^(?:[A-Za-z]?\d{1,2}\s*[.、:：)]|[A-Za-z]\d{1,2}(?=[\u4e00-\u9fff])|[(]\d{1,2}[)]|[*★●])\s*")
_BRACKETED = re.compile(r"[(（\[【〔{<《][^)）\]】〕}>》]*[)）\]】〕}>》]")
_SPECIAL = {
    "row_number": N_("Row number"), "age": N_("Age (checked, not stored)"), "community": N_("The office itself"),
    "householder": N_("Householder"), "householder.document": N_("Householder's document"), "nothing": N_("Not taken over"),
    "member_kind": N_("Full or probationary member"), "care": N_("Care categories"), "note": N_("Into the note"),
    "never": N_("Not kept here"), "applicant": N_("Parties"), "respondent": N_("Other party"),
    "applicant_phone": N_("Party's phone"), "respondent_phone": N_("Other party's phone"),
    "applicant_address": N_("Party's address"), "respondent_address": N_("Other party's address"),
    "applicant_sex": N_("Party's sex"), "respondent_sex": N_("Other party's sex"),
    "applicant_age": N_("Party's age"), "respondent_age": N_("Other party's age"),
    "applicant_ethnic_group": N_("Party's ethnic group"), "respondent_ethnic_group": N_("Other party's ethnic group"),
    "applicant_work": N_("Party's work"), "respondent_work": N_("Other party's work"),
    "reporter": N_("Who reported it"), "document": N_("Document number (says who it is, not stored)"),
    "agreement_form": N_("Form of agreement"), "mark": N_("A day of the month"),
    "phone": N_("Phone (into the note where the register has another)"), "party_side": N_("Side of the party"),
    "span": N_("From and to"), "in_care_since": N_("In care since"), "in_care_until": N_("In care until"),
    "in_care_span": N_("In care from and to"),
}  # fmt: skip


def ledgers() -> tuple[str, ...]:
    """The ledgers that files can bring, the roster first."""
    return (ROSTER, *(one.key for one in records.RECORDS if one.key not in _NOT_READ and one.key != ROSTER))


@cache
def data() -> dict[str, dict[str, list[Any]]]:
    """What headers.toml holds: of each table its words by meaning."""
    return _read("headers.toml")


@cache
def spellings() -> dict[str, dict[str, list[Any]]]:
    """What spellings.toml holds."""
    return _read("spellings.toml")


@cache
def doubtful(ledger: str) -> dict[str, str]:
    """What headers, folded, most likely mean under which offices keep now this, now that: it is asked about."""
    found = {fold(word): meaning for meaning, words in _read("doubtful.toml").get(ledger, {}).items() for word in words}
    return {word: meaning for word, meaning in found.items() if word not in own_headers(ledger)}


def _read(name: str) -> dict[str, dict[str, list[Any]]]:
    return tomllib.loads(resources.path("intake", name).read_text("utf-8"))


@cache
def around(ledger: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words before and behind a header of a ledger that change nothing, folded."""
    before, after = data()["before"], data()["after"]
    return frozenset(map(fold, (*before["any"], *before.get(ledger, ())))), frozenset(
        map(fold, (*after["any"], *after.get(ledger, ())))
    )


@cache
def others() -> tuple[str, ...]:
    """Words that make a header speak of somebody else."""
    return tuple(_longest_first(data()["others"]["words"]))


@cache
def different() -> tuple[str, ...]:
    """Words that make a header speak of something else: 临时, 离退休, 发证."""
    return tuple(_longest_first(data()["others"]["different"]))


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted((fold(word) for word in words), key=len, reverse=True)


def keys_of(header: str) -> list[str]:
    """The forms of a header in which it is looked up: whole, and without its number or what stands in brackets."""
    text = _NUMBERED.sub("", unicodedata.normalize("NFKC", header).strip())
    text = "no" if text == "#" else text.translate(_MISWRITTEN).replace("身分", "身份").replace("姓别", "性别")
    found = [fold(text), fold(_BRACKETED.sub("", text))]
    found += [key.replace("的", "") for key in found if "的" in key]
    return list(dict.fromkeys(key for key in found if key))


def field_of(ledger: str, meaning: str) -> tuple[RecordSpec, Field] | None:
    """The field that a meaning stands for; None for a special one."""
    here, _dot, name = meaning.rpartition(".")
    of = HOUSEHOLDS if here == "household" else spec(ledger) if not here else None
    return (of, of[name]) if of is not None and name in of else None


def words_of(ledger: str, meaning: str) -> str:
    """What a meaning is called in the language spoken now."""
    if (found := field_of(ledger, meaning)) and meaning != NOTE:
        return found[1].words
    if meaning.startswith("care."):
        return code_table("care_category").label(meaning.partition(".")[2])
    return _(_SPECIAL.get(meaning, meaning))


def choices(ledger: str) -> list[str]:
    """Every meaning that a column of this ledger can be given, in the order of a picker."""
    return list(dict.fromkeys([*(m for _words, meanings in _entries(ledger) for m in meanings), NOTE, NOTHING]))


@cache
def usual(ledger: str) -> Lexicon:
    """Every usual word of a ledger's columns, folded, to its meanings, the likeliest first. By these alone a header row is
    found and the ledger of a table told: among all spellings there are some that people are called, and many that fit
    several ledgers."""
    return _by_word(_entries(ledger))


@cache
def lexicon(ledger: str) -> Lexicon:
    """The same with all further spellings: by these a column is recognised."""
    return _by_word((*_entries(ledger), *_of(spellings().get(ledger, {}))))


def _by_word(entries: Iterable[tuple[Iterable[str], tuple[str, ...]]]) -> Lexicon:
    found: dict[str, list[str]] = {}
    for words, meanings in entries:
        for word in words:
            known = found.setdefault(fold(word), [])
            known += [meaning for meaning in meanings if meaning not in known]
    return {word: tuple(meanings) for word, meanings in found.items() if word}


@cache
def care_words() -> dict[str, str]:
    """Every word for a care category, folded, to the meaning of its column."""
    return {
        fold(word): f"care.{code.code}" for code in code_table("care_category").codes
        for word in (code.zh, *code.aliases) if len(word) > 1
    }  # fmt: skip


@cache
def titled_cares() -> dict[str, str]:
    """The same and what else columns of a care are called: a title may speak so of everybody in a list."""
    columns = {word: of[0] for word, of in lexicon(ROSTER).items() if of[0].startswith("care.") and len(word) > 2}
    return columns | care_words()


@cache
def near_lexicon(ledger: str) -> dict[str, tuple[str, ...]]:
    """Every word with its ending made one of its kind, where all of that form mean the same."""
    found: dict[str, set[str]] = {}
    for word, meanings in lexicon(ledger).items():
        found.setdefault(near(word), set()).add(meanings[0])
    return {word: tuple(meanings) for word, meanings in found.items() if len(meanings) == 1}


def near(key: str) -> str:
    """A word without what asks before it and with its ending made one of its kind: 走访时间 is 走访日期."""
    key = asked(key)
    for ending, one in _endings():
        if key.endswith(ending) and len(key) > len(ending):
            return key[: -len(ending)] + one
    return key


def asked(key: str) -> str:
    """A word without what asks before it: 是否吸毒, 有无宠物."""
    return next((key[len(one) :] for one in _asking() if key.startswith(one) and len(key) > len(one) + 1), key)


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    pairs = [(fold(word), fold(group[0])) for group in data()["endings"]["alike"] for word in group]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _asking() -> tuple[str, ...]:
    return tuple(_longest_first(data()["asking"]["words"]))


def _entries(ledger: str) -> Iterator[tuple[Iterable[str], tuple[str, ...]]]:
    own = spec(ledger)
    for field in own.fields:
        if own.kinds[field.name] is not Kind.PHOTO:
            yield (field.header,), (NOTHING if field.name in _FOLLOWS else field.name,)
    yield from _of_data(ledger)
    for field in _readable(own):
        yield field.synonyms, (field.name,)
    if ledger in WITH_DOORS:
        for field in _readable(HOUSEHOLDS):
            if field.name not in ("note", "since", "until"):
                yield (field.header, *field.synonyms), (f"household.{field.name}",)
        yield from _of_data("door", prefix="household.")
    elif ledger == "households":
        yield from _of_data("door")
    elif ledger == "appointments":  # which building a post looks after
        for name in ("estate", "building"):
            yield (HOUSEHOLDS[name].header, *HOUSEHOLDS[name].synonyms), (f"household.{name}",)
            yield _of_data_words("door", name), (f"household.{name}",)
    if ledger == ROSTER:
        for code in code_table("care_category").codes:
            yield (code.zh,), (f"care.{code.code}",)
    yield from _of_data("any")


def _of_data(section: str, prefix: str = "") -> Iterator[tuple[Iterable[str], tuple[str, ...]]]:
    yield from _of(data().get(section, {}), prefix)


def _of(words_by_meaning: dict[str, list[Any]], prefix: str = "") -> Iterator[tuple[Iterable[str], tuple[str, ...]]]:
    for meaning, words in words_by_meaning.items():
        if meaning != _NOTED:
            yield words, (prefix + meaning,)


@cache
def instead(ledger: str) -> dict[str, tuple[str, ...]]:
    """What stands in for a field that no column of a table says: its folded words, the likeliest first."""
    found: dict[str, list[str]] = data()["instead"].get(ledger, {})  # type: ignore[assignment]
    return {meaning: tuple(map(fold, words)) for meaning, words in found.items()}


@cache
def noted(ledger: str) -> frozenset[str]:
    """Words, folded, of columns that have no field of their own: they are offered as a note."""
    words = (word for words_of_file in (data(), spellings()) for word in words_of_file.get(ledger, {}).get(_NOTED, ()))
    return frozenset(map(fold, words)) - lexicon(ledger).keys()


def _of_data_words(section: str, meaning: str) -> list[str]:
    return [str(word) for word in data()[section][meaning]]


def _readable(of: RecordSpec) -> Iterator[Field]:
    for field in of.fields:
        if of.kinds[field.name] is not Kind.PHOTO and field.name not in _FOLLOWS:
            yield field


@cache
def own_headers(ledger: str) -> frozenset[str]:
    """The headers of the program's own template of a ledger, folded."""
    return frozenset(fold(field.header) for field in spec(ledger).fields)


@cache
def patterns(ledger: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Meanings of headers of which a part is free, with what they look like once folded."""
    return _compiled("patterns", ledger)


@cache
def suggested(ledger: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The same for what is only asked about: ids and time stamps of a system that an office may want to keep."""
    return _compiled("suggested", ledger)


def _compiled(section: str, ledger: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = data()[section]
    return tuple((meaning, re.compile(text)) for meaning, text in (*found.get(ledger, ()), *found["any"]))


@cache
def all_words() -> frozenset[str]:
    """Every usual word of any ledger: by them a header row is told from a row of data."""
    return frozenset(word for ledger in ledgers() for word in usual(ledger))

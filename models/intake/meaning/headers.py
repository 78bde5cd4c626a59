"""What each column of a table means, and how sure that is."""

import re
from collections.abc import Sequence
from typing import Any

from models.intake.meaning import guessing, looks, wording
from models.intake.meaning.columns import Certainty, Column
from models.intake.meaning.lexicon import (
    ANY,
    NEVER,
    NOTE,
    NOTHING,
    WITH_DOORS,
    doubtful,
    keys_of,
    lexicon,
    noted,
    patterns,
    suggested,
)
from models.intake.meaning.likeness import AGREED, SECONDED, alike, bears_out
from models.intake.meaning.never import never_kept
from models.intake.meaning.owners import name_persons
from models.intake.meaning.rivals import OF_HOUSEHOLDER, settle_rivals
from models.intake.meaning.ticked import settle_ticked
from models.intake.meaning.understanding import (
    BETWEEN,
    DOOR_PARTS,
    at_the_end,
    care_named,
    in_letters,
    is_of_another,
    is_of_another_group,
    matching,
    meanings_of,
    nearly,
    options,
    the_one_care,
    tries,
    understood,
)

_GENERIC = 2  # characters: 状态, 类型
_INITIALS = 4  # xm, sfzh: so few letters may be those of anything
_CONFIRMED = 0.6
_TOLD_BY_VALUES = frozenset({"care", "member_kind"})  # as telling as the words of a table, though they are no field
_SHAPED = frozenset({"document", "householder.document"})
_ONLY_TIMED = re.compile("时间|日期")
_SAYS_NOTHING = re.compile(r"(?:列|栏|字段|项目|column|field|unnamed:?|f)?\s*[0-9A-Za-z]{0,3}", re.IGNORECASE)
_UNMISTAKABLE = frozenset({"document", "householder.document", "phone", "household.phone", "birth", "name"})


def recognise(ledger: str, headers: Sequence[str], values: Sequence[Sequence[Any]]) -> list[Column]:
    """The columns of a table of this ledger; `values` holds some cells of each."""
    columns = [_column(ledger, index, header, values[index]) for index, header in enumerate(headers)]
    if ledger == "people":
        name_persons(columns, values)
    if ledger == "households" or ledger in WITH_DOORS:
        _find_whole_doors(columns, values)
    settle_rivals(ledger, columns)
    if ledger == "people":
        settle_ticked(columns, values)
    taken = {column.meaning for column in columns}
    for column in columns:
        if _is_a_riddle(ledger, column) and (likely := guessing.by_kind(ledger, values[column.index])) not in taken:
            column.suggestion = likely
    return columns


def _find_whole_doors(columns: list[Column], values: Sequence[Sequence[Any]]) -> None:
    """楼栋 over 桂香苑1号楼1单元101: where no column is one of doors or rooms, whole doors are unmistakable."""
    if any(one.meaning.rpartition(".")[2] in ("door", "room") for one in columns):
        return
    for one in columns:
        asked = one.meaning == NOTE and one.certainty is Certainty.CONFIRM and not one.header.isascii()
        prefix, dot, part = (one.suggestion if asked else one.meaning).rpartition(".")
        if part in DOOR_PARTS and looks.are_doors(values[one.index]):
            one.take(f"{prefix}{dot}door")
            return


def _is_a_riddle(ledger: str, column: Column) -> bool:
    open_yet = column.certainty is Certainty.CONFIRM and not column.suggestion
    return open_yet and noted(ledger).isdisjoint(keys_of(column.header))


def _column(ledger: str, index: int, header: str, values: Sequence[Any]) -> Column:
    column = Column(index, header)
    if reason := never_kept(header, ledger):
        column.meaning, column.certainty, column.reason = NEVER, Certainty.NOT_KEPT, reason
        if guessing.by_shape(ledger, values) == "care":  # 重点类别 over 独居老人: left out unless somebody confirms it
            column.certainty, column.suggestion = Certainty.CONFIRM, "care"
    elif noted(ledger).isdisjoint(keys_of(header)):
        meanings, vague = understood(ledger, header, lexicon(ledger))
        doubted = next((doubtful(ledger)[key] for key in keys_of(header) if key in doubtful(ledger)), "")
        if signed := _of_who_signed(ledger, header, values) if meanings in ((), (NOTHING,)) else "":
            column.suggestion = signed
        elif doubted:
            _of_doubtful_word(ledger, column, doubted, _with_door(meanings, values), values)
        elif meanings and not vague:
            _of_known_word(ledger, column, _with_door(meanings, values), values)
            _hear_a_second_opinion(ledger, column, values)
        else:
            _of_unknown_word(ledger, column, meanings, values)
        if column.certainty is Certainty.CONFIRM and not signed:
            column.suggestion = _by_values(ledger, column, values, known=bool(doubted or (meanings and not vague)))
    return column


def _of_unknown_word(ledger: str, column: Column, vague: tuple[str, ...], values: Sequence[Any]) -> None:
    """What the parts of a header say that is no word of the ledger's: sure as far as the values bear it out."""
    header = column.header
    key = next(iter(keys_of(header)), "")
    if known := matching(patterns(ledger), header):
        column.meaning, column.certainty = known, Certainty.CERTAIN
    elif likely := matching(suggested(ledger), header):
        column.suggestion = likely if looks.fit(ledger, likely, values) != 0 else ""
    elif ledger == "people" and key.startswith("户主"):
        column.suggestion = OF_HOUSEHOLDER.get(_meaning_of_rest(key.removeprefix("户主")), "")
        if column.suggestion and looks.fit(ledger, column.suggestion, values) != 0:
            column.decide_by_content()
    elif is_of_another_group(header):
        return
    elif len(header) > _INITIALS and (spelt := in_letters(ledger, header)) and looks.fit(ledger, spelt[0], values) != 0:
        column.take(spelt[0])
    elif found := nearly(ledger, header) or next(iter(vague), ""):
        _by_content(ledger, column, found, values)
    elif last := at_the_end(ledger, header):
        column.suggestion = last if looks.fit(ledger, last, values) != 0 else ""
    elif ledger == "people" and (care := care_named(header, values)):
        column.take(care)
    elif ledger == "people" and _SAYS_NOTHING.fullmatch(header) and (guessed := guessing.guess(values)):
        column.take(guessed)


def _by_values(ledger: str, column: Column, values: Sequence[Any], *, known: bool) -> str:
    """What a column that is not sure may be, by its values before its header; blank where it is somebody else's."""
    shape = guessing.by_shape(ledger, values)
    if is_of_another(column.header):
        return shape if shape in (NEVER, NOTHING, "community") else column.suggestion
    asked = (*options(column.header), *values)
    share = looks.fit(ledger, column.suggestion, values) if column.suggestion and not known else None
    likely = column.suggestion if share is None or share >= looks.CONTRADICTED else ""
    return (
        the_one_care(column.header, shape)
        or guessing.guess_by_words(ledger, asked)
        or likely
        or guessing.guess_by_words(ledger, (*BETWEEN.split(column.header), *values), most=True)
        or _alike(ledger, column.header, values)
        or column.suggestion
    )


def _of_who_signed(ledger: str, header: str, values: Sequence[Any]) -> str:
    """Whose names stand under 走访人签字, where names were typed: they may stand nowhere else in the table."""
    if not wording.SIGNED.search(header) or not looks.are_names(values):
        return ""
    return next(iter(meanings_of(ledger, wording.SIGNED.sub("", header))), "")


def _of_known_word(ledger: str, column: Column, meanings: tuple[str, ...], values: Sequence[Any]) -> None:
    """What the header says is taken unless the values contradict it; then it is asked about."""
    header = column.header
    meaning, share = _best(ledger, meanings, (*options(header), *values) if len(meanings) > 1 else values)
    # 状态 alone may be the state of anything, 调解结果 is told by its name whatever words an office has for it.
    named = len(header) > _GENERIC and looks.has_words_of_its_own(ledger, meaning)
    told = len(meanings) == 1 and (named or looks.is_numbered(meaning, header))
    offered = options(header)
    if meanings == ("row_number",) and share == 0:
        column.suggestion = NOTHING  # 1432958877120151553 counts no rows
    elif meaning == NOTHING and _written_by_somebody(header, values):
        column.suggestion = NOTHING
    elif meaning.endswith("estate") and guessing.by_shape(ledger, values) == "community":
        column.suggestion = "community"  # 居民区 over 梧桐居民区
    elif meanings == ("name",) and ledger == "people" and looks.are_worded(values):
        # Odd names are names: each is looked at in its row.
        column.meaning, column.certainty = meaning, Certainty.CERTAIN
    elif share == 0 and (other := guessing.guess_by_words(ledger, values, most=True)):
        column.suggestion = other  # 信访类型 over 来访, 12345热线: these are sources
    elif (other := guessing.guess_by_words(ledger, offered)) and not looks.fit(ledger, meaning, offered):
        column.suggestion = other  # 户籍（本地/外地）, 协议书（口头/书面）
    elif share is None or share >= looks.CONTRADICTED or told:
        column.meaning, column.certainty = the_one_care(header, meaning), Certainty.CERTAIN
    elif share or meaning not in _UNMISTAKABLE:
        column.suggestion = meaning


def _written_by_somebody(header: str, values: Sequence[Any]) -> bool:
    """Whether a column that is of no use as a rule holds what no system wrote: 注册时间 over 2019.3, 操作人 over a name."""
    named = looks.are_names(values) and not wording.SIGNED.search(header)
    return named or bool(_ONLY_TIMED.search(header) and not looks.are_timed(values))


def _of_doubtful_word(
    ledger: str, column: Column, likeliest: str, meanings: tuple[str, ...], values: Sequence[Any]
) -> None:
    """What offices use now for this, now for that is taken where its values are of a table of words, and of no other."""
    if meanings:
        _of_known_word(ledger, column, meanings, values)
    told = looks.is_telling(ledger, column.meaning) or column.meaning in _TOLD_BY_VALUES
    borne_out = told and (looks.fit(ledger, column.meaning, values) or 0) >= looks.CONTRADICTED
    if column.certainty is Certainty.CERTAIN and not (borne_out or looks.are_shaped(column.meaning, values)):
        column.doubt()
        column.suggestion = likeliest
    elif not column.suggestion and column.certainty is Certainty.CONFIRM:
        column.suggestion = likeliest


def _hear_a_second_opinion(ledger: str, column: Column, values: Sequence[Any]) -> None:
    """What is put together of known words is asked about, unless what stands around them changes nothing anywhere and the
    words nearest to the whole mean the same, or the values are of a table of words."""
    known = lexicon(ledger)
    keys = [key for text in tries(column.header) for key in keys_of(text)]
    if column.certainty is not Certainty.CERTAIN or not known.keys().isdisjoint(keys):
        return
    told = looks.is_telling(ledger, column.meaning) or column.meaning in _SHAPED
    if told and (looks.fit(ledger, column.meaning, values) or 0) >= _CONFIRMED:
        return
    dressed = any(core in known for key in keys for core in wording.cores(ANY, key))
    least = SECONDED if dressed else AGREED
    if not any(bears_out(ledger, key, column.meaning, least) for key in keys):
        column.doubt()


def _alike(ledger: str, header: str, values: Sequence[Any]) -> str:
    """The meaning of the known words that look most like this one; only ever asked about."""
    if _SAYS_NOTHING.fullmatch(header):
        return ""
    for key in reversed(keys_of(header)):
        fits = ((one, looks.fit(ledger, one, values)) for one in alike(ledger, key))
        if found := next((one for one, share in fits if share is None or share >= looks.CONTRADICTED), ""):
            return found
    return ""


def _with_door(meanings: tuple[str, ...], values: Sequence[Any]) -> tuple[str, ...]:
    """What is headed as a room is often the whole door, and the other way about: the values decide."""
    prefix, _dot, name = meanings[0].rpartition(".") if meanings else ("", "", "")
    if name == "door" and looks.are_rooms(values):
        return (meanings[0].replace("door", "room"), *meanings)
    return (*meanings, f"{prefix}.door" if prefix else "door") if name == "room" else meanings


def _meaning_of_rest(rest: str) -> str:
    return next(iter(meanings_of("people", rest)), "")


def _by_content(ledger: str, column: Column, found: str, values: Sequence[Any]) -> None:
    """A word that is nearly known counts as far as the values bear it out; what many columns look like is only suggested."""
    share = looks.fit(ledger, found, values)
    if share == 0:
        return
    other = guessing.guess_by_words(ledger, values)
    column.suggestion = other or found
    if share is not None and share >= _CONFIRMED and looks.is_telling(ledger, found) and other in (None, found):
        column.meaning, column.certainty = found, Certainty.BY_CONTENT


def _best(ledger: str, meanings: tuple[str, ...], values: Sequence[Any]) -> tuple[str, float | None]:
    """Of several meanings of one header the first, unless the values fit another better."""
    shares = [looks.fit(ledger, meaning, values) for meaning in meanings]
    best = max(range(len(meanings)), key=lambda i: (_rank(shares[i]), -i))
    return meanings[best], shares[best]


def _rank(share: float | None) -> int:
    return 1 if share is None else 2 if share >= _CONFIRMED else 0

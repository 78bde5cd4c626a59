"""Relations to the householder as offices write them: counted, through somebody else, or as a digit."""

import re
from collections.abc import Iterable
from typing import Any

from models.intake.cleaning.cells import Odd, plain
from models.search import fold
from models.words import _

_BEFORE = re.compile(r"^(?:.*之(?=.)|系|为)")
_COUNTS = "大小老长次幼二三四五六七八"
_COUNTS_OF_ONE = {
    core: counts
    for cores, counts in (
        ("姐哥弟妹", "大小老二三四五六"), ("嫂儿", "大小二三四五六"), ("孙媳婿", "大长次二三四五"), ("叔伯舅姑姨婶侄", "二三四五六"),
        ("女", "小幼"), ("子", "幼"),
    )
    for core in cores
}  # fmt: skip
"""What may stand before a relative of one character: 小姨 and 大姑 are the wife's or the husband's sister as well."""
_OF_SOMEBODY = re.compile(r"(.+)之.")
_OF_HOUSEHOLDER = re.compile("户主|本户|房主|户主本人|系户主|为户主")
_RELATION_OF_DIGIT = dict(zip("012345678", ("02", "10", "20", "30", "40", "50", "60", "70", "80"), strict=True))
_OF_A_CHILD = {
    ("子", "妻"): "儿媳", ("子", "媳"): "儿媳", ("女", "夫"): "女婿", ("女", "婿"): "女婿", ("子", "子"): "孙子",
    ("子", "女"): "孙女", ("女", "子"): "外孙", ("女", "女"): "外孙女",
}  # fmt: skip


class RelationDigits:
    """A column of relations in the one digit of GB/T 4761: 0 householder, 1 spouse, 2 son … Without a 0 in it, it may as
    well be somebody's own list that begins with 1."""

    def __init__(self, cells: Iterable[Any]) -> None:
        self.told = any(plain(cell) == "0" for cell in cells)

    def __call__(self, value: Any) -> Any:
        text = plain(value)
        if not text:
            return None
        if self.told:
            return _RELATION_OF_DIGIT[text]
        return Odd(
            None,
            _("Relations stand here as digits, and none is 0: what they mean cannot be told. Kept in the note."),
            "note",
        )


def are_relation_digits(cells: Iterable[Any]) -> bool:
    """Whether all that a column of relations says are single digits."""
    texts = {text for cell in cells if (text := plain(cell))}
    return bool(texts) and texts <= _RELATION_OF_DIGIT.keys()


def is_of_somebody_named(text: str, words: dict[str, str]) -> bool:
    """Whether somebody is named whose wife or son is meant, and who may not be the householder: 王小明之妻."""
    other = _OF_SOMEBODY.fullmatch(text)
    return other is not None and not _OF_HOUSEHOLDER.fullmatch(other[1]) and not _child_of(other[1], words)


def relatives(text: str, words: dict[str, str], tries: list[str]) -> list[str]:
    """The words by which a relation may be known, in their order; `tries` are those that any word is tried as."""
    if (other := _OF_SOMEBODY.fullmatch(text)) and (of := _child_of(other[1], words)):
        return [_OF_A_CHILD.get((of, text[-1]), "")]
    bare = re.sub(r"^(?:户主|本户|房主)的?", "", text)
    return [*tries, fold(_BEFORE.sub("", text)), fold(bare), _relative(fold(_BEFORE.sub("", bare)), words)]


def _child_of(text: str, words: dict[str, str]) -> str:
    """子 or 女 where a word means a son or a daughter, blank for anybody else; 其他 where it is another relative."""
    code = words.get(fold(text)) or words.get(_relative(fold(text), words), "")
    if code in ("", "01", "02"):
        return ""
    return {"2": "子", "3": "女"}.get(code[0], "其他")


def _relative(folded: str, words: dict[str, str]) -> str:
    """The core of a word for a relative that is counted or called old or young: 大儿媳 -> 儿媳, 老母亲 -> 母亲, 二姐 -> 姐."""
    count, core = folded[:1], folded[1:]
    fits = count in _COUNTS if len(core) > 1 else count in _COUNTS_OF_ONE.get(core, "")
    return core if count and fits and "20" <= words.get(core, "") < "97" else ""

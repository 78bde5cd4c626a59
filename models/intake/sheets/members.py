"""A row for each household with its members beside each other: 户主姓名, 成员1姓名, 成员1身份证号, 成员2姓名 …

Each group of columns is read as a table of its own over the same rows, with the columns of the door and the householder.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from models.intake.cleaning.cells import is_blank, plain
from models.intake.files.source import Sheet
from models.intake.meaning.columns import Column
from models.intake.meaning.lexicon import ROSTER
from models.intake.meaning.understanding import meanings_of

_NUMBER = r"[(]?(\d{1,2}|十?[一二三四五六七八九]|十)[)]?"
_MEMBER = (
    r"(?:(?:其他|其它|同住|同户|户内|共同居住|共同生活|家庭|居住|租住|家属|第)*"
    r"(?:家庭成员|成员|家人|人员|人口|家属|同住人|居住人|共同居住人|租客|租户|承租人|房客))"
)
_GROUPED = re.compile(rf"(?:第?{_NUMBER})?位?({_MEMBER})(?:{_NUMBER})?(?: / )?(.*?)")
_BEHIND = re.compile(rf"(?:({_MEMBER})(?: / )?)?(.{{2,}}?){_NUMBER}")
_SHARED = frozenset({"householder", "community"})
_FEWEST = 2


@dataclass
class Group:
    """The columns of one member: column to the header that is left without the words that number it."""

    number: str
    headers: dict[int, str] = field(default_factory=dict)

    @property
    def name_at(self) -> int | None:
        """The column of the member's name."""
        return next((at for at, leaf in self.headers.items() if _is_name(leaf)), None)


def member_groups(headers: Sequence[str]) -> list[Group]:
    """The groups of columns that are a member each, in their order; nothing where there are not several of them."""
    for told in (_in_front, _at_the_end):
        groups: dict[tuple[str, str], Group] = {}
        seen: Counter[tuple[str, str]] = Counter()
        for at, header in enumerate(headers):
            word, number, leaf = told(_folded(header))
            if not leaf:
                continue
            if not number:  # 家庭成员 over 姓名, 关系, 姓名, 关系: counted by how often the word has stood there
                seen[word, leaf] += 1
                number = f"#{seen[word, leaf]}"
            else:
                word = ""
            groups.setdefault((word, number), Group(number)).headers[at] = leaf
        named = {key: group for key, group in groups.items() if group.name_at is not None}
        many = Counter(word for word, _number in named)  # 承租人 and 同住人 are not two of one kind
        found = [group for (word, _number), group in named.items() if many[word] >= _FEWEST]
        if found:
            return found
    return []


def _folded(header: str) -> str:
    return re.sub(r"\s+(?!/)(?<!/ )", "", unicodedata.normalize("NFKC", header)).replace("*", "")


def _in_front(header: str) -> tuple[str, str, str]:
    """成员1姓名, 第二位家庭成员 / 身份证号, 家庭成员一: the word, its number and what is left."""
    match = _GROUPED.fullmatch(header)
    return (match[2], match[1] or match[3] or "", match[4] or "姓名") if match else ("", "", "")


def _at_the_end(header: str) -> tuple[str, str, str]:
    """姓名1, 身份证号1, 家庭成员姓名（2）."""
    match = _BEHIND.fullmatch(header)
    return ("", match[3], match[2]) if match and (match[1] or meanings_of(ROSTER, match[2])) else ("", "", "")


def _is_name(leaf: str) -> bool:
    return meanings_of(ROSTER, leaf)[:1] == ("name",)


def rows_with(sheet: Sheet, rows: Sequence[int], columns: Iterable[int]) -> list[int]:
    """The rows in which one of these columns says something."""
    at = tuple(columns)
    return [row for row in rows if any(not is_blank(plain(sheet.cell(row, column))) for column in at)]


def of_all(columns: Sequence[Column]) -> list[Column]:
    """What a row says of each of its people: the door, and whose household it is."""
    found = []
    for one in columns:
        if one.meaning == "name":
            found.append(replace(one, meaning="householder"))
        elif one.meaning.startswith("household.") or one.meaning in _SHARED:
            found.append(replace(one))
    return found

"""Members of a household who stand in one cell: 李敏（妻）、王小明（子，2015年生）; with what is said of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.intake.cleaning.cells import Odd, is_blank, plain
from models.intake.cleaning.coded import find_code
from models.intake.cleaning.dates import parse_date
from models.intake.cleaning.documents import clean_document
from models.intake.cleaning.names import clean_name, looks_like_name
from models.intake.cleaning.phones import clean_phone

_LONGEST = 1_000  # a longer text is no list
_NUMERALS = {word: number for number, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
_COUNTED = re.compile(
    r"^(?:家庭成员|成员|家庭人口|全家|家中|共同居住|同住|合计|共计|共|等|有)*\s*(\d{1,2}|[一二两三四五六七八九十])\s*(?:口人|口|个人|人)\s*[:,、;。]?\s*"
)
_COUNT_BEHIND = re.compile(
    r"(?:等|共计|共)\s*(\d{1,2}|[一二两三四五六七八九十])\s*(?:口人|口|个人|人)\s*$|[(](?:共)?\s*(\d{1,2})\s*(?:口人|口|人)[)]\s*$"
)
_LABEL = re.compile(r"^(?:其他|其它|同住|共同居住)?(?:家庭)?(?:成员|家属)(?:姓名|名单)?\s*:\s*")
_NUMBERING = re.compile(r"(?:^|(?<=[\s、,;]))[(]?\d{1,2}[.、)](?!\d)\s*")
CIRCLED = re.compile("[①-⑳]")
SPACED_NAME = re.compile(r"(?<![\u3400-\u9fff])([\u3400-\u9fff])[ \u3000]+([\u3400-\u9fff])(?![\u3400-\u9fff])")
_GROUPS = re.compile(r"[、;\n。]+(?![^(]*[)])|(?<=[)])(?=[\u3400-\u9fff])")
_BETWEEN = re.compile(r"[,/|+\s]+(?![^(]*[)])")
_IN_BRACKETS = re.compile(r"[、,;/\n。\s]+")
BRACKET = re.compile(r"[(]([^()]*)[)]")
_JOINED = re.compile(r"[:\-—–]+")
_HANZI = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]{2,}")
_BORN = re.compile(
    r"(?:出?生于?|生日|出生日期|出生年月)?[:]?\s*((?:19|20)\d{2}(?:[年./-]?\d{1,2}(?:[月./-]?\d{1,2}日?)?)?月?年?)\s*(?:出?生)?"
)
_SEXES = {"男": "1", "女": "2"}
_PHONE = re.compile(r"(?:联系)?(?:电话|手机号?)?\s*:?\s*[\d\-+ ]{7,}")
_KIN_LABEL = re.compile(r"^(?:与户主)?关系\s*:\s*|^(?:系)?户主之?(?=.)|^之")


@dataclass
class Member:
    """One of the household: the name, and what is said of the person as columns of the roster."""

    name: str
    said: dict[str, Any] = field(default_factory=dict)
    coarse: bool = False  # of the birth only the year or the month is known
    daughter: bool = False  # 女 stands behind the name: a daughter, or a woman
    rest: list[str] = field(default_factory=list)


@dataclass
class Members:
    """Those whom a cell names, how many it says they are (0 if it does not), and what could not be told."""

    members: list[Member] = field(default_factory=list)
    count: int = 0
    rest: list[str] = field(default_factory=list)


def members_in(value: Any) -> Members:
    """The members whom a cell names, each with what stands behind the name."""
    found = Members()
    if len(str(value)) > _LONGEST:
        return Members(rest=[str(value)])
    text = SPACED_NAME.sub(r"\1\2", CIRCLED.sub(" ", str(value) if isinstance(value, str) else plain(value)))
    text = _LABEL.sub("", plain(text))
    for pattern in (_COUNTED, _COUNT_BEHIND):
        if match := pattern.search(text):
            number = next(filter(None, match.groups()))
            found.count = _NUMERALS.get(number) or int(number)
            text = (text[: match.start()] + " " + text[match.end() :]).strip()
    for group in _GROUPS.split(_LABEL.sub("", _NUMBERING.sub("", text))):
        last: Member | None = None
        for piece in _pieces(group):
            member = _member(piece)
            if member is not None:
                found.members.append(member)
                last = member
            elif last is None or not _says_of(last, piece):
                found.rest.append(piece)
    _tell_daughters(found.members)
    return found


def _tell_daughters(members: list[Member]) -> None:
    """女 is a daughter where others in the cell are called by their kinship, and a woman everywhere."""
    kin = any("relation" in one.said and not one.daughter for one in members)
    men = any(one.said.get("sex") == _SEXES["男"] for one in members)
    for one in members:
        if one.daughter:
            one.said["sex"] = _SEXES["女"]
            if men or not kin:
                del one.said["relation"]


def _pieces(text: str) -> Iterator[str]:
    """What stands between commas or spaces; 妻: 赵兰 is one."""
    before = ""
    for piece in _BETWEEN.split(text):
        if piece.endswith((":", "-", "—")):
            before += piece
        elif not is_blank(piece):
            yield before + piece
            before = ""
    if before:
        yield before


def _member(piece: str) -> Member | None:
    """Whom a piece names: 王小明, 王小明（子）, 子：王小明, 子王小明, 王小明-子; None if nobody, or nobody can tell."""
    bare = BRACKET.sub("", piece).strip()
    remarks = BRACKET.findall(piece)
    name, kin = _apart(bare)
    if not name or not (kin or looks_like_name(name) or (remarks and _says_kin(remarks))):
        return None
    cleaned = clean_name(name)
    if not isinstance(cleaned, str):
        return None
    found = Member(cleaned)
    for word in (kin, *(part for remark in remarks for part in _IN_BRACKETS.split(remark))):
        if word and not _says_of(found, word):
            found.rest.append(word)
    return found


def _apart(text: str) -> tuple[str, str]:
    """A name and the kinship before or behind it."""
    parts = [part.strip() for part in _JOINED.split(text) if part.strip()]
    if len(parts) == 2:
        for kin, name in (parts, parts[::-1]):
            if _kin(kin) and _HANZI.fullmatch(name) and not _kin(name):
                return name, kin
    if len(parts) != 1 or not _HANZI.fullmatch(text) or _kin(text):
        return "", ""
    for length in range(min(4, len(text) - 2), 0, -1):
        if not looks_like_name(text) and _kin(text[:length]) and looks_like_name(text[length:]):
            return text[length:], text[:length]  # 妻子赵兰
    return text, ""


def _says_kin(remarks: list[str]) -> bool:
    return any(_kin(part) for remark in remarks for part in _IN_BRACKETS.split(remark))


def _kin(text: str) -> str | None:
    bare = _KIN_LABEL.sub("", text.strip())
    return find_code("relation", bare) if bare and not bare.isdigit() else None


def _says_of(member: Member, word: str) -> bool:
    """Take down what a word says of a member; False if it says nothing that a roster has a column for, or says it again."""
    word = word.strip(" :")
    if word == "女" and "relation" not in member.said:
        member.daughter = True
    if (kin := _kin(word)) and not (word == "女" and not member.daughter):
        return _tell(member, "relation", kin)
    if word in _SEXES:
        return _tell(member, "sex", _SEXES[word])
    if match := _BORN.fullmatch(word):
        return _born(member, match[1])
    if len(word) >= 15 and isinstance(number := clean_document(word), str):
        return _tell(member, "document", number)
    if _PHONE.fullmatch(word) and isinstance(phone := clean_phone(word), str):
        return _tell(member, "phone", phone)
    return False


def _born(member: Member, text: str) -> bool:
    born = parse_date(text if not text.isdigit() or len(text) > 4 else f"{text}年")
    coarse = isinstance(born, Odd) and born.level == "coarse"
    day = born.value if isinstance(born, Odd) and coarse else born
    if not isinstance(day, date) or not _tell(member, "birth", day):
        return False
    member.coarse = coarse
    return True


def _tell(member: Member, meaning: str, value: Any) -> bool:
    return bool(member.said.setdefault(meaning, value) == value)

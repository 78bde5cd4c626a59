"""The parties of a dispute as they stand in cells: several in one, with labels, phones and remarks behind their names."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from models.doors import parse_door
from models.intake.cleaning.cells import Odd
from models.intake.cleaning.coded import Coder, Words, clean_integer
from models.intake.cleaning.names import looks_like_name
from models.intake.sheets.table import Table
from models.words import _

SIDES = ("applicant", "respondent")
_LONGEST, _LONGEST_ADDRESS, _LONGEST_WORK = 80, 200, 120
_LABEL = re.compile(r"(被申请[人方]|被告|乙方|对方|另一方|申请[人方]|原告|甲方|一方|双方当事人|当事人)\s*[:：]")
_OTHER_SIDE = frozenset({"被申请人", "被申请方", "被告", "乙方", "对方", "另一方"})
_LISTED = re.compile(r"(?:[、,，;；/\n]| {2,})(?![^（(]*[)）])")
_JOINED = re.compile(r"\s*[与和诉跟]\s*|\s+")
_TWO_SIDES = re.compile(r"[与诉跟]")
_PHONE = re.compile(r"[（(]?\s*(?:电话|手机)?[:：]?\s*(1[3-9]\d{9}|(?:0\d{2,3}-?)?[2-9]\d{6,7})\s*[)）]?$")
_PHONES = re.compile(r"[（(]?[\s:：]*\d[\d-]{6,}\s*[)）]?")
_REMARK = re.compile(r"[（(]([^（()）]+)[)）]$")
_MORE = re.compile(r"等\s*(?:\d+|[一二三四五六七八九十]+)?\s*(?:余)?(?:[人户名]|名?当事人)?$")
_SOMEBODY = re.compile(r"[\u3400-\u9fff]某[\u3400-\u9fff]?")
_ORGANISATION = re.compile(
    r".{2,}(?:公司|集团|厂|店|商行|超市|市场|物业|学校|幼儿园|医院|诊所|中心|银行|委员会|居委会|村委会|业委会|合作社|工程队|施工队"
    r"|项目部|事务所|饭店|餐馆|餐厅|酒店|旅馆|局|所|部|站|社)"
)
_CLEANERS: dict[str, Callable[[str], Any]] = {
    "sex": Coder("sex"), "age": clean_integer, "ethnic_group": Coder("ethnic_group"), "work": Words(_LONGEST_WORK),
}  # fmt: skip


@dataclass(slots=True)
class Party:
    """One of those whom a row names."""

    side: str
    name: str
    phone: str | None = None
    address: str | None = None
    sex: str | None = None
    age: int | None = None
    ethnic_group: str | None = None
    work: str | None = None


def parties_of(table: Table, i: int) -> list[Party]:
    """Everybody whom the cells of a row name, with phone and address; what cannot be told apart is kept, and said."""
    found: list[Party] = []
    for side in SIDES:
        cell = str(table.get(side)[i] or "")
        here = [party for label, text in _labelled(cell) for party in _listed(text, label or side, bool(label))]
        sided = {party.side for party in here}
        if side == "applicant" and "respondent" not in table.columns and len(sided) == 1 and not _LABEL.search(cell):
            for party in here[1:]:  # 当事人 alone names both sides: the first is taken for who came
                party.side = "respondent"
        _tell(table, i, side, cell, here)
        _reach(table, i, side, here)
        _detail(table, i, side, here)
        found += here
    return found


def named_in(table: Table, i: int, side: str) -> str:
    """The names of a cell as a title has them: without labels and phones."""
    cell = str(table.get(side)[i] or "")
    plain = not _LABEL.search(cell) and not re.search(r"\d{7}", cell)
    return (
        cell if plain else "、".join(one.name for _side, text in _labelled(cell) for one in _listed(text, side, True))
    )


def names_in(table: Table, i: int) -> set[str]:
    """The names of everybody whom the cells of a row name."""
    cells = (str(table.get(side)[i] or "") for side in SIDES)
    return {one.name for cell in cells for _side, text in _labelled(cell) for one in _listed(text, "applicant", False)}


def _labelled(cell: str) -> Iterator[tuple[str, str]]:
    """The parts of a cell behind labels such as 甲方：, each with its side; a cell without any is one part."""
    pieces = _LABEL.split(cell)
    if pieces[0].strip():
        yield "", pieces[0]
    for label, text in zip(pieces[1::2], pieces[2::2], strict=True):
        side = "" if "当事人" in label else "respondent" if label in _OTHER_SIDE else "applicant"
        yield side, text


def _listed(text: str, side: str, fixed: bool) -> list[Party]:
    """The parties of a list; what stands behind 与 or 诉 is the other side, unless a label says the side."""
    found = []
    for piece in _LISTED.split(text):
        for number, name in enumerate(_apart(piece.strip(" 。.；;，,、"))):
            if number % 2:
                side = "respondent" if _TWO_SIDES.search(name) and not fixed else side
            elif name:
                found.append(_party(name, side))
    return found


def _apart(piece: str) -> list[str]:
    """A piece at the words between names, where both sides are names; these words stand at the odd places."""
    for between in _JOINED.finditer(piece):
        left, right = piece[: between.start()], _apart(piece[between.end() :])
        if _is_party(left) and _is_party(right[0]):
            return [left, between[0], *right]
    return [piece]


def _is_party(text: str) -> bool:
    name = _bare(text)
    return bool(looks_like_name(name) or _SOMEBODY.fullmatch(name) or _ORGANISATION.fullmatch(name))


def _bare(text: str) -> str:
    return _MORE.sub("", _REMARK.sub("", _PHONE.sub("", text).strip())).strip()


def _party(text: str, side: str) -> Party:
    phone = _PHONE.search(text)
    name = _PHONE.sub("", text).strip()
    remark = _REMARK.search(name)
    address = remark[1] if remark and parse_door(remark[1]) else None
    name = _REMARK.sub("", name).strip() if address else name
    name = _one_name(_MORE.sub("", name)) or text
    return Party(side, name[:_LONGEST], phone[1] if phone else None, address)


def _one_name(text: str) -> str:
    """A name of two characters is often written with a space in it."""
    whole = re.sub(r"\s", "", text)
    return whole if looks_like_name(whole) else text


def _tell(table: Table, i: int, side: str, cell: str, found: list[Party]) -> None:
    """Say what of a cell could not be parted, or stands for people without a name."""
    if any(_MORE.search(piece) for piece in _LISTED.split(cell)):
        table.note(i, table.headers[side].header, _PHONES.sub("", cell))
        sentence = _("Not every party is named here; those who are stand as parties, the words are kept in the note.")
        table.flaw(i, side, cell, sentence, "warn")
    elif any(_JOINED.search(one.name) and not _is_party(one.name) for one in found):
        sentence = _("It cannot be told where one party ends and the next begins; please write 、 between them.")
        table.flaw(i, side, cell, sentence, "warn")


def _reach(table: Table, i: int, side: str, found: list[Party]) -> None:
    """Their phones and addresses from the columns beside: one each where there are as many; else the first has them."""
    for name, between, longest in (("phone", "、", 60), ("address", "；", _LONGEST_ADDRESS)):
        meaning = f"{side}_{name}"
        text = str(table.get(meaning)[i] or "")
        if not text:
            continue
        if not found:
            table.note(i, table.headers[meaning].header, text)
            continue
        parts = [part for part in re.split("[;；\n]", text) if part] if name == "address" else text.split(between)
        if len(parts) > len(found) or (name == "address" and len(parts) != len(found)):
            parts = [between.join(parts)[:longest]]
        for party, part in zip(found, parts, strict=False):
            setattr(party, name, getattr(party, name) or part)


def _detail(table: Table, i: int, side: str, found: list[Party]) -> None:
    """Their sex, age, ethnic group and work, one for each; what is none of these, or of nobody surely, goes to the note."""
    for name, clean in _CLEANERS.items():
        meaning = f"{side}_{name}"
        text = str(table.get(meaning)[i] or "")
        if not text:
            continue
        values = [clean(part) for part in (text.split("、") if len(found) > 1 else [text])]
        if len(values) != len(found) or any(isinstance(value, Odd) for value in values):
            table.note(i, table.headers[meaning].header, text)
            continue
        for party, value in zip(found, values, strict=True):
            setattr(party, name, value)

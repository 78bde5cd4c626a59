"""Names of people as they stand in cells: inner spaces, all the middle dots, private-use characters, remarks in brackets."""

import re
import tomllib
from functools import cache
from typing import Any

import resources
from models.doors import parse_door
from models.intake.cleaning.cells import Odd, as_text, has_private_use, is_blank
from models.intake.meaning.lexicon import ROSTER, usual
from models.search import fold
from models.words import _

_LONGEST = 60
_DOTS = re.compile(r"\s*[•・．‧∙⋅·･●。•᛫⸱]\s*|(?<=[\u3400-\u9fff])\s*[.]\s*(?=[\u3400-\u9fff])")
_SPACES = re.compile(r"[\s\u3000\xa0]+")
_BRACKETS = re.compile(r"[(（\[【〔]([^)）\]】〕]*)[)）\]】〕]")
_SEVERAL = re.compile(r"[、,，;；/|+&]")
_COUNTED = re.compile(r"^[(（]?\d{1,3}\s*(?:[、.．,，:：)）]|号(?=\s))\s*(?=[\u3400-\u9fff])")
_MARKS = re.compile(r"^[*＊★☆●○◎△▲▽▼□■◆◇※#＃√✓✔☑@!！?？~～]+|[*＊★☆●○◎△▲▽▼□■◆◇※#＃√✓✔☑@!！?？~～]+$")
_STARRED = re.compile(r"[*＊]")
_NUMBER = re.compile(r"[\s:：,，]*(?:电话|手机|联系电话|身份证)?[:：]?\s*(?<![0-9])(?:\d[-\s]?){6,17}[0-9Xx](?![0-9])")
_CHINESE = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\ue000-\uf8ff·\s]+")
_NO_NAME = re.compile(r"^\d+[^\d、.．]|\d[年月日]|[！？!?]|[此本该]表|以[上下]空|空白|合计|小计|总计|仅供|由.{1,8}填")
_WIDE_LETTERS = re.compile(r"[\uff21-\uff3a\uff41-\uff5a\uff10-\uff19]")


def clean_name(value: Any) -> Any:
    """The name as the register keeps it, None for a blank, or an `Odd`."""
    text = as_text(value)
    if len(text) in (2, 3) and "\u4e00" <= text[0] <= "\u9fff" and text.isalpha() and text not in _headers():
        return None if text in _NOBODY else text
    if is_blank(text):
        return None
    if text.replace(".", "").isdigit():
        return Odd(None, _("This is a number, not a name."), "reject")
    if fold(text) in _headers() or is_door(text):
        return Odd(None, not_a_name(), "reject")
    text = _COUNTED.sub("", text)  # 2、何冯程程
    remarks = "；".join(found for found in _BRACKETS.findall(text) if found.strip())
    name = _one_form(_BRACKETS.sub("", text))
    bare = _one_form(_MARKS.sub("", _NUMBER.sub(" ", name)))
    if not name:
        return Odd(None, _("There is no name in this cell."), "reject")
    if _NO_NAME.search(name):
        return Odd(None, _("This does not look like anybody's name."), "reject")
    if _SEVERAL.search(name):
        return Odd(name, _("More than one name stands in this cell; one row is one person."), "reject")
    if len(name) > _LONGEST:
        return Odd(None, _("This is too long for a name."), "reject")
    if has_private_use(name):
        return Odd(
            name, _("A character of this name is of an old system and could not be told; please compare."), "warn"
        )
    if _STARRED.search(name) and not (name.startswith(("*", "＊")) and looks_like_name(bare)):
        return Odd(name, _("Part of this name is hidden by stars; it is taken as it stands."), "warn")
    if bare and bare != name:
        sentence = _(
            "A mark or a number stands beside this name: the name is taken without it, the cell is kept in the note."
        )
        return Odd(bare, sentence, "note")
    if remarks:
        return Odd(name, _("What stands in brackets behind the name is kept in the note."), "note")
    return name


def not_a_name() -> str:
    """What is said of a heading or a door where a name should stand."""
    return _("This is a heading or a door, not a name.")


_NOBODY = frozenset({"空户", "空房", "无人", "空置", "未知", "不详", "出租", "暂无", "没有", "待查"})


@cache
def _headers() -> frozenset[str]:
    """The words of a roster's columns, but for those that people are called too: 高龄 is a care category and a name."""
    return frozenset(word for word, meanings in usual(ROSTER).items() if not meanings[0].startswith("care"))


def is_door(text: str) -> bool:
    """Whether a text names a room in a building: namesakes told apart by a digit do not."""
    door = parse_door(text) if any(character.isdigit() for character in text) else None
    return door is not None and bool(door.building and door.room)


def _one_form(text: str) -> str:
    name = _DOTS.sub("·", text.strip())
    name = _WIDE_LETTERS.sub(lambda m: chr(ord(m[0]) - 0xFEE0), name)
    between = "" if _CHINESE.fullmatch(name) else " "
    return _SPACES.sub(between, name).strip(" ·")


_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}|[\u3400-\u9fff]{2,}(?:·[\u3400-\u9fff]{2,})+")


def looks_like_name(text: str) -> bool:
    """Whether a text is built like a Chinese name: a usual surname and one or two characters behind it."""
    if not _NAME.fullmatch(text):
        return False
    if "·" in text or text[:2] in _surnames("compound_surnames", "list"):
        return len(text) > 2
    return text[0] in _surnames("usual_surnames", "characters") and len(text) <= 3


@cache
def _surnames(file: str, key: str) -> frozenset[str]:
    return frozenset(tomllib.loads(resources.path("codes", f"{file}.toml").read_text("utf-8"))[key])

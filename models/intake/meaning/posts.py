"""Words for posts and for levels of the organisation: in headers, in cells, in a title."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from models.codes import code_table
from models.intake.cleaning.cells import as_text
from models.intake.meaning.lexicon import LEVELS
from models.search import fold

_RANKS = (re.compile("党小组|小组|楼组"), re.compile("支部"), re.compile("总支"), re.compile("党委|工委"))
_BEHIND = re.compile(r"(?:的?(?:姓名|名字|名单))$")
_REMARK = re.compile(r"[(（].*?[)）]")
_LISTS = r"(?:信息|基本情况|基本信息|人员|队伍)?(?:花名册|名册|名单|一览表|登记[表册簿]|信息[表册]|台账|通讯录|联系表|统计表|汇总表|公示)"
_TEAMS = (
    "两委班子成员",
    "班子成员",
    "两委成员",
    "两委班子",
    "两委干部",
    "社区干部",
    "社区工作人员",
)  # holders of several posts
_BETWEEN = re.compile(r"[、,，/兼]")
_NOT_ONE = "contact_household"  # a household, and a list of them is a roster


def rank_of(header: str) -> int:
    """How low the level is that a header names: 4 a group, 3 a branch, 2 a general branch, 1 a committee; 0 if none."""
    return next((4 - number for number, look in enumerate(_RANKS) if look.search(header)), 0)


def bare_header(header: str) -> str:
    """The last word of a header without what it says of a name: 党支部书记姓名 -> 党支部书记."""
    return _BEHIND.sub("", _REMARK.sub("", header.split(LEVELS)[-1].strip()))


@cache
def _posts() -> dict[str, str]:
    """Every word for a usual post, folded, as it is written."""
    return {
        fold(word): word for code in code_table("post").codes if code.code != _NOT_ONE
        for word in (code.zh, *code.aliases)
    }  # fmt: skip


def post_in(header: str) -> str:
    """The usual post that a header names: 党支部书记姓名, or 党支部书记 above 姓名 -> 党支部书记; blank if none."""
    groups, _level, _leaf = header.rpartition(LEVELS)
    return _posts().get(fold(bare_header(header) or bare_header(groups)), "")


def post_of_title(texts: Sequence[str]) -> str:
    """The one post whose holders a title lists: 松林苑小区网格员名单 -> 网格员; blank where it names several or none."""
    for text in texts:
        if match := _titled().search(re.sub(r"\s+", "", text)):
            return "" if re.search(r"[、和及与]$", text[: match.start()]) else _posts().get(fold(match[1]), "")
    return ""


def lists_posts(texts: Sequence[str]) -> bool:
    """Whether a title says that these are holders of posts: 网格员、楼栋长一览表, “两委”班子成员名单."""
    return any(_titled().search(re.sub(r"[\s“”\"]+", "", text)) for text in texts)


@cache
def _titled() -> re.Pattern[str]:
    words = sorted((*_posts().values(), *_TEAMS), key=len, reverse=True)
    return re.compile(rf"({'|'.join(map(re.escape, words))}){_LISTS}")


def holds_posts(values: Sequence[Any]) -> bool:
    """Whether the cells of a column name usual posts, in nearly every row."""
    texts = [as_text(value) for value in values]
    return bool(texts) and sum(all(map(post_in, _BETWEEN.split(text))) for text in texts) * 10 >= len(texts) * 6

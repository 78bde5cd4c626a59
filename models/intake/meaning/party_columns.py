"""Which columns of a dispute tell of which of its parties: by the words of a side, else by where they stand."""

import re
from collections.abc import Sequence

from models.intake.meaning.columns import Column
from models.intake.meaning.lexicon import LEVELS, NOTE

DETAILS = {"性别": "sex", "年龄": "age", "民族": "ethnic_group", "职业": "work", "职业或职务": "work"}
_OTHER_SIDE = re.compile("乙|被申请|被告|被投诉|被反映|被诉|对方|另一方|相对|第二|二$|[2Bb]$")
_SIDES = re.compile("当事人|申请|投诉|原告|被告|[甲乙一对]方")
_ADDRESS = re.compile(".*(?:住址|地址|住所|详址|单位或住址)")
_DETAIL = re.compile(rf"(.*?)[的 ]?({'|'.join(sorted(DETAILS, key=len, reverse=True))})")


def tell_parties_apart(columns: Sequence[Column]) -> None:
    """What stands under the other party's word, 当事人（乙方） over 姓名, is that party's; so is a second column of phones or
    addresses behind that party's name."""
    for one in columns:
        *groups, leaf = one.header.split(LEVELS)
        if one.meaning == NOTE and any(map(_SIDES.search, groups)) and _ADDRESS.fullmatch(leaf):
            one.take("applicant_address")
        if one.meaning.startswith("applicant") and any(map(_OTHER_SIDE.search, groups)):
            one.meaning = one.meaning.replace("applicant", "respondent")
    places = {one.meaning: one.index for one in reversed(columns)}  # of each the first
    if "applicant" not in places:
        return
    respondent = places.get("respondent")
    for name in ("applicant_phone", "applicant_address"):
        if respondent is not None and places.get(name, respondent) < respondent:
            behind = [one for one in columns if one.meaning == name and one.index > respondent]
            for one in behind[:1]:
                one.meaning = name.replace("applicant", "respondent")
    _tell_details(columns, places["applicant"], respondent)


def _tell_details(columns: Sequence[Column], applicant: int, respondent: int | None) -> None:
    """性别 behind the name of a party is that party's; behind both names it may be either's, unless it stands twice."""
    seen: set[str] = set()
    for one in sorted(columns, key=lambda column: column.index):
        found = _DETAIL.fullmatch(one.header.replace(LEVELS, "")) if one.meaning == NOTE else None
        if found is None:
            continue
        side, name = found[1], DETAILS[found[2]]
        if side and _SIDES.search(side):
            whose = "respondent" if _OTHER_SIDE.search(side) else "applicant"
        elif side or one.index < applicant:
            continue
        elif respondent is None or one.index < respondent:
            whose = "applicant"
        elif f"applicant_{name}" in seen:
            whose = "respondent"
        else:
            continue
        if f"{whose}_{name}" not in seen:
            seen.add(f"{whose}_{name}")
            one.take(f"{whose}_{name}")

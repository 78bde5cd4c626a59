"""What the columns of one table say of each other: two that claim one field, a householder's beside a member's."""

import re
from collections.abc import Collection

from models.intake.meaning.columns import Certainty, Column
from models.intake.meaning.lexicon import LEVELS, NEVER, NOTE, NOTHING, field_of, own_headers
from models.intake.meaning.owners import called_of, tell_owner_from_tenant
from models.intake.meaning.party_columns import tell_parties_apart
from models.intake.meaning.understanding import meanings_of
from models.intake.meaning.wording import SIGNED
from models.search import fold

VOLUNTEERS = ("志愿者", "义工", "志工")
_TITLE = re.compile(r"标题|主题|名称")  # of a matter: what it is about stands in the column beside it
_CLOSED = re.compile("[成失][功败].*[时日]|[结终完].*[时日]")
_PHONES = {
    "people": frozenset({"phone", "household.phone"}), "matters": frozenset({"phone"}),
    "mediations": frozenset({"applicant_phone"}),
}  # fmt: skip
_OF_THE_OFFICE = frozenset({"owner", "helpers", "mediator", "recorder", "reporter", "visitor"})
_SOMEBODY = re.compile(
    r"(?:姓名|名字|[^个每]人|人员|[网格员]员|[长属]|干部|党员|医生|配偶|家长|父亲|母亲|爱人|老师|志愿者)$"
)
_WHOSE = re.compile("本人|个人|居民|户主|业主|家庭|当事|申请|诉求|来电|反映")
_HOUSEHOLD_NO = re.compile("户.*[号码]")
MEDIATED = re.compile("调[解处]|化解")
_OWN = frozenset({"phone", "document", "birth", "sex", "work"})
_VILLAGES, _GROUPS = re.compile("(?:村|屯|寨|湾|村名称?)$"), re.compile("[组队](?:别|名|名称)?$")
_MANY = frozenset({NOTE, NEVER, "phone", "household.phone", "care", "nothing", "row_number", "community", "mark"})
# What a householder's column is for the household; any other is kept in the note.
OF_HOUSEHOLDER = {"document": "householder.document", "phone": "household.phone", "name": "householder"}


def settle_rivals(ledger: str, columns: list[Column]) -> None:
    """Two columns cannot be one field: the surer keeps it, then the one that is called as the program calls it, then
    the one that is no title, then the first."""
    if ledger == "people":
        _under_the_householder(columns)
        _tell_householder_from_member(columns)
        _leave_to_volunteers(columns)
        tell_owner_from_tenant(columns)
        _take_what_is_of_the_named(columns)
    _leave_to_whom_it_follows(ledger, columns)
    if ledger == "mediations":
        tell_parties_apart(columns)
        _tell_days_apart(columns)
    _tell_household_numbers(columns)
    order = list(Certainty)
    own = own_headers(ledger)
    taken: dict[str, Column] = {}
    for column in columns:
        rival = taken.get(column.meaning)
        if column.meaning in _MANY or column.meaning.startswith("care."):
            continue
        if rival is None:
            taken[column.meaning] = column
            continue
        if column.meaning.endswith("estate") and _are_village_and_group(column, rival):
            continue
        rank = {
            id(one): (order.index(one.certainty), fold(one.header) not in own, _is_beside(one))
            for one in (column, rival)
        }
        loser = rival if rank[id(column)] < rank[id(rival)] else column
        taken[column.meaning] = column if loser is rival else rival
        loser.doubt()
    _leave_out_signatures(columns, taken.keys())


def _leave_out_signatures(columns: list[Column], taken: Collection[str]) -> None:
    """走访人签字 beside 走访人 says nothing new."""
    for one in columns:
        if one.certainty is Certainty.CONFIRM and SIGNED.search(one.header) and one.suggestion in taken:
            one.meaning, one.certainty, one.suggestion = NOTHING, Certainty.CERTAIN, ""


def _are_village_and_group(one: Column, other: Column) -> bool:
    """Whether one column has natural villages and the other the groups in them: both together are the place."""
    return any(_VILLAGES.search(a.header) and _GROUPS.search(b.header) for a, b in ((one, other), (other, one)))


def _is_beside(column: Column) -> bool:
    """Whether what a column is called says that another is meant: a title beside the words, the way beside the result."""
    on_the_way = column.meaning == "result" and "结果" not in column.header
    return on_the_way or bool(_TITLE.search(column.header))


def _tell_household_numbers(columns: list[Column]) -> None:
    """户号 001 may be a room; where the rooms have a column of their own it is none."""
    if any(one.meaning.removeprefix("household.") in ("room", "door") for one in columns):
        for one in columns:
            asked = one.certainty is Certainty.CONFIRM and one.suggestion.removeprefix("household.") == "household_no"
            if asked and _HOUSEHOLD_NO.search(one.header):
                one.decide_by_content()


def _leave_to_volunteers(columns: list[Column]) -> None:
    """志愿者电话 is the person's own only where the names are those of volunteers; else it may be that of who helps."""
    named = next((one.header for one in columns if one.meaning == "name"), "")
    if not named or any(word in named for word in VOLUNTEERS):
        return
    for one in columns:
        if one.meaning in _OWN and any(word in one.header for word in VOLUNTEERS):
            one.doubt()


def _take_what_is_of_the_named(columns: list[Column]) -> None:
    """承租人户籍地 beside 承租人姓名 is of whoever the row is about."""
    named = next((one.header for one in columns if one.meaning == "name"), "")
    whose = next((named.removesuffix(word) for word in ("姓名", "名字") if named.endswith(word)), "")
    for one in columns if len(whose) > 1 else ():
        rest = one.header.removeprefix(whose) if one.header.startswith(whose) else ""
        if one.certainty is Certainty.CONFIRM and one.suggestion and one.suggestion in meanings_of("people", rest)[:1]:
            one.decide_by_content()


def _leave_to_whom_it_follows(ledger: str, columns: list[Column]) -> None:
    """联系电话 behind 结对党员姓名 or 调解员, also with 与老人关系 between, is that one's, if anybody's: it is asked about.
    So is 关系 there; 联系人电话 behind 联系人 need not be asked about."""
    phones = _PHONES.get(ledger, frozenset())
    whose: Column | None = None
    for one in columns:
        if one.meaning in _OF_THE_OFFICE or (one.meaning == NOTE and _SOMEBODY.search(one.header)):
            whose = one
            continue
        if whose is not None and ledger == "people" and one.header.endswith("关系"):
            if one.meaning == "relation" and "户主" not in one.header:
                one.doubt()
            continue
        if whose is not None and (one.meaning in phones or one.suggestion in phones):
            if ledger == "people" and one.header.startswith(whose.header.removesuffix("姓名")):
                one.take(NOTE)
            elif one.meaning in phones and not _WHOSE.search(one.header):
                one.doubt()
                one.label = called_of(whose.header, one.header) if ledger == "people" else ""
        whose = None


def _tell_days_apart(columns: list[Column]) -> None:
    """The day of the mediation is when a case was taken up; where another column says that, it is when it was settled."""
    taken_up = [one for one in columns if one.meaning == "accepted_on"]
    for one in taken_up:
        if len(taken_up) > 1 and MEDIATED.search(one.header):
            if any(map(_closes, columns)):
                one.doubt()
            else:
                one.take("closed_on")


def _closes(column: Column) -> bool:
    return "closed_on" in (column.meaning, column.suggestion) or bool(_CLOSED.search(column.header))


def _under_the_householder(columns: list[Column]) -> None:
    """Under 户主信息 stand the householder's name, number and phone; where members have columns of their own, the rest of
    what stands there says nothing of them and is kept in the note."""
    groups = {id(one): one.header.startswith("户主") and LEVELS in one.header for one in columns}
    if not any(groups.values()):
        return
    outside = {one.meaning for one in columns if not groups[id(one)]}
    for one in columns:
        if not groups[id(one)] or one.certainty not in (Certainty.CERTAIN, Certainty.BY_CONTENT):
            continue
        if one.meaning in OF_HOUSEHOLDER:
            one.meaning = OF_HOUSEHOLDER[one.meaning]
        elif one.meaning == "relation" and "relation" not in outside:
            continue  # it is the member's to the householder
        elif "name" in outside and field_of("people", one.meaning) and not one.meaning.startswith("household."):
            one.meaning, one.certainty = NOTE, Certainty.CONFIRM


def _tell_householder_from_member(columns: list[Column]) -> None:
    """Where a row names a householder and a member, a number or phone between the two names is the householder's; of
    several numbers behind both names nobody can tell whose they are, and all are asked about."""
    places = {column.meaning: column.index for column in columns if column.meaning in ("householder", "name")}
    if len(places) < 2 or places["householder"] > places["name"]:
        return
    numbers = [column for column in columns if column.meaning == "document"]
    for one in columns:
        if one.meaning in ("document", "phone") and places["householder"] < one.index < places["name"]:
            one.meaning = OF_HOUSEHOLDER[one.meaning]
    behind = [one for one in numbers if one.meaning == "document"]
    if len(behind) > 1 and len({fold(one.header) for one in behind}) == 1:
        for one in behind:
            one.doubt()

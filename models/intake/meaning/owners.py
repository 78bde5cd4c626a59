"""Who is who in a list of dwellings: the owner, whose phone is nobody else's, and the tenant, who lives there."""

import re
from collections.abc import Sequence
from typing import Any

from models.intake.cleaning.names import looks_like_name
from models.intake.meaning.columns import Column
from models.intake.meaning.lexicon import NOTE
from models.intake.meaning.looks import filled
from models.intake.meaning.understanding import meanings_of

ROSTER_NAME = "姓名"
OWNERS = re.compile("房东|房主|业主|产权|出租人|出租方|屋主")
_LANDLORD = re.compile("房东|出租人|出租方")
_TENANT = re.compile("租户|租客|承租|房客|租住|租赁人")
_CALLED_TENANT = re.compile(r"(?:租户|租客|房客|承租户|承租方|租住人|租住户|租赁人)")
_LIVING_IN = re.compile("(?:业主|房主|屋主|产权人)(?=.)")  # who may well live there; a landlord does not
_OF_WHOM = re.compile("本人|个人|居民|户主|家庭")
_NAMES = ("name", "householder", "household.owner_name")
_OWN = ("document", "phone", "birth", "sex", "ethnic_group", "work", "education", "registered_address")
_MOSTLY = 0.6


def as_persons(headers: Sequence[str], columns: Sequence[Sequence[Any]] = ()) -> list[str]:
    """The headers with 姓名 for the one whose names are of people though it is no word for a person: 租户 beside
    租户身份证号, else the owner beside his number. As they are where somebody else is named."""
    meant = [next(iter(meanings_of("people", header)), "") for header in headers]
    if "name" in meant or "householder" in meant:
        return list(headers)
    numbered = [header for header, one in zip(headers, meant, strict=True) if one == "document"]
    tenants = [at for at, header in enumerate(headers) if _CALLED_TENANT.fullmatch(header) and _names(columns, at)]
    owners = [at for at, one in enumerate(meant) if one == "household.owner_name" and not _LANDLORD.search(headers[at])]
    if tenants and any(map(_TENANT.search, numbered)):
        at = tenants[0]
    elif owners and not tenants and (any(not _TENANT.search(one) for one in numbered) or any(map(_numbers, headers))):
        at = owners[0]
    else:
        return list(headers)
    return [ROSTER_NAME if i == at else header for i, header in enumerate(headers)]


def _names(columns: Sequence[Sequence[Any]], at: int) -> bool:
    texts = filled(columns[at]) if at < len(columns) else []
    return bool(texts) and sum(map(looks_like_name, texts)) >= _MOSTLY * len(texts)


def _numbers(header: str) -> bool:
    return _of_owner(header) == "document"


def _of_owner(header: str) -> str:
    """What 业主身份证号 and 业主性别 say of the owner."""
    rest = _LIVING_IN.match(header)
    return next(iter(meanings_of("people", header[rest.end() :])), "") if rest else ""


def name_persons(columns: list[Column], values: Sequence[Sequence[Any]]) -> None:
    """In a roster without names the tenants, or else the owners with their numbers, are its people."""
    headers = [one.header for one in columns]
    at = next((i for i, header in enumerate(as_persons(headers, values)) if header != headers[i]), None)
    if at is None:
        return
    columns[at].take("name")
    if OWNERS.search(headers[at]):
        for one in columns:
            if (meaning := _of_owner(one.header)) in _OWN and one.meaning in (NOTE, "household.phone"):
                one.take(meaning)
            elif _TENANT.search(one.header) and one.meaning in _OWN:
                one.take(NOTE)


def tell_owner_from_tenant(columns: Sequence[Column]) -> None:
    """The owner's phone is not that of the people in the row: beside tenants it is kept in the note, else it is one of
    the household. A phone without a word of its own is the owner's where it stands behind him, before or beside the
    phone of the others; where it is the only one, it is asked about."""
    name = next((one for one in columns if one.meaning == "name"), None)
    owner = next((one for one in columns if one.meaning == "household.owner_name"), None)
    if name is None:
        return
    let = bool(_TENANT.search(name.header)) or any(map(_LANDLORD.search, (one.header for one in columns)))
    phones = [one for one in columns if one.meaning == "phone"]
    for one in columns:
        if one.meaning == "household.phone" and let and OWNERS.search(one.header):
            one.doubt()
        elif owner is not None and one.meaning == "phone" and _follows(columns, one, owner):
            if owner.index > name.index and len(phones) == 1:
                one.doubt()
            else:
                one.take(NOTE if let else "household.phone")
            one.label = called_of(owner.header, one.header)


def called_of(whose: str, header: str) -> str:
    """What a column is called once it is said whose it is: 业主姓名 and 联系电话 make 业主联系电话."""
    whose = re.sub(r"\s+", "", whose)
    return (whose.removesuffix("姓名") or whose) + header


def _follows(columns: Sequence[Column], one: Column, owner: Column) -> bool:
    """Whether a phone that does not say whose it is stands behind the owner, who has none yet, and behind nobody who is
    named later."""
    if _OF_WHOM.search(one.header) or _TENANT.search(one.header) or OWNERS.search(one.header):
        return False
    between = [other for other in columns if owner.index < other.index < one.index]
    if owner.index > one.index or any(other.meaning in _NAMES or _is_phone(other.header) for other in between):
        return False
    later = any(other.meaning in ("name", "householder") and other.index > one.index for other in columns)
    return later or all(OWNERS.search(other.header) for other in between)


def _is_phone(header: str) -> bool:
    return any(meaning.endswith("phone") for meaning in meanings_of("people", header))

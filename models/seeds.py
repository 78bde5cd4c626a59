"""What a new register begins with: level schemes, posts, care categories and visit rules, all open to change."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert

from models.codes import Code, code_table
from models.errors import Mistake
from models.fields import Values
from models.households import CareCategory
from models.ids import new_id
from models.organisation import LevelScheme, Office, Post
from models.visits import VisitRule
from models.words import _


def sow(connection: Connection, office: str, scheme: str) -> None:
    """Fill the tables of a new register for `office` with the level scheme of key `scheme`."""
    schemes = {code.code: code for code in code_table("level_scheme").codes}
    if scheme not in schemes:
        known = ", ".join(schemes)
        raise Mistake(_("There is no level scheme {scheme}; there are {known}.").format(scheme=scheme, known=known))
    scheme_ids = {key: new_id() for key in schemes}
    connection.execute(
        insert(LevelScheme),
        [{"id": scheme_ids[key], "key": key, "name": code.zh} | _levels(code.extra) for key, code in schemes.items()],
    )
    connection.execute(
        insert(Office), {"id": new_id(), "name": office, "scheme_id": scheme_ids[scheme], "case_prefix": office[:1]}
    )
    connection.execute(insert(Post), [post_of(code, scheme) for code in code_table("post").codes])
    categories = {code.code: new_id() for code in code_table("care_category").codes}
    connection.execute(
        insert(CareCategory),
        [
            {"id": categories[code.code], "key": code.code, "name": code.zh, "rank": rank * 10}
            for rank, code in enumerate(code_table("care_category").codes, 1)
        ],
    )
    connection.execute(
        insert(VisitRule),
        [
            {"id": new_id(), "name": c.zh, "category_id": categories[c.extra["category"]], "period": c.extra["period"]}
            for c in code_table("visit_rule").codes
        ],
    )


def post_of(code: Code, scheme: str = "") -> Values:
    """A usual post as a register of a level scheme begins with it; without one it is a post of any level."""
    return {
        "id": new_id(), "key": code.code, "name": code.zh, "rank": code.extra.get("rank", 50),
        "head": code.extra.get("head", False), "officer": code.extra.get("officer", False),
        "level": (code.extra.get("level") or {}).get(scheme), "duties": "\n".join(code.extra.get("duties", ())) or None,
    }  # fmt: skip


def _levels(extra: Mapping[str, Any]) -> dict[str, str]:
    named = {}
    for number, level in enumerate(extra["levels"], 1):
        named[f"level{number}"] = level["zh"]
        named[f"area{number}"] = level["area_zh"]
    return named

"""Every record type there is, in the order in which the window and the workbooks show them.

A new ledger is one file with a table and a spec, and its line here.
"""

from models.access.staff import STAFF
from models.fields import RecordSpec
from models.households import CARE_CATEGORIES, CARES, HOUSEHOLDS, PEOPLE
from models.intake.sheets import memory as _memory  # noqa: F401  (its tables are in every register)
from models.issued_boards import ISSUED_BOARDS
from models.legal_holds import LEGAL_HOLDS
from models.matters import MATTER_STEPS, MATTERS
from models.mediation import MEDIATION_FOLLOW_UPS, MEDIATION_PARTIES, MEDIATIONS
from models.mediation_sessions import MEDIATION_SESSIONS
from models.organisation import APPOINTMENTS, GRIDS, LEVEL_SCHEMES, OFFICES, POSTS, UNIT_GRIDS, UNITS
from models.public_notices import PUBLIC_NOTICES
from models.visits import VISIT_RULES, VISITS

RECORDS: tuple[RecordSpec, ...] = (
    UNITS,
    GRIDS,
    UNIT_GRIDS,
    POSTS,
    APPOINTMENTS,
    HOUSEHOLDS,
    PEOPLE,
    CARES,
    VISITS,
    MATTERS,
    MATTER_STEPS,
    MEDIATIONS,
    MEDIATION_PARTIES,
    MEDIATION_SESSIONS,
    MEDIATION_FOLLOW_UPS,
    LEGAL_HOLDS,
    ISSUED_BOARDS,
    PUBLIC_NOTICES,
    CARE_CATEGORIES,
    VISIT_RULES,
    LEVEL_SCHEMES,
    STAFF,
    OFFICES,
)


_BY_KEY = {spec.key: spec for spec in RECORDS}
_BY_TABLE = {spec.table_name: spec for spec in RECORDS}


def spec(key: str) -> RecordSpec:
    """The record type of a ledger key such as "people"; KeyError if there is none."""
    return _BY_KEY[key]


def spec_of_table(name: str) -> RecordSpec:
    """The record type kept in table `name`; KeyError if there is none."""
    return _BY_TABLE[name]


def has_spec(table_name: str) -> bool:
    """Whether a table is a record type of its own: earlier stays of a person, for one, are not."""
    return table_name in _BY_TABLE


def lines_of(parent: RecordSpec) -> tuple[RecordSpec, ...]:
    """The record types that are lines of another: the trail of a matter, the parties of a case."""
    return tuple(s for s in RECORDS if s.parent and s.target(s.parent) == parent.table_name)

"""The four-level organisation map, the grids beside it, and who holds which post."""

from datetime import date

from sqlalchemy import LargeBinary, String, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.checks import phone_warning
from models.errors import Mistake
from models.fields import Field, Kind, RecordSpec, Values
from models.structure.placements import GridPlacement, UnitPlacement, keep
from models.tables import Record, reference, value_of
from models.words import N_, _

LOWEST_LEVEL = 4


class LevelScheme(Record):
    """The names of the four levels, and of the areas they look after."""

    __tablename__ = "level_scheme"

    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    level1: Mapped[str] = mapped_column(String(40))
    level2: Mapped[str] = mapped_column(String(40))
    level3: Mapped[str] = mapped_column(String(40))
    level4: Mapped[str] = mapped_column(String(40))
    area1: Mapped[str | None] = mapped_column(String(40))
    area2: Mapped[str | None] = mapped_column(String(40))
    area3: Mapped[str | None] = mapped_column(String(40))
    area4: Mapped[str | None] = mapped_column(String(40))


LEVEL_SCHEMES = RecordSpec(
    key="level_schemes", table=LevelScheme, one=N_("Level scheme"), many=N_("Level schemes"), sheet="层级方案",
    title=("name",), order=("name",), identity=("key",),
    fields=(
        Field("key", "Key", "代号"),
        Field("name", "Name", "名称", listed=True),
        Field("level1", "Level 1", "第一级", section=N_("Levels"), listed=True),
        Field("level2", "Level 2", "第二级", section=N_("Levels"), listed=True),
        Field("level3", "Level 3", "第三级", section=N_("Levels"), listed=True),
        Field("level4", "Level 4", "第四级", section=N_("Levels"), listed=True),
        Field("area1", "Area of level 1", "第一级辖区", section=N_("Areas")),
        Field("area2", "Area of level 2", "第二级辖区", section=N_("Areas")),
        Field("area3", "Area of level 3", "第三级辖区", section=N_("Areas")),
        Field("area4", "Area of level 4", "第四级辖区", section=N_("Areas")),
    ),
)  # fmt: skip


class Office(Record):
    """The office that keeps this register: one row."""

    __tablename__ = "office"

    name: Mapped[str] = mapped_column(String(80))
    street: Mapped[str | None] = mapped_column(String(80))
    division_code: Mapped[str | None] = mapped_column(String(12))
    address: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(40))
    supervision_phone: Mapped[str | None] = mapped_column(String(40))
    hotlines: Mapped[str | None] = mapped_column(Text)
    committee: Mapped[str | None] = mapped_column(String(80))
    case_prefix: Mapped[str | None] = mapped_column(String(20))
    emblem: Mapped[bytes | None] = mapped_column(
        LargeBinary, deferred=True
    )  # as its file is: never cropped or drawn anew
    scheme_id: Mapped[str] = reference("level_scheme", index=False)


OFFICES = RecordSpec(
    key="offices", table=Office, one=N_("Office"), many=N_("Offices"), sheet="本单位",
    title=("name",), order=("name",), identity=("name",),
    fields=(
        Field("name", "Office", "单位名称", listed=True),
        Field("street", "Street", "所属街道", listed=True),
        Field("division_code", "Division code", "区划代码"),
        Field("scheme_id", "Level scheme", "层级方案", listed=True),
        Field("address", "Address", "办公地址", section=N_("For notice boards")),
        Field("phone", "Service phone", "服务电话", section=N_("For notice boards"), kind=Kind.PHONE, listed=True),
        Field("supervision_phone", "Supervision phone", "监督电话", section=N_("For notice boards"), kind=Kind.PHONE),
        Field("hotlines", "Hotlines, one a line", "便民电话", section=N_("For notice boards")),
        Field("committee", "Mediation committee", "人民调解委员会", section=N_("Mediation")),
        Field("case_prefix", "Word in case numbers", "案号简称", section=N_("Mediation")),
    ),
)  # fmt: skip


class Unit(Record):
    """A node of the four-level tree."""

    __tablename__ = "unit"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    parent_id: Mapped[str | None] = reference("unit")
    level: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(String(80))
    area_name: Mapped[str | None] = mapped_column(String(80))
    introduction: Mapped[str | None] = mapped_column(Text)
    duties: Mapped[str | None] = mapped_column(Text)
    service_area: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(String(40))
    supervision_phone: Mapped[str | None] = mapped_column(String(40))
    photo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


def _prepare_unit(session: Session, values: Values, before: Values | None) -> None:
    """The level follows from the parent; no unit stands under itself or below the fourth level.

    A parent changed by hand is a move that takes effect today: the earlier place is kept. (models/structure/unit_changes.py moves
    on a day of one's own choosing.)
    """
    parent_id = values.get("parent_id")
    level = 1
    if parent_id:
        level = 1 + (value_of(session, Unit.level, parent_id) or 0)
    if before is not None and before.get("level") not in (None, level):
        raise Mistake(_("A unit keeps its level when it moves: pick a parent one level above it."), "parent_id")
    if level > LOWEST_LEVEL:
        raise Mistake(_("There are four levels; a unit cannot stand below the fourth."), "parent_id")
    values["level"] = level
    if before is not None and before.get("parent_id") != parent_id:
        keep(session, UnitPlacement, {values["id"]: (before.get("parent_id"), before.get("valid_from"))}, date.today())


UNITS = RecordSpec(
    key="units", table=Unit, one=N_("Unit"), many=N_("Units"), sheet="组织",
    title=("name",), order=("code",), unit=("id",), identity=("code",), prepare=_prepare_unit,
    fields=(
        Field("code", "Code", "组织编号", listed=True, searchable=True, public=True, synonyms=("编号", "组织代码")),
        Field("name", "Organisation", "组织名称", listed=True, searchable=True, public=True,
              synonyms=("党组织名称", "支部名称", "党小组", "名称")),
        Field("area_name", "Area", "片区名称", listed=True, searchable=True, public=True,
              synonyms=("小区", "楼栋", "片区")),
        Field("level", "Level", "层级", listed=True, computed=True, public=True),
        Field("parent_id", "Under", "上级组织", listed=True, synonyms=("上级", "所属组织", "上级党组织")),
        Field("service_area", "Service area", "服务范围", section=N_("For notice boards"), public=True),
        Field("introduction", "Introduction", "基本介绍", section=N_("For notice boards"), public=True),
        Field("duties", "Duties, one a line", "职能职责", section=N_("For notice boards"), public=True),
        Field("phone", "Phone", "联系电话", section=N_("For notice boards"), kind=Kind.PHONE, public=True,
              synonyms=("电话", "联系方式"), check=phone_warning("phone")),
        Field("supervision_phone", "Supervision phone", "监督电话", section=N_("For notice boards"), kind=Kind.PHONE,
              public=True, check=phone_warning("supervision_phone")),
        Field("photo", "Photo", "照片", section=N_("For notice boards"), public=True),
        Field("valid_from", "Since", "成立日期", section=N_("Time"), public=True),
        Field("valid_to", "Closed on", "撤销日期", section=N_("Time"), public=True),
    ),
)  # fmt: skip


class Grid(Record):
    """A service area of about 300 to 500 households, beside the party chain."""

    __tablename__ = "grid"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    unit_id: Mapped[str | None] = reference("unit")
    area: Mapped[str | None] = mapped_column(Text)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(Text)


def _prepare_grid(session: Session, values: Values, before: Values | None) -> None:
    """A grid given to another unit leaves a placement, as a unit does."""
    if before is not None and before.get("unit_id") != values.get("unit_id"):
        keep(session, GridPlacement, {values["id"]: (before.get("unit_id"), before.get("valid_from"))}, date.today())


GRIDS = RecordSpec(
    key="grids", table=Grid, one=N_("Grid"), many=N_("Grids"), sheet="网格",
    title=("name",), order=("code",), unit=("unit_id",), identity=("code",), prepare=_prepare_grid,
    fields=(
        Field("code", "Code", "网格编号", listed=True, searchable=True, public=True, synonyms=("网格编码", "编号")),
        Field("name", "Grid", "网格名称", listed=True, searchable=True, public=True, synonyms=("网格",)),
        Field("unit_id", "Community", "所属组织", listed=True, synonyms=("所属社区", "社区")),
        Field("area", "Area", "网格范围", listed=True, public=True, synonyms=("范围", "四至")),
        Field("valid_from", "Since", "设立日期", section=N_("Time")),
        Field("valid_to", "Closed on", "撤销日期", section=N_("Time")),
        Field("note", "Note", "备注", section=N_("Time")),
    ),
)  # fmt: skip


class UnitGrid(Record):
    """A unit of level 3 or 4 that stands on a grid; one unit may stand on several, one grid may carry several."""

    __tablename__ = "unit_grid"

    unit_id: Mapped[str] = reference("unit")
    grid_id: Mapped[str] = reference("grid")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


UNIT_GRIDS = RecordSpec(
    key="unit_grids", table=UnitGrid, one=N_("Grid of a unit"), many=N_("Grids of units"), sheet="组织与网格",
    title=("unit_id", "grid_id"), order=("unit_id",), parent="unit_id", unit=("unit_id",),
    identity=("unit_id", "grid_id"),
    fields=(
        Field("unit_id", "Unit", "组织", listed=True),
        Field("grid_id", "Grid", "网格", listed=True),
        Field("valid_from", "Since", "起始日期", listed=True),
        Field("valid_to", "Until", "截止日期", listed=True),
    ),
)  # fmt: skip


class Post(Record):
    """A kind of position: secretary, grid head, building head, one of the five officers ..."""

    __tablename__ = "post"

    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    level: Mapped[int | None]
    rank: Mapped[int] = mapped_column(default=50)
    head: Mapped[bool] = mapped_column(default=False)
    officer: Mapped[bool] = mapped_column(default=False)
    duties: Mapped[str | None] = mapped_column(Text)


POSTS = RecordSpec(
    key="posts", table=Post, one=N_("Post"), many=N_("Posts"), sheet="岗位",
    title=("name",), order=("rank",), identity=("key",),
    fields=(
        Field("key", "Key", "代号"),
        Field("name", "Post", "岗位名称", listed=True, public=True, synonyms=("岗位", "职务")),
        Field("level", "At level", "适用层级", listed=True),
        Field("rank", "Rank on boards", "排序", listed=True),
        Field("head", "Leads the unit", "是否负责人", listed=True),
        Field("officer", "One of the five officers", "是否五员", listed=True),
        Field("duties", "Duties", "岗位职责", public=True),
    ),
)  # fmt: skip


class Appointment(Record):
    """A person in a post at a unit, from a date to a date.

    `shown_name`, `public_phone`, `photo`, `pledge` and `duties` are what a notice board may say of the person: the
    board reads them here and never the person's own row.
    """

    __tablename__ = "appointment"

    unit_id: Mapped[str] = reference("unit")
    grid_id: Mapped[str | None] = reference("grid")
    post_id: Mapped[str] = reference("post")
    person_id: Mapped[str | None] = reference("person")
    shown_name: Mapped[str] = mapped_column(String(60))
    party_member: Mapped[bool | None]
    since: Mapped[date | None]
    until: Mapped[date | None]
    how_chosen: Mapped[str | None] = mapped_column(String(20))
    votes: Mapped[int | None]
    public_phone: Mapped[str | None] = mapped_column(String(40))
    phone_kind: Mapped[str | None] = mapped_column(String(20))
    phone_consent_on: Mapped[date | None]
    photo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    photo_consent_on: Mapped[date | None]
    consent_withdrawn_on: Mapped[date | None]
    pledge: Mapped[str | None] = mapped_column(String(200))
    duties: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)


APPOINTMENTS = RecordSpec(
    key="appointments", table=Appointment, one=N_("Appointment"), many=N_("Appointments"), sheet="任职",
    title=("shown_name", "post_id"), order=("unit_id",), unit=("unit_id",), dated="since",
    identity=("unit_id", "post_id", "shown_name"),
    fields=(
        Field("shown_name", "Name", "姓名", listed=True, searchable=True, public=True),
        Field("post_id", "Post", "岗位", listed=True, public=True, synonyms=("职务", "岗位名称")),
        Field("unit_id", "Unit", "所在组织", listed=True, synonyms=("组织", "所在支部", "所属组织")),
        Field("grid_id", "Grid", "所属网格", listed=True, synonyms=("网格",)),
        Field("person_id", "Person in the register", "对应人员"),
        Field("party_member", "Party member", "是否党员", public=True),
        Field("since", "Since", "任职日期", section=N_("Time"), listed=True, synonyms=("任职时间", "起始日期")),
        Field("until", "Until", "离任日期", section=N_("Time"), listed=True, synonyms=("离任时间",)),
        Field("how_chosen", "How chosen", "产生方式", section=N_("Time"), codes="how_chosen"),
        Field("votes", "Votes", "得票数", section=N_("Time")),
        Field("public_phone", "Phone to publish", "公示电话", section=N_("For notice boards"), kind=Kind.PHONE,
              listed=True, public=True, synonyms=("联系电话", "电话", "联系方式", "办公电话"),
              check=phone_warning("public_phone")),
        Field("phone_kind", "Kind of phone", "电话类型", section=N_("For notice boards"), codes="phone_kind"),
        Field("phone_consent_on", "Consent to publish the phone", "同意公示电话日期", section=N_("For notice boards")),
        Field("photo", "Photo", "照片", section=N_("For notice boards"), public=True),
        Field("photo_consent_on", "Consent to publish the photo", "同意公示照片日期", section=N_("For notice boards")),
        Field("consent_withdrawn_on", "Consent withdrawn", "撤回同意日期", section=N_("For notice boards")),
        Field("pledge", "Pledge", "承诺", section=N_("For notice boards"), public=True),
        Field("duties", "Duties", "职责", section=N_("For notice boards"), public=True),
        Field("note", "Note", "备注", section=N_("For the office")),
    ),
)  # fmt: skip

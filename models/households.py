"""Households behind their doors, the people who live in them, and the care they are in."""

from datetime import date

from sqlalchemy import Index, String, Text, case, func, literal, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.checks import birth_in_document, document_warning, phone_warning, sex_in_document
from models.doors import door_key, door_text
from models.fields import Field, Kind, RecordSpec, Values
from models.structure.placements import HouseholdPlacement, keep
from models.tables import Record, reference, value_of
from models.words import N_

NAMED = 80


class Household(Record):
    """A door and those behind it. `door` is 3-2-502: building, entrance, room; `door_key` sorts as people count."""

    __tablename__ = "household"
    __table_args__ = (Index("ix_household_door_order", "door_key", "id"),)

    estate: Mapped[str | None] = mapped_column(String(60))
    building: Mapped[str | None] = mapped_column(String(20))
    entrance: Mapped[str | None] = mapped_column(String(20))
    floor: Mapped[str | None] = mapped_column(String(10))
    room: Mapped[str | None] = mapped_column(String(20))
    door: Mapped[str] = mapped_column(String(80), default="")
    door_key: Mapped[str] = mapped_column(String(160), default="")
    household_no: Mapped[str | None] = mapped_column(String(40))
    unit_id: Mapped[str | None] = reference("unit")
    grid_id: Mapped[str | None] = reference("grid")
    tenure: Mapped[str | None] = mapped_column(String(20))
    state: Mapped[str | None] = mapped_column(String(20))
    owner_name: Mapped[str | None] = mapped_column(String(60))
    phone: Mapped[str | None] = mapped_column(String(60))
    contact_household: Mapped[bool] = mapped_column(default=False)
    since: Mapped[date | None]
    until: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(Text)
    unit_named: Mapped[str | None] = mapped_column(String(NAMED))  # by a file, while the register knows no such unit
    grid_named: Mapped[str | None] = mapped_column(String(NAMED))


def _prepare_household(session: Session, values: Values, before: Values | None) -> None:
    values["door"] = door_text(values.get("building"), values.get("entrance"), values.get("room"))
    values["door_key"] = door_key(values.get("estate"), values["door"])
    if before and before["door_key"] != values["door_key"]:
        lives_here = update(Person).where(Person.household_id == values["id"])
        rank = case((Person.relation == "02", "00"), else_=func.coalesce(Person.relation, "99"))
        session.execute(lives_here.values(home_key=literal(values["door_key"] + " ") + rank))
    if before and before.get("unit_id") != values.get("unit_id"):  # a move that takes effect today
        keep(session, HouseholdPlacement, {values["id"]: (before.get("unit_id"), before.get("since"))}, date.today())


HOUSEHOLDS = RecordSpec(
    key="households", table=Household, one=N_("Household"), many=N_("Households"), sheet="户",
    title=("estate", "door"), order=("door_key",), unit=("unit_id",), identity=("estate", "door"),
    prepare=_prepare_household,
    fields=(
        Field("estate", "Estate", "小区", section=N_("Door"), listed=True, searchable=True,
              synonyms=("小区名称", "院落", "楼院", "居民小区", "现住小区", "所在小区", "自然村", "村组")),
        Field("door", "Door", "门牌", section=N_("Door"), listed=True, searchable=True, computed=True,
              synonyms=("门牌地址", "住址", "地址", "详细地址", "房屋地址", "现住址", "家庭住址")),
        Field("building", "Building", "楼栋", section=N_("Door"),
              synonyms=("楼号", "栋号", "幢", "幢号", "楼栋号", "楼", "号楼", "座", "几栋")),
        Field("entrance", "Entrance", "单元", section=N_("Door"), synonyms=("单元号", "门洞", "楼道", "梯")),
        Field("floor", "Floor", "楼层", section=N_("Door")),
        Field("room", "Room", "房号", section=N_("Door"), synonyms=("室号", "房间号", "室", "楼层房号")),
        Field("unit_id", "Unit", "所属组织", section=N_("Belongs to"), listed=True, named="unit_named",
              synonyms=("所属楼栋组织", "党小组", "所属党小组", "楼栋党小组")),
        Field("grid_id", "Grid", "所属网格", section=N_("Belongs to"), listed=True, named="grid_named",
              synonyms=("网格", "网格号", "网格名称", "网格编号", "所在网格", "几网格")),
        Field("household_no", "Household number", "户号", section=N_("Belongs to"), searchable=True,
              synonyms=("户编号", "户编码", "户口簿号", "家庭编号", "户籍编号")),
        Field("state", "State", "居住状态", section=N_("Dwelling"), codes="dwelling_state", listed=True,
              synonyms=("居住情况", "房屋使用情况", "自住/出租", "房屋状态", "住房性质", "是否空置")),
        Field("tenure", "Tenure", "居住方式", section=N_("Dwelling"), codes="tenure"),
        Field("owner_name", "Owner of the dwelling", "房主", section=N_("Dwelling"), sensitive=True,
              synonyms=("房东", "产权人", "业主", "业主姓名")),
        Field("phone", "Phone", "家庭电话", section=N_("Dwelling"), kind=Kind.PHONE, searchable=True, sensitive=True,
              listed=True, synonyms=("固定电话",), check=phone_warning("phone")),
        Field("contact_household", "Member contact household", "党员中心户", section=N_("Dwelling")),
        Field("since", "In the register since", "入册日期", section=N_("Time")),
        Field("until", "Left the register", "销户日期", section=N_("Time")),
        Field("note", "Note", "备注", section=N_("Time"), synonyms=("说明", "附注")),
    ),
)  # fmt: skip


HOMELESS_KEY = "\U0010fffd"  # the last character there is: it sorts behind every door


def home_key(door_key: str | None, relation: str | None) -> str:
    """What people sort by: their door, then the householder before the others."""
    return HOMELESS_KEY if door_key is None else f"{door_key} {'00' if relation == '02' else relation or '99'}"


class Person(Record):
    """Someone who lives here, is registered here, or serves here.

    `household_id`, `relation` and `moved_in` say where the person lives now; earlier stays are `Residence` rows.
    `home_key` repeats the door's key and the relation, so that 300,000 people sort by door from an index.
    """

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_household", "household_id", "relation", "id"),
        Index("ix_person_home_key", "home_key", "id"),
        Index("ix_person_document", "document"),
        Index("ix_person_name", "name", "birth"),
    )

    name: Mapped[str] = mapped_column(String(60))
    former_name: Mapped[str | None] = mapped_column(String(60))
    household_id: Mapped[str | None] = reference("household", index=False)
    relation: Mapped[str | None] = mapped_column(String(4))
    home_key: Mapped[str] = mapped_column(String(180), default=HOMELESS_KEY)
    document_type: Mapped[str | None] = mapped_column(String(20))
    document: Mapped[str | None] = mapped_column(String(40))
    sex: Mapped[str | None] = mapped_column(String(2))
    birth: Mapped[date | None]
    ethnic_group: Mapped[str | None] = mapped_column(String(4))
    education: Mapped[str | None] = mapped_column(String(4))
    political: Mapped[str | None] = mapped_column(String(4))
    marital: Mapped[str | None] = mapped_column(String(4))
    phone: Mapped[str | None] = mapped_column(String(60))
    work: Mapped[str | None] = mapped_column(String(120))
    residency: Mapped[str | None] = mapped_column(String(20))
    registration: Mapped[str | None] = mapped_column(String(20))
    registered_address: Mapped[str | None] = mapped_column(String(200))
    volunteer: Mapped[bool] = mapped_column(default=False)
    party_branch: Mapped[str | None] = mapped_column(String(80))
    joined_party_on: Mapped[date | None]
    moved_in: Mapped[date | None]
    moved_out: Mapped[date | None]
    died_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(Text)


class Residence(Record):
    """An earlier stay of a person in a household, kept when the person moves."""

    __tablename__ = "residence"

    person_id: Mapped[str] = reference("person")
    household_id: Mapped[str] = reference("household")
    relation: Mapped[str | None] = mapped_column(String(4))
    since: Mapped[date | None]
    until: Mapped[date]


def _prepare_person(session: Session, values: Values, before: Values | None) -> None:
    """Birth and sex follow from a good document number where they are blank; a move keeps the earlier stay."""
    document = values.get("document")
    if document:
        values["birth"] = values.get("birth") or birth_in_document(document)
        values["sex"] = values.get("sex") or sex_in_document(document)
    door = value_of(session, Household.door_key, values.get("household_id"))
    values["home_key"] = home_key(door, values.get("relation"))
    home = before.get("household_id") if before else None
    if before and home and home != values.get("household_id"):
        moved = values.get("moved_in")
        if moved is None or moved == before.get("moved_in"):
            values["moved_in"] = moved = date.today()
        session.add(Residence(person_id=values["id"], household_id=home, relation=before.get("relation"),
                              since=before.get("moved_in"), until=moved))  # fmt: skip
        cares = update(Care).where(Care.person_id == values["id"], Care.until.is_(None))
        if values.get("household_id"):
            session.execute(cares.values(household_id=values["household_id"]))


PEOPLE = RecordSpec(
    key="people", table=Person, one=N_("Person"), many=N_("People"), sheet="人员",
    title=("name",), order=("home_key",), unit=("household_id", "unit_id"),
    identity=("name", "birth"), prepare=_prepare_person,
    fields=(
        Field("name", "Name", "姓名", section=N_("Basics"), listed=True, searchable=True,
              synonyms=("名字", "居民姓名", "人员姓名", "成员姓名", "家庭成员", "家庭成员姓名", "党员姓名", "本人姓名")),
        Field("former_name", "Former name", "曾用名", section=N_("Basics"), searchable=True, synonyms=("别名",)),
        Field("household_id", "Household", "住户", section=N_("Basics"), listed=True),
        Field("relation", "Relation to householder", "与户主关系", section=N_("Basics"), codes="relation", listed=True,
              synonyms=("户主关系", "家庭关系", "关系", "与户主的关系", "家庭成员关系", "成员关系", "称谓")),
        Field("document_type", "Document", "证件类型", section=N_("Basics"), codes="document_type",
              synonyms=("证件种类", "证件名称")),
        Field("document", "Document number", "证件号码", section=N_("Basics"), kind=Kind.DOCUMENT, searchable=True,
              sensitive=True, check=document_warning,
              synonyms=("身份证号", "身份证号码", "公民身份号码", "公民身份证号", "公民身份证号码", "证件号", "身份证",
                        "居民身份证号", "身份号码", "二代证号", "身份证件号码")),
        Field("sex", "Sex", "性别", section=N_("Basics"), codes="sex", listed=True, synonyms=("男/女",)),
        Field("birth", "Birth", "出生日期", section=N_("Basics"), listed=True,
              synonyms=("出生年月", "出生年月日", "生日", "出生时间", "出生")),
        Field("phone", "Phone", "联系电话", section=N_("Basics"), kind=Kind.PHONE, listed=True, searchable=True,
              sensitive=True, check=phone_warning("phone"),
              synonyms=("电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "联系号码", "移动电话", "本人电话",
                        "联系人电话", "tel")),
        Field("ethnic_group", "Ethnic group", "民族", section=N_("More"), codes="ethnic_group", synonyms=("族别",)),
        Field("education", "Education", "文化程度", section=N_("More"), codes="education",
              synonyms=("学历", "教育程度", "最高学历", "受教育程度", "文化")),
        Field("political", "Political status", "政治面貌", section=N_("More"), codes="political",
              synonyms=("政治面目", "面貌", "党派")),
        Field("marital", "Marital status", "婚姻状况", section=N_("More"), codes="marital",
              synonyms=("婚姻", "婚否", "婚姻状态")),
        Field("work", "Work", "工作单位", section=N_("More"),
              synonyms=("服务处所", "就业单位", "工作学习单位", "工作学习情况", "职业", "就业状况")),
        Field("volunteer", "Volunteer", "是否志愿者", section=N_("More"), synonyms=("志愿者",)),
        Field("party_branch", "Party branch", "所在党支部", section=N_("More"),
              synonyms=("所属支部", "党支部", "所在支部", "组织关系所在支部")),
        Field("joined_party_on", "Joined the party", "入党日期", section=N_("More"),
              synonyms=("入党时间", "加入党组织日期", "加入中共组织的时间", "入党年月")),
        Field("residency", "Residency", "人员类型", section=N_("Residence"), codes="residency",
              synonyms=("人口类型", "人口类别", "居住类型", "常住/流动", "常住人口类别", "是否常住")),
        Field("registration", "Registered", "户籍类别", section=N_("Residence"), codes="registration",
              synonyms=("户籍类型", "是否人户分离", "人户分离")),
        Field("registered_address", "Registered address", "户籍地址", section=N_("Residence"), sensitive=True,
              synonyms=("户籍地", "户口所在地", "户籍所在地", "户口地址", "户籍详址", "身份证地址")),
        Field("moved_in", "Moved in", "迁入日期", section=N_("Residence"), synonyms=("入住日期", "入住时间")),
        Field("moved_out", "Moved out", "迁出日期", section=N_("Residence"), synonyms=("搬离日期",)),
        Field("died_on", "Died", "死亡日期", section=N_("Residence"), sensitive=True),
        Field("note", "Note", "备注", section=N_("Residence"), synonyms=("说明", "其他", "附注", "其它情况")),
    ),
)  # fmt: skip


class CareCategory(Record):
    """A reason to bring help: living alone, aged 80 and over, disabled, in hardship ..."""

    __tablename__ = "care_category"

    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    rank: Mapped[int] = mapped_column(default=50)
    in_use: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str | None] = mapped_column(Text)


CARE_CATEGORIES = RecordSpec(
    key="care_categories", table=CareCategory, one=N_("Care category"), many=N_("Care categories"), sheet="关爱类别",
    title=("name",), order=("rank",), identity=("key",),
    fields=(
        Field("key", "Key", "代号"),
        Field("name", "Category", "类别名称", listed=True),
        Field("rank", "Order", "排序", listed=True),
        Field("in_use", "In use", "是否启用", listed=True),
        Field("note", "Note", "备注", listed=True),
    ),
)  # fmt: skip


class Care(Record):
    """A household, or one person of it, in a care category from a date to a date, with somebody who sees to it."""

    __tablename__ = "care"

    household_id: Mapped[str] = reference("household")
    person_id: Mapped[str | None] = reference("person")
    category_id: Mapped[str] = reference("care_category")
    since: Mapped[date | None]
    until: Mapped[date | None]
    owner: Mapped[str | None] = mapped_column(String(60))
    note: Mapped[str | None] = mapped_column(Text)


def _prepare_care(session: Session, values: Values, before: Values | None) -> None:
    if values.get("person_id") and not values.get("household_id"):
        values["household_id"] = value_of(session, Person.household_id, values["person_id"])


CARES = RecordSpec(
    key="cares", table=Care, one=N_("Care"), many=N_("Care records"), sheet="关爱",
    title=("category_id",), order=("since",), parent="person_id", unit=("household_id", "unit_id"), dated="since",
    identity=("household_id", "person_id", "category_id"), prepare=_prepare_care,
    fields=(
        Field("category_id", "Category", "关爱类别", listed=True,
              synonyms=("特殊人群", "特殊群体", "重点服务对象", "关爱对象", "困难类型", "人群类别", "标签", "帮扶类别")),
        Field("person_id", "Person", "姓名", listed=True, synonyms=("关爱对象姓名",)),
        Field("household_id", "Household", "住户", listed=True),
        Field("since", "Since", "起始日期", listed=True, synonyms=("认定日期", "纳入时间")),
        Field("until", "Until", "截止日期", listed=True, synonyms=("退出日期",)),
        Field("owner", "Looked after by", "责任人", listed=True, synonyms=("帮扶人", "包保人", "联系人")),
        Field("note", "Note", "备注", sensitive=True),
    ),
)  # fmt: skip

"""Boards to draw in tests: invented people and telephone numbers only."""

import io
from dataclasses import replace

from PIL import Image

from exports.boards import Board, ChartNode, Figure, Officer

DUTIES = (
    "一、周访独居老人，月访病残人士，季访困难家庭；",
    "二、收集居民诉求，能办的马上办，难办的逐级上报；",
    "三、调解邻里纠纷，矛盾不出网格；",
    "四、宣传政策，代办老年卡、医保等事务；",
    "五、巡查楼道安全，报修公共设施。",
)
STEPS = ("找楼栋长，当场能办马上办", "办不了，网格长上门商量", "社区分类，街道协调", "部门联办，结果告诉您")
NAMES = [
    "沈国栋",
    "许玉琴",
    "周文斌",
    "毛桂兰",
    "沈龚",
    "阿依努尔·买买提",
    "陈𬭎",
    "王𠅤",
    "李䶮",
    "赵㛃",
    "欧阳明月",
    "孙淼",
    "何堃",
    "吕犇",
    "江翀",
    "方珺",
    "卓玛央宗",
    "古丽巴哈尔·阿不都热依木",
    "白喆",
    "买买提江·阿不力孜",
]
POSTS = ("1号楼楼栋长", "矛盾调解员", "网格员", "社区党委委员、清波里小区党支部副书记", "党员中心户")


def picture(width: int = 300, height: int = 420, kind: str = "JPEG") -> bytes:
    """A photo of nobody: a plain colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (150, 180, 210)).save(out, kind)
    return out.getvalue()


def officer(index: int, photo: bytes | None = None) -> Officer:
    """The n-th invented officer."""
    name, post = NAMES[index % len(NAMES)], POSTS[index % len(POSTS)]
    return Officer(name, post, f"8600 1{index + 300:03d}", photo, party_member=index % 3 == 0)


def grid(count: int = 5, photo: bytes | None = None, **changes: object) -> Board:
    """A grid board with so many officers under one who leads."""
    lead = Officer(
        "杜守义", "党员网格长", "8600 1203", photo, area="清波里小区1、2、3号楼，共188户", pledge="小事不出网格。"
    )
    board = Board(
        kind="grid",
        title="第三网格服务公示牌",
        overline="云溪街道 · 桂香社区",
        lead=(lead,),
        officers_title="楼栋长与网格员" if count else "",
        officers=tuple(officer(index, photo) for index in range(count)),
        duties=DUTIES,
        steps=STEPS,
        hotlines=(("派出所", "8600 0110"), ("物业", "8600 2200")),
        service_phone="8600 1200",
        supervision_phone="8600 1000",
        office="桂香社区党委  桂香社区居民委员会",
        issued="2026年9月制",
        number="03-2026-02",
    )
    return replace(board, **changes)  # type: ignore[arg-type]


def building() -> Board:
    """A building board with its entrances."""
    entrances = tuple((f"{n + 1}单元", NAMES[n], f"8600 132{n}") for n in range(4))
    return grid(2, kind="building", title="3号楼服务公示牌", buildings=entrances, introduction="本楼建于2004年。")


def plate(index: int = 0, kind: str = "contact") -> Board:
    """A door plate."""
    lead = (Officer(NAMES[index % len(NAMES)], "联系人", f"8600 14{index % 100:02d}"),) if kind == "contact" else ()
    title = "党员中心户" if kind == "contact" else "共产党员户"
    return Board(kind, title, "清波里小区党支部", lead, introduction="亮身份 作表率", number=f"03-{index:03d}")


def service() -> Board:
    """A service board with its items."""
    items = (("代办服务", "老年卡、医保，三天内办结"), ("上门服务", "为行动不便的居民上门认证、送药"))
    return grid(3, kind="service", title="党员服务公示牌", items=items, area="清波里片区")


def roster() -> Board:
    """A duty roster."""
    return grid(6, kind="roster", title="值班公示", lead=(), rows=(("周一", "沈国栋"), ("周二", "许玉琴")))


def results() -> Board:
    """A results notice with a large, a small and an exact figure."""
    figures = (
        Figure("收集事项", 1186, "件", "居民事项"),
        Figure("上报协调", 2, "件", "居民事项"),
        Figure("清运杂物", 1, "吨", "志愿服务", exact=True),
    )
    return grid(0, kind="results", title="第三季度办结公告", lead=(), figures=figures, period_from="2026年7月1日")


def notice() -> Board:
    """A public notice of a project."""
    return grid(
        0,
        kind="notice",
        title="关于清波里小区加装休闲座椅项目的公示",
        lead=(),
        paragraphs=("经居民代表会议讨论通过，拟加装休闲座椅12组，现公示如下。",),
        rows=(("项目名称", "中心花园休闲座椅"), ("预算金额", "18,600元")),
        period_from="2026年9月21日",
        period_to="2026年9月27日",
    )


def chart(branches: int = 4, groups: int = 3, split: bool = False) -> Board:
    """An organisation chart of three levels."""
    nodes = [ChartNode("top", "", "桂香社区党委", "书记 杜守义", "服务3120户")]
    for branch in range(branches):
        nodes.append(ChartNode(f"b{branch}", "top", f"第{branch + 1}党支部", NAMES[branch % len(NAMES)]))
        nodes += [
            ChartNode(
                f"g{branch}-{group}", f"b{branch}", f"{branch + 1}-{group + 1}号楼党小组", NAMES[group % len(NAMES)]
            )
            for group in range(groups)
        ]
    return grid(
        0,
        kind="chart",
        title="组织架构图",
        lead=(),
        nodes=tuple(nodes),
        split=split,
        duties=(),
        steps=(),
        hotlines=(),
        officers_title="",
    )


EVERY_KIND = (
    grid(),
    building(),
    plate(),
    plate(3, "plate"),
    service(),
    roster(),
    results(),
    notice(),
    chart(),
)
"""One board of each kind."""

"""The words that columns are usually headed with, as the field's own lists of synonyms give them, are taken without asking."""

import pytest

from models.intake.meaning.columns import Certainty
from models.intake.meaning.headers import recognise

DATES, FLAGS, NAMES = ["2026-03-01", "2026-03-05"], ["是", "否"], ["王强", "李敏"]
ADDRESSES = ["松林苑3号楼2单元301", "松林苑5号楼1单元102"]
USUAL: list[tuple[str, str, str, list[str]]] = [
    ("people", "row_number", "序号 编号 No 顺序号 行号", ["1", "2"]),
    ("people", "community", "社区 所属社区 村居 村(居) 居委会 社区(村)", ["桂香社区", "桂香社区"]),
    ("people", "household.grid_id", "网格 所属网格 网格号 网格名称 网格编号 网格编码 几网格 所在网格 微网格", ["第一网格", "第二网格"]),
    ("people", "household.estate", "小区 小区名称 院落 楼院 居民小区 现住小区 所在小区 自然村 村组 小组", ["松林苑", "桂香苑"]),
    ("people", "household.building", "楼栋 楼号 栋号 幢 幢号 楼栋号 楼 号楼 座 几栋", ["3号楼", "5号楼"]),
    ("people", "household.entrance", "单元 单元号 门洞 楼道 梯", ["1单元", "2单元"]),
    ("people", "household.room", "房号 室号 门牌号 房间号 室 门牌 楼层房号", ["301", "502"]),
    ("people", "household.door", "住址 地址 现住址 现居住地 居住地址 家庭住址 详细地址 实际居住地 常住地址 居住地 门牌地址 房屋地址 现住详址", ADDRESSES),
    ("people", "registered_address", "户籍地址 户籍地 户口所在地 户籍所在地 户口地址 户籍详址 身份证地址", ADDRESSES),
    ("people", "household.household_no", "户号 户编号 户编码 户口簿号 家庭编号 户籍编号", ["H00012", "H00013"]),
    ("people", "householder", "户主 户主姓名 户主名字 户主名", NAMES),
    ("people", "relation", "与户主关系 户主关系 家庭关系 关系 与户主的关系 家庭成员关系 成员关系 称谓", ["户主", "妻"]),
    ("people", "name", "姓名 名字 居民姓名 人员姓名 成员姓名 家庭成员 姓 名 家庭成员姓名 党员姓名 党员 本人姓名", NAMES),
    ("people", "former_name", "曾用名 别名", NAMES),
    ("people", "sex", "性别 性 别 男/女", ["男", "女"]),
    ("people", "document", "身份证号 身份证号码 公民身份号码 公民身份证号 公民身份证号码 证件号码 证件号 身份证 居民身份证号 身份号码 二代证号 身份证件号码", ["509900195803020070", "509900196003020078"]),
    ("people", "document_type", "证件类型 证件种类 证件名称", ["居民身份证", "护照"]),
    ("people", "birth", "出生日期 出生年月 出生年月日 生日 出生时间 出生", ["1958-03-02", "1960-03-02"]),
    ("people", "age", "年龄 周岁 岁数", ["68", "66"]),
    ("people", "ethnic_group", "民族 族别", ["汉族", "回族"]),
    ("people", "political", "政治面貌 政治面目 面貌 党派 是否党员", ["中共党员", "群众"]),
    ("people", "education", "文化程度 学历 教育程度 最高学历 受教育程度 文化", ["初中", "高中"]),
    ("people", "marital", "婚姻状况 婚姻 婚否 婚姻状态", ["已婚", "未婚"]),
    ("people", "registration", "户籍类型 户籍类别 户籍是否在本地", ["本地", "外地"]),
    ("people", "residency", "人员类型 人口类型 人口类别 居住类型 常住/流动 人员类别 户籍/流动 常住人口类别 是否常住", ["常住", "流动"]),
    ("people", "household.state", "居住状态 居住情况 房屋使用情况 自住/出租 房屋状态 住房性质 是否空置", ["自住", "出租"]),
    ("people", "household.owner_name", "房主 房东 产权人 业主 业主姓名", NAMES),
    ("people", "work", "工作单位 单位 服务处所 就业单位 工作学习单位 工作学习情况 职业 就业状况", ["市一中", "纺织厂"]),
    ("people", "phone", "联系电话 电话 手机 手机号 手机号码 联系方式 电话号码 联系号码 移动电话 本人电话 联系人电话 TEL", ["13900000001", "13900000002"]),
    ("people", "care", "特殊人群 特殊群体 重点服务对象 关爱对象 困难类型 人群类别 标签 帮扶类别", ["独居老人", "低保"]),
    ("people", "care.low_income", "低保 是否低保 低保户 低收入", FLAGS),
    ("people", "care.disabled", "残疾 残疾类别 残疾等级 残疾证号", ["肢体", "视力"]),
    ("people", "care.living_alone", "独居老人 是否独居", FLAGS),
    ("people", "volunteer", "志愿者 是否志愿者 志愿者编号", FLAGS),
    ("people", "note", "备注 说明 备 注 其他 附注 其它情况", ["外出打工", "常回老家"]),
    ("people", "party_branch", "所在党支部 所属支部 党支部 支部名称 所在支部 党组织名称 组织关系所在支部", ["松林苑党支部", "桂香苑党支部"]),
    ("people", "household.unit_id", "党小组 所属党小组 楼栋党小组", ["第一党小组", "第二党小组"]),
    ("people", "joined_party_on", "入党时间 入党日期 加入党组织日期 加入中共组织的时间 入党年月", DATES),
    ("people", "member_kind", "人员类别 党员类别 党员类型 正式/预备", ["正式党员", "预备党员"]),
    ("visits", "visited_on", "走访日期 走访时间 日期 入户时间 入户日期 时间", DATES),
    ("visits", "visitor", "走访人 走访人员 网格员 入户人员 记录人 走访干部 走访党员", NAMES),
    ("visits", "person_id", "走访对象 被走访人 走访户 户主 受访人 居民姓名", NAMES),
    ("visits", "request", "反映问题 存在问题 问题 诉求 意见建议 群众诉求 需求 反映的问题和建议", ["灯坏了", "想加装扶手"]),
    ("visits", "action", "处理情况 处理措施 解决措施 采取措施 办理情况 处理过程 落实情况", ["已报修", "联系物业"]),
    ("visits", "result", "办理结果 处理结果 结果 结果反馈", ["灯已修好", "扶手已装"]),
    ("visits", "satisfaction", "满意度 是否满意 群众评价 回访满意度", ["满意", "基本满意"]),
    ("matters", "content", "反映问题 问题 诉求 诉求内容 反映内容 问题描述", ["楼道灯坏了", "下水道堵塞"]),
    ("matters", "result", "办理结果 处理结果 结果 结果反馈", ["灯已修好", "已疏通"]),
    ("matters", "due_on", "办理时限 完成时限 时限", DATES),
    ("matters", "owner", "责任人 承办人 办理人 包案人 负责人 责任单位 经办人", NAMES),
    ("matters", "satisfaction", "满意度 是否满意 群众评价 回访满意度", ["满意", "基本满意"]),
    ("mediations", "dispute_type", "纠纷类型 纠纷类别 矛盾类型 案件类型 矛盾纠纷类别 类别", ["邻里纠纷", "物业纠纷"]),
    ("mediations", "due_on", "化解时限 时限", DATES),
]  # fmt: skip
_WITH_A_SPACE = {"姓 名", "性 别", "备 注"}


def _words(text: str) -> list[str]:
    for spaced in _WITH_A_SPACE:
        text = text.replace(spaced, spaced.replace(" ", "_"))
    return [word.replace("_", " ") for word in text.split()]


@pytest.mark.parametrize(
    ("ledger", "meaning", "header", "values"),
    [(ledger, meaning, header, values) for ledger, meaning, text, values in USUAL for header in _words(text)],
)
def test_a_usual_word_is_taken_for_what_it_is(ledger: str, meaning: str, header: str, values: list[str]) -> None:
    (column,) = recognise(ledger, [header], [values])
    assert column.meaning == meaning and column.certainty is not Certainty.CONFIRM

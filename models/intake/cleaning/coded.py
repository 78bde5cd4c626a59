"""Cells that hold a word of a table, a tick, a number or an amount."""

import re
from functools import cache
from typing import Any

from models.codes import code_table
from models.intake.cleaning.cells import Odd, as_text, is_blank, plain
from models.intake.cleaning.relations import is_of_somebody_named, relatives
from models.intake.meaning.lexicon import LEVELS
from models.search import fold
from models.words import _

_YES = frozenset(
    [
        "1",
        "是",
        "有",
        "√",
        "✓",
        "✔",
        "☑",
        "v",
        "y",
        "yes",
        "true",
        "对",
        "●",
        "■",
        "○√",
        "★",
        "已",
        "属于",
        "符合",
        "享受",
        "√是",
        "是√",
        "在",
        "持有",
        "已办",
    ]
)
_NO = frozenset(
    [
        "0",
        "否",
        "没",
        "不是",
        "×",
        "✗",
        "✘",
        "╳",
        "x",
        "n",
        "no",
        "false",
        "非",
        "未",
        "不属于",
        "不享受",
        "否√",
        "没有",
        "无",
    ]
)
_CIRCLED = re.compile(r"^[①-⑳]\s*(?=\D)")
_REMARK = re.compile(r"[(（\[【]([^)）\]】]+)[)）\]】]$")
_ETHNIC = {"毛难": "36", "崩龙": "46"}


def clean_flag(value: Any) -> Any:
    """True or False, None for a blank, or an `Odd`."""
    text = plain(value).lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    if "党员" in text or text in ("群众", "共青团员", "团员"):
        return "党员" in text and "非" not in text
    if (answered := answer_of(text)) is not None and not is_blank(text):
        return answered
    return None if is_blank(text) else Odd(None, _("This is neither yes nor no: {text}").format(text=text), "note")


def answer_of(text: str) -> bool | None:
    """What an answer says that repeats the question: 已办结, 不在家, 未签."""
    ticked = flag_of(text)
    if ticked is None and 1 < len(text) <= 5:
        return True if text[0] in "已在有是" else False if text[0] in "不未没无非" else None
    return ticked


def flag_of(text: str) -> bool | None:
    """What a tick says; None if it is no tick."""
    found = text.lower()
    return True if found in _YES else False if found in _NO else None


UNSIGNED = "unsigned"  # nothing was put on paper, which does not say that anything was agreed
_OPEN = ""
"""An answer that leaves the code open, 人户分离 does not say where somebody is registered: it is kept in the note."""
# What yes and no mean under a header that asks: {a word of the header: {code table: (yes, no)}}
_ASKED: dict[str, dict[str, tuple[str | None, str | None]]] = {
    "党员": {"political": ("01", None)}, "团员": {"political": ("03", None)},
    "户主": {"relation": ("02", None)}, "婚": {"marital": ("20", "10")},
    "空": {"dwelling_state": ("empty", "lived_in")}, "住人": {"dwelling_state": ("lived_in", "empty")},
    "有人": {"dwelling_state": ("lived_in", "empty")}, "外地": {"registration": ("elsewhere", "here")},
    "本村": {"registration": ("here", "elsewhere")}, "本小区": {"registration": ("here", "elsewhere")},
    "本街道": {"registration": ("here", "elsewhere")}, "户籍人口": {"registration": ("here", "elsewhere")},
    "户籍居民": {"registration": ("here", "elsewhere")}, "外来": {"residency": ("floating", "resident")},
    "暂住": {"residency": ("floating", "resident")}, "出租": {"dwelling_state": ("let", "lived_in")},
    "入住": {"dwelling_state": ("lived_in", "empty")}, "自住": {"dwelling_state": ("lived_in", None)},
    "人户分离": {"registration": (_OPEN, "here")}, "一致": {"registration": ("here", _OPEN)},
    "本地": {"registration": ("here", "elsewhere")}, "本社区": {"registration": ("here", "elsewhere")},
    "常住": {"residency": ("resident", "floating")}, "流动": {"residency": ("floating", "resident")},
    "满意": {"satisfaction": ("满意", "不满意")}, "成功": {"mediation_outcome": ("written", "failed")},
    "化解": {"mediation_outcome": ("written", "pending")}, "疑难": {"difficulty": ("疑难复杂", "一般")},
    "办结": {"matter_status": ("closed", "open")}, "解决": {"matter_status": ("closed", "open")},
    "口头": {"agreement_form": ("oral", None)}, "书面": {"agreement_form": ("written", UNSIGNED)},
    "签": {"agreement_form": ("written", UNSIGNED)}, "是否": {"agreement_form": ("written", UNSIGNED)},
    "有无": {"agreement_form": ("written", UNSIGNED)}, "协议书": {"agreement_form": ("written", UNSIGNED)},
    "完成": {"matter_status": ("closed", "open")}, "履行": {"performance": ("已履行", "未履行")},
}  # fmt: skip


_LEAVING_OPEN = {"registration": frozenset({"人户分离", "户在人不在", "人不在户在", "户在人离"})}


def leaves_open(key: str, text: str) -> bool:
    """Whether a word of a code table's own subject leaves the code open, so that only the note can keep it."""
    return fold(text) in _LEAVING_OPEN.get(key, ())


class Coder:
    """Reads the words of one code table; `header` helps where the cell only says yes or no."""

    def __init__(self, key: str, header: str = "") -> None:
        self.key = key
        words = fold(header)
        self.asked = next((t[key] for word, t in _ASKED.items() if word in words and key in t), None)
        code = code_in_header(key, header)
        if code and (self.asked is None or self.asked[0] != code):
            self.asked = (code, None)  # 婚姻 / 丧偶: what is ticked is said by the last word
        if key == "relation" and "关系" in header:
            self.asked = None  # 与户主关系 asks which, not whether

    def __call__(self, value: Any) -> Any:
        text = plain(_CIRCLED.sub("", as_text(value)))  # ①当事人申请, copied from the printed choices
        if not text:
            return None
        if self.asked and (ticked := flag_of(text)) is not None:
            code = self.asked[not ticked]
            if code == _OPEN:
                return Odd(None, "", "note")
            return code and (code_table(self.key).find(code) or code)
        if (code := find_code(self.key, text)) is not None:
            return self._with_remark(code, text)
        if is_blank(text):
            return None
        if leaves_open(self.key, text):
            return Odd(None, "", "note")
        words = nearly(self.key)
        bare = fold(re.split(r"[(（\[【]", text)[0])
        if (code := words.get(fold(text)) or words.get(bare) or words.get(bare.removesuffix("类"))) is not None:
            return self._roughly(code, text)
        return Odd(None, _("This word is not known here; it is kept in the note: {text}").format(text=text), "note")

    def _with_remark(self, code: str, text: str) -> Any:
        """A word and another in brackets behind it, 女（长女） or 已婚（离异）: the finer of the two, or both in the note; and
        somebody's wife or son is the householder's only if nobody else is named."""
        if self.key == "relation" and is_of_somebody_named(text, _folded(self.key)):
            return self._roughly(code, text)
        remark = _REMARK.search(text)
        if remark is None or fold(text) in _folded(self.key):
            return code
        within = find_code(self.key, remark[1])
        if within is None:
            return Odd(code, "", "note")
        table = code_table(self.key).by_code
        if within == code or table[code].extra.get("parent") == within:
            return code
        return within if table[within].extra.get("parent") == code else self._roughly(code, text)

    def _roughly(self, code: str, text: str) -> Odd:
        sentence = _("“{text}” is taken for “{code}”; the word itself is kept in the note.")
        return Odd(code, sentence.format(text=text, code=code_table(self.key).label(code)), "note")


def code_in_header(key: str, header: str) -> str | None:
    """What a tick in a column says that is called by a word of a code table: 男, 婚姻 / 已婚; None for any other."""
    leaf = fold(header.rpartition(LEVELS)[2])
    return None if not leaf or leaf.isascii() else find_code(key, leaf)


@cache
def _folded(key: str) -> dict[str, str]:
    """Every word of a code table, folded, to its code; what an earlier entry claims a later one does not take away."""
    found: dict[str, str] = {}
    table = code_table(key)
    for code in table.codes:
        for word in (code.code, code.zh, code.en, *code.aliases):
            found.setdefault(fold(word), code.code)
    return found


@cache
def nearly(key: str) -> dict[str, str]:
    """Words that mean a code only nearly, folded."""
    return {fold(word): code.code for code in code_table(key).codes for word in code.extra.get("roughly", ())}


def find_code(key: str, text: str) -> str | None:
    """The code that a cell's words mean, also written with other widths, brackets or endings; None if none is meant."""
    if (code := code_table(key).find(text)) is not None:
        return code
    folded = fold(text)
    words = _folded(key)
    if folded in words:
        return words[folded]
    if folded.isdigit() and (padded := folded.zfill(2)) in code_table(key).by_code:
        return padded
    return _loosely(key, text, folded, words)


def _loosely(key: str, text: str, folded: str, words: dict[str, str]) -> str | None:
    tries = [fold(re.split(r"[(（\[【]", text)[0]), fold(re.sub(r"^[\dA-Za-z]{1,2}[.、:：\-—_ ]+", "", text))]
    if key == "relation":
        tries = relatives(text, words, tries)
    elif key == "ethnic_group":
        tries += [folded + "族", _ETHNIC.get(folded, "")]
    elif key == "education":
        bare = re.sub(r"(?:文化程度|文化|学历|毕业|肄业|教育|程度|在读|及以上|及以下|以上|以下)+$", "", folded)
        tries += [bare, bare.removeprefix("大学") or bare]
    elif key in ("political", "marital", "sex"):
        tries += [folded.removesuffix("身份"), folded.removesuffix("性"), folded.removeprefix("是")]
    elif key == "dispute_type":
        tries += [
            folded + "纠纷",
            folded.removesuffix("纠纷"),
            folded.removesuffix("类"),
            folded.removesuffix("矛盾纠纷"),
        ]
    else:
        tries += [folded.removesuffix("类"), folded.removesuffix("人口"), folded.removesuffix("人员")]
    return next((words[one] for one in tries if one and one in words), None)


def clean_integer(value: Any) -> Any:
    """A whole number, also behind or before its counting word."""
    text = plain(value)
    if is_blank(text):
        return None
    match = re.fullmatch(
        r"(?:约|共)?\s*(-?\d{1,9})(?:\.0+)?\s*(?:人次|人|户次|户|次|个|票|岁|周岁|张|分|级|层)?", text.replace(",", "")
    )
    return int(match[1]) if match else Odd(None, _("This is not a whole number: {text}").format(text=text), "note")


class Money:
    """Amounts in fen; the header or the cell says whether they are yuan or ten thousands of yuan."""

    def __init__(self, header: str = "") -> None:
        units = set(re.findall("万元|(?<!单)元", header))
        self.unit = 10_000 if units == {"万元"} else 1
        self.either = len(units) > 1

    def __call__(self, value: Any) -> Any:
        text = plain(value).replace(",", "").replace(" ", "").lstrip("¥￥人民币")
        if is_blank(text):
            return None
        match = re.fullmatch(r"(-?\d+(?:\.\d+)?)(万元|万|元|圆|元整|万元整)?", text)
        if not match:
            return Odd(None, _("This is not an amount: {text}").format(text=text), "note")
        if self.either and not match[2]:
            sentence = _("Yuan or ten thousands of yuan? The header names both; write the unit behind the number.")
            return Odd(None, sentence, "note")
        unit = 10_000 if match[2] and match[2].startswith("万") else 1 if match[2] else self.unit
        return round(float(match[1]) * unit * 100)


class Words:
    """Text of a longest length; what is longer goes to the note whole, or refuses the row where it names the record."""

    def __init__(self, longest: int | None, *, blanks: bool = True, naming: bool = False) -> None:
        self.longest, self.blanks, self.naming = longest, blanks, naming

    def __call__(self, value: Any) -> Any:
        text = as_text(value)
        if not text or (self.blanks and is_blank(text)):
            return None
        if self.longest and len(text) > self.longest:
            sentence = _("This is longer than the {longest} characters that are kept here.").format(
                longest=self.longest
            )
            return Odd(None, sentence, "reject" if self.naming else "note")
        return text

"""The cover: key figures beside last year's and the year's, how everything is counted, and who signs for it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from exports.quarter import forms
from exports.quarter.forms import Form, Head
from exports.workbook import HEADER, Book, Look, Value
from models.figures import Cell, Column, Line, QuarterFigures
from models.figures.overview import STOCKS

WIDTHS = (34.0, 13.0, 13.0, 13.0, 2.0, 38.0, 18.0, 18.0, 18.0)
_PANEL = 4
_GAP: tuple[Value, Look] = (None, Look())
_RULES = (
    "存量按季末日当天结束时计：起始日期不晚于当日（或未填）且截止日期晚于当日（或未填）。季初即上季末。季初＋增加－减少＝季末。",
    "未填、未知的代码计入“其他”或“未填”，不遗漏；各项之和等于合计（注明按不同户、不同人计的除外）。",
    "各比率均列出分子和分母；是否含在办、在调已注明。",
    "上年同期、本年累计按同一口径由现有登记册重新统计；按组织的分项按季末日的上下级关系汇总（组织、住户后来的调整不影响），走访按走访当日所属组织计。",
)
_CHANGE = Look("+#,##0;-#,##0;0", border=True, across="center")

Panel = list[tuple[Value, Look]]


def cover(book: Book, head: Head, figures: QuarterFigures, about: Sequence[str]) -> None:
    """Write the cover. `about` are remarks on the data: its date, the program's version."""
    with book.sheet("概况", WIDTHS) as sheet:
        form = Form(book, sheet, WIDTHS)
        form.begin(head, "")
        sheet.page.freeze_panes = "A4"
        block = figures["overview"]["key"]
        _panels(form, block.lines[: len(STOCKS)], block.lines[len(STOCKS) :], block.columns, about)
        form.add([], [], 8)
        form.signatures(("填报人：", "审核人：", "负责人：", "（公章）　　　　　　　年　　月　　日"))
        form.break_page()
        form.across("统计口径", forms.HEADING, 26)
        for number, words in enumerate((*_RULES, *_notes(figures)), 1):
            form.note(f"{number}. {words}", size=11)


def _notes(figures: QuarterFigures) -> list[str]:
    """The rules that the tables themselves state, each once, under their subject."""
    found: dict[str, str] = {}
    for chapter in figures.chapters:
        for block in chapter.blocks:
            for words in block.notes:
                found.setdefault(words.chinese, chapter.name.chinese)
    return [f"{subject}：{words}" for words, subject in found.items()]


def _panels(
    form: Form, stocks: Sequence[Line], flows: Sequence[Line], columns: Sequence[Column], about: Sequence[str]
) -> None:
    """Stocks at the left with remarks below them, what happened at the right."""
    titles: list[Value] = [
        "季末情况",
        "本季末",
        "上年同期末",
        "比上年增减",
        None,
        "本季工作",
        "本季",
        "上年同期",
        "本年累计",
    ]
    form.add(titles, [HEADER] * _PANEL + [Look()] + [HEADER] * _PANEL, forms.HEADER_HEIGHT)
    rows = max(len(stocks), len(flows))
    for row in range(rows):
        left = _stock(stocks[row], columns) if row < len(stocks) else _remarks(about if row == len(stocks) else ())
        right = _flow(flows[row], columns) if row < len(flows) else [_GAP] * _PANEL
        line = (*left, _GAP, *right)
        number = form.add([value for value, _look in line], [look for _value, look in line], forms.LINE_HEIGHT)
        if row == len(stocks):
            form.sheet.merge(number, 1, _PANEL, rows - row)


def _stock(line: Line, columns: Sequence[Column]) -> Panel:
    now, then, _year = line.cells
    change = now.value - then.value if isinstance(now, Cell) and isinstance(then, Cell) else None
    cells = [forms.shown(figure, column) for figure, column in zip((now, then), columns, strict=False)]
    return [(line.name.chinese, _label(line)), *cells, (change, _CHANGE)]


def _flow(line: Line, columns: Sequence[Column]) -> Panel:
    money = line.key == "amount"
    cells = (forms.shown(f, replace(c, money=money)) for f, c in zip(line.cells, columns, strict=True))
    return [(line.name.chinese, _label(line)), *cells]


def _label(line: Line) -> Look:
    return replace(forms.LABEL, indent=3) if line.name.chinese.startswith("其中") else forms.LABEL


def _remarks(about: Sequence[str]) -> Panel:
    """The box below the stocks."""
    look = replace(forms.NOTE, border=True, size=10.5, down="top")
    return [("\n".join(("说明：", *about)) if about else None, look), *[(None, look)] * (_PANEL - 1)]


def unfinished(figures: QuarterFigures, today: date) -> list[str]:
    """A remark if the quarter is still under way."""
    return ["本季尚未结束，以下为截至数据日期的统计。"] if figures.quarter.end >= today else []

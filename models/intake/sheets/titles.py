"""What the title of a roster says of everybody in it: a care, a kind of residents, that they are volunteers.

It is offered, not taken; until somebody confirms it the title is kept in the notes, or nothing would remain of it.
"""

from collections.abc import Iterator, Sequence

from models.codes import code_table
from models.intake.meaning.columns import TITLE, Column
from models.intake.meaning.lexicon import NOTE, NOTHING, care_words, titled_cares, words_of
from models.intake.meaning.rivals import VOLUNTEERS
from models.intake.sheets.table import Table
from models.search import fold
from models.words import _

_IN_A_TITLE = (*VOLUNTEERS, "志愿服务", "志愿队")
_RESIDENT = "resident"  # says nothing: so most rosters are called
_LONG_ENOUGH = 4  # characters: 流动 is said of party members too


def offer_title(columns: list[Column], titles: Sequence[str]) -> None:
    """Put what the title says of all before the columns, unless one of them says it of each."""
    if any(len(set(_kinds(title))) > 1 for title in titles):  # 独居、空巢老人: a column says who is which
        which = next((one for one in columns if one.suggestion == "care"), None)
        if which is not None and which.meaning == NOTE:
            which.take("care")
    if (found := _cared_for(columns, titles) or _residing(columns, titles)) is not None:
        columns.insert(0, found)


def _kinds(title: str) -> Iterator[str]:
    return (meaning for word, meaning in care_words().items() if word in fold(title))


def _cared_for(columns: Sequence[Column], titles: Sequence[str]) -> Column | None:
    said = titled_cares() | dict.fromkeys(_IN_A_TITLE, "volunteer")
    for words in sorted(said, key=len, reverse=True):
        title = next((text for text in titles if words in fold(text)), None)
        if title and not any(column.meaning in (said[words], "care") for column in columns):
            return _column(title, said[words])
    return None


def _residing(columns: Sequence[Column], titles: Sequence[str]) -> Column | None:
    if any("residency" in (one.meaning, one.suggestion) for one in columns):
        return None
    title = next((text for text in titles if residency_in(text)), None)
    return _column(title, "residency") if title else None


def _column(title: str, meaning: str) -> Column:
    return Column(TITLE, _("Title: {title}").format(title=title), [title], suggestion=meaning)


def residency_in(title: str) -> str:
    """The code of the only kind of residents that a title names; blank for none and for those of any roster."""
    text = fold(title)
    codes = {
        code.code for code in code_table("residency").codes
        if any(len(word) >= _LONG_ENOUGH and fold(word) in text for word in (code.zh, *code.aliases))
    }  # fmt: skip
    return codes.pop() if len(codes) == 1 and _RESIDENT not in codes else ""


def take_title(table: Table, column: Column) -> None:
    """Give every row what the title says of it."""
    title = column.samples[0] if column.samples else ""
    meaning = column.meaning
    if meaning == NOTE:
        for i in range(len(table.rows)) if column.suggestion and title else ():
            table.note(i, _("Title of the list"), title)
    elif meaning != NOTHING:
        said = title if meaning == "post_id" else "是"
        said = {"volunteer": True, "residency": residency_in(title) or None}.get(meaning, said)  # type: ignore[assignment]
        table.headers[meaning] = column
        table.columns[meaning] = [said] * len(table.rows)


def say_title(column: Column, ledger: str) -> str:
    """What is said of a title that nobody has confirmed."""
    meaning = column.suggestion
    code = residency_in(column.samples[0]) if meaning == "residency" and column.samples else ""
    category = code_table("residency").label(code) if code else words_of(ledger, meaning).removeprefix("是否")
    sentence = _(
        "The title speaks of “{category}”; nobody is put into this category until somebody confirms it. The title is kept "
        "in the notes."
    )
    return sentence.format(category=category)

"""What is said of a file in words: from which sheet, of which category, and whether somebody is unknown or borne twice."""

from collections.abc import Callable
from pathlib import Path

from models.intake.telling import told
from tests.intake.conftest import Reader, document, said

Book = Callable[..., Path]


def test_a_text_file_is_called_by_its_name(tmp_path: Path, read: Reader) -> None:
    path = tmp_path / "名册.csv"
    path.write_text(f"姓名,身份证号,门牌号,性别\n王强,{document(11)},3-2-502,女\n", "utf-8")
    assert any(line.startswith("名册.csv, row 2") for line in told(read(path)))


def test_a_title_speaks_of_people_not_of_a_question(book: Book, read: Reader) -> None:
    plan = read(book(("桂香社区志愿者花名册",), ("姓名", "身份证号", "门牌号"), ("王强", document(11), "3-2-502")))
    assert any("“Volunteer”" in one for one in said(plan)) and not any("是否" in one for one in said(plan))


def test_a_name_that_nobody_bears_is_not_said_to_be_of_several(book: Book, settled: Reader) -> None:
    plan = settled(book(("走访日期", "门牌号", "走访对象", "走访情况"), ("2026-03-02", "3-2-502", "钱多", "一切都好")))
    assert [one for one in said(plan) if "knows nobody of this name" in one]

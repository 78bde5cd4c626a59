"""Posters, plates, charts, bleed and the file itself."""

import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from exports.boards import Paper, draw, paper, texts, theme
from exports.boards.plates import sheet_of
from exports.boards.poster import OVERLAP, tiling
from exports.boards.tree import Box, boxes, lay_out
from exports.files import replacing
from tests.exports.boards_made import chart, grid, plate
from tests.exports.reading import drawn, lost, reader, text_of

# posters


def test_a_poster_is_a_key_sheet_and_its_tiles() -> None:
    plan = tiling(paper("600x900"), paper("A4"))
    data, _ = drawn(grid(), size="600x900", poster=paper("A4"))
    assert plan.count == 15 and len(reader(data).pages) == 16


def test_a_poster_draws_its_board_once_and_shows_it_on_every_sheet() -> None:
    data, _ = drawn(grid(), size="600x900", poster=paper("A3"))
    forms = {str(page["/Resources"]["/XObject"].raw_get("/Board0")) for page in reader(data).pages}  # type: ignore[index]
    assert len(forms) == 1


@given(st.floats(100, 2400), st.floats(100, 2400), st.sampled_from(["A4", "A3"]))
def test_tiles_cover_the_whole_board_and_share_a_strip(width: float, height: float, sheet: str) -> None:
    board = Paper("b", width, height)
    plan = tiling(board, paper(sheet))
    points = 72 / 25.4
    assert (plan.across - 1) * plan.step[0] + plan.window[0] >= width * points - 0.01
    assert (plan.down - 1) * plan.step[1] + plan.window[1] >= height * points - 0.01
    assert plan.window[0] - plan.step[0] == pytest.approx(OVERLAP * points)


def test_each_tile_says_where_it_goes() -> None:
    found = text_of(drawn(grid(), size="A2", poster=paper("A4"))[0])
    assert "第1张共8张" in found and "第8张共8张" in found and "粘贴" in found


# print shops


def test_bleed_and_crop_marks_lie_outside_the_trimmed_size() -> None:
    page = reader(drawn(grid(), size="A3", bleed=3.0, marks=True)[0]).pages[0]
    points = 72 / 25.4
    assert float(page.trimbox.width) == pytest.approx(297 * points, abs=0.01)
    assert float(page.bleedbox.width) == pytest.approx(303 * points, abs=0.01)
    assert page.mediabox.width > page.bleedbox.width


def test_an_emblem_keeps_its_proportions() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (300, 200), (220, 170, 30, 128)).save(out, "PNG")
    page = reader(drawn(grid(emblem=out.getvalue()))[0]).pages[0]
    placed = re.findall(rb"q ([\d.]+) 0 0 ([\d.]+) \S+ \S+ cm /E", page.get_contents().get_data())  # type: ignore[union-attr]
    assert len(placed) == 1
    assert float(placed[0][0]) / float(placed[0][1]) == pytest.approx(1.5, rel=0.001)


def test_an_emblem_that_cannot_be_read_is_told_and_left_off() -> None:
    _, report = drawn(grid(emblem=b"no picture"))
    assert "emblem" in report.notes[0].message


# plates


def test_plates_share_a_sheet_and_are_all_there() -> None:
    plates = [plate(index) for index in range(10)]
    data, report = drawn(*plates, size="A4")
    assert sheet_of(paper("A4"), plates[0].plate_size).count == 3
    assert report.boards == 10 and report.pages == 4
    assert not [text for each in plates for text in lost(data, texts(each))]


def test_plates_and_boards_mixed_keep_their_order() -> None:
    data, report = drawn(plate(1), grid(), plate(2), plate(3), size="A3")
    assert report.pages == 3
    pages = [page.extract_text() for page in reader(data).pages]
    assert "许玉琴" in pages[0] and "公示牌" in pages[1] and "毛桂兰" in pages[2]


def test_a_plate_larger_than_its_sheet_is_made_to_fit() -> None:
    sheet = sheet_of(paper("A5"), (300.0, 200.0))
    assert sheet.across == 1 and sheet.width < 148 * 72 / 25.4


# the chart


def test_a_chart_asked_to_be_split_has_a_sheet_for_each_branch() -> None:
    board = chart(4, 3, split=True)
    data, report = drawn(board)
    assert report.pages == 5
    assert lost(data, texts(board)) == []


def test_a_chart_too_large_for_its_paper_is_split_by_itself() -> None:
    board = chart(12, 30)
    data, report = drawn(board, size="A4")
    assert report.pages == 13
    assert lost(data, texts(board)) == []


def test_two_thousand_units_go_on_one_large_sheet() -> None:
    assert drawn(chart(41, 48), size="A0-landscape")[1].pages == 1


shapes = st.lists(st.tuples(st.integers(0, 40), st.floats(2, 12), st.floats(1, 5)), min_size=1, max_size=40)


@given(shapes, st.floats(200, 3000), st.floats(200, 3000))
def test_boxes_of_a_chart_never_overlap_and_none_is_lost(
    shape: list[tuple[int, float, float]], width: float, height: float
) -> None:
    names = [(str(at), str(parent % at) if at else "") for at, (parent, _, _) in enumerate(shape)]
    sizes = {str(at): (wide, tall) for at, (_, wide, tall) in enumerate(shape)}
    (root,) = boxes(names, sizes)
    placed, scale = lay_out(root, width, height)
    assert set(placed.boxes) == set(sizes)
    assert placed.width * scale <= width + 0.01 and placed.height * scale <= height + 0.01
    found = [(x, y, x + sizes[name][0], y + sizes[name][1]) for name, (x, y) in placed.boxes.items()]
    for at, one in enumerate(found):
        assert one[0] >= -0.001 and one[2] <= placed.width + 0.001 and one[3] <= placed.height + 0.001
        for other in found[at + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart


def test_units_that_stand_under_each_other_in_a_circle_are_not_lost() -> None:
    trees = boxes([("a", "b"), ("b", "a"), ("c", "nobody")], dict.fromkeys("abc", (1.0, 1.0)))

    def names(box: Box) -> list[str]:
        return [box.id, *(name for child in box.children for name in names(child))]

    assert sorted(name for tree in trees for name in names(tree)) == ["a", "b", "c"]


# the file


def test_a_cancelled_run_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "boards.pdf"
    target.write_bytes(b"old")

    def stop(done: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draw([grid(), grid(), grid()], target, paper=paper("A4"), theme=theme("red"), progress=stop)
    assert target.read_bytes() == b"old" and list(tmp_path.iterdir()) == [target]


def test_a_finished_run_replaces_the_old_file_and_counts(tmp_path: Path) -> None:
    target, seen = tmp_path / "boards.pdf", list[int]()
    target.write_bytes(b"old")
    report = draw([grid(), grid()], target, paper=paper("A4"), theme=theme("red"), progress=seen.append)
    assert seen == [1, 2] and report.boards == 2
    assert len(reader(target.read_bytes()).pages) == 2 and list(tmp_path.iterdir()) == [target]


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "f.bin"
    with pytest.raises(OSError, match="full"), replacing(target) as file:
        file.write(b"half")
        raise OSError("full")
    assert not list(tmp_path.iterdir())

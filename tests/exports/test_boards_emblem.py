"""The office's emblem: kept as its file is, on boards of party building and no others, in proportion."""

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from sqlalchemy import select

from exports.boards import draw, paper, theme
from exports.boards.emblems import (
    MOST_MEGABYTES,
    MOST_PIXELS,
    PARTY_BUILDING,
    office_emblem,
    read_picture,
    set_emblem,
)
from exports.boards.kinds import GATHER
from exports.boards.printing import draw_again, gather, issue, out_of_date, print_boards, shelf
from models import operations
from models.errors import Mistake
from models.history.recording import OperationRow
from models.organisation import APPOINTMENTS, OFFICES, Post
from models.public_notices import PUBLIC_NOTICES
from models.register import Register
from tests.conftest import Street
from tests.exports.boards_made import plate
from tests.exports.emblem_made import emblem
from tests.exports.reading import drawn, reader

SHAPE = emblem()
LONG_AGO = date(2026, 3, 1)
ALWAYS_THERE = ("grid", "building", "contact", "plate", "service", "roster", "chart", "notice")


@pytest.fixture
def member(street: Street) -> str:
    """毛桂兰 is a contact household of building 3; there is a board of nearly every kind."""
    grid = street.add("grids", code="03", name="第三网格", unit_id=street.branch)
    street.add("unit_grids", unit_id=street.group, grid_id=grid)
    notice = {"unit_id": street.community, "title": "公示", "body": "照明改造。"}
    operations.save(street.register, PUBLIC_NOTICES, {**notice, "shown_from": LONG_AGO, "shown_to": date(2099, 1, 1)})
    with street.register.read() as session:
        posts = {post.key: post.id for post in session.scalars(select(Post))}
    held = {"shown_name": "毛桂兰", "public_phone": "8600 1301", "phone_kind": "office"}
    street.add("appointments", unit_id=street.community, post_id=posts["contact_household"], **held)
    return street.add("appointments", unit_id=street.group, post_id=posts["contact_household"], **held)


def kept(register: Register) -> bytes | None:
    with register.read() as session:
        return office_emblem(session)


def placed(data: bytes) -> list[tuple[float, float]]:
    """Width and height of every emblem on the pages of a file."""
    contents = [page.get_contents().get_data() for page in reader(data).pages]  # type: ignore[union-attr]
    found = [re.findall(rb"q ([\d.]+) 0 0 ([\d.]+) \S+ \S+ cm /E", content) for content in contents]
    return [(float(wide), float(high)) for page in found for wide, high in page]


# taken in


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_kept_byte_for_byte(street: Street, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "emblem"
    file.write_bytes(emblem(kind=kind))
    changes = set_emblem(street.register, read_picture(file))
    assert kept(street.register) == file.read_bytes()
    assert changes.sentence == "Changed the emblem on boards" and changes.ids("offices")


def test_it_is_in_the_history_and_can_be_undone(street: Street) -> None:
    first, second = emblem(), emblem(colour="#b3181e")
    set_emblem(street.register, first)
    set_emblem(street.register, second)
    assert set_emblem(street.register, None).sentence == "Took the emblem off boards"
    operations.undo(street.register)
    assert kept(street.register) == second
    operations.undo(street.register)
    assert kept(street.register) == first
    with street.register.read() as session:
        sentences = list(session.scalars(select(OperationRow.sentence)))
    assert sentences.count("Changed the emblem on boards") == 2


def test_the_office_can_be_changed_without_touching_it(street: Street) -> None:
    set_emblem(street.register, SHAPE)
    with street.register.read() as session:
        (office,) = session.scalars(select(OFFICES.table.id))
    operations.save(street.register, OFFICES, {"phone": "8600 1200"}, office)
    assert kept(street.register) == SHAPE


BAD = {
    "no picture": (b"no picture", "cannot be read"),
    "nothing": (b"", "cannot be read"),
    "cut short": (SHAPE[: len(SHAPE) // 2], "cannot be read"),
    "a drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "cannot be read"),
    "another kind of picture": (emblem(kind="BMP"), "cannot be read"),
    "too many pixels": (emblem(MOST_PIXELS + 1, 10), "too large"),
    "too many bytes": (SHAPE + bytes(MOST_MEGABYTES * 1_000_000), "too large"),
}


@pytest.mark.parametrize(("data", "why"), BAD.values(), ids=BAD)
def test_what_is_no_such_picture_is_refused(street: Street, tmp_path: Path, data: bytes, why: str) -> None:
    set_emblem(street.register, SHAPE)
    (tmp_path / "x.png").write_bytes(data)
    with pytest.raises(Mistake, match=why):
        read_picture(tmp_path / "x.png")
    with pytest.raises(Mistake, match=why):
        set_emblem(street.register, data)
    assert kept(street.register) == SHAPE


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="cannot be read"):
        read_picture(tmp_path / "none.png")


# drawn


@pytest.mark.parametrize("kind", ALWAYS_THERE)
def test_only_boards_of_party_building_carry_it(street: Street, member: str, tmp_path: Path, kind: str) -> None:
    set_emblem(street.register, SHAPE)
    boards = gather(street.register, kind)
    assert boards and {one.board.emblem for one in boards} == {SHAPE if kind in PARTY_BUILDING else None}
    out = tmp_path / "x.pdf"  # as the command line does without --emblem
    print_boards(street.register, out, kind=kind, paper_name="A3")
    assert len(placed(out.read_bytes())) == (len(boards) if kind in PARTY_BUILDING else 0)


def test_every_kind_has_been_decided_upon() -> None:
    assert set(ALWAYS_THERE) | {"results"} == set(GATHER)
    assert set(PARTY_BUILDING) == {"contact", "plate", "chart"}


def test_without_an_emblem_there_is_none(street: Street, member: str) -> None:
    assert {one.board.emblem for kind in PARTY_BUILDING for one in gather(street.register, kind)} == {None}


@pytest.mark.parametrize("kind", PARTY_BUILDING)
@pytest.mark.parametrize("size", [(300, 200), (200, 300), (1200, 60)])
def test_it_keeps_its_proportions(
    street: Street, member: str, tmp_path: Path, kind: str, size: tuple[int, int]
) -> None:
    set_emblem(street.register, emblem(*size))
    print_boards(street.register, tmp_path / "x.pdf", kind=kind, paper_name="A4")
    for wide, high in placed((tmp_path / "x.pdf").read_bytes()):
        assert wide / high == pytest.approx(size[0] / size[1], rel=0.01)
        assert wide < 210 / 25.4 * 72


def test_its_colours_and_its_transparency_stay(street: Street) -> None:
    set_emblem(street.register, SHAPE)
    out = io.BytesIO()
    draw([one.board for one in gather(street.register, "plate")], out, paper=paper("A4"), theme=theme("red"))
    (picture,) = pypdf.PdfReader(out).pages[0].images
    assert picture.image is not None and picture.image.size == (300, 200)
    found = picture.image.convert("RGBA")
    original = Image.open(io.BytesIO(SHAPE))
    for at in ((150, 100), (0, 0)):
        assert found.getpixel(at) == original.getpixel(at)


def test_it_lies_in_the_file_once_for_many_boards() -> None:
    data, _ = drawn(*(replace(plate(n, "plate"), emblem=SHAPE) for n in range(20)), size="A4")
    assert len(placed(data)) == 20
    assert len(re.findall(rb"/Width 300\s*/Height 200", data)) == 2  # the picture and its transparency


def test_plates_without_one_stay_without_one_beside_others() -> None:
    data, _ = drawn(replace(plate(1), emblem=SHAPE), plate(2), size="A3")
    assert len(placed(data)) == 1


def test_one_given_on_the_command_line_goes_before_the_offices(street: Street, member: str, tmp_path: Path) -> None:
    set_emblem(street.register, SHAPE)
    for kind in ("plate", "grid"):
        print_boards(street.register, tmp_path / "x.pdf", kind=kind, emblem=emblem(200, 400))
        ((wide, high),) = placed((tmp_path / "x.pdf").read_bytes())
        assert wide / high == pytest.approx(0.5, rel=0.01)


# issued


def test_boards_that_hang_without_one_may_stay(street: Street, member: str) -> None:
    issue(street.register, gather(street.register, "plate"), "A4", "red", LONG_AGO)
    set_emblem(street.register, SHAPE)
    assert out_of_date(street.register) == []


def test_boards_that_hang_with_one_that_is_no_more_are_out_of_date(street: Street, member: str) -> None:
    set_emblem(street.register, SHAPE)
    issue(street.register, gather(street.register, "plate"), "A4", "red", LONG_AGO)
    issue(street.register, gather(street.register, "service"), "A3", "red", LONG_AGO)
    assert out_of_date(street.register) == []
    set_emblem(street.register, emblem(colour="#b3181e"))
    assert [one.kind for one in out_of_date(street.register)] == ["plate"]
    set_emblem(street.register, None)
    assert [one.kind for one in out_of_date(street.register)] == ["plate"]
    set_emblem(street.register, SHAPE)
    assert out_of_date(street.register) == []


def test_a_reprint_carries_it(street: Street, member: str) -> None:
    issue(street.register, gather(street.register, "contact"), "A4", "red", LONG_AGO)
    operations.save(street.register, APPOINTMENTS, {"public_phone": "8600 1399"}, member)
    set_emblem(street.register, SHAPE)
    stale, out = out_of_date(street.register), io.BytesIO()
    draw_again(stale, out)
    assert len(stale) == 1 and len(placed(out.getvalue())) == 1


def test_what_was_issued_remembers_it_by_its_digest_alone(street: Street, member: str) -> None:
    set_emblem(street.register, SHAPE)
    issue(street.register, gather(street.register, "plate"), "A4", "red", LONG_AGO)
    (one,) = shelf(street.register)
    assert re.fullmatch(r"[0-9a-f]{64}", str(one.said["emblem"]))

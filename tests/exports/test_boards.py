"""What a printed board promises: everything on it, readable, nothing of its maker's in it."""

import io
import re
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from exports.boards import PAPERS, Board, Officer, draw, paper, texts, theme, themes
from exports.boards.content import PersonalItem, as_json, fingerprint, from_json, personal_items
from exports.boards.themes import contrast
from exports.pdf.ink import Ink
from tests.exports.boards_made import DUTIES, EVERY_KIND, building, grid, officer, picture, plate, results
from tests.exports.reading import drawn, lost, reader, text_of

KINDS = [pytest.param(board, id=board.kind) for board in EVERY_KIND]


@pytest.mark.parametrize("board", KINDS)
@pytest.mark.parametrize("size", ["A4", "A3-landscape", "600x900"])
def test_everything_a_board_says_is_found_again(board: Board, size: str) -> None:
    data, _ = drawn(board, size=size)
    assert lost(data, texts(board)) == []


@pytest.mark.parametrize("size", ["A5", "A4", "A3", "600x900", "1200x2400"])
@pytest.mark.parametrize("photo", [None, picture()], ids=["without photos", "with photos"])
def test_nothing_is_lost_with_twenty_five_officers_and_long_duties(size: str, photo: bytes | None) -> None:
    board = grid(25, photo, duties=DUTIES * 6)
    data, report = drawn(board, size=size)
    assert lost(data, texts(board)) == []
    if report.pages > 1:
        assert report.about("flowed")


@pytest.mark.parametrize("size", ["A4", "A4-landscape"])
def test_duties_longer_than_a_page_flow_on(size: str) -> None:
    board = grid(officers=(Officer("沈国栋", "网格员", duties="走访瓷户，" * 700), officer(2)))
    data, report = drawn(board, size=size)
    assert report.pages > 2
    assert text_of(data).count("瓷") == 700  # heading and foot come between


words = st.text(st.sampled_from("桂香社区网格长服务公示，。（）8600 12𬭎·a"), min_size=1, max_size=60).filter(str.strip)
people = st.builds(Officer, name=words, post=words, phone=words, duties=words, area=words, party_member=st.booleans())
contents = st.builds(
    Board,
    kind=st.sampled_from(["grid", "building", "service", "roster", "notice", "contact"]),
    title=words,
    overline=words,
    lead=st.lists(people, max_size=3).map(tuple),
    officers=st.lists(people, max_size=6).map(tuple),
    introduction=words,
    area=words,
    duties=st.lists(words, max_size=4).map(tuple),
    office=words,
    service_phone=words,
    hotlines=st.lists(st.tuples(words, words), max_size=3).map(tuple),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(contents, st.sampled_from(["A5", "A4-landscape", "A3", "800x2000"]), st.sampled_from(["red", "ink"]))
def test_whatever_it_says_all_words_stay_on_the_paper(board: Board, size: str, look: str) -> None:
    sheet, places = paper(size), []
    original = Ink.text

    def watched(ink: Ink, x: float, y: float, text: str, *rest: object, **more: object) -> None:
        places.append((x, y))
        original(ink, x, y, text, *rest, **more)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Ink, "text", watched)
        patch.setattr("exports.boards.pieces._drawn_once", lambda draw: draw)
        draw([board], io.BytesIO(), paper=sheet, theme=theme(look))
    points = 72 / 25.4
    assert all(0 < x < sheet.width * points and 0 < y < sheet.height * points for x, y in places)


# the file


@pytest.mark.parametrize("board", KINDS)
def test_every_font_is_embedded_with_its_unicode_map(board: Board) -> None:
    fonts = reader(drawn(board)[0]).pages[0]["/Resources"]["/Font"]
    assert fonts
    for font in fonts.values():
        described = font.get_object()
        assert "/FontFile2" in described["/FontDescriptor"] and "/ToUnicode" in described


def test_file_properties_hold_the_title_and_nobody() -> None:
    data, _ = drawn(grid())
    assert dict(reader(data).metadata or {}) == {"/Title": "第三网格服务公示牌"}
    assert b"/Author" not in data and b"/Creator" not in data and b"/Producer" not in data


@pytest.mark.parametrize("size", [(150, 210), (3000, 4200), (400, 300)], ids=["ready", "too fine", "to be cropped"])
@pytest.mark.parametrize("progressive", [False, True])
def test_photos_lose_what_the_camera_wrote_into_them(size: tuple[int, int], progressive: bool) -> None:
    exif = Image.Exif()
    exif[0x013B] = "Somebody"
    out = io.BytesIO()
    made = Image.linear_gradient("L").resize(size).convert("RGB")
    made.save(out, "JPEG", exif=exif, comment=b"Somewhere", progressive=progressive)
    data, _ = drawn(grid(1, out.getvalue()))
    assert b"Somebody" in out.getvalue() and b"Somebody" not in data and b"Somewhere" not in data
    (image, *_) = reader(data).pages[0].images
    assert image.image is not None
    wide, high = image.image.size
    assert wide / high == pytest.approx(5 / 7, abs=0.02)
    assert image.image.getpixel((wide // 2, high // 2))[0] == pytest.approx(127, abs=12)  # type: ignore[index]


def test_the_same_boards_give_the_same_bytes() -> None:
    assert drawn(*EVERY_KIND)[0] == drawn(*EVERY_KIND)[0]


def test_a_board_looks_the_same_alone_and_among_others() -> None:
    alone = reader(drawn(grid(7))[0]).pages[0].extract_text()
    among = reader(drawn(grid(25), building(), grid(7))[0]).pages[-1].extract_text()
    assert alone == among


@pytest.mark.parametrize("name", list(PAPERS))
def test_pages_have_the_size_of_their_paper(name: str) -> None:
    box = reader(drawn(grid(2), size=name)[0]).pages[0].mediabox
    wanted = PAPERS[name]
    assert float(box.width) == pytest.approx(wanted.width * 72 / 25.4, abs=0.01)
    assert float(box.height) == pytest.approx(wanted.height * 72 / 25.4, abs=0.01)


def test_memory_does_not_grow_with_the_number_of_boards() -> None:
    def peak(count: int) -> int:
        many: Iterator[Board] = (grid(4, number=f"{index}") for index in range(count))
        tracemalloc.start()
        with open("/dev/null", "wb") as nowhere:
            draw(many, nowhere, paper=paper("A3"), theme=theme("red"))
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    peak(20)
    assert peak(320) < peak(80) + 2_000_000


# before printing


def test_photos_too_coarse_for_their_size_are_pointed_out() -> None:
    coarse, fine = picture(60, 84), picture(900, 1260)
    told = [note.message for note in drawn(grid(2, coarse))[1].about("photo")]
    assert [message.split(" ")[3] for message in told] == ["杜守义", "沈国栋", "许玉琴"]
    assert all("under 150" in message for message in told)
    assert not drawn(grid(2, fine), size="A4")[1].about("photo")


def test_a_photo_that_cannot_be_read_becomes_a_silhouette_and_is_told() -> None:
    notes = drawn(grid(3, b"no picture"))[1].about("photo")
    assert len(notes) == 4 and all("cannot be read" in note.message for note in notes)


def test_large_boards_may_have_coarser_photos() -> None:
    assert paper("A3").smallest_dpi == 150 and paper("1200x2400").smallest_dpi == 100


@pytest.mark.parametrize(("name", "least"), [("A4", 4.0), ("600x900", 6.0), ("1200x2400", 12.0)])
def test_text_is_never_smaller_than_its_place_asks(name: str, least: float) -> None:
    data, _ = drawn(grid(25, duties=DUTIES * 4), size=name)
    sizes = [
        float(size)
        for page in reader(data).pages
        for size in re.findall(rb"/F\S+ ([\d.]+) Tf", page.get_contents().get_data())  # type: ignore[union-attr]
    ]
    # A photo's tag and a long name on one line may go under it, by a quarter at most.
    assert min(sizes) >= least * 72 / 25.4 * 0.72 - 0.01
    assert sorted(sizes)[len(sizes) // 10] >= least * 72 / 25.4 - 0.01


# what it says


def test_the_fingerprint_changes_with_a_phone_and_not_with_the_date_of_issue() -> None:
    board = grid()
    changed = replace(board, officers=(replace(board.officers[0], phone="8600 1999"), *board.officers[1:]))
    assert fingerprint(changed) != fingerprint(board)
    assert fingerprint(replace(board, issued="2027年1月制", number="03-2027-01")) == fingerprint(board)


@pytest.mark.parametrize("board", KINDS)
def test_an_issued_board_can_be_looked_at_again(board: Board) -> None:
    import json

    again = from_json(json.loads(json.dumps(as_json(board))))
    assert again == board and fingerprint(again) == fingerprint(board)


def test_every_personal_item_is_listed_before_publishing() -> None:
    items = personal_items(plate(1))
    assert items == (PersonalItem("许玉琴", "name", "许玉琴"), PersonalItem("许玉琴", "phone", "8600 1401"))
    assert {item.kind for item in personal_items(grid(1, picture()))} == {"name", "phone", "photo"}


def test_counts_under_three_are_not_printed() -> None:
    found = text_of(drawn(results())[0])
    assert "不足3" in found and "1,186" in found and "1吨" in found
    assert "2件" not in found


def test_a_vacant_post_is_left_off_the_roster() -> None:
    board = grid(2, kind="roster", lead=())
    board = replace(board, officers=(*board.officers, Officer("", "空缺岗位")))
    assert "空缺岗位" not in text_of(drawn(board)[0])


# looks


def test_there_are_four_looks_and_one_saves_ink() -> None:
    assert [each.key for each in themes()] == ["red", "blue", "plain", "ink"]
    assert [each.key for each in themes() if not each.filled] == ["ink"]


@pytest.mark.parametrize("key", [each.key for each in themes()])
def test_words_stand_out_from_what_is_behind_them(key: str) -> None:
    look = theme(key)
    head = look.frame if look.filled else look.ground
    disc = look.mark if look.filled else look.ground
    pairs = [
        (look.title, head),
        (look.overline, head),
        (look.on_mark, disc),
        *((colour, back) for colour in (look.ink, look.soft, look.accent) for back in (look.ground, look.panel)),
    ]
    assert min(contrast(colour, back) for colour, back in pairs) >= 4.5


@pytest.mark.parametrize("wrong", ["", "A9", "10x10", "9000x9000", "A4-sideways"])
def test_papers_that_are_none_are_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="paper"):
        paper(wrong)


def test_kinds_and_themes_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown theme"):
        theme("neon")
    with pytest.raises(ValueError, match="unknown kind"):
        drawn(grid(kind="unheard-of"))

"""Rare characters are drawn, found again and copied; what no font has is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.pdf import fonts, unicode_map
from exports.pdf.fonts import RARE, SANS, SANS_BOLD, SERIF_BOLD
from exports.pdf.lines import CLOSING, OPENING, break_lines
from tests.exports.boards_made import grid, officer
from tests.exports.reading import drawn, lost, reader, squeezed

RARE_NAMES = "𬭎𠅤䶮㛃㑇喆淼堃犇翀珺𠀀"


def test_every_level_three_character_has_a_font() -> None:
    assert fonts.missing(RARE_NAMES) == set()


def test_the_font_is_chosen_for_each_character_and_not_for_the_whole_name() -> None:
    assert fonts.runs("王𠀀明", SANS) == [(SANS, "王"), (RARE, "𠀀"), (SANS, "明")]
    assert fonts.runs("王淼明", SERIF_BOLD) == [(SERIF_BOLD, "王淼明")]


def test_rare_names_are_found_again() -> None:
    board = grid(officers=(officer(0), officer(1)), title=f"公示{RARE_NAMES}")
    data, _ = drawn(board)
    assert not lost(data, (board.title,))


def test_a_character_in_no_font_is_pointed_out_by_name_and_code_and_still_copies() -> None:
    nowhere = "\U0003347b"
    data, report = drawn(grid(overline=f"社区{nowhere}"))
    assert [note.concern for note in report.notes] == ["character"]
    assert "U+3347B" in report.notes[0].message
    spoken = b"/ActualText <feff" + f"社区{nowhere}".encode("utf-16-be").hex().encode() + b">"  # ISO 32000-1, 14.9.4
    assert spoken in reader(data).pages[0].get_contents().get_data()


def test_unicode_maps_hold_surrogate_pairs_in_blocks_of_a_hundred() -> None:
    written = unicode_map.to_unicode_map("F", [0x2CB4E, 0x4E00, *range(0x4E01, 0x4E01 + 130)])
    assert "<00> <D872DF4E>" in written and "<01> <4E00>" in written
    counts = [int(line.split()[0]) for line in written.splitlines() if line.endswith("beginbfchar")]
    assert counts == [100, 32]


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u202e", "\ufe00", "\U000e0100", "\x07"])
def test_characters_that_draw_nothing_are_left_out_and_not_called_missing(unseen: str) -> None:
    assert fonts.clean(f"王{unseen}芳") == "王芳"


chinese = st.text(
    st.sampled_from("的一是了我不在人有他这中大来上国，。、；：（）《》“”·0123456789 -abcXYZ𬭎𠅤"),
    min_size=0,
    max_size=120,
)


@given(chinese, st.floats(40, 400), st.floats(8, 40))
def test_breaking_lines_loses_no_character_and_keeps_to_the_width(text: str, room: float, size: float) -> None:
    lines = break_lines(text, SANS, size, room)
    assert squeezed("".join(lines)) == squeezed(text)
    for line in lines:
        assert fonts.width(line, SANS) * size <= room + 0.01 * size or len(line) == 1


@given(chinese)
def test_lines_neither_begin_with_closing_nor_end_with_opening_punctuation(text: str) -> None:
    plain = [text[start : start + 1] for start in range(len(text))]
    if any(plain[at] in CLOSING + OPENING and plain[at - 1] in CLOSING + OPENING for at in range(1, len(plain))):
        return  # a run of marks wider than the line has to be cut somewhere
    lines = break_lines(text, SANS, 10, 200)
    assert not any(line[0] in CLOSING for line in lines[1:] if line)
    assert not any(line[-1] in OPENING for line in lines[:-1] if line)


@pytest.mark.parametrize("kept", ["8600 1203", "13800000000", "grid@example.cn", "2026-09-01", "《人"])
def test_numbers_words_and_brackets_stay_on_one_line(kept: str) -> None:
    for before in range(1, 30):
        lines = break_lines("请" * before + kept + "民办事处", SANS, 10, 155)
        assert any(kept in line for line in lines)


def test_bold_and_regular_are_measured_by_their_own_widths() -> None:
    assert fonts.width("8600 1203", SANS_BOLD) > fonts.width("8600 1203", SANS)

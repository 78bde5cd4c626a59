"""The bundled data: code tables, fonts and icons are whole, unambiguous and licensed."""

import re
import struct
import tomllib
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import resources

CODES = sorted(resources.path("codes").glob("*.toml"))
LISTS = {"compound_surnames", "surname_readings", "usual_surnames"}
TABLES = [file for file in CODES if file.stem not in LISTS]
SEEDS = {"care_category", "visit_rule", "post", "level_scheme"}
COMMON_KEYS = {"code", "zh", "en", "aliases", "roughly", "minor", "parent", "since", "until", "maps_to"}
EXTRA_KEYS = {
    "ethnic_group": {"letters"},
    "place_kind": {"level", "first", "last"},
    "visit_period": {"days", "months"},
    "mediation_document": {"number", "need"},
    "merchant_kind": {"limit"},
    "care_category": {"scope", "sensitive"},
    "visit_rule": {"category", "period"},
    "post": {"rank", "head", "officer", "level", "duties"},
    "level_scheme": {"levels"},
    "never_kept": {"contains", "reason"},
}
FONTS = {
    "NotoSansSC-Regular.ttf": "LICENSE-NotoSansSC.txt",
    "NotoSansSC-Bold.ttf": "LICENSE-NotoSansSC.txt",
    "NotoSerifSC-Regular.ttf": "LICENSE-NotoSerifSC.txt",
    "NotoSerifSC-Bold.ttf": "LICENSE-NotoSerifSC.txt",
    "HanaMinB.ttf": "LICENSE-HanaMinB.txt",
}
ICONS = sorted(resources.path("icons").glob("*.svg"))


def load(table: str) -> dict[str, Any]:
    return tomllib.loads(resources.path("codes", f"{table}.toml").read_text(encoding="utf-8"))


def entries(table: str) -> dict[str, dict[str, Any]]:
    return {entry["code"]: entry for entry in load(table)["code"]}


def normal(text: str) -> str:
    """Compare texts as the README of the tables says: NFKC, no spaces, lower-case."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()


def by_text(table: str, text: str) -> str:
    """Return the code that ``text`` names in ``table``."""
    wanted = normal(text)
    (found,) = [
        code
        for code, entry in entries(table).items()
        if wanted in {normal(word) for word in (code, entry["zh"], *entry.get("aliases", ()))}
    ]
    return found


def name_of(file: Path) -> str:
    return file.stem


@pytest.mark.parametrize("file", TABLES, ids=name_of)
def test_table_has_the_documented_form(file: Path) -> None:
    table = load(file.stem)
    assert set(table) <= {"title", "standard", "sensitive", "code"}
    assert set(table["title"]) == {"zh", "en"}
    assert isinstance(table["standard"], str)
    assert table["code"]
    allowed = COMMON_KEYS | EXTRA_KEYS.get(file.stem, set())
    for entry in table["code"]:
        assert {"code", "zh", "en"} <= set(entry) <= allowed
        assert all(entry[key] and entry[key] == entry[key].strip() for key in ("code", "zh", "en"))


@pytest.mark.parametrize("file", TABLES, ids=name_of)
def test_codes_are_unique_and_texts_name_one_entry(file: Path) -> None:
    table = load(file.stem)["code"]
    codes = Counter(entry["code"] for entry in table)
    assert not [code for code, times in codes.items() if times > 1]
    owner: dict[str, str] = {}
    for entry in table:
        for text in (entry["code"], entry["zh"], entry["en"], *entry.get("aliases", ()), *entry.get("roughly", ())):
            assert owner.setdefault(normal(text), entry["code"]) == entry["code"], text
    for entry in table:
        words = [normal(word) for word in (entry["zh"], *entry.get("aliases", ()), *entry.get("roughly", ()))]
        assert len(words) == len(set(words)), f"{entry['code']} says a word twice"


@pytest.mark.parametrize("file", TABLES, ids=name_of)
def test_references_within_a_table_lead_to_entries(file: Path) -> None:
    table = entries(file.stem)
    for entry in table.values():
        if parent := entry.get("parent"):
            assert parent in table and "parent" not in table[parent]
        if heir := entry.get("maps_to"):
            assert "until" in entry, "only an entry that has ended is counted as another"
            assert heir in table and "until" not in table[heir]
        if "until" in entry:
            assert "maps_to" in entry, "what ended must still be counted somewhere"


@pytest.mark.parametrize("file", TABLES, ids=name_of)
def test_every_table_offers_something(file: Path) -> None:
    assert [entry for entry in load(file.stem)["code"] if not entry.get("minor")]


def test_the_56_ethnic_groups() -> None:
    table = entries("ethnic_group")
    standard = [code for code in table if not table[code].get("minor")]
    assert standard == [f"{number:02}" for number in range(1, 57)]
    assert set(table) - set(standard) == {"97", "98"}
    assert len({table[code]["letters"] for code in standard}) == 56
    for code in standard:
        assert table[code]["zh"].endswith("族")
        assert by_text("ethnic_group", table[code]["zh"].removesuffix("族")) == code
    assert by_text("ethnic_group", "毛难") == "36"
    assert by_text("ethnic_group", "崩龙族") == "46"


def test_relations_follow_the_standard() -> None:
    table = entries("relation")
    groups = {"01", "02", *(str(number) for number in range(20, 100)), "10", "11", "12"} - {"98"}
    assert set(table) == groups
    assert all(
        entry["parent"] == f"{code[0]}0" for code, entry in table.items() if "10" < code < "80" and code[1] != "0"
    )
    for text, code in {
        "之妻": "12",
        "爱人": "12",
        "丈夫": "11",
        "儿子": "20",
        "爷爷": "61",
        "外婆": "64",
        "姥姥": "64",
    }.items():
        assert by_text("relation", text) == code
    assert by_text("relation", "保姆") == by_text("relation", "房客") == "99"
    assert by_text("relation", "本户") == "02"


def test_education_shows_eight_groups() -> None:
    table = entries("education")
    shown = [code for code, entry in table.items() if not entry.get("minor")]
    assert shown == ["10", "20", "30", "40", "60", "70", "80", "90"]
    assert all(entry["parent"] == f"{code[0]}0" for code, entry in table.items() if entry.get("minor"))
    for text, code in {"大本": "20", "中技": "40", "硕士": "14", "博士": "11", "文盲": "90", "高中": "60"}.items():
        assert by_text("education", text) == code


def test_political_status_has_thirteen_and_other() -> None:
    assert list(entries("political")) == [*(f"{number:02}" for number in range(1, 14)), "99"]


@pytest.mark.parametrize(("year", "number"), [(2026, 18), (2017, 18), (2016, 15), (2011, 15), (2010, 18)])
def test_dispute_types_by_year(year: int, number: int) -> None:
    offered = [
        entry
        for entry in entries("dispute_type").values()
        if entry.get("since", year) <= year <= entry.get("until", year)
    ]
    assert len(offered) == number
    assert offered[-1]["code"] == "other"


def test_matter_categories_are_exactly_the_report_set() -> None:
    assert list(entries("matter_category")) == ["livelihood", "neighbour", "repair", "elder", "volunteer", "other"]


def test_seeds_refer_to_entries() -> None:
    care, periods, schemes = entries("care_category"), entries("visit_period"), entries("level_scheme")
    for rule in entries("visit_rule").values():
        assert rule["category"] in care
        assert rule["period"] in periods
    assert {rule["category"]: rule["period"] for rule in entries("visit_rule").values()} == {
        "living_alone": "week",
        "seriously_ill": "month",
        "disabled": "month",
        "hardship": "quarter",
        "low_income": "quarter",
    }
    assert all(entry["scope"] in {"person", "household", "both"} for entry in care.values())
    assert set(schemes) == {"estate_branch", "contact_household"}
    for scheme in schemes.values():
        assert [set(level) for level in scheme["levels"]] == [{"zh", "en", "area_zh", "area_en"}] * 4
    posts = entries("post").values()
    assert sum(bool(post.get("officer")) for post in posts) == 5
    for post in posts:
        assert post["duties"]
        assert set(post.get("level", schemes)) == set(schemes)
        assert set(post.get("level", {}).values()) <= {1, 2, 3, 4}


def test_every_visit_period_has_a_length() -> None:
    for entry in entries("visit_period").values():
        assert len({"days", "months"} & set(entry)) == 1


def kept_out(header: str) -> list[str]:
    """Match a header against ``never_kept`` as its opening comment says."""
    wanted = normal(header)
    return [
        code
        for code, entry in entries("never_kept").items()
        if wanted in {normal(word) for word in (entry["zh"], *entry.get("aliases", ()))}
        or any(normal(part) in wanted for part in entry["contains"])
    ]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("宗教信仰", "religion"),
        ("是否信教", "religion"),
        ("是否重点人员", "key_person"),
        ("重点类别", "key_person"),
        ("上访次数", "petition"),
        ("是否社区矫正对象", "police_record"),
        ("车牌号", "vehicle"),
        ("QQ号码", "online_account"),
        ("血型", "biometric"),
    ],
)
def test_headers_that_are_never_kept(header: str, code: str) -> None:
    assert kept_out(header) == [code]


@pytest.mark.parametrize(
    "header",
    [
        "重点服务对象",
        "特殊人群",
        "关爱对象",
        "计生特殊家庭",
        "精神残疾",
        "残疾类别",
        "信访部门",
        "风险等级",
        "卡号",
        "低保证号",
    ],
)
def test_headers_of_service_are_kept(header: str) -> None:
    assert kept_out(header) == []


def test_kept_tables_name_nothing_that_is_never_kept() -> None:
    # Where a case was sent from is a fact about offices, not about a person, and the statistics ask for it.
    allowed = {"mediation_source"}
    for file in TABLES:
        if file.stem in {"never_kept", *allowed}:
            continue
        for entry in load(file.stem)["code"]:
            for text in (entry["zh"], *entry.get("aliases", ())):
                assert kept_out(text) == [], f"{file.stem}: {text}"


def test_never_kept_gives_a_reason_in_chinese() -> None:
    assert all(entry["reason"].endswith("。") for entry in entries("never_kept").values())


def test_surname_lists() -> None:
    compound = load("compound_surnames")["list"]
    assert len(compound) == len(set(compound)) > 60
    assert all(len(surname) >= 2 for surname in compound)
    usual = load("usual_surnames")["characters"].split()
    assert len("".join(usual)) == len(set("".join(usual))) > 200
    readings = load("surname_readings")["readings"]
    assert readings["单"] == ["shan"] and readings["尉迟"] == ["yu chi"] and readings["万俟"] == ["mo qi"]
    for surname, ways in readings.items():
        assert ways and all(re.fullmatch("[a-z]+( [a-z]+)*", way) for way in ways), surname
        assert {len(way.split()) for way in ways} == {len(surname)}, surname


def test_every_file_of_codes_is_a_table_or_a_list() -> None:
    assert {file.stem for file in CODES} >= LISTS | SEEDS | set(EXTRA_KEYS)
    assert {file.name for file in resources.path("codes").iterdir()} == {"README.md", *(file.name for file in CODES)}


def tables_of(font: Path) -> set[str]:
    """Read the table directory of an sfnt font."""
    with font.open("rb") as file:
        version, count = struct.unpack(">IH6x", file.read(12))
        assert version == 0x00010000, "not TrueType outlines"
        return {file.read(16)[:4].decode("ascii") for _ in range(count)}


@pytest.mark.parametrize(("font", "licence"), FONTS.items())
def test_fonts_are_static_truetype_with_their_licence(font: str, licence: str) -> None:
    tables = tables_of(resources.path("fonts", font))
    assert {"glyf", "cmap", "loca"} <= tables
    assert "fvar" not in tables, "a variable font prints in its default weight only"
    text = resources.path("fonts", licence).read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text


def test_no_font_is_without_a_licence() -> None:
    assert {file.name for file in resources.path("fonts").glob("*.ttf")} == set(FONTS)


@pytest.mark.parametrize("icon", ICONS, ids=name_of)
def test_icons_scale_and_take_the_colour_of_the_theme(icon: Path) -> None:
    root = ET.parse(icon).getroot()
    assert root.get("viewBox") == "0 0 24 24"
    assert root.get("stroke") == "currentColor"
    colours = {node.get(key) for node in root.iter() for key in ("fill", "stroke")}
    assert colours <= {None, "none", "currentColor"}


def test_icons_carry_their_licence() -> None:
    assert len(ICONS) > 50
    assert resources.path("icons", "LICENSE").read_text(encoding="utf-8").startswith("ISC License")


def test_path_works_frozen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert resources.path("codes", "sex.toml") == tmp_path / "resources" / "codes" / "sex.toml"

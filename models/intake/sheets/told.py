"""What is said once of a whole file: from where its rows have the building or the estate that they do not name."""

from models.intake.plans import Plan, Problem
from models.intake.sheets.context import FILE_NAME, SHEET_NAME, TITLE_LINE
from models.words import N_, _

_SOURCES = {
    TITLE_LINE: N_("Building or estate was taken from the title, as no column names it: {places}"),
    SHEET_NAME: N_("Building or estate was taken from the sheet's name, as no column names it: {places}"),
    FILE_NAME: N_("Building or estate was taken from the file's name, as no column names it: {places}"),
}
_SHOWN = 5
_OF_HOUSEHOLDS = frozenset({"people", "households"})


def say_told_by(plan: Plan) -> None:
    """Say once for each kind of source which places were taken from there; a wrong one is seen at a glance."""
    for source, sentence in _SOURCES.items():
        found: dict[str, str] = {}  # each place, and the first sheet for which it was taken
        for table in plan.tables:
            if table.layout.ledger in _OF_HOUSEHOLDS and (place := _in_words(table.told_by.get(source, {}))):
                found.setdefault(place, table.layout.name)
        if found:
            places = "、".join(list(found)[:_SHOWN]) + ("…" if len(found) > _SHOWN else "")
            sheet = next(iter(found.values()))
            plan.problems.append(Problem(sheet, 0, "", "", _(sentence).format(places=places), level="notice"))


def _in_words(place: dict[str, str]) -> str:
    building, entrance = place.get("building", ""), place.get("entrance", "")
    numbered = f"{building}号楼" if building.isdigit() else f"{building}栋" if building else ""
    return f"{place.get('estate', '')}{numbered}{entrance and entrance + '单元'}"

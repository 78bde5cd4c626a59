"""What reading a file has done, in sentences for a screen of text."""

from collections.abc import Iterator

from models.intake.plans import Plan
from models.records import spec
from models.words import _

_MOST = 20


def told(plan: Plan) -> Iterator[str]:
    """The counts, the columns that have no field of their own or are not kept, and the first problems."""
    yield _(
        "{read} rows read: {created} new, {updated} changed, {unchanged} as they were, {review} to be looked at, "
        "{rejected} not taken."
    ).format(
        read=f"{plan.read:,}", created=f"{plan.created:,}", updated=f"{plan.updated:,}",
        unchanged=f"{plan.unchanged:,}", review=f"{plan.review:,}", rejected=f"{plan.rejected:,}",
    )  # fmt: skip
    file = plan.source.path.name  # a sheet of plain text has no name
    for name, ledgers in plan.read_as().items():
        yield _("{sheet} was read as: {ledgers}").format(
            sheet=name or file, ledgers="、".join(spec(one).words for one in ledgers)
        )
    noted = [header for header, meaning in plan.mapping.items() if meaning == "note" and not _is_remarks(header)]
    if noted:
        yield _("Columns without a field of their own, kept in the note: {names}").format(names="、".join(noted))
    if plan.dropped_columns:
        yield _("Columns that are not kept here: {names}").format(names="、".join(plan.dropped_columns))
    if plan.homeless:
        yield homeless(plan)
    for problem in plan.as_json()["problems"][:_MOST]:
        yield _told_of(problem | {"sheet": problem["sheet"] or file})
    if len(plan.problems) > _MOST:
        yield _("… and {count} more; --report writes them all into a workbook.").format(
            count=len(plan.problems) - _MOST
        )


def homeless(plan: Plan) -> str:
    """How many people come in without a door."""
    return _(
        "{count} people have no door in this file: they come in without a household, and what stands there of their "
        "place is kept in their notes."
    ).format(count=f"{plan.homeless:,}")


def _is_remarks(header: str) -> bool:
    return header.strip() in ("备注", "说明")


def _told_of(problem: dict[str, object]) -> str:
    if not problem["row"]:
        return _("{sheet}: {problem}").format(**problem)
    if not problem["column"]:
        return _("{sheet}, row {row}: {problem}").format(**problem)
    return _("{sheet}, row {row}, {column}: {problem}").format(**problem)

"""One record told on several sheets of a file, as a dispute is by its acceptance form and its agreement."""

from models.fields import RecordSpec, Values
from models.intake.cleaning.cells import as_text
from models.intake.compare import merged_note
from models.intake.ledgers.doubts import Row
from models.intake.plans import Outcome, Plan, Update, spec_title
from models.intake.sheets.table import Table
from models.mediation import PENDING
from models.words import _


def add_to(plan: Plan, of: RecordSpec, row: Row, record: Values, *, new: bool) -> Outcome:
    """Give a record what a row of another sheet adds to it; what is said there otherwise is kept in the note. `new` says
    that the file brings the record, and has `record` itself among its new ones."""
    values, table, i = row
    pieces: list[str] = []
    fields: Values = {}
    for name, value in values.items():
        was = record.get(name)
        column = table.column_of(i, name)
        if value in (None, was) or name in ("id", "note") or (was is None and value is False):
            continue
        if was is None or (name, was) == ("outcome", PENDING):
            fields[name] = value
        elif column is not None and value != values.get("effective_on"):
            pieces.append(f"{column.header}：{as_text(table.cell_of(i, column))}")
    note = merged_note(record.get("note"), table.get("note")[i], [*pieces, *table.notes.get(i, ())])
    if note != record.get("note"):
        fields["note"] = note
    if not fields:
        return Outcome.UNCHANGED
    if pieces:
        sentence = _("Another sheet tells of this too, with other words; these are kept in the note: {words}")
        table.flaw(i, "number", "", sentence.format(words="；".join(pieces)), "warn")
    if not new:
        changes = {name: (record.get(name), value) for name, value in fields.items()}
        known = next((one for one in plan.updates.get(of.table_name, ()) if one.id == record["id"]), None)
        if known is None:
            plan.update(of.table_name, Update(record["id"], spec_title(of, record), changes))
        else:
            known.fields.update(
                (name, (known.fields.get(name, change)[0], change[1])) for name, change in changes.items()
            )
    record.update(fields)
    return Outcome.UPDATED


def settle_updates(plan: Plan, of: RecordSpec, rows: list[tuple[str, Table, int]]) -> None:
    """What one sheet takes away another may give back: an update that comes to nothing is none. `rows` are those that
    change a record, with its id."""
    updates = plan.updates.get(of.table_name, [])
    vain = {one.id for one in updates if all(was == new for was, new in one.fields.values())}
    if vain:
        updates[:] = [one for one in updates if one.id not in vain]
        for record_id, table, i in rows:
            if record_id in vain:
                table.outcomes[i] = Outcome.UNCHANGED

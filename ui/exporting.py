"""Writing the list in front into a workbook: what the chips leave, in its order, sensitive values masked."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from exports.ledger import Ledger, write_ledger
from exports.workbook import workbook
from models import queries
from models.progress import Progress, silent
from models.queries import Query
from models.register import Register
from models.words import _
from ui import messages
from ui.desk import Desk
from ui.kit.buttons import button
from ui.kit.progress_line import ProgressLine
from ui.tasks import run_task

SUFFIX = ".xlsx"


def write_query(register: Register, query: Query, out: Path, progress: Progress = silent) -> int:
    """Write the records of a query to a workbook; how many there are."""
    with register.read() as session, workbook(out, query.spec.sheet) as book:
        ids = queries.ids(session, query)
        write_ledger(book, query.spec.sheet, Ledger(session, query.spec), ids, progress)
    return len(ids)


def export_button(desk: Desk, asked: Callable[[], Query | None], line: ProgressLine, owner: QWidget) -> QPushButton:
    """The button that writes `asked()` into a workbook the user names; `line` shows how far it is."""
    made = button(_("Export"))
    made.setToolTip(_("Write this list into a workbook; numbers stay masked"))

    def press() -> None:
        query = asked()
        if query is None:
            return
        kinds = _("Workbooks") + f" (*{SUFFIX})"
        name, _kind = QFileDialog.getSaveFileName(owner, _("Export"), f"{query.spec.words}{SUFFIX}", kinds)
        if name:
            path = Path(name) if name.lower().endswith(SUFFIX) else Path(name + SUFFIX)
            export(desk, query, path, line, owner)

    made.clicked.connect(press)
    return made


def export(desk: Desk, query: Query, path: Path, line: ProgressLine, owner: QWidget) -> None:
    """Write the query off the window's thread; a stop leaves nothing behind."""
    register = desk.register

    def done(count: int) -> None:
        line.end()
        desk.say(_("Exported {count} to {file}").format(count=f"{count:,}", file=path.name))

    def failed(error: BaseException) -> None:
        line.end()
        messages.tell(error)

    line.begin(_("Writing {file}").format(file=path.name))
    task = run_task(lambda progress: write_query(register, query, path, progress), done, failed, line.tell, owner=owner)
    line.watch(task)

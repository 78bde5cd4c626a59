"""The organisation map: frame time of a zoom sweep, and layout time against the number of units."""

import gc
import os
import random
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from models import words
from models.structure.map_figures import UnitFigures
from tests.benchmarks.measure import Line, Lines
from ui import theme
from ui.org_map.colouring import COLOURINGS, shades
from ui.org_map.layout import Node, lay_out
from ui.org_map.nodes import MapNode
from ui.org_map.view import MapView

UNITS = 2_200
SIZES = (250, 550, 1_100, 2_200)
FRAMES = 60
"""Of one way in or out: a second at sixty frames."""


def county(units: int, seed: int = 1) -> list[MapNode]:
    """An invented county of so many units: 3 streets, 20 communities, 41 branches, the rest building groups."""
    chance = random.Random(seed)
    rows: list[list[str]] = [[], [], [], []]
    made = []
    for number in range(units):
        row = 0 if number < 3 else 1 if number < 23 else 2 if number < 64 else 3
        parent = chance.choice(rows[row - 1]) if row else None
        name = f"{chance.choice('松清梅桂石云')}{chance.choice('林波苑香桥溪')}{number % 40 + 1}号楼党小组"
        made.append(
            MapNode(
                str(number), parent, row, name, f"第{number % 40 + 1}栋", f"楼栋长 某{number % 97}", code=str(number)
            )
        )
        rows[row].append(str(number))
    return made


def view_of(units: int = UNITS) -> MapView:
    """A map of the county at the size it has in a window of 1366x768, with everything unfolded and coloured."""
    if not isinstance(app := QApplication.instance(), QApplication):
        app = QApplication([])
    words.use_language("zh_CN")
    theme.apply(app)
    chance = random.Random(2)
    nodes = county(units)
    figures = {
        node.id: UnitFigures(chance.randint(30, 90), chance.randint(80, 240), 20, chance.randint(0, 20), 1, 0, 0)
        for node in nodes
    }
    view = MapView()
    view.flight_time = 0
    view.resize(850, 610)
    view.show()
    view.show_nodes(nodes)
    view.show_shades(shades(nodes, figures, COLOURINGS[0]), figures, COLOURINGS[0])
    view.fit(fly=False)
    app.processEvents()
    return view


def zoom_sweep(view: MapView, frames: int = FRAMES) -> list[float]:
    """Milliseconds of every frame: in to the largest where boxes are dense, then out to the whole again."""
    view.fit(fly=False)
    view.repaint()
    start, end = view.camera.scale, 1.6
    factor = (end / start) ** (1 / frames)
    middle = list(view.scene.layout.spots.values())[len(view.scene.layout.spots) // 2]  # boxes all around it
    at = QPointF(*view.camera.to_view(middle.x, middle.y))
    spent = []
    for step in (factor,) * frames + (1 / factor,) * frames:
        began = time.thread_time()  # of this thread alone: what else the machine does is not the map's
        view.zoom(step, at)
        view.repaint()
        spent.append((time.thread_time() - began) * 1000)
    return spent


def p95(values: list[float]) -> float:
    """The value that 95 of 100 stay under."""
    return sorted(values)[int(len(values) * 0.95)]


def frame_time(units: int = UNITS, sweeps: int = 3) -> float:
    """The p95 of the frames of a few sweeps, in milliseconds. The first sweep counts too: nothing is warmed up."""
    view = view_of(units)
    spent = [frame for _number in range(sweeps) for frame in zoom_sweep(view)]
    view.close()
    return p95(spent)


def layout_times(sizes: tuple[int, ...] = SIZES, rounds: int = 7) -> dict[int, float]:
    """Milliseconds that the layout of so many units takes, the best of a few rounds."""
    found = {}
    for units in sizes:
        nodes = [Node(node.id, node.parent, node.row) for node in county(units)]
        found[units] = min(_timed(lambda nodes=nodes: lay_out(nodes)) for _number in range(rounds))
    return found


def _timed(work: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()  # as timeit does: a collection counts what others keep alive
    try:
        began = time.thread_time()
        work()
        return (time.thread_time() - began) * 1000
    finally:
        gc.enable()


def lines() -> Lines:
    """The lines of the benchmark's table."""
    yield Line(f"map: frame of a zoom sweep, {UNITS:,} units (p95)", frame_time() / 1000, None, 0.016)
    spent = layout_times()
    few, many = SIZES[0], SIZES[-1]
    told = ", ".join(f"{units:,}: {time:.1f}" for units, time in spent.items())
    name = f"map: layout a unit, {many:,} against {few:,} units"
    yield Line(name, spent[many] / many / 1000, spent[few] / few / 1000, 2.0, f"ms by units: {told}")

"""The organisation map: boxes that never overlap, lines that never cross, moves with a day, travel by keyboard."""

from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication

from models import operations, queries
from models.errors import Mistake
from models.organisation import UNITS
from models.records import spec
from models.structure import appointing
from models.structure.unit_tree import tree_as_of
from tests.ui.on_desk import OnDesk, settle
from ui.org_map import unit_asks
from ui.org_map.camera import Camera, fitting
from ui.org_map.layout import HEIGHT, WIDTH, Layout, Line, Node, lay_out
from ui.org_map.photo_frame import PhotoFrame
from ui.org_map.view import MapView
from ui.pages.organisation import OrganisationPage
from ui.pictures import load_picture

TODAY = date.today()
DAY = timedelta(days=1)


# --- the layout


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[Node], set[str]]:
    """Forests of up to sixty units on four rows, some of them a row lower than their parent's next, some folded."""
    count = draw(st.integers(1, 60))
    nodes: list[Node] = []
    for number in range(count):
        above = [node for node in nodes if node.row < 3]
        parent = draw(st.sampled_from([None, *above])) if above else None
        row = 0 if parent is None else draw(st.integers(parent.row + 1, min(parent.row + 2, 3)))
        nodes.append(Node(str(number), parent.id if parent else None, row))
    return nodes, draw(st.sets(st.sampled_from([node.id for node in nodes]), max_size=4))


def touching(one: Line, other: Line) -> bool:
    """Whether two straight pieces, each level or upright, have a point in common."""

    def span(line: Line) -> tuple[float, float, float, float]:
        return min(line.x1, line.x2), min(line.y1, line.y2), max(line.x1, line.x2), max(line.y1, line.y2)

    a, b = span(one), span(other)
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def in_a_box(line: Line, layout: Layout) -> bool:
    """Whether a line runs through the inside of a box."""
    left, right = sorted((line.x1, line.x2))
    top, bottom = sorted((line.y1, line.y2))
    return any(
        left < x + WIDTH - 0.01 and right > x + 0.01 and top < y + HEIGHT - 0.01 and bottom > y + 0.01
        for x, y in layout.spots.values()
    )


@settings(max_examples=150, deadline=None)
@given(tree=trees())
def test_boxes_never_overlap_and_lines_never_cross(tree: tuple[list[Node], set[str]]) -> None:
    nodes, folded = tree
    layout = lay_out(nodes, folded)
    for (x1, y1), (x2, y2) in combinations(layout.spots.values(), 2):
        assert abs(x1 - x2) >= WIDTH or abs(y1 - y2) >= HEIGHT
    for (parent, line), (other, crossing) in combinations(layout.lines, 2):
        assert parent == other or not touching(line, crossing)
    assert not any(in_a_box(line, layout) for _parent, line in layout.lines)
    assert all(0 <= x <= layout.width - WIDTH and 0 <= y for x, y in layout.spots.values())


@settings(max_examples=60, deadline=None)
@given(tree=trees())
def test_what_is_folded_in_is_counted(tree: tuple[list[Node], set[str]]) -> None:
    nodes, folded = tree
    layout = lay_out(nodes, folded)
    assert len(layout.spots) + sum(layout.hidden.values()) == len(nodes)


def test_units_of_a_level_stand_in_a_row_and_many_leaves_in_columns() -> None:
    nodes = [Node("s", None, 0), Node("c", "s", 1), Node("d", "s", 1)]
    nodes += [Node(f"c{n}", "c", 2) for n in range(9)] + [Node(f"d{n}", "d", 2) for n in range(9)]
    layout = lay_out(nodes)
    assert layout.spots["c"].y == layout.spots["d"].y
    assert len({layout.spots[f"c{n}"].x for n in range(9)}) == 2  # two columns, five and four high
    alone = lay_out(nodes[:1] + [Node("c", "s", 1)] + [Node(f"c{n}", "c", 2) for n in range(3)])
    assert len({alone.spots[f"c{n}"].y for n in range(3)}) == 1  # few, and nothing open beside them: in a row


# --- the camera


@given(
    scale=st.floats(0.05, 2),
    factor=st.floats(0.5, 2),
    x=st.floats(0, 800),
    y=st.floats(0, 600),
    left=st.floats(-1e4, 1e4),
)
def test_zoom_keeps_what_is_under_the_pointer(scale: float, factor: float, x: float, y: float, left: float) -> None:
    camera = Camera(left, 12.0, scale)
    before, after = camera.to_map(x, y), camera.zoomed(factor, x, y).to_map(x, y)
    assert before == pytest.approx(after, abs=1e-5)


def test_a_flight_ends_where_it_is_going_and_a_fit_shows_everything() -> None:
    start, end = Camera(0, 0, 0.2), Camera(500, 300, 1.0)
    assert start.toward(end, 0.0) == start
    there = start.toward(end, 1.0)
    assert (there.left, there.top, there.scale) == pytest.approx((500, 300, 1.0))
    whole = fitting(5_000, 900, 800, 600)
    (left, top), (right, bottom) = whole.to_view(0, 0), whole.to_view(5_000, 900)
    assert left >= 0 and top >= 0 and right <= 800 and bottom <= 600


# --- the page


@pytest.fixture
def page(on_desk: OnDesk) -> OrganisationPage:
    """A street with two communities; 松林苑 and 清波里 stand under the first."""
    street = on_desk.street
    since = date(2024, 1, 1)
    for unit in (street.street, street.community, street.branch, street.group):
        operations.save(street.register, UNITS, {"valid_from": since}, unit)
    street.add("units", code="12", name="东塘社区党委", parent_id=street.street, valid_from=since)
    branch = street.add("units", code="112", name="清波里支部", parent_id=street.community, valid_from=since)
    for number in (1, 2, 3):
        name = f"清波里{number}号楼"
        street.add("units", code=f"112{number}", name=name, parent_id=branch, valid_from=since)
    home = street.household("101")
    street.person("陈桂珍", home)
    page = on_desk.show(OrganisationPage)
    page.map.flight_time = 0
    page.map.fit()
    settle()
    return page


def box(page: OrganisationPage, name: str) -> str:
    return next(node.id for node in page.nodes if node.name == name)


def middle(view: MapView, node_id: str) -> QPointF:
    spot = view.scene.layout.spots[node_id]
    return QPointF(*view.camera.to_view(spot.x + WIDTH / 2, spot.y + HEIGHT / 3))


def mouse(view: MapView, kind: QEvent.Type, at: QPointF) -> None:
    button = Qt.MouseButton.LeftButton
    QApplication.sendEvent(
        view, QMouseEvent(kind, at, view.mapToGlobal(at), button, button, Qt.KeyboardModifier.NoModifier)
    )


def drag(view: MapView, node_id: str, target: str) -> None:
    start, end = middle(view, node_id), middle(view, target)
    mouse(view, QEvent.Type.MouseButtonPress, start)
    for share in (0.2, 0.6, 1.0):
        mouse(view, QEvent.Type.MouseMove, start + (end - start) * share)
    view.repaint()
    mouse(view, QEvent.Type.MouseButtonRelease, end)
    settle()


def reloaded(page: OrganisationPage) -> None:
    page.counting.load()
    settle()


def test_a_drag_asks_for_the_day_and_moves(page: OrganisationPage, on_desk: OnDesk) -> None:
    branch, target = box(page, "清波里支部"), box(page, "东塘社区党委")
    drag(page.map, branch, target)
    ask = page.panel.ask
    assert ask is not None and ask.fields.lines["parent_id"].editor.value() == target
    ask.fields.lines["valid_from"].editor.set_value(TODAY - DAY * 10)
    ask.accept()
    settle()
    with on_desk.register.read() as session:
        assert tree_as_of(session, TODAY)[branch].parent_id == target
        assert tree_as_of(session, TODAY - DAY * 11)[branch].parent_id == on_desk.street.community
    assert page.panel.ask is None


def test_a_day_that_cannot_be_is_said_at_its_field(page: OrganisationPage) -> None:
    drag(page.map, box(page, "清波里支部"), box(page, "东塘社区党委"))
    ask = page.panel.ask
    assert ask is not None
    ask.fields.lines["valid_from"].editor.set_value(TODAY + DAY)
    ask.accept()
    settle()
    assert "has not come" in ask.fields.label_of("valid_from").text()
    assert page.panel.ask is ask


def test_a_drag_to_another_level_does_nothing(page: OrganisationPage) -> None:
    drag(page.map, box(page, "清波里支部"), box(page, "3号楼党小组"))
    assert page.panel.ask is None


def test_as_of_yesterday_shows_yesterdays_tree(page: OrganisationPage, on_desk: OnDesk) -> None:
    branch, target = box(page, "清波里支部"), box(page, "东塘社区党委")
    operations.save(on_desk.register, UNITS, {"parent_id": target}, branch)
    reloaded(page)
    assert page.map.scene.parents[branch] == target
    page.day.show_day(TODAY - DAY)
    settle()
    assert page.map.scene.parents[branch] == on_desk.street.community
    assert not page.map.movable  # what was is looked at, not changed
    page.day.cleared.emit()
    settle()
    assert page.map.scene.parents[branch] == target and page.map.movable


def test_travel_by_keyboard(page: OrganisationPage, on_desk: OnDesk) -> None:
    names = {node.id: node.name for node in page.nodes}
    page.map.choose(box(page, "云溪街道党工委"))

    def press(*keys: Qt.Key) -> str:
        on_desk.press(page.map, *keys)
        return names[page.map.at]

    assert press(Qt.Key.Key_Down) in ("桂香社区党委", "东塘社区党委")
    page.map.choose(box(page, "桂香社区党委"))
    assert press(Qt.Key.Key_Right) == "东塘社区党委"
    assert press(Qt.Key.Key_Left) == "桂香社区党委"
    page.map.choose(box(page, "清波里支部"))
    assert press(Qt.Key.Key_Down) == "清波里1号楼"
    assert press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down) == "清波里3号楼"  # along the column
    assert press(Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up) == "清波里支部"
    assert press(Qt.Key.Key_Home) == "云溪街道党工委"


def test_folding_says_how_many_and_stays_where_it_is(page: OrganisationPage, on_desk: OnDesk) -> None:
    branch = box(page, "清波里支部")
    page.map.choose(branch)
    before = page.map.place_of(branch)
    on_desk.press(page.map, Qt.Key.Key_Minus)
    assert page.map.scene.layout.hidden == {branch: 3}
    assert page.map.place_of(branch) == pytest.approx(before)
    on_desk.press(page.map, Qt.Key.Key_Plus)
    assert page.map.scene.layout.hidden == {}


def test_find_flies_to_what_is_folded_in(page: OrganisationPage) -> None:
    group = box(page, "清波里2号楼")
    page.map.fold(box(page, "桂香社区党委"), True)
    assert group not in page.map.scene.layout.spots
    page.finder.found.emit(group)
    settle()
    assert page.map.at == group
    x, y = page.map.place_of(group)
    assert 0 < x < page.map.width() and 0 < y < page.map.height()


def test_the_wheel_zooms_to_the_pointer_and_keys_pan(page: OrganisationPage, on_desk: OnDesk) -> None:
    scale = page.map.camera.scale
    on_desk.qtbot.keyClick(page.map, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert page.map.camera.scale < scale
    left = page.map.camera.left
    on_desk.qtbot.keyClick(page.map, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert page.map.camera.left > left
    on_desk.qtbot.keyClick(page.map, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert page.map.camera.scale == pytest.approx(scale)


def test_a_change_elsewhere_shows_without_moving_the_view(page: OrganisationPage, on_desk: OnDesk) -> None:
    page.map.zoom(1.4, QPointF(100, 100))
    page.map.fold(box(page, "清波里支部"), True)
    camera = page.map.camera
    operations.save(on_desk.register, UNITS, {"name": "松林苑党支部"}, on_desk.street.branch)
    reloaded(page)
    assert page.map.scene.nodes[on_desk.street.branch].name == "松林苑党支部"
    assert page.map.camera == camera
    assert box(page, "清波里支部") in page.map.scene.folded


def test_figures_colour_the_boxes_and_stand_in_them(page: OrganisationPage, on_desk: OnDesk) -> None:
    page.colours.show_key("households")
    settle()
    group = box(page, "3号楼党小组")
    assert page.map.scene.shades[group].words == "1"
    assert page.map.colouring is not None and page.map.colouring.key == "households"
    page.colours.cleared.emit()
    settle()
    assert page.map.scene.shades == {} and page.map.colouring is None


def test_every_state_is_drawn(page: OrganisationPage) -> None:
    for scale in (0.1, 0.4, 1.0):
        page.map.camera = Camera(0, 0, scale)
        for moving in (True, False):
            page.map.moving = moving
            assert not page.map.grab().isNull()


def test_the_panel_fills_hands_over_and_ends(page: OrganisationPage, on_desk: OnDesk) -> None:
    street = on_desk.street
    with street.register.read() as session:
        secretary = queries.ids(session, queries.Query(spec("posts")).where("key", "is", "secretary"))[0]
    given = {"shown_name": "杜守义", "since": date(2024, 3, 1)}
    held = appointing.appoint(street.register, street.branch, secretary, given).ids("appointments")[0]
    appointing.end(street.register, held, TODAY)
    reloaded(page)
    page.choose(street.branch)
    settle()
    sheet = page.panel.sheet
    assert sheet is not None and [(v.post, v.last) for v in sheet.vacant] == [("书记", "杜守义")]
    assert page.map.scene.nodes[street.branch].vacant
    page.panel.open_ask(unit_asks.fill(page.desk, street.branch, sheet.vacant[0]))
    ask = page.panel.ask
    assert ask is not None
    ask.fields.lines["shown_name"].editor.set_value("毛桂兰")
    ask.accept()
    settle()
    reloaded(page)
    assert page.panel.sheet is not None and [h.name for h in page.panel.sheet.posts] == ["毛桂兰"]


def test_the_grid_chain_puts_units_on_their_grids(page: OrganisationPage, on_desk: OnDesk) -> None:
    street = on_desk.street
    grid = street.add("grids", code="G1", name="第一网格", unit_id=street.community)
    street.add("unit_grids", unit_id=street.group, grid_id=grid)
    page._show_chain("grids")
    settle()
    scene = page.map.scene
    assert scene.parents[grid] == street.community
    assert scene.children[grid] == [f"{grid}/{street.group}"]
    assert not page.map.movable


def test_the_tree_shows_the_same_and_refuses_what_the_map_refuses(page: OrganisationPage) -> None:
    page._show_shape("tree")
    page.shapes.show_chosen("tree")
    page._recolour()
    branch, other = box(page, "清波里支部"), box(page, "东塘社区党委")
    model = page.tree.model_
    assert {node.id for node in model.nodes} == set(page.map.scene.nodes)
    assert model.rowCount(model.index_of(box(page, "桂香社区党委"))) == 2
    assert model.index_of(branch).parent() == model.index_of(box(page, "桂香社区党委"))
    assert page.tree.can_move(branch, other)
    assert not page.tree.can_move(branch, box(page, "桂香社区党委"))  # stands there already
    assert not page.tree.can_move(branch, box(page, "3号楼党小组"))
    page.tree.chosen.emit(branch)
    settle()
    assert page.map.at == branch


def test_the_overview_leads_there(page: OrganisationPage, on_desk: OnDesk) -> None:
    page.map.zoom(3)
    before = page.map.camera
    rect = page.map._overview.rect(page.map.size_now())
    at = QPoint(int(rect.left()) + 20, int(rect.top()) + 20)
    on_desk.qtbot.mouseClick(page.map, Qt.MouseButton.LeftButton, pos=at)
    assert page.map.camera != before and page.map.camera.scale == before.scale


def test_a_portrait_keeps_its_shape_and_is_small(on_desk: OnDesk, tmp_path: Path) -> None:
    picture = QImage(3_000, 2_000, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    picture.setText("Comment", "GPS 30.1 104.2")
    picture.save(str(tmp_path / "p.png"))
    frame = PhotoFrame(load_picture(str(tmp_path / "p.png")))
    frame.move_by(9_999, 9_999)
    frame.resize_by(0.7)
    frame.resize_by(9)
    assert frame.frame.right() <= 3_000 and frame.frame.bottom() <= 2_000
    jpeg = frame.jpeg()
    cut = QImage.fromData(jpeg, "JPG")
    assert (cut.width(), cut.height()) == (590, 826)
    assert b"GPS" not in jpeg
    (tmp_path / "no.png").write_bytes(b"nothing")
    with pytest.raises(Mistake, match="cannot be read"):
        load_picture(str(tmp_path / "no.png"))


def test_a_photo_goes_to_the_appointment_with_its_consent(page: OrganisationPage, on_desk: OnDesk) -> None:
    street = on_desk.street
    with street.register.read() as session:
        head = queries.ids(session, queries.Query(spec("posts")).where("key", "is", "building_head"))[0]
    given = {"shown_name": "周文斌", "since": date(2024, 3, 1)}
    held = appointing.appoint(street.register, street.group, head, given).ids("appointments")[0]
    reloaded(page)
    page.choose(street.group)
    settle()
    assert page.panel.sheet is not None
    image = QImage(500, 700, QImage.Format.Format_RGB32)
    page.panel.open_ask(unit_asks.photo(page.desk, page.panel.sheet.posts[0], PhotoFrame(image)))
    ask = page.panel.ask
    assert ask is not None
    ask.fields.lines["photo_consent_on"].editor.set_value(TODAY)
    ask.accept()
    settle()
    with street.register.read() as session:
        stored = queries.values_of(session, spec("appointments"), held) or {}
    assert stored["photo"].startswith(b"\xff\xd8\xff") and stored["photo_consent_on"] == TODAY

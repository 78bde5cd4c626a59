"""What the keys do on the map: nearer and farther, about, from unit to unit, folding."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui import theme
from ui.org_map import travel as ways

if TYPE_CHECKING:
    from ui.org_map.view import MapView

_STEP = 1.2
_WAYS: dict[int, ways.Way] = {
    Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right",
}  # fmt: skip


def zoom(view: "MapView", event: QKeyEvent) -> bool:
    """Ctrl + and -, Ctrl 0, and arrows with Shift or Ctrl; whether it was one of them."""
    if not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
        return False
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    step = theme.px(80)
    match event.key():
        case Qt.Key.Key_Plus | Qt.Key.Key_Equal if control:
            view.zoom(_STEP)
        case Qt.Key.Key_Minus | Qt.Key.Key_Underscore if control:
            view.zoom(1 / _STEP)
        case Qt.Key.Key_0 if control:
            view.fit()
        case Qt.Key.Key_Left:
            view.pan(step, 0)
        case Qt.Key.Key_Right:
            view.pan(-step, 0)
        case Qt.Key.Key_Up:
            view.pan(0, step)
        case Qt.Key.Key_Down:
            view.pan(0, -step)
        case _:
            return False
    return True


def travel(view: "MapView", event: QKeyEvent) -> bool:
    """Arrows between parent, child and those beside, Enter, + and -, Home; whether it was one of them."""
    scene, key, at = view.scene, event.key(), view.at
    if not scene.layout.spots:
        return False
    first = next(iter(scene.layout.spots))
    if at not in scene.layout.spots:
        if key in _WAYS or key == Qt.Key.Key_Home:
            view.choose(first)
            return True
        return False
    if key == Qt.Key.Key_Down and at in scene.folded:
        view.fold(at, False)
    elif key in _WAYS:
        view.choose(ways.step(_WAYS[key], at, scene.layout, scene.parents, scene.children))
    elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        view.opened.emit(at)
    elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
        view.fold(at, False)
    elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
        view.fold(at, True)
    elif key == Qt.Key.Key_Home:
        view.choose(first)
    else:
        return False
    return True

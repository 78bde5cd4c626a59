"""Drawing for hours does not use None up (ui/org_map/undying_none.py says why that is a question at all)."""

import sys

import pytest
from PySide6.QtGui import QColor, QPainter, QPixmap

from tests.ui.on_desk import OnDesk
from ui.org_map.undying_none import PLENTY, keep_none_alive


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_none_has_references_for_years(on_desk: OnDesk) -> None:
    assert keep_none_alive()
    picture = QPixmap(4, 4)
    painter = QPainter(picture)
    for _number in range(1_000):
        painter.setPen(QColor(1, 2, 3))
    painter.end()
    assert sys.getrefcount(None) > PLENTY // 2

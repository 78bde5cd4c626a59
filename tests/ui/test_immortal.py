"""A long session of Qt calls must not use up the references to None, True and False."""

import subprocess
import sys

CALLS = """
import ui
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

class Sender(QObject):
    sent = Signal(int)

application, sender = QApplication([]), Sender()
sender.sent.connect(lambda number: None)
widget = QWidget()
for number in range(60_000):
    widget.resize(10, 10 + number % 2)
    sender.sent.emit(number)
    widget.isEnabled(), widget.isHidden(), widget.parentWidget()
print("alive")
"""


def test_the_interpreter_outlives_many_calls_that_return_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "alive", done.stderr[-500:]
    assert done.returncode == 0

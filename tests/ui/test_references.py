"""The window outlives as many signals as a long day sends."""

import subprocess
import sys

_SENDS = """
import ui
from PySide6.QtCore import QCoreApplication, QObject, Signal
class Sender(QObject):
    sent = Signal(int)
app, sender = QCoreApplication([]), Sender()
sender.sent.connect(lambda number: None)
for number in range(20_000):
    sender.sent.emit(number)
print("alive")
"""


def test_twenty_thousand_signals_do_not_end_the_program() -> None:
    done = subprocess.run([sys.executable, "-c", _SENDS], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr

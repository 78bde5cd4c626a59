"""What is written down about a bug: where it happened, never what the records said."""

import logging
import platform
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

APP = "grid-register"
_log = logging.getLogger(APP)


def log_folder() -> Path:
    """Where this user's log lies."""
    return Path(platformdirs.user_log_dir(APP, appauthor=False))


def start_log() -> None:
    """Write warnings and bugs to a small rotating file from now on; no disk, no log."""
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(log_folder() / f"{APP}.log", maxBytes=500_000, backupCount=3, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log.addHandler(handler)


def report(error: BaseException) -> str:
    """A bug as text without people's data: the kinds of error and the lines of code, not their messages or values."""
    lines = [f"{platform.system()} {platform.release()}, Python {platform.python_version()}"]
    current: BaseException | None = error
    while current is not None:
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        for frame in traceback.extract_tb(current.__traceback__):
            lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


def log_bug(error: BaseException) -> str:
    """Write a bug into the log; the report, for a dialog that offers to save it."""
    text = report(error)
    _log.error("%s", text)
    return text

"""What the window remembers on this PC: language, theme, text size, the last page, the columns of each table."""

from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QSettings

_RECENT = 6


class Preferences:
    """Typed access to the settings file. They belong to the PC, never to a register."""

    def __init__(self, file: Path | None = None) -> None:
        if file is None:
            self._store = QSettings(
                QSettings.Format.IniFormat, QSettings.Scope.UserScope, "grid-register", "grid-register"
            )
        else:
            self._store = QSettings(str(file), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        value = self._store.value(key, default)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: int = 0) -> int:
        try:
            return int(cast(str, self._store.value(key, default)))
        except (TypeError, ValueError):
            return default

    def words(self, key: str) -> list[str]:
        """A list of words kept under one key."""
        value = self._store.value(key, [])
        return (
            [value] if isinstance(value, str) and value else [str(v) for v in value] if isinstance(value, list) else []
        )

    def state(self, key: str) -> QByteArray | None:
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else None

    def keep(self, key: str, value: object) -> None:
        self._store.setValue(key, value)

    @property
    def language(self) -> str:
        return self.text("window/language", "zh_CN")

    @property
    def theme(self) -> str:
        return self.text("window/theme", "light")

    @property
    def text_size(self) -> int:
        return self.number("window/text_size", 100)

    @property
    def compact(self) -> bool:
        return self.number("window/compact") == 1

    def recent(self) -> list[Path]:
        """Registers opened lately that are still there, newest first."""
        return [file for name in self.words("window/recent") if (file := Path(name)).is_file()]

    def opened(self, register: Path) -> None:
        """Remember a register as the newest opened."""
        names = [str(register), *(name for name in self.words("window/recent") if name != str(register))]
        self.keep("window/recent", names[:_RECENT])

"""Qt's own words (file dialogs, context menus) in the language spoken now."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

_translators: list[QTranslator] = []


def speak(app: QApplication, language: str) -> None:
    """Load Qt's catalogue for a language, if the installed Qt has it."""
    while _translators:
        app.removeTranslator(_translators.pop())
    QLocale.setDefault(QLocale(language))
    if language == "en":
        return
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(app)
    if translator.load(f"qtbase_{language}", folder):
        app.installTranslator(translator)
        _translators.append(translator)

"""The words of the program: English in the source, Chinese (first) or English on the screen."""

import gettext as _gettext

import resources

LANGUAGES = ("zh_CN", "en")
_DOMAIN = "grid_register"
_current = "en"
_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


def use_language(language: str) -> None:
    """Speak `language` ("zh_CN" or "en") from now on; an unknown one means Chinese."""
    global _catalogue, _current
    _current = language if language in LANGUAGES else "zh_CN"
    if _current == "en":
        _catalogue = _gettext.NullTranslations()
    else:
        _catalogue = _gettext.translation(_DOMAIN, resources.path("translations"), [_current], fallback=True)


def language() -> str:
    """The language spoken now."""
    return _current


def _(text: str) -> str:
    return _catalogue.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    return _catalogue.ngettext(one, many, count)


def N_(text: str) -> str:
    """Mark `text` for translation where it stands; it is translated later, where it is shown."""
    return text


def in_words(english: str, chinese: str) -> str:
    """The one of two fixed names that fits the language: specs carry both, since paper is always Chinese."""
    return english if _current == "en" or not chinese else chinese

"""How a mediation ended, and in which of its two forms an agreement was made (people's mediation law, art. 28)."""

import re
from typing import Any

from models.codes import code_table
from models.intake.cleaning.cells import Odd, plain
from models.intake.cleaning.coded import UNSIGNED, Coder, find_code

FORMLESS = "settled"  # agreed on, and the cell does not say whether on paper or by word of mouth
_SHORT = 8  # characters
_FORMS = {"口头": "oral", "书面": "written"}
_DENIES = re.compile("[未没无不非].{0,4}(?:签|书面|口头|协议|纸)")


class Forms(Coder):
    """Reads the form of an agreement; that nothing was signed names no form, and does not say that anything was agreed."""

    def __init__(self, header: str = "") -> None:
        super().__init__("agreement_form", header)

    def __call__(self, value: Any) -> Any:
        text = plain(value)
        if _DENIES.match(text) and "口头" not in text:
            return UNSIGNED
        found = super().__call__(value)
        forms = [] if _DENIES.search(text) else [form for word, form in _FORMS.items() if word in text]
        return forms[0] if isinstance(found, Odd) and len(forms) == 1 else found


def form_named(text: str) -> str | None:
    """The form of agreement that a cell names and no more: what is agreed stands there in other words."""
    form = code_table("agreement_form").find(text)
    return form or (UNSIGNED if len(text) <= _SHORT and Forms()(text) == UNSIGNED else None)


class Outcomes(Coder):
    """Reads how a mediation ended. An agreement is a written one only where the cell says so."""

    def __init__(self, header: str = "") -> None:
        super().__init__("mediation_outcome", header)

    def __call__(self, value: Any) -> Any:
        found = super().__call__(value)
        if isinstance(found, Odd) and (form := self._with_form(plain(value))):
            return form
        text = plain(value).lower()
        told = not _DENIES.search(text) and any(word in text for word in ("书面", "协议书", "written"))
        return FORMLESS if found == "written" and not told else found

    def _with_form(self, text: str) -> str:
        """成功，书面 and 口头、已履行: the word of an agreement beside that of its form."""
        parts = [part for part in re.split(r"[，,、；;/（(）)\s]+", text) if part]
        forms = {form for part in parts if isinstance(form := Forms()(part), str)}
        forms = {"oral" if form == UNSIGNED else form for form in forms}
        settled = any(find_code(self.key, part) in ("written", "oral") for part in parts)
        return forms.pop() if settled and len(parts) > 1 and len(forms) == 1 else ""

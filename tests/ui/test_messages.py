"""Three kinds of trouble, each told in its own way; a report of a bug names no one."""

import pytest

from models.errors import Cancelled, Mistake, Surroundings
from ui import messages


def test_mistakes_and_surroundings_are_sentences_of_their_kind() -> None:
    said: list[tuple[str, str]] = []
    messages.show_at(lambda words, kind: said.append((words, kind)))
    messages.tell(Mistake("too long", "name"))
    messages.tell(Surroundings("pull the stick later"))
    messages.tell(Cancelled(""))
    messages.show_at(None)
    assert said == [("too long", "due"), ("pull the stick later", "overdue")]


def test_a_bug_shows_its_report_and_closes_the_register(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    closed: list[bool] = []

    class Dialog:
        def __init__(self, text: str) -> None:
            shown.append(text)

        def exec(self) -> None: ...

    monkeypatch.setattr(messages, "BugDialog", Dialog)
    messages.show_at(lambda words, kind: None, lambda: closed.append(True))
    try:
        int("陈桂珍 13800002207")
    except ValueError as error:
        messages.tell(error)
    messages.show_at(None)
    assert closed == [True]
    assert "ValueError" in shown[0] and "test_messages.py" in shown[0]
    assert "陈桂珍" not in shown[0] and "2207" not in shown[0]

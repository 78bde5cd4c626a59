"""How a long task says how far it is. It is cancelled by its progress function raising `Cancelled`."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with what is done and the total, a few times a second at most."""


def silent(done: int, total: int) -> None:
    """Nobody watches."""

"""What can go wrong, told apart by whose it is to mend. A bug is any other exception."""


class RegisterError(Exception):
    """One sentence in the user's language; `str(error)` is what is shown."""

    exit_status = 1


class Mistake(RegisterError):
    """The user's mistake, at a field where `field` names one: what was typed is kept."""

    exit_status = 2

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class Surroundings(RegisterError):
    """The disk, a lock, a stick, a file from elsewhere: the sentence says what to do."""

    exit_status = 3


class Cancelled(RegisterError):
    """The user stopped a long task; nothing of it is left."""

    exit_status = 2

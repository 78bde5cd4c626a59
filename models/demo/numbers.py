"""Document numbers and phones that nobody has.

The numbers are whole by their check digit, but from area codes that no place has; the phones lie in ranges of zeros. A
few are mistyped on purpose, so that the register has something to warn of.
"""

from collections import Counter
from datetime import date
from random import Random

from models.checks import check_digit
from models.demo.world import words

TO_COMPARE = "证件号码与证件不符，待核对"
_MOBILES = [f"1{second}{third}0000" for second in "3589" for third in "890123567"]
_MOBILES = ["1380000", "1390000", "1500000", "1860000", *_MOBILES]


class Numbers:
    """Gives every document number and phone once."""

    def __init__(self) -> None:
        self._born: Counter[date] = Counter()
        self._phones = 0
        self._landlines = 0
        self._papers = 0
        self._prefixes = list(dict.fromkeys(_MOBILES))

    def document(self, chance: Random, birth: date, sex: str) -> str:
        """A resident's card number, whole."""
        place = self._born[birth]
        self._born[birth] += 1
        # Two sequences, odd for men and even for women; steps of 37 keep neighbours from looking alike.
        sequence = (place * 37 + birth.day * 11) % 499 * 2 + (1 if sex == "1" else 2)
        areas = words("places")["other_area_codes"]
        area = words("places")["area_code"] if chance.random() < 0.8 else chance.choice(areas)
        digits = f"{area}{birth:%Y%m%d}{sequence:03d}"
        return digits + check_digit(digits)

    def mistyped(self, chance: Random, document: str) -> str:
        """The number as a tired hand types it: a digit lost, two swapped, the last one wrong."""
        kind = chance.randrange(3)
        if kind == 0:
            place = chance.randrange(7, 16)
            return document[:place] + document[place + 1 :]
        swaps = [i for i in range(8, 16) if document[i] != document[i + 1]]
        if kind == 1 and swaps:
            place = chance.choice(swaps)
            return f"{document[:place]}{document[place + 1]}{document[place]}{document[place + 2 :]}"
        return document[:-1] + ("1" if document[-1] != "1" else "7")

    def mobile(self) -> str:
        """A mobile number in a range of zeros."""
        self._phones += 1
        # The well-known ranges of zeros first; the others only when a whole county needs numbers.
        prefix = self._prefixes[self._phones // 10_000 if self._phones >= 40_000 else self._phones % 4]
        step = self._phones // 4 if self._phones < 40_000 else self._phones
        return f"{prefix}{step * 7919 % 10_000:04d}"

    def landline(self) -> str:
        """A number of the exchange 8600, which is invented."""
        self._landlines += 1
        return f"8600{4000 + self._landlines * 37 % 5900:04d}"

    def passport(self) -> str:
        """A passport number of a series that is not in use."""
        self._papers += 1
        return f"EX{self._papers:07d}"

    def birth_certificate(self) -> str:
        """A birth certificate's number of a series that is not in use."""
        self._papers += 1
        return f"X999{self._papers:06d}"

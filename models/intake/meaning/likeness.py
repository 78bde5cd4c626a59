"""The known word that an unknown header is most like: characters and pairs of them weighed by how rare they are.

What comes of it is only ever asked about; it also has a say on what is put together of known words. Cosine of tf-idf vectors over the words of a ledger's lexicon, as in any search
engine; the few nearest words vote for their meaning. Words of columns that belong into the note vote too.
"""

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache

from models.intake.meaning.lexicon import NEVER, NOTE, lexicon, noted
from models.intake.meaning.never import never_words

_NEAREST = 5
_LIKE = 0.26
_NEVER = 0.6  # of all votes: less of a likeness is hardly one of what is not kept
# Of all votes, so many for what is put together of words that may stand before anything, and of words of one ledger.
SECONDED = 0.3
AGREED = 0.7
_BEARS = 3  # the power of a neighbour's likeness in the vote: one close word counts more than two distant ones


def alike(ledger: str, key: str) -> list[str]:
    """The meanings of the known words nearest to a folded header, the likeliest first; nothing where it belongs into the
    note or no word is near."""
    votes = _votes(ledger, key, least=_LIKE)
    if votes.get(NEVER, 0) < _NEVER * sum(votes.values()):
        votes.pop(NEVER, None)
    found = sorted(votes, key=lambda meaning: -votes[meaning])
    return list(itertools.takewhile(lambda meaning: meaning != NOTE, found))


def bears_out(ledger: str, key: str, meaning: str, least: float) -> bool:
    """Whether the known words nearest to a folded header have a voice for this meaning: a second opinion, which sees what
    the rules for putting words together take no notice of."""
    votes = _votes(ledger, key, least=0)
    return votes.get(meaning, 0) >= least * sum(votes.values())


def _votes(ledger: str, key: str, least: float) -> dict[str, float]:
    votes: dict[str, float] = defaultdict(float)
    for likeness, meaning in _words(ledger).nearest(key):
        if likeness >= least:
            votes[meaning] += likeness**_BEARS
    return votes


class _Words:
    """Words with their meanings, to be asked which of them a text is like."""

    def __init__(self, words: dict[str, str]) -> None:
        pieces = {word: _pieces(word) for word in words}
        held = Counter(piece for found in pieces.values() for piece in found)
        self._rare = {piece: math.log(1 + len(words) / count) for piece, count in held.items()}
        self._unheard = math.log(1 + len(words))
        self._meanings = list(words.values())
        self._by_piece: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, found in enumerate(pieces.values()):
            length = self._length(found)
            for piece in found:
                self._by_piece[piece].append((number, self._rare[piece] / length))

    def _length(self, pieces: Iterable[str]) -> float:
        return math.sqrt(sum(self._rare.get(piece, self._unheard) ** 2 for piece in pieces))

    def nearest(self, text: str) -> list[tuple[float, str]]:
        """The nearest words: how like each is, from 0 to 1, and what it means."""
        pieces = _pieces(text)
        length = self._length(pieces)
        likeness: dict[int, float] = defaultdict(float)
        for piece in pieces:
            for number, weight in self._by_piece.get(piece, ()):
                likeness[number] += weight * self._rare[piece] / length
        best = sorted(likeness.items(), key=lambda one: -one[1])[:_NEAREST]
        return [(share, self._meanings[number]) for number, share in best]


@cache
def _words(ledger: str) -> _Words:
    known = {
        word: meanings[0] for word, meanings in lexicon(ledger).items()
        if len(word) > 1 and meanings[0] != "row_number"
    }  # fmt: skip
    return _Words(dict.fromkeys(never_words(), NEVER) | known | dict.fromkeys(noted(ledger), NOTE))


def _pieces(word: str) -> frozenset[str]:
    """Characters, pairs, and what the word begins and ends with: in Chinese what a thing is stands last."""
    return frozenset((*word, *map("".join, itertools.pairwise(word)), f"^{word[0]}", f"{word[-1]}$", f"{word[-2:]}$"))

"""The screen left alone: when it locks, and how a half-filled form is kept meanwhile.

Locking drops the register's key and its connections (`Register.lock`); what was typed and not saved is sealed with a
key derived from the register's own, so that only whoever can open the register can read it again.
"""

import json
import os
import time
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from models.values import Ref

IDLE_SECONDS = 10 * 60
_NONCE = 12


class IdleWatch:
    """Says when nobody has touched anything for a while. The clock only runs forward: setting the PC's is no matter."""

    def __init__(self, seconds: float = IDLE_SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self._clock = clock
        self._last = clock()

    def touched(self) -> None:
        """A key or the mouse was used."""
        self._last = self._clock()

    def is_idle(self) -> bool:
        """Whether it is time to lock."""
        return self._clock() - self._last >= self.seconds


def sealed(key: bytes, values: Mapping[str, Any]) -> bytes:
    """What a form holds, for nobody to read who has not the register's key."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_draft_key(key)).encrypt(nonce, json.dumps(dict(values), default=_tagged).encode(), None)


def opened(key: bytes, data: bytes) -> dict[str, Any] | None:
    """The form's values again; None if they belong to another register."""
    try:
        text = AESGCM(_draft_key(key)).decrypt(data[:_NONCE], data[_NONCE:], None)
    except InvalidTag:
        return None
    found: dict[str, Any] = json.loads(text, object_hook=_untagged)
    return found


def _draft_key(key: bytes) -> bytes:
    return HKDF(SHA256(), 32, None, b"grid-register draft").derive(key)


def _tagged(value: Any) -> dict[str, Any]:
    if isinstance(value, datetime):
        return {"\0moment": value.isoformat()}
    if isinstance(value, date):
        return {"\0date": value.isoformat()}
    if isinstance(value, bytes):
        return {"\0bytes": value.hex()}
    return {"\0text": str(value)}


def _untagged(found: dict[str, Any]) -> Any:
    for tag, read in (("\0moment", datetime.fromisoformat), ("\0date", date.fromisoformat), ("\0bytes", bytes.fromhex)):
        if tag in found:
            return read(found[tag])
    return found.get("\0text", found)


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Form values with references as their ids, as a draft keeps them."""
    return {name: value.id if isinstance(value, Ref) else value for name, value in values.items()}

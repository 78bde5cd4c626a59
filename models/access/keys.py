"""Who can open an encrypted register: one random data key, wrapped once for each member of staff and once for recovery.

A password becomes a key by Argon2id (RFC 9106), which wraps the data key (RFC 3394); so a person is added or removed
without touching the rest of the file. At rest the wrapped keys stand at the end of the register's file, so that a
register is one file; while it is open they lie beside it. The names in them are digests: a lost disk tells none.
"""

import hashlib
import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives import keywrap
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from models.access import login_delay
from models.errors import Mistake, Surroundings
from models.keeping import disk
from models.words import _

RECOVERY = "\0recovery"
SHORTEST_PASSWORD = 8
_MAGIC = b"GRIDKEY1"
_TAIL = 8 + 32 + len(_MAGIC)  # length, digest, magic
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to mistake
_KEY = 32
COST = 64  # MiB a derivation takes; each slot remembers its own, so that it can be raised one day
_DEAREST = 1024


class WrongPassword(Mistake):
    """The name or the password is wrong; which of them is not said."""

    def __init__(self) -> None:
        super().__init__(_("The name or the password is wrong."))


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The wrapped keys. `salt` is the ring's own; a slot is found by the digest of its name under it."""

    salt: bytes
    slots: dict[str, tuple[bytes, bytes, int]]  # digest of the name -> (salt, wrapped data key, MiB of its derivation)

    def key_of(self, name: str, password: str) -> bytes:
        """The data key, at the cost of one key derivation. Raises `WrongPassword`."""
        salt, wrapped, cost = self.slots.get(self.place(name), (self.salt, b"\0" * 40, COST))
        try:
            return keywrap.aes_key_unwrap(_derived(password, salt, cost), wrapped)
        except keywrap.InvalidUnwrap as error:
            raise WrongPassword from error

    def with_slot(self, name: str, password: str, key: bytes) -> "KeyRing":
        """The ring with this name's password set."""
        salt = os.urandom(16)
        slot = (salt, keywrap.aes_key_wrap(_derived(password, salt, COST), key), COST)
        return replace(self, slots={**self.slots, self.place(name): slot})

    def without(self, name: str) -> "KeyRing":
        """The ring with this name's slot gone."""
        return replace(self, slots={place: slot for place, slot in self.slots.items() if place != self.place(name)})

    def __contains__(self, name: str) -> bool:
        return self.place(name) in self.slots

    def place(self, name: str) -> str:
        """Where a name's slot is: a digest, so that the file tells no names."""
        return hashlib.sha256(self.salt + name.strip().encode()).hexdigest()[:32]

    def to_bytes(self) -> bytes:
        """The ring as it is written, with its digest."""
        slots = {place: [salt.hex(), wrapped.hex(), cost] for place, (salt, wrapped, cost) in self.slots.items()}
        body = json.dumps({"salt": self.salt.hex(), "slots": slots}).encode()
        return body + len(body).to_bytes(8) + hashlib.sha256(body).digest() + _MAGIC

    @classmethod
    def from_tail(cls, data: bytes) -> "KeyRing | None":
        """The ring at the end of these bytes; None if there is none."""
        if len(data) < _TAIL or not data.endswith(_MAGIC):
            return None
        length = int.from_bytes(data[-_TAIL : -_TAIL + 8])
        body = data[-_TAIL - length : -_TAIL]
        if hashlib.sha256(body).digest() != data[-_TAIL + 8 : -len(_MAGIC)]:
            return None
        read = json.loads(body)
        slots = {
            place: (bytes.fromhex(salt), bytes.fromhex(wrapped), min(int(cost), _DEAREST))
            for place, (salt, wrapped, cost) in read["slots"].items()
        }
        return cls(bytes.fromhex(read["salt"]), slots)


def new_ring() -> tuple[KeyRing, bytes, str]:
    """A ring with its recovery slot alone, the data key, and the recovery code to be printed and sealed."""
    key, code = secrets.token_bytes(_KEY), recovery_code()
    return KeyRing(os.urandom(16), {}).with_slot(RECOVERY, _plain_code(code), key), key, code


def recovery_code() -> str:
    """Thirty random letters and digits (150 bits) in groups of five."""
    letters = "".join(secrets.choice(_LETTERS) for _each in range(30))
    return "-".join(letters[at : at + 5] for at in range(0, 30, 5))


def _plain_code(code: str) -> str:
    """A recovery code as it was meant, however it was typed."""
    return code.upper().translate(str.maketrans("ILO", "110", "- \t\n"))


def with_recovery(ring: KeyRing, code: str, key: bytes) -> KeyRing:
    """The ring with another recovery code."""
    return ring.with_slot(RECOVERY, _plain_code(code), key)


def key_by_recovery(ring: KeyRing, code: str) -> bytes:
    """The data key by the sealed recovery code. Raises `WrongPassword`."""
    return ring.key_of(RECOVERY, _plain_code(code))


def unlocked(register: Path, name: str, password: str, code: str = "") -> bytes:
    """The data key of an encrypted register by password or recovery code, at the pace that wrong ones have earned.

    Raises `WrongPassword` or `login_delay.TooSoon`.
    """
    ring = find(register)
    if ring is None:
        raise WrongPassword
    place = ring.place(RECOVERY if code else name)
    login_delay.check(register, place)
    try:
        key = key_by_recovery(ring, code) if code else ring.key_of(name, password)
    except WrongPassword:
        login_delay.failed(register, place)
        raise
    login_delay.succeeded(register, place)
    return key


def check_password(password: str) -> None:
    """Raise `Mistake` for a password that is too short to guard anything."""
    if len(password) < SHORTEST_PASSWORD:
        raise Mistake(_("A password has at least {count} characters.").format(count=SHORTEST_PASSWORD), "password")


def _derived(password: str, salt: bytes, cost: int) -> bytes:
    # 64 MiB and three passes: about 0.15 s on an office PC (RFC 9106, section 4, second recommended option).
    return Argon2id(salt=salt, length=_KEY, iterations=3, lanes=2, memory_cost=cost * 1024).derive(password.encode())


# Where the ring lies: at the end of a register at rest, beside it while it is open.


def beside(register: Path) -> Path:
    """The file that holds the ring of an open register."""
    return register.with_name(register.name + ".keys")


def find(register: Path) -> KeyRing | None:
    """A register's ring, wherever it lies; None for a register that has none."""
    with suppress(FileNotFoundError):
        if ring := KeyRing.from_tail(beside(register).read_bytes()):
            return ring
    return at_end(register)[0]


def at_end(register: Path) -> tuple[KeyRing | None, int]:
    """The ring at the end of a file, and where the register proper ends."""
    size = register.stat().st_size
    with register.open("rb") as file:
        file.seek(max(0, size - 65_536))
        tail = file.read()
    ring = KeyRing.from_tail(tail)
    if ring is None:
        return None, size
    return ring, size - _TAIL - int.from_bytes(tail[-_TAIL : -_TAIL + 8])


def take_out(register: Path) -> None:
    """Before a register is opened: put its ring beside it, then cut it off the end. A crash leaves one or both."""
    ring, end = at_end(register)
    if ring is None:
        return
    if not beside(register).exists():
        write_beside(register, ring)
    with register.open("r+b") as file:
        file.truncate(end)
        os.fsync(file.fileno())


def write_beside(register: Path, ring: KeyRing) -> None:
    """Keep this ring beside an open register: the whole new one or the whole old one."""
    target = beside(register)
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(ring.to_bytes())
        disk.put_in_place(part, target)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise Surroundings(_("The keys could not be written beside the register. Is the disk full?")) from error


def put_back(register: Path) -> None:
    """After a register was closed: write the ring at its end, then remove the one beside it.

    Where the disk has no room for it, it stays beside: it is found there as well.
    """
    ring = KeyRing.from_tail(beside(register).read_bytes()) if beside(register).exists() else None
    if ring is None:
        return
    size = register.stat().st_size
    try:
        append(register, ring)
    except OSError:
        with suppress(OSError), register.open("r+b") as file:
            file.truncate(size)
        return
    disk.remove(beside(register))


def append(register: Path, ring: KeyRing) -> None:
    """Write a ring at the end of a closed register or backup."""
    with register.open("ab") as file:
        file.write(ring.to_bytes())
        file.flush()
        os.fsync(file.fileno())

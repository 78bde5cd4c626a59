"""Time-ordered UUIDs (RFC 9562, version 7) as 32 hexadecimal digits, so that registers merge without renumbering."""

import os
import threading
import time

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """A fresh id, greater than every one this process has given before."""
    global _last
    with _lock:
        # 48 bits of milliseconds, then 12 bits that go on counting within one millisecond.
        _last = max(_last + 1, (time.time_ns() // 1_000_000) << 12)
        stamp = _last
    tail = int.from_bytes(os.urandom(8)) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    return f"{stamp >> 12:012x}7{stamp & 0xFFF:03x}{tail:016x}"

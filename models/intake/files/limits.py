"""How much memory and time the reading of one file from outside may take, and who stops it."""

import os
import subprocess
import sys
from typing import Any

MEMORY = 1_500 * 1024 * 1024
SECONDS = 50


def limit_this_process() -> None:
    """Set the limits from within the child (POSIX): the system itself then stops it."""
    if sys.platform != "win32":
        import resource

        for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
            _, hard = resource.getrlimit(kind)
            if hard == resource.RLIM_INFINITY or hard > most:
                try:
                    resource.setrlimit(kind, (most, most))
                except (ValueError, OSError):  # macOS refuses some; the parent's clock still runs
                    continue


def limit_child(process: "subprocess.Popen[bytes]") -> Any:
    """Put the child into a job with a memory limit (Windows); what is returned has to live as long as the child."""
    if sys.platform == "win32":
        return _job(process)
    return None


def quiet_start() -> dict[str, Any]:
    """What `Popen` needs so that no console window flashes up (Windows), and no signal of the terminal reaches the child."""
    if os.name == "nt":
        return {"creationflags": getattr(subprocess, "CREATE_NO_WINDOW", 0)}
    return {"start_new_session": True}


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Basic(ctypes.Structure):
        _fields_ = [
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        ]

    class _Extended(ctypes.Structure):
        _fields_ = [
            ("Basic", _Basic),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        ]

    _PROCESS_MEMORY, _KILL_ON_CLOSE, _EXTENDED_LIMITS = 0x100, 0x2000, 9

    def _job(process: "subprocess.Popen[bytes]") -> Any:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        limits = _Extended()
        limits.Basic.LimitFlags = _PROCESS_MEMORY | _KILL_ON_CLOSE
        limits.ProcessMemoryLimit = MEMORY
        kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
        kernel.AssignProcessToJobObject(job, wintypes.HANDLE(int(process._handle)))
        return job

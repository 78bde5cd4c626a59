"""Whether a register may be worked on where it lies: not on a stick, which is pulled, nor over a network, which breaks.

Locks and synchronisation are not dependable there (SQLite's own advice: sqlite.org/useovernet.html). Copies may lie
anywhere; the program offers to bring the register over to a disk of this PC.
"""

import os
import shutil
import sys
from enum import Enum, auto
from pathlib import Path

from models.access import keys
from models.errors import Mistake, Surroundings
from models.keeping import disk
from models.words import _

_NETWORKED = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "ncpfs", "afs", "ceph", "glusterfs", "davfs",
    "fuse.davfs", "fuse.davfs2", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.smbnetfs", "fuse.curlftpfs",
}  # fmt: skip
_OF_STICKS = {"vfat", "msdos", "exfat", "fuseblk.exfat"}


class Drive(Enum):
    """What a folder lies on. Whatever cannot be told counts as fixed: nobody is kept from work by a guess."""

    FIXED = auto()
    REMOVABLE = auto()
    NETWORK = auto()


class WrongDrive(Surroundings):
    """The register lies on a stick or a network drive; `bring_over` is the way out."""

    def __init__(self, drive: Drive) -> None:
        self.drive = drive
        where = _("a removable disk") if drive is Drive.REMOVABLE else _("a network drive")
        super().__init__(
            _("This register lies on {where}, where it cannot be worked on safely. Bring it over to this PC.").format(
                where=where
            )
        )


def kind_of(path: Path) -> Drive:
    """The kind of drive that a file lies on, or would lie on."""
    if sys.platform == "win32":
        return _on_windows(path)
    return _on_linux(path) if sys.platform.startswith("linux") else Drive.FIXED


def require_fixed(path: Path) -> None:
    """Raise `WrongDrive` for a register that must not be worked on where it lies."""
    if (drive := kind_of(path)) is not Drive.FIXED:
        raise WrongDrive(drive)


def _on_windows(path: Path) -> Drive:
    import ctypes

    root = os.path.splitdrive(os.path.abspath(path))[0] + "\\"
    if root.startswith("\\\\"):
        return Drive.NETWORK
    found = ctypes.windll.kernel32.GetDriveTypeW(root)  # type: ignore[attr-defined, unused-ignore]
    return {2: Drive.REMOVABLE, 4: Drive.NETWORK}.get(found, Drive.FIXED)


def _on_linux(path: Path) -> Drive:
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "surrogateescape")
    except OSError:
        return Drive.FIXED
    device, kind = mount_of(path, mounts)
    if kind in _NETWORKED:
        return Drive.NETWORK
    if device.startswith("/dev/") and device != mount_of(Path("/"), mounts)[0]:
        return Drive.REMOVABLE if kind in _OF_STICKS or _pluggable(Path(device)) else Drive.FIXED
    return Drive.FIXED


def mount_of(path: Path, mounts: str) -> tuple[str, str]:
    """The device and the file system that a path lies on, by the table of mounts."""
    real, best, found = os.path.realpath(path), "", ("", "")
    for line in mounts.splitlines():
        device, place, kind, *_rest = line.split(" ")
        place = place.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        inside = real == place or real.startswith(place.rstrip("/") + "/")
        if inside and len(place) >= len(best):  # of two on one place the later one is on top
            best, found = place, (device, kind)
    return found


def _pluggable(device: Path, blocks: Path = Path("/sys/class/block")) -> bool:
    """Whether the kernel calls a disk removable, or it hangs on USB."""
    try:
        block = (blocks / os.path.realpath(device).rpartition("/")[2]).resolve(strict=True)
    except OSError:
        return False
    if "/usb" in str(block):
        return True
    for folder in (block, block.parent):  # a partition's own folder has no such file, its disk's has
        try:
            return (folder / "removable").read_text().strip() == "1"
        except OSError:
            continue
    return False


def bring_over(register: Path, folder: Path) -> Path:
    """Copy a register that nobody has open from a stick or a network drive to a folder of this PC; the copy's path.

    The old file stays as it is: it is a copy of that day from now on.
    """
    from models.register_lock import RegisterLock

    register, target = Path(register), Path(folder) / Path(register).name
    if target.exists():
        raise Mistake(_("There is a file already: {path}. Choose another name.").format(path=target))
    if kind_of(folder) is not Drive.FIXED:
        raise Mistake(_("Choose a folder on a disk of this PC."))
    lock = RegisterLock(register)
    try:
        with disk.beside(target) as part:
            for source in (keys.beside(register), Path(f"{register}-wal"), register):  # the register itself last
                _copied(source, part.with_name(source.name.replace(register.name, part.name, 1)))
            for part_of in (keys.beside(part), Path(f"{part}-wal")):
                if part_of.exists():
                    disk.put_in_place(part_of, part_of.with_name(part_of.name.replace(part.name, target.name, 1)))
            disk.put_in_place(part, target)
    except OSError as error:
        raise Surroundings(
            _("The register could not be copied. Is there room, and is the stick still there?")
        ) from error
    finally:
        lock.release()
    return target


def _copied(source: Path, target: Path) -> None:
    if not source.exists():
        return
    shutil.copyfile(source, target)
    size = source.stat().st_size
    if target.stat().st_size != size or disk.digest(source, size) != disk.digest(target, size):
        raise OSError(source)

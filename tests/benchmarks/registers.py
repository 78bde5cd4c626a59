"""The registers to measure on, made once: 300,000 people and 3,000."""

import sys
from pathlib import Path

from models import migrations
from models.demo import make_demo

FOLDER = Path("out/bench")


def demo(scale: str) -> Path:
    """A demo register of a scale, made anew where the tables have changed since."""
    stamp = "-".join(
        sorted(str(file.stat().st_mtime_ns) for file in Path(migrations.__file__).parent.glob("versions/*.py"))
    )
    path, mark = FOLDER / f"{scale}.grid", FOLDER / f"{scale}.stamp"
    if path.exists() and mark.exists() and mark.read_text() == stamp:
        return path
    FOLDER.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    print(f"Making the {scale} register (once) ...", file=sys.stderr)
    make_demo(path, scale)
    mark.write_text(stamp)
    return path

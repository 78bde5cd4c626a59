"""A picture to stand for an emblem in tests: a plain shape, wider than high, and nobody's emblem."""

import io

from PIL import Image, ImageDraw


def emblem(width: int = 300, height: int = 200, kind: str = "PNG", colour: str = "#dca520") -> bytes:
    """A disc, on a transparent ground where the kind of file has one."""
    made = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    ImageDraw.Draw(made).ellipse((4, 4, width - 4, height - 4), fill=colour)
    out = io.BytesIO()
    (made if kind == "PNG" else made.convert("RGB")).save(out, kind)
    return out.getvalue()

"""Where one looks from: the scale, and the point of the map at the widget's left upper corner."""

from dataclasses import dataclass, replace

LEAST, MOST = 0.02, 3.0


@dataclass(frozen=True, slots=True)
class Camera:
    """A place of the map (x, y) is drawn at ((x - left) * scale, (y - top) * scale)."""

    left: float = 0.0
    top: float = 0.0
    scale: float = 1.0

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the map is drawn."""
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    def to_map(self, x: float, y: float) -> tuple[float, float]:
        """The place of the map that is drawn here."""
        return x / self.scale + self.left, y / self.scale + self.top

    def zoomed(self, factor: float, x: float, y: float) -> "Camera":
        """Nearer or farther, with what is drawn at (x, y) staying there."""
        scale = min(max(self.scale * factor, LEAST), MOST)
        at_x, at_y = self.to_map(x, y)
        return Camera(at_x - x / scale, at_y - y / scale, scale)

    def moved(self, dx: float, dy: float) -> "Camera":
        """Shifted by pixels of the widget."""
        return replace(self, left=self.left - dx / self.scale, top=self.top - dy / self.scale)

    def toward(self, other: "Camera", share: float) -> "Camera":
        """Part of the way to another: the scale grows evenly, and what is between comes along a straight way."""
        scale = self.scale * (other.scale / self.scale) ** share
        if abs(other.scale - self.scale) < 1e-9 * self.scale:
            part = share
        else:  # the way that keeps the one fixed point of the zoom where it is
            part = (1 / self.scale - 1 / scale) / (1 / self.scale - 1 / other.scale)
        return Camera(self.left + (other.left - self.left) * part, self.top + (other.top - self.top) * part, scale)


def fitting(
    width: float, height: float, wide: float, high: float, *, margin: float = 16.0, most: float = 1.0
) -> Camera:
    """The whole of a map of `width` by `height` in a widget `wide` by `high`, at most at scale `most`, in the middle."""
    room_x, room_y = max(wide - 2 * margin, 1.0), max(high - 2 * margin, 1.0)
    scale = min(room_x / max(width, 1.0), room_y / max(height, 1.0), most)
    scale = min(max(scale, LEAST), MOST)
    top = -margin / scale if height * scale < room_y else (height - high / scale) / 2
    return Camera((width - wide / scale) / 2, top, scale)


def centred(x: float, y: float, wide: float, high: float, scale: float) -> Camera:
    """A place of the map in the widget's middle."""
    return Camera(x - wide / 2 / scale, y - high / 2 / scale, scale)

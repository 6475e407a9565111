"""Draws the two pictures of the app package: `python -m manifest.icons`.

The symbol is a speech bubble with a roof, and in it an open door with light inside: somewhere to go with
what you have seen. It is drawn here, so that anyone can change its lines and nothing has to be bought or
credited. Teams crops the colour picture to a rounded square or a hexagon, so the symbol stays within the
central 120 x 120 pixels; the outline may only be white on nothing.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw

Point = tuple[float, float]
Ink = str | int

FOLDER = Path(__file__).parent
TEAL, CREAM, AMBER = "#0B4F5C", "#FFF7EA", "#F4A83D"
WHITE, NOTHING = 255, 0
COLOR_SIDE, COLOR_SAFE, OUTLINE_SIDE = 192, 120, 32
FINER = 16  # every pixel is drawn this many times finer each way, then averaged: smooth edges

# The symbol in hundredths of its own square. Corners are the centres of their roundings.
HUNDREDTHS = 100
BODY: list[Point] = [(50, 11), (90, 36), (90, 74), (10, 74), (10, 36)]
BODY_ROUND = 9.0
TAIL: list[Point] = [(29, 76), (50, 76), (29, 94)]
TAIL_ROUND = 4.0
DOORWAY: list[Point] = [(43, 34), (66, 34), (66, 73), (43, 73)]
LEAF: list[Point] = [(43, 34), (30, 29), (30, 78), (43, 73)]
LEAF_ROUND = 0.8
KNOB: Point = (34, 56)
KNOB_ROUND = 2.0

# The same symbol drawn with a pen two pixels broad, in the outline's own pixels, so that its lines are crisp.
RIM: list[Point] = [(16, 4), (28, 12), (28, 23), (4, 23), (4, 12)]
RIM_OUTER, RIM_INNER = 3.0, 1.0
RIM_TAIL: list[Point] = [(9, 24), (16.5, 24), (9, 30)]
RIM_TAIL_INSIDE: list[Point] = [(10, 23), (15.5, 23), (15.5, 24), (14.2, 24), (10, 27.4)]
FRAME: list[Point] = [(15, 11), (22, 11), (22, 21), (20, 21), (20, 13), (15, 13)]
FRAME_LEAF: list[Point] = [(15, 11), (10, 9.6), (10, 22.8), (15, 21)]


class Sheet:
    """A fine drawing of `side` pixels, the symbol in the middle `symbol` pixels on a grid of `steps`."""

    def __init__(self, mode: str, ground: Ink, side: int, symbol: int, steps: int) -> None:
        self._picture = Image.new(mode, (side * FINER, side * FINER), ground)
        self._draw = ImageDraw.Draw(self._picture)
        self._side, self._step = side, symbol * FINER / steps
        self._margin = (side - symbol) / 2 * FINER

    def polygon(self, corners: list[Point], ink: Ink, rounding: float = 0) -> None:
        """Fills a polygon grown by `rounding` on all sides, which rounds its outer corners."""
        points = [self._at(corner) for corner in corners]
        self._draw.polygon(points, fill=ink)
        if rounding:
            self._grow(points, ink, rounding * self._step)

    def dot(self, centre: Point, radius: float, ink: Ink) -> None:
        """Fills a disc."""
        self._disc(self._at(centre), ink, radius * self._step)

    def finished(self) -> Image.Image:
        """The drawing in its real size."""
        return self._picture.resize((self._side, self._side), Image.Resampling.BOX)

    def _at(self, point: Point) -> Point:
        return self._margin + point[0] * self._step, self._margin + point[1] * self._step

    def _grow(self, points: list[Point], ink: Ink, reach: float) -> None:
        for start, end in pairwise([*points, points[0]]):
            self._draw.line((start, end), fill=ink, width=round(2 * reach))
            self._disc(start, ink, reach)

    def _disc(self, centre: Point, ink: Ink, reach: float) -> None:
        x, y = centre
        self._draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=ink)


def color() -> Image.Image:
    """The colour picture: 192 x 192, opaque, the symbol within the middle 120 x 120."""
    sheet = Sheet("RGB", TEAL, COLOR_SIDE, COLOR_SAFE, HUNDREDTHS)
    sheet.polygon(BODY, CREAM, BODY_ROUND)
    sheet.polygon(TAIL, CREAM, TAIL_ROUND)
    sheet.polygon(DOORWAY, AMBER)
    sheet.polygon(LEAF, TEAL, LEAF_ROUND)
    sheet.dot(KNOB, KNOB_ROUND, AMBER)
    return sheet.finished()


def outline() -> Image.Image:
    """The outline: 32 x 32, pure white on nothing, the symbol out to the edges."""
    sheet = Sheet("L", NOTHING, OUTLINE_SIDE, OUTLINE_SIDE, OUTLINE_SIDE)
    sheet.polygon(RIM, WHITE, RIM_OUTER)
    sheet.polygon(RIM_TAIL, WHITE, RIM_INNER)
    sheet.polygon(RIM, NOTHING, RIM_INNER)
    sheet.polygon(RIM_TAIL_INSIDE, NOTHING)
    sheet.polygon(FRAME, WHITE)
    sheet.polygon(FRAME_LEAF, WHITE)
    picture = Image.new("RGBA", (OUTLINE_SIDE, OUTLINE_SIDE), (WHITE, WHITE, WHITE, NOTHING))
    picture.putalpha(sheet.finished())
    return picture


def main() -> None:
    """Draws both pictures into the folder of the package."""
    color().save(FOLDER / "color.png", optimize=True)
    outline().save(FOLDER / "outline.png", optimize=True)


if __name__ == "__main__":
    main()

"""The picture of a page: pixels, resolution, and where its pixels lie on the page."""

from dataclasses import dataclass
from enum import StrEnum
from math import hypot
from typing import TYPE_CHECKING

from casedocs.geometry import POINTS_PER_INCH, Affine, Size

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from casedocs.ocr.prepare.sight import Sight

__all__ = ["Picture", "PictureOrigin", "Resolution", "resolution_of", "without_idle_colour"]

_A4_INCHES = (8.27, 11.69)
_IDLE_COLOUR = 8
_PLAUSIBLE_DPI = (50.0, 2400.0)


class PictureOrigin(StrEnum):
    """How the picture was got."""

    FILE = "file"
    """An image file's own pixels."""
    EMBEDDED = "embedded"
    """The scan inside a PDF page, taken out as it is."""
    RENDERED = "rendered"
    """The PDF page, drawn."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A page as pixels, upright as the page is shown.

    Attributes:
        pixels: uint8, height × width (grey, 255 is white) or height × width × 3 (RGB).
        dpi: Pixels per inch (the mean of both directions).
        to_page: Leads from pixels to points on the page.
        origin: How it was got.
        sight: What was seen on it already, which spares engines a second look.
        dpi_stated: Whether the file states the resolution; else it was guessed from the size of a sheet.
    """

    pixels: "NDArray[np.uint8]"
    dpi: float
    to_page: Affine
    origin: PictureOrigin
    dpi_stated: bool = True
    sight: "Sight | None" = None

    @property
    def width(self) -> int:
        """In pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """In pixels."""
        return int(self.pixels.shape[0])

    @property
    def aspect(self) -> float:
        """Height of a pixel by its width on the page: 1 for square ones, 1.04 or 2.08 for a fax, 1 if it has none."""
        place = self.to_page
        wide, high = hypot(place.a, place.b), hypot(place.c, place.d)
        return high / wide if wide > 0 and high > 0 else 1.0


@dataclass(frozen=True, slots=True)
class Resolution:
    """Pixels per inch in both directions, and whether the file says so or we had to guess."""

    x: float
    y: float
    stated: bool

    def page_size(self, width: int, height: int) -> Size:
        """The size in points of a picture of `width` × `height` pixels."""
        return Size(width * POINTS_PER_INCH / self.x, height * POINTS_PER_INCH / self.y)


def resolution_of(width: int, height: int, stated: tuple[float, float] | None) -> Resolution:
    """The resolution of an image file.

    What the file states is believed when it is a possible scan resolution; else the picture is taken for a sheet of
    A4 paper. (72 and 96 are what cameras and screenshots write when nobody knows: believed only if the sheet then
    is not larger than A3.)

    Args:
        width: In pixels.
        height: In pixels.
        stated: Pixels per inch (x, y) as the file says, None where it does not.
    """
    if stated is not None:
        low, high = _PLAUSIBLE_DPI
        plausible = all(low <= value <= high for value in stated)
        long_side = max(width / stated[0], height / stated[1]) if plausible else 0.0
        if plausible and (min(stated) > 100 or long_side <= 2 * _A4_INCHES[0] + 0.5):
            return Resolution(float(stated[0]), float(stated[1]), stated=True)
    guess = max(max(width, height) / _A4_INCHES[1], min(width, height) / _A4_INCHES[0])
    guess = min(max(guess, 72.0), 600.0)
    return Resolution(guess, guess, stated=False)


def without_idle_colour(pixels: "NDArray[np.uint8]") -> "NDArray[np.uint8]":
    """Grey (height × width) where an RGB picture shows no colour, judged by every 16th pixel; else as it is."""
    import numpy as np

    if pixels.ndim == 2:
        return pixels
    sample = pixels[::16, ::16].astype(np.int16)
    spread = int((sample.max(axis=2) - sample.min(axis=2)).max(initial=0))
    return np.ascontiguousarray(pixels[:, :, 1]) if spread <= _IDLE_COLOUR else pixels

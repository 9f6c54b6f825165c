"""A line image as the network wants it: one function for training and for reading.

What a crop should hold, in ems (one em = the font size): from 0.95 em above the baseline (room for stacked capitals
such as Ế) to 0.31 em below it, so that the baseline stands at 75 % of the height. Where only letters can be measured:
capitals are 0.66 em high, small letters such as x 0.45 em (Times). The network was trained on crops that miss this by
up to 0.15 em on either side, with pieces of the neighbouring lines in them.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casedocs.errors import UsageError
from casedocs.ocr._ink import cv2_module

if TYPE_CHECKING:
    from numpy import float32, uint8
    from numpy.typing import NDArray

__all__ = ["ABOVE", "BELOW", "HEIGHT", "MARGIN", "STRIDE", "NormalLine", "normalize_line"]

ABOVE = 0.95
"""Ems above the baseline that a crop should hold."""
BELOW = 0.31
"""Ems below the baseline that a crop should hold."""
HEIGHT = 36
"""Rows of a normalised line."""
STRIDE = 3
"""Columns of a normalised line for each step of the network."""
MARGIN = 6
"""Columns of plain ground that are added on the left and on the right."""
_LEVELS = (0.01, 0.75)
"""Shares of the pixels that are darker than ink and than ground at most."""
_MIN_CONTRAST = 24.0
_MAX_WIDTH = 6000


@dataclass(frozen=True, slots=True)
class NormalLine:
    """A normalised line.

    Attributes:
        pixels: ``HEIGHT`` × width, -1 = ink, +1 = ground; the width is a multiple of ``STRIDE``.
        scale: Columns of the normalised line for one column of the given image.
    """

    pixels: "NDArray[float32]"
    scale: float

    @property
    def steps(self) -> int:
        """How many steps the network makes over the line."""
        return int(self.pixels.shape[1]) // STRIDE

    def to_source(self, step: float) -> float:
        """The column of the given image at which a step (fractions allowed) begins."""
        return (step * STRIDE - MARGIN) / self.scale

    def from_source(self, column: float) -> float:
        """The step (with its fraction) that begins at a column of the given image."""
        return (column * self.scale + MARGIN) / STRIDE


def normalize_line(line: "NDArray[uint8]") -> NormalLine:
    """Scales a line image to the network's height and its contrast to -1…+1.

    Args:
        line: Grey values (0 = black), height × width, dark text on light ground.

    Raises:
        UsageError: If it is not a non-empty two-dimensional array of bytes.
    """
    import numpy as np

    cv2 = cv2_module()
    if line.ndim != 2 or line.dtype != np.uint8 or 0 in line.shape:
        raise UsageError(f"a line image must be a non-empty grey uint8 array, not {line.dtype} of shape {line.shape}")
    height, width = line.shape
    columns = min(_MAX_WIDTH, max(STRIDE, round(width * HEIGHT / height)))
    way = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_CUBIC
    scaled = cv2.resize(np.ascontiguousarray(line), (columns, HEIGHT), interpolation=way)
    ranks = cv2.calcHist([scaled], [0], None, [256], [0, 256]).ravel().cumsum(dtype=np.float64) / scaled.size
    ink, ground = (int(np.searchsorted(ranks, share)) for share in _LEVELS)
    contrast = max(float(ground - ink), _MIN_CONTRAST)
    tones = np.clip(1.0 - (2.0 / contrast) * (ground - np.arange(256)), -1.0, 1.0).astype(np.float32)
    padded = -(-(columns + 2 * MARGIN) // STRIDE) * STRIDE
    pixels = np.ones((HEIGHT, padded), np.float32)
    pixels[:, MARGIN : MARGIN + columns] = cv2.LUT(scaled, tones)
    return NormalLine(pixels, columns / width)

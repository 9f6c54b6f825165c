"""A page picture as Tesseract reads it best: grey, at a moderate resolution, without dotted leaders."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casedocs.ocr.picture import Picture
from casedocs.ocr.prepare.grey import to_grey
from casedocs.ocr.prepare.leaders import remove_leaders

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["WORKING_DPI", "WorkingPicture", "working_picture"]

# Chosen on rendered pages, not on the test scans: docs/explanation/ocr.md, "Why 150 dpi".
WORKING_DPI = 150.0


@dataclass(frozen=True, slots=True, eq=False)
class WorkingPicture:
    """Grey pixels (height × width, uint8) and how many of them one pixel of the page picture became."""

    grey: "NDArray[np.uint8]"
    dpi: float
    scale_x: float
    scale_y: float


def working_picture(picture: Picture) -> WorkingPicture:
    """The page in grey without red seals and dots of leaders, scaled to `WORKING_DPI` with square pixels."""
    import numpy as np
    from PIL import Image

    grey = to_grey(picture.pixels)[0]
    factor, stretch = WORKING_DPI / picture.dpi, picture.aspect**0.5
    across, down = factor / stretch, factor * stretch
    if abs(across - 1) < 0.03 and abs(down - 1) < 0.03:
        return WorkingPicture(remove_leaders(grey, picture.dpi)[0], picture.dpi, 1.0, 1.0)
    width, height = max(1, round(picture.width * across)), max(1, round(picture.height * down))
    scaled = np.asarray(Image.fromarray(grey).resize((width, height), Image.Resampling.LANCZOS))
    clean = remove_leaders(scaled, WORKING_DPI)[0]
    return WorkingPicture(clean, WORKING_DPI, width / picture.width, height / picture.height)

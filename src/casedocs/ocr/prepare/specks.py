"""Specks of faxes and photocopies: salt and pepper on pages of two tones, removed without touching the marks of letters.

Everything is measured against the width of the pen strokes of the page, so that no resolution needs to be known. A
full stop, the dot of an i or a mark below is at least as wide as a stroke; pepper is smaller than half of one.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casedocs.ocr._ink import checked_grey, cv2_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

__all__ = ["Noise", "noise_of", "remove_specks", "smoothed", "stroke_width", "without_specks"]

_BANDS, _BAND = 10, 24  # rows of the page that are looked at first
_LEAST_CONTRAST = 40  # grey levels between print and paper
_NOISY = 0.0002  # lone dots, as a share of the pixels: a clean page has next to none
_BETWEEN = 0.05  # on a page of two tones at most so many pixels lie between the tones, for one of print
_SPECK = 0.4  # of the square of the stroke width: what is smaller is no mark
_BLUR = 0.25  # of the stroke width


@dataclass(frozen=True, slots=True)
class Noise:
    """What a glance at a page shows.

    Attributes:
        lone: Dark dots that touch nothing, as a share of all pixels.
        two_toned: Whether hardly any pixel lies between paper and print.
        cut: Grey level between paper and print.
    """

    lone: float
    two_toned: bool
    cut: float

    @property
    def specked(self) -> bool:
        """Whether there are more lone dots than on a clean page."""
        return self.lone > _NOISY


def noise_of(grey: "Grey") -> Noise | None:
    """Looks at a few bands of a page; None where it shows no contrast.

    Args:
        grey: uint8, height × width, dark print on light paper.

    Raises:
        UsageError: If it is no such array.
        LimitExceededError: If it is too large.
    """
    import numpy as np

    cv2 = cv2_module()
    sample = _bands(checked_grey(grey))
    levels = cv2.calcHist([sample], [0], None, [256], [0, 256]).ravel()
    low, high = np.searchsorted(levels.cumsum(), (0.005 * sample.size, 0.7 * sample.size)).tolist()
    if high - low < _LEAST_CONTRAST:
        return None
    cut, margin = (low + high) / 2, (high - low) // 4
    between = float(levels[low + margin : high - margin].sum()) / sample.size
    ink = (sample < cut).astype(np.uint8)
    around = cv2.boxFilter(ink, cv2.CV_8U, (3, 3), normalize=False)
    lone = cv2.countNonZero(cv2.bitwise_and(ink, (around <= 1).astype(np.uint8)))
    return Noise(lone / sample.size, between < _BETWEEN * cv2.countNonZero(ink) / sample.size, cut)


def _bands(grey: "Grey") -> "Grey":
    """A few bands of rows across the page, one below the other."""
    import numpy as np

    height = grey.shape[0]
    if height <= _BANDS * _BAND:
        return grey
    starts = np.linspace(0, height - _BAND, _BANDS).astype(int).tolist()
    return np.concatenate([grey[start : start + _BAND] for start in starts])


def stroke_width(ink: "Grey") -> float:
    """The width in pixels of the strokes of a mask (0 or 255): the median run of ink along the rows; 0 without ink.

    A median, so that black borders and rules do not count for more than the rows they cover.
    """
    import numpy as np

    cv2 = cv2_module()
    framed = cv2.copyMakeBorder(ink, 0, 0, 1, 1, cv2.BORDER_CONSTANT, value=0)
    edges = np.flatnonzero(framed[:, 1:] != framed[:, :-1])  # starts and ends take turns
    return float(np.median(edges[1::2] - edges[::2])) if edges.size else 0.0


def without_specks(ink: "Grey", smallest: float) -> "Grey":
    """The mask (0 or 255) without the components of fewer than `smallest` pixels."""
    import numpy as np

    cv2 = cv2_module()
    count, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(ink, 8, cv2.CV_32S, cv2.CCL_GRANA)
    kept = np.full(count, 255, np.uint8)
    kept[stats[:, cv2.CC_STAT_AREA] < smallest] = 0
    kept[0] = 0
    return kept[labels]


def smoothed(page: "Grey", width: float) -> "Grey":
    """The page with its steps turned into slopes, as a scanner in grey would see them.

    Args:
        page: Two tones.
        width: Of the strokes, in pixels.
    """
    return cv2_module().GaussianBlur(page, (0, 0), max(0.5, _BLUR * width))  # type: ignore[no-any-return]


def remove_specks(grey: "Grey") -> "Grey":
    """The page without specks, if it has any; on pages of two tones without pinholes in the letters, edges smoothed.

    Args:
        grey: uint8, height × width, dark print on light paper; it is not changed.

    Returns:
        A new page, or `grey` itself where there is nothing to do.

    Raises:
        UsageError: If `grey` is no such array.
        LimitExceededError: If it is too large.
        MissingExtraError: If OpenCV is not installed.
    """
    import numpy as np

    noise = noise_of(grey)
    if noise is None or not noise.specked:
        return grey
    cv2 = cv2_module()
    ink = cv2.threshold(grey, noise.cut, 255, cv2.THRESH_BINARY_INV)[1]
    letters = without_specks(ink, 5)
    width = stroke_width(letters)
    clean = without_specks(ink, _SPECK * width * width)
    specks = cv2.subtract(ink, clean)
    paper = int(np.median(grey[::8, ::8]))
    if not noise.two_toned:
        specks = cv2.dilate(specks, np.ones((3, 3), np.uint8))
        return np.where(specks > 0, np.uint8(paper), grey)
    holes = cv2.bitwise_not(clean)
    filled = cv2.bitwise_not(without_specks(holes, _SPECK * width * width))
    page = np.where(filled > 0, np.uint8(np.median(grey[ink > 0])), np.uint8(paper))
    return smoothed(page, width)

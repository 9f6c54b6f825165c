"""Specks of faxes and photocopies: salt and pepper, removed without touching the marks of letters.

Everything is measured against the width of the pen strokes of the page, so that no resolution needs to be known. A
full stop, the dot of an i or a mark below is about as wide as a stroke; what is far smaller is pepper, and so is what
is a little smaller and stands alone.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casedocs.ocr._ink import checked_grey, cv2_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

__all__ = ["Noise", "noise_of", "parted", "remove_specks", "smoothed", "stroke_width", "without_specks"]

_BANDS, _BAND = 10, 24  # rows of the page that are looked at first
_LEAST_CONTRAST = 40  # grey levels between print and paper
_CUT = 0.65  # of the way from print to paper: the dot of a blurred i is hardly darker than that
_NOISY = 0.0002  # lone dots, as a share of the pixels: a clean page has next to none
_BETWEEN = 0.05  # on a page of two tones at most so many pixels lie between the tones, for one of print
# Areas, in squares of the stroke width (for specks of one pixel less): what is smaller is no mark; is one beside a
# letter only; is no letter.
_SPECK, _DOT, _ANCHOR = 0.4, 0.9, 4.0
_DOUBTFUL, _MARK = 1, 2  # classes of components
_REACH = 4.0  # stroke widths between a letter and its marks at most
_STORM = 0.02  # share of lone dots above which specks grow together
_LETTER = 5  # pixels from which a component is taken for a letter
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
    cut, margin = low + _CUT * (high - low), (high - low) // 4
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


def without_specks(ink: "Grey", smallest: float, *, corners: bool = True) -> "Grey":
    """The mask (0 or 255) without the components of fewer than `smallest` pixels.

    Args:
        ink: The mask.
        smallest: In pixels.
        corners: Whether pixels that meet at a corner belong together.
    """
    return _by_area(ink, [smallest], [0, 255], corners=corners)


def _by_area(ink: "Grey", limits: "list[float]", values: list[int], *, corners: bool = True) -> "Grey":
    """The mask with each component in the value of its class: below the first limit, below the second, …, above all."""
    import numpy as np

    cv2 = cv2_module()
    ways = 8 if corners else 4
    _, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(ink, ways, cv2.CV_32S, cv2.CCL_DEFAULT)
    shown = np.array(values, np.uint8)[np.searchsorted(limits, stats[:, cv2.CC_STAT_AREA], side="right")]
    shown[0] = 0
    return shown[labels]  # type: ignore[no-any-return]  # numpy types


def smoothed(page: "Grey", width: float) -> "Grey":
    """The page with its steps turned into slopes, as a scanner in grey would see them.

    Args:
        page: Two tones.
        width: Of the strokes, in pixels.
    """
    return cv2_module().GaussianBlur(page, (0, 0), max(0.5, _BLUR * width))  # type: ignore[no-any-return]


def remove_specks(grey: "Grey") -> "Grey":
    """A page of two tones without specks and pinholes, its edges smoothed, if it has any; any other as it is.

    In grey a speck does no harm worth the marks that its removal can cost: measured on photocopies, pages got worse.

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
    if noise is None or not (noise.specked and noise.two_toned):
        return grey
    cv2 = cv2_module()
    ink = cv2.threshold(grey, noise.cut, 255, cv2.THRESH_BINARY_INV)[1]
    print_, width = parted(ink, storm=noise.lone > _STORM)
    paper = np.uint8(np.median(grey[::8, ::8]))
    ground = without_specks(cv2.bitwise_not(print_), _speck(width))  # pinholes are filled
    dark = np.uint8(np.median(grey[::2, ::2][ink[::2, ::2] > 0]))
    return smoothed(np.where(ground > 0, paper, dark), width)


def _speck(width: float) -> float:
    """Pixels below which a component is no mark; drawing in black and white may cost a thin mark a pixel all along."""
    return _SPECK * max(0.0, width - 1) ** 2


def parted(ink: "Grey", *, storm: bool = False) -> "tuple[Grey, float]":
    """The print of a page without specks, and the width of its strokes.

    Args:
        ink: Mask of the page (0 or 255).
        storm: Whether specks are so many that they grow together and strokes have gaps.
    """
    import numpy as np

    cv2 = cv2_module()
    width = stroke_width(without_specks(cv2.medianBlur(ink, 3) if storm else ink, _LETTER))
    limits = [_speck(width), _DOT * width * width, _ANCHOR * width * width]
    classes = _by_area(ink, limits, [0, _DOUBTFUL, _MARK, 255], corners=not storm)
    reach = 2 * round(_REACH * width) + 1
    near = cv2.dilate(cv2.compare(classes, 255, cv2.CMP_EQ), np.ones((reach, reach), np.uint8))
    return np.where((classes >= _MARK) | ((classes == _DOUBTFUL) & (near > 0)), np.uint8(255), np.uint8(0)), width

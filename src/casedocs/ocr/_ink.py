"""Ink and connected components of a reduced page: what layout and preparation both start from.

All positions here are pixels of the reduced ("working") image. Masks hold 0 for paper and 255 for ink.
"""

import math
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

from casedocs._extras import require
from casedocs.errors import LimitExceededError, UsageError
from casedocs.geometry import Affine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

__all__ = [
    "A4_LENGTH",
    "WORKING_SIDE",
    "Components",
    "checked_grey",
    "components_of",
    "contrast_of",
    "cv2_module",
    "ink_of",
    "leveled",
    "paper_of",
    "print_components",
    "reduce_page",
    "skew_of",
    "unit_of",
    "warped",
]

# A4 at 150 dpi is 1,754 pixels high: enough for 8-point print, a quarter of the work of 300 dpi.
WORKING_SIDE = 1754
A4_LENGTH = 297.0
"""Millimetres: what the longer side of a page is taken for, since the stated dpi may be wrong or missing."""
MAX_PIXELS = 400_000_000
_MAX_POINTS = 6000
_GRAIN = 8  # median step between neighbouring pixels; scans of good paper have 0 to 2
_SURELY_INK = 40  # grey levels darker than the paper; what is fainter should be scanned again


def cv2_module() -> ModuleType:
    """The OpenCV module (extra ``neural``), kept to one thread: parallelism belongs to the batch.

    Raises:
        MissingExtraError: If OpenCV is not installed.
    """
    cv2 = require("cv2", extra="neural")
    if cv2.getNumThreads() != 1:
        cv2.setNumThreads(1)
    return cv2


def checked_grey(image: object) -> "Grey":
    """The image as contiguous 8-bit grey, height × width.

    Raises:
        UsageError: If it has another shape or type.
        LimitExceededError: If it holds more than 400 million pixels.
    """
    import numpy as np

    if not isinstance(image, np.ndarray) or image.ndim != 2 or image.dtype != np.uint8:
        found = f"{image.dtype} {image.shape}" if isinstance(image, np.ndarray) else type(image).__name__
        raise UsageError(f"a grey page must be a uint8 array of height x width, not {found}")
    if image.size == 0:
        raise UsageError(f"the page image of {image.shape[1]} x {image.shape[0]} pixels is empty")
    if image.size > MAX_PIXELS:
        raise LimitExceededError(
            f"the page image has {image.shape[1]} x {image.shape[0]} pixels, over the limit of {MAX_PIXELS:,}",
            hint="scan at 600 dpi or less, or split the sheet",
        )
    return np.ascontiguousarray(image)


def reduce_page(grey: "Grey", side: int = WORKING_SIDE) -> tuple["Grey", float]:
    """Shrinks a page so that its longer side is about `side` pixels; a smaller page stays as it is.

    Halves exactly (cheap and free of aliasing) as often as it can, then one bilinear step. The edge is repeated to the
    right and below up to the next multiple of eight pixels, which keeps every later reduction exact.

    Returns:
        The working image and the scale: working pixels per given pixel.
    """
    cv2 = cv2_module()
    image = grey
    while max(image.shape) >= 2 * side - 8:
        height, width = image.shape[0] // 2, image.shape[1] // 2
        image = cv2.resize(image[: 2 * height, : 2 * width], (max(1, width), max(1, height)), interpolation=3)
    longest = max(image.shape)
    if longest > 1.05 * side:
        factor = side / longest
        width, height = max(1, round(image.shape[1] * factor)), max(1, round(image.shape[0] * factor))
        image = cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR)
    longer = 0 if grey.shape[0] >= grey.shape[1] else 1
    scale = image.shape[longer] / grey.shape[longer]
    below, beside = -image.shape[0] % 8, -image.shape[1] % 8
    if below or beside:
        image = cv2.copyMakeBorder(image, 0, below, 0, beside, cv2.BORDER_REPLICATE)
    return _without_grain(image), scale


def _without_grain(image: "Grey") -> "Grey":
    """A page whose paper is grainy (the noise of cheap sensors) blurred a little; any other as it is.

    The grain of a page that holds little print would pass for ink and hide which way its lines run.
    """
    import numpy as np

    rows = image[:: max(1, image.shape[0] // 64)]
    steps = np.abs(np.diff(rows.astype(np.int16), axis=1))
    if steps.size == 0 or np.median(steps) < _GRAIN:
        return image
    return cv2_module().GaussianBlur(image, (5, 5), 1.0)  # type: ignore[no-any-return]


def paper_of(grey: "Grey", cell: int = 8, reach: int = 9) -> "Grey":
    """The local brightness of the paper under the text, same size as the page.

    Args:
        grey: The page.
        cell: Side in pixels of the blocks that are averaged first.
        reach: How many blocks wide the brightest neighbour is looked for; must be wider than a bold stroke.
    """
    import numpy as np

    cv2 = cv2_module()
    height, width = grey.shape
    size = (max(1, width // cell), max(1, height // cell))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    small = cv2.dilate(small, np.ones((reach, reach), np.uint8))
    small = cv2.blur(small, (reach, reach))
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)  # type: ignore[no-any-return]


def contrast_of(grey: "Grey") -> "Grey":
    """How much darker than the paper around it each pixel is (0 to 255)."""
    return cv2_module().subtract(paper_of(grey), grey)  # type: ignore[no-any-return]


def ink_of(contrast: "Grey", share: float = 0.33, floor: int = 20) -> "Grey":
    """The ink mask of a page, from its contrast.

    A pixel is ink where it is darker than its paper by `share` of what the darkest 1.5 % of the page are, and by at
    least `floor` grey levels: print shining through from the back stays out, faint print stays in. Where so little is
    printed that the darkest 1.5 % are paper, a third of what is surely ink counts, up to a level that faint print has.
    """
    import numpy as np

    cv2 = cv2_module()
    sample = np.ascontiguousarray(contrast[::3, ::3])
    counts = np.cumsum(cv2.calcHist([sample], [0], None, [256], [0, 256]).ravel())
    typical = int(np.searchsorted(counts, 0.985 * counts[-1]))
    # On a page of few lines the darkest 1.5 % are mostly paper: there what is surely ink tells how dark print is.
    surely = counts - counts[_SURELY_INK]
    dark = int(np.searchsorted(surely, 0.7 * surely[-1])) if surely[-1] > 0.0005 * counts[-1] else 0
    level = max(floor, share * typical, min(_SURELY_INK, share * dark))
    return cv2.threshold(contrast, level, 255, cv2.THRESH_BINARY)[1]  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True, eq=False)
class Components:
    """Boxes of the 8-connected components of an ink mask, as parallel arrays (right and bottom are exclusive)."""

    left: "Ints"
    top: "Ints"
    right: "Ints"
    bottom: "Ints"
    area: "Ints"

    @property
    def width(self) -> "Ints":
        """Horizontal extents."""
        return self.right - self.left

    @property
    def height(self) -> "Ints":
        """Vertical extents."""
        return self.bottom - self.top

    def __len__(self) -> int:
        return len(self.left)

    def boxes(self) -> "Floats":
        """One row each: left, top, right, bottom."""
        import numpy as np

        return np.stack([self.left, self.top, self.right, self.bottom], axis=1).astype(np.float64)

    def where(self, mask: "NDArray[np.bool_]") -> "Components":
        """The components for which `mask` holds."""
        return Components(self.left[mask], self.top[mask], self.right[mask], self.bottom[mask], self.area[mask])


def components_of(ink: "Grey", smallest: int = 4) -> Components:
    """The components of at least `smallest` pixels."""
    return _components(ink, smallest)[0]


def _components(ink: "Grey", smallest: int) -> "tuple[Components, NDArray[np.int32], Ints]":
    """The components, the label image and the label of each component."""
    import numpy as np

    cv2 = cv2_module()
    _, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(ink, 8, cv2.CV_32S, cv2.CCL_GRANA)
    number = np.flatnonzero(stats[:, 4] >= smallest)[1:] if stats[0, 4] >= smallest else np.arange(1, len(stats))
    number = number[stats[number, 4] >= smallest]
    left, top, width, height, area = stats[number].astype(np.intp).T
    return Components(left, top, left + width, top + height, area), labels, number


def print_components(ink: "Grey", largest: float, fullest: float = 0.35) -> Components:
    """The components of two pixels or more that may be print; pictures and black borders are wiped off `ink`, in place.

    Args:
        ink: The mask without rules; changed in place.
        largest: Components higher than that and filled with ink to more than `fullest` are wiped off.
        fullest: Share of the box.
    """
    components, labels, number = _components(ink, 2)
    solid = (components.height > largest) & (components.area > fullest * components.width * components.height)
    border = (components.height > 8 * largest) | (components.width > 20 * largest)
    for k in (solid | border).nonzero()[0]:
        part = slice(components.top[k], components.bottom[k]), slice(components.left[k], components.right[k])
        ink[part][labels[part] == number[k]] = 0
    return components.where(~(solid | border))


def unit_of(components: Components) -> float:
    """The commonest height of letter-like components in pixels: the x-height of the running text; 0 if there is none.

    On a page of capitals or digits alone it is their height.
    """
    import numpy as np

    width, height = components.width, components.height
    letters = (height >= 4) & (height <= 90) & (width >= 0.25 * height) & (width <= 3.5 * height)
    letters &= components.area >= 0.12 * width * height
    if np.count_nonzero(letters) < 3:
        return 0.0
    counts = np.bincount(height[letters], minlength=100).astype(float)
    near_counts = np.convolve(counts, np.ones(3), mode="same")
    sizes = np.arange(len(counts))
    # Capitals and ascenders stand half as high again as an x, marks have no such companions; large letters are few.
    companions = near_counts[np.minimum(np.round(1.5 * sizes).astype(np.intp), len(counts) - 1)]
    peak = int(((near_counts + companions) * np.sqrt(sizes) * (near_counts >= 3)).argmax())
    near = slice(max(0, peak - 1), peak + 2)
    return float(np.average(sizes[near], weights=counts[near] + 1e-9))


def skew_of(ink: "Grey", limit: float = 6.0) -> float | None:
    """The slope of the text lines in degrees, positive where they run down to the right; None without enough ink.

    The lower ends of strokes pile up on baselines: the angle under which their histogram is sharpest is the skew.

    Args:
        ink: Mask of a page that is upright within `limit` degrees.
        limit: The largest angle looked for.
    """
    import numpy as np

    cv2 = cv2_module()
    points = cv2.findNonZero(cv2.subtract(ink[:-1, ::3], ink[1:, ::3]))
    if points is None or len(points) < 60:
        return None
    points = points.reshape(-1, 2)  # OpenCV 4 keeps a middle axis
    if len(points) > _MAX_POINTS:
        points = points[np.linspace(0, len(points) - 1, _MAX_POINTS).astype(np.intp)]
    x, y = 3.0 * points[:, 0], points[:, 1].astype(float)
    few = slice(None, None, max(1, len(x) // 1200))
    best = _sharpest(x[few], y[few], np.arange(-limit, limit + 1e-9, 0.25), 5.0)
    best = _sharpest(x[few], y[few], best + np.arange(-0.3, 0.301, 0.05), 2.5)
    return _sharpest(x, y, best + np.arange(-0.1, 0.101, 0.02), 1.5)


def _sharpest(x: "Floats", y: "Floats", degrees: "Floats", bin_height: float) -> float:
    """The angle whose histogram of y − x·tan(angle) has the largest sum of squares (parabola through the peak)."""
    import numpy as np

    rows = (y[None, :] - np.tan(np.radians(degrees))[:, None] * x[None, :]) / bin_height
    rows -= rows.min()
    whole = np.floor(rows).astype(np.intp)
    part = rows - whole
    count = int(whole.max()) + 2
    index = whole + count * np.arange(len(degrees))[:, None]
    histogram = np.bincount(index.ravel(), weights=(1 - part).ravel(), minlength=count * len(degrees))
    histogram += np.bincount(index.ravel() + 1, weights=part.ravel(), minlength=count * len(degrees))[: len(histogram)]
    score = (histogram.reshape(len(degrees), count) ** 2).sum(axis=1)
    peak = int(score.argmax())
    if 0 < peak < len(degrees) - 1:
        before, here, after = score[peak - 1 : peak + 2]
        bend = before - 2 * here + after
        shift = 0.5 * (before - after) / bend if bend < 0 else 0.0
        return float(degrees[peak] + shift * (degrees[1] - degrees[0]))
    return float(degrees[peak]) if math.isfinite(score[peak]) else 0.0


def warped(image: "Grey", back: Affine, size: tuple[int, int], fill: int) -> "Grey":
    """The image mapped to `size` (width, height), where `back` leads from new pixels to those of `image`."""
    import numpy as np

    cv2 = cv2_module()
    return cv2.warpAffine(  # type: ignore[no-any-return]
        image,
        np.array([[back.a, back.c, back.e], [back.b, back.d, back.f]]),
        size,
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=fill,
    )


def leveled(image: "Grey", skew: float, fill: int) -> tuple["Grey", Affine]:
    """The image turned about its middle so that lines of slope `skew` (degrees) run level, and the map back."""
    height, width = image.shape
    middle = Affine.translation(-width / 2, -height / 2)
    back = middle.then(Affine.rotation(skew)).then(Affine.translation(width / 2, height / 2))
    return warped(image, back, (width, height), fill), back

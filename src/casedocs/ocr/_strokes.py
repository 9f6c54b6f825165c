"""Drawn lines of forms: solid rules in an ink mask, and how marks are painted over."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from casedocs.geometry import Box
from casedocs.ocr._ink import cv2_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

__all__ = ["Strokes", "find_strokes", "whiten_dots", "whiten_rule", "whiten_wall"]

_SQUEEZE = 8  # pixels along a stroke that are taken together when strokes are listed
_THICKEST = 9  # pixels; thicker than that is a bar, a picture or a border, not a rule


@dataclass(frozen=True, slots=True, eq=False)
class Strokes:
    """Rules of a working image.

    Attributes:
        mask: 255 on every rule pixel.
        across: Horizontal rules, one row each: left, top, right, bottom (exclusive).
        down: Vertical rules, likewise.
    """

    mask: "Grey"
    across: "NDArray[np.intp]"
    down: "NDArray[np.intp]"


def find_strokes(ink: "Grey", shortest: int) -> Strokes:
    """Finds the straight horizontal and vertical runs of at least about `shortest` pixels that are thin.

    Solid areas (black scanner borders, pictures) are neither; the page may be skewed by up to about one degree.
    """
    import numpy as np

    cv2 = cv2_module()
    solid = cv2.erode(ink, np.ones((_THICKEST + 1, _THICKEST + 1), np.uint8))
    thin = ink
    if cv2.countNonZero(solid):
        solid = cv2.dilate(solid, np.ones((_THICKEST + 5, _THICKEST + 5), np.uint8))
        thin = cv2.bitwise_and(ink, cv2.bitwise_not(solid))
    across, boxes = _long_runs(thin, shortest)
    down, columns = _long_runs(cv2.transpose(thin), shortest)
    return Strokes(cv2.bitwise_or(across, cv2.transpose(down)), boxes, columns[:, [1, 0, 3, 2]])


def _long_runs(ink: "Grey", shortest: int) -> tuple["Grey", "NDArray[np.intp]"]:
    """The mask and the boxes of horizontal runs; pieces of one stroke a few pixels apart count as one.

    Blocks of eight pixels side by side stand for one: a run is a row of blocks that are ink throughout.
    """
    import numpy as np

    cv2 = cv2_module()
    height, width = ink.shape
    blocks = -(-width // _SQUEEZE)
    full = cv2.compare(cv2.resize(ink, (blocks, height), interpolation=cv2.INTER_AREA), 248, cv2.CMP_GE)
    least = max(2, shortest // _SQUEEZE - 1)
    runs = cv2.morphologyEx(full, cv2.MORPH_OPEN, np.ones((1, least), np.uint8))
    if not cv2.countNonZero(runs):
        return np.zeros_like(ink), np.empty((0, 4), np.intp)
    # One block more on each side bridges small gaps; a row more bridges the steps of a slightly skewed stroke.
    joined = cv2.dilate(runs, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(joined, 8, cv2.CV_32S, cv2.CCL_GRANA)
    left, top, across, down = stats[1:, :4].astype(np.intp).T
    boxes = np.stack(
        [
            np.where(left == 0, 0, (left + 1) * _SQUEEZE),
            np.where(top == 0, 0, top + 1),
            np.where(left + across >= blocks, width, (left + across - 1) * _SQUEEZE),
            np.where(top + down >= height, height, top + down - 1),
        ],
        axis=1,
    )
    ends = cv2.dilate(runs, np.ones((1, 3), np.uint8))
    mask = cv2.resize(ends, (width, height), interpolation=cv2.INTER_NEAREST)
    return cv2.bitwise_and(mask, ink), boxes[boxes[:, 3] > boxes[:, 1]]


def whiten_rule(image: "Grey", start: tuple[float, float], end: tuple[float, float], thickness: float) -> None:
    """Paints a rather level rule with the paper beside it, in place, in short pieces so that it may slope.

    Columns with ink above or below the rule stay: a letter stands across it.
    """
    import numpy as np

    slope = (end[1] - start[1]) / max(1.0, end[0] - start[0])
    reach = thickness / 2 + max(2.0, 0.25 * thickness)
    piece = max(8, int(2 / abs(slope))) if abs(slope) > 0.002 else max(8, round(end[0] - start[0]))
    for left in range(max(0, round(start[0]) - 4), min(image.shape[1], round(end[0]) + 4), piece):
        right = min(left + piece, image.shape[1], round(end[0]) + 4)
        middle = start[1] + slope * ((left + right) / 2 - start[0])
        top, bottom = max(0, round(middle - reach)), min(image.shape[0], round(middle + reach) + 1)
        if bottom - top < 3:
            continue
        part = image[top:bottom, left:right]
        paper = int(np.percentile(part[[0, -1]], 80))
        dark = part < 0.7 * paper
        keep = dark[0] | dark[-1]
        part[:, ~keep] = paper


def whiten_wall(image: "Grey", start: tuple[float, float], end: tuple[float, float], thickness: float) -> None:
    """Paints a rather upright rule with the paper beside it, in place; print that touches it keeps its strokes.

    In tables without room between wall and print, letters stand a pixel from the wall: only the columns that are dark
    along it go, with the blur at their sides where no letter is; what is dark on both sides (a letter across) stays.
    """
    import numpy as np

    slope = (end[0] - start[0]) / max(1.0, end[1] - start[1])
    reach = thickness / 2 + max(2.0, 0.25 * thickness)
    piece = max(8, int(2 / abs(slope))) if abs(slope) > 0.002 else max(8, round(end[1] - start[1]))
    for top in range(max(0, round(start[1]) - 4), min(image.shape[0], round(end[1]) + 4), piece):
        bottom = min(top + piece, image.shape[0], round(end[1]) + 4)
        middle = start[0] + slope * ((top + bottom) / 2 - start[1])
        left, right = max(0, round(middle - reach) - 1), min(image.shape[1], round(middle + reach) + 2)
        if right - left < 5:
            continue
        part = image[top:bottom, left:right]
        paper = int(np.percentile(part[:, [0, -1]], 80))
        depth = np.clip(paper - part.mean(axis=0), 0, None)[1:-1]
        wall = np.concatenate([[False], depth >= 0.4 * depth.max(), [False]])
        first = last = 1 + int(depth.argmax())
        while wall[first - 1]:
            first -= 1
        while wall[last + 1]:
            last += 1
        dark = part[:, [max(0, first - 2), min(right - left - 1, last + 2)]] < 0.7 * paper
        part[~dark.all(axis=1), first : last + 1] = paper
        part[~dark[:, 0], first - 1] = paper  # its blur, unless a letter goes on there
        part[~dark[:, 1], last + 1] = paper


def whiten_dots(image: "Grey", boxes: Iterable[Box]) -> None:
    """Paints small marks, and a pixel or more around them, with the brightest paper there, in place."""
    for box in boxes:
        margin = max(1.0, 0.2 * box.height)
        left, top = max(0, floor(box.left - margin)), max(0, floor(box.top - margin))
        part = image[top : ceil(box.bottom + margin), left : ceil(box.right + margin)]
        if part.size:
            part[:] = part.max()

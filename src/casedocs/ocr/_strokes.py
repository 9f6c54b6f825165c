"""Drawn lines of forms in an ink mask: solid rules, and dotted leaders."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casedocs.geometry import Box
from casedocs.ocr._ink import Components, cv2_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

__all__ = ["Leaders", "Strokes", "find_leaders", "find_strokes", "whiten_box", "whiten_rule"]

_SQUEEZE = 8  # pixels along a stroke that are taken together when strokes are listed
_FEWEST_DOTS = 7
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


@dataclass(frozen=True, slots=True, eq=False)
class Leaders:
    """Dotted leaders of a working image.

    Attributes:
        dots: Which of the given components are their dots.
        boxes: One row each: left, top, right, bottom.
    """

    dots: "NDArray[np.bool_]"
    boxes: "NDArray[np.intp]"


def find_leaders(components: Components, largest: float = 8.0) -> Leaders:
    """Finds rows of at least seven small dots (or short dashes) of about equal spacing on a page without skew.

    Args:
        components: Of the page.
        largest: Height of the largest dot in pixels.
    """
    import numpy as np

    small = (components.height <= largest) & (components.width <= 2.5 * largest)
    index = np.flatnonzero(small & (components.height <= 2 * components.width))
    dots = np.zeros(len(components), np.bool_)
    boxes = []
    for shift in (0, 2):
        left, right = components.left[index], components.right[index]
        row = (components.bottom[index] + shift) // 4
        order = np.lexsort((left, row))
        left, right, row = left[order], right[order], row[order]
        gap = left[1:] - right[:-1]
        linked = (row[1:] == row[:-1]) & (gap >= 0) & (gap <= 1.6 * largest)
        breaks = np.flatnonzero(~linked) + 1
        starts = np.concatenate([[0], breaks]).astype(np.intp)
        ends = np.concatenate([breaks, [len(order)]]).astype(np.intp)
        for start, end in zip(starts, ends, strict=True):
            if end - start >= _FEWEST_DOTS:
                run = index[order[start:end]]
                dots[run] = True
                boxes.append(
                    (
                        components.left[run].min(),
                        components.top[run].min(),
                        components.right[run].max(),
                        components.bottom[run].max(),
                    )
                )
    return Leaders(dots, _distinct(np.array(boxes, np.intp).reshape(-1, 4)))


def _distinct(boxes: "NDArray[np.intp]") -> "NDArray[np.intp]":
    """The boxes without those that lie inside another (the same leader found twice)."""
    import numpy as np

    if len(boxes) == 0:
        return boxes
    order = np.argsort(boxes[:, 0] - boxes[:, 2], kind="stable")
    kept: list[int] = []
    for k in order:
        left, top, right, bottom = boxes[k]
        if not any(
            boxes[j][0] <= left
            and right <= boxes[j][2]
            and abs(boxes[j][3] - bottom) <= 4
            and abs(boxes[j][1] - top) <= 8
            for j in kept
        ):
            kept.append(int(k))
    return boxes[np.sort(np.array(kept, np.intp))]


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


def whiten_box(image: "Grey", box: Box) -> None:
    """Paints a box and a little more white, in place."""
    margin = max(1.0, 0.3 * box.height)
    rows = slice(max(0, round(box.top - margin)), max(0, round(box.bottom + margin)))
    image[rows, max(0, round(box.left - margin)) : max(0, round(box.right + margin))] = 255

"""Segments that are no lines of text: stray marks, bars, and what stands inside a round seal."""

from collections.abc import Sequence

from casedocs.ocr._ink import Components
from casedocs.ocr.layout.segments import Segment

__all__ = ["in_seals", "without_noise"]


def without_noise(segments: Sequence[Segment], unit: float, height: float) -> list[Segment]:
    """Drops specks, bars, shadows at the edge of the page, and accents that were taken for a line of their own."""
    import numpy as np

    if not segments:
        return []
    left, right = np.array([one.left for one in segments]), np.array([one.right for one in segments])
    top, bottom = np.array([one.top for one in segments]), np.array([one.bottom for one in segments])
    base, em = np.array([one.base for one in segments]), np.array([one.em for one in segments])
    count = np.array([one.count for one in segments])
    high = bottom - top
    speck = (high < 0.55 * unit) & (right - left < 6 * unit)
    bar = (count <= 1) & (right - left > 9 * high)
    bar |= (count <= 4) & ((top <= 3) | (bottom >= height - 11))
    # A mark lies within another, larger line, above or below its letters.
    middle = (top + bottom) / 2
    small = (count <= 3) & (right - left < 3 * unit)
    within = (
        (left[:, None] >= left[None, :] - 0.5 * unit)
        & (right[:, None] <= right[None, :] + 0.5 * unit)
        & (middle[:, None] > (base - 1.1 * em)[None, :])
        & (middle[:, None] < (base + 0.4 * em)[None, :])
        & (count[None, :] > count[:, None])
    )
    mark = small & within.any(axis=1)
    drop = speck | bar | mark
    return [one for one, gone in zip(segments, drop, strict=True) if not gone]


def in_seals(
    segments: Sequence[Segment], components: Components, unit: float, em: float
) -> tuple[list[list[Segment]], list[Segment]]:
    """Parts what stands inside a large open round shape, such as a black seal, from the text.

    Print in the size of the running text stays text: an office or a name that the seal was put on.

    Returns:
        The segments of each seal, and all others.
    """
    width, height = components.width, components.height
    round_shape = (width > 9 * unit) & (height > 9 * unit) & (width < 40 * unit) & (height < 40 * unit)
    round_shape &= (width < 2.2 * height) & (height < 1.6 * width) & (components.area < 0.45 * width * height)
    shapes = components.where(round_shape)
    boxes = list(zip(shapes.left, shapes.top, shapes.right, shapes.bottom, strict=True))
    seals: list[list[Segment]] = [[] for _ in boxes]
    rest: list[Segment] = []
    for one in segments:
        print_over = one.count >= 6 and 0.85 * em < one.em < 1.25 * em
        inside = [] if print_over else [k for k, box in enumerate(boxes) if _inside(one, box)]
        (seals[inside[0]] if inside else rest).append(one)
    return [seal for seal in seals if seal], rest


def _inside(one: Segment, box: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = box
    overlap = min(one.right, right) - max(one.left, left)
    return overlap > 0.7 * one.width and top - 2 <= one.top and one.bottom <= bottom + 2

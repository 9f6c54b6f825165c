"""Segments that stand side by side, and what they take from each other."""

import math
from collections.abc import Sequence
from dataclasses import replace

from casedocs.ocr.layout.segments import Segment

__all__ = ["merge", "rows_of", "same_size", "typical_size"]


def merge(parts: Sequence[Segment]) -> Segment:
    """One segment for several of the same row, left to right."""
    first, last = parts[0], parts[-1]
    if len(parts) == 1:
        return first
    weights = [max(part.count, 1) * part.width for part in parts]
    total = sum(weights)
    main = parts[weights.index(max(weights))]
    return Segment(
        left=min(part.left for part in parts),
        top=min(part.top for part in parts),
        right=max(part.right for part in parts),
        bottom=max(part.bottom for part in parts),
        base_left=first.base_left if first.count > 3 else main.base_left,
        base_right=last.base_right if last.count > 3 else main.base_right,
        em=main.em,
        other_em=main.other_em,
        count=sum(part.count for part in parts),
        steadiness=sum(part.steadiness * weight for part, weight in zip(parts, weights, strict=True)) / total,
    )


def rows_of(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments that stand on about the same baseline, left to right; rows from top to bottom."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda one: one.base):
        home = None
        for row in reversed(rows[-4:]):
            if all(_beside(segment, other) for other in row):
                home = row
                break
        if home is None:
            rows.append([segment])
        else:
            home.append(segment)
    for row in rows:
        row.sort(key=lambda one: one.left)
    return sorted(rows, key=lambda row: sum(one.base for one in row) / len(row))


def _beside(one: Segment, other: Segment) -> bool:
    small = min(one.em, other.em)
    apart = one.left >= other.right - 0.3 * small or other.left >= one.right - 0.3 * small
    return apart and abs(one.base - other.base) < 0.45 * small


def typical_size(segments: Sequence[Segment]) -> float | None:
    """The commonest font size, by letters; of lines with small and tall letters if there are any, else of all."""
    sure = [one for one in segments if one.em == one.other_em and one.count >= 5]
    sizes = sorted((one.em, one.count) for one in sure or segments)
    half = sum(count for _, count in sizes) / 2
    for size, count in sizes:
        half -= count
        if half <= 0:
            return size
    return None


def same_size(lines: Sequence[Segment], page_em: float) -> list[Segment]:
    """Settles font sizes within a block.

    Letters of one height are taken for capitals or digits, and for small letters only if that comes clearly nearer to
    the size of the lines around: ``(1)`` under the head of a table is small print, not a large x. Sizes that differ
    little are the same.
    """
    sure = [one for one in lines if one.em == one.other_em and one.count >= 5]
    typical = typical_size(sure) or page_em
    settled = []
    for one in lines:
        capital, small = (abs(math.log(size / typical)) if typical else 0.0 for size in (one.em, one.other_em))
        em = one.other_em if 2 * small < capital else one.em
        if one.count < 4 and not 0.7 * typical < em < 1.4 * typical:
            em = typical
        settled.append(replace(one, em=typical if 0.87 * typical < em < 1.15 * typical else em))
    return settled

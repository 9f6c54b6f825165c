"""Lines before tables are heeded: cores, and the measured segments on them. Turn and layout both start from them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casedocs.ocr._ink import Components, cv2_module
from casedocs.ocr.layout.cores import CELL, barriers_of, core_labels
from casedocs.ocr.layout.segments import Segment, assign, measure, split_at_gaps

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Ints = NDArray[np.intp]

__all__ = ["LineDraft", "draft_lines"]


@dataclass(frozen=True, slots=True, eq=False)
class LineDraft:
    """Lines of a page as if it had no tables.

    Attributes:
        barriers: What stands between columns (`barriers_of`).
        count: Number of labels.
        labels: The core of each pixel of the squeezed page, 0 for none; not to be changed.
        line: The core of each component of the page.
        ordered: The components that have a line, by line and from left to right.
        segment: Their segments.
        core: The core of each segment.
        measured: The segments, measured.
    """

    barriers: "Grey"
    count: int
    labels: "NDArray[np.int32]"
    line: "Ints"
    ordered: Components
    segment: "Ints"
    core: "Ints"
    measured: tuple[Segment, ...]


def draft_lines(ink: "Grey", components: Components, walls: "Ints", unit: float) -> LineDraft:
    """Finds the lines of a page.

    Args:
        ink: Its mask without rules.
        components: Of the mask.
        walls: Vertical rules.
        unit: x-height in pixels, above 0.
    """
    cv2 = cv2_module()
    height, width = ink.shape
    squeezed = cv2.resize(ink, (width // CELL, height), interpolation=cv2.INTER_AREA)
    barriers = barriers_of(squeezed, unit, walls)
    count, labels = core_labels(squeezed, barriers, unit)
    line = assign(components, labels, unit)
    ordered, segment, core = split_at_gaps(components, line, barriers, unit, count)
    return LineDraft(barriers, count, labels, line, ordered, segment, core, tuple(measure(ordered, segment, unit)))

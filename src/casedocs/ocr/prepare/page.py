"""All steps of preparation in their order, as options ask for them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casedocs.errors import UsageError
from casedocs.geometry import Affine
from casedocs.ocr.prepare.drawn import remove_drawn_lines
from casedocs.ocr.prepare.grey import to_grey
from casedocs.ocr.prepare.paper import flatten_paper, remove_borders, remove_show_through
from casedocs.ocr.prepare.straight import deskew, scale_text
from casedocs.ocr.prepare.turn import upright

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]
    Step = Callable[[Pixels], tuple[Pixels, Affine]]

__all__ = ["PrepareOptions", "prepare_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepareOptions:
    """Which steps `prepare_page` takes. The defaults are what every scan can bear and `layout.find_lines` does not do.

    Attributes:
        borders: Paint black scanner borders white.
        turn: Turn the page the right way up.
        deskew: Make the lines level (the line finder does so by itself, without touching the page).
        flatten: Make grey or uneven paper white.
        show_through: Whiten what shines through from the back.
        drawn_lines: Take out ruled lines and dotted leaders (tables are then no longer found).
        x_height: Scale the running text to this x-height in pixels; None leaves the size.
    """

    borders: bool = True
    turn: bool = True
    deskew: bool = False
    flatten: bool = False
    show_through: bool = False
    drawn_lines: bool = False
    x_height: float | None = None

    def __post_init__(self) -> None:
        if self.x_height is not None and not 2 <= self.x_height <= 200:
            raise UsageError(f"x_height must be between 2 and 200 pixels, not {self.x_height:g}")


_DEFAULT = PrepareOptions()


def prepare_page(image: "Pixels", *, options: PrepareOptions = _DEFAULT) -> "tuple[Pixels, Affine]":
    """A page made ready for the line finder: grey without red seals, and what `options` ask for.

    Args:
        image: uint8, height × width (grey) or height × width × 3 (RGB); it is not changed.
        options: Which steps.

    Returns:
        The prepared grey page, and the map from its pixels to those of `image`.

    Raises:
        UsageError: If `image` is no such array.
        LimitExceededError: If it is too large.
        MissingExtraError: If OpenCV is not installed.
    """
    page, to_given = to_grey(image)
    for step in _steps(options):
        page, back = step(page)
        to_given = back.then(to_given)
    return page, to_given


def _steps(options: PrepareOptions) -> "list[Step]":
    wanted: list[tuple[bool, Step]] = [
        (options.borders, remove_borders),
        (options.turn, upright),
        (options.deskew, deskew),
        (options.flatten, flatten_paper),
        (options.show_through, remove_show_through),
        (options.drawn_lines, remove_drawn_lines),
    ]
    steps = [step for asked, step in wanted if asked]
    x_height = options.x_height
    if x_height is not None:
        steps.append(lambda page: scale_text(page, x_height))
    return steps

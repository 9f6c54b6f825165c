"""Options of a layout."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from casedocs.errors import UsageError

__all__ = ["LayoutOptions", "Structure"]


class Structure(StrEnum):
    """The shapes that a branch can take. AUTO: as the map says, else `MAP`."""

    AUTO = "auto"
    MAP = "map"
    LOGIC_RIGHT = "logic-right"
    LOGIC_LEFT = "logic-left"
    TREE = "tree"
    ORG_CHART = "org-chart"
    TIMELINE = "timeline"
    TIMELINE_VERTICAL = "timeline-vertical"
    FISHBONE = "fishbone"


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutOptions:
    """How topics are arranged.

    Attributes:
        structure: Shape of the whole sheet; AUTO takes the shapes that the map itself names, branch by branch.
        open_folded: Draws closed branches open (paper cannot be clicked); False draws them as the map has them.
        max_depth: Deepest level drawn; None draws all. The root has level 0.
        max_text_width: Points after which a title wraps.
        show_labels: Draws labels as chips under the title.
        show_images: Draws pictures that lie in the map.
        fonts: TrueType files asked after the built-in chain, for scripts that it does not have.
        max_topics: Safety limit of one sheet.
    """

    structure: Structure = Structure.AUTO
    open_folded: bool = True
    max_depth: int | None = None
    max_text_width: float = 260.0
    show_labels: bool = True
    show_images: bool = True
    fonts: tuple[Path, ...] = ()
    max_topics: int = 200_000

    def __post_init__(self) -> None:
        if not 40 <= self.max_text_width <= 2000:
            raise UsageError("max_text_width must lie between 40 and 2000 points")
        if self.max_depth is not None and self.max_depth < 0:
            raise UsageError("max_depth cannot be negative", hint="0 draws the root alone, None draws all")
        if self.max_topics < 1:
            raise UsageError("max_topics must be at least 1")

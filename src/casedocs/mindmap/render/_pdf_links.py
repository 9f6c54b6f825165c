"""What may be clicked on PDF pages: topics with links, on every tile that shows them."""

from collections.abc import Callable, Iterator

from casedocs.mindmap.render._pdf_draw import PdfDrawing
from casedocs.mindmap.render.scene import Group, Scene
from casedocs.mindmap.render.tiles import Tile, Tiling

__all__ = ["add_links"]

Area = tuple[float, float, float, float]


def _on(one: Tile, scale: float, area: Area) -> Area | None:
    """The part of an area of the drawing that a tile shows, in page coordinates; None when it shows nothing of it."""
    left, top = one.origin[0] + scale * area[0], one.origin[1] + scale * area[1]
    x, y, width, height = one.window
    right, foot = min(left + scale * area[2], x + width), min(top + scale * area[3], y + height)
    left, top = max(left, x), max(top, y)
    return (left, top, right - left, foot - top) if right - left > 1 and foot - top > 1 else None


def _seen(
    shown: list[tuple[Scene, Tiling, int]], wanted: Callable[[Group], object]
) -> Iterator[tuple[Group, int, Area]]:
    """Every page on which a wanted group shows, and where."""
    for scene, tiling, first in shown:
        for group in filter(wanted, scene.groups):
            for number, one in enumerate(tiling.tiles):
                area = _on(one, tiling.scale, group.area)
                if area is not None:
                    yield group, first + number, area


def add_links(drawing: PdfDrawing, shown: list[tuple[Scene, Tiling, int]]) -> None:
    """Makes topics lead to what they link to.

    Args:
        drawing: Has all its pages.
        shown: The drawings, how each is tiled, and the index of its first page.
    """
    goals = {group.goto for scene, _, _ in shown for group in scene.groups if group.goto}
    places: dict[str, tuple[int, float, float]] = {}
    for group, page, (x, y, _, _) in _seen(shown, lambda group: group.name in goals):
        places.setdefault(group.name, (page, max(x - 40, 0), max(y - 40, 0)))
    for group, page, area in _seen(shown, lambda group: group.link or group.goto):
        target = places.get(group.goto) or group.link
        if target:
            drawing.link(page, area, target)

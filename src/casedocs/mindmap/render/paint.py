"""From a layout to a drawing."""

from collections.abc import Callable

from casedocs.mindmap._fonts import FontSet, clean
from casedocs.mindmap.layout.arcs import LABEL_SIZE
from casedocs.mindmap.layout.placed import Arc, Frame, FrameKind, Layout, Placed, Wire, WireKind
from casedocs.mindmap.layout.shapes import CHIP_GAP, CHIP_HEIGHT, CHIP_SIZE, ICON, LINE, chip_width, wrap
from casedocs.mindmap.links import safe_link
from casedocs.mindmap.model import INNER_LINK, Kind, Summary
from casedocs.mindmap.render.icons import link_sign, marker_icon, note_sign
from casedocs.mindmap.render.scene import Group, Item, Path, Picture, Rect, Scene, Step, Text
from casedocs.mindmap.render.theme import BRANCHES, STATUS, Palette, color_of, mixed, readable_on
from casedocs.mindmap.status import Status, status_of

__all__ = ["Load", "paint"]

Load = Callable[[str], tuple[bytes, tuple[int, int]] | None]
"""Gives the JPEG bytes and the pixel size of a picture in the map by its link, None when there is none."""


def _branch_color(placed: Placed) -> str:
    own = color_of(placed.topic.style.get("line-color"))
    return own or BRANCHES[placed.branch % len(BRANCHES)]


def _wire(wire: Wire, layout: Layout, colors: Palette) -> Item:
    owner = layout.topics[wire.owner]
    color = _branch_color(owner)
    first, *rest = wire.points
    if wire.kind is WireKind.TAIL:
        corners: tuple[Step, ...] = (("M", first), *(("L", point) for point in rest), ("Z", ()))
        return Path(corners, colors.line, 0.8, fill=colors.note)
    if wire.kind is WireKind.AXIS:
        return Path((("M", first), ("L", rest[0])), colors.root if owner.level == 0 else color, 3.0)
    width = 2.2 if owner.level == 1 else 1.3
    if wire.kind is WireKind.CURVE:
        (x1, y1), (x2, y2), (x3, y3) = rest
        return Path((("M", first), ("C", (x1, y1, x2, y2, x3, y3))), color, width)
    return Path((("M", first), *(("L", point) for point in rest)), color, width)


def _look(placed: Placed, colors: Palette) -> tuple[str, str, str]:
    """Fill, border and text colour."""
    branch, style = _branch_color(placed), placed.topic.style
    if placed.kind is Kind.ROOT:
        fill, border, ink = colors.root, "", colors.on_root
    elif placed.kind is Kind.CALLOUT:
        fill, border, ink = colors.note, colors.line, colors.ink
    elif placed.shape.bold or placed.kind is Kind.SUMMARY:
        fill, border, ink = mixed(branch, colors.paper, colors.tint), branch, colors.ink
    else:
        fill, border, ink = colors.card, mixed(branch, colors.paper, 0.45), colors.ink
    own = color_of(style.get("svg:fill"))
    if own is not None:
        fill, ink = own, readable_on(own)
    return fill, border, ink


def _card(placed: Placed, colors: Palette) -> list[Item]:
    box = placed.box
    fill, border, _ = _look(placed, colors)
    radius = 12.0 if placed.kind is Kind.ROOT else min(7.0, box.height / 2)
    items: list[Item] = [Rect(box.left, box.top, box.width, box.height, radius, fill, border, 1.0)]
    status = status_of(placed.topic)
    if status is not Status.NONE:
        items.append(Rect(box.left + 2.5, box.top + 4, 3.5, box.height - 8, 1.7, STATUS[status]))
    return items


def _chips(placed: Placed, top: float, fonts: FontSet, colors: Palette) -> list[Item]:
    items: list[Item] = []
    branch = STATUS.get(status_of(placed.topic), _branch_color(placed))
    fill = mixed(branch, colors.paper, 0.16)
    for row in placed.shape.chips:
        x = placed.box.left + placed.shape.pad_x
        for chip in row:
            width = chip_width(chip, fonts)
            items.append(Rect(x, top + CHIP_GAP, width, CHIP_HEIGHT, 4.0, fill))
            items.append(Text(x + 6, top + CHIP_GAP + 11.6, chip, CHIP_SIZE, readable_on(fill)))
            x += width + CHIP_GAP
        top += CHIP_HEIGHT + CHIP_GAP
    return items


def _title(placed: Placed, top: float, fonts: FontSet, colors: Palette) -> list[Item]:
    shape, box, items = placed.shape, placed.box, list[Item]()
    _, _, ink = _look(placed, colors)
    icons = shape.icons * (ICON + 3.0)
    left = box.left + shape.pad_x + icons
    middle = top + (shape.size * LINE - ICON) / 2
    for number, marker in enumerate(placed.topic.markers[: shape.icons]):
        items += marker_icon(marker, box.left + shape.pad_x + number * (ICON + 3.0), middle)
    room = box.width - 2 * shape.pad_x - icons
    for number, line in enumerate(shape.lines):
        width = fonts.width(line, shape.size, bold=shape.bold)
        x = left + (room - width) / 2 if placed.kind is Kind.ROOT else left
        y = top + (number + 0.5) * shape.size * LINE + shape.size * 0.35
        items.append(Text(x, y, line, shape.size, ink, shape.bold))
    right = box.right - shape.pad_x - ICON
    if placed.topic.link is not None:
        items += link_sign(right, middle, ink)
        right -= ICON + 3.0
    if placed.topic.note is not None and placed.topic.note.plain.strip():
        items += note_sign(right, middle, ink)
    return items


def _topic(placed: Placed, fonts: FontSet, colors: Palette, load: Load) -> list[Item]:
    items = _card(placed, colors)
    top = placed.box.top + placed.shape.pad_y
    if placed.shape.picture is not None:
        width, height = placed.shape.picture
        left = placed.box.center[0] - width / 2
        found = load(placed.topic.image.source_link) if placed.topic.image is not None else None
        items.append(
            Picture(left, top, width, height, *found)
            if found is not None
            else Rect(left, top, width, height, 3.0, "", colors.line, 0.8, (3.0, 3.0))
        )
        top += height + 6.0
    items += _title(placed, top, fonts, colors)
    top += len(placed.shape.lines) * placed.shape.size * LINE
    return items + _chips(placed, top, fonts, colors)


def _brace(frame: Frame, color: str) -> Path:
    box, kind = frame.box, frame.kind
    upright = kind in {FrameKind.BRACE_RIGHT, FrameKind.BRACE_LEFT}
    near, far = (box.left, box.right) if upright else (box.top, box.bottom)
    if kind in {FrameKind.BRACE_LEFT, FrameKind.BRACE_UP}:
        near, far = far, near
    a, b = (box.top, box.bottom) if upright else (box.left, box.right)
    middle, mid = (a + b) / 2, (near + far) / 2

    def spot(along: float, across: float) -> tuple[float, float]:
        return (across, along) if upright else (along, across)

    def bend(*points: tuple[float, float]) -> Step:
        return "C", tuple(number for point in points for number in point)

    return Path(
        (
            ("M", spot(a, near)),
            bend(spot(a, mid), spot(a, mid), spot(min(a + 8, middle), mid)),
            ("L", spot(max(middle - 8, a), mid)),
            bend(spot(middle, mid), spot(middle, mid), spot(middle, far)),
            bend(spot(middle, mid), spot(middle, mid), spot(min(middle + 8, b), mid)),
            ("L", spot(max(b - 8, middle), mid)),
            bend(spot(b, mid), spot(b, mid), spot(b, near)),
        ),
        color,
        1.6,
    )


def _frame(frame: Frame, layout: Layout, fonts: FontSet, colors: Palette) -> list[Item]:
    owner = layout.topics[frame.owner]
    color = _branch_color(owner) if owner.kind is not Kind.ROOT else colors.line
    if frame.kind is not FrameKind.BOUNDARY:
        return [_brace(frame, color)]
    box = frame.box
    fill = mixed(color, colors.paper, 0.06)
    items: list[Item] = [Rect(box.left, box.top, box.width, box.height, 9.0, fill, color, 1.1, (5.0, 3.0))]
    if frame.title:
        lines = wrap(frame.title, fonts, size=LABEL_SIZE, bold=True, room=max(box.width - 42, 30.0))
        title = lines[0] if len(lines) == 1 else f"{lines[0]} …"
        width = fonts.width(title, LABEL_SIZE, bold=True) + 14
        items.append(Rect(box.left + 8, box.top + 5, width, 17.0, 4.0, mixed(color, colors.paper, 0.2)))
        items.append(Text(box.left + 15, box.top + 17.2, title, LABEL_SIZE, colors.ink, bold=True))
    return items


def _arc(arc: Arc, fonts: FontSet, colors: Palette) -> list[Item]:
    start, c1, c2, end = arc.points
    items: list[Item] = [Path((("M", start), ("C", (*c1, *c2, *end))), colors.arc, 1.5, "", (6.0, 4.0))]
    dx, dy = end[0] - c2[0], end[1] - c2[1]
    length = max((dx * dx + dy * dy) ** 0.5, 0.01)
    ux, uy = dx / length, dy / length
    base = (end[0] - 9 * ux, end[1] - 9 * uy)
    head: tuple[Step, ...] = (
        ("M", end), ("L", (base[0] - 4 * uy, base[1] + 4 * ux)), ("L", (base[0] + 4 * uy, base[1] - 4 * ux)), ("Z", ()),
    )  # fmt: skip
    items.append(Path(head, fill=colors.arc))
    if arc.lines:
        width = max(fonts.width(line, LABEL_SIZE) for line in arc.lines) + 10
        height = len(arc.lines) * LABEL_SIZE * LINE + 4
        x, y = arc.middle[0] - width / 2, arc.middle[1] - height / 2
        items.append(Rect(x, y, width, height, 4.0, colors.paper, mixed(colors.arc, colors.paper, 0.4), 0.8))
        for number, line in enumerate(arc.lines):
            left = arc.middle[0] - fonts.width(line, LABEL_SIZE) / 2
            items.append(Text(left, y + 2 + (number + 0.76) * LABEL_SIZE * LINE, line, LABEL_SIZE, colors.arc))
    return items


def _clickable(index: int, placed: Placed, items: list[Item]) -> Group:
    box, link = placed.box, placed.topic.link or ""
    goto = link.removeprefix(INNER_LINK) if link.startswith(INNER_LINK) else ""
    return Group(index, items, (box.left, box.top, box.width, box.height), safe_link(link), goto, placed.topic.id)


def _last_inside(frame: Frame, places: dict[int, int]) -> int:
    """The topic with which a frame is complete: in a film it does not come before what it holds."""
    subject = frame.subject
    held = [subject.topic] if isinstance(subject, Summary) else subject.members or []
    return max((places.get(id(topic), frame.owner) for topic in held), default=frame.owner)


def paint(layout: Layout, title: str, fonts: FontSet, colors: Palette, load: Load) -> Scene:
    """The drawing of a layout: frames below, wires over them, then topics, arcs on top.

    Args:
        layout: The layout.
        title: Names the drawing for readers and screen readers.
        fonts: The chain that the layout was measured with.
        colors: The theme.
        load: Gives the pictures of topics.
    """
    scene = Scene(layout.size.width, layout.size.height, colors.paper, clean(title).replace("\n", " "))
    places = {id(placed.topic): index for index, placed in enumerate(layout.topics)}
    for frame in layout.frames:
        scene.groups.append(Group(_last_inside(frame, places), _frame(frame, layout, fonts, colors)))
    for wire in layout.wires:
        scene.groups.append(Group(wire.owner, [_wire(wire, layout, colors)]))
    for index, placed in enumerate(layout.topics):
        scene.groups.append(_clickable(index, placed, _topic(placed, fonts, colors, load)))
    for arc in layout.arcs:
        scene.groups.append(Group(max(arc.ends), _arc(arc, fonts, colors)))
    return scene

"""A drawing as SVG: text stays text, fonts and pictures lie inside, nothing outside is referred to."""

import base64
from html import escape

from casedocs.mindmap._fonts import Face, FontSet
from casedocs.mindmap.render.icons import Sign
from casedocs.mindmap.render.scene import Group, Item, Path, Picture, Rect, Scene, Text

__all__ = ["families", "font_rules", "outline", "svg_text"]


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _paint(fill: str, stroke: str, width: float, dash: tuple[float, ...]) -> str:
    text = f' fill="{fill or "none"}"'
    if stroke:
        text += f' stroke="{stroke}" stroke-width="{_number(width)}"'
    if stroke and dash:
        text += f' stroke-dasharray="{" ".join(map(_number, dash))}"'
    return text


def _item(item: Item) -> str:
    if isinstance(item, Text):
        weight = ' class="b"' if item.bold else ""
        return (
            f'<text x="{_number(item.x)}" y="{_number(item.y)}" font-size="{_number(item.size)}" '
            f'fill="{item.color}"{weight}>{escape(item.text, quote=False)}</text>'
        )
    if isinstance(item, Picture):
        data = base64.b64encode(item.jpeg).decode("ascii")
        return f'<image {_place(item)} href="data:image/jpeg;base64,{data}"/>'
    look = _paint(item.fill, item.stroke, item.line_width, item.dash)
    if isinstance(item, Rect):
        return f'<rect {_place(item)} rx="{_number(item.radius)}"{look}/>'
    return f'<path d="{_steps(item)}"{look} stroke-linecap="round" stroke-linejoin="round"/>'


def _place(item: Rect | Picture) -> str:
    return (
        f'x="{_number(item.x)}" y="{_number(item.y)}" '
        f'width="{_number(max(item.width, 0.0))}" height="{_number(max(item.height, 0.0))}"'
    )


def _steps(path: Path) -> str:
    return "".join(kind + " ".join(map(_number, numbers)) for kind, numbers in path.steps)


def _round_rect(rect: Rect) -> str:
    """A rectangle as the text of a path."""
    r = min(rect.radius, rect.width / 2, rect.height / 2)
    w, h = rect.width - 2 * r, rect.height - 2 * r
    corners = [f"a{_number(r)} {_number(r)} 0 0 1 {_number(a)} {_number(b)}" for a, b in ((r, r), (-r, r), (-r, -r))]
    return (
        f"M{_number(rect.x + r)} {_number(rect.y)}h{_number(w)}{corners[0]}v{_number(h)}{corners[1]}h{_number(-w)}"
        f"{corners[2]}v{_number(-h)}a{_number(r)} {_number(r)} 0 0 1 {_number(r)} {_number(-r)}z"
    )


def outline(item: Sign) -> list[object]:
    """A part of an icon as data: ``[path, fill, line, width]``, or ``[text, colour, size, x, y]`` for letters."""
    if isinstance(item, Text):
        return [item.text, item.color, item.size, round(item.x, 2), round(item.y, 2)]
    path = _round_rect(item) if isinstance(item, Rect) else _steps(item)
    return [path, item.fill, item.stroke, item.line_width]


def _font_rule(family: str, face: Face, text: str, weight: int) -> str:
    data = base64.b64encode(face.subset(text, flavor="woff")).decode("ascii")
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};'
        f'src:url(data:font/woff;base64,{data}) format("woff")}}'
    )


def font_rules(fonts: FontSet, texts: dict[bool, str]) -> str:
    """CSS that brings the letters of `texts` (bold or not → letters) as families ``casedocs0``, ``casedocs1``."""
    rules: list[str] = []
    for bold, text in texts.items():
        for number, face in enumerate(fonts.chain(bold=bold)):
            used = "".join(sorted({x for x in text if fonts.face_for(x, bold=bold) is face}))
            if used:
                rules.append(_font_rule(f"casedocs{number}", face, used, 600 if bold else 400))
    return "".join(rules)


def families(fonts: FontSet) -> str:
    """The families of `font_rules` and what a computer has, in the order in which they are asked."""
    own = [f"casedocs{number}" for number in range(len(fonts.chain(bold=False)))]
    return ", ".join([*own, "'Be Vietnam Pro'", "'Segoe UI'", "'Noto Sans'", "Arial", "sans-serif"])


def _group(group: Group, number: int, named: dict[str, int], wanted: set[int]) -> str:
    """The items of a group; inside a link where the topic has one, with a name where another topic leads to it."""
    drawn = "".join(map(_item, group.items))
    if number in wanted:
        drawn = f'<g id="t{number}">{drawn}</g>'
    if group.goto in named:
        return f'<a href="#t{named[group.goto]}">{drawn}</a>'
    return (
        f'<a href="{escape(group.link)}" target="_blank" rel="noopener noreferrer">{drawn}</a>' if group.link else drawn
    )


def svg_text(scene: Scene, fonts: FontSet, *, embed_fonts: bool) -> str:
    """The drawing as the text of an SVG file.

    Args:
        scene: The drawing.
        fonts: The chain that it was measured with.
        embed_fonts: Puts the letters in use into the file.
    """
    letters: dict[bool, set[str]] = {False: set(), True: set()}
    for group in scene.groups:
        for item in group.items:
            if isinstance(item, Text):
                letters[item.bold].update(item.text)
    texts = {bold: "".join(sorted(found)) for bold, found in letters.items()}
    rules = font_rules(fonts, texts) if embed_fonts else ""
    width, height = _number(scene.width), _number(scene.height)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img"><title>{escape(scene.title, quote=False)}</title>'
        f"<style>text{{font-family:{families(fonts)};white-space:pre}}.b{{font-weight:600}}{rules}</style>"
        f'<rect width="{width}" height="{height}" fill="{scene.background}"/>'
    )
    named = {group.name: number for number, group in reversed(list(enumerate(scene.groups))) if group.name}
    wanted = {named[group.goto] for group in scene.groups if group.goto in named}
    body = "\n".join(_group(group, number, named, wanted) for number, group in enumerate(scene.groups))
    return f"{head}\n{body}\n</svg>\n"

"""From a topic to the size of its box: wrapping with real font metrics, labels, markers, pictures, numbers."""

from dataclasses import dataclass

from casedocs.mindmap._fonts import FontSet, clean
from casedocs.mindmap.layout.options import LayoutOptions
from casedocs.mindmap.layout.placed import Shape
from casedocs.mindmap.model import Kind, Numbering, Topic

__all__ = ["CHIP_GAP", "CHIP_HEIGHT", "CHIP_SIZE", "ICON", "LINE", "chip_width", "measure", "number_text", "wrap"]

LINE = 1.38
"""Line height over font size: Vietnamese capitals carry two marks (Ẩ, Ỗ)."""
ICON = 15.0
CHIP_SIZE, CHIP_HEIGHT, CHIP_GAP = 10.0, 16.0, 4.0
_MAX_LINES = 60
_MAX_CHIPS, _MAX_CHIP_LETTERS = 40, 60
_PICTURE = (180.0, 130.0)


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    bold: bool
    pad_x: float
    pad_y: float


_ROOT = _Style(21.0, True, 22.0, 14.0)
_MAIN = _Style(14.5, True, 14.0, 9.0)
_SUB = _Style(12.5, False, 10.0, 6.0)
_CALLOUT = _Style(11.5, False, 9.0, 5.0)


def _style(kind: Kind, level: int) -> _Style:
    if kind is Kind.CALLOUT:
        return _CALLOUT
    if kind is Kind.ROOT:
        return _ROOT
    return _MAIN if level == 1 or (level == 0 and kind is Kind.FLOATING) else _SUB


def _broken(word: str, fonts: FontSet, style: tuple[float, bool], room: float) -> list[str]:
    size, bold = style
    parts, part, used = [], "", 0.0
    for letter in word:
        advance = fonts.width(letter, size, bold=bold)
        if part and used + advance > room:
            parts.append(part)
            part, used = "", 0.0
        part += letter
        used += advance
    return [*parts, part]


def _wrapped(paragraph: str, fonts: FontSet, style: tuple[float, bool], room: float) -> list[str]:
    size, bold = style
    if fonts.width(paragraph, size, bold=bold) <= room:
        return [paragraph]
    space = fonts.width(" ", size, bold=bold)
    lines, line, used = [], "", 0.0
    for word in paragraph.split(" "):
        width = fonts.width(word, size, bold=bold)
        if line and used + space + width <= room:
            line, used = f"{line} {word}", used + space + width
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, fonts, style, room) if width > room else [word]
        lines.extend(full)
        used = fonts.width(line, size, bold=bold)
    return [*lines, line]


def wrap(
    text: str, fonts: FontSet, *, size: float, bold: bool = False, room: float, most: int = _MAX_LINES
) -> list[str]:
    """The text in lines of at most `room` points; over `most` lines the last one ends with “…”.

    Line feeds stay; a word that is too long alone is cut between letters.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrapped(paragraph.strip(), fonts, (size, bold), room))
        if len(lines) > most:
            return [*lines[: most - 1], f"{lines[most - 1].rstrip()} …"]
    return lines


def chip_width(text: str, fonts: FontSet) -> float:
    """The width of one label's chip."""
    return fonts.width(text, CHIP_SIZE) + 12.0


def _chip_rows(labels: list[str], fonts: FontSet, room: float) -> tuple[tuple[str, ...], ...]:
    rows: list[list[str]] = []
    used = 0.0
    for label in labels[:_MAX_CHIPS]:
        text = clean(label).replace("\n", " ").strip()
        text = text if len(text) <= _MAX_CHIP_LETTERS else f"{text[:_MAX_CHIP_LETTERS]}…"
        if not text:
            continue
        width = chip_width(text, fonts)
        if rows and used + CHIP_GAP + width <= room:
            rows[-1].append(text)
            used += CHIP_GAP + width
        else:
            rows.append([text])
            used = width
    return tuple(map(tuple, rows))


def _picture_size(topic: Topic, options: LayoutOptions) -> tuple[float, float] | None:
    if topic.image is None or not options.show_images:
        return None
    width, height = topic.image.width or _PICTURE[0], topic.image.height or _PICTURE[1]
    if not (0 < width < 1e5 and 0 < height < 1e5):
        width, height = _PICTURE
    scale = min(1.0, _PICTURE[0] / width, _PICTURE[1] / height)
    return width * scale, height * scale


def measure(topic: Topic, kind: Kind, level: int, number: str, fonts: FontSet, options: LayoutOptions) -> Shape:
    """The shape of a topic.

    Args:
        topic: The topic.
        kind: How it hangs on its parent.
        level: 0 for roots.
        number: Goes before the title; may be empty.
        fonts: The chain that is drawn with.
        options: Widths and what to show.
    """
    style = _style(kind, level)
    title = clean(topic.title).strip("\n")
    title = f"{number} {title}" if number else title
    room = options.max_text_width * (1.3 if kind is Kind.ROOT else 1.0)
    lines = tuple(wrap(title, fonts, size=style.size, bold=style.bold, room=room))
    chips = _chip_rows(topic.labels, fonts, room) if options.show_labels else ()
    icons = min(len(topic.markers), 6)
    signs = (topic.link is not None) + (topic.note is not None and bool(topic.note.plain.strip()))
    width = max(fonts.width(line, style.size, bold=style.bold) for line in lines)
    width += (icons + signs) * (ICON + 3.0)
    for row in chips:
        width = max(width, sum(chip_width(chip, fonts) + CHIP_GAP for chip in row) - CHIP_GAP)
    height = len(lines) * style.size * LINE + len(chips) * (CHIP_HEIGHT + CHIP_GAP)
    picture = _picture_size(topic, options)
    if picture is not None:
        width, height = max(width, picture[0]), height + picture[1] + 6.0
    return Shape(
        lines, chips, style.size, style.bold, style.pad_x, style.pad_y, icons, picture,
        max(width, 12.0) + 2 * style.pad_x, height + 2 * style.pad_y,
    )  # fmt: skip


def _roman(number: int) -> str:
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    signs = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
    text = ""
    for value, sign in zip(values, signs, strict=True):
        text, number = text + sign * (number // value), number % value
    return text


def _letters(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number - 1, 26)
        text = chr(65 + digit) + text
    return text


def number_text(numbering: Numbering | None, position: int, parent_number: str) -> str:
    """The number of a topic's child, such as ``2.1.``; empty when its children are not numbered.

    Args:
        numbering: Of the parent.
        position: Of the child, from 1.
        parent_number: What the parent itself shows.
    """
    if numbering is None or not numbering.number_format or numbering.number_format.endswith("none"):
        return ""
    form = numbering.number_format.rsplit(".", 1)[-1].lower()
    own = str(position)
    if form.startswith("roman"):
        own = _roman(position % 4000)
    elif form in {"uppercase", "lowercase"}:
        own = _letters(position)
        own = own.lower() if form == "lowercase" else own
    before = parent_number.rstrip(".") + "." if parent_number and numbering.prepend_parent else ""
    return clean(f"{numbering.prefix}{before}{own}{numbering.suffix or '.'}")

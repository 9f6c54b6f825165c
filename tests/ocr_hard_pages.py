"""Drawn pages that strain the line finder more than those of `tests.ocr_pages`: tight tables, footnote marks."""

from itertools import accumulate

from tests import ocr_pages as pages
from tests.ocr_pages import DrawnPage, Pen

__all__ = ["marked_form_page", "tight_table_page"]

_PAD = 0.6  # points between a wall and the print
_SHARES = (0.06, 0.12, 0.32, 0.1, 0.4)
_MARKED = (
    ("UBND", "(1)", ""),
    ("Kính gửi", "(2)", ":"),
    ("Số", "(3)", ""),
    ("Họ và tên", "(4)", ":"),
    ("Nơi cư trú", "(12)", ":"),
    ("Trưởng phòng", "(5)", ""),
    ("Căn cứ", "3", ""),
    ("Bộ Y tế", "7", "."),
    ("Nội dung", "(10)", ":"),
    ("TÊN CƠ QUAN", "(1)", ""),
    ("Địa danh", "(4)", ", ngày"),
)


def tight_table_page(dpi: int = 200, *, face: str = "serif", seed: int = 0, points: float = 11) -> DrawnPage:
    """A landscape table as word processors set it: no room at the walls, justified, close rows, short last lines."""
    pen = Pen(dpi, size=(842, 595), face=face, seed=seed)
    width, height = pen.page.image.size
    edges = list(accumulate((share * 0.88 * width for share in _SHARES), initial=0.06 * width))
    step, top, row = 1.15 * points * pen.scale, 50 * pen.scale, 0
    while True:
        cells = []
        for column, text in enumerate(_row_texts(pen, row)):
            room = edges[column + 1] - edges[column] - 2 * _PAD * pen.scale
            cells.append([line for part in text.split("\n") for line in pen.wrap(part, room, points)])
        bottom = top + (max(map(len, cells)) + 0.25) * step
        if bottom > height - 40 * pen.scale:
            return pen.page
        for column, lines in enumerate(cells):
            _tight_cell(pen, (edges[column], top, edges[column + 1], bottom), lines, points, (row, column))
        top, row = bottom, row + 1


def _row_texts(pen: Pen, row: int) -> tuple[str, ...]:
    chance = pen.random.randint
    first = f"- {pen.phrase(chance(5, 20))} số {chance(1, 400)}/20{chance(10, 25)}/NĐ-CP {pen.phrase(chance(4, 14))};"
    date = f"{chance(1, 28):02d}/{chance(1, 12)}/2020"
    return (
        f"{row + 1}",
        pen.phrase(chance(3, 9)),
        f"{chance(1, 99):02d}/20{chance(10, 25)}/TT-BTP ngày {date} {pen.phrase(chance(6, 24))}",
        "Không",
        f"{first}\nương;\n- {pen.phrase(chance(9, 16))} số {chance(1, 400)}/QĐ-UBND.",
    )


def _tight_cell(
    pen: Pen, box: tuple[float, float, float, float], lines: list[list[str]], points: float, cell: tuple[int, int]
) -> None:
    left, top, right, bottom = box
    for x0, y0, x1, y1 in (
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    ):
        pen.rule(x0, y0, x1, y1)
    step, pad = 1.15 * points * pen.scale, _PAD * pen.scale
    for number, words in enumerate(lines):
        text = " ".join(words)
        spare = right - left - 2 * pad - pen.width_of(text, points)
        justified = len(words) > 2 and number < len(lines) - 1 and spare < 0.35 * (right - left)
        gap = spare / (len(words) - 1) if justified else 0.0
        pen.write(text, left + pad, top + (number + 0.855) * step, points, part="table", cell=cell, gap=gap)


def marked_form_page(dpi: int = 200, *, face: str = "serif", seed: int = 0) -> DrawnPage:
    """Short labels of a form with raised footnote marks, some over dotted leaders."""
    pen = Pen(dpi, face=face, seed=seed)
    width = pen.page.image.width
    base = 60 * pen.scale
    for parts in _MARKED:
        x = pen.random.choice((0.14, 0.4, 0.3)) * width
        end = _marked(pen, parts, x, base) + 3 * pen.scale
        if pen.random.random() < 0.6:
            dots = "." * int((0.8 * width - end) / pen.width_of(".", 13))
            pen.draw.text((end, base), dots, font=pages.load_font(face, 13 * pen.scale), fill="black", anchor="ls")
        base += 26 * pen.scale
    return pen.page


def _marked(pen: Pen, parts: tuple[str, str, str], x: float, base: float) -> float:
    """Writes text, raised mark and rest; returns where they end."""
    (text, mark, rest), points = parts, 13
    line = pen.write(text, x, base, points)
    space, small = 0.1 * points * pen.scale, pages.load_font(pen.face, 0.65 * points * pen.scale)
    at = (line.box.right + space, base - 0.36 * points * pen.scale)
    pen.draw.text(at, mark, font=small, fill="black", anchor="ls")
    end = at[0] + float(small.getlength(mark))
    line.text = f"{text} {mark}"
    if rest:
        pen.draw.text(
            (end + space, base), rest, font=pages.load_font(pen.face, points * pen.scale), fill="black", anchor="ls"
        )
        end += space + pen.width_of(rest, points)
        line.text += f" {rest}"
    return end

"""Draws synthetic pages with known lines, tables and headers: what the layout tests and its benchmark stand on.

The sentences are our own. Positions are pixels of the drawn page, origin top-left.
"""

import random
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from casedocs.geometry import Box

Grey = NDArray[np.uint8]

SENTENCES = (
    "Căn cứ các quy định của pháp luật về lưu trữ và số hóa tài liệu, đơn vị đã kiểm tra từng tờ trong tập hồ sơ.",
    "Người giữ kho lập biên bản giao nhận, ghi rõ số tờ, tình trạng giấy và những chỗ bị mờ hoặc bị rách.",
    "Mỗi trang được quét ở độ phân giải ba trăm điểm ảnh trên một inch, sau đó được xếp theo đúng thứ tự bút lục.",
    "Kết quả đối chiếu cho thấy 1.250 trang khớp với mục lục, còn 37 trang cần được quét lại trước ngày 15/3/2025.",
    "Đề nghị các bộ phận có liên quan phối hợp thực hiện, nếu có vướng mắc thì báo cáo kịp thời để được hướng dẫn.",
    "Ông Trần Văn Mẫu và bà Lê Thị Ví Dụ cùng ký xác nhận vào từng trang của danh sách kèm theo biên bản này.",
    "Khi phát hiện trang trắng, trang nghiêng hoặc trang ngược, máy phải báo ngay để người quét kịp sửa.",
)
WORDS = tuple(word.strip(".,") for sentence in SENTENCES for word in sentence.split())


@dataclass
class TrueLine:
    """A drawn line: box around its ink, y of its baseline, font size, its text and its place in a table."""

    box: Box
    base: float
    em: float
    text: str
    part: str = "text"
    cell: tuple[int, int] | None = None


@dataclass
class TrueTable:
    """A drawn table: its box and its cells as (row, column, row span, column span)."""

    box: Box
    cells: list[tuple[int, int, int, int]]


@dataclass
class DrawnPage:
    """A page under construction; `lines` are in reading order."""

    image: Image.Image
    dpi: int
    lines: list[TrueLine] = field(default_factory=list)
    tables: list[TrueTable] = field(default_factory=list)

    @property
    def grey(self) -> Grey:
        """The page as pixels."""
        return np.asarray(self.image.convert("L"), np.uint8).copy()

    @property
    def rgb(self) -> Grey:
        """The page in colour."""
        return np.asarray(self.image.convert("RGB"), np.uint8).copy()


def font_file(face: str, *, bold: bool = False, italic: bool = False) -> tuple[str, bool]:
    """The font file of a face and whether its weight has to be set: a system font, or one from the test packages."""
    if face == "times":
        style = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}
        path = Path(f"/usr/share/fonts/truetype/croscore/Tinos-{style[bold, italic]}.ttf")
        if path.is_file():
            return str(path), False
        face = "serif"
    if face == "serif":
        import fontpkg_noto_serif as package

        name = "NotoSerif-Italic[wdth,wght].ttf" if italic else "NotoSerif[wdth,wght].ttf"
    else:
        import fontpkg_arimo as package

        name = "Arimo-Italic[wght].ttf" if italic else "Arimo[wght].ttf"
    return str(Path(package.__file__).parent / "files" / name), bold


def load_font(face: str, pixels: float, *, bold: bool = False, italic: bool = False) -> ImageFont.FreeTypeFont:
    """A font in a size of `pixels` per em."""
    path, set_weight = font_file(face, bold=bold, italic=italic)
    font = ImageFont.truetype(path, round(pixels))
    if set_weight:
        names = [axis["name"] for axis in font.get_variation_axes()]
        font.set_variation_by_axes([700.0 if b"eight" in name else 100.0 for name in names])
    return font


class Pen:
    """Writes onto a page and keeps the truth. Lengths are in points, positions in pixels."""

    def __init__(self, dpi: int = 150, *, size: tuple[float, float] = (595, 842), face: str = "serif", seed: int = 0):
        self.scale = dpi / 72
        self.page = DrawnPage(
            Image.new("RGB", (round(size[0] * self.scale), round(size[1] * self.scale)), "white"), dpi
        )
        self.draw = ImageDraw.Draw(self.page.image)
        self.face = face
        self.random = random.Random(seed)

    def width_of(self, text: str, points: float, **style: bool) -> float:
        """Width of a text in pixels."""
        return float(load_font(self.face, points * self.scale, **style).getlength(text))

    def write(
        self,
        text: str,
        x: float,
        base: float,
        points: float = 13,
        *,
        part: str = "text",
        cell: tuple[int, int] | None = None,
        gap: float = 0.0,
        bold: bool = False,
        italic: bool = False,
    ) -> TrueLine:
        """Writes one line with its baseline at `base`; `gap` pixels are added to each space (justified text)."""
        font = load_font(self.face, points * self.scale, bold=bold, italic=italic)
        at, left, top, right, bottom = x, 1e9, 1e9, -1e9, -1e9
        for word in text.split(" "):
            self.draw.text((at, base), word, font=font, fill="black", anchor="ls")
            box = self.draw.textbbox((at, base), word, font=font, anchor="ls")
            left, top = min(left, box[0]), min(top, box[1])
            right, bottom = max(right, box[2]), max(bottom, box[3])
            at += font.getlength(word + " ") + gap
        line = TrueLine(Box(left, top, right, bottom), base, points * self.scale, text, part, cell)
        self.page.lines.append(line)
        return line

    def centered(
        self,
        text: str,
        x: float,
        base: float,
        points: float = 13,
        *,
        part: str = "text",
        bold: bool = False,
        italic: bool = False,
    ) -> TrueLine:
        """Writes a line centred on `x`."""
        left = x - self.width_of(text, points, bold=bold, italic=italic) / 2
        return self.write(text, left, base, points, part=part, bold=bold, italic=italic)

    def wrap(self, text: str, width: float, points: float, first: float = 0.0, **style: bool) -> list[list[str]]:
        """Breaks a text into lines of at most `width` pixels, the first one shorter by `first`."""
        font = load_font(self.face, points * self.scale, **style)
        lines: list[list[str]] = [[]]
        room = width - first
        for word in text.split():
            if lines[-1] and font.getlength(" ".join([*lines[-1], word])) > room:
                lines.append([])
                room = width
            lines[-1].append(word)
        return lines

    def paragraph(
        self,
        text: str,
        left: float,
        right: float,
        base: float,
        points: float = 13,
        *,
        leading: float = 1.25,
        indent: float = 28.0,
        justify: bool = True,
        italic: bool = False,
    ) -> float:
        """Writes a paragraph and returns the baseline of the line after it."""
        step = points * self.scale * leading
        first = indent * self.scale
        wrapped = self.wrap(text, right - left, points, first, italic=italic)
        for number, words in enumerate(wrapped):
            x = left + (first if number == 0 else 0)
            line = " ".join(words)
            spare = right - x - self.width_of(line, points, italic=italic)
            gap = spare / (len(words) - 1) if justify and number < len(wrapped) - 1 and len(words) > 1 else 0.0
            self.write(line, x, base, points, gap=gap, italic=italic)
            base += step
        return base

    def rule(self, x0: float, y0: float, x1: float, y1: float, points: float = 0.6) -> None:
        """Draws a line."""
        self.draw.line([(x0, y0), (x1, y1)], fill="black", width=max(1, round(points * self.scale)))

    def sentences(self, count: int) -> str:
        """Some sentences in a row."""
        return " ".join(self.random.choice(SENTENCES) for _ in range(count))

    def phrase(self, words: int) -> str:
        """Some words in a row."""
        start = self.random.randrange(len(WORDS) - words)
        return " ".join(WORDS[start : start + words])


def header(pen: Pen, base: float) -> float:
    """The two columns of Decree 30; returns the next free baseline."""
    width = pen.page.image.width
    left, right, step = 0.27 * width, 0.68 * width, 17 * pen.scale
    pen.centered("VIỆN KIỂM SÁT NHÂN DÂN", left, base, 12, part="header-left")
    name = pen.centered("KHU VỰC MẪU", left, base + step, 12, part="header-left", bold=True)
    pen.centered("Số: 15/BC-VKSM", left, base + 3 * step, 13, part="header-left")
    pen.centered("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", right, base, 12, part="header-right", bold=True)
    motto = pen.centered("Độc lập - Tự do - Hạnh phúc", right, base + step, 13, part="header-right", bold=True)
    pen.centered("Nơi Mẫu, ngày 05 tháng 01 năm 2025", right, base + 3 * step, 13, part="header-right", italic=True)
    below = base + step + 5 * pen.scale
    pen.rule(left - 0.3 * name.box.width, below, left + 0.3 * name.box.width, below)
    pen.rule(motto.box.left, below, motto.box.right, below)
    return base + 5 * step


def signature(pen: Pen, base: float) -> float:
    """Recipients left, signature right; returns the next free baseline."""
    width = pen.page.image.width
    left, right, step = 0.14 * width, 0.72 * width, 14 * pen.scale
    pen.write("Nơi nhận:", left, base, 12, part="recipients", bold=True, italic=True)
    for number, text in enumerate(("- Như Điều 3;", "- Lãnh đạo đơn vị (để báo cáo);", "- Lưu: VT, HSVA.")):
        pen.write(text, left, base + (number + 1) * step, 11, part="recipients")
    pen.centered("KT. VIỆN TRƯỞNG", right, base, 13, part="signature", bold=True)
    pen.centered("PHÓ VIỆN TRƯỞNG", right, base + 1.25 * step, 13, part="signature", bold=True)
    pen.centered("Trần Văn Mẫu", right, base + 6 * step, 13, part="signature", bold=True)
    return base + 8 * step


def letter_page(dpi: int = 150, *, face: str = "serif", seed: int = 0, points: float = 13) -> DrawnPage:
    """A one-page official letter: header, title, justified text, list, signature."""
    pen = Pen(dpi, face=face, seed=seed)
    width = pen.page.image.width
    left, right = 0.14 * width, 0.93 * width
    base = header(pen, 60 * pen.scale)
    pen.centered("BÁO CÁO", (left + right) / 2, base, 14, bold=True)
    pen.centered("Về việc số hóa hồ sơ lưu trữ", (left + right) / 2, base + 18 * pen.scale, 13, bold=True)
    base += 48 * pen.scale
    for _ in range(3):
        base = pen.paragraph(pen.sentences(2), left, right, base, points) + 4 * pen.scale
    for number in range(1, 5):
        base = pen.paragraph(f"{number}. {pen.phrase(7 + 5 * number)}.", left, right, base, points) + 3 * pen.scale
    signature(pen, base + 14 * pen.scale)
    return pen.page


def text_page(
    dpi: int = 150, *, face: str = "serif", seed: int = 0, points: float = 13, italic: bool = False
) -> DrawnPage:
    """A page of running text with its page number."""
    pen = Pen(dpi, face=face, seed=seed)
    width, height = pen.page.image.size
    pen.centered("2", 0.53 * width, 40 * pen.scale, 13, part="page-number")
    base = 80 * pen.scale
    while base < height - 160 * pen.scale:
        base = pen.paragraph(pen.sentences(2), 0.14 * width, 0.93 * width, base, points, italic=italic) + 5 * pen.scale
    return pen.page


def form_page(dpi: int = 150, *, face: str = "serif", seed: int = 0) -> DrawnPage:
    """A form: labels with dotted leaders, some of them filled in."""
    pen = Pen(dpi, face=face, seed=seed)
    width = pen.page.image.width
    left, right = 0.14 * width, 0.93 * width
    base = header(pen, 60 * pen.scale)
    pen.centered("BIÊN BẢN GIAO NHẬN", (left + right) / 2, base, 14, bold=True)
    base += 36 * pen.scale
    for label in (
        "Họ và tên",
        "Ngày sinh",
        "Nơi cư trú",
        "Nghề nghiệp",
        "Số định danh",
        "Nội dung giao nhận",
        "Ghi chú",
    ):
        text = pen.write(f"{label}: {pen.phrase(4)}", left, base, 13)
        start = text.box.right + pen.width_of(" ", 13)
        dots = "." * int((right - start) / pen.width_of(".", 13))
        pen.draw.text((start, base), dots, font=load_font(face, 13 * pen.scale), fill="black", anchor="ls")
        base += 24 * pen.scale
    signature(pen, base + 20 * pen.scale)
    return pen.page


def table_page(
    dpi: int = 150, *, face: str = "serif", seed: int = 0, landscape: bool = False, points: float = 11
) -> DrawnPage:
    """A ruled table of 5 columns with a head that spans columns and a first column that spans rows."""
    size = (842, 595) if landscape else (595, 842)
    pen = Pen(dpi, size=size, face=face, seed=seed)
    width, height = pen.page.image.size
    pen.centered("PHỤ LỤC", width / 2, 50 * pen.scale, 13, bold=True)
    pen.centered("Danh mục tài liệu có trong hồ sơ", width / 2, 68 * pen.scale, 13, bold=True)
    shares = (0.07, 0.33, 0.2, 0.2, 0.2)
    edges = [0.08 * width]
    for share in shares:
        edges.append(edges[-1] + share * 0.84 * width)
    draw_table(pen, edges, 90 * pen.scale, height - 90 * pen.scale, points)
    return pen.page


def draw_table(pen: Pen, edges: list[float], top: float, limit: float, points: float) -> None:
    """Draws the table of `table_page`: two head rows with spans, then body rows; every second pair shares column 0."""
    step, pad = points * pen.scale * 1.2, 4 * pen.scale
    columns = len(edges) - 1
    rows: list[list[tuple[int, int, int, int]]] = [
        [(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2), (0, 4, 2, 1)],
        [(1, 2, 1, 1), (1, 3, 1, 1)],
    ]
    row = 2
    while row < 12:
        pair = row % 4 == 2
        rows.append([(row, c, 2 if pair and c == 0 else 1, 1) for c in range(columns)])
        rows.append([(row + 1, c, 1, 1) for c in range(1 if pair else 0, columns)])
        row += 2
    texts = {cell: _cell_text(pen, cell) for cells in rows for cell in cells}
    tops = [top]
    kept: list[list[tuple[int, int, int, int]]] = []
    for number in range(0, len(rows), 2):
        heights = []
        for cells in rows[number : number + 2]:
            most = max(
                len(
                    pen.wrap(texts[cell], edges[cell[1] + cell[3]] - edges[cell[1]] - 2 * pad, points, bold=cell[0] < 2)
                )
                for cell in cells
            )
            heights.append(most * step + 2 * pad)
        if tops[-1] + sum(heights) > limit:
            break
        kept += rows[number : number + 2]
        tops += [tops[-1] + heights[0], tops[-1] + sum(heights)]
    done = []
    for cells in kept:
        for cell in cells:
            _draw_cell(pen, cell, texts[cell], edges, tops, points)
            done.append(cell)
    pen.page.tables.append(TrueTable(Box(edges[0], tops[0], edges[-1], tops[-1]), done))


def _cell_text(pen: Pen, cell: tuple[int, int, int, int]) -> str:
    row, column, _, _ = cell
    if row < 2:
        return {0: "STT", 1: "Trích yếu tài liệu", 2: "Số bút lục" if row == 0 else "Từ", 3: "Đến", 4: "Ghi chú"}[
            column
        ]
    if column == 0:
        return f"{row - 1:02d}"
    return pen.phrase(pen.random.randint(3, 14)) if column == 1 else pen.phrase(pen.random.randint(1, 6))


def _draw_cell(
    pen: Pen, cell: tuple[int, int, int, int], text: str, edges: list[float], tops: list[float], points: float
) -> None:
    row, column, row_span, column_span = cell
    left, right = edges[column], edges[column + column_span]
    top, bottom = tops[row], tops[row + row_span]
    for line in (
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    ):
        pen.rule(*line)
    step, pad = points * pen.scale * 1.2, 4 * pen.scale
    bold = row < 2
    wrapped = pen.wrap(text, right - left - 2 * pad, points, bold=bold)
    base = (top + bottom - len(wrapped) * step) / 2 + 0.85 * step
    for words in wrapped:
        line_text = " ".join(words)
        x = (left + right - pen.width_of(line_text, points, bold=bold)) / 2 if bold or column == 0 else left + pad
        pen.write(line_text, x, base, points, part="table", cell=(row, column), bold=bold)
        base += step


def two_column_page(dpi: int = 150, *, face: str = "serif", seed: int = 0) -> DrawnPage:
    """Two columns of running text under a title across both."""
    pen = Pen(dpi, face=face, seed=seed)
    width, height = pen.page.image.size
    pen.centered("THÔNG TIN NGHIỆP VỤ", width / 2, 60 * pen.scale, 15, bold=True)
    for left, right in ((0.1, 0.48), (0.53, 0.91)):
        base = 95 * pen.scale
        while base < height - 120 * pen.scale:
            base = pen.paragraph(pen.sentences(1), left * width, right * width, base, 12, indent=14) + 4 * pen.scale
    return pen.page


def add_seal(page: DrawnPage, x: float, y: float, *, diameter_mm: float = 36, color: str = "#d8232a") -> Box:
    """Stamps a round seal with its centre at (x, y) so that print under it stays dark, as ink does; returns its box."""
    radius = diameter_mm / 25.4 * page.dpi / 2
    overlay = Image.new("RGB", page.image.size, "white")
    draw = ImageDraw.Draw(overlay)
    for share, points in ((1.0, 1.6), (0.72, 0.9)):
        r = radius * share
        draw.ellipse([x - r, y - r, x + r, y + r], outline=color, width=max(2, round(points * page.dpi / 72)))
    font = load_font("sans", radius * 0.22, bold=True)
    for number, text in enumerate(("VIỆN KIỂM SÁT", "NHÂN DÂN", "MẪU")):
        draw.text((x, y + (number - 1) * radius * 0.3), text, font=font, fill=color, anchor="mm")
    darker = np.minimum(np.asarray(page.image), np.asarray(overlay))
    page.image.paste(Image.fromarray(darker))
    return Box(x - radius, y - radius, x + radius, y + radius)


def skewed(grey: Grey, degrees: float) -> Grey:
    """The page turned so that its lines run down to the right by `degrees`; white comes in at the corners."""
    turned = Image.fromarray(grey).rotate(-degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    return np.asarray(turned, np.uint8).copy()


def scanned(grey: Grey, seed: int = 0, *, noise: float = 6.0, paper: int = 245) -> Grey:
    """The page as a mild scan: grey paper, slightly blurred, with noise."""
    from PIL import ImageFilter

    blurred = np.asarray(Image.fromarray(grey).filter(ImageFilter.GaussianBlur(0.6)), np.float32)
    grain = np.random.default_rng(seed).normal(0, noise, grey.shape)
    return np.clip(blurred * (paper - 30) / 255 + 30 + grain, 0, 255).astype(np.uint8)

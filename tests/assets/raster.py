"""A sheet as pixels, and what a scanner or a telephone makes of it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from tests.assets.fonts import check_characters, loaded
from tests.assets.marks import stamp
from tests.assets.sheet import BLACK, Sheet, Word

Floats = npt.NDArray[np.float32]
Point = tuple[float, float]
Mapping = Callable[[float, float], Point]
OVERSAMPLE = 4


@dataclass(frozen=True)
class Scan:
    """How a page is degraded.

    Attributes:
        seed: Of all randomness on the page.
        dpi: Pixels per inch.
        skew: Degrees, clockwise.
        tone: Colour of the paper.
        noise: Standard deviation of the sensor noise in grey levels.
        blur: Radius of the blur in pixels.
        ink: How dark the print is (1 = as drawn).
        shadow: Depth of the shadow at the binding edge in grey levels.
        specks: Number of specks of dust.
        holes: Whether the sheet was punched for the binder.
    """

    seed: int
    dpi: int = 200
    skew: float = 0.0
    tone: tuple[int, int, int] = (246, 244, 238)
    noise: float = 2.2
    blur: float = 0.55
    ink: float = 0.92
    shadow: float = 60.0
    specks: int = 25
    holes: bool = True


def _print(page: Image.Image, word: Word, scale: float) -> None:
    """Prints a word: set large and reduced, so that letters are not pushed to whole pixels."""
    check_characters(word.face.value.path, word.text)
    font = loaded(word.face, round(word.size * scale * OVERSAMPLE, 2))
    x, y = word.x * scale, word.baseline * scale
    left, top, right, bottom = (value * scale for value in word.box)
    x0, y0 = int(left) - 2, int(top) - 2
    width, height = int(right) + 3 - x0, int(bottom) + 3 - y0
    mask = Image.new("L", (width * OVERSAMPLE, height * OVERSAMPLE))
    place = ((x - x0) * OVERSAMPLE, (y - y0) * OVERSAMPLE)
    ImageDraw.Draw(mask).text(place, word.text, font=font, fill=255, anchor="ls")
    page.paste(word.ink, (x0, y0), mask.reduce(OVERSAMPLE))


def draw(sheet: Sheet, dpi: int) -> Image.Image:
    """The sheet in black on white with coloured marks."""
    scale = dpi / 72
    page = Image.new("RGB", (round(sheet.size[0] * scale), round(sheet.size[1] * scale)), "white")
    pen = ImageDraw.Draw(page)
    for line in sheet.lines:
        for word in line.words:
            _print(page, word, scale)
    for rule in sheet.rules:
        width = max(1, round(rule.width * scale))
        pen.line([rule.x0 * scale, rule.y0 * scale, rule.x1 * scale, rule.y1 * scale], fill=BLACK, width=width)
    radius = 0.42 * scale
    for dots in sheet.dots:
        x = dots.x0
        while x < dots.x1:
            y = dots.baseline * scale - radius
            pen.ellipse([x * scale - radius, y - radius, x * scale + radius, y + radius], fill=(60, 60, 62))
            x += dots.pitch
    for mark in sheet.marks:
        stamp(page, mark, dpi)
    return page


def _clouds(random: np.random.RandomState, size: tuple[int, int], cells: int) -> Floats:
    """Slow changes of tone with mean 0 and about ±1."""
    coarse = random.normal(0, 1, (cells, cells)).astype(np.float32)
    grown = Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)
    return np.asarray(grown, dtype=np.float32)


def _dust(random: np.random.RandomState, page: Image.Image, scan: Scan) -> None:
    pen = ImageDraw.Draw(page)
    for _ in range(scan.specks):
        x, y = random.uniform(0, page.width), random.uniform(0, page.height)
        radius = random.uniform(0.3, 1.6) * scan.dpi / 200
        grey = int(random.uniform(60, 150))
        pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=(grey, grey, grey))


def _holes(page: Image.Image, dpi: int) -> None:
    pen = ImageDraw.Draw(page)
    radius = 3 / 25.4 * dpi
    for y in (page.height / 2 - 40 / 25.4 * dpi, page.height / 2 + 40 / 25.4 * dpi):
        x = 12 / 25.4 * dpi
        pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=(96, 94, 92))


def scanned(sheet: Sheet, scan: Scan) -> Image.Image:
    """The page as a flatbed scanner gives it, in colour."""
    random = np.random.RandomState(scan.seed)
    page = draw(sheet, scan.dpi)
    if scan.holes:
        _holes(page, scan.dpi)
    if scan.skew:
        page = page.rotate(-scan.skew, Image.Resampling.BICUBIC, fillcolor="white")
    _dust(random, page, scan)
    page = page.filter(ImageFilter.GaussianBlur(scan.blur))
    ink = 1 - np.asarray(page, dtype=np.float32) / 255
    paper = np.array(scan.tone, dtype=np.float32) + 1.6 * _clouds(random, page.size, 7)[..., None]
    grain = random.normal(0, scan.noise, (page.height, page.width)).astype(np.float32)
    distance = np.arange(page.width, dtype=np.float32) / (scan.dpi * 0.16)
    shade = scan.shadow * np.exp(-(distance**2))
    result = paper * (1 - scan.ink * ink) + grain[..., None] - shade[None, :, None]
    return Image.fromarray(np.clip(result, 0, 255).astype(np.uint8))


def skew_mapping(sheet: Sheet, degrees: float) -> Mapping:
    """Where a point of the sheet lies after `scanned` has turned it about the centre (clockwise)."""
    angle = np.deg2rad(degrees)
    cosine, sine = float(np.cos(angle)), float(np.sin(angle))
    centre_x, centre_y = sheet.size[0] / 2, sheet.size[1] / 2

    def mapping(x: float, y: float) -> Point:
        dx, dy = x - centre_x, y - centre_y
        return centre_x + dx * cosine - dy * sine, centre_y + dx * sine + dy * cosine

    return mapping


def _homography(source: list[Point], target: list[Point]) -> list[float]:
    """The eight coefficients that take each source point to its target point."""
    rows, values = [], []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    solved = np.linalg.solve(np.array(rows, dtype=np.float64), np.array(values, dtype=np.float64))
    return [float(value) for value in solved]


def photographed(sheet: Sheet, scan: Scan) -> tuple[Image.Image, Mapping]:
    """The page as a telephone sees it on a desk: slight perspective, warm uneven light; and where its points went."""
    random = np.random.RandomState(scan.seed)
    page = draw(sheet, scan.dpi)
    width, height = page.size
    frame = (round(width * 1.06), round(height * 1.05))
    corners: list[Point] = [(0, 0), (width, 0), (width, height), (0, height)]
    seen: list[Point] = [
        (0.045 * width, 0.030 * height), (1.022 * width, 0.018 * height),
        (1.036 * width, 1.034 * height), (0.020 * width, 1.022 * height),
    ]  # fmt: skip
    back = _homography(seen, corners)
    inside = Image.new("L", page.size, 255).transform(
        frame, Image.Transform.PERSPECTIVE, back, Image.Resampling.BILINEAR
    )
    flat = page.transform(frame, Image.Transform.PERSPECTIVE, back, Image.Resampling.BICUBIC, fillcolor="white")
    ink = 1 - np.asarray(flat.filter(ImageFilter.GaussianBlur(scan.blur)), dtype=np.float32) / 255
    paper = np.array(scan.tone, dtype=np.float32) * (1 - scan.ink * ink)
    desk = np.array((92, 70, 52), dtype=np.float32) + 9 * _clouds(random, frame, 40)[..., None]
    cover = np.asarray(inside.filter(ImageFilter.GaussianBlur(1.2)), dtype=np.float32)[..., None] / 255
    scene = desk * (1 - cover) + paper * cover
    across, down = np.meshgrid(np.linspace(0, 1, frame[0]), np.linspace(0, 1, frame[1]))
    light = (1.02 - 0.16 * across - 0.14 * down).astype(np.float32) + 0.012 * _clouds(random, frame, 5)
    grain = random.normal(0, scan.noise, frame[::-1]).astype(np.float32)
    result = scene * light[..., None] + grain[..., None]
    forth = _homography(corners, seen)
    scale = scan.dpi / 72

    def mapping(x: float, y: float) -> Point:
        px, py = x * scale, y * scale
        depth = forth[6] * px + forth[7] * py + 1
        u = (forth[0] * px + forth[1] * py + forth[2]) / depth
        v = (forth[3] * px + forth[4] * py + forth[5]) / depth
        return u / scale, v / scale

    return Image.fromarray(np.clip(result, 0, 255).astype(np.uint8)), mapping


def bitonal(page: Image.Image, threshold: int = 150) -> Image.Image:
    """Black and white as an office copier scans."""
    return page.convert("L").point(lambda value: 255 if value > threshold else 0).convert("1", dither=Image.Dither.NONE)


def few_greys(page: Image.Image, levels: int = 8) -> Image.Image:
    """The whitened grey picture of a scanning program, small as PNG."""
    grey = page.convert("L").point(lambda value: min(255, max(0, int((value - 25) * 255 / 195))))
    return grey.quantize(levels, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)

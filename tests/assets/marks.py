"""Red seals, blue signatures and folio stamps, drawn with alpha so that they lie over the print like ink.

No seal looks like a real one: its ring says that it is a sample without value.
"""

import itertools
import math
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tests.assets.fonts import Face, check_characters, loaded
from tests.assets.sheet import Mark

RED = (206, 34, 44)
BLUE = (32, 52, 160)
OVERSAMPLE = 3


def _worn(alpha: Image.Image, seed: int, strength: float) -> Image.Image:
    """Ink that the paper took unevenly."""
    random = np.random.RandomState(seed)
    coarse = Image.fromarray(random.randint(0, 256, (24, 24)).astype(np.uint8)).resize(
        alpha.size, Image.Resampling.BICUBIC
    )
    fine = random.randint(0, 256, (alpha.height, alpha.width))
    cover = 1 - strength * (0.7 * np.asarray(coarse, dtype=np.float32) + 0.3 * fine) / 255
    return Image.fromarray((np.asarray(alpha, dtype=np.float32) * cover).astype(np.uint8))


def _ring_text(
    layer: Image.Image, text: str, radius: float, px: float, *, start: float, sweep: float, inward: bool
) -> None:
    """Letters around the centre; `inward` letters stand with their feet to the rim (the lower half of the ring)."""
    check_characters(Face.SANS_BOLD.value.path, text)
    font = loaded(Face.SANS_BOLD, px)
    centre = layer.width / 2
    total = sum(font.getlength(letter) for letter in text)
    done = 0.0
    for letter in text:
        advance = font.getlength(letter)
        angle = start + sweep * (done + advance / 2) / total
        tile = Image.new("L", (int(px * 2), int(px * 2)))
        ImageDraw.Draw(tile).text((px, px), letter, font=font, fill=255, anchor="mm")
        turn = -math.degrees(angle) - 90 if not inward else -math.degrees(angle) + 90
        tile = tile.rotate(turn, Image.Resampling.BICUBIC)
        x = centre + radius * math.cos(angle) - px
        y = centre + radius * math.sin(angle) - px
        layer.paste(255, (round(x), round(y)), tile)
        done += advance


def _star(draw: ImageDraw.ImageDraw, centre: float, radius: float) -> None:
    points = [
        (
            centre + (radius if index % 2 == 0 else radius * 0.4) * math.sin(index * math.pi / 5),
            centre - (radius if index % 2 == 0 else radius * 0.4) * math.cos(index * math.pi / 5),
        )
        for index in range(10)
    ]
    draw.polygon(points, fill=255)


def seal(mark: Mark, side: int) -> tuple[Image.Image, tuple[int, int, int]]:
    """A round seal: two rings, the owner above, the word "sample" below, a star."""
    big = side * OVERSAMPLE
    layer = Image.new("L", (big, big))
    draw = ImageDraw.Draw(layer)
    centre = big / 2
    for radius, width in ((0.495, 0.016), (0.462, 0.007), (0.30, 0.009)):
        edge = [centre - big * radius, centre - big * radius, centre + big * radius, centre + big * radius]
        draw.ellipse(edge, outline=255, width=max(1, round(big * width)))
    px = big * 0.088
    _ring_text(layer, mark.text, big * 0.383, px, start=math.radians(158), sweep=math.radians(224), inward=False)
    _ring_text(layer, "HỒ SƠ MẪU", big * 0.383, px, start=math.radians(142), sweep=math.radians(-104), inward=True)
    _star(draw, centre, big * 0.17)
    small = layer.resize((side, side), Image.Resampling.LANCZOS)
    turned = small.rotate(7 - 5 * mark.seed % 11, Image.Resampling.BICUBIC)
    return _worn(turned, mark.seed, 0.5), RED


def _smooth(points: list[tuple[float, float]], steps: int) -> list[tuple[float, float]]:
    """A Catmull-Rom curve through the points."""
    padded = [points[0], *points, points[-1]]
    curve: list[tuple[float, float]] = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for index in range(steps):
            t = index / steps
            weights = (-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, -(t**2) + t**3)
            curve.append(
                (
                    sum(w * p[0] for w, p in zip(weights, (p0, p1, p2, p3), strict=True)) / 2,
                    sum(w * p[1] for w, p in zip(weights, (p0, p1, p2, p3), strict=True)) / 2,
                )
            )
    return curve


def signature(mark: Mark, width: int, height: int) -> tuple[Image.Image, tuple[int, int, int]]:
    """A pen stroke that was never anybody's: a tall initial, a running zigzag of loops, a flourish back under it."""
    random = np.random.RandomState(1000 + mark.seed)
    w, h = width * OVERSAMPLE, height * OVERSAMPLE
    points = [(0.10, random.uniform(0.5, 0.8)), (random.uniform(0.22, 0.30), 0.06), (random.uniform(0.10, 0.2), 0.92)]
    x, tall = 0.24, 0.30
    for _ in range(random.randint(4, 8)):
        x += random.uniform(0.06, 0.11)
        tall *= random.uniform(0.7, 1.05)
        points.append((x + random.uniform(0.0, 0.03), 0.60 - tall))
        points.append((x - random.uniform(0.01, 0.06), 0.62 + tall * random.uniform(0.1, 0.6)))
    end = min(0.97, x + random.uniform(0.08, 0.3))
    points += [(end, random.uniform(0.35, 0.6)), (0.5, random.uniform(0.78, 0.95)), (0.22, random.uniform(0.75, 0.85))]
    layer = Image.new("L", (w, h))
    draw = ImageDraw.Draw(layer)
    curve = _smooth([(px * w, py * h) for px, py in points], 40)
    for (x0, y0), (x1, y1) in itertools.pairwise(curve):
        pressed = 1.0 if y1 > y0 else 0.6
        thick = h * 0.014 * pressed
        draw.line([x0, y0, x1, y1], fill=235, width=max(2, round(2 * thick)))
        draw.ellipse([x1 - thick, y1 - thick, x1 + thick, y1 + thick], fill=235)
    small = layer.resize((width, height), Image.Resampling.LANCZOS)
    return _worn(small, mark.seed, 0.25), BLUE


def folio_stamp(mark: Mark, width: int, height: int) -> tuple[Image.Image, tuple[int, int, int]]:
    """The box stamp of the investigating body with a folio number in pen."""
    w, h = width * OVERSAMPLE, height * OVERSAMPLE
    layer = Image.new("L", (w, h))
    draw = ImageDraw.Draw(layer)
    line = max(2, round(h * 0.035))
    draw.rectangle([line, line, w - line, h - line], outline=255, width=line)
    label, number = mark.text.rsplit(" ", 1)
    check_characters(Face.SANS_BOLD.value.path, label)
    check_characters(Face.PEN.value.path, number)
    draw.text((w * 0.34, h / 2), label, font=loaded(Face.SANS_BOLD, h * 0.40), fill=255, anchor="mm")
    draw.text((w * 0.79, h / 2), number, font=loaded(Face.PEN, h * 0.78), fill=255, anchor="mm")
    small = layer.resize((width, height), Image.Resampling.LANCZOS).rotate(1.6, Image.Resampling.BICUBIC)
    return _worn(small, mark.seed, 0.45), BLUE


Drawing = tuple[Image.Image, tuple[int, int, int]]
_DRAWERS: dict[str, Callable[[Mark, int, int], Drawing]] = {
    "seal": lambda mark, width, height: seal(mark, min(width, height)),
    "signature": signature,
    "folio-stamp": folio_stamp,
}


def stamp(page: Image.Image, mark: Mark, dpi: float) -> None:
    """Multiplies the mark's ink onto the page."""
    left, top, right, bottom = (round(value * dpi / 72) for value in mark.box)
    alpha, ink = _DRAWERS[mark.kind](mark, right - left, bottom - top)
    alpha = alpha.filter(ImageFilter.GaussianBlur(0.4))
    region = page.crop((left, top, left + alpha.width, top + alpha.height))
    paper = np.asarray(region, dtype=np.float32)
    cover = np.asarray(alpha, dtype=np.float32)[..., None] / 255
    mixed = paper * (1 - cover * (1 - np.array(ink, dtype=np.float32) / 255))
    page.paste(Image.fromarray(mixed.astype(np.uint8)), (left, top))

"""What printers, pens, copiers, fax machines, scanners and JPEG do to a line of text."""

import io
import math
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    Grey = NDArray[np.float32]

__all__ = ["capture", "print_and_stamp", "scribble", "turn"]

_GOOD = 0.35
"""Share of lines that come from a scanner in good order."""


def turn(image: "Image", angle: float, shear: float, stretch: float, fixed: tuple[float, float]) -> "Image":
    """Rotates by `angle` degrees about a fixed point, shears and stretches sideways; the canvas stays as high."""
    from PIL import Image

    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x, y = fixed
    # Output to input: undo the stretch, then shear and turn about the fixed point.
    a, b, c = cos / stretch, sin + shear, x - (sin + shear) * y - cos * x
    d, e, f = -sin / stretch, cos, y + sin * x - cos * y
    size = (max(1, round(image.width * stretch)), image.height)
    return image.transform(size, Image.Transform.AFFINE, (a, b, c, d, e, f), Image.Resampling.BILINEAR, fillcolor=255)


def _curve(random: Random, box: tuple[float, float, float, float], count: int) -> list[tuple[float, float]]:
    """A smooth random curve through a box, as points."""
    left, top, right, bottom = box
    corners = [(random.uniform(left, right), random.uniform(top, bottom)) for _ in range(count)]
    points = []
    for (x0, y0), (x1, y1), (x2, y2) in zip(corners, corners[1:], corners[2:], strict=False):
        for step in range(12):
            t = step / 12
            a, b, c = 0.5 * (1 - t) ** 2, 0.5 + t * (1 - t), 0.5 * t * t
            points.append((a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2))
    return points


def scribble(image: "Image", random: Random, *, em: int, strokes: int) -> None:
    """Draws pen strokes that are no print: a signature, a tick, handwriting seen from afar."""
    from PIL import ImageDraw

    draw = ImageDraw.Draw(image)
    for _ in range(strokes):
        x = random.uniform(0, image.width)
        reach = em * random.uniform(0.6, 5)
        box = (x - reach, image.height * 0.1, x + reach, image.height * 0.9)
        points = _curve(random, box, random.randint(3, 9))
        if len(points) > 1:
            draw.line(points, fill=random.randint(0, 140), width=max(1, round(em * random.uniform(0.02, 0.08))))


def _seal(image: "Image", random: Random, em: int) -> "Image":
    """A round red stamp crossing the line, as grey sees it: rings, letters and a star's edges."""
    from PIL import Image, ImageChops, ImageDraw

    layer = Image.new("L", image.size, 255)
    draw = ImageDraw.Draw(layer)
    radius = em * random.uniform(2.5, 6)
    x, y = random.uniform(0, image.width), image.height / 2 + random.uniform(-1, 1) * radius
    tone = random.randint(90, 205)
    for part in (1.0, 0.94, 0.55):
        r = radius * part
        draw.ellipse((x - r, y - r, x + r, y + r), outline=tone, width=max(1, round(em * random.uniform(0.03, 0.1))))
    for index in range(26):
        angle = index * math.tau / 26
        cx, cy = x + 0.75 * radius * math.cos(angle), y + 0.75 * radius * math.sin(angle)
        half = radius * 0.07
        draw.rectangle((cx - half, cy - half, cx + half, cy + half), outline=tone, width=max(1, em // 12))
    return ImageChops.multiply(image, layer)


def _bleed(image: "Image", random: Random) -> "Image":
    """The print of the other side, mirrored and faint."""
    from PIL import Image, ImageChops, ImageFilter

    other = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(random.uniform(0.8, 2)))
    faint = other.point([255 - round((255 - value) * random.uniform(0.08, 0.3)) for value in range(256)])
    moved = ImageChops.offset(faint, random.randint(-40, 40), random.randint(-image.height // 3, image.height // 3))
    return ImageChops.darker(image, moved)


def print_and_stamp(image: "Image", random: Random, *, em: int) -> "Image":
    """What is on the paper besides the print: seals, pen strokes, the other side; and how thick the ink lies."""
    from PIL import ImageFilter

    if random.random() < 0.06:
        image = _seal(image, random, em)
    if random.random() < 0.03:
        scribble(image, random, em=em, strokes=random.randint(1, 2))
    if random.random() < 0.04:
        image = _bleed(image, random)
    roll = random.random()
    if em > 26 and roll < 0.10:
        image = image.filter(ImageFilter.MinFilter(3))
    elif em > 38 and roll < 0.16:
        image = image.filter(ImageFilter.MaxFilter(3))
    return image


def _noise(grey: "Grey", random: Random, deviation: float, grain: float) -> "Grey":
    """Gaussian noise whose grain is some pixels wide."""
    import numpy as np
    from PIL import Image

    generator = np.random.default_rng(random.getrandbits(32))
    height, width = grey.shape
    small = (max(1, round(height / grain)), max(1, round(width / grain)))
    noise = generator.standard_normal(small, np.float32) * deviation
    if grain > 1:
        noise = np.asarray(Image.fromarray(noise).resize((width, height), Image.Resampling.BILINEAR), np.float32)
    return grey + noise


def _threshold(grey: "Grey", random: Random) -> "Grey":
    """Black and white, as copiers and fax machines do; specks and holes come from the noise before it."""
    import numpy as np

    grey = _noise(grey, random, random.uniform(4, 42), random.choice((1.0, 1.0, 1.6, 2.4)))
    ink, ground = float(np.percentile(grey, 1)), float(np.percentile(grey, 85))
    limit = ground + (ink - ground) * random.uniform(0.28, 0.68)
    return np.where(grey < limit, np.float32(random.randint(0, 30)), np.float32(255))


def _specks(grey: "Grey", random: Random) -> "Grey":
    import numpy as np

    generator = np.random.default_rng(random.getrandbits(32))
    count = generator.poisson(grey.size * 10 ** random.uniform(-4.2, -2.8))
    rows, columns = generator.integers(0, grey.shape[0], count), generator.integers(0, grey.shape[1], count)
    size = random.choice((1, 1, 2, 3))
    for row, column in zip(rows, columns, strict=True):
        grey[row : row + size, column : column + size] = random.choice((0, 40, 255))
    return grey


def _ground(grey: "Grey", random: Random) -> "Grey":
    """Ink and paper of other tones, uneven light."""
    import numpy as np

    paper = random.uniform(170, 255) if random.random() < 0.4 else random.uniform(235, 255)
    ink = random.uniform(0, 80) if random.random() < 0.8 else random.uniform(80, paper - 60)
    grey = ink + grey * ((paper - ink) / 255.0)
    if random.random() < 0.15:
        light = np.linspace(random.uniform(0.7, 1), random.uniform(0.7, 1), grey.shape[1], dtype=np.float32)
        grey = grey * light[None, :]
    return grey


def _jpeg(image: "Image", random: Random) -> "Image":
    from PIL import Image

    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=random.choices((random.randint(12, 35), random.randint(35, 85)), (1, 2))[0])
    buffer.seek(0)
    with Image.open(buffer) as decoded:
        return decoded.convert("L")


def _fax(image: "Image", random: Random) -> "Image":
    """Coarse sampling with fewer rows than columns, then back."""
    from PIL import Image

    rows = max(9, round(image.height * random.uniform(0.5, 0.8)))
    small = image.resize((image.width, rows), Image.Resampling.BILINEAR)
    return small.resize(image.size, random.choice((Image.Resampling.NEAREST, Image.Resampling.BILINEAR)))


def _good_scan(image: "Image", random: Random, em: int) -> "Image":
    """An office scanner in good order: a little blur, a little noise."""
    import numpy as np
    from PIL import Image, ImageFilter

    image = image.filter(ImageFilter.GaussianBlur(random.uniform(0.0, 0.02 * em + 0.15)))
    grey = np.asarray(image, np.float32)
    ink, paper = random.uniform(0, 60), random.uniform(235, 255)
    grey = _noise(ink + grey * ((paper - ink) / 255.0), random, random.uniform(0, 6), 1.0)
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def capture(image: "Image", random: Random, *, em: int) -> "Image":
    """How the paper becomes pixels: blur, tone, noise, threshold, coarse rows, JPEG."""
    import numpy as np
    from PIL import Image, ImageFilter

    if random.random() < _GOOD:
        return _good_scan(image, random, em)
    if random.random() < 0.6:
        image = image.filter(ImageFilter.GaussianBlur(random.uniform(0.15, 0.035 * em + 0.2)))
    if random.random() < 0.06:
        image = _fax(image, random)
    grey = _ground(np.asarray(image, np.float32), random)
    roll = random.random()
    if roll < 0.28 and em > 26:
        grey = _threshold(grey, random)
    elif roll < 0.75:
        grey = _noise(grey, random, random.uniform(1, 20), random.choice((1.0, 1.0, 1.5, 2.5)))
    if random.random() < 0.08:
        grey = _specks(grey, random)
    done = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
    if random.random() < 0.25:
        done = _jpeg(done, random)
    return done

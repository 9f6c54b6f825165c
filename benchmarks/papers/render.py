"""Papers as pictures of scans, and what our engine reads on them (kept in a cache folder outside the repository)."""

import random
from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from benchmarks.papers.layout import A4, Paper, Placed
from casedocs.ocr import Engine, OcrDocument, from_json, recognize, to_json
from tests.assets.fonts import check_characters, loaded

DPI = 150


def picture(lines: Sequence[Placed], rng: random.Random) -> Image.Image:
    """One page as a scanner gives it: grey paper, a small turn, blur, specks, JPEG blocks."""
    scale = DPI / 72
    image = Image.new("L", (round(A4.width * scale), round(A4.height * scale)), rng.randint(236, 255))
    draw = ImageDraw.Draw(image)
    for line in lines:
        for word in line.words:
            assert word.box is not None
            check_characters(line.face.value.path, word.text)
            font = loaded(line.face, round(line.size * scale))
            draw.text(
                (word.box.left * scale, line.y * scale), word.text, fill=rng.randint(10, 70), font=font, anchor="ls"
            )
    turned = image.rotate(rng.uniform(-0.7, 0.7), Image.Resampling.BICUBIC, fillcolor=250)
    blurred = turned.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 0.8)))
    grain = Image.effect_noise(blurred.size, rng.uniform(4, 22))
    noisy = ImageChops.add(blurred, grain, scale=1, offset=-128)
    data = BytesIO()
    noisy.save(data, "JPEG", quality=rng.randint(45, 85), dpi=(DPI, DPI))
    return Image.open(BytesIO(data.getvalue()))


def read_paper(paper: Paper, page_index: int, seed: int, cache: Path, engine: Engine | str) -> OcrDocument:
    """What our engine reads on one page of a paper."""
    lines = paper.pages[page_index]
    key = sha256(repr((seed, DPI, [(line.text, line.x, line.y, line.size) for line in lines])).encode()).hexdigest()
    kept = cache / f"{key[:32]}.json"
    if kept.exists():
        return from_json(kept.read_text(encoding="utf-8"))
    cache.mkdir(parents=True, exist_ok=True)
    scan = cache / f"{key[:32]}.jpg"
    picture(lines, random.Random(seed)).save(scan, quality=80, dpi=(DPI, DPI))
    document = recognize(scan, engine=engine)
    kept.write_text(to_json(document), encoding="utf-8")
    scan.unlink()
    return document

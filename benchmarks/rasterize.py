"""Born-digital PDFs as scans with exact truth: ``python -m benchmarks.rasterize FOLDER TARGET --dpi 300``.

Takes the first pages of every PDF in FOLDER that has a text layer of its own, draws them at the given resolution,
degrades them mildly (paper tone, blur, grain, a little skew, JPEG; the same for the same file and page), and writes
``<name>.jpg`` with ``<name>.gt.txt``: one line of truth a line. The order of the lines is the file's and need not be
that of a reader, so `benchmarks.ocr` compares these pages line by line.
"""

import argparse
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from casedocs.errors import CasedocsError
from casedocs.ocr._pdfium import PdfPage, PdfSource
from casedocs.ocr.textlayer import judge, lines_from_chars

__all__ = ["degraded", "main"]


def degraded(image: Image.Image, seed: int) -> Image.Image:
    """A mild office scan of a clean page."""
    random = np.random.default_rng(seed)
    grey = image.convert("L").rotate(random.uniform(-0.4, 0.4), Image.Resampling.BICUBIC, fillcolor=255)
    blurred = grey.filter(ImageFilter.GaussianBlur(random.uniform(0.3, 0.9)))
    pixels = np.asarray(blurred, np.float32)
    paper, ink = random.uniform(228, 250), random.uniform(20, 60)
    toned = ink + pixels / 255 * (paper - ink) + random.normal(0, random.uniform(2, 7), pixels.shape)
    return Image.fromarray(np.clip(toned, 0, 255).astype(np.uint8))


def _truth(page: PdfPage) -> str | None:
    lines = lines_from_chars(page.chars())
    verdict = judge(lines, page.contents(), page.size.area, vietnamese=True)
    long_enough = sum(len(line.words) for line in lines) >= 60
    return "\n".join(line.text for line in lines) if verdict.trusted and long_enough else None


def main() -> None:
    """Writes the pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--dpi", type=float, default=300)
    parser.add_argument("--pages", type=int, default=2, help="of each file")
    given = parser.parse_args()
    given.target.mkdir(parents=True, exist_ok=True)
    for path in sorted(given.folder.iterdir()):
        if path.suffix.lower() != ".pdf":
            continue
        try:
            with PdfSource(path, 10**9) as source:
                for index in range(min(given.pages, source.page_count)):
                    page = source.page(index)
                    truth = _truth(page)
                    if truth is None:
                        continue
                    name = f"{path.stem[:40]}_{index + 1}"
                    clean = Image.fromarray(page.render(given.dpi).pixels)
                    scan = degraded(clean, zlib.crc32(name.encode()))
                    scan.save(given.target / f"{name}.jpg", quality=70, dpi=(given.dpi, given.dpi))
                    (given.target / f"{name}.gt.txt").write_text(truth, encoding="utf-8")
        except CasedocsError as error:
            print(f"{path.name}: {error}")


if __name__ == "__main__":
    main()

"""Born-digital PDFs as scans with exact truth: ``python -m benchmarks.rasterize FOLDER TARGET --dpi 300``.

Takes the first pages of every PDF in FOLDER that has a text layer of its own, draws them at the given resolution,
degrades them mildly (paper tone, blur, grain, a little skew, JPEG; the same for the same file and page), and writes
``<name>.jpg`` with ``<name>.gt.txt``: one line of truth a line. The order of the lines is the file's and need not be
that of a reader, so `benchmarks.ocr` compares these pages line by line.
"""

import argparse
import random
import zlib
from contextlib import suppress
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from casedocs.errors import CasedocsError
from casedocs.ocr._pdfium import PdfPage, PdfSource
from casedocs.ocr.textlayer import judge, lines_from_chars

__all__ = ["degraded", "main", "sample"]


def degraded(image: Image.Image, seed: int) -> Image.Image:
    """A mild office scan of a clean page."""
    chance = np.random.default_rng(seed)
    grey = image.convert("L").rotate(chance.uniform(-0.4, 0.4), Image.Resampling.BICUBIC, fillcolor=255)
    blurred = grey.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 0.9)))
    pixels = np.asarray(blurred, np.float32)
    paper, ink = chance.uniform(228, 250), chance.uniform(20, 60)
    toned = ink + pixels / 255 * (paper - ink) + chance.normal(0, chance.uniform(2, 7), pixels.shape)
    return Image.fromarray(np.clip(toned, 0, 255).astype(np.uint8))


def _truth(page: PdfPage) -> str | None:
    lines = lines_from_chars(page.chars())
    verdict = judge(lines, page.contents(), page.size.area, vietnamese=True)
    long_enough = sum(len(line.words) for line in lines) >= 60
    return "\n".join(line.text for line in lines) if verdict.trusted and long_enough else None


def sample(folder: Path, target: Path, *, dpi: float, count: int, seed: int = 20_261_124) -> None:
    """Draws `count` pages with a text layer, chosen by chance but always the same, as ``pdf <dpi> dpi_<number>``.

    Args:
        folder: PDF files.
        target: Where pictures and texts go.
        dpi: Resolution.
        count: How many pages at most.
        seed: Of the choice.
    """
    target.mkdir(parents=True, exist_ok=True)
    places = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() == ".pdf":
            with suppress(CasedocsError), PdfSource(path, 10**9) as source:
                places += [(path, index) for index in range(source.page_count)]
    found = 0
    for path, index in random.Random(seed).sample(places, len(places)):
        with suppress(CasedocsError), PdfSource(path, 10**9) as source:
            page = source.page(index)
            truth = _truth(page)
            if truth is not None:
                found += 1
                _write(page, truth, target / f"pdf {dpi:g} dpi_{found}", dpi)
        if found == count:
            return


def _write(page: PdfPage, truth: str, stem: Path, dpi: float) -> None:
    scan = degraded(Image.fromarray(page.render(dpi).pixels), zlib.crc32(stem.name.encode()))
    scan.save(stem.with_name(f"{stem.name}.jpg"), quality=70, dpi=(dpi, dpi))
    stem.with_name(f"{stem.name}.gt.txt").write_text(truth, encoding="utf-8")


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
                    _write(page, truth, given.target / f"{path.stem[:40]}_{index + 1}", given.dpi)
        except CasedocsError as error:
            print(f"{path.name}: {error}")


if __name__ == "__main__":
    main()

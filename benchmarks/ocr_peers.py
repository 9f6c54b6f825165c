"""One recogniser over the pages of one PDF, as a process of its own: ``python -m benchmarks.ocr_peers NAME PDF OUT``.

Every recogniser gets the same multi-page PDF of the page pictures and writes ``OUT`` as JSON: a list with the text
of each page. The setting of Tesseract is part of the name: ``tesserocr:200:2`` scales the pages to 200 dpi (0: as
scanned) and uses threshold method 2 (Sauvola).
"""

import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

__all__ = ["main"]

os.environ.setdefault("OMP_THREAD_LIMIT", "1")


def _pictures(pdf: Path) -> list[tuple[Any, int]]:
    """The page pictures with their resolution, taken out of the PDF as they are."""
    import pikepdf
    from PIL import Image

    found = []
    with pikepdf.open(pdf) as opened:
        for page in opened.pages:
            raw: Any = next(iter(page.images.values()))
            buffer = io.BytesIO()
            pikepdf.PdfImage(raw).extract_to(stream=buffer)
            image = Image.open(buffer)
            image.load()
            width = float(page.mediabox[2]) - float(page.mediabox[0])
            found.append((image, round(image.width * 72 / width)))
    return found


def tesserocr(pdf: Path, setting: str) -> list[str]:
    """Tesseract's library; `setting` is ``DPI:THRESHOLD`` or empty (as scanned, Otsu)."""
    import tesserocr as library
    from PIL import Image

    from casedocs.ocr.engines._tesseract_data import find_tessdata

    wanted, _, method = (setting or "0:0").partition(":")
    folder = find_tessdata(("vie",))
    texts = []
    with library.PyTessBaseAPI(path=str(folder), lang="vie", oem=library.OEM.LSTM_ONLY, psm=library.PSM.AUTO) as api:
        library.set_leptonica_log_level(library.LeptLogLevel.NONE)
        api.SetVariable("thresholding_method", method)
        for image, dpi in _pictures(pdf):
            grey = image.convert("L")
            target = int(wanted) or dpi
            if target != dpi:
                size = (round(grey.width * target / dpi), round(grey.height * target / dpi))
                grey = grey.resize(size, Image.Resampling.LANCZOS)
            api.SetImageBytes(grey.tobytes(), grey.width, grey.height, 1, grey.width)
            api.SetSourceResolution(target)
            texts.append(api.GetUTF8Text())
    return texts


def pytesseract(pdf: Path, setting: str) -> list[str]:
    """The program, once a page, one thread."""
    del setting
    import pytesseract as library

    return [library.image_to_string(image, lang="vie") for image, _ in _pictures(pdf)]


def ocrmypdf(pdf: Path, setting: str) -> list[str]:
    """OCRmyPDF; `setting` is the number of jobs."""
    with tempfile.TemporaryDirectory() as folder:
        text, target = Path(folder) / "text.txt", Path(folder) / "out.pdf"
        command = [
            "-l",
            "vie",
            "-j",
            setting or "2",
            "--output-type",
            "pdf",
            "--sidecar",
            str(text),
            str(pdf),
            str(target),
        ]
        subprocess.run([sys.executable, "-m", "ocrmypdf", "-q", *command], check=True)
        return text.read_text(encoding="utf-8").split("\f")


def casedocs(pdf: Path, setting: str) -> list[str]:
    """The main job as users run it; `setting` is ``JOBS:ENGINE``."""
    jobs, _, engine = setting.partition(":")
    with tempfile.TemporaryDirectory() as folder:
        command = ["digitize", str(pdf), "-o", folder, "--jobs", jobs or "2", "--engine", engine or "auto"]
        subprocess.run([sys.executable, "-m", "casedocs", *command], check=True, stderr=subprocess.DEVNULL)
        details = json.loads((Path(folder) / f"{pdf.stem}.json").read_text(encoding="utf-8"))
        _keep_confidences(details["pages"])
        return (Path(folder) / f"{pdf.stem}.txt").read_text(encoding="utf-8").split("\f")


def _keep_confidences(read: list[dict[str, Any]]) -> None:
    """Writes each word with its confidence, page by page, beside the texts: for the calibration."""
    lines = ([line for block in page["blocks"] for line in block["lines"]] for page in read)
    words = [[(word["text"], word["confidence"]) for line in page for word in line["words"]] for page in lines]
    Path(sys.argv[3]).with_suffix(".words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    """Runs the recogniser that the arguments name."""
    name, pdf, out = sys.argv[1:4]
    peer, _, setting = name.partition(":")
    peers = {"tesserocr": tesserocr, "pytesseract": pytesseract, "ocrmypdf": ocrmypdf, "casedocs": casedocs}
    Path(out).write_text(json.dumps(peers[peer](Path(pdf), setting), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()

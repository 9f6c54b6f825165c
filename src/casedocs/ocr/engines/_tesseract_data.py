"""Where Tesseract's language files are, and what to say when one is missing."""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from casedocs._extras import require
from casedocs.errors import EngineNotFoundError

__all__ = ["find_tessdata", "install_hint", "open_tesseract"]

_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/opt/local/share/tessdata",
    r"C:\Program Files\Tesseract-OCR\tessdata",
    r"C:\Program Files (x86)\Tesseract-OCR\tessdata",
)


def install_hint(languages: Sequence[str]) -> str:
    """The command that installs Tesseract with these languages on this kind of machine."""
    names = " ".join(f"tesseract-ocr-{name.replace('_', '-').lower()}" for name in languages)
    if sys.platform == "win32":
        wanted = " and ".join(f"{name}.traineddata" for name in languages)
        return (
            "run: winget install UB-Mannheim.TesseractOCR (choose the Vietnamese language), "
            f"or put {wanted} into the tessdata folder beside tesseract.exe"
        )
    if sys.platform == "darwin":
        return "run: brew install tesseract tesseract-lang"
    return f"run: sudo apt-get install tesseract-ocr {names}"


def _candidates() -> Iterator[Path]:
    named = os.environ.get("TESSDATA_PREFIX")
    if named:
        yield Path(named)
        yield Path(named) / "tessdata"
    program = shutil.which("tesseract")
    if program:
        home = Path(program).resolve().parent
        yield home / "tessdata"
        yield home.parent / "share" / "tessdata"
    yield from map(Path, _FOLDERS)


def find_tessdata(languages: Sequence[str]) -> Path:
    """The first folder that holds a file for every language.

    Raises:
        EngineNotFoundError: If there is none; the hint is the install command.
    """
    looked: list[Path] = []
    for folder in _candidates():
        if folder in looked:
            continue
        looked.append(folder)
        if all((folder / f"{name}.traineddata").is_file() for name in languages):
            return folder
    missing = [
        name for name in languages if not any((folder / f"{name}.traineddata").is_file() for folder in looked)
    ] or list(languages)
    raise EngineNotFoundError(
        f"Tesseract's language file is missing: {', '.join(f'{name}.traineddata' for name in missing)}",
        hint=install_hint(missing),
        source="tessdata",
    )


def open_tesseract(languages: Sequence[str], tessdata: Path | None, mode: str) -> tuple[Any, Any, Path]:
    """Tesseract's library, a session of it, and the folder of its language files.

    OpenMP is held to one thread, as casedocs runs one process per core and Tesseract's own threads only get in each
    other's way. The setting is read when the library loads, so it is made before that.

    Args:
        languages: Codes of Tesseract, the main one first.
        tessdata: Folder of the language files; None looks in the usual places.
        mode: Name of a page segmentation mode.

    Raises:
        MissingExtraError: If tesserocr is not installed.
        EngineNotFoundError: If a language file is missing.
    """
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    library = require("tesserocr", extra="tesseract")
    folder = find_tessdata(languages) if tessdata is None else tessdata
    library.set_leptonica_log_level(library.LeptLogLevel.NONE)
    try:
        session = library.PyTessBaseAPI(
            path=str(folder), lang="+".join(languages), oem=library.OEM.LSTM_ONLY, psm=getattr(library.PSM, mode)
        )
    except RuntimeError as error:
        raise EngineNotFoundError(
            f"Tesseract does not start with {'+'.join(languages)} from {folder}: {error}",
            hint=install_hint(languages),
            source=str(folder),
        ) from error
    return library, session, folder

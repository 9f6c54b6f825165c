"""Joined sheets among the untouched pages of a scan: a user of pikepdf, beside `_pdf_writer`."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from casedocs._files import atomic_path, output_error
from casedocs.errors import CasedocsError, CorruptFileError
from casedocs.geometry import POINTS_PER_INCH
from casedocs.ocr._sink import writing
from casedocs.ocr.sources import SourceFile

__all__ = ["write_sheets"]


def write_sheets(
    opened: SourceFile,
    source: Path,
    sheets: Sequence[tuple[int, ...]],
    pictures: Mapping[int, tuple[bytes, float]],
    target: Path,
) -> None:
    """Writes the pages, whole or not at all.

    Args:
        opened: The source, open.
        source: Its file.
        sheets: For each page of the result the pages of the source (1-based).
        pictures: For each joined one, by its 0-based place, its JPEG and the resolution.
        target: The PDF to write.

    Raises:
        CorruptFileError: If the source cannot be copied.
        OutputError: If the target cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="casedocs-") as folder, atomic_path(target) as temporary:
        base = _as_pdf(opened, source, Path(folder) / "pages.pdf")
        try:
            _write(base, sheets, pictures, temporary)
        except CasedocsError:
            raise
        except OSError as error:
            raise output_error(error, target) from error
        except Exception as error:
            raise CorruptFileError(f"{source.name} cannot be copied: {error}", source=str(source)) from error


def _as_pdf(opened: SourceFile, source: Path, base: Path) -> Path:
    from casedocs.ocr._image_pdf import write_image_pdf
    from casedocs.ocr._images import ImageSource

    if not isinstance(opened, ImageSource):
        return source
    write_image_pdf(opened, source, base)
    return base


def _write(
    base: Path, sheets: Sequence[tuple[int, ...]], pictures: Mapping[int, tuple[bytes, float]], target: Path
) -> None:
    import pikepdf

    with base.open("rb") as file, pikepdf.open(file, suppress_warnings=True) as old, pikepdf.new() as new:
        for place, numbers in enumerate(sheets):
            if place in pictures:
                _add_sheet(new, *pictures[place])
            else:
                new.pages.append(old.pages[numbers[0] - 1])
        with writing(target) as copy:
            stream: Any = copy
            new.save(stream, deterministic_id=True)


def _add_sheet(pdf: Any, jpeg: bytes, dpi: float) -> None:
    import io

    from pikepdf import Array, Dictionary, Name, Stream
    from PIL import Image

    with Image.open(io.BytesIO(jpeg)) as image:
        width, height = image.size
    wide, high = width * POINTS_PER_INCH / dpi, height * POINTS_PER_INCH / dpi
    picture = Stream(
        pdf,
        jpeg,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=width,
        Height=height,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    page = pdf.add_blank_page(page_size=(wide, high))
    page.obj.Resources = Dictionary(XObject=Dictionary(Im0=pdf.make_indirect(picture)))
    page.obj.Contents = pdf.make_indirect(Stream(pdf, f"q {wide:.3f} 0 0 {high:.3f} 0 0 cm /Im0 Do Q".encode()))
    page.obj.MediaBox = Array([0, 0, round(wide, 3), round(high, 3)])

"""Image files as PDF pages without a loss: the only module that uses img2pdf."""

import io
from collections.abc import Iterator
from pathlib import Path

from casedocs.errors import CasedocsError, CorruptFileError
from casedocs.geometry import Size
from casedocs.ocr._images import ImageSource
from casedocs.ocr._sink import writing

__all__ = ["write_image_pdf"]


def write_image_pdf(source: ImageSource, path: Path, target: Path) -> None:
    """Writes every frame of an image file as a page; JPEG and fax data go in as they are.

    Args:
        source: The open file, for sizes.
        path: The same file.
        target: Where the PDF goes.

    Raises:
        CorruptFileError: If the image cannot be put into a PDF.
    """
    try:
        if any(source.is_mirrored(index) for index in range(source.page_count)):
            _as_shown(source, target)
        else:
            _as_stored(source, path, target)
    except CasedocsError:
        raise
    except OSError as error:
        if error.errno is not None:
            raise  # the disk's, not the picture's
        raise _refused(path, error) from error
    except Exception as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: Exception) -> CorruptFileError:
    return CorruptFileError(
        f"{path.name} cannot be put into a PDF: {error}", hint="save it as PNG or JPEG", source=str(path)
    )


def _as_stored(source: ImageSource, path: Path, target: Path) -> None:
    """The data as they are, or the picture as it looks where img2pdf refuses them."""
    import img2pdf

    refusals = (
        img2pdf.AlphaChannelError,
        img2pdf.ExifOrientationError,
        img2pdf.ImageOpenError,
        img2pdf.JpegColorspaceError,
        img2pdf.UnsupportedColorspaceError,
        img2pdf.NegativeDimensionError,
        NotImplementedError,
        ValueError,
    )
    sizes = [source.frame_info(index)[1] for index in range(source.page_count)]
    try:
        _convert(path.read_bytes(), sizes, target)
    except refusals:
        _as_shown(source, target)


def _as_shown(source: ImageSource, target: Path) -> None:
    _convert(list(_png_frames(source)), [source.page(index).size for index in range(source.page_count)], target)


def _convert(images: bytes | list[bytes], sizes: list[Size], target: Path) -> None:
    import img2pdf

    waiting = iter(sizes)

    def layout(width: int, height: int, dpi: object) -> tuple[float, float, float, float]:
        del width, height, dpi
        size = next(waiting)
        return size.width, size.height, size.width, size.height

    with writing(target) as file:
        img2pdf.convert(
            images,
            layout_fun=layout,
            outputstream=file,
            engine=img2pdf.Engine.pikepdf,
            rotation=img2pdf.Rotation.ifvalid,
            nodate=True,
            producer="casedocs",
        )


def _png_frames(source: ImageSource) -> Iterator[bytes]:
    """The frames as they look on white paper, for files whose transparency or colours PDF does not know."""
    from PIL import Image

    for index in range(source.page_count):
        buffer = io.BytesIO()
        Image.fromarray(source.pixels(index, keep_colour=True)).save(buffer, "PNG")
        yield buffer.getvalue()

"""Image files as PDF pages without a loss: the only module that uses img2pdf."""

import io
from collections.abc import Iterator
from pathlib import Path

from casedocs.errors import CorruptFileError
from casedocs.geometry import Size
from casedocs.ocr._images import ImageSource

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
    sizes = [source.frame_info(index)[1] for index in range(source.page_count)]
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
    try:
        _convert(path.read_bytes(), sizes, target)
    except refusals as refusal:
        upright = [source.page(index).size for index in range(source.page_count)]
        try:
            _convert(list(_png_frames(source)), upright, target)
        except refusals as error:
            raise CorruptFileError(
                f"{path.name} cannot be put into a PDF: {refusal}", hint="save it as PNG or JPEG", source=str(path)
            ) from error


def _convert(images: bytes | list[bytes], sizes: list[Size], target: Path) -> None:
    import img2pdf

    waiting = iter(sizes)

    def layout(width: int, height: int, dpi: object) -> tuple[float, float, float, float]:
        del width, height, dpi
        size = next(waiting)
        return size.width, size.height, size.width, size.height

    with target.open("wb") as file:
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
        Image.fromarray(source.pixels(index)).save(buffer, "PNG")
        yield buffer.getvalue()

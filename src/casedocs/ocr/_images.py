"""Image files through Pillow: the only module that decodes them."""

import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casedocs._files import input_error
from casedocs.errors import CasedocsError, CorruptFileError, EmptyFileError, LimitExceededError, UnsupportedFormatError
from casedocs.geometry import POINTS_PER_INCH, Affine, Size
from casedocs.ocr.picture import Picture, PictureOrigin, Resolution, resolution_of, without_idle_colour

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

__all__ = ["FORMATS", "ImageSource"]

FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "WEBP", "JPEG2000", "GIF", "PPM")  # MPO comes with JPEG
_MAX_FRAMES = 20_000
_TURNED = frozenset({5, 6, 7, 8})
_MIRRORED = frozenset({2, 4, 5, 7})
_ORIENTATION = 0x0112


@contextmanager
def _named_errors(path: Path, max_pixels: int) -> Iterator[None]:
    """Turns what Pillow raises on bad files into named errors."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of large pictures; our own limit is checked
            yield
    except CasedocsError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large(path, max_pixels) from error
    except UnidentifiedImageError as error:
        raise UnsupportedFormatError(
            f"{path.name} is not an image that can be read",
            hint="JPEG, PNG, TIFF, BMP, WebP, JPEG 2000 and GIF can be read",
            source=str(path),
        ) from error
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise input_error(error, path) from error
    except MemoryError as error:
        raise LimitExceededError(f"{path.name} needs more memory than there is", source=str(path)) from error
    except Exception as error:
        raise CorruptFileError(
            f"{path.name} is damaged: {error}", hint="scan or copy it again", source=str(path)
        ) from error


def _too_large(path: Path, max_pixels: int) -> LimitExceededError:
    return LimitExceededError(
        f"{path.name} has more than {max_pixels / 1e6:.0f} million pixels",
        hint="scan it at 300 dpi, or raise the limit on pixels",
        source=str(path),
    )


def _stated_dpi(image: "Image.Image") -> tuple[float, float] | None:
    dpi: Any = image.info.get("dpi")
    try:
        x, y = float(dpi[0]), float(dpi[1])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return None
    return (x, y) if x > 0 and y > 0 else None


def _flattened(image: "Image.Image") -> "Image.Image":
    """The image as grey ("L") or RGB, transparent parts over white, 16-bit and float values scaled to 8 bits."""
    import numpy as np
    from PIL import Image

    if image.mode in {"L", "RGB"} and "transparency" not in image.info:
        return image
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith(("I", "F")):
        values = np.asarray(image).astype(np.float64)
        low, high = float(values.min(initial=0)), float(values.max(initial=0))
        top = 65535.0 if high > 255 and low >= 0 else max(high, 1.0)
        return Image.fromarray((np.clip(values, 0, top) * (255.0 / top)).astype(np.uint8))
    if image.mode in {"LA", "PA", "RGBA", "RGBa", "La"} or "transparency" in image.info:
        rgba = image.convert("RGBA")
        ground = Image.new("RGB", rgba.size, (255, 255, 255))
        ground.paste(rgba, mask=rgba.getchannel("A"))
        return ground
    return image.convert("RGB")


class ImageSource:
    """An image file of one or more pages, open for reading. Use it as a context manager.

    Args:
        path: The file.
        max_pixels: A frame with more pixels is refused.

    Raises:
        InputError: If it cannot be read; the class says why.
    """

    signature_count = 0

    def __init__(self, path: Path, max_pixels: int) -> None:
        from PIL import Image

        self._path = path
        self._max_pixels = max_pixels
        with ExitStack() as on_failure:
            with _named_errors(path, max_pixels):
                self._file = on_failure.enter_context(path.open("rb"))
                self._image: Image.Image = Image.open(self._file, formats=FORMATS)
                self.page_count = int(getattr(self._image, "n_frames", 1))
            if self.page_count < 1:
                raise EmptyFileError(f"{path.name} has no page", source=str(path))
            if self.page_count > _MAX_FRAMES:
                raise LimitExceededError(f"{path.name} has {self.page_count} pages", source=str(path))
            on_failure.pop_all()

    def __enter__(self) -> "ImageSource":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._image.close()
        self._file.close()

    def page_size(self, page_index: int) -> Size:
        """The size of a page in points as shown, without decoding it."""
        _, stored, turned = self.frame_info(page_index)
        return Size(stored.height, stored.width) if turned else stored

    def page(self, page_index: int) -> "ImagePage":
        """The page at a 0-based index, which the caller keeps within `page_count`."""
        return ImagePage(self, page_index)

    def _frame(self, page_index: int) -> "Image.Image":
        if self.page_count > 1:
            self._image.seek(page_index)
        if self._image.width * self._image.height > self._max_pixels:
            raise _too_large(self._path, self._max_pixels)
        return self._image

    def frame_info(self, page_index: int) -> tuple[Resolution, Size, bool]:
        """Resolution, size in points as stored, and whether the page is shown turned by a quarter."""
        with _named_errors(self._path, self._max_pixels):
            frame = self._frame(page_index)
            resolution = resolution_of(frame.width, frame.height, _stated_dpi(frame))
            turned = frame.getexif().get(_ORIENTATION, 1) in _TURNED
            return resolution, resolution.page_size(frame.width, frame.height), turned

    def is_mirrored(self, page_index: int) -> bool:
        """Whether the page is shown as in a mirror, which a PDF page cannot say by a turn."""
        with _named_errors(self._path, self._max_pixels):
            return self._frame(page_index).getexif().get(_ORIENTATION, 1) in _MIRRORED

    def pixels(self, page_index: int, *, keep_colour: bool = False) -> "NDArray[np.uint8]":
        """The frame's pixels, upright as it is shown: height × width, or height × width × 3.

        Colour that is too scarce to matter for reading goes unless `keep_colour` is set.
        """
        import numpy as np
        from PIL import ImageOps

        with _named_errors(self._path, self._max_pixels):
            frame = self._frame(page_index)
            frame.load()
            upright = frame if frame.getexif().get(_ORIENTATION, 1) == 1 else ImageOps.exif_transpose(frame)
            pixels = np.asarray(_flattened(upright))
            return pixels if keep_colour else without_idle_colour(pixels)


class ImagePage:
    """One page of an image file."""

    def __init__(self, source: ImageSource, page_index: int) -> None:
        self._source = source
        self._index = page_index
        self.resolution, _, self._turned = source.frame_info(page_index)
        self.size = source.page_size(page_index)

    def picture(self, dpi: float) -> Picture:
        """The page's own pixels; `dpi`, what the engine would like, does not matter here."""
        del dpi
        x, y = (self.resolution.y, self.resolution.x) if self._turned else (self.resolution.x, self.resolution.y)
        to_page = Affine.scaling(POINTS_PER_INCH / x, POINTS_PER_INCH / y)
        stated = self.resolution.stated
        return Picture(self._source.pixels(self._index), (x + y) / 2, to_page, PictureOrigin.FILE, stated)

"""An office's own labelled lines: a folder of line pictures, each with its text beside it.

``a.png`` belongs to ``a.txt`` (or ``a.gt.txt``): one UTF-8 line, exactly what is written. One line in ten, chosen by
its name, is never trained on; the report is about those.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from casedocs._files import read_limited
from casedocs.errors import CorruptFileError, EmptyFileError, FormatError, SourceNotFoundError
from casedocs.ocr._images import ImageSource
from casedocs.ocr.recognizer.charset import decodable, fold
from casedocs.ocr.training.samples import Sample, SampleSource

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["LabelledLines", "MixedLines", "load_labelled"]

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"})
_TEXT_LIMIT = 16 * 1024
_PICTURE_LIMIT = 32 * 1024 * 1024
_PIXEL_LIMIT = 40_000_000
_HELD_OUT = 10


def _text_of(picture: Path) -> str:
    """The label of a picture.

    Raises:
        SourceNotFoundError: If there is none.
        FormatError: If it holds what the network cannot write.
    """
    for name in (f"{picture.stem}.txt", f"{picture.stem}.gt.txt"):
        path = picture.with_name(name)
        if path.is_file():
            break
    else:
        raise SourceNotFoundError(
            f"{picture.name} has no text", hint=f"put its text into {picture.stem}.txt", source=str(picture)
        )
    try:
        text = fold(read_limited(path, _TEXT_LIMIT).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CorruptFileError(f"{path.name} is not UTF-8 text", hint="convert it first", source=str(path)) from error
    if not text or not decodable(text):
        raise FormatError("the label is empty or holds unknown characters", path=path.name, source=str(path))
    return text


@lru_cache(maxsize=4096)
def _picture(path: Path) -> "NDArray[np.uint8]":
    """The pixels of a line in grey.

    Raises:
        InputError: If the file cannot be read; the class says why.
    """
    import numpy as np
    from PIL import Image

    read_limited(path, _PICTURE_LIMIT)
    with ImageSource(path, _PIXEL_LIMIT) as source:
        pixels = source.pixels(0)
    return pixels if pixels.ndim == 2 else np.asarray(Image.fromarray(pixels).convert("L"))


@dataclass(frozen=True, slots=True)
class LabelledLines:
    """Pictures of lines with their texts.

    Attributes:
        pairs: Picture and folded text.
    """

    pairs: tuple[tuple[Path, str], ...]

    def split(self) -> tuple["LabelledLines", "LabelledLines"]:
        """The lines to train on and those to test on; the same picture names always fall the same way."""
        test = tuple(pair for pair in self.pairs if _bucket(pair[0]) == 0)
        return LabelledLines(tuple(pair for pair in self.pairs if _bucket(pair[0]) != 0)), LabelledLines(test)

    def samples(self) -> Iterator[Sample]:
        """Every line once, as it is."""
        for path, text in self.pairs:
            yield Sample(_picture(path), text)

    def batch(self, seed: int, group: int, size: int) -> Iterator[Sample]:
        """Lines drawn at random, each cut a little differently every time."""
        random = Random(f"labelled {seed}/{group}")
        for _ in range(size):
            path, text = random.choice(self.pairs)
            yield Sample(_shaken(_picture(path), random), text)


def _bucket(path: Path) -> int:
    return hashlib.sha256(path.stem.encode()).digest()[0] % _HELD_OUT


def _shaken(line: "NDArray[np.uint8]", random: Random) -> "NDArray[np.uint8]":
    """The line with some rows cut off or added above and below, and other tones."""
    import numpy as np

    height = line.shape[0]
    pad = [max(0, round(height * random.uniform(-0.04, 0.08))) for _ in range(2)]
    ground = int(np.percentile(line, 90))
    grown = np.pad(line, ((pad[0], pad[1]), (0, 0)), constant_values=ground).astype(np.float32)
    grown = ground + (grown - ground) * random.uniform(0.6, 1.1)
    grown += np.random.default_rng(random.getrandbits(32)).standard_normal(grown.shape) * random.uniform(0, 8)
    shaken: NDArray[np.uint8] = np.clip(grown, 0, 255).astype(np.uint8)
    return shaken


def load_labelled(folder: Path) -> LabelledLines:
    """Reads the labels of a folder and its sub-folders; pictures are opened when they are needed.

    Raises:
        SourceNotFoundError: If the folder, or the text of a picture, is missing.
        EmptyFileError: If there is no picture.
        FormatError: If a text cannot be written by the network.
    """
    if not folder.is_dir():
        raise SourceNotFoundError(f"there is no folder {folder}", hint="check the path", source=str(folder))
    pictures = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _PICTURES)
    if not pictures:
        raise EmptyFileError(
            f"no picture of a line in {folder}", hint="put a.png and a.txt side by side", source=str(folder)
        )
    return LabelledLines(tuple((path, _text_of(path)) for path in pictures))


@dataclass(frozen=True, slots=True)
class MixedLines:
    """Labelled lines among synthetic ones, so that the network does not forget what the office has no example of.

    Attributes:
        labelled: The office's lines.
        synthetic: Drawn lines.
        share: Share of labelled lines, 0 to 1.
    """

    labelled: LabelledLines
    synthetic: SampleSource
    share: float = 0.5

    def batch(self, seed: int, group: int, size: int) -> Iterator[Sample]:
        """The samples of one group."""
        own = round(size * self.share)
        yield from self.labelled.batch(seed, group, own)
        yield from self.synthetic.batch(seed, group, size - own)

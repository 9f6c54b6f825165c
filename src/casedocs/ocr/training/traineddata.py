"""Reads the LSTM of a Tesseract traineddata file (facts of the format; Tesseract's files are Apache-2.0).

The container: int32 count, then that many int64 offsets (-1 = absent). Components 17, 21 and 22 are the network, its
characters and the codes of the characters. A layer: int8 0, its type as a counted string, int8 training, int8
back-propagation, int32 flags, inputs, outputs, weights, its name; then what its type holds.
"""

import struct
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from casedocs._files import read_limited
from casedocs.errors import CorruptFileError, UnsupportedFormatError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

__all__ = ["Layer", "TesseractLine", "read_traineddata"]

_LSTM, _UNICHARSET, _RECODER = 17, 21, 22
_LIMIT = 64 * 1024 * 1024
_CONTAINERS = frozenset({"Series", "Parallel", "Reversed", "XYTranspose", "RTLReversed", "TTBReversed"})
_MATRICES = frozenset({"Tanh", "Softmax", "Relu", "Linear", "Logistic"})


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: its type, sizes, children and weights (rows = outputs; columns = inputs, recurrent inputs, bias)."""

    kind: str
    inputs: int
    outputs: int
    children: tuple["Layer", ...] = ()
    matrices: tuple["Matrix", ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class TesseractLine:
    """The network of a traineddata file.

    Attributes:
        root: Its outermost layer.
        outputs: Character (NFC) → output; characters coded by more than one output are left out.
        blank: The output of the blank.
    """

    root: Layer
    outputs: dict[str, int]
    blank: int


class _Cursor:
    """Reads little-endian values one after the other."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def values(self, code: str) -> tuple[int, ...]:
        found = struct.unpack_from("<" + code, self._data, self._at)
        self._at += struct.calcsize("<" + code)
        return found

    def number(self, code: str) -> int:
        return int(self.values(code)[0])

    def text(self) -> str:
        return self.taken(self.number("I")).decode("latin-1")

    def taken(self, count: int) -> bytes:
        part = self._data[self._at : self._at + count]
        if len(part) != count:
            raise struct.error("cut short")
        self._at += count
        return part

    def matrix(self) -> "Matrix":
        import numpy as np

        mode = self.number("B")
        if not mode & 1:
            raise UnsupportedFormatError(
                "the traineddata holds float weights", hint="use a model of the 'fast' set or an integer 'best' model"
            )
        rows, columns = self.values("II")
        self.number("b")
        weights = np.frombuffer(self.taken(rows * columns), np.int8).reshape(rows, columns)
        scales = np.frombuffer(self.taken(8 * self.number("I")), "<f8")[:rows]
        scaled: Matrix = (weights.astype(np.float64) * scales[:, None]).astype(np.float32)
        return scaled


def _layer(cursor: _Cursor) -> Layer:
    kind_number = cursor.number("b")
    kind = cursor.text() if kind_number == 0 else str(kind_number)
    cursor.values("bb")
    flags, inputs, outputs, _ = cursor.values("iiii")
    cursor.text()
    if kind in _CONTAINERS:
        children = tuple(_layer(cursor) for _ in range(cursor.number("I")))
        if flags & 64:
            cursor.taken(4 * cursor.number("I"))
        return Layer(kind, inputs, outputs, children)
    if kind in {"Convolve", "Maxpool"}:
        cursor.values("ii")
        return Layer(kind, inputs, outputs)
    if kind in {"LSTM", "SummLSTM"}:
        cursor.number("i")
        return Layer(kind, inputs, outputs, matrices=tuple(cursor.matrix() for _ in range(4)))
    if kind in _MATRICES:
        return Layer(kind, inputs, outputs, matrices=(cursor.matrix(),))
    if kind == "Input":
        cursor.values("iiiii")
        return Layer(kind, inputs, outputs)
    raise UnsupportedFormatError(f"the traineddata has a layer of type {kind!r}", hint="use Debian's vie model")


def _components(data: bytes) -> dict[int, bytes]:
    (count,) = struct.unpack_from("<i", data)
    if not 0 < count < 100:
        raise struct.error("not a traineddata file")
    offsets = struct.unpack_from(f"<{count}q", data, 4)
    starts = sorted({offset for offset in offsets if offset >= 0} | {len(data)})
    return {
        index: data[offset : starts[starts.index(offset) + 1]] for index, offset in enumerate(offsets) if offset >= 0
    }


def _outputs(unicharset: bytes, recoder: bytes) -> dict[str, int]:
    rows = unicharset.decode("utf-8").split("\n")
    names = [row.split(" ")[0] for row in rows[1 : int(rows[0]) + 1]]
    cursor = _Cursor(recoder)
    outputs: dict[str, int] = {}
    for index in range(cursor.number("I")):
        cursor.number("b")
        codes = cursor.values(f"{cursor.number('i')}i")
        character = " " if names[index] == "NULL" else unicodedata.normalize("NFC", names[index])
        if len(codes) == 1 and len(character) == 1:
            outputs.setdefault(character, codes[0])
    return outputs


def read_traineddata(source: Path) -> TesseractLine:
    """Reads the network of a traineddata file with integer weights.

    Raises:
        InputError: If the file cannot be read, is cut short or has another kind of network.
    """
    data = read_limited(source, _LIMIT)
    try:
        parts = _components(data)
        root = _layer(_Cursor(parts[_LSTM]))
        outputs = _outputs(parts[_UNICHARSET], parts[_RECODER])
    except (struct.error, KeyError, ValueError, IndexError, RecursionError) as error:
        raise CorruptFileError(
            f"{source.name} is not a traineddata file with an LSTM", hint="use Debian's vie model", source=str(source)
        ) from error
    return TesseractLine(root, outputs, root.outputs - 1)

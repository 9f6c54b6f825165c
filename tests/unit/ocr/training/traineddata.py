"""Writes traineddata files of the kind that `read_traineddata` reads: a small stand-in for Tesseract's own."""

import struct
from pathlib import Path

import numpy as np

from casedocs.ocr.recognizer.charset import CHARSET

_LIKE_TESSERACT = [c for c in CHARSET if c not in "ỵỴ‘’–…•²×½±≤≥□"]


def _text(value: str) -> bytes:
    data = value.encode("latin-1")
    return struct.pack("<I", len(data)) + data


def _head(kind: str, inputs: int, outputs: int, flags: int = 0) -> bytes:
    return b"\0" + _text(kind) + b"\0\0" + struct.pack("<iiii", flags, inputs, outputs, 0) + _text("")


def _matrix(rng: np.random.Generator, rows: int, columns: int) -> bytes:
    weights = rng.integers(-127, 128, (rows, columns), dtype=np.int8)
    scales = rng.uniform(0.001, 0.004, rows).astype("<f8")
    head = struct.pack("<BII", 1, rows, columns) + b"\0"
    return head + weights.tobytes() + struct.pack("<I", rows) + scales.tobytes()


def _lstm(rng: np.random.Generator, kind: str, inputs: int, outputs: int) -> bytes:
    gates = b"".join(_matrix(rng, outputs, inputs + outputs + 1) for _ in range(4))
    return _head(kind, inputs, outputs) + struct.pack("<i", inputs + outputs) + gates


def _series(kind: str, inputs: int, outputs: int, children: list[bytes]) -> bytes:
    return _head(kind, inputs, outputs) + struct.pack("<I", len(children)) + b"".join(children)


def network(seed: int, *, last: int = 192) -> bytes:
    rng = np.random.default_rng(seed)
    classes = len(_LIKE_TESSERACT) + 1
    convolve = _head("Convolve", 1, 9) + struct.pack("<ii", 1, 1)
    tanh = _head("Tanh", 9, 16) + _matrix(rng, 16, 10)
    parts = [
        _head("Input", 1, 1) + struct.pack("<iiiii", 1, 36, 0, 1, 0),
        _series("Series", 1, 16, [convolve, tanh]),
        _head("Maxpool", 16, 16) + struct.pack("<ii", 3, 3),
        _series("XYTranspose", 16, 48, [_lstm(rng, "SummLSTM", 16, 48)]),
        _lstm(rng, "LSTM", 48, 96),
        _series("RTLReversed", 96, 96, [_lstm(rng, "LSTM", 96, 96)]),
        _lstm(rng, "LSTM", 96, last),
        _head("Softmax", last, classes) + _matrix(rng, classes, last + 1),
    ]
    return _series("Series", 1, classes, parts)


def write_traineddata(path: Path, seed: int = 1, *, last: int = 192) -> Path:
    """A traineddata file with random weights."""
    names = ["NULL" if c == " " else c for c in _LIKE_TESSERACT]
    unicharset = "\n".join([str(len(names)), *(f"{name} 0 0 0" for name in names), ""]).encode()
    recoder = struct.pack("<I", len(names)) + b"".join(struct.pack("<bii", 1, 1, code) for code in range(len(names)))
    parts = {17: network(seed, last=last), 21: unicharset, 22: recoder}
    offsets, body, start = [-1] * 24, b"", 4 + 8 * 24
    for index, part in sorted(parts.items()):
        offsets[index] = start + len(body)
        body += part
    path.write_bytes(struct.pack("<i24q", 24, *offsets) + body)
    return path

"""The linear model: hashed words of the first page → a score for each label. JSON, no pickle.

Features are folded words and pairs of neighbours, hashed by CRC-32, so that case, diacritics and the style of tone
marks do not matter and no word list is needed. Weights are whole numbers of one byte with a scale for each model.
"""

import base64
import json
import math
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from casedocs._files import atomic_write, read_limited
from casedocs._reading import Node
from casedocs.classify.document import PageView
from casedocs.errors import FormatError, UsageError
from casedocs.text.folding import fold

__all__ = ["LinearModel", "build_model", "features_of", "strongest", "text_of", "words_of"]

_SCHEMA = "casedocs.classify-model/1"
_MAX_BYTES = 32_000_000
_WORD = re.compile(r"[a-z0-9]+")
_MOST_WORDS = 260
_MOST_LINES = 70
_BITS = 15


def text_of(page: PageView) -> str:
    """The first lines of a page as one folded text."""
    return fold(" ".join([line.text for line in islice(page.lines, _MOST_LINES)]))


def words_of(text: str) -> list[str]:
    """The first words of a folded text; numbers as ``0``."""
    return ["0" if word[0].isdigit() else word for word in islice(_WORD.findall(text), _MOST_WORDS)]


def features_of(words: Sequence[str], bits: int = _BITS) -> list[int]:
    """The places of the words and pairs of neighbours, each once, ascending."""
    return sorted({*_places_of(tuple(words), bits)})


@lru_cache(maxsize=2)
def _places_of(words: tuple[str, ...], bits: int) -> list[int]:
    """The place of each word, then of each pair of neighbours, whose CRC goes on from that of its first word."""
    crc = zlib.crc32
    mask = (1 << bits) - 1
    coded = [_coded(word) for word in words]
    ones = [one for one, _ in coded]
    pairs = [crc(word, before) for before, (_, word) in zip(ones, coded[1:], strict=False)]
    return [place & mask for place in (*ones, *pairs)]


@lru_cache(maxsize=1 << 14)
def _coded(word: str) -> tuple[int, bytes]:
    """The CRC of a word, and what is added to it for a pair of which it is the second."""
    data = word.encode()
    return zlib.crc32(data), b" " + data


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights of labels for hashed features.

    Attributes:
        labels: Kind ids, or whatever an office's folders are called.
        bits: Features are numbers below 2 to this power.
        bias: A number for each label.
        starts: For each feature the offset of its first weight; one more at the end.
        owners: The label of each weight.
        weights: Whole numbers from -127 to 127.
        scale: What a weight of 1 stands for.
        note: How it was trained.
        ranker: Weights of the evidence that `casedocs.classify.predict` joins; empty in a model of words alone.
        background: The share of all documents of the training in which each feature occurs; None where that is not
            known. What an office's few folders are told apart from.
    """

    labels: tuple[str, ...]
    bits: int
    bias: Any
    starts: Any
    owners: Any
    weights: Any
    scale: float
    note: str = ""
    ranker: Mapping[str, float] = field(default_factory=dict)
    background: Any = None

    def scores(self, features: Sequence[int]) -> Any:
        """A score for each label: logarithms of probabilities (numpy array of float64)."""
        import numpy as np

        raw = self.bias.copy()
        offsets, _ = self.offsets(np.asarray(features, dtype=np.int64))
        if len(offsets):
            raw += np.bincount(self.owners[offsets], self.weights[offsets], minlength=len(self.labels)) * (
                self.scale / math.sqrt(max(len(features), 1))
            )
        raw -= raw.max()
        return raw - math.log(float(np.exp(raw).sum()))

    def offsets(self, places: Any) -> tuple[Any, Any]:
        """Where the weights of features stand, and how many each has."""
        import numpy as np

        begin = self.starts[places]
        length = self.starts[places + 1] - begin
        before = np.cumsum(length) - length
        return np.repeat(begin - before, length) + np.arange(int(length.sum())), length

    def to_json(self) -> str:
        """The model as JSON; arrays are packed."""
        import numpy as np

        known = {} if self.background is None else {"background": _pack(_shares_out(self.background))}
        return json.dumps(
            {
                "schema": _SCHEMA,
                "note": self.note,
                "bits": self.bits,
                "scale": self.scale,
                "labels": list(self.labels),
                "bias": [round(float(value), 4) for value in self.bias],
                "counts": _pack(np.diff(self.starts).astype("<u2").tobytes()),
                "owners": _pack(self.owners.astype("<u2").tobytes()),
                "weights": _pack(self.weights.astype("i1").tobytes()),
                "ranker": {key: round(value, 5) for key, value in self.ranker.items()},
                **known,
            },
            ensure_ascii=False,
        )

    @staticmethod
    def from_json(text: str) -> "LinearModel":
        """The model that `to_json` wrote.

        Raises:
            FormatError: If the text is none; ``.path`` says where.
        """
        import numpy as np

        node = Node.parse(text, hint="give a model that casedocs classify train wrote")
        if node.get("schema").text() != _SCHEMA:
            raise FormatError(f"expected {_SCHEMA!r}", path="schema", hint="train the model again")
        labels = tuple(item.text() for item in node.get("labels").items())
        bias = np.array([item.number() for item in node.get("bias").items()], dtype=np.float64)
        bits = node.get("bits").integer()
        if not 1 <= bits <= 22:
            raise FormatError("must be from 1 to 22", path="bits")
        counts = np.frombuffer(_unpack(node.get("counts"), 2 << bits), dtype="<u2").astype(np.int64)
        starts = np.concatenate(([0], np.cumsum(counts)))
        total = int(starts[-1])
        owners = np.frombuffer(_unpack(node.get("owners"), 2 * total), dtype="<u2").astype(np.int64)
        weights = np.frombuffer(_unpack(node.get("weights"), total), dtype="i1").astype(np.float64)
        fits = len(counts) == 1 << bits and len(owners) == len(weights) == total and len(bias) == len(labels) > 0
        if not fits or (total and int(owners.max()) >= len(labels)):
            raise FormatError("the arrays do not fit together", path="owners", hint="train the model again")
        ranker = {key: item.number() for key, item in node.get("ranker").members()}
        scale, note, packed = node.get("scale").number(), node.get("note").text(), node.find("background")
        background = None if packed is None else _shares_in(_unpack(packed, 1 << bits))
        if background is not None and len(background) != 1 << bits:
            raise FormatError("does not fit the number of features", path="background", hint="train the model again")
        return LinearModel(labels, bits, bias, starts, owners, weights, scale, note, ranker, background)

    def save(self, target: Path) -> None:
        """Writes the model; a name that ends in ``.z`` is compressed.

        Raises:
            OutputError: If it cannot be written.
        """
        data = self.to_json().encode()
        atomic_write(target, zlib.compress(data, 9) if target.suffix == ".z" else data)

    @staticmethod
    def load(source: Path) -> "LinearModel":
        """Reads a model that `save` wrote.

        Raises:
            InputError: If it cannot be read or is no model.
        """
        data = read_limited(source, _MAX_BYTES)
        try:
            text = _plain(data).decode("utf-8")
            return LinearModel.from_json(text)
        except FormatError as error:
            raise FormatError(
                f"{source.name} is no model: {error.message}",
                hint=error.hint or "give a model that casedocs classify train wrote",
                source=str(source),
            ) from error
        except (UnicodeDecodeError, zlib.error) as error:
            raise FormatError(
                f"{source.name} is no model: {error}",
                hint="give a model that casedocs classify train wrote",
                source=str(source),
            ) from error


def _plain(data: bytes) -> bytes:
    if data[:1] in {b"{", b" ", b"\n"}:
        return data
    return _inflate(data, _MAX_BYTES)


def _inflate(data: bytes, limit: int) -> bytes:
    """Unpacks, but never more than `limit` bytes."""
    reader = zlib.decompressobj()
    made = reader.decompress(data, limit)
    if not reader.eof:
        raise FormatError(f"is cut short, or unpacks to more than {limit} bytes")
    return made


def _shares_out(shares: Any) -> bytes:
    """Shares as one byte each: twenty times the negative logarithm, 255 for the rarest."""
    import numpy as np

    return bytes(np.clip(np.rint(-20 * np.log(np.maximum(shares, 1e-9))), 0, 255).astype(np.uint8))


def _shares_in(data: bytes) -> Any:
    import numpy as np

    return np.exp(np.frombuffer(data, dtype=np.uint8).astype(np.float64) / -20)


def _pack(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data, 9)).decode("ascii")


def _unpack(node: Node, limit: int) -> bytes:
    try:
        return _inflate(base64.b64decode(node.text(), validate=True), max(limit, 1))
    except (ValueError, zlib.error) as error:
        raise FormatError(f"is damaged: {error}", path=node.path) from error


def build_model(
    labels: Sequence[str], coefficients: Any, bias: Any, *, bits: int, most: int, note: str = ""
) -> LinearModel:
    """A model from a dense matrix (labels × features): the `most` largest weights of each label are kept.

    Raises:
        UsageError: If the matrix does not fit the labels.
    """
    import numpy as np

    if coefficients.shape != (len(labels), 1 << bits):
        raise UsageError(f"{coefficients.shape} weights for {len(labels)} labels and {1 << bits} features")
    scale = float(np.abs(coefficients).max()) / 127 or 1.0
    triples: list[tuple[int, int, int]] = []
    for label, row in enumerate(coefficients):
        best = np.argpartition(-np.abs(row), min(most, len(row) - 1))[:most]
        whole = np.rint(row[best] / scale).astype(int)
        triples += [(int(place), label, int(value)) for place, value in zip(best, whole, strict=True) if value]
    triples.sort()
    counts = np.bincount([place for place, _, _ in triples], minlength=1 << bits)
    return LinearModel(
        tuple(labels),
        bits,
        np.asarray(bias, dtype=np.float64),
        np.concatenate(([0], np.cumsum(counts))),
        np.array([label for _, label, _ in triples], dtype=np.int64),
        np.array([value for _, _, value in triples], dtype=np.float64),
        scale,
        note,
    )


def strongest(model: LinearModel, label: int, words: Sequence[str]) -> list[str]:
    """The words and pairs of a page that speak most for a label, at most five."""
    import numpy as np

    places = _places_of(tuple(words), model.bits)
    features = sorted({*places})
    offsets, length = model.offsets(np.array(features, dtype=np.int64))
    mine = np.flatnonzero(model.owners[offsets] == label)
    weights = model.weights[offsets[mine]]
    best = [at for at in np.argsort(-weights, kind="stable")[:5].tolist() if weights[at] > 0]
    ends = np.cumsum(length)
    wanted = [features[int(np.searchsorted(ends, mine[at], "right"))] for at in best]
    first = {place: at for at, place in reversed([*enumerate(places)]) if place in wanted}
    return [_item(words, first[place]) for place in wanted]


def _item(words: Sequence[str], at: int) -> str:
    """The word or pair that stands at a place of the list of `_places_of`."""
    return words[at] if at < len(words) else f"{words[at - len(words)]} {words[at - len(words) + 1]}"

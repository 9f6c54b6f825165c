"""The network: normalised lines → what it sees at every step. The only user of ONNX Runtime."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casedocs._extras import require
from casedocs.errors import EngineError, EngineNotFoundError, FormatError
from casedocs.ocr.recognizer.calibration import Calibration, load_calibration
from casedocs.ocr.recognizer.charset import CHARSET
from casedocs.ocr.recognizer.normalize import HEIGHT, STRIDE, NormalLine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

__all__ = ["Look", "Network", "Seen", "bucket_width", "open_session", "shipped_weights"]


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What the network sees on lines that it reads together.

    Attributes:
        lines: Index of each line.
        steps: How many steps of each line count.
        scores: Log probabilities, lines × steps × classes.
        pen: For each line and step the probability that a pen wrote there; None where the weights do not know.
    """

    lines: Sequence[int]
    steps: Sequence[int]
    scores: "Scores"
    pen: "NDArray[np.float32] | None"


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What the network sees on a line.

    Attributes:
        scores: Log probabilities, steps × classes.
        pen: For each step the probability that a pen wrote there; nought where the weights do not know.
    """

    scores: "Scores"
    pen: "NDArray[np.float32]"


def bucket_width(width: int) -> int:
    """The width to which a line is padded: one of few, so that a line reads the same whatever stands beside it."""
    grain = 48 if width <= 768 else 96
    return -(-width // grain) * grain


def open_session(data: bytes, threads: int, name: str) -> Any:
    """An ONNX Runtime session on the processor.

    Raises:
        MissingExtraError: If onnxruntime is not installed.
        EngineError: If the weights do not load.
    """
    # The import alone would leave a device number and a queue of reports in the home folder.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    runtime = require("onnxruntime", extra="ocr")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False
    try:
        return runtime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the runtime's own exception classes share no public base
        raise EngineError(f"the line network does not load: {error}", source=name) from error


def shipped_weights(name: str) -> bytes:
    """The bytes of a weights file of the package.

    Raises:
        EngineNotFoundError: If it is missing.
    """
    try:
        return files("casedocs.ocr.recognizer").joinpath("weights", name).read_bytes()
    except OSError as error:
        raise _missing(error, name) from error


def _missing(error: OSError, name: str) -> EngineNotFoundError:
    return EngineNotFoundError(
        f"the weights of the line network cannot be read: {error.strerror}",
        hint="install casedocs again, or check the path given as weights",
        source=name,
    )


class Network:
    """One ONNX Runtime session, opened at first use; pickles as its settings.

    Args:
        weights: The ONNX file; None = the shipped one of the given name.
        shipped: Name of a shipped file.
        threads: Threads of one run.
        batch_columns: Most columns of one run (a wider line runs alone).
    """

    def __init__(self, weights: Path | None, shipped: str = "lines.onnx", *, threads: int, batch_columns: int) -> None:
        self._weights = weights
        self._shipped = shipped
        self._threads = threads
        self._batch_columns = batch_columns

    def __reduce__(self) -> tuple[Any, ...]:
        return _network, (self._weights, self._shipped, self._threads, self._batch_columns)

    @cached_property
    def _opened(self) -> tuple[Any, Calibration]:
        session = open_session(self._data(), self._threads, self.name)
        notes: dict[str, str] = session.get_modelmeta().custom_metadata_map
        if notes.get("charset") != CHARSET:
            raise EngineError(
                "the line network was made for other characters",
                hint="make it with this version of casedocs: casedocs ocr train",
                source=self.name,
            )
        try:
            return session, load_calibration(notes.get("calibration", ""))
        except FormatError as error:
            raise EngineError(f"the line network has no calibration: {error}", source=self.name) from error

    @property
    def calibration(self) -> Calibration:
        """The curves that came with the weights.

        Raises:
            EngineError: If the weights do not load.
        """
        return self._opened[1]

    @cached_property
    def fingerprint(self) -> str:
        """12 hexadecimal digits that change with the weights; opens them.

        Raises:
            MissingExtraError: If onnxruntime is not installed.
            EngineNotFoundError: If the weights are missing.
            EngineError: If they do not load.
        """
        _ = self.calibration
        return self.checksum

    @property
    def checksum(self) -> str:
        """The same digits without opening the weights.

        Raises:
            EngineNotFoundError: If the weights are missing.
        """
        return sha256(self._data()).hexdigest()[:12]

    @property
    def name(self) -> str:
        """The file with the weights, for errors and figures."""
        return str(self._weights) if self._weights is not None else self._shipped

    def _data(self) -> bytes:
        if self._weights is None:
            return shipped_weights(self._shipped)
        try:
            return self._weights.read_bytes()
        except OSError as error:
            raise _missing(error, self.name) from error

    def scores(self, lines: Sequence[NormalLine]) -> "Iterator[tuple[int, Scores]]":
        """Each line's index with its log probabilities, as `seen` gives them."""
        return ((index, seen.scores) for index, seen in self.seen(lines))

    def seen(self, lines: Sequence[NormalLine]) -> Iterator[tuple[int, Seen]]:
        """Each line's index with what is seen on it, as `looks` gives it."""
        import numpy as np

        for look in self.looks(lines):
            for row, (index, steps) in enumerate(zip(look.lines, look.steps, strict=True)):
                pen = np.zeros(steps, np.float32) if look.pen is None else look.pen[row, :steps]
                yield index, Seen(look.scores[row, :steps], pen)

    def looks(self, lines: Sequence[NormalLine]) -> Iterator[Look]:
        """What is seen on lines; like widths together, not in order.

        Only one batch is held at a time.

        Raises:
            MissingExtraError: If onnxruntime is not installed.
            EngineNotFoundError: If the weights are missing.
            EngineError: If they do not load or the run fails.
        """
        import numpy as np

        for batch, width in self._batches(lines):
            pixels = np.ones((len(batch), 1, HEIGHT, width), np.float32)
            for row, index in enumerate(batch):
                line = lines[index].pixels
                pixels[row, 0, :, : line.shape[1]] = line
            found = self.run(pixels)
            steps = [lines[index].steps for index in batch]
            if len(found) == 1:  # weights of the first kind: steps first, no pen
                yield Look(batch, steps, found[0].transpose(1, 0, 2), None)
            else:
                yield Look(batch, steps, found[0], found[1])

    def run(self, pixels: "NDArray[np.float32]") -> "list[NDArray[np.float32]]":
        """The outputs of the network as they are, for pixels of lines × 1 × ``HEIGHT`` × columns.

        Raises:
            MissingExtraError: If onnxruntime is not installed.
            EngineNotFoundError: If the weights are missing.
            EngineError: If they do not load or the run fails.
        """
        session = self._opened[0]
        try:
            found: list[NDArray[np.float32]] = session.run(None, {"lines": pixels})
        except Exception as error:  # the runtime's own exception classes share no public base
            raise EngineError(f"the line network failed: {error}", source=self.name) from error
        return found

    def _batches(self, lines: Sequence[NormalLine]) -> Iterator[tuple[list[int], int]]:
        """Lines of one bucket together, as many as `batch_columns` allows."""
        buckets: dict[int, list[int]] = {}
        for index, line in enumerate(lines):
            buckets.setdefault(bucket_width(line.steps * STRIDE), []).append(index)
        for width, members in sorted(buckets.items()):
            count = max(1, self._batch_columns // width)
            for start in range(0, len(members), count):
                yield members[start : start + count], width


def _network(weights: Path | None, shipped: str, threads: int, batch_columns: int) -> Network:
    return Network(weights, shipped, threads=threads, batch_columns=batch_columns)

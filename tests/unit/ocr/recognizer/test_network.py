import os
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from casedocs.errors import EngineError, EngineNotFoundError
from casedocs.ocr.recognizer.charset import CLASSES
from casedocs.ocr.recognizer.network import Network, bucket_width
from casedocs.ocr.recognizer.normalize import HEIGHT, NormalLine


def noise(width: int, seed: int) -> NormalLine:
    pixels = np.random.default_rng(seed).uniform(-1, 1, (HEIGHT, width)).astype(np.float32)
    return NormalLine(pixels, 1.0)


def network(weights: Path | None = None, batch_columns: int = 2048) -> Network:
    return Network(weights, threads=1, batch_columns=batch_columns)


def scores_of(network: Network, lines: list[NormalLine]) -> list[np.ndarray[tuple[int, int], np.dtype[np.float32]]]:
    found = dict(network.scores(lines))
    assert sorted(found) == list(range(len(lines)))
    return [found[index] for index in range(len(lines))]


def test_one_row_of_log_probabilities_for_each_step() -> None:
    scores = scores_of(network(), [noise(300, 1), noise(99, 2)])
    assert [part.shape for part in scores] == [(100, CLASSES), (33, CLASSES)]
    assert np.allclose(np.exp(scores[0]).sum(axis=1), 1.0, atol=1e-4)


def test_a_line_reads_the_same_whatever_stands_beside_it() -> None:
    lines = [noise(width, width) for width in (60, 270, 273, 288, 300, 900)]
    together = scores_of(network(batch_columns=8192), lines)
    for line, scores in zip(lines, together, strict=True):
        assert np.allclose(scores_of(network(batch_columns=1), [line])[0], scores, atol=1e-4)


def test_no_lines_no_scores() -> None:
    assert list(network().scores([])) == []


def test_buckets_hold_the_line_and_are_few() -> None:
    widths = {bucket_width(width) for width in range(3, 6012)}
    assert all(bucket_width(width) >= width for width in range(3, 6012))
    assert len(widths) < 80


def test_pickles_as_its_settings() -> None:
    first = network()
    before = scores_of(first, [noise(60, 1)])
    copy = pickle.loads(pickle.dumps(first))
    assert np.array_equal(scores_of(copy, [noise(60, 1)])[0], before[0])


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(EngineNotFoundError, match="cannot be read"):
        scores_of(network(tmp_path / "none.onnx"), [noise(60, 1)])


@pytest.mark.parametrize("content", [b"", b"not a model", b"\x08\x09\x12\x04test"])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lines.onnx"
    path.write_bytes(content)
    with pytest.raises(EngineError):
        scores_of(network(path), [noise(60, 1)])


def test_the_runtime_leaves_nothing_in_the_home_and_sends_no_reports(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; from casedocs.ocr.recognizer.network import Network;"
        "assert Network(None, threads=1, batch_columns=1024).calibration"
    )
    environment = {**os.environ, "HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    environment.pop("ORT_DISABLE_TELEMETRY", None)
    subprocess.run([sys.executable, "-c", program], check=True, env=environment)
    assert list(tmp_path.rglob("*")) == []

"""Coverage-guided fuzzing of everything that recognition reads, with atheris (dependency group ``fuzz``).

    python benchmarks/fuzz_ocr_atheris.py image --count 2000
    python benchmarks/fuzz_ocr_atheris.py pdf -- -max_total_time=600 CORPUS_FOLDER

Targets: ``image`` and ``pdf`` (files that are read, recognised with the engine ``null`` and written as searchable
PDF), ``json`` (stored results), ``lines`` (a folder of labelled lines), ``weights`` (a network) and ``calibration``
(its curves). Whatever the bytes, what comes out is a result or one of our own errors. What stands behind ``--`` is
for libFuzzer.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import atheris

with atheris.instrument_imports(include=["casedocs.ocr", "PIL"]):
    import numpy as np
    from PIL import Image

    from casedocs.errors import CasedocsError
    from casedocs.ocr import from_json
    from casedocs.ocr.recognizer import LineRecognizer, RecognizerOptions
    from casedocs.ocr.recognizer.calibration import load_calibration
    from casedocs.ocr.training.labelled import load_labelled
    from tests.property.ocr.test_fuzz import check, samples, texts

_LINE = np.full((40, 120), 230, np.uint8)
_LINE[12:30, 20:100:9] = 30
_CALIBRATION = b'{"seen": {"evidence": [-9, 0], "right": [0.1, 1]}, "weighed": {"evidence": [-2], "right": [0.5]}, '
_WEIGHTS = Path(__file__).parents[1] / "src/casedocs/ocr/recognizer/weights/lines.onnx"


def _json(data: bytes) -> None:
    with suppress(CasedocsError):
        from_json(data.decode("utf-8", "replace"))


def _calibration(data: bytes) -> None:
    with suppress(CasedocsError):
        load_calibration(data.decode("utf-8", "replace"))


def _lines(data: bytes) -> None:
    """The bytes up to the first line break are the label, the rest is the picture."""
    label, _, picture = data.partition(b"\n")
    with tempfile.TemporaryDirectory() as name, suppress(CasedocsError):
        (Path(name) / "a.png").write_bytes(picture)
        (Path(name) / "a.txt").write_bytes(label)
        list(load_labelled(Path(name)).samples())


def _weights(data: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".onnx") as file:
        file.write(data)
        file.flush()
        with suppress(CasedocsError):
            LineRecognizer(RecognizerOptions(weights=Path(file.name))).read([_LINE])


def _line_seeds() -> list[bytes]:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "a.png"
        Image.fromarray(_LINE).save(path)
        return ["Số 12/QĐ-VKS\n".encode() + path.read_bytes()]


def _seeds(suffixes: tuple[str, ...]) -> list[bytes]:
    return [data for name, data in samples().items() if name.endswith(suffixes)]


TARGETS: dict[str, tuple[Callable[[bytes], None], Callable[[], list[bytes]]]] = {
    "image": (lambda data: check("a.png", data), lambda: _seeds((".png", ".jpg", ".tif", ".webp", ".gif", ".jp2"))),
    "pdf": (lambda data: check("a.pdf", data), lambda: _seeds((".pdf",))),
    "json": (_json, lambda: [texts()["document"].encode()]),
    "lines": (_lines, _line_seeds),
    "weights": (_weights, lambda: [_WEIGHTS.read_bytes()]),
    "calibration": (_calibration, lambda: [_CALIBRATION + b'"nothing": {"evidence": [0], "right": [1]}}']),
}
"""Name → what is done with the bytes, and good ones to start from."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--count", type=int, default=2000, help="inputs to try, when nothing stands behind --")
    parser.add_argument("libfuzzer", nargs="*", help="options and corpus folders of libFuzzer")
    given = parser.parse_args()
    one_input, seeds = TARGETS[given.target]
    with tempfile.TemporaryDirectory(prefix="casedocs-fuzz-") as folder:
        found = seeds()
        for number, data in enumerate(found):
            (Path(folder) / str(number)).write_bytes(data)
        longest = max(20_000, *map(len, found)) + 1000
        limits = ["-timeout=30", "-rss_limit_mb=4096", f"-max_len={longest}", f"-artifact_prefix={folder}/"]
        wanted = given.libfuzzer or [f"-runs={given.count}"]
        atheris.Setup([sys.argv[0], *limits, *wanted, folder], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from casedocs.errors import UsageError
from casedocs.ocr.recognizer import LineRecognizer, RecognizerOptions
from casedocs.ocr.recognizer.eyes import Eyes, sights, together
from casedocs.ocr.recognizer.network import Look, Network
from casedocs.ocr.recognizer.normalize import normalize_line
from tests.unit.ocr.lines import picture

LINES = [normalize_line(picture(text)) for text in ("hồ sơ vụ án", "Điều 12", "ngày 05/6/2026")]
QUICK, CAREFUL = RecognizerOptions(), RecognizerOptions(quick=False)


def test_two_readings_are_weighted_and_stay_probabilities() -> None:
    first, second = (np.log(np.array([row], np.float32)) for row in ([0.9, 0.05, 0.05], [0.05, 0.9, 0.05]))
    both = np.exp(together([first], second[None]))[0]
    assert both.sum() == pytest.approx(1.0, abs=1e-5)
    assert both[0, 0] == pytest.approx(both[0, 1])  # both count alike
    assert both[0, 2] > 0.05
    assert np.allclose(together([first], first[None])[0], first, atol=1e-5)


def test_lines_read_together_keep_their_own_steps() -> None:
    rng = np.random.default_rng(4)
    careful = np.log(rng.dirichlet(np.ones(5), (2, 6)).astype(np.float32))
    quick = [np.log(rng.dirichlet(np.ones(5), steps).astype(np.float32)) for steps in (6, 4)]
    both = together(quick, careful)
    for row, scores in enumerate(quick):
        alone = together([scores], careful[row : row + 1, : len(scores)])
        assert np.allclose(both[row, : len(scores)], alone[0], atol=1e-6)


def test_on_request_the_careful_network_reads_every_line() -> None:
    careful = dict(Network(None, "careful.onnx", threads=1, batch_columns=4096).scores(LINES))
    seen = dict(Eyes(CAREFUL).seen(LINES))
    assert sorted(seen) == [0, 1, 2]
    assert all(np.array_equal(seen[index].scores, careful[index]) for index in seen)
    assert all(len(found.pen) == len(found.scores) for found in seen.values())


@pytest.mark.parametrize(("sure", "twice"), [(0.0, True), (float("-inf"), False)])
def test_only_lines_in_doubt_are_read_twice(sure: float, *, twice: bool) -> None:
    quick = dict(Network(None, threads=1, batch_columns=4096).scores(LINES))
    seen = dict(Eyes(replace(QUICK, sure_line=sure)).seen(LINES))
    assert sorted(seen) == [0, 1, 2]
    for index, found in seen.items():
        assert np.array_equal(found.scores, quick[index]) is not twice


def test_an_empty_line_is_in_doubt_only_by_what_speaks_against_nothing() -> None:
    scores = np.log(np.full((4, 269), 0.1 / 268, np.float32))
    scores[:, 0] = np.log(0.9)
    (found,) = sights(Look([0], [4], scores[None], None), [np.zeros(4, np.float32)])
    assert (found.words, found.evidence) == ((), ())
    assert found.doubt == pytest.approx(4 * np.log(0.9), abs=1e-5)


def test_weights_of_ones_own_read_themselves_and_change_the_fingerprint() -> None:
    shipped = Path(str(files("casedocs.ocr.recognizer") / "weights" / "lines.onnx"))
    own = RecognizerOptions(weights=shipped, sure_line=float("-inf"))
    seen = dict(Eyes(own).seen(LINES))
    quick = dict(Network(None, threads=1, batch_columns=4096).scores(LINES))
    assert all(np.array_equal(seen[index].scores, quick[index]) for index in seen)
    assert len(Eyes(own).fingerprint) == 12


def test_quick_reading_reads_clean_print() -> None:
    texts = ["hồ sơ vụ án", "Điều 12", "12 - 18", "12-18", "2015-2026"]
    assert [read.text for read in LineRecognizer(QUICK).read([picture(text) for text in texts])] == texts
    assert [read.text for read in LineRecognizer(CAREFUL).read([picture(text) for text in texts])] == texts


def test_handwriting_is_flagged_and_print_is_not() -> None:
    from random import Random

    from casedocs.ocr.training.pens import find_pens
    from tests.unit.ocr.lines import font_folder

    pens = find_pens([font_folder("fontpkg_dancing_script")])
    written = [np.asarray(pens.write("Trần Văn Bình", 40, Random(seed)))[36:90] for seed in range(8)]
    words = [word for read in LineRecognizer().read(written) for word in read.words]
    flagged = [word for word in words if word.handwritten]
    assert len(flagged) >= 0.7 * len(words)
    assert all(word.confidence < 0.5 for word in flagged)
    printed = LineRecognizer().read([picture(text) for text in ("Viện kiểm sát nhân dân", "Số: 241/QĐ-UBND")])
    assert not any(word.handwritten for read in printed for word in read.words)


def test_evidence_above_nothing_is_refused() -> None:
    with pytest.raises(UsageError):
        RecognizerOptions(sure_line=0.1)

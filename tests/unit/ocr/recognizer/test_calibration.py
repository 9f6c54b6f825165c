import json

import pytest

from casedocs.errors import FormatError
from casedocs.ocr.recognizer.calibration import Calibration, Curve, dump_calibration, load_calibration

CURVE = Curve((-4.0, -1.0, 0.0), (0.2, 0.8, 0.99))


@pytest.mark.parametrize(("evidence", "right"), [(-9, 0.2), (-4, 0.2), (-2.5, 0.5), (-1, 0.8), (0, 0.99), (1, 0.99)])
def test_between_points_and_beyond(evidence: float, right: float) -> None:
    assert CURVE.at(evidence) == pytest.approx(right)


def test_load_gives_back_what_dump_wrote() -> None:
    calibration = Calibration(CURVE, Curve((-1.0,), (0.5,)), CURVE)
    assert load_calibration(dump_calibration(calibration)) == calibration


@pytest.mark.parametrize(
    "curve",
    [
        {"evidence": [], "right": []},
        {"evidence": [0, -1], "right": [0, 1]},
        {"evidence": [-1, 0], "right": [1, 0]},
        {"evidence": [-1, 0], "right": [0.5]},
        {"evidence": [-1, 0], "right": [0.5, 1.5]},
        {"evidence": None, "right": [1]},
        {"evidence": ["x"], "right": [1]},
        {},
    ],
)
def test_other_curves_are_refused(curve: dict[str, object]) -> None:
    good = {"evidence": [0.0], "right": [1.0]}
    with pytest.raises(FormatError, match="not a calibration"):
        load_calibration(json.dumps({"seen": curve, "weighed": good, "nothing": good}))


@pytest.mark.parametrize("text", ["", "[]", "{", "null", '{"seen": 1}'])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(FormatError):
        load_calibration(text)

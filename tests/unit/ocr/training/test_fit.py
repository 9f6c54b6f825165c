from pathlib import Path

import pytest
import torch

from casedocs.errors import CorruptFileError, UsageError
from casedocs.ocr.training.fit import FitOptions, train
from casedocs.ocr.training.labelled import LabelledLines
from casedocs.ocr.training.network import LineNetwork
from tests.unit.ocr.training.folders import labelled_folder


@pytest.fixture
def lines(tmp_path: Path) -> LabelledLines:
    from casedocs.ocr.training.labelled import load_labelled

    return load_labelled(labelled_folder(tmp_path / "lines", 4))


def fresh() -> LineNetwork:
    torch.manual_seed(1)
    return LineNetwork()


def test_the_loss_falls(lines: LabelledLines, tmp_path: Path) -> None:
    events: list[dict[str, float]] = []
    options = FitOptions(steps=24, lines=3, every=4, decay=0, warmup=2, rate=3e-3)
    train(fresh(), lines, tmp_path / "run", options=options, on_event=events.append)
    assert [event["step"] for event in events] == [4, 8, 12, 16, 20, 24]
    assert events[-1]["loss"] < events[0]["loss"]
    assert (tmp_path / "run" / "log.jsonl").read_text(encoding="utf-8").count("\n") == 6


def test_a_stopped_run_goes_on_as_if_it_had_not_stopped(lines: LabelledLines, tmp_path: Path) -> None:
    whole = FitOptions(steps=6, lines=2, every=1, decay=0)
    through = train(fresh(), lines, tmp_path / "a", options=whole)
    train(fresh(), lines, tmp_path / "b", options=FitOptions(steps=3, lines=2, every=1, decay=0))
    resumed = train(fresh(), lines, tmp_path / "b", options=whole)
    for name, value in through.state_dict().items():
        assert torch.allclose(value, resumed.state_dict()[name], atol=1e-6), name


def test_a_damaged_checkpoint_is_named(lines: LabelledLines, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "checkpoint.pt").write_bytes(b"x")
    with pytest.raises(CorruptFileError, match="checkpoint"):
        train(fresh(), lines, tmp_path / "run", options=FitOptions(steps=1))


def test_the_rate_rises_and_falls() -> None:
    options = FitOptions(steps=100, warmup=9, decay=49, rate=1e-3)
    rates = [options.rate_at(step) for step in range(100)]
    assert rates[0] == pytest.approx(1e-4)
    assert rates[9] == rates[50] == pytest.approx(1e-3)
    assert rates[99] == pytest.approx(2e-5)
    assert FitOptions(steps=5, warmup=0, decay=0).rate_at(4) == 1e-3


@pytest.mark.parametrize("bad", [{"steps": 0}, {"rate": 0.0}, {"average": 1.0}, {"workers": -1}, {"lines": 0}])
def test_options_are_checked(bad: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        FitOptions(**bad)  # type: ignore[arg-type]  # wrong values are the point

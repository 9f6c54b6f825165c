from pathlib import Path

import pytest
import torch

from casedocs.errors import CorruptFileError, InputError, UsageError
from casedocs.ocr.recognizer.network import Network
from casedocs.ocr.training.fit import FitOptions, load_checkpoint, train
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


def test_a_teacher_pulls_the_network_its_way(lines: LabelledLines, tmp_path: Path) -> None:
    teacher = Network(None, "careful.onnx", threads=1, batch_columns=4096)
    events: list[dict[str, float]] = []
    options = FitOptions(steps=20, lines=3, every=4, decay=0, warmup=2, rate=3e-3, passes=3)
    train(fresh(), lines, tmp_path / "run", options=options, teacher=teacher, on_event=events.append)
    assert events[-1]["loss"] < 0.8 * events[0]["loss"]


def test_trust_in_a_teacher_falls_but_never_ends() -> None:
    options = FitOptions(steps=100)
    trust = [options.trust_at(step) for step in range(100)]
    assert trust[0] == 1.0
    assert trust == sorted(trust, reverse=True)
    assert trust[60] == trust[99] == pytest.approx(0.1)


def test_settled_norms_do_not_follow_the_lines(lines: LabelledLines, tmp_path: Path) -> None:
    network = fresh()
    network.settled = True
    before = network.norm1.get_buffer("running_mean").clone()
    train(network, lines, tmp_path / "run", options=FitOptions(steps=2, lines=2, every=1, decay=0))
    assert torch.equal(network.norm1.get_buffer("running_mean"), before)


def test_a_run_can_start_from_the_checkpoint_of_another(lines: LabelledLines, tmp_path: Path) -> None:
    made = train(fresh(), lines, tmp_path / "a", options=FitOptions(steps=2, lines=2, every=1, decay=0))
    again = load_checkpoint(tmp_path / "a" / "checkpoint.pt")
    for name, value in made.state_dict().items():
        assert torch.equal(value, again.state_dict()[name]), name
    torch.save({"average": {"other": torch.zeros(1)}}, tmp_path / "other.pt")
    for bad in ("other.pt", "none.pt"):
        with pytest.raises(InputError):
            load_checkpoint(tmp_path / bad)


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


@pytest.mark.parametrize(
    "bad", [{"steps": 0}, {"rate": 0.0}, {"average": 1.0}, {"workers": -1}, {"lines": 0}, {"passes": 0}]
)
def test_options_are_checked(bad: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        FitOptions(**bad)  # type: ignore[arg-type]  # wrong values are the point

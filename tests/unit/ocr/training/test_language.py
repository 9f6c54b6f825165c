from pathlib import Path

import numpy as np

from casedocs.ocr.recognizer.language import ORDER
from casedocs.ocr.training.language import make_language, save_language

LINES = ["hỗ trợ chi phí", "hỗ trợ người dân", "hồ sơ vụ án"] * 4


def test_what_was_seen_is_likelier() -> None:
    model = make_language(LINES, (1,) * ORDER)
    right, wrong = model.score(["hỗ", "hồ"], " ", " trợ")
    assert right > wrong + 2
    right, wrong = model.score(["hồ", "hỗ"], " ", " sơ")
    assert right > wrong + 2


def test_costs_are_conditional_probabilities() -> None:
    """After "h" comes one of six letters; "ỗ" follows it in 8 of 16 cases, "ồ" in 4."""
    model = make_language(LINES, (1,) * ORDER)
    common, rare = (-score for score in model.score(["ỗ", "ồ"], " h", ""))
    assert np.isclose(rare - common, np.log(2), atol=0.1)


def test_rare_grams_are_dropped() -> None:
    assert len(make_language(LINES, (13,) * ORDER).keys[ORDER - 1]) == 0


def test_a_saved_model_loads_as_it_was(tmp_path: Path) -> None:
    model = make_language(LINES)
    save_language(model, tmp_path / "language.npz")
    with np.load(tmp_path / "language.npz", allow_pickle=False) as stored:
        for order in range(1, ORDER + 1):
            keys = np.cumsum(stored[f"keys{order}"], dtype=np.uint64)
            assert np.array_equal(keys, model.keys[order - 1])
            assert np.array_equal(stored[f"costs{order}"], model.costs[order - 1])

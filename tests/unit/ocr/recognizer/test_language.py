import numpy as np
import pytest

from casedocs.ocr.recognizer import language
from casedocs.ocr.recognizer.language import (
    BACKOFF,
    CONTEXT,
    ORDER,
    STEP,
    CharacterModel,
    characters,
    grams,
    load_language,
)


def test_case_and_digits_do_not_matter() -> None:
    assert (characters("Điều 12") == characters("điều 98")).all()
    assert characters("法").tolist() == [0]


def test_grams_are_packed_with_the_last_character_lowest() -> None:
    assert grams(np.array([1, 2, 3], np.uint64), 2).tolist() == [1 * 256 + 2, 2 * 256 + 3]
    assert grams(np.array([1], np.uint64), 3).tolist() == []


def test_the_shipped_model_knows_vietnamese_and_testimony() -> None:
    model = load_language()
    assert len(model.keys) == ORDER
    for before, right, wrong, after in (
        (" quy định chính sách ", "hỗ", "hồ", " trợ chi phí"),
        (" thủ tục, ", "hồ", "hỗ", " sơ vụ án"),
        (" hôm đó ", "tôi", "tội", " đang ở nhà"),
        (" ủy ban nhân ", "dân", "dấn", " xã"),
    ):
        good, bad = model.score([right, wrong], before, after)
        assert good > bad + 1


def test_words_without_neighbours_and_unknown_characters_have_a_score() -> None:
    scores = load_language().score(["a", "法", ""], "", "")
    assert all(np.isfinite(scores))
    assert scores[0] > scores[1]


def test_keys_are_sorted_and_costs_belong_to_them() -> None:
    for keys, costs in zip(load_language().keys, load_language().costs, strict=True):
        assert (np.diff(keys.astype(np.int64)) > 0).all()
        assert len(keys) == len(costs) > 0


def plain_score(model: CharacterModel, word: str, before: str, after: str) -> float:
    """The definition: for every character the longest known sequence that ends in it, a fee for what it is shorter."""
    row = characters(before[-CONTEXT:].rjust(CONTEXT, "\0") + word + after[:CONTEXT])
    total = 0.0
    for place in range(CONTEXT, len(row)):
        cost = 16.0 + BACKOFF * (ORDER - 1)
        for order, (keys, costs) in enumerate(zip(model.keys, model.costs, strict=True), start=1):
            gram = grams(row[place + 1 - order : place + 1], order)[0]
            at = int(np.searchsorted(keys, gram))
            if at < len(keys) and keys[at] == gram:
                cost = float(costs[at]) * STEP + BACKOFF * (ORDER - order)
        total -= cost
    return total


GROUPS = [(["hỗ", "hồ", "hô"], " quy định chính sách ", " trợ chi phí"), ([], "", ""), (["dân", "法", ""], "", " xã")]


def test_scores_are_those_of_the_definition_however_often_asked() -> None:
    model = load_language()
    wanted = [[plain_score(model, word, before, after) for word in words] for words, before, after in GROUPS]
    for _ in range(2):
        for found, of_group in zip(model.scores(GROUPS), wanted, strict=True):
            assert found == pytest.approx(of_group)


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    model = CharacterModel(load_language().keys, load_language().costs)
    before = model.scores(GROUPS)
    monkeypatch.setattr(language, "_KEPT", 4)
    assert model.scores([(["khác hẳn"], " ", " ")]) == load_language().scores([(["khác hẳn"], " ", " ")])
    assert len(model.known) < 20
    assert model.scores(GROUPS) == before

import numpy as np

from casedocs.ocr.recognizer.language import ORDER, characters, grams, load_language


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

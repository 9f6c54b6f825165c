import numpy as np
import pytest

from casedocs.ocr.recognizer.charset import BLANK, CLASSES, encode
from casedocs.ocr.recognizer.decode import best_path, pieces
from casedocs.ocr.recognizer.options import RecognizerOptions
from casedocs.ocr.recognizer.words import is_plain_word, judge, own_evidence, weigh

Scores = np.ndarray[tuple[int, int], np.dtype[np.float32]]


def scores_of(steps: list[dict[str, float]]) -> Scores:
    """Scores from chances by character ("" = blank); what is left goes to no one in particular."""
    chances = np.full((len(steps), CLASSES), 1e-7, np.float32)
    for row, step in enumerate(steps):
        for character, chance in step.items():
            chances[row, encode(character)[0] if character else BLANK] = chance
    scores: Scores = np.log(chances / chances.sum(axis=1, keepdims=True))
    return scores


def spelled(text: str, doubt: dict[int, dict[str, float]] | None = None) -> Scores:
    steps: list[dict[str, float]] = []
    for index, character in enumerate(text):
        steps += [(doubt or {}).get(index, {character: 0.999}), {"": 0.999}]
    return scores_of(steps)


def read(scores: Scores, language_weight: float = 0.45) -> str:
    words = pieces(best_path(scores), len(scores))
    return " ".join(word.text for word in judge(scores, words, RecognizerOptions(language_weight=language_weight)))


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("tỉnh", True),
        ("“tỉnh”,", True),
        ("QĐ", False),
        ("BAN", False),
        ("DÂN", True),
        ("QUYẾT", True),
        ("2025", False),
        ("17/QĐ", False),
        ("", False),
    ],
)
def test_plain_words(word: str, plain: bool) -> None:
    assert is_plain_word(word) is plain


def test_the_language_model_rights_a_tone_in_doubt() -> None:
    scores = spelled("quy định chính sách hỗ trợ chi phí", {21: {"ồ": 0.5, "ỗ": 0.45}})
    assert read(scores, language_weight=0.0) == "quy định chính sách hồ trợ chi phí"
    assert read(scores) == "quy định chính sách hỗ trợ chi phí"


def test_what_is_beyond_doubt_stays_whatever_the_language_model_thinks() -> None:
    assert read(spelled("quy định chính sách hồ trợ chi phí")) == "quy định chính sách hồ trợ chi phí"


def test_digits_and_codes_are_never_touched() -> None:
    scores = spelled("số 17/QĐ-TTg", {3: {"1": 0.5, "l": 0.45}, 4: {"7": 0.5, "1": 0.45}})
    assert read(scores, language_weight=5.0) == "số 17/QĐ-TTg"


def test_what_may_be_a_name_is_left_to_the_eyes() -> None:
    scores = spelled("tên là Tòi", {8: {"ò": 0.85, "ô": 0.12}})
    assert read(scores) == "tên là Tòi"
    assert read(spelled("tên là tòi", {8: {"ò": 0.85, "ô": 0.12}})) == "tên là tôi"


def test_neighbours_help_each_other() -> None:
    doubt = {2: {"ẩ": 0.5, "ầ": 0.45}, 6: {"ỗ": 0.5, "ồ": 0.45}}
    assert read(spelled("phẩn hỗ sơ", doubt)) == "phần hồ sơ"


def test_marks_at_the_edges_are_not_the_language_models_business() -> None:
    scores = spelled("chính sách;", {10: {";": 0.55, ",": 0.4}})
    assert read(scores, language_weight=5.0) == "chính sách;"


def test_evidence_against_a_word() -> None:
    sure, unsure = spelled("bổ"), spelled("bổ", {1: {"ổ": 0.6, "ố": 0.39}})
    faint = spelled("bổ", {1: {"ổ": 0.6, "": 0.39}})
    values = [own_evidence(s, pieces(best_path(s), len(s))[0]) for s in (sure, unsure, faint)]
    assert values[0] > -0.02
    assert values[1] == pytest.approx(np.log(0.61) + np.log(0.6), abs=0.05)
    assert values[2] == pytest.approx(np.log(0.6), abs=0.05)


def test_doubt_about_where_a_letter_stands_is_no_doubt_about_the_word() -> None:
    scores = scores_of([{"b": 0.999}, {"ổ": 0.51, "": 0.489}, {"ổ": 0.49, "": 0.509}, {"": 0.999}])
    assert own_evidence(scores, pieces(best_path(scores), 4)[0]) > -0.05


def test_a_word_whose_reading_the_search_lost_stays_and_counts_as_unsure() -> None:
    assert weigh({"18": -1.0}, "17", None, 0.6) == ("17", -3.0)
    assert weigh({"1": -1.0}, "l", {}, 0.6) == ("l", -3.0)


def test_shares_are_logs_of_probabilities() -> None:
    text, share = weigh({"bổ": np.log(0.6), "bố": np.log(0.4)}, "bổ", None, 0.0)
    assert text == "bổ"
    assert np.exp(share) == pytest.approx(0.6)

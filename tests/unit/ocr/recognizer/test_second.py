"""What another reader may change, and what not."""

from hypothesis import given
from hypothesis import strategies as st

from casedocs.ocr.recognizer.readings import LineReading, WordReading
from casedocs.ocr.recognizer.second import OtherWord, is_unsure, second_look


def line(*words: tuple[str, float]) -> LineReading:
    read = tuple(WordReading(text, 10.0 * i, 10.0 * i + 9, sure) for i, (text, sure) in enumerate(words))
    return LineReading(" ".join(word.text for word in read), read, 0.5)


def said(*words: tuple[str, float]) -> list[OtherWord]:
    return [OtherWord(text, sure) for text, sure in words]


def test_a_word_that_is_no_syllable_gives_way_to_one_that_is() -> None:
    read = second_look(
        line(("Viện", 0.99), ("kiêm", 0.99), ("sảt", 0.99), ("nhâp", 0.3)),
        said(("Viện", 0.9), ("kiêm", 0.9), ("sảt", 0.9), ("nhập", 0.9)),
    )
    assert read.text == "Viện kiêm sảt nhập"
    assert 0.3 < read.words[3].confidence < 0.99
    assert read.words[3].left == 30.0


def test_between_two_syllables_the_language_model_decides() -> None:
    ours = line(("Căn", 0.99), ("cứ", 0.99), ("Quyền", 0.4), ("định", 0.99), ("số", 0.99))
    assert second_look(ours, said(("Căn", 0.9), ("cứ", 0.9), ("Quyết", 0.9), ("định", 0.9), ("số", 0.9))).text == (
        "Căn cứ Quyết định số"
    )
    right = line(("Căn", 0.99), ("cứ", 0.99), ("Quyết", 0.4), ("định", 0.99), ("số", 0.99))
    assert (
        second_look(right, said(("Căn", 0.9), ("cứ", 0.9), ("Quyền", 0.9), ("định", 0.9), ("số", 0.9))).words
        == right.words
    )


def test_digits_codes_marks_and_sure_words_stay() -> None:
    ours = line(("12/5/2024", 0.2), ("VKS", 0.2), ("nhập,", 0.2), ("xong", 0.9), ("nhâp", 0.3))
    other = said(("12/6/2024", 1.0), ("VSK", 1.0), ("nhập.", 1.0), ("xông", 1.0), ("nhập", 0.2))
    assert second_look(ours, other).text == ours.text


def test_agreement_makes_surer_but_never_certain() -> None:
    read = second_look(line(("tám", 0.6), ("chín", 0.95)), said(("tám", 0.9), ("chín", 0.9)))
    assert [word.text for word in read.words] == ["tám", "chín"]
    assert 0.6 < read.words[0].confidence < 0.95
    assert read.words[1].confidence == 0.95


def test_words_that_have_no_partner_stay() -> None:
    ours = line(("nhâp", 0.3), ("kho", 0.99))
    assert second_look(ours, said(("nh", 0.9), ("ập", 0.9), ("kho", 0.9))).text == "nhâp kho"
    assert second_look(ours, []).text == "nhâp kho"
    assert second_look(LineReading("", (), 0.4), said(("gì", 0.9))).text == ""


def test_only_lines_with_an_unsure_word_are_worth_it() -> None:
    assert is_unsure(line(("a", 0.99), ("b", 0.5)))
    assert not is_unsure(line(("a", 0.99), ("b", 0.95)))
    assert not is_unsure(LineReading("", (), 0.1))


_WORDS = st.lists(
    st.tuples(st.sampled_from(("nhâp", "nhập", "Quyền", "12", "VKS", "đi.", "ý", "")), st.floats(0, 1)), max_size=6
)


@given(_WORDS, _WORDS)
def test_places_and_number_of_words_never_change(ours: list[tuple[str, float]], other: list[tuple[str, float]]) -> None:
    before = line(*((text or "x", sure) for text, sure in ours))
    after = second_look(before, said(*other))
    assert [(word.left, word.right) for word in after.words] == [(word.left, word.right) for word in before.words]
    assert all(0 <= word.confidence <= 1 for word in after.words)
    for was, now in zip(before.words, after.words, strict=True):
        assert was.text == now.text or not any(character.isdigit() for character in was.text + now.text)

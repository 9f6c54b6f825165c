"""Diacritics by context. Sentences are ours."""

import pytest

from casedocs.spans import Span
from casedocs.text.folding import strip_diacritics
from casedocs.text.language import BREAK, NUMBER, language, tokens
from casedocs.text.restore import restore_diacritics, restore_diacritics_aligned
from casedocs.text.syllable import ToneStyle


@pytest.mark.parametrize(
    "text",
    [
        "Viện kiểm sát nhân dân tối cao đề nghị truy tố bị can trước pháp luật.",
        "Căn cứ Bộ luật Tố tụng hình sự năm 2015, cơ quan điều tra ra quyết định khởi tố vụ án.",
        "NGHỊ ĐỊNH\nQuy định chi tiết một số điều của Luật",
    ],
)
def test_official_sentences_come_back(text: str) -> None:
    assert restore_diacritics(strip_diacritics(text)) == text


def test_what_has_marks_or_is_no_word_stays() -> None:
    codes = "an.nguyen@example.com 83P2-123.45 12/QD-VKS XYZ qwfp"
    assert restore_diacritics(codes) == codes
    assert restore_diacritics("tòa an nhân dan") == "tòa án nhân dân"
    assert restore_diacritics("") == ""


def test_the_style_is_chosen() -> None:
    assert restore_diacritics("xet xu tai phien toa so tham", tone_style=ToneStyle.OLD).split()[4] == "tòa"
    assert restore_diacritics("xet xu tai phien toa so tham", tone_style=ToneStyle.NEW).split()[4] == "toà"


def test_every_word_is_listed() -> None:
    aligned = restore_diacritics_aligned("vien kiem sat")
    assert [(c.before, c.after, c.reason) for c in aligned.changes] == [
        ("vien", "viện", "restoration"),
        ("kiem", "kiểm", "restoration"),
        ("sat", "sát", "restoration"),
    ]
    assert aligned.offsets.map(Span(5, 9)) == Span(5, 9)


def test_tokens_and_the_model() -> None:
    assert [token.kind for token in tokens("khoản 2, Điều")] == [2, NUMBER, BREAK, 2]
    model = language()
    judicial = model.cost(model.id_of("kiểm"), model.id_of("sát"), model.id_of("nhân"))
    assert judicial < model.cost(model.id_of("kiểm"), model.id_of("sát"), model.id_of("nhẫn"))
    assert {model.words[index] for index in model.alike("dan")} >= {"dân", "dẫn"}

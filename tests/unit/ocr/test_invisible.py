import re

import pytest

from casedocs.geometry import Affine, Box
from casedocs.ocr._invisible import CharCodes, layer_operators, to_unicode_cmap
from casedocs.ocr.result import Baseline, Line, Word
from tests.support.documents import line_of

PAGE = Affine(1, 0, 0, -1, 0, 842)


def test_codes_are_given_as_characters_come() -> None:
    codes = CharCodes()
    assert codes.encode("aba") == "000100020001"
    assert codes.encode("𝐀") == "0003"


def test_at_most_65535_characters_get_a_code() -> None:
    codes = CharCodes({chr(0x10000 + number): number + 1 for number in range(0xFFFF)})
    assert codes.encode("x") == ""
    assert codes.encode("\U00010000") == "0001"


def test_lone_surrogates_are_left_out() -> None:
    codes = CharCodes()
    assert codes.encode("a\ud800b") == "00010002"
    assert b"<0002> <0062>" in to_unicode_cmap(codes)


def test_the_cmap_says_what_each_code_means_in_pieces_of_a_hundred() -> None:
    codes = CharCodes()
    codes.encode("".join(chr(0x1EA0 + number) for number in range(120)) + "𝐀")
    cmap = to_unicode_cmap(codes).decode()
    assert re.findall(r"(\d+) beginbfchar", cmap) == ["100", "21"]
    assert "<0001> <1EA0>" in cmap
    assert "<0079> <D835DC00>" in cmap


def test_every_line_is_one_text_object_in_render_mode_3() -> None:
    content = layer_operators([line_of("một hai", 10, 10), line_of("ba", 10, 40)], PAGE, CharCodes()).decode()
    assert content.startswith("q\n")
    assert content.endswith("\nQ")
    assert content.count("BT") == content.count("ET") == content.count("3 Tr") == 2


@pytest.mark.parametrize("baseline", [True, False])
def test_words_are_stretched_to_their_boxes(baseline: bool) -> None:
    line = line_of("một", 100, 200, height=10, baseline=baseline)
    content = layer_operators([line], PAGE, CharCodes()).decode()
    match = re.search(r"([\d.]+) Tz ([-\d.]+) 0 0 ([-\d.]+) ([\d.]+) ([\d.]+) Tm <000100020003> Tj", content)
    assert match is not None
    stretch, size, up, x, y = map(float, match.groups())
    assert (size, up, x, y) == pytest.approx((10, 10, 100, 842 - 208), abs=0.01)
    assert 3 * 0.5 * size * stretch / 100 == pytest.approx(line.words[0].box.width, abs=0.01)


def test_a_slanted_baseline_turns_the_letters() -> None:
    words = (Word("a", Box(0, 100, 50, 130), 1.0), Word("b", Box(60, 110, 100, 140), 1.0))
    content = layer_operators([Line(words, Baseline(0, 120, 100, 140))], PAGE, CharCodes()).decode()
    match = re.search(r"Tz ([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)", content)
    assert match is not None
    a, b, c, d = map(float, match.groups())
    assert b / a == pytest.approx(-0.2, abs=0.01)  # down on the page is down in user space
    assert a * c + b * d == pytest.approx(0, abs=0.1)


def test_impossible_boxes_still_give_numbers() -> None:
    line = Line((Word("x", Box(5, 5, 5, 5)), Word("yz", Box(5, 5, 5, 5))), Baseline(5, 5, 5, 5))
    content = layer_operators([line], PAGE, CharCodes()).decode()
    assert not re.search(r"nan|inf|e[+-]", content)
    assert content.count("Tj") + content.count("TJ") == 3

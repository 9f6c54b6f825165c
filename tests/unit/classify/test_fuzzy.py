"""Likeness of garbled texts, and the class of garbled issuers."""

import pytest

from casedocs.classify._fuzzy import Opening, folded, folded_all, letters
from casedocs.classify._issuers import issuer_of


def distance_to_a_beginning(pattern: str, text: str) -> int:
    """The fewest changes that make the pattern the beginning of the text, by the plain table."""
    row = list(range(len(pattern) + 1))
    best = row[-1]
    for letter in text:
        before, row = row, [row[0] + 1]
        for index, own in enumerate(pattern):
            row.append(min(before[index] + (own != letter), before[index + 1] + 1, row[-1] + 1))
        best = min(best, row[-1])
    return best


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("quyetdinh", "quyetdinh"), ("quyetdinh", "quyebdinhkhoito"), ("khongphechuan", "phechuanlenh"), ("lenh", ""),
        ("phechuan", "knongpnechuan"), ("a", "b"), ("bienbandoichat", "b1enbandolchatx"),
        ("x" * 90, "x" * 45 + "y" * 50),
    ],
)  # fmt: skip
def test_openings_are_compared_letter_by_letter(pattern: str, text: str) -> None:
    wanted = 1 - distance_to_a_beginning(pattern, text) / len(pattern)
    assert Opening(pattern).likeness(text) == pytest.approx(wanted)


def test_folding_of_many_is_that_of_each() -> None:
    texts = ["Đào  tạo", "CỘNG HOÀ – XÃ", "a|b_c", ""]
    assert folded_all(texts) == [folded(text) for text in texts] == ["dao tao", "cong hoa xa", "a b c", ""]
    assert letters("so: 12/qd-vks") == "so12qdvks"


@pytest.mark.parametrize(
    ("names", "issuer"),
    [
        (("vien kiem s4t nnan dan toi cao",), "vks"),
        (("cong ah huyen my loi", "c0 quan c4nh sat dieu tra"), "cqdt"),
        (("toa an nhau dan",), "court"),
        (("hoi nong dan",), "agency"),
        ((), "person"),
    ],
)
def test_issuers_of_garbled_names(names: tuple[str, ...], issuer: str) -> None:
    assert issuer_of(names) == issuer

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedocs.errors import UsageError
from casedocs.ocr.options import OcrOptions, PageSelection, TextLayerUse, languages_from


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vie", ("vie",)),
        ("vie+eng", ("vie", "eng")),
        ("vi, en", ("vie", "eng")),
        ("vie+vi+vie", ("vie",)),
        ("chi_sim", ("chi_sim",)),
        ("script/Vietnamese", ("script/Vietnamese",)),
    ],
)
def test_languages(text: str, expected: tuple[str, ...]) -> None:
    assert languages_from(text) == expected


@pytest.mark.parametrize("text", ["", "+", " , ", "v!e", "../vie", "--psm 6", "1vie"])
def test_what_is_no_language(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        languages_from(text)
    assert "vie" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "indices"),
    [
        ("1", [0]),
        ("1-3", [0, 1, 2]),
        ("3-", [2, 3, 4]),
        ("1-2, 2-4", [0, 1, 2, 3]),
        ("5,1", [0, 4]),
        ("9", []),
        ("4-900000000", [3, 4]),
    ],
)
def test_page_selections_of_five_pages(text: str, indices: list[int]) -> None:
    selection = PageSelection.parse(text)
    assert selection.indices(5) == indices
    assert PageSelection.parse(str(selection)) == selection


@pytest.mark.parametrize("text", ["", "0", "3-1", "a", "1-2-3", "-3", "1,", "1;2", "99999999999", "1.5"])
def test_what_is_no_page_selection(text: str) -> None:
    with pytest.raises(UsageError, match="not a range of pages"):
        PageSelection.parse(text)


ranges = st.integers(1, 50).flatmap(lambda first: st.tuples(st.just(first), st.none() | st.integers(first, 60)))


@given(st.lists(ranges, min_size=1, max_size=5), st.integers(1, 80))
def test_a_selection_names_existing_pages_once_and_in_order(
    listed: list[tuple[int, int | None]], page_count: int
) -> None:
    selection = PageSelection(tuple(listed))
    found = selection.indices(page_count)
    assert found == sorted(set(found))
    assert all(0 <= index < page_count for index in found)
    assert all(
        any(first <= index + 1 <= (page_count if last is None else last) for first, last in listed) for index in found
    )
    assert PageSelection.parse(str(selection)) == selection


@pytest.mark.parametrize(
    "values",
    [
        {"languages": ()},
        {"languages": ("",)},
        {"languages": ("v/../e",)},
        {"max_pixels": 0},
        {"max_file_bytes": -1},
    ],
)
def test_options_that_make_no_sense(values: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        replace(OcrOptions(), **values)  # type: ignore[arg-type]  # wrong on purpose


def test_the_fingerprint_changes_with_every_option_and_only_then() -> None:
    base = OcrOptions()
    assert base.fingerprint() == OcrOptions().fingerprint()
    assert len(base.fingerprint()) == 16
    others = [
        replace(base, languages=("vie", "eng")),
        replace(base, languages=("eng", "vie")),
        replace(base, pages=PageSelection.parse("1-3")),
        replace(base, text_layer=TextLayerUse.NEVER),
        replace(base, max_pixels=5),
    ]
    assert len({options.fingerprint() for options in [base, *others]}) == len(others) + 1

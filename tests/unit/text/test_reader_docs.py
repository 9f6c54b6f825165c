"""Every Python sample of the how-tos about the readers runs and prints what the page says."""

import doctest
from pathlib import Path

import pytest

HOW_TO = Path(__file__).parents[3] / "docs" / "how-to"
PAGES = sorted([*HOW_TO.glob("find-in-text.*.md"), *HOW_TO.glob("numbers-and-abbreviations.*.md")])


def test_there_is_a_page_in_both_languages() -> None:
    assert {page.name for page in PAGES} == {
        f"{name}.{language}.md" for name in ("find-in-text", "numbers-and-abbreviations") for language in ("en", "vi")
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_samples(page: Path) -> None:
    result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert result.attempted > 5
    assert result.failed == 0

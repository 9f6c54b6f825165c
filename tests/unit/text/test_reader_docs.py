"""Every Python sample of the how-tos about text that can run without files runs and prints what the page says."""

import doctest
from pathlib import Path

import pytest

HOW_TO = Path(__file__).parents[3] / "docs" / "how-to"
NAMES = ("convert-old-encodings", "find-in-text", "normalize-text", "numbers-and-abbreviations", "restore-and-repair")
PAGES = sorted(page for name in NAMES for page in HOW_TO.glob(f"{name}.*.md"))


def test_there_is_a_page_in_both_languages() -> None:
    assert {page.name for page in PAGES} == {f"{name}.{language}.md" for name in NAMES for language in ("en", "vi")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_samples(page: Path) -> None:
    result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert result.attempted >= 5
    assert result.failed == 0

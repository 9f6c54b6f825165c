"""The failure handbook knows every code that a batch can show, and no other."""

import re
from pathlib import Path

import pytest

from casedocs import errors

ROOT = Path(__file__).parents[2]
# Raised by signing, verification, text conversion and the dossier: no batch shows them.
ELSEWHERE = {"dossier", "signing", "text", "verification"}


def codes_of_the_library() -> set[str]:
    """Codes of `errors`, and of the classes that the batch engine adds to them."""
    found = {cls.code for cls in vars(errors).values() if isinstance(cls, type) and hasattr(cls, "code")}
    for path in (ROOT / "src" / "casedocs" / "batch").rglob("*.py"):
        found |= set(re.findall(r'^    code = "(\w+)"$', path.read_text(encoding="utf-8"), re.MULTILINE))
    return found - ELSEWHERE


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_code_is_explained(language: str) -> None:
    text = (ROOT / "docs" / "how-to" / f"batch-failures.{language}.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    assert len({code for code, _, _ in rows}) == len(rows)
    assert {code for code, _, _ in rows} == codes_of_the_library()

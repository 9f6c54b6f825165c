from random import Random

import pytest

from casedocs.ocr.recognizer.charset import decodable, fold
from casedocs.ocr.training.phrases import load_phrases

PHRASES = load_phrases()


@pytest.mark.parametrize("section", ["testimony", "letter", "procedure", "number"])
def test_every_slot_is_filled_with_known_characters(section: str) -> None:
    random = Random(1)
    for _ in range(300):
        line = PHRASES.line(random, section)
        assert "{" not in line
        assert "}" not in line
        assert decodable(fold(line)), line


def test_the_same_seed_gives_the_same_lines() -> None:
    assert [PHRASES.line(Random(7)) for _ in range(3)] == [PHRASES.line(Random(7)) for _ in range(3)]


def test_testimony_speaks_in_the_first_person() -> None:
    assert sum("tôi" in line.lower() for line in PHRASES.sections["testimony"]) > 10

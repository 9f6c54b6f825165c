"""The hand-labelled sentences are sound, and the readers hold their floors on the development part.

The held-out part is for reports only (`benchmarks/readers.py --split held_out`); no test looks at it.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.readers import ENTITY_KINDS, KINDS, OFFICE_LABELS, entity_sentences, score
from casedocs.text.find import FindOptions, find_all
from casedocs.text.findings import Kind

LABELS = Path(__file__).parents[2] / "assets" / "text" / "reader_spans.json"


@pytest.fixture(scope="module")
def sentences() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(LABELS.read_text(encoding="utf-8"))["sentences"]
    return found


def test_labels_are_sound(sentences: list[dict[str, Any]]) -> None:
    spans = [(sentence, span) for sentence in sentences for span in sentence["spans"]]
    assert len(spans) >= 600
    assert {span["kind"] for _, span in spans} == set(KINDS)
    for sentence, span in spans:
        covered = sentence["text"][span["start"] : span["end"]]
        assert covered
        assert covered == covered.strip()
        assert span["value"]
    assert len({sentence["text"] for sentence in sentences}) == len(sentences)
    held_out = [sentence for sentence in sentences if sentence["split"] == "held_out"]
    assert len(held_out) * 3 == pytest.approx(len(sentences), abs=3)


def test_floors_on_clean_text(sentences: list[dict[str, Any]]) -> None:
    part = [sentence for sentence in sentences if sentence["split"] == "dev"]
    figures = score(part)
    assert figures["changed_characters"] == 0
    assert min(figures["all"]["precision"], figures["all"]["recall"], figures["all"]["value"]) >= 0.99


def test_floors_under_noise(sentences: list[dict[str, Any]]) -> None:
    part = [sentence for sentence in sentences if sentence["split"] == "dev"]
    figures = score(part, rate=1, seeds=2)
    assert figures["changed_characters"] > 0.01
    assert min(figures["all"]["precision"], figures["all"]["recall"]) >= 0.95


def test_entity_labels_are_sound() -> None:
    sentences = entity_sentences()
    spans = [(sentence["text"], span) for sentence in sentences for span in sentence["spans"]]
    assert len(spans) >= 180
    assert {span["kind"] for _, span in spans} == set(ENTITY_KINDS)
    for text, span in spans:
        covered = text[span["start"] : span["end"]]
        assert covered
        assert covered == covered.strip()
        assert not set(covered) & set("{}")
    assert {sentence["split"] for sentence in sentences} == {"dev", "held_out"}


def test_entity_floors() -> None:
    part = [sentence for sentence in entity_sentences() if sentence["split"] == "dev"]
    clean = score(part, kinds=ENTITY_KINDS)
    for kind in (*ENTITY_KINDS, "all"):
        assert min(clean[kind]["precision"], clean[kind]["recall"], clean[kind]["value"]) >= 0.99
    noisy = score(part, kinds=ENTITY_KINDS, rate=1, seeds=2)
    assert min(noisy["identifier"]["precision"], noisy["identifier"]["recall"]) >= 0.95


def test_sentences_of_offices() -> None:
    """Exact places of all kinds together; what has two right answers (a list of folios in one piece or two) is few."""
    kinds = frozenset(Kind) - {Kind.ABBREVIATION}
    right = found = labelled = 0
    for sentence in entity_sentences(OFFICE_LABELS):
        wanted = {(span["kind"], span["start"], span["end"]) for span in sentence["spans"]}
        read = find_all(sentence["text"], options=FindOptions(kinds=kinds))
        got = {(one.kind.value, one.span.start, one.span.end) for one in read}
        right, found, labelled = right + len(wanted & got), found + len(got), labelled + len(wanted)
    assert labelled >= 140
    assert min(right / found, right / labelled) >= 0.96

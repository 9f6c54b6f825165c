from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from casedocs.ocr.recognizer.charset import decodable, fold
from casedocs.ocr.training.corpus import load_corpus
from casedocs.ocr.training.phrases import load_phrases
from casedocs.ocr.training.samples import SampleSource
from tests.unit.ocr.lines import fonts


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> SampleSource:
    folder: Path = tmp_path_factory.mktemp("texts")
    (folder / "a.txt").write_text("Người phạm tội phải bồi thường thiệt hại cho bị hại\n" * 3, encoding="utf-8")
    return SampleSource(load_corpus(folder), load_phrases(), fonts())


def test_samples_are_grey_lines_with_folded_texts(source: SampleSource) -> None:
    for sample in source.batch(1, 0, 60):
        assert sample.image.dtype == np.uint8
        assert sample.image.ndim == 2
        assert 10 < sample.image.shape[0] < 140
        assert fold(sample.text) == sample.text
        assert decodable(sample.text)
        assert len(sample.labels) == len(sample.text)


def test_the_same_group_is_the_same_lines(source: SampleSource) -> None:
    first, second = list(source.batch(3, 2, 12)), list(source.batch(3, 2, 12))
    assert [sample.text for sample in first] == [sample.text for sample in second]
    assert all(np.array_equal(a.image, b.image) for a, b in zip(first, second, strict=True))
    assert [sample.text for sample in source.batch(3, 3, 12)] != [sample.text for sample in first]


def test_lines_differ_and_some_say_nothing(source: SampleSource) -> None:
    texts = Counter(sample.text for sample in source.batch(7, 0, 250))
    assert len(texts) > 180
    assert 0 < texts[""] < 20


def test_ink_is_dark_on_light(source: SampleSource) -> None:
    for sample in source.batch(9, 1, 40):
        if sample.text:
            assert np.percentile(sample.image, 2) < np.percentile(sample.image, 90)

from pathlib import Path
from random import Random

import pytest

from casedocs.errors import CorruptFileError, EmptyFileError, SourceNotFoundError
from casedocs.ocr.training.corpus import load_corpus


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_lines_are_folded_and_kept_once(tmp_path: Path) -> None:
    corpus = load_corpus(write(tmp_path / "t", a="Điều  1. Phạm vi\nĐiều 1. Phạm vi\nHọ tên: ........ nghề…\n法律\n"))
    assert corpus.lines == (("Điều", "1.", "Phạm", "vi"), ("Họ", "tên:", "…", "nghề..."))
    assert "điều" in corpus.syllables
    assert "1." not in corpus.syllables


def test_whatever_shares_seven_words_with_a_held_out_text_is_dropped(tmp_path: Path) -> None:
    texts = write(tmp_path / "t", a="một hai ba bốn năm sáu BẢY tám\nmột hai ba bốn năm sáu khác tám\n")
    held = write(tmp_path / "h", b="không\nmột hai ba\nbốn, năm sáu bảy mười")
    assert load_corpus(texts, held).lines == (("một", "hai", "ba", "bốn", "năm", "sáu", "khác", "tám"),)


def test_pieces_follow_each_other_and_salad_is_made_of_known_syllables(tmp_path: Path) -> None:
    corpus = load_corpus(write(tmp_path / "t", a="một hai ba bốn năm sáu bảy"))
    text = " ".join(corpus.lines[0])
    for seed in range(20):
        assert corpus.piece(Random(seed), 3) in text
        assert set(corpus.salad(Random(seed), 5).split()) <= set(corpus.syllables)


def test_split_keeps_every_line_once(tmp_path: Path) -> None:
    corpus = load_corpus(write(tmp_path / "t", a="\n".join(f"dòng thứ {n} nhé" for n in range(45))))
    kept, test = corpus.split()
    assert set(kept.lines) | set(test.lines) == set(corpus.lines)
    assert len(kept.lines) + len(test.lines) == 45
    assert len(test.lines) == 3


def test_named_errors(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError):
        load_corpus(tmp_path / "none")
    with pytest.raises(EmptyFileError):
        load_corpus(write(tmp_path / "empty", a="法\n"))
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "a.txt").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(CorruptFileError, match="UTF-8"):
        load_corpus(tmp_path / "t")

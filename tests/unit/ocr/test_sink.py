from pathlib import Path

import pytest

from casedocs.ocr._sink import writing


def test_what_is_written_is_there(tmp_path: Path) -> None:
    with writing(tmp_path / "a") as stream:
        assert stream.writable()
        assert stream.write(b"one ") == 4
        assert stream.write(memoryview(b"two")) == 3
    assert (tmp_path / "a").read_bytes() == b"one two"


def test_an_error_waits_until_the_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Full:
        def write(self, data: bytes) -> int:
            raise OSError(28, "No space left on device", str(len(data)))

    def use() -> None:
        with writing(tmp_path / "a") as stream:
            monkeypatch.setattr(stream, "_file", Full())
            assert stream.write(b"one") == 3
            assert stream.write(b"two") == 3

    with pytest.raises(OSError, match="No space left"):
        use()


def test_a_place_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), writing(tmp_path / "none" / "a"):
        pass

"""A damaged model file is named, not guessed around."""

import lzma
from pathlib import Path

import pytest

from casedocs.errors import TextError
from casedocs.text import language as module


@pytest.mark.parametrize("data", [b"", b"not xz", lzma.compress(b"\x05\x00\x00\x00ab")])
def test_a_damaged_model(data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "language.xz").write_bytes(data)
    monkeypatch.setattr(module, "files", lambda _: tmp_path)
    with pytest.raises(TextError, match="damaged"):
        module.language.__wrapped__()

import json
import sys
from pathlib import Path

import pytest

from casedocs._extras import require
from casedocs.errors import MissingExtraError


def test_an_installed_module_is_given() -> None:
    assert require("json", extra="all") is json


def test_a_missing_module_is_named_with_the_pip_line() -> None:
    with pytest.raises(MissingExtraError, match="no_such_module") as caught:
        require("no_such_module", extra="tesseract")
    assert caught.value.hint == 'run: python -m pip install "casedocs[tesseract]"'
    assert caught.value.source == "no_such_module"
    assert isinstance(caught.value, ImportError)
    assert isinstance(caught.value.__cause__, ModuleNotFoundError)


def test_a_module_that_does_not_load_counts_as_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken_extra.py").write_text("raise ImportError('libfoo.so.3 is not there')")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(MissingExtraError, match=r"libfoo\.so\.3"):
        require("broken_extra", extra="all")
    assert "broken_extra" not in sys.modules

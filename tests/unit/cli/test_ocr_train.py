import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from casedocs.cli.commands.ocr import ocr
from casedocs.cli.main import root
from casedocs.errors import MissingExtraError
from tests.unit.ocr.training.folders import labelled_folder


@pytest.mark.skipif(find_spec("torch") is None or find_spec("onnx") is None, reason="needs the extra train")
def test_an_office_trains_from_the_command_line(tmp_path: Path) -> None:
    lines = labelled_folder(tmp_path / "lines", 10)
    arguments = ["train", "--lines", str(lines), "--output", str(tmp_path / "out"), "--steps", "1", "--decay", "0"]
    result = CliRunner().invoke(ocr, arguments)
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / "lines.onnx").is_file()
    assert "→" in result.stdout


def test_the_root_command_knows_it() -> None:
    result = CliRunner().invoke(root, ["--help"])
    assert result.exit_code == 0
    assert "ocr" in result.stdout


def test_without_pytorch_the_pip_line_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    arguments = ["train", "--lines", str(tmp_path), "--output", str(tmp_path / "out")]
    result = CliRunner().invoke(ocr, arguments)
    assert isinstance(result.exception, MissingExtraError)
    assert "casedocs[train]" in result.exception.hint

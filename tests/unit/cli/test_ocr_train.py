from pathlib import Path

from click.testing import CliRunner

from casedocs.cli.commands.ocr import ocr
from casedocs.cli.main import root
from tests.unit.ocr.training.folders import labelled_folder


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

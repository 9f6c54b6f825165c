from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from casedocs.cli.commands.ocr import ocr


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "in" / "tờ trắng.png"
    path.parent.mkdir()
    Image.new("L", (400, 500), 255).save(path, dpi=(150, 150))
    monkeypatch.chdir(tmp_path)
    return path


@pytest.mark.parametrize("arguments", [["--explain"], ["explain"]])
def test_the_picture_lies_in_the_current_folder(page: Path, tmp_path: Path, arguments: list[str]) -> None:
    result = CliRunner().invoke(ocr, [*arguments, str(page)])
    assert result.exit_code == 0, result.output
    with Image.open(tmp_path / "tờ trắng.png.explained.png") as picture:
        assert picture.size == (400, 500)
    assert list(page.parent.iterdir()) == [page]


def test_the_option_takes_no_command(page: Path) -> None:
    result = CliRunner().invoke(ocr, ["--explain", str(page), "join"])
    assert result.exit_code == 2
    assert "--explain" in result.output

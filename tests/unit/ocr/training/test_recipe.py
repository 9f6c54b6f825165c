import json
from importlib.resources import files
from pathlib import Path

import pytest

from casedocs.errors import OutputError, SourceNotFoundError, UsageError
from casedocs.ocr.recognizer import LineRecognizer, RecognizerOptions
from casedocs.ocr.recognizer.network import Network
from casedocs.ocr.training import Recipe, run_recipe
from casedocs.ocr.training import recipe as recipe_module
from casedocs.ocr.training.fit import FitOptions
from tests.unit.ocr.lines import font_folder, font_folders, picture
from tests.unit.ocr.training.folders import labelled_folder

_CAREFUL = Path(str(files("casedocs.ocr.recognizer") / "weights" / "careful.onnx"))
TINY = FitOptions(steps=2, lines=2, every=1, decay=0)


def test_an_office_trains_on_its_own_lines(tmp_path: Path) -> None:
    folder = labelled_folder(tmp_path / "lines", 12)
    outcome = run_recipe(Recipe(lines=folder), tmp_path / "out", options=TINY)
    assert outcome.weights == tmp_path / "out" / "lines.onnx"
    assert set(outcome.before) == set(outcome.after) == {"labelled"}
    shipped = Network(None, threads=1, batch_columns=4096).calibration
    assert Network(outcome.weights, threads=1, batch_columns=4096).calibration == shipped
    assert json.loads((tmp_path / "out" / "card.json").read_text(encoding="utf-8")) == outcome.card
    reading = LineRecognizer(RecognizerOptions(weights=outcome.weights)).read([picture("hồ sơ vụ án")])[0]
    assert reading.text == "hồ sơ vụ án"  # two small steps spoil nothing


def test_weights_are_made_from_texts_and_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recipe_module, "_TEST_LINES", 6)
    monkeypatch.setattr(recipe_module, "_PATTERNS", 50)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("Bộ luật này quy định về tội phạm và hình phạt\n", encoding="utf-8")
    made = Recipe(
        texts=tmp_path / "texts",
        fonts=tuple(font_folders()),
        pens=(font_folder("fontpkg_dancing_script"),),
        fresh=True,
        teacher=_CAREFUL,
    )
    outcome = run_recipe(made, tmp_path / "out", options=TINY)
    assert outcome.before == {}
    assert outcome.after["drawn"].lines == 6
    assert (tmp_path / "out" / "language.npz").stat().st_size > 100
    assert outcome.card["folders"] == ["texts", "fontpkg_noto_serif", "fontpkg_arimo", "fontpkg_dancing_script"]
    assert str(tmp_path) not in json.dumps(outcome.card)


def test_recipes_are_checked(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing to train on"):
        Recipe()
    with pytest.raises(UsageError, match="fonts"):
        Recipe(texts=tmp_path)
    with pytest.raises(UsageError, match="texts"):
        Recipe(lines=tmp_path, fonts=(tmp_path,))
    with pytest.raises(SourceNotFoundError):
        run_recipe(Recipe(lines=tmp_path / "none"), tmp_path / "out", options=TINY)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError):
        run_recipe(Recipe(lines=tmp_path), tmp_path / "file", options=TINY)

"""The adapters: what they find lies on ink, and what is missing is named with the command that installs it."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from casedocs.errors import CasedocsError, EngineError, EngineNotFoundError, MissingExtraError, UsageError
from casedocs.geometry import Affine
from casedocs.ocr.engines import ENGINE_NAMES, Engine, EngineInfo, create_engine
from casedocs.ocr.engines import _tesseract_data as data
from casedocs.ocr.engines._working_picture import WORKING_DPI, working_picture
from casedocs.ocr.engines.null import NullEngine
from casedocs.ocr.picture import Picture, PictureOrigin
from casedocs.ocr.result import Block
from casedocs.ocr.sources import open_source
from tests.support import truth


def picture_of(page: truth.TruePage) -> Picture:
    with open_source(page.path, max_pixels=10**8, max_file_bytes=10**9) as source:
        return source.page(page.page_index).picture(200)


def started(name: str) -> Engine:
    try:
        return create_engine(name)
    except (EngineNotFoundError, MissingExtraError) as error:
        pytest.skip(f"{name} is not installed: {error}")


@pytest.mark.parametrize("name", ["neural", "tesseract", "pytesseract"])
def test_words_are_right_and_their_boxes_lie_on_ink(name: str) -> None:
    page = truth.clean_scan()
    picture = picture_of(page)
    with started(name) as engine:
        blocks = engine.read(picture)
        assert engine.info.name == name
        assert engine.info.languages == ("vie",)
        assert engine.info.version[0].isdigit()
    words = [word for block in blocks for line in block.lines for word in line.words]
    wanted = Counter(text for text, _ in page.words)
    found = Counter(word.text for word in words)
    assert (wanted & found).total() >= 0.9 * wanted.total()
    grey = picture.pixels if picture.pixels.ndim == 2 else picture.pixels[:, :, 0]
    on_ink = 0
    for word in words:
        box = word.box
        inside = grey[int(box.top) : int(box.bottom) + 1, int(box.left) : int(box.right) + 1]
        on_ink += int(inside.size > 0 and inside.min() < 128)
        assert 0 <= word.confidence <= 1 if word.confidence is not None else False
        assert -1 <= box.left < box.right <= picture.width + 1
        assert -1 <= box.top < box.bottom <= picture.height + 1
    assert on_ink >= 0.99 * len(words)


def test_the_null_engine_reads_nothing() -> None:
    with create_engine("null", languages=("eng",)) as engine:
        assert isinstance(engine, NullEngine)
        assert engine.info.languages == ("eng",)
        assert engine.read(Picture(np.zeros((9, 9), np.uint8), 72, Affine(), PictureOrigin.FILE)) == ()


@pytest.mark.parametrize("name", ["tesseract", "pytesseract"])
def test_a_missing_language_is_named_with_the_command_that_installs_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    started(name).close()
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(EngineNotFoundError, match=r"xyz_abc\.traineddata") as caught:
        create_engine(name, languages=("vie", "xyz_abc"))
    assert caught.value.hint == "run: sudo apt-get install tesseract-ocr tesseract-ocr-xyz-abc"


@pytest.mark.parametrize(("platform", "says"), [("win32", "winget"), ("darwin", "brew"), ("linux", "apt-get")])
def test_the_command_fits_the_system(monkeypatch: pytest.MonkeyPatch, platform: str, says: str) -> None:
    monkeypatch.setattr("sys.platform", platform)
    assert says in data.install_hint(["vie"])


def test_language_files_are_looked_for_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tessdata").mkdir()
    (tmp_path / "tessdata" / "qqq.traineddata").write_bytes(b"")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert data.find_tessdata(["qqq"]) == tmp_path / "tessdata"
    with pytest.raises(EngineNotFoundError) as caught:
        data.find_tessdata(["qqq", "rrr"])
    assert "rrr.traineddata" in str(caught.value)
    assert "qqq.traineddata" not in str(caught.value)


def test_a_missing_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", {}.get)
    with pytest.raises(EngineNotFoundError, match="program tesseract is not installed") as caught:
        create_engine("pytesseract")
    assert "install" in caught.value.hint


def test_auto_takes_the_first_that_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    from casedocs.ocr.engines import registry

    monkeypatch.setattr(registry, "_BEST_FIRST", ("tesseract", "pytesseract"))
    monkeypatch.setitem(registry._ADAPTERS, "tesseract", "no_such_module_here:Engine")
    monkeypatch.setitem(registry._ADAPTERS, "pytesseract", "casedocs.ocr.engines.null:NullEngine")
    with pytest.raises(UsageError):
        create_engine("auto")
    monkeypatch.setitem(registry._ADAPTERS, "tesseract", f"{__name__}:Missing")
    import sys

    monkeypatch.setitem(sys.modules, __name__, sys.modules[__name__])
    with create_engine("auto") as engine:
        assert engine.info.name == "null"
    monkeypatch.setitem(registry._ADAPTERS, "pytesseract", f"{__name__}:Missing")
    with pytest.raises(EngineNotFoundError, match="not here"):
        create_engine("auto")


class Missing:
    def __init__(self, *, languages: tuple[str, ...]) -> None:
        raise EngineNotFoundError("not here", hint=str(languages))


class Exploding:
    def __init__(self, *, languages: tuple[str, ...]) -> None:
        raise RuntimeError(f"no {languages}")


class NoEngine:
    def __init__(self, *, languages: tuple[str, ...]) -> None:
        self.languages = languages


class OwnEngine(NullEngine):
    def read(self, picture: Picture) -> tuple[Block, ...]:
        del picture
        return ()


@pytest.mark.parametrize(
    ("name", "cls", "says"),
    [
        ("abbyy", UsageError, "choose one of"),
        ("no_such_module_here:Engine", UsageError, "cannot be loaded"),
        ("json:NoSuchClass", UsageError, "cannot be loaded"),
        (":Engine", UsageError, "cannot be loaded"),
        (f"{__name__}:NoEngine", UsageError, "is not an engine"),
        (f"{__name__}:Exploding", EngineError, "does not start"),
    ],
)
def test_what_is_no_engine(name: str, cls: type[CasedocsError], says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, __name__, sys.modules[__name__])
    with pytest.raises(CasedocsError, match=says) as caught:
        create_engine(name)
    assert type(caught.value) is cls


def test_a_module_and_class_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, __name__, sys.modules[__name__])
    assert isinstance(create_engine(f"{__name__}:OwnEngine"), OwnEngine)


def test_names_and_labels() -> None:
    assert ENGINE_NAMES == ("auto", "neural", "cascade", "tesseract", "pytesseract", "null")
    assert EngineInfo("tesseract", "5.5").label == "tesseract 5.5"
    assert EngineInfo("x", "").label == "x"


@pytest.mark.parametrize(("dpi", "width"), [(300.0, 500), (150.0, 1000), (152.0, 1000), (100.0, 1500)])
def test_pictures_are_brought_to_the_working_resolution(dpi: float, width: int) -> None:
    pixels = np.full((500, 1000, 3), 255, np.uint8)
    pixels[200:260, 400:460, 1:] = 60  # a red spot: paper to the engine
    work = working_picture(Picture(pixels, dpi, Affine(), PictureOrigin.FILE))
    assert work.grey.ndim == 2
    assert work.grey.min() > 200
    assert work.grey.shape[1] == width
    assert work.scale_x == pytest.approx(width / 1000)
    assert work.dpi == pytest.approx(WORKING_DPI, rel=0.03)


def test_neural_names_the_languages_that_it_does_not_read() -> None:
    with pytest.raises(EngineNotFoundError, match="does not read khm") as caught:
        create_engine("neural", languages=("vie", "khm"))
    assert "khm" in caught.value.hint

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from casedocs.cli.language import Language, set_language
from casedocs.cli.main import root
from casedocs.dossier.reviewing import image_hash, page_images
from casedocs.extract.corrections import Corrections, WordCorrection, corrections_to_json
from casedocs.geometry import Affine
from casedocs.ocr.formats import to_json
from casedocs.ocr.picture import Picture, PictureOrigin
from tests.support.extract import ORDER, recognised


@pytest.fixture(autouse=True)
def _in_english() -> None:
    set_language(Language.EN)


@pytest.fixture
def order(tmp_path: Path) -> Path:
    path = tmp_path / "qd.txt"
    path.write_text(ORDER, encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(root, ["--lang", "en", *map(str, arguments)])


def test_a_table_for_people(order: Path) -> None:
    done = run("extract", order)
    assert done.exit_code == 0, done.output
    assert "147/QĐ-CSHS" in done.output
    assert "── Lâm Văn Đạt (bị can)" in done.output
    assert "(left blank)" in done.output


def test_json_lines_of_a_folder_and_standard_input(order: Path) -> None:
    done = run("extract", "--json", order.parent)
    (record,) = [json.loads(line) for line in done.output.splitlines()]
    assert record["format"] == "casedocs-extraction-1"
    assert (record["source"], record["kind"]) == ("qd.txt", "cqdt_accused_initiation")
    piped = CliRunner().invoke(root, ["extract", "--json", "-"], input=ORDER)
    assert json.loads(piped.output)["persons"][0]["name"]["text"] == "Lâm Văn Đạt"


def test_exports(order: Path, tmp_path: Path) -> None:
    layout = tmp_path / "so.toml"
    layout.write_text('rows = "person"\n[[columns]]\nkey = "full_name"\n[[columns]]\nkey = "sex"\n', encoding="utf-8")
    done = run("extract", order, "--csv", tmp_path / "a.csv", "--xlsx", tmp_path / "a.xlsx", "--paste", layout)
    assert done.exit_code == 0, done.output
    assert "Lâm Văn Đạt\tnam" in done.output
    assert "Full name" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert (tmp_path / "a.xlsx").stat().st_size > 1000


def test_recognised_json_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "qd.json"
    path.write_text(to_json(recognised()), encoding="utf-8")
    done = run("extract", path)
    assert "Trộm cắp tài sản · khoản 1 Điều 173" in done.output


def test_checks_say_what_fits_and_what_not(order: Path) -> None:
    done = run("check", order, "--all")
    assert done.exit_code == 0, done.output
    assert "✓ [Article ↔ offence]" in done.output
    order.write_text(ORDER.replace("Điều 173", "Điều 174"), encoding="utf-8")
    wrong = run("check", order, "--rule", "article_offence", "--json")
    assert wrong.exit_code == 6
    assert json.loads(wrong.output)["verdict"] == "violated"
    assert json.loads(wrong.output)["sources"] == ["qd.txt"]


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    done = run("extract", tmp_path / "bad.json")
    assert done.exit_code == 3
    assert "bad.json" in done.output
    assert run("check", tmp_path / "nothing.pdf").exception is not None
    assert run("check", tmp_path, "--day-off", "x").exception is not None
    assert run("review", "page", "-").exception is not None


def scan(tmp_path: Path) -> Path:
    path = tmp_path / "trang.png"
    Image.new("L", (600, 850), 255).save(path, dpi=(72, 72))
    return path


def test_a_review_page_of_a_picture(tmp_path: Path) -> None:
    source = scan(tmp_path)
    done = run("review", "page", source, "--engine", "null")
    assert done.exit_code == 0, done.output
    page = (tmp_path / "trang.review.html").read_text(encoding="utf-8")
    assert page_images(source)[1] in page
    assert "data:image/jpeg;base64," in page


def test_corrections_are_tried_applied_and_collected(tmp_path: Path) -> None:
    source = scan(tmp_path)
    word = WordCorrection(
        image=page_images(source)[1],
        page_number=1,
        box=recognised().pages[0].blocks[0].box,
        index=0,
        old="Đat",
        new="Đạt",
    )
    layer = tmp_path / "trang.corrections.json"
    layer.write_text(corrections_to_json(Corrections(source="trang.png", words=(word, word))), encoding="utf-8")
    tried = run("review", "apply", layer, source, "--engine", "null")
    assert tried.exit_code == 0, tried.output
    assert "0 words placed, 2 conflicts" in tried.output
    assert "no word stands there" in tried.output
    used = run("extract", source, "--engine", "null", "--corrections", layer)
    assert "no word stands there" in used.output
    words = run("review", "words", layer, layer)
    assert words.output == "Đat\tĐạt\t4\n"
    assert run("review", "words", layer, "-o", tmp_path / "tu.tsv").exit_code == 0
    assert (tmp_path / "tu.tsv").read_text(encoding="utf-8") == "Đat\tĐạt\t2\n"


def test_the_picture_is_known_by_its_pixels() -> None:
    import numpy as np

    def picture(value: int, shape: tuple[int, int] = (3, 4)) -> Picture:
        return Picture(np.full(shape, value, dtype=np.uint8), 200.0, Affine(), PictureOrigin.FILE)

    assert image_hash(picture(1)) == image_hash(picture(1))
    assert len({image_hash(one) for one in (picture(1), picture(2), picture(1, (4, 3)))}) == 3

"""The sample dossier is what its builder makes, and the builder draws nothing that a font does not have."""

import io
import json
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pikepdf
import pypdfium2
import pytest
from fontTools import subset
from fontTools.ttLib import TTFont
from PIL import Image, ImageSequence

from tests.assets import build
from tests.assets.fonts import Face, MissingGlyphError, check_characters, ink_box, measure, static_subset
from tests.assets.sheet import Composer

COMMITTED = build.TARGET
VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
    "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴĐ"
)
Pixels = npt.NDArray[np.int16]


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("dossier")
    build.build(target)
    return target


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((COMMITTED / "ground_truth.json").read_text(encoding="utf-8"))
    return loaded


def pages_of(path: Path) -> list[Pixels]:
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as pdf:
            pictures = [page.render(scale=1.5).to_pil() for page in pdf]
    else:
        with Image.open(path) as opened:
            pictures = [frame.copy() for frame in ImageSequence.Iterator(opened)]
    return [np.asarray(picture.convert("RGB"), dtype=np.int16) for picture in pictures]


def truth_of(truth: dict[str, Any], name: str) -> list[dict[str, Any]]:
    pages: list[dict[str, Any]] = next(entry["pages"] for entry in truth["documents"] if name in entry["file"])
    return pages


def test_ground_truth_is_rebuilt_byte_for_byte(rebuilt: Path) -> None:
    name = "ground_truth.json"
    assert (rebuilt / name).read_bytes() == (COMMITTED / name).read_bytes()


@pytest.mark.parametrize("document", build.DOCUMENTS, ids=lambda document: document.path)
def test_pages_are_rebuilt(rebuilt: Path, document: build.Document) -> None:
    """The committed pages, but for what another version of FreeType or libjpeg rounds otherwise."""
    ours, theirs = pages_of(rebuilt / document.path), pages_of(COMMITTED / document.path)
    assert len(ours) == len(theirs) > 0
    for mine, yours in zip(ours, theirs, strict=True):
        assert mine.shape == yours.shape
        assert np.abs(mine - yours).mean() < 1.0


@pytest.mark.parametrize("index", [0, 1, 2, 5], ids=["pdf-scan", "tiff", "born-digital", "photo"])
def test_the_same_libraries_give_the_same_bytes(rebuilt: Path, tmp_path: Path, index: int) -> None:
    document = build.DOCUMENTS[index]
    again = tmp_path / Path(document.path).name
    document.write(again)
    assert again.read_bytes() == (rebuilt / document.path).read_bytes()


def test_the_folder_holds_just_the_dossier() -> None:
    listed = {document.path for document in build.DOCUMENTS} | {"README.md", "ground_truth.json"}
    files = [path for path in COMMITTED.rglob("*") if path.is_file()]
    assert {unicodedata.normalize("NFC", path.relative_to(COMMITTED).as_posix()) for path in files} == listed
    assert sum(path.stat().st_size for path in files) < 3_000_000


def test_names_and_texts_are_composed(truth: dict[str, Any]) -> None:
    assert unicodedata.is_normalized("NFC", json.dumps(truth, ensure_ascii=False))
    for document in build.DOCUMENTS:
        assert unicodedata.is_normalized("NFC", document.path)


def test_the_dossier_has_what_a_dossier_has(truth: dict[str, Any]) -> None:
    pages = [page for document in truth["documents"] for page in document["pages"]]
    assert len(pages) == 12
    assert {page["kind"] for page in pages} == {"scan", "blank", "born-digital", "photo"}
    assert {mark["kind"] for page in pages for mark in page["marks"]} == {"seal", "signature", "folio-stamp"}
    for page in pages:
        assert bool(page["lines"]) == (page["kind"] != "blank")
        for line in page["lines"]:
            assert line["text"] == " ".join(word[0] for word in line["words"])
            for _, x0, y0, x1, y1 in line["words"]:
                assert 0 <= x0 < x1 <= page["size"][0]
                assert 0 <= y0 < y1 <= page["size"][1]


def test_the_header_is_read_left_then_right(truth: dict[str, Any]) -> None:
    lines = truth_of(truth, "Quyết định")[0]["lines"]
    assert [line["text"] for line in lines[:6]] == [
        "CÔNG AN TỈNH SÔNG THANH",
        "CƠ QUAN CẢNH SÁT ĐIỀU TRA",
        "Số: 147 /QĐ-CSHS",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Sông Thanh, ngày 18 tháng 9 năm 2025",
    ]
    assert all(left["box"][2] < right["box"][0] for left in lines[:3] for right in lines[3:6])


@pytest.mark.parametrize("document", build.DOCUMENTS, ids=lambda document: document.path)
def test_word_boxes_hold_the_ink(truth: dict[str, Any], document: build.Document) -> None:
    """Every word's box has ink in it, on the askew and on the photographed page too."""
    for pixels, page in zip(pages_of(COMMITTED / document.path), truth_of(truth, document.path), strict=True):
        scale = pixels.shape[1] / page["size"][0]
        grey = pixels.mean(axis=2)
        for line in page["lines"]:
            for text, x0, y0, x1, y1 in line["words"]:
                box = grey[round(y0 * scale) : round(y1 * scale) + 1, round(x0 * scale) : round(x1 * scale) + 1]
                assert box.min() < 150, f"{document.path}: nothing in the box of {text!r}"


def test_the_born_digital_text_is_real_text(truth: dict[str, Any]) -> None:
    name = next(document.path for document in build.DOCUMENTS if "Yêu cầu điều tra" in document.path)
    with pypdfium2.PdfDocument(COMMITTED / name) as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]
    for text, page in zip(texts, truth_of(truth, name), strict=True):
        assert text.split() == [word for line in page["lines"] for word in line["text"].split()]
        assert unicodedata.is_normalized("NFC", text)


def test_scans_are_plain_scans() -> None:
    for document in build.DOCUMENTS:
        if not document.path.endswith(".pdf") or "Yêu cầu" in document.path:
            continue
        with pikepdf.open(COMMITTED / document.path) as pdf:
            assert not pdf.check_pdf_syntax()
            for page in pdf.pages:
                (image,) = page.Resources.XObject.values()
                assert image.Filter == pikepdf.Name.DCTDecode


@pytest.mark.parametrize("face", Face, ids=lambda face: face.name)
def test_every_face_has_every_vietnamese_letter(face: Face) -> None:
    check_characters(face.value.path, VIETNAMESE)


@pytest.fixture
def poor_font(tmp_path: Path) -> Path:
    """Noto Serif without its Vietnamese letters, as many fonts are."""
    font = TTFont(Face.SERIF.value.path)
    cutter = subset.Subsetter(subset.Options())
    cutter.populate(unicodes=range(0x20, 0x180))
    cutter.subset(font)
    target = tmp_path / "Poor.ttf"
    font.save(target)
    return target


def test_a_font_without_vietnamese_letters_is_refused(poor_font: Path) -> None:
    check_characters(poor_font, "Latin ĐÂÊ")
    with pytest.raises(MissingGlyphError, match=r"Poor\.ttf .*ộ \(U\+1ED9\)"):
        check_characters(poor_font, "Cộng hòa")


@pytest.mark.parametrize("use", [measure, ink_box, lambda text, face, _: static_subset(face, text)])
def test_nothing_is_measured_or_embedded_unchecked(use: Any) -> None:
    with pytest.raises(MissingGlyphError, match=r"U\+2605"):
        use("ngôi sao ★", Face.SERIF, 12.0)


def test_decomposed_text_is_refused() -> None:
    with pytest.raises(AssertionError):
        Composer().paragraph(unicodedata.normalize("NFD", "Quyết định"))


def test_the_embedded_subset_is_small_and_static() -> None:
    font = TTFont(io.BytesIO(static_subset(Face.SERIF_BOLD, "Quyết định")))
    assert "fvar" not in font
    assert set(map(chr, font.getBestCmap())) == set("Quyết định")

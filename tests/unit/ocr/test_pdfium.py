"""Where things lie on a PDF page, and how its picture is got."""

from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from numpy.typing import NDArray
from pikepdf import Array, Dictionary, Name
from PIL import Image

from casedocs.errors import CorruptFileError, LimitExceededError
from casedocs.geometry import Affine, Box
from casedocs.ocr._pdfium import PdfPage, PdfSource
from casedocs.ocr.picture import Picture, PictureOrigin
from tests.support.pdfs import (
    PLACEMENTS,
    coloured_scan,
    grey_scan,
    helvetica,
    image_stream,
    new_page,
    text_content,
    write_page,
    write_scan,
)

MANY = 10**8


def grey(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(Image.fromarray(pixels).convert("L"))


def dark_box(picture: Picture) -> Box:
    """The box around the dark pixels in points on the page."""
    rows, columns = np.nonzero(grey(picture.pixels) < 128)
    inside = Box(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)
    return picture.to_page.box(inside)


def assert_close(first: Box, second: Box, tolerance: float) -> None:
    pairs = zip(
        (first.left, first.top, first.right, first.bottom),
        (second.left, second.top, second.right, second.bottom),
        strict=True,
    )
    assert all(abs(a - b) <= tolerance for a, b in pairs), (first, second)


# --- geometry -------------------------------------------------------------------------------------------------------

# A mark of 30 × 20 at (40, 60) from the lower left corner of what is shown of the page.
FRAMES: dict[str, dict[str, Any]] = {
    "plain": {"box": (0, 0, 400, 300)},
    "far off the origin": {"box": (-5000, 9000, -4600, 9300)},
    "cropped": {"box": (0, 0, 800, 700), "CropBox": Array([100, 200, 500, 500])},
    "cropped beyond the sheet": {"box": (100, 100, 500, 400), "CropBox": Array([0, 0, 500, 400])},
    "upside down box": {"box": (400, 300, 0, 0)},
    "user unit": {"box": (0, 0, 400, 300), "UserUnit": 2.0},
}


@pytest.mark.parametrize("rotate", [0, 90, 180, 270, -90, 450])
@pytest.mark.parametrize("frame", FRAMES)
def test_a_mark_is_drawn_where_the_map_says(tmp_path: Path, frame: str, rotate: int) -> None:
    settings = dict(FRAMES[frame])
    left, bottom = min(settings["box"][0], settings["box"][2]), min(settings["box"][1], settings["box"][3])
    if frame == "cropped":
        left, bottom = 100, 200
    mark = (left + 40, bottom + 60)
    content = f"{mark[0]} {mark[1]} 30 20 re f".encode()
    path = write_page(tmp_path / "a.pdf", content, Rotate=rotate, **settings)
    with PdfSource(path, MANY) as source:
        page = source.page(0)
        picture = page.render(144)
        size = source.page_size(0)
        assert (page.size.width, page.size.height) == pytest.approx((size.width, size.height), abs=0.01)
        expected = page.to_display.box(Box(mark[0], mark[1], mark[0] + 30, mark[1] + 20))
        assert (picture.width, picture.height) == (round(page.size.width * 2), round(page.size.height * 2))
    assert_close(dark_box(picture), expected, 0.6)
    # The mark stands at the same distance from its corner of the sheet however the sheet is turned.
    turned = rotate % 360
    corners = {
        0: Box(40, 300 - 80, 70, 300 - 60),
        90: Box(60, 40, 80, 70),
        180: Box(400 - 70, 60, 400 - 40, 80),
        270: Box(300 - 80, 400 - 70, 300 - 60, 400 - 40),
    }
    assert_close(expected, corners[turned], 0.01)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_characters_lie_on_their_ink(tmp_path: Path, rotate: int) -> None:
    content = b"BT /F1 40 Tf 120 150 Td (HE) Tj ET"
    resources = Dictionary(Font=helvetica())
    path = write_page(tmp_path / "a.pdf", content, box=(50, 50, 450, 350), resources=resources, Rotate=rotate)
    with PdfSource(path, MANY) as source:
        page = source.page(0)
        chars = [char for char in page.chars() if char.box is not None]
        ink = dark_box(page.render(144))
    assert [char.text for char in chars] == ["H", "E"]
    around = Box.around(char.box for char in chars if char.box is not None)
    assert around.intersection(ink) is not None
    assert_close(around.expanded(0.5).intersection(ink) or around, ink, 0.01)
    assert around.area < 3 * ink.area


# --- contents -------------------------------------------------------------------------------------------------------


def test_contents_are_counted(tmp_path: Path) -> None:
    content = text_content(["seen"]) + text_content(["hidden"], mode=3) + b" 0 0 10 10 re f"
    path = write_page(tmp_path / "a.pdf", content, resources=Dictionary(Font=helvetica()))
    with PdfSource(path, MANY) as source:
        contents = source.page(0).contents()
    assert (contents.visible_texts, contents.invisible_texts, contents.images, contents.paths) == (1, 1, 0, 1)
    assert not contents.nothing_to_see


def test_links_are_not_painted_other_annotations_are(tmp_path: Path) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    square = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([0, 0, 9, 9]))
    for annotations, painted in ([link], 0), ([link, square], 1):
        path = write_page(tmp_path / "a.pdf", b"", Annots=Array(annotations))
        with PdfSource(path, MANY) as source:
            contents = source.page(0).contents()
        assert contents.annotations == painted
        assert contents.nothing_to_see is (painted == 0)


def test_images_are_measured(tmp_path: Path) -> None:
    path = write_scan(tmp_path / "a.pdf", grey_scan(620, 877), "flate", placement="297.5 0 0 421 0 0")
    with PdfSource(path, MANY) as source:
        contents = source.page(0).contents()
    assert contents.images == 1
    assert contents.image_cover == pytest.approx(0.25, abs=0.001)
    assert contents.image_dpi == pytest.approx(150, abs=0.5)


# --- the scan as it is = the page drawn -----------------------------------------------------------------------------


def both_pictures(path: Path) -> tuple[Picture, Picture]:
    with PdfSource(path, MANY) as source:
        page = source.page(0)
        taken = page.picture(75)
        return taken, page.render(taken.dpi)


def assert_same_picture(taken: Picture, drawn: Picture) -> None:
    """Equal but for what resampling does at edges (both have the size of the page, give or take a pixel)."""
    width, height = min(taken.width, drawn.width), min(taken.height, drawn.height)
    assert abs(taken.width - drawn.width) <= 2
    assert abs(taken.height - drawn.height) <= 2
    first = np.asarray(Image.fromarray(taken.pixels).convert("RGB"))[:height, :width].astype(int)
    second = np.asarray(Image.fromarray(drawn.pixels).convert("RGB"))[:height, :width].astype(int)
    apart = np.abs(first - second).max(axis=2)
    assert (apart > 40).mean() < 0.01


CODINGS: dict[str, tuple[Image.Image, str, dict[str, Any]]] = {
    "DCT grey": (grey_scan(), "dct", {}),
    "DCT RGB": (coloured_scan(), "dct", {}),
    "DCT CMYK": (coloured_scan().convert("CMYK"), "dct", {}),
    "Flate grey": (grey_scan(), "flate", {}),
    "Flate RGB": (coloured_scan(), "flate", {}),
    "Flate CMYK": (coloured_scan().convert("CMYK"), "flate", {}),
    "Flate 1 bit": (grey_scan(), "flate1", {}),
    "indexed": (coloured_scan(), "indexed", {}),
    "CCITT": (grey_scan(), "ccitt", {}),
    "grey, inverted by /Decode": (grey_scan(), "flate", {"Decode": Array([1, 0])}),
    "RGB, inverted by /Decode": (coloured_scan(), "dct", {"Decode": Array([1, 0] * 3)}),
    "1 bit, inverted by /Decode": (grey_scan(), "flate1", {"Decode": Array([1, 0])}),
    "CCITT, inverted by /Decode": (grey_scan(), "ccitt", {"Decode": Array([1, 0])}),
}


@pytest.mark.parametrize("coding", CODINGS)
def test_a_scan_is_taken_as_it_is_and_looks_like_the_page(tmp_path: Path, coding: str) -> None:
    image, name, entries = CODINGS[coding]
    taken, drawn = both_pictures(write_scan(tmp_path / "a.pdf", image, name, **entries))
    assert taken.origin is PictureOrigin.EMBEDDED
    assert (taken.width, taken.height) == image.size
    assert taken.dpi == pytest.approx(75, abs=0.1)
    assert (taken.pixels.ndim == 3) is ("RGB" in coding or "CMYK" in coding or coding == "indexed")
    assert_same_picture(taken, drawn)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_scan_stands_as_the_page_is_shown(tmp_path: Path, turned: int, rotate: int) -> None:
    image = coloured_scan()
    page: dict[str, Any] = {"Rotate": rotate}
    placement = PLACEMENTS[turned]
    if turned in {90, 270}:  # a page as wide as the picture is high, so that its proportions stay
        page["box"] = (0, 0, 842, 595)
        placement = {90: "0 -595 842 0 0 595", 270: "0 595 -842 0 842 0"}[turned]
    taken, drawn = both_pictures(write_scan(tmp_path / "a.pdf", image, "dct", placement=placement, page=page))
    assert taken.origin is PictureOrigin.EMBEDDED
    assert taken.pixels.shape[:2] == ((877, 620) if (turned + rotate) % 180 == 0 else (620, 877))
    assert_same_picture(taken, drawn)
    # Both lead to the same places on the page.
    assert_close(dark_box(taken), dark_box(drawn), 1.2)


def test_the_map_of_a_scan_with_a_border(tmp_path: Path) -> None:
    path = write_scan(tmp_path / "a.pdf", grey_scan(), "flate", placement="580 0 0 820 10 15")
    taken, drawn = both_pictures(path)
    assert taken.origin is PictureOrigin.EMBEDDED
    assert taken.to_page.point(0, 0) == pytest.approx((10, 842 - 835), abs=0.01)
    assert taken.to_page.point(620, 877) == pytest.approx((590, 842 - 15), abs=0.01)
    assert_close(dark_box(taken), dark_box(drawn), 1.2)


def secret(tmp_path: Path, what: str) -> Path:
    """A page whose picture is not what the page shows."""
    path = tmp_path / "a.pdf"
    scan = coloured_scan()
    mask = np.full((877, 620), 255, np.uint8)
    mask[:440] = 0
    if what in {"soft mask", "stencil mask", "colour key", "stencil", "transparency"}:
        with pikepdf.Pdf.new() as pdf:
            stream = image_stream(pdf, grey_scan() if what == "colour key" else scan, "flate")
            content = b"q 595 0 0 842 0 0 cm /Im0 Do Q"
            if what == "soft mask":
                stream.SMask = pdf.make_indirect(image_stream(pdf, Image.fromarray(mask), "flate"))
            elif what == "stencil mask":
                one_bit = image_stream(pdf, Image.fromarray(mask), "flate1", ImageMask=True)
                del one_bit["/ColorSpace"]
                stream.Mask = pdf.make_indirect(one_bit)
            elif what == "colour key":
                stream.Mask = Array([0, 70])
            elif what == "stencil":
                stream = image_stream(pdf, scan, "flate1", ImageMask=True)
                del stream["/ColorSpace"]
                content = b"q 0.8 0 0 rg 595 0 0 842 0 0 cm /Im0 Do Q"
            else:
                content = b"/G gs " + content
            states = Dictionary(G=Dictionary(ca=0.3))
            resources = Dictionary(XObject=Dictionary(Im0=pdf.make_indirect(stream)), ExtGState=states)
            new_page(pdf, content, resources=resources)
            pdf.save(path)
        return path
    settings: dict[str, dict[str, Any]] = {
        "clip": {"before": b"0 0 595 500 re W n"},
        "crop": {"page": {"CropBox": Array([0, 300, 595, 842])}},
        "larger than the page": {"placement": "1190 0 0 1684 -300 -400"},
        "smaller than the page": {"placement": "300 0 0 400 100 100"},
        "mirrored": {"placement": "-595 0 0 842 595 0"},
        "slanted": {"placement": "590 20 -20 835 20 0"},
        "text beside": {"before": text_content(["stamp"])},
        "a line beside": {"before": b"0 0 m 500 500 l S"},
    }
    return write_scan(path, scan, "dct", **settings[what])


@pytest.mark.parametrize(
    "what",
    [
        *("soft mask", "stencil mask", "colour key", "stencil", "transparency"),
        *("clip", "crop", "larger than the page", "smaller than the page"),
        *("mirrored", "slanted", "text beside", "a line beside"),
    ],
)
def test_what_the_page_shows_otherwise_is_drawn(tmp_path: Path, what: str) -> None:
    taken, drawn = both_pictures(secret(tmp_path, what))
    assert taken.origin is PictureOrigin.RENDERED
    assert_same_picture(taken, drawn)


def test_two_pictures_are_drawn_together(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.Pdf.new() as pdf:
        halves = {
            f"/Im{number}": pdf.make_indirect(image_stream(pdf, grey_scan(620, 438), "flate")) for number in range(2)
        }
        content = b"q 595 0 0 421 0 421 cm /Im0 Do Q q 595 0 0 421 0 0 cm /Im1 Do Q"
        new_page(pdf, content, resources=Dictionary(XObject=Dictionary(halves)))
        pdf.save(path)
    with PdfSource(path, MANY) as source:
        picture = source.page(0).picture(150)
        contents = source.page(0).contents()
    assert picture.origin is PictureOrigin.RENDERED
    assert picture.dpi == pytest.approx(150)
    assert contents.images == 2
    assert contents.image_cover == pytest.approx(1, abs=0.01)


def test_a_fine_scan_is_drawn_at_its_own_resolution_within_reason(tmp_path: Path) -> None:
    path = write_scan(tmp_path / "a.pdf", grey_scan(2480, 3508), "ccitt", before=b"0 0 m 9 9 l S")
    with PdfSource(path, MANY) as source:
        assert source.page(0).picture(200).dpi == pytest.approx(300, abs=0.5)
    path = write_scan(tmp_path / "b.pdf", grey_scan(4960, 7016), "ccitt", before=b"0 0 m 9 9 l S")
    with PdfSource(path, MANY) as source:
        assert source.page(0).picture(200).dpi == pytest.approx(300, abs=0.5)


# --- limits and damage ----------------------------------------------------------------------------------------------


def test_a_scan_over_the_limit_is_not_decoded(tmp_path: Path) -> None:
    path = write_scan(tmp_path / "a.pdf", grey_scan(620, 877), "ccitt")
    with PdfSource(path, 620 * 877 - 1) as source, pytest.raises(LimitExceededError, match="million pixels"):
        source.page(0).picture(72)


def test_a_huge_sheet_is_not_drawn(tmp_path: Path) -> None:
    path = write_page(tmp_path / "a.pdf", b"0 0 9 9 re f", box=(0, 0, 14_400, 14_400))
    with PdfSource(path, 120_000_000) as source, pytest.raises(LimitExceededError) as caught:
        source.page(0).render(200)
    assert caught.value.hint


def test_a_page_that_is_not_there(tmp_path: Path) -> None:
    path = write_page(tmp_path / "a.pdf")
    with PdfSource(path, MANY) as source, pytest.raises(CorruptFileError):
        source.page(7)


def test_a_picture_without_pixels_does_no_harm(tmp_path: Path) -> None:
    path = write_scan(tmp_path / "a.pdf", grey_scan(), "flate", Height=0)
    with PdfSource(path, MANY) as source:
        assert source.page(0).picture(72).origin is PictureOrigin.RENDERED


def test_objects_in_forms_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.Pdf.new() as pdf:
        form = pikepdf.Stream(
            pdf,
            text_content(["inside"], mode=3),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 595, 842]),
            Resources=Dictionary(Font=helvetica()),
        )
        new_page(pdf, b"/Fm Do", resources=Dictionary(XObject=Dictionary(Fm=pdf.make_indirect(form))))
        pdf.save(path)
    with PdfSource(path, MANY) as source:
        page = source.page(0)
        assert isinstance(page, PdfPage)
        assert page.contents().invisible_texts == 1
        assert page.contents().nothing_to_see


def test_pages_map_to_display_and_back(tmp_path: Path) -> None:
    path = write_page(tmp_path / "a.pdf", b"", box=(-50, 20, 500, 700), Rotate=90)
    with PdfSource(path, MANY) as source:
        there = source.page(0).to_display
    both = there.then(there.inverse())
    assert both.point(123, 456) == pytest.approx((123, 456), abs=1e-6)
    assert isinstance(both, Affine)

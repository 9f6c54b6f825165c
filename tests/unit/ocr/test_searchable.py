"""Searchable copies: the words are found by every reader, and nothing else changes."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from casedocs.errors import CorruptFileError, OutputError, SignedInputError, UsageError
from casedocs.geometry import Size
from casedocs.ocr.result import Line, OcrDocument, Page, PageOrigin
from casedocs.ocr.searchable import SearchableOptions, write_searchable_pdf
from casedocs.ocr.sources import open_source
from tests.support.documents import SENTENCES, document_of, page_of
from tests.support.pdfs import (
    assert_valid,
    coloured_scan,
    grey_scan,
    helvetica,
    image_stream,
    new_page,
    pdfplumber_text,
    poppler_text,
    pypdf_text,
    same_look,
    text_content,
    write_page,
    write_scan,
)

WORDS = " ".join(SENTENCES).split()
READERS: dict[str, Callable[[Path], str]] = {
    "poppler": poppler_text,
    "poppler raw": lambda path: poppler_text(path, "-raw"),
    "poppler layout": lambda path: poppler_text(path, "-layout"),
    "pypdf": pypdf_text,
    "pdfplumber": pdfplumber_text,
}


def searchable(source: Path, document: OcrDocument | None = None, **options: bool) -> Path:
    target = source.with_name("copy.pdf")
    write_searchable_pdf(source, document or document_of(source), target, options=SearchableOptions(**options))
    return target


# --- words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reader", READERS)
def test_readers_find_the_words_in_order(tmp_path: Path, reader: str) -> None:
    copy = searchable(write_scan(tmp_path / "a.pdf", grey_scan(), "dct"))
    text = READERS[reader](copy)
    assert text.split() == WORDS
    assert unicodedata.is_normalized("NFC", text)


def touching(line: Line) -> Line:
    """The line with every word reaching to the next one, as recognisers that share columns out give them."""
    words = [replace(word, box=replace(word.box, right=following.box.left)) for word, following in pairwise(line.words)]
    return replace(line, words=(*words, line.words[-1]))


@pytest.mark.parametrize("reader", READERS)
def test_words_that_touch_are_found_apart(tmp_path: Path, reader: str) -> None:
    source = write_scan(tmp_path / "a.pdf", grey_scan(), "dct")
    page = page_of()
    blocks = tuple(replace(block, lines=tuple(map(touching, block.lines))) for block in page.blocks)
    copy = searchable(source, document_of(source, [replace(page, blocks=blocks)]))
    assert READERS[reader](copy).split() == WORDS


def test_a_file_whose_owner_restricts_it_gets_a_copy_with_the_same_restrictions(tmp_path: Path) -> None:
    plain = write_scan(tmp_path / "plain.pdf", grey_scan(), "dct")
    source = tmp_path / "restricted.pdf"
    with pikepdf.open(plain) as pdf:
        pdf.save(
            source,
            encryption=pikepdf.Encryption(owner="chủ", user="", allow=pikepdf.Permissions(modify_other=False)),
        )
    copy = searchable(source)
    assert poppler_text(copy).split() == WORDS
    assert same_look(source, copy)
    with pikepdf.open(copy) as pdf:
        assert pdf.is_encrypted
        assert not pdf.allow.modify_other


@pytest.mark.parametrize("reader", ["poppler", "pypdf", "pdfplumber"])
@pytest.mark.parametrize(
    "settings",
    [
        {"box": (-3000, 5000, -2405, 5842)},
        {"box": (0, 0, 800, 1000), "CropBox": Array([100, 100, 695, 942])},
        {"UserUnit": 1.5},
    ],
    ids=["far off the origin", "cropped", "user unit"],
)
def test_readers_find_them_wherever_the_page_lies(tmp_path: Path, reader: str, settings: dict[str, Any]) -> None:
    source = write_page(tmp_path / "a.pdf", b"", **settings)
    copy = searchable(source)
    assert READERS[reader](copy).split() == WORDS
    assert same_look(source, copy)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_turned_page_reads_as_it_is_shown(tmp_path: Path, rotate: int) -> None:
    box = (0, 0, 842, 595) if rotate in {90, 270} else (0, 0, 595, 842)
    source = write_page(tmp_path / "a.pdf", b"0 0 50 100 re f", box=box, Rotate=rotate)
    copy = searchable(source)
    assert poppler_text(copy).split() == WORDS
    assert same_look(source, copy)


def test_words_lie_where_they_were_recognised(tmp_path: Path) -> None:
    import pdfplumber

    source = write_scan(tmp_path / "a.pdf", grey_scan(), "dct")
    document = document_of(source)
    with pdfplumber.open(searchable(source, document)) as pdf:
        found = pdf.pages[0].extract_words()
    for theirs, ours in zip(found, document.pages[0].words, strict=True):
        assert theirs["text"] == ours.text
        assert theirs["x0"] == pytest.approx(ours.box.left, abs=0.3)
        assert theirs["x1"] == pytest.approx(ours.box.right, abs=0.3)
        assert theirs["top"] < ours.box.center[1] < theirs["bottom"]


def test_our_own_reader_takes_over_what_we_wrote(tmp_path: Path) -> None:
    from casedocs.ocr.recognition import recognize

    copy = searchable(write_scan(tmp_path / "a.pdf", grey_scan(), "dct"))
    document = recognize(copy, engine="null")
    assert document.pages[0].origin is PageOrigin.TEXT_LAYER
    assert document.text.split() == WORDS


def test_only_pages_that_were_recognised_get_a_layer(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with Pdf.new() as pdf:
        for _ in range(3):
            new_page(pdf, b"0 0 9 9 re f")
        pdf.save(path)
    pages = [
        page_of(["một"], number=1, origin=PageOrigin.TEXT_LAYER),
        page_of(["hai"], number=2),
        Page(3, Size(1, 1), PageOrigin.BLANK),
    ]
    assert poppler_text(searchable(path, document_of(path, pages))).split() == ["hai"]


# --- nothing else changes -------------------------------------------------------------------------------------------


def objects_of(path: Path, kind: str) -> list[bytes]:
    """The raw bytes of all streams of a kind."""
    with Pdf.open(path) as pdf:
        return [
            item.read_raw_bytes()
            for item in pdf.objects
            if isinstance(item, Stream) and item.get(Name.Subtype) == Name(kind)
        ]


@pytest.mark.parametrize("coding", ["dct", "ccitt", "flate", "flate1", "indexed"])
def test_images_keep_their_bytes_and_pages_their_look(tmp_path: Path, coding: str) -> None:
    source = write_scan(tmp_path / "a.pdf", coloured_scan() if coding == "indexed" else grey_scan(), coding)
    copy = searchable(source)
    assert objects_of(copy, "/Image") == objects_of(source, "/Image")
    assert same_look(source, copy, dpi=150)
    assert_valid(copy)


def test_a_page_of_many_things_looks_the_same(tmp_path: Path) -> None:
    """A graphics state that is left open, shared resources, annotations, a form field."""
    path = tmp_path / "a.pdf"
    with Pdf.new() as pdf:
        shared = pdf.make_indirect(
            Dictionary(
                Font=helvetica(),
                XObject=Dictionary(Casedocs0=pdf.make_indirect(image_stream(pdf, coloured_scan(60, 90), "dct"))),
            )
        )
        content = b"0.5 0 0 0.5 40 40 cm 1 0 0 rg q q 10 w " + text_content(["visible"]) + b" 100 0 0 150 50 50 cm"
        content += b" /Casedocs0 Do"
        for rotate in (0, 90):
            new_page(pdf, content, resources=shared, Rotate=rotate)
        appearance = Stream(pdf, b"0 0 1 rg 0 0 80 40 re f", Subtype=Name.Form, BBox=Array([0, 0, 80, 40]))
        stamp = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Stamp,
            Rect=Array([300, 300, 380, 340]),
            F=4,
            AP=Dictionary(N=pdf.make_indirect(appearance)),
            Contents=pikepdf.String("Bút lục 12"),
        )
        pdf.pages[0].Annots = pdf.make_indirect(Array([pdf.make_indirect(stamp)]))
        pdf.Root.Outlines = Dictionary(Type=Name.Outlines, Count=0)
        pdf.docinfo["/Title"] = "Hồ sơ"
        pdf.save(path)
    copy = searchable(path, document_of(path, [page_of(number=1), page_of(number=2)]))
    assert same_look(path, copy)
    assert_valid(copy)
    with Pdf.open(path) as before, Pdf.open(copy) as after:
        assert repr(before.pages[0].Annots[0]) == repr(after.pages[0].Annots[0])
        assert after.docinfo["/Title"] == "Hồ sơ"
        assert "/Outlines" in after.Root
        names = set(after.pages[0].Resources.XObject.keys())
        assert names == {"/Casedocs0", "/Casedocs1"}


def test_inherited_resources_and_boxes_stay_in_force(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with Pdf.new() as pdf:
        for _ in range(2):
            new_page(pdf, text_content(["visible"]))
        tree = pdf.Root.Pages
        tree.Resources = Dictionary(Font=helvetica())
        tree.MediaBox = Array([0, 0, 595, 842])
        tree.Rotate = 90
        for page in pdf.pages:
            del page.obj["/MediaBox"]
            assert "/Resources" not in page.obj
        pdf.save(path)
    copy = searchable(path, document_of(path, [page_of(["một"], number=1), page_of(["hai"], number=2)]))
    assert same_look(path, copy)
    assert poppler_text(copy).split().count("visible") == 2
    assert {"một", "hai"} <= set(poppler_text(copy).split())


def test_contents_that_pages_share_stay_shared_and_pages_without_any_get_some(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with Pdf.new() as pdf:
        first = new_page(pdf, b"0 0 50 50 re f")
        second = new_page(pdf, None)
        second.obj.Contents = first.obj.Contents
        new_page(pdf, None)
        fourth = new_page(pdf, None)
        fourth.obj.Contents = Array([first.obj.Contents, pdf.make_indirect(Stream(pdf, b"9 9 50 50 re f"))])
        pdf.save(path)
    pages = [page_of([word], number=number) for number, word in enumerate(["một", "hai", "ba", "bốn"], 1)]
    copy = searchable(path, document_of(path, pages))
    assert same_look(path, copy)
    assert_valid(copy)
    assert poppler_text(copy).split() == ["một", "hai", "ba", "bốn"]


def test_one_page_that_stands_twice_in_the_tree(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with Pdf.new() as pdf:
        page = new_page(pdf, b"0 0 50 50 re f")
        pdf.Root.Pages.Kids = Array([page.obj, page.obj])
        pdf.Root.Pages.Count = 2
        pdf.save(path)
    copy = searchable(path, document_of(path, [page_of(["một"], number=1), page_of(["hai"], number=2)]))
    assert same_look(path, copy)
    assert poppler_text(copy).split() == ["một", "hai"]


def test_the_same_input_gives_the_same_file(tmp_path: Path) -> None:
    source = write_scan(tmp_path / "a.pdf", grey_scan(), "dct")
    first = searchable(source).read_bytes()
    assert searchable(source).read_bytes() == first


def test_the_source_stays_as_it_is_and_nothing_lies_about(tmp_path: Path) -> None:
    source = write_scan(tmp_path / "a.pdf", grey_scan(), "dct")
    before = source.read_bytes()
    searchable(source)
    assert source.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "copy.pdf"]


# --- images ---------------------------------------------------------------------------------------------------------


IMAGES: dict[str, tuple[str, Callable[[], Image.Image], dict[str, Any]]] = {
    "JPEG": ("a.jpg", coloured_scan, {"quality": 90, "dpi": (75, 75)}),
    "PNG": ("a.png", grey_scan, {"dpi": (75, 75)}),
    "PNG with transparency": ("a.png", lambda: coloured_scan().convert("RGBA"), {"dpi": (75, 75)}),
    "fax TIFF": ("a.tif", lambda: grey_scan().convert("1"), {"compression": "group4", "dpi": (75, 75)}),
    "CMYK TIFF": ("a.tif", lambda: coloured_scan().convert("CMYK"), {"dpi": (75, 75)}),
    "GIF": ("a.gif", grey_scan, {}),
    "BMP": ("a.bmp", coloured_scan, {"dpi": (75, 75)}),
    "WebP": ("a.webp", coloured_scan, {"lossless": True}),
    "JPEG 2000": ("a.jp2", coloured_scan, {"irreversible": False}),
    "Netpbm": ("a.pgm", grey_scan, {}),
}


@pytest.mark.parametrize("kind", IMAGES)
def test_images_become_pages_that_look_like_them(tmp_path: Path, kind: str) -> None:
    name, make, settings = IMAGES[kind]
    source = tmp_path / name
    make().save(source, **settings)
    with open_source(source, max_pixels=10**8, max_file_bytes=10**9) as opened:
        page = opened.page(0)
        expected = np.asarray(Image.fromarray(page.picture(75).pixels).convert("RGB")).astype(int)
        size = page.size
    copy = searchable(source)
    with open_source(copy, max_pixels=10**8, max_file_bytes=10**9) as opened:
        page = opened.page(0)
        assert (page.size.width, page.size.height) == pytest.approx((size.width, size.height), abs=0.1)
        found = np.asarray(Image.fromarray(page.picture(75).pixels).convert("RGB")).astype(int)
    assert found.shape == expected.shape
    assert np.abs(found - expected).max() <= (80 if "CMYK" in kind else 3)  # Pillow's naive inks against PDFium's
    assert poppler_text(copy).split() == WORDS
    assert_valid(copy)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8, 2])
def test_a_photograph_stands_upright(tmp_path: Path, orientation: int) -> None:
    source = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = orientation
    coloured_scan(620, 400).save(source, exif=exif, dpi=(75, 75), quality=95)
    with open_source(source, max_pixels=10**8, max_file_bytes=10**9) as opened:
        expected = opened.page(0).picture(75)
    copy = searchable(source)
    with open_source(copy, max_pixels=10**8, max_file_bytes=10**9) as opened:
        found = opened.page(0).picture(75)
    assert found.pixels.shape == expected.pixels.shape
    assert np.abs(found.pixels.astype(int) - expected.pixels).mean() < 2


def test_jpeg_data_goes_in_as_it_is_and_every_frame_of_a_tiff_becomes_a_page(tmp_path: Path) -> None:
    jpeg = tmp_path / "a.jpg"
    coloured_scan().save(jpeg, dpi=(75, 75))
    assert objects_of(searchable(jpeg), "/Image") == [jpeg.read_bytes()]
    tiff = tmp_path / "b.tif"
    frames = [grey_scan(300 + number, 400) for number in range(3)]
    frames[0].save(tiff, save_all=True, append_images=frames[1:], dpi=(100, 100))
    pages = [page_of([word], number=number) for number, word in enumerate(["một", "hai", "ba"], 1)]
    assert poppler_text(searchable(tiff, document_of(tiff, pages))).split() == ["một", "hai", "ba"]


# --- wrong layers ---------------------------------------------------------------------------------------------------


def test_a_wrong_invisible_layer_is_left_out_of_the_copy(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with Pdf.new() as pdf:
        form = Stream(
            pdf,
            text_content(["CONG HOA xA HOI"], mode=3),
            Subtype=Name.Form,
            BBox=Array([0, 0, 595, 842]),
            Resources=Dictionary(Font=helvetica()),
        )
        resources = Dictionary(Font=helvetica(), XObject=Dictionary(Fm=pdf.make_indirect(form)))
        content = (
            b"q 3 Tr BT /F1 9 Tf 20 20 Td (can NGHiA) ' [(VlET) 5 (NAM)] TJ ET Q "
            b"BT /F1 12 Tf 72 700 Td (visible) Tj ET /Fm Do 0 0 10 10 re f"
        )
        new_page(pdf, content, resources=resources)
        pdf.save(path)
    wrong = document_of(path, [page_of(replaces=True)])
    copy = searchable(path, wrong)
    text = poppler_text(copy)
    assert not {"NGHiA", "xA", "VlET", "CONG"} & set(text.split())
    assert "visible" in text
    assert set(WORDS) <= set(text.split())
    assert same_look(path, copy)
    kept = searchable(path, document_of(path, [page_of(replaces=False)]))
    assert "NGHiA" in poppler_text(kept)


def test_visible_text_after_invisible_text_keeps_its_place(tmp_path: Path) -> None:
    content = b"BT /F1 12 Tf 3 Tr 72 700 Td (wrong words) Tj 0 Tr (visible) Tj ET"
    source = write_page(tmp_path / "a.pdf", content, resources=Dictionary(Font=helvetica()))
    copy = searchable(source, document_of(source, [page_of(replaces=True)]))
    assert same_look(source, copy)
    assert "visible" in poppler_text(copy)


# --- signatures -----------------------------------------------------------------------------------------------------


def signed_pdf(path: Path, *, signed: bool = True) -> Path:
    """A page with a signature field that shows a blue box, in a file that says it is signed."""
    with Pdf.new() as pdf:
        new_page(pdf, b"0 0 50 50 re f")
        appearance = Stream(pdf, b"0 0 1 rg 0 0 80 40 re f", Subtype=Name.Form, BBox=Array([0, 0, 80, 40]))
        field = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=pikepdf.String("Chữ ký 1"),
            Rect=Array([300, 300, 380, 340]),
            F=4,
            P=pdf.pages[0].obj,
            AP=Dictionary(N=pdf.make_indirect(appearance)),
        )
        if signed:
            field.V = pdf.make_indirect(
                Dictionary(
                    Type=Name.Sig,
                    Filter=Name("/Adobe.PPKLite"),
                    SubFilter=Name("/adbe.pkcs7.detached"),
                    Contents=pikepdf.String(b"\x30\x03\x02\x01\x01"),
                    ByteRange=Array([0, 10, 20, 10]),
                )
            )
        made = pdf.make_indirect(field)
        pdf.pages[0].Annots = Array([made])
        pdf.Root.AcroForm = Dictionary(Fields=Array([made]), SigFlags=3)
        pdf.save(path)
    return path


def test_a_signed_file_is_refused(tmp_path: Path) -> None:
    source = signed_pdf(tmp_path / "a.pdf")
    with pytest.raises(SignedInputError, match="digitally signed") as caught:
        searchable(source)
    assert "--copy-signed" in caught.value.hint
    assert list(tmp_path.iterdir()) == [source]


def test_a_copy_of_a_signed_file_looks_the_same_and_is_not_signed(tmp_path: Path) -> None:
    source = signed_pdf(tmp_path / "a.pdf")
    before = source.read_bytes()
    copy = searchable(source, copy_signed=True)
    assert same_look(source, copy)
    assert_valid(copy)
    assert source.read_bytes() == before
    with Pdf.open(copy) as pdf:
        assert len(pdf.Root.AcroForm.Fields) == 0
        assert "/SigFlags" not in pdf.Root.AcroForm
        assert pdf.pages[0].Annots[0].Subtype == Name.Stamp
    with open_source(copy, max_pixels=10**8, max_file_bytes=10**9) as opened:
        assert opened.signature_count == 0
    assert set(WORDS) <= set(poppler_text(copy).split())


def test_an_empty_signature_field_is_no_signature_and_stays(tmp_path: Path) -> None:
    source = signed_pdf(tmp_path / "a.pdf", signed=False)
    copy = searchable(source)
    with Pdf.open(copy) as pdf:
        assert len(pdf.Root.AcroForm.Fields) == 1
        assert Name.Sig == pdf.pages[0].Annots[0].FT
    assert same_look(source, copy)


# --- errors ---------------------------------------------------------------------------------------------------------


def test_a_result_of_another_file_is_refused(tmp_path: Path) -> None:
    first = write_page(tmp_path / "a.pdf", b"0 0 1 1 re f")
    second = write_page(tmp_path / "b.pdf", b"0 0 2 2 re f")
    with pytest.raises(UsageError, match="another file"):
        write_searchable_pdf(second, document_of(first), tmp_path / "copy.pdf")


def test_the_source_is_never_the_target(tmp_path: Path) -> None:
    source = write_page(tmp_path / "a.pdf")
    (tmp_path / "link.pdf").symlink_to(source)
    for target in (source, tmp_path / "link.pdf"):
        with pytest.raises(UsageError, match="source itself"):
            write_searchable_pdf(source, document_of(source), target)


def test_a_target_that_cannot_be_written(tmp_path: Path) -> None:
    source = write_page(tmp_path / "a.pdf")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError):
        write_searchable_pdf(source, document_of(source), tmp_path / "file" / "copy.pdf")
    image = tmp_path / "a.png"
    grey_scan().save(image)
    with pytest.raises(OutputError):
        write_searchable_pdf(image, document_of(image), tmp_path / "file" / "copy.pdf")


def test_a_damaged_picture(tmp_path: Path) -> None:
    image = tmp_path / "a.tif"
    coloured_scan().convert("CMYK").save(image, compression="tiff_lzw")
    data = image.read_bytes()
    image.write_bytes(data[:600] + b"\xff" * 3000 + data[3600:])
    with pytest.raises(CorruptFileError):
        searchable(image)
    assert list(tmp_path.iterdir()) == [image]


def test_pages_beyond_the_end_are_passed_over(tmp_path: Path) -> None:
    source = write_page(tmp_path / "a.pdf")
    document = document_of(source, [page_of(["một"]), page_of(["hai"], number=9)])
    assert poppler_text(searchable(source, replace(document, page_count=9))).split() == ["một"]

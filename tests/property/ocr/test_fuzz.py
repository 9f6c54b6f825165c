"""Whatever the bytes: every public reader gives a result or a named error."""

import io
import json
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedocs.batch import PoolOptions
from casedocs.dossier.ingest import DocumentRecord, DocumentStatus
from casedocs.errors import CasedocsError, error_from_record
from casedocs.ocr import OcrDocument, from_json, recognize, to_alto, to_hocr, to_json, write_searchable_pdf
from casedocs.ocr.options import PageSelection, languages_from
from casedocs.ocr.recognizer import LineRecognizer, RecognizerOptions
from casedocs.ocr.recognizer.calibration import Calibration, Curve, dump_calibration, load_calibration
from casedocs.ocr.sources import SUFFIXES, kind_of
from casedocs.ocr.training.labelled import load_labelled
from tests.support.documents import SENTENCES, document_of, page_of
from tests.support.pdfs import coloured_scan, grey_scan, text_content, write_page, write_scan

fuzz = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@cache
def samples() -> dict[str, bytes]:
    """Small real files of every kind that is read."""
    found: dict[str, bytes] = {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        pages = {
            "scan.pdf": write_scan(folder / "a.pdf", grey_scan(120, 170), "dct"),
            "fax.pdf": write_scan(folder / "b.pdf", grey_scan(120, 170), "ccitt"),
            "flate.pdf": write_scan(folder / "c.pdf", coloured_scan(60, 90), "indexed"),
            "text.pdf": write_page(folder / "d.pdf", text_content(["Two words", "and more"])),
        }
        copy = folder / "e.pdf"
        write_searchable_pdf(pages["scan.pdf"], document_of(pages["scan.pdf"]), copy)
        found = {key: path.read_bytes() for key, path in (pages | {"layer.pdf": copy}).items()}
    pictures = (
        ("a.png", "PNG"),
        ("a.jpg", "JPEG"),
        ("a.tif", "TIFF"),
        ("a.webp", "WEBP"),
        ("a.gif", "GIF"),
        ("a.jp2", "JPEG2000"),
        ("a.bmp", "BMP"),
    )
    for key, kind in pictures:
        buffer = io.BytesIO()
        coloured_scan(60, 90).save(buffer, kind)
        found[key] = buffer.getvalue()
    return found


@st.composite
def mutated(draw: st.DrawFn, data: bytes) -> bytes:
    """The data with some bytes changed, cut out, doubled or put in."""
    changed = bytearray(data)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(changed) - 1, 0)))
        length = draw(st.integers(1, 40))
        kind = draw(st.sampled_from(["flip", "cut", "double", "insert", "number", "end"]))
        if kind == "flip":
            changed[at : at + 1] = bytes([draw(st.integers(0, 255))])
        elif kind == "cut":
            del changed[at : at + length]
        elif kind == "double":
            changed[at:at] = changed[at : at + length]
        elif kind == "insert":
            changed[at:at] = draw(st.binary(max_size=20))
        elif kind == "number":
            changed[at : at + 4] = draw(
                st.sampled_from([b"\xff\xff\xff\xff", b"\0\0\0\0", b"9999", b"-1 0", b"\x7f\xff\xff\xff"])
            )
        else:
            del changed[len(changed) - min(length * 8, len(changed) // 2) :]
    return bytes(changed)


def read_all(path: Path) -> None:
    """All that the library does with a file, but for the engine."""
    document: OcrDocument | None = None
    with suppress(CasedocsError):
        kind_of(path)
    with suppress(CasedocsError):
        document = recognize(path, engine="null")
    if document is not None:
        assert from_json(to_json(document)).sha256 == document.sha256
        assert to_hocr(document)
        assert to_alto(document)
    with suppress(CasedocsError):
        write_searchable_pdf(
            path, document_of(path, [page_of(SENTENCES[:1], replaces=True)]), path.with_name("copy.pdf")
        )
    left = {entry.name for entry in path.parent.iterdir()} - {path.name, "copy.pdf"}
    assert not left


def check(name: str, data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        read_all(path)


@pytest.mark.parametrize("name", ["scan.pdf", "fax.pdf", "flate.pdf", "text.pdf", "layer.pdf"])
@fuzz
@given(data=st.data())
def test_damaged_pdf_files(name: str, data: st.DataObject) -> None:
    check(name, data.draw(mutated(samples()[name])))


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif", "a.webp", "a.gif", "a.jp2", "a.bmp"])
@settings(fuzz, max_examples=25)
@given(data=st.data())
def test_damaged_pictures(name: str, data: st.DataObject) -> None:
    check(name, data.draw(mutated(samples()[name])))


HEADS = [
    b"",
    b"%PDF-1.7\n",
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n",
    b"II*\0\x08\0\0\0",
    b"MM\0*",
    b"BM",
    b"GIF89a",
    b"P4 ",
    b"P6\n",
]


@fuzz
@given(st.sampled_from(HEADS), st.binary(max_size=300), st.sampled_from([*sorted(SUFFIXES), "", ".docx"]))
def test_random_bytes(head: bytes, data: bytes, suffix: str) -> None:
    check(f"tệp{suffix}", head + data + (b"\n%%EOF" if head.startswith(b"%PDF") else b""))


# --- what training and an office bring ------------------------------------------------------------------------------


@settings(fuzz, max_examples=40)
@given(data=st.data(), label=st.binary(max_size=30) | st.just("Số 12/QĐ-VKS".encode()))
def test_damaged_folders_of_labelled_lines(data: st.DataObject, label: bytes) -> None:
    picture = data.draw(mutated(samples()["a.png"]))
    with TemporaryDirectory() as name, suppress(CasedocsError):
        (Path(name) / "a.png").write_bytes(picture)
        (Path(name) / "a.txt").write_bytes(label)
        list(load_labelled(Path(name)).samples())


@cache
def shipped_weights() -> bytes:
    return files("casedocs.ocr.recognizer").joinpath("weights", "lines.onnx").read_bytes()


@settings(fuzz, max_examples=15)
@given(data=st.data())
def test_damaged_weights(data: st.DataObject) -> None:
    line = np.full((40, 90), 220, np.uint8)
    line[12:30, 10:80:9] = 30
    with TemporaryDirectory() as name, suppress(CasedocsError):
        path = Path(name) / "lines.onnx"
        path.write_bytes(data.draw(mutated(shipped_weights())))
        LineRecognizer(RecognizerOptions(weights=path)).read([line])


# --- JSON -----------------------------------------------------------------------------------------------------------

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just(10**400),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)

RECORD = DocumentRecord(
    source="/a.pdf", name="a", status=DocumentStatus.DONE, outputs={"pdf": "a.pdf"}, pages={"ocr": 1}
)


@cache
def texts() -> dict[str, str]:
    with TemporaryDirectory() as folder:
        document = document_of(write_page(Path(folder) / "a.pdf"))
    curves = dump_calibration(Calibration(*(Curve((-9.0, -0.5), (0.1, 0.9)) for _ in range(3))))
    return {"document": to_json(document), "record": RECORD.to_line(), "calibration": curves}


READERS: dict[str, Callable[[str], object]] = {
    "document": from_json,
    "record": DocumentRecord.from_line,
    "calibration": load_calibration,
}


def replaced(value: object, way: list[int], new: object) -> object:
    """Plain data with what lies at the end of a way (indices modulo the number of members) replaced."""
    if not way or not isinstance(value, dict | list) or not value:
        return new
    if isinstance(value, list):
        at = way[0] % len(value)
        return [replaced(item, way[1:], new) if index == at else item for index, item in enumerate(value)]
    key = sorted(value)[way[0] % len(value)]
    return {name: replaced(item, way[1:], new) if name == key else item for name, item in value.items()}


@pytest.mark.parametrize("reader", READERS)
@settings(fuzz, max_examples=200)
@given(way=st.lists(st.integers(0, 20), max_size=8), new=json_values)
def test_json_with_a_wrong_value(reader: str, way: list[int], new: object) -> None:
    text = json.dumps(replaced(json.loads(texts()[reader]), way, new))
    with suppress(CasedocsError):
        READERS[reader](text)


@pytest.mark.parametrize("reader", READERS)
@settings(fuzz, max_examples=100)
@given(data=st.data())
def test_damaged_json(reader: str, data: st.DataObject) -> None:
    text = data.draw(mutated(texts()[reader].encode())).decode("utf-8", "replace")
    with suppress(CasedocsError):
        READERS[reader](text)


@pytest.mark.parametrize("read", [PageSelection.parse, languages_from, lambda text: PoolOptions(task=text), from_json])
@fuzz
@given(text=st.text(max_size=30))
def test_any_text(read: Callable[[str], object], text: str) -> None:
    with suppress(CasedocsError):
        read(text)


@fuzz
@given(st.dictionaries(st.sampled_from(["code", "message", "hint", "source", "page_number", "path"]), json_values))
def test_errors_from_any_record(record: dict[str, object]) -> None:
    assert isinstance(error_from_record(record), CasedocsError)

"""Builds the sample dossier: about a dozen pages of an invented criminal case, with their ground truth.

    python -m tests.assets.build [TARGET]

TARGET is `examples/sample-dossier` unless given. The same fonts and libraries give the same bytes on every run.
"""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PIL import Image

from tests.assets import case_orders, case_records
from tests.assets.pdfwrite import ScanPage, jpeg, write_scans, write_text_pages
from tests.assets.raster import Scan, bitonal, few_greys, photographed, scanned, skew_mapping
from tests.assets.sheet import Sheet
from tests.assets.truth import page_truth

TARGET = Path(__file__).parents[2] / "examples" / "sample-dossier"
PROCEDURE = "Tập 1 - Thủ tục tố tụng"
STATEMENTS = "Tập 2 - Lời khai, biên bản"
OTHER = "Tập 3 - Tài liệu khác"

Truth = list[dict[str, Any]]


@dataclass(frozen=True)
class Document:
    """A file of the dossier: where it lies and what writes it (returns the ground truth of its pages)."""

    path: str
    write: Callable[[Path], Truth]


def _scan_pdf(
    sheets: list[Sheet], scan: Scan, target: Path, *, colour: bool, quality: int, wrong_layer: tuple[str, ...] = ()
) -> Truth:
    pages: list[ScanPage] = []
    truth: Truth = []
    for index, sheet in enumerate(sheets):
        picture = scanned(sheet, replace(scan, seed=scan.seed + index))
        picture = picture if colour else picture.convert("L")
        pages.append(ScanPage(jpeg(picture, quality, scan.dpi), sheet.size, wrong_layer))
        truth.append(
            page_truth(
                sheet,
                "scan" if sheet.lines else "blank",
                mapping=skew_mapping(sheet, scan.skew),
                dpi=scan.dpi,
                mode="colour" if colour else "grey",
                skew_degrees=scan.skew,
                text_layer="wrong" if wrong_layer else "none",
            )
        )
    write_scans(pages, target)
    return truth


def _decision(target: Path) -> Truth:
    return _scan_pdf([case_orders.decision()], Scan(seed=11), target, colour=True, quality=62)


def _notice(target: Path) -> Truth:
    scan = Scan(seed=21, dpi=300, noise=9.0, blur=0.9, shadow=150.0, specks=60)
    sheets = case_orders.notice()
    pictures = [bitonal(scanned(sheet, replace(scan, seed=scan.seed + index))) for index, sheet in enumerate(sheets)]
    pictures[0].save(target, save_all=True, append_images=pictures[1:], compression="group4", dpi=(scan.dpi, scan.dpi))
    return [page_truth(sheet, "scan", dpi=scan.dpi, mode="bitonal", text_layer="none") for sheet in sheets]


def _request(target: Path) -> Truth:
    sheets = case_orders.request()
    write_text_pages(sheets, target)
    return [page_truth(sheet, "born-digital", text_layer="right") for sheet in sheets]


def _testimony(target: Path) -> Truth:
    scan = Scan(seed=31, tone=(240, 240, 240), noise=2.6, ink=0.84)
    return _scan_pdf(case_records.testimony(), scan, target, colour=False, quality=58)


def _scene(target: Path) -> Truth:
    scan = Scan(seed=41, skew=1.5, tone=(243, 243, 243), blur=0.7, ink=0.88)
    return _scan_pdf(
        [case_records.scene()], scan, target, colour=False, quality=60, wrong_layer=case_records.WRONG_LAYER
    )


def _document_list(target: Path) -> Truth:
    return _scan_pdf([case_orders.document_list()], Scan(seed=51, shadow=35.0), target, colour=False, quality=60)


def _complaint(target: Path) -> Truth:
    sheet = case_records.complaint()
    scan = Scan(seed=61, dpi=190, tone=(246, 238, 222), noise=2.8, blur=0.75, ink=0.86)
    picture, mapping = photographed(sheet, scan)
    target.write_bytes(jpeg(picture, 62, scan.dpi))
    truth = page_truth(sheet, "photo", mapping=mapping, dpi=scan.dpi, mode="colour", text_layer="none")
    return [_with_size_of(picture, scan.dpi, truth)]


def _certificate(target: Path) -> Truth:
    sheet = case_records.certificate()
    scan = Scan(seed=71, dpi=200, noise=1.5, shadow=0.0, specks=6, holes=False)
    picture = few_greys(scanned(sheet, scan))
    picture.save(target, "PNG", dpi=(scan.dpi, scan.dpi), optimize=True)
    return [page_truth(sheet, "scan", dpi=scan.dpi, mode="grey", text_layer="none")]


def _with_size_of(picture: Image.Image, dpi: int, truth: dict[str, Any]) -> dict[str, Any]:
    return {**truth, "size": [round(picture.width * 72 / dpi, 2), round(picture.height * 72 / dpi, 2)]}


DOCUMENTS = (
    Document(f"{PROCEDURE}/01 Quyết định khởi tố vụ án hình sự.pdf", _decision),
    Document(f"{PROCEDURE}/02 Thông báo tiếp nhận nguồn tin về tội phạm.tif", _notice),
    Document(f"{PROCEDURE}/03 Yêu cầu điều tra.pdf", _request),
    Document(f"{STATEMENTS}/01 Biên bản ghi lời khai.pdf", _testimony),
    Document(f"{STATEMENTS}/02 Biên bản khám nghiệm hiện trường.pdf", _scene),
    Document(f"{OTHER}/01 Đơn trình báo.jpg", _complaint),
    Document(f"{OTHER}/02 Giấy xác nhận nguồn gốc xe.png", _certificate),
    Document(f"{OTHER}/03 Thống kê tài liệu.pdf", _document_list),
)


def _as_json(truth: dict[str, Any]) -> str:
    """JSON with one line a text line: readable, and small enough."""
    buffer = io.StringIO()
    buffer.write('{\n "note": ' + json.dumps(truth["note"], ensure_ascii=False))
    buffer.write(',\n "unit": ' + json.dumps(truth["unit"]) + ',\n "documents": [')
    for number, document in enumerate(truth["documents"]):
        buffer.write(("," if number else "") + '\n  {"file": ' + json.dumps(document["file"], ensure_ascii=False))
        buffer.write(', "pages": [')
        for page_number, page in enumerate(document["pages"]):
            head = {key: value for key, value in page.items() if key != "lines"}
            lines = ",\n    ".join(json.dumps(line, ensure_ascii=False) for line in page["lines"])
            opened = json.dumps(head, ensure_ascii=False)[:-1]
            buffer.write(("," if page_number else "") + f'\n   {opened}, "lines": [\n    {lines}]}}')
        buffer.write("]}")
    buffer.write("]\n}\n")
    return buffer.getvalue()


def build(target: Path) -> None:
    """Writes every document and `ground_truth.json` below the target folder."""
    documents: list[dict[str, Any]] = []
    for document in DOCUMENTS:
        path = target / document.path
        path.parent.mkdir(parents=True, exist_ok=True)
        documents.append({"file": document.path, "pages": document.write(path)})
    truth = {
        "note": "Invented case, synthetic pages. Lines stand in reading order; dotted leaders and marks are no text.",
        "unit": "points, origin top left, y down; word = [text, x0, y0, x1, y1]",
        "documents": documents,
    }
    (target / "ground_truth.json").write_text(_as_json(truth), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)

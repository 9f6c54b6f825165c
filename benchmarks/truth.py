"""Folders of page images with their texts, in three forms.

1. ``ground_truth.json`` as a list: ``{"id", "body"}`` a page, image ``<id>.jpg`` beside it; the body is a part of
   the page; a page with ``table_rows`` is a table and compared as a bag of words.
2. ``ground_truth.json`` of the sample dossier: ``{"documents": [{"file", "pages": [{"kind", "lines"}]}]}``.
3. ``<name>.gt.txt`` beside each image: the lines of the page in any order, each compared with what fits it best.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["TruthPage", "as_one_pdf", "load"]

_IMAGES = (".jpg", ".jpeg", ".png", ".tif", ".tiff")


@dataclass(frozen=True, slots=True)
class TruthPage:
    """A page with its truth.

    Attributes:
        name: For reports.
        file: Image or PDF.
        page_index: 0-based page of `file`.
        text: The truth.
        body_only: Whether the truth is a part of the page.
        table: Whether it is to be compared as a bag of words.
        by_line: Whether the order of the lines is not known.
        group: The set that the page belongs to; empty where there are no sets.
    """

    name: str
    file: Path
    page_index: int
    text: str
    body_only: bool
    table: bool
    by_line: bool = False
    group: str = ""


def load(folder: Path) -> list[TruthPage]:
    """All pages of a folder that have a truth.

    Raises:
        SystemExit: If there is none.
    """
    described = folder / "ground_truth.json"
    pages: list[TruthPage] = []
    if described.is_file():
        data = json.loads(described.read_text(encoding="utf-8"))
        pages = _listed(folder, data) if isinstance(data, list) else _dossier(folder, data)
    else:
        pages = _side_files(folder)
    if not pages:
        raise SystemExit(f"{folder} has no page with ground truth")
    return pages


def _image(folder: Path, stem: str) -> Path | None:
    return next((path for suffix in _IMAGES if (path := folder / f"{stem}{suffix}").is_file()), None)


def _listed(folder: Path, data: list[dict[str, Any]]) -> list[TruthPage]:
    found = []
    for item in data:
        file = _image(folder, item["id"])
        if file is not None:
            found.append(TruthPage(item["id"], file, 0, item["body"], body_only=True, table="table_rows" in item))
    return found


def _dossier(folder: Path, data: dict[str, Any]) -> list[TruthPage]:
    found = []
    for document in data["documents"]:
        file = folder / document["file"]
        for index, page in enumerate(document["pages"]):
            text = "\n".join(line["text"] for line in page["lines"])
            if page["kind"] == "scan" and text:
                table = any(mark["kind"] == "table" for mark in page["marks"])
                found.append(TruthPage(f"{file.stem} {index + 1}", file, index, text, body_only=False, table=table))
    return found


def _side_files(folder: Path) -> list[TruthPage]:
    found = []
    for truth in sorted(folder.glob("*.gt.txt")):
        stem = truth.name.removesuffix(".gt.txt")
        file = _image(folder, stem)
        if file is not None:
            text, group = truth.read_text(encoding="utf-8"), stem.rpartition("_")[0]
            found.append(TruthPage(stem, file, 0, text, body_only=False, table=False, by_line=True, group=group))
    return found


def as_one_pdf(pages: list[TruthPage], target: Path) -> None:
    """All page pictures in one PDF, image data as they are."""
    import img2pdf
    import pikepdf

    with pikepdf.new() as whole:
        for number, page in enumerate(pages):
            if page.file.suffix.lower() == ".pdf":
                with pikepdf.open(page.file) as source:
                    whole.pages.append(source.pages[page.page_index])
            else:
                single = target.with_suffix(".page.pdf")
                data = _numbered(page.file.read_bytes(), number)
                single.write_bytes(img2pdf.convert(data, rotation=img2pdf.Rotation.ifvalid))
                with pikepdf.open(single) as source:
                    whole.pages.append(source.pages[page.page_index])
                single.unlink()
        whole.save(target)


def _numbered(data: bytes, number: int) -> bytes:
    """The file with a number in it, where it is a JPEG: no two pages have the same bytes, so none is passed over."""
    note = f"page {number}".encode()
    comment = b"\xff\xfe" + (len(note) + 2).to_bytes(2) + note
    return data[:2] + comment + data[2:] if data[:2] == b"\xff\xd8" else data

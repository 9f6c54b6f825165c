"""The child's side of the main job: looks at a source, reads one page, writes the results of one document.

Pages go through small files in the work folder, so that an interrupted run goes on where it stopped and nothing
large crosses a pipe.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from casedocs._files import atomic_write, fsync_folder, output_error, sha256_file
from casedocs.errors import CasedocsError, CorruptFileError, FormatError, error_from_record
from casedocs.geometry import Size
from casedocs.ocr.engines import Engine, create_engine
from casedocs.ocr.formats import page_from_data, page_to_data, to_json, to_text
from casedocs.ocr.options import OcrOptions, PageSelection, TextLayerUse
from casedocs.ocr.quality import review_of
from casedocs.ocr.recognition import document_warnings, failed_page, open_for, read_page, selected_indices
from casedocs.ocr.result import OcrDocument, Page, mean_confidence
from casedocs.ocr.searchable import SearchableOptions, write_searchable_pdf
from casedocs.ocr.sources import SourceFile

__all__ = ["page_file", "read_page_file", "setup_data", "start"]

Answer = dict[str, Any]


def setup_data(engine: str, options: OcrOptions) -> dict[str, object]:
    """What `start` needs, as plain data."""
    return {
        "engine": engine,
        "languages": list(options.languages),
        "pages": None if options.pages is None else str(options.pages),
        "text_layer": options.text_layer.value,
        "max_pixels": options.max_pixels,
        "max_file_bytes": options.max_file_bytes,
    }


def page_file(folder: Path, page_index: int) -> Path:
    """Where a page's result is kept until its document is written."""
    return folder / f"p{page_index + 1:06d}.json"


def read_page_file(path: Path) -> Page | None:
    """The page that was kept, or None where there is none that can be used."""
    try:
        return page_from_data(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, FormatError):
        return None


def start(setup: dict[str, Any]) -> Callable[[dict[str, Any]], Answer]:
    """Makes the task of a child; see `casedocs.batch.PoolOptions.task`."""
    return _Worker(setup).run


class _Worker:
    """Keeps the engine and the source of the last page open from call to call."""

    def __init__(self, setup: dict[str, Any]) -> None:
        pages = setup["pages"]
        self._engine_name = str(setup["engine"])
        self._options = OcrOptions(
            languages=tuple(setup["languages"]),
            pages=None if pages is None else PageSelection.parse(pages),
            text_layer=TextLayerUse(setup["text_layer"]),
            max_pixels=setup["max_pixels"],
            max_file_bytes=setup["max_file_bytes"],
        )
        self._engine: Engine | None = None
        self._open_path: Path | None = None
        self._open: SourceFile | None = None

    def run(self, payload: dict[str, Any]) -> Answer:
        """Does what ``payload["do"]`` says."""
        work: dict[str, Callable[[dict[str, Any]], Answer]] = {
            "engine": self._describe_engine,
            "inspect": self._inspect,
            "page": self._page,
            "assemble": self._assemble,
        }
        return work[payload["do"]](payload)

    # --- the four kinds of work -------------------------------------------------------------------------------------

    def _describe_engine(self, payload: dict[str, Any]) -> Answer:
        del payload
        info = self._get_engine().info
        return {"label": info.label, "identity": f"{info.name} {info.version} {info.model}"}

    def _inspect(self, payload: dict[str, Any]) -> Answer:
        path = Path(payload["path"])
        source = self._source(path)
        indices = selected_indices(source.page_count, self._options, path.name)
        return {
            "page_count": source.page_count,
            "indices": indices,
            "sha256": sha256_file(path),
            "warnings": list(document_warnings(source)),
            "signed": source.signature_count > 0,
        }

    def _page(self, payload: dict[str, Any]) -> Answer:
        path, index = Path(payload["path"]), int(payload["index"])
        kept = page_file(Path(payload["folder"]), index)
        page = read_page(self._source(path), index, self._get_engine, self._options, source=str(path))
        atomic_write(kept, json.dumps(page_to_data(page), ensure_ascii=False).encode("utf-8"))
        return {"origin": page.origin.value, "seconds": page.seconds}

    def _assemble(self, payload: dict[str, Any]) -> Answer:
        path, stem, folder = Path(payload["path"]), Path(payload["stem"]), Path(payload["folder"])
        document = self._document(payload, path)
        self._close_source()
        outputs: dict[str, str] = {}
        no_pdf = ""
        if payload["signed"] and not payload["copy_signed"]:
            no_pdf = "the file is digitally signed and stays as it is; --copy-signed writes an unsigned copy"
        else:
            options = SearchableOptions(copy_signed=bool(payload["copy_signed"]))
            write_searchable_pdf(path, document, _staged(folder, "pdf"), options=options)
            outputs["pdf"] = _with_suffix(stem, ".pdf").name
        for kind, text in (("txt", to_text(document)), ("json", to_json(document))):
            atomic_write(_staged(folder, kind), text.encode("utf-8"))
            outputs[kind] = _with_suffix(stem, f".{kind}").name
        _put_in_place(folder, stem.parent, outputs)
        return {"outputs": outputs, "no_pdf": no_pdf, **_figures(document)}

    # --- parts ------------------------------------------------------------------------------------------------------

    def _document(self, payload: dict[str, Any], path: Path) -> OcrDocument:
        folder = Path(payload["folder"])
        errors = {int(index): error_from_record(record) for index, record in payload["failed"].items()}
        pages = [
            self._failed(path, index, errors[index]) if index in errors else _kept_page(folder, index)
            for index in payload["indices"]
        ]
        return OcrDocument(
            source_name=path.name.encode("utf-8", "replace").decode("utf-8"),
            sha256=payload["sha256"],
            page_count=payload["page_count"],
            pages=tuple(pages),
            options=self._options.fingerprint(),
            warnings=tuple(payload["warnings"]),
        )

    def _failed(self, path: Path, index: int, error: CasedocsError) -> Page:
        size = Size(0.0, 0.0)
        with suppress(CasedocsError):
            size = self._source(path).page_size(index)
        return failed_page(index + 1, size, error)

    def _get_engine(self) -> Engine:
        if self._engine is None:
            self._engine = create_engine(self._engine_name, languages=self._options.languages)
        return self._engine

    def _source(self, path: Path) -> SourceFile:
        if self._open is None or self._open_path != path:
            self._close_source()
            self._open = open_for(path, self._options)
            self._open_path = path
        return self._open

    def _close_source(self) -> None:
        if self._open is not None:
            self._open.__exit__(None, None, None)
        self._open = self._open_path = None


def _staged(folder: Path, kind: str) -> Path:
    """Where a result waits until all of them are written."""
    return folder / f"result.{kind}"


def _put_in_place(folder: Path, output: Path, outputs: dict[str, str]) -> None:
    """Moves the results to the output folder, one right after the other."""
    for kind, name in outputs.items():
        try:
            _staged(folder, kind).replace(output / name)
        except OSError as error:
            raise output_error(error, output / name) from error
    fsync_folder(output)


def _with_suffix(stem: Path, suffix: str) -> Path:
    """Adds a suffix to a name that may have dots of its own."""
    return stem.with_name(stem.name + suffix)


def _kept_page(folder: Path, index: int) -> Page:
    page = read_page_file(page_file(folder, index))
    if page is None:
        raise CorruptFileError(
            f"the result of page {index + 1} is gone from {folder}",
            hint="run the same command again",
            source=str(folder),
        )
    return replace(page, page_number=index + 1)


def _figures(document: OcrDocument) -> Answer:
    """Counts for the summary line."""
    pages: dict[str, int] = {}
    for page in document.pages:
        pages[page.origin.value] = pages.get(page.origin.value, 0) + 1
    words = [word for page in document.pages for word in page.words]
    confidence = mean_confidence(words)
    return {
        "pages": pages,
        "words": len(words),
        "confidence": None if confidence is None else round(confidence, 4),
        "needs_review": {str(page.page_number): lines for page in document.pages if (lines := review_of(page).lines)},
        "seconds": round(sum(page.seconds for page in document.pages), 3),
    }

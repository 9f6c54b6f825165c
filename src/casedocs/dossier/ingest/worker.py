"""The child's side of the main job: looks at a source, reads one page, writes the results of one document.

The task of the main job (`casedocs.batch.worker` says what a payload holds). Pages go through small files, so that an
interrupted run goes on where it stopped and nothing large crosses a pipe.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from casedocs._files import output_error
from casedocs._reading import Node
from casedocs.batch.sources import source_system
from casedocs.dossier.ingest.page_errors import page_error
from casedocs.dossier.ingest.setup import options_from_setup
from casedocs.errors import CasedocsError, CorruptFileError
from casedocs.geometry import Size
from casedocs.ocr.engines import Engine, create_engine
from casedocs.ocr.formats import page_from_data, page_to_data, read_alarm, to_json, to_text
from casedocs.ocr.quality import review_of
from casedocs.ocr.recognition import document_warnings, failed_page, open_for, read_page, selected_indices
from casedocs.ocr.result import OcrDocument, Page, mean_confidence
from casedocs.ocr.searchable import SearchableOptions, write_searchable_pdf
from casedocs.ocr.sources import SourceFile, warm_up

__all__ = ["start"]

Answer = dict[str, Any]


def start(setup: dict[str, Any]) -> Callable[[dict[str, Any]], Answer]:
    """Makes the task of a child (`casedocs.batch.PoolOptions.task`); its engine starts while no work is there yet."""
    worker = _Worker(setup)
    worker.warm_up()
    return worker.run


class _Worker:
    """Keeps the engine and the source of the last page open from call to call."""

    def __init__(self, setup: dict[str, Any]) -> None:
        self._engine_name = str(setup["engine"])
        self._options = options_from_setup(setup)
        self._copy_signed = bool(setup.get("copy_signed", False))
        self._engine: Engine | None = None
        self._open_path: Path | None = None
        self._open: SourceFile | None = None

    def run(self, payload: dict[str, Any]) -> Answer:
        """Does what ``payload["do"]`` says."""
        work: dict[str, Callable[[dict[str, Any]], Answer]] = {
            "engine": self._describe_engine,
            "inspect": self._inspect,
            "pages": self._pages,
            "assemble": self._assemble,
        }
        return work[payload["do"]](payload)

    def warm_up(self) -> None:
        """Starts the engine and loads what every page needs; what goes wrong is told when somebody asks for it."""
        with suppress(CasedocsError):
            self._get_engine()
        warm_up()

    # --- the four kinds of work -------------------------------------------------------------------------------------

    def _describe_engine(self, payload: dict[str, Any]) -> Answer:
        del payload
        info = self._get_engine().info
        return {"label": info.label, "identity": f"{info.name} {info.version} {info.model}"}

    def _inspect(self, payload: dict[str, Any]) -> Answer:
        with source_system(payload["path"]).local(payload["path"]) as path:
            source = self._source(path)
            indices = selected_indices(source.page_count, self._options, path.name)
            return {
                "page_count": source.page_count,
                "indices": indices,
                "warnings": list(document_warnings(source)),
                "signed": source.signature_count > 0,
            }

    def _pages(self, payload: dict[str, Any]) -> Answer:
        """Reads one page; its result goes into the scratch folder."""
        path, index = Path(payload["path"]), int(payload["indices"][0])
        page = read_page(self._source(path), index, self._get_engine, self._options, source=str(path))
        data = json.dumps(page_to_data(page), ensure_ascii=False).encode("utf-8")
        _write(Path(payload["scratch"]) / f"p{index + 1:06d}.json", data)
        return {
            "origin": page.origin.value,
            "seconds": page.seconds,
            "alarms": [asdict(alarm) for alarm in page.alarms],
            "fingerprint": page.fingerprint.hex(),
            "review": [alarm.en for alarm in page.alarms],
        }

    def _assemble(self, payload: dict[str, Any]) -> Answer:
        """Writes the results of a document into the scratch folder."""
        path, scratch, name = Path(payload["path"]), Path(payload["scratch"]), str(payload["name"])
        document = self._document(payload, path)
        self._close_source()
        outputs: dict[str, str] = {}
        no_pdf = ""
        if payload["facts"]["signed"] and not self._copy_signed:
            no_pdf = "the file is digitally signed and stays as it is; --copy-signed writes an unsigned copy"
        else:
            outputs["pdf"] = f"{name}.pdf"
            options = SearchableOptions(copy_signed=self._copy_signed)
            write_searchable_pdf(path, document, scratch / outputs["pdf"], options=options)
        for kind, text in (("txt", to_text(document)), ("json", to_json(document))):
            outputs[kind] = f"{name}.{kind}"
            _write(scratch / outputs[kind], text.encode("utf-8"))
        return {"outputs": outputs, "no_pdf": no_pdf, **_figures(document)}

    # --- parts ------------------------------------------------------------------------------------------------------

    def _document(self, payload: dict[str, Any], path: Path) -> OcrDocument:
        pages = [
            self._failed(path, page["indices"][0], page["error"]) if page["error"] else _kept_page(page)
            for page in payload["pages"]
        ]
        twice = {int(index) + 1: read_alarm(Node(alarm)) for index, alarm in payload["facts"]["duplicates"].items()}
        pages = [
            replace(page, alarms=(*page.alarms, twice[page.page_number])) if page.page_number in twice else page
            for page in pages
        ]
        return OcrDocument(
            source_name=path.name.encode("utf-8", "replace").decode("utf-8"),
            sha256=payload["sha256"],
            page_count=payload["page_count"],
            pages=tuple(pages),
            options=self._options.fingerprint(),
            warnings=tuple(payload["facts"]["warnings"]),
        )

    def _failed(self, path: Path, index: int, record: dict[str, Any]) -> Page:
        size = Size(0.0, 0.0)
        with suppress(CasedocsError):
            size = self._source(path).page_size(index)
        return failed_page(index + 1, size, page_error(record, index + 1))

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


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise output_error(error, path) from error


def _kept_page(kept: dict[str, Any]) -> Page:
    """The result of a page, from the file in which it was kept."""
    path, number = Path(kept["files"][0]), int(kept["indices"][0]) + 1
    try:
        page = page_from_data(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise CorruptFileError(
            f"the result of page {number} cannot be read", hint="run the same command again", source=str(path)
        ) from error
    return replace(page, page_number=number)


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

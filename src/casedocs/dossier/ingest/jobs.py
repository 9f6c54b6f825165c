"""The job of an output folder: what was asked for, kept so that it can be gone on with by name of the folder alone."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from casedocs._files import atomic_write
from casedocs._reading import Node
from casedocs.dossier.ingest.options import DigitizeOptions
from casedocs.dossier.ingest.setup import options_from_setup, setup_data
from casedocs.errors import FormatError, SourceNotFoundError

__all__ = ["Job", "job_file", "read_job", "save_job"]

Job = tuple[tuple[str, ...], DigitizeOptions]


def job_file(output: str | os.PathLike[str]) -> Path:
    """Where the job of an output folder is kept."""
    return Path(output) / ".casedocs" / "job.json"


def save_job(sources: Sequence[str], output: str | os.PathLike[str], options: DigitizeOptions) -> None:
    """Keeps sources (as `lasting_path` gives them) and options.

    Raises:
        OutputError: If the folder cannot be written.
    """
    data: dict[str, Any] = {
        "sources": list(sources),
        "ocr": setup_data(options.engine, options.ocr),
        "jobs": options.jobs,
        "copy_signed": options.copy_signed,
        "page_seconds": options.page_seconds,
        "memory_bytes": options.memory_bytes,
        "backend": options.backend,
        "manifest": options.manifest,
        "retry_quarantined": options.retry_quarantined,
    }
    atomic_write(job_file(output), json.dumps(data, indent=1).encode("ascii"))


def read_job(output: str | os.PathLike[str]) -> Job:
    """Sources and options of the last run in an output folder.

    Raises:
        SourceNotFoundError: If there was none.
        FormatError: If the file is damaged.
    """
    path = job_file(output)
    try:
        node = Node(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SourceNotFoundError(
            f"no run was ever started in {os.fspath(output)}",
            hint="start one with: casedocs batch run",
            source=str(path),
        ) from error
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{path} is damaged: {error}", hint="start the run anew", source=str(path)) from error
    try:
        return _job(node)
    except (KeyError, TypeError, AttributeError) as error:
        raise FormatError(f"{path} is damaged: {error}", hint="start the run anew", source=str(path)) from error


def _job(node: Node) -> Job:
    jobs, ocr = node.find("jobs"), node.get("ocr")
    options = DigitizeOptions(
        ocr=options_from_setup(ocr.mapping()),
        engine=ocr.get("engine").text(),
        jobs=None if jobs is None else jobs.integer(),
        copy_signed=node.get("copy_signed").boolean(),
        page_seconds=node.get("page_seconds").number(),
        memory_bytes=node.get("memory_bytes").integer(),
        backend=node.get("backend").text(),
        manifest=node.get("manifest").text(),
        retry_quarantined=node.get("retry_quarantined").boolean(),
    )
    return tuple(source.text() for source in node.get("sources").items()), options

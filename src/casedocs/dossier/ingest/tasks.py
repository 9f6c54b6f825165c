"""The main job as a task of the batch engine."""

import hashlib

from casedocs import __version__
from casedocs.batch.task import Limits, Task
from casedocs.dossier.ingest.options import DigitizeOptions
from casedocs.dossier.ingest.setup import setup_data

__all__ = ["digitize_task", "inspect_mark"]


def digitize_task(options: DigitizeOptions, output: str, engine_identity: str) -> Task:
    """The task of a run.

    Args:
        options: Of the run.
        output: Folder of the results.
        engine_identity: Changes with the engine, its version and its weights.
    """
    return Task(
        start="casedocs.dossier.ingest.worker:start",
        setup={**setup_data(options.engine, options.ocr), "copy_signed": options.copy_signed},
        target=output,
        options=options.ocr.fingerprint(),
        model=f"{engine_identity} casedocs {__version__}",
        assembles=True,
        assemble_options=f"copy_signed={options.copy_signed}",
        limits=Limits(
            page_seconds=options.page_seconds,
            memory_bytes=options.memory_bytes,
            pixels=options.ocr.max_pixels,
        ),
    )


def inspect_mark(options: DigitizeOptions) -> str:
    """Changes with everything that the inspection of a file depends on besides its content."""
    return hashlib.sha256(f"{options.ocr.fingerprint()} {__version__}".encode()).hexdigest()[:16]

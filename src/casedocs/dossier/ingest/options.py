"""The options of the main job."""

import hashlib
import math
from dataclasses import dataclass, field

from casedocs.errors import UsageError
from casedocs.ocr.engines.registry import AUTO
from casedocs.ocr.options import OcrOptions

__all__ = ["DigitizeOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitizeOptions:
    """How to digitise.

    Attributes:
        ocr: How pages are recognised.
        engine: Name of the engine (`casedocs.ocr.ENGINE_NAMES`) or ``"module:Class"``.
        jobs: Processes at a time; None means one per core.
        force: Do everything again, also what is there already.
        dry_run: Look at the sources and say what would be done; write nothing.
        copy_signed: Write an unsigned searchable copy of digitally signed files too.
        page_seconds: Time limit of a page.
        memory_bytes: Address space that a process may have; 0 means no limit.
        backend: Where pages are read: ``local``, ``dask://host:8786`` (`casedocs.batch.create_backend`).
        retry_quarantined: Try pages again that ended their process, or ran out of time, as often as allowed.
        manifest: Path or URL of the batch's memory; empty means ``.casedocs/manifest.sqlite`` in the output folder.
    """

    ocr: OcrOptions = field(default_factory=OcrOptions)
    engine: str = AUTO
    jobs: int | None = None
    force: bool = False
    dry_run: bool = False
    copy_signed: bool = False
    page_seconds: float = 120.0
    memory_bytes: int = 3_000_000_000
    backend: str = "local"
    manifest: str = ""
    retry_quarantined: bool = True

    def __post_init__(self) -> None:
        """Checks the values.

        Raises:
            UsageError: If one makes no sense.
        """
        if self.jobs is not None and self.jobs < 1:
            raise UsageError(f"jobs must be at least 1, not {self.jobs}")
        if not (self.page_seconds > 0 and math.isfinite(self.page_seconds)):
            raise UsageError(f"the time limit must be a positive number of seconds, not {self.page_seconds}")
        if self.memory_bytes < 0:
            raise UsageError(f"the memory limit must be at least 0, not {self.memory_bytes}")

    @property
    def is_shared(self) -> bool:
        """Whether other machines may work on the same manifest."""
        return "://" in self.manifest

    def fingerprint(self) -> str:
        """16 hexadecimal digits that change with every option that can change a result."""
        text = f"{self.ocr.fingerprint()} {self.engine} {self.copy_signed}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]

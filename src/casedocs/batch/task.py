"""What is to be done with each page, by whom and within which limits: plain data that any machine can be sent."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from casedocs._reading import Node
from casedocs.errors import UsageError

__all__ = ["Limits", "Task"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one unit of work may cost. Limits do not enter the key of a result.

    Attributes:
        page_seconds: Time for a page; a block of pages has as much for each of its pages.
        assemble_seconds: Time for writing a document.
        memory_bytes: Memory of a child process; 0 means no limit. Address space on Linux and macOS, committed memory
            of the job object on Windows.
        pixels: Largest picture that a task may decode; handed to the task and to Pillow. 120 million: A3 at 600 dpi
            has 70.
        attempts: How often a unit may end its child (or run out of time) before it is quarantined.
        losses: How often the worker of a unit may vanish (a machine switched off) before the unit is given up.
    """

    page_seconds: float = 120.0
    assemble_seconds: float = 600.0
    memory_bytes: int = 3_000_000_000
    pixels: int = 120_000_000
    attempts: int = 2
    losses: int = 5

    def __post_init__(self) -> None:
        """Checks the values.

        Raises:
            UsageError: If one makes no sense.
        """
        times = (self.page_seconds, self.assemble_seconds)
        if not all(seconds > 0 and math.isfinite(seconds) for seconds in times):
            raise UsageError(f"time limits must be positive numbers of seconds, not {times}")
        if self.memory_bytes < 0 or self.pixels < 1 or self.attempts < 1 or self.losses < 1:
            raise UsageError("a memory limit is at least 0; pixels, attempts and losses are at least 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The work of a batch.

    The function that `start` names gets `setup` once in each child process and gives a callable from payload to
    answer, both plain JSON data. `casedocs.batch.worker` says what a payload holds.

    Attributes:
        start: ``"module:function"``.
        setup: What the function gets.
        target: Folder (or URL) of the results; the work folder ``.casedocs`` is in it.
        options: Fingerprint of everything besides content and model that page results depend on.
        model: Identity of the model and of its weights.
        assembles: Whether documents are put together once their last page is in.
        assemble_options: Fingerprint of what only the putting together depends on.
        pages_per_unit: Pages in a unit of work.
        keep_pages: Keep page results after their document has been put together.
        limits: Of time, memory, pixels and attempts.
        import_paths: Folders that a child adds to its import path.
    """

    start: str
    setup: Mapping[str, Any] = field(default_factory=dict)
    target: str
    options: str = ""
    model: str = ""
    assembles: bool = False
    assemble_options: str = ""
    pages_per_unit: int = 1
    keep_pages: bool = False
    limits: Limits = field(default_factory=Limits)
    import_paths: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Checks the values.

        Raises:
            UsageError: If one makes no sense.
        """
        if ":" not in self.start:
            raise UsageError(f"{self.start!r} is not of the form module:function")
        if not self.target:
            raise UsageError("a task needs a target folder")
        if self.pages_per_unit < 1:
            raise UsageError(f"pages_per_unit must be at least 1, not {self.pages_per_unit}")
        try:
            json.dumps(dict(self.setup))
        except (TypeError, ValueError) as error:
            raise UsageError(f"the setup of a task must be plain JSON data: {error}") from error

    def content_key(self, sha256: str) -> str:
        """The key of all page results of a content: 32 hexadecimal digits of content, options and model."""
        return _digest(sha256, self.options, self.model)

    def fingerprint(self) -> str:
        """Changes with everything that a result depends on; runners of one fingerprint share work."""
        return _digest(self.start, self.options, self.model, str(self.assembles), self.assemble_options)

    def to_data(self) -> dict[str, Any]:
        """The task as plain data."""
        return asdict(self) | {"setup": dict(self.setup), "import_paths": list(self.import_paths)}

    @staticmethod
    def from_data(node: Node) -> "Task":
        """Reads what `to_data` gave.

        Raises:
            FormatError: If the data is not of that form.
            UsageError: If a value makes no sense.
        """
        limits = node.get("limits")
        return Task(
            start=node.get("start").text(),
            setup=node.get("setup").mapping(),
            target=node.get("target").text(),
            options=node.get("options").text(),
            model=node.get("model").text(),
            assembles=node.get("assembles").boolean(),
            assemble_options=node.get("assemble_options").text(),
            pages_per_unit=node.get("pages_per_unit").integer(),
            keep_pages=node.get("keep_pages").boolean(),
            import_paths=tuple(path.text() for path in node.get("import_paths").items()),
            limits=Limits(
                page_seconds=limits.get("page_seconds").number(),
                assemble_seconds=limits.get("assemble_seconds").number(),
                memory_bytes=limits.get("memory_bytes").integer(),
                pixels=limits.get("pixels").integer(),
                attempts=limits.get("attempts").integer(),
                losses=limits.get("losses").integer(),
            ),
        )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]

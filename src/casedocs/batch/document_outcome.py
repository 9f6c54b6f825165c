"""What has become of a document of a batch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from casedocs.batch.states import DocumentState, UnitState
from casedocs.batch.store import Published

__all__ = ["DocumentOutcome", "UnitTrouble"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTrouble:
    """Pages of a document that failed, are quarantined, or want a look."""

    indices: tuple[int, ...]
    state: UnitState
    error: Mapping[str, Any] | None = None
    review: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentOutcome:
    """A document of the job.

    Attributes:
        document: Path or URL.
        name: Of its results.
        state: Where it stands.
        sha256: Of its content.
        duplicate_of: The document that has the same pages.
        pages: Pages to do.
        done: Pages done.
        failed: Pages refused by a named error.
        quarantined: Pages that ended their child too often.
        files: Its results (where the task assembles).
        answer: What the task said when it put the document together.
        review: Why a person should look at it.
        trouble: Its bad or doubtful pages.
        error: Why there is no result.
        seconds: Time spent on its pages.
        finished: When it ended; 0 while it is pending.
    """

    document: str
    name: str
    state: DocumentState
    sha256: str = ""
    duplicate_of: str = ""
    pages: int = 0
    done: int = 0
    failed: int = 0
    quarantined: int = 0
    files: tuple[Published, ...] = ()
    answer: Mapping[str, Any] = field(default_factory=dict)
    review: tuple[str, ...] = ()
    trouble: tuple[UnitTrouble, ...] = ()
    error: Mapping[str, Any] | None = None
    seconds: float = 0.0
    finished: float = 0.0

    @property
    def needs_review(self) -> bool:
        """Whether the task asked for a person's look at the document or one of its pages."""
        return bool(self.review) or any(page.review for page in self.trouble)

    def to_data(self) -> dict[str, Any]:
        """The outcome as plain data for JSON."""
        return {
            "document": self.document,
            "name": self.name,
            "state": self.state.value,
            "sha256": self.sha256,
            "duplicate_of": self.duplicate_of,
            "pages": self.pages,
            "done": self.done,
            "failed": self.failed,
            "quarantined": self.quarantined,
            "files": [file.name for file in self.files],
            "answer": dict(self.answer),
            "review": list(self.review),
            "trouble": [
                {
                    "pages": [index + 1 for index in page.indices],
                    "state": page.state.value,
                    "error": None if page.error is None else dict(page.error),
                    "review": list(page.review),
                }
                for page in self.trouble
            ],
            "error": None if self.error is None else dict(self.error),
            "seconds": round(self.seconds, 3),
            "finished": self.finished,
        }

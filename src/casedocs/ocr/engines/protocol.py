"""What casedocs asks of a recognition engine."""

from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

from casedocs.ocr.picture import Picture
from casedocs.ocr.result import Block

__all__ = ["Engine", "EngineInfo"]


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """Which engine with which model: enters every page and the key under which finished work is kept."""

    name: str
    version: str
    languages: tuple[str, ...] = ()
    model: str = ""

    @property
    def label(self) -> str:
        """Name and version for people."""
        return f"{self.name} {self.version}".strip()


@runtime_checkable
class Engine(Protocol):
    """Turns the picture of a page into blocks of lines of words.

    An engine belongs to one thread at a time. It is closed by whoever created it.
    """

    @property
    def info(self) -> EngineInfo:
        """Which engine this is."""
        ...

    @property
    def dpi(self) -> float:
        """The resolution at which a page should be drawn for it."""
        ...

    def read(self, picture: Picture) -> tuple[Block, ...]:
        """Reads a page.

        Args:
            picture: The page, upright.

        Returns:
            Blocks in reading order; boxes and baselines in pixels of `picture`.

        Raises:
            EngineError: If it fails.
        """
        ...

    def close(self) -> None:
        """Gives back what the engine holds."""
        ...

    def __enter__(self) -> Self:
        """The engine itself."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes it."""
        ...

"""The context-manager half of an engine."""

from types import TracebackType
from typing import Self

__all__ = ["ClosingEngine"]


class ClosingEngine:
    """Enter gives the engine itself, exit closes it."""

    def close(self) -> None:
        """Gives back what the engine holds; nothing here."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

"""The beginning of a file's bytes as a file of its own, without a copy: for readers that want a revision."""

import io

__all__ = ["Window"]


class Window(io.RawIOBase):
    """The first `end` bytes of `data`, to be read only.

    Args:
        data: A whole file.
        end: Where the revision ends.
    """

    def __init__(self, data: bytes, end: int) -> None:
        super().__init__()
        self._view, self._at = memoryview(data)[:end], 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Where the next byte is read."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Moves to another place."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: len(self._view)}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: "bytearray | memoryview", /) -> int:  # type: ignore[override]  # narrower: all that callers hand in
        """Fills the buffer; the number of bytes that were there."""
        part = self._view[self._at : self._at + len(buffer)]
        memoryview(buffer).cast("B")[: len(part)] = part
        self._at += len(part)
        return len(part)

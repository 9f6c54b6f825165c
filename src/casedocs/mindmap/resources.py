"""The files inside a workbook: pictures and attachments."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, MutableMapping

__all__ = ["Resources"]

_SCHEME = "xap:"


class Resources(MutableMapping[str, bytes]):
    """Member name (``resources/….png``, ``attachments/….png``) → content; content is read when it is asked for.

    Args:
        names: Members that the container already has.
        read: Reads one of them.
    """

    def __init__(self, names: Iterable[str] = (), read: Callable[[str], bytes] | None = None) -> None:
        self._names = dict.fromkeys(names)
        self._read = read
        self._added: dict[str, bytes] = {}
        self._removed: set[str] = set()

    def __getitem__(self, name: str) -> bytes:
        if name in self._added:
            return self._added[name]
        if name not in self._names or self._read is None:
            raise KeyError(name)
        return self._read(name)

    def __setitem__(self, name: str, data: bytes) -> None:
        self._names.setdefault(name)
        self._added[name] = data
        self._removed.discard(name)

    def __delitem__(self, name: str) -> None:
        del self._names[name]
        self._added.pop(name, None)
        self._removed.add(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    @property
    def changes(self) -> tuple[dict[str, bytes], frozenset[str]]:
        """What was added or replaced, and what was removed, since the map was read."""
        return dict(self._added), frozenset(self._removed)

    def copy(self) -> "Resources":
        """An independent set with the same content; what lies in a container is still read from there."""
        new = Resources(self._names, self._read)
        new._added, new._removed = dict(self._added), set(self._removed)
        return new

    def add(self, data: bytes, suffix: str) -> str:
        """Stores `data` under its SHA-256 and returns the link to it, such as ``xap:resources/….png``.

        Args:
            data: The content.
            suffix: With its dot, such as ``.png``.
        """
        name = f"resources/{hashlib.sha256(data).hexdigest()}{suffix}"
        if name not in self:
            self[name] = data
        return _SCHEME + name

    def name_of(self, link: str) -> str | None:
        """The member that an ``xap:`` link means; None for other links."""
        return link.removeprefix(_SCHEME).lstrip("/") if link.startswith(_SCHEME) else None

    def find(self, link: str) -> bytes | None:
        """The content behind an ``xap:`` link; None when it is another kind of link or the member is missing."""
        name = self.name_of(link)
        return self[name] if name is not None and name in self else None

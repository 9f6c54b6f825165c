"""Options of reading and writing."""

from dataclasses import dataclass, field

from casedocs.errors import UsageError
from casedocs.mindmap._package import Limits

__all__ = ["DumpOptions", "Limits", "LoadOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOptions:
    """How a map is read.

    Attributes:
        format: Name of the format (a key of `formats.FORMATS`); empty: decided by the content, then by the file name.
        password: Opens encrypted XMind files.
        limits: Safety limits of containers.
        max_bytes: Largest file.
        max_content_bytes: Largest content document, unpacked; 64 MiB hold some 350,000 topics.
    """

    format: str = ""
    password: str = field(default="", repr=False)
    limits: Limits = field(default_factory=Limits)
    max_bytes: int = 1024 * 2**20
    max_content_bytes: int = 64 * 2**20

    def __post_init__(self) -> None:
        if self.max_bytes < 1 or self.max_content_bytes < 1:
            raise UsageError("limits must be at least 1 byte")


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpOptions:
    """How a map is written.

    Attributes:
        format: Name of the format; empty: decided by the target's suffix (``.xmind`` keeps the kind that was read).
        password: Encrypts XMind files. None keeps the state of the source (an encrypted file is saved under the
            password that opened it); an empty text writes without encryption. XMind's scheme is weak by today's
            measure (1,024 rounds): it keeps a casual reader out, not a determined one.
    """

    format: str = ""
    password: str | None = field(default=None, repr=False)

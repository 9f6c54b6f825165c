"""Where a map came from: what a codec needs in order to save it without losing anything."""

from dataclasses import dataclass, field

from casedocs.mindmap._package import Package

__all__ = ["Origin"]


@dataclass(slots=True, kw_only=True)
class Origin:
    """The file behind a map.

    Attributes:
        format: Name of the codec that read it.
        data: The file's bytes.
        tree: The parsed content (a JSON value or an XML element) whose pieces the model's ``source`` fields hold.
        package: The container, for formats that are one.
        password: What opened it; empty when it was not encrypted.
    """

    format: str
    data: bytes = field(repr=False)
    tree: object = field(default=None, repr=False)
    package: Package | None = field(default=None, repr=False)
    password: str = field(default="", repr=False)

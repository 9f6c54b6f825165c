"""What a format codec is: bytes to a map and back, with an honest list of what it carries."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from casedocs.mindmap.losses import Feature, LossReport
from casedocs.mindmap.model import MindMap
from casedocs.mindmap.options import DumpOptions, LoadOptions

__all__ = ["Codec", "FormatInfo", "Trip"]


class Trip(StrEnum):
    """Which ways a format goes."""

    BOTH = "both"
    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatInfo:
    """The card of a format.

    Attributes:
        name: Its name in options and on the command line.
        suffixes: File name endings, the usual one first.
        trip: Read, written, or both.
        carries: What it can hold beside titles and their tree.
        title: What people call it.
    """

    name: str
    suffixes: tuple[str, ...]
    trip: Trip
    carries: frozenset[Feature]
    title: str

    @property
    def loses(self) -> frozenset[Feature]:
        """What it cannot hold."""
        return frozenset(Feature) - self.carries


class Codec(Protocol):
    """One format."""

    info: FormatInfo

    def read(self, data: bytes, options: LoadOptions) -> MindMap:
        """The map in `data`; raises an `InputError` for anything that is none."""
        ...

    def write(self, mind_map: MindMap, options: DumpOptions) -> tuple[bytes, LossReport]:
        """The file for a map, and what it does not hold."""
        ...

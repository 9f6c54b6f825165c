"""The options of recognition."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from enum import StrEnum

from casedocs.errors import UsageError

__all__ = ["OcrOptions", "PageSelection", "TextLayerUse", "languages_from"]

_LANGUAGE = re.compile(r"[A-Za-z][A-Za-z_/]*\Z")
_TWO_LETTERS = {"vi": "vie", "en": "eng", "fr": "fra", "zh": "chi_sim", "km": "khm"}


class TextLayerUse(StrEnum):
    """What to do with text that a PDF page already has."""

    AUTO = "auto"
    """Use it where it can be trusted, recognise the page where it cannot."""
    NEVER = "never"
    """Recognise every page."""


def languages_from(text: str) -> tuple[str, ...]:
    """Reads ``vie``, ``vie+eng`` or ``vi,en`` into language codes of three letters.

    Raises:
        UsageError: If a name cannot be a language.
    """
    names = [name.strip() for name in re.split(r"[+,]", text) if name.strip()]
    for name in names:
        if not _LANGUAGE.match(name):
            raise UsageError(f"{name!r} is not a language code", hint="write for example: vie or vie+eng")
    if not names:
        raise UsageError("no language given", hint="write for example: vie or vie+eng")
    return tuple(dict.fromkeys(_TWO_LETTERS.get(name, name) for name in names))


@dataclass(frozen=True, slots=True)
class PageSelection:
    """Which pages to read, as ranges of 1-based numbers; an open end is None."""

    ranges: tuple[tuple[int, int | None], ...]

    @staticmethod
    def parse(text: str) -> "PageSelection":
        """Reads ``1-3,7,12-``.

        Raises:
            UsageError: If it is not of that form.
        """
        ranges: list[tuple[int, int | None]] = []
        for part in text.replace(" ", "").split(","):
            match = re.fullmatch(r"(\d{1,9})(-(\d{1,9})?)?", part)
            if match is None:
                raise UsageError(f"{part!r} is not a range of pages", hint="write for example: 1-3,7,12-")
            first = int(match[1])
            last = first if match[2] is None else (int(match[3]) if match[3] else None)
            if first < 1 or (last is not None and last < first):
                raise UsageError(f"{part!r} is not a range of pages", hint="pages count from 1, the smaller first")
            ranges.append((first, last))
        return PageSelection(tuple(ranges))

    def indices(self, page_count: int) -> list[int]:
        """The 0-based indices, ascending, of the selected pages that a document of `page_count` pages has."""
        found: set[int] = set()
        for first, last in self.ranges:
            stop = page_count if last is None else min(last, page_count)
            found.update(range(first - 1, stop))
        return sorted(found)

    def __str__(self) -> str:
        """The form that `parse` reads."""
        parts = []
        for first, last in self.ranges:
            parts.append(str(first) if last == first else f"{first}-{'' if last is None else last}")
        return ",".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrOptions:
    """How to recognise.

    Attributes:
        languages: Codes as Tesseract names them, the main one first.
        pages: Which pages; None means all.
        text_layer: What to do with text that the pages already have.
        max_pixels: A page picture with more pixels is refused (120 million: A3 at 600 dpi has 70).
        max_file_bytes: A larger source is refused.
    """

    languages: tuple[str, ...] = ("vie",)
    pages: PageSelection | None = None
    text_layer: TextLayerUse = TextLayerUse.AUTO
    max_pixels: int = 120_000_000
    max_file_bytes: int = 4_000_000_000

    def __post_init__(self) -> None:
        """Checks the values.

        Raises:
            UsageError: If one makes no sense.
        """
        if not self.languages or not all(_LANGUAGE.match(name) for name in self.languages):
            raise UsageError(f"not language codes: {self.languages!r}", hint="for example: ('vie', 'eng')")
        if self.max_pixels < 1 or self.max_file_bytes < 1:
            raise UsageError("limits must be positive")

    def fingerprint(self) -> str:
        """16 hexadecimal digits that change with every option that can change the words."""
        values = asdict(self)
        values["pages"] = None if self.pages is None else str(self.pages)
        return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]

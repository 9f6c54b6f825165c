"""Pages of words with boxes: what recognition gives, made by hand."""

from dataclasses import dataclass

from casedocs.classify import TextWord
from casedocs.geometry import Box, Size


@dataclass(frozen=True)
class BoxedLine:
    words: tuple[TextWord, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box | None:
        boxes = [word.box for word in self.words if word.box is not None]
        return Box.around(boxes) if boxes else None


@dataclass(frozen=True)
class BoxedPage:
    page_number: int
    lines: tuple[BoxedLine, ...]
    size: Size

    @property
    def document(self) -> "BoxedDocument":
        return BoxedDocument((self,))


@dataclass(frozen=True)
class BoxedDocument:
    pages: tuple[BoxedPage, ...]

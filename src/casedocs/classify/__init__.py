"""What a paper is: the catalogue of document kinds, their recognition and the splitting of a pile into documents."""

from casedocs.classify.document import (
    DocumentView,
    Linear,
    LineView,
    PageView,
    Place,
    TextDocument,
    TextLine,
    TextPage,
    TextWord,
    WordView,
)

__all__ = [
    "DocumentView",
    "LineView",
    "Linear",
    "PageView",
    "Place",
    "TextDocument",
    "TextLine",
    "TextPage",
    "TextWord",
    "WordView",
]

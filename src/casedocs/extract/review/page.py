"""The page: data as JSON that cannot end its element, pictures inside, style and script allowed by their hashes."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from casedocs._files import atomic_write
from casedocs._html import inline_hash, inline_json
from casedocs.classify.document import DocumentView
from casedocs.errors import UsageError
from casedocs.extract.labels import field_label
from casedocs.extract.model import Extraction, Field
from casedocs.extract.review.words import WORDS

__all__ = ["PagePicture", "ReviewOptions", "render_review"]

_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})


@dataclass(frozen=True, slots=True)
class PagePicture:
    """The picture of a page, for people to look at.

    Attributes:
        page_number: 1-based.
        media_type: ``image/jpeg``, ``image/png`` or ``image/webp``.
        data: The file's bytes.
        image: Hash of the pixels as scanned; corrections are keyed to it.
    """

    page_number: int
    media_type: str
    data: bytes
    image: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewOptions:
    """Options of `render_review`.

    Attributes:
        vi: Whether the page opens in Vietnamese; a key switches.
        words_below: Words below this confidence are listed for review.
        fields_below: Fields below this confidence are listed before all others; those above come last.

    Raises:
        UsageError: If a share is out of range.
    """

    vi: bool = True
    words_below: float = 0.85
    fields_below: float = 0.95

    def __post_init__(self) -> None:
        if not 0 <= self.words_below <= 1 or not 0 <= self.fields_below <= 1:
            raise UsageError("confidences lie between 0 and 1")


def render_review(
    document: DocumentView,
    extraction: Extraction,
    pictures: Sequence[PagePicture],
    target: str | Path,
    *,
    options: ReviewOptions | None = None,
) -> int:
    """Writes the review page.

    Its own policy allows one script and one style by their hashes and pictures inside the file, and no connection.

    Args:
        document: The recognised document.
        extraction: Its fields.
        pictures: The pictures of its pages; a page without one shows its text only and takes no corrections.
        target: The file.
        options: Language and thresholds.

    Returns:
        How many items it lists.

    Raises:
        UsageError: If a picture is of another type.
        OutputError: If the file cannot be written.
    """
    options = options or ReviewOptions()
    strange = next((one for one in pictures if one.media_type not in _TYPES), None)
    if strange is not None:
        raise UsageError(f"{strange.media_type} is no picture that every browser shows", hint="give JPEG, PNG or WebP")
    by_page = {one.page_number: one for one in pictures}
    pages = [_page(page, by_page.get(page.page_number)) for page in document.pages]
    items = sorted([*_fields(extraction), *_words(pages, options)], key=lambda item: (item["confidence"], item["page"]))
    data = inline_json({
        "source": extraction.source_name, "pages": pages, "items": items, "words": WORDS,
        "lang": "vi" if options.vi else "en", "sure": options.fields_below,
    })  # fmt: skip
    atomic_write(Path(target), _html(extraction.source_name, data, options).encode("utf-8", "replace"))
    return len(items)


def _page(page: Any, picture: PagePicture | None) -> dict[str, Any]:
    words: list[list[Any]] = []
    lines: list[list[int]] = []
    for line in page.lines:
        start = len(words)
        for word in line.words:
            box = None if word.box is None else word.box.rounded(1)
            edges = None if box is None else [box.left, box.top, box.right, box.bottom]
            words.append([word.text, edges, word.confidence])
        lines.append([start, len(words)])
    return {
        "number": page.page_number,
        "size": [page.size.width, page.size.height],
        "words": words,
        "lines": lines,
        "image": "" if picture is None else picture.image,
        "picture": "" if picture is None else _data_url(picture),
    }


def _data_url(picture: PagePicture) -> str:
    return f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode('ascii')}"


def _fields(extraction: Extraction) -> list[dict[str, Any]]:
    found = [_field(one, "") for one in extraction.fields]
    for person in extraction.persons:
        owner = person.name.canonical
        found += [_field(one, "" if one is person.name else owner) for one in person.fields]
    return found


def _field(field: Field, person: str) -> dict[str, Any]:
    boxes = [
        [
            place.page_number,
            *(round(edge, 1) for edge in (place.box.left, place.box.top, place.box.right, place.box.bottom)),
        ]
        for place in field.places
        if place.box is not None
    ]
    return {
        "type": "field", "name": field.name.value,
        "label": [field_label(field.name), field_label(field.name, vi=False)],
        "person": person, "value": field.canonical, "raw": " ".join(field.raw.split()), "page": field.page_number or 0,
        "boxes": boxes, "confidence": field.confidence, "cue": field.reason.cue, "line": field.reason.line,
        "rule": field.reason.rule,
    }  # fmt: skip


def _words(pages: list[dict[str, Any]], options: ReviewOptions) -> list[dict[str, Any]]:
    """The doubtful words, as items of their own."""
    return [
        {
            "type": "word", "page": page["number"], "index": index, "value": text, "raw": text,
            "confidence": confidence,
            "boxes": [[page["number"], *edges]],
        }
        for page in pages
        for index, (text, edges, confidence) in enumerate(page["words"])
        if edges is not None and confidence is not None and confidence < options.words_below
    ]  # fmt: skip


def _asset(name: str) -> str:
    return files("casedocs.extract.review").joinpath(name).read_text(encoding="utf-8").strip()


def _html(title: str, data: str, options: ReviewOptions) -> str:
    style, script = _asset("review.css"), _asset("review.js")
    policy = (
        f"default-src 'none'; script-src 'sha256-{inline_hash(script)}'; style-src 'sha256-{inline_hash(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    name = escape(title.encode("utf-8", "replace").decode("utf-8"))
    return (
        f'<!doctype html>\n<html lang="{"vi" if options.vi else "en"}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{name}</title><style>{style}</style></head>\n<body>{_BODY.replace('TITLE', name)}\n"
        f'<script type="application/json" id="data">{data}</script>\n<script>{script}</script></body></html>\n'
    )


_BODY = (
    '<header><h1>TITLE</h1><span id="progress" aria-live="polite"></span>'
    '<button type="button" data-do="save"></button><button type="button" data-do="lang">VI/EN</button>'
    '<button type="button" data-do="help">?</button></header>'
    '<main><section id="picture" tabindex="0"><div id="sheet"></div></section>'
    '<section id="side"><div id="card"></div><ol id="items"></ol></section>'
    '<section id="text"></section></main><div id="help" hidden></div><div id="live" aria-live="polite"></div>'
)

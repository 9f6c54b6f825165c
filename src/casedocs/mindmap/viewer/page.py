"""The page: data as JSON that cannot end its element, style and script allowed by their hashes, nothing else."""

import base64
import hashlib
import json
import re
from html import escape
from importlib.resources import files
from pathlib import Path

from casedocs._files import atomic_write
from casedocs.mindmap._fonts import FontSet, clean, load_fonts
from casedocs.mindmap.layout.shapes import number_text
from casedocs.mindmap.model import Kind, MindMap, Sheet, Visit
from casedocs.mindmap.render.options import RenderReport
from casedocs.mindmap.render.pictures import sheet_of
from casedocs.mindmap.render.svg import families, font_rules
from casedocs.mindmap.render.theme import BRANCHES, STATUS
from casedocs.mindmap.status import Status, status_of
from casedocs.mindmap.viewer.options import HtmlOptions
from casedocs.mindmap.viewer.words import WORDS

__all__ = ["render_html", "safe_link"]

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_STATUS_NAMES = {Status.OPEN: "unclear"}
_BUTTONS = (
    ("steps", "▶", "steps"), ("fit", "⤢", "fit"), ("plus", "+", "plus"), ("minus", "−", "minus"),
    ("open", "⊞", "openAll"), ("close", "⊟", "closeAll"), ("notes", "≡", "notes"), ("dark", "◐", "dark"),
    ("black", "■", "black"), ("print", "⎙", "print"), ("lang", "VI/EN", "lang"), ("help", "?", "help"),
)  # fmt: skip


def safe_link(link: str | None) -> str:
    """A link that the viewer may offer: http, https, mailto, or a file beside the page; else empty."""
    text = "".join(letter for letter in (link or "").strip() if letter.isprintable())
    if text.lower().startswith(("http://", "https://", "mailto:")):
        return text
    text = text.removeprefix("file:")
    if not text or text.startswith(("/", "\\", "#")) or _SCHEME.match(text):
        return ""
    return text.replace("\\", "/")


def _row(visit: Visit, parent: int, branch: int, number: str, options: HtmlOptions) -> list[object]:
    topic = visit.topic
    status = status_of(topic)
    note = clean(topic.note.plain).strip() if topic.note is not None and options.notes else ""
    title = f"{number} {clean(topic.title)}" if number else clean(topic.title)
    labels = [clean(label).replace("\n", " ") for label in topic.labels]
    return [
        title, parent, labels, _STATUS_NAMES.get(status, status.value), note, safe_link(topic.link),
        branch, visit.kind.value, int(topic.folded),
    ]  # fmt: skip


def _rows(sheet: Sheet, options: HtmlOptions) -> tuple[list[list[object]], dict[str, int]]:
    rows: list[list[object]] = []
    numbers: dict[int, int] = {}
    by_id: dict[str, int] = {}
    branches: list[int] = []
    shown: list[str] = []
    for visit in sheet.root.visits():
        floating = visit.kind is Kind.FLOATING
        parent = -1 if visit.parent is None or floating else numbers[id(visit.parent)]
        top = parent < 0
        branch = len(rows) if top or rows[parent][1] == -1 else branches[parent]
        if not top and rows[parent][1] == -1:
            branch = sum(1 for row in rows if row[1] == parent) if len(rows) < 2000 else len(rows)
        numbers[id(visit.topic)] = len(rows)
        by_id.setdefault(visit.topic.id, len(rows))
        branches.append(branch)
        number = ""
        if visit.kind is Kind.CHILD and visit.parent is not None:
            position = int(visit.path.rsplit(".", 1)[-1])
            number = number_text(visit.parent.numbering, position, shown[parent])
        shown.append(number)
        rows.append(_row(visit, parent, branch, number, options))
    return rows, by_id


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return (
        text.replace("<", "\\u003c").replace(">", "\\u003e").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _asset(name: str) -> str:
    return files("casedocs.mindmap.viewer").joinpath(name).read_text(encoding="utf-8").strip()


def _style(fonts: FontSet, letters: str, options: HtmlOptions) -> str:
    swatches = "".join(
        f"#legend .{_STATUS_NAMES.get(status, status.value)}{{background:{color}}}" for status, color in STATUS.items()
    )
    css = _asset("viewer.css").replace("FAMILIES", families(fonts)).replace("STATUS", swatches)
    if not options.embed_fonts:
        return css
    text = "".join(sorted({*letters, *"".join(words for table in WORDS.values() for words in table.values())}))
    return font_rules(fonts, {False: text, True: text}) + css


def _body(title: str) -> str:
    buttons = "".join(
        f'<button type="button" data-do="{action}" data-tip="{tip}">{sign}</button>' for action, sign, tip in _BUTTONS
    )
    names = [_STATUS_NAMES.get(status, status.value) for status in STATUS]
    legend = "".join(f'<span><i class="{name}"></i><span data-word="{name}"></span></span>' for name in names)
    return (
        f'<div id="app"><header><h1>{escape(title)}</h1>'
        '<input id="search" type="search" data-tip="search" autocomplete="off" spellcheck="false">'
        '<button type="button" data-do="previous" data-tip="previous">‹</button>'
        '<button type="button" data-do="next" data-tip="next">›</button><span id="count" aria-live="polite"></span>'
        f'{buttons}<div id="legend">{legend}</div></header>'
        '<main><canvas id="board" tabindex="0" role="application" data-tip="board"></canvas>'
        '<aside id="panel" hidden><div id="path"></div><h2 id="title"></h2><div id="labels"></div>'
        '<div id="note"></div><a id="link" target="_blank" rel="noopener noreferrer" hidden></a></aside>'
        '<div id="caption" hidden><div id="caption-path"></div><div id="caption-title"></div>'
        '<div id="caption-note"></div></div><div id="help" data-word="keys" hidden></div></main></div>'
        '<div id="outline"></div><div id="black" hidden></div><div id="live" aria-live="polite"></div>'
    )


def render_html(mind_map: MindMap, target: str | Path, *, options: HtmlOptions | None = None) -> RenderReport:
    """Writes one HTML file that shows a sheet without any network.

    The file's own policy allows one script and one style by their hashes, fonts inside the file, and no connection.

    Args:
        mind_map: The map.
        target: The file.
        options: Sheet, language, notes, fonts.

    Raises:
        UsageError: If there is no such sheet, or the tree is tied into a ring.
        OutputError: If the file cannot be written.
        MissingExtraError: If the fonts are not installed.
    """
    options = options or HtmlOptions()
    sheet = sheet_of(mind_map, options.sheet_id)
    fonts = load_fonts()
    rows, by_id = _rows(sheet, options)
    arcs = [
        [by_id[arc.start_id], by_id[arc.end_id], clean(arc.title).replace("\n", " ")]
        for arc in sheet.relationships
        if arc.start_id in by_id and arc.end_id in by_id and arc.start_id != arc.end_id
    ]
    colors = {_STATUS_NAMES.get(status, status.value): color for status, color in STATUS.items()}
    data = _json({
        "topics": rows, "arcs": arcs, "branches": BRANCHES, "status": colors, "words": WORDS,
        "lang": options.language.value, "families": families(fonts),
    })  # fmt: skip
    letters = "".join(sorted(set(data)))
    style, script = _style(fonts, letters, options), _asset("viewer.js")
    policy = (
        f"default-src 'none'; script-src 'sha256-{_hash(script)}'; style-src 'sha256-{_hash(style)}'; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )
    title = clean(sheet.root.title or sheet.title).replace("\n", " ").strip()
    page = (
        f'<!doctype html>\n<html lang="{options.language.value}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{escape(title)}</title><style>{style}</style></head>\n<body>{_body(title)}\n"
        f'<script type="application/json" id="map">{data}</script>\n<script>{script}</script></body></html>\n'
    )
    atomic_write(Path(target), page.encode("utf-8"))
    return RenderReport(pages=1, topics=len(rows), missing_letters=tuple(fonts.missing("".join(set(data)))))

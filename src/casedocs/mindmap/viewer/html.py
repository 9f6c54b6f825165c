"""A map as one HTML file that works from a USB stick: the viewer, its style and the data, nothing fetched.

The page forbids itself everything by its content security policy; script and style are allowed by their hashes, so
nothing that a map's author wrote can run. Titles reach the page as data and are shown as text, never as HTML.
"""

import base64
import hashlib
import html
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from casedocs.errors import UsageError
from casedocs.mindmap._json import dump_json
from casedocs.mindmap.model import Kind, MindMap, Sheet, Topic

__all__ = ["HtmlOptions", "Language", "render_html"]


class Language(StrEnum):
    """The language of buttons."""

    VI = "vi"
    EN = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlOptions:
    """How the page begins.

    Attributes:
        language: The language of buttons.
        depth: Levels below the root that are open at first.
    """

    language: Language = Language.VI
    depth: int = 2

    def __post_init__(self) -> None:
        if self.depth < 1:
            raise UsageError("depth must be at least 1")


_TEXTS = {
    Language.VI: {
        "find": "Tìm, không cần dấu…",
        "fit": "Vừa màn hình",
        "openAll": "Mở hết",
        "shutAll": "Gập lại",
        "steps": "Chiếu từng bước",
        "dark": "Sáng/tối",
        "print": "In",
        "close": "Đóng",
        "open": "Mở",
        "states": ("Xong, đủ", "Đang làm, chưa rõ", "Chưa có, có vấn đề", "Lưu ý"),
        "map": "Sơ đồ tư duy",
    },
    Language.EN: {
        "find": "Find, accents optional…",
        "fit": "Fit",
        "openAll": "Open all",
        "shutAll": "Fold",
        "steps": "Step by step",
        "dark": "Light/dark",
        "print": "Print",
        "close": "Close",
        "open": "Open",
        "states": ("Done", "Under way, unclear", "Missing, problem", "Note"),
        "map": "Mind map",
    },
}
_STATES = {
    "task-done": 1,
    "flag-green": 1,
    "symbol-right": 1,
    "task-half": 2,
    "task-quarter": 2,
    "task-3quar": 2,
    "symbol-question": 2,
    "flag-yellow": 2,
    "flag-orange": 2,
    "task-start": 3,
    "symbol-wrong": 3,
    "symbol-exclam": 3,
    "flag-red": 3,
    "symbol-attention": 4,
    "symbol-info": 4,
    "flag-blue": 4,
}


def _state(topic: Topic) -> int:
    return next((_STATES[marker] for marker in topic.markers if marker in _STATES), 0)


def _sheet_data(sheet: Sheet) -> dict[str, object]:
    places: dict[int, int] = {}
    ids: dict[str, int] = {}
    rows: list[list[object]] = []
    shut: list[int] = []
    for visit in sheet.root.visits():
        topic, number = visit.topic, len(rows)
        places[id(topic)] = number
        ids.setdefault(topic.id, number)
        parent = -1 if visit.parent is None else places[id(visit.parent)]
        kind = int(visit.kind not in {Kind.ROOT, Kind.CHILD})
        note = topic.note.plain.strip() if topic.note is not None else ""
        link = topic.link if topic.link and not topic.link.startswith(("xmind:", "xap:")) else ""
        rows.append([parent, topic.title, " · ".join(topic.labels), note, link, _state(topic), kind])
        if topic.folded:
            shut.append(number)
    arrows = [
        [ids[item.start_id], ids[item.end_id], item.title]
        for item in sheet.relationships
        if item.start_id in ids and item.end_id in ids
    ]
    return {"nodes": rows, "arrows": arrows, "shut": shut}


def _embedded(value: object) -> str:
    """JSON that cannot end the element it stands in."""
    text = dump_json(value).decode("utf-8")
    for sign, escape in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(sign, escape)
    return text


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _buttons(texts: dict[str, object]) -> str:
    names = ("fit", "openAll", "shutAll", "steps", "dark", "print")
    return "".join(f'<button id="{name}" type="button">{html.escape(str(texts[name]))}</button>' for name in names)


def _legend(texts: dict[str, object], used: set[int]) -> str:
    names = texts["states"]
    assert isinstance(names, tuple)  # noqa: S101  the table above is ours
    return "".join(
        f'<span><svg viewBox="0 0 10 10"><circle cx="5" cy="5" r="5" class="s{state}"/></svg> '
        f"{html.escape(name)}</span>"
        for state, name in enumerate(names, 1)
        if state in used
    )


_BODY = """<body><header><b>{title}</b>{tabs}<input id="find" type="search" placeholder="{find}" aria-label="{find}">
<span id="count" role="status"></span>{buttons}<span id="step"></span><span id="legend">{legend}</span></header>
<main><svg id="map" tabindex="0" role="img" aria-label="{label}"><defs><marker id="arrow" viewBox="0 0 10 10" refX="9"
refY="5" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L10 5L0 10z"/></marker></defs>
<g id="world"><g id="edges"></g><g id="nodes"></g><g id="arcs"></g></g></svg>
<aside id="note" hidden><button id="closeNote" type="button" aria-label="{close}">×</button><h2 id="noteTitle"></h2>
<p id="noteText"></p><a id="noteLink" target="_blank" rel="noopener noreferrer" hidden></a></aside></main>
"""


def render_html(mind_map: MindMap, *, options: HtmlOptions | None = None) -> str:
    """The page for a map, ready to be written as UTF-8.

    Raises:
        UsageError: If the map has no sheet or is tied into a ring.
    """
    options = options or HtmlOptions()
    texts: dict[str, object] = dict(_TEXTS[options.language])
    active = mind_map.active_sheet
    sheets = [_sheet_data(sheet) for sheet in mind_map.sheets]
    used = {_state(topic) for topic in mind_map.topics()}
    home = files("casedocs.mindmap.viewer")
    script, style = ((home / name).read_text(encoding="utf-8") for name in ("viewer.js", "viewer.css"))
    data = {"sheets": sheets, "active": mind_map.sheets.index(active), "depth": options.depth, "texts": texts}
    tabs = "".join(
        f'<button class="tab" type="button">{html.escape(sheet.title or sheet.root.title)}</button>'
        for sheet in (mind_map.sheets if len(mind_map.sheets) > 1 else ())
    )
    policy = f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data:; "
    policy += "base-uri 'none'; form-action 'none'"
    title = html.escape(mind_map.title or str(texts["map"]))
    body = _BODY.format(
        title=title,
        tabs=tabs,
        find=html.escape(str(texts["find"])),
        buttons=_buttons(texts),
        legend=_legend(texts, used),
        label=html.escape(str(texts["map"])),
        close=html.escape(str(texts["close"])),
    )
    head = (
        f'<!DOCTYPE html>\n<html lang="{options.language.value}"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title><style>{style}</style></head>\n"
    )
    tail = f'<script type="application/json" id="data">{_embedded(data)}</script>\n<script>{script}</script>'
    return f"{head}{body}{tail}</body></html>\n"

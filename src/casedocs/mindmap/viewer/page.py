"""The page: data as JSON that cannot end its element, style and script allowed by their hashes, nothing else."""

import re
from collections import Counter
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path

from casedocs._files import atomic_write
from casedocs._html import inline_hash, inline_json
from casedocs.mindmap._fonts import FontSet, clean, load_fonts
from casedocs.mindmap.layout.shapes import number_text
from casedocs.mindmap.links import safe_link
from casedocs.mindmap.model import INNER_LINK, Kind, MindMap, Sheet, Topic, Visit
from casedocs.mindmap.render.icons import marker_icon
from casedocs.mindmap.render.options import RenderReport
from casedocs.mindmap.render.pictures import sheet_of
from casedocs.mindmap.render.svg import families, font_rules, outline
from casedocs.mindmap.render.theme import BRANCHES, STATUS
from casedocs.mindmap.status import Status, status_of
from casedocs.mindmap.viewer.options import HtmlOptions
from casedocs.mindmap.viewer.words import WORDS

__all__ = ["render_html"]

_MARKERS = 6  # drawn before a title
_STATUS_NAMES = {Status.OPEN: "unclear"}
_BUTTONS = (
    ("steps", "▶", "steps"), ("fit", "⤢", "fit"), ("plus", "+", "plus"), ("minus", "−", "minus"),
    ("open", "⊞", "openAll"), ("close", "⊟", "closeAll"), ("notes", "≡", "notes"), ("dark", "◐", "dark"),
    ("black", "■", "black"), ("print", "⎙", "print"), ("lang", "VI/EN", "lang"), ("help", "?", "help"),
)  # fmt: skip


def _row(visit: Visit, parent: int, branch: int, number: str, options: HtmlOptions) -> list[object]:
    topic = visit.topic
    status = status_of(topic)
    note = clean(topic.note.plain).strip() if topic.note is not None and options.notes else ""
    title = f"{number} {clean(topic.title)}" if number else clean(topic.title)
    labels = [clean(label).replace("\n", " ") for label in topic.labels]
    return [
        title, parent, labels, _STATUS_NAMES.get(status, status.value), note, safe_link(topic.link),
        branch, visit.kind.value, int(topic.folded), topic.markers[:_MARKERS], 0,
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Rows:
    """The topics of a sheet as rows, and where each stands: by object and by id."""

    rows: list[list[object]]
    places: dict[int, int]
    by_id: dict[str, int]


def _rows(sheet: Sheet, options: HtmlOptions) -> _Rows:
    rows: list[list[object]] = []
    numbers: dict[int, int] = {}
    by_id: dict[str, int] = {}
    branches: list[int] = []
    shown: list[str] = []
    main_branches: Counter[int] = Counter()
    for visit in sheet.root.visits():
        floating = visit.kind is Kind.FLOATING
        parent = -1 if visit.parent is None or floating else numbers[id(visit.parent)]
        branch = len(rows) if parent < 0 else branches[parent]
        if parent >= 0 and rows[parent][1] == -1:
            branch = main_branches[parent]
            main_branches[parent] += 1
        numbers[id(visit.topic)] = len(rows)
        by_id.setdefault(visit.topic.id, len(rows))
        branches.append(branch)
        number = ""
        if visit.kind is Kind.CHILD and visit.parent is not None:
            position = int(visit.path.rsplit(".", 1)[-1])
            number = number_text(visit.parent.numbering, position, shown[parent])
        shown.append(number)
        rows.append(_row(visit, parent, branch, number, options))
    return _Rows(rows, numbers, by_id)


def _marks(sheet: Sheet, found: _Rows) -> tuple[list[object], list[object]]:
    """Frames as ``[owner, members or None for all, title]``, braces as ``[owner, members, summary topic]``.

    A frame gets its first member's place under its id, where arrows that end at a frame are drawn.
    """
    frames: list[object] = []
    braces: list[object] = []
    for topic in sheet.root.walk():
        if not (topic.boundaries or topic.summaries):
            continue
        owner, children = found.places[id(topic)], {id(item) for item in topic.children}

        def places(members: list[Topic], children: set[int] = children) -> list[int]:
            return sorted(found.places[id(item)] for item in members if id(item) in children)

        for frame in topic.boundaries:
            members = None if frame.members is None else places(frame.members)
            if members is None or members:
                frames.append([owner, members, clean(frame.title).replace("\n", " ")])
                found.by_id.setdefault(frame.id, members[0] if members else owner)
        for summary in topic.summaries:
            members = places(summary.members)
            if members and summary.topic is not None:
                braces.append([owner, members, found.places[id(summary.topic)]])
    return frames, braces


def _inner_links(sheets: list[Sheet], found: list[_Rows]) -> None:
    """Puts into the rows of topics that lead to other topics where these stand: ``[sheet, topic]``."""
    goals: dict[str, list[int]] = {}
    for number, (sheet, rows) in enumerate(zip(sheets, found, strict=True)):
        goals |= {name: [number, place] for name, place in rows.by_id.items() if name not in goals}
        goals.setdefault(sheet.id, [number, 0])
    for sheet, rows in zip(sheets, found, strict=True):
        for topic in sheet.root.walk():
            goal = goals.get((topic.link or "").removeprefix(INNER_LINK))
            if goal is not None and topic.link and topic.link.startswith(INNER_LINK):
                rows.rows[rows.places[id(topic)]][-1] = goal


def _icons(sheets: list[Sheet]) -> dict[str, list[list[object]]]:
    """The pictures of all markers that are shown, as outlines and letters."""
    used = {marker for sheet in sheets for topic in sheet.root.walk() for marker in topic.markers[:_MARKERS]}
    return {marker: [outline(item) for item in marker_icon(marker, 0, 0)] for marker in sorted(used)}


def _sheet(sheet: Sheet, found: _Rows) -> dict[str, object]:
    frames, braces = _marks(sheet, found)
    ends = found.by_id
    arcs = [
        [ends[arc.start_id], ends[arc.end_id], clean(arc.title).replace("\n", " ")]
        for arc in sheet.relationships
        if arc.start_id in ends and arc.end_id in ends and ends[arc.start_id] != ends[arc.end_id]
    ]
    title = _one_line(sheet.title or sheet.root.title)
    return {"title": title, "topics": found.rows, "arcs": arcs, "frames": frames, "braces": braces}


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


# Strings and templates stay; a space beside a sign says nothing ("+ +" and "- -" would).
_SPACES = re.compile(r"""("(?:[^"\\\n]|\\.)*"|`[^`]*`)| *([,;:{}()=<>*/?&|\[\]!]+) *""")


def _asset(name: str) -> str:
    """A file of the viewer without the indentation, spaces and comment lines that readers of the page do not need."""
    text = files("casedocs.mindmap.viewer").joinpath(name).read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    text = "\n".join(line for line in lines if line and not line.startswith("//"))
    return _SPACES.sub(r"\1\2", text) if name.endswith(".js") else text


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
        f'<div id="app"><header><h1 id="heading">{escape(title)}</h1>'
        '<input id="search" type="search" data-tip="search" autocomplete="off" spellcheck="false">'
        '<button type="button" data-do="previous" data-tip="previous">‹</button>'
        '<button type="button" data-do="next" data-tip="next">›</button><span id="count" aria-live="polite"></span>'
        f'{buttons}<div id="legend">{legend}</div></header><nav id="tabs" role="tablist" hidden></nav>'
        '<main><canvas id="board" tabindex="0" role="application" data-tip="board"></canvas>'
        '<aside id="panel" hidden><div id="path"></div><h2 id="title"></h2><div id="labels"></div>'
        '<div id="note"></div><a id="link" target="_blank" rel="noopener noreferrer" hidden></a>'
        '<button id="jump" type="button" data-do="jump" hidden></button></aside>'
        '<div id="caption" hidden><div id="caption-path"></div><div id="caption-title"></div>'
        '<div id="caption-note"></div></div><div id="help" data-word="keys" hidden></div></main></div>'
        '<div id="outline"></div><div id="black" hidden></div><div id="live" aria-live="polite"></div>'
    )


def render_html(mind_map: MindMap, target: str | Path, *, options: HtmlOptions | None = None) -> RenderReport:
    """Writes one HTML file that shows all sheets, or one, without any network.

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
    first = sheet_of(mind_map, options.sheet_id)
    sheets = [first] if options.sheet_id else mind_map.sheets
    fonts = load_fonts()
    found = [_rows(sheet, options) for sheet in sheets]
    shown = [_sheet(sheet, rows) for sheet, rows in zip(sheets, found, strict=True)]
    _inner_links(sheets, found)
    colors = {_STATUS_NAMES.get(status, status.value): color for status, color in STATUS.items()}
    data = inline_json({
        "sheets": shown, "first": sheets.index(first), "branches": BRANCHES, "status": colors, "words": WORDS,
        "lang": options.language.value, "families": families(fonts), "icons": _icons(sheets),
    })  # fmt: skip
    letters = "".join(sorted(set(data)))
    style, script = _style(fonts, letters, options), _asset("viewer.js")
    policy = (
        f"default-src 'none'; script-src 'sha256-{inline_hash(script)}'; style-src 'sha256-{inline_hash(style)}'; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )
    title = _one_line(first.root.title or first.title)
    page = (
        f'<!doctype html>\n<html lang="{options.language.value}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{escape(title)}</title><style>{style}</style></head>\n<body>{_body(title)}\n"
        f'<script type="application/json" id="map">{data}</script>\n<script>{script}</script></body></html>\n'
    )
    atomic_write(Path(target), page.encode("utf-8"))
    topics = sum(1 for sheet in sheets for _ in sheet.root.walk())
    return RenderReport(pages=1, topics=topics, missing_letters=tuple(fonts.missing("".join(set(data)))))

"""Markdown outlines, read and written: headings for the first levels, nested lists below, as XMind imports them.

Notes are block quotes (on reading also paragraphs and code), links are Markdown links, labels are code spans after the
title. Several first-level headings make several sheets.
"""

import re
from dataclasses import dataclass, field

from casedocs.errors import FormatError
from casedocs.mindmap.codec import FormatInfo, Trip
from casedocs.mindmap.formats._convert import foreign_losses
from casedocs.mindmap.formats._text import decode, outer_link, refuse_password, unchanged
from casedocs.mindmap.losses import Feature, LossReport, losses_of
from casedocs.mindmap.model import MindMap, Note, Sheet, Topic, Visit
from casedocs.mindmap.options import DumpOptions, LoadOptions
from casedocs.mindmap.origin import Origin
from casedocs.mindmap.problems import problem

__all__ = ["Markdown"]

INFO = FormatInfo(
    name="markdown",
    suffixes=(".md", ".markdown"),
    trip=Trip.BOTH,
    carries=frozenset(
        {
            Feature.EMPTY_TOPICS,
            Feature.SHEETS,
            Feature.NOTES,
            Feature.LABELS,
            Feature.LINKS,
            Feature.LINE_BREAKS,
        }
    ),
    title="Markdown",
)
_HEADING_DEPTH = 2
_ANY = re.compile(r"[\\`\[\]<*]|(?<!\w)_|_(?!\w)")
_START = re.compile(r"^(?:#|>|[-+]|\d+[.)])(?=[\s#>]|$)|^(?:=|-(?=-)|~(?=~)|#(?=#))")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+(.*))?$")
_CLOSING = re.compile(r"(?:^|[ \t])#+$")
_ITEM = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])(?:[ \t]+(.*))?$")
_LINK = re.compile(r"^\[((?:[^\[\]\\]|\\.)*)\]\((?:<([^<>]*)>|([^()\s]*))\)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_EMPHASIS = (
    re.compile(r"(?<![\\\w*])(\*{1,3})(?=\S)((?:[^*\\]|\\.)+)(?<=[^\s\\])\1(?![\w*])"),
    re.compile(r"(?<![\\\w_])(_{1,3})(?=\S)((?:[^_\\]|\\.)+)(?<=[^\s\\])\1(?![\w_])"),
)
_INLINE = 2000  # longer lines are taken as they are: no keyword node is that long, and patterns stay quick
_NESTING = 3  # emphasis within emphasis
_CHECK = re.compile(r"\[([ xX])\]\s+")


def _escaped(line: str) -> str:
    line = _ANY.sub(lambda found: f"\\{found[0]}", line.strip())
    return _START.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", line)


def _label(text: str) -> str:
    inner = " ".join(text.split())
    fence = "`" * (max((len(run) for run in re.findall("`+", inner)), default=0) + 1)
    pad = " " if inner.startswith("`") or inner.endswith("`") else ""
    return f"{fence}{pad}{inner}{pad}{fence}"


def _line(topic: Topic) -> str:
    text = "<br>".join(_escaped(line) for line in topic.title.split("\n"))
    link = outer_link(topic)
    if link:
        target = link.replace("<", "%3C").replace(">", "%3E").replace("\n", "%0A")
        text = f"[{text}](<{target}>)"
    return " ".join([text, *(_label(label) for label in topic.labels if label.strip())])


def _written(visit: Visit) -> list[str]:
    deep = visit.depth - _HEADING_DEPTH - 1
    indent = "" if deep < 0 else "\t" * (deep + 1)
    line = f"{'#' * (visit.depth + 1)} {_line(visit.topic)}" if deep < 0 else f"{indent[1:]}- {_line(visit.topic)}"
    lines = ["", line.rstrip(), ""] if deep < 0 else [line.rstrip()]
    if visit.topic.note is not None:
        lines += [f"{indent}> {text}".rstrip() for text in visit.topic.note.plain.split("\n")]
    return lines


def _code_label(text: str, labels: list[str]) -> str:
    """Takes code spans off the end of a line and puts them in front of `labels`."""
    while text.endswith("`") and len(text) <= _INLINE:
        fence = text[len(text.rstrip("`")) :]
        start = text.rfind(fence, 0, len(text) - 2 * len(fence) + 1)
        inner = text[start + len(fence) : -len(fence)]
        alone = not text[start - 1 : start].strip() or start == 0
        if start < 0 or not inner.strip() or inner.startswith("`") or inner.endswith("`") or not alone:
            break
        labels.insert(0, inner.strip())
        text = text[:start].rstrip()
    return text


def _plain(text: str) -> str:
    """Inline Markdown as plain text: line breaks, no emphasis, no escapes."""
    for _ in range(_NESTING if len(text) <= _INLINE else 0):
        for pattern in _EMPHASIS:
            text = pattern.sub(r"\2", text)
    return "\n".join(_ESCAPE.sub(r"\1", line).strip() for line in _BREAK.split(text))


def _read_line(text: str) -> Topic:
    topic = Topic()
    check = _CHECK.match(text)
    if check is not None:
        topic.markers = ["task-start" if check[1] == " " else "task-done"]
        text = text[check.end() :]
    text = _code_label(text.strip(), topic.labels)
    link = _LINK.match(text)
    if link is not None and link.end() == len(text):
        topic.link = link[2] if link[2] is not None else link[3]
        text = link[1]
    topic.title = _plain(text)
    return topic


def _columns(indent: str) -> int:
    return len(indent.expandtabs(4))


@dataclass(slots=True)
class _Outline:
    """The reader's state: which heading and which list items are open, and the note that is being collected."""

    roots: list[Topic] = field(default_factory=list)
    headings: list[tuple[int, Topic]] = field(default_factory=list)
    items: list[tuple[int, Topic]] = field(default_factory=list)
    current: Topic | None = None
    note: list[str] = field(default_factory=list)

    def heading(self, level: int, text: str) -> None:
        self.items.clear()
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self._hang(_read_line(text))
        assert self.current is not None  # noqa: S101  _hang sets it
        self.headings.append((level, self.current))

    def item(self, column: int, text: str) -> None:
        while self.items and self.items[-1][0] >= column:
            self.items.pop()
        self._hang(_read_line(text))
        assert self.current is not None  # noqa: S101  _hang sets it
        self.items.append((column, self.current))

    def _hang(self, topic: Topic) -> None:
        self.finish_note()
        above = self.items[-1][1] if self.items else self.headings[-1][1] if self.headings else None
        (self.roots if above is None else above.children).append(topic)
        self.current = topic

    def finish_note(self) -> None:
        """The lines so far belong to the topic before them; lines before every topic are dropped."""
        if self.note and self.current is not None and any(line.strip() for line in self.note):
            self.current.note = Note(plain="\n".join(self.note))
        self.note.clear()


def _without_front_matter(lines: list[str]) -> list[str]:
    if lines[:1] == ["---"] and "---" in lines[1:]:
        return lines[lines.index("---", 1) + 1 :]
    return lines


def _outline(lines: list[str]) -> _Outline:
    outline, fence = _Outline(), ""
    for number, line in enumerate(lines):
        stripped = line.strip()
        if fence or stripped.startswith(("```", "~~~")):
            fence = "" if fence and stripped.startswith(fence) else fence or stripped[:3]
            outline.note.append(line)
            continue
        heading, item = _HEADING.match(line), _ITEM.match(line)
        after = lines[number + 1].strip() if number + 1 < len(lines) else ""
        if heading is not None:
            outline.heading(len(heading[1]), _CLOSING.sub("", (heading[2] or "").rstrip()))
        elif stripped and after and (set(after) == {"="} or (set(after) == {"-"} and len(after) > 1)):
            outline.heading(1 if after[0] == "=" else 2, stripped)
        elif item is not None:
            outline.item(_columns(item[1]), item[2] or "")
        elif stripped.startswith(">"):
            outline.note.append(stripped[1:].removeprefix(" "))
        elif stripped and not set(stripped) <= {"=", "-", "*", "_", " "}:
            outline.note.append(_plain(stripped))
    outline.finish_note()
    return outline


class Markdown:
    """Outlines that people write, chat programs answer and XMind imports."""

    info = INFO

    def read(self, data: bytes, options: LoadOptions) -> MindMap:
        """The map in a Markdown outline; a text without heading or list is refused."""
        del options
        text, sure = decode(data)
        outline = _outline(_without_front_matter(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))
        roots = outline.roots
        if not roots:
            raise FormatError("no heading and no list in this text", path="line 1", hint="begin with '# title'")
        if not outline.headings and len(roots) > 1:
            roots = [Topic(title="Sơ đồ", children=roots)]
        sheets = [Sheet(title=root.title, root=root) for root in roots]
        problems = [] if sure else [problem("unknown-encoding", "", "Windows-1252")]
        return MindMap(sheets=sheets, origin=Origin(format=INFO.name, data=data), problems=problems)

    def write(self, mind_map: MindMap, options: DumpOptions) -> tuple[bytes, LossReport]:
        """The outline; one that was read and not changed stays byte for byte."""
        refuse_password(options)
        same = unchanged(mind_map, self.read, INFO.name)
        if same is not None:
            return same, LossReport()
        lines = [line for sheet in mind_map.sheets for visit in sheet.root.visits() for line in _written(visit)]
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"
        report = losses_of(mind_map, INFO.carries).joined(foreign_losses(mind_map, INFO.name))
        return text.encode("utf-8", "replace"), report

"""Word outlines: written with python-docx, read with our own bounded readers.

Levels 1 to 4 are headings with Word's own multi-level numbering, deeper levels are indented list paragraphs, notes are
body text. Labels stand in brackets behind the text in a character style, so they are found again; a topic's link is a
hyperlink on its text. Reading also takes headings and folio marks "(BL 12-15)" that people typed.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from casedocs.errors import FormatError, LimitExceededError
from casedocs.mindmap._package import Package
from casedocs.mindmap._xml import child, inner_text, is_element, load_xml
from casedocs.mindmap.codec import FormatInfo, Trip
from casedocs.mindmap.formats import _docx_write
from casedocs.mindmap.formats._convert import foreign_losses
from casedocs.mindmap.formats._text import refuse_password, single_root, unchanged
from casedocs.mindmap.losses import Feature, LossReport, losses_of
from casedocs.mindmap.model import MindMap, Note, Sheet, Topic
from casedocs.mindmap.options import DumpOptions, LoadOptions
from casedocs.mindmap.origin import Origin

__all__ = ["Docx"]

INFO = FormatInfo(
    name="docx",
    suffixes=(".docx",),
    trip=Trip.BOTH,
    carries=frozenset({Feature.NOTES, Feature.LABELS, Feature.LINKS, Feature.LINE_BREAKS}),
    title="Word (DOCX)",
)
_FOLIO = re.compile(r"\((BL\s*\d[\d,\s\-–]*)\)\s*")
_FOLIO_LENGTH = 200
_LEVEL = re.compile(r"(?:heading|tiêu đề|đầu đề)\s*([1-9])", re.IGNORECASE)


def _rows(package: Package, name: str, options: LoadOptions) -> Element | None:
    if name not in package:
        return None
    data = package.read(name)
    if len(data) > options.max_content_bytes:
        raise LimitExceededError(f"{name} has {len(data)} bytes, the limit is {options.max_content_bytes}", source=name)
    return load_xml(data, source=name)


def _styles(root: Element | None) -> dict[str, str]:
    """Style id → name; a style without a usable name passes on that of the style it is based on."""
    found: dict[str, str] = {}
    bases: dict[str, str] = {}
    for style in root if root is not None else ():
        if style.tag == "w:style":
            identity, name, base = style.get("w:styleId", ""), child(style, "w:name"), child(style, "w:basedOn")
            found[identity] = name.get("w:val", "") if name is not None else ""
            bases[identity] = base.get("w:val", "") if base is not None else ""
    for identity, own in list(found.items()):
        above = found.get(bases.get(identity, ""), "")
        if not _LEVEL.match(own) and _LEVEL.match(above):
            found[identity] = above
    return found


def _targets(root: Element | None) -> dict[str, str]:
    rows = root if root is not None else ()
    return {item.get("Id", ""): item.get("Target", "") for item in rows if item.get("TargetMode") == "External"}


def _value(element: Element | None, *path: str) -> str:
    for name in path:
        element = child(element, name) if element is not None else None
    return element.get("w:val", "") if element is not None else ""


def _run_text(run: Element) -> str:
    out = []
    for item in run:
        if item.tag == "w:t":
            out.append(item.text or "")
        elif item.tag in {"w:br", "w:cr"} and item.get("w:type", "textWrapping") == "textWrapping":
            out.append("\n")
        elif item.tag == "w:tab":
            out.append("\t")
    return "".join(out)


def _runs(paragraph: Element, targets: dict[str, str]) -> Iterator[tuple[Element, str]]:
    """Runs with the link they are in; insertions count, deletions do not."""
    stack: list[tuple[Element, str]] = [(paragraph, "")]
    while stack:
        item, link = stack.pop()
        if item.tag == "w:r":
            yield item, link
            continue
        if item.tag == "w:hyperlink":
            link = targets.get(item.get("r:id", ""), "")
        if is_element(item) and item.tag not in {"w:del", "w:pPr"}:
            stack.extend((below, link) for below in reversed(item))


class _Reader:
    def __init__(self, styles: dict[str, str], targets: dict[str, str]) -> None:
        self.styles = styles
        self.targets = targets
        self.root = Topic(title="")
        self.open: list[tuple[int, Topic]] = []
        self.current: Topic | None = None
        self.notes: dict[int, list[str]] = {}

    def topic_of(self, paragraph: Element) -> Topic:
        topic = Topic(title="")
        for run, link in _runs(paragraph, self.targets):
            text = _run_text(run)
            style = self.styles.get(_value(run, "w:rPr", "w:rStyle"), "")
            if style == _docx_write.LABEL_STYLE and text.strip():
                topic.labels.append(text.strip())
            elif style != _docx_write.BRACKET_STYLE:
                topic.title += text
                topic.link = topic.link or link or None
        start = topic.title.rfind("(", -_FOLIO_LENGTH)
        folio = _FOLIO.fullmatch(topic.title, start) if start >= 0 else None
        if folio is not None and not topic.labels:
            topic.labels.append(folio[1].strip())
            topic.title = topic.title[:start]
        topic.title = "\n".join(line.strip() for line in topic.title.split("\n")).strip("\n")
        return topic

    def level_of(self, paragraph: Element) -> int | None:
        """0 for the document's title, 1… for headings, more for list items, None for body text."""
        properties = child(paragraph, "w:pPr")
        name = self.styles.get(_value(properties, "w:pStyle"), "")
        heading = _LEVEL.match(name)
        if name.lower() == "title":
            return 0
        if heading is not None:
            return int(heading[1])
        outline = _value(properties, "w:outlineLvl")
        if outline.isdigit() and int(outline) < 9:
            return int(outline) + 1
        numbered = child(properties, "w:numPr") if properties is not None else None
        if name.lower().startswith("list") or numbered is not None:
            indent = child(properties, "w:ind") if properties is not None else None
            left = indent.get("w:left", "") if indent is not None else ""
            inner = _value(numbered, "w:ilvl") if numbered is not None else ""
            steps = round(int(left) / _docx_write.STEP) if left.isdigit() else int(inner or 0) if inner.isdigit() else 0
            return 100 + steps
        return None

    def paragraph(self, paragraph: Element) -> None:
        level = self.level_of(paragraph)
        if level is None:
            text = "".join(_run_text(run) for run, _ in _runs(paragraph, self.targets))
            if self.current is not None and text.strip():
                self.notes.setdefault(id(self.current), []).append(text)
            return
        topic = self.topic_of(paragraph)
        if not (topic.title or topic.labels):
            return
        if level == 0 and not self.open and not self.root.title:
            self.root.title, self.root.labels, self.root.link = topic.title, topic.labels, topic.link
            self.current = self.root
            return
        while self.open and self.open[-1][0] >= level:
            self.open.pop()
        (self.open[-1][1] if self.open else self.root).children.append(topic)
        self.open.append((level, topic))
        self.current = topic

    def finish(self) -> Topic:
        for topic in self.root.walk():
            lines = self.notes.get(id(topic))
            topic.note = Note(plain="\n".join(lines)) if lines else None
        if not self.root.title and len(self.root.children) == 1:
            return self.root.children[0]
        self.root.title = self.root.title or "Sơ đồ"
        return self.root


class Docx:
    """Word documents with headings."""

    info = INFO

    def read(self, data: bytes, options: LoadOptions) -> MindMap:
        """The map in a document's headings and lists; a document without either is refused."""
        package = Package(data, options.limits)
        document = _rows(package, "word/document.xml", options)
        body = child(document, "w:body") if document is not None else None
        if body is None:
            raise FormatError("the document has no body", path="word/document.xml", hint="the file is no Word document")
        targets = _targets(_rows(package, "word/_rels/document.xml.rels", options))
        reader = _Reader(_styles(_rows(package, "word/styles.xml", options)), targets)
        for item in body:
            if item.tag == "w:p":
                reader.paragraph(item)
            elif reader.current is not None and item.tag == "w:tbl":
                reader.notes.setdefault(id(reader.current), []).append(_table_text(item))
        root = reader.finish()
        if reader.current is None:
            raise FormatError("no heading and no list in this document", path="word/document.xml")
        sheet = Sheet(title=root.title, root=root)
        return MindMap(sheets=[sheet], origin=Origin(format=INFO.name, data=data))

    def write(self, mind_map: MindMap, options: DumpOptions) -> tuple[bytes, LossReport]:
        """The outline as a Word document; one that was read and not changed stays byte for byte."""
        refuse_password(options)
        same = unchanged(mind_map, self.read, INFO.name)
        if same is not None:
            return same, LossReport()
        report = losses_of(mind_map, INFO.carries).joined(foreign_losses(mind_map, INFO.name))
        return _docx_write.outline_document(single_root(mind_map)), report


def _table_text(table: Element) -> str:
    rows = [item for item in table if item.tag == "w:tr"]
    cells = [[inner_text(cell).strip() for cell in row if cell.tag == "w:tc"] for row in rows]
    return "\n".join(" | ".join(row) for row in cells)

"""XML with its names as they were written, on the standard library alone.

XMind 8 looks for literal names such as ``xlink:href``, so a parser that renames prefixes breaks files. Here expat
feeds the C tree builder without namespaces: tags and attributes keep their letters, comments and processing
instructions stay in place. A document type definition is refused, which ends all entity attacks; depth is counted.
"""

import html.entities
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Comment, Element, ParseError, ProcessingInstruction, TreeBuilder
from xml.parsers import expat

from casedocs.errors import CorruptFileError, LimitExceededError

__all__ = [
    "MAX_DEPTH",
    "Element",
    "Verbatim",
    "child",
    "children",
    "dump_xml",
    "escape_text",
    "escape_value",
    "has_html_entities",
    "inner_text",
    "is_element",
    "literal_names",
    "load_xml",
    "text_of",
    "written",
]

MAX_DEPTH = 10_000  # levels of elements
_NAMED_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
_XML_ENTITIES = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_UNDEFINED_ENTITY = 11  # expat's XML_ERROR_UNDEFINED_ENTITY
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_VALUE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
)
_SPECIAL_TEXT = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL_VALUE = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _refuse_doctype(*_: object) -> None:
    raise CorruptFileError("the file declares a document type (DTD), which maps never do", hint="do not open this file")


def _parse(data: bytes) -> Element:
    parser = expat.ParserCreate()
    builder = TreeBuilder(insert_comments=True, insert_pis=True)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.CommentHandler = builder.comment
    parser.ProcessingInstructionHandler = builder.pi
    parser.Parse(data, True)
    root: Element = builder.close()
    return root


def _numeric_entities(data: bytes) -> bytes:
    """HTML's names for characters (``&nbsp;``) as numbers; FreeMind files hold them now and then."""

    def number(found: re.Match[bytes]) -> bytes:
        name = found[1]
        point = None if name in _XML_ENTITIES else html.entities.name2codepoint.get(name.decode("ascii"))
        return found[0] if point is None else b"&#%d;" % point

    return _NAMED_ENTITY.sub(number, data)


def has_html_entities(data: bytes) -> bool:
    """Whether a document names characters as HTML does and XML alone does not."""
    return any(name not in _XML_ENTITIES for name in set(_NAMED_ENTITY.findall(data)))


def load_xml(data: bytes, *, source: str) -> Element:
    """Parses a document.

    Args:
        data: The document with or without an XML declaration, in any encoding that expat knows.
        source: What it is called in error messages.

    Raises:
        CorruptFileError: If it is not well-formed or declares a document type.
        LimitExceededError: If elements nest deeper than `MAX_DEPTH`.
    """
    data = data.lstrip(b"\xef\xbb\xbf \t\r\n") if data[:1] not in {b"\xff", b"\xfe"} else data
    try:
        try:
            root = _parse(data)
        except expat.ExpatError as error:
            if error.code != _UNDEFINED_ENTITY:
                raise
            root = _parse(_numeric_entities(data))
    except (expat.ExpatError, ParseError, ValueError, LookupError, AssertionError) as error:
        raise CorruptFileError(
            f"{source} is no valid XML: {error}", hint="copy the file again from where it came", source=source
        ) from error
    _check_depth(root, source)
    return root


def literal_names(root: Element, prefixes: Mapping[str, str]) -> Element:
    """Gives names the prefixes that programs look for literally, where a document binds other ones to the namespaces.

    Args:
        root: A parsed document; it is changed.
        prefixes: Namespace → its usual prefix, empty for none.

    Returns:
        `root`. Only what its top element declares counts, as every known writer declares there.
    """
    renamed = {
        name.removeprefix("xmlns:"): prefixes[uri]
        for name, uri in root.items()
        if name.startswith("xmlns:") and uri in prefixes and name != f"xmlns:{prefixes[uri]}"
    }
    if not renamed:
        return root

    def usual(name: str) -> str:
        prefix, colon, local = name.partition(":")
        return f"{renamed[prefix]}:{local}".removeprefix(":") if colon and prefix in renamed else name

    declared = {f"xmlns:{new}".removesuffix(":"): root.get(f"xmlns:{old}", "") for old, new in renamed.items()}
    for element in root.iter():
        if is_element(element):
            element.tag = usual(element.tag)
            if any(":" in name for name in element.keys()):  # noqa: SIM118  asking `attrib` would make a dictionary
                element.attrib = {usual(name): value for name, value in element.items()}
    root.attrib.update(declared)
    return root


def _check_depth(root: Element, source: str) -> None:
    level = [root]
    for _ in range(MAX_DEPTH):
        level = [item for element in level for item in element]
        if not level:
            return
    raise LimitExceededError(
        f"{source} nests deeper than {MAX_DEPTH} levels", hint="do not open this file", source=source
    )


def is_element(item: Element) -> bool:
    """False for comments and processing instructions, which the tree holds as elements with a function for a tag."""
    tag: object = item.tag
    return isinstance(tag, str)


def children(element: Element, tag: str) -> list[Element]:
    """Direct children with this literal tag."""
    return [item for item in element if item.tag == tag]


def child(element: Element, tag: str) -> Element | None:
    """The first direct child with this literal tag."""
    for item in element:
        if item.tag == tag:
            return item
    return None


def inner_text(element: Element) -> str:
    """All text inside, comments left out."""
    if not len(element):
        return element.text or ""
    out: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            out.append(item)
            continue
        if is_element(item):
            out.append(item.text or "")
            for below in reversed(item):
                if below.tail:
                    stack.append(below.tail)
                stack.append(below)
    return "".join(out)


def text_of(element: Element, tag: str) -> str:
    """The text of the first child with this tag; empty where there is none."""
    found = child(element, tag)
    return "" if found is None else inner_text(found)


def escape_text(text: str) -> str:
    """Text for element content; what XML 1.0 cannot hold is left out."""
    return _ILLEGAL.sub("", text).translate(_TEXT) if _SPECIAL_TEXT.search(text) else text


def escape_value(text: str) -> str:
    """Text for an attribute in double quotes; what XML 1.0 cannot hold is left out."""
    return _ILLEGAL.sub("", text).translate(_VALUE) if _SPECIAL_VALUE.search(text) else text


def _opening(tag: str, element: Element) -> str:
    """The start of a tag; ``items()`` because asking for ``attrib`` gives every element without one a dictionary."""
    pairs = element.items()
    return (
        "".join([f"<{tag}", *[f' {name}="{escape_value(str(value))}"' for name, value in pairs]])
        if pairs
        else f"<{tag}"
    )


def written(text: str) -> Element:
    """A stand-in for XML that is text already: `dump_xml` writes `text`, then what was put into the element."""
    tag: Any = written
    element = Element(tag)
    element.text = text
    return element


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Text of the document that a tree was read from, for elements that are still as they were.

    Attributes:
        text: The document.
        places: ``id(element)`` → start and end in `text`.
        before: What stands before the top element.
        after: What stands behind it.
    """

    text: str
    places: Mapping[int, tuple[int, int]]
    before: str
    after: str

    @property
    def crlf(self) -> bool:
        """Whether all lines end as on Windows; parsers give line feeds only."""
        return "\r\n" in self.text and self.text.count("\n") == self.text.count("\r\n")


_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>'
_SPECIAL: dict[Callable[..., Any], tuple[str, str]] = {
    Comment: ("<!--", "-->"),
    ProcessingInstruction: ("<?", "?>"),
    written: ("", ""),
}


def dump_xml(root: Element, *, kept: Verbatim | None = None) -> bytes:
    """The document in UTF-8; names stay as they are, carriage returns are written as ``&#13;``.

    Args:
        root: The top element.
        kept: Where the text of unchanged elements stands, which is then copied.
    """
    out = [_DECLARATION if kept is None else kept.before]
    places, whole = ({}, "") if kept is None else (kept.places, kept.text)
    stack: list[Element | str] = [root]
    push, write, special = stack.append, out.append, _SPECIAL_TEXT.search
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            write(item)
            continue
        tag: Any = item.tag
        text, tail = item.text, item.tail if item is not root else None
        if not isinstance(tag, str):
            before, after = _SPECIAL[tag]
            write(f"{before}{text or ''}{after}")
            stack.extend(item[::-1])
        elif id(item) in places:
            start, end = places[id(item)]
            write(whole[start:end])
        else:
            opening = _opening(tag, item)
            if text and special(text):
                text = escape_text(text)
            if len(item):
                write(f"{opening}>{text or ''}")
                push(f"</{tag}>{escape_text(tail) if tail else ''}")
                stack.extend(item[::-1])
                continue
            write(f"{opening}>{text}</{tag}>" if text else f"{opening}/>")
        if tail:
            write(escape_text(tail))
    if kept is not None:
        write(kept.after)
    text = "".join(out)
    if kept is not None and kept.crlf:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    return text.encode("utf-8")

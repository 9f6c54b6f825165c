"""The formats by name, and the choice among them by content and by file name. Codecs load on first use."""

import re
from importlib import import_module

from casedocs.errors import UnsupportedFormatError, UsageError
from casedocs.mindmap.codec import Codec

__all__ = ["FORMATS", "codec_for", "detect", "format_for_target"]

# name → (module:class, suffixes that choose it for writing)
FORMATS: dict[str, tuple[str, tuple[str, ...]]] = {
    "xmind-json": ("casedocs.mindmap.formats.xmind:XMindJson", (".xmind",)),
    "xmind-xml": ("casedocs.mindmap.formats.xmind:XMindXml", ()),
    "freemind": ("casedocs.mindmap.formats.freemind:FreeMind", (".mm",)),
    "opml": ("casedocs.mindmap.formats.opml:Opml", (".opml",)),
    "mindmanager": ("casedocs.mindmap.formats.mindmanager:MindManager", (".mmap", ".xmmap")),
    "markdown": ("casedocs.mindmap.formats.markdown:Markdown", (".md", ".markdown")),
    "mermaid": ("casedocs.mindmap.formats.mermaid:Mermaid", (".mmd", ".mermaid")),
    "plantuml": ("casedocs.mindmap.formats.plantuml:PlantUml", (".puml", ".plantuml")),
    "graphviz": ("casedocs.mindmap.formats.graphviz:Graphviz", (".dot", ".gv")),
    "docx": ("casedocs.mindmap.formats.docx:Docx", (".docx",)),
    "pptx": ("casedocs.mindmap.formats.pptx:Pptx", (".pptx",)),
    "csv": ("casedocs.mindmap.formats.csv:Csv", (".csv",)),
    "json": ("casedocs.mindmap.formats.plain:PlainJson", (".json",)),
}


_BY_ROOT = {b"xmap-content": "xmind-xml", b"opml": "opml", b"map": "freemind", b"Map": "mindmanager"}
_ROOTS = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(" + b"|".join(_BY_ROOT) + rb")[\s/>]")


def codec_for(name: str) -> Codec:
    """The codec of a format.

    Raises:
        UsageError: If there is no such format.
    """
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}", hint=f"one of: {', '.join(FORMATS)}")
    module, _, cls = FORMATS[name][0].partition(":")
    codec: Codec = getattr(import_module(module), cls)()
    return codec


def _by_suffix(suffix: str) -> str:
    return next((name for name, (_, suffixes) in FORMATS.items() if suffix.lower() in suffixes), "")


def _by_zip(data: bytes) -> str:
    if b"word/document.xml" in data:
        return "docx"
    return "mindmanager" if b"Document.xml" in data and b"content." not in data else "xmind-json"


def detect(data: bytes, suffix: str) -> str:
    """The format of a file by what it begins with, and by its suffix where the content does not say.

    Args:
        data: The file.
        suffix: Such as ``.mm``; may be empty.

    Raises:
        UnsupportedFormatError: If it is none of the formats.
    """
    if data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return _by_zip(data)
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        head = data[:4096].decode("utf-16", "replace").encode()
    if head.startswith(b"<"):
        found = _ROOTS.search(head)
        if found is not None:
            return _BY_ROOT[found[1]]
    name = _by_suffix(suffix)
    if name in {"markdown", "json", "freemind", "opml"}:
        return name
    if name == "xmind-json":
        return name  # the codec says what is wrong with it
    raise UnsupportedFormatError(
        "this is no mind map that casedocs reads",
        hint="XMind, FreeMind/Freeplane .mm, OPML, MindManager .mmap, Markdown and DOCX are",
    )


def format_for_target(suffix: str, origin: str) -> str:
    """The format that a target's suffix asks for; ``.xmind`` keeps the kind of XMind file that was read.

    Raises:
        UsageError: If no format has this suffix.
    """
    name = _by_suffix(suffix)
    if not name:
        raise UsageError(f"no format is written to {suffix or 'a name without suffix'!r}", hint="give format=…")
    return origin if name == "xmind-json" and origin == "xmind-xml" else name

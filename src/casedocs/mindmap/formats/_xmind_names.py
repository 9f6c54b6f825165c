"""The namespaces of XMind 3 to 8, and the prefixes that XMind 8 looks for letter by letter."""

from casedocs.mindmap._xml import Element, literal_names, load_xml

__all__ = ["CONTENT", "FO", "MANIFEST", "STYLE", "SVG", "XHTML", "XLINK", "load_xmind_xml"]

CONTENT = "urn:xmind:xmap:xmlns:content:2.0"
STYLE = "urn:xmind:xmap:xmlns:style:2.0"
MANIFEST = "urn:xmind:xmap:xmlns:manifest:1.0"
FO = "http://www.w3.org/1999/XSL/Format"
SVG = "http://www.w3.org/2000/svg"
XHTML = "http://www.w3.org/1999/xhtml"
XLINK = "http://www.w3.org/1999/xlink"
_PREFIXES = {CONTENT: "", STYLE: "", MANIFEST: "", FO: "fo", SVG: "svg", XHTML: "xhtml", XLINK: "xlink"}


def load_xmind_xml(data: bytes, *, source: str) -> Element:
    """A document of an XMind file; one that other programs wrote under prefixes of their own gets the usual ones.

    Raises:
        CorruptFileError: As `load_xml`.
        LimitExceededError: As `load_xml`.
    """
    return literal_names(load_xml(data, source=source), _PREFIXES)

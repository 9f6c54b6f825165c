"""What the text and office formats share: one tree out of a workbook, one line out of a title."""

import re
from collections.abc import Callable
from operator import attrgetter

from casedocs.errors import UnsupportedFormatError
from casedocs.mindmap.model import MindMap, Topic
from casedocs.mindmap.options import DumpOptions, LoadOptions

__all__ = ["WriteOnly", "clean", "decode", "one_line", "outer_link", "refuse_password", "single_root", "unchanged"]


def single_root(mind_map: MindMap) -> Topic:
    """The root of a map with one sheet; for several sheets a topic above their roots."""
    if len(mind_map.sheets) == 1:
        return mind_map.sheets[0].root
    return Topic(title=mind_map.title if mind_map.sheets else "", children=[sheet.root for sheet in mind_map.sheets])


def outer_link(topic: Topic) -> str:
    """The link when it means something outside the map; links to topics and attachments die in formats without them."""
    return "" if topic.link is None or topic.link.startswith(("xmind:", "xap:")) else topic.link


def one_line(text: str, joint: str = " ") -> str:
    """The text with its lines joined."""
    return joint.join(line.strip() for line in text.splitlines() if line.strip())


_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text without what XML cannot hold, lines ended by line feeds."""
    return _ILLEGAL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def decode(data: bytes) -> tuple[str, bool]:
    """Text in UTF-8 or UTF-16; the flag is False when it was neither and bytes had to be replaced."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace"), True
    try:
        return data.decode("utf-8"), True
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), False


class WriteOnly:
    """A codec that only writes."""

    def read(self, _data: bytes, options: LoadOptions) -> MindMap:
        """Refuses.

        Raises:
            UnsupportedFormatError: Always.
        """
        raise UnsupportedFormatError(f"the format {options.format!r} is written, not read")


_OWN = attrgetter(
    "title", "note", "labels", "markers", "link", "image", "numbering", "folded", "structure", "position", "width",
    "style", "extensions",
)  # fmt: skip


def unchanged(mind_map: MindMap, read: Callable[[bytes, LoadOptions], MindMap], name: str) -> bytes | None:
    """The bytes that the map was read from, when reading them again gives all that the map says now.

    For formats whose files say more than their reader takes up: an unchanged one stays as it was.
    """
    origin = mind_map.origin
    if origin is None or origin.format != name:
        return None
    again = read(origin.data, LoadOptions(format=name))
    return origin.data if _said(again) == _said(mind_map) else None


def _said(mind_map: MindMap) -> list[object]:
    """All fields of all topics but their ids, which such formats do not keep."""
    sheets = [(sheet.title, sheet.style, sheet.extensions, len(sheet.relationships)) for sheet in mind_map.sheets]
    topics = [(visit.path, visit.kind, _OWN(visit.topic), len(visit.topic.boundaries)) for visit in mind_map.visits()]
    return [sheets, topics]


def refuse_password(options: DumpOptions) -> None:
    """Text formats know no password.

    Raises:
        UnsupportedFormatError: If one was asked for.
    """
    if options.password:
        raise UnsupportedFormatError("this format cannot be encrypted", hint="write an .xmind file instead")

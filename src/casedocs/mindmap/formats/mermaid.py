"""Mermaid mind maps, written only."""

from casedocs.mindmap.codec import FormatInfo, Trip
from casedocs.mindmap.formats._convert import foreign_losses
from casedocs.mindmap.formats._text import WriteOnly, refuse_password, single_root
from casedocs.mindmap.losses import Feature, LossReport, losses_of
from casedocs.mindmap.model import MindMap
from casedocs.mindmap.options import DumpOptions

__all__ = ["Mermaid"]

INFO = FormatInfo(
    name="mermaid",
    suffixes=(".mmd", ".mermaid"),
    trip=Trip.WRITE,
    carries=frozenset({Feature.EMPTY_TOPICS, Feature.LINE_BREAKS}),
    title="Mermaid",
)


_ENTITIES = str.maketrans(
    {
        "&": "#amp;",
        "#": "#35;",
        '"': "#quot;",
        "<": "#lt;",
        ">": "#gt;",
        "`": "#96;",
        "%": "#37;",
        "\\": "#92;",
        "$": "#36;",
    }
)


def _quoted(title: str) -> str:
    """The title in Mermaid's own entities; a blank one becomes a space that stays, for a node must have text."""
    return "<br/>".join(title.translate(_ENTITIES).splitlines()) if title.strip() else "#160;"


class Mermaid(WriteOnly):
    """Text for documents that Mermaid draws."""

    info = INFO

    def write(self, mind_map: MindMap, options: DumpOptions) -> tuple[bytes, LossReport]:
        """The drawing instructions."""
        refuse_password(options)
        lines = ["mindmap"]
        for number, visit in enumerate(single_root(mind_map).visits()):
            left, right = ("((", "))") if number == 0 else ("[", "]")
            lines.append(f'{"  " * (visit.depth + 1)}n{number}{left}"{_quoted(visit.topic.title)}"{right}')
        report = losses_of(mind_map, INFO.carries).joined(foreign_losses(mind_map, INFO.name))
        return ("\n".join(lines) + "\n").encode("utf-8", "replace"), report

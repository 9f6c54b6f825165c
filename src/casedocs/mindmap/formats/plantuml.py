"""PlantUML mind maps, written only."""

import re

from casedocs.mindmap.codec import FormatInfo, Trip
from casedocs.mindmap.formats._convert import foreign_losses
from casedocs.mindmap.formats._text import WriteOnly, refuse_password, single_root
from casedocs.mindmap.losses import Feature, LossReport, losses_of
from casedocs.mindmap.model import MindMap
from casedocs.mindmap.options import DumpOptions

__all__ = ["PlantUml"]

INFO = FormatInfo(
    name="plantuml",
    suffixes=(".puml", ".plantuml"),
    trip=Trip.WRITE,
    carries=frozenset({Feature.EMPTY_TOPICS, Feature.LINE_BREAKS}),
    title="PlantUML",
)
# What would be read as markup: pairs of signs, tags, links, code, line breaks written out, the start and end of lines.
_MARKUP = re.compile(
    r"""\*\*|//|__|--|""|''|\.\.|==|\[\[|\]\]|\$\$|%%|\{\{|\}\}|[~<>\\`]|^[^\w\s(“"']|^\W$|;$|^(?=end)e""",
    re.IGNORECASE,
)


_BLANK = "<U+00A0>"  # a node must have text


def _escaped(line: str) -> str:
    """The line with risky signs named by their numbers, which PlantUML shows as signs and never takes for markup."""
    return _MARKUP.sub(lambda found: "".join(f"<U+{ord(sign):04X}>" for sign in found[0]), line.strip()) or _BLANK


def _node(stars: str, title: str) -> str:
    lines = [_escaped(line) for line in title.splitlines()] or [_BLANK]
    return f"{stars} {lines[0]}" if len(lines) == 1 else f"{stars}:" + "\n".join(lines) + "\n;"


class PlantUml(WriteOnly):
    """Text for documents that PlantUML draws."""

    info = INFO

    def write(self, mind_map: MindMap, options: DumpOptions) -> tuple[bytes, LossReport]:
        """The drawing instructions."""
        refuse_password(options)
        nodes = [_node("*" * (visit.depth + 1), visit.topic.title) for visit in single_root(mind_map).visits()]
        report = losses_of(mind_map, INFO.carries).joined(foreign_losses(mind_map, INFO.name))
        return ("\n".join(["@startmindmap", *nodes, "@endmindmap"]) + "\n").encode("utf-8", "replace"), report

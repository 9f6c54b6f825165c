"""Graphviz graphs, written only: the tree with solid lines, relationships dashed."""

import unicodedata

from casedocs.mindmap.codec import FormatInfo, Trip
from casedocs.mindmap.formats._convert import foreign_losses
from casedocs.mindmap.formats._text import WriteOnly, outer_link, refuse_password
from casedocs.mindmap.losses import Feature, LossReport, losses_of
from casedocs.mindmap.model import MindMap, Visit
from casedocs.mindmap.options import DumpOptions

__all__ = ["Graphviz"]

INFO = FormatInfo(
    name="graphviz",
    suffixes=(".dot", ".gv"),
    trip=Trip.WRITE,
    carries=frozenset(
        {
            Feature.EMPTY_TOPICS,
            Feature.SHEETS,
            Feature.LINE_BREAKS,
            Feature.LINKS,
            Feature.RELATIONSHIPS,
            Feature.NOTES,
            Feature.FLOATING,
        }
    ),
    title="Graphviz DOT",
)


def _quoted(text: str) -> str:
    kept = "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"})
    return '"' + kept.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _node(name: str, visit: Visit) -> str:
    topic = visit.topic
    link = outer_link(topic)
    extra = f", URL={_quoted(link)}" if link else ""
    extra += f", tooltip={_quoted(topic.note.plain)}" if topic.note is not None else ""
    return f"  {name} [label={_quoted(topic.title)}{extra}];"


class Graphviz(WriteOnly):
    """Text that the ``dot`` program draws."""

    info = INFO

    def write(self, mind_map: MindMap, options: DumpOptions) -> tuple[bytes, LossReport]:
        """The graph."""
        refuse_password(options)
        lines = ["digraph mindmap {", "  rankdir=LR;", '  node [shape=box, style=rounded, fontname="Be Vietnam Pro"];']
        names: dict[int, str] = {}
        by_id: dict[str, str] = {}
        for number, visit in enumerate(mind_map.visits()):
            name = names[id(visit.topic)] = f"n{number}"
            by_id.setdefault(visit.topic.id, name)
            lines.append(_node(name, visit))
            if visit.parent is not None:
                lines.append(f"  {names[id(visit.parent)]} -> {name} [arrowhead=none];")
        for sheet in mind_map.sheets:
            for item in sheet.relationships:
                if item.start_id in by_id and item.end_id in by_id:
                    ends = f"{by_id[item.start_id]} -> {by_id[item.end_id]}"
                    lines.append(f"  {ends} [style=dashed, constraint=false, label={_quoted(item.title)}];")
        report = losses_of(mind_map, INFO.carries).joined(foreign_losses(mind_map, INFO.name))
        return ("\n".join([*lines, "}"]) + "\n").encode("utf-8", "replace"), report

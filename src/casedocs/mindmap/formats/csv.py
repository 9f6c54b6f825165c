"""A table of the topics for Excel, written only: one row for each topic, in reading order."""

import csv
import io

from casedocs.mindmap.codec import FormatInfo, Trip
from casedocs.mindmap.formats._convert import foreign_losses
from casedocs.mindmap.formats._text import WriteOnly, refuse_password
from casedocs.mindmap.losses import Feature, LossReport, losses_of
from casedocs.mindmap.model import MindMap
from casedocs.mindmap.options import DumpOptions

__all__ = ["Csv"]

INFO = FormatInfo(
    name="csv",
    suffixes=(".csv",),
    trip=Trip.WRITE,
    carries=frozenset(
        {
            Feature.EMPTY_TOPICS,
            Feature.IDS,
            Feature.SHEETS,
            Feature.NOTES,
            Feature.LABELS,
            Feature.MARKERS,
            Feature.LINKS,
            Feature.INNER_LINKS,
            Feature.LINE_BREAKS,
            Feature.FLOATING,
            Feature.SUMMARIES,
            Feature.CALLOUTS,
        }
    ),
    title="CSV",
)
_HEADER = ("path", "kind", "depth", "title", "labels", "markers", "link", "note", "id")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _safe(text: str) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


class Csv(WriteOnly):
    """UTF-8 with a byte order mark, commas, quotes where needed: opens in Excel by a double click."""

    info = INFO

    def write(self, mind_map: MindMap, options: DumpOptions) -> tuple[bytes, LossReport]:
        """The table; paths are written ``#1/2.3``, so that Excel does not take them for dates."""
        refuse_password(options)
        buffer = io.StringIO()
        writer = csv.writer(buffer)
        writer.writerow(_HEADER)
        for visit in mind_map.visits():
            topic = visit.topic
            row = [f"#{visit.path}", visit.kind.value, str(visit.depth), topic.title, "; ".join(topic.labels)]
            row += ["; ".join(topic.markers), topic.link or "", topic.note.plain if topic.note else "", topic.id]
            writer.writerow([_safe(cell) for cell in row])
        report = losses_of(mind_map, INFO.carries).joined(foreign_losses(mind_map, INFO.name))
        return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8", "replace"), report

"""Writes ``mindmap-formats.md`` from the cards of the codecs: ``python docs/reference/make_mindmap_formats.py``."""

from pathlib import Path

from casedocs.mindmap.codec import Trip
from casedocs.mindmap.formats import FORMATS, codec_for
from casedocs.mindmap.losses import NAMES_VI, Feature

TARGET = Path(__file__).with_name("mindmap-formats.md")
_TRIPS = {Trip.BOTH: "read, write", Trip.READ: "read", Trip.WRITE: "write"}
_HEAD = """# Mind-map formats and what they lose

Made from the code by `docs/reference/make_mindmap_formats.py`; a test keeps it up to date.
Titles and the tree are carried by every format. `✓` carried, `–` lost and reported in the `LossReport`.

"""


def page() -> str:
    """The page as Markdown."""
    infos = [codec_for(name).info for name in FORMATS]
    rows = ["| format | name | files | ways |", "|---|---|---|---|"]
    rows += [f"| {i.title} | `{i.name}` | {', '.join(i.suffixes)} | {_TRIPS[i.trip]} |" for i in infos]
    rows += [
        "",
        f"| feature | tiếng Việt | {' | '.join(info.name for info in infos)} |",
        f"|---|---|{'---|' * len(infos)}",
    ]
    for feature in Feature:
        marks = " | ".join("✓" if feature in info.carries else "–" for info in infos)
        rows.append(f"| {feature.value} | {NAMES_VI[feature]} | {marks} |")
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")

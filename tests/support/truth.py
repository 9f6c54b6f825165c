"""The sample dossier's ground truth."""

import json
from dataclasses import dataclass
from pathlib import Path

from casedocs.geometry import Box

FOLDER = Path(__file__).parents[2] / "examples" / "sample-dossier"


@dataclass(frozen=True)
class TruePage:
    """A page of the sample dossier and the words on it."""

    path: Path
    page_index: int
    kind: str
    words: tuple[tuple[str, Box], ...]


def pages() -> list[TruePage]:
    data = json.loads((FOLDER / "ground_truth.json").read_text(encoding="utf-8"))
    return [
        TruePage(
            FOLDER / document["file"],
            index,
            page["kind"],
            tuple((word[0], Box(*word[1:])) for line in page["lines"] for word in line["words"]),
        )
        for document in data["documents"]
        for index, page in enumerate(document["pages"])
    ]


def clean_scan() -> TruePage:
    """A page of minutes, scanned in grey, straight."""
    return next(page for page in pages() if "Biên bản khám nghiệm" in page.path.name)

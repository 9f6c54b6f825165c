"""The ground truth of a page: lines in reading order, words with boxes, marks."""

from typing import Any

from tests.assets.raster import Mapping
from tests.assets.sheet import Sheet, Word

Box = tuple[float, float, float, float]


def _same(x: float, y: float) -> tuple[float, float]:
    return x, y


def _moved(box: Box, mapping: Mapping) -> list[float]:
    """The upright box around the moved corners, in tenths of a point."""
    corners = [mapping(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return [round(value, 1) for value in (min(xs), min(ys), max(xs), max(ys))]


def _hull(words: tuple[Word, ...]) -> Box:
    boxes = [word.box for word in words]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def page_truth(sheet: Sheet, kind: str, *, mapping: Mapping = _same, **more: object) -> dict[str, Any]:
    """What is on the page; `more` is recorded beside it (dpi, skew, size…)."""
    lines: list[dict[str, Any]] = []
    for line in sheet.lines:
        entry: dict[str, Any] = {"text": line.text, "region": line.region, "box": _moved(_hull(line.words), mapping)}
        if line.cell is not None:
            entry["cell"] = list(line.cell)
        if line.leaders:
            entry["leaders"] = True
        entry["words"] = [[word.text, *_moved(word.box, mapping)] for word in line.words]
        lines.append(entry)
    marks = [{"kind": mark.kind, "text": mark.text, "box": _moved(mark.box, mapping)} for mark in sheet.marks]
    size = [round(sheet.size[0], 2), round(sheet.size[1], 2)]
    return {"kind": kind, "size": size, **more, "lines": lines, "marks": marks}

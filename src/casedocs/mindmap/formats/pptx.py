"""PowerPoint slides, written only: a title slide, then each main branch; notes are speaker notes."""

import io
from collections.abc import Iterator
from typing import Any

from casedocs._extras import require
from casedocs.mindmap.codec import FormatInfo, Trip
from casedocs.mindmap.formats._convert import foreign_losses
from casedocs.mindmap.formats._text import WriteOnly, clean, one_line, outer_link, refuse_password, single_root
from casedocs.mindmap.losses import Feature, LossReport, losses_of
from casedocs.mindmap.model import MindMap, Topic, Visit
from casedocs.mindmap.options import DumpOptions

__all__ = ["Pptx"]

INFO = FormatInfo(
    name="pptx",
    suffixes=(".pptx",),
    trip=Trip.WRITE,
    carries=frozenset({Feature.EMPTY_TOPICS, Feature.NOTES, Feature.LABELS, Feature.LINKS}),
    title="PowerPoint (PPTX)",
)
_LINES = 12
_FONT = "Times New Roman"
_MAX_LEVEL = 4


def _text(topic: Topic) -> str:
    folios = "".join(f" ({label})" for label in topic.labels)
    return f"{one_line(clean(topic.title))}{folios}"


def _notes(visits: list[Visit]) -> str:
    notes = [(one_line(visit.topic.title), visit.topic.note.plain) for visit in visits if visit.topic.note is not None]
    return clean("\n\n".join(f"{title}: {text.strip()}" for title, text in notes))


def _pages(branch: Topic) -> Iterator[list[Visit]]:
    """The topics below a branch in portions that fit on a slide."""
    below = [visit for visit in branch.visits() if visit.depth > 0]
    for start in range(0, max(len(below), 1), _LINES):
        yield below[start : start + _LINES]


class _Deck:
    def __init__(self, pptx: Any) -> None:
        self.pptx = pptx
        self.deck = pptx.Presentation()
        self.deck.slide_width, self.deck.slide_height = pptx.util.Inches(13.333), pptx.util.Inches(7.5)

    def slide(self, layout: int, title: str, boxes: list[tuple[float, float, float, float]]) -> Any:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[layout])
        for shape, box in zip(slide.placeholders, boxes, strict=False):
            inches = self.pptx.util.Inches
            shape.left, shape.top, shape.width, shape.height = (inches(value) for value in box)
        slide.shapes.title.text = title
        for paragraph in slide.shapes.title.text_frame.paragraphs:
            paragraph.font.name, paragraph.font.bold = _FONT, True
            paragraph.font.size = self.pptx.util.Pt(40 if layout == 0 else 30)
        return slide

    def cover(self, root: Topic) -> None:
        slide = self.slide(0, _text(root) or " ", [(0.8, 2.2, 11.7, 2), (0.8, 4.4, 11.7, 1.5)])
        slide.placeholders[1].text = " · ".join(one_line(branch.title) for branch in root.below()[:8])
        self.speak(slide, [visit for visit in root.visits() if visit.depth == 0])

    def branch(self, branch: Topic) -> None:
        for number, page in enumerate(_pages(branch)):
            title = _text(branch) + (" (tiếp)" if number else "")
            slide = self.slide(1, title, [(0.6, 0.3, 12.1, 1.1), (0.6, 1.5, 12.1, 5.6)])
            frame = slide.placeholders[1].text_frame
            frame.word_wrap = True
            for row, visit in enumerate(page):
                paragraph = frame.paragraphs[0] if row == 0 else frame.add_paragraph()
                self.line(paragraph, visit)
            own = [visit for visit in branch.visits() if visit.depth == 0] if number == 0 else []
            self.speak(slide, own + page)

    def line(self, paragraph: Any, visit: Visit) -> None:
        run = paragraph.add_run()
        run.text = _text(visit.topic)
        run.font.name, run.font.size = _FONT, self.pptx.util.Pt(max(24 - 2 * visit.depth, 16))
        link = outer_link(visit.topic)
        if link:
            run.hyperlink.address = clean(link)
        paragraph.level = min(visit.depth - 1, _MAX_LEVEL)

    def speak(self, slide: Any, visits: list[Visit]) -> None:
        text = _notes(visits)
        if text:
            slide.notes_slide.notes_text_frame.text = text


class Pptx(WriteOnly):
    """Slides for reporting a case."""

    info = INFO

    def write(self, mind_map: MindMap, options: DumpOptions) -> tuple[bytes, LossReport]:
        """The deck."""
        refuse_password(options)
        root = single_root(mind_map)
        deck = _Deck(require("pptx", extra="mindmap"))
        deck.cover(root)
        for branch in root.below():
            deck.branch(branch)
        buffer = io.BytesIO()
        deck.deck.save(buffer)
        report = losses_of(mind_map, INFO.carries).joined(foreign_losses(mind_map, INFO.name))
        return buffer.getvalue(), report

"""Notes that a file holds in a formatted form alone, as plain text: HTML, XMind's paragraphs, a Quill delta."""

from html.parser import HTMLParser

__all__ = ["delta_text", "html_text", "paragraphs_text"]

_BLOCKS = frozenset({"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "br", "ul", "ol", "table"})
_UNSEEN = frozenset({"script", "style", "head", "title"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(self._unseen - (tag in _UNSEEN), 0)
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(" ".join(data.split("\n")))


def html_text(markup: str) -> str:
    """The text of a piece of HTML, one line for each block, without empty lines."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    lines = (line.strip() for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def paragraphs_text(content: object) -> str:
    """The text of XMind's ``{paragraphs: [{spans: [{text}]}]}``; what has another shape is left out."""
    paragraphs = content.get("paragraphs") if isinstance(content, dict) else None
    lines = []
    for paragraph in paragraphs if isinstance(paragraphs, list) else ():
        spans = paragraph.get("spans") if isinstance(paragraph, dict) else None
        texts = [span.get("text") for span in spans if isinstance(span, dict)] if isinstance(spans, list) else []
        lines.append("".join(text for text in texts if isinstance(text, str)))
    return "\n".join(lines).strip("\n")


def delta_text(content: object) -> str:
    """The text of a Quill delta ``{ops: [{insert}]}``; pictures in it are left out."""
    steps = content.get("ops") if isinstance(content, dict) else None
    inserted = [step.get("insert") for step in steps if isinstance(step, dict)] if isinstance(steps, list) else []
    return "".join(text for text in inserted if isinstance(text, str)).strip("\n")

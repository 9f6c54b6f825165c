"""The only module that uses python-docx: outlines and tables as Word documents."""

import io
from collections.abc import Sequence
from typing import Any

from casedocs._extras import require
from casedocs.mindmap.formats._text import clean, outer_link
from casedocs.mindmap.model import Topic, Visit

__all__ = ["BRACKET_STYLE", "LABEL_STYLE", "STEP", "outline_document", "table_document"]

HEADINGS = 4
STEP = 360  # twentieths of a point for one level of indent
LABEL_STYLE = "Bút lục"
BRACKET_STYLE = "Dấu bút lục"
_FONT = "Times New Roman"
_SIZES = {0: 16, 1: 15, 2: 14, 3: 14, 4: 13}


def _set_font(style: Any, size: float, docx: Any) -> None:
    style.font.name = _FONT
    style.font.size = docx.shared.Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(docx.oxml.ns.qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(docx.oxml.ns.qn(f"w:{name}"), _FONT)


def _numbering(document: Any, docx: Any) -> None:
    """Gives the headings Word's own multi-level numbering (1, 1.1, 1.1.1)."""
    parse, names = docx.oxml.parse_xml, docx.oxml.ns.nsdecls("w")
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:pStyle w:val="Heading{level + 1}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{".".join(f"%{part + 1}" for part in range(level + 1))}."/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        for level in range(HEADINGS)
    )
    numbering = document.part.numbering_part.element
    kind = (
        f'<w:abstractNum {names} w:abstractNumId="900"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    first = numbering.find(docx.oxml.ns.qn("w:num"))
    numbering.insert(numbering.index(first) if first is not None else len(numbering), parse(kind))
    numbering.append(parse(f'<w:num {names} w:numId="900"><w:abstractNumId w:val="900"/></w:num>'))
    for level in range(HEADINGS):
        properties = document.styles[f"Heading {level + 1}"].element.get_or_add_pPr()
        number = f'<w:numPr {names}><w:ilvl w:val="{level}"/><w:numId w:val="900"/></w:numPr>'
        properties.insert_element_before(parse(number), "w:suppressLineNumbers", "w:pBdr", "w:spacing", "w:outlineLvl")


def _prepare(document: Any, docx: Any) -> None:
    """Sets fonts, page size and the styles of folio marks."""
    _set_font(document.styles["Normal"], 13, docx)
    for level in range(HEADINGS + 1):
        style = document.styles["Title" if level == 0 else f"Heading {level}"]
        _set_font(style, _SIZES[level], docx)
        style.font.bold = True
        style.font.color.rgb = docx.shared.RGBColor(0, 0, 0)
    for name in (LABEL_STYLE, BRACKET_STYLE):
        style = document.styles.add_style(name, docx.enum.style.WD_STYLE_TYPE.CHARACTER)
        style.font.italic = True
        style.font.bold = False
    section = document.sections[0]
    section.page_width, section.page_height = docx.shared.Mm(210), docx.shared.Mm(297)
    section.left_margin, section.right_margin = docx.shared.Mm(30), docx.shared.Mm(15)
    section.top_margin = section.bottom_margin = docx.shared.Mm(20)


def _add_hyperlink(paragraph: Any, link: str, text: str, docx: Any) -> None:
    """Appends `text` as a hyperlink to `link`."""
    kind = docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK
    identity = paragraph.part.relate_to(clean(link), kind, is_external=True)
    element = docx.oxml.shared.OxmlElement("w:hyperlink")
    element.set(docx.oxml.ns.qn("r:id"), identity)
    run = paragraph.add_run(text)
    run.font.underline = True
    run.font.color.rgb = docx.shared.RGBColor(0x05, 0x63, 0xC1)
    element.append(run._r)  # noqa: SLF001  python-docx has no public way to put a run into a hyperlink
    paragraph._p.append(element)  # noqa: SLF001


def _content(paragraph: Any, topic: Topic, docx: Any) -> None:
    title = clean(topic.title)
    link = outer_link(topic)
    if link:
        _add_hyperlink(paragraph, link, title or link, docx)
    else:
        paragraph.add_run(title)
    for label in topic.labels:
        paragraph.add_run(" (", style=BRACKET_STYLE)
        paragraph.add_run(" ".join(clean(label).split()), style=LABEL_STYLE)
        paragraph.add_run(")", style=BRACKET_STYLE)


def _paragraph(document: Any, visit: Visit, docx: Any) -> Any:
    if visit.depth == 0:
        return document.add_paragraph(style="Title")
    if visit.depth <= HEADINGS:
        return document.add_paragraph(style=f"Heading {visit.depth}")
    paragraph = document.add_paragraph(style="List Bullet")
    paragraph.paragraph_format.left_indent = docx.shared.Twips(STEP * (visit.depth - HEADINGS))
    return paragraph


def _saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def outline_document(root: Topic, *, breaks: bool = True) -> bytes:
    """The map as a Word outline.

    Args:
        root: The map.
        breaks: Begins every main branch that has branches of its own on a new page, but not the first.

    Raises:
        MissingExtraError: If python-docx is not installed.
    """
    docx: Any = require("docx", extra="mindmap")
    document = docx.Document()
    _prepare(document, docx)
    _numbering(document, docx)
    main = 0
    for visit in root.visits():
        paragraph = _paragraph(document, visit, docx)
        if visit.depth == 1:
            main += 1
            paragraph.paragraph_format.page_break_before = breaks and main > 1 and bool(visit.topic.children)
        _content(paragraph, visit.topic, docx)
        if visit.topic.note is not None:
            for line in clean(visit.topic.note.plain).split("\n"):
                if line.strip():
                    document.add_paragraph(line)
    return _saved(document)


def table_document(title: str, header: Sequence[str], rows: Sequence[Sequence[str]], fills: Sequence[str]) -> bytes:
    """A Word document with one table.

    Args:
        title: The heading above it.
        header: The first row, repeated on every page.
        rows: The other rows, as wide as the header.
        fills: For every row the colour of its first cell as six hexadecimal digits.

    Raises:
        MissingExtraError: If python-docx is not installed.
    """
    docx: Any = require("docx", extra="mindmap")
    document = docx.Document()
    _prepare(document, docx)
    section = document.sections[0]
    section.orientation = docx.enum.section.WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_paragraph(clean(title), style="Title")
    table = document.add_table(rows=1, cols=len(header), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, header, strict=True):
        cell.text = text
        cell.paragraphs[0].runs[0].font.bold = True
    properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001  python-docx has no public repeat-header switch
    properties.append(docx.oxml.shared.OxmlElement("w:tblHeader"))
    names = docx.oxml.ns.nsdecls("w")
    for row, fill in zip(rows, fills, strict=True):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = clean(text)
        shade = docx.oxml.parse_xml(f'<w:shd {names} w:val="clear" w:color="auto" w:fill="{fill}"/>')
        cells[0]._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001
    return _saved(document)

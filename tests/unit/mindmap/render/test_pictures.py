import io
import xml.etree.ElementTree as ET

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from casedocs.errors import LimitExceededError, UsageError
from casedocs.mindmap import Boundary, MindMap, Note, Relationship, Topic
from casedocs.mindmap.layout import Arrangement
from casedocs.mindmap.render.fonts import display_text, load_font
from casedocs.mindmap.render.pdf import Paper, PrintOptions, render_pdf
from casedocs.mindmap.render.png import render_png, to_png
from casedocs.mindmap.render.scene import RenderOptions, arrangement_of, draw, wrap
from casedocs.mindmap.render.svg import render_svg
from casedocs.mindmap.templates import new_from_template

VIETNAMESE = "".join(
    a + b
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for a in base
    for b in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
)


def case() -> MindMap:
    mind_map = new_from_template("danh-gia-chung-cu", 'Vụ <A> & "B"')
    root = mind_map.sheets[0].root
    root.children[0].children[0].link = "https://example.vn/?a=1&b=2"
    root.children[0].children[1].link = "javascript:alert(1)"
    root.children[1].boundaries.append(Boundary())
    root.floating.append(Topic(title="tự do"))
    ends = root.children[4].children[0].id, root.children[5].children[0].id
    mind_map.sheets[0].relationships.append(Relationship(start_id=ends[0], end_id=ends[1], title="mâu thuẫn"))
    return mind_map


@pytest.mark.parametrize("bold", [False, True])
def test_the_font_has_every_vietnamese_letter(bold: bool) -> None:
    font = load_font(bold=bold)
    assert font.missing(display_text(VIETNAMESE) + "đĐ₫…–“”") == set()
    assert font.missing("中😀") == {"中", "😀"}
    subset = font.subset("Đồng")
    assert set(subset.glyphs) >= set("Đồng")
    assert len(subset.data) < 20_000


def test_text_is_wrapped_to_its_width() -> None:
    font = load_font(bold=False)
    lines = wrap("Biên bản khám nghiệm hiện trường " + "x" * 80, font, 13, 120)
    assert all(font.width(line, 13) <= 120 for line in lines)
    assert "".join(lines).replace(" ", "") == "Biênbảnkhámnghiệmhiệntrường" + "x" * 80
    assert wrap("", font, 13, 120) == [""]


@pytest.mark.parametrize("arrangement", list(Arrangement))
def test_svg_is_well_formed_self_contained_and_complete(arrangement: Arrangement) -> None:
    mind_map = case()
    text = render_svg(mind_map.sheets[0], options=RenderOptions(arrangement=arrangement))
    root = ET.fromstring(text)
    shown = "".join(root.itertext())
    for topic in mind_map.topics():
        assert topic.title.split()[0] in shown
    assert "javascript:" not in text
    assert "url(http" not in text
    assert "<script" not in text
    assert "data:font/ttf;base64," in text


def test_png_has_the_size_asked_for() -> None:
    drawing = draw(case().sheets[0], RenderOptions())
    with Image.open(io.BytesIO(to_png(drawing, scale=0.5))) as picture:
        assert abs(picture.width - drawing.box.width / 2) <= 1
        assert len(set(picture.convert("L").tobytes())) > 10
    with pytest.raises(LimitExceededError):
        render_png(case().sheets[0], scale=100)
    with pytest.raises(UsageError):
        render_png(case().sheets[0], scale=0)


def test_pdf_text_can_be_searched_and_links_followed() -> None:
    data = render_pdf(case().sheets[0])
    assert data == render_pdf(case().sheets[0])
    document = pypdfium2.PdfDocument(data)
    text = document[0].get_textpage().get_text_bounded()
    for words in ("Chứng cứ buộc tội (Điều 87)", "Lời khai, lời trình bày", "mâu thuẫn", 'Vụ <A> & "B"'):
        assert words in text
    document.close()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        links = [str(item.A.URI) for item in pdf.pages[0].Annots]
        fonts = pdf.pages[0].Resources.Font
        assert all("/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts.values())
    assert set(links) == {"https://example.vn/?a=1&b=2"}


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (210, 297)), (Paper.A3, (297, 420)), (Paper.A0, (841, 1189))])
def test_paper_sizes(paper: Paper, size: tuple[float, float]) -> None:
    with pikepdf.open(io.BytesIO(render_pdf(case().sheets[0], paper=PrintOptions(paper=paper)))) as pdf:
        assert len(pdf.pages) == 1
        box = sorted(float(value) * 25.4 / 72 for value in list(pdf.pages[0].mediabox)[2:])
    assert box == pytest.approx(sorted(size), abs=0.5)


def test_tiles_cover_the_drawing() -> None:
    sheet = case().sheets[0]
    drawing = draw(sheet, RenderOptions())
    options = PrintOptions(paper=Paper.A4, tiles=True, scale=1.5)
    document = pypdfium2.PdfDocument(render_pdf(sheet, paper=options))
    area = len(document) * 194 * 281
    needed = drawing.box.area * (1.5 * 25.4 / 96) ** 2
    assert needed * 0.9 < area < needed * 2.5
    joined = " ".join(page.get_textpage().get_text_bounded() for page in document)
    for topic in sheet.root.walk():
        assert topic.title.split()[0] in joined
    document.close()
    with pytest.raises(LimitExceededError):
        render_pdf(sheet, paper=PrintOptions(paper=Paper.A4, tiles=True, scale=60))
    with pytest.raises(UsageError):
        PrintOptions(tiles=True)


def test_depth_and_folding_limit_what_is_shown() -> None:
    sheet = case().sheets[0]
    sheet.root.children[0].folded = True
    everything = render_svg(sheet)
    shallow = render_svg(sheet, options=RenderOptions(depth=1))
    folded = render_svg(sheet, options=RenderOptions(folded=True))
    assert "Lý lịch" in everything
    assert "Lý lịch" not in shallow
    assert "Loại tội phạm" not in folded
    assert "Lý lịch" in folded


def test_missing_letters_are_told_and_marks_left_out() -> None:
    mind_map = MindMap.new("a\u202eb 中")
    mind_map.sheets[0].root.note = Note(plain="x")
    drawing = draw(mind_map.sheets[0], RenderOptions())
    assert drawing.missing == {"中"}
    assert "\u202e" not in render_svg(mind_map.sheets[0])


@pytest.mark.parametrize(
    ("structure", "way"),
    [
        ("org.xmind.ui.logic.right", Arrangement.LOGIC),
        ("org.xmind.ui.org-chart.down", Arrangement.ORG),
        ("org.xmind.ui.timeline.horizontal", Arrangement.TIMELINE),
        ("org.xmind.ui.fishbone.leftHeaded", Arrangement.FISHBONE),
        ("org.xmind.ui.tree.right", Arrangement.TREE),
        (None, Arrangement.MAP),
    ],
)
def test_the_structure_of_the_file_chooses(structure: str | None, way: Arrangement) -> None:
    assert arrangement_of(structure) is way

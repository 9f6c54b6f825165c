import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image as Pillow

from casedocs.errors import CorruptFileError, LimitExceededError, OutputError, UsageError
from casedocs.mindmap import Boundary, Image, MindMap, Note, Relationship, Sheet, Topic
from casedocs.mindmap._fonts import clean, load_fonts
from casedocs.mindmap.layout import LayoutOptions
from casedocs.mindmap.render import Paper, PdfOptions, PngOptions, SvgOptions, Theme, render_pdf, render_png, render_svg
from casedocs.mindmap.render.icons import marker_icon
from casedocs.mindmap.render.scene import Rect
from casedocs.mindmap.render.tiles import tile

VIETNAMESE = "".join(
    base + mark
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for mark in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
)
ATTACK = '</text><script>alert(1)</script>&"\'<image href="http://evil.example/x.png"/>'
SVG = "{http://www.w3.org/2000/svg}"


def case() -> MindMap:
    mind_map = MindMap.new("Vụ án Đồng Tháp")
    root = mind_map.sheets[0].root
    first = root.add("Lời khai → mâu thuẫn", labels=["BL 12", "Đủ"])
    first.note, first.link, first.markers = Note(plain="ghi chú"), "https://example.vn", ["priority-1", "flag-red"]
    second = root.add(ATTACK)
    root.boundaries.append(Boundary(members=[first, second], title="Khung"))
    root.floating.append(Topic(title="tự do"))
    mind_map.sheets[0].relationships.append(Relationship(start_id=first.id, end_id=second.id, title="trái ngược"))
    return mind_map


def picture(color: str) -> bytes:
    target = io.BytesIO()
    Pillow.new("RGB", (40, 30), color).save(target, "PNG")
    return target.getvalue()


def test_the_chain_has_every_vietnamese_letter_and_the_arrows() -> None:
    fonts = load_fonts()
    assert fonts.missing(clean(VIETNAMESE) + "đĐ₫→↔≥“”–…") == []
    leading = {
        letter for letter in clean(VIETNAMESE) + "đĐ" if fonts.face_for(letter, bold=True) is fonts.chain(bold=True)[0]
    }
    assert leading == set(clean(VIETNAMESE) + "đĐ")


def test_text_is_composed_and_loses_controls_and_direction_marks() -> None:
    assert clean("Đo\u0302\u0300ng\u202e\x00\u200b Tháp") == "Đồng Tháp"


def test_svg_is_whole_and_refers_to_nothing_outside(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    report = render_svg(case(), path)
    assert (report.topics, report.missing_letters) == (4, ())
    text = path.read_text(encoding="utf-8")
    tree = ET.fromstring(text)
    assert {element.tag.removeprefix(SVG) for element in tree.iter()} <= {
        "svg",
        "title",
        "style",
        "rect",
        "path",
        "text",
        "a",
    }
    drawn = [element.text or "" for element in tree.iter(f"{SVG}text")]
    assert "Vụ án Đồng Tháp" in drawn
    assert "".join(drawn).replace(" ", "").count("<script>alert(1)</script>") == 1
    style = tree.find(f"{SVG}style")
    assert style is not None
    assert (style.text or "").count("url(data:font/woff;base64,") >= 2
    assert "url(http" not in text


def test_pdf_holds_real_text_and_subset_fonts(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    render_pdf(case(), path, options=PdfOptions(paper=Paper.A4))
    document = pypdfium2.PdfDocument(path)
    said = document[0].get_textpage().get_text_range()
    document.close()
    assert "Vụ án Đồng Tháp" in said
    assert "Lời khai → mâu thuẫn" in said
    with pikepdf.open(path) as pdf:
        form = pdf.pages[0].Resources.XObject.S0
        fonts = [font.DescendantFonts[0].FontDescriptor for font in form.Resources.Font.values()]
        assert all(len(font.FontFile2.read_bytes()) < 60_000 for font in fonts)
        assert [round(float(side)) for side in pdf.pages[0].MediaBox[2:]] in ([842, 595], [595, 842])


def test_the_same_map_gives_the_same_bytes(tmp_path: Path) -> None:
    mind_map = case()
    for name in ("a", "b"):
        render_pdf(mind_map, tmp_path / f"{name}.pdf")
        render_svg(mind_map, tmp_path / f"{name}.svg")
        render_png(mind_map, tmp_path / f"{name}.png", options=PngOptions(scale=0.5))
    for kind in ("pdf", "svg", "png"):
        assert (tmp_path / f"a.{kind}").read_bytes() == (tmp_path / f"b.{kind}").read_bytes()


@pytest.mark.parametrize("theme", list(Theme))
def test_png_has_its_size_and_its_background(tmp_path: Path, theme: Theme) -> None:
    path = tmp_path / "a.png"
    render_png(case(), path, options=PngOptions(scale=1, theme=theme))
    with Pillow.open(path) as image:
        assert image.getpixel((1, 1)) == ((255, 255, 255) if theme is Theme.LIGHT else (20, 25, 31))
        assert len(image.convert("L").getcolors(256) or []) > 20
    render_png(case(), path, options=PngOptions(scale=10, max_pixels=50_000))
    with Pillow.open(path) as image:
        assert 40_000 < image.width * image.height <= 50_000


@pytest.mark.parametrize("paper", [Paper.A4, Paper.A3, Paper.A0])
def test_tiles_cover_the_whole_drawing_with_an_overlap(paper: Paper) -> None:
    options = PdfOptions(paper=paper, min_scale=1.0, overlap_mm=10)
    tiling = tile(6000, 4100, options)
    assert len(tiling.tiles) == tiling.rows * tiling.columns > 1
    seen_x, seen_y = set(), set()
    for one in tiling.tiles:
        x, y, width, height = one.window
        seen_x.add((x - one.origin[0], x - one.origin[0] + width))
        seen_y.add((y - one.origin[1], y - one.origin[1] + height))
    for seen, length in ((sorted(seen_x), 6000), (sorted(seen_y), 4100)):
        assert seen[0][0] <= 0
        assert seen[-1][1] >= length
        for (_, end), (start, _) in pairwise(seen):
            assert end - start == pytest.approx(10 * 72 / 25.4)


def test_tiled_pages_bear_their_place(tmp_path: Path) -> None:
    mind_map = case()
    for number in range(60):
        mind_map.sheets[0].root.add(f"Nhánh {number}").add("ý")
    report = render_pdf(mind_map, tmp_path / "a.pdf", options=PdfOptions(paper=Paper.A4, min_scale=1.0))
    assert report.pages > 1
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    assert len(document) == report.pages
    assert re.search(rf"A1\s+·\s+1/{report.pages}", document[0].get_textpage().get_text_range())
    document.close()
    with pytest.raises(LimitExceededError):
        render_pdf(mind_map, tmp_path / "b.pdf", options=PdfOptions(paper=Paper.A4, min_scale=4, max_pages=3))
    assert not (tmp_path / "b.pdf").exists()


def test_pictures_of_the_map_are_drawn_and_broken_ones_are_not(tmp_path: Path) -> None:
    mind_map = case()
    for child, data in zip(mind_map.sheets[0].root.children, (picture("#00ff00"), b"no picture"), strict=True):
        child.image = Image(source_link=mind_map.resources.add(data, ".png"), width=90, height=60)
    render_png(mind_map, tmp_path / "a.png", options=PngOptions(scale=1))
    with Pillow.open(tmp_path / "a.png") as image:
        pixels = image.convert("RGB").getcolors(1_000_000) or []
    green = sum(count for count, (r, g, b) in pixels if r < 40 and g > 215 and b < 40)  # type: ignore[misc]  # RGB
    assert green == pytest.approx(90 * 60, rel=0.05)
    render_svg(mind_map, tmp_path / "a.svg")
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").count("data:image/jpeg;base64,") == 1


def test_letters_without_a_glyph_are_reported(tmp_path: Path) -> None:
    report = render_svg(MindMap.new("chữ 中"), tmp_path / "a.svg")
    assert report.missing_letters == ("中",)


@pytest.mark.parametrize("marker", ["priority-7", "priority-x", "priority-²", "task-half", "task-done", "flag-blue",
    "star-red", "people-green", "symbol-exclam", "symbol-right", "unknown", ""])  # fmt: skip
def test_every_marker_has_a_picture(marker: str) -> None:
    assert marker_icon(marker, 0, 0)


def test_one_meaning_has_one_picture_whichever_program_names_it() -> None:
    for names in (
        ("symbol-wrong", "button_cancel"), ("symbol-right", "c_simbol-right", "yes"), ("arrow-up", "up"),
        ("priority-3", "full-3"), ("task-half", "50%"), ("symbol-attention", "messagebox_warning"),
        ("idea", "lightbulb"),
    ):  # fmt: skip
        assert len({repr(marker_icon(name, 0, 0)) for name in names}) == 1, names
    known = ["smiley-smile", "smiley-cry", "month-oct", "week-sun", "tag-blue", "half-star-green", "arrow-right"]
    known += ["symbol-right", "other-calendar", "people-red", "c_symbol_like", "unknown"]
    assert len({repr(marker_icon(name, 0, 0)) for name in known}) == len(known)


def test_icons_stay_in_their_square() -> None:
    for name in ("smiley-angry", "c_symbol_dislike", "week-sun", "symbol-pin", "heart", "group", "priority-9"):
        for item in marker_icon(name, 0, 0):
            if isinstance(item, Rect):
                assert -0.01 <= item.x <= item.x + item.width <= 15.01, name
                assert -0.01 <= item.y <= item.y + item.height <= 15.01, name


def test_wrong_options_and_targets_have_named_errors(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        render_svg(case(), tmp_path / "a.svg", options=SvgOptions(sheet_id="none"))
    with pytest.raises(UsageError):
        render_pdf(MindMap(), tmp_path / "a.pdf")
    wrong: list[Callable[[], object]] = [
        lambda: PngOptions(scale=0),
        lambda: PngOptions(max_pixels=1),
        lambda: PdfOptions(margin_mm=-1),
        lambda: PdfOptions(min_scale=9),
        lambda: PdfOptions(max_pages=0),
    ]
    for make in wrong:
        with pytest.raises(UsageError):
            make()
    (tmp_path / "font.ttf").write_bytes(b"nothing")
    layout = LayoutOptions(fonts=(tmp_path / "font.ttf",))
    with pytest.raises(CorruptFileError):
        render_svg(case(), tmp_path / "a.svg", options=SvgOptions(layout=layout))
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        render_svg(case(), tmp_path / "file" / "a.svg")


def linked() -> MindMap:
    mind_map = MindMap.new("Gốc")
    root = mind_map.sheets[0].root
    links = ("https://vks.example/a?b=1&c=2", "file:b%C3%BAt%20l%E1%BB%A5c/trang%2012.pdf#page=3", "ảnh/trang 5.png",
             "javascript:alert(1)", "file:///etc/passwd", f"xmind:#{root.id}", "xmind:#không-có")  # fmt: skip
    for number, link in enumerate(links):
        root.add(f"liên kết {number}", link=link)
    second = Topic(title="Trang hai")
    second.add("về trang một", link=f"xmind:#{root.children[2].id}")
    mind_map.sheets.append(Sheet(title="Trang hai", root=second))
    return mind_map


def test_links_can_be_clicked_in_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    report = render_pdf(linked(), path, options=PdfOptions(paper=Paper.A4, min_scale=2.0))
    with pikepdf.open(path) as pdf:
        marks = [(number, mark) for number, page in enumerate(pdf.pages) for mark in page.obj.get("/Annots", [])]
        pages = [page.obj for page in pdf.pages]
        assert len(pages) == report.pages > 2
        for number, mark in marks:
            left, low, right, high = map(float, mark.Rect)
            x, y = map(float, pages[number].MediaBox[2:])
            assert 0 <= left < right <= x
            assert 0 <= low < high <= y
        actions = [mark.A for _, mark in marks if "/A" in mark]
        assert {str(one.URI) for one in actions if one.S == "/URI"} == {
            "https://vks.example/a?b=1&c=2",
            "%E1%BA%A3nh/trang%205.png",
        }
        (remote,) = {(str(one.F.UF), int(one.D[0])) for one in actions if one.S == "/GoToR"}
        assert remote == ("bút lục/trang 12.pdf", 2)
        inside = [mark.Dest for _, mark in marks if "/Dest" in mark]
        assert len(inside) >= 2
        assert all(any(dest[0] == page for page in pages) for dest in inside)


def test_a_link_covers_its_topic(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    mind_map = MindMap.new("Gốc")
    mind_map.sheets[0].root.add("Bấm vào đây", link="https://vks.example")
    render_pdf(mind_map, path, options=PdfOptions(paper=Paper.A4))
    with pikepdf.open(path) as pdf:
        left, low, right, high = map(float, pdf.pages[0].obj.Annots[0].Rect)
    document = pypdfium2.PdfDocument(path)
    page = document[0].get_textpage()
    found = page.search("Bấm vào đây").get_next()
    assert found is not None
    box = page.get_charbox(found[0])
    assert left < box[0] < box[2] < right
    assert low < box[1] < box[3] < high
    document.close()


def test_links_can_be_clicked_in_svg(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    render_svg(linked(), path)
    tree = ET.fromstring(path.read_text(encoding="utf-8"))
    links = [element.get("href") for element in tree.iter(f"{SVG}a")]
    assert links[:3] == [
        "https://vks.example/a?b=1&c=2",
        "b%C3%BAt%20l%E1%BB%A5c/trang%2012.pdf#page=3",
        "ảnh/trang 5.png",
    ]
    inner = links[3] or ""
    assert len(links) == 4
    assert [element.get("id") for element in tree.iter(f"{SVG}g")] == [inner.removeprefix("#")]


def test_the_title_of_a_frame_stays_inside_it(tmp_path: Path) -> None:
    mind_map = MindMap.new("Gốc")
    root = mind_map.sheets[0].root
    root.boundaries.append(Boundary(members=[root.add("A")], title="Giai đoạn khởi tố, thu thập chứng cứ ban đầu"))
    render_svg(mind_map, tmp_path / "a.svg")
    drawn = [element.text or "" for element in ET.parse(tmp_path / "a.svg").getroot().iter(f"{SVG}text")]
    (title,) = [text for text in drawn if text.startswith("Gia")]
    assert title.endswith(" …")
    assert len(title) < 25
